"""The source scanner: Markdown text to blocks with their places, in Python-Markdown's dialect.

No library has both MkDocs' dialect and source positions. So this follows the block processors of
`markdown/blockprocessors.py` (3.11) one by one and in their order of priority, on lines that keep
their offsets; where it looks odd, it is because they are. The tests hold it against
Python-Markdown's own output. It never raises, and takes time linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from mkdocs_postmortem.document import tables
from mkdocs_postmortem.document.blocks import (
    Block,
    CodeBlock,
    Dialect,
    Divider,
    Heading,
    Html,
    ListItem,
    Paragraph,
    Reference,
    Row,
    Table,
)
from mkdocs_postmortem.document.lines import ATOM, ATOM_END, TAB, Atom, Line, prepare
from mkdocs_postmortem.document.source import Source, Text

INDENT = " " * TAB
# Deeper nesting than this is not a document; Python-Markdown stops at its recursion limit.
MAX_DEPTH = 40

_ITEM = re.compile(r"[ ]{0,3}(?P<marker>\d+\.|[*+-])[ ]+")
_NESTED_ITEM = re.compile(r"[ ]{4,7}(?:\d+\.|[*+-])[ ]+")
_QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
_UNDERLINE = re.compile(r"(?:=+|-+)[ ]*$")
_REFERENCE = re.compile(
    r"[ ]{0,3}\[(?P<name>[^\[\]]*)\]:[ ]*(?P<target>\S+)[ ]*(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))?[ ]*$"
)
_ATTRIBUTES = re.compile(r"[ ]+\{:?[ ]*[^}\n ][^\n]*[ ]*\}[ ]*$")
_ADMONITION = re.compile(r"!!! ?(?P<name>[\w\-]+(?: +[\w\-]+)*)(?: +\"(?P<title>.*?)\")? *$")
_DETAILS = re.compile(r"\?{3}\+? ?(?:(?:[\w\-]+(?: +[\w\-]+)*?)?(?: +\".*?\")|[\w\-]+(?: +[\w\-]+)*?) *$")
_TAB = re.compile(r"===[!+]{0,2} +(?:\".*?\"|'.*?') *$")


@dataclass(slots=True, eq=False)
class _Node:
    """An element of the tree that Python-Markdown would build, as far as its decisions need it."""

    tag: str
    children: list[_Node] = field(default_factory=list)
    has_text: bool = False
    has_tail: bool = False
    item: _Item | None = None
    depth: int = 0

    def add(self, tag: str) -> _Node:
        node = _Node(tag, depth=self.depth)
        self.children.append(node)
        return node

    def text_to_paragraph(self) -> None:
        if self.has_text:
            self.has_text = False
            self.children.insert(0, _Node("p", depth=self.depth))


@dataclass(slots=True, eq=False)
class _Item:
    """A list item under construction."""

    start: int
    ordered: bool
    depth: int
    container: str
    lines: list[tuple[int, int]] = field(default_factory=list)


class _Block:
    """Lines without a blank one between them, from `low` up to `high` of a shared list."""

    __slots__ = ("_marks", "high", "lines", "low")

    def __init__(self, lines: list[Line], low: int = 0, high: int | None = None) -> None:
        self.lines = lines
        self.low = low
        self.high = len(lines) if high is None else high
        self._marks: dict[str, list[int]] | None = None

    @property
    def first(self) -> str:
        return self.lines[self.low].text

    def window(self, low: int, high: int) -> _Block:
        """Return a part of this block that shares its lines, and what is known of them."""
        block = _Block(self.lines, low, high)
        block._marks = self._marks
        return block

    def next_mark(self, kind: str) -> int:
        """Return the index of the first line that could be a heading, divider or quote, or -1.

        The lines are looked at once, so that a block cut at each of its headings stays linear.
        """
        if self._marks is None:
            self._marks = _marks(self.lines, self.low, self.high)
        found = self._marks.get(kind)
        if not found:
            return -1
        at = bisect_left(found, self.low)
        return found[at] if at < len(found) and found[at] < self.high else -1


def _marks(lines: list[Line], low: int, high: int) -> dict[str, list[int]]:
    marks: dict[str, list[int]] = {}
    for index in range(low, high):
        text = lines[index].text
        first = text[:1]
        if first == "#":
            if _heading_range(text) is not None:
                marks.setdefault("heading", []).append(index)
            continue
        if first == " ":
            first = text.lstrip(" ")[:1]
        if first == ">":
            if _QUOTE.match(text):
                marks.setdefault("quote", []).append(index)
        elif first and first in "-*_":
            if _is_divider(text):
                marks.setdefault("divider", []).append(index)
        elif first and first in "!?=" and text[0] != " ":
            if text.startswith(("!!!", "???", "===")):
                marks.setdefault("container", []).append(index)
    return marks


def _heading_range(text: str) -> tuple[int, int, int] | None:
    """Return level, start and end of a heading's text in a line that begins with `#`."""
    level = 1
    while level < 6 and text[level : level + 1] == "#":
        level += 1
    bare = text.rstrip("#")
    if len(bare) < level:
        return level, level, level
    slashes = len(bare) - len(bare.rstrip("\\"))
    if slashes % 2:
        if len(bare) == len(text):
            return None  # a backslash cannot escape the line's end: no heading at all
        bare += "#"
    return level, level, len(bare)


