"""From when people count a duration, and which hours: what a stated value may mean besides the obvious."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import combinations

from mkdocs_postmortem.document.model import Moment, StatedMetric
from mkdocs_postmortem.rules.registry import Case
from mkdocs_postmortem.template import Metric, plain

# Hours that somebody works are no hours of the clock.
_WORKING = re.compile(r"\b(?:support|business|working|office|work)[ -](?:hours?|days?)\b", re.IGNORECASE)
# How long nobody works between two days of work, in minutes; and for how many nights that is looked at.
_NIGHT = (8 * 60, 17 * 60)
_MAX_NIGHTS = 31
_SATURDAY = 5
_DAY = 1440


def fits(stated: StatedMetric, value: float, slack: float = 0) -> bool:
    """Say whether a duration is what a document states, within rounding and `slack`."""
    duration = stated.duration
    low = duration.minutes or 0
    high = duration.high if duration.high is not None else low
    slack += duration.tolerance
    return low - slack <= value <= high + slack


def counts_working_hours(stated: StatedMetric) -> bool:
    """Say whether a stated duration names the hours it counts: `33 h (support hours)`."""
    return any(_WORKING.search(text.text) for text in (stated.value, stated.label))


def counts_otherwise(case: Case, stated: StatedMetric, computed: Mapping[str, float]) -> bool:
    """Say whether a value that fits no base counts from another moment, or may do so.

    `computed` are the minutes that the timeline gives, by base.
    """
    if _counts_from_first(case, stated) or _counts_from_declaration(case, stated):
        return True
    if "detection" not in computed:
        return _may_count_from_detection(stated, computed)
    return "impact" not in computed and _may_count_from_impact(case, stated, computed)


def swapped(case: Case) -> tuple[Metric, Metric, str] | None:
    """Return two durations of which each is what the timeline gives for the other, and from which base.

    Neither fits a base of its own. None where there are no such two.
    """
    pinned = case.settings.time_base
    computed = case.incident.timing.computed
    wrong = [metric for metric in case.template.metrics if _fits_none(case, metric.key)]
    for one, two in combinations(wrong, 2):
        mine, theirs = computed[one.key], computed[two.key]
        this, that = (case.document.metrics[metric.key] for metric in (one, two))
        for base in mine:
            if base not in theirs or pinned not in ("auto", base):
                continue
            if fits(this, theirs[base]) and fits(that, mine[base]):
                return one, two, base
    return None


def _fits_none(case: Case, key: str) -> bool:
    """Say whether a stated duration is none that the timeline gives for it, from whatever base."""
    timing = case.incident.timing
    stated = case.document.metrics.get(key)
    computed = timing.computed.get(key, {})
    if stated is None or stated.duration.minutes is None or not computed:
        return False
    if key == "downtime" or (key == "ttd" and timing.began_from == "stated TTD"):
        return False
    return not any(fits(stated, value) for value in computed.values()) and not counts_working_hours(stated)


def is_rest(start: date, end: date, off: float) -> bool:
    """Say whether `off` minutes may be the hours from one day to another in which nobody works.

    They are whole hours: at least eight and at most seventeen for each night, and all of a weekend.
    Whole days are rather a wrong date.
    """
    nights = (end - start).days
    if not 0 < nights <= _MAX_NIGHTS or abs(off - round(off / 60) * 60) > 1 or off % _DAY == 0:
        return False
    free = sum((start + timedelta(days=day)).weekday() >= _SATURDAY for day in range(nights + 1))
    return nights * _NIGHT[0] <= off <= nights * _NIGHT[1] + free * _DAY


def _counts_from_first(case: Case, stated: StatedMetric) -> bool:
    """Say whether a value counts from the first row, where no row is marked as the start of impact."""
    timing = case.incident.timing
    first = next((moment.at for moment in case.document.timeline.moments if moment.at is not None), None)
    if first is None or timing.began_from not in (None, "stated TTD"):
        return False
    end = timing.points.get(case.template.metric(stated.key).bases["impact"][1])
    return end is not None and fits(stated, (end - first).total_seconds() / 60)


def _counts_from_declaration(case: Case, stated: StatedMetric) -> bool:
    """Say whether a value counts from the row that says that an incident was declared."""
    end = case.incident.timing.points.get(case.template.metric(stated.key).bases["impact"][1])
    if end is None:
        return False
    declared = (
        moment.at
        for moment in case.document.timeline.moments
        if moment.at is not None and _says(moment, case.template.words.declared)
    )
    return any(fits(stated, (end - at).total_seconds() / 60) for at in declared)


def _says(moment: Moment, phrases: tuple[str, ...]) -> bool:
    event = f" {plain(moment.event.text[:200])} "
    return any(f" {plain(phrase)} " in event for phrase in phrases)


def _may_count_from_impact(case: Case, stated: StatedMetric, computed: Mapping[str, float]) -> bool:
    """Say whether a longer value may count from the start of impact, of which the document says nothing.

    Where TTD is stated as unknown, nobody can have counted from there.
    """
    ttd = case.document.metrics.get("ttd")
    known_to_be_unknown = ttd is not None and ttd.duration.state == "none"
    return (stated.duration.minutes or 0) > computed["detection"] and not known_to_be_unknown


def _may_count_from_detection(stated: StatedMetric, computed: Mapping[str, float]) -> bool:
    """Say whether a shorter value may count from detection, which no row is marked as."""
    return (stated.duration.minutes or 0) < computed["impact"]
