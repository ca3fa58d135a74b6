"""Which day is today: said by SOURCE_DATE_EPOCH for builds that can be repeated, else by the clock."""

from __future__ import annotations

from datetime import date, datetime, timezone
from os import environ


def today() -> date:
    """Return today in UTC, or the day of SOURCE_DATE_EPOCH (seconds since 1970) where that is set."""
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), timezone.utc).date()
    return datetime.now(timezone.utc).date()
