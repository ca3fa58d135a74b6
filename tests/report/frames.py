"""Making findings by hand, to see how each format shows them."""

from __future__ import annotations

from mkdocs_postmortem.archive import build_archive
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.document.source import Source, Span, Text
from mkdocs_postmortem.report import FORMATS, Report
from mkdocs_postmortem.rules import Diagnostic
from mkdocs_postmortem.rules.fixes import Fix
from mkdocs_postmortem.settings import Settings
from mkdocs_postmortem.template import default_template

URI = "postmortems/a.md"
PATH = f"docs/{URI}"
URL = "https://docs.example.org/rules/pm111/"


def piece_of(text: str, find: str, path: str = PATH) -> Text:
    """Return a piece of a text; it must be there once."""
    assert text.count(find) == 1
    start = text.index(find)
    return Text(Source(path, text), start, start + len(find))


def span_of(text: str, find: str, path: str = PATH) -> Span:
    """Return where a piece of a text stands; it must be there once."""
    return piece_of(text, find, path).span


def finding(
    span: Span,
    message: str = "Severity `P7` is not one of P1, P2",
    *,
    code: str = "PM111",
    level: str = "error",
    note: tuple[Span, str] | None = None,
    also: tuple[Span, str] | None = None,
    label: str = "",
    advice: str = "write one of P1, P2",
    fix: Fix | None = None,
) -> Diagnostic:
    """Return a finding at a place."""
    notes = tuple(each for each in (note, also) if each is not None)
    return Diagnostic(code, "bad-severity", level, message, advice, span, URL, URI, notes, fix, label)


def shown(
    text: str,
    *diagnostics: Diagnostic,
    output_format: str = "full",
    width: int = 100,
    color: bool = False,
    held_back: int = 0,
) -> str:
    """Return a report on one document, the blank line and the summary at its end included."""
    return "\n".join(
        FORMATS[output_format](report_of(text, *diagnostics, width=width, color=color, held_back=held_back))
    )


def report_of(
    text: str,
    *diagnostics: Diagnostic,
    width: int = 100,
    color: bool = False,
    held_back: int = 0,
    elsewhere: bool = False,
) -> Report:
    """Return a report on three documents, of which the first has a text and findings."""
    template = default_template()
    documents = [
        (uri, read_bytes(f"docs/{uri}", content.encode("utf-8", "surrogatepass"), template))
        for uri, content in ((URI, text), ("postmortems/b.md", "# B\n"), ("postmortems/c.md", "# C\n"))
    ]
    archive = build_archive(documents, template, Settings())
    return Report(diagnostics, archive, None, held_back, color, width, elsewhere)


def frame(text: str, diagnostic: Diagnostic, width: int = 100) -> str:
    """Return the frame of one finding, without the summary."""
    return shown(text, diagnostic, width=width).rsplit("\n\n", 1)[0]
