"""Which day is today: said by SOURCE_DATE_EPOCH for builds that can be repeated, else by the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from os import environ


def today() -> date:
    """Return today in UTC, or the day of SOURCE_DATE_EPOCH (seconds since 1970) where that is set."""
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return datetime.now(UTC).date()
