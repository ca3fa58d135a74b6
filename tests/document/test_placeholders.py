from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortem.document.code import code_spans
from tests.document.reading import TEMPLATE, place, read_text


def holes(text: str) -> list[tuple[int, int, str]]:
    return [place(hole) for hole in read_text(text).placeholders]


def test_the_untouched_template_has_all_of_its_placeholders() -> None:
    document = read_text(TEMPLATE.text)
    expected = TEMPLATE.text.count("{")
    assert len(document.placeholders) == expected
    assert place(document.placeholders[0])[2] == "{INCIDENT_TITLE}"
    assert {" ".join(hole.text.split()) for hole in document.placeholders} == set(TEMPLATE.placeholders)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("**Date:** {YYYY-MM-DD}", [(1, 11, "{YYYY-MM-DD}")]),
        ("| {HH:MM} | {On-call acknowledged} |", [(1, 3, "{HH:MM}"), (1, 13, "{On-call acknowledged}")]),
        ("{First   symptom detected / alert fired}", [(1, 1, "{First   symptom detected / alert fired}")]),
        ("**{name}**, _{date}_, ({link}).", [(1, 3, "{name}"), (1, 14, "{date}"), (1, 24, "{link}")]),
        ("```\n{Key log entries that helped identify the root cause}\n```",
         [(2, 1, "{Key log entries that helped identify the root cause}")]),
        ("`{On-call acknowledged}`", [(1, 2, "{On-call acknowledged}")]),
        ("{date}{date}", []),
        ("orders/{date}/part", []),
        ("${name}", []),
        ("{{date}}", []),
        ("`{date}`", []),
        ("`` x ` {date} ``", []),
        ("` {date}", [(1, 3, "{date}")]),
        ("```\n {date} \n```", []),
        ("    {date}", []),
        ("{words of my own}", []),
        ("{\"json\": 1}", []),
        ("{% raw %}", []),
        ("{}", []),
        ("{", []),
        ("{date", []),
        ("", []),
    ],
)  # fmt: skip
def test_what_counts_as_left_over(text: str, found: list[tuple[int, int, str]]) -> None:
    assert holes(text) == found


def test_a_code_span_in_one_line_says_nothing_of_the_next() -> None:
    assert holes("`{date}`\n{date}\n`{date}` {date}\n") == [(2, 1, "{date}"), (3, 10, "{date}")]


def test_unfilled_says_whether_a_placeholder_begins_in_a_piece() -> None:
    document = read_text("# T\n\n**Date:** {YYYY-MM-DD}\n**Author:** Dana\n**ID:** X {ID}\n")
    fields = {key: field.value for key, (field,) in document.fields.items()}
    assert {key: document.unfilled(value) for key, value in fields.items()} == {
        "date": True,
        "author": False,
        "id": True,
    }
    assert not document.unfilled(None)
    assert not read_text("# T\n").unfilled(fields["date"])


@pytest.mark.parametrize(
    ("line", "spans"),
    [
        ("`a`", [(0, 3)]),
        ("`a` `b`", [(0, 3), (4, 7)]),
        ("``a ` b``", [(0, 9)]),
        ("`a `` b`", [(0, 8)]),
        ("`a", []),
        ("``a`", []),
        ("` `` ` ``", [(0, 6)]),
        ("", []),
    ],
)
def test_code_spans(line: str, spans: list[tuple[int, int]]) -> None:
    assert code_spans(line) == spans


@given(st.text(alphabet="`a ", max_size=40))
def test_code_spans_are_in_order_and_closed_by_as_many_backticks(line: str) -> None:
    end = 0
    for low, high in code_spans(line):
        assert low >= end
        span = line[low:high]
        ticks = len(span) - len(span.lstrip("`"))
        assert span.endswith("`" * ticks)
        assert len(span) >= 2 * ticks
        end = high


@pytest.mark.parametrize(
    "text", ["{date} " * 100_000, "`" * 300_000 + "{date}", "`{date}` " * 100_000, "{" * 1_000_000]
)
def test_long_lines(text: str) -> None:
    assert len(holes(text)) in (0, 1, 100_000)
