"""PM013, PM213, PM221: tables that lose rows, look different on GitHub, or are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortem.document.blocks import Block, Html, Paragraph, Row, Table
from mkdocs_postmortem.document.placeholders import code_spans
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.document.tables import columns
from mkdocs_postmortem.rules.fixes import SAFE, UNSAFE, Edit, Fix, insert_line, replace
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import count, quote

_COMMENT = "<!--"
_PIPE = re.compile(r"\\?\|")


@rule("PM013", "comment-between-rows", "E/E/E", fixes=("safe",))
def comment_between_rows(case: Case) -> Iterator[Found]:
    """No line with an HTML comment stands between the rows of a table.

    The table ends there: the rows below it are printed as text, and not read. Put the comment above the
    table, or into a cell.
    """
    if not case.blocks(Html):
        return
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


@rule("PM213", "pipe-in-code", "W/W/W", fixes=("unsafe",), option="also_on_github")
def pipe_in_code(case: Case) -> Iterator[Found]:
    """No code in a table has a pipe in it: no spelling of it is right on both GitHub and MkDocs.

    GitHub cuts the cell at a bare pipe, and MkDocs shows the backslash of an escaped one. Off until the
    option `also_on_github` is set, because a site that only MkDocs shows may write a bare pipe.
    """
    if not case.settings.also_on_github:
        return
    for table in case.blocks(Table):
        if "`" in table.text.text:
            for row in (table.header, *table.rows):
                yield from _piped(row)


def _piped(row: Row) -> Iterator[Found]:
    from html import escape  # only some sites ask for this

    text = row.text.text
    if "`" not in text:
        return
    for start, end in code_spans(text):
        span = row.text.part(start, end)
        if "|" not in span.text:
            continue
        inside = span.text.strip("`").strip()
        code = _PIPE.sub("&#124;", escape(inside, quote=False))
        escaped = "\\|" in inside
        what = "MkDocs shows the backslash in" if escaped else "GitHub cuts the cell at the pipe in"
        yield Found(
            span,
            f"{what} {quote(span)}",
            f"write `<code>{code}</code>`",
            fix=replace(span, f"<code>{code}</code>", UNSAFE),
        )


@rule("PM221", "broken-table", "E/E/E", fixes=("safe",))
def broken_table(case: Case) -> Iterator[Found]:
    """Rows of a table stand under a header and a line of dashes with as many cells: `|---|---|`.

    Without the dashes, or with a blank line between rows, they are printed as running text, pipes and
    all, and nothing in them is read.
    """
    for row, dashes, table in bare_tables(case.document.blocks):
        wanted = _cells(row)
        line = "|" + "---|" * wanted
        if table is not None:
            yield Found(
                row,
                "A blank line ends the table; the rows below it are shown as text",
                "remove the blank line above this row",
                (table.header.text, "the table"),
                fix=_joined(table, row),
            )
        elif dashes is None:
            yield Found(
                row,
                "The line of dashes under the header is missing, MkDocs shows the table as text",
                f"insert `{line}` below it",
                fix=insert_line(row, line, f"insert `{line}`"),
            )
        else:
            yield Found(
                dashes,
                f"The header has {count(wanted, 'cell')}, the dashes under it {_cells(dashes)}; "
                "MkDocs shows the table as text",
                f"write `{line}`",
                (row, "header"),
                fix=replace(dashes, line),
            )


def bare_tables(blocks: tuple[Block, ...]) -> Iterator[tuple[Text, Text | None, Table | None]]:
    """Return the first row of what would be a table but for its dashes.

    With it come the dashes, if they are wrong, and the table above, if a blank line cuts the row off.
    Rows without pipes at both ends, or with one cell, are left alone: pipes stand in running text too.
    """
    for number, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or block.container != "root" or not _is_row(block.lines[0]):
            continue
        row = block.lines[0]
        below = block.lines[1] if len(block.lines) > 1 else None
        above = blocks[number - 1] if number else None
        if isinstance(above, Table) and _cells(row) == len(above.header.cells):
            if not above.text.source.text[_whole(above).end : row.start].strip():
                yield row, None, above
        elif below is None or any(row.start == cut.start for _, _, cut in cut_tables(blocks)):
            continue
        elif set(below.text) <= _DASHES and "-" in below.text:
            if not columns(row.text.strip(), below.text.strip(), True):
                yield row, below, None
        elif _is_row(below, below=True):
            yield row, None, None


_DASHES = frozenset("|-: ")


def _is_row(line: Text, below: bool = False) -> bool:
    """Say whether a line can only be a row of a table; `below` one, its cells may hold code."""
    text = line.text.strip()
    if not (text.startswith("|") and text.endswith("|") and text.count("|") > 2):
        return False
    return below or not any(mark in text for mark in ("||", "\\|", "`"))


def _cells(row: Text) -> int:
    return row.text.strip().strip("|").count("|") + 1


def _joined(table: Table, row: Text) -> Fix | None:
    """Return the fix that takes the blank lines between a table and a row out."""
    between = Text(row.source, _whole(table).end, row.start)
    if table.container != "root" or between.text.strip("\n \t"):
        return None
    return Fix("remove the blank line", (Edit(between, "\n"),))
