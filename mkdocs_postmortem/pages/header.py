"""What stands under a postmortem's title: how bad, how long, why, and whether the fix is done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive, Incident
from mkdocs_postmortem.labels import N_
from mkdocs_postmortem.pages.bar import milestone_bar
from mkdocs_postmortem.pages.figures import figures, progress
from mkdocs_postmortem.pages.places import facet_url, index_url
from mkdocs_postmortem.pages.recurrence import before_html
from mkdocs_postmortem.pages.related import instead
from mkdocs_postmortem.pages.rendering import render
from mkdocs_postmortem.pages.severity import Badge, badge, severity_style
from mkdocs_postmortem.pages.shown import day_text
from mkdocs_postmortem.pages.text import UrlFor, bare

# What a badge tells, and what its link leads to.
KINDS = {
    "severity": (N_("Severity"), N_("All incidents of this severity")),
    "status": (N_("Status"), N_("All incidents of this status")),
    "category": (N_("Category"), N_("All incidents of this category")),
}


class Value(NamedTuple):
    """One value of a fact, with the URL it links to and the ISO date it is, where it has these."""

    text: str
    url: str | None = None
    iso: str | None = None


class Fact(NamedTuple):
    """A fact: its name and values."""

    key: str
    label: str
    values: tuple[Value, ...]


def header_html(incident: Incident, archive: Archive, url_for: UrlFor, today: date) -> str:
    """Return the header of a postmortem's page, and below it whether that has happened more than once.

    `today` decides which actions are overdue.
    """
    document, labels = incident.document, archive.labels
    style = severity_style(incident.severity, archive.template)
    stage = document.status if incident.status else "unknown"
    badges = [
        badge("severity", document.severity, document, style, labels),
        badge("status", document.status_choice, document, f"pm-status pm-status-{stage}", labels),
        badge("category", document.category, document, "pm-category", labels),
    ]
    made = progress([incident], today)
    header = render(
        "header.html",
        labels,
        incident=incident,
        style=style,
        instead=instead(incident, archive, url_for),
        badges=[
            (each, *(labels(said) for said in KINDS[each.kind]), _badge_url(each, archive, url_for))
            for each in badges
            if each is not None
        ],
        facts=tuple(_facts(incident, archive, url_for)),
        bar=milestone_bar(incident),
        figures=figures(incident, archive, url_for),
        progress=made,
        phrases=made.phrases(labels),
        index=index_url(archive, url_for),
    )
    return header + before_html(incident, archive, url_for)


def _badge_url(each: Badge, archive: Archive, url_for: UrlFor) -> str | None:
    if not each.known:
        return None
    if each.kind == "status":  # who looks at an incident seldom asks which others are closed
        return index_url(archive, url_for, status=each.word)
    return facet_url(archive, url_for, each.kind, each.word)


def _facts(incident: Incident, archive: Archive, url_for: UrlFor) -> Iterable[Fact]:
    """Yield the facts of an incident that its document states."""
    document, labels = incident.document, archive.labels
    if incident.id:
        yield Fact("id", labels("Incident"), (Value(bare(incident.id)),))
    if document.date is not None and document.date.text and not document.unfilled(document.date.text):
        iso = document.date.value.isoformat() if document.date.value else None
        yield Fact("date", labels("Date"), (Value(bare(day_text(document.date, labels)), iso=iso),))
    elif incident.date is not None:  # as the title, the file's name or the timeline says
        iso = incident.date.isoformat()
        yield Fact("date", labels("Date"), (Value(iso, iso=iso),))
    began = document.field("began")
    if began is not None and began.string and not document.unfilled(began.value):
        yield Fact("began", labels("Impact began"), (Value(bare(began.string)),))
    for key, label, names in (
        ("author", labels.n("Author", "Authors", len(document.authors)), document.authors),
        ("reviewers", labels.n("Reviewer", "Reviewers", len(document.reviewers)), document.reviewers),
        ("services", labels.n("Service", "Services", len(document.services)), document.services),
        ("tags", labels.n("Tag", "Tags", len(document.tags)), document.tags),
    ):
        field = document.field(key)
        if not names or field is None or document.unfilled(field.value):
            continue
        kind = {"services": "service", "tags": "tag"}.get(key)
        read = [bare(name) for name in names]
        values = (Value(n, facet_url(archive, url_for, kind, n) if kind else None) for n in read)
        yield Fact(key, label, tuple(values))
