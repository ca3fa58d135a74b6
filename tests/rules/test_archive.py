"""PM9xx: the archive as a whole."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.rules import judge
from tests.rules.support import (
    EARLIER,
    TODAY,
    URI,
    archive_of,
    both,
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

TITLE = "# Incident Postmortem: Orders mart stale after a schema change"
GAP = {"PM904": "info", "PM108": "off"}
NOTES = "# How we hold a review\n\nInvite the team that owns the service.\n"
FROM_IMPACT = (("(TTM):** 95", "(TTM):** 120"), ("(TTR):** 170", "(TTR):** 195"))
FAILS += [
    fails(
        "PM903",
        "one-of-two",
        [*FROM_IMPACT],
        [
            "32:29 PM903 info TTM counts from the start of the impact, as in 1 of 2 documents; "
            "the others count from detection"
        ],
    ),
    fails(
        "PM904",
        "one",
        [(ID, "**Incident ID:** INC-2024-033")],
        ["10:18 PM904 info INC-2024-032 is missing before INC-2024-033"],
        levels=GAP,
    ),
    fails(
        "PM904",
        "many",
        [(ID, "**Incident ID:** INC-2024-040")],
        ["10:18 PM904 info INC-2024-032, INC-2024-033, INC-2024-034, … are missing before INC-2024-040"],
        levels=GAP,
    ),
    fails(
        "PM905",
        "notes",
        [(text_of("valid"), NOTES)],
        ["1:3 PM905 info Not recognised as a postmortem: no ID, no metadata, no section of the template"],
        uri="postmortems/how-we-review.md",
    ),
    fails(
        "PM907",
        "same",
        [(TITLE, "# INC-2025-014: Orders loader *rejects* a new type")],
        [f"8:3 PM907 info Same title as `{EARLIER}`"],
        ignore=["PM117"],
    ),
]

PASSES = [
    passes("PM903", "alike", []),
    passes("PM903", "decided", [*FROM_IMPACT], select=["PM903"], time_base="impact"),
    passes("PM905", "a-postmortem", [], uri="postmortems/notes.md"),
    passes("PM904", "off", [(ID, "**Incident ID:** INC-2024-033")], ignore=["PM108"]),
    passes("PM904", "next", [(ID, "**Incident ID:** INC-2024-032")], levels=GAP),
    passes("PM904", "first-of-a-year", [], levels=GAP),
    passes("PM907", "another", []),
    passes("PM901", "longer-number", [(ID, "**Incident ID:** INC-2024-0310")], ignore=["PM108"]),
    passes("PM901", "other-prefix", [(ID, "**Incident ID:** SEC-2024-031")], ignore=["PM108"]),
    passes("PM901", "dates-of-one-month", [(f"{ID}\n", "")], uri="postmortems/EU-2024-11-02-INC-2025-014.md"),
]


test_fails, test_passes = both(FAILS, PASSES)


def test_the_note_shows_the_other() -> None:
    twin = edited(text_of("valid"), ((ID, "**Incident ID:** INC-2024-031"),))
    (found,) = judge(archive_of({URI: twin, EARLIER: text_of("earlier")}), TODAY)
    assert [(str(span), text) for span, text in found.notes] == [(f"{EARLIER}:10:18", "the same ID")]


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
    assert {each.code for each in found} == {"PM107", "PM907"}


def test_an_unreadable_twin_is_no_twin() -> None:
    broken = edited(text_of("earlier"), (("title: ", "title: Orders: "),))
    found = judge(archive_of({"postmortems/a.md": broken, "postmortems/b.md": text_of("earlier")}), TODAY)
    assert [(each.path, each.code) for each in found] == [("postmortems/a.md", "PM002")]


@pytest.mark.parametrize(
    ("uri", "text"),
    [
        ("postmortems/INC-2025-020.md", NOTES),
        ("postmortems/2025-03-20-notes.md", NOTES),
        ("postmortems/notes.md", NOTES + "\n## Root Cause\n\nIt broke.\n"),
        ("postmortems/notes.md", NOTES.replace("\n\n", "\n\n**Severity:** P2\n\n")),
    ],
)
def test_what_has_anything_of_a_postmortem_is_judged_as_one(uri: str, text: str) -> None:
    found = {each.code for each in judge(archive_of({uri: text}), TODAY)}
    assert "PM905" not in found
    assert "PM201" in found


def test_an_empty_document_is_one_finding_and_no_file_of_another_kind() -> None:
    found = judge(archive_of({"postmortems/notes.md": ""}), TODAY)
    assert [each.code for each in found] == ["PM208"]


def test_a_file_of_another_kind_is_still_searched_for_secrets() -> None:
    token = "ghp" + "_" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5"
    found = judge(archive_of({"postmortems/notes.md": f"{NOTES}\n{token}\n"}), TODAY)
    assert [each.code for each in found] == ["PM905", "PM801"]


@pytest.mark.parametrize(("impact", "told"), [((2,), ["2"]), ((0, 2), ["1"])])
def test_the_few_documents_that_count_from_another_moment_are_told(
    impact: tuple[int, ...], told: list[str]
) -> None:
    texts: dict[str, str | bytes] = {}
    for number in range(3):
        edits = ((ID, f"**Incident ID:** INC-2025-01{number}"), *(FROM_IMPACT if number in impact else ()))
        texts[f"postmortems/{number}.md"] = edited(text_of("valid"), edits)
    found = judge(archive_of(texts, select=["PM903"]), TODAY)
    assert [each.path.removeprefix("postmortems/").removesuffix(".md") for each in found] == told
    assert judge(archive_of(texts, select=["PM903"], time_base="impact"), TODAY) == []
