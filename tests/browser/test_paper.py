"""What is folded opens where it is needed, and a page prints well."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, draw_charts
from tests.browser.pages import ACTIONS, FOLDED, INCIDENT, INDEX, INSIGHTS

pytestmark = pytest.mark.browser

FOLD = "details.pm-fold"
# Of the severities in all charts.
COLOURS = """nodes => nodes.flatMap(node => node.data)
    .filter(trace => trace.meta && trace.meta.rank).map(trace => trace.marker.color)"""


def begin_printing(page: Page) -> None:
    """Do what a browser does before it prints on a sheet of A4."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})


def end_printing(page: Page) -> None:
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("dispatchEvent(new Event('afterprint'))")


def test_a_long_log_is_folded_and_can_be_opened_and_copied(visit: Open) -> None:
    seen = visit(FOLDED)
    fold = seen.page.locator(FOLD)
    expect(fold.locator("code")).not_to_be_visible()
    assert fold.locator("summary").inner_text() == "22 lines"
    fold.locator("summary").press("Enter")
    expect(fold.locator("code")).to_be_visible()
    fold.locator("pre").hover()
    expect(fold.locator(".md-code__button[data-md-type=copy], .md-clipboard")).to_be_visible()
    assert seen.problems == []


@pytest.mark.parametrize(
    ("behind", "opened"), [("?h=Pallet_scans", True), ("?h=giraffe", False), ("#appendix", False)]
)
def test_a_search_opens_what_holds_its_words(visit: Open, behind: str, opened: bool) -> None:
    page = visit(FOLDED + behind).page
    page.wait_for_load_state("networkidle")
    expect(page.locator(f"{FOLD}[open]")).to_have_count(int(opened))


def test_what_is_folded_is_printed(visit: Open) -> None:
    page = visit(FOLDED, scheme="dark").page
    page.wait_for_load_state("networkidle")
    begin_printing(page)
    expect(page.locator(f"{FOLD} code")).to_be_visible()
    for hidden in (f"{FOLD} summary", ".pm-back", ".pm-around"):
        expect(page.locator(hidden)).not_to_be_visible()
    expect(page.locator(".pm-bar")).to_be_visible()
    assert page.locator("html").evaluate("node => node.scrollWidth - node.clientWidth") <= 0
    end_printing(page)
    expect(page.locator(".pm-around")).to_be_visible()
    # A theme may keep open what it opened itself; ours is as it was.
    assert page.locator(f"{FOLD}[open]").count() <= 1


@pytest.mark.parametrize("path", [INDEX, INSIGHTS])
def test_charts_are_printed_in_the_colours_and_width_of_paper(visit: Open, path: str) -> None:
    seen = visit(path, scheme="dark")
    page = seen.page
    draw_charts(page)
    charts = page.locator("[data-pm-chart]")
    before = charts.evaluate_all(COLOURS)
    begin_printing(page)
    light = visit(path).page
    draw_charts(light)
    assert charts.evaluate_all(COLOURS) == light.locator("[data-pm-chart]").evaluate_all(COLOURS) != before
    for chart in charts.all():
        picture = chart.locator("svg.main-svg").first
        expect(picture).to_be_visible()
        box, room = picture.bounding_box(), page.viewport_size
        assert box
        assert room
        assert box["width"] > 300
        assert box["x"] + box["width"] <= room["width"]
    expect(page.locator(".pm-numbers table:visible")).to_have_count(0)
    expect(page.locator("[data-pm-filter]:visible, .pm-sort:visible")).to_have_count(0)
    end_printing(page)
    draw_charts(page)
    assert charts.evaluate_all(COLOURS) == before
    assert seen.problems == []


def test_a_chart_that_is_not_drawn_yet_is_printed_as_its_numbers(visit: Open) -> None:
    page = visit(INSIGHTS, 390).page
    page.wait_for_load_state("networkidle")
    last = page.locator(".pm-figure-box").last
    expect(last.locator("svg.main-svg")).to_have_count(0)
    begin_printing(page)
    expect(last.locator(".pm-numbers table")).to_be_visible()
    expect(last.locator("[data-pm-chart]")).not_to_be_visible()


def test_rows_that_are_filtered_away_are_not_printed(visit: Open) -> None:
    page = visit(f"{INDEX}?severity=P1").page
    rows = page.locator("table.pm-listing tbody tr:visible")
    expect(page.locator("[data-pm-filter][hidden]")).to_have_count(0)
    shown = rows.count()
    begin_printing(page)
    assert rows.count() == shown > 0
    assert set(rows.locator(".pm-badge").all_inner_texts()) == {"P1"}


def test_marks_are_legible_without_colour(visit: Open) -> None:
    page = visit(INCIDENT).page
    begin_printing(page)
    colour = "node => getComputedStyle(node).backgroundColor"
    done, still = (page.locator(f".pm-state-{name}").first for name in ("done", "open"))
    assert done.evaluate(colour) != still.evaluate(colour)
    assert still.evaluate("node => getComputedStyle(node).borderTopStyle") == "solid"
    expect(page.locator(".pm-late").first).to_be_visible()


@pytest.mark.parametrize(("path", "share"), [(INDEX, 0.36), (ACTIONS, 0.41)])
def test_what_a_row_is_about_has_the_widest_column_of_paper(visit: Open, path: str, share: float) -> None:
    page = visit(path).page
    begin_printing(page)
    widths = page.locator("table.pm-listing tbody tr").first.evaluate(
        "row => Array.from(row.cells, cell => [cell.className, cell.offsetWidth])"
    )
    widest = max(widths, key=lambda each: each[1])
    assert widest[0] == "pm-c-incident"
    assert widest[1] > share * sum(width for _, width in widths)
