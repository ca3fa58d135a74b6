"""Reading the timeline: rows, days, zones and milestones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from mkdocs_postmortem.document.blocks import Block, Heading, ListItem, Paragraph, Table
from mkdocs_postmortem.document.columns import columns_of
from mkdocs_postmortem.document.dates import find_date, find_yearless
from mkdocs_postmortem.document.model import Moment, Section, Timeline
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.document.times import TimeOfDay, find_zone, moment, read_time, zone_info
from mkdocs_postmortem.template import Template, plain

# A clock that drops by this much is the next day; by less, the rows are out of order.
ROLLOVER_MINUTES = 6 * 60

_TIME_HEAD = re.compile(
    r"(?P<open>[*_(\[`]{0,3})(?P<time>(?:~|ca\.?\s*)?"
    r"(?:(?:\d{4}-\d{2}-\d{2}|\d{1,2}[/-]\d{1,2}[/-]\d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,?(?: \d{4},?)?)[T ,-]*)?"
    r"(?:\d{1,2}:(?:\d{2}|\?\?)(?::\d{2})?(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s*[-–]\s*\d{1,2}:\d{2})?(?:\s*\(?(?:[A-Z]{2,5}|Z)\b\)?)?)?)"
    r"(?P<close>[*_)\]`:]{0,4})\s*(?P<sep>[-–—:|·]?)\s*"
)


class _Raw(NamedTuple):
    """An entry before its day is known."""

    time: Text
    event: Text
    read: TimeOfDay


def read_timeline(section: Section | None, incident: date | None, template: Template) -> Timeline:
    """Return the timeline of a section; `incident` is the day of the first row that names none."""
    if section is None:
        return Timeline()
    year = incident.year if incident else None
    tables: list[Table] = []
    raw = list(_table_entries(section.blocks, template, year, tables))
    if not raw:
        raw = _heading_entries(section.blocks, year) or _text_entries(section.blocks, year)
    zone = _zone(section, tables)
    moments = _placed(raw, incident, zone)
    return _with_milestones(moments, zone, tuple(tables), template)


def _zone(section: Section, tables: list[Table]) -> str | None:
    """Return the zone that the heading, a column or a sentence about all times names."""
    places = [section.heading.text.text]
    places += [cell.text for table in tables for cell in table.header.cells]
    places += [
        block.text.text
        for block in section.blocks
        if isinstance(block, Paragraph)
        and re.search(r"\btimes?\b|\btime ?zone\b", block.text.text[:200], re.IGNORECASE)
    ]
    return next((zone for place in places if (zone := find_zone(place))), None)


def _table_entries(
    blocks: tuple[Block, ...], template: Template, year: int | None, tables: list[Table]
) -> Iterator[_Raw]:
    known = template.tables["timeline"]
    heading_day: date | None = None
    for block in blocks:
        if isinstance(block, Heading):
            found = find_date(block.text.text) or (find_yearless(block.text.text, year) if year else None)
            heading_day = found.day if found else heading_day
        if not isinstance(block, Table):
            continue
        columns = columns_of(block, known)
        time = columns.get("time")
        if time is None:
            time = _time_column(block)
        if time is None:
            continue
        tables.append(block)
        event = columns.get("event")
        if event is None or event == time:
            event = len(block.header.cells) - 1
        day_column = columns.get("date")
        for row in block.rows:
            if not any(row.cells):
                continue
            cell = _cell(row.cells, time, row.text)
            read = read_time(cell.text, year)
            day_cell = _cell(row.cells, day_column, row.text) if day_column is not None else None
            read = _with_day(read, day_cell, year, heading_day)
            heading_day = None
            yield _Raw(cell, _cell(row.cells, event, row.text), read)


def _time_column(table: Table) -> int | None:
    for index, cell in enumerate(table.header.cells):
        words = plain(cell.text).split()
        if "time" in words or "timestamp" in words or words == ["date"]:
            return index
    return None


def _cell(cells: tuple[Text, ...], index: int, row: Text) -> Text:
    return cells[index] if index < len(cells) else Text(row.source, row.end, row.end)


def _with_day(read: TimeOfDay, cell: Text | None, year: int | None, heading: date | None) -> TimeOfDay:
    day = heading
    if cell is not None and cell:
        found = find_date(cell.text) or (find_yearless(cell.text, year) if year else None)
        day = found.day if found else day
    if day is None or read.day is not None:
        return read
    state = "day" if read.state == "unknown" and cell is not None else read.state
    return TimeOfDay(
        state, read.minutes, day, read.plus_days, read.zone, read.about, read.twelve_hour, read.end
    )


def _heading_entries(blocks: tuple[Block, ...], year: int | None) -> list[_Raw]:
    """Read sub-headings that are times; one that is only a day gives it to those below."""
    entries: list[_Raw] = []
    day: date | None = None
    for block in blocks:
        if not isinstance(block, Heading):
            continue
        text = block.text
        read = read_time(text.text, year)
        if read.state == "day" and _is_just_a_day(text.text):
            day = read.day
        elif (
            read.state in ("clock", "unknown", "day")
            and text.text[:1].strip()
            and _starts_with_time(text.text)
        ):
            if read.day is None and day is not None:
                read = _with_day(read, None, None, day)
            day = None if read.state == "clock" else day
            rest = text.part(min(read.end, len(text.text)), len(text.text))
            entries.append(_Raw(text, rest if rest.text.strip(" -–:") else text, read))
    return entries if len(entries) > 0 else []


def _is_just_a_day(text: str) -> bool:
    return not re.search(r"\d{1,2}:\d{2}", text) and len(text.split()) <= 4


def _starts_with_time(text: str) -> bool:
    return bool(re.match(r"[~*_(]*(?:ca\.?\s*)?(?:\d|[A-Z][a-z]{2,8}\.? \d)", text))


def _text_entries(blocks: tuple[Block, ...], year: int | None) -> list[_Raw]:
    """Read list items or paragraphs that begin (or, for key events, end) with a time."""
    items = [block for block in blocks if isinstance(block, ListItem)]
    entries = [entry for item in items if item.lines and (entry := _entry(item.lines[0], item.text, year))]
    if len(entries) >= 2 or (items and len(entries) == len(items)):
        return entries
    tails = [entry for item in items if item.lines and (entry := _tail_entry(item.lines[0], year))]
    if len(tails) >= 2:
        return tails
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    found = [entry for block in paragraphs for line in block.lines if (entry := _entry(line, line, year))]
    return found if len(found) > len(entries) else entries


def _entry(line: Text, whole: Text, year: int | None) -> _Raw | None:
    text = line.text
    found = _TIME_HEAD.match(text)
    if not found or not found["time"].strip(" ~-,"):
        return None
    read = read_time(found["time"], year)
    if read.state not in ("clock", "day", "unknown") or (
        read.state == "clock" and not found["sep"] and not found["close"]
    ):
        # `12:30 we deployed` is an entry too, but `2:1 majority` is not a time.
        if (
            read.state != "clock"
            or found.end() >= len(text)
            or not text[found.end() - 1 : found.end()].isspace()
        ):
            return None
    time = line.source.piece(line.start + found.start("time"), line.start + found.end("time"))
    event = line.source.piece(line.start + found.end(), whole.end)
    return _Raw(time, event, read)


def _tail_entry(line: Text, year: int | None) -> _Raw | None:
    """Read `First detected 2022-07-11 09:33`: a label, then a date with a time at the end."""
    found = re.search(r"\d{4}-\d{2}-\d{2}[ T]\d{1,2}:\d{2}(?::\d{2})?\s*$", line.text)
    if not found or found.start() == 0:
        return None
    time = line.source.piece(line.start + found.start(), line.end)
    event = line.source.piece(line.start, line.start + found.start())
    return _Raw(time, event, read_time(time.text, year))


def _placed(raw: list[_Raw], incident: date | None, zone_name: str | None) -> list[Moment]:
    """Give every entry its day: its own, else that of the row before, else the incident's.

    A clock that drops by six hours or more is the next day, and said to be assumed.
    """
    moments = []
    day = incident
    first_day: date | None = incident
    clock: float | None = None
    for time, event, read in raw:
        assumed = False
        if read.day is not None:
            day, clock = read.day, None
            first_day = first_day or day
        elif read.plus_days is not None and first_day is not None:
            day, clock = first_day + timedelta(days=read.plus_days), None
        elif read.minutes is not None and clock is not None and clock - read.minutes >= ROLLOVER_MINUTES:
            if day is not None:
                day += timedelta(days=1)
            assumed = True
        if read.bad_day:
            day = None
        at: datetime | None = None
        if read.minutes is not None and read.state == "clock":
            clock = read.minutes
            zone = zone_info(read.zone or zone_name)
            at = moment(day, read.minutes, zone) if day is not None else None
        moments.append(Moment(time, event, read, at, assumed))
    return _comparable(moments)


def _comparable(moments: list[Moment]) -> list[Moment]:
    """Drop the zone everywhere if only some rows have a known one: the two can't be subtracted."""
    known = [m.at for m in moments if m.at is not None]
    if all(at.tzinfo is not None for at in known) or all(at.tzinfo is None for at in known):
        return moments
    return [
        Moment(m.time, m.event, m.read, m.at if m.at is None or m.at.tzinfo is None else None, m.assumed)
        for m in moments
    ]


