"""PM325 and PM327: a duration without its unit, and one that cannot be held against the timeline."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.document.model import Moment
from mkdocs_postmortem.rules.consistency import clock
from mkdocs_postmortem.rules.fixes import SAFE, replace
from mkdocs_postmortem.rules.metric_fixes import stated
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import quote


@rule("PM325", "metric-without-unit", "I/I/W", fixes=(SAFE,))
def metric_without_unit(case: Case) -> Iterator[Found]:
    """A stated duration says its unit: `95 minutes`, not `95`. A bare number is read as minutes.

    Zero needs no unit.
    """
    for metric in case.document.metrics.values():
        if not metric.duration.bare or not metric.duration.minutes:
            continue
        number = stated(metric)
        unit = "minute" if number.text == "1" else "minutes"
        yield Found(
            number,
            f"{quote(number)} has no unit; read as minutes",
            f"write `{number} {unit}`",
            fix=replace(number, f"{number} {unit}"),
        )


@rule("PM327", "metric-not-checkable", "I/I/I")
def metric_not_checkable(case: Case) -> Iterator[Found]:
    """Every stated duration can be held against the timeline: both of its rows have a day and a time.

    Only told. A row that is missing is no matter of this rule (PM310), nor is a time that is
    approximate, unknown (PM306) or none (PM304).
    """
    document = case.document
    points = case.incident.timing.points
    moments = document.timeline.moments
    if document.day is None or any(_is_reported(each) for each in moments):
        return  # what is wrong with the date, or with another row, explains it
    for metric in case.template.metrics:
        given = document.metrics.get(metric.key)
        if given is None or given.duration.minutes is None:
            continue
        for key in metric.bases["detection"]:
            moment = document.timeline.milestone(key)
            if moment is None or key in points or document.unfilled(moment.time):
                continue
            if reason := _reason(moment):
                label = case.template.milestone(key).label
                yield Found(
                    given.value,
                    f"{metric.short} can't be checked: {reason.format(quote(label))}",
                    "write the date and the time of that row, in the zone of the others",
                    (moment.time, label),
                )
                break


def _is_reported(moment: Moment) -> bool:
    """Say whether another rule speaks of a row's date or time."""
    return moment.read.bad_day or moment.read.ambiguous or moment.read.state == "bad"


def _reason(moment: Moment) -> str | None:
    """Return why a row is no point in time, `{}` being its milestone; None where another rule says so."""
    read = moment.read
    if read.about or read.state == "unknown":
        return None
    if read.state == "day":
        return "the row of {} has a date but no time"
    if moment.day is None:
        return f"on which day {{}} was ({quote(clock(moment))}) is not certain"
    return "the time of {} is not in a zone that can be compared with the other rows'"
