"""What a built page consists of, as far as it can be compared with its source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

# What is compared: `("h", 2, "impact")` for a level-2 heading, `("table", 3, 6, "timeevent")` for three
# columns and six rows. Text is reduced to its letters; see `kind_of`.
Shape = tuple[str | int, ...]
_PARTS = re.compile(
    r"<(?:h([1-6])\b[^>]*>(.*?)</h[1-6]>|(/?)table\b|(tr)\b|t[hd]\b[^>]*>(.*?)</t[hd]>)",
    re.IGNORECASE | re.DOTALL,
)
# Tags, and what a source has behind the text of a link or an image.
_NOT_TEXT = re.compile(r"<[^>]*>|\]\([^)]*\)|\]\[[^\]]*\]|:[a-z0-9_+-]+:")
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """The HTML of a page, as it was made of a document's Markdown.

    `generated` says that the site makes content while it builds (macros, snippets): then a difference
    may be meant.
    """

    html: str
    generated: bool = False

    def lacks(self, ends: Mapping[str, int]) -> bool:
        """Say whether the page has fewer of any elements, given by their end tags, than it should."""
        return any(self.html.count(end) < number for end, number in ends.items())

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The shapes of the page's headings and tables, in order."""
        return shapes_of(self.html)


def letters(text: str) -> str:
    """Return the letters and digits of a text, Markdown or HTML, as it is read."""
    from html import unescape  # only a build has pages

    return _NOT_LETTERS.sub("", _NOT_TEXT.sub("", unescape(text))).casefold()


def kind_of(shape: Shape) -> Shape:
    """Return a shape without its text, which can be written in many ways."""
    return shape[:-1]


def shapes_of(page: str) -> tuple[Shape, ...]:
    """Return the shapes of the headings and tables in a page's HTML."""
    shapes: list[Shape] = []
    open_tables: list[_OpenTable] = []
    for found in _PARTS.finditer(page):
        level, text, closing, row, cell = found.groups()
        if level:
            shapes.append(("h", int(level), letters(text)))
        elif closing is None:
            if open_tables:
                open_tables[-1].add(bool(row), cell or "")
        elif not closing:
            open_tables.append(_OpenTable())
        elif open_tables:
            shapes.append(open_tables.pop().shape)
    return tuple(shapes)


class _OpenTable:
    """A table of which the end has not come yet."""

    def __init__(self) -> None:
        self.rows = 0
        self.header: list[str] = []

    def add(self, row: bool, cell: str) -> None:
        self.rows += row
        if not row and self.rows == 1:
            self.header.append(cell)

    @property
    def shape(self) -> Shape:
        return ("table", len(self.header), self.rows - 1, letters("".join(self.header)))
