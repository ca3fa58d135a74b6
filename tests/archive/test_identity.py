"""What an incident is called."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.archive import normal_id
from tests.archive.small import document, incident_of

BY_NAME = "postmortems/2025-03-14-orders.md"


@pytest.mark.parametrize(
    ("text", "uri", "expected", "origin"),
    [
        (document("INC-2025-014"), "postmortems/INC-2025-099.md", "INC-2025-014", "field"),
        (document("`INC-2025-014`"), BY_NAME, "INC-2025-014", "field"),
        (document("[INC-2025-014](https://example.org)"), BY_NAME, "INC-2025-014", "field"),
        (document("INC-2025-014 (was 013)"), BY_NAME, "INC-2025-014", "field"),
        (document("ORDERS-STALE"), BY_NAME, "ORDERS-STALE", "field"),
        ("---\nid: INC-2025-014\n---\n\n# Orders\n", BY_NAME, "INC-2025-014", "field"),
        ("# Orders\n\n**Incident:** INC-2025-014\n", BY_NAME, "INC-2025-014", "field"),
        (document(title="INC-2025-014: Orders"), BY_NAME, "INC-2025-014", "title"),
        (document(title="PM2025-014 - Orders"), BY_NAME, "PM2025-014", "title"),
        (document(), "postmortems/INC-2025-014.md", "INC-2025-014", "file name"),
        (document(), "postmortems/2025-03-14-INC-2025-014-orders.md", "INC-2025-014", "file name"),
        (document(), "postmortems/PM2021-005 - Orders.md", "PM2021-005", "file name"),
        (document(), "postmortems/PM2021-005 - Orders.html.md.erb", "PM2021-005", "file name"),
        (document(), BY_NAME, None, "none"),
        # What is no ID.
        (document("{ID}"), BY_NAME, None, "none"),
        (document("TBD"), BY_NAME, None, "none"),
        (document("N/A"), BY_NAME, None, "none"),
        (document("–"), BY_NAME, None, "none"),
        (document("not given yet"), BY_NAME, None, "none"),
        ("# Orders\n\n**Incident:** Orders mart stale\n", BY_NAME, None, "none"),
        (document(title="Orders of INC-2025-014"), BY_NAME, None, "none"),
        (document(title="EU 2024-03-14 outage"), BY_NAME, None, "none"),
        (document(), "postmortems/outage-EU-2024-03-14.md", None, "none"),
        (document(), "postmortems/INC-2025-014-5.md", None, "none"),
    ],
)
def test_where_an_id_is_found(text: str, uri: str, expected: str | None, origin: str) -> None:
    identity = incident_of(text, uri).identity
    assert (identity.id, identity.origin) == (expected, origin)
    if identity.at is not None:
        assert identity.at.text == expected


@pytest.mark.parametrize(
    ("pattern", "uri", "expected"),
    [
        (r"OUT\d+", "postmortems/OUT7-orders.md", "OUT7"),
        (r"OUT\d+", "postmortems/INC-2025-014.md", "INC-2025-014"),
        (r"OUT\d+", "postmortems/SHOUT7-orders.md", None),
        (r"(?i:inc-\d+)", "postmortems/inc-14-orders.md", "inc-14"),
        (r"^INC-\d+$", "postmortems/INC-14.md", "INC-14"),
    ],
)
def test_an_id_of_the_sites_own_pattern(pattern: str, uri: str, expected: str | None) -> None:
    assert incident_of(document(), uri, id_pattern=pattern).id == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("INC-2024-031", "inc-2024-31"),
        ("INC-2024-031", "INC_2024/031"),
        ("INC-2024-031", "INC 2024 31"),
        ("PM2021-005", "pm-2021-5"),
        ("INC-2024-000", "INC-2024-0"),
    ],
)
def test_spellings_of_one_id(one: str, other: str) -> None:
    assert normal_id(one) == normal_id(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("INC-2024-03", "INC-2024-030"),
        ("INC-2024-1", "INC-2024-11"),
        ("INC-2024-031", "INC-2023-031"),
        ("INC-2024-031", "SEC-2024-031"),
        ("INC-2024-031", "INC-2024-031-2"),
        ("INC-20-24", "INC-2024"),
    ],
)
def test_different_ids(one: str, other: str) -> None:
    assert normal_id(one) != normal_id(other)


def test_an_incident_has_a_name_to_click_on() -> None:
    assert (
        incident_of("Text without a title.\n", "postmortems/2025-03-14-orders.md").title
        == "2025-03-14-orders"
    )
    assert incident_of(document("INC-2025-014")).label == "INC-2025-014"
    assert incident_of(document(), BY_NAME).label == "Orders"


def test_what_an_incident_says_of_itself() -> None:
    incident = incident_of(
        "# Orders\n\n**Date:** 2025-03-14\n**Severity:** sev2\n**Status:** Complete\n"
        "**Category:** Schema drift\n"
    )
    assert str(incident.date) == "2025-03-14"
    assert (incident.severity, incident.status, incident.category) == ("P2", "closed", "Schema change")
    nothing = incident_of("# Orders\n\n**Severity:** huge\n**Status:** weird\n**Category:** Weather\n")
    assert (nothing.date, nothing.severity, nothing.status, nothing.category) == (None, None, None, None)


def test_the_day_may_stand_in_title_or_file_name_only() -> None:
    assert str(incident_of("# Orders\n", "postmortems/2025-03-14-orders.md").date) == "2025-03-14"
    assert str(incident_of("# 2025-03-14 Orders\n").date) == "2025-03-14"
