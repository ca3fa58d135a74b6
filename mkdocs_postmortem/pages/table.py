"""The table of all incidents, with the row of filters above it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive, Incident
from mkdocs_postmortem.pages.figures import Progress, progress
from mkdocs_postmortem.pages.places import TABLE_ID, definition_url
from mkdocs_postmortem.pages.rendering import render
from mkdocs_postmortem.pages.severity import Badge, badge, severity_style
from mkdocs_postmortem.pages.text import UrlFor, bare, duration, quarter

# No word of a vocabulary can be this.
NONE = "-"


class Row(NamedTuple):
    """An incident as a row; what filters look at is in `keys` (by the filter's name) and `words`."""

    url: str
    id: str | None
    title: str
    date: str | None
    severity: Badge | None
    category: Badge | None
    status: Badge | None
    ttr: str | None
    ttr_note: str
    progress: Progress
    keys: dict[str, str]
    words: str


class Filter(NamedTuple):
    """A filter: its name in the URL, its label, and its choices as value and text."""

    name: str
    label: str
    everything: str
    choices: tuple[tuple[str, str], ...]


def table_html(archive: Archive, url_for: UrlFor, today: date) -> str:
    """Return the table of all incidents, newest first; it is complete without JavaScript."""
    if not archive.incidents:
        return ""
    rows = [_row(incident, archive, url_for, today) for incident in archive.incidents]
    return render(
        "table.html",
        id=TABLE_ID,
        rows=rows,
        filters=_filters(archive, rows),
        ttr_url=definition_url(archive, url_for, "ttr"),
    )


def _row(incident: Incident, archive: Archive, url_for: UrlFor, today: date) -> Row:
    document = incident.document
    ttr = incident.timing.shown.get("ttr")
    title = bare(incident.title)
    names = map(bare, (*document.services, *document.tags, *document.authors))
    actions = progress([incident], today)
    return Row(
        url_for(incident.uri),
        incident.id,
        title,
        incident.date.isoformat() if incident.date else None,
        badge("severity", document.severity, document, severity_style(incident.severity, archive.template)),
        badge("category", document.category, document, ""),
        badge("status", document.status_choice, document, ""),
        duration(ttr.minutes) if ttr else None,
        "stated" if ttr and ttr.source == "stated" else "",
        actions,
        {
            "severity": incident.severity or NONE,
            "category": incident.category or NONE,
            "status": incident.status or NONE,
            "when": quarter(incident.date) if incident.date else NONE,
        },
        " ".join((incident.id or "", title, *names)).casefold(),
    )


def _filters(archive: Archive, rows: list[Row]) -> tuple[Filter, ...]:
    """Return the filters, each with the values that occur, in their vocabulary's order."""
    words = archive.template.vocabularies
    quarters = sorted({row.keys["when"] for row in rows} - {NONE}, reverse=True)
    return (
        Filter("severity", "Severity", "Any", _choices("severity", words["severity"].labels, rows)),
        Filter("category", "Category", "Any", _choices("category", words["category"].labels, rows)),
        Filter("status", "Status", "Any", _choices("status", words["status"].labels, rows)),
        Filter("when", "When", "Any time", tuple(_periods(quarters)) + _none("when", rows)),
    )


def _choices(name: str, labels: Iterable[str], rows: list[Row]) -> tuple[tuple[str, str], ...]:
    present = {row.keys[name] for row in rows}
    return tuple((label, label) for label in labels if label in present) + _none(name, rows)


def _none(name: str, rows: list[Row]) -> tuple[tuple[str, str], ...]:
    return ((NONE, "Unknown"),) if any(row.keys[name] == NONE for row in rows) else ()


def _periods(quarters: list[str]) -> Iterable[tuple[str, str]]:
    """Yield each year, and its quarters below it."""
    year = ""
    for each in quarters:
        if each[:4] != year:
            year = each[:4]
            yield year, year
        yield each, f"\u2003{year} {each[5:]}"
