"""Every piece that the scanner finds stands where it says, and reads there as it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_postmortem.document.blocks import (
    Block,
    CodeBlock,
    Dialect,
    Heading,
    ListItem,
    Paragraph,
    Reference,
    Row,
    Table,
)
from mkdocs_postmortem.document.scanner import scan
from mkdocs_postmortem.document.source import Source, Text
from tests.document.markdown_documents import documents, scraps
from tests.document.markdown_oracle import MATERIAL

MATERIAL_DIALECT = Dialect.from_extensions(MATERIAL)
DIALECTS = st.sampled_from(
    (
        Dialect(),
        MATERIAL_DIALECT,
        Dialect(tables=False, fences=False),
        Dialect(nested_fences=True, html_markdown=True),
        Dialect(definitions=True, footnotes=True),
    )
)
generated = settings(max_examples=400, derandomize=True, database=None, deadline=None)


def texts_of(block: Block) -> Iterator[Text]:
    """Yield every piece of a block."""
    for field in fields(block):
        yield from _texts(getattr(block, field.name))


def _texts(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Row):
        yield value.text
        yield from value.cells
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)


@generated
@given(scraps() | documents() | st.text(max_size=80), DIALECTS, st.floats(0, 1))
def test_any_text_is_scanned_and_every_piece_is_in_it(text: str, dialect: Dialect, begin: float) -> None:
    source = Source("page.md", text)
    start = int(begin * len(text)) if begin < 0.5 else 0
    found = scan(source, start, dialect)
    for block in found.blocks:
        for piece in texts_of(block):
            assert piece.source is source
            assert start <= piece.start <= piece.end <= len(text)
            _assert_round_trip(source, piece)
    for fence in found.unclosed_fences:
        assert fence.text[:3] in ("```", "~~~")


def _assert_round_trip(source: Source, piece: Text) -> None:
    span = piece.span
    lines = [source.line_text(line) for line in range(span.line, span.end_line + 1)]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    assert "\n".join(lines) == piece.text


@generated
@given(scraps() | documents(), DIALECTS)
def test_pieces_are_cut_to_size(text: str, dialect: Dialect) -> None:
    for block in scan(Source("page.md", text), 0, dialect).blocks:
        if isinstance(block, Heading):
            _assert_line(block.text)
        elif isinstance(block, Paragraph | ListItem):
            for line in block.lines:
                assert line
                _assert_line(line)
            if block.lines:
                assert (block.text.start, block.text.end) == (block.lines[0].start, block.lines[-1].end)
            assert isinstance(block, ListItem) or block.lines
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                _assert_row(row)
        elif isinstance(block, CodeBlock):
            assert block.text.start <= block.code.start <= block.code.end <= block.text.end
            if block.language is not None:
                assert block.text.start < block.language.start < block.language.end <= block.code.start


def _assert_line(piece: Text) -> None:
    assert "\n" not in piece.text
    assert piece.text.strip() == piece.text


def _assert_row(row: Row) -> None:
    assert "\n" not in row.text.text
    assert row.cells
    at = row.text.start
    for cell in row.cells:
        assert at <= cell.start <= cell.end <= max(row.text.end, cell.start)
        assert cell.text.strip(" \t\x02\x03") == cell.text or "\x02" in cell.text or "\x03" in cell.text
        at = cell.end


@generated
@given(documents(), DIALECTS)
def test_blocks_come_in_order(text: str, dialect: Dialect) -> None:
    """But for footnotes, which the page shows at its end, and link definitions, which it does not show."""
    if dialect.footnotes:
        text = text.replace("[^", "[")
    blocks = scan(Source("page.md", text), 0, dialect).blocks
    starts = [block.text.start for block in blocks if not isinstance(block, Reference)]
    assert starts == sorted(starts)


def spans(text: str, dialect: Dialect | None = None) -> list[tuple[str, str]]:
    """Return kind, place and text of each piece of each block, the way that an editor counts."""
    blocks = scan(Source("p", text), 0, dialect).blocks
    return [(str(piece.span)[2:], piece.text) for block in blocks for piece in texts_of(block)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Heading ##", [("1:4", "Heading")]),
        ("  a\n  b", [("1:3", "a\n  b"), ("1:3", "a"), ("2:3", "b")]),
        ("Heading\n---", [("1:1", "Heading")]),
        ("-   a\n    b\n", [("1:5", "a\n    b"), ("1:5", "a"), ("2:5", "b")]),
        ("1. a\n\n    > b", [("1:4", "a"), ("1:4", "a"), ("3:7", "b"), ("3:7", "b")]),
        ("-\ta\tb\n", [("1:3", "a\tb"), ("1:3", "a\tb")]),
        ("- a\n\t- b", [("1:3", "a"), ("1:3", "a"), ("2:4", "b"), ("2:4", "b")]),
        ("- \n- b", [("1:1", ""), ("2:3", "b"), ("2:3", "b")]),
        ("> - \n> - b", [("1:3", ""), ("2:5", "b"), ("2:5", "b")]),
        ("    a\n\n\tb", [("1:5", "a\n\n\tb"), ("1:5", "a\n\n\tb")]),
        ("``` py\na\n```", [("1:1", "``` py\na\n```"), ("2:1", "a"), ("1:5", "py")]),
        ("```\n```", [("1:1", "```\n```"), ("2:1", "")]),
        ("~~~ {.a #b .c}\nx\n~~~", [("1:1", "~~~ {.a #b .c}\nx\n~~~"), ("2:1", "x"), ("1:7", "a")]),
        ("<!-- a -->", [("1:1", "<!-- a -->")]),
        ("***", [("1:1", "***")]),
        ("[a]:\n  b", [("2:3", "b")]),
    ],
)
def test_places(text: str, expected: list[tuple[str, str]]) -> None:
    assert spans(text) == expected


def test_places_of_cells() -> None:
    text = "x\n\n |\t`a|b` |é |  |\n|---|---|---|\n| 1 | 2|3\n"
    expected = [
        ("3:2", "|\t`a|b` |é |  |"),
        ("3:4", "`a|b`"),
        ("3:11", "é"),
        ("3:14", ""),
        ("5:1", "| 1 | 2|3"),
        ("5:3", "1"),
        ("5:7", "2"),
        ("5:9", "3"),
    ]
    assert spans(text)[2:] == expected


def test_places_below_front_matter_and_in_containers() -> None:
    text = "---\na: b\n---\n\n!!! note\n    - a\n\n        ## Heading {#x}\n\n    ??? tip\n        > b\n"
    blocks = scan(Source("p", text), 14, MATERIAL_DIALECT).blocks
    found = [(str(block.text.span), block.text.text) for block in blocks if not isinstance(block, Reference)]
    assert found == [("p:6:7", "a"), ("p:8:12", "Heading"), ("p:11:11", "b")]


def test_line_ends_change_no_place() -> None:
    """A byte order mark and Windows' line ends are gone before the text is scanned."""
    text = "# A\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\n- c\n"
    plain = Source("p", text)
    for ends in ("\r\n", "\r"):
        other = Source.from_bytes("p", b"\xef\xbb\xbf" + text.replace("\n", ends).encode())
        assert [repr(block) for block in scan(other).blocks] == [repr(block) for block in scan(plain).blocks]
