"""The grouped format and the statistics: columns that line up, to the character."""

from __future__ import annotations

import json

import pytest

from mkdocs_postmortem.document.source import Span
from mkdocs_postmortem.report import statistics
from mkdocs_postmortem.rules import Diagnostic
from mkdocs_postmortem.rules.fixes import SAFE, UNSAFE, replace
from tests.report.frames import PATH, finding, piece_of, report_of, shown, span_of

TEXT = "**Date:** 2025-03-14\n**Severity:** P7\n**Status:** closed\n"
FOUND = finding(span_of(TEXT, "P7"))
LATER = finding(Span(PATH, 113, 3, 113, 9), "Status", code="PM112", level="warning")
OTHER = finding(Span("docs/postmortems/b.md", 1, 1, 1, 2), level="info")


def _fixed(diagnostic: Diagnostic, safety: str) -> Diagnostic:
    fix = replace(piece_of(TEXT, "P7"), "P1", safety)
    return finding(diagnostic.span, level=diagnostic.level, fix=fix)


def test_grouped() -> None:
    assert shown(TEXT, FOUND, LATER, OTHER, output_format="grouped") == (
        "docs/postmortems/a.md\n"
        "   2:15  error    PM111  Severity `P7` is not one of P1, P2\n"
        "  113:3  warning  PM112  Status\n"
        "\n"
        "docs/postmortems/b.md\n"
        "  1:1  info  PM111  Severity `P7` is not one of P1, P2\n"
        "\n"
        "Found 1 error, 1 warning, 1 info in 2 of 3 documents. `postmortem rule PM111` explains the gravest."
    )


def test_grouped_in_colour_lines_up_as_without() -> None:
    plain = shown(TEXT, FOUND, LATER, output_format="grouped").split("\n")
    painted = shown(TEXT, FOUND, LATER, output_format="grouped", color=True).split("\n")
    assert painted[0] == "\x1b[1mdocs/postmortems/a.md\x1b[0m"
    assert painted[2].startswith("  113:3  \x1b[1;33mwarning\x1b[0m  \x1b[1;33mPM112\x1b[0m  Status")
    for one, two in zip(plain[:3], painted[:3], strict=True):
        assert _without_colours(two) == one


def _without_colours(text: str) -> str:
    while "\x1b[" in text:
        start = text.index("\x1b[")
        text = text[:start] + text[text.index("m", start) + 1 :]
    return text


def test_grouped_marks_what_can_be_fixed() -> None:
    lines = shown(TEXT, _fixed(FOUND, SAFE), _fixed(FOUND, UNSAFE), output_format="grouped").split("\n")
    assert lines[1].endswith(" is not one of P1, P2 [*]")
    assert lines[2].endswith(" is not one of P1, P2")
    assert lines[-1] == "[*] 1 fixable: `postmortem check --fix` (1 more with `--unsafe-fixes`)."


def test_grouped_without_findings() -> None:
    assert shown(TEXT, output_format="grouped") == "No findings in 3 documents."


def test_grouped_is_safe_whatever_a_document_says() -> None:
    evil = finding(Span("a\nb.md", 1, 1, 1, 2), "x\n\x1b[31m")
    assert shown(TEXT, evil, output_format="grouped").split("\n")[:2] == [
        "a�b.md",
        "  1:1  error  PM111  x��[31m",
    ]


# -- statistics --


def _statistics(*diagnostics: Diagnostic, output_format: str = "full", color: bool = False) -> str:
    return "\n".join(statistics.lines(report_of(TEXT, *diagnostics, color=color), output_format))


def test_statistics_are_sorted_by_number_then_code() -> None:
    twelve = [finding(Span(PATH, line, 1, line, 2), code="PM604") for line in range(1, 13)]
    found = [LATER, FOUND, *twelve, OTHER, finding(Span(PATH, 1, 1, 1, 2), code="PM101")]
    assert _statistics(*found).split("\n") == [
        "12  error    PM604  [ ] bad-severity",
        " 2  error    PM111  [ ] bad-severity",
        " 1  error    PM101  [ ] bad-severity",
        " 1  warning  PM112  [ ] bad-severity",
        "",
        "Found 14 errors, 1 warning, 1 info in 2 of 3 documents. "
        "`postmortem rule PM111` explains the gravest.",
    ]


@pytest.mark.parametrize(
    ("safeties", "mark"),
    [((SAFE, SAFE), "[*]"), ((SAFE, UNSAFE), "[-]"), ((UNSAFE, UNSAFE), "[ ]"), ((SAFE,), "[*]")],
)
def test_statistics_say_what_can_be_fixed(safeties: tuple[str, ...], mark: str) -> None:
    lines = _statistics(*(_fixed(FOUND, safety) for safety in safeties)).split("\n")
    assert lines[0] == f"{len(safeties)}  error  PM111  {mark} bad-severity"


def test_statistics_in_colour() -> None:
    line = _statistics(_fixed(FOUND, SAFE), color=True).split("\n")[0]
    assert line == (
        "\x1b[1m1\x1b[0m  \x1b[1;31merror\x1b[0m  \x1b[1;31mPM111\x1b[0m  \x1b[1;36m[*]\x1b[0m bad-severity"
    )


def test_statistics_of_nothing() -> None:
    assert _statistics() == "No findings in 3 documents."
    assert _statistics(output_format="json") == "[]"
    assert _statistics(output_format="json-lines") == ""


def test_statistics_as_json() -> None:
    expected = [
        {"code": "PM111", "name": "bad-severity", "level": "error", "count": 2, "fixable": 1},
        {"code": "PM112", "name": "bad-severity", "level": "warning", "count": 1, "fixable": 0},
    ]
    found = (_fixed(FOUND, SAFE), LATER, OTHER)
    assert json.loads(_statistics(*found, output_format="json")) == expected
    assert [
        json.loads(line) for line in _statistics(*found, output_format="json-lines").split("\n")
    ] == expected
