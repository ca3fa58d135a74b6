"""PM305 to PM309, PM312: clocks, zones, and milestones whose time is not certain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from mkdocs_postmortem.document.blocks import Paragraph, Table
from mkdocs_postmortem.document.model import Moment, Section
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.document.times import find_zone, on_24_hours, zone_info
from mkdocs_postmortem.document.zones import MEANINGS, SEASONS, explains
from mkdocs_postmortem.rules.consistency import clock
from mkdocs_postmortem.rules.fixes import SAFE, UNSAFE, Edit, Fix, insert_line
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import count, quote
from mkdocs_postmortem.template import plain

# A sentence about zones is not longer.
_MAX_SENTENCE = 200


@rule("PM305", "twelve-hour-clock", "I/W/W", fixes=(SAFE,))
def twelve_hour_clock(case: Case) -> Iterator[Found]:
    """Times of the timeline are on 24 hours: `21:05`, not `9:05 PM`.

    All rows of a timeline are one finding, and are mended together.
    """
    rows = [moment for moment in case.document.timeline.moments if moment.read.twelve_hour]
    if not rows:
        return
    written = [on_24_hours(moment.time.text) for moment in rows]
    first = clock(rows[0])
    others = ""
    if len(rows) > 1:
        others = f"; {count(len(rows) - 1, 'other row')} {'is' if len(rows) == 2 else 'are'} like it"
    yield Found(
        rows[0].time,
        f"Write `{written[0].strip('*_` ')}` instead of {quote(first)}{others}"
        if written[0]
        else f"{quote(first)} is on a clock of twelve hours{others}",
        "write the times from 00:00 to 23:59",
        fix=_on_24_hours(rows, written),
    )


def _on_24_hours(rows: list[Moment], written: list[str | None]) -> Fix | None:
    """Return the fix for all rows; not for headings, whose addresses it would change."""
    edits = []
    for moment, text in zip(rows, written, strict=True):
        line = moment.time.source.line_text(moment.time.line)
        if text is None or line.lstrip().startswith("#"):
            return None
        edits.append(Edit(moment.time, text))
    return Fix("write the times on a clock of 24 hours", tuple(edits))


@rule("PM306", "approximate-time", "I/I/I")
def approximate_time(case: Case) -> Iterator[Found]:
    """The milestones that durations count from have an exact time, not `~23:40` or `??`.

    Only told: often nobody knows better. A duration cannot be held against such a time.
    """
    document = case.document
    for key, moment in (document.timeline.first or {}).items():
        read = moment.read
        if not (read.about or read.state == "unknown") or document.unfilled(moment.time):
            continue
        if not clock(moment).strip("-–—"):
            continue  # who leaves the cell empty says nothing
        metrics = case.template.metrics
        shorts = [metric.short for metric in metrics if _counts_from(metric.bases.values(), key)]
        if not shorts:
            continue
        label = quote(case.template.milestone(key).label)
        said = f"approximate ({quote(clock(moment))})" if read.state != "unknown" else "unknown"
        yield Found(
            moment.time,
            f"Time of {label} is {said}, {' and '.join(shorts)} can't be checked",
            "write the exact time if a log or a chat has it",
        )


def _counts_from(bases: Iterable[tuple[str, str]], key: str) -> bool:
    return any(key in pair for pair in bases)


@rule("PM307", "no-time-zone", "I/W/W", fixes=(UNSAFE,))
def no_time_zone(case: Case) -> Iterator[Found]:
    """The timeline says in which time zone its times are, as `All times in UTC.` does.

    The zone may stand in the heading, the column's name, a sentence or a field anywhere in the
    document, or behind a time. A template without such a line of its own does not ask for it.
    """
    timeline = case.document.timeline
    section = case.section("timeline")
    rows = [moment for moment in timeline.moments if moment.read.state == "clock"]
    if not rows or timeline.zone is not None or any(moment.read.zone for moment in rows):
        return
    if section is None or any(case.document.unfilled(moment.time) for moment in rows):
        return
    sentence = next((line for line in case.template.words.zone if line in case.template.text), None)
    if sentence is None or _local_time(case, section) is not None or _is_named_elsewhere(case):
        return
    fix = None
    if section.heading.container == "root":
        title = f"write `{sentence}` below the heading"
        fix = insert_line(section.heading.text, f"\n{sentence}", title, UNSAFE)
    yield Found(
        section.heading.text,
        f"{quote(section.heading.text)} does not name a time zone",
        f"add `{sentence}`, or the zone they are in, below the heading",
        fix=fix,
    )


def _is_named_elsewhere(case: Case) -> bool:
    """Say whether a sentence about times, or a field, names a zone outside the timeline."""
    document = case.document
    if any(find_zone(field.string) for field in (*document.unknown_fields, *document.metadata)):
        return True
    if any("zone" in plain(entry.key.text) for entry in document.front_matter.entries):
        return True
    for block in document.blocks:
        for line in getattr(block, "lines", ()):
            if line.end - line.start <= _MAX_SENTENCE and "ime" in line.text and find_zone(line.text):
                return True
    return False


def _local_time(case: Case, section: Section) -> Text | None:
    """Return where a timeline says that its times are local, without saying whose."""
    phrases = case.template.words.local
    if not phrases:
        return None
    rows = case.document.timeline.moments
    first = rows[0].time.start if rows else section.heading.text.end
    places = [section.heading.text]
    for block in section.blocks:
        if isinstance(block, Table):
            places += block.header.cells
        elif isinstance(block, Paragraph) and block.text.start < first:
            places.append(block.text)
    for place in places:
        lower = place.text.casefold()
        for phrase in phrases:
            if (at := lower.find(phrase.casefold())) >= 0:
                return place.part(at, at + len(phrase))
    return None


@rule("PM308", "ambiguous-zone", "I/W/W")
def ambiguous_zone(case: Case) -> Iterator[Found]:
    """The time zone means one thing everywhere: `UTC`, `UTC+2`, `Asia/Kolkata`; not `IST` or local time.

    Abbreviations such as `CET` and `PDT`, which mean one offset all over the world, are accepted.
    """
    timeline = case.document.timeline
    if timeline.zone is None:
        section = case.section("timeline")
        zoned = any(moment.read.zone for moment in timeline.moments)
        place = None if zoned or section is None or not timeline.moments else _local_time(case, section)
        if place is not None:
            yield Found(
                place,
                f"{quote(place)} does not say which time zone",
                "use UTC, or name the zone: `Europe/Berlin`",
            )
    seen: set[str] = set()
    for zone, at in _zones(case):
        meanings = MEANINGS.get(zone)
        if meanings is None or zone in seen or explains(timeline.zone, zone, case.document.day):
            continue
        seen.add(zone)
        if len(meanings) > 1:
            said = f"means {len(meanings)} zones ({', '.join(meanings)})"
        else:
            said = "leaves open whether summer time is in force"
        yield Found(
            at,
            f"{quote(zone)} {said}; use UTC or `{meanings[0]}`",
            f"write `UTC`, or `{meanings[0]}` in full",
        )


def _zones(case: Case) -> Iterator[tuple[str, Text]]:
    """Return the zones that the timeline names, and where: for all times, then row by row."""
    timeline = case.document.timeline
    if timeline.zone is not None and timeline.zone_at is not None:
        yield timeline.zone, timeline.zone_at
    for moment in timeline.moments:
        if moment.read.zone is not None:
            yield moment.read.zone, _zone_in(moment)


def _zone_in(moment: Moment) -> Text:
    zone = moment.read.zone or ""
    at = moment.time.text.find(zone)
    return moment.time.part(at, at + len(zone)) if at >= 0 else moment.time


class Foreign(NamedTuple):
    """A row that is in another zone than the timeline's first, `other`, which is named at `at`."""

    moment: Moment
    zone: str
    other: str
    at: Text


