import json
from datetime import date

import pytest
import yaml
from bs4 import Tag
from material.plugins.search.plugin import Parser  # type: ignore[import-untyped]

from mkdocs_postmortem.archive.quarters import MOST_QUARTERS
from mkdocs_postmortem.pages import (
    archive_parts,
    footer_html,
    has_chart,
    header_html,
    mark_slots,
)
from mkdocs_postmortem.pages.charts import label_text
from mkdocs_postmortem.pages.tallies import severity_over_time
from tests.pages.small_archive import (
    BARE,
    BARE_URI,
    DOCUMENTS,
    EARLIER_URI,
    STALE,
    STALE_URI,
    TODAY,
    generated,
    make_archive,
    one,
    soup,
    url_for,
    words,
)


def part(name: str, documents: dict[str, str] | None = None, today: date = TODAY) -> str:
    return archive_parts(make_archive(documents), url_for, today)[name]()


def incident(day: str, severity: str = "P2", category: str = "Capacity", title: str = "Title") -> str:
    return (
        f"# {title}\n\n**Date:** {day}\n**Severity:** {severity}\n**Status:** closed\n\n"
        f"## Root Cause\n\n**Root cause category:** {category}\n"
    )


MANY = {
    "postmortems/a.md": incident("2025-01-10", "P1"),
    "postmortems/b.md": incident("2025-02-10", "P3", "Code bug"),
    "postmortems/c.md": incident("2025-11-10", "P3"),
    "postmortems/d.md": incident("2026-01-01", "terrible", "who knows"),
    "postmortems/e.md": incident("no date at all", "P2", "Code bug"),
}


# -- summary --


def test_the_summary_counts() -> None:
    place = soup(part("summary"))
    totals = {words(one(each, "dt")): words(one(each, "dd")) for each in place.select(".pm-figure")}
    assert totals == {
        "incidents": "3 2025-11-02 to 2026-08-01",
        "P1": "1 last on 2025-11-02",
        "actions open": "2 in 1 incident",
        "overdue": "1 since 2026-11-22",
    }


def test_an_empty_archive_says_what_would_fill_it() -> None:
    parts = archive_parts(make_archive({}), url_for, TODAY)
    assert "no postmortem yet" in parts["summary"]()
    assert parts["charts"]() == parts["table"]() == ""


# -- charts --


def charts(html: str) -> dict[str, Tag]:
    return {words(one(each, "h2")): each for each in soup(html).select(".pm-chart")}


def numbers(chart: Tag) -> list[list[str]]:
    return [[words(cell) for cell in row.select("th, td")] for row in chart.select("table tr")]


def test_the_figures_hold_the_numbers_of_the_tables_beside_them() -> None:
    found = charts(part("charts", MANY))
    assert list(found) == ["How often, and how bad?", "What causes them?"]
    chart = found["How often, and how bad?"]
    figure = json.loads(str(one(chart, ".pm-plot")["data-pm-chart"]))
    table = numbers(chart)
    assert table == [
        ["Quarter", "P1", "P3", "unknown", "All"],
        ["2025 Q1", "1", "1", "0", "2"],
        ["2025 Q2", "0", "0", "0", "0"],
        ["2025 Q3", "0", "0", "0", "0"],
        ["2025 Q4", "0", "1", "0", "1"],
        ["2026 Q1", "0", "0", "1", "1"],
    ]
    assert [trace["name"] for trace in figure["data"]] == table[0][1:-1]
    for index, trace in enumerate(figure["data"], 1):
        assert trace["x"] == [row[0].replace(" ", "-") for row in table[1:]]
        assert trace["customdata"] == [row[0] for row in table[1:]]
        assert trace["y"] == [int(row[index]) for row in table[1:]]
    assert [trace["meta"] for trace in figure["data"]] == [
        {"severity": "P1", "rank": 1},
        {"severity": "P3", "rank": 3},
        {"severity": None, "rank": None},
    ]
    assert figure["layout"]["barmode"] == "stack"
    assert words(one(chart, "figcaption")) == "1 incident without a date left out."


THREE_TO_ONE = {
    **{f"postmortems/{n}.md": incident(f"2025-03-0{n}", category="Code bug") for n in (1, 2, 3)},
    "postmortems/4.md": incident("2025-03-04"),
    "postmortems/5.md": incident("2025-03-05", category="who knows"),
}


