"""Finding the template's placeholders that nobody filled in."""

from __future__ import annotations

import re
from bisect import bisect_right

from mkdocs_postmortem.document.blocks import Block, CodeBlock
from mkdocs_postmortem.document.source import Source, Text
from mkdocs_postmortem.template import Template

_BRACES = re.compile(r"\{[^{}\n]+\}")
_WORDS = re.compile(r"\{[A-Z][\w /'’-]*\}")
_TICKS = re.compile(r"`+")
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
    code = _Code(text, blocks)
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
    code = _Code(text, blocks)
    found = []
    for match in _WORDS.finditer(text, start):
        low, high = match.span()
        before, after = text[low - 1 : low] or "\n", text[high : high + 1] or "\n"
        known = " ".join(match.group().split()) in template.placeholders
        if not known and before in _BEFORE and after in _AFTER and not code.holds(low):
            found.append(Text(source, low, high))
    return tuple(found)


class _Code:
    """Where a document's code stands: blocks, and spans in lines that are asked about in order."""

    def __init__(self, text: str, blocks: tuple[Block, ...]) -> None:
        self._text = text
        ranges = sorted((b.code.start, b.code.end) for b in blocks if isinstance(b, CodeBlock))
        self._starts = [start for start, _ in ranges]
        self._ends = [end for _, end in ranges]
        self._line_end = -1
        self._span_starts: list[int] = []
        self._span_ends: list[int] = []

    def holds(self, offset: int) -> bool:
        """Say whether an offset lies in code. Offsets must come in ascending order."""
        if offset > self._line_end:
            self._read_line(offset)
        return _within(offset, self._starts, self._ends) or _within(
            offset, self._span_starts, self._span_ends
        )

    def _read_line(self, offset: int) -> None:
        text = self._text
        low = text.rfind("\n", 0, offset) + 1
        high = text.find("\n", offset)
        self._line_end = len(text) if high == -1 else high
        spans = code_spans(text[low : self._line_end])
        self._span_starts = [low + start for start, _ in spans]
        self._span_ends = [low + end for _, end in spans]


def _within(offset: int, starts: list[int], ends: list[int]) -> bool:
    at = bisect_right(starts, offset) - 1
    return at >= 0 and offset < ends[at]


def code_spans(line: str) -> list[tuple[int, int]]:
    """Return start and end of each code span of a line: a run of backticks is closed by its like."""
    runs = [found.span() for found in _TICKS.finditer(line)]
    if len(runs) < 2:
        return []
    closers: dict[int, list[int]] = {}  # by length, the last one on top
    for number in range(len(runs) - 1, -1, -1):
        closers.setdefault(runs[number][1] - runs[number][0], []).append(number)
    spans = []
    number = 0
    while number < len(runs):
        start, end = runs[number]
        waiting = closers[end - start]
        while waiting and waiting[-1] <= number:
            waiting.pop()
        if waiting:
            closing = waiting.pop()
            spans.append((start, runs[closing][1]))
            number = closing + 1
        else:
            number += 1
    return spans
