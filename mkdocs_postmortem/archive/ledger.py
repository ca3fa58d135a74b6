"""The action items of the whole archive: what is still to do, what is late, what was done in time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mkdocs_postmortem.archive.model import Incident
from mkdocs_postmortem.document.model import ActionItem

# How late an action is: the last day of each step but the last, in days after it was due.
AGES = (30, 90, 365)


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """An action item with its incident.

    `state` is `open`, `done` or `dropped`. `late` is how many days an open action is past its due date
    today, 0 where it is not. `on_time` says of a done one whether it was done by its due date, None where
    either date is unknown.
    """

    incident: Incident
    action: ActionItem
    state: str
    late: int
    on_time: bool | None

    @property
    def due(self) -> date | None:
        """The day it is or was due, or None."""
        return self.action.due.value if self.action.due else None


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """All action items of an archive: overdue ones first, then open ones by due date, then the rest."""

    entries: tuple[Entry, ...]

    def count(self, state: str) -> int:
        """Return how many are in a state: open, done, dropped."""
        return sum(entry.state == state for entry in self.entries)

    @property
    def overdue(self) -> tuple[Entry, ...]:
        """The open ones that are past their due date, the longest first."""
        return tuple(entry for entry in self.entries if entry.late)

    @property
    def judged(self) -> tuple[Entry, ...]:
        """The done ones of which it is known whether they were done in time."""
        return tuple(entry for entry in self.entries if entry.on_time is not None)

    def groups(self, key: Callable[[Entry], str | None]) -> tuple[Group, ...]:
        """Return the entries by what `key` makes of them, dropped ones left out; None is a group too."""
        found: dict[str | None, list[Entry]] = {}
        for entry in self.entries:
            if entry.state != "dropped":
                found.setdefault(key(entry), []).append(entry)
        return tuple(Group(name, *_counts(entries)) for name, entries in found.items())


@dataclass(frozen=True, slots=True)
class Group:
    """How far the actions of an owner, a priority or a category are; overdue ones are open too."""

    name: str | None
    open: int
    overdue: int
    done: int

    @property
    def total(self) -> int:
        """How many there are."""
        return self.open + self.done


def _counts(entries: Iterable[Entry]) -> tuple[int, int, int]:
    entries = tuple(entries)
    still = sum(entry.state == "open" for entry in entries)
    return still, sum(entry.late > 0 for entry in entries), len(entries) - still


def build_ledger(incidents: Iterable[Incident], today: date) -> Ledger:
    """Return the action items of incidents. `today` decides which are overdue."""
    entries = [_entry(incident, action, today) for incident in incidents for action in actions_of(incident)]
    entries.sort(key=_urgency)
    return Ledger(tuple(entries))


def actions_of(incident: Incident) -> tuple[ActionItem, ...]:
    """Return the actions of an incident, without rows that still hold the template's placeholders."""
    document = incident.document
    return tuple(action for action in document.actions if not document.unfilled(action.action))


def overdue_since(action: ActionItem, today: date) -> date | None:
    """Return the day an action was due, if it is open and that day is past, else None."""
    due = action.due.value if action.due else None
    return due if due is not None and action.open and not action.dropped and due < today else None


def ages(ledger: Ledger) -> Iterator[tuple[int | None, int]]:
    """Yield how many open actions are late by up to so many days; None for still longer."""
    return in_steps(entry.late for entry in ledger.entries if entry.late)


def in_steps(days: Iterable[int]) -> Iterator[tuple[int | None, int]]:
    """Yield how many of some numbers of days are in each step, by its last day; None for still longer."""
    days, low = tuple(days), -1
    for high in (*AGES, None):
        yield high, sum(low < each and (high is None or each <= high) for each in days)
        low = high or 0


def waiting(ledger: Ledger, today: date) -> tuple[tuple[int, ...], int]:
    """Return for how many days each open action has been open, the longest last, and how many are left out.

    An action is opened on the day of its incident; one whose incident has no date is left out.
    """
    opened = [entry.incident.date for entry in ledger.entries if entry.state == "open"]
    days = sorted(max((today - day).days, 0) for day in opened if day is not None)
    return tuple(days), len(opened) - len(days)


def _entry(incident: Incident, action: ActionItem, today: date) -> Entry:
    since = overdue_since(action, today)
    state = "dropped" if action.dropped else "open" if action.open else "done"
    due = action.due.value if action.due else None
    on_time = None
    if state == "done" and due is not None and action.completed is not None:
        on_time = action.completed <= due
    return Entry(incident, action, state, (today - since).days if since else 0, on_time)


def _urgency(entry: Entry) -> tuple[int, int, str]:
    """Open ones come first, by due date (those without one last), then done, then dropped ones."""
    order = ("open", "done", "dropped").index(entry.state)
    if entry.state == "open":
        return (order, 0, entry.due.isoformat() if entry.due else "9999")
    day = entry.action.completed or entry.due or entry.incident.date
    return (order, -(day.toordinal() if day else 0), "")
