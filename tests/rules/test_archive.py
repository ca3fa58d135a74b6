"""PM9xx: the archive as a whole."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.rules import judge
from tests.rules.support import (
    EARLIER,
    TODAY,
    URI,
    Case,
    archive_of,
    check,
    edited,
    fails,
    passes,
    rows,
    text_of,
)

ID = "**Incident ID:** INC-2025-014"
MESSAGE = f"Incident ID INC-2024-031 is also used in `{EARLIER}`"

FAILS = [
    fails("PM901", "same-id", [(ID, "**Incident ID:** INC-2024-031")], [f"10:18 PM901 error {MESSAGE}"]),
    fails(
        "PM901",
        "other-spelling",
        [(ID, "**Incident ID:** INC-2024-31")],
        [f"10:18 PM901 error {MESSAGE.replace('031 is', '31 is')}"],
    ),
    fails(
        "PM901",
        "in-the-title",
        [(f"{ID}\n", ""), ("# Incident Postmortem: Orders", "# INC-2024-031: Orders")],
        [f"8:3 PM901 error {MESSAGE}"],
    ),
    fails(
        "PM901",
        "in-the-file-name",
        [(f"{ID}\n", "")],
        [f"8:3 PM901 error {MESSAGE}"],
        uri="postmortems/INC-2024-031-orders.md",
    ),
    fails(
        "PM901",
        "draft",
        [(ID, "**Incident ID:** INC-2024-031")],
        [f"10:18 PM901 error {MESSAGE}"],
        base="draft",
    ),
]

PASSES = [
    passes("PM901", "longer-number", [(ID, "**Incident ID:** INC-2024-0310")], ignore=["PM108"]),
    passes("PM901", "other-prefix", [(ID, "**Incident ID:** SEC-2024-031")], ignore=["PM108"]),
    passes("PM901", "dates-of-one-month", [(f"{ID}\n", "")], uri="postmortems/EU-2024-11-02-INC-2025-014.md"),
]


@pytest.mark.parametrize("case", FAILS, ids=lambda case: case.id)
def test_fails(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", PASSES, ids=lambda case: case.id)
def test_passes(case: Case) -> None:
    check(case)


def test_the_note_shows_the_other() -> None:
    twin = edited(text_of("valid"), ((ID, "**Incident ID:** INC-2024-031"),))
    (found,) = judge(archive_of({URI: twin, EARLIER: text_of("earlier")}), TODAY)
    assert found.note is not None
    assert (str(found.note[0]), found.note[1]) == (f"{EARLIER}:10:18", "the same ID")


def test_who_asks_only_for_the_first_is_told_there() -> None:
    twin = edited(text_of("valid"), ((ID, "**Incident ID:** INC-2024-031"),))
    archive = archive_of({URI: twin, EARLIER: text_of("earlier")})
    found = judge(archive, TODAY, {EARLIER})
    assert rows(found) == [f"10:18 PM901 error Incident ID INC-2024-031 is also used in `{URI}`"]
    assert found[0].path == EARLIER
    assert [each.path for each in judge(archive, TODAY, {URI, EARLIER})] == [URI]


def test_three_of_one_id_are_two_findings() -> None:
    text = text_of("earlier")
    found = judge(archive_of({f"postmortems/{name}.md": text for name in "abc"}), TODAY)
    assert [(each.path, each.code) for each in found] == [
        ("postmortems/b.md", "PM901"),
        ("postmortems/c.md", "PM901"),
    ]


@pytest.mark.parametrize("value", ["TBD", "N/A", "—", "none yet"])
def test_two_documents_without_an_id_are_no_pair(value: str) -> None:
    text = edited(text_of("earlier"), (("INC-2024-031", value),))
    found = judge(archive_of({f"postmortems/{name}.md": text for name in "ab"}), TODAY)
    assert {each.code for each in found} == {"PM107"}


def test_an_unreadable_twin_is_no_twin() -> None:
    broken = edited(text_of("earlier"), (("title: ", "title: Orders: "),))
    found = judge(archive_of({"postmortems/a.md": broken, "postmortems/b.md": text_of("earlier")}), TODAY)
    assert [(each.path, each.code) for each in found] == [("postmortems/a.md", "PM002")]
