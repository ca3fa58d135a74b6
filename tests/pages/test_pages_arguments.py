"""Placeholders that ask for something in particular: what they take, and what stands in their place."""

from __future__ import annotations

import pytest
from bs4 import Tag

from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.pages import archive_parts, fill, mark_slots, slot
from mkdocs_postmortem.pages.arguments import Arguments, parse, written
from tests.pages.small_archive import TODAY, make_archive, one, soup, url_for, words

ARCHIVE = make_archive()
INCIDENTS = "`severity`, `category`, `status`, `year`, `when`, `service`, `tag`, `author`"  # of every part


def filled(text: str, **options: object) -> Tag:
    """Return a page of placeholders, made of the small archive; nothing in it may be wrong."""
    archive = make_archive(**options)  # type: ignore[arg-type]
    marked, problems = mark_slots(text, Dialect(), archive)
    assert problems == []
    html = fill(marked, archive_parts(archive, url_for, TODAY))
    assert "pm-slot" not in html
    return soup(html)


def titles(place: Tag) -> list[str]:
    return [words(one(row, "a")) for row in place.select("table.pm-listing tbody tr")]


STALE, FULL, DRAFT = (
    "INC-2026-014 Orders mart stale after schema change",
    "INC-2025-031 Orders lost in a full disk",
    "INC-2026-020 A draft of few words",
)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("severity=P1", [FULL]),
        ("severity=p1", [FULL]),
        ("severity=sev2", [DRAFT, STALE]),
        ("severity=P1 severity=P2", [DRAFT, STALE, FULL]),
        ("year=2026", [DRAFT, STALE]),
        ("when=2026-q1", [STALE]),
        ("when=2025", [FULL]),
        ("severity=P2 when=2026-Q3", [DRAFT]),
        ('category="Schema change"', [STALE]),
        ("category='schema change'", [STALE]),
        ("category=-", [DRAFT]),
        ("status=closed", [FULL]),
        ("service=Warehouse", [STALE]),
        ("tag=freshness", [STALE]),
        ('author="kim example"', [FULL]),
        ("author=-", [DRAFT]),
        ("limit=1", [DRAFT]),
        ("limit=99", [DRAFT, STALE, FULL]),
        ("\n  year=2026\n  limit=1\n", [DRAFT]),
    ],
)
def test_a_table_of_some_incidents(arguments: str, expected: list[str]) -> None:
    assert titles(filled(f"<!-- postmortem:table {arguments} -->\n")) == expected


def test_a_short_table_leads_to_the_whole_one() -> None:
    page = filled("<!-- postmortem:table year=2026 severity=P2 limit=1 filters=off -->\n")
    assert not page.select("form")
    more = one(page, ".pm-more a")
    assert words(more) == "All 2 incidents"
    assert more["href"] == "to/postmortems/index.md?when=2026&severity=P2#pm-incidents"
    assert one(page, "section")["aria-label"] == "Incidents"
    assert not filled("<!-- postmortem:table year=2026 limit=2 -->\n").select(".pm-more")
    unlinked = filled("<!-- postmortem:table limit=1 -->\n", pages={"index": False})
    # The index of a site's own may stand there all the same.
    assert words(one(unlinked, ".pm-more a")) == "All 3 incidents"


def test_what_is_given_is_not_offered_again() -> None:
    page = filled("<!-- postmortem:table severity=P2 -->\n")
    names = [each["name"] for each in page.select("form select")]
    assert "severity" not in names
    assert "status" in names
    whole = filled("<!-- postmortem:table -->\n")
    assert [each["name"] for each in whole.select("form select")][:3] == ["severity", "category", "status"]


def actions(arguments: str) -> list[str]:
    page = filled(f"<!-- postmortem:actions {arguments} -->\n")
    return [words(each) for each in page.select("table.pm-action-items .pm-title")]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("state=open", ["Process: announce changes", "Process: review monthly"]),
        ("state=open-overdue", ["Process: announce changes"]),
        ("owner=kim", ["Detect: row counts", "Prevent: schema registry"]),
        ("owner=Kim priority=P1 limit=1", ["Detect: row counts"]),
        ("category=mitigate", ["Mitigate: pin the schema"]),
        ("category=detect category=prevent", ["Detect: row counts", "Prevent: schema registry"]),
        ("severity=P2 state=done owner=Dana", ["Mitigate: pin the schema"]),
        ("tag=schema state=open limit=1", ["Process: announce changes"]),
    ],
)
def test_a_table_of_some_actions(arguments: str, expected: list[str]) -> None:
    assert actions(arguments) == expected


