"""What keeps coming back, as pages show it: the sentence, the neighbours, the groups."""

from __future__ import annotations

from typing import Any

import pytest

from mkdocs_postmortem import pages
from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.pages.arguments import Arguments
from mkdocs_postmortem.pages.heads import literal
from tests.pages.small_archive import TODAY, make_archive, one, soup, url_for, words

FIRST, AGAIN, OTHER = "postmortems/first.md", "postmortems/again.md", "postmortems/other.md"


def document(number: int, day: str, actions: str = "", related: str = "", title: str = "") -> str:
    table = f"| Action | Owner | Due Date | Status |\n|---|---|---|---|\n{actions}" if actions else "None.\n"
    return (
        f"# {title or f'Pool emptied, number {number}'}\n\n**Incident ID:** INC-2025-{number:03}\n"
        f"**Date:** {day}\n**Severity:** P2\n\n## Action Items\n\n{table}\n"
        f"## Related Incidents\n\n| Incident | Similarity |\n|---|---|\n{related}\n"
    )


def two(status: str, **options: Any) -> Archive:
    """Return an archive in which the second incident calls itself a recurrence of the first."""
    action = f"| Prevent: a pool per **client** <b> | Dana Example | 2025-04-30 | {status} |\n"
    return make_archive(
        {
            FIRST: document(1, "2025-03-14", action),
            AGAIN: document(2, "2025-06-22", related="| INC-2025-001 | Recurrence: another client |\n"),
            OTHER: document(3, "2025-07-01", title="Certificate expired"),
        },
        **options,
    )


def under_header(archive: Archive, uri: str) -> list[str]:
    """Return the lines of the box under an incident's header."""
    html = soup(pages.header_html(archive.by_uri[uri], archive, url_for, TODAY))
    box = html.select_one(".pm-before")
    return [words(each) for each in box.find_all(["p", "li"])] if box else []


ACTION = "a pool per client <b> (Dana Example, due 2025-04-30)"
ALL = "All of them, and what was to prevent them"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("TODO", [f"INC-2025-001’s action {ACTION} is still open today."]),
        (
            "Done (2025-07-30)",
            [f"INC-2025-001’s action {ACTION} was completed on 2025-07-30, only after this one."],
        ),
        ("Dropped", [f"INC-2025-001’s action {ACTION} was dropped."]),
        ("Done (2025-04-02)", []),
        ("Done", []),
    ],
)
def test_the_newer_one_says_what_of_the_earlier_was_not_done(status: str, said: list[str]) -> None:
    head = "P2 INC-2025-001 Pool emptied, number 1 2025-03-14, 100 days earlier"
    assert under_header(two(status), AGAIN) == ["This has happened before", head, *said, ALL]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("TODO", [f"This incident’s action {ACTION} is still open today."]),
        (
            "Done (2025-07-30)",
            [f"This incident’s action {ACTION} was completed on 2025-07-30, only after INC-2025-002."],
        ),
        ("Done (2025-04-02)", []),
    ],
)
def test_the_earlier_one_says_it_of_its_own(status: str, said: list[str]) -> None:
    head = "P2 INC-2025-002 Pool emptied, number 2 2025-06-22, 100 days later"
    assert under_header(two(status), FIRST) == ["This has happened again", head, *said, ALL]


def test_an_incident_that_happened_once_has_no_box() -> None:
    assert under_header(two("TODO"), OTHER) == []


def test_without_pages_of_their_own_nothing_is_linked_there() -> None:
    archive = two("TODO", pages={"recurrence": False, "recurring": False})
    assert under_header(archive, AGAIN)[-1] == f"INC-2025-001’s action {ACTION} is still open today."
    index = soup(pages.archive_parts(archive, url_for, TODAY)["again"]())
    assert [link["href"] for link in index.find_all("a")] == [url_for(FIRST)]


def test_the_index_names_what_is_still_not_prevented() -> None:
    html = soup(pages.archive_parts(two("TODO"), url_for, TODAY)["again"]())
    assert words(one(html, "li")) == (
        "Pool emptied, number 1: 2 incidents, 100 days apart, last on 2025-06-22. "
        f"INC-2025-001’s action {ACTION} is still open today."
    )
    assert pages.archive_parts(two("Done (2025-07-30)"), url_for, TODAY)["again"]() == ""


