"""The pages of what incidents have in common, as HTML and as Markdown."""

from __future__ import annotations

from html import unescape

import yaml
from markdown import markdown

from mkdocs_postmortem import pages
from mkdocs_postmortem.archive import Archive
from tests.pages.small_archive import TODAY, make_archive, one, soup, url_for, words


def incident(n: int, severity: str, cause: str, services: str, tags: str = "", ttr: str = "") -> str:
    return (
        f"---\nservices: [{services}]\ntags: [{tags}]\n---\n\n# Incident {n}\n\n"
        f"**Incident ID:** INC-{n}\n**Date:** 202{n}-0{n}-03\n**Severity:** {severity}\n"
        f"**Time to resolve (TTR):** {ttr}\n\n## Root Cause\n\n**Root cause category:** {cause}\n\n"
        "## Action Items\n\n| # | Action | Owner | Due Date | Status |\n|---|---|---|---|---|\n"
        f"| 1 | a | A | 2026-01-0{n} | TODO |\n"
    )


FOUR = {
    "postmortems/1.md": incident(1, "P1", "Capacity", "kafka, trino", "disk", "10 minutes"),
    "postmortems/2.md": incident(2, "P1", "Capacity", "Kafka", "", "20 minutes"),
    "postmortems/3.md": incident(3, "P2", "Code bug", "kafka, trino", "", "30 minutes"),
    "postmortems/4.md": incident(4, "P2", "Code bug", "<b>x</b>"),
}


def made(archive: Archive) -> dict[str, str]:
    made = pages.generated_pages(archive)
    return {each.path: each.markdown for each in made if each.key not in ("recurring", "recurrence")}


def page(uri: str, documents: dict[str, str] | None = None, similar: int = 0) -> dict[str, str]:
    """Return the parts that only the page at a path has."""
    archive = make_archive(FOUR if documents is None else documents, similar=similar)
    parts = pages.archive_parts(archive, url_for, TODAY, uri)
    return {name: make() for name, make in parts.items() if name.startswith("facet")}


def test_there_is_a_page_for_each_value_and_one_for_each_kind() -> None:
    found = [path.removeprefix("postmortems/") for path in made(make_archive(FOUR))]
    assert [path for path in found if "/" in path] == [
        *("severity/index.md", "severity/p1.md", "severity/p2.md"),
        *("category/index.md", "category/capacity.md", "category/code-bug.md"),
        *("year/index.md", "year/2024.md", "year/2023.md", "year/2022.md", "year/2021.md"),
        *("service/index.md", "service/kafka.md", "service/trino.md"),
    ]


def test_pages_can_be_left_out_and_put_elsewhere() -> None:
    options = {"tag": False, "year": False, "service": {"path": "by/service", "title": "About {value}"}}
    archive = make_archive(FOUR, pages={**options, "severity": False, "category": False})
    found = made(archive)
    assert [path for path in found if "/service/" in path or "/year/" in path] == [
        *("by/service/index.md", "by/service/kafka.md", "by/service/trino.md"),
    ]
    assert "\n# About kafka\n" in found["by/service/kafka.md"]
    header = soup(pages.header_html(archive.by_uri["postmortems/1.md"], archive, url_for, TODAY))
    assert one(header, ".pm-fact-services dd a:first-child")["href"] == "to/by/service/kafka.md"
    assert one(header, "a.pm-sev-1")["href"] == "to/postmortems/index.md?severity=P1#pm-incidents"


def test_the_header_leads_to_the_pages_and_else_to_the_filtered_index() -> None:
    archive = make_archive(FOUR)
    header = soup(pages.header_html(archive.by_uri["postmortems/1.md"], archive, url_for, TODAY))
    assert {words(each): str(each["href"]) for each in header.select(".pm-badges a, .pm-facts a")} == {
        "P1": "to/postmortems/severity/p1.md",
        "Capacity": "to/postmortems/category/capacity.md",
        "kafka": "to/postmortems/service/kafka.md",
        "trino": "to/postmortems/service/trino.md",
        "disk": "to/postmortems/index.md?tag=disk#pm-incidents",
    }


def test_the_summary_gives_numbers_with_what_stands_behind_them() -> None:
    totals = {
        words(one(each, "dt")): words(one(each, "dd"))
        for each in soup(page("postmortems/service/kafka.md")["facet-summary"]).select(".pm-figure")
    }
    assert totals == {
        "incidents": "3 2021-01-03 to 2023-03-03",
        "P1": "2 last on 2022-02-03",
        "median TTR": "20 min 90th percentile 28 min, of only 3",
        "actions open": "3 in 3 incidents",
        "overdue": "3 since 2026-01-01",
    }
    of_year = soup(page("postmortems/year/2021.md")["facet-summary"])
    assert of_year.select("a")[-1]["href"] == (
        "to/postmortems/actions.md?when=2021&state=open-overdue#pm-actions"
    )
    links = [str(a["href"]) for a in soup(page("postmortems/severity/p1.md")["facet-summary"]).select("a")]
    assert links == [
        "to/postmortems/definitions.md#time-to-resolve-ttr",
        "to/postmortems/actions.md?severity=P1&state=open#pm-actions",
        "to/postmortems/actions.md?severity=P1&state=open-overdue#pm-actions",
    ]


