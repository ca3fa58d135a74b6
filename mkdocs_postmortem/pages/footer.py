"""What stands at the foot of a postmortem's page, and the banner of its findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive, Incident
from mkdocs_postmortem.labels import Labels
from mkdocs_postmortem.pages.named import named
from mkdocs_postmortem.pages.places import index_url
from mkdocs_postmortem.pages.related import referrers, related
from mkdocs_postmortem.pages.rendering import render
from mkdocs_postmortem.pages.similar import neighbours
from mkdocs_postmortem.pages.text import UrlFor


class FindingView(NamedTuple):
    """A finding as a page shows it: `level` is error, warning or info; 1-based line and column."""

    level: str
    code: str
    path: str
    line: int
    column: int
    message: str
    help: str


def footer_html(incident: Incident, archive: Archive, url_for: UrlFor, *, paged: bool = False) -> str:
    """Return the incidents that this one is related to, that refer to it, that are like it, and the way on.

    That is the incidents before and after by date, and the way back to the archive. `paged` says that
    the theme shows pages before and after already.
    """
    earlier, later = (None, None) if paged else archive.around(incident)
    return render(
        "footer.html",
        archive.labels,
        related=related(incident, archive, url_for),
        referrers=referrers(incident, archive, url_for),
        like=neighbours(incident, archive, url_for),
        earlier=named(earlier, "", url_for) if earlier else None,
        later=named(later, "", url_for) if later else None,
        index=index_url(archive, url_for),
    )


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
