"""PM402 and PM406 to PM409, and rows that can be added: what the impact table says."""

from __future__ import annotations

from tests.rules.mending import mended
from tests.rules.support import both, fails, passes

AFFECTED = "`mart.orders`, 41,000 rows of one evening"
LOSS = "| Data loss | No, every batch was loaded again |"
SLA = "| SLA breach | Yes, freshness of the orders mart (2 h) |"
COST = "About 600 euros of compute"
NOTHING = [
    (AFFECTED, "None"),
    ("No wrong figures, only missing ones", "N/A"),
    ("The sales dashboard and two models", "No consumers"),
    (SLA, "| SLA breach | No |"),
    (COST, "Nothing"),
]

FAILS = [
    fails(
        "PM402",
        "a-slip",
        [("| Data loss |", "| Data lost |")],
        ["41:3 PM402 warning Unknown dimension `Data lost`; did you mean `Data loss`?"],
    ),
    fails(
        "PM402",
        "in-bold",
        [("| Customer impact |", "| **Custmer impact** |")],
        ["45:5 PM402 warning Unknown dimension `Custmer impact`; did you mean `Customer impact`?"],
    ),
    fails(
        "PM406",
        "yes-alone",
        [(SLA, "| SLA breach | Yes |")],
        ["44:16 PM406 error `SLA breach` says Yes but not which SLA"],
    ),
    fails(
        "PM406",
        "one-more-word",
        [(SLA, "| SLA breach | Yes – breached |")],
        ["44:16 PM406 error `SLA breach` says Yes but not which SLA"],
    ),
    fails(
        "PM406",
        "draft",
        [(SLA, "| SLA breach | Partially. |")],
        ["44:16 PM406 warning `SLA breach` says Partially but not which SLA"],
        base="draft",
    ),
    fails(
        "PM407",
        "closed",
        [(COST, "Unknown")],
        ["46:22 PM407 error `Financial impact` is still `Unknown` in a closed document"],
    ),
    fails(
        "PM407",
        "in bold, as Confluence writes it",
        [("| Financial impact |", "| **Financial impact** |"), (COST, "Unknown")],
        ["46:26 PM407 error `Financial impact` is still `Unknown` in a closed document"],
    ),
    fails(
        "PM407",
        "reviewed",
        [(COST, "Not yet known.")],
        ["45:22 PM407 warning `Financial impact` is still `Not yet known` in a reviewed document"],
        base="reviewed",
    ),
    fails(
        "PM407",
        "to-be-confirmed-whatever-follows",
        [(COST, "TBD, the finance team works it out with the vendor")],
        ["46:22 PM407 error `Financial impact` is still `TBD` in a closed document"],
    ),
    fails(
        "PM408",
        "days",
        [(AFFECTED, "`mart.orders`, 2025-03-14 to 2025-03-13")],
        ["40:34 PM408 error Range `2025-03-14 to 2025-03-13` ends before it starts"],
    ),
    fails(
        "PM408",
        "times",
        [(AFFECTED, "rows of 2025-03-14 22:05 – 2025-03-14 21:05 UTC")],
        ["40:27 PM408 error Range `2025-03-14 22:05 – 2025-03-14 21:05 UTC` ends before it starts"],
    ),
    fails(
        "PM408",
        "the-incident-itself",
        [("**Date:** 2025-03-14", "**Date:** 2025-03-14 to 2025-03-12")],
        ["11:11 PM408 error Range `2025-03-14 to 2025-03-12` ends before it starts"],
    ),
    fails(
        "PM409",
        "grave-without-impact",
        NOTHING,
        ["12:15 PM409 info Severity is P2 but no dimension shows impact"],
        preview=True,
    ),
    fails(
        "PM409",
        "mild-with-loss",
        [("P2 (raised from P3)", "P4"), (LOSS, "| Data loss | Yes, 40 rows |")],
        ["12:15 PM409 info Severity is P4 although `Data loss` says Yes"],
        preview=True,
    ),
]
PASSES = [
    passes("PM402", "another-row", [(LOSS, LOSS + "\n| Data lake | Not touched |")]),
    passes("PM402", "an-alias", [("| Data loss |", "| Loss of data |")]),
    passes("PM406", "a-number", [(SLA, "| SLA breach | Yes, 99.9 % |")]),
    passes("PM406", "a-link", [(SLA, "| SLA breach | Yes ([SLA](https://example.org/sla)) |")]),
    passes("PM406", "no", [(SLA, "| SLA breach | No |")]),
    passes("PM407", "with-a-reason", [(COST, "Unknown, the vendor keeps no figures per customer")]),
    passes("PM407", "not-applicable", [(COST, "N/A")]),
    passes("PM407", "a-draft-may", [(COST, "Unknown")], base="draft"),
    passes("PM407", "in-the-middle", [(COST, "About 600 euros; what the vendor charges is unknown")]),
    passes("PM408", "one-day", [(AFFECTED, "2025-03-14 to 2025-03-14")]),
    passes("PM408", "two-days-in-a-list", [(AFFECTED, "2025-03-14 and 2025-03-13")]),
    passes("PM408", "the-time-of-one-end", [(AFFECTED, "2025-03-14 22:05 to 2025-03-14")]),
    passes("PM408", "no-day-of-the-calendar", [(AFFECTED, "2025-03-14 to 2025-02-30")]),
    passes("PM409", "one-row-shows-impact", NOTHING[1:], preview=True),
    passes("PM409", "mild-and-nothing-lost", [("P2 (raised from P3)", "P4")], preview=True),
]


test_fails, test_passes = both(FAILS, PASSES)


def test_a_misspelt_row_is_renamed() -> None:
    assert mended("PM402", [("| Data loss |", "| **Data lost** |")]) == (
        LOSS.replace("Data loss", "**Data loss**"),
        "unsafe",
    )


def test_a_row_is_added_to_be_filled_in() -> None:
    added = mended("PM401", [(SLA + "\n", "")], ignore=["PM102"])
    assert added == ("| SLA breach | {Yes/No — if yes, which SLA} |", "display")


def test_a_first_row_is_added_above_the_others() -> None:
    added = mended("PM401", [(f"| Data affected | {AFFECTED} |\n", "")], ignore=["PM102"])
    assert added == ("| Data affected | {tables, date ranges, row counts} |", "display")
