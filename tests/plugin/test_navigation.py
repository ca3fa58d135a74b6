"""The archive in the navigation of real builds: MkDocs' own, and one of the site's."""

from __future__ import annotations

from typing import Any

import pytest

from mkdocs_postmortem.site_pages import SITE_PAGES
from tests.plugin.sites import Build, Built
from tests.plugin.test_pages import TWO, one, words
from tests.plugin.test_placing import HOME, options


def navigation(built: Built, page: str = HOME) -> list[str]:
    """Return the titles in the navigation of the plain theme, in order."""
    return [words(each) for each in built.html(page).select(".navbar .dropdown-menu a")]


def test_the_order_of_the_navigation(build: Build) -> None:
    files = {**TWO, "about.md": "# About\n", "zoo/animals.md": "# Animals\n"}
    built = build(files, "--strict")
    assert navigation(built)[:3] == ["Incidents", "Action items", "Insights"]
    ordered = options(pages={"index": None, "insights": None, "actions": {"title": "To do"}})
    assert navigation(build(files, "--strict", config=ordered))[:3] == ["Incidents", "Insights", "To do"]
    last = options(pages={"insights": None, "actions": None, "index": None})
    assert navigation(build(files, "--strict", config=last))[:3] == ["Insights", "Action items", "Incidents"]


def test_the_archive_stands_where_its_folder_belongs(build: Build) -> None:
    files = {**TWO, "about.md": "# About\n", "zoo/animals.md": "# Animals\n"}
    built = build(files, "--strict")
    top = [words(each) for each in built.html(HOME).select("#navbar-collapse > .navbar-nav:first-child > li")]
    assert [each.split()[0] for each in top] == ["Home", "About", "Postmortems", "Zoo"]


def test_a_navigation_of_the_sites_own_lists_what_it_wants(build: Build) -> None:
    nav = ["index.md", {"Reports": [{"All": "postmortems/index.md"}, "postmortems/insights.md"]}]
    built = build(TWO, "--strict", config={"nav": nav})
    assert built.code == 0, built.log
    assert navigation(built) == ["All", "Insights"]


YEARS: dict[str, str | bytes] = {
    **TWO,
    "postmortems/undated.md": "# When was that?\n",
    "zoo/animals.md": "# Animals\n",
}
FIRST, THIRD = "--INC-2025-001: Orders mart stale", "--INC-2025-008: Third time"
ALL: dict[str, Any] = {"nav": "all", "fail_on": "never"}


def material_navigation(built: Built, page: str = HOME) -> list[str]:
    """Return Material's navigation, each entry behind a dash per level."""
    found = []
    for each in built.html(page).select(".md-nav--primary .md-nav__item"):
        label = each.select_one(":scope > .md-nav__link, :scope > label")
        assert label is not None
        found.append("-" * len(each.find_parents("li")) + words(label))
    return found


def test_all_incidents_are_listed_by_year(build: Build) -> None:
    theme = {"name": "material", "font": False}
    built = build(YEARS, config={**options(**ALL), "theme": theme})
    assert built.code == 0, built.log
    assert "not included in the" not in built.log
    assert material_navigation(built, "zoo/animals/index.html") == [
        "Home",
        "Postmortems",
        *(f"-{page.title}" for page in SITE_PAGES if page.listed),
        "-2025",
        THIRD,
        FIRST,
        "-2024",
        "--INC-2024-007: Loader stopped",
        "-No date",
        "--When was that?",
        "Zoo",
        "-Animals",
    ]
    page = built.html("postmortems/2025-03-14-a/index.html")
    assert [one(page, f"link[rel={rel}]")["href"] for rel in ("prev", "next")] == [
        "../2025-06-01-c/",
        "../old/2024-01-02-b/",
    ]
    assert one(built.html("postmortems/undated/index.html"), "link[rel=next]")["href"] == "../../zoo/animals/"


