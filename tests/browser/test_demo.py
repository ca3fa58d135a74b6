"""The demo archive as a reader meets it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, draw_charts, remember
from tests.browser.pages import ACTIONS, INCIDENT, INDEX, INSIGHTS

pytestmark = pytest.mark.browser

DRAWN = "[data-pm-chart] svg.main-svg"


def test_both_charts_are_drawn_with_the_numbers_of_their_tables(visit: Open) -> None:
    page = visit(INDEX).page
    draw_charts(page)
    assert page.locator("[data-pm-chart]").count() == 2
    sums = page.evaluate(
        """() => Array.from(document.querySelectorAll("[data-pm-chart]")).map(node => {
            const total = values => Array.from(values).reduce((sum, value) => sum + Number(value), 0);
            const horizontal = trace => trace.orientation === "h";
            const bars = node.data.filter(trace => trace.type === "bar");
            return total(bars.map(trace => total(horizontal(trace) ? trace.x : trace.y)));
        })"""
    )
    rows = page.locator("table.pm-listing tbody tr").count()
    assert rows >= 24
    assert sums == [rows, rows]


def test_charts_follow_the_palette(visit: Open) -> None:
    page = visit(INDEX).page
    draw_charts(page)
    colours = (
        "() => Array.from(document.querySelectorAll('[data-pm-chart] .point path')).map(p => p.style.fill)"
    )
    light = page.evaluate(colours)
    while page.locator("body").get_attribute("data-md-color-scheme") != "slate":
        page.locator("label.md-header__button[for^=__palette]:visible").first.click()
    page.wait_for_function(f"before => JSON.stringify(({colours})()) !== JSON.stringify(before)", arg=light)
    dark = page.evaluate(colours)
    assert len(dark) == len(light)


def test_charts_survive_instant_navigation_there_and_back(visit: Open) -> None:
    seen = visit(INDEX)
    page = seen.page
    draw_charts(page)
    remember(page)
    page.locator("table.pm-listing tbody tr a").first.click()
    expect(page.locator(".pm-header")).to_be_visible()
    assert page.evaluate("window.stays") is True, "the page was loaded anew"
    page.go_back()
    expect(page.locator("table.pm-listing")).to_be_visible()
    draw_charts(page)
    assert page.locator(DRAWN).count() >= 2
    assert seen.problems == []


def test_the_table_filters_and_the_address_remembers(visit: Open) -> None:
    seen = visit(INDEX)
    page = seen.page
    rows = page.locator("table.pm-listing tbody tr:visible")
    everything = rows.count()
    page.locator("[data-pm-filter] select[name=severity]").select_option(label="P1")
    expect(page.locator("[data-pm-count]")).to_contain_text(f"of {everything}")
    some = rows.count()
    assert 0 < some < everything
    assert set(page.locator("table.pm-listing tbody tr:visible .pm-badge").all_inner_texts()) == {"P1"}
    again = visit(page.url)
    expect(again.page.locator("table.pm-listing tbody tr:visible")).to_have_count(some)
    page.locator("[data-pm-reset]").click()
    expect(rows).to_have_count(everything)
    page.locator("[data-pm-filter] input[name=text]").fill("no such incident anywhere")
    expect(rows).to_have_count(0)
    expect(page.locator("[data-pm-empty]")).to_be_visible()
    assert seen.problems == again.problems == []


def test_rows_with_several_services_are_found_by_each_and_combined_with_others(visit: Open) -> None:
    seen = visit(INDEX + "?service=WAREHOUSE&tag=avro")
    page = seen.page
    rows = page.locator("table.pm-listing tbody tr:visible")
    assert page.locator("select[name=service]").input_value() == "warehouse"
    attributes = rows.evaluate_all("rows => rows.map(row => [row.dataset.service, row.dataset.tag])")
    assert attributes
    for services, tags in attributes:
        assert "warehouse" in services.split("\n")
        assert "avro" in tags.split("\n")
    page.locator("select[name=tag]").select_option(value="")
    expect(rows).not_to_have_count(len(attributes))
    page.locator("input[name=text]").fill("INGEST-gateway")
    for services in rows.evaluate_all("rows => rows.map(row => row.dataset.service)"):
        assert {"warehouse", "ingest-gateway"} <= set(services.split("\n"))
    assert seen.problems == []


def test_an_empty_result_says_which_filter_to_drop(visit: Open) -> None:
    page = visit(INDEX + "?severity=P4&author=Hanna+Lindqvist&when=2024").page
    everything = page.locator("table.pm-listing tbody tr").count()
    empty = page.locator("[data-pm-empty]")
    offers = empty.get_by_role("button").all_inner_texts()
    assert offers
    known = r"Drop (Severity “P4”|When “2024”|Author “Hanna Lindqvist”) \(\d+\)"
    assert [each for each in offers if not re.fullmatch(known, each)] == []
    count = int(offers[0].rpartition("(")[2].rstrip(")"))
    empty.get_by_role("button").first.click()
    expect(page.locator("table.pm-listing tbody tr:visible")).to_have_count(count)
    # No one of these is the only one in the way.
    page = visit(INDEX + "?severity=P1&when=2023&text=nothing+like+this").page
    empty = page.locator("[data-pm-empty]")
    expect(empty.get_by_role("button")).to_have_text("Show all")
    empty.get_by_role("button").click()
    expect(page.locator("table.pm-listing tbody tr:visible")).to_have_count(everything)
    assert "?" not in page.url


def test_on_a_phone_the_filters_are_a_button_away(visit: Open) -> None:
    page = visit(INDEX + "?severity=P1", 390).page
    severity = page.locator("select[name=severity]")
    expect(page.locator("input[name=text]")).to_be_visible()
    expect(severity).to_be_hidden()
    more = page.get_by_role("button", name="Filters (1)")
    more.focus()
    more.press("Enter")
    expect(severity).to_be_visible()
    assert more.get_attribute("aria-expanded") == "true"
    severity.select_option(value="")
    expect(page.get_by_role("button", name="Filters", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not visit(INDEX).page.locator("[data-pm-more]").is_visible()


def test_a_click_on_a_bar_filters_the_table(visit: Open) -> None:
    seen = visit(INDEX)
    page = seen.page
    draw_charts(page)
    for chart, names in ((".pm-chart-causes", ("category",)), (".pm-chart-severity", ("severity", "when"))):
        bar = page.locator(f"{chart} .barlayer .trace:last-child .point").last
        bar.scroll_into_view_if_needed()
        box = bar.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
        expect(page.locator(f"{chart} .nsewdrag")).to_have_css("cursor", "pointer")
        page.mouse.down()
        page.mouse.up()
        expect(page.locator("[data-pm-reset]")).to_be_enabled()
        for name in names:
            chosen = page.locator(f"select[name={name}]").input_value()
            assert chosen
            assert f"{name}=" in page.url
            for own in page.locator("table.pm-listing tbody tr:visible").evaluate_all(
                "(rows, name) => rows.map(row => row.dataset[name])", name
            ):
                assert own.startswith(chosen)
        page.locator("[data-pm-reset]").click()
    page.locator(".pm-legend a", has_text="P2").click()
    assert page.locator("select[name=severity]").input_value() == "P2"
    assert seen.problems == []


def test_the_table_sorts_and_the_address_remembers(visit: Open) -> None:
    seen = visit(INDEX)
    page = seen.page
    ids = page.locator("table.pm-listing tbody tr .pm-id")
    came = ids.all_inner_texts()
    button = page.get_by_role("button", name="Sort by TTR")
    minutes = "rows => rows.map(row => Number(row.cells[5].dataset.sort))"
    rows = page.locator("table.pm-listing tbody tr")
    button.click()
    assert rows.evaluate_all(minutes) == sorted(rows.evaluate_all(minutes))
    expect(page.locator("th[data-pm-sort=ttr]")).to_have_attribute("aria-sort", "ascending")
    button.press("Enter")
    assert rows.evaluate_all(minutes) == sorted(rows.evaluate_all(minutes), reverse=True)
    assert ids.all_inner_texts() != came
    page.locator("select[name=severity]").select_option(label="P1")
    again = visit(page.url).page.locator("table.pm-listing tbody tr:visible .pm-id")
    assert (
        again.all_inner_texts() == page.locator("table.pm-listing tbody tr:visible .pm-id").all_inner_texts()
    )
    page.locator("[data-pm-reset]").click()
    button.click()
    assert ids.all_inner_texts() == came
    assert "sort=" not in page.url
    page.get_by_role("button", name="Sort by Severity").click()
    badges = page.locator("table.pm-listing tbody tr .pm-c-severity").all_inner_texts()
    assert badges == sorted(badges)
    assert seen.problems == []


def test_the_actions_filter_by_what_the_small_tables_link_to(visit: Open) -> None:
    seen = visit(ACTIONS)
    page = seen.page
    rows = page.locator("table.pm-action-items tbody tr:visible")
    everything = rows.count()
    remember(page)
    link = page.locator("#pm-group-owner + table tbody a").first
    owner = link.inner_text()
    open_ones = int(page.locator("#pm-group-owner + table tbody tr").first.locator("td").first.inner_text())
    link.click()
    expect(rows).to_have_count(open_ones)
    assert open_ones < everything
    assert page.evaluate("window.stays") is True, "the page was loaded anew"
    assert set(page.locator("table.pm-action-items tbody tr:visible .pm-c-owner").all_inner_texts()) == {
        owner
    }
    expect(visit(page.url).page.locator("table.pm-action-items tbody tr:visible")).to_have_count(open_ones)
    page.locator("[data-pm-reset]").click()
    page.locator("select[name=state]").select_option(label="Open")
    expect(rows).not_to_have_count(everything)
    still = rows.count()
    page.locator("select[name=state]").select_option(value="open-overdue")
    expect(rows).not_to_have_count(still)
    assert rows.locator(".pm-overdue").count() == rows.count() > 0
    assert seen.problems == []


def test_a_dot_leads_to_its_incident(visit: Open) -> None:
    seen = visit(INSIGHTS)
    page = seen.page
    draw_charts(page)
    assert page.locator(DRAWN).count() >= 3
    remember(page)
    dot = page.locator("section:has(> #pm-trend-ttr) .scatterlayer .point").first
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    expect(page.locator(".hoverlayer .hovertext")).to_be_visible()
    page.mouse.down()
    page.mouse.up()
    expect(page.locator(".pm-header")).to_be_visible()
    assert page.evaluate("window.stays") is True, "the page was loaded anew"
    assert seen.problems == []


def test_the_page_reads_well_without_javascript(visit: Open) -> None:
    page = visit(INDEX, javascript=False).page
    assert page.locator("table.pm-listing tbody tr:visible").count() >= 24
    assert not page.locator("[data-pm-filter]").is_visible()
    assert page.locator(".pm-counts").count() == 2


def test_charts_are_drawn_from_a_file(visit: Open, demo: Path) -> None:
    page = visit((demo / INDEX / "index.html").as_uri()).page
    draw_charts(page)
    assert page.locator(DRAWN).count() >= 2


def test_the_home_page_does_not_load_plotly(visit: Open) -> None:
    page = visit("").page
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert not [name for name in loaded if "plotly" in name]


def test_the_words_of_the_milestones_are_not_broken(visit: Open) -> None:
    page = visit(INCIDENT).page
    words = page.locator(".pm-word").evaluate_all(
        """nodes => nodes.map(node => [node.textContent, node.offsetHeight,
            parseFloat(getComputedStyle(node).lineHeight)])"""
    )
    assert len(words) == 7
    for text, height, line in words:
        assert height < line * (len(text.split()) + 0.5), text
