"""The concise format: one line per finding, `path:line:column CODE message`."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.report.advice import advice
from mkdocs_postmortem.report.model import Report
from mkdocs_postmortem.report.style import counts, one_line, paint
from mkdocs_postmortem.rules import Diagnostic


def line(diagnostic: Diagnostic, color: bool = False) -> str:
    """Return one finding as one line."""
    code = paint(diagnostic.code, diagnostic.level, color)
    return f"{paint(one_line(str(diagnostic.span)), 'bold', color)} {code} {one_line(diagnostic.message)}"


def lines(report: Report) -> Iterator[str]:
    """Return the report, line by line."""
    for diagnostic in report.diagnostics:
        yield line(diagnostic, report.color)
    yield counts(report)
    if said := advice(report.diagnostics, report.archive, report.documents):
        yield said
