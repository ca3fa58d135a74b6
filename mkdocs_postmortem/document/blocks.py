"""What the scanner finds in a document: its Markdown blocks, in order, each with its place.

`container` says what a block stands in: `root`, a quote (`blockquote`), a list item (`li`; for an item
its list, `ul` or `ol`), `admonition`, `details`, `tab`, a term or definition (`dt`, `dd`), `footnote`,
raw HTML (`html`), or an HTML element with Markdown in it (its tag).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from mkdocs_postmortem.document.record import quickly_pickled, record
from mkdocs_postmortem.document.source import Text


@record
class Heading:
    """A heading, `#` or underlined. `text` is without marks and without an attribute list."""

    text: Text
    level: int
    container: str


@record
class Paragraph:
    """Running text. `lines` are its source lines without surrounding white space."""

    text: Text
    lines: tuple[Text, ...]
    container: str


@record
class ListItem:
    """One item of a list. `text` is its first paragraph; what else it holds follows as own blocks.

    `depth` is 1 in a list that stands in no other; `ordered` says what the page shows.
    """

    text: Text
    lines: tuple[Text, ...]
    ordered: bool
    depth: int
    container: str


@quickly_pickled
class Row(NamedTuple):
    """A table row: every cell as written, without its pipes; `text` is the whole row."""

    text: Text
    cells: tuple[Text, ...]


@record
class Table:
    """A pipe table. The page shows as many cells per row as the header has."""

    header: Row
    rows: tuple[Row, ...]
    container: str

    @property
    def text(self) -> Text:
        """The table from its header to its last row."""
        last = self.rows[-1] if self.rows else self.header
        return Text(self.header.text.source, self.header.text.start, last.text.end)


@record
class CodeBlock:
    """A code block. `text` is all of it with its fences; `code` what is between them."""

    text: Text
    code: Text
    language: Text | None
    fenced: bool
    container: str


@record
class Html:
    """Raw HTML that Markdown does not look into, a comment for instance."""

    text: Text
    container: str


@record
class Divider:
    """A horizontal rule."""

    text: Text
    container: str


@record
class Reference:
    """A link definition: `[name]: target`."""

    name: str
    target: Text
    container: str


Block = Heading | Paragraph | ListItem | Table | CodeBlock | Html | Divider | Reference


@dataclass(frozen=True, slots=True)
class Dialect:
    """Which Markdown extensions the site uses, as far as they change what is a block.

    The default is MkDocs' own list: toc, tables, fenced_code. `shallow_lists`
    and `glued_lists` say that an extension nests lists by two spaces, or needs no blank line above one;
    the scanner does not follow these two.
    """

    tables: bool = True
    fences: bool = True
    nested_fences: bool = False
    admonitions: bool = False
    details: bool = False
    tabs: bool = False
    attributes: bool = False
    html_markdown: bool = False
    definitions: bool = False
    footnotes: bool = False
    shallow_lists: bool = False
    glued_lists: bool = False

    @property
    def containers(self) -> tuple[str, ...]:
        """The kinds of indented containers in use: of admonition, details, tab."""
        on = (("admonition", self.admonitions), ("details", self.details), ("tab", self.tabs))
        return tuple(kind for kind, used in on if used)

    @classmethod
    def from_extensions(cls, names: list[str] | tuple[str, ...]) -> Dialect:
        """Return the dialect of a site's `markdown_extensions`, which come on top of MkDocs' own."""
        short = {name.removeprefix("markdown.extensions.") for name in names}
        extra = "extra" in short or "pymdownx.extra" in short
        return cls(
            nested_fences=bool(short & {"pymdownx.superfences", "pymdownx.extra"}),
            admonitions="admonition" in short,
            details="pymdownx.details" in short,
            tabs="pymdownx.tabbed" in short,
            attributes=extra or "attr_list" in short,
            html_markdown=extra or "md_in_html" in short,
            definitions=extra or "def_list" in short,
            footnotes=extra or "footnotes" in short,
            shallow_lists="mdx_truly_sane_lists" in short,
            glued_lists=bool(short & {"mdx_breakless_lists", "prependnewline"}),
        )
