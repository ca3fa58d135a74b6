"""The SARIF format, version 2.1.0: what code scanning services take in.

The rules that have findings are described in full, in the words of their pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from mkdocs_postmortem import __version__
from mkdocs_postmortem.document.source import Span
from mkdocs_postmortem.report.explanation import markdown
from mkdocs_postmortem.report.model import Report
from mkdocs_postmortem.report.style import as_json, one_line
from mkdocs_postmortem.rules import RULES, Diagnostic, Rule
from mkdocs_postmortem.rules.explain import explain
from mkdocs_postmortem.rules.fixes import DISPLAY, Edit, Fix
from mkdocs_postmortem.rules.registry import HOME

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# Not `primaryLocationLineHash`: GitHub works that one out itself, and warns of every other value.
FINGERPRINT = "postmortem/v1"
_LEVELS = {"error": "error", "warning": "warning", "info": "note", "off": "none"}


def lines(report: Report) -> Iterator[str]:
    """Return the whole log as one object with one run."""
    codes = sorted({diagnostic.code for diagnostic in report.diagnostics})
    index = {code: number for number, code in enumerate(codes)}
    found = zip(report.diagnostics, report.fingerprints, strict=True)
    run = {
        "tool": {
            "driver": {
                "name": "postmortem",
                "semanticVersion": __version__,
                "informationUri": HOME,
                "rules": [_rule(RULES[code]) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(diagnostic, fingerprint, index[diagnostic.code], report.fix(diagnostic))
            for diagnostic, fingerprint in found
        ],
    }
    yield as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    explanation = explain(rule)
    text = "\n\n".join(filter(None, (explanation.summary, explanation.details)))
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": explanation.summary},
        "fullDescription": {"text": text},
        "help": {"text": text, "markdown": markdown(explanation, heading="###")},
        "helpUri": rule.url,
        # Of three levels, SARIF has room for one: that of a reviewed document.
        "defaultConfiguration": {"level": _LEVELS[explanation.levels["reviewed"]]},
        "properties": {"levels": dict(explanation.levels), "since": rule.since},
    }


def _result(diagnostic: Diagnostic, fingerprint: str, index: int, fix: Fix | None) -> dict[str, Any]:
    said = f"{one_line(diagnostic.message)}\nhelp: {one_line(diagnostic.help)}"
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.level],
        "message": {"text": said},
        "locations": [{"physicalLocation": _location(diagnostic.span)}],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }
    if diagnostic.notes:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": one_line(text)}, "physicalLocation": _location(place)}
            for number, (place, text) in enumerate(diagnostic.notes, 1)
        ]
    if fix is not None and fix.edits and fix.safety != DISPLAY:
        result["fixes"] = [_fix(fix)]
    return result


def _fix(fix: Fix) -> dict[str, Any]:
    by_path: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_path.setdefault(edit.at.source.path, []).append(edit)
    return {
        "description": {"text": f"{one_line(fix.title)} ({fix.safety})"},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(path),
                "replacements": [
                    {"deletedRegion": _region(edit.at.span), "insertedContent": {"text": edit.text}}
                    for edit in edits
                ],
            }
            for path, edits in by_path.items()
        ],
    }


def _location(span: Span) -> dict[str, Any]:
    return {"artifactLocation": _artifact(span.path), "region": _region(span)}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _artifact(path: str) -> dict[str, str]:
    """Return a file's address: relative to the working directory, as services want it, where it is below."""
    whole = PurePath(path)
    if whole.is_absolute():
        return {"uri": whole.as_uri()}
    return {"uri": quote(whole.as_posix(), errors="replace"), "uriBaseId": "%SRCROOT%"}
