"""The card of a link to an incident: on hover and on focus, in nobody's way."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open, remember

pytestmark = pytest.mark.browser

INCIDENT = "postmortems/2025-06-16-serving-pool-exhausted-by-live-tiles/"
LINK = "table a[data-pm-card]"
TITLE = (
    "INC-2024-038 · Order ingestion fell six hours behind on the busiest day of the year · 2024-11-29 · P1"
)
TEXT = (
    "P1 INC-2024-038 Order ingestion fell six hours behind on the busiest day of the year "
    "2024-11-29 · Capacity · TTR 10 h 51 min"
)


def first(page: Page) -> Locator:
    link = page.locator(LINK).first
    link.scroll_into_view_if_needed()
    expect(link).to_have_attribute("title", TITLE)
    page.wait_for_function("window.postmortemCards")
    return link


def words(card: Locator) -> str:
    return " ".join(card.inner_text().split())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_shows_on_hover_and_inside_the_window(visit: Open, width: int, scheme: str) -> None:
    seen = visit(INCIDENT, width, scheme)
    page = seen.page
    link = first(page)
    link.hover()
    card = page.locator(".pm-card")
    expect(card).to_be_visible()
    assert words(card) == TEXT
    expect(link).to_have_attribute("aria-describedby", "pm-card")
    # The browser's own tooltip would come on top of it.
    assert link.get_attribute("title") is None
    box = card.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    found = Axe().run(page, context={"include": [[".pm-card"]]}).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    page.mouse.move(2, 450)
    expect(card).to_have_count(0)
    expect(link).to_have_attribute("title", TITLE)
    assert seen.problems == []


def test_the_pointer_can_move_onto_it_and_escape_takes_it_away(visit: Open) -> None:
    page = visit(INCIDENT).page
    first(page).hover()
    card = page.locator(".pm-card")
    expect(card).to_be_visible()
    card.hover()
    # Longer than a card stays that the pointer has left.
    page.evaluate("new Promise(done => setTimeout(done, 600))")
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)


def test_it_shows_at_the_focus_of_the_keyboard_and_goes_with_it(visit: Open) -> None:
    page = visit(INCIDENT).page
    link = first(page)
    page.keyboard.press("Tab")  # from here on the browser knows that there is a keyboard
    link.focus()
    card = page.locator(".pm-card")
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(link).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(card).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Order ingestion fell six hours behind")
    expect(card).to_have_count(0)


def test_a_click_on_it_follows_the_link_and_cards_work_on_the_next_page(visit: Open) -> None:
    seen = visit(INCIDENT)
    page = seen.page
    first(page).hover()
    remember(page)
    page.locator(".pm-card .pm-card-title").click()
    expect(page.locator("h1")).to_contain_text("Order ingestion fell six hours behind")
    assert page.evaluate("window.stays") is True, "the page was loaded anew"
    expect(page.locator(".pm-card")).to_have_count(0)
    page.locator("a[data-pm-card]").first.hover()
    expect(page.locator(".pm-card")).to_be_visible()
    assert seen.problems == []


def test_a_finger_follows_the_link_at_once(visit: Open) -> None:
    page = visit(INCIDENT, 390, touch=True).page
    first(page).tap()
    expect(page.locator("h1")).to_contain_text("Order ingestion fell six hours behind")
    expect(page.locator(".pm-card")).to_have_count(0)


def test_pages_without_such_links_do_not_load_the_script(visit: Open) -> None:
    page = visit("configuration/").page
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert not [name for name in loaded if "cards.js" in name]


def test_where_the_theme_shows_titles_itself_there_is_only_one(visit: Open) -> None:
    page = visit(INCIDENT).page
    page.evaluate(
        """() => {
            const config = document.getElementById("__config");
            const read = JSON.parse(config.textContent);
            read.features.push("content.tooltips");
            config.textContent = JSON.stringify(read);
        }"""
    )
    link = first(page)
    link.hover()
    page.evaluate("new Promise(done => setTimeout(done, 500))")
    assert page.locator(".pm-card").count() == 0
    expect(link).to_have_attribute("title", TITLE)
