"""The page of action items, as HTML."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mkdocs_postmortem import pages
from tests.pages.small_archive import STALE, TODAY, make_archive, one, soup, url_for, words


def page(text: str = STALE, today: date = TODAY, **options: Any) -> str:
    archive = make_archive({"postmortems/a.md": text}, **options)
    return pages.archive_parts(archive, url_for, today)["actions"]()


def test_totals() -> None:
    html = soup(page())
    assert [words(each) for each in html.select(".pm-summary .pm-figure")] == [
        "actions open 2 in 1 incident",
        "overdue 1 since 2026-11-22",
        "done 3 of 5",
        "done on time 2 of 2 done, 1 left out without a date",
    ]


def test_a_share_is_only_given_of_enough() -> None:
    rows = "".join(
        f"| {n} | Detect: more | Kim | P1 | 2026-05-15 | Done (2026-05-{n}) | |\n" for n in range(10, 15)
    )
    text = STALE.replace("| 4 | Process", rows + "| 4 | Process")
    figures = [words(each) for each in soup(page(text)).select(".pm-summary .pm-figure")]
    assert figures[-1] == "done on time 100 % of 7 done, 1 left out without a date"


def test_who_and_what_is_behind() -> None:
    html = soup(page())
    heads = [words(each) for each in html.select(".pm-group h2")]
    assert heads == [
        "How late is what is late?",
        "Who has how much to do?",
        "How urgent is it?",
        "What is it for?",
    ]
    tables = [
        [
            " ".join(words(cell) for cell in row.find_all(["th", "td"])).strip()
            for row in each.select("tbody tr")
        ]
        for each in html.select(".pm-group table")
    ]
    assert tables == [
        ["1 to 30 days 1", "31 to 90 days –", "91 to 365 days –", "more than 365 days –"],
        ["Robin 2 1 –"],
        ["P0 – – 1", "P1 – – 2", "P2 2 1 –"],
        ["Prevent – – 1", "Detect – – 1", "Mitigate – – 1", "Process 2 1 –"],
    ]
    assert one(html, "#pm-group-owner + table a")["href"] == (
        "to/postmortems/actions.md?owner=Robin&state=open#pm-actions"
    )


def test_rows_carry_what_filters_look_at() -> None:
    rows = soup(page()).select("tbody tr.pm-row")
    assert [words(one(row, "th")) for row in rows][:2] == [
        "Process: announce changes DATA-4",
        "Process: review monthly DATA-5",
    ]
    first = rows[0]
    keys = {name: first[f"data-{name}"] for name in ("severity", "state", "owner", "priority", "category")}
    assert keys == {
        "severity": "P2",
        "state": "open-overdue",
        "owner": "Robin",
        "priority": "P2",
        "category": "Process",
    }
    assert words(one(first, ".pm-c-date")) == "2026-11-22 1 day late"
    assert one(first, ".pm-c-severity a")["href"] == "to/postmortems/a.md"
    assert words(one(rows[-1], ".pm-c-status")) in ("Done 2026-03-14", "Done")


def test_filters_offer_what_occurs() -> None:
    html = soup(page())
    offered = {
        str(each["name"]): [words(option) for option in each.select("option")]
        for each in html.select("select")
    }
    assert offered == {
        "state": ["Any", "Open", "Overdue", "Done"],
        "owner": ["Anybody", "Dana", "Kim", "Robin"],
        "priority": ["Any", "P0", "P1", "P2"],
        "category": ["Any", "Prevent", "Detect", "Mitigate", "Process"],
        "service": ["Any", "ingestion", "warehouse"],
    }


def test_actions_can_be_chosen_by_the_services_and_the_year_of_their_incidents() -> None:
    other = STALE.replace("2026-03-14", "2025-03-14").replace("[warehouse, ingestion]", "[API]")
    archive = make_archive({"postmortems/a.md": STALE, "postmortems/b.md": other})
    html = soup(pages.archive_parts(archive, url_for, TODAY)["actions"]())
    offered = {
        name: [str(each["value"]) for each in html.select(f"select[name={name}] option")]
        for name in ("service", "when")
    }
    assert offered == {"service": ["", "API", "ingestion", "warehouse"], "when": ["", "2026", "2025"]}
    own = {(str(row["data-service"]), str(row["data-when"])) for row in html.select("tr.pm-row")}
    assert own == {("API", "2025-Q1"), ("warehouse\ningestion", "2026-Q1")}


def test_a_ticket_that_has_an_address_is_a_link_and_nothing_else_is() -> None:
    text = STALE.replace("| DATA-4 |", "| [DATA-4](https://issues.example/DATA-4) |").replace(
        "| DATA-5 |", "| [DATA-5](javascript:alert(1)) |"
    )
    html = soup(page(text))
    assert [(words(each), each["href"]) for each in html.select(".pm-row th a")] == [
        ("DATA-4", "https://issues.example/DATA-4")
    ]
    assert "javascript:alert" in words(html) or "DATA-5" in words(html)


@pytest.mark.parametrize("nothing", ["-", "n/a", "N/A", "—", "TBD", "None"])
def test_a_ticket_that_is_none_is_not_shown(nothing: str) -> None:
    html = soup(page(STALE.replace("| DATA-4 |", f"| {nothing} |")))
    shown = [words(each) for each in html.select(".pm-row th .pm-note")]
    assert shown
    assert "DATA-4" not in shown
    assert nothing not in shown


def test_keys_lead_where_the_options_say() -> None:
    tickets = {"DATA": "https://data.example/{key}"}
    text = STALE.replace("| DATA-4 |", "| DATA-4, #7 & OPS-1 |").replace("| DATA-5 |", "| `DATA-5` |")

    def links(**options: Any) -> list[tuple[str, str]]:
        return [(words(a), str(a["href"])) for a in soup(page(text, **options)).select(".pm-row th a")]

    assert links() == []
    data = [(f"DATA-{n}", f"https://data.example/DATA-{n}") for n in range(1, 6)]
    assert sorted(links(tickets=tickets)) == data
    more = [("#7", "https://all.example/7"), ("OPS-1", "https://all.example/OPS-1")]
    assert sorted(links(tickets=tickets, ticket_url="https://all.example/{key}")) == sorted(data + more)


def test_what_authors_write_is_text() -> None:
    text = STALE.replace("Process: announce changes", 'Process: <script>alert(1)</script> "x"').replace(
        "| Robin | P2 | 2026-11-22", '| <b>Robin</b>" onx="1 | P2 | 2026-11-22'
    )
    html = soup(page(text))
    assert html.find("script") is None
    assert html.find("b") is None
    assert not [tag for tag in html.find_all(True) if tag.has_attr("onx")]
    assert "<script>alert(1)</script>" in words(html)


def test_without_actions_it_says_what_fills_it() -> None:
    assert words(soup(page("# A\n\n**Date:** 2026-01-01\n"))) == (
        "No postmortem lists an action yet. The section for actions of each document fills this page."
    )


def test_where_nothing_is_open_only_the_list_is_shown() -> None:
    text = STALE.replace("| In progress |", "| Done |").replace("| TODO |", "| Done |")
    html = soup(page(text))
    assert html.select(".pm-group") == []
    assert len(html.select("tbody tr.pm-row")) == 5


BARE = """# Pods, and no nodes

