"""Reading action items: tables first, lists where there is no table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from mkdocs_postmortem.document.blocks import Block, Heading, ListItem, Paragraph, Table
from mkdocs_postmortem.document.choices import read_choice
from mkdocs_postmortem.document.columns import KnownRow, columns_of
from mkdocs_postmortem.document.dates import find_date
from mkdocs_postmortem.document.labels import labelled
from mkdocs_postmortem.document.model import ActionItem, Choice, Day, Section
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.template import Template, Vocabulary, plain

_PREFIX = re.compile(
    r"\s*(?:\[(?P<boxed>[^\]\n]{3,24})\][:\s]*|[*_]{0,2}(?P<plain>[A-Za-z][A-Za-z/ -]{2,23}?)[*_]{0,2}\s*(?::[*_]{0,2}|\s[-–—])\s)"
)
_SUFFIX = re.compile(r"\((?P<word>[A-Za-z]{3,12})\)[.\s]*$")
_CHECKBOX = re.compile(r"\[(?P<mark>[ xX])\]\s+")
_NUMBERS = re.compile(r"#?\d+")
_TAG = re.compile(r"\s*\[(?P<key>priority|owner|status|due)\s*[:=]\s*(?P<value>[^\]]*)\]", re.IGNORECASE)
_DONE_WORD = re.compile(r"\((?:done|fixed|completed)\)|\bDONE\b", re.IGNORECASE)


class Actions(NamedTuple):
    """Action items, their tables, and categories said to need none, with where it is said."""

    items: tuple[ActionItem, ...]
    tables: tuple[Table, ...]
    covered: dict[str, Text]


def read_actions(section: Section | None, template: Template) -> Actions:
    """Return the action items of a section."""
    if section is None:
        return Actions((), (), {})
    by_number, covered, listed = _category_list(section.blocks, template)
    items: list[ActionItem] = []
    tables: list[Table] = []
    heading: str | None = None
    for block in section.blocks:
        if isinstance(block, Heading):
            term = template.vocabularies["action_category"].find(block.text.text)
            heading = term.name if term else None
        elif isinstance(block, Table):
            columns = columns_of(block, template.tables["actions"])
            if "action" not in columns:
                continue
            tables.append(block)
            for row in block.rows:
                if any(row.cells):
                    items.append(_from_row(KnownRow(row, columns), by_number, heading, template))
    if not tables:
        items = [item for item in _from_text(section.blocks, listed, template)]
    return Actions(tuple(items), tuple(tables), covered)


def _from_row(
    row: KnownRow, by_number: dict[str, str], heading: str | None, template: Template
) -> ActionItem:
    cell = row.cell
    action = cell("action")
    assert action is not None  # only tables with that column come here
    words = template.vocabularies
    status = _choice(cell("status"), words["action_status"])
    number = cell("number")
    category, source = _category(
        action, cell("category"), number, by_number, heading, words["action_category"]
    )
    return ActionItem(
        whole=row.row.text,
        action=action,
        number=number,
        owner=cell("owner"),
        priority=_choice(cell("priority"), words["priority"]),
        due=read_day(cell("due")),
        status=status,
        ticket=cell("ticket"),
        category=category,
        category_from=source,
        completed=_completed(cell("completed"), status, words["action_status"]),
        open=_is_open(status, words["action_status"]),
        dropped=_is_dropped(status, words["action_status"]),
    )


def _choice(cell: Text | None, vocabulary: Vocabulary) -> Choice | None:
    return None if cell is None else read_choice(cell, vocabulary)


def _is_open(status: Choice | None, vocabulary: Vocabulary) -> bool:
    return status is None or status.name is None or vocabulary.term(status.name).open


def _is_dropped(status: Choice | None, vocabulary: Vocabulary) -> bool:
    return status is not None and status.name is not None and vocabulary.term(status.name).dropped


def read_day(cell: Text | None) -> Day | None:
    """Return the date that a cell states, or None where there is no cell."""
    if cell is None:
        return None
    text = cell.text
    found = find_date(text)
    if found is None:
        return Day(None, cell, False)
    bare = text.strip(" *_`~")
    if found.iso and found.end - found.start == len(bare):
        return Day(found.day, cell, True)
    return Day(found.day, cell, found.iso, found.ambiguous)


def _completed(cell: Text | None, status: Choice | None, vocabulary: Vocabulary) -> date | None:
    """Return when an item was completed: its column's date, else one in the note of a closed status."""
    if cell and (found := find_date(cell.text)):
        return found.day
    if status is None or status.name is None:
        return None
    term = vocabulary.term(status.name)
    if term.open or term.dropped or not status.note:
        return None
    found = find_date(status.note)
    return found.day if found and not found.ambiguous else None


