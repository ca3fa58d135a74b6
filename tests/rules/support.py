"""The pattern of the rule tests: an edit of a valid document, and all findings it must give.

A module of tests has a list FAILS of cases that must give exactly the findings they name, and a list
PASSES of cases that must give none. `both` makes the two test functions of them, and
test_every_rule.py looks for a case of each kind for every rule.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from mkdocs_postmortem.archive import Archive, build_archive
from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.document.source import Source, Span
from mkdocs_postmortem.rules import RULES, Diagnostic, KnownFiles, judge
from mkdocs_postmortem.rules.fixes import DISPLAY, SAFE, Fix
from mkdocs_postmortem.settings import load
from mkdocs_postmortem.template import site_template

DOCUMENTS = Path(__file__).parent / "documents"
URI = "postmortems/2025-03-14-orders-mart-stale.md"
EARLIER = "postmortems/2024-11-02-loader-rejects-type.md"
TODAY = date(2025, 6, 2)
# The day on which the demo archive is read: behind its last incident.
DEMO_TODAY = date(2026, 11, 24)
# What there is in the docs folder besides the documents, and in the project's folder.
SITE = (
    *("postmortems/index.md", "postmortems/template.md", "postmortems/office.png"),
    *("runbooks/pin-the-loader.md", "runbooks/a (b).md"),
)
PROJECT = ("tests/test_schemas.py", "alerts/lag.yml")

Edit = tuple[str, str]
# Rules whose finding points at the place where something is missing or goes on, and not at the value
# that the message quotes.
POINTS_ELSEWHERE = frozenset(
    f"PM{number:03}"
    for numbers in (
        (2, 3, 4, 5, 10),
        (101, 116, 117, 120, 121),
        (201, 211, 218),
        (301, 306, 310, 311, 312, 315, 316, 320, 327),
        (401, 403, 405, 406, 407, 409),
        (504, 510, 513, 514, 515, 516),
        (601, 603, 604, 606, 608, 612, 616, 617, 619, 620),
        (801, 802),
        (901, 907),
    )
    for number in numbers
)


@dataclass(frozen=True)
class Case:
    """A document made by edits of a valid one; `find` stands in it exactly once."""

    code: str
    name: str
    edits: tuple[Edit, ...]
    expected: tuple[str, ...] = ()
    base: str = "valid"
    uri: str = URI
    options: tuple[tuple[str, object], ...] = ()

    @property
    def id(self) -> str:
        """The name of the case in test reports."""
        return f"{self.code}-{self.name}"

    @property
    def settings(self) -> dict[str, object]:
        """The options of the case; of the rules in preview, only its own is tried."""
        options = dict(self.options)
        if options.get("preview"):
            others = [code for code, rule in RULES.items() if rule.preview and code != self.code]
            options["ignore"] = [*cast(list[str], options.get("ignore", [])), *others]
        return options


def fails(
    code: str,
    name: str,
    edits: list[Edit],
    expected: list[str],
    base: str = "valid",
    uri: str = URI,
    **options: object,
) -> Case:
    """Return a case that must give exactly these findings: `line:column code level message`."""
    return Case(code, name, tuple(edits), tuple(expected), base, uri, tuple(options.items()))


def passes(
    code: str, name: str, edits: list[Edit], base: str = "valid", uri: str = URI, **options: object
) -> Case:
    """Return a case that a careless rule would report, and that must give no finding at all."""
    return Case(code, name, tuple(edits), (), base, uri, tuple(options.items()))


@cache
def text_of(base: str) -> str:
    """Return the text of a document in tests/rules/documents."""
    return (DOCUMENTS / f"{base}.md").read_text(encoding="utf-8")


def line_of(start: str, base: str = "valid") -> str:
    """Return the only line of a document that begins so, with its line end."""
    (line,) = (line for line in text_of(base).splitlines(keepends=True) if line.startswith(start))
    return line


def section(title: str) -> str:
    """Return a whole section of the valid document, its heading included."""
    text = text_of("valid")
    start = text.index(f"## {title}\n")
    end = text.find("\n## ", start)
    return text[start:] if end < 0 else text[start : end + 1]


def edited(text: str, edits: tuple[Edit, ...]) -> str:
    """Return a text with edits; what an edit looks for must be there exactly once."""
    for find, replace in edits:
        assert text.count(find) == 1, f"{find!r} stands {text.count(find)} times in the document"
        text = text.replace(find, replace)
    return text


def archive_of(documents: dict[str, str | bytes], **options: object) -> Archive:
    """Return the archive of documents, given by path."""
    settings = load(options)
    template = site_template(settings.profile, settings.template, Path())
    read = [
        (uri, read_bytes(uri, text.encode() if isinstance(text, str) else text, template, Dialect()))
        for uri, text in documents.items()
    ]
    return build_archive(read, template, settings)


def judged(text: str | bytes, uri: str = URI, **options: object) -> list[Diagnostic]:
    """Return all findings of an archive of two: a document, and the earlier incident it refers to."""
    documents = {uri: text, EARLIER: text_of("earlier")}
    there = {*documents, *SITE}

    def linked(origin: str, path: str) -> bool:
        return posixpath.normpath(posixpath.join(posixpath.dirname(origin), path)) in there

    files = KnownFiles(linked, lambda path: path in PROJECT)
    return judge(archive_of(documents, **options), TODAY, files=files)


def rows(diagnostics: list[Diagnostic]) -> list[str]:
    """Return findings as the cases write them down."""
    return [f"{d.span.line}:{d.span.column} {d.code} {d.level} {d.message}" for d in diagnostics]


def both(failing: list[Case], passing: list[Case]) -> tuple[Callable[[Case], None], Callable[[Case], None]]:
    """Return the two test functions of a module's cases: `test_fails` and `test_passes`."""

    @pytest.mark.parametrize("case", failing, ids=_id_of)
    def test_fails(case: Case) -> None:
        check(case)

    @pytest.mark.parametrize("case", passing, ids=_id_of)
    def test_passes(case: Case) -> None:
        check(case)

    return test_fails, test_passes


