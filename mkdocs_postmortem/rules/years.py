"""A year that is mistyped: the day would be right in another one. Often it is that of a document copied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, timedelta

from mkdocs_postmortem.document.dates import calendar_day
from mkdocs_postmortem.document.filename import read_file_name
from mkdocs_postmortem.document.model import Day, Postmortem
from mkdocs_postmortem.document.times import moment, read_time, zone_info
from mkdocs_postmortem.rules.registry import Case
from mkdocs_postmortem.rules.values import bad_id

# `INC-2025-014`; the number in `INC-2025` counts incidents.
_ID_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})[-_/. ]\d")
# `2025`, `2025-03`
_FOLDER = re.compile(r"(?P<year>(?:19|20)\d{2})(?:[-_](?P<month>\d{2}))?")
# `14-16 March 2025`, `March 30th to April 2, 2025`
_RANGE_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?\s*(?:-|–|—|to|until|through|/)\s*$")
_MAX_JOINT = 20
# What belongs to an incident stands this close to it, once its year is right.
CLOSE = timedelta(days=31)

# Somewhere the next day has begun.
GRACE = timedelta(days=1)


def in_another_year(day: date, low: date, high: date) -> date | None:
    """Return the same day of another year from `low` to `high`, or None where none or several are."""
    years = (year for year in range(low.year, high.year + 1) if year != day.year)
    moved = [calendar_day(year, day.month, day.day) for year in years]
    found = [each for each in moved if each is not None and low <= each <= high]
    return found[0] if len(found) == 1 else None


def stated_day(case: Case) -> tuple[Day, date] | None:
    """Return the date of the metadata, where it is one that no other rule reports."""
    day = case.document.date
    if day is None or day.value is None or not day.iso or case.document.unfilled(day.text):
        return None
    return day, day.value


def file_name_differs(case: Case) -> Day | None:
    """Return the date that contradicts the one in the file's name: of the metadata, else in the title."""
    named = read_file_name(case.incident.uri).date
    if named is None:
        return None
    stated = case.document.date
    given = stated_day(case) if stated is not None and stated.text else _title_day(case)
    if given is None:
        return None
    day, _ = given
    first, last = days_of(case.document, day)
    return None if first <= named <= last else day


def days_of(document: Postmortem, day: Day) -> tuple[date, date]:
    """Return the first and the last day of a date that is known.

    A time with its zone is also on the day that it is in UTC, or in the zone of the timeline: nobody knows
    by which of them a file was named.
    """
    assert day.value is not None
    days = [day.value, day.last or day.value]
    read = read_time(day.text.text) if ":" in day.text.text else None
    zone = zone_info(read.zone) if read is not None else None
    if read is not None and read.minutes is not None and zone is not None:
        at = moment(day.value, read.minutes, zone)
        days += [at.astimezone(each or UTC).date() for each in (UTC, zone_info(document.timeline.zone))]
    return min(days), max(days)


def _title_day(case: Case) -> tuple[Day, date] | None:
    """Return the date in the title, unless it is the end of a range such as `14-16 March 2025`."""
    day = case.document.title_date
    if day is None or day.value is None or case.document.unfilled(day.text):
        return None
    source = day.text.source.text
    before = source[source.rfind("\n", 0, day.text.start) + 1 : day.text.start]
    return None if _RANGE_BEFORE.search(before[-_MAX_JOINT:]) else (day, day.value)


def id_year(case: Case) -> int | None:
    """Return the year in the incident's ID, or None."""
    number = case.incident.id
    found = _ID_YEAR.search(number) if number is not None and bad_id(case) is None else None
    return int(found["year"]) if found is not None else None


def is_in_future(case: Case) -> bool:
    """Say whether the stated date is in the future; one day is granted for time zones."""
    stated = stated_day(case)
    return stated is not None and stated[1] > case.today + GRACE


def meant_day(case: Case) -> date | None:
    """Return the day that the date of the metadata means where its year is mistyped, or None.

    It is where two of these name one other year, and none that of the date: the file's name, which has the
    same day; the folders it lies in; the ID; and the dates in the timeline, which are all close to it then.
    """
    return case.once("meant day", lambda: _meant_day(case))


def _meant_day(case: Case) -> date | None:
    stated = stated_day(case)
    if stated is None:
        return None
    named = list(_years(case, stated[1]))
    years = set(named)
    if len(named) < 2 or len(years) > 1 or None in years or stated[1].year in years:
        return None
    day = stated[1]
    return calendar_day(next(year for year in years if year is not None), day.month, day.day)


def _years(case: Case, day: date) -> Iterator[int | None]:
    """Yield the years that file name, folders, ID and timeline name; None for one that differs in more."""
    in_name = read_file_name(case.incident.uri).date
    if in_name is not None:
        yield in_name.year if (in_name.month, in_name.day) == (day.month, day.day) else None
    for folder in case.incident.uri.split("/")[:-1]:
        if (found := _FOLDER.fullmatch(folder)) is not None:
            yield int(found["year"]) if found["month"] in (None, f"{day.month:02}") else None
    if (year := id_year(case)) is not None:
        yield year
    dated = [each.read.day for each in case.document.timeline.moments if each.read.day is not None]
    if dated:
        same = {each.year for each in dated}
        moved = [calendar_day(each.year, day.month, day.day) for each in dated]
        close = all(
            there is not None and abs(each - there) <= CLOSE for each, there in zip(dated, moved, strict=True)
        )
        yield same.pop() if len(same) == 1 and close else None