def test_each_group_has_a_page_by_the_name_of_its_first_incident() -> None:
    archive = two("TODO")
    made = {page.path: page.markdown for page in pages.generated_pages(archive)}
    path = "postmortems/recurrence/first.md"
    placeholder = "<!-- postmortem:recurrence incident=postmortems/first.md -->"
    assert f"\n# Recurrence&#58; Pool emptied, number 1\n\n{placeholder}\n" in made[path]
    show = pages.archive_parts(archive, url_for, TODAY)["recurrence"]
    html = soup(show(asked=Arguments((("incident", "INC-2025-002"),))))
    assert words(one(html, ".pm-recurring > p:first-child")) == "2 incidents, 100 days apart."
    assert [words(item) for item in html.select("#pm-happened ~ ol > li")] == [
        "P2 INC-2025-002 Pool emptied, number 2 2025-06-22, 100 days after the one before "
        "No action to prevent it is listed.",
        "P2 INC-2025-001 Pool emptied, number 1 2025-03-14 "
        "Open a pool per client <b> Dana Example, due 2025-04-30",
    ]
    assert show() == show(asked=Arguments((("incident", OTHER),))) == ""


def test_a_group_is_left_out_where_none_of_its_incidents_is_asked_for() -> None:
    parts = pages.archive_parts(two("TODO"), url_for, TODAY)
    asked, other = (Arguments((("when", when),)) for when in ("2025-Q1", "2025-Q3"))
    assert parts["again"](asked=asked) == parts["again"]() != ""
    assert parts["again"](asked=other) == ""
    assert "2 incidents" in parts["recurring"](asked=asked)
    assert "Nothing has come back" in parts["recurring"](asked=other)


def test_all_groups_stand_on_one_page_and_in_insights() -> None:
    parts = pages.archive_parts(two("TODO"), url_for, TODAY)
    html = soup(parts["recurring"]())
    assert [words(heading) for heading in html.find_all("h2")] == ["Pool emptied, number 1"]
    assert words(one(html, "li")) == f"INC-2025-001’s action {ACTION} is still open today."
    row = one(soup(parts["insights"]()), "#pm-coming-back ~ table tbody tr")
    assert [words(cell) for cell in row.find_all(["th", "td"])] == [
        "Pool emptied, number 1",
        "2",
        "2025-06-22",
        "1",
    ]


def test_where_nothing_comes_back_the_page_says_what_would_fill_it() -> None:
    html = soup(
        pages.archive_parts(make_archive({FIRST: document(1, "2025-03-14")}), url_for, TODAY)["recurring"]()
    )
    assert words(one(html, ".pm-empty")) == (
        "Nothing has come back, as far as documents say so. "
        "A row of Related Incidents that begins with “Recurrence of” says so."
    )


def test_one_in_the_middle_says_both() -> None:
    documents = {
        f"postmortems/{n}.md": document(
            n, f"2025-0{n}-01", related=f"| INC-2025-{n - 1:03} | Recurrence |\n" if n > 1 else ""
        )
        for n in range(1, 4)
    }
    archive = make_archive(documents)
    heads = [under_header(archive, f"postmortems/{n}.md")[0] for n in (1, 2, 3)]
    assert heads == [
        "This has happened again",
        "This has happened before and since",
        "This has happened before",
    ]


def test_five_neighbours_and_three_sentences_at_most() -> None:
    action = "| Prevent: a pool | Dana | 2025-04-30 | TODO |\n"
    documents = {
        f"postmortems/{n}.md": document(
            n, f"2025-0{n}-01", action, f"| INC-2025-{n - 1:03} | Recurrence |\n" if n > 1 else ""
        )
        for n in range(1, 9)
    }
    archive = make_archive(documents)
    said = under_header(archive, "postmortems/8.md")
    assert [line.split()[1] for line in said[1:6]] == [f"INC-2025-00{n}" for n in (7, 6, 5, 4, 3)]
    assert [line.split("’")[0] for line in said[6:9]] == [f"INC-2025-00{n}" for n in (7, 6, 5)]
    assert said[9:] == ["All of them, and 4 more actions"]


def test_a_group_by_likeness_says_that_nobody_said_so() -> None:
    head = "# Pool emptied by tiles\n\n**Date:** {}\n\n## Root Cause\n\nClients held open transactions.\n"
    others = {
        f"postmortems/{n}.md": f"# Other {n}\n\n**Date:** 2025-01-0{n}\n\n## Root Cause\n\nBecause of x{n}.\n"
        for n in range(1, 6)
    }
    archive = make_archive({FIRST: head.format("2025-03-14"), AGAIN: head.format("2025-06-22"), **others})
    assert under_header(archive, AGAIN)[0] == "Something very like this has happened before"
    foot = pages.footer_html(archive.by_uri[AGAIN], archive, url_for)
    assert "Similar incidents" not in foot  # who stands under the header does not stand there too
    said = soup(pages.archive_parts(archive, url_for, TODAY)["recurring"]())
    assert "No document says that they belong together; they read very much alike." in words(said)


def test_a_title_is_data_on_the_page_of_its_group() -> None:
    assert literal("A `<b>` *c* {d} [e](f) #1 & Ü") == (
        "A &#96;&#60;b&#62;&#96; &#42;c&#42; &#123;d&#125; &#91;e&#93;&#40;f&#41; &#35;1 &#38; Ü"
    )
