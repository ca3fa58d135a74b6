"""Findings that are there only because of another one: a mistake is told once, where it was made.

A rule says nothing about a value that another rule reports. Some mistakes disturb all that is read around
them, whatever the rule: a row with too few or too many cells, and a code block that does not end. Where
the rule about these has spoken, what follows from it is taken out here; where it is off, the rest stays.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from mkdocs_postmortem.document.blocks import Heading, Table
from mkdocs_postmortem.option_types import LEVELS
from mkdocs_postmortem.rules.fences import swallowing
from mkdocs_postmortem.rules.registry import Case, Diagnostic
from mkdocs_postmortem.rules.silencing import IN_PLACE

_CONFLICT, _UNEVEN_ROW, _UNCLOSED = "PM014", "PM212", "PM217"
# The rules that read the cells of a table, and those about lines that may have become a row of one.
_OF_CELLS = ("PM3", "PM4", "PM5", "PM6", "PM7")
_OF_LINES = ("PM303", "PM320", "PM504")
# What is said of a row that repeats another, by the rule that tells so.
_REPEATED = {
    "PM410": ("PM403", "PM404", "PM405", "PM406", "PM407"),
    "PM514": ("PM512",),
    "PM622": ("PM602", "PM614"),
}
_MISSING_FIELD = "PM101"


def without_cascades(case: Case, found: list[Diagnostic], kept: frozenset[str]) -> list[Diagnostic]:
    """Return findings in a document without those that another of them explains.

    `kept` are the codes whose level the site has set: it is not raised to that of what they explain.
    """
    codes = {each.code for each in found}
    if _CONFLICT in codes:
        return [
            each for each in found if each.code in (_CONFLICT, IN_PLACE) or each.path != case.document.path
        ]
    if _UNCLOSED in codes:
        found = _without_lost(case, found)
    if _UNEVEN_ROW in codes:
        found = _without_cells(case, found, kept)
    if "PM310" in codes and case.document.metrics and case.document.timeline.tables:
        # A duration that ends at the row which is missing would confirm the day.
        found = [each for each in found if each.code != "PM303"]
    for code in codes.intersection(_REPEATED):
        lines = {each.span.line for each in found if each.code == code}
        found = [each for each in found if each.code not in _REPEATED[code] or each.span.line not in lines]
    return found


class _Uneven:
    """The rows of a document that have more or fewer cells than the header, as they are reported."""

    def __init__(self, case: Case, lines: set[int]) -> None:
        self.ends: dict[int, int] = {}
        # By the line of a table's header, or of the heading above lines of text that became rows.
        self._first: dict[int, int] = {}
        self._sections: dict[int, int] = {}
        self.more_text: set[int] = set()
        headings = [block.text.line for block in case.blocks(Heading) if block.level == 2]
        text_above = 0
        for table in case.blocks(Table):
            for row in table.rows:
                line = row.text.line
                if line not in lines:
                    continue
                self.ends[line] = row.text.span.end_column
                self._first.setdefault(table.header.text.line, line)
                if "|" in row.text.text:
                    continue
                self._sections.setdefault(_above(headings, line), line)
                if text_above == line - 1:
                    self.more_text.add(line)
                text_above = line
        self._headings = headings

    def explains(self, each: Diagnostic) -> int | None:
        """Return the line of the row because of which something is said of cells, or of what is missing."""
        line = each.span.line
        if not each.code.startswith(_OF_CELLS):
            return None
        if line in self.ends:
            return line
        if each.code in _OF_LINES:
            section = line if line in self._headings else _above(self._headings, line)
            return self._sections.get(section)
        return self._first.get(line)


def _without_cells(case: Case, found: list[Diagnostic], kept: frozenset[str]) -> list[Diagnostic]:
    """Leave out what is said of the cells of a row that has more or fewer than the header.

    They may have moved to other columns, so that the table lacks something. Lines of text right below a
    table are one mistake. What is said of the row is as grave as what is left out.
    """
    path = case.document.path
    uneven = _Uneven(case, {each.span.line for each in found if each.code == _UNEVEN_ROW})
    dropped: dict[int, list[Diagnostic]] = {}
    left = []
    for each in found:
        line = uneven.explains(each) if each.path == path else None
        if line is not None:
            dropped.setdefault(line, []).append(each)
        elif each.code != _UNEVEN_ROW or each.span.line not in uneven.more_text:
            left.append(each)
    return [
        _explained(each, dropped[each.span.line], uneven.ends[each.span.line], kept)
        if each.code == _UNEVEN_ROW and each.span.line in dropped
        else each
        for each in left
    ]


def _explained(row: Diagnostic, dropped: list[Diagnostic], end: int, kept: frozenset[str]) -> Diagnostic:
    """Return the finding about a row as grave as what it explains, with the advice about its last cell."""
    level = min((row.level, *(each.level for each in dropped)), key=LEVELS.index)
    advice = row.help
    if len(dropped) == 1 and dropped[0].span.column >= end:
        advice = f"add the missing `|` or cell: {dropped[0].help}"
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
    for each in swallowing(case):
        text = each.block.text
        yield _Lost(text.line, text.span.end_line, _above(headings, text.line))
    for fence in document.unclosed_fences[:1]:
        yield _Lost(fence.line, len(document.source.line_starts), _above(headings, fence.line))


def _above(lines: Sequence[int], line: int) -> int:
    """Return the last of some lines, which are in order, above another one; 0 where there is none."""
    at = bisect_left(lines, line)
    return lines[at - 1] if at else 0
