"""PM314 and PM410: rows that stand twice."""

from __future__ import annotations

import pytest

from tests.rules.mending import Fixed, check_fix, fixed
from tests.rules.support import Edit, both, fails, line_of, passes

ACK = line_of("| 22:17 |")
FOUND = line_of("| 23:02 |")
LOSS = line_of("| Data loss |")
LAST = line_of("| Financial impact |")


def behind(line: str, text: str) -> list[Edit]:
    """Return the edit that puts a text behind a line."""
    return [(line, line + text)]


FAILS = [
    fails(
        "PM314",
        "in-a-row",
        behind(ACK, ACK),
        ["26:11 PM314 warning Row 22:17 stands twice (lines 25 and 26)"],
    ),
    fails(
        "PM314",
        "marks-and-case-do-not-matter",
        behind(ACK, "|22:17|**acknowledged** by the data on-call.|\n"),
        ["26:8 PM314 warning Row 22:17 stands twice (lines 25 and 26)"],
    ),
    fails(
        "PM314",
        "one-between",
        behind(ACK, "| 22:17 | The war room is open |\n" + ACK),
        ["27:11 PM314 warning Row 22:17 stands twice (lines 25 and 27)"],
    ),
    fails(
        "PM314",
        "draft",
        behind(ACK, ACK),
        ["26:11 PM314 info Row 22:17 stands twice (lines 25 and 26)"],
        base="draft",
    ),
    fails(
        "PM410",
        "the-same",
        behind(LOSS, LOSS),
        ["42:3 PM410 warning `Data loss` stands twice (lines 41 and 42)"],
    ),
    fails(
        "PM410",
        "two-answers-elsewhere",
        behind(LAST, "| **Data loss** | Some rows |\n"),
        ["47:3 PM410 warning `Data loss` stands twice (lines 41 and 47), with two answers"],
    ),
    fails(
        "PM410",
        "a-row-of-ones-own",
        behind(LAST, "| Reputation | None |\n| Reputation | None |\n"),
        ["48:3 PM410 warning `Reputation` stands twice (lines 47 and 48)"],
    ),
    fails(
        "PM410",
        "what-is-wrong-with-it-besides-is-not-told",
        behind(LOSS, "| Data loss | |\n"),
        ["42:3 PM410 warning `Data loss` stands twice (lines 41 and 42), with two answers"],
    ),
]
PASSES = [
    passes("PM314", "another-minute", behind(ACK, ACK.replace("22:17", "22:18"))),
    passes("PM314", "other-words", behind(ACK, "| 22:17 | The war room is open |\n")),
    passes(
        "PM410",
        "two-rows-of-ones-own",
        behind(LAST, "| Team | Sales lost an hour |\n| Team | Stock lost two |\n"),
    ),
]
FIXES = [
    fixed("PM314", "twice", behind(ACK, ACK), None, "unsafe"),
    fixed("PM410", "twice", behind(LOSS, LOSS), None, "unsafe"),
    fixed("PM410", "two-answers", behind(LOSS, "| Data loss | Yes, 20 rows |\n"), None, None),
]


test_fails, test_passes = both(FAILS, PASSES)


@pytest.mark.parametrize("case", FIXES, ids=lambda case: case.id)
def test_fixes(case: Fixed) -> None:
    check_fix(case)
