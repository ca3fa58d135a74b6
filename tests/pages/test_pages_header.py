from datetime import date

import pytest
from bs4 import Tag

from mkdocs_postmortem.pages import header_html
from mkdocs_postmortem.pages.bar import SMALLEST, milestone_bar
from mkdocs_postmortem.pages.figures import progress
from tests.pages.small_archive import (
    BARE_URI,
    EARLIER_URI,
    STALE,
    STALE_URI,
    TODAY,
    generated,
    make_archive,
    make_incident,
    one,
    soup,
    url_for,
    words,
)

HOSTILE = '<script>alert("x")</script>\'"{{ 7*7 }}{% raw %}</section>'


def header(uri: str = STALE_URI, today: date = TODAY) -> Tag:
    archive = make_archive()
    return one(soup(header_html(archive.by_uri[uri], archive, url_for, today)), "section.pm-header")


def header_of(text: str) -> Tag:
    incident, archive = make_incident(text)
    return one(soup(header_html(incident, archive, url_for, TODAY)), "section.pm-header")


def facts(place: Tag) -> dict[str, str]:
    return {words(one(fact, "dt")): words(one(fact, "dd")) for fact in place.select(".pm-fact")}


def figures(place: Tag) -> dict[str, str]:
    return {words(one(each, "dt")): words(one(each, "dd")) for each in place.select(".pm-figure")}


def test_badges_are_words_and_lead_to_their_like() -> None:
    place = header()
    badges = place.select(".pm-badges li")
    assert [words(badge) for badge in badges] == [
        "Severity: P2 latent",
        "Status: reviewed",
        "Category: Schema change",
    ]
    links = [one(badge, "a")["href"] for badge in badges]
    assert links == [
        "to/postmortems/severity/p2.md",
        "to/postmortems/index.md?status=reviewed#pm-incidents",
        "to/postmortems/category/schema-change.md",
    ]
    assert "pm-sev-2" in place["class"]
    assert "pm-sev-2" in one(badges[0], "a")["class"]


def test_facts() -> None:
    place = header()
    assert facts(place) == {
        "Incident": "INC-2026-014",
        "Date": "2026-03-14",
        "Author": "Dana Example",
        "Reviewers": "Robin Example, Kim Example",
        "Services": "warehouse, ingestion",
        "Tags": "schema, freshness",
    }
    assert one(place, "dl time")["datetime"] == "2026-03-14"
    links = [a["href"] for a in place.select(".pm-fact-tags a")]
    assert links[0] == "to/postmortems/index.md?tag=schema#pm-incidents"
    assert one(place, "a.pm-back")["href"] == "to/postmortems/index.md"
    assert words(one(place, "a.pm-back")) == "All incidents"


def test_figures_are_computed_and_lead_to_their_definitions() -> None:
    place = header()
    assert figures(place) == {
        "TTD": "3 min",
        "TTM": "11 min",
        "TTR": "2 h 50 min",
        "Downtime": "2 h 53 min",
        "Actions": "3 of 5 done, 1 overdue",
    }
    links = [a["href"] for a in place.select(".pm-figure a")]
    assert links == [
        "to/postmortems/definitions.md#time-to-detect-ttd",
        "to/postmortems/definitions.md#time-to-mitigate-ttm",
        "to/postmortems/definitions.md#time-to-resolve-ttr",
        "to/postmortems/definitions.md#total-downtime",
    ]


def test_stated_figures_say_so_and_a_note_takes_the_place_of_a_missing_one() -> None:
    assert figures(header(EARLIER_URI)) == {
        "TTD": "– not stated",
        "TTM": "– not stated",
        "TTR": "2 h 5 min as stated",
        "Downtime": "– N/A (degraded, not down)",
    }


def test_a_figure_from_the_start_of_impact_says_so() -> None:
    text = STALE.replace("170 minutes", "173 minutes")
    assert figures(header_of(text))["TTR"] == "2 h 53 min from start of impact"


