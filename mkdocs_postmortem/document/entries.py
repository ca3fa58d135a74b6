"""Finding the entries of a timeline: table rows, sub-headings, list items or paragraphs.

An entry is a time and an event, as they stand. On which day it happened is settled later, when all
are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mkdocs_postmortem.document.blocks import Block, Heading, ListItem, Paragraph, Row, Table
from mkdocs_postmortem.document.columns import Known, columns_of
from mkdocs_postmortem.document.dates import Hints, day_order, find_day
from mkdocs_postmortem.document.markers import behind_marker
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.document.times import TimeHead, TimeOfDay, read_time, time_head
from mkdocs_postmortem.template import Template, plain

_TAIL = re.compile(r"[ \t:,–—-](?P<time>[12]\d{3}-\d{2}-\d{2}[ T]{1,2}\d{1,2}:\d{2}(?::\d{2})?)$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
# A section without a known name is a timeline where at least so many of its sub-headings, list items
# or paragraphs begin with a clock; of the latter two, at least this part.
MIN_FOUND = 3
MIN_SHARE = 0.6


# No column has a longer name.
_MAX_NAME = 80


class Entry(NamedTuple):
    """An entry before its day is known."""

    time: Text
    event: Text
    read: TimeOfDay


class Entries(NamedTuple):
    """The entries of a section in order, and the tables they stand in."""

    entries: list[Entry]
    tables: list[Table]


class _DayReader:
    """Reads times with what is known of the document's days.

    Whether `03/04/2025` has the day first is looked for in all of the section, but only once a date
    needs it.
    """

    def __init__(self, blocks: Sequence[Block], heading: Text, hints: Hints) -> None:
        self._blocks = blocks
        self._heading = heading
        self._settled = False
        self.hints = hints

    def time(self, text: str) -> TimeOfDay:
        read = read_time(text, self.hints)
        if read.ambiguous and self._settle():
            read = read_time(text, self.hints)
        return read

    def head(self, text: str) -> TimeHead | None:
        head = time_head(text, self.hints)
        if head is not None and head.read.ambiguous and self._settle():
            head = time_head(text, self.hints)
        return head

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
        self.hints = self.hints._replace(day_first=day_order(texts))
        return self.hints.day_first is not None


def find_entries(blocks: tuple[Block, ...], heading: Text, hints: Hints, template: Template) -> Entries:
    """Return the entries below a timeline's heading: of its tables, else of headings, else of text."""
    reader = _DayReader(blocks, heading, hints)
    tables: list[Table] = []
    entries = list(_from_tables(blocks, reader, template, tables))
    return Entries(entries or _from_headings(blocks, reader) or _from_text(blocks, reader), tables)


def looks_like_timeline(blocks: tuple[Block, ...]) -> bool:
    """Say whether the text of a section is a timeline although its heading does not say so."""
    headings = 0
    items: list[bool] = []
    paragraphs: list[bool] = []
    for block in blocks:
        if isinstance(block, Heading):
            headings += _has_clock(block.text.text)
        elif isinstance(block, Paragraph):
            paragraphs.append(_has_clock(block.lines[0].text))
        elif isinstance(block, ListItem) and block.depth == 1 and block.lines:
            items.append(_has_clock(block.lines[0].text))
    return headings >= MIN_FOUND or _are_mostly(items) or _are_mostly(paragraphs)


def _are_mostly(clocks: list[bool]) -> bool:
    found = sum(clocks)
    return found >= MIN_FOUND and found >= MIN_SHARE * len(clocks)


def _has_clock(text: str) -> bool:
    head = time_head(text) if ":" in text[:40] or "m" in text[:12].casefold() else None
    return head is not None and head.read.state == "clock"


# -- tables --


def _from_tables(
    blocks: tuple[Block, ...], reader: _DayReader, template: Template, tables: list[Table]
) -> Iterator[Entry]:
    known = template.tables["timeline"]
    day: TimeOfDay | None = None
    for block in blocks:
        if isinstance(block, Heading):
            head = reader.head(block.text.text)
            day = head.read if head is not None and head.read.day is not None else day
        if not isinstance(block, Table):
            continue
        columns = dict(columns_of(block, known))
        _complete(columns, block)
        if "time" not in columns:
            continue
        tables.append(block)
        if "date" in columns and reader.hints.year is None:
            _learn_year(block, columns["date"], reader)
        for _, (cell, event, date) in Known(block, columns).rows("time", "event", "date"):
            if cell is None or event is None:
                continue
            read = reader.time(cell.text)
            if date is not None:
                read = _with_day(read, date.text, reader)
            if day is not None:
                read = read if read.day is not None else read._replace(day=day.day)
                day = None
            yield Entry(cell, event, read)


def _complete(columns: dict[str, int], table: Table) -> None:
    """Find the columns of the time and of the event where their names are not known."""
    if "time" not in columns:
        time = _time_column(table.header)
        if time is None:
            time = columns.pop("date", None)
        if time is None:
            return
        columns["time"] = time
        if columns.get("date") == time:
            del columns["date"]
    if columns.get("event", columns["time"]) == columns["time"]:
        columns["event"] = len(table.header.cells) - 1


def _learn_year(table: Table, date: int, reader: _DayReader) -> None:
    """Take the year of `May 12` from the column's head: `Date (2022)`."""
    if found := _YEAR.search(table.header.cells[date].text):
        reader.hints = reader.hints._replace(year=int(found.group()))


