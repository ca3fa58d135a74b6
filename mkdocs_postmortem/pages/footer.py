"""What stands at the foot of a postmortem's page, and the banner of its findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive, Incident
from mkdocs_postmortem.document.model import Related
from mkdocs_postmortem.labels import Labels
from mkdocs_postmortem.pages.named import named
from mkdocs_postmortem.pages.rendering import render
from mkdocs_postmortem.pages.similar import neighbours
from mkdocs_postmortem.pages.text import UrlFor, bare


class FindingView(NamedTuple):
    """A finding as a page shows it: `level` is error, warning or info; 1-based line and column."""

    level: str
    code: str
    path: str
    line: int
    column: int
    message: str
    help: str


def footer_html(incident: Incident, archive: Archive, url_for: UrlFor) -> str:
    """Return the incidents that refer to this one, newest first, and those that are like it.

    Nothing where there is neither.
    """
    referrers = [named(origin, said, url_for) for origin, said in _referring(incident, archive)]
    like = neighbours(incident, archive, url_for)
    if not referrers and not like:
        return ""
    return render("footer.html", archive.labels, referrers=referrers, like=like)


def _referring(incident: Incident, archive: Archive) -> Iterator[tuple[Incident, str]]:
    """Yield the incidents that name one, newest first, each with what it says of the two."""
    said: dict[str, str] = {}
    for link in archive.backlinks.get(incident.uri, ()):
        said[link.origin.uri] = _similarity(link.related, link.origin)
    for mention in archive.mentioned_by.get(incident.uri, ()):
        # The author's own word on the two counts more than a sentence that happens to name one.
        if not said.get(mention.origin.uri):
            said[mention.origin.uri] = bare(mention.context)
    for origin in archive.incidents:
        if origin.uri in said:
            yield origin, said[origin.uri]


def _similarity(row: Related, origin: Incident) -> str:
    text = row.similarity
    return bare(text.text) if text and not origin.document.unfilled(text) else ""


def findings_html(findings: Sequence[FindingView], labels: Labels) -> str:
    """Return the banner that shows what is wrong with a document, for the author's own preview."""
    if not findings:
        return ""
    levels = [each.level for each in findings]
    counts = [levels.count(level) for level in ("error", "warning", "info")]
    parts = [
        labels.n("{number} error", "{number} errors", counts[0]),
        labels.n("{number} warning", "{number} warnings", counts[1]),
        labels.n("{number} remark", "{number} remarks", counts[2]),
    ]
    said = ", ".join(part for part, number in zip(parts, counts, strict=True) if number)
    return render("findings.html", labels, findings=findings, summary=said, worst=_worst(levels))


def _worst(levels: Sequence[str]) -> str:
    return next((level for level in ("error", "warning") if level in levels), "info")
