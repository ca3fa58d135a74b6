"""Where everything stands on the map: time from left to right, a lane for each root cause category.

A dot stands in the column of its day; where one is taken, above or below it; where a column is full,
in the next one that is not. So no two overlap, a lane grows with what is in it, and the same archive always
gives the same picture. The work is in proportion to the incidents.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive, Incident

# Pixels. The page may draw it wider, never narrower, and always as high as it is.
WIDTH = 720
LARGEST, SMALLEST = 26, 8
# The share of its height that dots are to cover at best, and that height: both decide how large they are.
_COVER, _HEIGHT = 0.4, 480
_FULL = 120
_HEAD, _FOOT = 26, 6
# The smallest dot in proportion to the largest, both as diameters, and the largest to its cell.
_LEAST, _MOST = 0.48, 0.92
# More than so many words on the time axis would touch.
_TICKS = 9


class Dot(NamedTuple):
    """An incident at its place: the centre in pixels from the left and from the top of the map."""

    incident: Incident
    x: float
    y: float


class Lane(NamedTuple):
    """A category's lane, None for incidents without one: where it begins, and its dots, oldest first."""

    name: str | None
    top: int
    height: int
    dots: tuple[Dot, ...]


class Tick(NamedTuple):
    """A word on the time axis, and where it stands."""

    x: float
    word: str


class MapLayout(NamedTuple):
    """The map: `cell` is what each dot has for itself, `sizes` the diameters by severity, the worst first.

    The last of `sizes` is that of incidents without a severity. `undated` says where those without a date
    end, 0 where all have one.
    """

    height: int
    cell: int
    sizes: tuple[int, ...]
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    undated: float


def lay_out(archive: Archive) -> MapLayout:
    """Return the layout of an archive that has incidents."""
    incidents = archive.incidents
    area = WIDTH * _HEIGHT * _COVER
    cell = max(SMALLEST, min(LARGEST, int(math.sqrt(area / len(incidents)))))
    columns = WIDTH // cell
    lanes: dict[str | None, list[Incident]] = {}
    for name in _lane_names(archive):
        lanes[name] = []
    for incident in reversed(incidents):
        lanes[incident.category].append(incident)
    most_undated = max(sum(each.date is None for each in lane) for lane in lanes.values())
    # Those without a date have columns of their own, and one that stays empty beside them.
    aside = -(-most_undated // _rows(cell, most_undated, columns // 3)) + 1 if most_undated else 0
    scale = _Scale(incidents, aside, columns)
    built = []
    top = 0
    for name, members in lanes.items():
        lane = _lane(name, members, archive, top, cell, scale)
        built.append(lane)
        top += lane.height
    sizes = tuple(_sizes(archive, cell))
    undated = (aside - 0.5) * cell if aside else 0.0
    return MapLayout(top, cell, sizes, tuple(built), tuple(scale.ticks(cell)), undated)


def _lane_names(archive: Archive) -> list[str | None]:
    """Return the categories that occur, the commonest first, those without one last."""
    counts = Counter(incident.category for incident in archive.incidents)
    rank = archive.template.vocabularies["category"].rank
    named = sorted((name for name in counts if name), key=lambda name: (-counts[name], rank(name)))
    return [*named, *([None] if None in counts else [])]


def _sizes(archive: Archive, cell: int) -> Iterator[int]:
    labels = archive.template.vocabularies["severity"].labels
    for rank in range(len(labels)):
        share = rank / (len(labels) - 1) if len(labels) > 1 else 0
        yield round(cell * _MOST * (1 - share * (1 - _LEAST)))
    yield round(cell * _MOST * _LEAST)


class _Scale:
    """Days as columns; the first `aside` columns are for incidents without a date."""

    def __init__(self, incidents: Sequence[Incident], aside: int, columns: int) -> None:
        days = [incident.date for incident in incidents if incident.date]
        self.aside, self.columns = aside, columns
        self.first, self.last = (min(days), max(days)) if days else (date.min, date.min)

    def at(self, day: date) -> float:
        """Return where a day is, in columns."""
        span = (self.last - self.first).days
        width = self.columns - 1 - self.aside
        return self.aside + (width * (day - self.first).days / span if span else width / 2)

    def ticks(self, cell: int) -> Iterator[Tick]:
        """Yield the beginnings of years, quarters or months, whichever fit; else the first and last day."""
        if self.first == date.min:
            return
        for months, form in ((1, "%Y-%m"), (3, "%Y-%m"), (12, "%Y"), (24, "%Y"), (60, "%Y"), (120, "%Y")):
            starts = list(_starts(self.first, self.last, months))
            if 2 <= len(starts) <= _TICKS:
                for day in starts:
                    yield Tick(round((self.at(day) + 0.5) * cell, 1), day.strftime(form))
                return
        for day in sorted({self.first, self.last}):
            yield Tick(round((self.at(day) + 0.5) * cell, 1), day.isoformat())


def _starts(first: date, last: date, months: int) -> Iterator[date]:
    """Yield each first day of a period of so many months from one day to another."""
    number = first.year * 12 + first.month - 1
    number = -(-number // months) * months if first.day == 1 else (number // months + 1) * months
    while (number // 12 <= last.year) and (day := date(number // 12, number % 12 + 1, 1)) <= last:
        yield day
        number += months


def _rows(cell: int, number: int, columns: int) -> int:
    """Return how many dots a column takes: more than a lane is high only where there would be no room."""
    return max(_FULL // cell, -(-3 * number // max(columns, 1)), 1)


def _lane(
    name: str | None, members: Sequence[Incident], archive: Archive, top: int, cell: int, scale: _Scale
) -> Lane:
    rank = archive.template.vocabularies["severity"].rank
    rows = _rows(cell, len(members), scale.columns - scale.aside)
    taken: dict[int, list[Incident]] = {}
    for incident in members:
        column = round(scale.at(incident.date)) if incident.date else 0
        low, high = (scale.aside, scale.columns) if incident.date else (0, max(scale.aside - 1, 1))
        taken.setdefault(_free(column, low, high, rows, taken), []).append(incident)
    deepest = max(len(each) for each in taken.values())
    above, below = deepest // 2, (deepest - 1) // 2
    height = _HEAD + (above + below + 1) * cell + _FOOT
    middle = top + _HEAD + (above + 0.5) * cell
    dots = []
    for column in sorted(taken):
        # The worst stand in the middle of the lane.
        ordered = sorted(taken[column], key=lambda each: rank(each.severity))
        placed = [(_offset(place), each) for place, each in enumerate(ordered)]
        for offset, incident in sorted(placed, key=lambda each: each[0]):
            dots.append(Dot(incident, (column + 0.5) * cell, middle + offset * cell))
    return Lane(name, top, height, tuple(dots))


def _offset(place: int) -> int:
    """Return the row of the first, second, third … dot of a column: 0, -1, 1, -2, 2 …"""
    return -(place + 1) // 2 if place % 2 else place // 2


def _free(column: int, low: int, high: int, rows: int, taken: dict[int, list[Incident]]) -> int:
    """Return the column nearest to one that has room, between `low` and `high`."""
    for distance in range(high - low):
        for candidate in (column - distance, column + distance):
            if low <= candidate < high and len(taken.get(candidate, ())) < rows:
                return candidate
    return column  # not reached: there is room for three times as many
