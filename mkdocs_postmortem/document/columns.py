"""Which column of a table is which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from mkdocs_postmortem import template as templates
from mkdocs_postmortem.document.blocks import Block, Row, Table
from mkdocs_postmortem.document.source import Text

_BEHIND_NAME = re.compile(r"[(\[·:]")
# Tables with more columns than this are not looked up in the cache: nobody repeats such a header.
_CACHED_COLUMNS = 24


class Known(NamedTuple):
    """A table whose columns are known: the index of each by key."""

    table: Table
    columns: dict[str, int]

    def rows(self) -> Iterator[KnownRow]:
        """Return the rows that are not empty throughout."""
        for row in self.table.rows:
            if has_text(row):
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
        return cells[index] if index < len(cells) else cell_at(self.row, index)


def cell_at(row: Row, index: int) -> Text:
    """Return a row's cell; an empty one at the row's end where the row is too short."""
    cells = row.cells
    if index < len(cells):
        return cells[index]
    end = row.text.end
    return Text(row.text.source, end, end)


def has_text(row: Row) -> bool:
    """Say whether anything stands between the pipes of a row."""
    return bool(row.text.text.strip("| "))


def columns_of(table: Table, known: templates.Table) -> dict[str, int]:
    """Return the index of each known column, not to be changed by the caller.

    A column that bears the template's own label comes before one with an alias; else the first counts.
    """
    texts = tuple([cell.text for cell in table.header.cells])
    if len(texts) > _CACHED_COLUMNS:
        return _columns(texts, known.names)
    return _cached_columns(texts, known.names)


def _columns(texts: tuple[str, ...], names: templates.Names) -> dict[str, int]:
    ranked: dict[str, tuple[int, int]] = {}
    for index, text in enumerate(texts):
        for rank, name in enumerate((text, _BEHIND_NAME.split(text, maxsplit=1)[0])):
            key = names.find(name) if name else None
            if key is not None:
                # `Names` lists the labels first, then each column's aliases under the same key.
                label = next(entry.aliases for entry in names.names if entry.name == key)
                is_label = templates.plain(name) in map(templates.plain, label) or name.strip() in label
                ranked[key] = min(ranked.get(key, (9, 0)), (rank + (0 if is_label else 2), index))
                break
    return {key: index for key, (_, index) in ranked.items()}


_cached_columns = lru_cache(maxsize=512)(_columns)


def known_tables(blocks: tuple[Block, ...], known: templates.Table, *needed: str) -> list[Known]:
    """Return the tables among the blocks that have all the needed columns."""
    found = []
    for block in blocks:
        if isinstance(block, Table):
            columns = columns_of(block, known)
            if all(key in columns for key in needed):
                found.append(Known(block, columns))
    return found
