"""Reading the timeline: which sections are one, on which day and in which zone each entry stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from mkdocs_postmortem.document.blocks import Heading, Paragraph, Table
from mkdocs_postmortem.document.dates import Hints, find_date
from mkdocs_postmortem.document.day_reader import DayReader, Entry
from mkdocs_postmortem.document.milestones import find_milestones
from mkdocs_postmortem.document.model import Moment, Section, Timeline
from mkdocs_postmortem.document.sections import end_of
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.document.timeline_rows import entries_of_tables
from mkdocs_postmortem.document.timeline_text import (
    entries_of_headings,
    entries_of_text,
    looks_like_timeline,
)
from mkdocs_postmortem.document.times import TimeOfDay, find_zone, moment, zone_info
from mkdocs_postmortem.document.zones import explains
from mkdocs_postmortem.template import Template, plain

# A clock that drops by this much is the next day; by less, the rows are out of order.
ROLLOVER_MINUTES = 6 * 60
_DAY_MINUTES = 24 * 60

_TIMES = re.compile(r"\btimes?\b|\btime ?zone\b", re.IGNORECASE)
# A line with nothing but a zone is no longer than this.
_LONGEST_ZONE = 40
_ALL_TIMES = re.compile(r"\ball times\b|\btime ?zone\b", re.IGNORECASE)


def read_timeline(sections: tuple[Section, ...], incident: date | None, template: Template) -> Timeline:
    """Return the timeline of a document.

    `incident` is the day of the first row where no row, heading or title says it. Where several
    sections are timelines, each is a part of it; one without a known name counts where no table
    was found and most of its text begins with a time.
    """
    chosen = _named(sections)
    parts = [_Part(section, incident, template) for section in chosen]
    if not any(part.tables for part in parts):
        found = _found(sections, chosen)
        if found:
            parts = [
                _Part(section, incident, template)
                for section in sorted([*chosen, *found], key=lambda section: section.heading.text.start)
            ]
    zone_at = next((part.zone_at for part in parts if part.zone), None)
    zone = next((part.zone for part in parts if part.zone), None)
    tables = tuple([table for part in parts for table in part.tables])
    written = [part for part in parts if part.entries]
    milestones = iter(
        find_milestones([entry.event.text for part in written for entry in part.entries], template)
    )
    moments: list[Moment] = []
    for number, part in enumerate(written):
        moments += part.moments(zone, number, milestones)
    moments = _comparable(moments)
    first: dict[str, Moment] = {}
    for entry in moments:
        for key in entry.milestones:
            first.setdefault(key, entry)
    return Timeline(tuple(moments), zone, tables, first, zone_at)


def _named(sections: tuple[Section, ...]) -> list[Section]:
    """Return the sections that are called a timeline, without those inside another."""
    chosen: list[Section] = []
    end = -1
    for section in sections:
        if section.key == "timeline" and section.heading.text.start >= end:
            chosen.append(section)
            end = end_of(section)
    return chosen


def _found(sections: tuple[Section, ...], named: list[Section]) -> list[Section]:
    """Return sections without a known name that are timelines all the same."""
    found: list[Section] = []
    end = -1
    starts = [section.heading.text.start for section in named]
    ends = [end_of(section) for section in named]
    for section in sections:
        start = section.heading.text.start
        if start < end:
            continue
        if section.key is not None:
            end = end_of(section)  # what stands inside a known section belongs to it
            continue
        stop = end_of(section)
        before = bisect_left(starts, stop) - 1  # the last of the others that begins above this one's end
        if (before < 0 or ends[before] <= start) and looks_like_timeline(section.blocks):
            found.append(section)
            end = stop
    return found


class _Part:
    """One section that is a timeline, or a part of it."""

    def __init__(self, section: Section, incident: date | None, template: Template) -> None:
        self.section = section
        heading = section.heading.text
        # Below a level-1 heading stands the rest of the document; the next section ends the timeline.
        self.blocks = section.own if section.heading.level == 1 else section.blocks
        day = find_date(heading.text)
        self.day = day.day if day is not None and day.day is not None else incident
        hints = Hints(self.day.year if self.day else None, incident or self.day)
        reader = DayReader(self.blocks, heading, hints)
        self.tables: list[Table] = []
        # Tables come first, then headings: lists below them belong to the entries.
        self.entries = (
            list(entries_of_tables(self.blocks, reader, template, self.tables))
            or entries_of_headings(self.blocks, reader)
            or entries_of_text(self.blocks, reader)
        )
        self.openings = _openings(template)
        named = self._zone()
        self.zone: str | None = named[0] if named is not None else None
        self.zone_at: Text | None = named[1] if named is not None else None

    def _zone(self) -> tuple[str, Text] | None:
        """Return the zone that the heading, a column or a sentence about all times names, and where."""
        if zone := find_zone(self.section.heading.text.text):
            return zone, _place(zone, self.section.heading.text)
        for table in self.tables:
            for cell in table.header.cells:
                if zone := find_zone(cell.text):
                    return zone, _place(zone, cell)
        first = self.entries[0].time.start if self.entries else None
        for block in self.blocks:
            if isinstance(block, Paragraph):
                text = block.text.text[:200]
                # Behind the first entry a sentence speaks of that entry, unless it says otherwise.
                early = first is None or block.text.start < first
                speaks = "ime" in text and (_TIMES if early else _ALL_TIMES).search(text)
                named = bool(speaks) or _opens_like(text, self.openings)
                alone = early and len(text) <= _LONGEST_ZONE
                if (named or alone) and (zone := find_zone(text)) and (named or text.strip(" *_().") == zone):
                    return zone, _place(zone, block.text)
            elif isinstance(block, Heading) and first is not None and block.text.start > first:
                break
        return None

    def moments(self, zone: str | None, number: int, milestones: Iterator[tuple[str, ...]]) -> list[Moment]:
        """Return the rows with their day and point in time.

        `zone` is that of the whole timeline; `milestones` gives those of each row in turn.
        """
        placed = _Placed(self.day, self.zone or zone or _common_zone(self.entries), number)
        return [placed.moment(entry, next(milestones)) for entry in self.entries]


@lru_cache(maxsize=16)
def _openings(template: Template) -> tuple[str, ...]:
    """Return how the template's own lines about the zone begin: `all times in`, `alle zeiten in`."""
    lines = [(line, find_zone(line)) for line in template.words.zone]
    heads = [plain(line[: line.index(zone)]) for line, zone in lines if zone is not None and zone in line]
    return tuple(head for head in heads if head)


