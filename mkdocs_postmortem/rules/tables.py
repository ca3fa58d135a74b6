"""PM013, PM211, PM213: tables that lose rows, lack columns, or look different on GitHub."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from mkdocs_postmortem.document.blocks import Block, Html, Paragraph, Row, Table
from mkdocs_postmortem.document.columns import columns_of
from mkdocs_postmortem.document.placeholders import code_spans
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.fixes import SAFE, UNSAFE, Edit, Fix, replace
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import listing, misspelt, quote
from mkdocs_postmortem.template import Column

_COMMENT = "<!--"
_PIPE = re.compile(r"\\?\|")


@rule("PM013", "comment-between-rows", "E/E/E", fixes=("safe",))
def comment_between_rows(case: Case) -> Iterator[Found]:
    """No line with an HTML comment stands between the rows of a table.

    The table ends there: the rows below it are printed as text, and not read. Put the comment above the
    table, or into a cell.
    """
    for table, comment, row in cut_tables(case.document.blocks):
        yield Found(
            comment,
            "A comment between rows ends the table; the rows below it are shown as text",
            "put the comment above the table, or inside a cell",
            (row, "first row that is lost"),
            fix=_moved_above(table, comment),
        )


def cut_tables(blocks: tuple[Block, ...]) -> Iterator[tuple[Table, Text, Text]]:
    """Return the tables that a comment cuts in two, with the comment and the first row below it."""
    for number in range(1, len(blocks) - 1):
        comment = blocks[number]
        if not isinstance(comment, Html) or not comment.text.text.startswith(_COMMENT):
            continue
        table, below = blocks[number - 1], blocks[number + 1]
        if (
            isinstance(table, Table)
            and isinstance(below, Paragraph)
            and "|" in below.lines[0].text
            and _is_next_line(_whole(table), comment.text)
            and _is_next_line(comment.text, below.text)
        ):
            yield table, comment.text, below.lines[0]


def _whole(table: Table) -> Text:
    """Return a table with the dashes under its header, where these are its last line."""
    if table.rows:
        return table.text
    source, start, end = table.text
    dashes = source.text.find("\n", end) + 1
    end = source.text.find("\n", dashes)
    return Text(source, start, len(source.text) if end < 0 else end)


def _is_next_line(above: Text, below: Text) -> bool:
    between = above.source.text[above.end : below.start]
    return between.count("\n") == 1 and not between.strip(" \t\n>")


def _moved_above(table: Table, comment: Text) -> Fix | None:
    """Return the fix that moves a comment above its table; only of one that begins its line."""
    text = comment.source.text
    if table.container != "root" or text[comment.start - 1 : comment.start] != "\n":
        return None
    top = text.rfind("\n", 0, table.text.start) + 1
    end = text.find("\n", comment.end) + 1
    edits = (
        Edit(Text(comment.source, top, top), f"{comment}\n"),
        Edit(Text(comment.source, comment.start, end), ""),
    )
    return Fix("move the comment above the table", edits, SAFE)


@rule("PM211", "missing-column", "W/E/E", fixes=("unsafe",))
def missing_column(case: Case) -> Iterator[Found]:
    """The tables of the template have its columns: an action item without a due date is soon forgotten.

    Columns are recognised by their aliases too (`Assignee`, `Deadline`, `Issue`), in any order. Optional
    ones, and those of the timeline, are not asked for; nor is a table meant that shares but one column
    with the template.
    """
    document = case.document
    tables = [("actions", table) for table in document.action_tables]
    tables += [
        (key, table)
        for key, table in (("impact", document.impact_table), ("whys", document.whys_table))
        if table is not None
    ]
    for key, table in tables:
        known = case.template.tables[key]
        columns = columns_of(table, known)
        missing = [column for column in known.columns if not column.optional and column.key not in columns]
        if missing and _has_words(table, columns.get("number")):
            missing = missing[1:]
        present = sum(column.key in columns for column in known.columns if not column.optional)
        if missing and (present > 1 or len(missing) == 1):
            title = case.template.section(known.section).title
            yield from _missing(table, missing, title, set(columns.values()))


def _has_words(table: Table, number: int | None) -> bool:
    """Say whether a column for numbers has none: below `Why` may stand the question."""
    cells = [row.cells[number].text for row in table.rows if number is not None and number < len(row.cells)]
    return any(cells) and not any(char.isdigit() for cell in cells for char in cell)


def _missing(table: Table, missing: list[Column], title: str, used: set[int]) -> Iterator[Found]:
    """Return a finding for each column that is misspelt, and one for all others."""
    others = [cell for index, cell in enumerate(table.header.cells) if index not in used and cell]
    rest = []
    for column in missing:
        names = [column.label, *(alias for alias in column.aliases if len(alias) > 4)]
        meant = next((cell for cell in others if misspelt(cell.text, names)), None)
        if meant is None:
            rest.append(column)
            continue
        yield Found(
            meant,
            f"{title} has no `{column.label}` column; did you mean it by {quote(meant)}?",
            f"write `{column.label}`",
            fix=replace(meant, column.label, UNSAFE),
        )
    if rest:
        names = [f"`{column.label}`" for column in rest]
        yield Found(
            table.header.text,
            f"{title} has no {listing(names)} column{'s' if len(names) > 1 else ''}",
            f"add {listing(names)} to the table, or name your own column so",
            fix=_with_columns(table, rest),
        )


def _with_columns(table: Table, columns: list[Column]) -> Fix | None:
    """Return the fix that adds empty columns at the end of a table whose rows all end in a pipe."""
    source, text = table.text.source, table.text.source.text
    lines = text[table.header.text.start : table.text.end].split("\n")
    if any(not line.rstrip().endswith("|") or line.rstrip().endswith("\\|") for line in lines):
        return None
    edits = []
    start = table.header.text.start
    for number, line in enumerate(lines):
        cells = [column.label if number == 0 else "---" if number == 1 else "" for column in columns]
        end = start + len(line.rstrip())
        edits.append(Edit(Text(source, end, end), "".join(f" {cell} |" for cell in cells)))
        start += len(line) + 1
    return Fix(f"add {'columns' if len(columns) > 1 else 'the column'}", tuple(edits), UNSAFE)


@rule("PM213", "pipe-in-code", "W/W/W", fixes=("unsafe",), option="also_on_github")
def pipe_in_code(case: Case) -> Iterator[Found]:
    """No code in a table has a pipe in it: no spelling of it is right on both GitHub and MkDocs.

    GitHub cuts the cell at a bare pipe, and MkDocs shows the backslash of an escaped one. Off until the
    option `also_on_github` is set, because a site that only MkDocs shows may write a bare pipe.
    """
    if not case.settings.also_on_github:
        return
    for block in case.document.blocks:
        if isinstance(block, Table) and "`" in block.text.text:
            for row in (block.header, *block.rows):
                yield from _piped(row)


def _piped(row: Row) -> Iterator[Found]:
    text = row.text.text
    if "`" not in text:
        return
    for start, end in code_spans(text):
        span = row.text.part(start, end)
        if "|" not in span.text:
            continue
        inside = span.text.strip("`").strip()
        code = _PIPE.sub("&#124;", html.escape(inside, quote=False))
        escaped = "\\|" in inside
        what = "MkDocs shows the backslash in" if escaped else "GitHub cuts the cell at the pipe in"
        yield Found(
            span,
            f"{what} {quote(span)}",
            f"write `<code>{code}</code>`",
            fix=replace(span, f"<code>{code}</code>", UNSAFE),
        )
