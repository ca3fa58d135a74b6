"""Filtered tables on a page of the site, and the search, as a reader meets them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

PAGE = "archive-pages/"
TITLE = "INC-2025-021 Partner API starved of database connections by live tiles"
FIRST, SECOND = "#pm-incidents", "#pm-actions"


def test_two_tables_filter_each_by_itself_and_the_address_keeps_both(visit: Open) -> None:
    seen = visit(PAGE)
    page = seen.page
    incidents = page.locator(f"{FIRST} tbody tr:visible")
    actions = page.locator(f"{SECOND} tbody tr:visible")
    expect(page.locator(f"{FIRST} [data-pm-filter]")).to_be_visible()
    all_incidents, all_actions = incidents.count(), actions.count()
    assert all_incidents > 1
    assert all_actions > 1
    page.locator(f"{SECOND} select[name=severity]").select_option(index=1)
    expect(actions).not_to_have_count(all_actions)
    some = actions.count()
    expect(incidents).to_have_count(all_incidents)
    assert "2.severity=" in page.url
    page.locator(f"{FIRST} input[name=text]").fill("no such incident")
    expect(incidents).to_have_count(0)
    expect(actions).to_have_count(some)
    page.locator(f"{SECOND}").get_by_role("button", name="Sort by Due").click()
    assert "2.sort=due" in page.url
    again = visit(page.url)
    expect(again.page.locator(f"{SECOND} tbody tr:visible")).to_have_count(some)
    expect(again.page.locator(f"{FIRST} tbody tr:visible")).to_have_count(0)
    expect(again.page.locator(f"{SECOND} th[data-pm-sort=due]")).to_have_attribute("aria-sort", "ascending")
    assert seen.problems == again.problems == []


def test_what_is_given_cannot_be_chosen_again(visit: Open) -> None:
    page = visit(PAGE).page
    expect(page.locator(f"{FIRST} [data-pm-filter]")).to_be_visible()
    assert page.locator(f"{FIRST} select[name=severity]").count() == 0
    assert page.locator(f"{SECOND} select[name=state]").count() == 0
    assert set(page.locator(f"{FIRST} .pm-c-severity").all_inner_texts()) == {"P1"}


def search(page: Page, query: str) -> Locator:
    """Type a query into Material's search, and return the titles of the pages that it finds, best first."""
    field = page.locator(".md-search__input")
    field.click()
    # It answers key by key, and late on a busy machine: one key is enough.
    field.fill(query[:-1])
    field.press("End")
    field.press_sequentially(query[-1])
    return page.locator(".md-search-result__item > a h1")


@pytest.mark.parametrize("query", ["INC-2025-021", "starved connections tiles"])
def test_the_search_finds_an_incident(visit: Open, query: str) -> None:
    seen = visit("")
    page = seen.page
    first = search(page, query).first
    expect(first).to_have_text(TITLE, timeout=30_000)
    first.click()
    expect(page.locator(".pm-header")).to_be_visible()
    assert "serving-pool-exhausted-by-live-tiles" in page.url
    assert seen.problems == []


def test_the_search_finds_a_severity_and_no_log(visit: Open) -> None:
    page = visit("").page
    expect(search(page, "P1").first).to_have_text("P1 incidents", timeout=30_000)
    search(page, "cl_waiting")
    expect(page.locator(".md-search-result__meta")).to_contain_text("No matching documents", timeout=30_000)
