"""The full format: a frame per finding, as compilers show them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from mkdocs_postmortem.document.source import Source, Span
from mkdocs_postmortem.report.style import one_line, paint, summary
from mkdocs_postmortem.rules import Diagnostic

TAB = 4
# The code whose value must never be printed, in no frame of no other finding either.
SECRET = "PM801"


def lines(
    diagnostics: Sequence[Diagnostic],
    sources: Mapping[str, Source],
    documents: int,
    held_back: int,
    color: bool,
    width: int,
) -> Iterator[str]:
    """Return the report, line by line."""
    secrets = [diagnostic.span for diagnostic in diagnostics if diagnostic.code == SECRET]
    for diagnostic in diagnostics:
        yield from _frame(diagnostic, sources, secrets, color, width)
        yield ""
    yield summary(diagnostics, documents, held_back, color)


def _frame(
    diagnostic: Diagnostic, sources: Mapping[str, Source], secrets: list[Span], color: bool, width: int
) -> Iterator[str]:
    span = diagnostic.span
    yield (
        f"{paint(diagnostic.level, diagnostic.level, color)} {paint(diagnostic.code, diagnostic.level, color)} "
        + paint(one_line(diagnostic.message), "bold", color)
    )
    marks = [(span, "^", "", diagnostic.level)]
    if diagnostic.note is not None and diagnostic.note[0].path == span.path:
        marks.append((diagnostic.note[0], "-", diagnostic.note[1], "frame"))
    numbers = _shown_lines(marks, sources.get(span.path))
    gutter = len(str(max(numbers, default=span.line)))
    bar = paint("|", "frame", color)
    yield f"{' ' * gutter}{paint('-->', 'frame', color)} {one_line(str(span))}"
    source = sources.get(span.path)
    if source is not None and numbers:
        yield f"{' ' * gutter} {bar}"
        before = numbers[0] - 1
        for number in numbers:
            if number > before + 1:
                yield paint("...", "frame", color)
            before = number
            yield from _source_line(number, source, marks, secrets, gutter, color, width)
        yield f"{' ' * gutter} {bar}"
    if diagnostic.note is not None and diagnostic.note[0].path != span.path:
        place, text = diagnostic.note
        yield f"{' ' * gutter} {paint('=', 'frame', color)} note: {text}: {one_line(str(place))}"
    yield f"{paint('help:', 'help', color)} {one_line(diagnostic.help)}"


def _shown_lines(marks: list[tuple[Span, str, str, str]], source: Source | None) -> list[int]:
    """Return the numbers of the lines to show: those marked, and the neighbours of the finding's own."""
    if source is None:
        return []
    last = len(source.line_starts)
    wanted = {span.line for span, _, _, _ in marks}
    own = marks[0][0].line
    wanted |= {n for n in (own - 1, own + 1) if 1 <= n <= last and source.line_text(n).strip()}
    return sorted(n for n in wanted if n <= last)


def _source_line(
    number: int,
    source: Source,
    marks: list[tuple[Span, str, str, str]],
    secrets: list[Span],
    gutter: int,
    color: bool,
    width: int,
) -> Iterator[str]:
    text = _masked(source.line_text(number), number, source.path, secrets)
    here = [mark for mark in marks if mark[0].line == number]
    first = min((mark[0].column for mark in here), default=1)
    shown, offset = _window(text, first - 1, max(width - gutter - 4, 40))
    yield f"{paint(f'{number:>{gutter}}', 'frame', color)} {paint('|', 'frame', color)} {_visible(shown)}".rstrip()
    for span, sign, label, style in sorted(here, key=lambda mark: mark[0].column):
        start = min(max(span.column - 1 - offset, 0), len(shown))
        end = min(span.end_column - 1 - offset, len(shown)) if span.end_line == span.line else len(shown)
        lead = _columns(_visible(shown[:start]))
        length = max(_columns(_visible(shown[start:end])), 1)
        mark_line = paint(sign * length + (f" {label}" if label else ""), style, color)
        yield f"{' ' * gutter} {paint('|', 'frame', color)} {' ' * lead}{mark_line}"


def _masked(text: str, number: int, path: str, secrets: list[Span]) -> str:
    for secret in secrets:
        if secret.path == path and secret.line == number:
            end = secret.end_column - 1 if secret.end_line == number else len(text)
            text = text[: secret.column - 1] + "*" * (end - secret.column + 1) + text[end:]
    return text


def _window(text: str, at: int, width: int) -> tuple[str, int]:
    """Return the part of a long line around a column, and where in the line it begins."""
    if len(text) <= width:
        return text, 0
    start = max(0, min(at - width // 3, len(text) - width))
    return text[start : start + width], start


def _visible(text: str) -> str:
    return one_line(text.replace("\t", " " * TAB))


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
