"""The format of reviewdog, which writes findings and their fixes into reviews as comments.

Its columns count bytes of UTF-8, where everything else here counts characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs_postmortem.document.source import Span
from mkdocs_postmortem.report.model import Report
from mkdocs_postmortem.report.style import as_json, one_line
from mkdocs_postmortem.rules import Diagnostic
from mkdocs_postmortem.rules.fixes import DISPLAY
from mkdocs_postmortem.rules.registry import HOME

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def lines(report: Report) -> Iterator[str]:
    """Return the whole report as one object."""
    data = {
        "source": {"name": "postmortem", "url": HOME},
        "diagnostics": [_diagnostic(each, report) for each in report.diagnostics],
    }
    yield as_json(data, indent=2)


def _diagnostic(diagnostic: Diagnostic, report: Report) -> dict[str, Any]:
    message = [one_line(diagnostic.message), f"help: {one_line(diagnostic.help)}"]
    # Only the newest reviewdog has a field for them, and others refuse fields they do not know.
    message += [f"note: {one_line(text)}: {one_line(str(place))}" for place, text in diagnostic.notes]
    data: dict[str, Any] = {
        "message": "\n".join(message),
        "severity": _SEVERITIES[diagnostic.level],
        "code": {"value": diagnostic.code, "url": diagnostic.url},
        "location": _location(diagnostic.span, report),
    }
    if suggestions := _suggestions(diagnostic, report):
        data["suggestions"] = suggestions
    return data


def _suggestions(diagnostic: Diagnostic, report: Report) -> list[dict[str, Any]]:
    """Return the edits of a fix; a suggestion can only be made for the file of the finding."""
    fix = report.fix(diagnostic)
    if fix is None or fix.safety == DISPLAY:
        return []
    if any(edit.at.source.path != diagnostic.path for edit in fix.edits):
        return []
    return [{"range": _range(edit.at.span, report), "text": edit.text} for edit in fix.edits]


def _location(span: Span, report: Report) -> dict[str, Any]:
    return {"path": span.path, "range": _range(span, report)}


def _range(span: Span, report: Report) -> dict[str, Any]:
    return {
        "start": {"line": span.line, "column": _bytes(span.path, span.line, span.column, report)},
        "end": {"line": span.end_line, "column": _bytes(span.path, span.end_line, span.end_column, report)},
    }


def _bytes(path: str, line: int, column: int, report: Report) -> int:
    """Return a column in bytes, from 1."""
    source = report.sources.get(path)
    if source is None:
        return column
    return len(source.line_text(line)[: column - 1].encode("utf-8", "surrogatepass")) + 1
