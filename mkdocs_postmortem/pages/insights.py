"""The page of insights: how long things take, what causes the bad ones, who notices, when, what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.archive.ledger import build_ledger, in_steps, waiting
from mkdocs_postmortem.archive.metrics import (
    ENOUGH,
    WINDOW,
    Backlog,
    Duration,
    Summary,
    backlog,
    causes_by_severity,
    detection,
    durations,
    percentile,
    starts,
    summary,
)
from mkdocs_postmortem.archive.unfinished import unfinished
from mkdocs_postmortem.labels import N_, Labels
from mkdocs_postmortem.pages.actions import steps_named
from mkdocs_postmortem.pages.comparison import years
from mkdocs_postmortem.pages.named import Named, named
from mkdocs_postmortem.pages.places import actions_url, definition_url, index_url, page_url
from mkdocs_postmortem.pages.recurrence import recurring_rows
from mkdocs_postmortem.pages.rendering import render
from mkdocs_postmortem.pages.severity import severity_style
from mkdocs_postmortem.pages.text import UrlFor, duration, listing, quarter_text
from mkdocs_postmortem.pages.trends import HEIGHT, trend_figure

DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
# An hour says too much of a few dozen incidents: the day has eight parts.
PART = 3
QUESTIONS = {
    "ttd": N_("How soon is it noticed?"),
    "ttm": N_("How soon is it mitigated?"),
    "ttr": N_("How soon is it over?"),
    "downtime": N_("How long is it down?"),
}


class Figures(NamedTuple):
    """Median and 90th percentile as text, with the number behind them and a remark where it is small."""

    median: str
    p90: str
    number: int
    few: bool


class Measure(NamedTuple):
    """A metric: its figures in all, by severity and by year, and its chart where there is enough for one."""

    key: str
    short: str
    label: str
    url: str
    question: str
    every: Figures
    by_severity: tuple[Figures | None, ...]
    years: tuple[tuple[str, Figures], ...]
    figure: str
    stated: int


class Cell(NamedTuple):
    """A number in a table whose ground is the darker, the larger it is; `share` is in percent."""

    number: int
    share: int
    url: str


class Part(NamedTuple):
    """A number with a bar: `share` is in percent of the largest."""

    name: str
    number: int
    share: float
    note: str


def insights_html(archive: Archive, url_for: UrlFor, today: date, whole: Archive | None = None) -> str:
    """Return what can be learnt from all incidents together. `today` closes the books on actions.

    `whole` is the archive of all incidents, where these are some of them.
    """
    if not archive.incidents:
        return render("empty.html", archive.labels, folder=archive.settings.folder)
    labels = archive.template.vocabularies["severity"].labels
    present = [label for label in labels if any(each.severity == label for each in archive.incidents)]
    measures = [_measure(metric.key, archive, present, url_for) for metric in archive.template.metrics]
    rows, left_out = backlog(archive, today)
    return render(
        "insights.html",
        archive.labels,
        counted_from=_counted_from(archive),
        years=years(archive, url_for, today),
        measures=[each for each in measures if each is not None],
        severities=[(label, severity_style(label, archive.template)) for label in present],
        enough=ENOUGH,
        window=WINDOW,
        height=HEIGHT,
        heat=_heat(archive, present, url_for),
        noticed=_noticed(archive),
        when=_when(archive),
        days=DAYS,
        backlog=_with_shares(rows, archive.labels),
        left_out=_undated(left_out, archive.labels),
        waiting=_waiting(archive, today),
        unfinished=tuple(_unfinished(archive, today, url_for)),
        actions=actions_url(archive, url_for),
        index=index_url(archive, url_for),
        recurring=recurring_rows(whole or archive, url_for, archive),
        every=page_url(archive, url_for, "recurring"),
    )


def _counted_from(archive: Archive) -> str:
    """Return how rows of a timeline begin that durations are counted from, such as `“Detected:”`."""
    template = archive.template
    wanted = [template.milestone(key) for key in template.required_milestones["reviewed"]]
    tags = [each.tags[0] for each in wanted or template.milestones if each.tags]
    return listing([f"“{tag}:”" for tag in tags], archive.labels) if template.metrics else ""


def _with_shares(rows: Sequence[Backlog], labels: Labels) -> list[tuple[Backlog, str, float]]:
    """Return rows with the names of their periods, and with what is left in percent of the most."""
    most = max((row.left for row in rows), default=0) or 1
    names = [quarter_text(row.period, labels) if "-" in row.period else row.period for row in rows]
    return [(row, name, round(100 * row.left / most, 2)) for row, name in zip(rows, names, strict=True)]


class Waiting(NamedTuple):
    """For how long open actions have been open: in steps, and the figures behind them as text."""

    steps: tuple[Part, ...]
    number: int
    median: str
    p90: str
    longest: str
    few: bool
    left_out: str


def _waiting(archive: Archive, today: date) -> Waiting | None:
    days, left_out = waiting(build_ledger(archive.incidents, today), today)
    if not days:
        return None
    labels = archive.labels
    found = list(steps_named(in_steps(days), labels, first=0))
    most = max(number for _, number in found)
    steps = tuple(Part(name, number, round(100 * number / most, 2), "") for name, number in found)

    def said(number: float) -> str:
        return labels.n("{number} day", "{number} days", round(number))

    figures = said(percentile(days, 0.5)), said(percentile(days, 0.9)), said(days[-1])
    return Waiting(steps, len(days), *figures, len(days) < ENOUGH, _undated(left_out, labels))


class Stage(NamedTuple):
    """The documents of a status: where they are listed, how many, and the one of the oldest incident."""

    status: str
    url: str
    number: int
    oldest: Named | None
    days: int


def _unfinished(archive: Archive, today: date, url_for: UrlFor) -> Iterator[Stage]:
    for each in unfinished(archive, today):
        oldest = named(each.oldest, "", url_for) if each.oldest is not None else None
        url = index_url(archive, url_for, status=each.status)
        yield Stage(each.status, url, each.number, oldest, each.days)


def _undated(number: int, labels: Labels) -> str:
    if not number:
        return ""
    return labels.n(
        "{number} action without a known date left out.",
        "{number} actions without a known date left out.",
        number,
    )


def _measure(key: str, archive: Archive, present: Sequence[str], url_for: UrlFor) -> Measure | None:
    found = durations(archive, key)
    labels = archive.labels
    every = _figures(found, labels)
    if every is None:
        return None
    metric = archive.template.metric(key)
    by_severity = tuple(
        _figures((d for d in found if d.incident.severity == label), labels) for label in present
    )
    years = []
    for year in sorted({each.day.year for each in found}):
        figures = _figures((each for each in found if each.day.year == year), labels)
        if figures is not None:
            years.append((str(year), figures))
    drawn = sum(each.minutes > 0 for each in found) >= ENOUGH
    return Measure(
        key,
        metric.short,
        metric.label,
        definition_url(archive, url_for, key),
        labels(QUESTIONS[key]) if key in QUESTIONS else metric.label,
        every,
        by_severity,
        tuple(years),
        trend_figure(found, archive, url_for) if drawn else "",
        sum(each.stated for each in found),
    )


def _figures(found: Iterable[Duration], labels: Labels) -> Figures | None:
    all_of_them: Summary | None = summary(found)
    if all_of_them is None:
        return None
    return Figures(
        duration(all_of_them.median, labels),
        duration(all_of_them.p90, labels),
        all_of_them.count,
        not all_of_them.enough,
    )


def _heat(
    archive: Archive, present: Sequence[str], url_for: UrlFor
) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Return how many incidents each category has of each severity, the commonest category first."""
    counts = causes_by_severity(archive)
    most = max(counts.values(), default=0) or 1
    rank = archive.template.vocabularies["category"].rank
    totals = {category: sum(counts[category, s] for s in present) for category, _ in counts}
    rows = []
    for category in sorted(totals, key=lambda name: (-totals[name], rank(name))):
        cells = tuple(
            Cell(
                number := counts[category, severity],
                round(100 * number / most),
                index_url(archive, url_for, category=category, severity=severity) if number else "",
            )
            for severity in present
        )
        rows.append((category, cells))
    return tuple(rows)


