"""The JSON format: an array with one object per finding."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from mkdocs_postmortem.rules import Diagnostic


def as_object(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a finding as plain data.

    Lines and columns are 1-based, columns in characters, ends exclusive.
    """
    span = diagnostic.span
    data: dict[str, Any] = {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "level": diagnostic.level,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "url": diagnostic.url,
        "note": None,
    }
    if diagnostic.note is not None:
        place, text = diagnostic.note
        data["note"] = {
            "message": text,
            "path": place.path,
            "line": place.line,
            "column": place.column,
            "end_line": place.end_line,
            "end_column": place.end_column,
        }
    return data


def lines(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    """Return the array, one finding per line, so that it can be read by people and `grep` too."""
    if not diagnostics:
        yield "[]"
        return
    yield "["
    last = len(diagnostics) - 1
    for number, diagnostic in enumerate(diagnostics):
        text = json.dumps(as_object(diagnostic), ensure_ascii=False)
        # The name of a file need not be Unicode; JSON must be.
        text = text.encode("utf-8", "replace").decode("utf-8")
        yield "  " + text + ("" if number == last else ",")
    yield "]"
