"""PM118: the fields that a site's own template adds. PM202: the order of what it requires."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.support import Case, check, fails, passes

REGION: dict[str, Any] = {
    "fields": [
        {"key": "region", "label": "Region", "type": "region", "after": "status"},
        {"key": "told", "label": "Customers told", "type": "date"},
    ],
    "vocabularies": {"region": ["North", {"name": "South", "aliases": ["Bavaria"]}]},
}
OPTIONAL = {"sections": [{"key": "lucky", "required": "never"}]}
ST = "**Status:** closed\n"
LUCKY = "## Where We Got Lucky"


def given(line: str) -> list[tuple[str, str]]:
    return [(ST, f"{ST}{line}\n")]


FAILS = [
    fails(
        "PM118",
        "unknown",
        given("**Region:** West"),
        ["14:13 PM118 error Region `West` is not one of North, South"],
        template=REGION,
    ),
    fails(
        "PM118",
        "misspelt",
        given("**Region:** Nroth"),
        ["14:13 PM118 error Region `Nroth` is not one of North, South; did you mean `North`?"],
        template=REGION,
    ),
    fails(
        "PM118",
        "draft",
        [("**Status:** draft\n", "**Status:** draft\n**Region:** West\n")],
        ["14:13 PM118 warning Region `West` is not one of North, South"],
        base="draft",
        template=REGION,
    ),
    fails(
        "PM118",
        "list-left",
        given("**Region:** North / South"),
        ["14:13 PM118 error Region still lists all options: `North / South`"],
        template=REGION,
    ),
    fails(
        "PM118",
        "date",
        given("**Customers told:** 14 March 2025"),
        ["14:21 PM118 error Customers told `14 March 2025` is not an ISO date; write `2025-03-14`"],
        template=REGION,
    ),
]
PASSES = [
    passes("PM118", "a-word", given("**Region:** North"), template=REGION),
    passes("PM118", "an-alias-with-a-note", given("**Region:** bavaria (Munich)"), template=REGION),
    passes("PM118", "nothing-known", given("**Region:** TBD"), template=REGION),
    passes("PM118", "an-iso-date", given("**Customers told:** 2025-03-14"), template=REGION),
    passes("PM118", "not-a-field-of-the-default", given("**Region:** West")),
]


@pytest.mark.parametrize("case", [*FAILS, *PASSES], ids=lambda case: f"{case.code}-{case.name}")
def test_own_fields(case: Case) -> None:
    check(case)


def test_what_is_not_required_may_stand_anywhere() -> None:
    moved = [
        (LUCKY, "## Luck of Nobody"),
        ("## What Went Well", f"{LUCKY}\n\n- It was evening\n\n## What Went Well"),
    ]
    check(passes("PM202", "optional", moved, template=OPTIONAL))
