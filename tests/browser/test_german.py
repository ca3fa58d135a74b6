"""What the script says, on a site in German."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit
from tests.labels.test_german_site import ARCHIVE, CONFIG, VORLAGE
from tests.plugin.sites import environment, write_site

pytestmark = pytest.mark.browser
THEME = {"name": "material", "language": "de", "font": False}


@pytest.fixture(scope="module")
def german(host: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a German archive."""
    server, root = host
    source = tmp_path_factory.mktemp("deutsch")
    write_site(source, ARCHIVE, {**CONFIG, "theme": THEME})
    (source / "vorlage.yml").write_text(VORLAGE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(root / "deutsch")],
        cwd=source,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return f"{server}deutsch/postmortems/"


def test_the_script_speaks_german(browser: Browser, german: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    seen = Visit(page, german.split("deutsch")[0])
    page.goto(german)
    expect(page.locator("[data-pm-count]")).to_have_text("9 von 9")
    expect(page.locator(".pm-sort").first).to_have_attribute("aria-label", "Nach Schweregrad sortieren")
    page.locator("select[name=severity]").select_option(label="SEV1")
    expect(page.locator("[data-pm-count]")).to_have_text("2 von 9")
    page.locator("input[name=text]").fill("xyz")
    empty = page.locator("[data-pm-empty]")
    expect(empty).to_contain_text("Kein Vorfall erfüllt all das.")
    expect(empty.locator("button")).to_have_text(["Text „xyz“ weglassen (2)"])
    page.locator("select[name=severity]").select_option(label="SEV2")
    page.locator("input[name=text]").fill("Lagerstand 3")
    said = ["Schweregrad „SEV2“ weglassen (1)", "Text „Lagerstand 3“ weglassen (4)"]
    expect(empty.locator("button")).to_have_text(said)
    assert seen.problems == []
    page.close()


def test_the_axes_of_charts_are_german(browser: Browser, german: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{german}insights/")
    plot = page.locator(".pm-plot").first
    plot.scroll_into_view_if_needed()
    expect(plot.locator(".ytick text").first).to_be_visible()
    assert {text.split()[-1] for text in plot.locator(".ytick text").all_text_contents()} <= {
        "Min.",
        "Std.",
        "Tage",
    }
    days = plot.locator(".xtick text").all_text_contents()
    assert days
    assert all(day.replace("-", "").isdigit() for day in days), days
    page.close()
