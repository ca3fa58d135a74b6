"""What a page shows of a document, said twice: by Python-Markdown's HTML, and by the scanner.

Inline markup is left alone in the HTML, so that both say the same text, character by character. Raw
HTML is left out of it, since the scanner does not look into it; fenced code within stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import markdown
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from markdown.blockprocessors import OListProcessor, UListProcessor
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.attr_list import AttrListTreeprocessor, isheader
from markdown.extensions.md_in_html import MarkdownInHtmlProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.util import HTML_PLACEHOLDER_RE
from pymdownx.details import DetailsProcessor
from pymdownx.tabbed import TabbedProcessor

from mkdocs_postmortem.document.blocks import CodeBlock, Dialect, Divider, Heading, ListItem, Paragraph, Table
from mkdocs_postmortem.document.scanner import scan
from mkdocs_postmortem.document.source import Source

DEFAULT = ("toc", "tables", "fenced_code")
MATERIAL = (
    *DEFAULT,
    "admonition",
    "attr_list",
    "md_in_html",
    "def_list",
    "footnotes",
    "pymdownx.superfences",
    "pymdownx.details",
    "pymdownx.tabbed",
)
CONFIG: dict[str, dict[str, Any]] = {"pymdownx.tabbed": {"alternate_style": True}}
# What no author can have meant, and what it would take too much to follow.
_BEYOND = {
    re.compile(r"\[[^\[\]\n]*\n[^\]]*\]:"): "the name of a link definition or footnote goes over two lines",
    re.compile(r"^[> ]*<.*<!--.*-->.*\S", re.MULTILINE): "a comment between texts behind HTML",
}
_BARE_AMPERSAND = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
_DROPPED = {2: None, 3: None}  # which Python-Markdown uses itself
_NO_CONTENT = ("admonition-title", "toc", "tabbed-labels", "filename", "footnote-backref")


@dataclass
class View:
    """What a page shows: its headings, tables, list items and code in order, and every word of it."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    items: list[tuple[str, int, str]] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    dividers: int = 0
    words: list[str] = field(default_factory=list)
    in_order: bool = field(default=True, compare=False)
    _code_at: int = field(default=-1, compare=False)

    def differences(self, scanned: View) -> list[str]:
        """Return in what another view differs from this one, the page's: its name, and both values."""
        different = []
        for kind in ("headings", "tables", "items", "code", "dividers", "words"):
            shown, found = getattr(self, kind), getattr(scanned, kind)
            if kind in ("words", "code") and not self.in_order:
                shown, found = sorted(" ".join(shown).split()), sorted(" ".join(found).split())
            if shown != found:
                different.append(f"{kind}:\n  page    {shown}\n  scanner {found}")
        return different

    def add_table(self, rows: list[list[str]]) -> None:
        """Add a table; to one without rows Python-Markdown gives an empty one."""
        if len(rows) == 2 and not any(rows[1]):
            rows.pop()
        self.tables.append(rows)

    def add_code(self, text: str, fenced: bool) -> None:
        """Add code; what is indented is one block until something else is shown."""
        code = _code(text)
        if not fenced and self._code_at == len(self.words) + len(self.items) + self.dividers:
            self.code[-1] = f"{self.code[-1]}\n{code}".strip()
        else:
            self.code.append(code)
        self.words += code.split()
        self._code_at = -1 if fenced else len(self.words) + len(self.items) + self.dividers


class Beyond(Exception):
    """A page that the scanner does not try to agree with; the reason is the message."""


def page_view(text: str, extensions: tuple[str, ...] = DEFAULT) -> View:
    """Return what Python-Markdown makes of a text.

    Raises Beyond where it fails, or does what no author can have wanted.
    """
    converter = _converter(extensions)
    converter.reset()
    for pattern, reason in _BEYOND.items():
        if pattern.search(text):
            raise Beyond(reason)
    _MarkTails.found = False
    try:
        page = converter.convert(text)
    except (RuntimeError, AttributeError, IndexError, TypeError) as error:
        raise Beyond("Python-Markdown fails") from error
    soup = BeautifulSoup(page, "html.parser")
    if soup.select("div.admonition > dl:first-child"):
        raise Beyond("the title of an admonition is the term of a definition")
    for moved in soup.select("p[data-moved]"):
        parent = moved.parent
        assert parent is not None
        parent.insert(0, moved.extract())
    view = View(in_order=not (_MarkTails.found or _has_tail(soup)))
    _walk(soup, view, 0)
    return view


