"""Splitting a table row into cells exactly where Python-Markdown's `tables` extension does.

The rules were read in `markdown/extensions/tables.py` (3.11): a pipe counts unless it is escaped
or stands in a code span, and a code span is closed by the next run of as many backticks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mkdocs_postmortem.document.blocks import Row
from mkdocs_postmortem.document.lines import ATOM, Lines, new_text
from mkdocs_postmortem.document.source import Source, Text

_TOKENS = re.compile(r"(\\\\)|(\\`+)|(`+)|(\\\|)|(\|)")
_END_BORDER = re.compile(r"(?<!\\)(?:\\\\)*\|$")


def has_end_border(row: str) -> bool:
    """Say whether a stripped row ends in a pipe that closes its last cell."""
    return row.endswith("|") and (row[-2:-1] != "\\" or _END_BORDER.search(row) is not None)


def columns(header: str, separator: str, border: bool) -> int:
    """Return how many columns a table has by its first two rows, stripped; 0 where they begin no table.

    One column is a table only with a `border`, and only if every row has a pipe at its start or
    end: that is left to the caller.
    """
    start, end = _inside(separator, border)
    if separator[start:end].strip("|:- "):
        return 0
    count = len(_cells(header, *_inside(header, border)))
    return count if count == separator.count("|", start, end) + 1 else 0


def split_row(row: str, border: bool) -> list[tuple[int, int]]:
    """Return start and end of each cell of a stripped row, white space around it included.

    `border` says that the header row starts or ends with a pipe, so that outer pipes are no cells.
    """
    start, end = _inside(row, border)
    found = []
    for cell in _cells(row, start, end):
        found.append((start, start + len(cell)))
        start += len(cell) + 1
    return found


def read_rows(source: Source, lines: Lines, numbers: Iterable[int], border: bool) -> list[Row]:
    """Return the rows that stand in lines of those numbers."""
    rows = []
    texts, starts = lines.texts, lines.starts
    for number in numbers:
        text = texts[number]
        if (
            border
            and text[:1] == "|" == text[-1:]
            and not ("`" in text or "\\" in text or ATOM in text or number in lines.maps)
        ):
            rows.append(_plain_row(source, text, starts[number]))
            continue
        if ATOM in text:
            # Code fenced right under a row becomes a row too: one with no text of its own.
            text = text[: text.index(ATOM)]
        row = text.strip(" ")
        lead = 0 if row is text else text.find(row)
        mapped = number in lines.maps
        offset = lead if mapped else starts[number] + lead
        parts = [new_text(Text, (source, offset, offset + len(row)))]
        parts += _read_cells(source, row, offset, border)
        if mapped:
            parts = [Text(source, lines.at(number, part.start), lines.at(number, part.end)) for part in parts]
        rows.append(Row(parts[0], tuple(parts[1:])))
    return rows


def _plain_row(source: Source, row: str, start: int) -> Row:
    """Return a row as most are written, from pipe to pipe and with no other pipe than those between cells."""
    whole = new_text(Text, (source, start, start + len(row)))
    start += 1
    cells = []
    for cell in row[1:-1].split("|"):
        bare = cell.strip(" ")
        at = start + cell.find(bare)
        cells.append(new_text(Text, (source, at, at + len(bare))))
        start += len(cell) + 1
    return new_text(Row, (whole, tuple(cells)))


def _read_cells(source: Source, row: str, offset: int, border: bool) -> list[Text]:
    """Return the cells of a stripped row that stands at an offset, without white space around them."""
    start, end = _inside(row, border)
    cells = _cells(row, start, end)
    offset += start
    texts = []
    for cell in cells:
        bare = cell.strip(" ")
        at = offset + cell.find(bare)
        texts.append(new_text(Text, (source, at, at + len(bare))))
        offset += len(cell) + 1
    return texts


def _inside(row: str, border: bool) -> tuple[int, int]:
    """Return start and end of what stands between the outer pipes of a stripped row."""
    start, end = 0, len(row)
    if border:
        if row.startswith("|"):
            start = 1
        # Python-Markdown cuts the backslashes in front of a closing pipe together with it.
        if end > start and row.endswith("|"):
            if row[end - 2] != "\\":
                end -= 1
            elif closing := _END_BORDER.search(row, start):
                end = closing.start()
    return start, end


def _cells(row: str, start: int, end: int) -> list[str]:
    """Return the cells between two offsets of a row; one character, a pipe, stands between two."""
    if "`" not in row and "\\" not in row:
        return row[start:end].split("|")
    cells = []
    for pipe in _pipes(row, start, end):
        cells.append(row[start:pipe])
        start = pipe + 1
    cells.append(row[start:end])
    return cells


def _pipes(row: str, start: int, end: int) -> list[int]:
    """Return the offsets of the pipes that part cells."""
    pipes: list[int] = []
    ticks: list[tuple[int, int, int, int]] = []  # start, end, length, what the opening one has less
    for token in _TOKENS.finditer(row, start, end):
        if token.group(5):
            pipes.append(token.start())
        elif token.group(2):
            ticks.append((token.start(), token.end() - 1, len(token.group(2)) - 1, 1))
        elif token.group(3):
            ticks.append((token.start(), token.end() - 1, len(token.group(3)), 0))
    if not ticks:
        return pipes
    return _outside(pipes, _code_spans(ticks))


def _code_spans(ticks: list[tuple[int, int, int, int]]) -> list[tuple[int, int]]:
    """Pair runs of backticks; the index by length keeps this linear in the number of runs."""
    by_length: dict[int, list[int]] = {}
    for number in range(len(ticks) - 1, -1, -1):
        by_length.setdefault(ticks[number][2], []).append(number)
    spans = []
    number = 0
    while number < len(ticks):
        opening = ticks[number]
        length = opening[2] - opening[3]
        closers = by_length.get(length, []) if length else []
        while closers and closers[-1] <= number:
            closers.pop()
        if closers:
            closing = closers.pop()
            spans.append((opening[0], ticks[closing][1]))
            number = closing + 1
        else:
            number += 1
    return spans


def _outside(pipes: list[int], spans: list[tuple[int, int]]) -> list[int]:
    """Return the pipes that stand in no span; both lists are in order."""
    outside = []
    number = 0
    for pipe in pipes:
        while number < len(spans) and spans[number][1] < pipe:
            number += 1
        if number == len(spans) or pipe < spans[number][0]:
            outside.append(pipe)
    return outside
