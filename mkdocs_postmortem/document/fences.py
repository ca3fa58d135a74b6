"""Fenced code: what opens and closes it, in Python-Markdown's `fenced_code` and in `pymdownx.superfences`.

Both look for fences before anything else is parsed, and both want them closed: a fence that is
never closed is text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from mkdocs_postmortem.document.attributes import read_attributes
from mkdocs_postmortem.document.lines import Atom, Lines

_FENCE = re.compile(
    r"(?P<fence>~{3,}|`{3,})[ ]*+"
    r"(?:\{(?P<attrs>.*)\}|(?:\.?(?P<lang>[\w#.+-]*)[ ]*+)?(?:hl_lines=(?:\".*?\"|'.*?')[ ]*+)?)$"
)
_FENCE_SIGNS = frozenset("`~")
_NESTED_FENCE = re.compile(
    r"(?P<prefix>[> ]*+)(?P<fence>~{3,}|`{3,})(?:[ ]*+\.?(?P<lang>[\w#.+-]+)(?=[ ]|$))?"
    r"(?:[ ]*+\{(?P<attrs>.*)\}|"
    r"(?P<options>(?:[ ]*+[a-zA-Z][a-zA-Z0-9_]*+(?:=(?P<quote>[\"']).*?(?P=quote))?(?=[ ]|$))+))?[ ]*+$"
)
_OPTION = re.compile(r"(?P<key>[a-zA-Z][a-zA-Z0-9_]*)(?:=(?P<quote>[\"'])(?P<value>.*?)(?P=quote))?")
# What `pymdownx.highlight` understands; a fence with any other option is none.
_OPTIONS = {
    "hl_lines": re.compile(r"\d+(?:-\d+)?(?:[ \t]+\d+(?:-\d+)?)*$"),
    "linenums": re.compile(r"\d"),
    "title": re.compile(""),
    "title_mode": re.compile(""),
}


@dataclass(frozen=True, slots=True)
class Fence(Atom):
    """Fenced code: where the code and its language stand in the source, and the lines it was folded from."""

    code: tuple[int, int]
    language: tuple[int, int] | None
    lines: Lines
    first: int
    last: int
    width: int

    def unfold(self, out: Lines, width: int) -> None:
        """Append the lines that it was folded from, with an indent of so many characters only.

        One without code comes back with an empty line in it, as in `superfences`.
        """
        for index in range(self.first, self.last + 1):
            if index == self.last == self.first + 1:
                out.add_blank(self.lines.starts[index])
            out.add(self.lines, index, min(max(self.width - width, 0), len(self.lines.texts[index])))


class Fences:
    """The fences found so far: an atom for each, and the opening lines that nothing closes."""

    def __init__(self) -> None:
        self.atoms: list[Atom] = []
        self.unclosed: list[tuple[int, int]] = []

    def fold(self, lines: Lines) -> Lines:
        """Return the lines with one atom for each fence that `fenced_code` sees: those without indent."""
        texts = lines.texts
        found = [
            (index, fence)
            for index, text in enumerate(texts)
            if text[:1] in _FENCE_SIGNS and (fence := _FENCE.match(text))
        ]
        closing: dict[str, list[int]] = {}
        for index, fence in found:
            if fence["fence"] == texts[index].rstrip(" "):
                closing.setdefault(fence["fence"], []).append(index)
        out = Lines()
        done = 0
        for index, opening in found:
            if index < done or (opening["attrs"] and not read_attributes(opening["attrs"]).whole):
                continue
            ends = closing.get(opening["fence"], [])
            which = bisect_right(ends, index)
            if which == len(ends):
                self.unclosed.append((lines.starts[index], lines.end(index)))
                continue
            end = ends[which]
            out.add_range(lines, done, index)
            out.add_blank(lines.starts[index])
            self._add(out, lines, index, end, opening)
            out.add_blank(lines.end(end))
            done = end + 1
        if not done:
            return lines
        out.add_range(lines, done, len(texts))
        return out

    def fold_nested(self, lines: Lines) -> Lines:
        """Return the lines with one atom for each fence that `superfences` sees: at any indent, or quoted."""
        texts = lines.texts
        out = Lines()
        done = 0
        opening: re.Match[str] | None = None
        opened = blanks = 0
        for index, text in enumerate(texts):
            if opening is None:
                if (
                    ("```" in text or "~~~" in text)
                    and (found := _NESTED_FENCE.match(text))
                    and _accepted(found)
                ):
                    opening, opened, blanks = found, index, 0
                continue
            prefix, fence = opening["prefix"], opening["fence"]
            width = len(prefix)
            lead = _shared_prefix(text, width)
            content = text[len(lead) :]
            if ">" in prefix:
                fewer = lead.count(">") - prefix.count(">")
                broken = fewer > 0 or (content != "" and (len(lead) < width or (blanks > 0 and fewer < 0)))
            else:
                broken = ">" in lead or (len(lead) != width and content.strip() != "")
            if broken:
                self.unclosed.append((lines.at(opened, width), lines.end(opened)))
                opening = None
            elif content.startswith(fence) and content.rstrip(" ") == fence:
                out.add_range(lines, done, opened)
                self._add(out, lines, opened, index, opening)
                done = index + 1
                opening = None
            else:
                blanks = 0 if content else blanks + 1
        if opening is not None:
            self.unclosed.append((lines.at(opened, len(opening["prefix"])), lines.end(opened)))
        if not done:
            return lines
        out.add_range(lines, done, len(texts))
        return out

    def _add(self, out: Lines, lines: Lines, first: int, last: int, opening: re.Match[str]) -> None:
        """Append the atom of a fence to the folded lines."""
        width = opening.start("fence")
        language = None
        if opening["lang"]:
            language = (lines.at(first, opening.start("lang")), lines.at(first, opening.end("lang")))
        elif opening["attrs"]:
            attributes = opening["attrs"]
            for start, end in read_attributes(attributes).words:
                if attributes[start] == ".":
                    at = opening.start("attrs")
                    language = (lines.at(first, at + start + 1), lines.at(first, at + end))
                    break
        code = (lines.end(first) + 1, lines.starts[last])
        atom = Fence(lines.at(first, width), lines.end(last), code, language, lines, first, last, width)
        out.add_atom(len(self.atoms), lines, first, width)
        self.atoms.append(atom)


def _accepted(opening: re.Match[str]) -> bool:
    """Say whether `superfences` knows every option in a fence's opening line."""
    if attributes := opening["attrs"]:
        words = [attributes[start:end] for start, end in read_attributes(attributes).words]
        return "hl_lines" not in words and "linenums" not in words
    if options := opening["options"]:
        for option in _OPTION.finditer(options):
            key = option["key"]
            value = key if option["value"] is None else option["value"]
            if key not in _OPTIONS or not _OPTIONS[key].match(value):
                return False
    return True


def _shared_prefix(text: str, width: int) -> str:
    """Return what a line inside of a fence has of the fence's indent and quote marks."""
    end = 0
    while end < width and end < len(text) and text[end] in "> ":
        end += 1
    return text[:end]