def test_a_table_of_some_actions_is_the_table_alone() -> None:
    page = filled("<!-- postmortem:actions owner=Robin limit=1 -->\n")
    assert not page.select(".pm-summary, .pm-group")
    more = one(page, ".pm-more a")
    assert words(more) == "All 2 action items"
    assert more["href"] == "to/postmortems/actions.md?owner=Robin#pm-actions"
    assert filled("<!-- postmortem:actions -->\n").select(".pm-summary, .pm-group")


THREE = {
    f"postmortems/{number}.md": f"# INC-2025-10{number}: Incident {number}\n\n**Date:** 2025-0{number}-01\n"
    f"**Severity:** P{number % 2 + 1}\n\n**Root cause category:** Capacity\n"
    for number in range(1, 6)
}


def test_charts_of_some_incidents_and_one_chart_alone() -> None:
    page = filled("<!-- postmortem:charts category=Capacity only=severity -->\n", documents=THREE)
    chart = one(page, ".pm-chart")
    assert words(one(chart, "h2")) == "How often, and how bad?"
    assert one(chart, "[data-pm-chart]")["data-pm-given"] == "category=Capacity"
    assert [each["href"] for each in chart.select(".pm-legend a")] == [
        f"to/postmortems/index.md?category=Capacity&severity={name}#pm-incidents" for name in ("P1", "P2")
    ]
    both = filled("<!-- postmortem:charts -->\n", documents=THREE)
    assert [each["data-pm-kind"] for each in both.select("[data-pm-chart]")] == ["severity", "causes"]
    assert not both.select("[data-pm-given]")
    two = filled("<!-- postmortem:charts only=causes,severity -->\n", documents=THREE)
    assert len(two.select("[data-pm-chart]")) == 2


@pytest.mark.parametrize(
    ("placeholder", "sentence"),
    [
        ("table severity=P3", "No incident here: severity “P3”."),
        ('table category="Human error" year=2026', "No incident here: category “Human error”, year “2026”."),
        ("charts severity=P4", "No incident here: severity “P4”."),
        ("insights year=1999", "No incident here: year “1999”."),
        ("summary status=draft year=2025", "No incident here: status “draft”, year “2025”."),
        ("actions state=dropped", "No action here: state “dropped”."),
        ("actions severity=P3 state=open", "No incident here: severity “P3”, state “open”."),
    ],
)
def test_an_empty_result_says_so(placeholder: str, sentence: str) -> None:
    page = filled(f"<!-- postmortem:{placeholder} -->\n")
    assert words(one(page, ".pm-empty")) == sentence
    assert not page.select("table, form")


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("<!-- postmortem:table sevrity=P1 -->", (1, 23), "no `sevrity`; did you mean `severity`?"),
        (
            "<!-- postmortem:table owner=Dana -->",
            (1, 23),
            f"`table` has no `owner`; there are {INCIDENTS}, `limit`, `filters`",
        ),
        (
            "<!-- postmortem:table category=Human error -->",
            (1, 38),
            '`error` is no `name=value`; write a value of several words in quotes: `tag="a b"`',
        ),
        ("Text.\n\n<!-- postmortem:table\n  limit=no -->", (4, 3), "`limit` is `no`, expected a number"),
        ("<!-- postmortem:table limit=0 -->", (1, 23), "`limit` is `0`, expected a number of rows from 1 on"),
        ("<!-- postmortem:table filters=no -->", (1, 23), "`filters` is `no`, expected `on` or `off`"),
        ("<!-- postmortem:table tag= -->", (1, 23), "`tag` has no value"),
        ('<!-- postmortem:table tag="a b -->', (1, 23), '`tag="a b` has a quote that is not closed'),
        ("<!-- postmortem:table author=O'Hara -->", (1, 23), "`author=O'Hara` has a quote that"),
        ("<!-- postmortem:charts only=cause -->", (1, 24), "called `cause`; did you mean `causes`?"),
        ("<!-- postmortem:charts only=x -->", (1, 24), "called `x`; there are `severity`, `causes`"),
        ("<!-- postmortem:tabel year=2025 -->", (1, 1), "nothing is called `tabel`; did you mean `table`?"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said_at_its_place(text: str, place: tuple[int, int], message: str) -> None:
    marked, problems = mark_slots(text + "\n", Dialect(), ARCHIVE)
    assert marked == text + "\n"
    assert [(each.line, each.column) for each in problems] == [place]
    assert message in problems[0].message


@pytest.mark.parametrize(
    ("arguments", "column", "message"),
    [
        ("severity=P9", 23, "no severity is called `P9`; there are `P1`, `P2`, `P3`, `P4`"),
        ("severity=P1 category=Capacty", 35, "no category is called `Capacty`; did you mean `Capacity`?"),
        ("status=dropped", 23, "no status is called `dropped`; there are `draft`, `reviewed`, `closed`"),
        ("service=warehose", 23, "no service is called `warehose`; did you mean `warehouse`?"),
        ("tag=xyz", 23, "no tag is called `xyz`; there are `schema`, `freshness`"),
        ('author="Kim Exmple"', 23, "no author is called `Kim Exmple`; did you mean `Kim Example`?"),
        ("year=25", 23, "`year` is `25`, expected a year, such as `2025`"),
        ("when=2025-Q5", 23, "`when` is `2025-Q5`, expected `2025` or `2025-Q3`"),
    ],
)
def test_a_value_that_does_not_exist_is_said_and_its_place_filled(
    arguments: str, column: int, message: str
) -> None:
    marked, problems = mark_slots(f"<!-- postmortem:table {arguments} -->\n", Dialect(), ARCHIVE)
    assert [tuple(each) for each in problems] == [(1, column, message)]
    page = soup(fill(marked, archive_parts(ARCHIVE, url_for, TODAY)))
    assert words(one(page, ".pm-empty")).startswith("No incident here: ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("owner=Robn", "no owner is called `Robn`; did you mean `Robin`?"),
        ("state=opened", "no state is called `opened`; did you mean `open`?"),
        ("priority=P7", "no priority is called `P7`; there are `P0`, `P1`, `P2`"),
        ("category=Capacity", "no category is called `Capacity`; there are `Prevent`"),
    ],
)
def test_of_actions_too(arguments: str, message: str) -> None:
    _, problems = mark_slots(f"<!-- postmortem:actions {arguments} -->\n", Dialect(), ARCHIVE)
    assert len(problems) == 1
    assert problems[0].message.startswith(message)


