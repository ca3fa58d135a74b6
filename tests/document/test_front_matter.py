"""Front matter: the same block and values as MkDocs sees, each with its place."""

from __future__ import annotations

import datetime
from itertools import product

import frontmatter
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from mkdocs_postmortem.document.front_matter import HANDLER, MkDocsHandler, read_front_matter
from mkdocs_postmortem.document.source import Source
from tests.document.reading import DATES, block, front_of, place, texts_in

# -- where the block begins and ends --

AGREED = {
    "plain": "---\ntitle: One\n---\n# Title\n",
    "dots close": "---\ntitle: One\n...\n# Title\n",
    "blanks behind fences": "--- \t\ntitle: One\n---  \n# Title\n",
    "two blank lines behind": "---\ntitle: One\n---\n\n\n# Title\n",
    "nothing behind": "---\ntitle: One\n---\n",
    "list and mapping": "---\ntags: [a, b]\nx:\n  y: 1\n---\nText\n",
    "block list": "---\nauthors:\n   - joe\n   - kim\n---\nText\n",
    "comments": "---\n# a comment\ntitle: One # behind\n---\nText\n",
    "quoted": "---\ntitle: 'a: b'\nid: \"012\"\n---\nText\n",
    "multi-line": "---\ntitle: >\n  one\n  two\nx: |\n  three\n---\nText\n",
    "anchors": "---\na: &x [1, 2]\nb: *x\n---\nText\n",
    "merge": "---\nb: {y: 1}\n<<: {x: 2, b: 3}\n---\nText\n",
    "no value": "---\ntitle:\n---\nText\n",
    "non-string keys": "---\n7: a\ntrue: b\n2025-03-14: c\n---\nText\n",
    "traps": "---\nstatus: no\nstart: 22:05\nid: 012\nv: 1.10\nd: 2024-01-01\n---\nText\n",
    "placeholder": "---\ntitle: {ID}\n---\nText\n",
    "empty mapping": "---\n{}\n---\nText\n",
    "dashes in the text": "---\ntitle: One\n---\nText\n\n---\n\nMore: x\n---\n",
    "no front matter": "# Title\n\ntext: here\n",
    "rule first": "---\n\nA rule, then text.\n",
    "rule before a heading": "---\n# Title\n",
    "empty": "",
    "only a fence": "---",
    "two fences": "---\n---\n",
    "multimarkdown": "Title: One\nDate: 2025-03-14\n\n# Heading\n",
    "multimarkdown continued": "Title: One\n    two\n\tthree\nX: y\n\nText\n",
    "multimarkdown twice": "Tag: a\ntag: b\n\nText\n",
    "multimarkdown at once": "Title: One\n# Heading\n",
    "multimarkdown without value": "Title:\nText\n",
    "indented key": "   Title: One\n\nText\n",
    "too far indented key": "    Title: One\n\nText\n",
    "sentence with a colon": "Note: this is a sentence.\n\nText\n",
    "blank line first": "\nTitle: One\n\nText\n",
    "link first": "[x](https://example.org/)\n\nText\n",
    "url first": "https://example.org/\n\nText\n",
}
DROPPED = {
    "scalar with colon": "---\ntitle: a: b\n---\n# Title\n",
    "impossible day": "---\ncreated: 2024-02-30\n---\nText\n",
    "tag": "---\nurl: !ENV HOME\n---\nText\n",
    "equals": "---\nx: =\n---\nText\n",
    "unhashable key": "---\n[a]: b\n---\nText\n",
    "macro": "---\ntitle: {{ x }}\n---\nText\n",
    "list": "---\n- a\n- b\n---\nText\n",
    "scalar": "---\nplain text\n---\nText\n",
    "comments only": "---\n# nothing\n---\nText\n",
    "blank": "---\n\n---\nText\n",
    "broken number": "---\nx: 0b_\n---\nText\n",
    "huge number": "---\nx: " + "9" * 5000 + "\n---\nText\n",
    "bad bool": "---\nx: !!bool maybe\n---\nText\n",
    "not closed": "---\ntitle: One\n\n# Title\n",
    "blank line before": "\n---\ntitle: One\n---\nText\n",
    "no line end behind": "---\ntitle: One\n---",
}


