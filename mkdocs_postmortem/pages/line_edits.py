"""Lines that the header shows are removed; labelled lines that stay get hard breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from mkdocs_postmortem.document.blocks import ListItem, Paragraph, Row, Table
from mkdocs_postmortem.document.labels import labelled
from mkdocs_postmortem.document.model import Field, Postmortem
from mkdocs_postmortem.document.sections import BOLD
from mkdocs_postmortem.document.source import Source, Text
from mkdocs_postmortem.pages.changes import Change
from mkdocs_postmortem.pages.shown import fully_shown

_MARKER = re.compile(r"[ ]{0,3}(?:[-*+]|\d+\.)[ ]+$")
_UNDERLINE = re.compile(r"(?:=+|-+)[ ]*$")
_BROKEN = re.compile(r"(?:\\|<br\s*/?>)$", re.IGNORECASE)


class Removal(NamedTuple):
    """Changes that remove lines, and the 1-based numbers of these lines."""

    changes: list[Change]
    lines: frozenset[int]


def metadata_changes(document: Postmortem, shown: Postmortem) -> Removal:
    """Return how to remove the metadata that the header shows in full, which is made from `shown`."""
    fields = [field for field in document.metadata if fully_shown(field, document, shown)]
    lines: set[int] = set()
    last = max((field.whole.start for field in fields), default=-1)
    for block in document.blocks:
        if isinstance(block, Paragraph | ListItem) and block.text.start <= last:
            lines |= _lines_of(block, fields)
    changes = [_without(document.source, line) for line in lines]
    for block in document.blocks:
        if isinstance(block, Table):
            changes += _table_changes(block, document.metadata, fields)
    return Removal(changes, frozenset(lines))


def _lines_of(block: Paragraph | ListItem, fields: list[Field]) -> set[int]:
    """Return the numbers of a block's lines that hold nothing but fields to be removed."""
    found: set[int] = set()
    for field in fields:
        if field.origin == "body" and block.text.start <= field.whole.start < block.text.end:
            found |= set(range(field.whole.line, field.whole.span.end_line + 1))
    if isinstance(block, ListItem):
        # An item goes as a whole or not at all, and not from under what is nested in it.
        if not found or len(found) < len(block.lines) or _has_nested(block):
            return set()
        prefix = _prefix(block.lines[0])
        return found if _MARKER.match(prefix) else set()
    return {line for line in found if not block.text.source.line_text(line).lstrip(" ").startswith(">")}


def _has_nested(item: ListItem) -> bool:
    source = item.text.source
    indent = len(_prefix(item.lines[0])) - len(_prefix(item.lines[0]).lstrip(" "))
    for line in range(item.lines[-1].line + 1, len(source.line_starts) + 1):
        text = source.line_text(line)
        if text.strip():
            return len(text) - len(text.lstrip(" \t")) > indent
    return False


def _prefix(line: Text) -> str:
    """Return what stands before a piece on its line."""
    _, column = line.source.position(line.start)
    return line.source.text[line.start - column + 1 : line.start]


def _line_end(source: Source, line: int) -> int:
    """Return the offset behind a line and its line end."""
    return source.line_starts[line] if line < len(source.line_starts) else len(source.text)


def _without(source: Source, line: int) -> Change:
    return Change(source.line_starts[line - 1], _line_end(source, line), "")


def _table_changes(table: Table, metadata: tuple[Field, ...], removable: list[Field]) -> Iterator[Change]:
    """Yield how to remove rows of a table; the first that stays takes the place of a header that goes."""
    going = {field.whole.start for field in removable if field.origin == "table"}
    head, rows = table.header, table.rows
    removed = [row for row in rows if row.text.start in going]
    without_head = head.text.start in going
    if (not removed and not without_head) or any(_prefix(row.text).strip() for row in (head, *rows)):
        return
    source = head.text.source
    kept = [row for row in rows if row.text.start not in going]
    if not kept and (without_head or not _is_field(head, metadata)):
        first, last = head.text.line, (rows[-1] if rows else head).text.line
        last = max(last, first + 1)  # the line of dashes
        yield Change(source.line_starts[first - 1], _line_end(source, last), "")
        return
    if without_head:
        yield Change(head.text.start, head.text.end, kept[0].text.text)
        removed.append(kept[0])
    for row in removed:
        yield _without(source, row.text.line)


def _is_field(row: Row, fields: tuple[Field, ...]) -> bool:
    return any(field.key and field.whole.start == row.text.start for field in fields)


def break_changes(document: Postmortem, removed: frozenset[int]) -> Iterator[Change]:
    """Yield hard breaks for labelled lines that Markdown would run together, `removed` ones left out.

    These are the metadata that stays and the stated durations, with what is glued to them, and the labels
    that begin a section; the text that begins on the line of one goes on below it.
    """
    given = [field.whole for field in document.metadata if field.origin == "body"]
    # A list of names may go on in the next line: no break before that.
    inside = {line for whole in given for line in range(whole.line + 1, whole.span.end_line + 1)}
    labels = {whole.line for whole in given} | {metric.label.line for metric in document.metrics.values()}
    begun = [each.heading.text for each in document.sections if each.heading.container == BOLD]
    labels |= {text.line for text in begun}
    sections = {text.line for text in begun if _goes_on(text)}
    for block in document.blocks:
        if not isinstance(block, Paragraph | ListItem):
            continue
        if any(line.line in labels for line in block.lines):
            yield from _breaks(block, labels, sections, inside, removed)


def _goes_on(label: Text) -> bool:
    """Say whether text stands behind a label on its line."""
    end = _line_end(label.source, label.line)
    return bool(label.source.text[label.end : end].strip(" *_:：\n"))


def _breaks(
    block: Paragraph | ListItem,
    labels: set[int],
    sections: set[int],
    inside: set[int],
    removed: frozenset[int],
) -> Iterator[Change]:
    source = block.text.source
    lines = [line for line in block.lines if line.line not in removed]
    if lines and len(lines) < len(block.lines) and block.container == "root":
        yield from _still_a_paragraph(source, block.lines[0], lines[0], removed)

    def is_label(line: Text) -> bool:
        return line.line in labels or labelled(line, 0) is not None

    for line, following in pairwise(lines):
        parted = is_label(following) or (is_label(line) and line.line not in sections)
        if following.line in inside or not parted:
            continue
        end = _line_end(source, line.line)
        end -= source.text[line.end : end].endswith("\n")
        if not source.text[line.end : end].endswith("  ") and not _BROKEN.search(line.text):
            yield Change(line.end, end, "  ")


def _still_a_paragraph(
    source: Source, before: Text, first: Text, removed: frozenset[int]
) -> Iterator[Change]:
    """Yield what keeps a paragraph one where its first line, `before`, or the one behind it is removed."""
    begin = source.line_starts[first.line - 1]
    if first is not before and source.text[begin : first.start].isspace():
        # What was indented as a later line would be code as the first.
        yield Change(begin, first.start, "")
    second = first.line + 1
    while second in removed:
        second += 1
    if second <= len(source.line_starts) and _UNDERLINE.match(source.line_text(second)):
        # A rule as the second line would make a heading of the first.
        at = source.line_starts[second - 1]
        yield Change(at, at, "\n")
