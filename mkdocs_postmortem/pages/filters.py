"""The row of filters above a table: what can be chosen, and by which name the address keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

# No word of a vocabulary can be this.
NONE = "-"


class Filter(NamedTuple):
    """A filter: its name in the URL, its label, and its choices as value and text."""

    name: str
    label: str
    everything: str
    choices: tuple[tuple[str, str], ...]


def choices(values: Iterable[str], order: Iterable[str], none: str) -> tuple[tuple[str, str], ...]:
    """Return the choices of a filter: those of `order` that occur, and `none` where a value is missing."""
    present = set(values)
    known = tuple((label, label) for label in order if label in present)
    return known + (((NONE, none),) if NONE in present else ())
