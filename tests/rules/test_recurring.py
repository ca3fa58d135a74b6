"""PM714: what happened again while the action that was to prevent it is still open."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.rules import judge
from tests.rules.support import (
    EARLIER,
    TODAY,
    URI,
    Case,
    Edit,
    archive_of,
    edited,
    fails,
    passes,
    rows,
    text_of,
)

STATED: Edit = (
    "| The same loader, and a column of another type |",
    "| Recurrence: the same loader, and a column of another type |",
)
LESSON = "An empty batch is a finding and not a success."
SAID = (
    "PM714 {} `INC-2024-031` happened before, and its action `reject incompatible schemas in the registry` "
    "is still open"
)

FAILS = [
    fails("PM714", "stated in the table", [STATED], ["101:31 " + SAID.format("warning")]),
    fails(
        "PM714",
        "stated in front matter",
        [("services: [", "recurrence_of: INC-2024-031\nservices: [")],
        ["5:16 " + SAID.format("warning")],
    ),
    fails(
        "PM714",
        "stated in a draft",
        [STATED, ("**Status:** closed", "**Status:** draft")],
        ["101:31 " + SAID.format("info")],
    ),
    fails(
        "PM714",
        "named elsewhere",
        [STATED, ("## What Happened\n\n", "## What Happened\n\nAs in INC-2024-031. ")],
        ["101:31 " + SAID.format("warning")],
    ),
]
PASSES = [
    passes("PM714", "only related", []),
    passes("PM714", "answered in the lessons", [STATED, (LESSON, f"{LESSON} So was INC-2024-031.")]),
    passes("PM714", "the ticket is named", [STATED, (LESSON, f"{LESSON} DATA-58 goes first.")]),
]


def earlier(status: str = "TODO") -> str:
    """Return the earlier document, with a preventive action in a state."""
    text = text_of("valid").replace("INC-2024-031", "INC-2023-001").replace("INC-2025-014", "INC-2024-031")
    text = text.replace("Orders mart stale after", "Payments mart stale after")
    line = next(line for line in text.splitlines() if line.startswith("| 2 | Prevent"))
    cells = line.split(" | ")
    cells[5:] = [status, "[DATA-58](https://tickets.example.org/58) |"]
    return text.replace(line, " | ".join(cells)).replace("2025-03-14", "2024-11-02")


def found(edits: tuple[Edit, ...], other: str | None = None, similar: bool = False) -> list[str]:
    documents: dict[str, str | bytes] = {URI: edited(text_of("valid"), edits), EARLIER: other or earlier()}
    return rows(judge(archive_of(documents, select=["PM714"]), TODAY, similar=similar))


@pytest.mark.parametrize("case", FAILS, ids=lambda case: case.id)
def test_the_newer_one_is_told(case: Case) -> None:
    assert found(case.edits) == list(case.expected)


@pytest.mark.parametrize("case", PASSES, ids=lambda case: case.id)
def test_nobody_is_told(case: Case) -> None:
    assert found(case.edits) == []


@pytest.mark.parametrize("status", ["Done", "Done (2025-05-01)", "Dropped"])
def test_an_action_that_is_not_open_needs_no_answer(status: str) -> None:
    assert found((STATED,), earlier(status)) == []


def test_by_likeness_alone_it_is_information_where_incidents_are_compared() -> None:
    assert found((), similar=True) == ["8:3 " + SAID.format("info")]
    assert found((), similar=False) == []


def test_what_another_document_says_is_information() -> None:
    other = earlier().replace("| INC-2023-001 | 2024-11-02 |", "| INC-2025-014 | 2025-03-14 |")
    other = other.replace(*STATED).replace("Recurrence:", "Recurred as:")
    assert found((), other) == ["8:3 " + SAID.format("info")]


def test_several_actions_are_one_finding() -> None:
    other = (
        earlier()
        .replace("| 3 | Detect: alert", "| 3 | Prevent: alert")
        .replace("| Done | [DATA-103]", "| TODO | [DATA-59]")
        .replace("/103)", "/59)")
    )
    assert found((STATED,), other) == [
        "101:31 PM714 warning `INC-2024-031` happened before, and its action `reject incompatible schemas in "
        "the registry`, and 1 more, are still open"
    ]
