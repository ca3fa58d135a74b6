"""Which column of a table is which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_postmortem import template as templates
from mkdocs_postmortem.document.blocks import Block, Row, Table
from mkdocs_postmortem.document.source import Text

_BEHIND_NAME = re.compile(r"[(\[·:]")
# No column has a longer name.
_MAX_NAME = 120
# A longer header row is not kept in the cache: nobody repeats it.
_MAX_HEADER = 400


class Known(NamedTuple):
    """A table whose columns are known: the index of each by key."""

    table: Table
    columns: dict[str, int]

    def rows(self, *keys: str) -> Iterator[tuple[Row, list[Text | None]]]:
        """Return the rows that are not empty throughout, each with its cells of the given columns.

        A cell is None where there is no such column, and empty where the row is too short.
        """
        indexes = [self.columns.get(key, -1) for key in keys]
        for row in self.table.rows:
            cells = row.cells
            for cell in cells:
                if cell.end > cell.start:
                    break
            else:
                continue
            count = len(cells)
            yield row, [None if i < 0 else cells[i] if i < count else _empty(row) for i in indexes]


def _empty(row: Row) -> Text:
    """Return the cell that a row is too short for: nothing, at its end."""
    end = row.text.end
    return Text(row.text.source, end, end)


def columns_of(table: Table, known: templates.Table) -> dict[str, int]:
    """Return the index of each known column, not to be changed by the caller.

    A column that bears the template's own label comes before one with an alias; else the first counts.
    """
    header = table.header.text.text
    key = (header, known.names)
    columns = _cache.get(key)
    if columns is None:
        columns = _columns([cell.text[:_MAX_NAME] for cell in table.header.cells], known.names)
        if len(header) <= _MAX_HEADER and len(_cache) < _CACHED_HEADERS:
            _cache[key] = columns
    return columns


# Most tables of an archive have one of a few header rows.
_CACHED_HEADERS = 512
_cache: dict[tuple[str, templates.Names], dict[str, int]] = {}


def _columns(texts: list[str], names: templates.Names) -> dict[str, int]:
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


def known_tables(blocks: tuple[Block, ...], known: templates.Table, *needed: str) -> list[Known]:
    """Return the tables among the blocks that have all the needed columns."""
    found = []
    for block in blocks:
        if isinstance(block, Table):
            columns = columns_of(block, known)
            if all(key in columns for key in needed):
                found.append(Known(block, columns))
    return found