@rule("PM309", "mixed-zones", "W/E/E")
def mixed_zones(case: Case) -> Iterator[Found]:
    """All times of a timeline are in one zone.

    Only the times themselves count, not log lines that a row quotes. Two names of one offset (`UTC`,
    `GMT`, `Z`) are one zone, and so are `CET` and `CEST` on different days.
    """
    for moment, zone, other, at in foreign_rows(case)[:1]:
        yield Found(
            _zone_in(moment),
            f"Timeline uses both {quote(other)} and {quote(zone)}",
            f"write all times in one zone, best in UTC: here {_in_zone(moment, other)}",
            (at, "the other zone"),
            label="this one",
        )


def foreign_rows(case: Case) -> list[Foreign]:
    """Return the rows that are in another zone than the timeline's first."""
    return case.once("foreign rows", lambda: list(_foreign_rows(case)))


def _foreign_rows(case: Case) -> Iterator[Foreign]:
    timeline = case.document.timeline
    if not any(moment.read.zone for moment in timeline.moments):
        return
    first: tuple[str, Text, Moment] | None = None
    if timeline.zone is not None and timeline.zone_at is not None and timeline.moments[-1].part == 0:
        first = (timeline.zone, timeline.zone_at, timeline.moments[0])
    for moment in timeline.moments:
        zone = moment.read.zone
        if zone is None or moment.read.state != "clock":
            continue
        if first is None:
            first = (zone, _zone_in(moment), moment)
        elif _differ(first[0], zone, moment, first[2]):
            yield Foreign(moment, zone, first[0], first[1])


def _differ(one: str, other: str, moment: Moment, before: Moment) -> bool:
    """Say whether two zones are different hours on a row's day."""
    if one == other:
        return False
    if frozenset((one, other)) in SEASONS and before.day != moment.day:
        return False
    zones = zone_info(one), zone_info(other)
    day = moment.day or moment.read.day
    if explains(one, other, day):
        return False
    if zones[0] is None or zones[1] is None:
        return True
    noon = datetime(day.year, day.month, day.day, 12) if day is not None else datetime(2000, 1, 1)
    return zones[0].utcoffset(noon) != zones[1].utcoffset(noon)


def _in_zone(moment: Moment, zone: str) -> str:
    """Return a row's time in another zone, as help."""
    info = zone_info(zone)
    if info is None or moment.at is None or moment.at.tzinfo is None:
        return f"in `{zone}`"
    return f"`{moment.at.astimezone(info):%H:%M}` {zone}"


@rule("PM312", "milestone-twice", "I/I/I")
def milestone_twice(case: Case) -> Iterator[Found]:
    """Each milestone that durations count from stands in one row of a timeline.

    Only told: the first row counts. A tag (`Detected: …`) at the right row makes it certain.
    """
    timeline = case.document.timeline
    if sum(len(moment.milestones) for moment in timeline.moments) == len(timeline.first or ()):
        return
    for key, first in (timeline.first or {}).items():
        if not any(_counts_from(metric.bases.values(), key) for metric in case.template.metrics):
            continue
        others = [
            moment
            for moment in timeline.moments
            if key in moment.milestones
            and moment is not first
            and moment.part == first.part
            and (moment.at is None or moment.at != first.at)
        ]
        if others:
            milestone = case.template.milestone(key)
            number = "Two" if len(others) == 1 else str(len(others) + 1)
            yield Found(
                others[0].event,
                f"{number} rows look like {quote(milestone.label)}; the first ({clock(first)}) counts",
                f"start the right row with `{milestone.tags[0]}:`",
                (first.event, "this row counts"),
            )
