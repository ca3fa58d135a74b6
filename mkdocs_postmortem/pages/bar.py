"""The milestones of an incident as a bar: segments in proportion to time, and a mark for each moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from itertools import pairwise
from typing import NamedTuple

from mkdocs_postmortem.archive import Incident
from mkdocs_postmortem.document.times import zone_info

# Percent of the bar that every step gets before the rest is parted, so that two minutes stay visible.
SMALLEST = 1.5


class Mark(NamedTuple):
    """A milestone: its word, when it was, and where it stands on the bar.

    `clock` is HH:MM in the document's zone; `day` is set where it differs from the mark before.
    `step` is in minutes since the mark before; `place` in percent of the bar. `stated` says that
    the moment was reckoned from a stated duration, not read from the timeline. `phase` is that of
    the segment that begins here, empty at the last one.
    """

    key: str
    label: str
    clock: str
    day: str | None
    iso: str
    step: float | None
    place: float
    stated: bool
    phase: str


class Segment(NamedTuple):
    """A stretch between two marks: where it begins and how wide it is, in percent, and what it was.

    `phase` is `undetected`, `impact` (until mitigated), `recovering` (until restored) or `after`.
    """

    start: float
    width: float
    phase: str
    minutes: float


class Bar(NamedTuple):
    """The bar of an incident; `zone` is the time zone of its clocks, where the document names one."""

    marks: tuple[Mark, ...]
    segments: tuple[Segment, ...]
    zone: str | None


def milestone_bar(incident: Incident) -> Bar | None:
    """Return the bar of an incident, or None where fewer than two different moments are known."""
    points = incident.timing.points
    known = [(points[m.key], m.key, m.label) for m in incident.template.milestones if m.key in points]
    known.sort(key=lambda each: each[0])
    if len(known) < 2 or known[0][0] == known[-1][0]:
        return None
    steps = [(after[0] - before[0]).total_seconds() / 60 for before, after in pairwise(known)]
    widths = _widths(steps)
    places = [0.0]
    for width in widths:
        places.append(places[-1] + width)
    segments = tuple(
        Segment(round(place, 3), round(width, 3), _phase(at, points), step)
        for (at, _, _), place, width, step in zip(known[:-1], places, widths, steps, strict=False)
    )
    zone = _zone(incident)
    marks = []
    before: datetime | None = None
    for index, (at, key, label) in enumerate(known):
        local = at.astimezone(zone) if zone is not None and at.tzinfo is not None else at
        new_day = before is not None and before.date() != local.date()
        marks.append(
            Mark(
                key,
                label[:1].upper() + label[1:],
                f"{local:%H:%M}",
                local.date().isoformat() if new_day else None,
                local.isoformat(timespec="minutes"),
                steps[index - 1] if index else None,
                round(places[index], 3),
                key == "began" and incident.timing.began_from == "stated TTD",
                segments[index].phase if index < len(segments) else "",
            )
        )
        before = local
    return Bar(tuple(marks), segments, _zone_name(incident, known[0][0]))


def _widths(steps: list[float]) -> list[float]:
    """Return the widths of steps in percent of the bar, each that takes time with a smallest width."""
    total = sum(steps)
    longer = sum(step > 0 for step in steps)
    free = 100 - longer * SMALLEST
    return [SMALLEST + free * step / total if step > 0 else 0.0 for step in steps]


def _phase(start: datetime, points: Mapping[str, datetime]) -> str:
    ends = (("detected", "undetected"), ("mitigated", "impact"), ("restored", "recovering"))
    for key, phase in ends:
        end = points.get(key)
        if end is not None and start < end:
            return phase if key != "restored" or points.get("mitigated") is not None else "impact"
    return "after" if points.get("restored") or points.get("mitigated") else "impact"


def _zone(incident: Incident) -> tzinfo | None:
    return zone_info(incident.document.timeline.zone)


def _zone_name(incident: Incident, at: datetime) -> str | None:
    """Return the zone that the bar's clocks are in, as the document writes it; UTC where rows differ."""
    return incident.document.timeline.zone or ("UTC" if at.tzinfo is not None else None)