def _category(
    action: Text,
    column: Text | None,
    number: Text | None,
    by_number: dict[str, str],
    heading: str | None,
    vocabulary: Vocabulary,
) -> tuple[str | None, str | None]:
    """Return an item's category and where it stands; the first of five ways that answers counts."""
    if column and (term := vocabulary.find(column.text)):
        return term.name, "column"
    text = action.text
    if (found := _PREFIX.match(text)) and (term := vocabulary.find(found["boxed"] or found["plain"])):
        return term.name, "prefix"
    if (found := _SUFFIX.search(text)) and (term := vocabulary.find(found["word"])):
        return term.name, "suffix"
    if number and (name := by_number.get(plain(number.text))):
        return name, "list"
    return (heading, "heading") if heading else (None, None)


def _category_list(
    blocks: tuple[Block, ...], template: Template
) -> tuple[dict[str, str], dict[str, Text], frozenset[int]]:
    """Read the bullets under Action Item Categories: `- **Detect:** 3, 5` or `- **Detect:** none needed`.

    Return the category of each number, those that need no item, and the offsets of these bullets.
    """
    vocabulary = template.vocabularies["action_category"]
    by_number: dict[str, str] = {}
    covered: dict[str, Text] = {}
    listed = set()
    for index, block in enumerate(blocks):
        if not isinstance(block, ListItem | Paragraph):
            continue
        for line in block.lines:
            label = labelled(line, index, plain=True)
            term = vocabulary.find(label.label.text) if label else None
            if label is None or term is None:
                continue
            value = label.value.text
            numbers = _NUMBERS.findall(value)
            if numbers and not _NUMBERS.sub("", value).replace("and", "").strip(" ,;&."):
                by_number.update((number.lstrip("#"), term.name) for number in numbers)
                listed.add(block.text.start)
            elif _says_none(value, template):
                covered[term.name] = label.value
                listed.add(block.text.start)
            elif label.bold and len(label.label.text.split()) == 1 and _is_explanation(value, template):
                listed.add(block.text.start)
    return by_number, covered, frozenset(listed)


def _says_none(value: str, template: Template) -> bool:
    bare = value.casefold().strip(" .*_")
    return bare in template.none or bare.startswith(
        ("none ", "not needed", "no action", "n/a ", "none—", "none,")
    )


def _is_explanation(value: str, template: Template) -> bool:
    """Say whether a bullet is the template's own explanation of a category, not an item."""
    return bool(value) and value in template.text


def _from_text(blocks: tuple[Block, ...], listed: frozenset[int], template: Template) -> Iterator[ActionItem]:
    """Read list items as actions; deeper ones explain the item above them."""
    items = [block for block in blocks if isinstance(block, ListItem) and block.text]
    if not items:
        return
    top = min(item.depth for item in items)
    first = items[0]
    # The item of a pseudo-section (`- **Review actions**:`) is its heading.
    if len(items) > 1 and first.depth == top and all(item.depth > top for item in items[1:]):
        top, items = min(item.depth for item in items[1:]), items[1:]
    heading: str | None = None
    for block in blocks:
        if isinstance(block, Heading):
            term = template.vocabularies["action_category"].find(block.text.text)
            heading = term.name if term else None
        elif isinstance(block, ListItem) and block in items and block.depth == top:
            if block.text.start in listed or _says_none(block.text.text, template):
                continue
            yield _from_item(block, heading, template)


def _from_item(item: ListItem, heading: str | None, template: Template) -> ActionItem:
    text = item.text
    box = _CHECKBOX.match(text.text)
    if box:
        text = text.part(box.end(), len(text.text))
    done = bool(box and box["mark"] in "xX") or bool(_DONE_WORD.search(text.text))
    category, source = _category(text, None, None, {}, heading, template.vocabularies["action_category"])
    tag = _TAG.search(text.text)
    priority = None
    if tag and tag["key"].casefold() == "priority":
        priority = read_choice(text.part(*tag.span("value")), template.vocabularies["priority"])
        text = text.part(0, tag.start())
    return ActionItem(
        whole=item.text,
        action=text,
        priority=priority,
        category=category,
        category_from=source,
        form="list",
        open=not done,
    )
