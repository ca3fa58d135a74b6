"""The full format: a frame per finding, as compilers show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mkdocs_postmortem.document.source import Source, Span
from mkdocs_postmortem.report.model import Report
from mkdocs_postmortem.report.style import MARK, columns, is_fixable, one_line, paint, summary
from mkdocs_postmortem.rules import Diagnostic, find_secrets

TAB = 4
# A line is shown at least this wide, however narrow the terminal.
MIN_WIDTH = 40


class _Mark(NamedTuple):
    """What is drawn under a stretch of a line."""

    span: Span
    sign: str
    label: str
    style: str


class _Canvas:
    """The text of a document as frames show it: secrets are masked, whichever finding asks."""

    def __init__(self, source: Source, width: int, color: bool) -> None:
        self.source = source
        self.width = width
        self.color = color
        self._secrets: dict[int, list[Span]] = {}
        for secret in find_secrets(source):
            span = secret.at.span
            for number in range(span.line, span.end_line + 1):
                self._secrets.setdefault(number, []).append(span)

    @property
    def last(self) -> int:
        """The number of the last line."""
        return len(self.source.line_starts)

    def line(self, number: int) -> str:
        """Return a line without its secrets; the columns stay what they are."""
        text = self.source.line_text(number)
        for span in self._secrets.get(number, ()):
            start = span.column - 1 if span.line == number else len(text) - len(text.lstrip())
            end = span.end_column - 1 if span.end_line == number else len(text)
            text = text[:start] + "*" * (end - start) + text[end:]
        return text


def lines(report: Report) -> Iterator[str]:
    """Return the report, line by line."""
    canvases: dict[str, _Canvas] = {}
    for diagnostic in report.diagnostics:
        source = report.sources.get(diagnostic.path)
        if source is not None and diagnostic.path not in canvases:
            canvases[diagnostic.path] = _Canvas(source, report.width, report.color)
        yield from _frame(diagnostic, canvases.get(diagnostic.path), report.color)
        yield ""
    yield from summary(report)


def frame(
    diagnostic: Diagnostic, sources: Mapping[str, Source], width: int, color: bool = False
) -> list[str]:
    """Return the frame of one finding alone."""
    source = sources.get(diagnostic.path)
    return list(_frame(diagnostic, None if source is None else _Canvas(source, width, color), color))


def _frame(diagnostic: Diagnostic, canvas: _Canvas | None, color: bool) -> Iterator[str]:
    span = diagnostic.span
    level = paint(diagnostic.level, diagnostic.level, color)
    code = paint(diagnostic.code, diagnostic.level, color)
    yield f"{level} {code} {paint(one_line(diagnostic.message), 'bold', color)}"
    marks = [_Mark(span, "^", diagnostic.label or _reach(span), diagnostic.level)]
    marks += [_Mark(place, "-", text, "frame") for place, text in diagnostic.notes if place.path == span.path]
    numbers = _shown_lines(marks, canvas) if canvas is not None else []
    margin = " " * len(str(max(numbers, default=span.line)))
    bar = paint("|", "frame", color)
    yield f"{margin}{paint('-->', 'frame', color)} {one_line(str(span))}"
    if canvas is not None:
        yield f"{margin} {bar}"
        room = max(canvas.width - len(margin) - 3, MIN_WIDTH)
        window = _window(canvas.line(span.line), span, room)
        before = numbers[0] - 1
        for number in numbers:
            if number > before + 1:
                yield paint("...", "frame", color)
            before = number
            yield from _line(number, canvas, marks, margin, window)
        yield f"{margin} {bar}"
    for place, text in diagnostic.notes:
        if place.path != span.path:
            said = f"note: {one_line(text)}: {one_line(str(place))}"
            yield f"{margin} {paint('=', 'frame', color)} {said}"
    mark = f" {paint(MARK, 'help', color)}" if is_fixable(diagnostic) else ""
    yield f"{paint('help:', 'help', color)} {one_line(diagnostic.help)}{mark}"


def _reach(span: Span) -> str:
    """Return the label of a stretch that goes on below its first line."""
    return f"to line {span.end_line}" if span.end_line > span.line else ""


def _shown_lines(marks: list[_Mark], canvas: _Canvas) -> list[int]:
    """Return the numbers of the lines to show: those marked, and the neighbours of the finding's own."""
    wanted = {mark.span.line for mark in marks}
    own = marks[0].span.line
    for number in (own - 1, own + 1):
        if 1 <= number <= canvas.last and canvas.source.line_text(number).strip():
            wanted.add(number)
    return sorted(wanted)


def _line(
    number: int, canvas: _Canvas, marks: list[_Mark], margin: str, window: tuple[int, int]
) -> Iterator[str]:
    """Return a line as far as it lies in the frame's window, and what is drawn under it."""
    color = canvas.color
    bar = paint("|", "frame", color)
    text = canvas.line(number)
    here = sorted((mark for mark in marks if mark.span.line == number), key=lambda mark: mark.span.column)
    start, end = window
    if here and not start <= here[0].span.column - 1 < end:
        start, end = _window(text, here[0].span, end - start)
    lead, tail = "…" if start and text else "", "…" if end < len(text) else ""
    shown = f"{lead}{_visible(text[start:end])}{tail}"
    yield f"{paint(f'{number:>{len(margin)}}', 'frame', color)} {bar} {shown}".rstrip()
    drawn: list[tuple[int, int, _Mark]] = []
    for mark in here:
        low = min(max(mark.span.column - 1, start), end)
        high = min(mark.span.end_column - 1, end) if mark.span.end_line == number else min(len(text), end)
        before = columns(lead + _visible(text[start:low]))
        drawn.append((before, max(columns(_visible(text[low:high])), 1), mark))
    for row in _rows(drawn):
        out, at = "", 0
        for before, length, mark in row:
            label = f" {one_line(mark.label)}" if mark.label and mark is row[-1][2] else ""
            out += " " * (before - at) + paint(mark.sign * length + label, mark.style, color)
            at = before + length
        yield f"{margin} {bar} {out}"
        for before, _, mark in row[:-1]:
            if mark.label:
                yield f"{margin} {bar} {' ' * before}{paint(one_line(mark.label), mark.style, color)}"


def _rows(drawn: list[tuple[int, int, _Mark]]) -> list[list[tuple[int, int, _Mark]]]:
    """Return the marks of a line in as few rows as they fit into side by side."""
    rows: list[list[tuple[int, int, _Mark]]] = []
    for each in drawn:
        if rows and each[0] > rows[-1][-1][0] + rows[-1][-1][1]:
            rows[-1].append(each)
        else:
            rows.append([each])
    return rows


def _window(text: str, span: Span, room: int) -> tuple[int, int]:
    """Return which characters of the lines to show so that a span is seen, with room for signs of a cut."""
    if len(text) <= room:
        return 0, room
    last = span.end_column - 1 if span.end_line == span.line else span.column
    start = max(0, min(span.column - 1 - room // 3, len(text) - room + 1))
    if last < room or start == 0:
        return 0, room - 1
    return start, start + room - 2


def _visible(text: str) -> str:
    return one_line(text.replace("\t", " " * TAB))
