"""Lists, what is indented under their items, and definition lists."""

from __future__ import annotations

import re
from typing import NamedTuple

from mkdocs_postmortem.document.blocks import Paragraph
from mkdocs_postmortem.document.lines import BEGINS_NOTHING, INDENT, TAB, Block, Lines, blocks_of
from mkdocs_postmortem.document.parsing import Item, Node, Parsing, dedented, indented, whole
from mkdocs_postmortem.document.source import Text

ITEM = re.compile(r"[ ]{0,3}(?P<marker>\d+\.|[*+-])[ ]+")
_NESTED_ITEM = re.compile(r"[ ]{4,7}(?:\d+\.|[*+-])[ ]+")
_DEFINITION = re.compile(r"[ ]{0,3}:[ ]{1,3}")
_LAZY = re.compile(r"[ ]{0,3}[^ :]")
LISTS = ("ul", "ol")
# Which tags are items and lists to the extension `def_list`, whose content is indented likewise.
_PLAIN = (("li",), LISTS)
_WITH_DEFINITIONS = (("dd", "li"), ("dl", "ol", "ul"))
_Tags = tuple[tuple[str, ...], tuple[str, ...]]


class ListParsing(Parsing):
    """The processors of lists."""

    def list_indent(self, parent: Node, block: Block) -> bool:
        """Parse an indented block as part of the list item that it stands under; False if under none."""
        if self.in_state("detabbed"):
            return False
        if _is_in(parent, _PLAIN):
            self._list_indent(parent, block, _PLAIN)
            return True
        if self.dialect.definitions and _is_in(parent, _WITH_DEFINITIONS):
            self._list_indent(parent, block, _WITH_DEFINITIONS)
            return True
        return False

    def _list_indent(self, parent: Node, block: Block, tags: _Tags) -> None:
        items, lists = tags
        lines, low, high = block
        level, sibling = self._level(parent, lines.texts[low], tags)
        inner = whole(dedented(lines, low, high, TAB * level))
        last = sibling.last
        if parent.tag in items:
            child = parent.last
            target = child if child is not None and child.tag in lists else parent
        elif sibling.tag in items:
            target = sibling
        elif last is not None and last.tag in items:
            last.text_to_paragraph()
            target = last
            inner = blocks_of(inner[0].lines)
        elif tags is _PLAIN:
            target = self._new_item(sibling, lines.starts[low])
        else:
            target = sibling.add("dd")
        self.parse_in("detabbed", target, inner)

    def _level(self, parent: Node, first: str, tags: _Tags) -> tuple[int, Node]:
        """Return how many lists deep a line is indented, and the node of the tree at that depth."""
        items, lists = tags
        indent = (len(first) - len(first.lstrip(" "))) // TAB
        level = 1 if self.in_state("list") else 0
        while indent > level:
            child = parent.last
            if child is None or (child.tag not in lists and child.tag not in items):
                break
            if child.tag in lists:
                level += 1
            parent = child
        return level, parent

    def list_items(self, parent: Node, block: Block, ordered: bool) -> None:
        """Parse a block that begins with a list item."""
        lines = block.lines
        items = _items(block)
        sibling = parent.last
        if sibling is not None and sibling.tag in LISTS:
            node = sibling
            first = items.pop(0)
            new = self._new_item(node, lines.starts[first.low])
            self.parse_in("looselist", new, first.content(lines))
        elif parent.tag in LISTS:
            node = parent
        else:
            node = parent.add("ol" if ordered else "ul")
            node.depth = parent.depth + 1
        self.state.append("list")
        for item in items:
            low, high, column = item
            text = lines.texts[low]
            if text.startswith(INDENT, column) and node.children:
                self.parse(node.children[-1], item.content(lines))
                continue
            new = self._new_item(node, lines.starts[low])
            if high - low == 1 and BEGINS_NOTHING.match(text, column):
                # Most items are: one line of text.
                new.has_text = True
                new.lines.append(lines.piece(self.source, low, column))
            else:
                self.parse(new, item.content(lines))
        self.state.pop()

    def _new_item(self, parent: Node, start: int) -> Item:
        item = Item(parent, start)
        parent.children.append(item)
        self.out.append(item)
        return item

    def definitions(self, parent: Node, block: Block, blocks: list[Block], index: int) -> bool:
        """Parse a block with a definition, `: text`, in a line; False where there is nothing to define."""
        lines, low, high = block
        texts = lines.texts
        terms = any(texts[line].strip() for line in range(low, index))
        sibling = parent.last
        if not terms and sibling is None:
            return False
        lazy = index + 1 < high and _LAZY.match(texts[index + 1]) is not None
        end = high if lazy else indented(lines, index + 1, high)
        state = "list"
        glued = terms
        if not terms and sibling is not None and sibling.tag == "p":
            # The terms are the paragraph before.
            state = "looselist"
            parent.children.pop()
            self._take_from_item(parent)
            sibling = parent.last
            terms = True
        if sibling is not None and sibling.tag == "dl":
            node = sibling
            last = node.last
            if not terms and last is not None and last.tag == "dd" and last.children:
                state = "looselist"
        else:
            node = parent.add("dl")
        if terms:
            term = node.add("dt")
            if glued:
                self.paragraph(term, Block(lines, low, index))
        found = _DEFINITION.match(texts[index])
        assert found is not None  # `index` is a definition's mark
        inner = Lines()
        inner.add(lines, index, found.end())
        if lazy:
            inner.add_range(lines, index + 1, end)
        else:
            for line in range(index + 1, end):
                inner.add(lines, line, TAB)
        self.parse_in(state, node.add("dd"), whole(inner))
        if end < high:
            blocks.append(Block(lines, end, high))
        return True

    def _take_from_item(self, parent: Node) -> None:
        """Take its first paragraph from a list item, where that was just removed from the tree."""
        if isinstance(parent, Item) and parent.lines and not parent.children:
            lines = tuple(parent.lines)
            self.out.append(Paragraph(Text(self.source, lines[0].start, lines[-1].end), lines, "dt"))
            parent.lines = []


def _is_in(parent: Node, tags: _Tags) -> bool:
    """Say whether an indented block in `parent` stands under a list item."""
    items, lists = tags
    return parent.tag in items or (bool(parent.children) and parent.children[-1].tag in lists)


class _ItemLines(NamedTuple):
    """The lines of a list item in its block, and the column in the first where its text begins."""

    low: int
    high: int
    column: int

    def content(self, lines: Lines) -> list[Block]:
        """Return the item's content as a block."""
        content = Lines()
        content.add(lines, self.low, self.column)
        content.add_range(lines, self.low + 1, self.high)
        return whole(content)


def _items(block: Block) -> list[_ItemLines]:
    """Part a block into its list items; an indented run of them counts as an item of its own."""
    lines, low, high = block
    texts = lines.texts
    items: list[_ItemLines] = []
    column = 0
    for index in range(block.low, high):
        text = texts[index]
        found = ITEM.match(text)
        if not found and (texts[low].startswith(INDENT, column) or not _NESTED_ITEM.match(text)):
            continue
        if index > low:
            items.append(_ItemLines(low, index, column))
        low = index
        column = found.end() if found else 0
    items.append(_ItemLines(low, high, column))
    return items