def _noticed(archive: Archive) -> tuple[Part, ...]:
    found = detection(archive)
    if found is None or not (found.alert or found.person):
        return ()
    labels, said = archive.labels, found.alert + found.person
    most = max(found.alert, found.person, found.unsaid)

    def part(name: str, number: int, share: bool = True) -> Part:
        percent = labels("{share} % of {number}", share=round(100 * number / said), number=said)
        return Part(name, number, round(100 * number / most, 2), percent if share and said >= ENOUGH else "")

    return (
        part(labels("An alert"), found.alert),
        part(labels("A person"), found.person),
        part(labels("Not said"), found.unsaid, share=False),
    )


def _when(archive: Archive) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Return how many incidents began on which weekday, in which part of the day."""
    found = starts(archive)
    if not found:
        return ()
    counts: dict[tuple[int, int], int] = {}
    for at in found:
        place = (at.hour // PART, at.weekday())
        counts[place] = counts.get(place, 0) + 1
    most = max(counts.values())
    rows = []
    for part in range(24 // PART):
        name = f"{part * PART:02}–{(part + 1) * PART:02}"
        numbers = [counts.get((part, day), 0) for day in range(7)]
        rows.append((name, tuple(Cell(number, round(100 * number / most), "") for number in numbers)))
    return tuple(rows)
