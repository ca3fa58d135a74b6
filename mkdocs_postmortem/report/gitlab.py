"""The GitLab format: a Code Quality report, which merge requests show as what is new and what is gone.

GitLab tells findings apart by their fingerprints alone, and shows one of each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs_postmortem.report.model import Report
from mkdocs_postmortem.report.style import as_json, one_line
from mkdocs_postmortem.rules import Diagnostic

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def lines(report: Report) -> Iterator[str]:
    """Return the report: an array with one object per finding."""
    found = zip(report.diagnostics, report.fingerprints, strict=True)
    yield as_json([_issue(diagnostic, fingerprint) for diagnostic, fingerprint in found], indent=2)


def _issue(diagnostic: Diagnostic, fingerprint: str) -> dict[str, Any]:
    span = diagnostic.span
    return {
        "description": one_line(f"{diagnostic.code} {diagnostic.message} (help: {diagnostic.help})"),
        "check_name": diagnostic.code,
        "fingerprint": fingerprint,
        "severity": _severity(diagnostic),
        "location": {
            "path": one_line(span.path.replace("\\", "/")),
            "lines": {"begin": span.line, "end": span.end_line},
        },
    }


def _severity(diagnostic: Diagnostic) -> str:
    """Return GitLab's word for a level. A credential in the repository can't wait for the next review."""
    if diagnostic.level == "error" and diagnostic.code.startswith("PM8"):
        return "critical"
    return _SEVERITIES[diagnostic.level]
