"""The demo archive in the plain themes: complete, drawn, and not wider than the window."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, Open, draw_charts
from tests.browser.pages import ACTIONS, FOLDED, INCIDENT, INDEX, INSIGHTS, MAP, RECURRING

pytestmark = pytest.mark.browser

# Bootstrap looks for each heading as if every id were a selector; `5-whys-analysis` is none, and the
# theme's script ends there, before it has set the keys of its search.
THEMES_OWN = ("'#5-whys-analysis' is not a valid selector", "reading '191'")


# The tables of ours that are wider than what readthedocs lets them be seen through.
CUT_OFF = """() => Array.from(document.querySelectorAll(".wy-table-responsive > table.pm-table"))
    .filter(table => !table.closest(".pm-scroll") && table.offsetWidth > table.parentElement.clientWidth + 1)
    .map(table => table.className)"""


@pytest.fixture(scope="module", params=["mkdocs", "readthedocs"])
def plain(
    request: pytest.FixtureRequest, host: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The address of the demo archive alone, in a theme that comes with MkDocs."""
    theme = str(request.param)
    server, root = host
    project = tmp_path_factory.mktemp(theme)
    shutil.copytree(ROOT / "docs" / "postmortems", project / "docs" / "postmortems")
    (project / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    config = {
        "site_name": "Plain",
        "plugins": ["search", "postmortem"],
        # Its script comes from another host.
        "theme": {"name": theme, "highlightjs": False},
    }
    (project / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(root / theme)],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795392000"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return f"{server}{theme}/"


@pytest.mark.parametrize("path", [INDEX, ACTIONS, INSIGHTS, MAP, RECURRING, INCIDENT, FOLDED])
def test_a_page_is_drawn_without_a_problem(visit: Open, plain: str, path: str) -> None:
    seen = visit(plain + path)
    page = seen.page
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        draw_charts(page)
        root = page.locator("html")
        assert root.evaluate("node => node.scrollWidth - node.clientWidth") <= 0, width
        assert page.evaluate(CUT_OFF) == [], width
    page.wait_for_load_state("networkidle")
    ours = [each for each in seen.problems if not any(known in each for known in THEMES_OWN)]
    assert ours == []


def test_the_table_filters_and_the_lines_of_charts_have_the_colour_of_text(visit: Open, plain: str) -> None:
    page = visit(f"{plain}{INDEX}?severity=P1").page
    rows = page.locator("table.pm-listing tbody tr:visible")
    expect(page.locator("[data-pm-filter][hidden]")).to_have_count(0)
    assert set(rows.locator(".pm-c-severity").all_inner_texts()) == {"P1"}
    page = visit(plain + INSIGHTS).page
    draw_charts(page)
    line = page.locator(".js-line").first
    text = page.locator(".pm-charts").first.evaluate("node => getComputedStyle(node).color")
    assert line.evaluate("node => node.style.stroke") == text


def test_cards_and_the_map_work_there(visit: Open, plain: str) -> None:
    page = visit(plain + INCIDENT).page
    page.wait_for_function("window.postmortemCards")
    page.locator("a[data-pm-card]").first.hover()
    expect(page.locator(".pm-card")).to_be_visible()
    page = visit(plain + MAP).page
    expect(page.locator('.pm-dot[tabindex="0"]')).to_have_count(1)
    page.locator(".pm-dot").first.hover()
    expect(page.locator(".pm-dimmed")).to_have_count(1)


def test_a_fold_opens_for_printing_and_for_a_link_into_it(visit: Open, plain: str) -> None:
    page = visit(plain + FOLDED).page
    page.wait_for_load_state("networkidle")
    code = page.locator("details.pm-fold code")
    expect(code).not_to_be_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(code).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(code).not_to_be_visible()
    code.evaluate("node => { node.id = 'inside'; location.hash = 'inside'; }")
    expect(code).to_be_in_viewport()
