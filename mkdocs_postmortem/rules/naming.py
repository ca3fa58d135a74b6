"""PM108, PM110, PM120, PM121: whether ID, date and the file's name agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from mkdocs_postmortem.archive import normal_id
from mkdocs_postmortem.document.filename import read_file_name
from mkdocs_postmortem.document.model import Day
from mkdocs_postmortem.rules.fixes import DISPLAY, Fix
from mkdocs_postmortem.rules.metadata import first_line
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.values import bad_id
from mkdocs_postmortem.rules.words import did_you_mean, quote
from mkdocs_postmortem.rules.years import (
    days_of,
    file_name_differs,
    id_year,
    is_in_future,
    meant_day,
    stated_day,
)
from mkdocs_postmortem.template import plain
from mkdocs_postmortem.template.skeleton import slug

_LETTERS = re.compile(r"[A-Za-z]*")
# An ID is given when somebody reports the incident: that may be in the next year already.
LATE = timedelta(days=31)


@rule("PM108", "id-year-mismatch", "I/W/W")
def id_year_mismatch(case: Case) -> Iterator[Found]:
    """The year in the incident ID is that of the date.

    An ID of the next year is accepted for the last month of a year: it may have been given when the
    incident was reported. A number that is not followed by another is no year.
    Where the file's name has the year of the ID too, that alone is reported (PM121).
    """
    given, number, at = stated_day(case), case.incident.id, case.incident.identity.at
    year = id_year(case)
    if given is None or number is None or year is None:
        return
    if len(case.archive.by_id.get(normal_id(number), ())) > 1:
        return  # another incident's: PM901 says so
    day, first = given
    last = max(day.last or first, first)
    if first.year <= year <= (last + LATE).year:
        return
    meant = meant_day(case)
    if file_name_differs(case) and (meant is not None or _in_file_name(case, year)):
        return
    yield Found(
        at or day.text,
        f"Incident ID {quote(number)} is from {year}, the date is `{first}`{did_you_mean(meant)}",
        "correct the year of the date" if meant else "correct the ID or the date",
        (day.text, "date") if at is not None else None,
    )


def _in_file_name(case: Case, year: int) -> bool:
    named = read_file_name(case.incident.uri).date
    return named is not None and named.year == year


@rule("PM110", "future-date", "I/W/W")
def future_date(case: Case) -> Iterator[Found]:
    """The incident's date is not in the future; one day is granted for time zones.

    Where file name, ID or timeline show that its year is mistyped, that alone is reported (PM121, PM108).
    """
    given = stated_day(case)
    if given is not None and is_in_future(case) and not meant_day(case):
        at = given[0].text
        yield Found(at, f"Incident date {quote(at)} is in the future", "correct the year or the month")


@rule("PM120", "file-name", "W/W/W", fixes=("display",), option="file_name")
def file_name(case: Case) -> Iterator[Found]:
    """The file's name matches the project's pattern (option `file_name`).

    Off until the option is set, because every archive has a way of its own: dates, IDs, numbers, plain
    titles. `postmortem new` names a file as most of the others are named.
    """
    pattern = case.settings.file_name
    name = case.incident.name
    if not pattern or re.fullmatch(pattern, name):
        return
    proposed = _proposed(case, pattern)
    ending = case.incident.uri.rsplit(".", 1)[-1]
    yield Found(
        case.document.title_text or first_line(case),
        f"File name {quote(name)} does not match {quote(pattern)}",
        f"rename the file to `{proposed}.{ending}`" if proposed else "rename the file",
        fix=_rename(case, proposed) if proposed else None,
    )


def _proposed(case: Case, pattern: str) -> str | None:
    """Return a name made of the incident's date, ID and title that matches the pattern, or None."""
    day, number, words = case.incident.date, case.incident.id or "", slug(case.document.title or "")
    names = [f"{day}-{words}", f"{day}"] if day else []
    for form in (number, number.lower()):
        names += [form, f"{form}-{words}"] if form else []
    return next((name for name in [*names, words] if re.fullmatch(pattern, name)), None)


