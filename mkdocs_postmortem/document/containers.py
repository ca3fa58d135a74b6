"""Admonitions, details, tabs, and HTML elements with Markdown in them."""

from __future__ import annotations

from mkdocs_postmortem.document.html import Element
from mkdocs_postmortem.document.lines import ATOM_NUMBER, INDENT, TAB, Block, Lines, blocks_of
from mkdocs_postmortem.document.parsing import MAX_DEPTH, Node, Parsing, indented


class ContainerParsing(Parsing):
    """The processors of what holds other blocks, lists and quotes apart."""

    def container(self, parent: Node, block: Block, blocks: list[Block]) -> bool:
        """Open an admonition, details block or tab, or go on with the one just before; False if neither.

        The extensions have one priority. In what order a site names them matters only where one
        of their first lines stands right under the indented content of another.
        """
        lines, low, high = block
        marked = lines.marked(low, high)
        for tag in self.containers:
            index = lines.next(tag, low, high) if marked else -1
            if index >= 0:
                self.parse_before(parent, block, index)
                node = parent.add(tag)
                if tag == "details":
                    node.add("summary")
                elif tag == "admonition" and not lines.texts[index].rstrip().endswith('""'):
                    node.add("p")  # its title
                self._contained(node, Block(lines, index + 1, high), TAB, blocks)
                return True
            previous = parent.last
            if previous is not None and previous.tag == tag and self._goes_on(previous, block, blocks):
                return True
        return False

    def _goes_on(self, container: Node, block: Block, blocks: list[Block]) -> bool:
        """Parse an indented block behind a container as part of it, or of the list that it ends in."""
        first = block.lines.texts[block.low]
        node: Node | None = container
        last = container.last
        width = 0
        while last is not None and last.tag in ("ul", "ol", "dl") and first.startswith(INDENT * 2, width):
            node = last.last
            last = node.last if node is not None else None
            width += TAB
        if node is None or not first.startswith(INDENT, width):
            return False
        if node.tag in ("li", "dd") and node.has_text:
            # The extensions put it behind what the item holds, even where that is a list.
            node.has_text = False
            node.add("p")
        self._contained(node, block, width + TAB, blocks)
        return True

    def _contained(self, node: Node, block: Block, width: int, blocks: list[Block]) -> None:
        """Parse the indented beginning of a block in a container, and leave the rest to the caller."""
        lines, low, high = block
        end = indented(lines, low, high, width)
        if end > low:
            inner = Lines()
            for index in range(low, end):
                inner.add(lines, index, min(width, len(lines.texts[index])))
            self.parse(node, blocks_of(inner, closed=True))
        if end < high:
            blocks.append(Block(lines, end, high))

    def element(self, parent: Node, block: Block, blocks: list[Block]) -> bool:
        """Parse the content of an HTML element that holds Markdown; False if there is none."""
        if self.html is None:
            return False
        lines, low, high = block
        number = ATOM_NUMBER.match(lines.texts[low])
        atom = self.atoms[int(number[1])] if number else None
        if not isinstance(atom, Element):
            return False
        tag = atom.region.tag
        node = parent.add(tag)
        node.depth = parent.depth + (tag in ("ul", "ol"))
        content = blocks_of(self.html.content(atom))
        if atom.region.mode == "block":
            self.parse(node, content)
        else:
            self._span(node, content)
        if low + 1 < high:
            blocks.append(Block(lines, low + 1, high))
        return True

    def _span(self, node: Node, blocks: list[Block]) -> None:
        """Take the content of an HTML element as text, whatever it looks like."""
        self.depth += 1
        while blocks:
            block = blocks.pop()
            if self.depth > MAX_DEPTH or not self.element(node, block, blocks):
                self.paragraph(node, block)
        self.depth -= 1
