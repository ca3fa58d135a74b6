"""Places in a document as editors count them: lines and columns from 0, columns in units of an encoding."""

from __future__ import annotations

from mkdocs_postmortem.document.source import Source, Span

UTF_8, UTF_16, UTF_32 = "utf-8", "utf-16", "utf-32"
Place = tuple[int, int]


def _units(text: str, encoding: str) -> int:
    """Return how many units of an encoding a text takes."""
    if encoding == UTF_32 or text.isascii():
        return len(text)
    if encoding == UTF_8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(char > "\uffff" for char in text)


def place_of(source: Source, offset: int, encoding: str = UTF_16) -> Place:
    """Return the line and column of an offset into a document's text."""
    line, column = source.position(offset)
    start = source.line_starts[line - 1]
    return line - 1, _units(source.text[start : start + column - 1], encoding)


def places_of(source: Source, span: Span, encoding: str = UTF_16) -> tuple[Place, Place]:
    """Return where a span begins and ends, in its document."""
    start = source.line_starts[span.line - 1] + span.column - 1
    end = source.line_starts[span.end_line - 1] + span.end_column - 1
    return place_of(source, start, encoding), place_of(source, end, encoding)
