"""The row of filters above a table: what can be chosen, and by which name the address keeps it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from typing import NamedTuple

from mkdocs_postmortem.archive import Incident
from mkdocs_postmortem.archive.facets import folded, values_of
from mkdocs_postmortem.pages.text import bare

# No word of a vocabulary can be this.
NONE = "-"
# What stands between the values of a row that has several: no value spans lines.
BETWEEN = "\n"


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


class Spelling:
    """One spelling for each name of a kind, the commonest, so that a filter offers it once."""

    def __init__(self, incidents: Iterable[Incident], kind: str) -> None:
        self.kind = kind
        found: dict[str, Counter[str]] = {}
        for incident in incidents:
            for name in values_of(incident, kind):
                found.setdefault(folded(name), Counter())[" ".join(bare(name).split())] += 1
        self._of = {key: max(each, key=lambda name: (each[name], name)) for key, each in found.items()}

    def names(self, incident: Incident) -> tuple[str, ...]:
        """Return the names that an incident has."""
        return tuple(self._of[folded(name)] for name in values_of(incident, self.kind))


def useful(filters: Iterable[Filter]) -> tuple[Filter, ...]:
    """Return the filters that have something to choose from: two values, or one that not every row has."""
    return tuple(each for each in filters if len(each.choices) > 1)


def named(name: str, label: str, everything: str, values: Iterable[Iterable[str]], none: str) -> Filter:
    """Return the filter of a field that may hold several names, given as those of each row, by name."""
    rows = [tuple(each) for each in values]
    found = sorted({each for row in rows for each in row}, key=lambda each: (each.casefold(), each))
    known = tuple((each, each) for each in found)
    without = not all(rows) and bool(found)
    return Filter(name, label, everything, known + (((NONE, none),) if without else ()))


def without(filters: Iterable[Filter], given: Container[str]) -> tuple[Filter, ...]:
    """Return the filters that still offer a choice where some are given already."""
    return tuple(each for each in filters if each.name not in given)