def test_causes_are_sorted_and_summed_up_and_those_left_out_are_counted() -> None:
    chart = charts(part("charts", THREE_TO_ONE))["What causes them?"]
    assert numbers(chart) == [
        ["Root cause category", "Incidents", "Share", "Together"],
        ["Code bug", "3", "75 %", "75 %"],
        ["Capacity", "1", "25 %", "100 %"],
    ]
    bar, line = json.loads(str(one(chart, ".pm-plot")["data-pm-chart"]))["data"]
    assert bar["y"] == line["y"] == ["Code bug", "Capacity"]
    assert (bar["x"], line["x"]) == ([3, 1], [3, 4])
    assert line["text"] == ["75 %", "100 %"]
    assert words(one(chart, "figcaption")) == (
        "Percent: together with those above. 1 incident without a category left out."
    )


def test_labels_of_plotly_are_text() -> None:
    assert label_text("Rain & <b>wind</b>") == "Rain &amp; &lt;b>wind&lt;/b>"


def test_figures_are_small_and_leave_colours_to_the_page() -> None:
    for plot in soup(part("charts", MANY)).select(".pm-plot"):
        text = str(plot["data-pm-chart"])
        figure = json.loads(text)
        assert len(text) < 2500
        assert "colorway" not in text
        assert figure["layout"]["paper_bgcolor"] == "rgba(0,0,0,0)"
        assert f"height: {figure['layout']['height']}px" in str(plot["style"])
        assert plot["aria-label"]


def test_fewer_than_three_incidents_are_told_in_a_sentence() -> None:
    two = dict(list(MANY.items())[:2])
    html = part("charts", two)
    assert words(soup(html)).startswith(
        "2 incidents so far: 1 P1 and 1 P3; root cause: Code bug and Capacity."
    )
    assert not has_chart(html)
    assert has_chart(part("charts", MANY))


def test_there_is_no_script() -> None:
    for name in ("summary", "charts", "table"):
        assert not soup(part(name, MANY)).select("script")


def test_a_wrong_century_does_not_draw_it() -> None:
    documents = {**MANY, "postmortems/f.md": incident("1205-02-01")}
    tally = severity_over_time(make_archive(documents))
    assert len(tally.labels) < MOST_QUARTERS
    assert tally.labels[0] == "1205-Q1"
    assert tally.total + tally.left_out == 6


def test_severities_of_another_vocabulary_have_ranks() -> None:
    archive = make_archive(MANY)
    styles = [
        str(badge["class"])
        for badge in soup(archive_parts(archive, url_for, TODAY)["charts"]()).select(".pm-legend .pm-badge")
    ]
    assert styles == ["['pm-badge', 'pm-sev-1']", "['pm-badge', 'pm-sev-3']", "['pm-badge', 'pm-sev-none']"]


# -- table --


