"""Labelled lines: `**Severity:** P2`, in the ways people write them."""

from __future__ import annotations

import re
from typing import NamedTuple

from mkdocs_postmortem.document.blocks import Block, ListItem, Paragraph
from mkdocs_postmortem.document.source import Text

_BOLD = re.compile(
    r"(?P<mark>\*\*|__)(?P<label>[^*\n]{1,80}?)\s*(?P<inside>[:：])?\s*(?P=mark)\s*(?P<outside>[:：·])?[ \t]*(?P<value>.*)$"
)
_PLAIN = re.compile(r"(?P<label>[^\W\d_][\w ()/’'-]{0,60}?)[ \t]*[:：](?:[ \t]+(?P<value>\S.*)|)$")
_BREAK = re.compile(r"(?:\\|<br\s*/?>)$")


class Labelled(NamedTuple):
    """A label with its value; `whole` is the line. `bold` says that the label is marked as one."""

    label: Text
    value: Text
    whole: Text
    bold: bool
    block: int


def labelled(line: Text, block: int, plain: bool = False) -> Labelled | None:
    """Return the label and value of a line, or None. `plain` accepts `Label: value` too."""
    text = line.text
    bold = text.startswith(("**", "__"))
    if bold:
        found = _BOLD.match(text)
        if found is None or not (found["inside"] or found["outside"]):
            return None
    elif plain and ":" in text:
        found = _PLAIN.match(text)
        if found is None:
            return None
    else:
        return None
    label = line.source.piece(line.start + found.start("label"), line.start + found.end("label"))
    low, high = found.span("value")
    if low < 0:
        low = high = len(text)
    value = text[low:high]
    if broken := _BREAK.search(value):
        high = low + broken.start()
    return Labelled(label, line.source.piece(line.start + low, line.start + high), line, bold, block)


def labelled_lines(blocks: tuple[Block, ...], plain: bool = False) -> list[Labelled]:
    """Return every labelled line of the blocks, in order."""
    found = []
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph | ListItem):
            for line in block.lines:
                if label := labelled(line, number, plain):
                    found.append(label)
    return found
