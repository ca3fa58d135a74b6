"""Quarters of a year, as charts and tables count by them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

# Beyond this many quarters (thirty years) only those that occur are listed: one date with a wrong century
# must not draw two thousand empty bars.
MOST_QUARTERS = 120


def quarter(day: date) -> str:
    """Return the quarter of a day, such as `2025-Q2`; quarters sort as text."""
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def every_quarter(names: Iterable[str]) -> tuple[str, ...]:
    """Return the quarters from the first to the last of those given, without gaps."""
    present = sorted(set(names))
    if not present:
        return ()
    first, last = (int(name[:4]) * 4 + int(name[-1]) - 1 for name in (present[0], present[-1]))
    if last - first >= MOST_QUARTERS:
        return tuple(present)
    return tuple(f"{number // 4:04}-Q{number % 4 + 1}" for number in range(first, last + 1))
