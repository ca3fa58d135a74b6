"""Which column of a table is which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_postmortem import template as templates
from mkdocs_postmortem.document.blocks import Block, Row, Table
from mkdocs_postmortem.document.source import Text

_PARENTHESIS = re.compile(r"[(\[].*$|[·:].*$")


class Known(NamedTuple):
    """A table whose columns are known: the index of each by key."""

    table: Table
    columns: dict[str, int]

    def rows(self) -> Iterator[KnownRow]:
        """Return the rows that are not empty throughout."""
        for row in self.table.rows:
            if any(row.cells):
                yield KnownRow(row, self.columns)


class KnownRow(NamedTuple):
    """A row whose cells can be asked for by key."""

    row: Row
    columns: dict[str, int]

    def cell(self, key: str) -> Text | None:
        """Return a cell; an empty one where the row is too short, None where there is no column."""
        index = self.columns.get(key)
        if index is None:
            return None
        cells = self.row.cells
        if index < len(cells):
            return cells[index]
        end = self.row.text.end
        return Text(self.row.text.source, end, end)


def columns_of(table: Table, known: templates.Table) -> dict[str, int]:
    """Return the index of each known column; the first of several counts."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(table.header.cells):
        text = cell.text
        key = known.names.find(text)
        if key is None and text:
            key = known.names.find(_PARENTHESIS.sub("", text))
        if key is not None:
            columns.setdefault(key, index)
    return columns


def known_tables(blocks: tuple[Block, ...], known: templates.Table, *needed: str) -> list[Known]:
    """Return the tables among the blocks that have all the needed columns."""
    found = []
    for block in blocks:
        if isinstance(block, Table):
            columns = columns_of(block, known)
            if all(key in columns for key in needed):
                found.append(Known(block, columns))
    return found
