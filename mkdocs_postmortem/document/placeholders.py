"""Finding the template's placeholders that nobody filled in."""

from __future__ import annotations

import re

from mkdocs_postmortem.document.blocks import Block, CodeBlock
from mkdocs_postmortem.document.source import Source, Text
from mkdocs_postmortem.template import Template

_BRACES = re.compile(r"\{[^{}\n]+\}")
_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
# `{date}` in `orders/{date}/part` is a path and `${name}` a variable: a placeholder stands alone.
_BEFORE = frozenset(" \t\n|(*_\"'>:")
_AFTER = frozenset(" \t\n|)*_\"'<?.,;:")


def find_placeholders(source: Source, blocks: tuple[Block, ...], template: Template) -> tuple[Text, ...]:
    """Return the template's placeholders left in a document, wherever they stand.

    One of a single word (`{date}`) does not count in code, where braces mean other things.
    """
    text = source.text
    if "{" not in text:
        return ()
    code = [(b.code.start, b.code.end) for b in blocks if isinstance(b, CodeBlock)]
    found = []
    for match in _BRACES.finditer(text):
        words = match.group().split()
        if " ".join(words) not in template.placeholders:
            continue
        start, end = match.span()
        before, after = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
        if len(words) == 1 and (
            before not in _BEFORE or after not in _AFTER or _inside(start, code) or _in_code_span(text, start)
        ):
            continue
        found.append(Text(source, start, end))
    return tuple(found)


def _inside(offset: int, ranges: list[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in ranges)


def _in_code_span(text: str, offset: int) -> bool:
    line_start = text.rfind("\n", 0, offset) + 1
    line_end = text.find("\n", offset)
    line = text[line_start : line_end if line_end != -1 else len(text)]
    return any(m.start() <= offset - line_start < m.end() for m in _CODE_SPAN.finditer(line))