def _id_of(case: Case) -> str:
    return case.id


def check(case: Case) -> None:
    """Judge a case, and hold every finding against what it says."""
    text = edited(text_of(case.base), case.edits)
    found = judged(text, case.uri, **case.settings)
    assert rows(found) == list(case.expected)
    source = Source(case.uri, text)
    for diagnostic in found:
        assert diagnostic.help.strip()
        assert diagnostic.path in (case.uri, EARLIER)
        if diagnostic.path == case.uri and diagnostic.code not in POINTS_ELSEWHERE:
            assert_quotes(diagnostic, source)
        if diagnostic.path == case.uri and diagnostic.fix is not None:
            assert_mends(case, text, diagnostic, found)


def apply_fix(text: str, fix: Fix) -> str:
    """Return a document with the edits of a fix made."""
    end = len(text)
    for edit in sorted(fix.edits, key=lambda edit: (edit.at.start, edit.at.end), reverse=True):
        assert edit.at.start <= edit.at.end <= end, "edits overlap"
        end = edit.at.start
        text = text[:end] + edit.text + text[edit.at.end :]
    return text


def assert_mends(case: Case, text: str, diagnostic: Diagnostic, before: list[Diagnostic]) -> None:
    """Assert that a finding's fix ends it; a safe one without any new finding."""
    fix = diagnostic.fix
    assert fix is not None
    assert fix.title
    assert fix.safety in RULES[diagnostic.code].fixes
    if fix.safety == DISPLAY:
        return
    after_text = apply_fix(text, fix)
    assert after_text != text
    after = judged(after_text, case.uri, **dict(case.options))
    assert _count(after, diagnostic) < _count(before, diagnostic)
    if fix.safety == SAFE:
        codes = Counter(each.code for each in after)
        codes.subtract(each.code for each in before)
        assert {code: number for code, number in codes.items() if number > 0} == {}


def _count(diagnostics: list[Diagnostic], wanted: Diagnostic) -> int:
    return sum(each.code == wanted.code and each.message == wanted.message for each in diagnostics)


def assert_quotes(diagnostic: Diagnostic, source: Source) -> None:
    """Assert that the text under a finding's span is what its message quotes, where it quotes anything."""
    quoted = re.findall(r"`` (.+?) ``|`([^`]+)`", diagnostic.message)
    values = [double or single for double, single in quoted]
    if values:
        under = " ".join(under_span(source, diagnostic.span).split())
        assert any(_is_said(under, value) for value in values), (under, diagnostic.message)


def _is_said(under: str, value: str) -> bool:
    under = under.strip("*_ ")
    if "…" in value:  # cut off, or masked
        return all(part in under for part in value.split("…"))
    return value == under or value.endswith(f" {under}") or value == f"## {under}"


def under_span(source: Source, span: Span) -> str:
    """Return the text that a span covers."""
    start = source.line_starts[span.line - 1] + span.column - 1
    end = source.line_starts[span.end_line - 1] + span.end_column - 1
    return source.text[start:end]
