"""Incidents that are like one another, and in what, in words."""

from __future__ import annotations

from markupsafe import Markup, escape

from mkdocs_postmortem.archive import Archive, Incident
from mkdocs_postmortem.archive.similarity import Similar, similarity
from mkdocs_postmortem.labels import Labels
from mkdocs_postmortem.pages.named import Named, named
from mkdocs_postmortem.pages.recurrence import recurring
from mkdocs_postmortem.pages.text import UrlFor, listing


def neighbours(incident: Incident, archive: Archive, url_for: UrlFor) -> list[Named]:
    """Return the incidents like one that nobody has linked with it, the most like first.

    Those that stand under the header, as the same thing happening again, are left out.
    """
    most = archive.settings.similar
    if not most:
        return []
    recurrence = recurring(archive).of(incident)
    again = recurrence.incidents if recurrence else ()
    found = similarity(archive).similar_to(incident, most + len(again))
    return [
        named(each.incident, Markup(", ").join(_reasons(each, archive.labels)), url_for)
        for each in found
        if each.incident not in again
    ][:most]


def _reasons(similar: Similar, labels: Labels) -> list[Markup]:
    """Return in what two incidents are alike, each as a phrase."""
    reasons = [escape(labels("same title"))] if similar.same_title else []
    if similar.category:
        reasons.append(escape(labels("same category")))
    if similar.services:
        names = [escape(name) for name in similar.services]
        said = listing(names, labels)
        reasons.append(
            escape(labels.n("same service ({names})", "same services ({names})", len(names), names=said))
        )
    if similar.terms:
        words = [escape(term) for term in similar.terms]
        reasons.append(escape(labels("both mention {words}", words=listing(words, labels))))
    return reasons
