"""The JUnit format: a test case per finding, and one that passed for each document without."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from mkdocs_postmortem.report.model import Report
from mkdocs_postmortem.report.style import one_line
from mkdocs_postmortem.rules import Diagnostic


def lines(report: Report) -> Iterator[str]:
    """Return the report, one test suite per document."""
    by_path: dict[str, list[Diagnostic]] = {path: [] for path in report.paths}
    for diagnostic in report.diagnostics:
        by_path.setdefault(diagnostic.path, []).append(diagnostic)
    failures = len(report.diagnostics)
    tests = failures + sum(not found for found in by_path.values())
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites name="postmortem" tests="{tests}" failures="{failures}" errors="0">'
    for path, found in by_path.items():
        name = _attribute(path)
        count = f'tests="{len(found) or 1}" failures="{len(found)}" errors="0"'
        yield f"  <testsuite name={name} {count}>"
        if not found:
            yield f"    <testcase name={name} classname={name} file={name}/>"
        for diagnostic in found:
            yield from _case(diagnostic)
        yield "  </testsuite>"
    yield "</testsuites>"


def _case(diagnostic: Diagnostic) -> Iterator[str]:
    span = diagnostic.span
    name = _attribute(f"{diagnostic.code} {diagnostic.name} ({span.line}:{span.column})")
    path = _attribute(span.path)
    yield f'    <testcase name={name} classname={path} file={path} line="{span.line}">'
    message = _attribute(diagnostic.message)
    said = [str(span), f"{diagnostic.code} {diagnostic.message}", f"help: {diagnostic.help}", diagnostic.url]
    text = "\n".join(escape(one_line(each)) for each in said)
    yield f"      <failure type={_attribute(diagnostic.level)} message={message}>{text}</failure>"
    yield "    </testcase>"


def _attribute(text: str) -> str:
    """Return text as an attribute's value in quotes, without what XML has no way to write."""
    return quoteattr(one_line(text))
