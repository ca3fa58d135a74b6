"""Relations and tickets on built sites: in sub-folders, below a sub-path, with and without directory URLs."""

from __future__ import annotations

import pytest
from bs4 import Tag

from tests.plugin.sites import Build, document
from tests.plugin.test_pages import broken_links, one, words

CAUSE = "## Root Cause"
SITE: dict[str, str | bytes] = {
    "postmortems/2025-03-14-a.md": document("INC-2025-001").replace(
        CAUSE, f"This is a recurrence of INC-2024-007, see DATA-77.\n\n{CAUSE}"
    ),
    "postmortems/old/2024-01-02-b.md": "---\nsuperseded_by: ../new/2025-06-01 c.md\n---\n\n"
    + document("INC-2024-007", "Loader stopped", "2024-01-02", "P1"),
    "postmortems/new/2025-06-01 c.md": "---\nrelated: [2025-03-14-a.md]\n---\n\n"
    + document("INC-2025-003", "Loader stopped again", "2025-06-01"),
}
PLUGIN = {"tickets": {"DATA": "https://issues.example/browse/{key}"}, "levels": {"PM707": "off"}}
A, B, C = "postmortems/2025-03-14-a", "postmortems/old/2024-01-02-b", "postmortems/new/2025-06-01 c"


def below(place: Tag, heading: str) -> list[Tag]:
    """Return the items of the list below a heading at the foot of a page."""
    sections = [each for each in place.select(".pm-footer section") if words(one(each, "h2")) == heading]
    return [item for section in sections for item in section.select("li")]


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("theme", ["mkdocs", "material"])
def test_they_are_there_on_both_sides_and_lead_somewhere(
    build: Build, theme: str, directory_urls: bool
) -> None:
    config: dict[str, object] = {
        "theme": {"name": theme, "font": False} if theme == "material" else {"name": theme},
        "use_directory_urls": directory_urls,
        "site_url": "https://docs.example/some/where/",
        "plugins": ["search", {"postmortem": PLUGIN}],
    }
    built = build(SITE, "--strict", config=config)
    assert built.code == 0, built.log
    assert broken_links(built) == []
    end, up = ("/index.html", "../") if directory_urls else (".html", "")
    last = "/" if directory_urls else ".html"

    old = built.html(B + end)
    banner = one(old, ".pm-header .pm-instead")
    assert words(banner) == "Superseded by INC-2025-003 : Loader stopped again"
    assert one(banner, "a")["href"] == f"{up}../new/2025-06-01%20c{last}"
    foot = one(old, ".pm-footer")
    assert [words(each) for each in foot.select("h2")][:2] == ["Related", "Referred to by"]
    assert words(below(old, "Related")[0]).startswith("Superseded by P2 INC-2025-003")
    referrer = words(below(old, "Referred to by")[0])
    assert referrer.startswith("Recurred as P2 INC-2025-001 Orders mart stale 2025-03-14")
    assert referrer.endswith("This is a recurrence of INC-2024-007, see DATA-77.")

    first = built.html(A + end)
    links = [(each.get_text(), each["href"]) for each in first.select("p a") if "7" in each.get_text()]
    assert ("INC-2024-007", f"{up}old/2024-01-02-b{last}") in links
    assert ("DATA-77", "https://issues.example/browse/DATA-77") in links
    newest = built.html(C + end)
    assert [words(each)[:15] for each in below(newest, "Related")] == [
        "P2 INC-2025-001",
        "Supersedes P1 I",
    ]
    assert newest.select(".pm-instead") == []


def test_the_build_says_what_front_matter_names_in_vain(build: Build) -> None:
    text = "---\nsuperseded_by: INC-2031-001\n---\n\n" + document()
    built = build({"postmortems/2025-03-14-a.md": text})
    assert built.code == 1
    (line,) = [each for each in built.log.splitlines() if "PM701" in each]
    assert "2025-03-14-a.md:2:16" in line
    assert "Related incident `INC-2031-001` does not exist" in line
