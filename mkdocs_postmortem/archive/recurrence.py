"""What keeps coming back: incidents that are one thing happening again, and what was to prevent it.

Two incidents belong together where a document says so, or where they are so much alike that somebody
should have: in words, with one root cause category and a service in common, or with one title. By
likeness an incident joins others only if it is that much like each of them. So one that is a little
like many holds no chain together, and a template that fills an archive makes no giant group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from mkdocs_postmortem.archive.ledger import actions_of
from mkdocs_postmortem.archive.model import Archive, Incident
from mkdocs_postmortem.archive.similarity import LEAST, STRONG, Likeness, kept_apart, similarity
from mkdocs_postmortem.document.model import ActionItem
from mkdocs_postmortem.template import plain

# From so many intervals on their median says something.
ENOUGH = 3
# How much alike in words two incidents of one title are at the least, so that more than a habit of naming
# joins them: half of what shows two as similar.
IN_WORDS = LEAST / 2


@dataclass(frozen=True, slots=True, eq=False)
class Recurrence:
    """Incidents that are one thing happening again, oldest first; those without a date come last.

    `stated` says whether documents join all of them, or likeness had to. `category` and `services` are
    what all of them have in common, `same_title` that they have one title.
    """

    incidents: tuple[Incident, ...]
    stated: bool
    category: str | None
    services: tuple[str, ...]
    same_title: bool

    @property
    def latest(self) -> Incident:
        """The newest incident with a date, else the last."""
        return next((each for each in reversed(self.incidents) if each.date), self.incidents[-1])

    @property
    def intervals(self) -> tuple[int, ...]:
        """The days between each incident with a date and the next."""
        days = [each.date for each in self.incidents if each.date]
        return tuple((later - earlier).days for earlier, later in pairwise(days))

    def before(self, incident: Incident) -> tuple[Incident, ...]:
        """Return those of an earlier day than one of them, the newest first."""
        day = incident.date
        if day is None:
            return ()
        return tuple(each for each in reversed(self.incidents) if each.date and each.date < day)

    def unkept(self, incident: Incident) -> tuple[Unkept, ...]:
        """Return what earlier ones meant to prevent this one with: what was not done, the open ones first."""
        found = [each for earlier in self.before(incident) for each in _unkept(earlier, incident)]
        return tuple(sorted(found, key=lambda each: _STATES.index(each.state)))

    @property
    def missed(self) -> tuple[Unkept, ...]:
        """Return what was not done in time before any of them, each action once, the open ones first.

        It is told of the last incident that it came too late for.
        """
        seen: dict[int, Unkept] = {}
        for incident in reversed(self.incidents):
            for each in self.unkept(incident):
                seen.setdefault(id(each.action), each)
        return tuple(sorted(seen.values(), key=lambda each: _STATES.index(each.state)))


@dataclass(frozen=True, slots=True, eq=False)
class Unkept:
    """A preventive action of an incident that was not done when it happened again.

    `state` is `open`: it still is today; `late`: it was done on the day `completed`, after `later` had
    happened; or `dropped`, whenever that was. Of one that is done without a date nobody knows.
    """

    earlier: Incident
    action: ActionItem
    later: Incident
    state: str
    completed: date | None = None


_STATES = ("open", "late", "dropped")


def preventive(incident: Incident) -> tuple[ActionItem, ...]:
    """Return the actions of an incident that are to keep it from happening again, as the template has it."""
    vocabulary = incident.template.vocabularies["action_category"]
    names = {term.name for term in vocabulary.terms if term.prevents}
    return tuple(action for action in actions_of(incident) if action.category in names)


def _unkept(earlier: Incident, later: Incident) -> Iterator[Unkept]:
    for action in preventive(earlier):
        if action.dropped:
            yield Unkept(earlier, action, later, "dropped")
        elif action.open:
            yield Unkept(earlier, action, later, "open")
        elif action.completed and later.date and action.completed > later.date:
            yield Unkept(earlier, action, later, "late", action.completed)


class Recurrences:
    """What keeps coming back in an archive, what happened last first."""

    def __init__(self, recurrences: Iterable[Recurrence]) -> None:
        self.all = tuple(sorted(recurrences, key=_newest))
        self._by_uri = {incident.uri: each for each in self.all for incident in each.incidents}

    def of(self, incident: Incident) -> Recurrence | None:
        """Return what an incident is one of, or None."""
        return self._by_uri.get(incident.uri)

    @property
    def open(self) -> tuple[Recurrence, ...]:
        """Those that may happen again any day: what was to prevent their last incident is still to do."""
        return tuple(
            each for each in self.all if any(one.state == "open" for one in each.unkept(each.latest))
        )


def _newest(recurrence: Recurrence) -> tuple[int, str]:
    day = recurrence.latest.date
    return (-day.toordinal() if day else 0, recurrence.incidents[0].uri)


@lru_cache(maxsize=4)
def recurrences(archive: Archive, alike: bool) -> Recurrences:
    """Return what keeps coming back, worked out once.

    That is what documents say does; with `alike` also what reads so, which takes comparing all incidents.
    """
    groups = _Groups()
    apart, told_twice = kept_apart(archive), _told_twice(archive)
    for one, two in _stated(archive):
        if not told_twice & {one, two}:
            groups.join(one, two, lambda a, b: b not in apart.get(a, ()))
    stated = {frozenset(group) for group in groups.all()}
    if alike:
        pairs = _alike(archive)
        # The most like first, so that an incident goes where it belongs most.
        for one, two in sorted(pairs, key=lambda pair: (-pairs[pair], pair)):
            if not told_twice & {one, two}:
                groups.join(one, two, lambda a, b: (min(a, b), max(a, b)) in pairs)
    return Recurrences(_recurrence(archive, group, frozenset(group) in stated) for group in groups.all())


class _Groups:
    """Paths of incidents, put together pair by pair."""

    def __init__(self) -> None:
        self._of: dict[str, set[str]] = {}

    def join(self, one: str, two: str, may: Callable[[str, str], bool]) -> None:
        """Put the groups of two together if each of one may stand with each of the other."""
        first, second = (self._of.setdefault(uri, {uri}) for uri in (one, two))
        if first is second or not all(may(a, b) for a in first for b in second):
            return
        first |= second
        for uri in second:
            self._of[uri] = first

    def all(self) -> list[set[str]]:
        """Return the groups of two or more."""
        return [each for each in {id(group): group for group in self._of.values()}.values() if len(each) > 1]


def _stated(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield the pairs of which a document says that one is the other happening again."""
    for relations in archive.relations.values():
        for each in relations:
            if archive.template.relation(each.kind).again:
                yield each.origin.uri, each.target.uri


