"""The source scanner: Markdown text to blocks with their places, in Python-Markdown's dialect.

No library has both MkDocs' dialect and source positions. So this follows Python-Markdown's block
processors (3.11), in their order of priority. The tests hold it against Python-Markdown's own
output. It never raises, and takes time linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mkdocs_postmortem.document import html, tables
from mkdocs_postmortem.document.attributes import without_attributes
from mkdocs_postmortem.document.blocks import Block as Found
from mkdocs_postmortem.document.blocks import CodeBlock, Dialect, Divider, Heading, Table
from mkdocs_postmortem.document.containers import ContainerParsing
from mkdocs_postmortem.document.fences import Fence, Fences
from mkdocs_postmortem.document.lines import (
    ATOM,
    ATOM_END,
    BEGINS_NOTHING,
    INDENT,
    TAB,
    Block,
    Lines,
    blocks_of,
    source_lines,
)
from mkdocs_postmortem.document.lists import ITEM, ListParsing
from mkdocs_postmortem.document.marks import heading_range
from mkdocs_postmortem.document.notes import NoteParsing
from mkdocs_postmortem.document.parsing import MAX_DEPTH, Item, Node, dedented, indented
from mkdocs_postmortem.document.source import Source, Text

_FOLDED = re.compile(rf"(?P<prefix>[> ]*){ATOM}(?P<number>[0-9]+){ATOM_END}")
_QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
_UNDERLINE = re.compile(r"(?:=+|-+)[ ]*$")


class _Parser(ListParsing, ContainerParsing, NoteParsing):
    """The loop over the block processors, and the processors of what holds no other blocks."""

    def parse(self, parent: Node, blocks: list[Block]) -> None:
        """Parse blocks, the first one last in the list, as children of `parent`."""
        if self.depth >= MAX_DEPTH:
            for block in reversed(blocks):
                self.paragraph(parent, block)
            return
        self.depth += 1
        while blocks:
            block = blocks.pop()
            lines, low, high = block
            first = lines.texts[low]
            if high - low == 1:
                # What a line alone is, most often its first character says.
                if first[:1] == "#" and (heading := heading_range(first)):
                    self._add_heading(parent, lines, low, *heading)
                    continue
                if BEGINS_NOTHING.match(first):
                    self.paragraph(parent, block)
                    continue
            if first[:1] == ATOM and self.element(parent, block, blocks):
                continue
            if self.containers and self.container(parent, block, blocks):
                continue
            if not first:
                if high - low > 1:
                    blocks.append(Block(lines, low + 1, high))
                continue
            if first.startswith(INDENT):
                if not self.list_indent(parent, block):
                    self._code(parent, block, blocks)
                continue
            if "|" in first and self.dialect.tables and self._table(parent, block):
                continue
            marked = lines.marked(low, high)
            if marked and (index := lines.next("heading", low, high)) >= 0:
                self._heading(parent, block, blocks, index)
            elif high - low > 1 and _UNDERLINE.match(lines.texts[low + 1]):
                self._underlined(parent, block, blocks)
            elif marked and (index := lines.next("divider", low, high)) >= 0:
                self._divider(parent, block, blocks, index)
            elif item := ITEM.match(first):
                self.list_items(parent, block, item["marker"][-1] == ".")
            elif not (marked and self._marked(parent, block, blocks)):
                self.paragraph(parent, block)
        self.depth -= 1

    def _marked(self, parent: Node, block: Block, blocks: list[Block]) -> bool:
        """Parse a block that has a definition, quote, footnote or link definition in it; False if none."""
        lines, low, high = block
        index = lines.next("definition", low, high) if self.dialect.definitions else -1
        if index >= 0 and self.definitions(parent, block, blocks, index):
            return True
        if (index := lines.next("quote", low, high)) >= 0:
            self._quote(parent, block, index)
            return True
        if self.dialect.footnotes and self.footnote(parent, block, blocks):
            return True
        return self.reference(parent, block, blocks)

    def _code(self, parent: Node, block: Block, blocks: list[Block]) -> None:
        lines, low, high = self._unfolded(block) if self.dialect.nested_fences else block
        end = last = indented(lines, low, high)
        while last > low + 1 and not lines.texts[last - 1].strip():
            last -= 1
        text = Text(self.source, lines.at(low, TAB), lines.end(last - 1))
        previous = parent.last
        if previous is None or previous.tag != "pre":
            parent.add("pre")
        elif isinstance(before := self.out[-1], CodeBlock):
            # A blank line does not end indented code. (Nor does a link definition, but that stands
            # in the way of one span for all of it: then there are two blocks.)
            between = self.source.text[before.text.end : text.start]
            if not between.strip(" \t\n>"):
                self.out.pop()
                text = Text(self.source, before.text.start, text.end)
        self.out.append(CodeBlock(text, text, None, False, parent.tag))
        if end < high:
            blocks.append(Block(lines, end, high))

    def _unfolded(self, block: Block) -> Block:
        """Return a block that begins with indented code with no fences in it.

        `superfences` finds fences before it knows of indented code, and puts back what it took.
        """
        lines, low, high = block
        if not lines.has_atom(low, high):
            return block
        out = Lines()
        for index in range(low, high):
            found = _FOLDED.fullmatch(lines.texts[index])
            atom = self.atoms[int(found["number"])] if found else None
            if found and isinstance(atom, Fence):
                atom.unfold(out, len(found["prefix"]))
            else:
                out.add(lines, index)
        out.has_no_fences()
        return Block(out, 0, len(out.texts))

    def _table(self, parent: Node, block: Block) -> bool:
        lines, low, high = block
        if high - low < 2:
            return False
        texts = lines.texts
        first = texts[low].strip(" ")
        border = first.startswith("|") or tables.has_end_border(first)
        columns = tables.columns(first, texts[low + 1].strip(" "), border)
        if not columns or (columns == 1 and not (border and _have_pipes(texts[low + 1 : high]))):
            return False
        parent.add("table")
        header, *rows = tables.read_rows(self.source, lines, (low, *range(low + 2, high)), border)
        self.out.append(Table(header, tuple(rows), parent.tag))
        if self.html or self.dialect.nested_fences:
            for text in texts[low + 2 : high]:
                if ATOM in text:
                    self.atom(parent, text)
        return True

    def _heading(self, parent: Node, block: Block, blocks: list[Block], index: int) -> None:
        lines, low, high = block
        if index > low:
            self.parse(parent, [Block(lines, low, index)])
        found = heading_range(lines.texts[index])
        if found is not None:  # as `index` is a heading's mark
            self._add_heading(parent, lines, index, *found)
        if index + 1 < high:
            if self.in_state("looselist") and self.patience > 0:
                self.patience -= high - index
                blocks.append(Block(dedented(lines, index + 1, high), 0, high - index - 1))
            else:
                blocks.append(Block(lines, index + 1, high))

    def _underlined(self, parent: Node, block: Block, blocks: list[Block]) -> None:
        lines, low, high = block
        level = 1 if lines.texts[low + 1][0] == "=" else 2
        self._add_heading(parent, lines, low, level, 0, len(lines.texts[low]))
        if low + 2 < high:
            blocks.append(Block(lines, low + 2, high))

    def _add_heading(self, parent: Node, lines: Lines, index: int, level: int, start: int, end: int) -> None:
        parent.add("h")
        text = lines.texts[index]
        atom = ATOM in text
        if atom:
            end = min(end, text.index(ATOM))
        if self.dialect.attributes:
            end = without_attributes(text, start, end)
        self.out.append(Heading(lines.piece(self.source, index, start, end), level, parent.tag))
        if atom:
            self.atom(parent, text)

    def _divider(self, parent: Node, block: Block, blocks: list[Block], index: int) -> None:
        lines, _, high = block
        self.parse_before(parent, block, index)
        parent.add("hr")
        self.out.append(Divider(lines.piece(self.source, index), parent.tag))
        if index + 1 < high:
            blocks.append(Block(lines, index + 1, high))

    def _quote(self, parent: Node, block: Block, index: int) -> None:
        lines, _, high = block
        self.parse_before(parent, block, index)
        inner = Lines()
        for line in range(index, high):
            text = lines.texts[line]
            found = _QUOTE.match(text)
            inner.add(lines, line, found.end() if found else 0)
            if text.strip() == ">":
                inner.texts[-1] = ""
        previous = parent.last
        if previous is None or previous.tag != "blockquote":
            previous = parent.add("blockquote")
        self.parse_in("blockquote", previous, blocks_of(inner, closed=True))


def _have_pipes(rows: list[str]) -> bool:
    """Say whether each row has a pipe at its start or end, without which one column is no table."""
    return all(row.startswith("|") or tables.has_end_border(row) for row in (row.strip(" ") for row in rows))


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """What a scan found: the blocks in order, and opening lines of fences that never close."""

    blocks: tuple[Found, ...]
    unclosed_fences: tuple[Text, ...]


def scan(source: Source, start: int = 0, dialect: Dialect | None = None) -> Scan:
    """Return the blocks of a document from offset `start` (behind its front matter) on."""
    dialect = dialect or Dialect()
    text = source.text
    lines = source_lines(source, start)
    fences = Fences()
    if dialect.fences and ("```" in text or "~~~" in text):
        lines = fences.fold_nested(lines) if dialect.nested_fences else fences.fold(lines)
    raw = None
    if "<" in text and html.may_be_present(lines):
        raw = html.RawHtml(lines, fences.atoms, dialect.html_markdown)
        lines = raw.fold()
    parser = _Parser(source, dialect, fences.atoms, raw)
    parser.parse(Node("root"), blocks_of(lines))
    parser.parse_footnotes()
    blocks = [block.finished(source) if isinstance(block, Item) else block for block in parser.out]
    return Scan(tuple(blocks), tuple(source.piece(begin, end) for begin, end in fences.unclosed))