@pytest.mark.parametrize("text", AGREED.values(), ids=AGREED.keys())
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_agrees_with_mkdocs_on_keys_and_body(text: str, ends: str, mark: str) -> None:
    # MkDocs reads files as `utf-8-sig` with universal line ends before it looks for metadata.
    source = Source.from_bytes("docs/incident.md", (mark + text.replace("\n", ends)).encode())
    body, data = get_data(text)
    front = read_front_matter(source, DATES)
    assert not front.broken
    assert front.problems == ()
    assert source.text[front.body :].lstrip("\n") == body.lstrip("\n")
    assert {entry.key.text.lower() for entry in front.entries} == {str(key).lower() for key in data}


@pytest.mark.parametrize("text", DROPPED.values(), ids=DROPPED.keys())
def test_what_mkdocs_drops_is_broken_and_has_exactly_one_problem(text: str) -> None:
    body, data = get_data(text)
    assert data == {}
    assert body == text.lstrip("\n")
    front = front_of(text)
    assert front.broken
    assert len(front.problems) == 1


def test_the_values_of_agreed_documents() -> None:
    for name in ("plain", "list and mapping", "quoted", "multi-line", "multimarkdown", "multimarkdown twice"):
        _, data = get_data(AGREED[name])
        for entry in front_of(AGREED[name]).entries:
            value = data[entry.key.text if AGREED[name].startswith("---") else entry.key.text.lower()]
            if isinstance(value, str):
                assert entry.string == value
            elif isinstance(value, list):
                assert [item.string for item in entry.items] == value


ATOMS = (
    "---",
    "...",
    "",
    "title: x",
    "a: b: c",
    "- item",
    "text",
    "  more: y",
    "# Heading",
    " ---",
    "Key: v",
    "\tx",
    "{a: 1}",
    "x: [1",
    "*bold*",
    "---  ",
    "--- a",
    "d: 2024-02-30",
    "date: 2024-01-01",
)


@given(st.lists(st.sampled_from(ATOMS), max_size=9).map("\n".join))
def test_agrees_with_mkdocs_on_generated_documents(text: str) -> None:
    body, data = get_data(text)
    source = Source("docs/incident.md", text)
    front = read_front_matter(source, DATES)
    if front.broken:
        assert data == {}
        assert len([problem for problem in front.problems if problem.kind != "duplicate-key"]) >= 1
    elif data:
        assert {entry.key.text.strip("'\"").lower() for entry in front.entries} == {
            str(key).lower() for key in data
        }
        assert source.text[front.body :].lstrip("\n") == body.lstrip("\n")
    for text_ in texts_in(front):
        assert 0 <= text_.start <= text_.end <= len(text)


@pytest.mark.parametrize(
    ("text", "metadata", "content"),
    [
        ("---\ntitle: One\n...\n# Title\n", {"title": "One"}, "# Title"),
        ("---\ntitle: One\n---\n# Title\n", {"title": "One"}, "# Title"),
        ("# Title\n\n---\ntitle: One\n---\n", {}, "# Title\n\n---\ntitle: One\n---"),
    ],
)
def test_the_handler_serves_python_frontmatter(text: str, metadata: dict[str, str], content: str) -> None:
    post = frontmatter.loads(text, handler=MkDocsHandler())
    assert (post.metadata, post.content.strip()) == (metadata, content)


def test_the_handler_refuses_what_has_no_block() -> None:
    assert not HANDLER.detect("# Title\n")
    with pytest.raises(ValueError, match="no front matter"):
        HANDLER.split("# Title\n")


# -- values with their places --


