"""Running text, and what in it is none: code, links, comments, HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mkdocs_postmortem.document.blocks import Block, Heading, ListItem, Paragraph, Table
from mkdocs_postmortem.document.placeholders import code_spans
from mkdocs_postmortem.document.source import Text

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_MARKUP = re.compile(
    r"!?\[[^\[\]]{0,400}\](?:\([^()\n]{0,400}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)|\[[^\[\]\n]{0,200}\])"
    r"|\[\[[^\[\]\n]{0,400}\]\]|<[A-Za-z/][^<>]{0,400}>|\bhttps?://[^\s<>)\]|]{1,400}"
)


def running_text(blocks: Iterable[Block]) -> Iterator[Text]:
    """Return the text of paragraphs, list items and table rows; headings and code are none."""
    for block in blocks:
        if isinstance(block, Paragraph | ListItem):
            yield block.text
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                yield row.text


def with_headings(blocks: Iterable[Block]) -> Iterator[Text]:
    """Return the running text, and that of headings."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block.text
        else:
            yield from running_text((block,))


def without_code(text: str) -> str:
    """Return a text with blanks in the place of code spans and comments, as long as before."""
    if "`" in text:
        for start, end in code_spans(text):
            text = text[:start] + _blank(text[start:end]) + text[end:]
    if "<!--" in text:
        text = _COMMENT.sub(lambda found: _blank(found.group()), text)
    return text


def prose(text: str) -> str:
    """Return a text with blanks in the place of all that is no running text: links and HTML too."""
    return _MARKUP.sub(lambda found: _blank(found.group()), without_code(text))


def _blank(text: str) -> str:
    return "".join("\n" if char == "\n" else " " for char in text)
