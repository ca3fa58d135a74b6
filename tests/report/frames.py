"""Making findings by hand, to see how each format shows them."""

from __future__ import annotations

from mkdocs_postmortem.document.source import Source, Span
from mkdocs_postmortem.report import FORMATS, Report
from mkdocs_postmortem.rules import Diagnostic

PATH = "docs/postmortems/a.md"
URL = "https://docs.example.org/rules/#pm111"


def span_of(text: str, find: str, path: str = PATH) -> Span:
    """Return where a piece of a text stands; it must be there once."""
    assert text.count(find) == 1
    source = Source(path, text)
    start = text.index(find)
    line, column = source.position(start)
    end_line, end_column = source.position(start + len(find))
    return Span(path, line, column, end_line, end_column)


def finding(
    span: Span,
    message: str = "Severity `P7` is not one of P1, P2",
    *,
    code: str = "PM111",
    level: str = "error",
    note: tuple[Span, str] | None = None,
    advice: str = "write one of P1, P2",
) -> Diagnostic:
    """Return a finding at a place."""
    return Diagnostic(code, "bad-severity", level, message, advice, span, URL, "a.md", note)


def shown(
    text: str,
    *diagnostics: Diagnostic,
    output_format: str = "full",
    width: int = 100,
    color: bool = False,
    held_back: int = 0,
) -> str:
    """Return a report on one document, the blank line and the summary at its end included."""
    sources = {PATH: Source(PATH, text)}
    report = Report(diagnostics, 3, sources, held_back, color, width)
    return "\n".join(FORMATS[output_format](report))


def frame(text: str, diagnostic: Diagnostic, width: int = 100) -> str:
    """Return the frame of one finding, without the summary."""
    return shown(text, diagnostic, width=width).rsplit("\n\n", 1)[0]
