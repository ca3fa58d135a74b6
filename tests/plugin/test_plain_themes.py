"""The plain themes: every page holds there what it holds in Material."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from mkdocs_postmortem.site_pages import SITE_PAGES
from tests.plugin.sites import Build, Built, document
from tests.plugin.test_pages import TWO, one, words

LONG = "".join(f"22:01:{second:02} loader INFO line\n" for second in range(20))
FILES: dict[str, str | bytes] = {
    **TWO,
    # Enough for charts, something that is folded, and something that comes back.
    **{
        f"postmortems/2025-0{month}-20-{month}.md": document(
            f"INC-2025-02{month}", title=f"Loader late in month {month}", date=f"2025-0{month}-20"
        ).replace("22:01:14 loader INFO", f"{LONG}22:01:14 loader INFO")
        for month in (7, 8, 9)
    },
}
MAIN = {"material": "article.md-content__inner", "mkdocs": "[role=main]", "readthedocs": "[role=main]"}


def content(page: BeautifulSoup, theme: str) -> Tag:
    """Return what stands between a theme's own head and foot."""
    main = one(page, MAIN[theme])
    for permalink in main.select(".headerlink"):
        permalink.decompose()
    return main


def pages_of(built: Built, theme: str) -> dict[str, tuple[str, list[str], list[str]]]:
    """Return the pages of the archive: their text, where their links lead, and what they are made of."""
    found = {}
    for name in sorted(built.files()):
        if name.startswith("postmortems/") and name.endswith(".html"):
            main = content(built.html(name), theme)
            links = [str(each["href"]) for each in main.select("a[href]")]
            ours = [" ".join(each["class"]) for each in main.select("[class^=pm-]")]
            found[name] = (words(main), links, ours)
    return found


def test_every_page_holds_the_same_in_every_theme(build: Build) -> None:
    found = {}
    for theme in MAIN:
        config: dict[str, object] = {
            "theme": {"name": theme, "font": False} if theme == "material" else {"name": theme}
        }
        built = build(FILES, "--strict", config=config)
        assert built.code == 0, built.log
        found[theme] = pages_of(built, theme)
    rich = found.pop("material")
    made = {page.path.removesuffix(".md") for page in SITE_PAGES if not page.family}
    assert made <= {Path(name).parent.name for name in rich} | {"index"}
    assert any("pm-fold" in each for _, _, ours in rich.values() for each in ours)
    assert any("pm-plot" in each for _, _, ours in rich.values() for each in ours)
    for theme, plain in found.items():
        assert plain.keys() == rich.keys()
        for name in rich:
            assert plain[name] == rich[name], (theme, name)


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_the_charts_and_filters_work_without_the_script_of_a_theme(build: Build, theme: str) -> None:
    built = build(FILES, "--strict", config={"theme": {"name": theme}})
    scripts = [str(each["src"]) for each in built.html("postmortems/index.html").select("script[src]")]
    assert "../assets/postmortem/postmortem.js" in scripts
    assert {f"assets/postmortem/{name}" for name in ("plotly.min.js", "paper.js")} <= built.files()
