"""Link definitions and footnotes: blocks that show nothing where they stand."""

from __future__ import annotations

import re

from mkdocs_postmortem.document.blocks import Reference
from mkdocs_postmortem.document.lines import ATOM_NUMBER, INDENT, Block, Lines, blocks_of
from mkdocs_postmortem.document.parsing import Node, Parsing, dedented
from mkdocs_postmortem.document.source import Text

# Target and title may stand on lines of their own.
_REFERENCE_LINES = 3
_REFERENCE = re.compile(
    r"[ ]{0,3}\[(?P<name>[^\[\]]*)\]:[ ]*+(?:\n[ ]*+)?(?P<target>\S++)[ ]*+"
    r"(?:\n[ ]*+)?(?:(?P<quote>[\"']).*(?P=quote)[ ]*+|\(.*\)[ ]*+)?$",
    re.MULTILINE,
)
_FOOTNOTE = re.compile(r"[ ]{0,3}\[\^(?P<name>[^\]]*)\]:[ ]*")


class NoteParsing(Parsing):
    """The processors of link definitions and footnotes."""

    # -- link definitions --

    def reference(self, parent: Node, block: Block, blocks: list[Block]) -> bool:
        """Take the first link definition of a block, and those right below it; False if there is none."""
        lines, low, high = block
        index = self._next_reference(lines, low, high)
        while index >= 0 and not (found := self._match(lines, index, high)):
            index = self._next_reference(lines, index + 1, high)
        if index < 0:
            return False
        self.parse_before(parent, block, index)
        while found:
            self._add_reference(parent, lines, index, found)
            index += 1 + found.group().count("\n")
            found = self._match(lines, index, high)
            if found and "\n" in found.group():
                break
        if index < high:
            blocks.append(Block(lines, index, high))
        return True

    def _next_reference(self, lines: Lines, low: int, high: int) -> int:
        reference, footnote = lines.next("reference", low, high), lines.next("footnote", low, high)
        return min(reference, footnote) if reference >= 0 and footnote >= 0 else max(reference, footnote)

    def _match(self, lines: Lines, index: int, high: int) -> re.Match[str] | None:
        if index >= high or "]:" not in lines.texts[index]:
            return None
        return _REFERENCE.match("\n".join(lines.texts[index : min(index + _REFERENCE_LINES, high)]))

    def _add_reference(self, parent: Node, lines: Lines, index: int, found: re.Match[str]) -> None:
        name, target = found["name"].strip().lower(), found["target"]
        if atom := ATOM_NUMBER.search(target):
            # Raw HTML, say. It makes no address, but Python-Markdown takes it for one.
            whole = self.atoms[int(atom[1])]
            start, end = whole.start, whole.end
        else:
            before = found.string[: found.start("target")]
            index += before.count("\n")
            column = len(before) - before.rfind("\n") - 1
            start, end = lines.at(index, column), lines.at(index, column + len(target))
        self.out.append(Reference(name, Text(self.source, start, end), parent.tag))

    # -- footnotes --

    def footnote(self, parent: Node, block: Block, blocks: list[Block]) -> bool:
        """Put by the footnotes of a block, with what is indented below them; False if there is none."""
        lines, low, high = block
        index = lines.next("footnote", low, high)
        if index < 0:
            return False
        self.parse_before(parent, block, index)
        while True:
            following = lines.next("footnote", index + 1, high)
            end = following if following >= 0 else high
            note = self._begin_footnote(lines, index)
            note.add_range(own := dedented(lines, index + 1, end), 0, len(own.texts))
            if following != index + 1:
                break
            index = following
        if following >= 0:
            blocks.append(Block(lines, following, high))
        else:
            self._continue_footnote(note, blocks)
        return True

    def _begin_footnote(self, lines: Lines, index: int) -> Lines:
        """Return the lines of a footnote, with what stands behind its name."""
        found = _FOOTNOTE.match(lines.texts[index])
        assert found is not None  # `index` is a footnote's mark
        note = self.footnotes[found["name"]] = Lines()
        note.add(lines, index, found.end())
        return note

    def _continue_footnote(self, note: Lines, blocks: list[Block]) -> None:
        """Add the indented blocks that follow a footnote, up to two blank lines or the next footnote."""
        while blocks:
            lines, low, high = blocks[-1]
            if not lines.texts[low].startswith(INDENT) or lines.texts[max(low - 2, 0) : low] == ["", ""]:
                break
            blocks.pop()
            following = lines.next("footnote", low, high)
            end = following if following >= 0 else high
            note.add_blank(lines.starts[low])
            note.add_range(own := dedented(lines, low, end), 0, len(own.texts))
            if following >= 0:
                blocks.append(Block(lines, following, high))
                break

    def parse_footnotes(self) -> None:
        """Parse the footnotes put by: the page shows them at its end, less those within another one."""
        for name in list(self.footnotes):
            note = self.footnotes[name]
            note.texts[-1] = note.texts[-1].rstrip()
            self.parse(Node("footnote"), blocks_of(note))
