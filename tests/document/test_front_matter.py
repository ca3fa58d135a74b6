from __future__ import annotations

import datetime
from itertools import product

import frontmatter
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from mkdocs_postmortem.document.front_matter import (
    HANDLER,
    FrontMatter,
    MkDocsHandler,
    read_front_matter,
)
from mkdocs_postmortem.document.source import Source
from tests.document.reading import place, texts_in

DATES = frozenset(("date",))


def front_of(text: str) -> FrontMatter:
    return read_front_matter(Source("docs/incident.md", text), DATES)


def block(yaml: str) -> FrontMatter:
    return front_of(f"---\n{yaml}\n---\n# Title\n")


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


# -- what is wrong, in words --

DROPS = "MkDocs would drop the whole block and print it as text"
QUOTE = f"put the value in double quotes; {DROPS}"
MISTAKES = [
    ("title: a: b", 2, 8, "a: b", "the value of `title` contains `: ` and needs quotes", QUOTE),
    (
        "title: Orders: late # note",
        2,
        8,
        "Orders: late",
        "the value of `title` contains `: ` and needs quotes",
        QUOTE,
    ),
    ("title: foo:", 2, 8, "foo:", "the value of `title` contains `: ` and needs quotes", QUOTE),
    ("a: 1\ntitle: a: b", 3, 8, "a: b", "the value of `title` contains `: ` and needs quotes", QUOTE),
    ("list: [1, 2\n  , 3]\nb: c: d", 4, 4, "c: d", "the value of `b` contains `: ` and needs quotes", QUOTE),
    ("key: value\n  more\nb: d: e", 4, 4, "d: e", "the value of `b` contains `: ` and needs quotes", QUOTE),
    ("owner: @bob", 2, 8, "@bob", "the value of `owner` starts with `@` and needs quotes", QUOTE),
    ("owner: `bob`", 2, 8, "`bob`", "the value of `owner` starts with a backtick and needs quotes", QUOTE),
    ("rate: %5", 2, 7, "%5", "the value of `rate` starts with `%` and needs quotes", QUOTE),
    ("title: {{ x }}", 2, 8, "{{ x }}", "the value of `title` starts with `{` and needs quotes", QUOTE),
    ("title: {a} b", 2, 8, "{a} b", "the value of `title` goes on behind its closing `}`", QUOTE),
    ("title: [a] b", 2, 8, "[a] b", "the value of `title` goes on behind its closing `]`", QUOTE),
    ("title: ]a", 2, 8, "]a", "the value of `title` starts with `]` and needs quotes", QUOTE),
    ("title: |a", 2, 8, "|a", "the value of `title` starts with `|` and needs quotes", QUOTE),
    ("title: >a", 2, 8, ">a", "the value of `title` starts with `>` and needs quotes", QUOTE),
    ("title: *bold*", 2, 8, "*bold*", "the value of `title` starts with `*` and needs quotes", QUOTE),
    ("url: !ENV HOME", 2, 6, "!ENV HOME", "the value of `url` starts with `!` and needs quotes", QUOTE),
    ("url: !ENV [A, b]", 2, 6, "!ENV [A, b]", "the value of `url` starts with `!` and needs quotes", QUOTE),
    ("deep:\n  - [{a: !x y}]", 3, 10, "!x y", "the value of `deep` starts with `!` and needs quotes", QUOTE),
    ("x: =", 2, 4, "=", "`=`, the value of `x`, has a special meaning and needs quotes", QUOTE),
    ("x: <<", 2, 4, "<<", "`<<`, the value of `x`, has a special meaning and needs quotes", QUOTE),
    ("x: 0b_", 2, 4, "0b_", "`0b_`, the value of `x`, has a special meaning and needs quotes", QUOTE),
    ("<<: x", 2, 1, "<<", "`<<` must stand before the alias of a mapping", QUOTE),
    ("[a]: b", 2, 1, "[a]", "`[a]` cannot be a key", QUOTE),
    (
        "created: 2024-02-30",
        2,
        10,
        "2024-02-30",
        "`2024-02-30`, the value of `created`, is not a day of the calendar",
        f"correct it, or put it in double quotes; {DROPS}",
    ),
    (
        "created: 2024-01-01T25:00:00",
        2,
        10,
        "2024-01-01T25:00:00",
        "`2024-01-01T25:00:00`, the value of `created`, is not a date and time",
        f"correct it, or put it in double quotes; {DROPS}",
    ),
    (
        "days: [2024-01-01, 2024-02-30]",
        2,
        20,
        "2024-02-30",
        "`2024-02-30`, the value of `days`, is not a day of the calendar",
        f"correct it, or put it in double quotes; {DROPS}",
    ),
    (
        "tags: [a, b",
        2,
        7,
        "[a, b",
        "the `[` in the value of `tags` is never closed",
        f"close it with `]`, or put the value in double quotes; {DROPS}",
    ),
    (
        "tags: [a, b\nstatus: draft",
        2,
        7,
        "[a, b",
        "the `[` in the value of `tags` is never closed",
        f"close it with `]`, or put the value in double quotes; {DROPS}",
    ),
    (
        "map: {a",
        2,
        6,
        "{a",
        "the `{` in the value of `map` is never closed",
        f"close it with `}}`, or put the value in double quotes; {DROPS}",
    ),
    (
        'title: "open',
        2,
        8,
        '"open',
        "the quote that opens the value of `title` is never closed",
        f'close it with `"`; {DROPS}',
    ),
    (
        "title: 'open\nstatus: x",
        2,
        8,
        "'open",
        "the quote that opens the value of `title` is never closed",
        f"close it with `'`; {DROPS}",
    ),
    (
        "title: 'it's'",
        2,
        8,
        "'it's'",
        "the value of `title` goes on behind its closing quote",
        f"put the whole value in one pair of quotes; {DROPS}",
    ),
    (
        'title: "a" b',
        2,
        8,
        '"a" b',
        "the value of `title` goes on behind its closing quote",
        f"put the whole value in one pair of quotes; {DROPS}",
    ),
    (
        'path: "C:\\dir"',
        2,
        10,
        "\\d",
        "`\\d` in the value of `path` is no escape YAML knows",
        f"write the backslash twice, or use single quotes; {DROPS}",
    ),
    (
        'path: "\\xz"',
        2,
        8,
        "\\x",
        "`\\x` in the value of `path` is no escape YAML knows",
        f"write the backslash twice, or use single quotes; {DROPS}",
    ),
    ("\ttitle: x", 2, 1, "\t", "a tab at the start of the line", f"indent with blanks; {DROPS}"),
    ("a: 1\n \tb: x", 3, 2, "\t", "a tab at the start of the line", f"indent with blanks; {DROPS}"),
    (
        "title: x\n  status: y",
        3,
        3,
        "status",
        "`status` is indented, but `title` above it has a value already",
        f"begin both in the same column; {DROPS}",
    ),
    (
        "  title: x\nstatus: y",
        3,
        1,
        "status",
        "`status` does not begin in the column of the keys above it",
        f"begin all keys in the same column; {DROPS}",
    ),
    (
        "tags:\n  - a\n - b",
        4,
        2,
        "- b",
        "the list item does not begin in the column of those above it",
        f"begin all items of a list in the same column; {DROPS}",
    ),
    (
        "title:x\nstatus: y",
        2,
        1,
        "title",
        "`title:` needs a blank behind the colon",
        f"write `title: x`; {DROPS}",
    ),
    (
        "title x\nstatus: y",
        2,
        1,
        "title x",
        "`title x` is not a `key: value` line",
        f"write `key: value`, or indent it under its key; {DROPS}",
    ),
    (
        "a: b\nlost\nd: e",
        3,
        1,
        "lost",
        "`lost` is not a `key: value` line",
        f"write `key: value`, or indent it under its key; {DROPS}",
    ),
    (
        "tags: - a",
        2,
        7,
        "- a",
        "the value of `tags` starts with `- `",
        f"begin the list on the next line, or put the value in double quotes; {DROPS}",
    ),
    ("@bob: x", 2, 1, "@bob", "the key starts with `@`", f"put the key in double quotes; {DROPS}"),
    ("a: 1\n`x`\nb: y", 3, 1, "`x`", "the line starts with a backtick", f"write `key: value`; {DROPS}"),
    ("x: a\x07b", 2, 5, "\x07", "it holds a control character (U+0007)", f"delete it; {DROPS}"),
    (
        "x: " + "[" * 51 + "]" * 51,
        2,
        53,
        "[[" + "]" * 51,
        "nested more than 50 levels deep",
        "write the values in fewer levels",
    ),
]


