"""Lists as other renderers nest them: by the column in which an item's text begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortem.document.blocks import Block, ListItem
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.fixes import SAFE, Edit, Fix

_ITEM = re.compile(r"(?P<lead>[ ]*)(?P<marker>[-*+]|\d{1,9}\.)[ ]+")


@dataclass(frozen=True, slots=True)
class Item:
    """A list item: its block, its marker, the marker's column, and how far behind that its text begins."""

    block: ListItem
    marker: Text
    column: int
    width: int


@dataclass(frozen=True, slots=True)
class List:
    """Items that follow each other without anything else between them."""

    items: tuple[Item, ...]


def lists_of(blocks: tuple[Block, ...]) -> Iterator[List]:
    """Return the lists of a document whose items begin lines of their own, indented by spaces."""
    items: list[Item] = []
    for block in blocks:
        item = _item(block) if isinstance(block, ListItem) else None
        if item is not None:
            items.append(item)
            continue
        if len(items) > 1:
            yield List(tuple(items))
        items = []
    if len(items) > 1:
        yield List(tuple(items))


def _item(block: ListItem) -> Item | None:
    text = block.text.source.text
    start = text.rfind("\n", 0, block.text.start) + 1
    found = _ITEM.match(text, start)
    if found is None or found.end() != block.text.start:
        return None
    marker = Text(block.text.source, *found.span("marker"))
    # As CommonMark counts: five spaces or more behind a marker begin code.
    width = min(found.end() - marker.start, marker.end - marker.start + 4)
    return Item(block, marker, marker.start - start, width)


def reindented(each: List) -> Fix | None:
    """Return the fix that indents a list as MkDocs nests it: by four spaces for each level.

    A line that goes on from an item keeps its distance to it. None for a list with tabs, and where
    something else stands right below it, which would become a part of the list.
    """
    source = each.items[0].marker.source
    text = source.text
    first, last = each.items[0], each.items[-1]
    begin = first.marker.start - first.column
    end = text.find("\n", last.block.text.end)
    below = text.find("\n", end + 1) if end >= 0 else -1
    if end >= 0 and text[end + 1 : below if below >= 0 else len(text)].strip():
        return None
    lines = text[begin : len(text) if end < 0 else end].split("\n")
    by_start = {item.marker.start - item.column: item for item in each.items}
    open_items: list[Item] = []
    edits = []
    shift = 0
    start = begin
    for line in lines:
        if "\t" in line:
            return None
        indent = len(line) - len(line.lstrip(" "))
        item = by_start.get(start)
        if item is not None:
            while open_items and item.column < open_items[-1].column + open_items[-1].width:
                open_items.pop()
            shift = first.column + 4 * len(open_items) - item.column
            open_items.append(item)
        if shift and line.strip():
            new = max(indent + shift, 0)
            if new != indent:
                edits.append(Edit(Text(source, start, start + indent), " " * new))
        start += len(line) + 1
    return Fix("indent the list by 4 spaces for each level", tuple(edits), SAFE)
