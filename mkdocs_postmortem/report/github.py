"""The GitHub format: workflow commands that become annotations on the changed lines.

GitHub shows ten annotations of each kind per step and drops the rest without a word; so no more
are written, errors first, and what was left out is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mkdocs_postmortem.report.model import Report
from mkdocs_postmortem.report.style import one_line
from mkdocs_postmortem.rules import LEVELS, Diagnostic

MAX_PER_KIND = 10
_KINDS = {"error": "error", "warning": "warning", "info": "notice"}


def _data(text: str) -> str:
    """Return text as a workflow command carries it: line ends escaped, other control characters gone."""
    return "%0A".join(one_line(line).replace("%", "%25") for line in text.replace("\r", "\n").split("\n"))


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
    message = f"{diagnostic.code} {one_line(diagnostic.message)}\nhelp: {one_line(diagnostic.help)}"
    return f"::{_KINDS[diagnostic.level]} {place},title={title}::{_data(message)}"


def lines(report: Report) -> Iterator[str]:
    """Return the workflow commands, errors first."""
    diagnostics = report.diagnostics
    counts = Counter(diagnostic.level for diagnostic in diagnostics)
    room = dict.fromkeys(_KINDS, MAX_PER_KIND)
    if any(number > MAX_PER_KIND for number in counts.values()):
        room["info"] -= 1  # what was left out is said in a notice too
    shown: Counter[str] = Counter()
    for diagnostic in sorted(diagnostics, key=lambda each: LEVELS.index(each.level)):
        if shown[diagnostic.level] < room[diagnostic.level]:
            shown[diagnostic.level] += 1
            yield annotation(diagnostic)
    more = len(diagnostics) - sum(shown.values())
    if more:
        command = "`postmortem check --output-format concise`"
        where = "the summary of this run" if report.elsewhere else command
        yield f"::notice title=postmortem::{more} more, see {where}"
