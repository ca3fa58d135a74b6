"""HTML comments: where they stand, and values without those at their ends.

A page shows nothing of a comment, so it is no part of a value: `| <!-- nobody yet --> |` is an
empty cell, and `P2 <!-- see #12 -->` is severity P2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mkdocs_postmortem.document.blocks import Block, Heading, ListItem, Paragraph, Row, Table
from mkdocs_postmortem.document.code import Code, code_spans
from mkdocs_postmortem.document.source import Source, Text

_OPEN, _CLOSE = "<!--", "-->"


def find_comments(source: Source, start: int, blocks: tuple[Block, ...]) -> Iterator[Text]:
    """Yield the comments from an offset on, in order, those in code left out."""
    text = source.text
    code = Code(text, blocks)
    wrapped = [span for block in blocks for span in _wrapped_code(block)]
    at = text.find(_OPEN, start)
    while at != -1:
        end = text.find(_CLOSE, at + len(_OPEN))
        if end == -1:
            return
        if code.holds(at) or any(low <= at < high for low, high in wrapped):
            at = text.find(_OPEN, at + len(_OPEN))
            continue
        yield Text(source, at, end + len(_CLOSE))
        at = text.find(_OPEN, end + len(_CLOSE))


def _wrapped_code(block: Block) -> Iterator[tuple[int, int]]:
    """Yield the code spans of running text that go on over a line's end."""
    if isinstance(block, Paragraph | ListItem) and len(block.lines) > 1:
        text = block.text.text
        if _OPEN in text:
            start = block.text.start
            yield from ((start + low, start + high) for low, high in code_spans(text))


def without_comments(text: Text) -> Text:
    """Return a value without the comments that it begins or ends with."""
    source, start, end = text
    whole = source.text
    while whole.startswith(_OPEN, start, end):
        close = whole.find(_CLOSE, start + len(_OPEN), end)
        if close == -1:
            break
        start = close + len(_CLOSE)
        while start < end and whole[start].isspace():
            start += 1
    while whole.endswith(_CLOSE, start, end):
        opening = whole.rfind(_OPEN, start, end)
        if opening == -1:
            break
        end = opening
        while end > start and whole[end - 1].isspace():
            end -= 1
    return text if (start, end) == (text.start, text.end) else Text(source, start, end)


def values_only(blocks: tuple[Block, ...], source: Source) -> tuple[Block, ...]:
    """Return the blocks of a document with headings, lines and cells that are without comments."""
    if _OPEN not in source.text:
        return blocks
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading | Paragraph | ListItem | Table) and _OPEN in block.text.text:
            bare = _bare(block)
            if bare is not None:
                found.append(bare)
        else:
            found.append(block)
    return tuple(found)


def _bare(block: Heading | Paragraph | ListItem | Table) -> Block | None:
    """Return a block without comments; None where it is nothing else."""
    if isinstance(block, Table):
        return replace(block, header=_bare_row(block.header), rows=tuple(map(_bare_row, block.rows)))
    text = without_comments(block.text)
    if isinstance(block, Heading):
        return replace(block, text=text)
    lines = tuple(line for line in map(without_comments, block.lines) if line)
    if lines:
        return replace(block, text=Text(text.source, lines[0].start, lines[-1].end), lines=lines)
    return replace(block, text=text, lines=()) if isinstance(block, ListItem) else None


def _bare_row(row: Row) -> Row:
    if _OPEN not in row.text.text:
        return row
    return Row(row.text, tuple(map(without_comments, row.cells)))
