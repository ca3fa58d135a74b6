"""PM30x and PM31x: the timeline and its milestones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from mkdocs_postmortem.document.model import Moment
from mkdocs_postmortem.document.sections import end_of
from mkdocs_postmortem.rules.clocks import foreign_rows
from mkdocs_postmortem.rules.columns import unread_table
from mkdocs_postmortem.rules.consistency import ORDER, apart, clock, milestone_breaks, order_breaks
from mkdocs_postmortem.rules.fixes import UNSAFE, replace
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.row_order import sort_rows
from mkdocs_postmortem.rules.rows import far_rows
from mkdocs_postmortem.rules.structure import glued_table, says_nothing
from mkdocs_postmortem.rules.words import count, did_you_mean, listing, quote
from mkdocs_postmortem.rules.years import CLOSE, in_another_year
from mkdocs_postmortem.template import Milestone, plain

MIN_ROWS = 2
_OTHER_FORM = re.compile(r"([01]?\d|2[0-3])[:;.,h]?([0-5]\d)")
# Who writes such a thing meant a time of day.
_CLOCK_LIKE = re.compile(
    r"\d[ \t]{0,2}[:;.,h][ \t]{0,2}\d|HH|hh:|^[*_`]{0,3}\d{3,4}[*_`]{0,3}$|\d{4}-"
    r"|^[\dOoIl]?[\dOoIl]:[\dOo][\dOoIl]$"
)
# Letters that are taken for digits.
_DIGITS = str.maketrans("OoIl", "0011")


# Near the beginning of a line, but behind something that is not understood: `Fri 5/1 6:10pm`.
_CLOCK_IN_LINE = re.compile(r"^.{0,24}?(?<![\d:.])[012]?\d:[0-5]\d(?![\d:])", re.MULTILINE)


@rule("PM301", "no-timeline-rows", "I/E/E")
def no_timeline_rows(case: Case) -> Iterator[Found]:
    """The timeline has at least two rows with a time.

    A table is expected; lists and sub-headings that begin with a time are read as well.
    """
    section = case.section("timeline")
    if section is None or says_nothing(section):
        return
    moments = case.document.timeline.moments
    if any(case.document.unfilled(moment.time) for moment in moments):
        return
    # Who writes `??` says that nobody knows; who leaves the cell empty says nothing.
    written = [moment for moment in moments if moment.time.text.strip(" *_`-–—")]
    if len(written) >= MIN_ROWS or glued_table(section) or unread_table(case, "timeline"):
        return
    title = case.template.section("timeline").title
    below = section.heading.text.source.text[section.heading.text.end : end_of(section)]
    if not written and len(_CLOCK_IN_LINE.findall(below)) > 1:
        yield Found(
            section.heading.text,
            f"The times under {quote(section.heading.text)} can't be read",
            "begin each row with the time, `22:05`, or with date and time, `2025-03-14 22:05`",
        )
    elif not written:
        yield Found(
            section.heading.text,
            f"{title} has no rows with a time",
            f"add a table `{case.template.header('timeline')}` with one row per event",
        )
    else:
        yield Found(
            section.heading.text,
            f"{title} has only one row with a time",
            "add at least when it was detected and when service was restored",
        )


@rule("PM302", "time-goes-backwards", "W/E/E", fixes=(UNSAFE,))
def time_goes_backwards(case: Case) -> Iterator[Found]:
    """The rows of the timeline are in order of time.

    A clock that drops by six hours or more is taken for the next day, unless the stated durations
    deny it; where dates are written, nothing is guessed. Only the rows of one table are held against
    each other, and only those rows are reported that must move. A timeline with the newest row first
    is one finding. A row whose date is far from the incident's (PM313) is not reported here too, nor one
    in another zone than the row that it is held against (PM309).
    """
    row, rows = ("row", "rows") if case.document.timeline.tables else ("entry", "entries")
    for found in order_breaks(case):
        moment, other = found.moment, found.other
        if moment in far_rows(case) or other in far_rows(case):
            continue
        if _is_key_moment(case, moment) or id(moment) in _below_wrong_day(case):
            continue
        if not found.all and _is_of_zones(case, moment, other):
            continue
        if found.all:
            yield Found(
                moment.time,
                f"{quote(clock(moment))} comes after {quote(clock(other))}, and so on: "
                f"the newest {row} is first",
                f"turn the {rows} around, so that the earliest is first",
                (other.time, "this time is later"),
                fix=sort_rows(case, moment),
                label=apart(moment, other),
            )
            continue
        # With both dates written, the date is not what is missing.
        dated = _is_dated(moment, other)
        if found.late:
            said, shown = f"is later than {_on_day(other, moment)} below it", "earlier"
        else:
            said, shown = f"comes after {_on_day(other, moment)}", "later"
        meant = _in_year_of(moment, other)
        if meant is not None:
            yield Found(
                moment.time,
                f"{_on_day(moment, other)} {said}{did_you_mean(meant)}",
                "correct the year",
                (other.time, f"this time is {shown}"),
                label="another year",
            )
            continue
        yield Found(
            moment.time,
            f"{_on_day(moment, other)} {said}; "
            f"sort the {rows} or {'correct one' if dated else 'write the date'}",
            f"move the {row}, or "
            + ("correct the wrong one of the two times" if dated else "write the full date and time in both"),
            (other.time, f"this time is {shown}"),
            fix=sort_rows(case, moment),
            label=apart(moment, other),
        )


def _is_key_moment(case: Case, moment: Moment) -> bool:
    """Say whether a list tells a moment by its name, `Resolved 2025-03-14 09:30`: their order is free."""
    return not case.document.timeline.tables and moment.event.start < moment.time.start


def _is_dated(moment: Moment, other: Moment) -> bool:
    """Say whether the days of two rows are written: in them, in a column, or in a heading above."""
    if moment.read.day is not None and other.read.day is not None:
        return True
    return moment.day != other.day and not (moment.assumed or other.assumed)


def _on_day(moment: Moment, other: Moment) -> str:
    """Return a row's time as a message names it, with its day where the other row is on another one."""
    said = quote(clock(moment))
    if moment.day is None or moment.day == other.day or not _is_dated(moment, other):
        return said
    has_day = moment.read.day is not None and moment.dated is None
    return said if has_day else f"{said} on {moment.day}"


