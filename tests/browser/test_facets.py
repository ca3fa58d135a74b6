"""The pages of one severity, category, year, service or tag, as a reader moves among them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, draw_charts, remember
from tests.browser.pages import INCIDENT, INDEX, SERVICE, SERVICES, SEVERITY

pytestmark = pytest.mark.browser


def test_from_an_incident_to_its_service_to_another_and_back(visit: Open) -> None:
    seen = visit(INCIDENT)
    page = seen.page
    remember(page)
    link = page.locator(".pm-fact-services a").first
    name = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_contain_text(f"{name} incidents")
    draw_charts(page)
    expect(page.locator(".pm-browse [aria-current]")).to_have_text(name)
    services = page.locator("table.pm-listing tbody tr").evaluate_all(
        "rows => rows.map(r => r.dataset.service)"
    )
    assert services
    assert all(name in each.split("\n") for each in services)
    page.locator(".pm-browse dt a").click()
    expect(page.locator("h1")).to_contain_text("Incidents by service")
    page.locator("table.pm-facets tbody a").first.click()
    expect(page.locator("table.pm-listing")).to_be_visible()
    page.go_back()
    expect(page.locator("table.pm-facets")).to_be_visible()
    assert page.evaluate("window.stays") is True, "a page was loaded anew"
    assert seen.problems == []


def test_charts_and_legend_filter_the_table_of_their_own_page(visit: Open) -> None:
    seen = visit(SERVICE)
    page = seen.page
    draw_charts(page)
    remember(page)
    rows = page.locator("table.pm-listing tbody tr:visible")
    everything = rows.count()
    page.locator(".pm-legend a", has_text="P1").click()
    assert page.locator("select[name=severity]").input_value() == "P1"
    assert 0 < rows.count() < everything
    assert "severity=P1" in page.url
    page.locator("[data-pm-reset]").click()
    expect(rows).to_have_count(everything)
    bar = page.locator(".pm-chart-causes .barlayer .point").first
    # Not below the bar at the top of the page.
    bar.evaluate("node => node.scrollIntoView({ block: 'center' })")
    box = bar.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    expect(page.locator(".pm-chart-causes .nsewdrag")).to_have_css("cursor", "pointer")
    page.mouse.down()
    page.mouse.up()
    expect(rows).not_to_have_count(everything)
    assert page.locator("select[name=category]").input_value() != ""
    assert page.evaluate("window.stays") is True, "the page was loaded anew"
    assert seen.problems == []


def test_a_severity_is_no_filter_among_incidents_of_one(visit: Open) -> None:
    page = visit(SEVERITY).page
    assert page.locator("select[name=severity]").count() == 0
    assert page.locator("select[name=category]").count() == 1


def test_on_a_phone_the_index_names_the_ways_and_a_page_lists_its_own(visit: Open) -> None:
    page = visit(INDEX, 390).page
    ways = page.locator(".pm-browse dt a")
    assert ways.all_inner_texts() == ["Severity", "Category", "Year", "Service", "Tag"]
    expect(page.locator(".pm-browse dd").first).to_be_hidden()
    ways.nth(3).click()
    page.wait_for_url(f"**/{SERVICES}")
    expect(visit(SERVICE, 390).page.locator(".pm-browse dd").first).to_be_visible()


def test_names_are_not_broken_within_a_word_on_a_phone(visit: Open) -> None:
    page = visit(SERVICES).page
    page.set_viewport_size({"width": 390, "height": 844})
    names = page.locator("table.pm-facets tbody th a")
    # What is written without a hyphen has one line.
    lines = names.evaluate_all("links => links.map(link => [link.textContent, link.getClientRects().length])")
    assert [name for name, number in lines if number > name.count("-") + 1] == []
    expect(page.locator("table.pm-facets .pm-bars").first).not_to_be_visible()
