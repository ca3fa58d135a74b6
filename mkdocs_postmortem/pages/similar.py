"""Incidents that are like one another, and in what, in words."""

from __future__ import annotations

from markupsafe import Markup

from mkdocs_postmortem.archive import Archive, Incident
from mkdocs_postmortem.archive.similarity import Similar, similarity
from mkdocs_postmortem.pages.named import Named, named
from mkdocs_postmortem.pages.text import UrlFor, listing


def neighbours(incident: Incident, archive: Archive, url_for: UrlFor) -> list[Named]:
    """Return the incidents like one that nobody has linked with it, the most like first."""
    most = archive.settings.similar
    if not most:
        return []
    return [
        named(each.incident, Markup(", ").join(_reasons(each)), url_for)
        for each in similarity(archive).similar_to(incident, most)
    ]


def _reasons(similar: Similar) -> list[Markup]:
    """Return in what two incidents are alike, each as a phrase."""
    reasons = [Markup("same title")] if similar.same_title else []
    if similar.category:
        reasons.append(Markup("same category"))
    if similar.services:
        noun = "service" if len(similar.services) == 1 else "services"
        names = [str(Markup.escape(name)) for name in similar.services]
        reasons.append(Markup(f"same {noun} ({listing(names)})"))
    if similar.terms:
        words = [str(Markup("<em>{}</em>").format(term)) for term in similar.terms]
        reasons.append(Markup(f"both mention {listing(words)}"))
    return reasons
