"""The GitHub format: workflow commands that become annotations on the changed lines.

GitHub shows ten annotations of each kind per step and drops the rest without a word; so no more
are written, errors first, and what was left out is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mkdocs_postmortem.rules import LEVELS, Diagnostic

MAX_PER_KIND = 10
_KINDS = {"error": "error", "warning": "warning", "info": "notice"}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def annotation(diagnostic: Diagnostic) -> str:
    """Return one finding as a workflow command."""
    span = diagnostic.span
    place = f"file={_property(span.path)},line={span.line},endLine={span.end_line}"
    # Columns are only understood where the annotation stays on one line.
    if span.line == span.end_line:
        place += f",col={span.column},endColumn={span.end_column}"
    title = _property(f"{diagnostic.code} {diagnostic.name}")
    message = _data(f"{diagnostic.code} {diagnostic.message}\nhelp: {diagnostic.help}")
    return f"::{_KINDS[diagnostic.level]} {place},title={title}::{message}"


def lines(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    """Return the workflow commands, errors first."""
    shown: Counter[str] = Counter()
    for diagnostic in sorted(diagnostics, key=lambda each: LEVELS.index(each.level)):
        if shown[diagnostic.level] < MAX_PER_KIND:
            shown[diagnostic.level] += 1
            yield annotation(diagnostic)
    more = len(diagnostics) - sum(shown.values())
    if more:
        yield f"::notice title=postmortem::{more} more, see `postmortem check --output-format concise`"