def _is_divider(text: str) -> bool:
    bare = text.strip(" ")
    if len(bare) < 3 or len(text) - len(text.lstrip(" ")) > 3:
        return False
    return bare.replace(" ", "") == bare[0] * (len(bare) - bare.count(" ")) and (
        bare.count(" ") == 0 or ("   " not in bare and len(bare) - bare.count(" ") >= 3)
    )


def _split(lines: list[Line]) -> list[_Block]:
    """Part lines at blank ones; the last block comes first, so that the parser can pop them."""
    blocks = []
    start = -1
    for index, line in enumerate(lines):
        if line.text:
            if start < 0:
                start = index
        elif start >= 0:
            blocks.append(_Block(lines[start:index]))
            start = -1
    if start >= 0:
        blocks.append(_Block(lines[start:]))
    blocks.reverse()
    return blocks


def _indented(line: Line) -> bool:
    return line.text.startswith(INDENT)


def _unindent(line: Line, width: int) -> Line:
    return line.cut(width) if line.text.startswith(" " * width) else line


class _Parser:
    def __init__(self, source: Source, dialect: Dialect, atoms: list[Atom]) -> None:
        self.source = source
        self.dialect = dialect
        self.atoms = atoms
        self.out: list[Block | _Item] = []
        self.state: list[str] = []
        self.depth = 0
        self.containers = dialect.admonitions or dialect.details or dialect.tabs

    # -- the loop over block processors, highest priority first --

    def parse(self, parent: _Node, blocks: list[_Block]) -> None:
        """Parse blocks (the first one last in the list) as children of `parent`."""
        if self.depth > MAX_DEPTH:
            for block in reversed(blocks):
                self._paragraph(parent, block)
            return
        self.depth += 1
        while blocks:
            block = blocks.pop()
            first = block.first
            if self.containers and self._container(parent, block, blocks):
                continue
            if first.startswith(INDENT):
                if self._in_list(parent):
                    self._list_indent(parent, block)
                else:
                    self._code(parent, block, blocks)
            elif self.dialect.tables and "|" in first and self._table(parent, block):
                pass
            elif (index := block.next_mark("heading")) >= 0:
                self._heading(parent, block, blocks, index)
            elif block.high - block.low > 1 and _UNDERLINE.match(block.lines[block.low + 1].text):
                self._underlined(parent, block, blocks)
            elif (index := block.next_mark("divider")) >= 0:
                self._divider(parent, block, blocks, index)
            elif found := _ITEM.match(first):
                self._list(parent, block, found["marker"][-1] == ".")
            elif (index := block.next_mark("quote")) >= 0:
                self._quote(parent, block, index)
            elif "]:" in first and self._reference(parent, block, blocks):
                pass
            else:
                self._paragraph(parent, block)
        self.depth -= 1

    def _in_state(self, name: str) -> bool:
        return bool(self.state) and self.state[-1] == name

    def _before(self, parent: _Node, block: _Block, index: int) -> None:
        if index > block.low:
            self.parse(parent, [block.window(block.low, index)])

    # -- lists --

    def _in_list(self, parent: _Node) -> bool:
        if self._in_state("detabbed"):
            return False
        return parent.tag == "li" or bool(parent.children and parent.children[-1].tag in ("ul", "ol"))

    def _list_indent(self, parent: _Node, block: _Block) -> None:
        level, sibling = self._level(parent, block.first)
        width = TAB * level
        lines = [_unindent(line, width) for line in block.lines[block.low : block.high]]
        self.state.append("detabbed")
        if parent.tag == "li":
            child = parent.children[-1] if parent.children else None
            self.parse(child if child and child.tag in ("ul", "ol") else parent, [_Block(lines)])
        elif sibling.tag == "li":
            self.parse(sibling, [_Block(lines)])
        elif sibling.children and sibling.children[-1].tag == "li":
            sibling.children[-1].text_to_paragraph()
            self.parse(sibling.children[-1], [_Block(lines)])
        else:
            self.parse(self._new_item(sibling, lines[0].start, False), [_Block(lines)])
        self.state.pop()

    def _level(self, parent: _Node, first: str) -> tuple[int, _Node]:
        indent = (len(first) - len(first.lstrip(" "))) // TAB
        level = 1 if self._in_state("list") else 0
        while indent > level:
            child = parent.children[-1] if parent.children else None
            if child is None or child.tag not in ("ul", "ol", "li"):
                break
            if child.tag != "li":
                level += 1
            parent = child
        return level, parent

    def _list(self, parent: _Node, block: _Block, ordered: bool) -> None:
        items = self._items(block)
        sibling = parent.children[-1] if parent.children else None
        if sibling is not None and sibling.tag in ("ul", "ol"):
            lst = sibling
            last = lst.children[-1] if lst.children else None
            if last is not None:
                last.text_to_paragraph()
                if last.children and last.children[-1].has_tail:
                    last.children[-1].has_tail = False
                    last.add("p")
            start, lines = items.pop(0)
            self.state.append("looselist")
            self.parse(self._new_item(lst, start, lst.tag == "ol"), _blocks(lines))
            self.state.pop()
        elif parent.tag in ("ul", "ol"):
            lst = parent
        else:
            lst = parent.add("ol" if ordered else "ul")
            lst.depth = parent.depth + 1
        self.state.append("list")
        for start, lines in items:
            if lines[0].text.startswith(INDENT) and lst.children:
                self.parse(lst.children[-1], _blocks(lines))
            else:
                self.parse(self._new_item(lst, start, lst.tag == "ol"), _blocks(lines))
        self.state.pop()

    def _new_item(self, parent: _Node, start: int, ordered: bool) -> _Node:
        node = parent.add("li")
        node.item = _Item(start, ordered, max(parent.depth, 1), parent.tag)
        self.out.append(node.item)
        return node

    def _items(self, block: _Block) -> list[tuple[int, list[Line]]]:
        """Part a block of list items; an indented run counts as an item of its own."""
        items: list[tuple[int, list[Line]]] = []
        for index in range(block.low, block.high):
            line = block.lines[index]
            if found := _ITEM.match(line.text):
                items.append((line.start, [line.cut(found.end())]))
            elif _NESTED_ITEM.match(line.text) and not _indented(items[-1][1][0]):
                items.append((line.start, [line]))
            else:
                items[-1][1].append(line)
        return items

    # -- the other block processors --

    def _code(self, parent: _Node, block: _Block, blocks: list[_Block]) -> None:
        end = block.low
        while end < block.high and _indented(block.lines[end]):
            end += 1
        first, last = block.lines[block.low], block.lines[end - 1]
        previous = parent.children[-1] if parent.children else None
        if previous is not None and previous.tag == "pre":
            before = self.out[-1]
            if isinstance(before, CodeBlock) and not before.fenced:
                text = Text(self.source, before.text.start, last.end)
                self.out[-1] = CodeBlock(text, text, None, False, before.container)
        elif ATOM in first.text:
            self._paragraph(parent, block.window(block.low, end))
        else:
            parent.add("pre")
            text = Text(self.source, first.at(TAB), last.end)
            self.out.append(CodeBlock(text, text, None, False, parent.tag))
        if end < block.high:
            blocks.append(block.window(end, block.high))

    def _table(self, parent: _Node, block: _Block) -> bool:
        if block.high - block.low < 2:
            return False
        head = block.first.strip(" ")
        border = head.startswith("|") or tables.has_end_border(head)
        columns = len(tables.split_row(head, border))
        if columns == 1 and not (border and self._all_have_pipes(block)):
            return False
        separator = block.lines[block.low + 1].text.strip(" ")
        cells = tables.split_row(separator, border)
        if len(cells) != columns or not set().union(*(separator[a:b] for a, b in cells)) <= set("|:- "):
            return False
        parent.add("table")
        rows = tuple(self._row(block.lines[index], border) for index in range(block.low + 2, block.high))
        self.out.append(Table(self._row(block.lines[block.low], border), rows, parent.tag))
        return True

    def _all_have_pipes(self, block: _Block) -> bool:
        rows = (block.lines[index].text.strip(" ") for index in range(block.low + 1, block.high))
        return all(row.startswith("|") or tables.has_end_border(row) for row in rows)

    def _row(self, line: Line, border: bool) -> Row:
        text = line.text
        lead = len(text) - len(text.lstrip(" "))
        row = text.strip(" ")
        at, source = line.at, self.source
        cells = []
        for start, end in tables.split_row(row, border):
            cell = row[start:end]
            bare = cell.strip(" ")
            start += lead + (len(cell) - len(cell.lstrip(" ")) if bare else 0)
            cells.append(Text(source, at(start), at(start + len(bare))))
        return Row(Text(source, at(lead), at(lead + len(row))), tuple(cells))

    def _heading(self, parent: _Node, block: _Block, blocks: list[_Block], index: int) -> None:
        self._before(parent, block, index)
        line = block.lines[index]
        found = _heading_range(line.text)
        assert found is not None  # `index` is a heading's mark
        self._add_heading(parent, line, *found)
        if index + 1 < block.high:
            after = block.window(index + 1, block.high)
            if self._in_state("looselist"):
                after = _Block([_unindent(line, TAB) for line in after.lines[after.low : after.high]])
            blocks.append(after)

    def _underlined(self, parent: _Node, block: _Block, blocks: list[_Block]) -> None:
        line, under = block.lines[block.low], block.lines[block.low + 1]
        self._add_heading(parent, line, 1 if under.text[0] == "=" else 2, 0, len(line.text))
        if block.low + 2 < block.high:
            blocks.append(block.window(block.low + 2, block.high))

    def _add_heading(self, parent: _Node, line: Line, level: int, start: int, end: int) -> None:
        parent.add(f"h{level}")
        if self.dialect.attributes and (found := _ATTRIBUTES.search(line.text, start, end)):
            end = found.start()
        self.out.append(Heading(self.source.piece(line.at(start), line.at(end)), level, parent.tag))

    def _divider(self, parent: _Node, block: _Block, blocks: list[_Block], index: int) -> None:
        self._before(parent, block, index)
        parent.add("hr")
        line = block.lines[index]
        self.out.append(Divider(self.source.piece(line.start, line.end), parent.tag))
        if index + 1 < block.high:
            blocks.append(block.window(index + 1, block.high))

    def _quote(self, parent: _Node, block: _Block, index: int) -> None:
        self._before(parent, block, index)
        lines = []
        for line in block.lines[index : block.high]:
            found = _QUOTE.match(line.text)
            if line.text.strip() == ">":
                lines.append(Line("", line.start))
            else:
                lines.append(line.cut(found.end()) if found else line)
        previous = parent.children[-1] if parent.children else None
        quote = (
            previous if previous is not None and previous.tag == "blockquote" else parent.add("blockquote")
        )
        self.state.append("blockquote")
        self.parse(quote, _split(lines))
        self.state.pop()

    def _reference(self, parent: _Node, block: _Block, blocks: list[_Block]) -> bool:
        line = block.lines[block.low]
        found = _REFERENCE.match(line.text)
        if not found:
            return False
        target = Text(self.source, line.at(found.start("target")), line.at(found.end("target")))
        self.out.append(Reference(found["name"].strip().lower(), target, parent.tag))
        if block.low + 1 < block.high:
            blocks.append(block.window(block.low + 1, block.high))
        return True

    def _container(self, parent: _Node, block: _Block, blocks: list[_Block]) -> bool:
        """Open an admonition, details block or tab, or go on with the one just before."""
        index = block.next_mark("container")
        while index >= 0:
            tag = self._container_tag(block.lines[index].text)
            if tag:
                self._before(parent, block, index)
                self._contained(parent.add(tag), block.window(index + 1, block.high), blocks)
                return True
            index = block.window(index + 1, block.high).next_mark("container")
        previous = parent.children[-1] if parent.children else None
        if previous is None or previous.tag not in ("admonition", "details", "tab"):
            return False
        if not block.first.startswith(INDENT):
            return False
        self._contained(previous, block, blocks)
        return True

    def _container_tag(self, text: str) -> str | None:
        if self.dialect.admonitions and _ADMONITION.match(text):
            return "admonition"
        if self.dialect.details and _DETAILS.match(text):
            return "details"
        if self.dialect.tabs and _TAB.match(text):
            return "tab"
        return None

    def _contained(self, node: _Node, block: _Block, blocks: list[_Block]) -> None:
        end = block.low
        while end < block.high and _indented(block.lines[end]):
            end += 1
        if end > block.low:
            self.parse(node, [_Block([line.cut(TAB) for line in block.lines[block.low : end]])])
        if end < block.high:
            blocks.append(block.window(end, block.high))

    def _paragraph(self, parent: _Node, block: _Block) -> None:
        run: list[tuple[int, int]] = []
        for index in range(block.low, block.high):
            line = block.lines[index]
            if ATOM in line.text:
                self._text(parent, run)
                run = []
                self._atom(parent, line.text)
            else:
                bare = line.text.strip(" ")
                lead = len(line.text) - len(line.text.lstrip(" "))
                if bare:
                    run.append((line.at(lead), line.at(lead + len(bare))))
        self._text(parent, run)

    def _text(self, parent: _Node, run: list[tuple[int, int]]) -> None:
        if not run:
            return
        item = parent.item
        first = item is not None and not item.lines and not parent.children
        if self._in_state("list"):
            if parent.children:
                parent.children[-1].has_tail = True
            else:
                parent.has_text = True
        else:
            parent.add("p")
        if item is not None and (first or (parent.has_text and not parent.children)):
            item.lines.extend(run)
            return
        source = self.source
        lines = tuple(Text(source, start, end) for start, end in run)
        text = lines[0] if len(run) == 1 else Text(source, run[0][0], run[-1][1])
        self.out.append(Paragraph(text, lines, parent.tag))

    def _atom(self, parent: _Node, text: str) -> None:
        for number in re.findall(f"{ATOM}(\\d+){ATOM_END}", text):
            atom = self.atoms[int(number)]
            whole = Text(self.source, atom.start, atom.end)
            if atom.kind == "html":
                parent.add("p")
                self.out.append(Html(whole, parent.tag))
                continue
            parent.add("p")
            start, end = atom.code
            code = Text(self.source, start, max(start, end - 1))
            language = Text(self.source, *atom.language) if atom.language else None
            self.out.append(CodeBlock(whole, code, language, True, parent.tag))


def _blocks(lines: list[Line]) -> list[_Block]:
    """Return the block of an item's lines, or none where the item is empty."""
    return [_Block(lines)] if lines[0].text or len(lines) > 1 else []


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """What a scan found: the blocks in order, and opening lines of fences that never close."""

    blocks: tuple[Block, ...]
    unclosed_fences: tuple[Text, ...]


def scan(source: Source, start: int = 0, dialect: Dialect | None = None) -> Scan:
    """Return the blocks of a document from offset `start` (behind its front matter) on."""
    dialect = dialect or Dialect()
    prepared = prepare(source.text, start, dialect)
    parser = _Parser(source, dialect, prepared.atoms)
    parser.parse(_Node("root"), _split(prepared.lines))
    blocks = tuple(_finished(source, block) if isinstance(block, _Item) else block for block in parser.out)
    return Scan(blocks, tuple(source.piece(a, b) for a, b in prepared.unclosed))


def _finished(source: Source, item: _Item) -> ListItem:
    lines = tuple(Text(source, start, end) for start, end in item.lines)
    if not lines:
        text = Text(source, item.start, item.start)
    else:
        text = Text(source, item.lines[0][0], item.lines[-1][1])
    return ListItem(text, lines, item.ordered, item.depth, item.container)
