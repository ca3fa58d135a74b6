"""The numbers at the top of pages about incidents: how many, how bad, how long, what is still to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.archive.metrics import durations, summary
from mkdocs_postmortem.labels import Labels
from mkdocs_postmortem.pages.figures import progress
from mkdocs_postmortem.pages.places import actions_url, definition_url, page_url, table_url
from mkdocs_postmortem.pages.severity import severity_style
from mkdocs_postmortem.pages.text import UrlFor, duration, whole_day


class Total(NamedTuple):
    """A number about incidents, what it counts, and a remark.

    Where it counts a severity, `style` is that badge's CSS class. `url` lists what is counted, or says how.
    """

    number: int | str
    label: str
    note: str
    style: str = ""
    url: str = ""


def totals(archive: Archive, url_for: UrlFor, today: date) -> list[Total]:
    """Return what matters now: how many incidents, the worst of them, actions open and overdue."""
    index = page_url(archive, url_for, "index")
    return [count_total(archive), *worst_total(archive, index), *action_totals(archive, url_for, today)]


def count_total(archive: Archive) -> Total:
    """Return how many incidents there are, and from when to when."""
    labels = archive.labels
    days = sorted(incident.date for incident in archive.incidents if incident.date)
    period = whole_day(days[0]) if days else ""
    if days and days[0] != days[-1]:
        period = labels("{first} to {last}", first=whole_day(days[0]), last=whole_day(days[-1]))
    number = len(archive.incidents)
    return Total(number, labels.n("incident", "incidents", number), period)


def worst_total(archive: Archive, url: str) -> Iterator[Total]:
    """Yield how many incidents are of the worst severity; `url` is the page whose table lists them."""
    worst = next(iter(archive.template.vocabularies["severity"].labels), None)
    # Where no document states a severity, nobody asks how many are the worst.
    if worst is None or not any(incident.severity for incident in archive.incidents):
        return
    bad = [incident for incident in archive.incidents if incident.severity == worst]
    last = max((incident.date for incident in bad if incident.date), default=None)
    note = archive.labels("last on {date}", date=whole_day(last)) if last else ""
    style = severity_style(worst, archive.template)
    yield Total(len(bad), worst, note, style, table_url(url, severity=worst))


def duration_total(archive: Archive, url_for: UrlFor, metric: str = "ttr") -> Iterator[Total]:
    """Yield the median of a metric, with the 90th percentile and the number of incidents behind both."""
    labels = archive.labels
    found = summary(durations(archive, metric)) if archive.template.has("metric", metric) else None
    if found is None:
        return
    label = labels("median {metric}", metric=archive.template.metric(metric).short)
    values = {"duration": duration(found.p90, labels), "number": found.count}
    note = labels("90th percentile {duration}, of {number}", **values)
    if not found.enough:
        note = labels("90th percentile {duration}, of only {number}", **values)
    url = definition_url(archive, url_for, metric)
    yield Total(duration(found.median, labels), label, note, url=url)


def action_totals(archive: Archive, url_for: UrlFor, today: date, **filters: str) -> Iterator[Total]:
    """Yield how many actions are open, and how many of them overdue.

    They lead to the table of all actions, filtered by `filters`.
    """
    labels, actions = archive.labels, progress(archive.incidents, today)
    owing = sum(progress([incident], today).open > 0 for incident in archive.incidents)
    note = labels.n("in {number} incident", "in {number} incidents", owing) if actions.open else ""
    still = actions_url(archive, url_for, **filters, state="open")
    late = actions_url(archive, url_for, **filters, state="open-overdue")
    noun = labels.n("action open", "actions open", actions.open)
    yield Total(actions.open, noun, note, url=still if actions.open else "")
    remark = overdue_note(labels, actions.due, actions.undated)
    yield Total(actions.overdue, labels("overdue"), remark, url=late if actions.overdue else "")


def overdue_note(labels: Labels, since: date | None, undated: int) -> str:
    """Return the remark on the number of overdue actions: none says little where most have no date at all."""
    if since:
        return labels("since {date}", date=whole_day(since))
    return labels("{number} without a due date", number=undated) if undated else ""
