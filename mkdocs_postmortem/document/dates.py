"""Calendar dates as people write them, read without guessing.

What a date leaves open (its year, or which number is the month) is completed only from `Hints`:
what the rest of the document says. Where that does not settle it, there is no day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_NUMBERS = {name[:size]: number for number, name in enumerate(_MONTHS, 1) for size in (3, len(name))}
_NUMBERS["sept"] = 9
_MONTH = r"(?P<month>[A-Za-z]{3,9})(?!\w)\.?"
_SUFFIX = r"(?:st|nd|rd|th)?(?!\w|:\d)"

# Years have four digits and begin with 1 or 2: `0000-01-01` in a log is no date of anybody.
_ISO = re.compile(r"(?<![\d-])(?P<y>[12]\d{3})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)")
# `v2024.03.01` is a version.
_YEAR_FIRST = re.compile(
    r"(?<![A-Za-z\d./-])(?P<y>[12]\d{3})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)"
)
_DOTTED = re.compile(r"(?<![\d.])(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>[12]\d{3})(?!\d)")
_SLASHED = re.compile(
    r"(?<![\d/-])(?P<a>\d{1,2})(?P<sep>[/-])(?P<b>\d{1,2})(?P=sep)(?P<y>[12]\d{3}|\d{2})(?![\d/]|:\d)"
)
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}}){_SUFFIX}\.?,?[ \t]{{0,3}}(?:of[ \t])?-?{_MONTH},?[ \t-]{{1,3}}"
    r"(?P<y>[12]\d{3})(?!\d)"
)
_MONTH_FIRST = re.compile(
    rf"(?<![A-Za-z]){_MONTH}[ \t]{{0,3}}(?P<d>\d{{1,2}}){_SUFFIX},?[ \t]{{1,3}}(?P<y>[12]\d{{3}})(?!\d)"
)
_MONTH_DAY = re.compile(rf"(?<![A-Za-z]){_MONTH}[ \t]{{1,3}}(?P<d>\d{{1,2}}){_SUFFIX}")
_DAY_MONTH = re.compile(rf"(?<![\d.:/-])(?P<d>\d{{1,2}}){_SUFFIX}\.?[ \t]{{1,3}}(?:of[ \t])?{_MONTH}")
# `28/Mar/25`, as Jira has it, and `28-Mar-25`: the day first.
_BY_NAME = re.compile(
    r"(?<![\w/.-])(?P<d>\d{1,2})(?P<sep>[/-])(?P<month>[A-Za-z]{3})(?P=sep)(?P<y>[12]\d{3}|\d{2})(?![\w/-])"
)
_TIME = r"(?:(?:[ T]|,[ ])(?P<{0}>\d{{2}}:\d{{2}})(?::\d{{2}})?(?:Z|[ ]UTC)?)?"
_FROM_TO = re.compile(
    r"(?<![\d-])(?P<from>[12]\d{3}-\d{2}-\d{2})" + _TIME.format("t1") + r"[`*_]{0,2}"
    r"\s{0,3}(?:to|until|till|through|–|—|-|/|\.\.\.?|→)\s{0,3}[`*_]{0,2}"
    r"(?P<to>[12]\d{3}-\d{2}-\d{2})" + _TIME.format("t2") + r"(?![\d-])"
)
# `5/1 6:10pm`: a day and a month, in either order, whose year is not said. A clock stands behind it, or
# nothing but it and perhaps a clock in the text.
CLOCK_BEHIND = r",?[ \t]{1,3}(?:(?:at\b|[@·|–—-])[ \t]{1,2})?\d{1,2}(?::\d{2}|[ \t]?[AaPp]\.?[Mm])"
_SLASHED_DAY = re.compile(
    r"(?<![\w/.:,-])(?P<a>\d{1,2})(?:/|(?<=\d\d)-(?=\d\d[ \t]\d\d:))(?P<b>\d{1,2})"
    rf"(?:(?={CLOCK_BEHIND})|(?P<last>[ \t*_)`]{{0,4}}$))"
)
_BEFORE_LAST = re.compile(r"[ \t*_(`]*(?:\d{1,2}:\d{2}[ \t]?(?:[AaPp]\.?[Mm]\.?)?,?[ \t*_(]+)?")
# A two-digit year, or a swapped day and month, counts where it alone falls this close to the incident.
NEAR_DAYS = (7, 31)
# `12-05 16:21`, with both numbers in full and a clock, is a date for certain, in whichever year.
_HALF_A_YEAR = 182


class FoundDate(NamedTuple):
    """A date in a text: where it stands, the day (None where there is no such day), and how sure.

    `iso` says that it was written YYYY-MM-DD; `ambiguous` that day and month may be swapped.
    """

    start: int
    end: int
    day: date | None
    iso: bool
    ambiguous: bool = False


class FoundRange(NamedTuple):
    """A range of dates in a text: where it stands, and both ends, each with its time where both have one."""

    start: int
    end: int
    first: datetime
    last: datetime


class Hints(NamedTuple):
    """What the rest of a document says about its dates; each may be unknown.

    `year` completes `May 12`; `near`, a day known to be close, and `day_first`, the order that the
    document's other dates have, settle `03/04/2025`. `month_behind`, the order of those without a year,
    settles `5/1 6:10pm`: whether the month is the second number.
    """

    year: int | None = None
    near: date | None = None
    day_first: bool | None = None
    month_behind: bool | None = None


NO_HINTS = Hints()


def month_number(name: str) -> int | None:
    """Return the number of an English month, whole or abbreviated to three letters."""
    return _NUMBERS.get(name.casefold())


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_date(text: str, hints: Hints = NO_HINTS) -> FoundDate | None:
    """Return the first date in a text, ISO before other ways of writing, or None.

    `day` is None where the calendar has no such day, and where it is `ambiguous`.
    """
    if "-" in text:
        if len(text) == 10 and text[4] == text[7] == "-" and text[0] in "12" and (day := _iso_day(text)):
            return FoundDate(0, 10, day, True)
        if (found := _ISO.search(text)) is not None:
            low, high = found.span()
            return FoundDate(low, high, calendar_day(int(found[1]), int(found[2]), int(found[3])), True)
    elif not _may_hold_date(text):
        return None
    for pattern in (_YEAR_FIRST, _DOTTED):
        if (found := pattern.search(text)) is not None:
            return _found(found, int(found["m"]), False)
    found = _SLASHED.search(text)
    # `5/10/15` may be anything; only a timeline, whose hints say which days to expect, has such dates.
    if found is not None and (hints is not NO_HINTS or len(found["y"]) == 4):
        return _slashed(found, hints)
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        for found in pattern.finditer(text):
            if month := month_number(found["month"]):
                return _found(found, month, False)
    found = _BY_NAME.search(text) if "/" in text or "-" in text else None
    if found is not None and (month := month_number(found["month"])):
        year = int(found["y"]) + (2000 if len(found["y"]) == 2 else 0)
        return FoundDate(found.start(), found.end(), calendar_day(year, month, int(found["d"])), False)
    return None


def find_ranges(text: str) -> Iterator[FoundRange]:
    """Return the ranges of ISO dates in a text, `2025-03-14 to 2025-03-15`, with or without times."""
    if text.count("-") < 4:
        return
    for found in _FROM_TO.finditer(text):
        timed = found["t1"] is not None and found["t2"] is not None
        try:
            first, last = (
                datetime.fromisoformat(f"{found[day]} {found[time] if timed else '00:00'}")
                for day, time in (("from", "t1"), ("to", "t2"))
            )
        except ValueError:
            continue  # no days of the calendar
        yield FoundRange(found.start(), found.end(), first, last)


def find_yearless(text: str, year: int) -> FoundDate | None:
    """Return the first `May 12` or `12 May` in a text as a date of the given year, or None.

    The month must have a capital: `2 may be lost` is no date.
    """
    for pattern in (_MONTH_DAY, _DAY_MONTH):
        for found in pattern.finditer(text):
            name = found["month"]
            if name[0].isupper() and (month := month_number(name)):
                return FoundDate(
                    found.start(), found.end(), calendar_day(year, month, int(found["d"])), False
                )
    return None


def find_day(text: str, hints: Hints) -> FoundDate | None:
    """Return the first date in a text, completed from what the document says elsewhere, or None."""
    found = find_date(text, hints)
    if found is None and hints.year is not None and _has_digit_and_letter(text):
        found = find_yearless(text, hints.year)
    if found is None and ("/" in text or "-" in text) and (slashed := _find_slashed_day(text)) is not None:
        return _slashed_day(slashed, hints)
    return found


def day_order(texts: list[str]) -> bool | None:
    """Say whether dates such as `13/04/2025` in the texts have the day first.

    None where none of them is certain, or where they disagree.
    """
    orders = set()
    for text in texts:
        for found in _SLASHED.finditer(text):
            first, second = int(found["a"]), int(found["b"])
            if (first > 12) != (second > 12) and len(found["y"]) == 4:
                orders.add(first > 12)
    return orders.pop() if len(orders) == 1 else None


def yearless_order(texts: list[str], near: date, day_first: bool | None) -> bool | None:
    """Say whether days without a year, such as `5/1`, have the month behind.

    Their own numbers say so (`14/3`), or the dates with a year, of which `day_first` speaks; or all of them
    are within a week of the day `near` in one order and not in the other. None where that is not certain.
    """
    found = (_find_slashed_day(text) for text in texts if "/" in text or "-" in text)
    pairs = {pair for each in found if each is not None and _may_be_day(pair := _pair(each))}
    said = {first > 12 for first, second in pairs if max(first, second) > 12}
    if day_first is not None:
        said.add(day_first)
    if said or not pairs:
        return said.pop() if len(said) == 1 and pairs else None
    close = [
        order
        for order in (False, True)
        if all(_close_day(pair, order, near, NEAR_DAYS[0]) is not None for pair in pairs)
    ]
    return close[0] if len(close) == 1 or (all(one == two for one, two in pairs) and close) else None


def _find_slashed_day(text: str) -> re.Match[str] | None:
    found = _SLASHED_DAY.search(text)
    if found is not None and found["last"] is not None and not _BEFORE_LAST.fullmatch(text, 0, found.start()):
        return None
    return found


def _pair(found: re.Match[str]) -> tuple[int, int]:
    return int(found["a"]), int(found["b"])


def _may_be_day(pair: tuple[int, int]) -> bool:
    """Say whether some year has a day of these two numbers, in either order."""
    return any(calendar_day(2000, month, day) is not None for month, day in (pair, pair[::-1]))


def _close_day(pair: tuple[int, int], month_behind: bool, near: date, limit: int) -> date | None:
    """Return the day that two numbers name within so many days of another, in whichever year."""
    month, day = reversed(pair) if month_behind else pair
    days = (calendar_day(near.year + off, month, day) for off in (-1, 0, 1))
    return next((each for each in days if each is not None and abs((each - near).days) <= limit), None)


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _may_hold_date(text: str) -> bool:
    """Say whether a text without a hyphen has what every date has: a digit, and a separator or a word."""
    return ("/" in text or "." in text or " " in text) and any(map(str.isdigit, text))


def _has_digit_and_letter(text: str) -> bool:
    return any(map(str.isdigit, text)) and any(map(str.isalpha, text))


def _found(found: re.Match[str], month: int, iso: bool) -> FoundDate:
    day = calendar_day(int(found["y"]), month, int(found["d"]))
    return FoundDate(found.start(), found.end(), day, iso)


def _slashed(found: re.Match[str], hints: Hints) -> FoundDate:
    """Read `03/14/2025`: certain only where one number cannot be a month, or the document says so."""
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    year += 2000 if len(found["y"]) == 2 else 0
    readings = {False: calendar_day(year, first, second), True: calendar_day(year, second, first)}
    days = {day for day in readings.values() if day is not None}
    day: date | None = None
    if len(days) == 1 and (len(found["y"]) == 4 or hints.near is None or _nearest(days, hints.near)):
        day = days.pop()
    elif len(days) > 1:
        day = _nearest(days, hints.near) if hints.near is not None else None
        if day is None and hints.day_first is not None:
            day = readings[hints.day_first]
    return FoundDate(found.start(), found.end(), day, False, ambiguous=day is None and len(days) > 1)


def _slashed_day(found: re.Match[str], hints: Hints) -> FoundDate:
    """Read `5/1 6:10pm`: certain only where the document's other days say which number is the month."""
    day, pair = None, _pair(found)
    if hints.near is not None and hints.month_behind is not None:
        limit = _HALF_A_YEAR if "-" in found.group() else NEAR_DAYS[-1]
        day = _close_day(pair, hints.month_behind, hints.near, limit)
    return FoundDate(found.start(), found.end("b"), day, False, day is None and _may_be_day(pair))


def _nearest(days: set[date], near: date) -> date | None:
    """Return the one of the days that is close to another, or None where none or several are."""
    for limit in NEAR_DAYS:
        close = [day for day in days if abs((day - near).days) <= limit]
        if close:
            return close[0] if len(close) == 1 else None
    return None
