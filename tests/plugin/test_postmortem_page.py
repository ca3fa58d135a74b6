"""A postmortem's page as MkDocs builds it: marks, folds, and the way on."""

from __future__ import annotations

import pytest
from bs4 import Tag

from tests.plugin.sites import Build, document
from tests.plugin.test_pages import TWO, one, words

PAGE = "postmortems/2025-03-14-a/index.html"
LONG = "".join(f"22:01:{second:02} loader INFO line\n" for second in range(20))
MATERIAL: dict[str, object] = {"name": "material", "font": False}
WITH_FOOTER: dict[str, object] = {**MATERIAL, "features": ["navigation.footer"]}


def ways(place: Tag) -> list[str]:
    return [words(each) for each in place.select(".pm-around p")]


def test_statuses_and_late_dates_are_marked(build: Build) -> None:
    text = document().replace("2026-04-10 | TODO", "2025-11-19 | TODO")
    page = build({"postmortems/2025-03-14-a.md": text}, "--strict").html(PAGE)
    assert [words(each) for each in page.select("td .pm-state")] == ["Done", "Done", "TODO", "Done"]
    assert [words(each) for each in page.select("td:has(> .pm-late)")] == ["2025-11-19 12 days late"]


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_a_long_log_is_folded_in_every_theme(build: Build, theme: str) -> None:
    text = document().replace("22:01:14 loader INFO", f"{LONG}22:01:14 loader INFO")
    config: dict[str, object] = {"theme": MATERIAL if theme == "material" else {"name": theme}}
    page = build({"postmortems/2025-03-14-a.md": text}, "--strict", config=config).html(PAGE)
    details = one(page, "details.pm-fold")
    assert words(one(details, "summary")) == "23 lines"
    assert "22:01:19 loader INFO line" in one(details, "pre").get_text()
    assert not details.has_attr("open")
    assert len(page.select("pre")) == 3


def test_nothing_is_folded_where_that_is_not_wanted(build: Build) -> None:
    text = document().replace("22:01:14 loader INFO", f"{LONG}22:01:14 loader INFO")
    config: dict[str, object] = {"plugins": ["search", {"postmortem": {"fold": 0}}]}
    page = build({"postmortems/2025-03-14-a.md": text}, config=config).html(PAGE)
    assert not page.select("details")


def test_the_foot_leads_to_the_incidents_before_and_after(build: Build) -> None:
    page = build(TWO, "--strict").html(PAGE)
    assert ways(page) == [
        "Previous incident P1 INC-2024-007 Loader stopped 2024-01-02",
        "Next incident P4 INC-2025-008 Third time 2025-06-01",
        "All incidents",
    ]
    assert [a["href"] for a in page.select(".pm-around a")] == [
        "../old/2024-01-02-b/",
        "../2025-06-01-c/",
        "../",
    ]


@pytest.mark.parametrize(
    ("theme", "ours"), [({"name": "mkdocs"}, False), (MATERIAL, True), (WITH_FOOTER, False)], ids=str
)
def test_the_theme_leads_on_where_all_stand_in_the_navigation(
    build: Build, theme: dict[str, object], ours: bool
) -> None:
    plugins = ["search", {"postmortem": {"nav": "all"}}]
    page = build(TWO, config={"plugins": plugins, "theme": theme}).html(PAGE)
    assert (len(ways(page)) == 3) == ours
    assert bool(page.select("a.md-footer__link, a[rel=next]")) != ours
