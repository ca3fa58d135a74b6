"""PM220: the source against the page that was built of it, rendered by Python-Markdown itself."""

from __future__ import annotations

from dataclasses import replace

import markdown
import pytest

from mkdocs_postmortem.rules import BuiltPage, judge
from mkdocs_postmortem.rules.page_shape import Shape, shapes_of
from tests.rules.support import (
    EARLIER,
    TODAY,
    URI,
    Case,
    Edit,
    archive_of,
    edited,
    fails,
    passes,
    rows,
    text_of,
)

ROW: Edit = ("| 22:17 | Acknowledged", "| 22:16 | Somebody wrote in the chat |\n| 22:17 | Acknowledged")
SECTION: Edit = ("## Lessons Learned", "## Who Was Told\n\nThe shop's team.\n\n## Lessons Learned")

# The edits are what another plugin takes out of the text before it becomes a page.
FAILS = [
    fails(
        "PM220", "heading", [SECTION], ["93:4 PM220 warning Heading `Who Was Told` is not on the built page"]
    ),
    fails(
        "PM220",
        "row",
        [ROW],
        ["21:1 PM220 warning This table of 8 rows and 2 columns is not on the built page"],
    ),
    fails(
        "PM220",
        "both",
        [ROW, SECTION],
        [
            "21:1 PM220 warning This table of 8 rows and 2 columns is not on the built page",
            "94:4 PM220 warning Heading `Who Was Told` is not on the built page",
        ],
    ),
]
# The edits are what it puts in.
PASSES = [
    passes("PM220", "nothing", []),
    passes("PM220", "more on the page", [SECTION]),
    passes("PM220", "a table more on the page", [("## Lessons", "| a |\n|---|\n| 1 |\n\n## Lessons")]),
]


def page_of(text: str) -> BuiltPage:
    body = text.split("\n---\n", 1)[1]
    return BuiltPage(markdown.markdown(body, extensions=["tables", "fenced_code"]))


def found(source: str, page: BuiltPage, uri: str = URI) -> list[str]:
    archive = archive_of({uri: source, EARLIER: text_of("earlier")})
    return rows(judge(archive, TODAY, built={uri: page}))


@pytest.mark.parametrize("case", FAILS, ids=lambda case: case.id)
def test_what_the_page_lacks_is_reported(case: Case) -> None:
    source = edited(text_of("valid"), case.edits)
    assert found(source, page_of(text_of("valid"))) == list(case.expected)


@pytest.mark.parametrize("case", PASSES, ids=lambda case: case.id)
def test_what_the_page_has_beyond_its_source_is_not(case: Case) -> None:
    assert found(text_of("valid"), page_of(edited(text_of("valid"), case.edits))) == []


def test_metadata_in_a_table_is_shown_in_the_header_instead() -> None:
    text = text_of("table")
    start = text.index("| Field | Value |") if "| Field | Value |" in text else text.index("|")
    without = text[:start] + text[text.index("\n\n", start) :]
    assert found(text, page_of(without)) == []


def test_where_the_site_makes_content_it_is_information() -> None:
    source = edited(text_of("valid"), (SECTION,))
    page = replace(page_of(text_of("valid")), generated=True)
    assert [row.split()[2] for row in found(source, page)] == ["info"]


def test_a_document_with_html_of_its_own_is_left_alone() -> None:
    source = edited(
        text_of("valid"), (SECTION, ("## Appendix", "<div>\n<h2>Own</h2>\n</div>\n\n## Appendix"))
    )
    assert found(source, page_of(text_of("valid"))) == []


def test_without_a_page_nothing_is_said() -> None:
    archive = archive_of({URI: edited(text_of("valid"), (SECTION,)), EARLIER: text_of("earlier")})
    assert rows(judge(archive, TODAY)) == []
    assert rows(judge(archive, TODAY, built={})) == []


@pytest.mark.parametrize(
    ("html", "shapes"),
    [
        ("", ()),
        ("<p>text</p>", ()),
        ('<h2 id="a">A</h2>\n<H3>B</H3>', (("h", 2, "a"), ("h", 3, "b"))),
        ("<header><hr><thead></thead></header>", ()),
        (
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
            (("table", 2, 1, "ab"),),
        ),
        ("<table><thead><tr><th>a</th></tr></thead></table>", (("table", 1, 0, "a"),)),
        (
            "<table><tr><th><a href='x'>A</a> &amp; <b>b</b></th></tr><tr><td>x</td></tr></table>",
            (("table", 1, 1, "ab"),),
        ),
        ("</table><tr><td>", ()),
        ("<table><tr>", ()),
    ],
)
def test_shapes_of_html(html: str, shapes: tuple[Shape, ...]) -> None:
    assert shapes_of(html) == shapes
