"""The durations of an incident and the progress of its actions, as pages print them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive, Incident
from mkdocs_postmortem.archive.ledger import actions_of, overdue_since
from mkdocs_postmortem.labels import N_, Labels
from mkdocs_postmortem.pages.places import definition_url
from mkdocs_postmortem.pages.text import UrlFor, duration


class Figure(NamedTuple):
    """A duration: its short and long name, the value as text, a remark, and where it is defined."""

    key: str
    short: str
    label: str
    value: str
    note: str
    url: str


class Progress(NamedTuple):
    """How far actions are. `total` leaves dropped ones out; `due` is the oldest overdue date.

    `undated` are those open ones of which no due date is known.
    """

    total: int
    done: int
    open: int
    overdue: int
    dropped: int
    due: date | None
    undated: int

    def phrases(self, labels: Labels) -> tuple[str, ...]:
        """Return what there is to say: `3 of 5 done`, `1 overdue`, `1 dropped`."""
        parts = [labels("{number} of {all} done", number=self.done, all=self.total)] if self.total else []
        parts += [labels("{number} overdue", number=self.overdue)] if self.overdue else []
        parts += [labels("{number} dropped", number=self.dropped)] if self.dropped else []
        return tuple(parts)


def figures(incident: Incident, archive: Archive, url_for: UrlFor) -> tuple[Figure, ...]:
    """Return the durations of an incident in the template's order; none where it says nothing of any."""
    labels = archive.labels
    found = []
    for metric in archive.template.metrics:
        value, note = _value(incident, metric.key, labels)
        found.append(
            Figure(
                metric.key,
                metric.short,
                metric.label,
                value,
                note,
                definition_url(archive, url_for, metric.key),
            )
        )
    return tuple(found) if any(figure.note != labels(NOT_STATED) for figure in found) else ()


NOT_STATED = N_("not stated")


def _value(incident: Incident, key: str, labels: Labels) -> tuple[str, str]:
    """Return a duration as text, and what has to be said with it."""
    measured = incident.timing.shown.get(key)
    stated = incident.document.metrics.get(key)
    if measured is not None:
        if measured.source == "stated":
            return duration(measured.minutes, labels), labels("as stated")
        bases = incident.template.metric(key).bases
        from_impact = measured.base == "impact" and bases["impact"] != bases["detection"]
        return duration(measured.minutes, labels), labels("from start of impact") if from_impact else ""
    if stated is None or not stated.value or incident.document.unfilled(stated.value):
        return "–", labels(NOT_STATED)
    return "–", stated.value.text


def progress(incidents: Iterable[Incident], today: date) -> Progress:
    """Return how far the actions of incidents are; one is overdue that is open and was due before `today`."""
    actions = [action for incident in incidents for action in actions_of(incident)]
    counted = [action for action in actions if not action.dropped]
    pending = [action for action in counted if action.open]
    late = [due for action in pending if (due := overdue_since(action, today))]
    return Progress(
        len(counted),
        len(counted) - len(pending),
        len(pending),
        len(late),
        len(actions) - len(counted),
        min(late, default=None),
        sum(action.due is None or action.due.value is None for action in pending),
    )