def _has_tail(soup: BeautifulSoup) -> bool:
    """Say whether text stands behind a list (or another block) in a list item, without a paragraph around it.

    Python-Markdown may add to that block afterwards, and then the page has another order than the source.
    """
    return any(
        isinstance(child, NavigableString) and child.strip() and isinstance(child.previous_sibling, Tag)
        for item in soup.find_all(["li", "dd"])
        for child in item.children
    )


def scanner_view(text: str, extensions: tuple[str, ...] = DEFAULT, start: int = 0) -> View:
    """Return what the scanner finds in the same text."""
    view = View()
    for block in scan(Source("page.md", text), start, Dialect.from_extensions(extensions)).blocks:
        if isinstance(block, Heading):
            view.headings.append((block.level, _from_source(block.text.text)))
            view.words += view.headings[-1][1].split()
        elif isinstance(block, Paragraph):
            for line in block.lines:
                view.words += _from_source(line.text).split()
        elif isinstance(block, ListItem):
            said = _from_source(" ".join(line.text for line in block.lines))
            view.items.append(("ol" if block.ordered else "ul", block.depth, said))
            view.words += said.split()
        elif isinstance(block, Table):
            columns = len(block.header.cells)
            rows = []
            for row in (block.header, *block.rows):
                cells = [_from_source(cell.text) for cell in row.cells[:columns]]
                rows.append(cells + [""] * (columns - len(cells)))
            view.add_table(rows)
            view.words += " ".join(cell for cells in rows for cell in cells).split()
        elif isinstance(block, CodeBlock):
            view.add_code(block.code.text, block.fenced)
        elif isinstance(block, Divider):
            view.dividers += 1
    return view


def _from_source(text: str) -> str:
    """Return text of the source as it looks when it comes out of HTML."""
    text = text.translate(_DROPPED)
    if "&" in text:
        text = _BARE_AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
        text = BeautifulSoup(f"<p>{text}</p>", "html.parser").get_text()
    return " ".join(text.split())


def _code(text: str) -> str:
    """Return code without indents and quote marks, which are not the code's own in a list or quote."""
    lines = (line.translate(_DROPPED).strip().lstrip("> \t") for line in text.split("\n"))
    return "\n".join(" ".join(line.split()) for line in lines if line)


def _walk(node: Tag, view: View, depth: int) -> None:
    for child in node.children:
        if isinstance(child, NavigableString):
            view.words += child.split()
        elif isinstance(child, Tag):
            _visit(child, view, depth)


def _visit(tag: Tag, view: View, depth: int) -> None:
    classes = tag.get_attribute_list("class")
    name = tag.name
    if name == "summary" or any(known in classes for known in _NO_CONTENT):
        return
    if "footnote" in classes and name == "div":
        for note in tag.select(":scope > ol > li"):
            _walk(note, view, 0)
        return
    if name == "raw" or tag.has_attr("data-raw"):
        for fence in tag.find_all("fence"):
            _visit(fence, view, depth)
        return
    if name in ("fence", "pre"):
        for added in tag.select("span.filename, td.linenos, th.filename"):
            added.decompose()
        view.add_code(tag.get_text(), name == "fence")
        return
    if re.fullmatch("h[1-6]", name):
        view.headings.append((int(name[1]), " ".join(_first_text(tag).split())))
    elif name == "li":
        lists = tag.parent.name if tag.parent is not None else ""
        view.items.append((lists, max(depth, 1), " ".join(_first_text(tag).split())))
    elif name == "table":
        view.add_table(
            [
                [
                    " ".join(_text_before_tags(cell).split())
                    for cell in row.find_all(["th", "td"], recursive=False)
                ]
                for row in tag.find_all("tr")
            ]
        )
    elif name == "hr":
        view.dividers += 1
    # The scanner reports code in a table behind it.
    fences = [fence.extract() for fence in tag.find_all("fence")] if name == "table" else []
    _walk(tag, view, depth + (name in ("ul", "ol")))
    for fence in fences:
        _visit(fence, view, depth)


def _first_text(tag: Tag) -> str:
    """Return the text of a list item's first paragraph, which may be marked as such or not.

    A heading's may too, where it stands between the items of a list.
    """
    text = _text_before_tags(tag)
    first = tag.find(True, recursive=False)
    if not text.strip() and isinstance(first, Tag) and first.name == "p":
        return _text_before_tags(first)
    return text


def _text_before_tags(tag: Tag) -> str:
    text = ""
    for child in tag.children:
        if isinstance(child, Tag):
            break
        text += str(child)
    return text


