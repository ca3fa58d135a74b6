"""Time zones as people name them: `UTC`, `CET`, `UTC+2`, `Europe/Berlin`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

# Abbreviations that mean one offset all over the world, in minutes. `CST`, `IST` and `BST` mean
# several each.
FIXED = {
    "UTC": 0, "GMT": 0, "Z": 0, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "WEST": 60,
    "PDT": -420, "PST": -480, "MDT": -360, "EDT": -240, "EST": -300, "JST": 540, "KST": 540,
    "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780, "WET": 0, "HST": -600, "SGT": 480, "HKT": 480,
    "MEZ": 60, "MESZ": 120,
}  # fmt: skip
# What the others mean. Who writes `PT` does not say whether summer time is in force.
MEANINGS = {
    "CST": ("America/Chicago", "Asia/Shanghai", "America/Havana"),
    "CDT": ("America/Chicago", "America/Havana"),
    "IST": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "BST": ("Europe/London", "Asia/Dhaka", "Pacific/Bougainville"),
    "MST": ("America/Denver", "America/Phoenix", "Asia/Kuala_Lumpur"),
    "AST": ("America/Halifax", "Asia/Riyadh"), "SST": ("Pacific/Pago_Pago", "Asia/Singapore"),
    "PT": ("America/Los_Angeles",), "ET": ("America/New_York",), "CT": ("America/Chicago",),
    "MT": ("America/Denver",), "GST": ("Asia/Dubai", "Atlantic/South_Georgia"),
}  # fmt: skip
AMBIGUOUS = frozenset(MEANINGS)
# Two names of one place's time, of which one holds in winter and the other in summer.
SEASONS = frozenset(
    frozenset(pair)
    for pair in (
        ("CET", "CEST"), ("EET", "EEST"), ("WET", "WEST"), ("GMT", "BST"), ("GMT", "IST"), ("PST", "PDT"),
        ("MST", "MDT"), ("CST", "CDT"), ("EST", "EDT"), ("AEST", "AEDT"), ("NZST", "NZDT"), ("MEZ", "MESZ"),
    )
)  # fmt: skip
_ABBREVIATION = "|".join(sorted({*FIXED, *AMBIGUOUS} - {"Z"}, key=len, reverse=True))
_REGION = r"[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z]+(?:[_+-][A-Za-z0-9]+)*){1,2}(?![A-Za-z0-9])"
# A zone wherever it stands in a sentence or heading. An abbreviation with an offset is one name: `UTC+2`.
_IN_TEXT = re.compile(
    r"(?<![A-Za-z0-9/+-])(?:(?P<base>UTC|GMT)[ ]?(?P<offset>[+−-](?:\d{1,2}:\d{2}|\d{1,4}))"
    r"(?![A-Za-z0-9:/])"
    rf"|(?P<short>{_ABBREVIATION})(?![A-Za-z0-9/])"
    rf"|(?P<region>{_REGION}))"
)
# A zone right behind a clock, in parentheses or not. Without `UTC` in front, `-08:10` is the end of
# a range (`08:05-08:10`); only an ISO date-time is followed by a bare negative offset.
_BEHIND = re.compile(
    r"[ \t]{0,3}\(?(?P<zone>(?:UTC|GMT)[ ]?[+−-]\d{1,2}(?::?\d{2})?(?![\d:])|\+\d{2}:?\d{2}(?![\d:])"
    rf"|(?:{_ABBREVIATION}|Z)(?![A-Za-z0-9/])|{_REGION})"
)
_ISO_OFFSET = re.compile(r"[ ]?(?P<zone>[+−-]\d{2}:?\d{2})(?![\d:])")
_SPELLED = {
    "coordinated universal time": "UTC",
    "central european summer time": "CEST",
    "central european time": "CET",
}
_OFFSET_PARTS = re.compile(r"(?P<sign>[+−-])(?P<h>\d{1,2})(?::?(?P<m>\d{2}))?$")


def find_zone(text: str) -> str | None:
    """Return the first time zone that a heading or sentence names, as written, or None.

    An offset that explains the zone is the more certain of the two: `PST (UTC-7)` is `UTC-7`.
    """
    return _cached_zone(text) if len(text) <= 80 else _find_zone(text)


def _find_zone(text: str) -> str | None:
    first = None
    for found in _IN_TEXT.finditer(text):
        if found["offset"] is not None:
            return found.group()
        if first is None and (found["short"] is not None or is_zone(found["region"])):
            first = found.group()
    if first is None and "Time" in text:
        lower = text.casefold()
        first = next((zone for words, zone in _SPELLED.items() if words in lower), None)
    return first


# Headings, column names and sentences about zones are the same all over an archive.
_cached_zone = lru_cache(maxsize=512)(_find_zone)


def zone_behind(text: str, position: int, iso: bool = False) -> tuple[str, int] | None:
    """Return the zone that stands at a position of a text, and where it ends, or None.

    `iso` says that an ISO date-time ends there.
    """
    found = _BEHIND.match(text, position) or (_ISO_OFFSET.match(text, position) if iso else None)
    if found is None:
        return None
    zone = found["zone"]
    if "/" in zone and not is_zone(zone):
        return None
    return zone.strip(), found.end() + (text[found.end() : found.end() + 1] == ")")


def is_zone(name: str) -> bool:
    """Say whether a word is the name of a time zone, a usual abbreviation included."""
    return name in FIXED or name in AMBIGUOUS or _region(name) is not None


@lru_cache(maxsize=256)
def _region(name: str) -> tzinfo | None:
    if "/" not in name:
        return None
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # few documents name a zone of a region

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: `America/Argentina` is a folder
        return None


@lru_cache(maxsize=256)
def zone_info(name: str | None) -> tzinfo | None:
    """Return the zone of a name as written, or None where it is not certain which one it is."""
    if name is None:
        return None
    if name in FIXED:
        return timezone(timedelta(minutes=FIXED[name]))
    if (offset := _OFFSET_PARTS.search(name)) is not None:
        hours, minutes = int(offset["h"]), int(offset["m"] or 0)
        if hours > 14 or minutes > 59:
            return None
        return timezone((1 if offset["sign"] == "+" else -1) * timedelta(hours=hours, minutes=minutes))
    return _region(name)


def explains(zone: str | None, name: str, day: date | None) -> bool:
    """Say whether a zone with an offset, such as `UTC+4`, settles what an abbreviation means on a day."""
    if zone is None or day is None or name not in MEANINGS or _OFFSET_PARTS.search(zone) is None:
        return False
    known = zone_info(zone)
    at = datetime(day.year, day.month, day.day)
    regions = [_region(region) for region in MEANINGS[name]]
    return known is not None and known.utcoffset(at) in [each.utcoffset(at) for each in regions if each]


def moment(day: date, minutes: float, zone: tzinfo | None) -> datetime:
    """Return a point in time: in UTC where the zone is known, else without a zone.

    `minutes` count from midnight; 24:00 is midnight of the next day.
    """
    if zone is None or isinstance(zone, timezone):
        # The offset is always the same, so that the day's beginning in UTC can be kept.
        return _midnight(day, zone) + timedelta(minutes=minutes)
    local = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)
    return local.replace(tzinfo=zone).astimezone(UTC)


@lru_cache(maxsize=512)
def _midnight(day: date, zone: timezone | None) -> datetime:
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    return midnight if zone is None else midnight.astimezone(UTC)
