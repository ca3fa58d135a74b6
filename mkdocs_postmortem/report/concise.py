"""The concise format: one line per finding, `path:line:column CODE message`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mkdocs_postmortem.report.style import one_line, paint, summary
from mkdocs_postmortem.rules import Diagnostic


def line(diagnostic: Diagnostic, color: bool = False) -> str:
    """Return one finding as one line."""
    code = paint(diagnostic.code, diagnostic.level, color)
    return f"{paint(one_line(str(diagnostic.span)), 'bold', color)} {code} {one_line(diagnostic.message)}"


def lines(diagnostics: Sequence[Diagnostic], documents: int, held_back: int, color: bool) -> Iterator[str]:
    """Return the report, line by line."""
    for diagnostic in diagnostics:
        yield line(diagnostic, color)
    yield summary(diagnostics, documents, held_back, color)
