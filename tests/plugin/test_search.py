"""The search index that MkDocs and Material really make."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.plugin.sites import Build, Built
from tests.plugin.test_pages import TWO

MATERIAL = {"theme": {"name": "material", "font": False}}
PAGE = "postmortems/2025-03-14-a/"
QUERY, LOG, CHANGE = "date_trunc", "giving up", "loader_version"


def entries(built: Built) -> list[dict[str, Any]]:
    """Return the search index's entries."""
    assert built.code == 0, built.log
    text = (built.root / "site" / "search" / "search_index.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)["docs"]
    return found


def text_of(found: list[dict[str, Any]], page: str) -> str:
    return " ".join(f"{each['title']} {each['text']}" for each in found if each["location"].startswith(page))


@pytest.mark.parametrize("config", [{}, MATERIAL], ids=["mkdocs", "material"])
def test_an_incident_is_found_by_what_it_is_called_and_not_by_its_logs(
    build: Build, config: dict[str, object]
) -> None:
    built = build(TWO, "--strict", config=config)
    found = entries(built)
    page = next(each for each in found if each["location"] == PAGE)
    # Material's search takes a sign next to a word for a part of it.
    assert page["title"] == "INC-2025-001" + (" " if config else ": ") + "Orders mart stale"
    for word in ("INC-2025-001", "P2", "reviewed", "Schema change", "Dana Example"):
        assert word in page["text"]
    whole = text_of(found, PAGE)
    assert "Relevant Queries Used During Investigation" in whole
    assert "22:05" in whole, "the timeline is a long table too"
    for word in (QUERY, LOG, CHANGE):
        assert word not in whole
    # The page itself has all of it, and its own title.
    html = built.html(f"{PAGE}index.html")
    for word in (QUERY, LOG, CHANGE, "Incident Postmortem: Orders mart stale"):
        assert word in html.get_text()
    assert not html.select("[data-pm-kept], [data-pm-lead]")


@pytest.mark.parametrize("config", [{}, MATERIAL], ids=["mkdocs", "material"])
def test_listings_do_not_drown_the_documents(build: Build, config: dict[str, object]) -> None:
    found = entries(build(TWO, "--strict", config=config))
    for page in ("postmortems/", "postmortems/actions/", "postmortems/insights/"):
        own = [each for each in found if each["location"].split("#")[0] == page]
        assert own
        text = " ".join(each["text"] for each in own)
        for word in ("Orders mart stale", "INC-2025-001", "alert on renamed columns", "The numbers"):
            assert word not in text
        if config:
            assert {each["boost"] for each in own} == {0.5}


def test_the_appendix_is_found_where_that_is_wanted(build: Build) -> None:
    plugins = ["search", {"postmortem": {"search_appendix": True}}]
    whole = text_of(entries(build(TWO, "--strict", config={"plugins": plugins})), PAGE)
    for word in (QUERY, LOG, CHANGE):
        assert word in whole