def test_a_downtime_that_rests_on_a_stated_time_to_detect_is_as_stated() -> None:
    text = STALE.replace("| 10:12 | Impact began: first empty batch |\n", "")
    place = header_of(text)
    assert figures(place)["TTD"] == "3 min as stated"
    first = place.select(".pm-mark")[0]
    assert words(first) == "Impact began 10:12 UTC as stated"


def test_nothing_is_drawn_where_nothing_is_said() -> None:
    place = header(BARE_URI)
    assert not place.select(".pm-bar, .pm-figure")
    assert facts(place) == {"Incident": "INC-2026-020", "Date": "2026-08-01"}
    empty = header_of("Prose.\n")
    assert words(empty) == "All incidents"
    assert not empty.select("ul, dl, figure")


def test_placeholders_are_not_shown() -> None:
    text = "# T\n\n**Severity:** {P1 / P2 / P3 / P4}\n**Author:** {NAME}\n"
    text += "**Incident ID:** {ID}\n**Date:** {YYYY-MM-DD}\n"
    place = header_of(text)
    assert words(place) == "All incidents"
    assert "pm-sev-none" in place["class"]


@pytest.mark.parametrize(
    ("value", "shown", "iso"),
    [
        ("2026-03-14", "2026-03-14", "2026-03-14"),
        ("March 14, 2026", "2026-03-14", "2026-03-14"),
        ("2026-03-14 (Saturday)", "2026-03-14 (Saturday)", "2026-03-14"),
        ("2026-03-14 to 2026-03-16", "2026-03-14 to 2026-03-16", "2026-03-14"),
        ("some day in spring", "some day in spring", None),
    ],
)
def test_a_date_is_shown_whole(value: str, shown: str, iso: str | None) -> None:
    place = header_of(f"# T\n\n**Date:** {value}\n")
    assert facts(place)["Date"] == shown
    assert [time["datetime"] for time in place.select("dl time")] == ([iso] if iso else [])


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("P1", "Severity: P1"),
        ("p1", "Severity: P1"),
        ("SEV2", "Severity: P2 written “SEV2”"),
        ("P3 (raised from P4)", "Severity: P3 raised from P4"),
        ("quite bad", "Severity: quite bad"),
    ],
)
def test_a_severity_is_shown_whole(value: str, shown: str) -> None:
    assert words(one(header_of(f"# T\n\n**Severity:** {value}\n"), ".pm-badges li")) == shown


def test_an_unknown_severity_leads_nowhere() -> None:
    badge = one(header_of("# T\n\n**Severity:** quite bad\n"), ".pm-badge")
    assert badge.name == "span"
    assert "pm-sev-none" in badge["class"]


# -- the bar --


def test_the_bar_is_in_proportion_with_a_smallest_width() -> None:
    incident, _ = make_incident(STALE)
    bar = milestone_bar(incident)
    assert bar is not None
    assert [segment.minutes for segment in bar.segments] == [3, 2, 4, 5, 159, 25]
    widths = [segment.width for segment in bar.segments]
    assert sum(widths) == pytest.approx(100, abs=0.01)
    assert min(widths) > SMALLEST
    free = 100 - 6 * SMALLEST
    assert widths[4] == pytest.approx(SMALLEST + free * 159 / 198, abs=0.01)
    phases = [segment.phase for segment in bar.segments]
    assert phases == ["undetected", "impact", "impact", "impact", "recovering", "after"]
    assert bar.marks[0].place == 0
    assert bar.marks[-1].place == pytest.approx(100, abs=0.01)


def test_the_bar_has_a_word_and_a_time_for_every_milestone() -> None:
    marks = [words(mark) for mark in header().select("ol.pm-marks > li")]
    assert marks == [
        "Impact began 10:12 UTC",
        "Detected 10:15 +3 min",
        "Acknowledged 10:17 +2 min",
        "Cause identified 10:21 +4 min",
        "Mitigated 10:26 +5 min",
        "Service restored 13:05 +2 h 39 min",
        "Verified 13:30 +25 min",
    ]
    assert len(header().select("svg.pm-track rect")) == 6


