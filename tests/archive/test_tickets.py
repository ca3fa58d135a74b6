"""Tickets: which keys in the text lead somewhere, and which words are none."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.archive.tickets import ticket_address, tickets_in
from mkdocs_postmortem.settings import load
from tests.archive.small import archive_of, document

HOME = "postmortems/home.md"
JIRA, OPS = "https://jira.example/browse/{key}", "https://ops.example/?id={key}"
TICKETS = {"DATA": JIRA, "OPS_2": OPS, "INC": JIRA}
OTHERS = {
    "postmortems/key.md": document("DATA-102", day="2024-02-01"),
    "postmortems/other.md": document("INC-2024-031", day="2024-02-02"),
}


def found(text: str, **options: object) -> list[tuple[str, str]]:
    home = f"# Home\n\n**Incident ID:** INC-7\n\n## What Happened\n\n{text}\n"
    archive = archive_of({**OTHERS, HOME: home}, **{"tickets": TICKETS, **options})
    return [(each.at.text, each.url) for each in tickets_in(archive.by_uri[HOME].document, archive)]


@pytest.mark.parametrize(
    "text",
    [
        "See DATA-1234.",
        "(DATA-1234)",
        "- DATA-1234: done",
        "| a |\n|---|\n| DATA-1234 |",
        "**DATA-1234** and `DATA-1`",
        "DATA-1234's end",
        "> DATA-1234",
        "[DATA-1234] in brackets",
        "DATA-102 is an incident, DATA-1234 a ticket",
    ],
)
def test_a_key_has_an_address(text: str) -> None:
    assert found(text) == [("DATA-1234", "https://jira.example/browse/DATA-1234")]


def test_each_prefix_has_its_own() -> None:
    assert found("DATA-1, OPS_2-3 and [x](y.md), INC-8") == [
        ("DATA-1", "https://jira.example/browse/DATA-1"),
        ("OPS_2-3", "https://ops.example/?id=OPS_2-3"),
        ("INC-8", "https://jira.example/browse/INC-8"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "`DATA-1234`",
        "```\nDATA-1234\n```",
        "[DATA-1234](https://elsewhere.example)",
        "[see DATA-1234 there](a.md)",
        "[DATA-1234]\n\n[DATA-1234]: https://elsewhere.example",
        "![DATA-1234](a.png)",
        "https://elsewhere.example/DATA-1234",
        "<https://elsewhere.example/DATA-1234>",
        '<a href="DATA-1234">x</a>',
        "<!-- DATA-1234 -->",
        "## DATA-1234",
        "data-1234",
        "DATA 1234",
        "XDATA-1234",
        "X-DATA-1234",
        "DATA-1234-fix",
        "feature/DATA-1234",
        "DATA-1234.csv",
        "DATA-12345678901",
        "META-1234",
        "*[DATA-1234]: an abbreviation",
        "DATA-102",
        "INC-2024-031",
        "INC-2024-032",
        "INC-7",
        "inc-7",
    ],
)
def test_what_is_no_key(text: str) -> None:
    assert found(text) == []


def test_without_the_option_there_is_none() -> None:
    assert found("DATA-1234", tickets={}) == []
    assert found("DATA-1234", tickets={}, ticket_url=JIRA) == []


def test_the_prefix_decides_before_the_one_address_for_all() -> None:
    settings = load({"tickets": {"OPS": OPS}, "ticket_url": JIRA})
    assert ticket_address("OPS-1", settings) == "https://ops.example/?id=OPS-1"
    assert ticket_address("DATA-1", settings) == "https://jira.example/browse/DATA-1"
    assert ticket_address("#12", settings) == "https://jira.example/browse/12"
    assert ticket_address("DATA-1", load({"tickets": {"OPS": OPS}})) is None
