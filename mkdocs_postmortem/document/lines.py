"""A document's lines as the block parser sees them, each still knowing its source offsets.

What Python-Markdown's preprocessors do to the text is done here to the lines: tabs become spaces,
white-space-only lines become empty, and fenced code and raw HTML become one opaque line each.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from mkdocs_postmortem.document import html
from mkdocs_postmortem.document.blocks import Dialect

TAB = 4
# Python-Markdown uses these two characters itself and drops them from the text; so can we.
ATOM, ATOM_END = "\x02", "\x03"

_FENCE = re.compile(
    r"(?P<fence>~{3,}|`{3,})[ ]*"
    r"(?:\{(?P<attrs>[^\n]*)\}|(?:\.?(?P<lang>[\w#.+-]*)[ ]*)?(?:hl_lines=(?:\"[^\n]*?\"|'[^\n]*?')[ ]*)?)$"
)
# pymdownx.superfences: may be indented or quoted; whatever stands behind the language is options.
_NESTED_FENCE = re.compile(r"(?P<prefix>[> ]*)(?P<fence>~{3,}|`{3,})(?P<info>[^\n]*)$")
_NESTED_LANGUAGE = re.compile(r"[ ]*\.?(?P<lang>[\w#.+-]+)(?=[ ]|$)")


class Line(NamedTuple):
    """A line: its text as parsed, the offset of its first character, and where tabs (or dropped
    characters) make the two differ, the offset of each character and of the end."""

    text: str
    start: int
    offsets: array[int] | None = None

    def at(self, index: int) -> int:
        """Return the source offset of a character of `text`."""
        return self.start + index if self.offsets is None else self.offsets[index]

    def cut(self, index: int) -> Line:
        """Return the line from a character on."""
        if self.offsets is None:
            return Line(self.text[index:], self.start + index)
        return Line(self.text[index:], self.offsets[index], self.offsets[index:])

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.at(len(self.text))


@dataclass(frozen=True, slots=True)
class Atom:
    """Something the block parser does not look into, by source offsets."""

    kind: str  # "fence" or "html"
    start: int
    end: int
    code: tuple[int, int] = (0, 0)
    language: tuple[int, int] | None = None


@dataclass(slots=True)
class Lines:
    """The prepared lines, the atoms that some of them stand for, and fences that never close."""

    lines: list[Line]
    atoms: list[Atom]
    unclosed: list[tuple[int, int]]


def prepare(text: str, start: int, dialect: Dialect) -> Lines:
    """Return the lines of `text` from offset `start`, ready for the block parser."""
    out = Lines(_split(text, start), [], [])
    if dialect.fences and ("```" in text or "~~~" in text):
        if dialect.nested_fences:
            _nested_fences(out)
        else:
            _fences(out)
    if html.may_be_present(text, start):
        _raw_html(text, out, dialect)
    return out


def _split(text: str, start: int) -> list[Line]:
    lines = []
    plain = not ("\t" in text or ATOM in text or ATOM_END in text)
    for raw in text[start:].split("\n"):
        if plain or not ("\t" in raw or ATOM in raw or ATOM_END in raw):
            lines.append(Line(raw if raw.strip(" ") else "", start))
        else:
            lines.append(_expanded(raw, start))
        start += len(raw) + 1
    return lines


def _expanded(raw: str, start: int) -> Line:
    """Return a line with its tabs expanded as `str.expandtabs` does."""
    out: list[str] = []
    offsets = array("q")
    for index, char in enumerate(raw):
        if char == "\t":
            width = TAB - len(out) % TAB
            out.extend(" " * width)
            offsets.extend([start + index] * width)
        elif char not in (ATOM, ATOM_END):
            out.append(char)
            offsets.append(start + index)
    offsets.append(start + len(raw))
    text = "".join(out)
    return Line(text, start, offsets) if text.strip(" ") else Line("", start)


def _put_atom(out: Lines, atom: Atom, indent: str, start: int) -> Line:
    out.atoms.append(atom)
    return Line(f"{indent}{ATOM}{len(out.atoms) - 1}{ATOM_END}", start)


def _fences(out: Lines) -> None:
    """Replace fenced code the way `fenced_code` does: unindented, and closed, or it is no fence."""
    lines = out.lines
    closers: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        if line.text[:3] in ("```", "~~~"):
            run = line.text.rstrip(" ")
            if run == run[0] * len(run):
                closers.setdefault(run, []).append(number)
    kept: list[Line] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        opening = _FENCE.match(line.text) if line.text[:3] in ("```", "~~~") else None
        if opening:
            ends = closers.get(opening["fence"], [])
            which = bisect_right(ends, number)
            if which < len(ends):
                closing = lines[ends[which]]
                code = (line.end + 1, closing.start)
                language = (line.at(opening.start("lang")), line.at(opening.end("lang")))
                atom = Atom("fence", line.start, closing.end, code, language if opening["lang"] else None)
                kept += [Line("", line.start), _put_atom(out, atom, "", line.start), Line("", closing.end)]
                number = ends[which] + 1
                continue
            out.unclosed.append((line.start, line.end))
        kept.append(line)
        number += 1
    out.lines = kept


def _nested_fences(out: Lines) -> None:
    """Replace fenced code the way `pymdownx.superfences` does: at any indent, or in a quote."""
    lines = out.lines
    kept: list[Line] = []
    opened: tuple[int, str, str] | None = None  # index in `kept`, prefix, fence
    for line in lines:
        kept.append(line)
        if opened is None:
            opening = _NESTED_FENCE.match(line.text)
            if opening and opening["fence"][0] not in opening["info"]:
                opened = (len(kept) - 1, opening["prefix"], opening["fence"])
            continue
        index, prefix, fence = opened
        width = len(prefix)
        lead, content = _prefix(line.text, width)
        if ">" in prefix:
            broken = lead.count(">") > prefix.count(">") or (content != "" and len(lead) < width)
        else:
            broken = ">" in lead or (len(lead) != width and content.strip() != "")
        if broken:
            out.unclosed.append((kept[index].at(width), kept[index].end))
            opened = None
        elif content.startswith(fence) and content.rstrip(" ") == fence:
            head = kept[index]
            language = _NESTED_LANGUAGE.match(head.text, width + len(fence))
            atom = Atom(
                "fence",
                head.at(width),
                line.end,
                (head.end + 1, line.start),
                (head.at(language.start("lang")), head.at(language.end("lang"))) if language else None,
            )
            kept[index:] = [_put_atom(out, atom, prefix, head.start)]
            opened = None
    if opened is not None:
        head = kept[opened[0]]
        out.unclosed.append((head.at(len(opened[1])), head.end))
    out.lines = kept


def _prefix(text: str, width: int) -> tuple[str, str]:
    """Part a line inside a fence into the prefix it shares with the fence, and the rest."""
    end = 0
    while end < width and end < len(text) and text[end] in "> ":
        end += 1
    return text[:end], text[end:]


def _raw_html(text: str, out: Lines, dialect: Dialect) -> None:
    """Replace blocks of raw HTML that begin at a line's start."""
    kept: list[Line] = []
    number = 0
    lines = out.lines
    while number < len(lines):
        line = lines[number]
        begin = html.block_start(line.text)
        if begin < 0 or (dialect.html_markdown and html.is_parsed_as_markdown(text, line.at(begin))):
            kept.append(line)
            number += 1
            continue
        end = html.block_end(text, line.at(begin))
        if end < 0:
            kept.append(line)
            number += 1
            continue
        atom = Atom("html", line.at(begin), end)
        kept += [Line("", line.start), _put_atom(out, atom, "", line.start), Line("", line.start)]
        number += 1
        while number < len(lines) and lines[number].start <= end:
            number += 1
        last = lines[number - 1]
        if last.end > end:
            rest = text[end : last.end]
            if rest.strip():
                # What follows on the closing line is looked at again: it may open another block.
                lines[number - 1] = Line(rest.lstrip(" "), end + len(rest) - len(rest.lstrip(" ")))
                number -= 1
    out.lines = kept
