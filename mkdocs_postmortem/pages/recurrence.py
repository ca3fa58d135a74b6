"""What keeps coming back: on pages of its own, on those of its incidents, on the index and in insights."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from statistics import median
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive, Incident
from mkdocs_postmortem.archive.placing import place
from mkdocs_postmortem.archive.recurrence import (
    ENOUGH,
    Recurrence,
    Recurrences,
    Unkept,
    preventive,
    recurrences,
)
from mkdocs_postmortem.document.model import ActionItem
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.labels import N_
from mkdocs_postmortem.pages.named import Named, named
from mkdocs_postmortem.pages.narrowing import called
from mkdocs_postmortem.pages.places import page_url
from mkdocs_postmortem.pages.rendering import render
from mkdocs_postmortem.pages.text import UrlFor, bare

# How many other incidents and how many sentences an incident's page shows.
MOST, MOST_SENTENCES = 5, 3
# How many things the index names, and how many insights do.
MOST_NOW, MOST_ROWS = 3, 5
_NOT_A_WORD = re.compile(r"[^\w.]+")
STATES = {"open": N_("Open"), "late": N_("Too late"), "done": N_("Done"), "dropped": N_("Dropped")}


class Promise(NamedTuple):
    """A preventive action as it is named: whose it is, its text, owner and due date, and what became of it.

    `state` is `open`, `dropped`, `done`, or `late`: done on the day `completed`, only after the incident
    called `later`.
    """

    incident: Named
    text: str
    owner: str
    due: str
    state: str
    completed: str = ""
    later: str = ""


class Neighbour(NamedTuple):
    """Another incident of the same kind; `days` is how much later it was than the page's own, or None."""

    named: Named
    days: int | None


class Occurrence(NamedTuple):
    """An incident with the days since the one before it, None where that is not known, and its promises."""

    named: Named
    days: int | None
    promises: tuple[Promise, ...]


class Shown(NamedTuple):
    """What keeps coming back, as pages draw it. `median` is in days, None for too few intervals."""

    url: str
    title: str
    stated: bool
    number: int
    first: str
    latest: Named
    intervals: tuple[int, ...]
    median: int | None
    category: str | None
    services: tuple[str, ...]
    missed: tuple[Promise, ...]

    @property
    def open(self) -> tuple[Promise, ...]:
        """What is still to be done."""
        return tuple(each for each in self.missed if each.state == "open")


def recurring(archive: Archive) -> Recurrences:
    """Return what keeps coming back, by likeness too unless the site wants none."""
    return recurrences(archive, archive.settings.similar > 0)


@lru_cache(maxsize=2)
def recurrence_paths(archive: Archive) -> Mapping[str, str]:
    """Return the paths of the pages of what keeps coming back, by the path of the first incident.

    A page goes by that document's name, which stays when it happens once more.
    """
    at, folder = place(archive.settings, "recurrence"), f"{archive.settings.folder}/"
    taken: dict[str, str] = {}
    for first in sorted(each.incidents[0].uri for each in recurring(archive).all):
        name = plain_name = (
            _NOT_A_WORD.sub("-", first.removeprefix(folder).removesuffix(".md")).strip("-") or "incident"
        )
        number = 1
        while name in taken:
            number += 1
            name = f"{plain_name}-{number}"
        taken[name] = first
    return {first: at.page(name) for name, first in taken.items()}


def _url(recurrence: Recurrence, archive: Archive, url_for: UrlFor) -> str:
    made = place(archive.settings, "recurrence").made
    return url_for(recurrence_paths(archive)[recurrence.incidents[0].uri]) if made else ""


def before_html(incident: Incident, archive: Archive, url_for: UrlFor) -> str:
    """Return what stands under an incident's header where it is not the only one of its kind."""
    recurrence = recurring(archive).of(incident)
    if recurrence is None:
        return ""
    others = [
        Neighbour(named(each, "", url_for), _days(incident, each))
        for each in reversed(recurrence.incidents)
        if each is not incident
    ]
    missed = [*recurrence.unkept(incident), *(e for e in recurrence.missed if e.earlier is incident)]
    return render(
        "before.html",
        archive.labels,
        before=bool(recurrence.before(incident)),
        since=any(each.days is not None and each.days > 0 for each in others),
        stated=recurrence.stated,
        others=others[:MOST],
        more=len(others) - MOST,
        here=bare(incident.label),
        promises=[(each.earlier is incident, _missed(each, url_for)) for each in missed[:MOST_SENTENCES]],
        unsaid=len(missed) - MOST_SENTENCES,
        url=_url(recurrence, archive, url_for),
    )