def test_each_value_keeps_its_place_and_text() -> None:
    text = (
        "---\n"
        "title: 'It''s: late'\n"
        'id: "INC-2025-014"\n'
        "tags: [a, 'b c']\n"
        "authors:\n"
        "  - joe\n"
        "  - kim\n"
        "start: 22:05  # with a comment\n"
        "note: |\n"
        "  one\n"
        "  two\n"
        "empty:\n"
        "map: {a: 1}\n"
        "---\n"
    )
    entries = {entry.key.text: entry for entry in front_of(text).entries}
    got = {
        key: (*place(entry.value), entry.string, entry.kind, entry.quoted) for key, entry in entries.items()
    }
    assert got == {
        "title": (2, 8, "'It''s: late'", "It's: late", "str", True),
        "id": (3, 6, "INC-2025-014", "INC-2025-014", "str", True),
        "tags": (4, 7, "[a, 'b c']", "[a, 'b c']", "seq", False),
        "authors": (6, 3, "- joe\n  - kim", "- joe\n  - kim", "seq", False),
        "start": (8, 8, "22:05", "22:05", "int", False),
        "note": (9, 7, "|\n  one\n  two", "one\ntwo\n", "str", True),
        "empty": (12, 7, "", "", "null", False),
        "map": (13, 6, "{a: 1}", "{a: 1}", "map", False),
    }
    assert [(*place(item.value), item.string) for item in entries["tags"].items] == [
        (4, 8, "a", "a"),
        (4, 12, "b c", "b c"),
    ]
    assert [place(item.value) for item in entries["authors"].items] == [(6, 5, "joe"), (7, 5, "kim")]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("no", "bool"),
        ("off", "bool"),
        ("Yes", "bool"),
        ("22:05", "int"),
        ("08:05", "str"),
        ("12:30:45", "int"),
        ("012", "int"),
        ("20240101", "int"),
        ("1.10", "float"),
        ("2024-01-01", "timestamp"),
        ("2024-1-1", "str"),
        ("2024-01-01T12:30:00Z", "timestamp"),
        ("2024-01-01 12:30", "str"),
        ("~", "null"),
        ("text", "str"),
    ],
)
def test_the_type_that_yaml_makes_of_a_value_is_named_and_its_text_kept(written: str, kind: str) -> None:
    front = block(f"key: {written}")
    assert [(entry.kind, entry.string, entry.value.text) for entry in front.entries] == [
        (kind, written, written)
    ]
    assert front.problems == ()


def test_columns_count_characters_also_behind_wide_ones() -> None:
    front = block("title: é日本😀 x\nother: y")
    assert [place(entry.value) for entry in front.entries] == [(2, 8, "é日本😀 x"), (3, 8, "y")]


def test_the_text_of_multimarkdown_values() -> None:
    front = front_of("Title: One\n    two\nDate: 2025-03-14\ntitle: three\n\n# Heading\n")
    assert [(*place(entry.value), entry.string) for entry in front.entries] == [
        (1, 8, "One", "One two three"),
        (3, 7, "2025-03-14", "2025-03-14"),
    ]
    assert front.text is None


def test_an_alias_has_the_place_of_its_anchor() -> None:
    front = block("a: &x one\nb: *x")
    assert [(entry.string, entry.value.line) for entry in front.entries] == [("one", 2), ("one", 2)]


def test_merged_keys_count_unless_they_are_given() -> None:
    front = block("b: 2\n<<: {a: 1, b: 3}")
    assert [(entry.key.text, entry.string) for entry in front.entries] == [("b", "2"), ("a", "1")]


@pytest.mark.parametrize(
    "yaml",
    [
        "x: " + "[" * 100_000,
        "x: " + "{" * 100_000,
        "- " * 100_000 + "x",
        "? " * 100_000 + "x",
        "a: &a [" + ",".join(["*a"] * 50) + "]",
        "\n".join(" " * depth + "a:" for depth in range(400)),
        "a: &a [x]\n" + "\n".join(f"b{n}: &b{n} [*{'a' if not n else f'b{n - 1}'}, *a]" for n in range(60)),
    ],
    ids=["brackets", "braces", "dashes", "questions", "recursive", "indented", "laughs"],
)
def test_hostile_nesting_is_survived(yaml: str) -> None:
    front = block(yaml)
    assert len(front.problems) <= 1


@given(st.text(alphabet=st.sampled_from("ab:-[]{}'\"#&*!|>%@`,? \n\t\\=<0129é\u2028\x07"), max_size=60))
def test_any_block_is_read_without_an_exception_and_agrees_with_mkdocs(yaml: str) -> None:
    text = f"---\n{yaml}\n---\n# Title\n"
    front = front_of(text)
    _, data = get_data(text)
    assert all(0 <= each.start <= each.end <= len(text) for each in texts_in(front))
    if data:
        assert not front.broken
    if front.broken:
        assert data == {}
        assert all(problem.message and problem.help for problem in front.problems)


def test_a_date_stays_what_it_was_for_other_plugins() -> None:
    assert get_data("---\ndate: 2025-03-14\n---\n")[1] == {"date": datetime.date(2025, 3, 14)}
    assert [entry.kind for entry in block("date: 2025-03-14").entries] == ["timestamp"]


def test_every_trap_next_to_every_other_one_still_reads() -> None:
    values = ("no", "22:05", "012", "1.10", "2024-01-01", "'x'", "[a]", "{b: c}", "|\n  t", "")
    for first, second in product(values, repeat=2):
        front = block(f"a: {first}\nb: {second}")
        assert [entry.key.text for entry in front.entries] == ["a", "b"]
        assert front.problems == ()