# -- a converter that says no more than the block structure --


@cache
def _converter(extensions: tuple[str, ...]) -> markdown.Markdown:
    config = {name: CONFIG[name] for name in extensions if name in CONFIG}
    converter = markdown.Markdown(extensions=list(extensions), extension_configs=config)
    converter.treeprocessors.deregister("inline")
    if "attr_list" in extensions:
        converter.treeprocessors.register(_HeadingAttributes(converter), "attr_list", 8)
    if "md_in_html" in extensions:
        # Not registered anew: that would change its place among the processors of one priority.
        converter.parser.blockprocessors["markdown_block"].__class__ = _MarkRawElements
    for name, marking in _MARKING.items():
        if name in converter.parser.blockprocessors:
            converter.parser.blockprocessors[name].__class__ = marking
    count = _CountFences(converter)
    converter.preprocessors.register(count, "count_fences", 22)
    converter.postprocessors.register(_Mark(converter, count), "raw_html", 30)
    return converter


class _CountFences(Preprocessor):
    """Notes how much of what is stashed away is fenced code: it comes first."""

    fences = 0

    def run(self, lines: list[str]) -> list[str]:
        self.fences = self.md.htmlStash.html_counter
        return lines


class _HeadingAttributes(AttrListTreeprocessor):
    """Takes attribute lists from headings only: the scanner reports everything else as written."""

    def run(self, doc: Element) -> None:
        for element in doc.iter():
            if isheader(element) and element.text:
                # Code would be an element of its own, and the list looked for behind it.
                code, tick, rest = element.text.rpartition("`")
                element.text = rest
                super().run(element)
                element.text = code + tick + element.text


class _MarkRawElements(MarkdownInHtmlProcessor):
    """Marks elements that stand in one with Markdown and have none themselves."""

    def parse_element_content(self, element: Element) -> None:
        if element.get("markdown", "off") == "off":
            element.set("data-raw", "")
        super().parse_element_content(element)


class _MarkTails:
    """Notes where text behind a block in a list item is made a paragraph when the next item comes."""

    found = False

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        if len(parent) and parent[-1].tag in ("ul", "ol") and len(parent[-1]) and len(parent[-1][-1]):
            _MarkTails.found |= bool((parent[-1][-1][-1].tail or "").strip())
        return super().run(parent, blocks)  # type: ignore[misc, no-any-return]


class _MarkingOrdered(_MarkTails, OListProcessor):
    pass


class _MarkingUnordered(_MarkTails, UListProcessor):
    pass


class _MarkMoved:
    """Marks a list item's text where it is put behind a nested list.

    A blank line between the items of a nested list does that, in an admonition, in details or in a tab.
    """

    def parse_content(self, parent: Element, block: str) -> Any:
        found = super().parse_content(parent, block)  # type: ignore[misc]
        item = found[0]
        if item is not None and item.tag in ("li", "dd") and item.text:
            moved = SubElement(item, "p", {"data-moved": ""})
            moved.text, item.text = item.text, ""
        return found


class _MarkingAdmonitions(_MarkMoved, AdmonitionProcessor):
    pass


class _MarkingDetails(_MarkMoved, DetailsProcessor):
    pass


class _MarkingTabs(_MarkMoved, TabbedProcessor):
    pass


_MARKING = {
    "olist": _MarkingOrdered,
    "ulist": _MarkingUnordered,
    "admonition": _MarkingAdmonitions,
    "details": _MarkingDetails,
    "tabbed": _MarkingTabs,
}


class _Mark(Postprocessor):
    """Puts back what was stashed away: fenced code between `<fence>` tags, and of HTML only fences in it."""

    def __init__(self, md: markdown.Markdown, count: _CountFences) -> None:
        super().__init__(md)
        self.count = count

    def run(self, text: str) -> str:
        return HTML_PLACEHOLDER_RE.sub(self._restored, text)

    def _restored(self, found: re.Match[str]) -> str:
        number = int(found[1])
        stash = self.md.htmlStash.rawHtmlBlocks
        if number >= len(stash):
            return ""
        if number < self.count.fences:
            return f"<fence>{stash[number]}</fence>"
        inside = stash[number]
        if isinstance(inside, Element):
            inside = "".join(_all_text(inside))
        return (
            f"<raw>{''.join(self._restored(inner) for inner in HTML_PLACEHOLDER_RE.finditer(inside))}</raw>"
        )


def _all_text(element: Element) -> Iterator[str]:
    for part in element.iter():
        yield part.text or ""
        yield part.tail or ""
