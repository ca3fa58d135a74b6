"""Where raw HTML stands in a text: the stretches that Python-Markdown takes out of it as a block.

Its rules, read in `markdown/htmlparser.py` and `extensions/md_in_html.py` (3.11): a block-level tag,
comment or declaration that begins within the first three columns of a line opens a raw block; a tag's
block ends where all tags opened in it are closed, or with the document. With `md_in_html`, what
stands in a tag with the attribute `markdown` is Markdown again.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from mkdocs_postmortem.document.tags import BLOCK_TAGS, VOID_TAGS, Tag, Tags

_BLANK_LINE = re.compile(r"(?:[ ]*\n){2}")
_INNER_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_COMMENT_END = re.compile(r"--!?>")
_BRACKET = re.compile(">")
_INSTRUCTION_END = re.compile(r"\?>")
_SECTION_END = re.compile(r"\]\s*\]\s*>")
# Extension `md_in_html`: tags whose content is never Markdown, and tags that hold text but no blocks.
_RAW_TAGS = frozenset(["canvas", "hr", "math", "option", "pre", "script", "style", "textarea"])
_TEXT_TAGS = frozenset(
    ["address", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "li", "p", "summary", "td", "th"]
)
# So many open inline tags are remembered. More are no document.
MAX_INLINE = 50


@dataclass(slots=True, eq=False)
class Region:
    """A stretch of the text that becomes one opaque line.

    `before` and `after` count the line breaks that part it from what stands around it; behind one
    without a break the line goes on, but in a new line if anything is left of it. One whose
    `mode` is "block" or "span" is an element with Markdown in it, from `open_end` to `close_start`.
    `gap` counts spaces in it that stay in the text.
    """

    start: int
    end: int
    before: int
    after: int
    tag: str = ""
    mode: str = "raw"
    open_end: int = 0
    close_start: int = 0
    gap: int = 0
    inner: list[Region] = field(default_factory=list)


class Finder:
    """Finds the regions of raw HTML, in the one pass and with the state that `htmlparser` has."""

    def __init__(self, text: str, markdown: bool) -> None:
        self.text = text
        self.markdown = markdown
        self.tags = Tags(text)
        self.regions: list[Region] = []
        self.found: dict[re.Pattern[str], int] = {}  # where a pattern is next, to look for it only once
        self.in_tail = False  # behind a raw block on the line where it ended
        self.raw_start = -1
        self.raw_breaks = 0
        self.raw_tags: list[str] = []
        self.raw_counts: Counter[str] = Counter()
        self.inline_tags: list[str] = []
        self.elements: list[Region] = []
        self.element_counts: Counter[str] = Counter()
        self.fresh = False  # behind a start tag with Markdown in it, nothing yet in between

    def find(self) -> list[Region]:
        """Return the regions in order."""
        text = self.text
        position = 0
        while (at := text.find("<", position)) != -1:
            self._data(position, at)
            position = self._token(at)
        self._data(position, len(text))
        if self.raw_start >= 0:
            self._close_raw(len(text))
        elif self.elements:
            self._close_element(self.elements[0].tag, len(text), len(text))
            if self.elements:
                # Python-Markdown closes no more than one element, and loses all of the others.
                lost = self.elements[0]
                self.elements.clear()
                self._add(Region(lost.start, len(text), 2, 2, mode="lost"))
        return self.regions

    def _token(self, at: int) -> int:
        """Take in what begins with a `<`, and return the position behind it."""
        following = self.text[at + 1 : at + 2]
        if following == "!":
            return self._comment(at) if self.text.startswith("<!--", at) else self._declaration(at)
        if following == "?":
            return self._instruction(at)
        if following == "/":
            tag = self.tags.end(at)
            if isinstance(tag, Tag):
                self._end_tag(tag, at)
                return tag.end
        else:
            tag = self.tags.start(at)
            if isinstance(tag, Tag):
                return self._start_tag(tag, at)
        self._data(at, tag)
        return tag

    def _data(self, start: int, end: int) -> None:
        """Take in text."""
        if start >= end:
            return
        self.fresh = False
        if self.in_tail and self.text.find("\n", start, end) != -1:
            self.in_tail = False
        if self.inline_tags and self.raw_start < 0 and _INNER_BLANK_LINE.search(self.text, start, end):
            self.inline_tags.clear()

    def _begins_line(self, at: int) -> bool:
        """Say whether a position is within the first three columns of a line, behind nothing but spaces."""
        start = self.text.rfind("\n", max(at - 4, 0), at) + 1
        return (start > 0 or at <= 3) and not self.text[start:at].strip()

    # -- tags --

    def _start_tag(self, tag: Tag, at: int) -> int:
        name = tag.name
        line = self._begins_line(at)
        if tag.closed:
            self._empty(at, tag.end, name in BLOCK_TAGS)
            return tag.end
        if name == "hr" and (line or self.in_tail or self.raw_start >= 0 or not self.markdown):
            self._empty(at, tag.end, True)
            return tag.end
        block = name in BLOCK_TAGS and (line or self.in_tail or (bool(self.elements) and self.fresh))
        if block and self.markdown and self.raw_start < 0:
            mode = self._mode(tag)
            if mode != "raw" or self.elements:
                self._open_element(tag, mode, at)
                return self._behind(tag)
        if block and (self.raw_start < 0 or self.in_tail):
            if self.raw_start < 0:
                self.raw_start, self.raw_breaks = at, 0
            self.raw_breaks += 1
        if self.raw_start >= 0:
            self.raw_tags.append(name)
            self.raw_counts[name] += 1
            return self._behind(tag)
        self._data(at, tag.end)
        if name not in BLOCK_TAGS and name not in VOID_TAGS:
            self.inline_tags.append(name)
            del self.inline_tags[:-MAX_INLINE]
        return tag.end

    def _behind(self, tag: Tag) -> int:
        """Return where to go on behind a start tag: a script's content is no HTML."""
        if tag.name in ("script", "style"):
            closing = re.compile(rf"</\s*{tag.name}\s*>", re.IGNORECASE).search(self.text, tag.end)
            return closing.start() if closing else len(self.text)
        return tag.end

    def _end_tag(self, tag: Tag, at: int) -> None:
        name = tag.name
        if self.raw_start >= 0:
            if self.raw_counts[name]:
                while True:
                    closed = self.raw_tags.pop()
                    self.raw_counts[closed] -= 1
                    if closed == name:
                        break
            if not self.raw_tags:
                self._close_raw(tag.end)
        elif self.element_counts[name]:
            self._close_element(name, at, tag.end)
        else:
            self._data(at, tag.end)
            if name in self.inline_tags:
                while self.inline_tags.pop() != name:
                    pass

    def _close_raw(self, end: int) -> None:
        self._add(Region(self.raw_start, end, self.raw_breaks, 2))
        self.raw_start = -1
        self.raw_tags.clear()
        self.raw_counts.clear()
        self.in_tail = _BLANK_LINE.match(self.text, end) is None

    # -- elements with Markdown in them --

    def _mode(self, tag: Tag) -> str:
        """Return what an element's content is: "block" or "span" level Markdown, or "raw"."""
        value = tag.markdown
        if self.elements:
            outer = self.elements[-1].mode
            if outer == "raw" or (outer == "span" and value != "0"):
                value = outer
        holds = "span" if tag.name in _TEXT_TAGS else "raw" if tag.name in _RAW_TAGS else "block"
        if value == "1" or holds == "raw":
            return holds if value != "0" else "raw"
        return value if value in ("block", "span") else "raw"

    def _open_element(self, tag: Tag, mode: str, at: int) -> None:
        if self.element_counts["p"]:
            self._close_element("p", at, at)
        nested = bool(self.elements)
        line_start = at > 0 and self.text[at - 1] == "\n"
        before, after = (2, 1) if nested else (int(line_start), 2)
        self.elements.append(Region(at, tag.end, before, after, tag.name, mode, tag.end))
        self.element_counts[tag.name] += 1
        self.fresh = True

    def _close_element(self, name: str, at: int, end: int) -> None:
        """Close the innermost element of a name, and those opened in it that nothing closed."""
        while True:
            element = self.elements.pop()
            self.element_counts[element.tag] -= 1
            element.close_start = at
            element.end = end if element.tag == name else at
            self._add(element)
            if element.tag == name:
                break
        self.fresh = False
        if not self.elements:
            self.in_tail = _BLANK_LINE.match(self.text, end) is None

    # -- what has no end tag --

    def _empty(self, at: int, end: int, block: bool) -> None:
        """Take in a comment, or a tag that is closed at once."""
        if self.raw_start >= 0:
            return
        if self.elements:
            if block and self._begins_line(at):
                self._add(Region(at, end, 1, 2))
            self.fresh = False
        elif self.in_tail:
            # Python-Markdown moves it elsewhere; at least it does not part the text around it.
            last = self.regions[-1]
            if self.text[last.end : at].strip(" "):
                self._add(Region(at, end, 1, 0))
            else:
                last.gap += at - last.end
                last.end = end
        elif block and self._begins_line(at):
            self._add(Region(at, end, int(at > 0 and self.text[at - 1] == "\n"), 2))
            self.in_tail = _BLANK_LINE.match(self.text, end) is None

    def _comment(self, at: int) -> int:
        closing = self._search(_COMMENT_END, at + 4)
        if closing is None:
            self._data(at, at + 1)
            return at + 1
        self._empty(at, closing.end(), not self._is_inline(at, closing))
        return closing.end()

    def _is_inline(self, at: int, closing: re.Match[str]) -> bool:
        """Say whether a comment stands in an inline element: one that is closed in the same paragraph."""
        text = self.text
        if not self.inline_tags or not self._begins_line(at):
            return False
        if _INNER_BLANK_LINE.search(text, at, closing.start()):
            return False
        end = self._next(_INNER_BLANK_LINE, closing.end())
        return any(
            self._next(re.compile(rf"</\s*{re.escape(tag)}\s*>", re.IGNORECASE), closing.end()) < end
            for tag in self.inline_tags
        )

    def _declaration(self, at: int) -> int:
        text = self.text
        if not (self.in_tail or self.elements or self._begins_line(at)):
            self._data(at, at + 2)
            return at + 2
        if text.startswith("<![CDATA[", at):
            section = self._search(_SECTION_END, at + 3)
            end, block = (section.end() if section else -1), True
        else:
            bogus = self._search(_BRACKET, at + 2)
            end = bogus.end() if bogus else -1
            block = text[at : at + 9].lower() == "<!doctype"
        if end < 0:
            self._data(at, at + 1)
            return at + 1
        self._empty(at, end, block)
        return end

    def _instruction(self, at: int) -> int:
        if self.in_tail or self.elements or self._begins_line(at):
            closing = self._search(_INSTRUCTION_END, at + 2)
            if closing is not None:
                self._empty(at, closing.end(), True)
                return closing.end()
        self._data(at, at + 2)
        return at + 2

    def _next(self, pattern: re.Pattern[str], position: int) -> int:
        """Return where a pattern is next found from a position on; the end of the text where it is not."""
        known = self.found.get(pattern, -1)
        if known < position:
            found = pattern.search(self.text, position)
            self.found[pattern] = known = found.start() if found else len(self.text)
        return known

    def _search(self, pattern: re.Pattern[str], position: int) -> re.Match[str] | None:
        """Return where a pattern is next found, or None."""
        if self._next(pattern, position) == len(self.text):
            return None
        return pattern.match(self.text, self.found[pattern])

    def _add(self, region: Region) -> None:
        """Add a region where it belongs: to the element it stands in, or to the text."""
        if not self.elements:
            self.regions.append(region)
        elif self.elements[-1].mode != "raw":
            self.elements[-1].inner.append(region)
