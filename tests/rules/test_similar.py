"""PM713: incidents that are much alike and not linked; asked only where incidents are compared."""

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

ROW: Edit = ("| INC-2024-031 | 2024-11-02 | The same loader, and a column of another type |\n", "")
FRONT: Edit = ("services: [", "not_similar: [INC-2024-031]\nservices: [")
LATER = "postmortems/2025-09-01-again.md"

# The other document tells what this one tells, under a title of its own; the row that links the two is gone.
FAILS = [
    fails(
        "PM713",
        "nobody linked them",
        [ROW],
        [
            "97:4 PM713 info `INC-2024-031` is much like this incident (same category; same services "
            "warehouse, loader; both mention batches, Loader, schema), and nobody has linked the two"
        ],
    ),
]
PASSES = [
    passes("PM713", "linked in the table", []),
    passes(
        "PM713", "named in the text", [ROW, ("## Root Cause\n\n", "## Root Cause\n\nAs in INC-2024-031. ")]
    ),
    passes("PM713", "kept apart by the author", [ROW, FRONT]),
]


def found(edits: tuple[Edit, ...], similar: bool = True) -> list[str]:
    twin = text_of("valid").replace(*ROW).replace("INC-2025-014", "INC-2024-031")
    twin = twin.replace("2025-03-14", "2024-11-02").replace(
        "Orders mart stale after", "Loader dropped batches after"
    )
    archive = archive_of({URI: edited(text_of("valid"), edits), EARLIER: twin}, select=["PM713"])
    return rows(judge(archive, TODAY, similar=similar))


@pytest.mark.parametrize("case", FAILS, ids=lambda case: case.id)
def test_the_newer_of_two_is_told(case: Case) -> None:
    assert found(case.edits) == list(case.expected)


@pytest.mark.parametrize("case", PASSES, ids=lambda case: case.id)
def test_nobody_is_told(case: Case) -> None:
    assert found(case.edits) == []


def test_nothing_is_compared_unless_asked_for() -> None:
    assert found((ROW,), similar=False) == []
