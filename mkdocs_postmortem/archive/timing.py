"""What the timeline says of TTD, TTM, TTR and downtime, in minutes.

Definitions (design of the product; the template gives the numbers but no base):
TTD = detected - impact began; TTM = mitigated - detected, also accepted from impact began;
TTR = restored - detected, also accepted from impact began; total downtime = restored - impact began.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property

from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.times import moment, read_time, zone_info
from mkdocs_postmortem.template import Template


@dataclass(frozen=True, slots=True)
class Measured:
    """One duration as pages show it.

    `minutes` is computed from the timeline where it can be (`source` is `timeline`), else as the
    document states it (`stated`). `base` says from when it counts: `detection` or `impact`.
    """

    key: str
    minutes: float
    source: str
    base: str


@dataclass(frozen=True)
class Timing:
    """The milestones of an incident as points in time, and what follows from them.

    `points` holds the milestones whose time is known exactly; `began_from` says where the start of
    the impact was read: `timeline`, `field`, `stated TTD`, or None. `computed` gives minutes by
    metric and base.
    """

    points: Mapping[str, datetime]
    began_from: str | None
    computed: Mapping[str, Mapping[str, float]]
    _document: Postmortem = field(repr=False, compare=False)
    _template: Template = field(repr=False, compare=False)

    @cached_property
    def shown(self) -> Mapping[str, Measured]:
        """The durations as pages show them, by metric."""
        return _shown(self._document, self._template, self.computed, self.began_from)


def read_timing(document: Postmortem, template: Template, downtime_end: str = "restored") -> Timing:
    """Return the timing of a document."""
    points: dict[str, datetime] = {}
    for key, entry in (document.timeline.first or {}).items():
        if entry.at is not None and not entry.read.about:
            points[key] = entry.at
    began_from = "timeline" if "began" in points else None
    if began_from is None and (stated := _began_field(document, points)):
        points["began"], began_from = stated, "field"
    ttd = document.metrics.get("ttd")
    if began_from is None and "detected" in points and ttd is not None and ttd.duration.minutes is not None:
        points["began"] = points["detected"] - timedelta(minutes=ttd.duration.minutes)
        began_from = "stated TTD"
    computed: dict[str, dict[str, float]] = {}
    for metric in template.metrics:
        for base, (start, end) in metric.bases.items():
            end = downtime_end if metric.key == "downtime" else end
            if start in points and end in points:
                minutes = (points[end] - points[start]).total_seconds() / 60
                computed.setdefault(metric.key, {})[base] = minutes
    return Timing(points, began_from, computed, document, template)


def _began_field(document: Postmortem, points: Mapping[str, datetime]) -> datetime | None:
    """Return the start of impact from its metadata field, comparable with the other points, or None."""
    given = document.field("began")
    if given is None:
        return None
    read = read_time(given.string)
    day = read.day or document.day
    if read.minutes is None or day is None:
        return None
    zone = zone_info(read.zone or document.timeline.zone)
    aware = any(point.tzinfo is not None for point in points.values())
    if aware and zone is None:
        zone = UTC
    return moment(day, read.minutes, zone if aware else None)


def _shown(
    document: Postmortem,
    template: Template,
    computed: Mapping[str, Mapping[str, float]],
    began_from: str | None,
) -> dict[str, Measured]:
    shown = {}
    for metric in template.metrics:
        stated = document.metrics.get(metric.key)
        minutes = stated.duration.minutes if stated is not None else None
        ours = computed.get(metric.key, {})
        # A TTD (or downtime) that rests on the stated TTD is no measurement of ours.
        measured = began_from != "stated TTD" or metric.key not in ("ttd", "downtime")
        if stated is not None and stated.duration.state == "none":
            continue
        if ours and measured:
            base = _base_of(minutes, ours)
            if ours[base] >= 0:
                shown[metric.key] = Measured(metric.key, ours[base], "timeline", base)
                continue
        if minutes is not None:
            shown[metric.key] = Measured(
                metric.key, minutes, "stated", _base_of(minutes, ours) if ours else "detection"
            )
        elif ours.get("detection", -1) >= 0:
            shown[metric.key] = Measured(metric.key, ours["detection"], "timeline", "detection")
    return shown


def _base_of(stated: float | None, computed: Mapping[str, float]) -> str:
    """Return the base that a stated value fits best; detection where nothing is stated."""
    if stated is None or "impact" not in computed or "detection" not in computed:
        return "detection" if "detection" in computed else next(iter(computed), "detection")
    off = {base: abs(stated - minutes) for base, minutes in computed.items()}
    return "impact" if off["impact"] < off["detection"] else "detection"
