"""Where the generated pages stand, by the registry and the option `pages`."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.archive.placing import is_generated, place, places
from mkdocs_postmortem.pages.generated import MAKERS
from mkdocs_postmortem.settings import Settings, load
from mkdocs_postmortem.site_pages import SITE_PAGE


def test_every_page_of_the_registry_has_a_maker() -> None:
    assert MAKERS.keys() == SITE_PAGE.keys()


def test_by_default_all_are_made_in_the_order_of_the_registry() -> None:
    assert [each.key for each in places(Settings())] == list(SITE_PAGE)
    assert place(Settings(), "actions").path == "postmortems/actions.md"
    assert place(load({"folder": "."}), "actions").path == "actions.md"
    assert place(load({"folder": "a/b", "title": "Störungen"}), "index")[1:3] == ("a/b/index.md", "Störungen")


def test_what_a_site_wants_of_them() -> None:
    wanted = {"map": {"path": "map.md", "title": "Who"}, "insights": False, "tag": {"path": "tags"}}
    settings = load({"pages": wanted})
    found = places(settings)
    assert [each.key for each in found[:4]] == ["index", "map", "tag", "actions"]
    assert "insights" not in {each.key for each in found}
    assert not place(settings, "insights").made
    assert place(settings, "map")[1:3] == ("map.md", "Who")
    assert place(settings, "tag").page("a-b") == "tags/a-b.md"
    assert place(settings, "tag").titled("a b") == "a b incidents"
    last = load({"pages": {"actions": None, "index": None}})
    assert [each.key for each in places(last)[:3]] == ["actions", "index", "insights"]


@pytest.mark.parametrize(
    ("uri", "pages", "expected"),
    [
        ("postmortems/insights.md", {}, True),
        ("postmortems/insights.md", {"insights": False}, False),
        ("postmortems/insights.md", {"insights": {"path": "x.md"}}, False),
        ("x.md", {"insights": {"path": "x.md"}}, True),
        ("postmortems/severity/p1.md", {}, True),
        ("postmortems/severity/p1.png", {}, False),
        ("postmortems/severity/p1.md", {"severity": False}, False),
        ("by/p1.md", {"severity": {"path": "by"}}, True),
        ("insights.md", {}, False),
        ("postmortems/2025-03-14-a.md", {}, False),
    ],
)
def test_which_paths_are_those_of_generated_pages(uri: str, pages: dict[str, object], expected: bool) -> None:
    assert is_generated(uri, load({"pages": pages})) is expected
