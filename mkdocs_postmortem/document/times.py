"""Times of day as people write them in a timeline, with the day and zone where they say them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from mkdocs_postmortem.document.dates import find_date, find_yearless

_CLOCK = re.compile(
    r"(?<![\d:.])(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?(?![\d:])"
    r"(?:\s*(?P<ampm>[AaPp])\.?[Mm]\.?(?![A-Za-z]))?"
)
_HOUR_ONLY = re.compile(r"(?<![\d:.])(?P<h>\d{1,2})\s*(?P<ampm>[AaPp])\.?[Mm]\.?(?![A-Za-z])")
_UNKNOWN_CLOCK = re.compile(
    r"(?<![\w:])(?:\d{1,2}|\d?[xX?]{1,2}|-{1,2}|HH):(?:[?xX-]{2}|mm|MM)(?![\w:])|(?<![\w:])\?\?:\d\d"
)
_DAYS = re.compile(r"\+(?P<n>\d{1,2})\s*d(?:ays?)?\b", re.IGNORECASE)
_RELATIVE_DAY = re.compile(r"^day\s+(?P<n>\d{1,3})\b", re.IGNORECASE)
_OFFSET = re.compile(r"(?<=[\d\s])(?:UTC|GMT)?(?P<sign>[+-])(?P<h>\d{2}):?(?P<m>\d{2})(?!\d)")
_ZONE = re.compile(
    r"(?<![A-Za-z/_])(?P<zone>Z|[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Za-z_]+)?|[A-Z]{3,5})(?![A-Za-z/_])"
)
_ABOUT = re.compile(r"~|≈|\b(?:ca|circa|c|approx|approximately|about|around)\b\.?", re.IGNORECASE)
_UNKNOWN_WORDS = frozenset(
    ("", "?", "??", "-", "--", "–", "—", "n/a", "unknown", "tbd", "tbc", "time tbc", "time unknown")
)
_NOT_ZONES = frozenset(
    ["AM", "PM", "TBC", "TBD", "THE", "AND", "SEV", "NOTE", "DONE", "HH", "MM", "API", "DNS", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
)
# Abbreviations that mean one offset all over the world. `CST`, `IST` and `BST` mean several each.
_FIXED = {
    "UTC": 0, "GMT": 0, "Z": 0, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "WEST": 60, "PDT": -420, "PST": -480,
    "MDT": -360, "EDT": -240, "EST": -300, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
}  # fmt: skip
_AMBIGUOUS = frozenset(["CST", "CDT", "IST", "BST", "MST", "AST", "WET", "SST", "PT", "ET", "CT", "MT"])


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """What a time cell says.

    `state`: `clock` (a time), `day` (a date without a time), `unknown` (said to be unknown) or
    `bad` (not a time). `minutes` since midnight, with seconds as a fraction; `zone` as written, or
    None. `plus_days` counts days behind the first row's.
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


def read_time(text: str, year: int | None = None) -> TimeOfDay:
    """Return what the text of a time cell (or the head of a timeline entry) says.

    `year` completes a date that has none, such as `May 12`.
    """
    day, bad_day, start, day_end = _day(text, year)
    rest = text[day_end:] if day_end else text
    about = _ABOUT.search(text) is not None
    plus = _DAYS.search(text)
    relative = _RELATIVE_DAY.match(text.strip())
    plus_days = int(plus["n"]) if plus else int(relative["n"]) if relative else None
    common = {"day": day, "bad_day": bad_day, "about": about, "plus_days": plus_days}
    clock = _CLOCK.search(rest)
    before = 0
    if clock is None and start:
        clock = _CLOCK.search(text[:start])
        rest, before = (text[:start], 1) if clock else (rest, 0)
    offset = 0 if before or not day_end else day_end
    if clock:
        minutes = _minutes(clock)
        zone = _zone(rest[clock.end() :], rest[: clock.start()])
        state = "clock" if minutes is not None else "bad"
        end = max(offset + clock.end(), day_end)
        return TimeOfDay(state, minutes, zone=zone, twelve_hour=bool(clock["ampm"]), end=end, **common)  # type: ignore[arg-type]
    if _UNKNOWN_CLOCK.search(rest):
        return TimeOfDay("unknown", end=day_end, **common)  # type: ignore[arg-type]
    if hour := _HOUR_ONLY.search(rest):
        value = _twelve(int(hour["h"]), hour["ampm"])
        if value is not None:
            zone = _zone(rest[hour.end() :], "")
            return TimeOfDay(
                "clock", value * 60.0, zone=zone, twelve_hour=True, end=offset + hour.end(), **common
            )  # type: ignore[arg-type]
    if day is not None or (relative and text.strip().casefold() == relative.group().casefold()):
        return TimeOfDay("day" if day else "unknown", end=day_end, **common)  # type: ignore[arg-type]
    if text.strip(" *_`()").casefold() in _UNKNOWN_WORDS:
        return TimeOfDay("unknown", **common)  # type: ignore[arg-type]
    return TimeOfDay("bad", **common)  # type: ignore[arg-type]


def _day(text: str, year: int | None) -> tuple[date | None, bool, int, int]:
    """Return the day in a text, whether it names an impossible one, and where it stands."""
    found = find_date(text)
    if found is None and year is not None and any(char.isalpha() for char in text):
        found = find_yearless(text, year)
    if found is None:
        return None, False, 0, 0
    end = found.end
    if text[end : end + 1] == "T":
        end += 1
    return found.day, found.day is None and not found.ambiguous, found.start, end


def _minutes(clock: re.Match[str]) -> float | None:
    hour, minute = int(clock["h"]), int(clock["m"])
    second = int(clock["s"] or 0)
    if clock["ampm"] and hour <= 12:
        twelve = _twelve(hour, clock["ampm"])
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


def _zone(after: str, before: str) -> str | None:
    if offset := _OFFSET.match(" " + after.lstrip(), 1):
        return f"{offset['sign']}{offset['h']}:{offset['m']}"
    for text in (after[:40], before):
        for found in _ZONE.finditer(text):
            if is_zone(found["zone"]):
                return found["zone"]
        if text is after and re.match(r"\s*Z\b", after):
            return "Z"
    return None


def find_zone(text: str) -> str | None:
    """Return the first time zone that a heading or sentence names, as written, or None."""
    if "Central European" in text:
        return "CEST" if "Summer" in text else "CET"
    for found in _ZONE.finditer(text):
        if found["zone"] != "Z" and is_zone(found["zone"]):
            return found["zone"]
    return None


@lru_cache(maxsize=256)
def is_zone(name: str) -> bool:
    """Say whether a word is the name of a time zone, a usual abbreviation included."""
    if name in _FIXED or name in _AMBIGUOUS:
        return True
    return name not in _NOT_ZONES and "/" in name and name in available_timezones()


@lru_cache(maxsize=256)
def zone_info(name: str | None) -> tzinfo | None:
    """Return the zone of a name as written, or None where it is not certain which one it is."""
    if name is None:
        return None
    if name in _FIXED:
        return timezone(timedelta(minutes=_FIXED[name]))
    if name[0] in "+-":
        hours, minutes = int(name[1:3]), int(name[4:6])
        if hours > 23:
            return None
        return timezone((-1 if name[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))
    return ZoneInfo(name) if "/" in name and is_zone(name) else None


def moment(day: date, minutes: float, zone: tzinfo | None) -> datetime:
    """Return a point in time: in UTC where the zone is known, else without a zone.

    24:00 is midnight of the next day.
    """
    local = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)
    return local.replace(tzinfo=zone).astimezone(UTC) if zone is not None else local