@pytest.mark.parametrize(("yaml", "line", "column", "at", "message", "help_text"), MISTAKES)
def test_a_mistake_in_yaml_is_told_in_plain_words_at_its_place(
    yaml: str, line: int, column: int, at: str, message: str, help_text: str
) -> None:
    front = block(yaml)
    assert front.broken
    assert [
        (problem.kind, *place(problem.at), problem.message, problem.help) for problem in front.problems
    ] == [("invalid-yaml", line, column, at, f"Front matter is not valid YAML: {message}", help_text)]


@pytest.mark.parametrize("yaml", [mistake[0] for mistake in MISTAKES[:-1]])
def test_mkdocs_indeed_drops_each_of_these(yaml: str) -> None:
    assert get_data(f"---\n{yaml}\n---\n# Title\n")[1] == {}


@pytest.mark.parametrize(
    ("yaml", "at", "found"),
    [
        ("- a\n- b", (2, 1, "- a\n- b"), "a list"),
        ("plain text", (2, 1, "plain text"), "plain text"),
        ("# nothing", (2, 1, "# nothing"), "nothing but comments"),
        ("", (1, 1, "---"), "nothing"),
    ],
)
def test_front_matter_must_be_a_mapping(yaml: str, at: tuple[int, int, str], found: str) -> None:
    (problem,) = block(yaml).problems
    assert (problem.kind, place(problem.at)) == ("not-mapping", at)
    assert problem.message == f"Front matter must be `key: value` lines, found {found}"
    assert problem.help == "write one `key: value` per line, or remove the block; MkDocs prints it as text"


