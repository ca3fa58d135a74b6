"""The grouped format: the findings of each document below its path, in columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from mkdocs_postmortem.report.model import Report
from mkdocs_postmortem.report.style import MARK, is_fixable, one_line, paint, summary
from mkdocs_postmortem.rules import Diagnostic


def lines(report: Report) -> Iterator[str]:
    """Return the report, line by line."""
    for path, group in groupby(report.diagnostics, key=lambda each: each.path):
        members = list(group)
        yield paint(one_line(path), "bold", report.color)
        place = max(len(_place(each)) for each in members)
        level = max(len(each.level) for each in members)
        for each in members:
            # Padded before it is painted: colours have no width.
            shown = paint(f"{each.level:<{level}}", each.level, report.color)
            code = paint(each.code, each.level, report.color)
            mark = f" {paint(MARK, 'help', report.color)}" if is_fixable(each) else ""
            yield f"  {_place(each):>{place}}  {shown}  {code}  {one_line(each.message)}{mark}"
        yield ""
    yield from summary(report)


def _place(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.span.line}:{diagnostic.span.column}"