def _told_twice(archive: Archive) -> set[str]:
    """Return the incidents that another document tells of: they did not happen a second time."""
    kinds = {each.key for each in archive.template.relations if each.instead}
    return {
        each.origin.uri
        for relations in archive.relations.values()
        for each in relations
        if each.kind in kinds
    }


def _alike(archive: Archive) -> dict[tuple[str, str], float]:
    """Return the pairs that are so much alike that they belong together, with their scores."""
    index = similarity(archive)
    return {
        (min(incident.uri, other.uri), max(incident.uri, other.uri)): each.score
        for incident in index.incidents
        for each in index.likenesses(incident)
        if _belongs(incident, other := index.incidents[each.number], each)
    }


def _belongs(one: Incident, two: Incident, likeness: Likeness) -> bool:
    """Say whether two are one thing happening again: there must be more than words to it."""
    if likeness.category and likeness.services:
        return likeness.score >= STRONG
    if not likeness.same_title or likeness.words < IN_WORDS:
        return False
    # One title is enough where neither cause nor services speak against it.
    return not (one.category and two.category and not likeness.category) and not (
        one.document.services and two.document.services and not likeness.services
    )


def _recurrence(archive: Archive, group: Iterable[str], stated: bool) -> Recurrence:
    incidents = sorted((archive.by_uri[uri] for uri in group), key=_oldest)
    first, rest = incidents[0], incidents[1:]
    shared = {plain(name) for name in first.document.services}
    for each in rest:
        shared &= {plain(name) for name in each.document.services}
    return Recurrence(
        tuple(incidents),
        stated,
        first.category if all(each.category == first.category for each in rest) else None,
        tuple(name for name in first.document.services if plain(name) in shared),
        all(plain(each.title) == plain(first.title) for each in rest),
    )


def _oldest(incident: Incident) -> tuple[str, str]:
    return (incident.date.isoformat() if incident.date else "9999", incident.uri)
