"""Blocks that look like front matter, and are none to MkDocs."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.document.front_matter import read_front_matter
from mkdocs_postmortem.document.source import Source
from tests.document.reading import block, front_of, place


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


def test_a_comment_above_the_block_is_said() -> None:
    front = read_front_matter(Source("a.md", "<!-- a licence -->\n---\ntitle: One\n---\n# One\n"))
    assert [(str(problem.at.span), problem.kind, problem.message) for problem in front.problems] == [
        ("a.md:2:1", "not-closed", "Front matter starts on line 2; MkDocs only reads it on line 1")
    ]


def test_a_comment_above_a_rule_is_nothing() -> None:
    front = read_front_matter(Source("a.md", "<!-- a licence -->\n---\n\nNote: text\n"))
    assert front.problems == ()
