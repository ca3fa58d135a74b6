"""Mistakes in front matter, told in words and at their places."""

from __future__ import annotations

import pytest
from mkdocs.utils.meta import get_data

from tests.document.reading import block, place

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
