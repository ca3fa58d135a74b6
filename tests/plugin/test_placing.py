"""Where the generated pages stand, and what can be put on other pages, in real builds."""

from __future__ import annotations

from typing import Any

import pytest

from mkdocs_postmortem.pages.arguments import ACCEPTED
from mkdocs_postmortem.site_pages import SITE_PAGE, SITE_PAGES
from tests.plugin.sites import Build, Built
from tests.plugin.test_pages import TWO, broken_links, one, words

HOME = "index.html"


def options(**values: Any) -> dict[str, object]:
    return {"plugins": ["search", {"postmortem": values}]}


def dead_ends(built: Built) -> list[str]:
    """Return every link of the site that says it leads somewhere, and does not."""
    found = broken_links(built)
    for name in sorted(built.files()):
        if name.endswith(".html") and name != "404.html":
            for anchor in one(built.html(name), "[role=main]").select("a[href]"):
                if str(anchor["href"]) in ("", "#") or str(anchor["href"]).startswith(("?", "#pm-incidents")):
                    found.append(f"{name}: {anchor}")
    return found


FAMILIES = [page.key for page in SITE_PAGES if page.family]
SINGLE = [page.key for page in SITE_PAGES if not page.family and page.key != "index"]
FULL: dict[str, str | bytes] = {
    name: f"---\nservices: [orders, loader]\ntags: [schema]\n---\n\n{text}"  # type: ignore[str-bytes-safe]
    for name, text in TWO.items()
}


@pytest.mark.parametrize("off", [["index"], FAMILIES, SINGLE], ids=["index", "families", "single"])
def test_nothing_leads_to_a_page_that_is_left_out(build: Build, off: list[str]) -> None:
    on = build(FULL, "--strict").files()
    built = build(FULL, "--strict", config=options(pages=dict.fromkeys(off, False)))
    assert built.code == 0, built.log
    assert dead_ends(built) == []
    for key in off:
        page = SITE_PAGE[key]
        path = f"postmortems/{page.path.removesuffix('.md')}/".replace("postmortems/index/", "postmortems/")
        own = {name for name in on if name.startswith(path) and (name == f"{path}index.html") != page.family}
        assert own or key == "recurrence"
        assert own.isdisjoint(built.files()), key


def test_all_of_them_left_out(build: Build) -> None:
    off = dict.fromkeys(SITE_PAGE, False)
    text = "# Home\n\n" + "\n\n".join(
        f"<!-- postmortem:{name} -->" for name in ACCEPTED if name != "recurrence"
    )
    built = build({**FULL, "index.md": text}, "--strict", config=options(pages=off))
    assert built.code == 0, built.log
    assert dead_ends(built) == []
    made = {name for name in built.files() if name.startswith("postmortems/")}
    assert made == {f"{name.removesuffix('.md')}/index.html" for name in FULL}
    page = built.html("postmortems/2025-03-14-a/index.html")
    assert not page.select(".pm-back")
    assert words(one(page, ".pm-figures abbr[title^='Time to resolve']")) == "TTR"


def test_a_page_is_renamed_and_put_elsewhere(build: Build) -> None:
    pages = {
        "insights": {"title": "Was wir lernen"},
        "actions": {"path": "follow-ups.md", "title": 'Follow-ups & "more"'},
        "index": {"path": "reports/all.md"},
    }
    built = build(TWO, "--strict", config=options(pages=pages))
    assert built.code == 0, built.log
    assert dead_ends(built) == []
    assert words(one(built.html("follow-ups/index.html"), "h1")) == 'Follow-ups & "more"'
    assert words(one(built.html("postmortems/insights/index.html"), "h1")) == "Was wir lernen"
    index = built.html("reports/all/index.html")
    assert {"../../follow-ups/", "../../postmortems/insights/"} <= {
        str(each["href"]) for each in index.select("p > a")
    }
    page = built.html("postmortems/2025-03-14-a/index.html")
    assert one(page, ".pm-back")["href"] == "../../reports/all/"
    assert "postmortems/index.html" not in built.files()


def test_a_file_in_the_place_of_a_page_is_named_with_it(build: Build) -> None:
    pages = {"actions": {"path": "about.md"}}
    built = build({**TWO, "about.md": "# About\n"}, config=options(pages=pages))
    assert built.code == 1
    assert (
        "postmortem: docs/about.md stands where the page `actions` is to be made; rename the file, or give "
        "the page another `path` with the option `pages`" in built.log
    )
    pages = {"actions": {"path": "x.md"}, "insights": {"path": "x.md"}}
    built = build(TWO, config=options(pages=pages))
    assert (
        "postmortem: the pages `actions` and `insights` are both to be made at x.md; give one of them "
        "another `path` with the option `pages`" in built.log
    )
    assert "Traceback" not in built.log


def test_a_file_of_the_site_is_the_index_wherever_that_is(build: Build) -> None:
    home = "# Home\n\n<!-- postmortem:table -->\n"
    pages = {"index": {"path": "index.md"}, "severity": False}
    built = build({**TWO, "index.md": home}, "--strict", config=options(pages=pages))
    assert built.code == 0, built.log
    assert dead_ends(built) == []
    page = built.html("postmortems/2025-03-14-a/index.html")
    assert one(page, ".pm-back")["href"] == "../../"
    assert page.select(".pm-badges a")[0]["href"] == "../../?severity=P2#pm-incidents"


TWO_TABLES = """\
# Home

<!-- postmortem:table severity=P1 -->

<!-- postmortem:table year=2025 limit=1 filters=off -->

<!-- postmortem:actions state=open owner=Dana -->
"""


def test_tables_of_some_on_any_page(build: Build) -> None:
    built = build({**TWO, "about.md": TWO_TABLES}, "--strict")
    assert built.code == 0, built.log
    page = built.html("about/index.html")
    ids = [each["id"] for each in page.select("[id]")]
    assert len(ids) == len(set(ids))
    first, second, third = page.select("section.pm-incidents")
    assert [first["id"], second["id"], third["id"]] == ["pm-incidents", "pm-incidents-2", "pm-actions"]
    assert [words(each) for each in first.select(".pm-title")] == ["Loader stopped"]
    assert [words(each) for each in second.select(".pm-title")] == ["Third time"]
    assert one(second, ".pm-more a")["href"] == "../postmortems/?when=2025#pm-incidents"
    assert [words(each) for each in third.select(".pm-title")] == ["Detect: alert on renamed columns"] * 3
    assert dead_ends(built) == []


def test_what_is_wrong_with_a_placeholder_is_said_at_its_place(build: Build) -> None:
    about = "---\ntitle: About\n---\n\n# About\n\n<!-- postmortem:table severity=P5 -->\n\n"
    about += "<!-- postmortem:actions\n  onwer=Dana -->\n"
    built = build({**TWO, "about.md": about}, "--strict")
    assert built.code == 1
    assert [line for line in built.log.splitlines() if "about.md" in line] == [
        "WARNING -  docs/about.md:7:23 no severity is called `P5`; there are `P1`, `P2`, `P3`, `P4`",
        "WARNING -  docs/about.md:10:3 `actions` has no `onwer`; did you mean `owner`?",
    ]
    page = built.html("about/index.html")
    assert words(one(page, ".pm-empty")) == "No incident here: severity “P5”."
