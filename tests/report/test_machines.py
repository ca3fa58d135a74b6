"""The formats for machines, and the one-line format."""

from __future__ import annotations

import json

import pytest

from mkdocs_postmortem.document.source import Span
from mkdocs_postmortem.rules import Diagnostic
from tests.report.frames import PATH, URL, finding, shown, span_of

TEXT = "**Date:** 2025-03-14\n**Severity:** P7\n**Status:** closed\n"
FOUND = finding(span_of(TEXT, "P7"))
LATER = finding(span_of(TEXT, "closed"), "Status", code="PM112", level="warning", advice="say it")


# -- concise --


def test_concise() -> None:
    assert shown(TEXT, FOUND, LATER, output_format="concise") == (
        "docs/postmortems/a.md:2:15 PM111 Severity `P7` is not one of P1, P2\n"
        "docs/postmortems/a.md:3:13 PM112 Status\n"
        "Found 1 error, 1 warning in 1 of 3 documents. `postmortem rule PM111` explains the gravest."
    )


def test_concise_in_colour() -> None:
    first = shown(TEXT, FOUND, output_format="concise", color=True).split("\n")[0]
    assert first == (
        "\x1b[1mdocs/postmortems/a.md:2:15\x1b[0m \x1b[1;31mPM111\x1b[0m Severity `P7` is not one of P1, P2"
    )


def test_concise_is_one_line_whatever_a_document_says() -> None:
    evil = finding(Span("a\nb.md", 1, 1, 1, 2), "x\n::error::y\x1b[31m")
    assert shown(TEXT, evil, output_format="concise").split("\n")[0] == "a�b.md:1:1 PM111 x�::error::y�[31m"


# -- json --


def test_json() -> None:
    noted = finding(span_of(TEXT, "closed"), note=(span_of(TEXT, "P7"), "see here"))
    assert json.loads(shown(TEXT, FOUND, noted, output_format="json")) == [
        {
            "code": "PM111",
            "name": "bad-severity",
            "level": "error",
            "message": "Severity `P7` is not one of P1, P2",
            "help": "write one of P1, P2",
            "path": PATH,
            "line": 2,
            "column": 15,
            "end_line": 2,
            "end_column": 17,
            "url": URL,
            "label": None,
            "notes": [],
            "fix": None,
        },
        {
            "code": "PM111",
            "name": "bad-severity",
            "level": "error",
            "message": "Severity `P7` is not one of P1, P2",
            "help": "write one of P1, P2",
            "path": PATH,
            "line": 3,
            "column": 13,
            "end_line": 3,
            "end_column": 19,
            "url": URL,
            "label": None,
            "notes": [
                {
                    "message": "see here",
                    "path": PATH,
                    "line": 2,
                    "column": 15,
                    "end_line": 2,
                    "end_column": 17,
                }
            ],
            "fix": None,
        },
    ]


def test_json_of_nothing_is_an_empty_array() -> None:
    assert shown(TEXT, output_format="json") == "[]"


def test_json_has_one_finding_per_line() -> None:
    lines = shown(TEXT, FOUND, LATER, output_format="json").split("\n")
    assert [lines[0], lines[-1], len(lines)] == ["[", "]", 4]
    assert json.loads(lines[1].rstrip(","))["code"] == "PM111"


def test_json_keeps_what_a_terminal_must_not_see() -> None:
    evil = finding(Span("a\nb.md", 1, 1, 1, 2), "x\x1b[31m \u2028 日本")
    text = shown(TEXT, evil, output_format="json")
    assert "\x1b" not in text
    assert json.loads(text)[0]["message"] == "x\x1b[31m \u2028 日本"
    assert json.loads(text)[0]["path"] == "a\nb.md"


def test_json_of_a_file_name_that_is_no_unicode() -> None:
    text = shown(TEXT, finding(Span("a\udcff.md", 1, 1, 1, 2)), output_format="json")
    assert json.loads(text.encode("utf-8"))[0]["path"] == "a?.md"


# -- github --


def test_github() -> None:
    assert shown(TEXT, FOUND, output_format="github") == (
        "::error file=docs/postmortems/a.md,line=2,endLine=2,col=15,endColumn=17,title=PM111 bad-severity"
        "::PM111 Severity `P7` is not one of P1, P2%0Ahelp: write one of P1, P2"
    )


def test_github_escapes() -> None:
    evil = finding(Span("a,b:c%\n.md", 1, 1, 1, 2), "100 % of\n::error::x\r\x1b[31m", advice="a,b: c")
    assert shown(TEXT, evil, output_format="github") == (
        "::error file=a%2Cb%3Ac%25%0A.md,line=1,endLine=1,col=1,endColumn=2,title=PM111 bad-severity"
        "::PM111 100 %25 of�::error::x��[31m%0Ahelp: a,b: c"
    )


def test_github_has_no_columns_where_a_finding_spans_lines() -> None:
    found = finding(Span(PATH, 1, 5, 3, 2))
    assert shown(TEXT, found, output_format="github").startswith(
        "::error file=docs/postmortems/a.md,line=1,endLine=3,title=PM111 bad-severity::"
    )


def _many(level: str, number: int) -> list[Diagnostic]:
    return [finding(Span(PATH, line, 1, line, 2), level=level) for line in range(1, number + 1)]


def _kinds(*diagnostics: Diagnostic) -> list[str]:
    lines = shown(TEXT, *diagnostics, output_format="github").split("\n")
    return [line.split(" ", 1)[0] for line in lines]


def test_github_shows_errors_first() -> None:
    found = [*_many("info", 1), *_many("warning", 2), *_many("error", 1)]
    assert _kinds(*found) == ["::error", "::warning", "::warning", "::notice"]


@pytest.mark.parametrize(
    ("errors", "warnings", "infos", "expected"),
    [
        (10, 10, 10, (10, 10, 10, 0)),
        (11, 0, 0, (10, 0, 1, 1)),
        (12, 12, 12, (10, 10, 10, 7)),
        (0, 0, 11, (0, 0, 10, 2)),
        (11, 0, 10, (10, 0, 10, 2)),
    ],
)
def test_github_gets_at_most_ten_of_each_kind(
    errors: int, warnings: int, infos: int, expected: tuple[int, int, int, int]
) -> None:
    found = [*_many("error", errors), *_many("warning", warnings), *_many("info", infos)]
    kinds = _kinds(*found)
    counts = tuple(kinds.count(kind) for kind in ("::error", "::warning", "::notice"))
    last = shown(TEXT, *found, output_format="github").split("\n")[-1]
    said = f"::notice title=postmortem::{expected[3]} more, see `postmortem check --output-format concise`"
    assert (*counts, expected[3] if last == said else 0) == expected


def test_github_of_nothing_is_nothing() -> None:
    assert shown(TEXT, output_format="github") == ""
