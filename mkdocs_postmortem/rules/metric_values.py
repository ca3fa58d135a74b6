"""PM320, PM321, PM325 and PM327: durations that are missing, unreadable, without a unit, unchecked."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from mkdocs_postmortem.document.blocks import Table
from mkdocs_postmortem.document.model import Moment
from mkdocs_postmortem.rules.consistency import clock, is_disordered
from mkdocs_postmortem.rules.fixes import SAFE, UNSAFE, replace
from mkdocs_postmortem.rules.metric_fixes import add, fill, nearly_stated, stated, written
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.structure import says_nothing
from mkdocs_postmortem.rules.words import minutes, quote
from mkdocs_postmortem.template import plain


@rule("PM320", "metric-missing", "I/E/E", fixes=(UNSAFE,))
def metric_missing(case: Case) -> Iterator[Found]:
    """TTD, TTM, TTR and total downtime are stated; `N/A`, `unknown` and `ongoing` count.

    Where the timeline has the two moments, the message says the value.
    """
    section = case.section("timeline")
    if section is None or says_nothing(section):
        return
    document = case.document
    elsewhere: set[str] | None = None
    for metric in case.template.metrics:
        stated = document.metrics.get(metric.key)
        if metric.required == "never" or (stated is not None and stated.value):
            continue
        if elsewhere is None:
            elsewhere = _stated_elsewhere(case)
        if stated is None and metric.key in elsewhere:
            continue
        level = None if case.required(metric.required) else "info"
        value = _computed(case, metric.key)
        says = f"; the timeline gives {minutes(value)}" if value is not None else ""
        if stated is not None:
            advice = f"`{minutes(value)}`" if value is not None else "minutes, or hours and minutes"
            yield Found(
                stated.label,
                f"{metric.short} is empty{says}",
                f"write {advice}, or `N/A`",
                level=level,
                fix=fill(stated, value) if value is not None else None,
            )
            continue
        if (found := nearly_stated(case, metric, section)) is not None:
            yield dataclasses.replace(found, level=level)
            continue
        others = [document.metrics[m.key] for m in case.template.metrics if m.key in document.metrics]
        at = others[-1].label if others else section.heading.text
        where = f"below {quote(at)}" if others else "below the timeline"
        line = f"**{metric.label}:** {written(value) if value is not None else '…'}"
        yield Found(
            at,
            f"{metric.short} is missing{says}",
            f"add `{line}` {where} (`N/A` is accepted)",
            level=level,
            fix=add(case, metric.label, value, others[-1] if others else None) if value is not None else None,
        )


def _stated_elsewhere(case: Case) -> set[str]:
    """Return the durations that stand in a table or in front matter, where they are not read."""
    names = case.template.metric_names
    labels = [entry.key for entry in case.document.front_matter.entries]
    for table in case.blocks(Table):
        labels += [row.cells[0] for row in (table.header, *table.rows) if row.cells]
        labels += table.header.cells
    return {names[name] for label in labels if (name := plain(label.text)) in names}


def _computed(case: Case, key: str) -> float | None:
    timing = case.incident.timing
    if timing.began_from == "stated TTD" and key == "ttd":
        return None
    base = case.settings.time_base if case.settings.time_base != "auto" else "detection"
    value = timing.computed.get(key, {}).get(base)
    return value if value is not None and value >= 0 and not is_disordered(case) else None


@rule("PM321", "metric-unreadable", "I/W/E")
def metric_unreadable(case: Case) -> Iterator[Found]:
    """A stated duration can be read: `95`, `95 min`, `2 h 50 min`, `1 day 3 h`, `PT2H5M`, `2:50 h`, `N/A`.

    What follows in parentheses is a note. Informational where the template does not ask for the duration.
    """
    for metric in case.document.metrics.values():
        if (
            metric.value
            and metric.duration.state == "unreadable"
            and not case.document.unfilled(metric.value)
        ):
            yield Found(
                metric.value,
                f"{quote(metric.value)} can't be read as a duration",
                "write it like `45 min` or `2 h 50 min`; `N/A` if there is none",
                level="info" if case.template.metric(metric.key).required == "never" else None,
            )


@rule("PM325", "metric-without-unit", "I/I/W", fixes=(SAFE,))
def metric_without_unit(case: Case) -> Iterator[Found]:
    """A stated duration says its unit: `95 minutes`, not `95`. A bare number is read as minutes.

    Zero needs no unit. `2.5` may be hours, so that has no fix.
    """
    for metric in case.document.metrics.values():
        if not metric.duration.bare or not metric.duration.minutes:
            continue
        number = stated(metric)
        unit = "minute" if number.text == "1" else "minutes"
        yield Found(
            number,
            f"{quote(number)} has no unit; read as minutes",
            f"write `{number} {unit}`" if number.text.isdigit() else "write the unit: `min` or `h`",
            fix=replace(number, f"{number} {unit}") if number.text.isdigit() else None,
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