def test_a_page_has_its_siblings_its_charts_its_table_and_the_way_back() -> None:
    html = soup(page("postmortems/service/kafka.md")["facet"])
    ways = {words(each): each for each in html.select(".pm-browse dd a")}
    assert {name: str(a["href"]) for name, a in ways.items()} == {
        "kafka": "to/postmortems/service/kafka.md",
        "trino": "to/postmortems/service/trino.md",
    }
    assert [name for name, a in ways.items() if a.has_attr("aria-current")] == ["kafka"]
    assert [words(each) for each in html.select("h2")] == ["How often, and how bad?", "What causes them?"]
    assert [str(a["href"]) for a in html.select(".pm-legend a")] == [
        "to/postmortems/service/kafka.md?severity=P1#pm-incidents",
        "to/postmortems/service/kafka.md?severity=P2#pm-incidents",
    ]
    assert [words(each) for each in html.select(".pm-listing .pm-id")] == ["INC-3", "INC-2", "INC-1"]
    assert [str(a["href"]) for a in html.select(".pm-more a")] == [
        "to/postmortems/index.md",
        "to/postmortems/service/index.md",
    ]


def test_a_chart_is_drawn_from_three_incidents_on_and_only_where_it_says_something() -> None:
    few = page("postmortems/category/capacity.md")["facet"]
    assert not pages.has_chart(few)
    assert words(one(soup(few), ".pm-few")).startswith("2 incidents so far: 2 P1; root cause: Capacity.")
    more = {**FOUR, "postmortems/5.md": incident(5, "P1", "Capacity", "kafka")}
    html = soup(page("postmortems/category/capacity.md", more)["facet"])
    assert [words(each) for each in html.select("h2")] == ["How often?", "What does it hit?"]
    assert html.select(".pm-legend") == []
    rows = [[words(cell) for cell in row.select("th, td")] for row in html.select(".pm-chart-services tr")]
    assert rows == [["Service", "Incidents"], ["kafka", "3"], ["trino", "1"]]


def test_a_page_tells_what_has_come_back_among_its_incidents() -> None:
    told = "again **Bold** <i>x</i>"
    more = {uri: text.replace(text.splitlines()[5], f"# Broker full {told}") for uri, text in FOUR.items()}
    html = soup(page("postmortems/service/kafka.md", more, similar=3)["facet"])
    assert words(one(html, "#pm-coming-back")) == "What keeps coming back?"
    assert words(one(html, ".pm-coming-back li")) == (
        "Broker full again Bold <i>x</i>: 2 incidents, 396 days apart, last on 2022-02-03."
    )
    assert "coming back" not in page("postmortems/service/kafka.md", more)["facet"]
    assert "coming back" not in page("postmortems/year/2021.md", more, similar=3)["facet"]


def test_the_page_of_a_kind_compares_its_values() -> None:
    html = soup(page("postmortems/service/index.md")["facets"])
    assert [[words(cell) for cell in row.select("th, td")] for row in html.select("tr")] == [
        [
            *("Service", "Incidents", "The same as a bar", "Last on", "Median TTR", "Actions open"),
            "Overdue",
        ],
        ["kafka", "3", "", "2023-03-03", "20 min of 3", "3", "3"],
        ["trino", "2", "", "2023-03-03", "20 min of 2", "2", "2"],
    ]
    assert words(one(html, "p.pm-note")) == (
        "1 more has fewer than 2 incidents; the list of all can be filtered by it."
    )
    assert one(html, ".pm-more a")["href"] == "to/postmortems/index.md"


def test_the_index_leads_to_all_of_them() -> None:
    html = soup(pages.archive_parts(make_archive(FOUR), url_for, TODAY)["browse"]())
    assert [words(each) for each in html.select(".pm-ways")] == [
        "Severity P1 2 P2 2",
        "Category Capacity 2 Code bug 2",
        "Year 2024 1 2023 1 2022 1 2021 1",
        "Service kafka 3 trino 2",
    ]
    assert one(html, ".pm-ways:first-child dt a")["href"] == "to/postmortems/severity/index.md"


def test_many_values_are_a_page_away() -> None:
    names = ", ".join(f"s{n:02}" for n in range(14))
    documents = {f"postmortems/{n}.md": incident(n, "P1", "Capacity", names) for n in (1, 2)}
    html = soup(page("postmortems/service/s13.md", documents)["facet"])
    shown = [words(each) for each in html.select(".pm-browse dd a")]
    assert shown == [*(f"s{n:02}" for n in range(9)), "s13", "4 more"]
    assert one(html, ".pm-rest")["href"] == "to/postmortems/service/index.md"


def test_an_authors_words_are_text_in_markdown_and_html() -> None:
    hostile = "<script>alert(1)</script> **{{ 7 }}** [x](javascript:1) `a` :warning: {: #id }"
    documents = {
        f"postmortems/{n}.md": incident(
            n, "P1", "Capacity", yaml.safe_dump(hostile, default_style='"').strip()
        )
        for n in (1, 2)
    }
    (path,) = [each for each in made(make_archive(documents)) if "/service/" in each and "index" not in each]
    text = made(make_archive(documents))[path]
    _, front, body = text.split("---\n", 2)
    title = yaml.safe_load(front)["title"]
    assert "{{" not in body
    heading = one(soup(markdown(body, extensions=["attr_list", "md_in_html", "toc"])), "h1")
    assert heading.find(True) is None
    # Themes take the title from front matter for HTML.
    assert words(heading) == " ".join(unescape(title).split())
    assert "<" not in title
    html = soup("".join(page(path, documents).values()))
    assert html.find("script") is None


def test_other_pages_have_no_such_part() -> None:
    assert page("postmortems/1.md") == {}
    assert page("postmortems/service/trino.md").keys() == {"facet-summary", "facet"}
    assert page("postmortems/tag/disk.md") == {}
    assert made(make_archive({})).keys() == {
        *("postmortems/index.md", "postmortems/actions.md"),
        *("postmortems/insights.md", "postmortems/definitions.md", "postmortems/map.md"),
    }
