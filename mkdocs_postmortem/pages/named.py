"""Another incident as the foot of a page names it."""

from __future__ import annotations

from typing import NamedTuple

from mkdocs_postmortem.archive import Incident
from mkdocs_postmortem.pages.severity import severity_style
from mkdocs_postmortem.pages.text import UrlFor, bare


class Named(NamedTuple):
    """An incident by its ID and title, with a link, and what is said of it and the page's own.

    `relation` is what the page's own is to it: words of the template.
    """

    url: str
    id: str | None
    title: str
    date: str | None
    severity: str | None
    style: str
    said: str
    relation: tuple[str, ...] = ()


def named(incident: Incident, said: str, url_for: UrlFor, relation: tuple[str, ...] = ()) -> Named:
    """Return an incident as it is named; `said` is text, or markup of ours."""
    return Named(
        url_for(incident.uri),
        incident.id,
        bare(incident.title),
        incident.date.isoformat() if incident.date else None,
        incident.severity,
        severity_style(incident.severity, incident.template),
        said,
        relation,
    )
