"""The page of action items: whether what was promised after the incidents has been done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.archive.facets import folded
from mkdocs_postmortem.archive.ledger import Entry, Group, Ledger, ages, build_ledger
from mkdocs_postmortem.archive.quarters import quarter
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.labels import N_, Labels
from mkdocs_postmortem.pages import arguments
from mkdocs_postmortem.pages.arguments import Arguments
from mkdocs_postmortem.pages.filters import BETWEEN, NONE, Filter, Spelling, choices, useful, without
from mkdocs_postmortem.pages.nothing import nothing_html
from mkdocs_postmortem.pages.places import ACTIONS_ID, actions_url, index_url
from mkdocs_postmortem.pages.rendering import render
from mkdocs_postmortem.pages.severity import severity_style
from mkdocs_postmortem.pages.text import UrlFor, bare
from mkdocs_postmortem.pages.ticket import Part, ticket_parts
from mkdocs_postmortem.pages.totals import overdue_note

# From so many actions with known dates on, a share says something.
ENOUGH = 5
# More owners than this are not listed; the filter has them all.
MOST_OWNERS = 12
STATES = {"open": N_("Open"), "open-overdue": N_("Overdue"), "done": N_("Done"), "dropped": N_("Dropped")}


class Row(NamedTuple):
    """An action item as a row; what filters look at is in `keys` (by the filter's name) and `words`."""

    url: str
    id: str | None
    title: str
    style: str
    action: str
    category: str | None
    owner: str
    priority: str
    due: str
    due_iso: str | None
    late: int
    status: str
    note: str
    ticket: tuple[Part, ...]
    keys: dict[str, str]
    words: str


class Tallied(NamedTuple):
    """A line of a small table: a name, its numbers, and two stretches of a bar in percent."""

    name: str
    url: str | None
    numbers: tuple[int, ...]
    late: float
    rest: float
    is_named: bool = True


class Question(NamedTuple):
    """A small table that answers one question."""

    key: str
    question: str
    label: str
    columns: tuple[str, ...]
    rows: tuple[Tallied, ...]

    @property
    def is_answered(self) -> bool:
        """Whether any action says what is asked: a single line `None given` answers nothing."""
        return any(row.is_named for row in self.rows)


class Sum(NamedTuple):
    """A number about the actions, what it counts, and a remark."""

    number: str
    label: str
    note: str
    style: str = ""
    url: str = ""


def actions_html(archive: Archive, url_for: UrlFor, today: date, asked: Arguments = arguments.NONE) -> str:
    """Return the ledger of actions: totals, who and what is behind, and the table of all.

    Where something is `asked` for in particular, it is the table of just that.
    """
    ledger = build_ledger(archive.incidents, today)
    if not ledger.entries:
        return render("no_actions.html", archive.labels)
    if asked != arguments.NONE:
        chosen = [entry for entry in ledger.entries if _is_wanted(entry, asked)]
        return _table(chosen, archive, url_for, asked) if chosen else nothing_html("action", archive, asked)
    parts = [render("summary.html", archive.labels, totals=_sums(ledger, archive.labels))]
    if ledger.count("open"):
        questions = [each for each in _questions(ledger, archive, url_for) if each.is_answered]
        parts.append(render("action_groups.html", archive.labels, groups=questions, remark=""))
    parts.append(_table(ledger.entries, archive, url_for, asked))
    return "".join(parts)


def _table(entries: Sequence[Entry], archive: Archive, url_for: UrlFor, asked: Arguments) -> str:
    services = Spelling(archive.incidents, "service")
    rows = [_row(entry, services, archive, url_for) for entry in entries[: asked.limit]]
    given = asked.shared()
    whole = asked == arguments.NONE
    return render(
        "actions.html",
        archive.labels,
        id=ACTIONS_ID,
        rows=rows,
        # A column in which no row says anything would only be in the way.
        shown={name: any(getattr(row, name) for row in rows) for name in ("owner", "priority", "due")},
        whole=whole,
        filters=without(_filters(archive, rows), given),
        filter_row=asked.filter_row,
        total=len(entries),
        all_url=actions_url(archive, url_for, **given),
        index=index_url(archive, url_for) if whole else "",
    )


def _is_wanted(entry: Entry, asked: Arguments) -> bool:
    """Say whether an action has what is asked for of actions; its incident is looked at elsewhere."""
    state = "open-overdue" if entry.late else entry.state
    own = {
        "state": {state, entry.state},
        "owner": {folded(_owner(entry) or NONE)},
        "priority": {folded(_priority(entry) or NONE)},
        "category": {folded(_category(entry) or NONE)},
    }
    names = own.keys() & {name for name, _ in asked.filters}
    return all(own[name] & {folded(value) for value in asked.named(name)} for name in names)


def _sums(ledger: Ledger, labels: Labels) -> list[Sum]:
    still, done = ledger.count("open"), ledger.count("done")
    owing = len({entry.incident.uri for entry in ledger.entries if entry.state == "open"})
    dropped = ledger.count("dropped")
    overdue = ledger.overdue
    note = labels.n("in {number} incident", "in {number} incidents", owing) if still else ""
    undated = sum(entry.state == "open" and entry.due is None for entry in ledger.entries)
    since = overdue_note(labels, overdue[0].due if overdue else None, undated)
    no_more = labels("{number} dropped", number=dropped) if dropped else ""
    sums = [
        Sum(str(still), labels.n("action open", "actions open", still), note),
        Sum(str(len(overdue)), labels("overdue"), since),
        Sum(labels("{number} of {all}", number=done, all=done + still), labels("done"), no_more),
    ]
    judged = ledger.judged
    if judged:
        in_time = sum(entry.on_time is True for entry in judged)
        unknown = done - len(judged)
        note = labels("of {number} done", number=len(judged))
        if unknown:
            without = labels("{number} left out without a date", number=unknown)
            note = f"{note}, {without}"
        share = f"{round(100 * in_time / len(judged))} %" if len(judged) >= ENOUGH else str(in_time)
        sums.append(Sum(share, labels("done on time"), note))
    return sums


def _questions(ledger: Ledger, archive: Archive, url_for: UrlFor) -> Iterable[Question]:
    words = archive.template.vocabularies
    labels = archive.labels
    columns = (labels("Open"), labels("Overdue"), labels("Done"))
    yield _by_age(ledger, labels)
    owners = [group for group in ledger.groups(_owner) if group.open]
    owners.sort(key=lambda group: (-group.overdue, -group.open, group.name or ""))
    most = _widest(owners)
    nobody = labels("Nobody")
    listed = (_tallied(group, "owner", nobody, most, archive, url_for) for group in owners[:MOST_OWNERS])
    yield Question("owner", labels("Who has how much to do?"), labels("Owner"), columns, tuple(listed))
    for key, question, label, order in (
        ("priority", labels("How urgent is it?"), labels("Priority"), words["priority"].labels),
        ("category", labels("What is it for?"), labels("Category"), words["action_category"].labels),
    ):
        of = _priority if key == "priority" else _category
        groups = {group.name: group for group in ledger.groups(of)}
        found = [groups[name] for name in (*order, None) if name in groups]
        most = _widest(found)
        listed = (_tallied(group, key, labels("None given"), most, archive, url_for) for group in found)
        yield Question(key, question, label, columns, tuple(listed))


def _by_age(ledger: Ledger, labels: Labels) -> Question:
    found = list(steps_named(ages(ledger), labels, first=1))
    most = max((number for _, number in found), default=0) or 1
    rows = tuple(Tallied(name, None, (number,), round(100 * number / most, 2), 0) for name, number in found)
    listed = rows if any(number for _, number in found) else ()
    question = labels("How late is what is late?")
    return Question("age", question, labels("Overdue for"), (labels("Actions"),), listed)


def steps_named(
    steps: Iterable[tuple[int | None, int]], labels: Labels, first: int
) -> Iterator[tuple[str, int]]:
    """Yield the numbers in steps of days, each with the step's name; the first step begins at day `first`."""
    for high, number in steps:
        if high:
            yield labels("{first} to {last} days", first=first, last=high), number
            first = high + 1
        else:
            yield labels("more than {number} days", number=first - 1), number


def _widest(groups: list[Group]) -> int:
    return max((group.open for group in groups), default=0) or 1


def _tallied(group: Group, key: str, nobody: str, most: int, archive: Archive, url_for: UrlFor) -> Tallied:
    url = actions_url(archive, url_for, **{key: group.name or NONE, "state": "open"}) if group.open else None
    late, rest = (round(100 * number / most, 2) for number in (group.overdue, group.open - group.overdue))
    numbers = (group.open, group.overdue, group.done)
    return Tallied(group.name or nobody, url, numbers, late, rest, bool(group.name))


def _row(entry: Entry, services: Spelling, archive: Archive, url_for: UrlFor) -> Row:
    action, incident = entry.action, entry.incident
    owner, priority, category = _owner(entry), _priority(entry), _category(entry)
    names = {folded(each.name) for each in incident.document.references}
    text = bare(_shown(action.action), names)
    ticket = _ticket(entry)
    title = bare(incident.title)
    words = (text, owner or "", bare(ticket), incident.id or "", title, category or "")
    return Row(
        url_for(incident.uri),
        incident.id,
        title,
        severity_style(incident.severity, archive.template),
        text,
        # What opens the text need not stand above it a second time.
        category if action.category_from not in ("prefix", "suffix") else None,
        owner or "",
        priority or "",
        bare(_shown(action.due.text)) if action.due else "",
        entry.due.isoformat() if entry.due else None,
        entry.late,
        _status(entry, archive.labels),
        action.completed.isoformat() if action.completed else "",
        tuple(ticket_parts(ticket, archive)),
        {
            "severity": incident.severity or NONE,
            "state": "open-overdue" if entry.late else entry.state,
            "owner": owner or NONE,
            "priority": priority or NONE,
            "category": category or NONE,
            "service": BETWEEN.join(services.names(incident)) or NONE,
            "when": quarter(incident.date) if incident.date else NONE,
        },
        " ".join(words).casefold(),
    )


def _status(entry: Entry, labels: Labels) -> str:
    status = entry.action.status
    written = (status.name or bare(_shown(status.text))) if status else ""
    return written or labels(STATES[entry.state])


def _shown(text: Text | None) -> str:
    return " ".join(text.text.split()) if text else ""


def _owner(entry: Entry) -> str | None:
    owner = entry.action.owner
    written = bare(_shown(owner)).strip(" *_`")
    if owner is None or entry.incident.document.unfilled(owner):
        return None
    return None if written.casefold() in entry.incident.template.empty else written or None


def _ticket(entry: Entry) -> str:
    """Return the cell of a ticket as written, or nothing where it says `-` or `n/a`."""
    written, template = _shown(entry.action.ticket), entry.incident.template
    said = bare(written).casefold().strip(" *_`.")
    return "" if said in template.empty or said in template.none else written


def _priority(entry: Entry) -> str | None:
    return entry.action.priority.name if entry.action.priority else None


def _category(entry: Entry) -> str | None:
    return entry.action.category


def _filters(archive: Archive, rows: list[Row]) -> tuple[Filter, ...]:
    words, labels = archive.template.vocabularies, archive.labels

    def values(name: str) -> set[str]:
        return {each for row in rows for each in row.keys[name].split(BETWEEN)}

    states = values("state")
    present = tuple(
        (value, ("\u2003" if "-" in value else "") + labels(text))
        for value, text in STATES.items()
        if any(state.startswith(value) for state in states)
    )
    orders: Mapping[str, Iterable[str]] = {
        "owner": sorted(values("owner") - {NONE}, key=str.casefold),
        "priority": words["priority"].labels,
        "category": words["action_category"].labels,
        "severity": words["severity"].labels,
        "service": sorted(values("service") - {NONE}, key=str.casefold),
        # Of an action, the quarter in which it was asked for says little.
        "when": sorted({when[:4] for when in values("when") - {NONE}}, reverse=True),
    }

    def of(name: str, none: str) -> tuple[tuple[str, str], ...]:
        return choices(values(name), orders[name], none)

    years = choices({when[:4] for when in values("when")}, orders["when"], labels("Unknown"))

    return useful(
        (
            Filter("state", labels("Status"), labels("Any"), present),
            Filter("owner", labels("Owner"), labels("Anybody"), of("owner", labels("Nobody"))),
            Filter("priority", labels("Priority"), labels("Any"), of("priority", labels("None"))),
            Filter("category", labels("Category"), labels("Any"), of("category", labels("None"))),
            Filter("severity", labels("Severity"), labels("Any"), of("severity", labels("Unknown"))),
            Filter("service", labels("Service"), labels("Any"), of("service", labels("None"))),
            Filter("when", labels("When"), labels("Any time"), years),
        )
    )
