"""What holds the header's place while a page is built: its words, for search and other plugins."""

from __future__ import annotations

from html import escape

from mkdocs_postmortem.archive import Incident
from mkdocs_postmortem.pages.text import bare

_BEGIN, _END = '<p class="pm-lead" data-pm-lead>', "</p>"


def lead_html(incident: Incident) -> str:
    """Return the facts of an incident that a search should find, in one paragraph.

    Words stand apart: a sign next to an ID or a severity would be part of the word that Material's search
    knows. The drawn header takes its place once the page is indexed.
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
    return f"{_BEGIN}{escape(' · '.join(word for word in words if word))}{_END}"


def in_place_of_lead(html: str, header: str) -> str:
    """Return a page with its header where its lead is, if that is still there."""
    before, _, rest = html.partition(_BEGIN)
    _, end, behind = rest.partition(_END)
    return f"{before}{header}{behind}" if end else html


def page_title(incident: Incident, between: str = ": ") -> str:
    """Return what an incident's page is called outside of itself: `INC-2025-001: Orders mart stale`."""
    title = bare(incident.title)
    return f"{incident.id}{between}{title}" if incident.id and incident.id not in title else title
