"""PM108, PM110, PM120, PM121: whether ID, date and the file's name agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from mkdocs_postmortem.archive import normal_id
from mkdocs_postmortem.document.filename import read_file_name
from mkdocs_postmortem.document.model import Day
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.fixes import DISPLAY, Fix
from mkdocs_postmortem.rules.metadata import first_line
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.values import bad_id
from mkdocs_postmortem.rules.words import quote
from mkdocs_postmortem.template.skeleton import slug

# `INC-2025-014`; the number in `INC-2025` counts incidents.
_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})[-_/. ]\d")
_LETTERS = re.compile(r"[A-Za-z]*")
# An ID is given when somebody reports the incident: that may be in the next year already.
LATE = timedelta(days=31)
# Somewhere the next day has begun.
GRACE = timedelta(days=1)


def _day(case: Case) -> tuple[Day, date] | None:
    """Return the date of the metadata, where it is one that no other rule reports."""
    day = case.document.date
    if day is None or day.value is None or not day.iso or case.document.unfilled(day.text):
        return None
    return day, day.value


@rule("PM108", "id-year-mismatch", "I/W/W")
def id_year_mismatch(case: Case) -> Iterator[Found]:
    """The year in the incident ID is that of the date.

    An ID of the next year is accepted for the last month of a year: it may have been given when the
    incident was reported. A number that is not followed by another is no year.
    """
    given, number, at = _day(case), case.incident.id, case.incident.identity.at
    if given is None or number is None or bad_id(case) is not None:
        return
    if len(case.archive.by_id.get(normal_id(number), ())) > 1:
        return  # another incident's: PM901 says so
    found = _YEAR.search(number)
    if found is None:
        return
    day, first = given
    year = int(found["year"])
    last = max(day.last or first, first)
    if first.year <= year <= (last + LATE).year:
        return
    yield Found(
        at or day.text,
        f"Incident ID {quote(number)} is from {year}, the date is `{first}`",
        "correct the ID or the date",
        (day.text, "date") if at is not None else None,
    )


@rule("PM110", "future-date", "I/W/W")
def future_date(case: Case) -> Iterator[Found]:
    """The incident's date is not in the future; one day is granted for time zones."""
    given = _day(case)
    if given is not None and given[1] > case.today + GRACE:
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

    A day within the incident's range is accepted. An ID counts only where it begins with the same
    letters as the incident's: `KAFKA-12 broke.md` names something else.
    """
    named = read_file_name(case.incident.uri)
    given = _day(case)
    if named.date is not None and given is not None:
        day, first = given
        if not first <= named.date <= max(first, day.last or first):
            yield _disagrees(case, f"{named.date}", f"{first}", day.text, "date")
    at = case.incident.identity.at
    number = case.incident.id
    if named.id is None or number is None or at is None or bad_id(case) is not None:
        return
    one, two = (_letters(each) for each in (named.id, number))
    if one == two and normal_id(named.id) != normal_id(number):
        yield _disagrees(case, named.id, number, at, "ID")


def _letters(number: str) -> str:
    found = _LETTERS.match(number)
    return found.group().casefold() if found else ""


def _disagrees(case: Case, there: str, here: str, at: Text, what: str) -> Found:
    name = case.incident.name
    fix = _rename(case, name.replace(there, here)) if there in name else None
    return Found(
        at,
        f"File name says `{there}`, the incident {what} is `{here}`",
        f"rename the file, or correct the {what}",
        fix=fix,
    )
