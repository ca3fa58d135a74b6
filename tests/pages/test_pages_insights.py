"""The page of insights, as HTML."""

from __future__ import annotations

import json
from pathlib import Path

import plotly.graph_objects as go
import pytest

from mkdocs_postmortem import pages
from mkdocs_postmortem.template.loading import site_template
from tests.pages.small_archive import TODAY, make_archive, one, soup, url_for, words

ROWS = (
    "| 10:00 | Impact began: full disk |\n| 10:{0:02} | Detected: {1} |\n"
    "| 12:00 | Mitigated: x |\n| 13:00 | Restored: y |"
)


def incident(n: int, by: str = "alert", severity: str = "P1", ttd: int = 10) -> str:
    return (
        f"# Incident {n}\n\n**Incident ID:** INC-2025-{n:03}\n**Date:** 2025-0{n}-03\n"
        f"**Severity:** {severity}\n\n"
        f"## Timeline\n\nAll times in UTC.\n\n| Time | Event |\n|---|---|\n{ROWS.format(ttd, by)}\n\n"
        "## Root Cause\n\n**Root cause category:** Capacity\n\n## Action Items\n\n"
        "| # | Action | Owner | Status |\n|---|---|---|---|\n| 1 | a | A | TODO |\n"
    )


SEVEN = {
    f"postmortems/{n}.md": incident(n, "a user reported it" if n > 5 else "alert", f"P{1 + n % 2}", n)
    for n in range(1, 8)
}


def page(documents: dict[str, str]) -> str:
    return pages.archive_parts(make_archive(documents), url_for, TODAY)["insights"]()


def cells(html: str, selector: str) -> list[list[str]]:
    return [
        [words(cell) for cell in row.find_all(["th", "td"])]
        for row in soup(html).select(f"{selector} tbody tr")
    ]


def test_figures_stand_with_the_number_behind_them() -> None:
    assert cells(page(SEVEN), ".pm-durations") == [
        ["TTD", "4 min", "6 min", "7", "4 min of 3", "4 min of 4"],
        ["TTM", "1 h 56 min", "1 h 58 min", "7", "1 h 56 min of 3", "1 h 56 min of 4"],
        ["TTR", "2 h 56 min", "2 h 58 min", "7", "2 h 56 min of 3", "2 h 56 min of 4"],
        ["Downtime", "3 h", "3 h", "7", "3 h of 3", "3 h of 4"],
    ]


def test_few_incidents_are_named_and_not_drawn() -> None:
    html = page(dict(list(SEVEN.items())[:3]))
    assert cells(html, ".pm-durations")[0][3] == "3 few"
    assert not pages.has_chart(html)


def test_figures_are_what_plotly_itself_would_write() -> None:
    archive = make_archive(SEVEN)
    parts = pages.archive_parts(archive, url_for, TODAY)
    plots = soup(parts["charts"]() + parts["insights"]()).select(".pm-plot")
    assert len(plots) == 6
    for plot in plots:
        ours = json.loads(str(plot["data-pm-chart"]))
        layout = {**ours["layout"], "template": "none"}
        # `Figure` raises for a name or a value that plotly does not know.
        assert json.loads(go.Figure(ours["data"], layout).to_json()) == ours


def test_every_chart_asks_a_question_and_has_its_numbers_beside_it() -> None:
    html = soup(page(SEVEN))
    charts = html.select(".pm-chart")
    assert [words(one(each, "h2")) for each in charts] == [
        "How soon is it noticed?",
        "How soon is it mitigated?",
        "How soon is it over?",
        "How long is it down?",
    ]
    assert [words(each) for each in charts[0].select("tbody tr")] == ["20254 min6 min7"]
    for each in charts:
        figure = json.loads(str(one(each, ".pm-plot")["data-pm-chart"]))
        dots = [trace for trace in figure["data"] if trace["mode"] == "markers"]
        assert sum(len(trace["x"]) for trace in dots) == 7
        assert [trace["name"] for trace in figure["data"]] == ["P1", "P2", "Median", "90th percentile"]
        assert figure["layout"]["yaxis"]["type"] == "log"