def _below_wrong_day(case: Case) -> set[int]:
    """Return which rows are out of order only because the day above them is, by `id`: that is reported."""
    return case.once("rows below a wrong day", lambda: _find_below_wrong_day(case))


def _find_below_wrong_day(case: Case) -> set[int]:
    reported = {id(each) for each in (*(found.moment for found in order_breaks(case)), *far_rows(case))}
    below: set[int] = set()
    for above, moment in pairwise(case.document.timeline.moments):
        if moment.read.day is not None or (above.day, above.part) != (moment.day, moment.part):
            continue
        if id(above) in reported and (above.read.day is not None or id(above) in below):
            below.add(id(moment))
    return below


def _is_of_zones(case: Case, moment: Moment, other: Moment) -> bool:
    """Say whether one of two rows is in another zone, and PM309 says so."""
    foreign = [each.moment for each in foreign_rows(case)]
    return (moment in foreign) != (other in foreign) and case.runs("PM309")


def _in_year_of(moment: Moment, other: Moment) -> date | None:
    """Return the day of a row in the year in which it is close to another, where both are dated."""
    if moment.read.day is None or other.read.day is None or moment.read.day.year == other.read.day.year:
        return None
    return in_another_year(moment.read.day, other.read.day - CLOSE, other.read.day + CLOSE)


@rule("PM304", "bad-time", "W/E/E", fixes=(UNSAFE,))
def bad_time(case: Case) -> Iterator[Found]:
    """A time in the timeline is a time of day: `HH:MM`, with a date in front where days change.

    `24:00`, seconds, `22:05Z`, ranges, `~22:05` and, for what nobody knows, `??` are accepted. Words
    (`next morning`) and distances (`+3 min`) are no slip of the pen: they are only mentioned, as such a
    row cannot be placed in time. A date such as `3/4` is read where the document's other dates show which
    number is the month; where they do not, that is one warning.
    """
    unclear = [moment for moment in case.document.timeline.moments if moment.read.ambiguous]
    if unclear:
        others = f"; {count(len(unclear) - 1, 'other row')} likewise" if len(unclear) > 1 else ""
        first = unclear[0].dated or unclear[0].time
        what = "the date" if unclear[0].dated else "the date of"
        yield Found(
            first,
            f"Which number is the month in {what} {quote(first)} is not certain{others}",
            "write the date as YYYY-MM-DD",
            level="warning",
        )
    for moment in case.document.timeline.moments:
        if case.document.unfilled(moment.time):
            continue
        if moment.read.bad_day:
            day = moment.dated or moment.time
            yield Found(
                day,
                f"{quote(day)} names a day that the calendar does not have",
                "write the date as YYYY-MM-DD",
            )
        elif moment.read.state == "bad":
            meant = _with_colon(moment.time.text)
            yield Found(
                moment.time,
                f"{quote(moment.time)} is not a time of day; use HH:MM, 00:00 to 23:59",
                f"write `{meant}`" if meant else "write the time, or `??` if nobody knows it",
                level=None if _CLOCK_LIKE.search(moment.time.text) else "info",
                fix=replace(moment.time, meant, UNSAFE) if meant else None,
            )
        elif _is_timeless(case, moment):
            key = moment.milestones[0]
            when = _WHEN.get(key)
            row = f"row that says when {when}" if when else f"row of {case.template.milestone(key).label}"
            yield Found(
                moment.time,
                f"The {row} has no time",
                "write the time, or `??` if nobody knows it",
            )