def test_clocks_are_in_the_zone_of_the_document() -> None:
    text = STALE.replace("All times in UTC.", "All times in CET.").replace(
        "| 13:30 |", "| 2026-03-15 00:10 |"
    )
    marks = header_of(text).select("ol.pm-marks > li")
    assert words(marks[0]) == "Impact began 10:12 CET"
    assert words(marks[-1]) == "Verified 2026-03-15 00:10 +11 h 5 min"
    assert one(marks[0], "time")["datetime"] == "2026-03-14T10:12+01:00"


def test_moments_at_the_same_time_share_a_place() -> None:
    incident, _ = make_incident(STALE.replace("| 10:17 | Ack", "| 10:15 | Ack"))
    bar = milestone_bar(incident)
    assert bar is not None
    assert bar.segments[1].width == 0
    assert bar.marks[1].place == bar.marks[2].place


def test_one_moment_is_no_bar() -> None:
    table = "| Time | Event |\n|---|---|\n| 10:00 | Detected: alert |\n"
    incident, _ = make_incident(f"# T\n\n**Date:** 2026-01-01\n\n## Timeline\n\n{table}")
    assert milestone_bar(incident) is None
    incident, _ = make_incident(
        f"# T\n\n**Date:** 2026-01-01\n\n## Timeline\n\n{table}| 10:00 | Restored: at once |\n"
    )
    assert milestone_bar(incident) is None


# -- actions --


def test_an_action_is_overdue_from_the_day_after_it_was_due() -> None:
    incident, _ = make_incident(STALE)
    assert progress([incident], date(2026, 11, 22)).overdue == 0
    assert progress([incident], date(2026, 11, 23)).overdue == 1
    late = progress([incident], date(2026, 11, 24))
    assert (late.total, late.done, late.open, late.overdue, late.due) == (5, 3, 2, 2, date(2026, 11, 22))


def test_dropped_actions_do_not_count_as_done_or_overdue() -> None:
    text = STALE.replace("In progress", "Dropped")
    assert figures(header_of(text))["Actions"] == "3 of 4 done, 1 dropped"


def test_rows_of_the_template_are_no_actions() -> None:
    text = STALE.replace("Mitigate: pin the schema", "{Immediate fix applied during incident}")
    assert figures(header_of(text))["Actions"] == "2 of 4 done, 1 overdue"


# -- text of authors --


def test_text_of_authors_is_escaped_wherever_it_lands() -> None:
    text = (
        f"---\ntitle: x\ntags: ['{HOSTILE.replace(chr(39), '')}']\nservices: ['javascript:alert(1)']\n---\n"
        f"# T {HOSTILE}\n\n**Incident ID:** {HOSTILE}\n**Severity:** P1 ({HOSTILE})\n**Author:** {HOSTILE}\n"
        f"**Date:** 2026-01-01 {HOSTILE}\n**Status:** {HOSTILE}\n**Total downtime:** {HOSTILE}\n"
    )
    incident, archive = make_incident(text)
    html = header_html(incident, archive, url_for, TODAY)
    assert "<script" not in html
    place = soup(html)
    assert len(place.select("section")) == 1
    assert "{{ 7*7 }}" in place.get_text()
    assert not [a for a in place.select("a") if not str(a["href"]).startswith("to/postmortems/")]


def test_every_metric_has_the_definition_that_it_leads_to() -> None:
    markdown = generated(make_archive(), "definitions")
    for heading in (
        "Time to detect (TTD)",
        "Time to mitigate (TTM)",
        "Time to resolve (TTR)",
        "Total downtime",
    ):
        assert f"\n## {heading}\n" in markdown