def _opens_like(text: str, openings: tuple[str, ...]) -> bool:
    return bool(openings) and plain(text).startswith(openings)


def _place(zone: str, text: Text) -> Text:
    """Return where a zone is named in a text; all of the text where it is spelled out."""
    at = text.text.find(zone)
    return text.part(at, at + len(zone)) if at >= 0 else text


def _common_zone(entries: list[Entry]) -> str | None:
    """Return the zone that all rows which name one agree on, for those that name none."""
    zones = {entry.read.zone for entry in entries if entry.read.zone is not None}
    return zones.pop() if len(zones) == 1 else None


class _Placed:
    """Gives every entry its day: its own, else that of the row before, else the incident's.

    A clock that drops by six hours or more is the next day, and said to be assumed; where it is of another
    zone, what it would be in that of the row before counts. The days of `Day 1`, `Day 2` are nobody's
    guess: the document does not say which of them is its date.
    """

    def __init__(self, incident: date | None, zone: str | None, part: int) -> None:
        self._day = self._first_day = incident
        self._clock: float | None = None
        self._zone, self._said = zone_info(zone), zone
        self._before: tuple[tzinfo, datetime] | None = None
        self._part = part

    def moment(self, entry: Entry, milestones: tuple[str, ...]) -> Moment:
        """Return the next entry with its day and point in time."""
        time, event, read, dated = entry
        assumed = False
        if read.day is not None:
            self._day, self._clock = read.day, None
            self._first_day = self._first_day or read.day
        elif read.plus_days is not None and self._first_day is not None:
            self._day, self._clock = self._first_day + timedelta(days=read.plus_days), None
        elif read.day_number is not None or read.bad_day or read.ambiguous:
            self._day = self._clock = None
        elif read.minutes is not None and self._clock is not None:
            days = self._days_on(read.minutes, self._zone_of(read), self._clock)
            self._day = self._day + timedelta(days=days) if self._day is not None else None
            assumed = days != 0
        at: datetime | None = None
        if read.minutes is not None and read.state == "clock":
            self._clock = read.minutes
            zone = self._zone_of(read)
            if self._day is not None:
                at = moment(self._day, read.minutes, zone)
            self._before = (zone, at) if zone is not None and at is not None else None
        return Moment(time, event, read, at, assumed, milestones, self._day, self._part, dated)

    def _zone_of(self, read: TimeOfDay) -> tzinfo | None:
        if read.zone is None:
            return self._zone
        return self._zone if explains(self._said, read.zone, self._day) else zone_info(read.zone)

    def _days_on(self, minutes: float, zone: tzinfo | None, clock: float) -> int:
        """Return how many days later a row is than the one before, whose `clock` is given.

        A day earlier is possible too: east of the zone it has already begun.
        """
        if self._before is None or zone is None or zone == self._before[0] or self._day is None:
            return int(clock - minutes >= ROLLOVER_MINUTES)
        off = (moment(self._day, minutes, zone) - self._before[1]).total_seconds() / 60
        if off >= _DAY_MINUTES:
            return -1
        return int(off <= -ROLLOVER_MINUTES)


def _comparable(moments: list[Moment]) -> list[Moment]:
    """Leave out the points in time that cannot be compared with most: of an unknown zone, or a known one."""
    zoned = [moment.at.tzinfo is not None for moment in moments if moment.at is not None]
    aware = sum(zoned)
    if aware in (0, len(zoned)):
        return moments
    keep_aware = 2 * aware >= len(zoned)
    return [
        m
        if m.at is None or (m.at.tzinfo is not None) == keep_aware
        else Moment(m.time, m.event, m.read, None, m.assumed, m.milestones, m.day, m.part, m.dated)
        for m in moments
    ]
