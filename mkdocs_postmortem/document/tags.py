"""The HTML tags in a text, as Python-Markdown's `htmlparser` reads them."""

from __future__ import annotations

import re
from typing import NamedTuple

# The list of `markdown/util.py`, in its order.
BLOCK_TAGS = frozenset([
    "address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "main", "menu", "nav",
    "ol", "p", "pre", "section", "table", "ul", "canvas", "colgroup", "dd", "body", "dt", "group", "html",
    "iframe", "li", "legend", "math", "map", "noscript", "output", "object", "option", "progress", "script",
    "style", "summary", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "video", "center",
])  # fmt: skip
# Tags that hold nothing, so that no end tag is to be waited for.
VOID_TAGS = frozenset([
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
])  # fmt: skip

_START = re.compile(
    r"""<[a-zA-Z][^`\t\n\r\f />\x00]*
    (?:[\s/]*
      (?:(?<=['"\s/])[^`\s/>][^\s/=>]*
        (?:\s*=+\s*(?:'[^']*'|"[^"]*"|(?!['"])[^`>\s]*)(?:\s*,)*)?(?:\s|/(?!>))*
      )*
    )?\s*""",
    re.VERBOSE,
)
_NAME = re.compile(r"([a-zA-Z][^\t\n\r\f />\x00]*)(?:\s|/(?!>))*")
_ATTRIBUTE = re.compile(
    r"""((?<=['"\s/])[^\s/>][^\s/=>]*)(\s*=+\s*('[^']*'|"[^"]*"|(?!['"])[^>\s]*))?(?:\s|/(?!>))*"""
)
_END = re.compile(r"</\s*([a-zA-Z][-.a-zA-Z0-9:_]*)\s*>")


class Tag(NamedTuple):
    """A start or end tag.

    `end` is the offset behind it, `name` in lower case, `closed` where it closes itself (`<br/>`), and
    `markdown` the value of the attribute of that name, "0" where there is none.
    """

    end: int
    name: str
    closed: bool = False
    markdown: str = "0"


class Tags:
    """Reads the tags of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._last_close = text.rfind(">")
        # What may still be spent on tags that turn out to be none, so that hostile text stays linear.
        self._patience = 2 * len(text) + 10_000

    def start(self, at: int) -> Tag | int:
        """Return the start tag that opens at an offset; where there is none, the end of what is text."""
        text = self.text
        if at > self._last_close or self._patience < 0:
            return at + 1
        found = _START.match(text, at)
        if found is None:
            return at + 1
        end = found.end()
        if text.startswith(">", end):
            end += 1
        elif text.startswith("/>", end):
            end += 2
        else:
            self._patience -= end - at
            following = text[end : end + 1]
            return at + 1 if following in "=/" or (following.isascii() and following.isalpha()) else end
        name = _NAME.match(text, at + 1, end)
        assert name is not None  # it begins with a letter, or `found` would be None
        markdown = "0"
        position = name.end()
        while attribute := _ATTRIBUTE.match(text, position, end):
            position = attribute.end()
            if attribute[1].lower() == "markdown":
                markdown = (attribute[3] or "").strip("\"'") if attribute[2] else "1"
        closing = text[position:end].strip()
        if closing not in (">", "/>"):
            return end
        return Tag(end, name[1].lower(), closing == "/>", "1" if markdown == "markdown" else markdown)

    def end(self, at: int) -> Tag | int:
        """Return the end tag that opens at an offset; where there is none, the end of what is text."""
        text = self.text
        if at > self._last_close or not text[at + 2 : at + 3].isalpha():
            return at + 2
        if found := _END.match(text, at):
            return Tag(found.end(), found[1].lower())
        name = _NAME.match(text, at + 2)
        if name is None:  # a letter that HTML has no tags for
            return at + 2
        return Tag(text.find(">", name.end()) + 1, name[1].lower())
