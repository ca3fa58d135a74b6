"""Links that are not finished, and other slips whose place is one word."""

from __future__ import annotations

import pytest

from tests.rules.mending import Fixed, check_fix, fixed
from tests.rules.support import both, fails, passes


def _link(text: str) -> list[tuple[str, str]]:
    """Return the edit that puts a line with a link at the beginning of Lessons Learned."""
    return [("## Lessons Learned\n", f"## Lessons Learned\n\n{text}\n")]


FAILS = [
    fails(
        "PM014",
        "its-first-line-only",
        [("## Root Cause\n", "<<<<<<< HEAD\n## Root Cause\n")],
        ["54:1 PM014 error `<<<<<<< HEAD` is left over from a merge conflict"],
    ),
    fails(
        "PM715",
        "no-target",
        _link("See [the runbook]()."),
        ["95:5 PM715 warning Link `[the runbook]()` has no target"],
    ),
    fails(
        "PM715",
        "word-for-nothing",
        _link("See [the runbook](TODO)."),
        ["95:5 PM715 warning Link `[the runbook](TODO)` has no target but `TODO`"],
    ),
    fails(
        "PM715",
        "image",
        _link("![Rows per hour]()"),
        ["95:1 PM715 warning Link `![Rows per hour]()` has no target"],
    ),
    fails(
        "PM715",
        "blank-between",
        _link("See [the runbook] (https://wiki.example.org/pin)."),
        [
            "95:5 PM715 warning A blank stands in `[the runbook] (https://wiki.example.org/pin)`, "
            "MkDocs shows no link"
        ],
    ),
    fails(
        "PM715",
        "never-closed",
        _link("See [the runbook](https://wiki.example.org/pin. It is short."),
        [
            "95:5 PM715 warning Link `[the runbook](https://wiki.example.org/pin.` has no closing `)`, "
            "MkDocs shows it as text"
        ],
    ),
    fails(
        "PM103",
        "key-of-a-list",
        [("reviewers:", "reviewer s:")],
        ["11:1 PM103 warning Unknown metadata field `reviewer s`; did you mean `reviewers`?"],
        base="front_matter",
    ),
    # The year of the ID explains why everything is due before the incident.
    fails(
        "PM108",
        "items-due-before",
        [
            ("INC-2025-014", "INC-2024-014"),
            ("| 2025-06-27 |", "| 2024-06-27 |"),
            ("| 2025-07-02 |", "| 2024-07-02 |"),
        ],
        ["10:18 PM108 warning Incident ID `INC-2024-014` is from 2024, the date is `2025-03-14`"],
        base="reviewed",
        uri="postmortems/orders-mart-stale.md",
    ),
]
PASSES = [
    passes("PM014", "its-first-line-in-code", [("SELECT batch, rows", "<<<<<<< HEAD\nSELECT batch, rows")]),
    passes("PM715", "note-with-its-source", _link("It was so before [1] (https://wiki.example.org/pin).")),
    passes("PM715", "remark-in-parentheses", _link("The list [of hosts] (all of them) was read.")),
    passes("PM715", "in-code", _link("Markdown has `[text]()` and `[text] (https://x.example.org)` for it.")),
    passes("PM715", "two-lines", _link("See [the runbook](https://wiki.example.org/pin\n'Pin it').")),
    passes("PM715", "to-the-top", _link("[Up](#)")),
]
FIXES = [
    # `25.5` may be hours.
    fixed("PM325", "not-a-whole-number", [("TTD):** 25 minutes", "TTD):** 25.5")], None, None),
    fixed(
        "PM715",
        "blank-between",
        _link("See [the runbook] (https://wiki.example.org/pin)."),
        [("[the runbook] (https", "[the runbook](https")],
        "unsafe",
    ),
]


@pytest.mark.parametrize("case", FIXES, ids=lambda case: case.id)
def test_fixes(case: Fixed) -> None:
    check_fix(case)


test_fails, test_passes = both(FAILS, PASSES)
