"""The ways into an archive: its severities, categories, years, services and tags, each with its number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.archive.facets import KINDS, Facet, facets
from mkdocs_postmortem.archive.placing import place
from mkdocs_postmortem.labels import N_
from mkdocs_postmortem.pages.places import page_url
from mkdocs_postmortem.pages.rendering import render
from mkdocs_postmortem.pages.severity import severity_style
from mkdocs_postmortem.pages.text import UrlFor, bare

# Of more values than the second number, as many as the first are shown, and the others are a page away.
SHOWN, MOST = 10, 12
# The page of a family that lists all of it.
OVERVIEW = "index"

LABELS: Mapping[str, str] = {
    "severity": N_("Severity"),
    "category": N_("Category"),
    "year": N_("Year"),
    "service": N_("Service"),
    "tag": N_("Tag"),
}


class Way(NamedTuple):
    """A value with its page, and how many incidents have it; `here` where the page is its own."""

    name: str
    url: str
    number: int
    style: str
    here: bool


class Ways(NamedTuple):
    """The commonest values of a kind, the page that lists all of them, and how many more it lists."""

    label: str
    url: str
    ways: tuple[Way, ...]
    more: int


def browse_html(archive: Archive, url_for: UrlFor) -> str:
    """Return the ways into the archive by all kinds that have pages."""
    found = [ways_of(archive, url_for, kind) for kind in KINDS]
    return _html(archive, [each for each in found if each is not None])


def siblings_html(archive: Archive, url_for: UrlFor, kind: str, facet: Facet | None = None) -> str:
    """Return the ways to the pages of one kind, from the page of one of them."""
    found = ways_of(archive, url_for, kind, facet)
    return _html(archive, [found] if found is not None else [])


def _html(archive: Archive, groups: Iterable[Ways]) -> str:
    groups = list(groups)
    return render("browse.html", archive.labels, groups=groups) if groups else ""


def ways_of(archive: Archive, url_for: UrlFor, kind: str, facet: Facet | None = None) -> Ways | None:
    """Return the ways by a kind, that of `facet` among them; None where it has no pages."""
    known = facets(archive).of(kind)
    if not known or not place(archive.settings, kind).made:
        return None
    # Severities and years are few, and a gap among them would be a riddle.
    shown = known if kind in ("severity", "year") or len(known) <= MOST else known[:SHOWN]
    if facet is not None and facet not in shown:
        shown = (*shown[:-1], facet)
    ways = tuple(_way(each, archive, url_for, facet) for each in shown)
    more = len(known) - len(shown)
    return Ways(archive.labels(LABELS[kind]), page_url(archive, url_for, kind, OVERVIEW), ways, more)


def _way(each: Facet, archive: Archive, url_for: UrlFor, facet: Facet | None) -> Way:
    style = severity_style(each.value, archive.template) if each.kind == "severity" else ""
    url = page_url(archive, url_for, each.kind, each.slug)
    return Way(bare(each.value), url, len(each.incidents), style, each is facet)
