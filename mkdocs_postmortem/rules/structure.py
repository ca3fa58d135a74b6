"""PM205, PM210, PM212: sections and tables, and where MkDocs' Markdown differs from what authors see."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.document.blocks import Block, Heading, ListItem, Paragraph, Row, Table
from mkdocs_postmortem.document.model import Section
from mkdocs_postmortem.document.sections import BOLD, LABEL, end_of, is_empty
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.document.tables import columns, has_end_border
from mkdocs_postmortem.rules.dialect import is_hash_number
from mkdocs_postmortem.rules.fixes import blank_line_above
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.tables import bare_tables, cut_tables
from mkdocs_postmortem.rules.values import is_blank
from mkdocs_postmortem.rules.words import count, quote

_CONTENT = (Paragraph, ListItem, Table)


@rule("PM205", "empty-section", "I/E/E")
def empty_section(case: Case) -> Iterator[Found]:
    """Every section has content: text, a list, a table or code. A sub-heading or `TBD` alone is none."""
    for key, section in case.document.by_key.items():
        if (said := _only_blank(case, section)) and key not in _HAVE_RULES:
            yield Found(
                said,
                f"Section `{case.template.section(key).title}` says only {quote(said)}",
                "write at least one sentence; `None.` is one",
                level=None if case.required(case.template.section(key).required) else "info",
            )
        if says_nothing(section) and section.heading.container != LABEL and not _is_cut(case, section):
            known = case.template.section(key)
            yield Found(
                section.heading.text,
                f"Section {quote(section.heading.text)} is empty",
                f"add a table `{case.template.header(key)}`"
                if key in _NEED_TABLES and key in case.template.tables
                else "write at least one sentence; `None.` is one",
                level=None if case.required(known.required) else "info",
            )


def _is_cut(case: Case, section: Section) -> bool:
    """Say whether a section only ends at once because `#123` in it makes a heading (PM215)."""
    start = section.heading.text.start
    following = next((block for block in case.blocks(Heading) if block.text.start > start), None)
    return following is not None and is_hash_number(following)


def _only_blank(case: Case, section: Section) -> Text | None:
    """Return the one paragraph of a section that is a word for nothing."""
    if len(section.blocks) != 1 or not isinstance(only := section.blocks[0], Paragraph):
        return None
    return only.text if is_blank(case, only.text) else None


# Of these, one sentence would be the next finding.
_NEED_TABLES = frozenset(("timeline", "impact", "whys"))
# Where a rule of its own says what the section lacks.
_HAVE_RULES = frozenset(
    (
        "timeline",
        "narrative",
        "root_cause",
        "whys",
        "went_well",
        "went_wrong",
        "lucky",
        "actions",
        "lessons",
    )
)


@rule("PM210", "table-needs-blank-line", "E/E/E", fixes=("safe",))
def table_needs_blank_line(case: Case) -> Iterator[Found]:
    """A table has a blank line above it.

    GitHub shows a table right below a line of text; MkDocs prints it as running text, pipes and all.
    """
    for text, head in _glued((*case.blocks(Paragraph), *case.blocks(ListItem))):
        yield Found(
            head,
            "Put a blank line before the table, MkDocs shows it as text otherwise",
            "insert a blank line above this one",
            (text, "this line is glued to the table"),
            fix=blank_line_above(head),
        )


def glued_table(section: Section) -> bool:
    """Say whether a table in a section is not read: glued to text, cut in two, or without its dashes."""
    title = section.heading.text
    if title.source.text.find("|", title.end, end_of(section)) < 0:
        return False
    if section.heading.container in (LABEL, BOLD) and any(_is_all_table(block) for block in section.blocks):
        return True  # it is glued to the label itself
    return any(next(found(section.blocks), None) is not None for found in (_glued, cut_tables, bare_tables))


def _is_all_table(block: Block) -> bool:
    """Say whether a paragraph would be a table with a blank line above."""
    lines = block.lines if isinstance(block, Paragraph) else ()
    return len(lines) > 1 and _starts_table(lines[0], lines[1])


def says_nothing(section: Section) -> bool:
    """Say whether nothing stands under a heading (see `is_empty`); most sections begin with something."""
    first = section.blocks[0] if section.blocks else None
    return not isinstance(first, _CONTENT) and is_empty(section)


def _glued(blocks: tuple[Block, ...]) -> Iterator[tuple[Text, Text]]:
    """Return the header rows of glued tables, each behind the line it is glued to."""
    for block in blocks:
        if not isinstance(block, Paragraph | ListItem) or len(block.lines) < 3:
            continue
        lines = block.lines
        text = lines[0].source.text
        if text.find("|", lines[1].start, lines[-1].end) < 0:
            continue
        for index in range(1, len(lines) - 1):
            if "|" in lines[index].text and _starts_table(lines[index], lines[index + 1]):
                yield lines[index - 1], lines[index]
                break


def _starts_table(head: Text, under: Text) -> bool:
    row, dashes = head.text.strip(), under.text.strip()
    if "-" not in dashes or "|" not in dashes:
        return False
    return columns(row, dashes, row.startswith("|") or has_end_border(row)) > 1


@rule("PM212", "cell-count", "E/E/E")
def cell_count(case: Case) -> Iterator[Found]:
    """Every table row has as many cells as the header.

    Cells beyond the header's are dropped from the page, an error unless they are empty; a short row
    is padded, which is a warning. A pipe that belongs to the text is written `\\|`. A line of text
    right below a table becomes a row of it. As cells of such a row may stand in the wrong column, no other
    rule speaks of them; what one would have said counts in the level here.
    """
    for table in case.blocks(Table):
        wanted = len(table.header.cells)
        for row in table.rows:
            have = len(row.cells)
            if have != wanted and row.text:
                if have < wanted:
                    yield _short_row(table, row, wanted)
                elif any(row.cells[wanted:]):
                    yield _long_row(table, row, wanted)


def _long_row(table: Table, row: Row, wanted: int) -> Found:
    have = len(row.cells)
    lost = "the last one is" if have == wanted + 1 else f"the last {have - wanted} are"
    return Found(
        next(cell for cell in row.cells[wanted:] if cell),
        f"Row has {count(have, 'cell')}, the header has {wanted}; {lost} lost",
        "write `\\|` for a pipe that belongs to the text, or add a column",
        (table.header.text, "header"),
        label="lost",
    )


def _short_row(table: Table, row: Row, wanted: int) -> Found:
    is_text = "|" not in row.text.text
    return Found(
        row.text,
        f"Row has {count(len(row.cells), 'cell')}, the header has {wanted}",
        "put a blank line above it: a line right below a table becomes a row"
        if is_text
        else "add the missing cells; an empty one is `| |`",
        (table.header.text, "header"),
        level="warning",
    )