def test_dots_lead_to_their_incidents() -> None:
    html = soup(page(SEVEN))
    figure = json.loads(str(html.select(".pm-plot")[0]["data-pm-chart"]))
    dots = [point for trace in figure["data"][:2] for point in trace["customdata"]]
    assert sorted(dots)[0] == ["INC-2025-001", "1 min", "to/postmortems/1.md"]


def test_rolling_lines_begin_at_the_fifth_incident() -> None:
    figure = json.loads(str(soup(page(SEVEN)).select(".pm-plot")[0]["data-pm-chart"]))
    median = figure["data"][2]
    assert (median["x"], median["y"]) == (["2025-05-03", "2025-06-03", "2025-07-03"], [3, 3.5, 4])


def test_causes_who_noticed_and_what_is_left() -> None:
    html = page(SEVEN)
    assert cells(html, "#pm-heat + div table") == [["Capacity", "3", "4"]]
    assert soup(html).select("#pm-heat + div table td a")[0]["href"] == (
        "to/postmortems/index.md?category=Capacity&severity=P1#pm-incidents"
    )
    assert [row[:2] for row in cells(html, "#pm-noticed + table")] == [
        ["An alert 71 % of 7", "5"],
        ["A person 29 % of 7", "2"],
        ["Not said", "0"],
    ]
    assert [row[:4] for row in cells(html, "#pm-backlog + table")] == [
        ["2025 Q1", "3", "–", "3"],
        ["2025 Q2", "3", "–", "6"],
        ["2025 Q3", "1", "–", "7"],
    ]


def test_when_counts_by_weekday_and_part_of_the_day() -> None:
    rows = cells(page(SEVEN), "#pm-when + div table")
    assert [row[0] for row in rows] == [
        *("00–03", "03–06", "06–09", "09–12", "12–15", "15–18", "18–21", "21–24"),
    ]
    # 3 January 2025 is a Friday; February and March begin alike, and so on.
    assert (
        rows[3] == ["09–12", "1", "1", "", "2", "1", "2", ""] or sum(map(int, filter(None, rows[3][1:]))) == 7
    )


def test_hostile_titles_stay_text() -> None:
    documents = {uri: text.replace("INC-2025-00", "<img src=x>-2025-00") for uri, text in SEVEN.items()}
    html = soup(page(documents))
    assert html.find("img") is None
    figure = json.loads(str(html.select(".pm-plot")[0]["data-pm-chart"]))
    # Hover labels understand some HTML.
    assert sorted(figure["data"][0]["customdata"])[0][0] == "&lt;img src=x>-2025-002"


@pytest.mark.parametrize("documents", [{}, {"postmortems/a.md": "# A\n"}])
def test_an_archive_with_nothing_to_say_says_so(documents: dict[str, str]) -> None:
    html = page(documents)
    assert not pages.has_chart(html)
    assert "no postmortem yet" in html or soup(html).select("table") == []


def test_the_backlog_has_an_age() -> None:
    html = page(SEVEN)
    # The actions of January to July 2025 are 508 to 689 days old on 23 November 2026.
    assert [row[:2] for row in cells(html, "#pm-waiting + table")] == [
        ["0 to 30 days", "–"],
        ["31 to 90 days", "–"],
        ["91 to 365 days", "–"],
        ["more than 365 days", "7"],
    ]
    assert words(one(soup(html), "section:has(> #pm-waiting) .pm-note")) == (
        "Median 599 days, 90th percentile 670 days, longest 689 days, of 7 open actions."
    )
    few = soup(
        page({"postmortems/1.md": incident(1), "postmortems/2.md": incident(2).replace("2025-02", "??")})
    )
    assert words(one(few, "section:has(> #pm-waiting) .pm-note")) == (
        "The longest for 689 days. 1 action without a known date left out."
    )


def dated(n: int, day: str, downtime: int, severity: str = "P1") -> str:
    """Return an incident that began at 10:00 and was over so many minutes later, noticed after five."""
    over = f"{10 + downtime // 60}:{downtime % 60:02}"
    return (
        f"# Incident {n}\n\n**Incident ID:** INC-2025-{n:03}\n**Date:** {day}\n**Severity:** {severity}\n\n"
        "## Timeline\n\nAll times in UTC.\n\n| Time | Event |\n|---|---|\n| 10:00 | Impact began: x |\n"
        f"| 10:05 | Detected: alert |\n| {over} | Restored: y |\n"
    )


