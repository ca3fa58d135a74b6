"""PM220: the document as it was read, against the page that was really built of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mkdocs_postmortem.document.blocks import Heading, Html, Table
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
    if page is None or not page.lacks(_end_tags(case.document)) or _has_html(case.document):
        return
    level = "info" if page.generated else None
    shapes = page.shapes
    for kind, parts in (("h", _headings(case.document)), ("table", _tables(case.document))):
        shown = [shape for shape in shapes if shape[0] == kind]
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


def _end_tags(document: Postmortem) -> Mapping[str, int]:
    """Return how many of each element the page must have, by end tag: a cheap first look."""
    ends: Counter[str] = Counter()
    for block in document.blocks:
        if isinstance(block, Heading):
            ends[f"</h{block.level}>"] += 1
    for table, _ in _tables(document):
        _, columns, rows, _ = table
        ends["</table>"] += 1
        ends["</tr>"] += int(rows) + 1
        ends["</th>"] += int(columns)
        ends["</td>"] += int(columns) * int(rows)
    return ends


def _has_html(document: Postmortem) -> bool:
    """Say whether a document has HTML of its own, which may hold headings and tables."""
    return any(isinstance(each, Html) and not each.text.text.startswith("<!--") for each in document.blocks)


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
