"""Who names whom: the resolver, links and backlinks."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.archive import Resolver
from tests.archive.small import archive_of, document

HOME = "postmortems/home.md"
ARCHIVE = {
    "postmortems/2024-11-02-loader-rejects.md": document("INC-2024-031", day="2024-11-02"),
    "postmortems/2024/Zone outage.md": document("INC-2024-03", day="2024-02-01"),
    "postmortems/2024/tête.md": document("INC-2024-3", day="2024-02-02").replace(
        "INC-2024-3", "SEC-2024-003"
    ),
    "postmortems/2023/same.md": document("INC-2023-001", day="2023-01-01"),
    "postmortems/2024/same.md": document("INC-2024-001", day="2024-01-01"),
}
LOADER, ZONE, TETE, SAME_23, SAME_24 = ARCHIVE


def _resolved(cell: str, uri: str = HOME) -> str | None:
    archive = archive_of({**ARCHIVE, uri: document("INC-2025-014", f"| {cell} |\n")})
    incident = archive.by_uri[uri]
    (row,) = incident.document.related
    found = Resolver(archive.incidents).resolve(row, incident)
    return found.uri if found else None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("INC-2024-031", LOADER),
        ("inc-2024-31", LOADER),
        ("INC 2024/031", LOADER),
        ("`INC-2024-031`", LOADER),
        ("**INC-2024-031**", LOADER),
        ("INC-2024-031: loader rejects", LOADER),
        ("INC-2024-031 Loader rejects", LOADER),
        ("INC-2024-031 (2024-11-02)", LOADER),
        ("INC-2024-03", ZONE),
        ("INC-2024-030", None),
        ("INC-2024-0031", LOADER),
        ("INC-2024-03-1", None),
        ("2024-031", None),
        ("SEC-2024-031", None),
        ("SEC-2024-3", TETE),
        ("The zone outage", None),
    ],
)
def test_by_id(cell: str, expected: str | None) -> None:
    assert _resolved(cell) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("2024/loader.html.md.erb", "postmortems/2024/loader.html.md.erb"),
        ("2024/loader.html", "postmortems/2024/loader.html.md.erb"),
        ("2024/loader.html#impact", "postmortems/2024/loader.html.md.erb"),
        ("2024/loader", "postmortems/2024/loader.html.md.erb"),
        ("zone.html", "postmortems/zone.md"),
        ("zone/", "postmortems/zone.md"),
        ("zone.htm", None),
        ("2024/zone.html", None),
        ("https://example.org/zone.html", None),
        (".html", None),
    ],
)
def test_a_link_may_lead_to_the_built_page(target: str, expected: str | None) -> None:
    documents = {
        "postmortems/2024/loader.html.md.erb": document("INC-2024-031"),
        "postmortems/zone.md": document("INC-2024-003"),
        HOME: document("INC-2025-014", f"| [it]({target}) |\n"),
    }
    archive = archive_of(documents, suffixes=[".md", ".html.md.erb"])
    found = Resolver(archive.incidents).by_target(target, archive.by_uri[HOME])
    assert (found.uri if found else None) == expected
    assert [link.target.uri for link in archive.links.get(HOME, ())] == ([expected] if expected else [])


@pytest.mark.parametrize("text", ["—", "", "  ", "N/A"])
def test_nothing_names_nobody(text: str) -> None:
    archive = archive_of({**ARCHIVE, HOME: document("—")})
    assert Resolver(archive.incidents).by_text(text) is None


@pytest.mark.parametrize(
    ("cell", "uri", "expected"),
    [
        ("[it](2024-11-02-loader-rejects.md)", HOME, LOADER),
        ("[it](./2024-11-02-loader-rejects.md#root-cause)", HOME, LOADER),
        ("[it](2024-11-02-loader-rejects.md?x=1)", HOME, LOADER),
        ("[it](2024-11-02-loader-rejects/)", HOME, LOADER),
        ("[it](2024-11-02-loader-rejects)", HOME, LOADER),
        ("[it](2024/Zone%20outage.md)", HOME, ZONE),
        ("[it](<2024/Zone outage.md>)", HOME, ZONE),
        ("[it](2024/t%C3%AAte.md)", HOME, TETE),
        ("[it](../2024/same.md)", "postmortems/2025/home.md", SAME_24),
        ("[it](../2023/same.md)", "postmortems/2025/home.md", SAME_23),
        ("[it](same.md)", "postmortems/2024/home.md", SAME_24),
        ("[it](../../postmortems/2024/same.md)", "postmortems/2025/home.md", SAME_24),
        ("[it](same.md)", HOME, None),
        ("[it](../runbooks/pin.md)", HOME, None),
        ("[it](https://example.org/2024/same.md)", HOME, None),
        ("[it](/postmortems/2024/same.md)", HOME, None),
        ("[it](mailto:loader@example.org)", HOME, None),
        ("[it](#impact)", HOME, None),
        ("[INC-2024-031](https://tickets.example.org/31)", HOME, LOADER),
        ("[INC-2024-031](moved.md)", HOME, LOADER),
    ],
)
def test_by_link(cell: str, uri: str, expected: str | None) -> None:
    assert _resolved(cell, uri) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("[[2024-11-02-loader-rejects]]", LOADER),
        ("[[INC-2024-031]]", LOADER),
        ("2024-11-02-loader-rejects.md", LOADER),
        ("2024-11-02-Loader-Rejects", LOADER),
        ("2024/Zone outage.md", ZONE),
        ("Zone outage", ZONE),
        ("same.md", None),
        ("[[same]]", None),
        ("this and/or zone outage", None),
    ],
)
def test_by_file_name(cell: str, expected: str | None) -> None:
    assert _resolved(cell) == expected


def test_links_and_backlinks() -> None:
    archive = archive_of(
        {
            "postmortems/a.md": document(
                "INC-2025-001", "| INC-2025-002 |\n| inc-2025-2 |\n| INC-2025-003 |\n"
            ),
            "postmortems/b.md": document(
                "INC-2025-002", "| INC-2025-001 |\n| INC-2025-002 |\n| INC-2025-009 |\n"
            ),
            "postmortems/c.md": document("INC-2025-003"),
        }
    )
    links = {uri: [link.target.id for link in found] for uri, found in archive.links.items()}
    assert links == {
        "postmortems/a.md": ["INC-2025-002", "INC-2025-003"],
        "postmortems/b.md": ["INC-2025-001"],
    }
    backlinks = {uri: [link.origin.id for link in found] for uri, found in archive.backlinks.items()}
    assert backlinks == {
        "postmortems/a.md": ["INC-2025-002"],
        "postmortems/b.md": ["INC-2025-001"],
        "postmortems/c.md": ["INC-2025-001"],
    }
    (link,) = archive.links["postmortems/b.md"]
    assert link.related.incident.text == "INC-2025-001"


def test_the_newest_is_first() -> None:
    archive = archive_of(
        {
            "postmortems/a.md": document("INC-2025-001", day="2025-01-01"),
            "postmortems/b.md": document("INC-2025-003", day="2025-03-01"),
            "postmortems/c.md": document("INC-2025-002", day="2025-03-01"),
            "postmortems/d.md": "# Without a day\n",
        }
    )
    assert [incident.uri[-4:] for incident in archive.incidents] == ["b.md", "c.md", "a.md", "d.md"]
    assert list(archive.by_uri) == [incident.uri for incident in archive.incidents]


def test_documents_of_one_id_are_all_known_by_it() -> None:
    archive = archive_of({f"postmortems/{name}.md": document("INC-2025-001") for name in "ba"})
    (found,) = archive.by_id.values()
    assert [incident.uri for incident in found] == ["postmortems/a.md", "postmortems/b.md"]
