"""What keeps coming back on built sites: in sub-folders, with hostile titles, with and without its pages."""

from __future__ import annotations

import pytest

from tests.plugin.sites import Build, document
from tests.plugin.test_pages import broken_links, one, words

TITLE = "Pool <b>emptied</b> & *left* {empty} [by](https://x.example) `tiles` #1"
FIRST, AGAIN = "postmortems/2024/pool 1", "postmortems/2025/again"


def site() -> dict[str, str | bytes]:
    first = document("INC-2024-007", "Pool emptied", "2024-01-02", "P1").replace(
        "# Incident Postmortem: Pool emptied", f"# Incident Postmortem: {TITLE}"
    )
    line = next(each for each in first.splitlines() if each.startswith("| 2 | Prevent"))
    cells = line.split(" | ")
    cells[5] = "TODO"
    again = document("INC-2025-001", "Another pool emptied", "2025-06-01").replace(
        "## Root Cause", "This is a recurrence of INC-2024-007.\n\n## Root Cause"
    )
    return {f"{FIRST}.md": first.replace(line, " | ".join(cells)), f"{AGAIN}.md": again}


def config(theme: str = "mkdocs", directory_urls: bool = True, **options: object) -> dict[str, object]:
    named = {"name": theme, "font": False} if theme == "material" else {"name": theme}
    options = {"levels": {"PM7": "off", "PM1": "off", "PM2": "off"}, "fail_on": "never", **options}
    plugins = ["search", {"postmortem": options}]
    return {
        "theme": named,
        "use_directory_urls": directory_urls,
        "site_url": "https://docs.example/some/where/",
        "plugins": plugins,
    }


@pytest.mark.parametrize(("theme", "directory_urls"), [("mkdocs", False), ("material", True)])
def test_pages_lead_to_each_other_and_show_titles_as_they_are(
    build: Build, theme: str, directory_urls: bool
) -> None:
    built = build(site(), config=config(theme, directory_urls))
    assert built.code == 0, built.log
    assert broken_links(built) == []
    end = "/index.html" if directory_urls else ".html"
    folder = "postmortems/recurrence/"
    (page,) = [
        path
        for path in built.files()
        if path.startswith(folder) and path.endswith(end) and path != f"{folder}index.html"
    ]
    assert page == f"postmortems/recurrence/2024-pool-1{end}"
    html = built.html(page)
    shown = "Pool <b>emptied</b> & left {empty} by tiles #1"
    assert words(one(html, "h1")).removesuffix(" ¶") == f"Recurrence: {shown}"
    assert html.title is not None
    assert shown in words(html.title)
    box = one(built.html(AGAIN + end), ".pm-before")
    assert words(one(box, ".pm-before-head")) == "This has happened before"
    (said,) = box.select(".pm-promises li")
    assert said.get_text().startswith("INC-2024-007’s action ")
    assert words(said).endswith("is still open today.")
    index = built.html("postmortems/index.html")
    assert next(words(each) for each in index.select("#pm-again ~ ul a")) == shown
    assert words(one(built.html(f"postmortems/recurrence{end}"), "h2")) == shown


def test_a_site_may_do_without_the_pages(build: Build) -> None:
    off = {"recurrence": False, "recurring": False}
    built = build(site(), config=config(similar=0, pages=off))
    assert built.code == 0, built.log
    assert broken_links(built) == []
    assert not [path for path in built.files() if "recurrence" in path]
    box = one(built.html(f"{AGAIN}/index.html"), ".pm-before")
    assert [link["href"] for link in box.select("p a")] == []