def test_the_table_lists_all_incidents_newest_first() -> None:
    table = one(soup(part("table")), "table")
    assert [words(cell) for cell in table.select("thead th")] == [
        "Severity",
        "Incident",
        "Date",
        "Category",
        "Status",
        "TTR",
        "Actions",
    ]
    rows = [[words(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]
    assert rows == [
        ["P2", "INC-2026-020 A draft of few words", "2026-08-01", "–", "draft", "–", "–"],
        [
            "P2",
            "INC-2026-014 Orders mart stale after schema change",
            "2026-03-14",
            "Schema change",
            "reviewed",
            "2 h 50 min",
            "3 of 5 1 overdue",
        ],
        [
            "P1",
            "INC-2025-031 Orders lost in a full disk",
            "2025-11-02",
            "Capacity",
            "closed",
            "2 h 5 min stated",
            "–",
        ],
    ]
    assert one(table, "caption")
    assert all(cell["scope"] == "col" for cell in table.select("thead th"))
    assert [a["href"] for a in table.select("tbody a")] == [
        "to/postmortems/2026-08-01-draft.md",
        "to/postmortems/2026-03-14-orders-mart-stale.md",
        "to/postmortems/2025/disk full (1).md",
    ]


def offered(html: str) -> dict[str, list[str]]:
    return {
        str(select["name"]): [str(option["value"]) for option in select.select("option")]
        for select in soup(html).select("form select")
    }


def test_filters_offer_what_occurs() -> None:
    html = part("table", MANY)
    # One status, and nobody's name, are nothing to choose from.
    assert offered(html) == {
        "severity": ["", "P1", "P2", "P3", "-"],
        "category": ["", "Code bug", "Capacity", "-"],
        "when": ["", "2026", "2026-Q1", "2025", "2025-Q4", "2025-Q1", "-"],
    }
    form = one(soup(html), "form")
    assert form.has_attr("hidden")
    for control in form.select("select, input"):
        assert control.find_parent("label")
    assert form.select("[data-pm-more]") == []


def test_filters_offer_services_tags_and_authors_once_each_by_name() -> None:
    more = BARE.replace("# A draft", "---\nservices: [Ingestion, API]\n---\n\n# A draft", 1)
    html = part("table", {**DOCUMENTS, "postmortems/2026-08-01-draft.md": more})
    found = offered(html)
    assert list(found) == ["severity", "category", "status", "when", "service", "tag", "author"]
    assert found["service"] == ["", "API", "ingestion", "warehouse", "-"]
    assert found["tag"] == ["", "freshness", "schema", "-"]
    assert found["author"] == ["", "Dana Example", "Kim Example", "-"]
    rows = [(row["data-service"], row["data-author"]) for row in soup(html).select("tbody tr")]
    assert rows == [("ingestion\nAPI", "-"), ("warehouse\ningestion", "Dana Example"), ("-", "Kim Example")]
    assert words(one(soup(html), "[data-pm-more]")) == "Filters"


def test_rows_carry_what_filters_look_at() -> None:
    row = soup(part("table")).select("tbody tr")[1]
    keys = {
        name: row[f"data-{name}"] for name in ("severity", "category", "status", "when", "service", "tag")
    }
    assert keys == {
        "severity": "P2",
        "category": "Schema change",
        "status": "reviewed",
        "when": "2026-Q1",
        "service": "warehouse\ningestion",
        "tag": "schema\nfreshness",
    }
    assert row["data-text"] == "inc-2026-014 orders mart stale after schema change"


def test_hostile_titles_are_text() -> None:
    title = '<script>alert(1)</script> "quoted" {{ 7*7 }} &amp; <b>'
    html = part("table", {"postmortems/x.md": incident("2026-01-01", title=title)})
    place = soup(html)
    assert "<script" not in html
    assert words(one(place, ".pm-title")) == words(
        soup(f"<p>{title.replace('<', '&lt;').replace('&amp;', '&amp;amp;')}</p>")
    )


def test_marks_in_titles_are_not_shown() -> None:
    html = part("table", {"postmortems/x.md": incident("2026-01-01", title="`orders` is **late**")})
    assert words(one(soup(html), ".pm-title")) == "orders is late"


# -- foot --


def test_the_foot_names_who_refers() -> None:
    archive = make_archive()
    place = soup(footer_html(archive.by_uri[EARLIER_URI], archive, url_for))
    assert words(one(place, "h2")) == "Referred to by"
    assert words(one(place, "li")) == (
        "P2 INC-2026-014 Orders mart stale after schema change 2026-03-14 "
        "The same orders table, the same column"
    )
    assert one(place, "li a")["href"] == "to/" + STALE_URI
    assert "Referred to by" not in footer_html(archive.by_uri[STALE_URI], archive, url_for)


def test_the_foot_proposes_what_nobody_linked_and_says_why() -> None:
    cause = "\n## Root Cause\n\nA broker ran out of disk because the retention of a topic was raised.\n"
    front = "---\nservices: [streaming, <b>x</b>]\n---\n\n"
    documents = {
        f"postmortems/{name}.md": f"{front}# {title}\n\n**Date:** 2026-01-0{n}\n**Severity:** P{n}\n{text}"
        for n, (name, title, text) in enumerate(
            [
                ("a", "Broker full", cause),
                ("b", "Disk of a broker full <i>", cause),
                ("c", "Clock moved", "\n## Root Cause\n\nSlots were computed in local time.\n"),
                ("d", "Certificate expired", "\n## Root Cause\n\nNobody had renewed it.\n"),
            ],
            1,
        )
    }
    archive = make_archive(documents)
    place = soup(footer_html(archive.by_uri["postmortems/a.md"], archive, url_for))
    assert words(one(place, "h2")) == "Similar incidents"
    first = place.select("li")[0]
    assert words(first).startswith(
        "P2 Disk of a broker full <i> 2026-01-02 same services (streaming and <b>x</b>)"
    )
    assert one(first, "a")["href"] == "to/postmortems/b.md"
    assert words(first).endswith("both mention broker, Disk and full")
    assert place.find("b") is None
    switched_off = make_archive(documents, similar=0)
    place = soup(footer_html(switched_off.by_uri["postmortems/a.md"], switched_off, url_for))
    assert not place.select("h2")


def ways(uri: str) -> dict[str, object]:
    archive = make_archive({**DOCUMENTS, "postmortems/undated.md": "# Undated\n"})
    place = soup(footer_html(archive.by_uri[uri], archive, url_for))
    return {words(each): one(each, "a")["href"] for each in place.select(".pm-around p")}


def test_the_foot_leads_on_by_date_and_back() -> None:
    back = {"All incidents": "to/postmortems/index.md"}
    before = "Previous incident P1 INC-2025-031 Orders lost in a full disk 2025-11-02"
    after = "Next incident P2 INC-2026-020 A draft of few words 2026-08-01"
    assert ways(STALE_URI) == {before: "to/" + EARLIER_URI, after: "to/" + BARE_URI, **back}
    assert list(ways(EARLIER_URI)) == [
        "Next incident P2 INC-2026-014 Orders mart stale after schema change 2026-03-14",
        "All incidents",
    ]
    assert [each.split()[0] for each in ways(BARE_URI)] == ["Previous", "All"]
    assert ways("postmortems/undated.md") == back


def test_the_foot_does_not_lead_on_where_the_theme_does() -> None:
    archive = make_archive()
    place = soup(footer_html(archive.by_uri[STALE_URI], archive, url_for, paged=True))
    assert [words(each) for each in place.select(".pm-around p")] == ["All incidents"]


# -- Markdown of the generated pages --


def test_the_index_has_every_part_in_order() -> None:
    archive = make_archive(title='Incidents: "all" of them')
    markdown = generated(archive, "index")
    front = yaml.safe_load(markdown.split("---\n")[1])
    assert front["title"] == 'Incidents: "all" of them'
    assert '\n# Incidents: "all" of them\n' in markdown
    marked, problems = mark_slots(markdown.split("---\n", 2)[2])
    assert problems == []
    order = [marked.index(f'data-postmortem="{name}"') for name in ("summary", "charts", "table")]
    assert order == sorted(order)
    assert "(definitions.md)" in markdown


@pytest.mark.parametrize(("end", "word"), [("restored", "service restored"), ("mitigated", "mitigated")])
def test_the_definition_of_downtime_follows_the_option(end: str, word: str) -> None:
    markdown = generated(make_archive(downtime_end=end), "definitions")
    section = markdown.split("## Total downtime\n")[1].split("##")[0]
    assert f"to *{word}*" in section


# -- search --


def indexed(html: str) -> str:
    parser = Parser()
    parser.feed(f"<h1>Page</h1><p>before</p>{html}<p>after</p>")
    parser.close()
    return " ".join(" ".join(section.title + section.text) for section in parser.data)


def test_numbers_tables_and_controls_stay_out_of_the_search_index() -> None:
    archive = make_archive(MANY)
    parts = archive_parts(archive, url_for, TODAY)
    text = indexed(parts["charts"]() + parts["table"]())
    assert "How often, and how bad?" in text
    assert "before" in text
    assert "after" in text
    for word in ("2025-Q1", "Capacity", "Any time", "Title", "P1"):
        assert word not in text


def test_the_header_is_found_by_id_but_not_by_its_bar() -> None:
    archive = make_archive()
    text = indexed(header_html(archive.by_uri[STALE_URI], archive, url_for, TODAY))
    assert "INC-2026-014" in text
    assert "Robin Example" in text
    assert "Cause identified" not in text


def test_a_changed_template_is_followed() -> None:
    archive = make_archive({"postmortems/a.md": STALE.replace("Schema change", "Schema")})
    row = one(soup(archive_parts(archive, url_for, TODAY)["table"]()), "tbody tr")
    assert row["data-category"] == "Schema change"
