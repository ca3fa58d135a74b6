"""Where a document's code stands."""

from __future__ import annotations

import re
from bisect import bisect_right

from mkdocs_postmortem.document.blocks import Block, CodeBlock

_TICKS = re.compile(r"`+")


class Code:
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
