"""PM220: the document as it was read, against the page that was really built of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mkdocs_postmortem.document.blocks import Block, Heading, Html, Table
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.page_shape import Shape, kind_of, letters
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import count, quote


@rule("PM220", "source-differs-from-page", "W/W/W", built=True)
def source_differs_from_page(case: Case) -> Iterator[Found]:
    """The built page shows every heading and every table that was read in the source.

    Dates, durations and action items are read in the source. If another plugin or a Markdown
    extension changes the text before it becomes a page, readers see something else than was counted.
    Only a build can tell; the command says nothing. What a page has beyond its source (a list of tags,
    comments) is not reported, nor is a document with HTML of its own. Where the site makes content
    while it builds (the plugins macros and include-markdown, snippets), the finding is informational.
    """
    page = case.page
    if page is None or any(_is_raw_html(block) for block in case.document.blocks):
        return
    level = "info" if page.generated else None
    for kind, parts in (("h", _headings(case.document)), ("table", _tables(case.document))):
        shown = [shape for shape in page.shapes if shape[0] == kind]
        lost = _first_lost([shape for shape, _ in parts], shown)
        if lost is not None:
            at = parts[lost][1]
            what = f"Heading {quote(at)}" if kind == "h" else _table_name(parts[lost][0])
            yield Found(
                at,
                f"{what} is not on the built page",
                "look at the page: another plugin or an extension changes the text before it is shown",
                level=level,
            )


def source_shapes(document: Postmortem) -> tuple[Shape, ...]:
    """Return the shapes that a page shows if nothing changes the document on its way."""
    parts = sorted([*_headings(document), *_tables(document)], key=lambda part: part[1].start)
    return tuple(shape for shape, _ in parts)


def _is_raw_html(block: Block) -> bool:
    return isinstance(block, Html) and not block.text.text.startswith("<!--")


def _headings(document: Postmortem) -> list[tuple[Shape, Text]]:
    return [
        (("h", each.level, letters(each.text.text)), each.text)
        for each in document.blocks
        if isinstance(each, Heading)
    ]


def _tables(document: Postmortem) -> list[tuple[Shape, Text]]:
    """Return the tables, without those of metadata, which the page shows in its header instead."""
    elsewhere = [field.whole.start for field in document.metadata if field.origin == "table"]
    return [
        (_table_shape(each), each.header.text)
        for each in document.blocks
        if isinstance(each, Table)
        and not any(each.text.start <= start < each.text.end for start in elsewhere)
    ]


def _table_shape(table: Table) -> Shape:
    cells = table.header.cells
    return ("table", len(cells), len(table.rows), letters("".join(cell.text for cell in cells)))


def _first_lost(source: Sequence[Shape], page: Sequence[Shape]) -> int | None:
    """Return the first of the source's parts that the page does not show, or None."""
    # Text only says which part is lost, not whether one is.
    if _is_within(map(kind_of, source), map(kind_of, page)):
        return None
    import difflib  # only where a difference was found

    for tag, low, high, _, _ in difflib.SequenceMatcher(None, source, page, autojunk=False).get_opcodes():
        if tag in ("delete", "replace"):
            lost = [index for index in range(low, high) if source[index] not in page]
            if lost:
                return lost[0]
    return None


def _is_within(parts: Iterable[Shape], page: Iterable[Shape]) -> bool:
    rest = iter(page)
    return all(part in rest for part in parts)


def _table_name(shape: Shape) -> str:
    _, columns, rows, _ = shape
    return f"This table of {count(int(rows), 'row')} and {count(int(columns), 'column')}"
