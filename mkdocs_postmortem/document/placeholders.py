"""Finding the template's placeholders that nobody filled in."""

from __future__ import annotations

import re

from mkdocs_postmortem.document.blocks import Block
from mkdocs_postmortem.document.code import Code
from mkdocs_postmortem.document.code import code_spans as code_spans
from mkdocs_postmortem.document.source import Source, Text
from mkdocs_postmortem.template import Template

_BRACES = re.compile(r"\{[^{}\n]+\}")
_WORDS = re.compile(r"\{[A-Z][\w /'’-]*\}")
# `{date}` in `orders/{date}/part` is a path and `${name}` a variable: a placeholder stands alone.
_BEFORE = frozenset(" \t\n|(*_\"'>:")
_AFTER = frozenset(" \t\n|)*_\"'<?.,;:")


def find_placeholders(source: Source, blocks: tuple[Block, ...], template: Template) -> tuple[Text, ...]:
    """Return the template's placeholders left in a document, in order, wherever they stand.

    One of a single word (`{date}`) does not count in code, where braces mean other things.
    """
    text = source.text
    if "{" not in text:
        return ()
    code = Code(text, blocks)
    found = []
    for match in _BRACES.finditer(text):
        words = match.group().split()
        if " ".join(words) not in template.placeholders:
            continue
        start, end = match.span()
        if len(words) == 1:
            before, after = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
            if before not in _BEFORE or after not in _AFTER or code.holds(start):
                continue
        found.append(Text(source, start, end))
    return tuple(found)


def find_suspects(
    source: Source, blocks: tuple[Block, ...], start: int, template: Template
) -> tuple[Text, ...]:
    """Return words in braces that look like somebody's placeholders but are not the template's, in order.

    They begin with a capital letter and are nothing but words. Braces of code, Jinja, JSON and attribute
    lists are none.
    """
    text = source.text
    if "{" not in text:
        return ()
    code = Code(text, blocks)
    found = []
    for match in _WORDS.finditer(text, start):
        low, high = match.span()
        before, after = text[low - 1 : low] or "\n", text[high : high + 1] or "\n"
        known = " ".join(match.group().split()) in template.placeholders
        if not known and before in _BEFORE and after in _AFTER and not code.holds(low):
            found.append(Text(source, low, high))
    return tuple(found)