@pytest.mark.parametrize(
    ("text", "at", "message", "help_text"),
    [
        (
            "---\ntitle: One\n\n# Title\n",
            (1, 1, "---"),
            "Front matter opened on line 1 is never closed",
            "add a line `---` behind the last `key: value` line",
        ),
        (
            "---\n# comment\n\ntitle: One\n",
            (1, 1, "---"),
            "Front matter opened on line 1 is never closed",
            "add a line `---` behind the last `key: value` line",
        ),
        (
            "---\ntitle: One\n ---\n# Title\n",
            (1, 1, "---"),
            "Front matter opened on line 1 is never closed",
            "add a line `---` behind the last `key: value` line",
        ),
        (
            "\n\n---\ntitle: One\n---\n",
            (3, 1, "---"),
            "Front matter starts on line 3; MkDocs only reads it on line 1",
            "remove what stands before it",
        ),
        (
            "---\ntitle: One\n---",
            (3, 1, "---"),
            "Front matter is closed on the last line; MkDocs needs a line end behind `---`",
            "end the file with a line break",
        ),
        (
            "---\ntitle: One\n...",
            (3, 1, "..."),
            "Front matter is closed on the last line; MkDocs needs a line end behind `...`",
            "end the file with a line break",
        ),
    ],
)
def test_a_block_that_mkdocs_does_not_see(
    text: str, at: tuple[int, int, str], message: str, help_text: str
) -> None:
    front = front_of(text)
    (problem,) = front.problems
    assert (problem.kind, place(problem.at), problem.message, problem.help) == (
        "not-closed",
        at,
        message,
        help_text,
    )
    assert front.broken
    assert "title" not in text[front.body :]


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nA rule, then a paragraph.\n",
        "---\n# Heading\n\nText\n",
        "\n\n---\n\nText\n",
        "---\nJust text between two rules\n\nmore.\n---\n",
        "---\nhttps://example.org/\n",
    ],
)
def test_a_horizontal_rule_is_no_front_matter(text: str) -> None:
    front = front_of(text)
    assert [problem.kind for problem in front.problems] in ([], ["not-mapping"])
    assert not front.entries


def test_text_between_two_rules_that_is_no_yaml_is_left_to_the_page() -> None:
    front = front_of("---\n*Emphasis* and `code`\n---\n")
    assert (front.problems, front.broken, front.body) == ((), False, 0)


def test_a_key_that_stands_twice() -> None:
    front = block("status: draft\ntitle: x\nstatus: closed")
    (problem,) = front.problems
    assert (problem.kind, place(problem.at)) == ("duplicate-key", (4, 1, "status"))
    assert problem.message == "Key `status` appears twice (lines 2 and 4); YAML keeps only the last"
    assert problem.note is not None
    assert place(problem.note[0]) == (2, 1, "status")
    assert not front.broken
    assert [entry.string for entry in front.entries] == ["draft", "x", "closed"]


def test_an_impossible_day_in_a_date_field_is_left_to_the_rule_on_dates() -> None:
    front = block("date: 2024-02-30\ntitle: x")
    assert (front.problems, front.broken) == ((), False)
    assert [entry.string for entry in front.entries] == ["2024-02-30", "x"]


def test_two_mistakes_that_do_not_hide_each_other_are_both_told() -> None:
    front = block("a: !x y\nb: 2024-02-30\ndate: 2024-02-31")
    assert [place(problem.at)[0] for problem in front.problems] == [2, 3]


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


def test_a_comment_above_the_block_is_said() -> None:
    front = read_front_matter(Source("a.md", "<!-- a licence -->\n---\ntitle: One\n---\n# One\n"))
    assert [(str(problem.at.span), problem.kind, problem.message) for problem in front.problems] == [
        ("a.md:2:1", "not-closed", "Front matter starts on line 2; MkDocs only reads it on line 1")
    ]


def test_a_comment_above_a_rule_is_nothing() -> None:
    front = read_front_matter(Source("a.md", "<!-- a licence -->\n---\n\nNote: text\n"))
    assert front.problems == ()
