"""Raw HTML: each block of it becomes one opaque line, as in Python-Markdown."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from mkdocs_postmortem.document.lines import ATOM_NUMBER, Atom, Lines
from mkdocs_postmortem.document.regions import Finder, Region

_MAYBE = re.compile(r"[ ]{0,3}<[a-zA-Z!?]")


@dataclass(frozen=True, slots=True)
class Raw(Atom):
    """Raw HTML. `inner` numbers the fences within: the page shows them all the same."""

    inner: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Element(Raw):
    """An HTML element whose content is Markdown: blocks of it, or with the mode "span" text only."""

    region: Region


def may_be_present(lines: Lines) -> bool:
    """Say whether any line might open a raw block: the quick test that most documents end at."""
    return any("<" in text[:4] and _MAYBE.match(text) for text in lines.texts)


class RawHtml:
    """The raw HTML of a document, found in its lines once fences are folded."""

    def __init__(self, lines: Lines, atoms: list[Atom], markdown: bool) -> None:
        self._lines = lines
        self._atoms = atoms
        self._text = "\n".join(lines.texts)
        lengths = (len(text) + 1 for text in lines.texts)
        self._starts = list(accumulate(lengths, initial=0))[:-1]
        self._markdown = markdown

    def fold(self) -> Lines:
        """Return the lines with one atom for each block of raw HTML."""
        regions = Finder(self._text, self._markdown).find()
        return self._rebuilt(0, len(self._text), regions) if regions else self._lines

    def content(self, element: Element) -> Lines:
        """Return the lines that stand in an element."""
        region = element.region
        return self._rebuilt(region.open_end, region.close_start, region.inner)

    def _rebuilt(self, start: int, end: int, regions: list[Region]) -> Lines:
        out = Lines()
        before: Region | None = None
        for region in regions:
            self._copy(out, before, start, region.start)
            self._fold(out, region)
            before, start = region, region.end
        self._copy(out, before, start, end)
        return out

    def _copy(self, out: Lines, before: Region | None, start: int, end: int) -> None:
        """Append the lines of a stretch of the text; the last may be the beginning of one only."""
        lines = self._lines
        number = len(out.texts)
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end) - 1
        if first == last:
            self._add(out, first, start, end)
        else:
            line_end = self._starts[first] + len(lines.texts[first])
            if before is None or before.after or start < line_end:
                self._add(out, first, start, line_end)
            out.add_range(lines, first + 1, last)
            self._add(out, last, self._starts[last], end)
        if before is not None and before.gap:
            out.indent(number, before.gap)

    def _add(self, out: Lines, index: int, start: int, end: int) -> None:
        column = start - self._starts[index]
        out.add(self._lines, index, column, column + end - start)

    def _fold(self, out: Lines, region: Region) -> None:
        """Append the atom of a region, behind the beginning of its line, which was just appended."""
        index = len(out.texts) - 1
        start, end = self._offset(region.start), self._offset(region.end)
        atom: Raw = Raw(start, end, ())
        if region.mode != "lost":
            inner = tuple(int(number) for number in ATOM_NUMBER.findall(self._text, region.start, region.end))
            atom = Raw(start, end, inner) if region.mode == "raw" else Element(start, end, inner, region)
        if region.before:
            for _ in range(region.before - 1):
                out.add_blank(start)
            out.add_atom(len(self._atoms), out, index, 0)
        else:
            beginning = Lines([out.texts.pop()], [out.starts.pop()])
            if own := out.maps.pop(index, None):
                beginning.maps[0] = own
            out.add_atom(len(self._atoms), beginning, 0, len(beginning.texts[0]))
        for _ in range(region.after - 1):
            out.add_blank(end)
        self._atoms.append(atom)

    def _offset(self, position: int) -> int:
        """Return the source offset of a position in the text."""
        index = bisect_right(self._starts, position) - 1
        return self._lines.at(index, position - self._starts[index])
