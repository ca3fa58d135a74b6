"""Reading action items: tables first, lists where there is no table."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from mkdocs_postmortem.document.blocks import Block, Heading, Table
from mkdocs_postmortem.document.choices import read_choice
from mkdocs_postmortem.document.columns import Known, columns_of
from mkdocs_postmortem.document.dates import find_date
from mkdocs_postmortem.document.labels import Labelled
from mkdocs_postmortem.document.listed import Item, group_status, read_items, status_of
from mkdocs_postmortem.document.model import ActionItem, Choice, Day, Section
from mkdocs_postmortem.document.sections import end_of, section_key
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.template import Template, Term, Vocabulary, plain

# An emoji, or the shortcode of one, may stand in front: `🛡️ Prevent: …`.
_PREFIX = re.compile(
    r"(?:(?:[^\w\s!-/:-@\[-`{-~]{1,8}|:[a-z0-9_+-]{2,30}:)[ \t]{1,2})?"
    r"(?:\[(?P<boxed>[^\]\n]{3,24})\][:\s]{0,4}"
    r"|[*_]{0,2}(?P<plain>[A-Za-z][A-Za-z/ -]{2,23}?)[*_]{0,2}[ \t]{0,2}(?::[*_]{0,2}|[ \t][-–—])[ \t])"
)
_SUFFIX = re.compile(r"\((?P<word>[A-Za-z]{3,14})\)[ \t.]{0,3}$")
# `#2101 **DONE**`, as the SRE book has it: words in capitals behind the ticket.
_STATUS_BEHIND = tuple(
    re.compile(rf"(?:^|(?<=[\s:;,.)\]]))[*_]{{0,2}}(?P<status>[A-Z]{{2,}}{more})[*_]{{0,2}}[ .]*$")
    for more in (" [A-Z]{2,}", "")
)
_NUMBERS = re.compile(r"#?\d+")
_JOINTS = re.compile(r"\band\b|[ ,;&.#]")


# No category has a longer name.
_MAX_NAME = 80


class Actions(NamedTuple):
    """Action items, their tables, and categories said to need none, with where it is said."""

    items: tuple[ActionItem, ...]
    tables: tuple[Table, ...]
    covered: dict[str, Text]


class _Categories(NamedTuple):
    """What the bullets under Action Item Categories say.

    `by_number` gives the category of an item's number; `covered` those that need none; `bullets` are
    the offsets of the lines that say so, or only explain a category.
    """

    by_number: dict[str, str]
    covered: dict[str, Text]
    bullets: frozenset[int]


def read_actions(sections: Iterable[Section], labels: list[Labelled], template: Template) -> Actions:
    """Return the action items of the first of the sections that has any."""
    first: Actions | None = None
    for section in sections:
        actions = _read_section(section, labels, template)
        if actions.items:
            return actions
        first = first or actions
    return first or Actions((), (), {})


def read_loose_tables(blocks: Iterable[Block], template: Template) -> Actions:
    """Return the action items of tables in no section of theirs, known by a column `Action items`."""
    items: list[ActionItem] = []
    tables: list[Table] = []
    for block in blocks:
        if not isinstance(block, Table):
            continue
        columns = columns_of(block, template.tables["actions"])
        if "owner" in columns and "action" in columns:
            head = block.header.cells[columns["action"]].text[:_MAX_NAME]
            if section_key(head, template) == "actions":
                tables.append(block)
                items += _from_table(Known(block, columns), {}, None, None, template)
    return Actions(tuple(items), tuple(tables), {})


def _read_section(section: Section, labels: list[Labelled], template: Template) -> Actions:
    categories = _category_bullets(section, labels, template)
    items: list[ActionItem] = []
    tables: list[Table] = []
    heading: str | None = None
    said: Choice | None = None
    vocabulary = template.vocabularies["action_category"]
    for block in section.own:
        if isinstance(block, Heading):
            term = vocabulary.find(block.text.text[:_MAX_NAME])
            heading = term.name if term else None
            said = group_status(block.text, template)
        elif isinstance(block, Table):
            columns = columns_of(block, template.tables["actions"])
            if "action" in columns:
                tables.append(block)
                items += _from_table(
                    Known(block, columns),
                    categories.by_number,
                    heading,
                    said,
                    template,
                )
    if not tables:
        items = [
            _from_item(item, template)
            for item in read_items(section, template)
            if item.whole.start not in categories.bullets and not says_none(item.text.text, template)
        ]
    return Actions(tuple(items), tuple(tables), categories.covered)


_COLUMNS = ("action", "number", "owner", "priority", "due", "status", "ticket", "category", "completed")


def _from_table(
    table: Known, by_number: dict[str, str], heading: str | None, said: Choice | None, template: Template
) -> Iterator[ActionItem]:
    words = template.vocabularies
    for row, cells in table.rows(*_COLUMNS):
        action, number, owner, priority, due, status_cell, ticket, category_cell, completed = cells
        if action is None:
            continue
        if status_cell is None and ticket:
            ticket, status_cell = _with_status(ticket, words["action_status"])
        status = said if status_cell is None else _choice(status_cell, words["action_status"])
        term = _term(status, words["action_status"])
        task, category, source = _category(action, category_cell, words["action_category"])
        if category is None and number and by_number and (name := by_number.get(plain(number.text))):
            category, source = name, "list"
        if category is None and heading is not None:
            category, source = heading, "heading"
        done, done_at = _completed(completed, status, term, status_cell)
        yield ActionItem(
            whole=row.text,
            action=action,
            task=task,
            number=number,
            owner=owner,
            priority=_choice(priority, words["priority"]),
            due=read_day(due),
            status=status,
            ticket=ticket,
            category=category,
            category_from=source,
            prefix=_prefix(action) if category is None else None,
            category_cell=category_cell if category is None else None,
            completed=done,
            completed_at=done_at,
            open=term is None or term.open,
            dropped=term is not None and term.dropped,
        )


def _with_status(ticket: Text, vocabulary: Vocabulary) -> tuple[Text | None, Text | None]:
    """Return a ticket, and the status that stands behind it where the table has no column for one.

    A cell with nothing but a status says nothing about a ticket.
    """
    text = ticket.text
    if not text.rstrip("*_ .")[-1:].isupper():
        return ticket, None
    for pattern in _STATUS_BEHIND:
        found = pattern.search(text, max(0, len(text) - _MAX_NAME))
        if found is not None and vocabulary.find(found["status"]) is not None:
            return ticket.part(0, len(text[: found.start()].rstrip())) or None, ticket.part(
                *found.span("status")
            )
    return ticket, None


def _from_item(item: Item, template: Template) -> ActionItem:
    words = template.vocabularies
    status = status_of(item, template)
    term = _term(status, words["action_status"])
    tag = item.tags.get
    task, category, source = _category(item.text, tag("category"), words["action_category"])
    group = words["action_category"].find(item.group.text[:_MAX_NAME]) if item.group else None
    if category is None and group:
        category, source = group.name, "heading"
    done, done_at = _completed(tag("completed"), status, term, item.text)
    return ActionItem(
        whole=item.whole,
        action=item.text,
        task=task,
        owner=tag("owner"),
        priority=_choice(tag("priority"), words["priority"]),
        due=read_day(tag("due")),
        status=status,
        ticket=tag("ticket"),
        category=category,
        category_from=source,
        prefix=_prefix(item.text) if category is None else None,
        category_cell=tag("category") if category is None else None,
        completed=done,
        completed_at=done_at,
        form="list",
        open=not item.done and (term is None or term.open),
        dropped=term is not None and term.dropped,
    )


def _choice(cell: Text | None, vocabulary: Vocabulary) -> Choice | None:
    return None if cell is None else read_choice(cell, vocabulary)


def _term(status: Choice | None, vocabulary: Vocabulary) -> Term | None:
    """Return the term of a status, which says whether the item is open; None where there is none."""
    return vocabulary.term(status.name) if status is not None and status.name is not None else None


def read_day(cell: Text | None) -> Day | None:
    """Return the date that a cell states, or None where there is no cell."""
    if cell is None:
        return None
    found = find_date(cell.text)
    if found is None:
        return Day(None, cell, False)
    return Day(found.day, cell, found.iso, found.ambiguous)


def _completed(
    cell: Text | None, status: Choice | None, term: Term | None, said: Text | None
) -> tuple[date | None, Text | None]:
    """Return when an item was completed, and where it says so.

    That is its column's date, else one in the note of a closed status, which stands in `said`.
    """
    if cell and (found := find_date(cell.text)):
        return found.day, cell.part(found.start, found.end)
    if status is None or not status.note or term is None or term.open or term.dropped:
        return None, None
    found = find_date(status.note)
    if found is None:
        return None, None
    start = said.text.rfind(status.note) if said is not None else -1
    if said is None or start < 0:
        return found.day, status.text
    return found.day, said.part(start + found.start, start + found.end)


def _category(
    action: Text, column: Text | None, vocabulary: Vocabulary
) -> tuple[Text, str | None, str | None]:
    """Return an action without its category, the category, and where it stands: column, prefix or suffix."""
    task, category, source = action, None, None
    text = action.text
    if (found := _PREFIX.match(text)) and (term := vocabulary.find(found["boxed"] or found["plain"])):
        task, category, source = action.part(found.end(), len(text)), term.name, "prefix"
    elif text.endswith((")", ").")):
        found = _SUFFIX.search(text, max(0, len(text) - 24))
        if found and (term := vocabulary.find(found["word"])):
            end = len(text[: found.start()].rstrip())
            task, category, source = action.part(0, end), term.name, "suffix"
    if column and (term := vocabulary.find(column.text[:_MAX_NAME])):
        return task, term.name, "column"
    return task, category, source


def _prefix(action: Text) -> Text | None:
    """Return the word that an action begins with before a colon, or in brackets; None where there is none."""
    found = _PREFIX.match(action.text)
    name = None if found is None else "boxed" if found["boxed"] else "plain"
    return action.part(*found.span(name)) if found is not None and name is not None else None


def _category_bullets(section: Section, labels: list[Labelled], template: Template) -> _Categories:
    """Read the bullets under Action Item Categories: `- **Detect:** 3, 5` or `- **Detect:** none needed`."""
    vocabulary = template.vocabularies["action_category"]
    low = section.heading.text.start
    high = end_of(section)
    by_number: dict[str, str] = {}
    covered: dict[str, Text] = {}
    bullets = set()
    at = bisect_left(labels, low, key=_start_of)
    for label in islice(labels, at, None):
        start = label.whole.start
        if start >= high:
            break
        if (term := vocabulary.find(label.name)) is None:
            continue
        value = label.value.text
        numbers = _NUMBERS.findall(value) if value[:1] in "#0123456789" else []
        if numbers and not _JOINTS.sub("", _NUMBERS.sub("", value)):
            by_number.update((number.lstrip("#"), term.name) for number in numbers)
            bullets.add(start)
        elif value and says_none(value, template):
            covered[term.name] = label.value
            bullets.add(start)
        elif label.bold and value and f" {value}\n" in template.text:
            bullets.add(start)  # the template's own explanation of a category
    return _Categories(by_number, covered, frozenset(bullets))


def _start_of(label: Labelled) -> int:
    return label.whole.start


def says_none(text: str, template: Template) -> bool:
    """Say whether a text says that there is nothing, also with a reason: `None needed (covered by 2)`."""
    bare = text[:60].casefold().strip(" *_`")
    if not bare.startswith(_none(template)):
        return False
    return any(
        bare.startswith(word) and not bare[len(word) :].strip(" .")[:1].isalnum() for word in template.none
    )


@lru_cache(maxsize=16)
def _none(template: Template) -> tuple[str, ...]:
    return tuple(template.none)
