"""What holds the header's place while a page is built: its words, for search and other plugins."""

from __future__ import annotations

from html import escape

from mkdocs_postmortem.archive import Incident
from mkdocs_postmortem.pages.text import bare


def lead_html(incident: Incident) -> str:
    """Return the facts of an incident that a search should find, in one paragraph.

    Words stand apart: a sign next to an ID or a severity would be part of the word that Material's search
    knows. The drawn header takes its place once the page is indexed; the same incident always gives the
    same text, so that it can be found again.
    """
    document = incident.document
    words = [
        incident.id,
        incident.severity,
        incident.status,
        incident.category,
        incident.date.isoformat() if incident.date else None,
        *document.services,
        *document.tags,
        *document.authors,
        *document.reviewers,
    ]
    return f'<p class="pm-lead" data-pm-lead>{escape(" · ".join(word for word in words if word))}</p>'


def page_title(incident: Incident, between: str = ": ") -> str:
    """Return what an incident's page is called outside of itself: `INC-2025-001: Orders mart stale`."""
    title = bare(incident.title)
    return f"{incident.id}{between}{title}" if incident.id and incident.id not in title else title
