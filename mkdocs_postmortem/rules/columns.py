"""PM211: columns that a table of the template lacks, or has under a misspelt name."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem import template as templates
from mkdocs_postmortem.document.blocks import Table
from mkdocs_postmortem.document.columns import columns_of, known_tables
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.fixes import UNSAFE, Edit, Fix, replace
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import listing, misspelt, quote
from mkdocs_postmortem.template import Column

# Without these columns a table is not known for the template's.
_NEEDED = {
    "timeline": ("time",),
    "impact": ("dimension", "detail"),
    "whys": ("answer",),
    "actions": ("action",),
    "related": ("incident",),
}
# A number may have a word beside it, `Why 1`; more is a sentence.
_WORDS = 4
# Of these an empty cell is no error in a reviewed document either.
_LIGHT = frozenset(("ticket", "similarity"))


@rule("PM211", "missing-column", "W/E/E", fixes=("unsafe", "display"))
def missing_column(case: Case) -> Iterator[Found]:
    """The tables of the template have its columns: an action item without a due date is soon forgotten.

    Columns are recognised by their aliases too (`Assignee`, `Deadline`, `Issue`), in any order. Optional
    ones are not asked for; nor is a table meant that shares but one column with the template. A timeline
    needs only a time. A table that lacks nothing but tickets or similarities is a warning.
    """
    for key in _NEEDED:
        known = case.template.tables.get(key)
        if known is None or case.section(known.section) is None:
            continue
        table = unread_table(case, key)
        if table is not None:
            title = case.template.section(known.section).title
            lacking = _lacking(case, key, table)
            for column, cell in _misspelt(table, lacking):
                yield _renamed(title, column, cell)
            if lacking and not any(True for _ in _misspelt(table, lacking)):
                yield from _missing(case, table, lacking, title)
            continue
        for table in _tables(case, key):
            missing = _lacking(case, key, table)
            title = case.template.section(known.section).title
            if key == "timeline":  # it needs no more than a time, but a name that is there must be right
                for column, cell in _misspelt(table, missing):
                    yield _renamed(title, column, cell)
            elif missing and _is_meant(missing, known):
                yield from _missing(case, table, missing, title)


def _is_meant(missing: list[Column], known: templates.Table) -> bool:
    """Say whether a table with these columns missing is meant to be the template's all the same."""
    required = [column for column in known.columns if not column.optional]
    return len(missing) < len(required) - 1 or len(missing) == 1


def _tables(case: Case, key: str) -> list[Table]:
    """Return the tables that were read as one of the template's."""
    document = case.document
    if key == "timeline":
        return list(document.timeline.tables)
    if key == "actions":
        return list(document.action_tables)
    if key == "related":
        section = case.section(key)
        found = known_tables(section.blocks, case.template.tables[key], *_NEEDED[key]) if section else []
        return [each.table for each in found]
    table = document.impact_table if key == "impact" else document.whys_table
    return [table] if table is not None else []


def unread_table(case: Case, key: str) -> Table | None:
    """Return a table that was not read as the template's, for the sake of one name; else None."""
    return case.once(f"unread table {key}", lambda: _find_unread(case, key))


def _find_unread(case: Case, key: str) -> Table | None:
    known = case.template.tables.get(key)
    section = case.section(known.section) if known is not None else None
    if section is None or _tables(case, key):
        return None
    for block in section.blocks:
        if isinstance(block, Table):
            missing = [column for column in _lacking(case, key, block) if column.key in _NEEDED[key]]
            if any(True for _ in _misspelt(block, missing)) or _is_half(block, key, known):
                return block
    return None


def _is_half(table: Table, key: str, known: templates.Table | None) -> bool:
    """Say whether a table asks why, and has no column for the answers."""
    return key == "whys" and known is not None and "question" in columns_of(table, known)


def _lacking(case: Case, key: str, table: Table) -> list[Column]:
    """Return the columns that a table should have."""
    known = case.template.tables[key]
    columns = columns_of(table, known)
    missing = [column for column in known.columns if not column.optional and column.key not in columns]
    number = columns.get("number")
    if missing and number is not None and _has_words(table, number):
        return missing[1:]  # below `Why` stands the question
    return missing


def _has_words(table: Table, number: int) -> bool:
    """Say whether a column for numbers has none."""
    cells = [row.cells[number].text.split() for row in table.rows if number < len(row.cells)]
    return any(cells) and not any(len(cell) < _WORDS and any(map(_has_digit, cell)) for cell in cells)


def _has_digit(word: str) -> bool:
    return any(char.isdigit() for char in word)


def _misspelt(table: Table, missing: list[Column]) -> Iterator[tuple[Column, Text]]:
    """Return the columns that stand in a table under a misspelt name, and that name."""
    for column in missing:
        names = [column.label, *(alias for alias in column.aliases if len(alias) > 4)]
        for cell in table.header.cells:
            if cell and misspelt(cell.text, names):
                yield column, cell
                break


def _missing(case: Case, table: Table, missing: list[Column], title: str) -> Iterator[Found]:
    """Return a finding for each column that is misspelt, and one for all others."""
    rest = list(missing)
    for column, cell in _misspelt(table, missing):
        rest.remove(column)
        yield _renamed(title, column, cell)
    if rest:
        names = listing(f"`{column.label}`" for column in rest)
        light = all(column.key in _LIGHT for column in rest)
        yield Found(
            table.header.text,
            f"{title} has no {names} column{'s' if len(rest) > 1 else ''}",
            f"add {names} to the table, or name your own column so",
            level="warning" if light else None,
            fix=case.to_fill(_with_columns(table, rest)),
        )


def _renamed(title: str, column: Column, cell: Text) -> Found:
    return Found(
        cell,
        f"{title} has no `{column.label}` column; did you mean it by {quote(cell)}?",
        f"write `{column.label}`",
        fix=replace(cell, column.label, UNSAFE),
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