def _time_column(header: Row) -> int | None:
    for index, cell in enumerate(header.cells):
        words = plain(cell.text[:_MAX_NAME]).split()
        if "time" in words or "timestamp" in words or words == ["date"]:
            return index
    return None


def _with_day(read: TimeOfDay, text: str, reader: _DayReader) -> TimeOfDay:
    """Return a time with the day that another cell of its row gives."""
    if read.day is not None or not text:
        return read
    found = find_day(text, reader.hints)
    if found is None:
        return read
    if found.day is None:
        return read._replace(bad_day=not found.ambiguous, ambiguous=found.ambiguous)
    state = "day" if read.state == "unknown" else read.state
    return read._replace(day=found.day, state=state)


# -- sub-headings --


def _from_headings(blocks: tuple[Block, ...], reader: _DayReader) -> list[Entry]:
    """Read sub-headings that are times; one that is only a day gives it to those below."""
    heads: list[tuple[int, Heading, TimeHead]] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            head = reader.head(block.text.text)
            if head is not None:
                heads.append((index, block, head))
    if not any(head.read.minutes is not None for _, _, head in heads):
        days = [index for index, _, head in heads if head.whole and not _text_follows(blocks, index, reader)]
        if len(days) == len(heads):
            return []  # the days of entries that are written as text
    entries: list[Entry] = []
    day: TimeOfDay | None = None
    for index, block, head in heads:
        text, read = block.text, head.read
        if read.state == "day" and head.whole and not _text_follows(blocks, index, reader):
            day = read
            continue
        if day is not None and read.day is None:
            read = read._replace(day=day.day)
        day = None
        event = text.part(head.event, len(text.text)) if not head.whole else _text_below(blocks, index, text)
        entries.append(Entry(text.part(head.start, head.end), event, read))
    return entries


def _text_follows(blocks: tuple[Block, ...], index: int, reader: _DayReader) -> bool:
    """Say whether a heading has text of its own below it that is not an entry."""
    if index + 1 >= len(blocks) or isinstance(blocks[index + 1], Heading):
        return False
    lines = getattr(blocks[index + 1], "lines", ())
    return not lines or reader.head(lines[0].text) is None


def _text_below(blocks: tuple[Block, ...], index: int, heading: Text) -> Text:
    """Return the first paragraph or list item below a heading that is a mere time: the event."""
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if isinstance(following, Paragraph | ListItem) and following.text:
        return following.text
    return Text(heading.source, heading.end, heading.end)


# -- list items and paragraphs --


def _from_text(blocks: tuple[Block, ...], reader: _DayReader) -> list[Entry]:
    """Read list items and paragraphs that begin with a time; or, for key events, that end with one."""
    entries: list[Entry] = []
    tails: list[Entry] = []
    day: TimeOfDay | None = None
    for block in blocks:
        if isinstance(block, Heading):
            head = reader.head(block.text.text)
            if head is not None and head.whole and head.read.day is not None:
                day = head.read
        elif isinstance(block, ListItem):
            if not block.lines:
                continue
            line = block.lines[0]
            head = reader.head(line.text)
            if head is not None:
                entries.append(_entry(line, block.text.end, head, day))
                day = None
            elif (tail := _tail(line, reader)) is not None:
                tails.append(tail)
        elif isinstance(block, Paragraph):
            found = _paragraph(block, reader)
            if (
                len(found) == 1
                and found[0][1].whole
                and found[0][1].read.state == "day"
                and len(block.lines) == 1
            ):
                day = found[0][1].read  # a line that is only a day gives it to those below
                continue
            for line, head, end in found:
                entries.append(_entry(line, end, head, day))
                day = None
    return entries or tails


def _paragraph(block: Paragraph, reader: _DayReader) -> list[tuple[Text, TimeHead, int]]:
    """Return the lines of a paragraph that are entries, and where each one's text ends.

    A line below an entry is one too only where its time is set off or all of the line: running
    text may happen to break in front of a time.
    """
    found: list[tuple[Text, TimeHead, int]] = []
    for number, written in enumerate(block.lines):
        item = behind_marker(written)
        line = item or written
        head = reader.head(line.text) if item or found or not number else None
        if head is None or not (item or not number or head.whole or _is_set_off(line.text, head)):
            continue
        if found:
            before, its_head, _ = found[-1]
            found[-1] = (before, its_head, written.start)
        found.append((line, head, block.text.end))
    return found


def _is_set_off(text: str, head: TimeHead) -> bool:
    return any(char in ":-–—|·*_)]" for char in text[head.end : head.event])


def _entry(line: Text, end: int, head: TimeHead, day: TimeOfDay | None) -> Entry:
    read = head.read
    if day is not None and read.day is None:
        read = read._replace(day=day.day)
    event = line.source.piece(line.start + head.event, end)
    return Entry(line.part(head.start, head.end), event, read)


def _tail(line: Text, reader: _DayReader) -> Entry | None:
    """Read `First detected 2022-07-11 09:33`: a label, then a date with a time at the end."""
    text = line.text
    if not text[-1:].isdigit():
        return None
    found = _TAIL.search(text, max(0, len(text) - 30))
    if found is None:
        return None
    low, high = found.span("time")
    event = line.source.piece(line.start, line.start + low)
    return Entry(line.part(low, high), event, reader.time(found["time"]))
