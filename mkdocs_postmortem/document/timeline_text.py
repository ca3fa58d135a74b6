"""The entries of a timeline that is written as sub-headings, list items or paragraphs."""

from __future__ import annotations

import re

from mkdocs_postmortem.document.blocks import Block, Heading, ListItem, Paragraph
from mkdocs_postmortem.document.day_reader import DayReader, Entry
from mkdocs_postmortem.document.markers import behind_marker
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.document.times import TimeHead, TimeOfDay, time_head

_TAIL = re.compile(r"[ \t:,–—-](?P<time>[12]\d{3}-\d{2}-\d{2}[ T]{1,2}\d{1,2}:\d{2}(?::\d{2})?)$")
# A clock that an item begins with, be it one that no day has: `25:48`.
_SLIP = re.compile(r"[*_`(\[]{0,4}(?P<time>(?:[12]\d{3}-\d{2}-\d{2}[ T]{1,2})?\d{1,2}:\d{2})(?![\d:])")
# Where so many other entries have a time, it was meant as one.
_MIN_GOOD = 2
# A section without a known name is a timeline where at least so many of its sub-headings, list items
# or paragraphs begin with a clock; of the latter two, at least this part.
MIN_FOUND = 3
MIN_SHARE = 0.6


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


def entries_of_headings(blocks: tuple[Block, ...], reader: DayReader) -> list[Entry]:
    """Read sub-headings that are times; one that is only a day gives it to those below."""
    heads: list[tuple[int, Heading, TimeHead]] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            head = reader.head(block.text.text)
            if head is not None:
                heads.append((index, block, head))
    if not any(head.read.minutes is not None for _, _, head in heads):
        if any(_begins_with_clock(block, reader) for block in blocks):
            return []
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


def _begins_with_clock(block: Block, reader: DayReader) -> bool:
    if not isinstance(block, ListItem | Paragraph) or not block.lines:
        return False
    head = reader.head(block.lines[0].text)
    return head is not None and head.read.state == "clock"


def _text_follows(blocks: tuple[Block, ...], index: int, reader: DayReader) -> bool:
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


def entries_of_text(blocks: tuple[Block, ...], reader: DayReader) -> list[Entry]:
    """Read list items and paragraphs that begin with a time; or, for key events, that end with one."""
    entries: list[Entry] = []
    tails: list[Entry] = []
    day: Entry | None = None
    for block in blocks:
        if isinstance(block, Heading):
            head = reader.head(block.text.text)
            if head is not None and (head.whole or head.read.state == "day"):
                day = reader.day_of(block.text) or day
        elif isinstance(block, ListItem):
            if not block.lines:
                continue
            line = block.lines[0]
            head = reader.head(line.text)
            if head is not None:
                entries.append(_entry(line, block.text.end, head, day))
                day = None
            elif (slip := _slip(line, block.text.end)) is not None:
                entries.append(slip)
            elif (tail := _tail(line, reader)) is not None:
                tails.append(tail)
        elif isinstance(block, Paragraph):
            found = _paragraph(block, reader)
            below = found[1][0].start if len(found) > 1 else block.text.end
            if found and _is_only_a_day(found[0], block, below):
                line, head, _ = found.pop(0)
                # A line that is only a day gives it to those below.
                day = Entry(line.part(head.start, head.end), line, head.read)
            for line, head, end in found:
                entries.append(_entry(line, end, head, day))
                day = None
    good = [entry for entry in entries if entry.read.state != "bad"]
    return (entries if len(good) >= _MIN_GOOD else good) or tails


def _slip(line: Text, end: int) -> Entry | None:
    """Read a list item that begins with a clock which is none: `25:48`, `15:66`."""
    found = _SLIP.match(line.text)
    if found is None:
        return None
    low, high = found.span("time")
    event = line.source.piece(line.start + high, end)
    return Entry(line.part(low, high), event, TimeOfDay("bad"))


def _is_only_a_day(first: tuple[Text, TimeHead, int], block: Paragraph, below: int) -> bool:
    """Say whether a paragraph begins with a day alone, and the next entry or nothing is right below it."""
    line, head, _ = first
    text_between = line.source.text[line.end : below].strip(" \t\n\\")
    return head.whole and head.read.state == "day" and line == block.lines[0] and not text_between


def _paragraph(block: Paragraph, reader: DayReader) -> list[tuple[Text, TimeHead, int]]:
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


def _entry(line: Text, end: int, head: TimeHead, day: Entry | None) -> Entry:
    read, dated = head.read, None
    if day is not None and read.day is None:
        read, dated = read._replace(day=day.read.day, bad_day=day.read.bad_day), day.time
    event = line.source.piece(line.start + head.event, end)
    return Entry(line.part(head.start, head.end), event, read, dated)


def _tail(line: Text, reader: DayReader) -> Entry | None:
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