def _is_timeless(case: Case, moment: Moment) -> bool:
    """Say whether the time is left empty in the row of a milestone, which durations count from."""
    if moment.read.state != "unknown" or moment.time.text.strip() or not moment.event:
        return False
    timeline = case.document.timeline
    first = timeline.first or {}
    return (
        any(first.get(key) is moment for key in moment.milestones)
        and sum(each.read.state == "clock" for each in timeline.moments) >= MIN_ROWS
    )


def _with_colon(text: str) -> str | None:
    """Return a time that is written `22.12`, `22h12`, `2212` or `22:O2` in the form that is read."""
    found = _OTHER_FORM.fullmatch(text.translate(_DIGITS) if ":" in text else text)
    return f"{found[1]:0>2}:{found[2]}" if found else None


@rule("PM310", "milestone-missing", "I/W/E")
def milestone_missing(case: Case) -> Iterator[Found]:
    """The timeline says when the incident was detected, mitigated and restored; if closed, when verified.

    Milestones are recognised by the template's words and some synonyms. Where yours differ, a tag
    at the start of the row makes it certain: `Restored: lag is back to normal`.
    """
    document = case.document
    timeline = document.timeline
    section = case.section("timeline")
    if len(timeline.moments) < MIN_ROWS or section is None or glued_table(section):
        return
    # A timeline of another form is held to milestones only where it has one.
    if not timeline.tables and not timeline.first:
        return
    if any(document.unfilled(moment.event) or document.unfilled(moment.time) for moment in timeline.moments):
        return
    required = case.template.required_milestones
    keys = required.get(document.status, required["reviewed"])
    lacking = [
        case.template.milestone(key)
        for key in keys
        if timeline.milestone(key) is None and not _is_hinted(case, case.template.milestone(key))
    ]
    header = timeline.tables[0].header.text if timeline.tables else section.heading.text
    if len(lacking) > 1 and not timeline.first:
        yield Found(
            header,
            f"No row is marked as a milestone ({listing(each.label for each in lacking)})",
            f"start the rows with a tag: {', '.join(f'`{each.tags[0]}:`' for each in lacking)}",
        )
        return
    for milestone in lacking:
        when = _WHEN.get(milestone.key, f"`{milestone.label}` happened")
        yield Found(
            header,
            f"No {'row' if timeline.tables else 'entry'} is marked as the moment when {when}",
            f"start the {'row' if timeline.tables else 'entry'} with `{milestone.tags[0]}:`",
        )


def _is_hinted(case: Case, milestone: Milestone) -> bool:
    """Say whether a row probably is the milestone, in words too vague to take its time from."""
    events = [f" {plain(moment.event.text)} " for moment in case.document.timeline.moments]
    return any(f" {plain(hint)} " in event for hint in milestone.hints for event in events)


_WHEN = {
    "detected": "the incident was detected",
    "mitigated": "it was mitigated",
    "restored": "service was restored",
    "verified": "recovery was verified",
}


@rule("PM311", "milestone-order", "W/E/E")
def milestone_order(case: Case) -> Iterator[Found]:
    """Milestones are in order: began, detected, mitigated, restored, verified.

    The identified cause is free: it is often found after the mitigation. Where rows already go
    backwards (PM302), that alone is reported. Two that have exchanged their rows are one finding, and so
    is one that stands before, or behind, several.
    """
    timeline = case.document.timeline
    for early, late in milestone_breaks(case):
        first, second = timeline.milestone(early), timeline.milestone(late)
        if first is None or second is None or _is_explained(case, first, second):
            continue
        late_label, early_label = case.template.milestone(late).label, case.template.milestone(early).label
        yield Found(
            second.event,
            f"`{late_label}` ({clock(second)}) is before `{early_label}` ({clock(first)})",
            f"correct the times, or {_tag_it(case, early, late)}",
            (first.event, early_label),
            label=", ".join(part for part in (late_label, apart(second, first)) if part),
        )


def _tag_it(case: Case, early: str, late: str) -> str:
    """Return how to put milestones right: two that are no neighbours have exchanged their rows."""
    first, second = (case.template.milestone(key).tags[0] for key in (early, late))
    if (early, late) in ORDER:
        return f"start the right row with `{second}:`"
    return f"exchange `{first}:` and `{second}:`"


def _is_explained(case: Case, first: Moment, second: Moment) -> bool:
    """Say whether a row from the one to the other is out of order: that is the mistake, not the milestone."""
    starts = sorted((first.time.start, second.time.start))
    return any(
        (starts[0] <= found.moment.time.start <= starts[1] or found.all)
        and not _is_key_moment(case, found.moment)
        for found in order_breaks(case)
    )