## Timeline

| Time | Event |
|------|-------|
| 10:00 | Detected: an alert |

## Action Items

- Raise the limit ([issue][limit])
- Alert on it

[limit]: https://example.com/7
"""


def test_what_no_action_says_has_no_place() -> None:
    html = soup(page(BARE))
    assert [words(each) for each in html.select(".pm-listing th[scope=col]")] == [
        "Incident",
        "Action",
        "Status",
    ]
    assert html.select(".pm-group") == []
    assert [each["name"] for each in html.select(".pm-filter select")] == []
    assert words(html.select(".pm-summary .pm-figure")[1]) == "overdue 0 2 without a due date"
    row = html.select("tbody tr.pm-row")[0]
    assert words(row) == "Pods, and no nodes Raise the limit (issue) Open"
    assert one(row, "a")["href"] == "to/postmortems/a.md"
    assert row.select(".pm-badge") == []


def test_the_table_of_incidents_has_no_empty_columns_either() -> None:
    archive = make_archive({"postmortems/a.md": BARE})
    html = soup(pages.archive_parts(archive, url_for, TODAY)["table"]())
    assert [words(each) for each in html.select("th[scope=col]")] == ["Incident", "Date", "Actions"]
    assert [words(each) for each in html.select("tbody tr > *")] == ["Pods, and no nodes", "–", "0 of 2"]