@pytest.mark.parametrize(
    ("nav", "expected"),
    [
        (
            ["index.md", {"What broke": "postmortems/index.md"}, "zoo/animals.md"],
            [
                "Home",
                "What broke",
                "-What broke",
                "-2025",
                "--INC-2025-008: Third time",
                "--INC-2025-001: Orders mart stale",
                "-2024",
            ],
        ),
        (
            ["index.md", {"Ops": ["zoo/animals.md", "postmortems/index.md", "postmortems/2025-06-01-c.md"]}],
            [
                "Home",
                "Ops",
                "-Animals",
                "-Incidents",
                "-INC-2025-008: Third time",
                "-2025",
                "--INC-2025-001: Orders mart stale",
            ],
        ),
        (
            ["index.md", "zoo/animals.md"],
            ["Home", "Animals", "Incidents", "-2025", THIRD],
        ),
    ],
)
def test_by_year_below_the_index_of_a_navigation_of_the_sites_own(
    build: Build, nav: list[object], expected: list[str]
) -> None:
    theme = {"name": "material", "font": False}
    built = build(YEARS, config={**options(**ALL), "theme": theme, "nav": nav})
    assert built.code == 0, built.log
    assert material_navigation(built, "zoo/animals/index.html")[: len(expected)] == expected
    assert "postmortems/2025" not in built.log.replace("docs/postmortems", "")


def test_by_year_on_the_plain_theme(build: Build) -> None:
    found = navigation(build(YEARS, config=options(**ALL)))
    start = sum(page.listed for page in SITE_PAGES)
    assert found[start : start + 3] == ["2025", "INC-2025-008: Third time", "INC-2025-001: Orders mart stale"]


# What literate-nav makes of `* [Reports](postmortems/)` and `* [Third](…)`: what a pattern found is untitled.
LITERATE = """
from mkdocs.plugins import event_priority

@event_priority(-100)
def on_files(files, config):
    pages = [file.src_uri for file in files.documentation_pages()]
    reports = [uri for uri in pages if uri.startswith("postmortems/")]
    flat = [{None: uri} for uri in reports if uri.count("/") == 1]
    deep = [{None: uri} for uri in reports if uri.count("/") > 1]
    third = {"Third": "postmortems/2025-06-01-c.md"}
    config.nav = [{"Home": "index.md"}, {"Reports": [*flat, {"Deeper": deep}]}, third, "zoo/animals.md"]
"""

# What section-index makes of a section that begins with a page.
SECTION_INDEX = """
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page

class SectionPage(Section, Page):
    active, __hash__ = Page.active, object.__hash__

def on_nav(nav, config, files):
    for number, section in enumerate(nav.items):
        if isinstance(section, Section):
            page = section.children.pop(0)
            page.__class__ = SectionPage
            page.is_section = page.is_page = True
            page.title, page.parent, page.children = section.title, None, section.children
            for child in page.children:
                child.parent = page
            nav.items[number] = page
"""


def with_hook(build: Build, hook: str, **plugin: Any) -> Built:
    """Build with Material and a hook that does what another plugin does."""
    theme = {"name": "material", "font": False, "features": ["navigation.indexes"]}
    files: dict[str, str | bytes] = {**YEARS, "../hook.py": hook}
    config = {**options(fail_on="never", **plugin), "theme": theme, "hooks": ["hook.py"]}
    built = build(files, config=config)
    assert built.code == 0, built.log
    return built


def test_a_pattern_brings_no_postmortem_into_the_navigation(build: Build) -> None:
    listed = [f"-{page.title}" for page in SITE_PAGES if page.listed][1:]  # the first is the section itself
    found = material_navigation(with_hook(build, LITERATE), "zoo/animals/index.html")
    assert sorted(found) == sorted(["Home", "Reports", *listed, "Third", "Animals"])


def test_by_year_below_a_page_that_is_a_section(build: Build) -> None:
    built = with_hook(build, SECTION_INDEX, nav="all")
    assert (
        len(built.html("zoo/animals/index.html").select('.md-nav--primary a[href$="postmortems/actions/"]'))
        == 1
    )
    page = built.html("postmortems/2025-03-14-a/index.html")
    assert [one(page, f"link[rel={rel}]")["href"] for rel in ("prev", "next")] == [
        "../2025-06-01-c/",
        "../old/2024-01-02-b/",
    ]
