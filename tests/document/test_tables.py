"""Rows are split where Python-Markdown's own table processor splits them."""

from __future__ import annotations

from functools import cache
from typing import Any

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_postmortem.document.tables import columns, has_end_border, split_row


@cache
def processor() -> Any:
    return markdown.Markdown(extensions=["tables"]).parser.blockprocessors["table"]


def split_by_markdown(row: str, border: bool) -> list[str]:
    processor().border = int(border)
    cells: list[str] = processor()._split_row(row)
    return cells


@pytest.mark.parametrize(
    ("row", "border", "cells"),
    [
        ("| a | b |", True, [" a ", " b "]),
        ("a | b", False, ["a ", " b"]),
        ("| a | b", True, [" a ", " b"]),
        ("| a | b |", False, ["", " a ", " b ", ""]),
        ("|", True, [""]),
        ("||", True, [""]),
        ("|||", True, ["", ""]),
        ("", True, [""]),
        ("| `a | b` |", True, [" `a | b` "]),
        ("| `a | b |", True, [" `a ", " b "]),
        ("| ``a ` | b`` | c |", True, [" ``a ` | b`` ", " c "]),
        (r"| a \| b |", True, [r" a \| b "]),
        (r"| a \\| b |", True, [r" a \\", " b "]),
        (r"| \`a | b` |", True, [r" \`a ", " b` "]),
        (r"| a \|", True, [r" a \|"]),
        (r"| a \\|", True, [" a "]),
    ],
)
def test_split_row(row: str, border: bool, cells: list[str]) -> None:
    assert [row[start:end] for start, end in split_row(row, border)] == cells
    assert split_by_markdown(row, border) == cells


@settings(max_examples=1_500, derandomize=True, database=None, deadline=None)
@given(st.text("ab |`\\", max_size=30), st.booleans())
def test_any_row(row: str, border: bool) -> None:
    row = row.strip(" ")
    assert [row[start:end] for start, end in split_row(row, border)] == split_by_markdown(row, border)


@settings(max_examples=300, derandomize=True, database=None, deadline=None)
@given(st.text("a|\\", max_size=8))
def test_any_end_border(row: str) -> None:
    assert has_end_border(row) == (processor().RE_END_BORDER.search(row) is not None)


@pytest.mark.parametrize(
    ("header", "separator", "border", "count"),
    [
        ("| a | b |", "|---|---|", True, 2),
        ("a | b", ":-: | -", False, 2),
        ("| a |", "|---|", True, 1),
        ("| a | b |", "|---|", True, 0),
        ("| a | b |", "|---|-x-|", True, 0),
        ("| a | b |", "| | |", True, 2),
        ("| `a | b` |", "|---|---|", True, 0),
        ("a", "-", False, 1),
    ],
)
def test_columns(header: str, separator: str, border: bool, count: int) -> None:
    assert columns(header, separator, border) == count
