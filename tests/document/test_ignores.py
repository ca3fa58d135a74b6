"""Ignores: where comments count, and what they cover."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.document.blocks import Dialect, Table
from mkdocs_postmortem.document.ignores import Ignore
from mkdocs_postmortem.document.reader import read
from mkdocs_postmortem.document.source import Source
from tests.document.reading import TEMPLATE, place, read_text

COMMENT = "<!-- pm: ignore[PM604] why -->"


def ignores(text: str) -> tuple[Ignore, ...]:
    document = read_text(text)
    assert document.problems == ()
    return document.ignores


def only(text: str) -> Ignore:
    (found,) = ignores(text)
    return found


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"# Title\n\nA line\nanother {COMMENT}\nthe last", (4, 4)),
        (f"# Title\n\n{COMMENT} A line\nanother", (3, 3)),
        (f"# Title\n\n- one\n- two {COMMENT}\n- three", (4, 4)),
        (f"# Title\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 {COMMENT} |\n| 5 | 6 |", (6, 6)),
        (f"# Title {COMMENT}\n\ntext", (1, 1)),
        (f"# Title\n\n**Severity:** P7 {COMMENT}\\\n**Status:** draft", (3, 3)),
    ],
)
def test_beside_something_it_covers_the_line(text: str, lines: tuple[int, int]) -> None:
    assert only(text).lines == lines


@pytest.mark.parametrize(
    ("below", "lines"),
    [
        ("## Heading\n\ntext", (4, 4)),
        ("\n\n## Heading\n\ntext", (6, 6)),
        ("one\ntwo\n\nthree", (4, 5)),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\ntext", (4, 7)),
        ("- one\n- two\n    - inner\n\n    more\n- three\n\ntext", (4, 9)),
        ("1. one\n2. two\n\n## Heading", (4, 5)),
        ("```text\nlog\n```\n\ntext", (4, 6)),
        ("> quoted\n> more\n\ntext", (4, 5)),
        ("<!-- somebody's note -->\n\ntext\n\nmore", (6, 6)),
        (f"{COMMENT.replace('604', '608')}\n\ntext\n\nmore", (6, 6)),
    ],
)
def test_on_a_line_of_its_own_it_covers_the_block_below(below: str, lines: tuple[int, int]) -> None:
    assert ignores(f"# Title\n\n{COMMENT}\n{below}\n")[0].lines == lines


def test_inside_a_paragraph_it_covers_what_follows_there() -> None:
    assert only(f"# Title\n\none\n    {COMMENT}\ntwo\nthree\n\nfour").lines == (4, 6)


def test_over_several_lines() -> None:
    found = only("# Title\n\n<!-- pm: ignore[PM604]\nbecause\nof that -->\ntext\nmore\n\nlast")
    assert found.lines == (6, 7)
    assert place(found.reason) == (4, 1, "because\nof that")


def test_at_the_end_it_covers_itself() -> None:
    assert only(f"# Title\n\ntext\n\n{COMMENT}\n").lines == (5, 5)


@pytest.mark.parametrize(
    ("comment", "names", "reason"),
    [
        ("<!-- pm: ignore[PM604] gone -->", ["PM604"], "gone"),
        ("<!--pm:ignore[PM604]-->", ["PM604"], None),
        (
            "<!-- pm: ignore[PM604,no-due-date , PM3]: all of it -->",
            ["PM604", "no-due-date", "PM3"],
            "all of it",
        ),
        ("<!-- pm: ignore [PM604] — gone -->", ["PM604"], "gone"),
        ("<!-- pm: ignore[PM604] see [the list](a.md) -->", ["PM604"], "see [the list](a.md)"),
    ],
)
def test_names_and_reason(comment: str, names: list[str], reason: str | None) -> None:
    found = only(f"# Title\n\ntext {comment}")
    assert [name.text for name in found.names] == names
    assert (found.reason and found.reason.text) == reason
    assert found.whole.text == comment


@pytest.mark.parametrize(
    "text",
    [
        f"# Title\n\n```html\n{COMMENT}\n```\n",
        f"# Title\n\n~~~\n{COMMENT}\n~~~\n",
        f"# Title\n\ntext\n\n    {COMMENT}\n",
        f"# Title\n\ntext `{COMMENT}` text\n",
        f"# Title\n\ntext `` `{COMMENT}` `` text\n",
        f"# Title\n\ntext `over\ntwo {COMMENT} lines`\n",
        f"# Title\n\n| a | b |\n|---|---|\n| 1 | `{COMMENT}` |\n",
        f"# Title\n\n<!-- not now: {COMMENT[:-4]} -->\n",
        f"---\ntitle: x # {COMMENT}\n---\n# Title\n",
        "# Title\n\n<!-- pm: ignore[PM604] never closed\n",
        "# Title\n\n<!-- pm: meeting at 3 -->\n",
        "# Title\n\n<!-- npm: ignore[PM604] -->\n",
    ],
)
def test_not_recognised(text: str) -> None:
    assert ignores(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "<!-- pm: ignore-file[PM3] old -->\n# Title\n\ntext",
        "---\ntitle: x\n---\n\n<!-- pm: ignore-file[PM3] old -->\n\n# Title\n",
        "<!-- licence -->\n<!-- pm: ignore-file[PM3] old -->\n# Title\n",
        "# Title\n<!-- pm: ignore-file[PM3] old -->\n\n**Status:** draft\n",
        "# Title <!-- pm: ignore-file[PM3] old -->\n\n**Status:** draft\n",
    ],
)
def test_of_the_whole_file(text: str) -> None:
    found = only(text)
    assert found.lines is None
    assert found.covers(1, 1)
    assert found.covers(900, 901)


@pytest.mark.parametrize(
    ("value", "names", "reasons"),
    [
        ("{ignore: [PM405, bad-date]}", ["PM405", "bad-date"], [None, None]),
        ("{ignore: PM405}", ["PM405"], [None]),
        ("{ignore: 'PM405, PM6'}", ["PM405", "PM6"], [None, None]),
        ("{ignore: {PM405: nobody was affected, PM6: }}", ["PM405", "PM6"], ["nobody was affected", None]),
        ("\n  ignore:\n    - PM405 # nobody was affected\n    - PM6", ["PM405", "PM6"], [None, None]),
        ("{ignore: [PM405], owner: Dana}", ["PM405"], [None]),
    ],
)
def test_front_matter(value: str, names: list[str], reasons: list[str | None]) -> None:
    found = ignores(f"---\npostmortem: {value}\n---\n# Title\n")
    assert [name.text for each in found for name in each.names] == names
    assert [each.reason and each.reason.text for each in found] == reasons
    assert {each.lines for each in found} == {None}


@pytest.mark.parametrize("value", ["yes", "INC-2025-014", "[PM405]", "{status: draft}", ""])
def test_a_key_of_somebody_else(value: str) -> None:
    assert ignores(f"---\npostmortem: {value}\n---\n# Title\n") == ()


def test_aliases_in_circles_are_no_trouble() -> None:
    read_text("---\npostmortem: &a {ignore: *a}\n---\n# Title\n")
    read_text("---\npostmortem: &a {ignore: {PM405: *a}, other: *a}\n---\n# Title\n")


def test_comments_are_no_part_of_values() -> None:
    document = read_text(
        "# Orders mart stale <!-- the first one -->\n\n"
        "**Severity:** P2 <!-- raised -->\\\n"
        "<!-- x --> **Status:** draft\n\n"
        "## Timeline <!-- UTC -->\n\n"
        "| Time | Event |\n|------|-------|\n| 22:05 <!-- a --> | <!-- b --> Detected <!-- c --> |\n\n"
        "## Action Items\n\n| Action | Owner |\n|---|---|\n| Write a test | <!-- nobody --> |\n\n"
        "## What Went Well\n\n- <!-- nothing -->\n- The alert <!-- fired -->\n"
    )
    assert document.title == "Orders mart stale"
    assert place(document.fields["severity"][0].value) == (3, 15, "P2")
    assert place(document.fields["status"][0].value) == (4, 24, "draft")
    (moment,) = document.timeline.moments
    assert [place(moment.time), place(moment.event)] == [(10, 3, "22:05"), (10, 33, "Detected")]
    (item,) = document.actions
    assert item.owner is not None
    assert item.owner.text == ""
    assert item.owner.line == 16
    assert [text.text for text in document.lists["went_well"]] == ["The alert"]


def test_a_comment_between_words_stays() -> None:
    document = read_text("# Title\n\n| a | b |\n|---|---|\n| one <!-- x --> two | `<!-- y -->` |\n")
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [cell.text for cell in table.rows[0].cells] == ["one <!-- x --> two", "`<!-- y -->`"]


def test_in_an_admonition() -> None:
    text = f"# Title\n\n!!! note\n\n    {COMMENT}\n\n    | a | b |\n    |---|---|\n    | 1 | 2 |\n\ntext\n"
    document = read(Source("a.md", text), TEMPLATE, Dialect(admonitions=True))
    assert [each.lines for each in document.ignores] == [(7, 9)]
