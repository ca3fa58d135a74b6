"""Edits in the bytes of a file: everything beside them stays as it was."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortem.document.source import Source, Text
from mkdocs_postmortem.fixing import Change, UnfitError, apply, apply_to_bytes, changes_of
from mkdocs_postmortem.rules.fixes import Edit, insert_line, remove_lines, replace

BOM = codecs.BOM_UTF8


def edited(data: bytes, *edits: tuple[str, str]) -> bytes:
    source = Source.from_bytes("a.md", data)
    found = [
        Edit(Text(source, source.text.index(old), source.text.index(old) + len(old)), new)
        for old, new in edits
    ]
    return apply_to_bytes(data, changes_of(found))


@pytest.mark.parametrize(
    ("data", "edits", "expected"),
    [
        (b"a\nb\n", [("b", "c")], b"a\nc\n"),
        (b"a\nb", [("b", "c")], b"a\nc"),
        (BOM + b"a\nb", [("a", "x")], BOM + b"x\nb"),
        (BOM + BOM + b"a\n", [("a", "x")], BOM + BOM + b"x\n"),
        (b"a\r\nb\r\nc", [("b", "x"), ("c", "yy")], b"a\r\nx\r\nyy"),
        (b"a\rb\rc", [("b", "x")], b"a\rx\rc"),
        (b"a\r\nb\nc\rd", [("d", "x"), ("a", "y")], b"y\r\nb\nc\rx"),
        # New lines end as the one they are put beside.
        (b"a\r\nb\r\n", [("b", "b\n\nc")], b"a\r\nb\r\n\r\nc\r\n"),
        (b"a\r\nb\nc\rd", [("b", "b\nx")], b"a\r\nb\nx\nc\rd"),
        (b"a\r\nb\nc\rd", [("a", "a\nx")], b"a\r\nx\r\nb\nc\rd"),
        (b"a\r\nb\nc\rd", [("d", "d\nx")], b"a\r\nb\nc\rd\rx"),
        (b"a\r\nb", [("b", "b\nx\n")], b"a\r\nb\r\nx\r\n"),
        (b"a", [("a", "a\nx")], b"a\nx"),
        (b"", [("", "x\n")], b"x\n"),
        # The end of a line that stays keeps its kind, even in the middle of an edit.
        (b"a\r\nb\nc\n", [("a\nb\nc", "x\nb\nc")], b"x\r\nb\nc\n"),
        ("ä\r\nπ😀\r\n".encode(), [("😀", "ß")], "ä\r\nπß\r\n".encode()),
        # What `splitlines` takes for line ends are characters as all others.
        ("a\u2028\x85\x0b\x0c\r\nb\r\n".encode(), [("b", "c")], "a\u2028\x85\x0b\x0c\r\nc\r\n".encode()),
    ],
)
def test_edits(data: bytes, edits: list[tuple[str, str]], expected: bytes) -> None:
    assert edited(data, *edits) == expected


def test_a_line_put_in_where_two_kinds_of_line_ends_meet_stays_a_line() -> None:
    # With a line end of its own kind, `\n`, it would run together with the `\r` above into one.
    data = b"a\rb\n"
    new = apply_to_bytes(data, [Change(2, 2, "\n")])
    assert Source.from_bytes("a.md", new).text == "a\n\nb\n"
    assert new == b"a\r\r\nb\n"


def test_what_would_join_two_line_ends_is_refused() -> None:
    with pytest.raises(UnfitError, match="line ends of different kinds would run together"):
        edited(b"a\rb\nc\n", ("b", ""))


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(UnfitError, match="not valid UTF-8"):
        apply_to_bytes(b"a\xff", [Change(0, 1, "b")])
    with pytest.raises(UnfitError, match="no valid text"):
        apply_to_bytes(b"a", [Change(0, 1, "\ud800")])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("abc", "abc", []),
        ("", "", []),
        ("abc", "axc", [Change(1, 2, "x")]),
        ("aaa", "aa", [Change(2, 3, "")]),
        ("aa", "aaa", [Change(2, 2, "a")]),
        ("Done", "Done\n", [Change(4, 4, "\n")]),
    ],
)
def test_changes_are_as_small_as_they_can_be(old: str, new: str, expected: list[Change]) -> None:
    source = Source("a.md", old)
    assert changes_of([Edit(Text(source, 0, len(old)), new)]) == expected


# Texts with every kind of line end, and what might be taken for one.
TEXTS = st.text(st.sampled_from("ab|é😀\u2028\x85\t \r\n"), max_size=30)


@given(TEXTS, st.booleans(), st.data())
def test_everything_beside_the_edits_stays(raw: str, marked: bool, data: st.DataObject) -> None:
    before = BOM * marked + raw.encode()
    text = Source.from_bytes("a.md", before).text
    places = sorted(
        data.draw(st.lists(st.integers(0, len(text)), max_size=6).filter(lambda x: len(x) % 2 == 0))
    )
    changes: list[Change] = []
    for start, end in zip(places[::2], places[1::2], strict=True):
        if not changes or start > changes[-1].end:
            changes.append(Change(start, end, data.draw(st.text("xy\n", max_size=4))))
    try:
        after = apply_to_bytes(before, changes)
    except UnfitError:
        assert "\r" in raw  # only mixed line ends can run together
        return
    assert after.startswith(BOM) is before.startswith(BOM)
    assert Source.from_bytes("a.md", after).text == apply(text, changes)
    # Without what was put in and taken out, both files have the same bytes, in the same order.
    kept_before = _beside(before, [(c.start, c.end) for c in changes])
    shift, new = 0, list[tuple[int, int]]()
    for change in changes:
        new.append((change.start + shift, change.start + shift + len(change.text)))
        shift += len(change.text) - (change.end - change.start)
    assert _beside(after, new) == kept_before


def _beside(data: bytes, stretches: list[tuple[int, int]]) -> list[str]:
    """Return the characters of a file with their line ends as written, without those in some stretches."""
    raw = data.decode("utf-8-sig")
    units, at = [], 0
    while at < len(raw):
        size = 2 if raw.startswith("\r\n", at) else 1
        units.append(raw[at : at + size])
        at += size
    return [unit for n, unit in enumerate(units) if not any(low <= n < high for low, high in stretches)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
@pytest.mark.parametrize("mark", [b"", BOM])
def test_the_helpers_of_rules(end: str, last: bool, mark: bytes) -> None:
    def lines(*texts: str) -> bytes:
        return mark + (end.join(texts) + (end if last else "")).encode()

    data = lines("one", "two", "three")
    source = Source.from_bytes("a.md", data)
    two = Text(source, 4, 7)
    three = Text(source, 8, 13)
    assert apply_to_bytes(data, changes_of(replace(two, "2").edits)) == lines("one", "2", "three")
    above = insert_line(two, "x", "add", above=True)
    assert apply_to_bytes(data, changes_of(above.edits)) == lines("one", "x", "two", "three")
    below = insert_line(three, "x", "add")
    assert apply_to_bytes(data, changes_of(below.edits)) == lines("one", "two", "three", "x")
    assert apply_to_bytes(data, changes_of(remove_lines(two, "remove").edits)) == lines("one", "three")