def _rename(case: Case, name: str) -> Fix:
    """Return the command that renames the document; no edit can."""
    path = case.document.path
    folder, slash, old = path.rpartition("/")
    ending = old.rsplit(".", 1)[-1]
    return Fix(f'git mv "{path}" "{folder}{slash}{name}.{ending}"', (), DISPLAY)


@rule("PM121", "file-name-date", "W/E/E", fixes=("display",))
def file_name_date(case: Case) -> Iterator[Found]:
    """A date or ID in the file's name is the incident's.

    A day within the incident's range is accepted. Where no field gives the date, that in the title is
    held against the file's name; only mentioned where it may be that of something else, as in
    `Again what happened on 2025-03-01`. An ID counts only where it begins with the same letters as the
    incident's: `KAFKA-12 broke.md` names something else.
    """
    named = read_file_name(case.incident.uri)
    told = file_name_differs(case)
    if told is not None and told.value is not None and named.date is not None:
        yield _another_day(case, named.date, told, told.value)
    at = case.incident.identity.at
    number = case.incident.id
    if named.id is None or number is None or at is None or bad_id(case) is not None:
        return
    one, two = (_letters(each) for each in (named.id, number))
    if one == two and normal_id(named.id) != normal_id(number):
        yield Found(
            at,
            f"File name says `{named.id}`, the incident ID is `{number}`",
            "rename the file, or correct the ID",
            fix=_renamed(case, named.id, number),
        )


def _another_day(case: Case, named: date, told: Day, day: date) -> Found:
    """Return what is wrong where the file's name and the metadata, or the title, name two days."""
    meant, level = meant_day(case), None
    fix = _renamed(case, f"{named}", f"{day}")
    if told is not case.document.date:
        said = f"the title says `{day}`"
        advice, fix = {
            "title": ("rename the file: its day is not that of the timeline", fix),
            "file name": ("correct the title: its day is not that of the timeline", None),
        }.get(case.document.day_from or "", ("rename the file, or correct the title", None))
        level = "info" if case.document.day_from == "file name" and not _opens_title(case, told) else None
    elif meant is not None:
        said, advice, fix = f"the incident date is `{day}`", "correct the year of the date", None
    else:
        said = f"the incident date is `{day}`"
        advice, fix = _by_timeline(case, named, told, fix)
    if meant is None and named.year != day.year and (named.month, named.day) == (day.month, day.day):
        advice = f"one of the two years is mistyped: {advice}"
    message = f"File name says `{named}`, {said}{did_you_mean(meant)}"
    return Found(told.text, message, advice, level=level, fix=fix)


def _by_timeline(case: Case, named: date, told: Day, fix: Fix | None) -> tuple[str, Fix | None]:
    """Return which of file name and date to correct: the one that no row of the timeline is dated."""
    dated = {moment.read.day for moment in case.document.timeline.moments}
    first, last = days_of(case.document, told)
    in_name = named in dated
    if in_name is any(day is not None and first <= day <= last for day in dated):
        return "rename the file, or correct the date", fix
    if in_name:
        return f"write `{named}`, as in the timeline", None
    return "rename the file: the timeline has the same date as the metadata", fix


def _opens_title(case: Case, told: Day) -> bool:
    """Say whether nothing stands before a date in the title but what the template puts there."""
    title = case.document.title_text
    before = plain(title.source.text[title.start : told.text.start]) if title is not None else ""
    return not before or before in map(plain, case.template.page.title_prefixes)


def _letters(number: str) -> str:
    found = _LETTERS.match(number)
    return found.group().casefold() if found else ""


def _renamed(case: Case, there: str, here: str) -> Fix | None:
    name = case.incident.name
    return _rename(case, name.replace(there, here)) if there in name else None
