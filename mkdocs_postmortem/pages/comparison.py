"""Whether it is getting better: the last year in numbers, beside the one before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.archive.comparison import Compared, Period, compared, periods
from mkdocs_postmortem.archive.metrics import Summary
from mkdocs_postmortem.labels import Labels
from mkdocs_postmortem.pages.places import definition_url
from mkdocs_postmortem.pages.severity import severity_style
from mkdocs_postmortem.pages.text import UrlFor, duration

# Of this, what it comes to in all says more than how long it usually is.
SUMMED = "downtime"


class Side(NamedTuple):
    """What a year has, as text, and a remark on what stands behind it."""

    value: str
    note: str = ""


class Line(NamedTuple):
    """A line of the comparison. `change` is empty where too few incidents stand behind it.

    Where it counts a severity, `style` is that badge's CSS class. `url` says how it is counted.
    """

    name: str
    style: str
    url: str
    now: Side
    before: Side
    change: str


class Years(NamedTuple):
    """The two years, each from one day to another, and what is compared."""

    now: Period
    before: Period
    lines: tuple[Line, ...]


def years(archive: Archive, url_for: UrlFor, today: date) -> Years | None:
    """Return the comparison; None where one of the years has no incident."""
    two = periods(archive, today)
    if two is None:
        return None
    return Years(*two, (*_counts(archive, *two), *_measures(archive, two, url_for)))


def _counts(archive: Archive, now: Period, before: Period) -> Iterator[Line]:
    yield _counted(archive.labels("Incidents"), "", len(now.incidents), len(before.incidents))
    severities = archive.template.vocabularies["severity"].labels
    if severities and any(each.severity for each in archive.incidents):
        worst = severities[0]
        style = severity_style(worst, archive.template)
        yield _counted(worst, style, now.of(worst), before.of(worst))


def _counted(name: str, style: str, now: int, before: int) -> Line:
    more = f"{'+' if now > before else '−'}{abs(now - before)}" if now != before else "±0"
    return Line(name, style, "", Side(str(now)), Side(str(before)), more)


def _measures(archive: Archive, two: tuple[Period, Period], url_for: UrlFor) -> Iterator[Line]:
    labels = archive.labels
    for each in compared(archive, two):
        short = archive.template.metric(each.metric).short
        url = definition_url(archive, url_for, each.metric)
        if each.metric == SUMMED:
            name = labels("{metric}, in all", metric=short)
            sides = _sum(each.now, each.total_now, labels), _sum(each.before, each.total_before, labels)
            more = each.total_now - each.total_before
        else:
            name = labels("{metric}, median", metric=short)
            sides = _median(each.now, labels), _median(each.before, labels)
            more = each.now.median - each.before.median if each.now and each.before else 0
        yield Line(name, "", url, *sides, _change(each, more, labels))


def _sum(found: Summary | None, minutes: float, labels: Labels) -> Side:
    if found is None:
        return Side("–")
    note = labels.n("of {number} incident", "of {number} incidents", found.count)
    return Side(duration(minutes, labels), note)


def _median(found: Summary | None, labels: Labels) -> Side:
    if found is None:
        return Side("–")
    values = {"duration": duration(found.p90, labels), "number": found.count}
    note = labels("90th percentile {duration}, of {number}", **values)
    if not found.enough:
        note = labels("90th percentile {duration}, of only {number}", **values)
    return Side(duration(found.median, labels), note)


def _change(found: Compared, minutes: float, labels: Labels) -> str:
    if not found.enough:
        return ""
    if not round(minutes):
        return "±0"
    return f"{'+' if minutes > 0 else ''}{duration(minutes, labels)}"
