"""PM303, PM313, PM315, PM316: the rows of the timeline, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from mkdocs_postmortem.document.blocks import Row
from mkdocs_postmortem.document.filename import read_file_name
from mkdocs_postmortem.document.model import Day, Moment
from mkdocs_postmortem.document.words import words_of
from mkdocs_postmortem.rules.consistency import clock, contradictions, order_breaks
from mkdocs_postmortem.rules.counting import fits
from mkdocs_postmortem.rules.fixes import SAFE, Fix, insert
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.row_order import row_of
from mkdocs_postmortem.rules.values import is_blank
from mkdocs_postmortem.rules.words import count, quote
from mkdocs_postmortem.rules.years import CLOSE, file_name_differs, in_another_year, meant_day

# A row this many days before or after the incident is no part of it.
FAR_BEFORE, FAR_AFTER = 30, 365
_LINKS = ("](", "://", "][", "<http", "#")


@rule("PM303", "midnight-assumed", "I/I/W", fixes=(SAFE,))
def midnight_assumed(case: Case) -> Iterator[Found]:
    """The first row behind midnight carries its date, or a stated duration confirms the day.

    A clock that drops by six hours or more is read as the next day. Where a stated duration spans
    midnight and agrees with that, nothing is assumed, and nothing is said.
    """
    moments = case.document.timeline.moments
    assumed = [index for index, moment in enumerate(moments) if moment.assumed and moment.day is not None]
    if not assumed or order_breaks(case) or contradictions(case):
        return
    for index in assumed:
        moment = moments[index]
        if _is_confirmed(case, moment):
            continue
        before = next((each for each in reversed(moments[:index]) if each.read.minutes is not None), None)
        yield Found(
            moment.time,
            f"{quote(clock(moment))} is read as {moment.day}, {clock(moment)}",
            f"write `{moment.day} {clock(moment)}`",
            (before.time, "this time is later in the day") if before is not None else None,
            label="the next day",
            fix=_with_date(moment),
        )


def _is_confirmed(case: Case, moment: Moment) -> bool:
    """Say whether a stated duration leads from its start, or the first row, to a row behind midnight."""
    timeline = case.document.timeline
    timed = [each for each in timeline.moments if each.at is not None]
    if moment not in timed:
        return False
    index = timed.index(moment)
    for metric in case.template.metrics:
        stated = case.document.metrics.get(metric.key)
        if stated is None or not stated.duration.minutes:
            continue
        starts = {timed[0]} | {timeline.milestone(start) for start, _ in metric.bases.values()}
        for start in starts.intersection(timed[:index]):
            for end in timed[index:]:
                if start is None or start.at is None or end.at is None:
                    continue
                if fits(stated, (end.at - start.at).total_seconds() / 60):
                    return True
    return False


def _with_date(moment: Moment) -> Fix | None:
    """Return the fix that writes the day of a row; not into a heading, whose address it would change."""
    source = moment.time.source
    if source.line_text(moment.time.line).lstrip().startswith("#"):
        return None
    return insert(moment.time, f"{moment.day} ", f"write the date `{moment.day}` in front of the time")


@rule("PM313", "row-date-far", "W/E/E")
def row_date_far(case: Case) -> Iterator[Found]:
    """The rows of the timeline are dated near the incident: at most 30 days before it or 365 after.

    A row that marks the start of impact may be as old as the fault, and so may rows above the first
    one of the incident itself: they tell what led to it. Rows of one day are one finding, and so are all
    dated rows where none of them is near: then the incident's own date may be wrong. Where the same day of
    another year is near the incident, the year is mistyped; if file name or ID show that it is the year of
    the incident's date, that alone is reported (PM121, PM108). So is a date that file name and timeline
    contradict.
    """
    seen: set[date] = set()
    all_far = _are_all_far(case)
    named = read_file_name(case.incident.uri).date if file_name_differs(case) else None
    for moment in far_rows(case):
        if moment.read.day in seen or moment.read.day is None or case.document.date is None:
            continue
        if meant_day(case) is not None:
            return
        if named is not None and _is_near(moment.read.day, named, named):
            continue
        if all_far and seen:
            return
        seen.add(moment.read.day)
        day = case.document.date.value
        off = (moment.read.day - day).days if day is not None else 0
        meant = _in_year_of(moment.read.day, case.document.date)
        others = ", and no dated row is near it" if all_far else ""
        date_of_all = f"correct the dates of all rows, or that of the incident, {day}"
        advice = date_of_all if all_far else f"correct the date; the incident's is {day}"
        yield Found(
            moment.time,
            f"Row is dated {moment.read.day}, {_how_far(abs(off))} {'after' if off > 0 else 'before'} "
            f"the incident{others}",
            f"write `{meant}` if the year is mistyped" if meant else advice,
            (case.document.date.text, "date of the incident"),
            label=f"{_how_far(abs(off))} {'later' if off > 0 else 'earlier'}",
        )


def _are_all_far(case: Case) -> bool:
    """Say whether the timeline has rows of several days, and no dated one is near the incident."""
    incident = case.document.date
    if len({moment.read.day for moment in far_rows(case)}) < 2 or incident is None or incident.value is None:
        return False
    first, last = incident.value, incident.last or incident.value
    dated = (moment.read.day for moment in case.document.timeline.moments)
    return not any(day is not None and _is_near(day, first, last) for day in dated)


def _in_year_of(day: date, incident: Day) -> date | None:
    """Return the same day of the year in which it is close to the incident, or None."""
    if incident.value is None:
        return None
    last = max(incident.last or incident.value, incident.value)
    return in_another_year(day, incident.value - CLOSE, last + CLOSE)


def _how_far(days: int) -> str:
    years = round(days / 365.25)
    if years and abs(days - years * 365.25) < 7:
        return "a year" if years == 1 else f"{years} years"
    return count(days, "day")


def far_rows(case: Case) -> list[Moment]:
    """Return the rows whose own date cannot be right."""
    return case.once("far rows", lambda: list(_far_rows(case)))


def _far_rows(case: Case) -> Iterator[Moment]:
    document = case.document
    if document.day_from != "field" or document.date is None or not document.date.iso:
        return
    first, last = document.day, document.date.last or document.day
    if first is None or last is None:
        return
    moments = [moment for moment in document.timeline.moments if moment.day is not None]
    led_to_it = any(_is_near(moment.day, first, last) for moment in moments if moment.day is not None)
    for moment in moments:
        day = moment.day
        if day is None or _is_near(day, first, last):
            led_to_it = False
        elif moment.read.day is None or "began" in moment.milestones:
            continue
        elif not led_to_it or day > last or moment.milestones:
            yield moment


def _is_near(day: date, first: date, last: date) -> bool:
    return first - timedelta(days=FAR_BEFORE) <= day <= last + timedelta(days=FAR_AFTER)


@rule("PM315", "empty-event", "W/E/E")
def empty_event(case: Case) -> Iterator[Found]:
    """Every row of the timeline with a time says what happened then.

    A row with text in another column says something, and one with a date alone parts the days.
    """
    document = case.document
    for moment in document.timeline.moments:
        if not is_blank(case, moment.event) or moment.read.state not in ("clock", "unknown"):
            continue
        if document.unfilled(moment.time) or is_blank(case, moment.time):
            continue
        row = row_of(case, moment)
        if row is not None and any(
            cell.text not in (moment.time.text, moment.event.text) and not is_blank(case, cell)
            for cell in row.cells
        ):
            continue
        yield Found(
            moment.event,
            f"Row {clock(moment)} has no event",
            "write what happened at that time, or delete the row",
        )


@rule("PM316", "event-without-source", "-/I/I", preview=True)
def event_without_source(case: Case) -> Iterator[Found]:
    """Every row of the timeline says where it is known from: an alert, a log, a chat, a link.

    Words for sources are in the template's data; a link, a number of a ticket or something in code
    counts too. Preview, and one finding for the whole timeline, because many good timelines tell the
    story without naming a source in each row.
    """
    sources = {word.casefold() for word in case.template.words.sources}
    if not sources:
        return
    document = case.document
    bare = [
        moment
        for moment in document.timeline.moments
        if moment.event
        and moment.read.state == "clock"
        and not document.unfilled(moment.event)
        and not _names_source(moment, row_of(case, moment), sources)
    ]
    if not bare:
        return
    more = f", and neither {'does' if len(bare) == 2 else 'do'} {count(len(bare) - 1, 'other row')}"
    yield Found(
        bare[0].event,
        f"Row {clock(bare[0])} names no source{more if len(bare) > 1 else ''}",
        "link the log, alert, chat or ticket it is known from",
    )


def _names_source(moment: Moment, row: Row | None, sources: set[str]) -> bool:
    text = row.text.text if row is not None else moment.event.text
    if "`" in text or any(mark in text for mark in _LINKS):
        return True
    words = words_of(text)
    pairs = (f"{one} {two}" for one, two in pairwise(words))
    return not sources.isdisjoint(words) or not sources.isdisjoint(pairs)
