"""Places as editors count them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortem.document.source import Source, Text
from mkdocs_postmortem.lsp.places import UTF_8, UTF_16, UTF_32, place_of, places_of


@pytest.mark.parametrize(("encoding", "column"), [(UTF_8, 8), (UTF_16, 4), (UTF_32, 3)])
def test_columns(encoding: str, column: int) -> None:
    source = Source("a.md", "a\né😀ü x\n")
    offset = source.text.index(" x")
    assert place_of(source, offset, encoding) == (1, column)


@given(st.text(st.sampled_from("aé😀\u2028\x85\t\n"), max_size=20), st.data())
def test_they_lead_back_to_where_they_came_from(text: str, data: st.DataObject) -> None:
    source = Source("a.md", text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lines = text.split("\n")
    for (line, column), offset in zip(
        places_of(source, Text(source, start, end).span), (start, end), strict=True
    ):
        before = lines[line].encode("utf-16-le")[: column * 2].decode("utf-16-le")
        assert sum(len(each) + 1 for each in lines[:line]) + len(before) == offset
