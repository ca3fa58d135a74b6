"""The parts of the archive's index: what matters now, the charts, the table of all incidents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.pages.actions import actions_html
from mkdocs_postmortem.pages.arguments import NONE, Arguments
from mkdocs_postmortem.pages.charts import charts_html
from mkdocs_postmortem.pages.figures import progress
from mkdocs_postmortem.pages.insights import insights_html
from mkdocs_postmortem.pages.narrowing import corrected, narrowed
from mkdocs_postmortem.pages.nothing import nothing_html
from mkdocs_postmortem.pages.places import actions_url, index_url
from mkdocs_postmortem.pages.recurrence import again_html, recurrence_html, recurring_html
from mkdocs_postmortem.pages.rendering import render
from mkdocs_postmortem.pages.severity import severity_style
from mkdocs_postmortem.pages.slots import Part
from mkdocs_postmortem.pages.table import table_html
from mkdocs_postmortem.pages.text import UrlFor


class Total(NamedTuple):
    """A number about the archive, what it counts, and a remark.

    Where it counts a severity, `style` is that badge's CSS class. `url` lists what is counted.
    """

    number: int
    label: str
    note: str
    style: str = ""
    url: str = ""


def archive_parts(archive: Archive, url_for: UrlFor, today: date) -> dict[str, Part]:
    """Return the parts that a page of the archive can hold, by the names of their placeholders.

    Each is made when it is called, of the incidents that its arguments ask for. `today` decides which
    actions are overdue.
    """

    def summary(some: Archive, _asked: Arguments) -> str:
        return summary_html(some, url_for, today)

    def charts(some: Archive, asked: Arguments) -> str:
        return charts_html(some, url_for, asked)

    def table(some: Archive, asked: Arguments) -> str:
        return table_html(some, url_for, today, asked)

    def actions(some: Archive, asked: Arguments) -> str:
        return actions_html(some, url_for, today, asked)

    def insights(some: Archive, _asked: Arguments) -> str:
        return insights_html(some, url_for, today, archive)

    # What keeps coming back does so in all of the archive: groups are not cut up, but left out.
    def again(some: Archive, _asked: Arguments) -> str:
        return again_html(archive, url_for, some)

    def recurring(some: Archive, _asked: Arguments) -> str:
        return recurring_html(archive, url_for, some)

    def recurrence(_some: Archive, asked: Arguments) -> str:
        return recurrence_html(archive, url_for, next(iter(asked.named("incident")), ""))

    makers: dict[str, Callable[[Archive, Arguments], str]]
    makers = {"summary": summary, "charts": charts, "table": table, "actions": actions, "insights": insights}
    makers |= {"again": again, "recurring": recurring, "recurrence": recurrence}
    return {name: partial(_part, name, make, archive) for name, make in makers.items()}


def _part(
    name: str, make: Callable[[Archive, Arguments], str], archive: Archive, asked: Arguments = NONE
) -> str:
    """Return a part about the incidents that are asked for; a sentence where there are none."""
    asked = corrected(archive, name, asked)
    # Of a table of actions, the category is that of the action.
    some = narrowed(archive, asked, without=("category",) if name == "actions" else ())
    if archive.incidents and not some.incidents:
        return nothing_html("incident", archive, asked)
    return make(some, asked)


def summary_html(archive: Archive, url_for: UrlFor, today: date) -> str:
    """Return what matters now: how many incidents, the worst of them, actions open and overdue."""
    if not archive.incidents:
        return render("empty.html", archive.labels, folder=archive.settings.folder)
    return render("summary.html", archive.labels, totals=_totals(archive, url_for, today))


def _totals(archive: Archive, url_for: UrlFor, today: date) -> list[Total]:
    incidents, labels = archive.incidents, archive.labels
    days = sorted(incident.date for incident in incidents if incident.date)
    period = str(days[0]) if days else ""
    if days and days[0] != days[-1]:
        period = labels("{first} to {last}", first=days[0], last=days[-1])
    worst = next(iter(archive.template.vocabularies["severity"].labels), None)
    bad = [incident for incident in incidents if worst is not None and incident.severity == worst]
    last = max((incident.date for incident in bad if incident.date), default=None)
    actions = progress(incidents, today)
    owing = sum(progress([incident], today).open > 0 for incident in incidents)
    totals = [Total(len(incidents), labels.n("incident", "incidents", len(incidents)), period)]
    # Where no document states a severity, nobody asks how many are the worst.
    if worst is not None and any(incident.severity for incident in incidents):
        style = severity_style(worst, archive.template)
        url = index_url(archive, url_for, severity=worst)
        note = labels("last on {date}", date=last) if last else ""
        totals.append(Total(len(bad), worst, note, style, url))
    note = labels.n("in {number} incident", "in {number} incidents", owing) if actions.open else ""
    still = actions_url(archive, url_for, state="open")
    late = actions_url(archive, url_for, state="open-overdue")
    noun = labels.n("action open", "actions open", actions.open)
    totals.append(Total(actions.open, noun, note, url=still if actions.open else ""))
    since = labels("since {date}", date=actions.due) if actions.due else ""
    totals.append(Total(actions.overdue, labels("overdue"), since, url=late if actions.overdue else ""))
    return totals
