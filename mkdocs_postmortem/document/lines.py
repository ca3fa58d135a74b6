"""A document's lines as the block parser sees them, each still knowing where it stands in the source.

What Python-Markdown does to white space first is done here too: tabs become spaces, and lines of
nothing but spaces become empty.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from mkdocs_postmortem.document.marks import BEGINNINGS, mark_of
from mkdocs_postmortem.document.source import Source, Text

# `new_text(Text, (…))` is `Text(…)` in half the time: a document is cut into hundreds of them.
new_text = tuple.__new__
TAB = 4
INDENT = " " * TAB
# Python-Markdown uses these two characters itself and drops them from the text; so can we: a line
# that ends in a number between them stands for an atom.
ATOM, ATOM_END = "\x02", "\x03"
ATOM_NUMBER = re.compile(f"{ATOM}([0-9]+){ATOM_END}")
_UNSEEN = re.compile(f"[\t{ATOM}{ATOM_END}]")

# Most lines that stand alone are text at first sight: they begin with none of what means something.
BEGINS_NOTHING = re.compile(rf"[^\d #>*+_!?=:\[{ATOM}-]")


@dataclass(frozen=True, slots=True)
class Atom:
    """Something the block parser does not look into, by source offsets."""

    start: int
    end: int


class Stretches:
    """Where each column of a line stands in the source, for a line that is not simply copied from it.

    A stretch of the line that begins at `columns[n]` is the source from `offsets[n]` on; columns
    that a tab was expanded to lie between two stretches and stand at the tab.
    """

    __slots__ = ("columns", "offsets")

    def __init__(self, column: int, offset: int) -> None:
        self.columns = [column]
        self.offsets = [offset]

    def add(self, column: int, offset: int) -> None:
        """Begin a stretch."""
        self.columns.append(column)
        self.offsets.append(offset)

    def at(self, column: int) -> int:
        """Return the source offset of a column."""
        part = max(bisect_right(self.columns, column) - 1, 0)
        offset = self.offsets[part] + column - self.columns[part]
        if part + 1 < len(self.offsets):
            return min(offset, self.offsets[part + 1] - 1)
        return offset


class Lines:
    """Lines of text, and for each the source offset of its first character.

    `maps` holds, for the few lines that are no plain copy of the source, their stretches and the
    column of these that the line begins at, so that cutting a line's indentation costs nothing.
    """

    __slots__ = ("_atoms", "_marked", "_marks", "maps", "starts", "texts")

    def __init__(self, texts: list[str] | None = None, starts: list[int] | None = None) -> None:
        self.texts: list[str] = [] if texts is None else texts
        self.starts: list[int] = [] if starts is None else starts
        self.maps: dict[int, tuple[Stretches, int]] = {}
        self._marked: list[int] | None = None
        self._marks: dict[str, list[int]] = {}
        self._atoms: list[int] | None = None

    def at(self, index: int, column: int) -> int:
        """Return the source offset of a column of a line."""
        if self.maps and (own := self.maps.get(index)):
            return own[0].at(own[1] + column)
        return self.starts[index] + column

    def end(self, index: int) -> int:
        """Return the source offset behind a line's last character."""
        return self.at(index, len(self.texts[index]))

    def piece(self, source: Source, index: int, start: int = 0, end: int | None = None) -> Text:
        """Return a line from a column up to another, or its end, without white space around it."""
        text = self.texts[index]
        if start or end is not None:
            text = text[start:end]
        bare = text.strip()
        if bare is not text:
            start += text.find(bare)
        if self.maps and index in self.maps:
            return Text(source, self.at(index, start), self.at(index, start + len(bare)))
        start += self.starts[index]
        return new_text(Text, (source, start, start + len(bare)))

    def add(self, other: Lines, index: int, column: int = 0, end: int | None = None) -> None:
        """Append a line of other lines, from a column up to another, or its end."""
        self.starts.append(other.at(index, column))
        if other.maps and (own := other.maps.get(index)):
            self.maps[len(self.texts)] = (own[0], own[1] + column)
        self.texts.append(other.texts[index][column:end])

    def add_blank(self, offset: int) -> None:
        """Append an empty line that is not in the source."""
        self.texts.append("")
        self.starts.append(offset)

    def add_range(self, other: Lines, low: int, high: int) -> None:
        """Append the lines from `low` up to `high` of other lines."""
        if other.maps:
            shift = len(self.texts) - low
            for index in range(low, high):
                if own := other.maps.get(index):
                    self.maps[index + shift] = own
        self.texts += other.texts[low:high]
        self.starts += other.starts[low:high]

    def add_atom(self, number: int, other: Lines, index: int, width: int) -> None:
        """Append a line that stands for an atom, behind the first `width` characters of a line."""
        self.add(other, index)
        self.texts[-1] = f"{self.texts[-1][:width]}{ATOM}{number}{ATOM_END}"

    def indent(self, index: int, width: int) -> None:
        """Put spaces before a line."""
        self.texts[index] = " " * width + self.texts[index]
        self.starts[index] -= width
        if own := self.maps.get(index):
            self.maps[index] = (own[0], own[1] - width)

    # -- marks: lines that begin a heading, a divider, a quote … --

    def marked(self, low: int, high: int) -> bool:
        """Say whether any line from `low` up to `high` begins something."""
        marked = self._marked
        if marked is None:
            marked = self._find_marks()
        if not marked:
            return False
        at = bisect_left(marked, low)
        return at < len(marked) and marked[at] < high

    def next(self, kind: str, low: int, high: int) -> int:
        """Return the first line from `low` up to `high` that begins something of a kind, or -1.

        All lines are looked at once, when first asked, so that a block which is cut at each of
        its headings stays linear.
        """
        if self._marked is None:
            self._find_marks()
        found = self._marks.get(kind)
        if not found:
            return -1
        at = bisect_left(found, low)
        return found[at] if at < len(found) and found[at] < high else -1

    def has_atom(self, low: int, high: int) -> bool:
        """Say whether any line from `low` up to `high` stands for an atom."""
        if self._atoms is None:
            self._atoms = [index for index, text in enumerate(self.texts) if ATOM in text]
        at = bisect_left(self._atoms, low)
        return at < len(self._atoms) and self._atoms[at] < high

    def has_no_fences(self) -> None:
        """Note that no line stands for a fence (any more)."""
        self._atoms = []

    def _find_marks(self) -> list[int]:
        self._marked = marked = []
        texts = self.texts
        for index in [index for index, text in enumerate(texts) if text[:1] in BEGINNINGS]:
            kind = mark_of(texts[index])
            if kind is not None:
                marked.append(index)
                self._marks.setdefault(kind, []).append(index)
        return marked


