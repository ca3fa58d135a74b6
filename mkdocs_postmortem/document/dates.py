"""Calendar dates as people write them, read without guessing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)")
_SHORT_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")
_DOTTED = re.compile(r"(?<!\d)(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<y>\d{4})(?!\d)")
_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\.?,?\s+(?:of\s+)?{_MONTH},?\s+(?P<y>\d{{4}})(?!\d)"
)
_MONTH_FIRST = re.compile(
    rf"(?<![A-Za-z]){_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})(?!\d)"
)
_YEARLESS = re.compile(rf"(?<![A-Za-z]){_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])")
_DAY_YEARLESS = re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?{_MONTH}")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: where it stands, the day (None where there is no such day), and how sure.

    `iso` says that it was written YYYY-MM-DD; `ambiguous` that day and month may be swapped.
    """

    start: int
    end: int
    day: date | None
    iso: bool
    ambiguous: bool = False


def month_number(name: str) -> int | None:
    """Return the number of an English month, whole or abbreviated to three letters or more."""
    name = name.casefold()
    for number, month in enumerate(_MONTHS, 1):
        if len(name) >= 3 and (month.startswith(name) or (name == "sept" and number == 9)):
            return number
    return None


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_date(text: str) -> FoundDate | None:
    """Return the first date in a text, ISO before other ways of writing, or None."""
    if not any(char.isdigit() for char in text):
        return None
    for pattern, iso in ((_ISO, True), (_SHORT_ISO, False), (_DOTTED, False)):
        if found := pattern.search(text):
            day = calendar_day(int(found["y"]), int(found["m"]), int(found["d"]))
            return FoundDate(found.start(), found.end(), day, iso)
    if found := _SLASHED.search(text):
        return _slashed(found)
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        if (found := pattern.search(text)) and (month := month_number(found["month"])):
            day = calendar_day(int(found["y"]), month, int(found["d"]))
            return FoundDate(found.start(), found.end(), day, False)
    return None


def _slashed(found: re.Match[str]) -> FoundDate:
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    if first > 12:
        return FoundDate(found.start(), found.end(), calendar_day(year, second, first), False)
    # Only where the second number cannot be a month is `03/14/2025` certain.
    day = calendar_day(year, first, second) if second > 12 else None
    return FoundDate(found.start(), found.end(), day, False, ambiguous=second <= 12)


def find_yearless(text: str, year: int) -> FoundDate | None:
    """Return the first `May 12` or `12 May` in a text as a date of the given year, or None."""
    for pattern in (_YEARLESS, _DAY_YEARLESS):
        for found in pattern.finditer(text):
            if month := month_number(found["month"]):
                day = calendar_day(year, month, int(found["d"]))
                return FoundDate(found.start(), found.end(), day, False)
    return None
