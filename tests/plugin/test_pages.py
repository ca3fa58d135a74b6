"""What MkDocs builds with the plugin, read from the real HTML."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from tests.plugin.sites import Build, Built, document, related_to

TWO: dict[str, str | bytes] = {
    "postmortems/2025-03-14-a.md": document(),
    "postmortems/old/2024-01-02-b.md": document(
        "INC-2024-007",
        title="Loader stopped",
        date="2024-01-02",
        severity="P1 (latent)",
        related=related_to(("INC-2025-001", "2025-03-14")),
    ),
    "postmortems/2025-06-01-c.md": document(
        "INC-2025-008",
        title="Third time",
        date="2025-06-01",
        severity="P4",
        related=related_to(("inc 2024/7", "2024-01-02")),
    ),
}


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    """Return the only element that matches."""
    found = soup.select(selector)
    assert len(found) == 1, f"{selector}: {len(found)}"
    return found[0]


def words(tag: Tag) -> str:
    """Return the text of an element, white space folded."""
    return " ".join(tag.get_text(" ").split())


def broken_links(built: Built) -> list[str]:
    """Return every internal link, image, script and style of the site that leads nowhere."""
    files = built.files()
    broken = []
    for page in sorted(name for name in files if name.endswith(".html") and name != "404.html"):
        soup = built.html(page)
        targets = [t["href"] for t in soup.select("a[href], link[href]")] + [
            t["src"] for t in soup.select("[src]")
        ]
        for target in map(str, targets):
            parts = urlsplit(target)
            if parts.scheme or parts.netloc or not parts.path:
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
            if path not in files and posixpath.join(path, "index.html").removeprefix("./") not in files:
                broken.append(f"{page}: {target}")
    return broken


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_every_link_leads_somewhere(build: Build, theme: str, directory_urls: bool) -> None:
    config: dict[str, object] = {
        "theme": {"name": theme, "font": False} if theme == "material" else {"name": theme},
        "use_directory_urls": directory_urls,
    }
    built = build(TWO, "--strict", config=config)
    assert built.code == 0, built.log
    assert broken_links(built) == []


def test_the_metadata_lines_become_the_header(build: Build) -> None:
    built = build(TWO)
    page = built.html("postmortems/old/2024-01-02-b/index.html")
    header = one(page, ".pm-header")
    text = words(header)
    for value in (
        "P1",
        "latent",
        "reviewed",
        "Schema change",
        "INC-2024-007",
        "2024-01-02",
        "Dana Example",
        "Robin Example",
    ):
        assert value in text
    assert "**" not in page.get_text()
    body = page.get_text()
    assert body.count("Incident ID:") == 0
    # Computed from the timeline, with minutes and hours.
    assert "2 h 50 min" in text
    assert "3 of 4 done" in text


def test_related_rows_are_linked_and_the_other_side_says_so(build: Build) -> None:
    built = build(TWO)
    old = built.html("postmortems/old/2024-01-02-b/index.html")
    link = next(a for a in old.select("table a") if a.get_text() == "INC-2025-001")
    assert link["href"] == "../../2025-03-14-a/"
    first = built.html("postmortems/2025-03-14-a/index.html")
    foot = one(first, ".pm-footer")
    assert "Referred to by" in words(foot)
    assert "The same loader" in words(foot)
    assert [a["href"] for a in foot.select("section a")] == ["../old/2024-01-02-b/"]
    # Case and separators of an ID do not matter.
    third = built.html("postmortems/2025-06-01-c/index.html")
    assert [a["href"] for a in third.select("table a")] == ["../old/2024-01-02-b/"]


def test_the_index_lists_all_incidents_newest_first(build: Build) -> None:
    page = build(TWO).html("postmortems/index.html")
    rows = page.select("table.pm-listing tbody tr")
    assert [words(one(row, "a")).split()[-1] for row in rows] == ["time", "stale", "stopped"]
    assert page.select("[data-pm-chart]"), "the charts"


def test_an_own_index_is_kept_and_its_placeholders_are_filled(build: Build) -> None:
    own = (
        "# Our incidents\n\nWe write these.\n\n<!-- postmortem:charts -->\n\n"
        "```html\n<!-- postmortem:table -->\n```\n\n"
        "`<!-- postmortem:table -->`\n\n<!-- postmortem:table -->\n"
    )
    built = build({**TWO, "postmortems/README.md": own}, "--strict")
    assert built.code == 0, built.log
    page = built.html("postmortems/index.html")
    assert words(one(page, "h1")) == "Our incidents"
    assert len(page.select("table.pm-listing")) == 1
    assert len(page.select("[data-pm-chart]")) == 2
    assert [words(code) for code in page.select("code")] == ["<!-- postmortem:table -->"] * 2


def test_an_own_index_without_a_placeholder_is_told_how_to_list_the_incidents(build: Build) -> None:
    said = (
        "INFO    -  postmortem: docs/postmortems/README.md is the index of the archive and lists no "
        "incidents; a line `<!-- postmortem:table -->` in it does\n"
    )
    assert said in build({**TWO, "postmortems/README.md": "# Own\n"}, "--strict").log
    listing = {**TWO, "postmortems/README.md": "# Own\n\n<!-- postmortem:table -->\n"}
    assert "is the index" not in build(listing, "--strict").log


def test_a_misspelt_placeholder_is_said(build: Build) -> None:
    built = build({**TWO, "postmortems/index.md": "# Own\n\n<!-- postmortem:tabel -->\n"}, "--strict")
    assert built.code == 1
    assert "docs/postmortems/index.md:3:1" in built.log
    assert "did you mean `table`" in built.log


def test_the_way_back_leads_to_a_readme_too(build: Build) -> None:
    built = build({**TWO, "postmortems/README.md": "# Own\n"}, "--strict")
    back = one(built.html("postmortems/2025-03-14-a/index.html"), ".pm-header a.pm-back")
    assert back["href"] == "../"


def test_enabled_false_leaves_no_trace(build: Build) -> None:
    off = build(TWO, config={"plugins": ["search", {"postmortem": {"enabled": False}}]})
    with_plugin = {name: (off.root / "site" / name).read_bytes() for name in off.files()}
    bare = build(TWO, config={"plugins": ["search"]})
    without = {name: (bare.root / "site" / name).read_bytes() for name in bare.files()}
    assert set(with_plugin) == set(without)
    # The home page of the plain theme carries the build's date.
    differing = [name for name in without if with_plugin[name] != without[name]]
    assert [name for name in differing if name not in ("index.html", "sitemap.xml.gz")] == []


def test_author_text_is_data(build: Build) -> None:
    evil = '<script>alert("x")</script>'
    text = document("INC-2025-011", title="A {{ 7*7 }} & <b>bold</b> title").replace(
        "Dana Example", f"D {evil}"
    )
    files: dict[str, str | bytes] = {
        "postmortems/a.md": text,
        "postmortems/b.md": document(
            "INC-2025-012", title=f"T {evil}", related=related_to(("INC-2025-011", "2025-03-14"))
        ),
        "postmortems/c.md": document("INC-2025-013"),
    }
    built = build(files, config={"plugins": ["search", {"postmortem": {"fail_on": "never"}}]})
    assert built.code == 0, built.log
    index = built.html("postmortems/index.html")
    table = one(index, "table.pm-listing")
    assert table.find("script") is None
    assert table.find("b") is None
    assert evil in words(table)
    assert "{{ 7*7 }}" in words(table)
    foot = one(built.html("postmortems/a/index.html"), ".pm-footer")
    assert foot.find("script") is None
    assert evil in words(foot)
    assert one(built.html("postmortems/a/index.html"), ".pm-header").find("script") is None


def test_postmortems_stay_out_of_the_navigation_unless_asked_for(build: Build) -> None:
    index = build(TWO).html("index.html")
    assert not [a for a in index.select("a[href]") if "2025-03-14-a" in str(a["href"])]
    everything = build(TWO, config={"plugins": ["search", {"postmortem": {"nav": "all"}}]}).html("index.html")
    assert [a for a in everything.select("a[href]") if "2025-03-14-a" in str(a["href"])]


def test_crlf_and_bom_change_nothing(build: Build) -> None:
    plain = build(TWO).html("postmortems/2025-03-14-a/index.html")
    text = document().replace("\n", "\r\n").encode("utf-8-sig")
    other = build({**TWO, "postmortems/2025-03-14-a.md": text}).html("postmortems/2025-03-14-a/index.html")
    assert one(other, ".pm-header") == one(plain, ".pm-header")
