"""The table of all incidents, with the row of filters above it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive, Incident
from mkdocs_postmortem.archive.quarters import quarter
from mkdocs_postmortem.labels import N_, Labels
from mkdocs_postmortem.pages import arguments
from mkdocs_postmortem.pages.arguments import Arguments
from mkdocs_postmortem.pages.figures import Progress, progress
from mkdocs_postmortem.pages.filters import BETWEEN, NONE, Filter, Spelling, choices, named, useful, without
from mkdocs_postmortem.pages.places import TABLE_ID, definition_url, index_url
from mkdocs_postmortem.pages.rendering import render
from mkdocs_postmortem.pages.severity import Badge, badge, severity_style
from mkdocs_postmortem.pages.text import UrlFor, bare, duration, quarter_text

# The filters whose rows may have several values: their kind, label, and what stands for all.
NAMED = (
    ("service", N_("Service"), N_("Any")),
    ("tag", N_("Tag"), N_("Any")),
    ("author", N_("Author"), N_("Anybody")),
)


class Row(NamedTuple):
    """An incident as a row; filters look at `keys` and `names` (by the filter's name), and at `words`.

    `rank` and `ttr_minutes` are what the table is sorted by."""

    url: str
    id: str | None
    title: str
    date: str | None
    severity: Badge | None
    category: Badge | None
    status: Badge | None
    rank: int
    ttr: str | None
    ttr_minutes: int | str
    ttr_note: str
    progress: Progress
    keys: dict[str, str]
    names: dict[str, tuple[str, ...]]
    words: str

    @property
    def attributes(self) -> Iterable[tuple[str, str]]:
        """The row's attributes for the filters, as names and values."""
        yield from self.keys.items()
        yield from ((kind, BETWEEN.join(names) or NONE) for kind, names in self.names.items())


def table_html(archive: Archive, url_for: UrlFor, today: date, asked: Arguments = arguments.NONE) -> str:
    """Return the table of all incidents, newest first; it is complete without JavaScript.

    Of `asked`, its limit and filter row are looked at, and which filters need not be offered again.
    """
    if not archive.incidents:
        return ""
    spellings = [Spelling(archive.incidents, kind) for kind, _, _ in NAMED]
    shown = archive.incidents[: asked.limit]
    rows = [_row(incident, spellings, archive, url_for, today) for incident in shown]
    given = asked.shared()
    return render(
        "table.html",
        archive.labels,
        id=TABLE_ID,
        rows=rows,
        # A column in which no row says anything would only be in the way.
        shown={
            "severity": any(row.severity for row in rows),
            "category": any(row.category for row in rows),
            "status": any(row.status for row in rows),
            "ttr": any(row.ttr for row in rows),
            "actions": any(row.progress.total for row in rows),
        },
        whole=not asked.filters,
        # A year has quarters, and of incidents with one service in common others may have more.
        filters=without(_filters(archive, rows), given.keys() & ("severity", "category", "status", "author")),
        filter_row=asked.filter_row,
        total=len(archive.incidents),
        all_url=index_url(archive, url_for, **given),
        **_ttr(archive, url_for),
    )


def _ttr(archive: Archive, url_for: UrlFor) -> dict[str, str | None]:
    """Return how the time to resolve is called, and where it is defined."""
    if not archive.template.has("metric", "ttr"):
        return {"ttr_short": archive.labels("TTR"), "ttr_url": None}
    metric = archive.template.metric("ttr")
    label = metric.label.removesuffix(f" ({metric.short})")
    return {
        "ttr_short": metric.short,
        "ttr_label": label,
        "ttr_url": definition_url(archive, url_for, metric.key),
    }


def _row(
    incident: Incident, spellings: Iterable[Spelling], archive: Archive, url_for: UrlFor, today: date
) -> Row:
    document, labels = incident.document, archive.labels
    ttr = incident.timing.shown.get("ttr")
    title = bare(incident.title)
    actions = progress([incident], today)
    style = severity_style(incident.severity, archive.template)
    return Row(
        url_for(incident.uri),
        incident.id,
        title,
        incident.date.isoformat() if incident.date else None,
        badge("severity", document.severity, document, style, labels),
        badge("category", document.category, document, "", labels),
        badge("status", document.status_choice, document, "", labels),
        archive.template.vocabularies["severity"].rank(incident.severity),
        duration(ttr.minutes, labels) if ttr else None,
        round(ttr.minutes) if ttr else "",
        labels("stated") if ttr and ttr.source == "stated" else "",
        actions,
        {
            "severity": incident.severity or NONE,
            "category": incident.category or NONE,
            "status": incident.status or NONE,
            "when": quarter(incident.date) if incident.date else NONE,
        },
        {each.kind: each.names(incident) for each in spellings},
        f"{incident.id or ''} {title}".strip().casefold(),
    )


def _filters(archive: Archive, rows: list[Row]) -> tuple[Filter, ...]:
    """Return the filters, each with the values that occur, in their vocabulary's order."""
    words, labels = archive.template.vocabularies, archive.labels
    unknown = labels("Unknown")

    def values(name: str) -> set[str]:
        return {row.keys[name] for row in rows}

    quarters = sorted(values("when") - {NONE}, reverse=True)
    periods = (*_periods(quarters, labels), *choices(values("when"), (), unknown))

    def of(name: str, label: str) -> Filter:
        return Filter(name, label, labels("Any"), choices(values(name), words[name].labels, unknown))

    return useful(
        (
            of("severity", labels("Severity")),
            of("category", labels("Category")),
            of("status", labels("Status")),
            Filter("when", labels("When"), labels("Any time"), periods if len(values("when")) > 1 else ()),
            *(
                named(kind, labels(label), labels(every), (row.names[kind] for row in rows), labels("None"))
                for kind, label, every in NAMED
            ),
        )
    )


def _periods(quarters: list[str], labels: Labels) -> Iterable[tuple[str, str]]:
    """Yield each year, and its quarters below it."""
    year = ""
    for each in quarters:
        if each[:4] != year:
            year = each[:4]
            yield year, year
        yield each, f"\u2003{quarter_text(each, labels)}"
