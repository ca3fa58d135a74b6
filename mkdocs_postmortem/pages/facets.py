"""The pages of what incidents have in common: a severity, category, year, service or tag."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.archive.facets import KINDS, Facet, facets
from mkdocs_postmortem.archive.metrics import durations, summary
from mkdocs_postmortem.archive.placing import Place, place
from mkdocs_postmortem.labels import N_
from mkdocs_postmortem.pages.arguments import Arguments
from mkdocs_postmortem.pages.browse import LABELS, OVERVIEW, siblings_html
from mkdocs_postmortem.pages.charts import charts_html
from mkdocs_postmortem.pages.figures import progress
from mkdocs_postmortem.pages.heads import head
from mkdocs_postmortem.pages.places import definition_url, index_url, page_url
from mkdocs_postmortem.pages.recurrence import coming_back_html
from mkdocs_postmortem.pages.rendering import render
from mkdocs_postmortem.pages.severity import severity_style
from mkdocs_postmortem.pages.slots import slot
from mkdocs_postmortem.pages.table import table_html
from mkdocs_postmortem.pages.text import UrlFor, bare, duration
from mkdocs_postmortem.pages.totals import action_totals, count_total, duration_total, worst_total

# What is worth drawing differs: of one severity nobody asks how bad, of one category not what causes it.
CHARTS: Mapping[str, tuple[str, ...]] = {
    "severity": ("severity", "causes"),
    "category": ("severity", "services"),
    "year": ("severity", "causes"),
    "service": ("severity", "causes"),
    "tag": ("severity", "causes"),
}
OVERVIEWS: Mapping[str, str] = {
    "severity": N_("Incidents by severity"),
    "category": N_("Incidents by root cause category"),
    "year": N_("Incidents by year"),
    "service": N_("Incidents by service"),
    "tag": N_("Incidents by tag"),
}
# By which filter the table of actions knows a kind; its category is that of the action.
ACTION_FILTERS = {"severity": "severity", "service": "service", "year": "when"}


class Line(NamedTuple):
    """A facet in the table of its kind: `share` is in percent of the largest."""

    name: str
    url: str
    style: str
    number: int
    share: float
    last: str
    open: int
    overdue: int
    median: str
    measured: int


def facet_markdown(kind: str) -> Callable[[Archive, Place], Iterator[tuple[str, str]]]:
    """Return what makes the pages of a family: each its path and its Markdown.

    A search finds their titles and numbers, behind the documents themselves.
    """

    def make(archive: Archive, at: Place) -> Iterator[tuple[str, str]]:
        found = facets(archive).of(kind)
        if found:
            yield at.page(OVERVIEW), head(archive.labels(OVERVIEWS[kind])) + slot("facets") + "\n"
        for facet in found:
            title = at.titled(bare(facet.value))
            yield (
                at.page(facet.slug),
                head(title, authors=True) + f"{slot('facet-summary')}\n\n{slot('facet')}\n",
            )

    return make


@lru_cache(maxsize=2)
def _by_path(archive: Archive) -> Mapping[str, tuple[str, Facet | None]]:
    """Return what is on which page, by its path: a facet, or all of a kind."""
    found: dict[str, tuple[str, Facet | None]] = {}
    for kind in KINDS:
        at = place(archive.settings, kind)
        for facet in facets(archive).of(kind) if at.made else ():
            found[at.page(OVERVIEW)] = (kind, None)
            found[at.page(facet.slug)] = (kind, facet)
    return found


def facet_parts(archive: Archive, url_for: UrlFor, today: date, uri: str) -> dict[str, Callable[[], str]]:
    """Return the parts of the page at a path, relative to the docs folder, by the names of their slots.

    There are none where it is no page of a facet. `today` decides which actions are overdue.
    """
    kind, facet = _by_path(archive).get(uri, ("", None))
    if facet is not None:
        return {
            "facet-summary": partial(facet_summary, archive, facet, url_for, today),
            "facet": partial(facet_html, archive, facet, url_for, today),
        }
    return {"facets": partial(facets_html, archive, kind, url_for, today)} if kind else {}


def facet_summary(archive: Archive, facet: Facet, url_for: UrlFor, today: date) -> str:
    """Return the numbers of a facet's incidents."""
    some = archive.only(facet.incidents)
    here = page_url(archive, url_for, facet.kind, facet.slug)
    name = ACTION_FILTERS.get(facet.kind)
    known = {name: " ".join(bare(facet.value).split())} if name else {}
    actions = action_totals(some, url_for, today, **known)
    found = (
        count_total(some),
        *(() if facet.kind == "severity" else worst_total(some, here)),
        *duration_total(some, url_for),
        *(actions if known else (each._replace(url="") for each in actions)),
    )
    return render("summary.html", archive.labels, totals=found)


def facet_html(archive: Archive, facet: Facet, url_for: UrlFor, today: date) -> str:
    """Return all else of a facet's page: the others of its kind, its charts, and its table."""
    some = archive.only(facet.incidents)
    here = page_url(archive, url_for, facet.kind, facet.slug)
    asked = Arguments(((facet.kind, facet.value),))
    parts = (
        siblings_html(archive, url_for, facet.kind, facet),
        charts_html(some, url_for, asked._replace(only=CHARTS[facet.kind]), here),
        coming_back_html(archive, url_for, some),
        table_html(some, url_for, today, asked),
        _more(archive, facet.kind, url_for),
    )
    return "".join(parts)


def facets_html(archive: Archive, kind: str, url_for: UrlFor, today: date) -> str:
    """Return the page that compares all facets of a kind."""
    lines = list(_lines(archive, kind, url_for, today))
    return render(
        "facets.html",
        archive.labels,
        label=archive.labels(LABELS[kind]),
        lines=lines,
        ttr=archive.template.metric("ttr").short if any(each.measured for each in lines) else "",
        ttr_url=definition_url(archive, url_for, "ttr") if archive.template.has("metric", "ttr") else "",
        left_out=facets(archive).too_few(kind),
        least=facets(archive).least(kind),
        index=index_url(archive, url_for),
    )


def _lines(archive: Archive, kind: str, url_for: UrlFor, today: date) -> Iterator[Line]:
    found = facets(archive).of(kind)
    most = max(len(each.incidents) for each in found)
    for each in found:
        actions = progress(each.incidents, today)
        figures = summary(durations(archive.only(each.incidents), "ttr"))
        yield Line(
            bare(each.value),
            page_url(archive, url_for, kind, each.slug),
            severity_style(each.value, archive.template) if kind == "severity" else "",
            len(each.incidents),
            round(100 * len(each.incidents) / most, 2),
            max((str(one.date) for one in each.incidents if one.date), default=""),
            actions.open,
            actions.overdue,
            duration(figures.median, archive.labels) if figures else "",
            figures.count if figures else 0,
        )


def _more(archive: Archive, kind: str, url_for: UrlFor) -> str:
    """Return the ways back."""
    links = (
        (archive.labels("All incidents"), index_url(archive, url_for)),
        (archive.labels(OVERVIEWS[kind]), page_url(archive, url_for, kind, OVERVIEW)),
    )
    return render("more.html", archive.labels, links=[each for each in links if each[1]])