def test_an_empty_archive_knows_nobody_and_complains_of_nobody() -> None:
    empty = make_archive({})
    marked, problems = mark_slots("<!-- postmortem:table tag=x -->\n", Dialect(), empty)
    assert problems == []
    assert fill(marked, archive_parts(empty, url_for, TODAY)) == "\n"


def test_two_of_a_kind_on_a_page_have_ids_of_their_own() -> None:
    text = "<!-- postmortem:table -->\n\n<!-- postmortem:table year=2025 -->\n\n"
    text += "<!-- postmortem:charts -->\n\n<!-- postmortem:charts category=Capacity -->\n"
    page = filled(text, documents=THREE)
    ids = [each["id"] for each in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert [each["id"] for each in page.select("section.pm-incidents")] == ["pm-incidents", "pm-incidents-2"]
    for section in page.select("section[aria-labelledby]"):
        assert one(section, "h2")["id"] == section["aria-labelledby"]


def test_ids_are_told_apart_when_a_page_is_filled_in_two_steps() -> None:
    html = f"{slot('a')}\n{slot('b')}\n{slot('a')}"
    first = fill(html, {"a": lambda: '<p id="pm-x"><a class="y" href="#pm-x">x</a> id="pm-x"</p>'})
    done = fill(first, {"b": lambda: '<i id="pm-x"></i><label for="pm-x"></label>'})
    assert done == (
        '<p id="pm-x"><a class="y" href="#pm-x">x</a> id="pm-x"</p>\n'
        '<i id="pm-x-3"></i><label for="pm-x-3"></label>\n'
        '<p id="pm-x-2"><a class="y" href="#pm-x-2">x</a> id="pm-x-2"</p>'
    )


@pytest.mark.parametrize(
    "value", ["P1", "Human error", 'a "b"', "it's", r"back\slash", "a=b", "<x>&amp;", "ä ö"]
)
def test_what_is_written_is_read_again(value: str) -> None:
    assert parse("table", written(tag=value, limit=3)) == (Arguments((("tag", value),), 3), [])
    asked: list[Arguments] = []

    def table(arguments: Arguments) -> str:
        asked.append(arguments)
        return ""

    fill(slot("table", tag=value), {"table": table})
    assert asked == [Arguments((("tag", value),))]