class Block(NamedTuple):
    """Lines without an empty one between them, from `low` up to `high` of lines that it may share."""

    lines: Lines
    low: int
    high: int


def blocks_of(lines: Lines, closed: bool = False) -> list[Block]:
    """Part lines at empty ones; the last block comes first, so that a parser can pop them.

    Where the lines are `closed`, that is cut from others, one empty line at the end belongs to the
    last block, so that Python-Markdown gives a table a row more.
    """
    blocks = []
    last = len(lines.texts) - 1 if closed else -1
    low = -1
    index = 0
    for index, text in enumerate(lines.texts):
        if text:
            if low < 0:
                low = index
        elif low >= 0:
            blocks.append(Block(lines, low, index + (index == last)))
            low = -1
    if low >= 0:
        blocks.append(Block(lines, low, index + 1))
    blocks.reverse()
    return blocks


def source_lines(source: Source, start: int) -> Lines:
    """Return the lines of a source from an offset on, tabs expanded and white space dropped."""
    text = source.text[start:] if start else source.text
    if text.isspace():
        return Lines([""], [start])
    texts = text.split("\n")
    known = source.line_starts
    starts = known.copy() if not start else known[-len(texts) :]
    starts[0] = start  # which is not always the beginning of a line
    lines = Lines(texts, starts)
    if "\t" in text or ATOM in text or ATOM_END in text:
        for index, line in enumerate(texts):
            if _UNSEEN.search(line):
                _expand(lines, index)
    if "\n " in text or "\t" in text:
        # Python-Markdown leaves white space in the very first line alone.
        begun = False
        for index, line in enumerate(texts):
            if begun and line.startswith(" ") and not line.strip(" "):
                texts[index] = ""
            begun = begun or start == 0 or line != ""
    return lines


def _expand(lines: Lines, index: int) -> None:
    """Expand a line's tabs and drop what Python-Markdown drops."""
    raw, start = lines.texts[index], lines.starts[index]
    stretches = Stretches(0, start)
    parts = []
    column = done = 0
    for found in _UNSEEN.finditer(raw):
        at = found.start()
        parts.append(raw[done:at])
        column += at - done
        if raw[at] == "\t":
            width = TAB - column % TAB
            parts.append(" " * width)
            column += width
        done = at + 1
        stretches.add(column, start + done)
    parts.append(raw[done:])
    lines.texts[index] = "".join(parts)
    lines.maps[index] = (stretches, 0)
