"""Findings that are there only because of another one: a mistake is told once, where it was made.

A rule says nothing about a value that another rule reports. Some mistakes disturb all that is read around
them, whatever the rule: a row with too few or too many cells, and a code block that does not end. Where
the rule about these has spoken, what follows from it is taken out here; where it is off, the rest stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from mkdocs_postmortem.document.blocks import Heading, Table
from mkdocs_postmortem.option_types import LEVELS
from mkdocs_postmortem.rules.fences import swallowing
from mkdocs_postmortem.rules.registry import Case, Diagnostic
from mkdocs_postmortem.rules.silencing import IN_PLACE

_UNEVEN_ROW, _UNCLOSED = "PM212", "PM217"
# The rules that read the cells of a table.
_OF_CELLS = ("PM3", "PM4", "PM5", "PM6", "PM7")
_MISSING_FIELD = "PM101"


def without_cascades(case: Case, found: list[Diagnostic], kept: frozenset[str]) -> list[Diagnostic]:
    """Return findings in a document without those that another of them explains.

    `kept` are the codes whose level the site has set: it is not raised to that of what they explain.
    """
    codes = {each.code for each in found}
    if _UNCLOSED in codes:
        found = _without_lost(case, found)
    if _UNEVEN_ROW in codes:
        found = _without_cells(case, found, kept)
    return found


def _without_cells(case: Case, found: list[Diagnostic], kept: frozenset[str]) -> list[Diagnostic]:
    """Leave out what is said of the cells of a row that has more or fewer than the header.

    They may have moved to other columns. What is said of the row is as grave as what is left out.
    """
    uneven = {each.span.line for each in found if each.code == _UNEVEN_ROW}
    dropped: dict[int, list[Diagnostic]] = {}
    left = []
    for each in found:
        line = each.span.line
        if line in uneven and each.code.startswith(_OF_CELLS) and each.path == case.document.path:
            dropped.setdefault(line, []).append(each)
        else:
            left.append(each)
    if not dropped:
        return found
    ends = {row.text.line: row.text.span.end_column for table in case.blocks(Table) for row in table.rows}
    return [
        _explained(each, dropped[each.span.line], ends[each.span.line], kept)
        if each.code == _UNEVEN_ROW and each.span.line in dropped
        else each
        for each in left
    ]


def _explained(row: Diagnostic, dropped: list[Diagnostic], end: int, kept: frozenset[str]) -> Diagnostic:
    """Return the finding about a row as grave as what it explains, with the advice about its last cell."""
    level = min((row.level, *(each.level for each in dropped)), key=LEVELS.index)
    advice = row.help
    if len(dropped) == 1 and dropped[0].span.column >= end:
        advice = f"add the missing cell: {dropped[0].help}"
    return replace(row, level=row.level if row.code in kept else level, help=advice)


class _Lost(NamedTuple):
    """The lines that a code block takes in, and the line of the heading (0: none) above it."""

    first: int
    last: int
    heading: int

    def holds(self, each: Diagnostic) -> bool:
        """Say whether a finding is about what stands in the block, or is missing because of it."""
        line = each.span.line
        if each.code in (_UNCLOSED, IN_PLACE):
            return False
        return (
            self.first <= line <= self.last
            or line == self.heading
            or (self.heading == 0 and each.code == _MISSING_FIELD)
        )


def _without_lost(case: Case, found: list[Diagnostic]) -> list[Diagnostic]:
    """Leave out what is said of text that a code block takes in, and of what its section lacks then."""
    lost = list(_lost(case))
    return [
        each
        for each in found
        if each.path != case.document.path or not any(block.holds(each) for block in lost)
    ]


def _lost(case: Case) -> Iterator[_Lost]:
    document = case.document
    headings = [block.text.line for block in case.blocks(Heading) if block.level == 2]
    for block, _ in swallowing(case):
        yield _Lost(block.text.line, block.text.span.end_line, _above(headings, block.text.line))
    for fence in document.unclosed_fences[:1]:
        yield _Lost(fence.line, len(document.source.line_starts), _above(headings, fence.line))


def _above(lines: Iterable[int], line: int) -> int:
    return max((each for each in lines if each < line), default=0)
