"""The JSON formats: an array with one object per finding, or an object per line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs_postmortem.document.source import Span
from mkdocs_postmortem.report.model import Report
from mkdocs_postmortem.report.style import as_json
from mkdocs_postmortem.rules import Diagnostic
from mkdocs_postmortem.rules.fixes import Fix


def as_object(diagnostic: Diagnostic, fix: Fix | None) -> dict[str, Any]:
    """Return a finding as plain data, with its fix as it may be printed.

    Lines and columns are 1-based, columns in characters, ends exclusive.
    """
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "level": diagnostic.level,
        "message": diagnostic.message,
        "help": diagnostic.help,
        **place(diagnostic.span),
        "url": diagnostic.url,
        "label": diagnostic.label or None,
        "notes": [{"message": text, **place(span)} for span, text in diagnostic.notes],
        "fix": None if fix is None else _fix(fix),
    }


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [{**place(edit.at.span), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safety": fix.safety, "edits": edits}


def place(span: Span) -> dict[str, Any]:
    """Return where a span begins and ends as plain data."""
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def one_per_line(report: Report) -> Iterator[str]:
    """Return an object per line."""
    for diagnostic in report.diagnostics:
        yield as_json(as_object(diagnostic, report.fix(diagnostic)))


def lines(report: Report) -> Iterator[str]:
    """Return the array, one finding per line, so that it can be read by people and `grep` too."""
    if not report.diagnostics:
        yield "[]"
        return
    yield "["
    last = len(report.diagnostics) - 1
    for number, line in enumerate(one_per_line(report)):
        yield f"  {line}" + ("" if number == last else ",")
    yield "]"
