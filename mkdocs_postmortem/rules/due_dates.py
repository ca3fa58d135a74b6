"""PM608 to PM615 and PM623 to PM625: when an action item is due, and when it was done."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta

from mkdocs_postmortem.document.dates import calendar_day, find_date
from mkdocs_postmortem.document.filename import read_file_name
from mkdocs_postmortem.document.model import ActionItem, Day
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.actions import filled, is_open, name_of, optional, written
from mkdocs_postmortem.rules.fixes import Fix, replace
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.values import date_problem, is_blank
from mkdocs_postmortem.rules.words import count
from mkdocs_postmortem.rules.years import (
    GRACE,
    file_name_differs,
    id_year,
    in_another_year,
    is_in_future,
    meant_day,
)

# Most of what follows from an incident is due so soon behind it.
SOON = timedelta(days=183)
# Nobody plans so far ahead what is to prevent the next incident.
FAR = timedelta(days=3 * 365)


@rule("PM608", "no-due-date", "I/E/E")
def no_due_date(case: Case) -> Iterator[Found]:
    """An item that is not done has a due date."""
    for item in filled(case):
        if item.due is None or not is_open(item) or not is_blank(case, item.due.text):
            continue
        yield Found(
            item.due.text,
            f"{name_of(case, item)} is open and has no due date",
            f"write a date in the `{case.template.column('actions', 'due')}` column, as YYYY-MM-DD",
        )


_NO_DATE = frozenset(
    ("n/a", "none", "ongoing", "continuous", "done", "immediate", "asap", "completed", "dropped")
)


@rule("PM609", "bad-due-date", "W/E/E", fixes=("safe",))
def bad_due_date(case: Case) -> Iterator[Found]:
    """A due date is an ISO date and a day of the calendar. `Ongoing`, `ASAP` and `N/A` are accepted."""
    for item in written(case):
        due = item.due
        if due is None or is_blank(case, due.text) or case.document.unfilled(due.text):
            continue
        if due.value is None and due.text.text.casefold().strip(" *_`.") in _NO_DATE:
            continue
        if found := date_problem(due, case, "Due date"):
            yield dataclasses.replace(found, fix=_in_iso(due), level=optional(case, "due"))


def _in_iso(due: Day) -> Fix | None:
    """Return how to write a date as YYYY-MM-DD, where the cell is that date and it can only be one day."""
    found = find_date(due.text.text)
    if found is None or due.value is None or due.ambiguous or found.iso:
        return None
    # A note beside the date stays.
    return replace(due.text.part(found.start, found.end), due.value.isoformat())


def _day_of(case: Case) -> date | None:
    """Return the day that the document states as the incident's."""
    return case.document.date.value if case.document.date is not None else None


def _due(case: Case) -> Iterator[tuple[ActionItem, Text, date]]:
    """Yield the items with a due date, each with where it stands and the day."""
    for item in written(case):
        if item.due is not None and item.due.value is not None:
            yield item, item.due.text, item.due.value


def _is_doubtful(case: Case) -> bool:
    """Say whether file name, ID or timeline contradict the incident's date, which is then no measure."""
    return bool(file_name_differs(case)) or meant_day(case) is not None


@rule("PM610", "due-before-incident", "W/E/E")
def due_before_incident(case: Case) -> Iterator[Found]:
    """An open item is not due before the incident. Often the year is that of the last document copied.

    Where the same day of another year is within half a year after the incident, it is proposed. Several
    items that are all due before it are one finding: then the incident's date may be wrong. Where the
    file's name or the ID contradict that date, or it is in the future, that alone is reported (PM121,
    PM108, PM110).
    """
    stated = case.document.date
    day = _day_of(case)
    named = read_file_name(case.incident.uri).date if file_name_differs(case) else None
    if stated is None or day is None:
        return  # nothing states the day, and a guess is no ground for an error
    if meant_day(case) or (is_in_future(case) and case.runs("PM110")):
        return
    early = []
    late = False
    for item, at, due in _due(case):
        if named is not None and due >= named:
            continue
        if due < day and is_open(item):
            early.append((item, at, due))
        late = late or due >= day
    if early and _is_of_another_year(case, day, min(due for _, _, due in early)):
        return
    together = len(early) > 1 and not late
    for item, at, due in early[:1] if together else early:
        meant = None if together else in_another_year(due, day, day + SOON)
        advice = f"correct the due date{'s' if together else ''}, or the document's date"
        yield Found(
            at,
            f"{name_of(case, item)} is due {due}, before the incident ({day})"
            + (", and so are all others" if together else ""),
            f"write `{meant}` if the year is mistyped" if meant else advice,
            (stated.text, "the incident's date"),
            label=f"{count((day - due).days, 'day')} earlier",
        )


