"""What all block processors share: the tree as far as their decisions need it, and what they found.

The processors follow those of `markdown/blockprocessors.py` (3.11) and of the extensions one by
one, on lines that keep their offsets; where they look odd, it is because those are.
"""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_postmortem.document.blocks import Block as Found
from mkdocs_postmortem.document.blocks import CodeBlock, Dialect, Html, ListItem, Paragraph
from mkdocs_postmortem.document.fences import Fence
from mkdocs_postmortem.document.html import Raw, RawHtml
from mkdocs_postmortem.document.lines import ATOM, ATOM_NUMBER, INDENT, Atom, Block, Lines
from mkdocs_postmortem.document.source import Source, Text

# Deeper nesting than this is not a document; Python-Markdown stops at its recursion limit.
MAX_DEPTH = 60


class Node:
    """An element of the tree that Python-Markdown would build.

    `has_text` says whether text stands in it before its first child; `depth` counts the lists around
    its children.
    """

    has_text = False

    def __init__(self, tag: str, depth: int = 0) -> None:
        self.tag = tag
        self.depth = depth
        self.children: list[Node] = []

    @property
    def last(self) -> Node | None:
        """The last child."""
        return self.children[-1] if self.children else None

    def add(self, tag: str) -> Node:
        """Add a child and return it."""
        node = Node(tag, self.depth)
        self.children.append(node)
        return node

    def text_to_paragraph(self) -> None:
        """Turn text before the first child into a paragraph, as a blank line behind it does."""
        if self.has_text:
            self.has_text = False
            self.children.insert(0, Node("p", self.depth))


class Item(Node):
    """A list item, whose first paragraph is still being found: `open` while text may belong to it."""

    open = True

    def __init__(self, parent: Node, start: int) -> None:
        super().__init__("li", parent.depth)
        self.start = start
        self.container = parent.tag
        self.lines: list[Text] = []

    def finished(self, source: Source) -> ListItem:
        """Return the item as a block."""
        lines = self.lines
        if len(lines) == 1:
            text = lines[0]
        elif lines:
            text = Text(source, lines[0].start, lines[-1].end)
        else:
            at = self.start
            while source.text.startswith((" ", "\t"), at):
                at += 1
            text = Text(source, at, at)
        return ListItem(text, tuple(lines), self.container == "ol", self.depth or 1, self.container)


class Parsing:
    """The state of a parser, and what every processor does with it."""

    def __init__(self, source: Source, dialect: Dialect, atoms: Sequence[Atom], html: RawHtml | None) -> None:
        self.source = source
        self.dialect = dialect
        self.atoms = atoms
        self.html = html
        self.out: list[Found | Item] = []
        self.state: list[str] = []
        self.depth = 0
        self.containers = dialect.containers
        self.footnotes: dict[str, Lines] = {}
        # How many lines may still be copied where only hostile text wants more.
        self.patience = 100_000

    def parse(self, parent: Node, blocks: list[Block]) -> None:
        """Parse blocks, the first one last in the list, as children of `parent`."""
        raise NotImplementedError

    def in_state(self, name: str) -> bool:
        """Say whether the innermost state is the one of that name."""
        return bool(self.state) and self.state[-1] == name

    def parse_in(self, state: str, parent: Node, blocks: list[Block]) -> None:
        """Parse blocks in a state."""
        self.state.append(state)
        self.parse(parent, blocks)
        self.state.pop()

    def parse_before(self, parent: Node, block: Block, index: int) -> None:
        """Parse what stands in a block before one of its lines."""
        if index > block.low:
            self.parse(parent, [Block(block.lines, block.low, index)])

    # -- text --

    def paragraph(self, parent: Node, block: Block) -> None:
        """Take a block as running text, with atoms in it perhaps."""
        lines, low, high = block
        source, texts = self.source, lines.texts
        item = parent if isinstance(parent, Item) else None
        tight = self.in_state("list")
        if item is not None and (parent.children or not item.open or (parent.has_text and not tight)):
            item = None  # its first paragraph is over
        run: list[Text] = []
        shown = False
        for index in range(low, high):
            text = texts[index]
            if ATOM not in text:
                if piece := lines.piece(source, index):
                    run.append(piece)
                continue
            if piece := lines.piece(source, index, 0, text.index(ATOM)):
                run.append(piece)
            self._text(parent, item, run)
            run, item, shown = [], None, True
            self.atom(parent, text)
        if not (run or shown):
            return
        self._text(parent, item, run)
        if not tight:
            parent.add("p")
        elif not parent.children:
            parent.has_text = True

    def _text(self, parent: Node, item: Item | None, run: list[Text]) -> None:
        if not run:
            return
        if item is not None:
            item.lines += run
            return
        text = run[0] if len(run) == 1 else Text(self.source, run[0].start, run[-1].end)
        self.out.append(Paragraph(text, tuple(run), parent.tag))

    def atom(self, parent: Node, text: str) -> None:
        """Take the atom that a line's text ends in."""
        if isinstance(parent, Item):
            parent.open = False
        for number in ATOM_NUMBER.findall(text):
            self._add_atom(self.atoms[int(number)], parent.tag)

    def _add_atom(self, atom: Atom, container: str) -> None:
        whole = Text(self.source, atom.start, atom.end)
        if isinstance(atom, Fence):
            start, end = atom.code
            code = Text(self.source, start, max(start, end - 1))
            language = Text(self.source, *atom.language) if atom.language else None
            self.out.append(CodeBlock(whole, code, language, True, container))
        elif isinstance(atom, Raw):
            self.out.append(Html(whole, container))
            for number in atom.inner:
                self._add_atom(self.atoms[number], "html")


def whole(lines: Lines) -> list[Block]:
    """Return all lines as one block."""
    return [Block(lines, 0, len(lines.texts))]


def indented(lines: Lines, low: int, high: int, width: int = len(INDENT)) -> int:
    """Return the first line from `low` up to `high` that is neither indented so far nor blank, or `high`."""
    texts, spaces = lines.texts, " " * width
    index = low
    while index < high and (texts[index].startswith(spaces) or not texts[index].strip()):
        index += 1
    return index


def dedented(lines: Lines, low: int, high: int, width: int = len(INDENT)) -> Lines:
    """Return a copy of the lines from `low` up to `high`, less the indent where they have it."""
    out = Lines()
    spaces = " " * width
    for index in range(low, high):
        out.add(lines, index, width if lines.texts[index].startswith(spaces) else 0)
    return out