# The year that ends today, 2026-11-23, begins on 2025-11-24.
TWO_YEARS = {
    **{f"postmortems/{n}.md": dated(n, f"2026-0{n}-03", 60 + n) for n in range(1, 6)},
    "postmortems/6.md": dated(6, "2025-11-24", 600, "P2"),
    **{f"postmortems/{n}.md": dated(n, f"2025-0{n - 5}-03", 90) for n in range(7, 12)},
    "postmortems/12.md": dated(12, "2025-11-23", 90),
    "postmortems/13.md": dated(13, "2024-11-23", 1),
}


def test_the_last_year_stands_beside_the_one_before() -> None:
    html = page(TWO_YEARS)
    assert TODAY.isoformat() == "2026-11-23"
    assert cells(html, ".pm-years") == [
        ["Incidents", "6", "6", "±0"],
        ["P1", "5", "6", "−1"],
        ["TTD, median", "5 min 90th percentile 5 min, of 6", "5 min 90th percentile 5 min, of 6", "±0"],
        [
            "TTR, median",
            "58 min 90th percentile 5 h 28 min, of 6",
            "1 h 25 min 90th percentile 1 h 25 min, of 6",
            "−26 min",
        ],
        ["Downtime, in all", "15 h 15 min of 6 incidents", "9 h of 6 incidents", "+6 h 15 min"],
    ]
    assert "From 2025-11-24 to 2026-11-23, and the year before." in words(one(soup(html), ".pm-years"))


def test_of_few_incidents_no_change_is_given() -> None:
    few = {
        path: text for path, text in TWO_YEARS.items() if path not in ("postmortems/7.md", "postmortems/8.md")
    }
    assert cells(page(few), ".pm-years")[3] == [
        "TTR, median",
        "58 min 90th percentile 5 h 28 min, of 6",
        "1 h 25 min 90th percentile 1 h 25 min, of only 4",
        "–",
    ]


def test_a_year_without_incidents_is_compared_with_nothing() -> None:
    assert soup(page({"postmortems/1.md": TWO_YEARS["postmortems/1.md"]})).select(".pm-years") == []
    assert soup(page(SEVEN)).select(".pm-years") == []


def test_what_is_not_closed_is_named_with_its_age() -> None:
    documents = {
        f"postmortems/{n}.md": f"# Number {n}\n\n**Incident ID:** INC-2026-{n:03}\n"
        f"**Date:** {day}\n**Status:** {status}\n"
        for n, day, status in (
            (1, "2026-10-24", "reviewed"),
            (2, "2026-11-22", "draft"),
            (3, "2026-11-03", "WIP"),
            (4, "2020-01-01", "closed"),
            (5, "2020-01-01", "no word of the template"),
        )
    }
    html = soup(page(documents))
    rows = [
        [words(each) for each in row.select("th, td")]
        for row in html.select("#pm-unfinished + table tbody tr")
    ]
    assert rows == [
        ["draft", "2", "INC-2026-003, 20 days ago"],
        ["reviewed", "1", "INC-2026-001, 30 days ago"],
    ]
    links = [a["href"] for a in html.select("#pm-unfinished + table a")]
    assert links[:2] == ["to/postmortems/index.md?status=draft#pm-incidents", "to/postmortems/3.md"]
    del documents["postmortems/1.md"], documents["postmortems/2.md"], documents["postmortems/3.md"]
    assert soup(page(documents)).select("#pm-unfinished") == []


MINIMAL = site_template("minimal", None, Path())


def test_without_durations_it_says_what_they_are_counted_from() -> None:
    said = "No document says how long anything took. It is counted from rows of the timeline that begin with"
    without = soup(page({"postmortems/1.md": "# Disk full\n\n**Date:** 2025-01-03\n"}))
    assert (
        words(one(without, ".pm-insights > .pm-note")) == f"{said} “Detected:”, “Mitigated:” and “Restored:”."
    )
    minimal = make_archive({"postmortems/1.md": "# Disk full\n"}, template=MINIMAL)
    html = pages.archive_parts(minimal, url_for, TODAY)["insights"]()
    assert f"{said} “Impact began:”, “Detected:”" in words(one(soup(html), ".pm-insights > .pm-note"))
    assert soup(page(SEVEN)).select(".pm-insights > .pm-note") == []
    assert said not in page({})
