"""The Markdown of the pages that the archive has besides its documents."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.archive.facets import KINDS
from mkdocs_postmortem.archive.placing import Place, place, places
from mkdocs_postmortem.labels import Labels
from mkdocs_postmortem.pages.arguments import written
from mkdocs_postmortem.pages.facets import facet_markdown
from mkdocs_postmortem.pages.heads import head
from mkdocs_postmortem.pages.recurrence import recurrence_paths
from mkdocs_postmortem.pages.text import bare
from mkdocs_postmortem.site_pages import SITE_PAGE
from mkdocs_postmortem.template import Metric


class GeneratedPage(NamedTuple):
    """A page to be made: its key in `site_pages.py`, its path in the docs folder, its Markdown.

    `listed` says whether it stands in the navigation that MkDocs makes.
    """

    key: str
    path: str
    markdown: str
    listed: bool


Maker = Callable[[Archive, Place], Iterable[GeneratedPage]]
"""Makes a page, or the pages of a family, for where it stands; of a family, one for each value."""


def generated_pages(archive: Archive) -> Iterator[GeneratedPage]:
    """Yield the pages that the archive has besides its documents, in the order of the navigation."""
    for at in places(archive.settings):
        # A title that the site chose is in its language already.
        own = SITE_PAGE[at.key].title
        titled = at._replace(title=archive.labels(own)) if at.title == own else at
        yield from MAKERS[at.key](archive, titled)


def link(archive: Archive, words: str, key: str, here: str) -> str:
    """Return a Markdown link from the page at the path `here` to another; nothing where that is not made."""
    target = place(archive.settings, key)
    if not target.made:
        return ""
    return f"[{words}]({quote(posixpath.relpath(target.path, posixpath.dirname(here) or '.'))})"


def _one(markdown: Callable[[Archive, Place], str]) -> Maker:
    """Return the maker of a single page, from what makes its Markdown."""

    def make(archive: Archive, at: Place) -> Iterable[GeneratedPage]:
        yield GeneratedPage(at.key, at.path, markdown(archive, at), at.listed)

    return make


def _family(kind: str) -> Maker:
    """Return the maker of the pages of a kind of facet."""
    make = facet_markdown(kind)

    def pages(archive: Archive, at: Place) -> Iterable[GeneratedPage]:
        return (GeneratedPage(at.key, path, markdown, at.listed) for path, markdown in make(archive, at))

    return pages


def index_markdown(archive: Archive, at: Place) -> str:
    """Return the Markdown of the archive's index page."""
    labels = archive.labels
    links = (
        link(archive, labels("All action items"), "actions", at.path),
        link(archive, labels("Insights"), "insights", at.path),
        link(archive, labels("What keeps coming back"), "recurring", at.path),
        link(archive, labels("Map"), "map", at.path),
        link(archive, labels("How these times are counted"), "definitions", at.path),
    )
    parts = [f"<!-- postmortem:{name} -->" for name in ("summary", "again", "charts", "browse", "table")]
    return head(at.title) + "\n\n".join((*parts, " · ".join(filter(None, links)))) + "\n"


def actions_markdown(_archive: Archive, at: Place) -> str:
    """Return the Markdown of the page of action items."""
    return head(at.title) + "<!-- postmortem:actions -->\n"


def insights_markdown(_archive: Archive, at: Place) -> str:
    """Return the Markdown of the page of insights."""
    return head(at.title) + "<!-- postmortem:insights -->\n"


def recurring_markdown(_archive: Archive, at: Place) -> str:
    """Return the Markdown of the page of what keeps coming back."""
    return head(at.title) + "<!-- postmortem:recurring -->\n"


def recurrence_pages(archive: Archive, at: Place) -> Iterator[GeneratedPage]:
    """Yield a page for each thing that keeps coming back."""
    for uri, path in recurrence_paths(archive).items():
        first = archive.by_uri[uri]
        top = head(at.titled(bare(first.title)), authors=True)
        placeholder = f"<!-- postmortem:recurrence {written(incident=first.uri)} -->"
        yield GeneratedPage(at.key, path, f"{top}{placeholder}\n", at.listed)


def map_markdown(_archive: Archive, at: Place) -> str:
    """Return the Markdown of the page with the map."""
    return head(at.title) + "<!-- postmortem:map -->\n"


def definitions_markdown(archive: Archive, at: Place) -> str:
    """Return the Markdown of the page that defines every figure that pages show."""
    template, labels = archive.template, archive.labels
    words = {each.key: each.label[:1].lower() + each.label[1:] for each in template.milestones}
    end = words.get(archive.settings.downtime_end, archive.settings.downtime_end)
    parts = [head(at.title, toc=True) + _introduction(labels)]
    parts += [_metric(metric, words, end, labels) for metric in template.metrics]
    parts += [_sources(labels), _few(labels), _milestones(archive)]
    return "\n\n".join(parts) + "\n"


def _introduction(labels: Labels) -> str:
    return labels(
        "Every duration in this archive lies between two milestones of an incident's timeline. It is "
        "computed from the timeline wherever both milestones are there, time zones and midnight considered."
    )


def _sources(labels: Labels) -> str:
    computed = labels(
        "A duration without a remark is computed from the timeline. *As stated* means that the timeline "
        "lacks one of the two milestones, and that the document's own figure is shown instead. A dash means "
        "that the document gives neither, or says that there is nothing to count."
    )
    impact = labels(
        "*From start of impact* marks a time to mitigate or to resolve that counts from the start of the "
        "impact and not from detection, because that is what the document's own figure does."
    )
    return f"## {labels('Computed or stated')}\n\n{computed}\n\n{impact}"


def _few(labels: Labels) -> str:
    text = labels(
        "An average is never shown alone: one incident that took a month would hide fifty that took an hour. "
        "The median is the duration that half of the incidents did not exceed, the 90th percentile the one "
        "that nine in ten did not exceed; both come with the number of incidents behind them. With fewer "
        "than five incidents they say little, and the page says so."
    )
    return f"## {labels('Few incidents')}\n\n{text}"


def _metric(metric: Metric, words: dict[str, str], downtime_end: str, labels: Labels) -> str:
    start, end = metric.bases["detection"]
    last = downtime_end if metric.key == "downtime" else words[end]
    text = f"## {metric.label}\n\n" + labels("From *{start}* to *{end}*.", start=words[start], end=last)
    other = metric.bases["impact"][0]
    if other != start:
        also = labels(
            "Documents may also count it from *{start}*; such a figure is marked.", start=words[other]
        )
        text += f" {also}"
    return text


def _milestones(archive: Archive) -> str:
    labels = archive.labels
    text = labels(
        "A row of the timeline is a milestone when it begins with one of these words, such as "
        "`Detected: alert on the age of the data`. The first such row counts."
    )
    rows = [f"| {labels('Milestone')} | {labels('Words')} |", "| --- | --- |"]
    for milestone in archive.template.milestones:
        tags = ", ".join(milestone.tags).replace("|", "\\|")
        rows.append(f"| {milestone.label[:1].upper() + milestone.label[1:]} | {tags} |")
    return f"## {labels('Milestones')}\n\n{text}\n\n" + "\n".join(rows)


MAKERS: Mapping[str, Maker] = {
    "index": _one(index_markdown),
    "actions": _one(actions_markdown),
    "insights": _one(insights_markdown),
    "recurring": _one(recurring_markdown),
    "recurrence": recurrence_pages,
    "map": _one(map_markdown),
    "definitions": _one(definitions_markdown),
    **{kind: _family(kind) for kind in KINDS},
}
"""What makes each page of `site_pages.py`, by its key."""