def _is_of_another_year(case: Case, day: date, due: date) -> bool:
    """Say whether the year in the ID explains a due date before the incident, and PM108 says so."""
    year = id_year(case)
    if year is None or year >= day.year or not case.runs("PM108"):
        return False
    meant = calendar_day(year, day.month, day.day)
    return meant is not None and meant <= due


@rule("PM615", "overdue", "I/I/I")
def overdue(case: Case) -> Iterator[Found]:
    """An open item's due date is not in the past.

    That depends on the day it is checked, so it is never more than a piece of information unless a
    site sets another level: a repository that nobody has touched must not turn red overnight.
    """
    day = _day_of(case)
    for item, at, due in _due(case):
        if due >= case.today or not is_open(item):
            continue
        if day is not None and due < day:
            continue  # PM610's
        late = (case.today - due).days
        yield Found(
            at,
            f"{name_of(case, item)}{_who(item)} was due {due}, {count(late, 'day')} ago",
            "finish it and set its status, or agree on a new date",
        )


def _who(item: ActionItem) -> str:
    """Return an item's priority and owner, in parentheses, as far as it has them."""
    owners = ", ".join(owner.text for owner in item.owners)
    parts = [item.priority.name if item.priority is not None else None, owners]
    said = ", ".join(part for part in parts if part)
    return f" ({said})" if said else ""


@rule("PM623", "done-in-future", "I/W/W")
def done_in_future(case: Case) -> Iterator[Found]:
    """An item that is done was not done in the future; one day is granted for time zones.

    The day is read from a column such as `Completed`, or from the status: `Done (2025-04-02)`.
    """
    if is_in_future(case):
        return  # PM110 says it of the incident itself
    incident = _day_of(case)
    for item in written(case):
        at, day = item.completed_at, item.completed
        if at is None or day is None or day <= case.today + GRACE:
            continue
        meant = in_another_year(day, incident or case.today - SOON, case.today)
        yield Found(
            at,
            f"{name_of(case, item)} was done {day}, which is in the future",
            f"write `{meant}` if the year is mistyped" if meant else "correct the date, or the status",
        )


@rule("PM624", "done-before-incident", "W/W/W")
def done_before_incident(case: Case) -> Iterator[Found]:
    """An item was not done before the incident that it follows from.

    Where file name, ID or timeline contradict the incident's date, that alone is reported (PM121, PM108).

    False positives: something that had been done before, and is listed all the same. Say so in the action,
    and leave out the date.
    """
    stated = case.document.date
    first = _day_of(case)
    if stated is None or first is None or _is_doubtful(case):
        return
    if is_in_future(case):
        return  # PM110 says it of the incident itself
    for item in written(case):
        at, day = item.completed_at, item.completed
        if at is None or day is None or day >= first:
            continue
        meant = in_another_year(day, first, min(first + SOON, case.today))
        yield Found(
            at,
            f"{name_of(case, item)} was done {day}, before the incident ({first})",
            f"write `{meant}` if the year is mistyped" if meant else "correct the date, or the document's",
            (stated.text, "the incident's date"),
            label=f"{count((first - day).days, 'day')} earlier",
        )


@rule("PM625", "due-far-ahead", "I/W/W")
def due_far_ahead(case: Case) -> Iterator[Found]:
    """An open item is not due more than three years after the incident: then the year is mistyped, mostly.

    Where file name, ID or timeline contradict the incident's date, that alone is reported (PM121, PM108).
    """
    first = _day_of(case)
    if first is None or _is_doubtful(case):
        return
    for item, at, due in _due(case):
        if due - first <= FAR or not is_open(item):
            continue
        meant = in_another_year(due, first, first + SOON)
        yield Found(
            at,
            f"{name_of(case, item)} is due {due}, {(due - first).days // 365} years after the incident",
            f"write `{meant}` if the year is mistyped" if meant else "correct the due date",
        )
