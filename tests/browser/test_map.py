"""The map under pointer, keyboard and finger, and without any of them."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open, remember
from tests.browser.pages import MAP

pytestmark = pytest.mark.browser

# Which dots stand out.
LIT = "dots => dots.filter(dot => Number(getComputedStyle(dot).opacity) === 1).map(dot => dot.pathname)"
COLOURS = "dots => dots.map(dot => getComputedStyle(dot).backgroundColor)"


def ready(page: Page) -> Locator:
    """Return the dots of the map, once its script has made one of them a stop of the Tab key."""
    expect(page.locator('.pm-dot[tabindex="0"]')).to_have_count(1)
    return page.locator(".pm-dot")


def dot(page: Page, ending: str) -> Locator:
    return page.locator(f'.pm-dot[href*="{ending}"]')


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_is_drawn_fits_and_is_accessible(visit: Open, width: int, scheme: str) -> None:
    seen = visit(MAP, width, scheme)
    page = seen.page
    dots = ready(page)
    incidents = dots.count()
    assert incidents >= 24
    page.wait_for_load_state("networkidle")
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0
    boxes = dots.evaluate_all(
        """dots => dots.map(dot => dot.getBoundingClientRect())
            .map(box => [box.x, box.y, box.width, box.height])"""
    )
    assert all(width == height > 0 for _, _, width, height in boxes)
    apart = [
        (one[0] - two[0]) ** 2 + (one[1] - two[1]) ** 2 >= ((one[2] + two[2]) / 2) ** 2 - 1
        for number, one in enumerate(_centred(boxes))
        for two in _centred(boxes)[:number]
    ]
    assert all(apart)
    found = Axe().run(page, context={"include": [[".md-content"]]}).response["violations"]
    assert [
        (each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")
    ] == []
    assert seen.problems == []


def _centred(boxes: list[list[float]]) -> list[tuple[float, float, float]]:
    return [(x + width / 2, y + height / 2, width) for x, y, width, height in boxes]


def test_the_pointer_shows_a_card_and_the_relatives(visit: Open) -> None:
    page = visit(MAP).page
    dots = ready(page)
    page.wait_for_function("window.postmortemCards")
    asked = dot(page, "2025-06-16-serving-pool")
    asked.hover()
    expect(page.locator(".pm-card")).to_contain_text("database connections by live tiles")
    lit = dots.evaluate_all(LIT)
    assert {path.split("/")[-2] for path in lit} == {
        "2025-06-16-serving-pool-exhausted-by-live-tiles",
        "2024-11-29-order-ingestion-six-hours-behind",
        "2026-08-31-serving-pool-exhausted-by-feature-export",
    }
    page.mouse.move(5, 5)
    expect(page.locator(".pm-card")).to_have_count(0)
    assert len(dots.evaluate_all(LIT)) == dots.count()


def test_a_click_leads_to_the_incident_and_back(visit: Open) -> None:
    seen = visit(MAP)
    page = seen.page
    ready(page)
    remember(page)
    dot(page, "2025-06-16-serving-pool").click()
    expect(page.locator(".pm-header")).to_be_visible()
    assert page.evaluate("window.stays") is True, "the page was loaded anew"
    expect(page.locator(".pm-card")).to_have_count(0)
    page.go_back()
    ready(page)
    dot(page, "2025-06-16-serving-pool").hover()
    expect(page.locator(".pm-dimmed")).to_have_count(1)
    assert seen.problems == []


def test_the_keyboard_walks_over_it(visit: Open) -> None:
    page = visit(MAP).page
    ready(page)
    page.wait_for_function("window.postmortemCards")
    page.locator(".pm-lane-name a").first.focus()
    page.keyboard.press("Tab")
    focused = page.locator(".pm-dot:focus")
    for _ in range(12):
        if focused.count():
            break
        page.keyboard.press("Tab")
    expect(focused).to_have_count(1)
    expect(page.locator(".pm-card")).to_be_visible()
    expect(page.locator(".pm-dimmed")).to_have_count(1)
    page.keyboard.press("Home")
    lane = "dot => Array.from(dot.closest('.pm-lane').querySelectorAll('.pm-dot')).indexOf(dot)"
    assert focused.evaluate(lane) == 0
    page.keyboard.press("ArrowRight")
    assert focused.evaluate(lane) == 1
    page.keyboard.press("ArrowLeft")
    assert focused.evaluate(lane) == 0
    name = "dot => dot.closest('.pm-lane').getAttribute('aria-label')"
    lanes = page.locator(".pm-lane").evaluate_all(
        "lanes => lanes.map(lane => lane.getAttribute('aria-label'))"
    )
    for _ in lanes:
        page.keyboard.press("ArrowUp")
    assert focused.evaluate(name) == lanes[0]
    page.keyboard.press("ArrowDown")
    assert focused.evaluate(name) == lanes[1]
    page.keyboard.press("Escape")
    expect(page.locator(".pm-card")).to_have_count(0)
    expect(page.locator(".pm-dimmed")).to_have_count(0)
    title = focused.evaluate("dot => JSON.parse(dot.dataset.pmCard)[1]")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(title)


def test_a_finger_sees_the_card_first(visit: Open) -> None:
    page = visit(MAP, 390, touch=True).page
    ready(page)
    page.wait_for_function("window.postmortemCards")
    box = page.locator(".pm-map-box")
    # What is new is in sight.
    assert box.evaluate("box => box.scrollWidth - box.clientWidth - box.scrollLeft") <= 1
    assert box.evaluate("box => box.scrollLeft") > 0
    last = dot(page, "2026-08-31-serving-pool")
    last.scroll_into_view_if_needed()
    place = last.bounding_box()
    assert place is not None
    # Beside it is near enough.
    page.touchscreen.tap(place["x"] + place["width"] + 4, place["y"] + place["height"] / 2)
    expect(page.locator(".pm-card")).to_contain_text("INC-2026-019")
    assert page.url.endswith(MAP)
    last.tap()
    expect(page.locator("h1")).to_contain_text("database connections by a feature export")


def test_the_key_puts_severities_aside(visit: Open) -> None:
    page = visit(MAP, javascript=False).page
    dots = page.locator(".pm-dot")
    everything = len(dots.evaluate_all(LIT))
    worst = page.locator(".pm-dot.pm-sev-1").count()
    page.get_by_role("checkbox", name="P1").uncheck()
    assert len(dots.evaluate_all(LIT)) == everything - worst < everything
    page.get_by_role("checkbox", name="P1").check()
    assert len(dots.evaluate_all(LIT)) == everything


def test_it_is_complete_without_javascript(visit: Open) -> None:
    page = visit(MAP, javascript=False).page
    dots = page.locator(".pm-dot")
    assert dots.count() >= 24
    expect(dots.first).to_be_visible()
    assert all(" · " in str(each.get_attribute("title")) for each in dots.all())
    assert page.locator(".pm-map-ties path").count() > 5
    assert page.locator(".pm-family .pm-similarity").count() > 5


def test_it_follows_the_palette(visit: Open) -> None:
    page = visit(MAP).page
    dots = ready(page)
    light = dots.evaluate_all(COLOURS)
    while page.locator("body").get_attribute("data-md-color-scheme") != "slate":
        page.locator("label.md-header__button[for^=__palette]:visible").first.click()
    dark = dots.evaluate_all(COLOURS)
    assert len(set(light)) == len(set(dark)) > 3
    assert set(light).isdisjoint(dark)


def test_only_its_page_loads_its_script(visit: Open) -> None:
    page = visit("postmortems/").page
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert not [name for name in loaded if "map.js" in name]


def test_it_fits_on_paper_in_the_light_palette(visit: Open) -> None:
    page = visit(MAP, 1280, "dark").page
    dots = ready(page)
    dark = set(dots.evaluate_all(COLOURS))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})
    assert dark.isdisjoint(dots.evaluate_all(COLOURS))
    assert page.locator(".pm-map-box").evaluate("box => box.scrollWidth - box.clientWidth") <= 0
