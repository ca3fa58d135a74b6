"""What holds for every kind of page: drawn without a problem in each scheme and width, and readable."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Open, Visit, draw_charts, new_context, remember
from tests.browser.pages import AROUND, OURS

pytestmark = pytest.mark.browser

WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
# What is found, and not what was looked at: that is most of the work on a page with a long table.
FINDINGS_ONLY = {"resultTypes": ["violations"]}
# What scrolls around a wide table of the author.
THEMES_OWN = ("scrollable-region-focusable", '<div class="md-typeset__scrollwrap">')


@pytest.fixture(scope="module")
def look(browser: Browser, address: str) -> Iterator[Open]:
    """Return a function that opens a page as `visit` does, with the cache of the pages before it."""
    contexts = {
        (scheme, script): new_context(browser, scheme=scheme, javascript=script)
        for scheme in SCHEMES
        for script in (True, False)
    }

    def open_page(path: str, width: int = 1280, scheme: str = "light", javascript: bool = True) -> Visit:
        context = contexts[scheme, javascript]
        for page in context.pages:
            page.close()
        seen = Visit(context.new_page(), address.split("/sub/")[0])
        seen.page.set_viewport_size({"width": width, "height": 900})
        seen.page.goto(address + path)
        return seen

    yield open_page
    for context in contexts.values():
        context.close()


def overflow(page: Page, element: str = "html") -> int:
    """Return by how many pixels a page, or an element of it, is wider than its room."""
    return int(page.locator(element).evaluate("node => node.scrollWidth - node.clientWidth"))


def serious(page: Page) -> list[tuple[str, str]]:
    """Return what axe-core finds that is serious, with the first element of each finding."""
    # The colours of code are the theme's.
    ours = {"include": [[".md-content"]], "exclude": [[".highlight"]]}
    found = Axe().run(page, context=ours, options=FINDINGS_ONLY).response["violations"]
    first = [
        (each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")
    ]
    return [each for each in first if each != THEMES_OWN]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", [*OURS, *AROUND])
def test_a_page_is_drawn_without_a_problem(look: Open, name: str, scheme: str) -> None:
    for width in WIDTHS:
        seen = look({**OURS, **AROUND}[name], width, scheme)
        draw_charts(seen.page)
        seen.page.wait_for_load_state("networkidle")
        assert seen.problems == [], width
        assert overflow(seen.page) <= 0, width
        if name in OURS:
            assert serious(seen.page) == [], width


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", OURS)
def test_a_page_is_complete_without_javascript(look: Open, name: str, width: int) -> None:
    seen = look(OURS[name], width, javascript=False)
    page = seen.page
    assert seen.problems == []
    # Without its script the theme lets a long title run out of its own head.
    assert overflow(page, ".md-main") <= 0
    assert page.locator("[data-pm-chart]:visible, [data-pm-filter]:visible, .pm-sort:visible").count() == 0
    # The numbers of each chart can be opened, and no row of a table waits for a script.
    charts = page.locator("[data-pm-chart]").count()
    assert page.locator("[data-pm-chart] ~ details.pm-numbers > summary:visible").count() == charts
    assert page.locator("tr.pm-row").count() == page.locator("tr.pm-row:visible").count()
    assert page.locator(".pm-slot").count() == 0


@pytest.mark.parametrize("name", OURS)
def test_instant_navigation_there_and_back(visit: Open, name: str) -> None:
    seen = visit("")
    page = seen.page
    remember(page)
    page.evaluate(
        """path => {
            const link = document.createElement("a");
            link.href = path;
            document.querySelector(".md-content").append(link);
            link.click();
        }""",
        OURS[name],
    )

    def is_there() -> None:
        expect(page).to_have_url(seen.start + OURS[name])
        page.wait_for_load_state("networkidle")
        expect(page.locator("[data-pm-filter][hidden]")).to_have_count(0)
        draw_charts(page)

    is_there()
    page.go_back()
    expect(page).to_have_url(seen.start)
    page.wait_for_load_state("networkidle")
    page.go_forward()
    is_there()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.stays") is True, "the page was loaded anew"
    assert seen.problems == []