def _with_milestones(
    moments: list[Moment], zone: str | None, tables: tuple[Table, ...], template: Template
) -> Timeline:
    words = _words(template)
    tags = [words.tagged(moment.event.text) for moment in moments]
    tagged = {key for found in tags for key in found}
    marked = []
    first: dict[str, Moment] = {}
    for entry, own in zip(moments, tags, strict=True):
        keys = own + tuple(key for key in words.mentioned(entry.event.text) if key not in tagged)
        if keys:
            entry = Moment(entry.time, entry.event, entry.read, entry.at, entry.assumed, keys)
            for key in keys:
                first.setdefault(key, entry)
        marked.append(entry)
    return Timeline(tuple(marked), zone, tables, first)


class _MilestoneWords:
    """The template's milestone words, compiled."""

    def __init__(self, template: Template) -> None:
        self.tags = {plain(tag): m.key for m in template.milestones for tag in m.tags}
        phrases = {plain(phrase): m.key for m in template.milestones for phrase in m.phrases}
        ordered = sorted(phrases, key=len, reverse=True)
        self.keys = phrases
        self.pattern = (
            re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)") if ordered else None
        )
        self.head = re.compile(
            r"[*_`]{0,3}(?:\[(?P<boxed>[^\]\n]{2,40})\][*_`:]{0,4}|(?P<plain>[^:\n|]{2,40}?)[*_`]{0,3}\s*(?::|\s[–—-]\s))"
        )

    def tagged(self, event: str) -> tuple[str, ...]:
        found = self.head.match(event)
        if not found:
            key = self.tags.get(plain(event)) if len(event) <= 40 else None
            return (key,) if key else ()
        head = found["boxed"] or found["plain"]
        keys = [self.tags.get(plain(part)) for part in re.split(r"[,/&+]|\band\b", head)]
        return tuple(key for key in keys if key) if all(keys) else ()

    def mentioned(self, event: str) -> list[str]:
        if self.pattern is None:
            return []
        return list(dict.fromkeys(self.keys[found] for found in self.pattern.findall(plain(event))))


@lru_cache(maxsize=16)
def _words(template: Template) -> _MilestoneWords:
    return _MilestoneWords(template)