def _with(some: Archive, recurrences: tuple[Recurrence, ...], least: int = 1) -> list[Recurrence]:
    """Return those that at least so many of some incidents are of."""
    return [each for each in recurrences if sum(one.uri in some.by_uri for one in each.incidents) >= least]


def again_html(archive: Archive, url_for: UrlFor, some: Archive) -> str:
    """Return what may happen again any day: it has before, and what was to prevent it is still to do.

    `some` has the incidents that it is to be about.
    """
    found = _with(some, recurring(archive).open)
    shown = [_shown(each, archive, url_for) for each in found[:MOST_NOW]]
    every = page_url(archive, url_for, "recurring")
    if not shown:
        return ""
    return render("again.html", archive.labels, shown=shown, more=len(found) - MOST_NOW, url=every)


def recurring_html(archive: Archive, url_for: UrlFor, some: Archive) -> str:
    """Return all that keeps coming back of some incidents, what happened last first."""
    return render(
        "recurring.html",
        archive.labels,
        shown=[_shown(each, archive, url_for) for each in _with(some, recurring(archive).all)],
        compared=archive.settings.similar > 0,
        section=next((each.title for each in archive.template.sections if each.key == "related"), ""),
        word=next((each.label for each in archive.template.relations if each.again), ""),
        index=page_url(archive, url_for, "index"),
    )


def recurrence_html(archive: Archive, url_for: UrlFor, name: str) -> str:
    """Return one thing that keeps coming back, by any of its incidents; nothing where there is none."""
    incident = called(archive, name)
    recurrence = recurring(archive).of(incident) if incident else None
    if recurrence is None:
        return ""
    return render(
        "recurrence.html",
        archive.labels,
        shown=_shown(recurrence, archive, url_for),
        occurrences=_occurrences(recurrence, url_for),
        states={state: archive.labels(word) for state, word in STATES.items()},
        every=page_url(archive, url_for, "recurring"),
    )


def recurring_rows(archive: Archive, url_for: UrlFor, some: Archive) -> list[Shown]:
    """Return what keeps coming back of some incidents as insights list it: the first few."""
    found = _with(some, recurring(archive).all)[:MOST_ROWS]
    return [_shown(each, archive, url_for) for each in found]


def coming_back_html(archive: Archive, url_for: UrlFor, some: Archive) -> str:
    """Return what has come back among some incidents: two of them at least are of it."""
    found = _with(some, recurring(archive).all, least=2)
    if not found:
        return ""
    shown = [_shown(each, archive, url_for) for each in found[:MOST_ROWS]]
    every = page_url(archive, url_for, "recurring")
    return render("coming_back.html", archive.labels, shown=shown, more=len(found) - MOST_ROWS, url=every)


def _shown(recurrence: Recurrence, archive: Archive, url_for: UrlFor) -> Shown:
    first = recurrence.incidents[0]
    intervals = recurrence.intervals
    return Shown(
        _url(recurrence, archive, url_for),
        bare(first.title),
        recurrence.stated,
        len(recurrence.incidents),
        first.date.isoformat() if first.date else "",
        named(recurrence.latest, "", url_for),
        intervals,
        round(median(intervals)) if len(intervals) >= ENOUGH else None,
        recurrence.category,
        tuple(bare(name) for name in recurrence.services),
        tuple(_missed(each, url_for) for each in recurrence.missed),
    )


def _occurrences(recurrence: Recurrence, url_for: UrlFor) -> list[Occurrence]:
    """Return the incidents, the newest first."""
    missed = {id(each.action): each for each in recurrence.missed}
    found = []
    before: Incident | None = None
    for incident in recurrence.incidents:
        promises = tuple(
            _missed(missed[id(action)], url_for)
            if id(action) in missed
            else _promise(incident, action, "open" if action.open else "done", url_for)
            for action in preventive(incident)
        )
        days = _days(before, incident) if before else None
        found.append(Occurrence(named(incident, "", url_for), days, promises))
        before = incident
    return found[::-1]


def _days(one: Incident, two: Incident) -> int | None:
    return (two.date - one.date).days if one.date and two.date else None


def _missed(unkept: Unkept, url_for: UrlFor) -> Promise:
    later = bare(unkept.later.label) if unkept.state == "late" else ""
    return _promise(unkept.earlier, unkept.action, unkept.state, url_for)._replace(later=later)


def _promise(incident: Incident, action: ActionItem, state: str, url_for: UrlFor) -> Promise:
    return Promise(
        named(incident, "", url_for),
        bare(_line(action.task)).strip(),
        bare(_line(action.owner)),
        action.due.value.isoformat() if action.due and action.due.value else "",
        "dropped" if action.dropped else state,
        action.completed.isoformat() if action.completed else "",
    )


def _line(text: Text | None) -> str:
    return " ".join(text.text.split()) if text else ""
