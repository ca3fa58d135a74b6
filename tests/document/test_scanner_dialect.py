"""What the scanner finds where parsers differ, said outright: the probes of the rule catalogue."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.document.blocks import CodeBlock, Dialect, Html, Reference
from mkdocs_postmortem.document.scanner import Scan, scan
from mkdocs_postmortem.document.source import Source
from mkdocs_postmortem.document.tags import BLOCK_TAGS
from tests.document.markdown_oracle import DEFAULT, MATERIAL, View, scanner_view


def scanned(text: str, extensions: tuple[str, ...] = DEFAULT) -> Scan:
    return scan(Source("page.md", text), 0, Dialect.from_extensions(extensions))


def view(text: str, extensions: tuple[str, ...] = DEFAULT) -> View:
    return scanner_view(text, extensions)


HEAD = "| a | b |\n|---|---|\n"


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ("| `x | y` | z |", [["`x | y`", "z"]]),
        (r"| x \| y | z |", [[r"x \| y", "z"]]),
        (r"| `x \| y` | z |", [[r"`x \| y`", "z"]]),
        ("| 1 |", [["1", ""]]),
        ("| 1 | 2 | 3 |", [["1", "2"]]),
        ("| 1 | 2 |\nglued", [["1", "2"], ["glued", ""]]),
        ("| 1 <!-- c --> | 2 |", [["1 <!-- c -->", "2"]]),
        ("| 1 <!-- c | d --> | 2 |", [["1 <!-- c", "d -->"]]),
    ],
)
def test_table_rows(rows: str, cells: list[list[str]]) -> None:
    assert view(HEAD + rows).tables == [[["a", "b"], *cells]]


def test_a_long_row_is_reported_as_written() -> None:
    (table,) = scanned(HEAD + "| 1 | 2 | 3 |").blocks
    assert [cell.text for cell in table.rows[0].cells] == ["1", "2", "3"]  # type: ignore[union-attr]


def test_a_table_glued_to_text_is_none() -> None:
    assert view("text\n" + HEAD + "| 1 | 2 |").tables == []


def test_a_heading_needs_no_space() -> None:
    assert view("##Heading\n\nsee\n#2127 for more").headings == [(2, "Heading"), (1, "2127 for more")]


def test_a_list_glued_to_text_is_none() -> None:
    assert view("text\n- a\n- b").items == []


def test_nesting_takes_four_spaces() -> None:
    assert view("- a\n  - b").items == [("ul", 1, "a"), ("ul", 1, "b")]
    assert view("- a\n    1. b").items == [("ul", 1, "a"), ("ol", 2, "b")]


@pytest.mark.parametrize("opening", ["!!! note", '=== "Tab"', "??? note"])
def test_containers_hold_blocks_where_the_site_has_them(opening: str) -> None:
    text = f"{opening}\n    ## Heading\n\n    | a | b |\n    |---|---|\n    | 1 | 2 |\n"
    assert view(text, MATERIAL).headings == [(2, "Heading")]
    assert view(text, MATERIAL).tables == [[["a", "b"], ["1", "2"]]]
    assert view(text).headings == []
    assert view(text).tables == []


def test_an_unclosed_fence_is_text() -> None:
    found = scanned("```py\ncode\n\n## H\n")
    assert [fence.text for fence in found.unclosed_fences] == ["```py"]
    assert view("```py\ncode\n\n## H\n").headings == [(2, "H")]
    assert view("```py\ncode\n\n## H\n").code == []


def test_a_fence_in_a_list_is_one_with_superfences_only() -> None:
    text = "- a\n\n    ```py\n    ## H\n    ```\n"
    assert view(text).headings == [(2, "H")]
    assert view(text, MATERIAL).headings == []
    assert view(text, MATERIAL).code == ["## H"]


@pytest.mark.parametrize(
    ("text", "unclosed"),
    [
        ("- a\n\n    ```\n    # b\n\n- c", ["```"]),
        ("> ```py\n> a\n\nb", ["```py"]),
        ("```\na\n```\n\n~~~ sh\nb", ["~~~ sh"]),
        ("``` some words\na", []),
    ],
)
def test_unclosed_fences_with_superfences(text: str, unclosed: list[str]) -> None:
    assert [fence.text for fence in scanned(text, MATERIAL).unclosed_fences] == unclosed


def test_an_attribute_list_is_no_part_of_a_heading() -> None:
    assert view("## Heading {#id}", MATERIAL).headings == [(2, "Heading")]
    assert view("## Heading {#id}").headings == [(2, "Heading {#id}")]


def test_comments_hide_blocks() -> None:
    text = "<!--\n## no\n\n- no\n-->\n## yes"
    assert view(text).headings == [(2, "yes")]
    assert view(text).items == []
    (comment,) = [block for block in scanned(text).blocks if isinstance(block, Html)]
    assert comment.text.text == "<!--\n## no\n\n- no\n-->"


def test_every_comment_is_reported() -> None:
    """Also those that share a line with another, or with text: a comment may speak to the checker."""
    text = "<!-- a --> <!-- b -->\n\n<!-- c --> text <!-- d -->\n"
    html = " ".join(block.text.text for block in scanned(text).blocks if isinstance(block, Html))
    assert [name for name in "abcd" if f"<!-- {name} -->" in html] == list("abcd")


def test_code_in_raw_html_is_shown() -> None:
    text = "<details>\n\n```sh\nrun\n```\n\n## no\n</details>"
    blocks = scanned(text).blocks
    assert [type(block) for block in blocks] == [Html, CodeBlock]
    assert blocks[1].container == "html"


def test_markdown_in_html() -> None:
    text = '<div class="grid" markdown>\n\n## Heading\n\n- a\n\n</div>\n'
    assert view(text, MATERIAL).headings == [(2, "Heading")]
    assert view(text, MATERIAL).items == [("ul", 1, "a")]
    assert view(text).headings == []


def test_footnotes_come_last() -> None:
    text = "[^1]: One\n\n    - a\n\ntext"
    said = [(type(block).__name__, block.container) for block in scanned(text, MATERIAL).blocks]
    assert said == [("Paragraph", "root"), ("Paragraph", "footnote"), ("ListItem", "ul")]


def test_link_definitions() -> None:
    text = '[a]: https://example.org/a\n[B c]:\n    <https://example.org/b> "T"\ntext'
    found = [
        (block.name, block.target.text) for block in scanned(text).blocks if isinstance(block, Reference)
    ]
    assert found == [("a", "https://example.org/a"), ("b c", "<https://example.org/b>")]


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        ((), set()),
        (("toc", "tables", "fenced_code"), set()),
        (("admonition",), {"admonitions"}),
        (("markdown.extensions.admonition",), {"admonitions"}),
        (("pymdownx.details",), {"details"}),
        (("pymdownx.tabbed",), {"tabs"}),
        (("pymdownx.superfences",), {"nested_fences"}),
        (("attr_list",), {"attributes"}),
        (("md_in_html",), {"html_markdown"}),
        (("def_list",), {"definitions"}),
        (("footnotes",), {"footnotes"}),
        (("extra",), {"attributes", "html_markdown", "definitions", "footnotes"}),
        (
            ("pymdownx.extra",),
            {"attributes", "html_markdown", "definitions", "footnotes", "nested_fences"},
        ),
    ],
)
def test_dialect_from_extensions(names: tuple[str, ...], fields: set[str]) -> None:
    expected = {"tables", "fences", *fields}
    dialect = Dialect.from_extensions(names)
    assert {name for name in Dialect.__slots__ if getattr(dialect, name)} == expected


def test_extensions_that_are_off_are_text() -> None:
    text = "a\n: b\n\n[^1]: c\n\n!!! note\n    d\n"
    assert view(text).words == ["a", ":", "b", "!!!", "note", "d"]
    assert view(text, MATERIAL).words == ["a", "b", "d", "c"]
    off = scan(Source("page.md", HEAD + "\n```\na\n```"), 0, Dialect(tables=False, fences=False)).blocks
    assert [type(block).__name__ for block in off] == ["Paragraph", "Paragraph"]


def test_block_tags_are_those_of_python_markdown() -> None:
    from markdown.util import BLOCK_LEVEL_ELEMENTS

    assert frozenset(BLOCK_LEVEL_ELEMENTS) == BLOCK_TAGS
