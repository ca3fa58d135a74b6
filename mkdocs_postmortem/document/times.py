"""Times of day as people write them in a timeline, with the day and zone where they say them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from mkdocs_postmortem.document.dates import CLOCK_BEHIND, NO_HINTS, Hints, find_day
from mkdocs_postmortem.document.record import quickly_pickled
from mkdocs_postmortem.document.zones import find_zone, is_zone, moment, zone_behind, zone_info

__all__ = [
    "ANY_YEAR",
    "TimeHead",
    "TimeOfDay",
    "find_zone",
    "is_zone",
    "moment",
    "on_24_hours",
    "read_time",
    "time_head",
    "zone_info",
]

# For asking whether a text is a day at all; a leap year, so that 29 February is one.
ANY_YEAR = Hints(year=2000)
# Nobody writes a longer time; what is longer is not looked at further, so that hostile text stays cheap.
MAX_LENGTH = 160

_HALF = r"(?:[ \t]{0,2}(?P<half>[AaPp])\.?[Mm]\.?(?![A-Za-z]))?"
_PLAIN = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_CLOCK = re.compile(
    rf"(?<![\d:.])(?P<h>\d{{1,2}}):(?P<m>\d{{2}})(?::(?P<s>\d{{2}})(?:[.,]\d{{1,9}})?)?(?!\d|:\d){_HALF}"
)
# A letter that was taken for the first digit: `O5:48`.
_LETTER_BEFORE = re.compile(r"(?<![^\W_])[OoIl]$")
# A clock that is none, where a date stands beside it: `2025-03-14 9.30`.
_DOTTED_CLOCK = re.compile(r"(?<![\w.,:-])\d{1,2}[.,]\d{2}(?![\w.,-])")
_HOUR_ONLY = re.compile(r"(?<![\d:.])(?P<h>\d{1,2})[ \t]{0,2}(?P<half>[AaPp])\.?[Mm]\.?(?![A-Za-z])")
_UNKNOWN = r"(?:\d{1,2}|\d?[xX?]{1,2}|-{2}):(?:[?xX]{2}|-{2})|\?\?:\d\d"
_UNKNOWN_CLOCK = re.compile(rf"(?<![\w:])(?:{_UNKNOWN})(?![\w:])")
_RANGE_END = re.compile(
    r"[ \t]{0,2}(?:[-–—]|to|until)[ \t]{0,2}\d{1,2}:\d{2}(?::\d{2})?(?!\d|:\d)"
    r"(?:[ \t]?[AaPp]\.?[Mm]\.?(?![A-Za-z]))?"
)
_PLUS_DAYS = re.compile(r"\+(?P<n>\d{1,3})[ \t]?(?:d|day|days)\b", re.IGNORECASE)
_DAY_NUMBER = re.compile(r"[ \t]{0,3}day[ \t]{1,2}(?P<n>\d{1,3})(?!\w)", re.IGNORECASE)
_ABOUT = re.compile(r"~|≈|\b(?:ca|circa|c|approx|approximately|about|around)\b\.?", re.IGNORECASE)
_UNKNOWN_WORDS = frozenset(
    ("", "?", "??", "-", "--", "–", "—", "n/a", "unknown", "tbd", "tbc", "time tbc", "time unknown")
)

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?(?!\w|:\d)"
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
# `Feb 2-5`
_TO_DAY = r"(?:[-–]\d{1,2}(?:st|nd|rd|th)?(?![\w:/.-]))?"
_YEAR = r"(?:,?[ \t]{1,2}[12]\d{3}(?!\d|:\d))?"
_NAMED_DAY = (
    rf"{_MONTH}[ \t]{{0,2}}{_ORDINAL}{_TO_DAY}{_YEAR}|{_ORDINAL}\.?[ \t]{{1,2}}(?:of[ \t])?{_MONTH}{_YEAR}"
)
# The pieces that the head of an entry is made of: days, clocks, and what belongs to them.
_PIECE = re.compile(
    r"(?P<about>(?:~|≈|(?:ca\.?|circa|approx\.?|approximately|about|around)(?=[ \t]))[ \t]?)"
    r"|(?P<day>[12]\d{3}[-/.](?:\d{1,2}|\?\?)[-/.](?:\d{1,2}|\?\?)(?!\d)"
    r"|\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:[12]\d{3}|\d{2})(?![\d/]|:\d)"
    r"|\d{2}-\d{2}(?=[ \t]\d\d:\d\d)"
    rf"|\d{{1,2}}/\d{{1,2}}(?={CLOCK_BEHIND}|[*_):]{{0,4}}[ \t]{{0,4}}$)"
    rf"|{_NAMED_DAY}"
    r"|[Dd]ay[ \t]\d{1,3}(?!\w)|\+\d{1,3}[ \t]?d(?:ays?)?\b)"
    rf"|(?P<weekday>{_WEEKDAY}(?=,?[ \t]{{1,2}}(?:{_MONTH}|\d)))"
    r"|(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?!\d|:\d)(?:[ \t]?[AaPp]\.?[Mm]\.?(?![A-Za-z]))?"
    rf"|(?:{_UNKNOWN})(?![\w:]))"
    r"|(?P<hour>\d{1,2}[ \t]?[AaPp]\.?[Mm]\.?(?![A-Za-z]))"
)
_BETWEEN = re.compile(r"[ \t]{0,3}(?:[,·|@/–—-]|at\b|to\b|until\b|T(?=\d))?[ \t]{0,3}")
_BEHIND_DAY = re.compile(r",?[ \t]{0,3}(?::(?=[ \t]))?[ \t]{0,3}")
_OPEN = re.compile(r"(?:[*_(\[`]|-(?=\d)){0,4}")
# `22:30 UTC (Oct 29)`: the day of a clock.
_DAY_ASIDE = re.compile(rf"[ \t]?\((?:on[ \t])?(?:[12]\d{{3}}-\d{{2}}-\d{{2}}|{_NAMED_DAY})\)")
# A second clock in parentheses is the same moment in another zone: `12:48 (6:48 PDT)`.
_CLOSE = re.compile(
    r"(?:[ \t]?\((?=[^()\n]{0,40}\d:\d\d)[^()\n]{1,40}\))?"
    r"(?P<mark>[*_)\]`:.,]{0,6})[ \t]{0,4}(?P<sep>->|→|[-–—:|·])?[ \t]{0,8}"
)


# `Jul 2024`: on which of its days, nobody says.
_MONTH_ONLY = re.compile(rf"[*_`~ \t]{{0,4}}{_MONTH},?[ \t]{{1,3}}(?:19|20)\d{{2}}[*_` \t]{{0,4}}")
# What may stand behind a day without making the line more than that day: `2025-03-14 (Friday)`.
_DAY_REMARK = re.compile(
    rf"[*_]{{0,3}}[ \t]{{0,2}},?[ \t]{{0,2}}(?:\([^()\n]{{1,40}}\)|{_WEEKDAY})[*_:]{{0,4}}[ \t]*$"
)
_MARKS = frozenset("*_)]`:")


@quickly_pickled
class TimeOfDay(NamedTuple):
    """What a time cell says.

    `state`: `clock` (a time), `day` (a date without a time), `unknown` (said to be unknown) or
    `bad` (not a time). `minutes` since midnight, with seconds as a fraction; `zone` as written, or
    None. `plus_days` counts days behind the first row's (`+1d`); `day_number` is that of `Day 2`,
    whose date nobody says. `bad_day`: it names a day that the calendar lacks; `ambiguous`: one of two.
    """

    state: str
    minutes: float | None = None
    day: date | None = None
    plus_days: int | None = None
    zone: str | None = None
    about: bool = False
    twelve_hour: bool = False
    end: int = 0
    bad_day: bool = False
    day_number: int | None = None
    ambiguous: bool = False


class TimeHead(NamedTuple):
    """The time that a line begins with: from `start` to `end`, and where the event behind it begins.

    `whole` says that nothing else stands in the line, or only a remark such as the weekday of a day.
    """

    start: int
    end: int
    event: int
    read: TimeOfDay
    whole: bool


def read_time(text: str, hints: Hints = NO_HINTS) -> TimeOfDay:
    """Return what the text of a time cell says.

    `hints` complete a date that lacks its year, or whose order is not certain.
    """
    if len(text) <= 5 and (plain := _plain_clock(text)) is not None:
        return plain
    return _read(text if len(text) <= MAX_LENGTH else text[:MAX_LENGTH], hints)


@lru_cache(maxsize=2048)
def _plain_clock(text: str) -> TimeOfDay | None:
    """Return what `22:05` says; there are few such texts, and every timeline is made of them."""
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    return TimeOfDay("clock", int(found[1]) * 60.0 + int(found[2]), end=len(text))


def _read(text: str, hints: Hints) -> TimeOfDay:
    found = find_day(text, hints)
    low, high = (found.start, found.end) if found is not None else (0, 0)
    plus, number = _PLUS_DAYS.search(text), _DAY_NUMBER.match(text)
    said = TimeOfDay(
        "bad",
        day=found.day if found else None,
        plus_days=int(plus["n"]) if plus else None,
        about=_ABOUT.search(text) is not None,
        end=high,
        bad_day=found is not None and found.day is None and not found.ambiguous,
        day_number=int(number["n"]) if number else None,
        ambiguous=found is not None and found.ambiguous,
    )
    # The clock stands behind the date, or else before it.
    clock = _CLOCK.search(text, high) or (_CLOCK.search(text, 0, low) if low else None)
    if clock is not None:
        minutes = None if _LETTER_BEFORE.search(text, 0, clock.start()) else _minutes(clock)
        iso = text[clock.start() - 1 : clock.start()] == "T"
        return said._replace(
            state="bad" if minutes is None else "clock",
            minutes=minutes,
            zone=_zone(text, clock, iso),
            twelve_hour=clock["half"] is not None,
            end=max(clock.end(), high),
        )
    if _UNKNOWN_CLOCK.search(text):
        return said._replace(state="unknown")
    hour = _HOUR_ONLY.search(text, high) or (_HOUR_ONLY.search(text, 0, low) if low else None)
    if hour is not None and (value := _twelve(int(hour["h"]), hour["half"])) is not None:
        zone = _zone(text, hour, False)
        return said._replace(
            state="clock", minutes=value * 60.0, zone=zone, twelve_hour=True, end=max(hour.end(), high)
        )
    if said.day is not None:
        beside = f"{text[:low]} {text[high:]}"
        return said._replace(state="bad" if _DOTTED_CLOCK.search(beside) else "day")
    alone = number is not None and not text[number.end() :].strip()
    alone = alone or _MONTH_ONLY.fullmatch(text) is not None
    if alone or text.strip(" *_`()").casefold() in _UNKNOWN_WORDS:
        return said._replace(state="unknown")
    return said


def _minutes(clock: re.Match[str]) -> float | None:
    hour, minute = int(clock["h"]), int(clock["m"])
    second = int(clock["s"] or 0)
    if clock["half"] and hour <= 12:
        twelve = _twelve(hour, clock["half"])
        if twelve is None:
            return None
        hour = twelve
    if minute > 59 or second > 59 or hour > 24 or (hour == 24 and (minute or second)):
        return None
    return hour * 60 + minute + second / 60


def _twelve(hour: int, half: str) -> int | None:
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half in "pP" else 0)


def _zone(text: str, clock: re.Match[str], iso: bool) -> str | None:
    """Return the zone of a clock: right behind it (or its range), else elsewhere in the cell."""
    end = clock.end()
    if end == len(text) and not clock.start():
        return None
    if (behind := zone_behind(text, end, iso)) is not None:
        return behind[0]
    if (to := _RANGE_END.match(text, end)) is not None:
        end = to.end()
        if (behind := zone_behind(text, end)) is not None:
            return behind[0]
    # A zone beside a second clock is that clock's.
    after = "" if _CLOCK.search(text, end) else text[end:]
    return find_zone(after) or find_zone(text[: clock.start()])


def on_24_hours(text: str) -> str | None:
    """Return a time cell with its clocks on 24 hours, or None where one does not say which half it means.

    `9:05 PM` is `21:05`, and so is `9 PM` `21:00`; the first clock of `9:05 to 9:10 PM` says nothing.
    """
    if any(not found["half"] and int(found["h"]) <= 12 for found in _CLOCK.finditer(text)):
        return None
    written = _HOUR_ONLY.sub(_hour_on_24, _CLOCK.sub(_clock_on_24, text))
    return written if read_time(written).minutes == read_time(text).minutes else None


def _clock_on_24(found: re.Match[str]) -> str:
    hour = int(found["h"])
    if found["half"] and hour <= 12:
        hour = _twelve(hour, found["half"]) or 0
    seconds = f":{found['s']}" if found["s"] else ""
    return f"{hour:02}:{found['m']}{seconds}"


def _hour_on_24(found: re.Match[str]) -> str:
    hour = _twelve(int(found["h"]), found["half"])
    return found[0] if hour is None else f"{hour:02}:00"


def time_head(text: str, hints: Hints = NO_HINTS) -> TimeHead | None:
    """Return the time that a line begins with, or None where it begins with none.

    A clock may be followed by any text (`12:30 we deployed`); a date alone, or an hour such as `5 PM`,
    must be set off by a mark, or it is the beginning of a sentence.
    """
    opening = _OPEN.match(text)
    start = opening.end() if opening is not None else 0
    first = text[start : start + 1]
    if not first or not (first.isdigit() or first in "~≈?-+xXacdAJFMSONDTW"):
        return None  # no piece begins so
    position, end = start, start
    seen: set[str] = set()
    for _ in range(10):
        piece = _PIECE.match(text, position)
        if piece is None:
            break
        kind = piece.lastgroup or ""
        seen.add("day" if kind == "sep" else kind)
        position = piece.end()
        if kind != "about":
            end = position
        if kind in ("clock", "hour") and (behind := zone_behind(text, position, "T" in text[start:position])):
            end = position = behind[1]
        between = _BETWEEN.match(text, position)
        if kind in ("day", "sep") and between is not None and text[between.end() : between.end() + 1] == ":":
            between = _BEHIND_DAY.match(text, position)
        position = between.end() if between is not None else position
    if not seen & {"day", "clock", "hour"}:
        return None
    if "day" not in seen and (day := _DAY_ASIDE.match(text, end)) is not None:
        end = day.end()
    closing = _CLOSE.match(text, end)
    after = closing.end() if closing is not None else end
    if seen == {"day"} and _DAY_REMARK.match(text, end):
        after = len(text)
    whole = after >= len(text)
    mark = closing["mark"] if closing is not None else ""
    set_off = whole or bool(closing is not None and closing["sep"]) or not _MARKS.isdisjoint(mark)
    if not set_off and ("clock" not in seen or not (mark or text[end : end + 1].isspace())):
        return None
    read = read_time(text[start:end], hints)
    if read.state == "bad" and not (read.ambiguous or read.bad_day):
        return None
    return TimeHead(start, end, after, read, whole)
