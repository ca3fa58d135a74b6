"""An entry of a timeline before its day is known, and the reading of its time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mkdocs_postmortem.document.blocks import Block, Table
from mkdocs_postmortem.document.dates import FoundDate, Hints, day_order, find_day, yearless_order
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.document.times import TimeHead, TimeOfDay, read_time, time_head


class Entry(NamedTuple):
    """An entry before its day is known; `dated` is the cell or the heading that gives it its date."""

    time: Text
    event: Text
    read: TimeOfDay
    dated: Text | None = None


class DayReader:
    """Reads times with what is known of the document's days.

    Whether `03/04/2025` has the day first, or `5/1` the month, is looked for in all of the section, but
    only once a date needs it.
    """

    def __init__(self, blocks: Sequence[Block], heading: Text, hints: Hints) -> None:
        self._blocks = blocks
        self._heading = heading
        self._settled = False
        self.hints = hints

    def time(self, text: str) -> TimeOfDay:
        """Return what the text of a time cell says."""
        read = read_time(text, self.hints)
        if read.ambiguous and self._settle():
            read = read_time(text, self.hints)
        return read

    def head(self, text: str) -> TimeHead | None:
        """Return the time that a line begins with, or None."""
        head = time_head(text, self.hints)
        if head is not None and head.read.ambiguous and self._settle():
            head = time_head(text, self.hints)
        return head

    def day_of(self, heading: Text) -> Entry | None:
        """Return the day that a heading gives to what stands below, or None; the calendar may lack it."""
        head = self.head(heading.text)
        if head is None or (head.read.day is None and not (head.read.bad_day and head.whole)):
            return None
        return Entry(heading.part(head.start, head.end), heading, head.read)

    def day(self, text: str) -> FoundDate | None:
        """Return the date that a cell beside a time holds, or None."""
        found = find_day(text, self.hints)
        if found is not None and found.ambiguous and self._settle():
            found = find_day(text, self.hints)
        return found

    def _settle(self) -> bool:
        if self._settled:
            return False
        self._settled = True
        texts = [self._heading.text]
        texts += [line.text[:40] for block in self._blocks for line in getattr(block, "lines", ())]
        texts += [
            cell.text[:40]
            for block in self._blocks
            if isinstance(block, Table)
            for row in block.rows
            for cell in row.cells[:3]
        ]
        day_first, near = day_order(texts), self.hints.near
        behind = yearless_order(texts, near, day_first) if near is not None else None
        self.hints = self.hints._replace(day_first=day_first, month_behind=behind)
        return day_first is not None or behind is not None
