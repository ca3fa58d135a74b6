"""PM30x and PM31x: the timeline and its milestones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mkdocs_postmortem.document.model import Moment
from mkdocs_postmortem.document.sections import is_empty
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import quote

MIN_ROWS = 2
# What must not come before what. The cause is left out on purpose: it is often found after the
# mitigation. Acknowledgement and mitigation are not compared either: a machine may mitigate first.
_ORDER = (
    ("began", "detected"),
    ("detected", "acknowledged"),
    ("detected", "mitigated"),
    ("mitigated", "restored"),
    ("restored", "verified"),
)


@rule("PM301", "no-timeline-rows", "I/E/E")
def no_timeline_rows(case: Case) -> Iterator[Found]:
    """The timeline has at least two rows with a time.

    A table is expected; lists and sub-headings that begin with a time are read as well.
    """
    section = case.section("timeline")
    if section is None or is_empty(section):
        return
    moments = case.document.timeline.moments
    if any(case.document.unfilled(moment.time) for moment in moments):
        return
    readable = [moment for moment in moments if moment.read.state in ("clock", "day", "bad")]
    if not readable:
        yield Found(
            section.heading.text,
            "Timeline has no rows with a time",
            "add a table `| Time | Event |` with one row per event",
        )
    elif len(readable) < MIN_ROWS:
        yield Found(
            section.heading.text,
            "Timeline has only one row with a time",
            "add at least when it was detected and when service was restored",
        )


def time_order_breaks(case: Case) -> list[tuple[Moment, Moment]]:
    """Return the rows whose time is before the row above, with that row."""
    return case.once("order breaks", lambda: list(_breaks(case)))


def _breaks(case: Case) -> Iterator[tuple[Moment, Moment]]:
    before: Moment | None = None
    for moment in case.document.timeline.moments:
        if moment.at is None or case.document.unfilled(moment.time):
            continue
        if before is not None and before.at is not None and moment.at < before.at:
            slack = 0 if not (moment.read.about or before.read.about) else 30 * 60
            if (before.at - moment.at).total_seconds() > slack:
                yield moment, before
                continue
        before = moment


@rule("PM302", "time-goes-backwards", "W/E/E")
def time_goes_backwards(case: Case) -> Iterator[Found]:
    """The rows of the timeline are in order of time.

    A clock that drops by six hours or more is taken for the next day (PM303 says so); where dates
    are written, nothing is guessed. Only tables are held to it.
    """
    if not case.document.timeline.tables:
        return
    for moment, before in time_order_breaks(case):
        yield Found(
            moment.time,
            f"{_clock(moment)} comes after {_clock(before)}; sort the rows or write the date",
            "move the row, or write the full date and time in both",
            (before.time, "this time is later"),
        )


def _clock(moment: Moment) -> str:
    return moment.time.text.strip("*_` ")


@rule("PM304", "bad-time", "W/E/E")
def bad_time(case: Case) -> Iterator[Found]:
    """A time in the timeline is a time of day: `HH:MM`, with a date in front where days change.

    `24:00`, seconds, `22:05Z`, ranges, `~22:05` and, for what nobody knows, `??` are accepted.
    """
    if not case.document.timeline.tables:
        return
    for moment in case.document.timeline.moments:
        if case.document.unfilled(moment.time):
            continue
        if moment.read.state == "bad":
            yield Found(
                moment.time,
                f"{quote(moment.time)} is not a time of day; use HH:MM, 00:00 to 23:59",
                "write the time, or `??` if nobody knows it",
            )
        elif moment.read.bad_day:
            yield Found(
                moment.time,
                f"{quote(moment.time)} names a day that the calendar does not have",
                "write the date as YYYY-MM-DD",
            )


@rule("PM310", "milestone-missing", "I/W/E")
def milestone_missing(case: Case) -> Iterator[Found]:
    """The timeline says when the incident was detected, mitigated and restored; if closed, when verified.

    Milestones are recognised by the template's words and some synonyms. Where yours differ, a tag
    at the start of the row makes it certain: `Restored: lag is back to normal`.
    """
    document = case.document
    timeline = document.timeline
    readable = [
        moment for moment in timeline.moments if moment.read.state in ("clock", "day", "bad", "unknown")
    ]
    if not timeline.tables or len(readable) < MIN_ROWS:
        return
    if any(document.unfilled(moment.event) or document.unfilled(moment.time) for moment in timeline.moments):
        return
    required = case.template.required_milestones
    keys = required.get(document.status) or required["reviewed"]
    for key in keys:
        if timeline.milestone(key) is None:
            milestone = case.template.milestone(key)
            tag = milestone.tags[0]
            yield Found(
                timeline.tables[0].header.text,
                f"No row says when {_WHEN.get(key, f'`{milestone.label}` was')}",
                f"start the row with `{tag}:`",
            )


_WHEN = {
    "detected": "the incident was detected",
    "mitigated": "it was mitigated",
    "restored": "service was restored",
    "verified": "recovery was verified",
}


def milestone_order_breaks(case: Case) -> list[tuple[str, str]]:
    """Return pairs of milestones in the wrong order."""
    return case.once("milestone breaks", lambda: list(_milestone_breaks(case)))


def _milestone_breaks(case: Case) -> Iterator[tuple[str, str]]:
    for early, late in _ORDER:
        first, second = _at(case, early), _at(case, late)
        if first is not None and second is not None and second < first:
            yield early, late


def _at(case: Case, key: str) -> datetime | None:
    moment = case.document.timeline.milestone(key)
    if moment is None or moment.at is None or moment.read.about:
        return None
    return moment.at


@rule("PM311", "milestone-order", "W/E/E")
def milestone_order(case: Case) -> Iterator[Found]:
    """Milestones are in order: began, detected, mitigated, restored, verified.

    The identified cause is free: it is often found after the mitigation. Where rows already go
    backwards (PM302), that alone is reported.
    """
    disordered = (
        {id(moment) for moment, _ in time_order_breaks(case)} if case.document.timeline.tables else set()
    )
    timeline = case.document.timeline
    for early, late in milestone_order_breaks(case):
        first, second = timeline.milestone(early), timeline.milestone(late)
        if (
            first is None
            or second is None
            or disordered & {id(first), id(second)}
            or _explained(case, first, second)
        ):
            continue
        late_label, early_label = case.template.milestone(late).label, case.template.milestone(early).label
        yield Found(
            second.event,
            f"`{late_label}` ({_clock(second)}) is before `{early_label}` ({_clock(first)})",
            f"correct the times, or start the right row with `{case.template.milestone(late).tags[0]}:`",
            (first.event, early_label),
        )


def _explained(case: Case, first: Moment, second: Moment) -> bool:
    """Say whether a row between the two already goes backwards: that is the mistake, not the order."""
    moments = case.document.timeline.moments
    low, high = sorted((moments.index(first), moments.index(second)))
    broken = {id(moment) for moment, _ in time_order_breaks(case)}
    return any(id(moment) in broken for moment in moments[low : high + 1])
