"""The parts of the archive's index: what matters now, the charts, the table of all incidents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.pages.actions import actions_html
from mkdocs_postmortem.pages.arguments import NONE, Arguments
from mkdocs_postmortem.pages.browse import browse_html
from mkdocs_postmortem.pages.charts import charts_html
from mkdocs_postmortem.pages.facets import facet_parts
from mkdocs_postmortem.pages.insights import insights_html
from mkdocs_postmortem.pages.map import map_html
from mkdocs_postmortem.pages.narrowing import corrected, narrowed
from mkdocs_postmortem.pages.nothing import nothing_html
from mkdocs_postmortem.pages.recurrence import again_html, recurrence_html, recurring_html
from mkdocs_postmortem.pages.rendering import render
from mkdocs_postmortem.pages.slots import Part
from mkdocs_postmortem.pages.table import table_html
from mkdocs_postmortem.pages.text import UrlFor
from mkdocs_postmortem.pages.totals import totals


def archive_parts(archive: Archive, url_for: UrlFor, today: date, uri: str = "") -> dict[str, Part]:
    """Return the parts that a page of the archive can hold, by the names of their placeholders.

    Each is made when it is called, of the incidents that its arguments ask for. `today` decides which
    actions are overdue. A page of ours at the path `uri` may have parts of its own.
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

    def browse(whole: Archive, _asked: Arguments) -> str:
        return browse_html(whole, url_for)

    def the_map(some: Archive, _asked: Arguments) -> str:
        return map_html(some, url_for, archive)

    makers: dict[str, Callable[[Archive, Arguments], str]]
    makers = {"summary": summary, "charts": charts, "table": table, "actions": actions, "insights": insights}
    makers |= {"browse": browse, "again": again, "recurring": recurring, "recurrence": recurrence}
    makers["map"] = the_map
    parts: dict[str, Part] = {name: partial(_part, name, make, archive) for name, make in makers.items()}
    return parts | facet_parts(archive, url_for, today, uri)


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
    return render("summary.html", archive.labels, totals=totals(archive, url_for, today))
