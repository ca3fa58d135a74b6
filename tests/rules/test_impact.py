"""PM4xx: impact."""

from __future__ import annotations

from tests.rules.support import Edit, both, fails, passes

LOSS = "| Data loss | No, every batch was loaded again |"
SLA = "| SLA breach | Yes, freshness of the orders mart (2 h) |"
CUS = "| Customer impact | None |"


def loss(detail: str) -> list[Edit]:
    """Return the edit that makes the row of data loss say something else."""
    return [(LOSS, f"| Data loss | {detail} |")]


def sla(detail: str) -> list[Edit]:
    """Return the edit that makes the row of the SLA say something else."""
    return [(SLA, f"| SLA breach | {detail} |")]


ALL = """| Data affected | `mart.orders`, 41,000 rows of one evening |
| Data loss | No, every batch was loaded again |
| Data correctness | No wrong figures, only missing ones |
| Downstream impact | The sales dashboard and two models |
| SLA breach | Yes, freshness of the orders mart (2 h) |
| Customer impact | None |
| Financial impact | About 600 euros of compute |
"""
TABLE = "| Dimension | Detail |\n|-----------|--------|\n" + ALL
FAILS = [
    fails(
        "PM401",
        "another-name-in-its-place",
        [("| SLA breach |", "| Agreements |")],
        ["44:3 PM401 error Impact has no row `SLA breach`; did you mean it by `Agreements`?"],
    ),
    fails(
        "PM401",
        "the-first-under-another-name",
        [("| Data affected |", "| Tables |")],
        ["40:3 PM401 error Impact has no row `Data affected`; did you mean it by `Tables`?"],
    ),
    fails(
        "PM401",
        "a-row-of-ones-own-at-the-end",
        [("| Financial impact |", "| Reputation |")],
        ["38:1 PM401 error Impact has no row `Financial impact`"],
    ),
    fails(
        "PM401",
        "two-rows-in-its-place",
        [("| SLA breach |", "| Team | Two |\n| Agreements |")],
        ["38:1 PM401 error Impact has no row `SLA breach`"],
    ),
    fails("PM401", "sla", [(SLA + "\n", "")], ["38:1 PM401 error Impact has no row `SLA breach`"]),
    fails(
        "PM401",
        "two",
        [(SLA + "\n", ""), (CUS + "\n", "")],
        [
            "38:1 PM401 error Impact has no row `SLA breach`",
            "38:1 PM401 error Impact has no row `Customer impact`",
        ],
    ),
    fails(
        "PM401",
        "another-table-is-one-finding",
        [(ALL, "| Dashboards | Two |\n| Models | Two |\n")],
        [
            "38:1 PM401 error Impact has none of the rows `Data affected`, `Data loss`, `Data "
            "correctness`, `Downstream impact`, `SLA breach`, `Customer impact`, `Financial impact`"
        ],
    ),
    fails(
        "PM401", "draft", [(SLA + "\n", "")], ["38:1 PM401 info Impact has no row `SLA breach`"], base="draft"
    ),
    fails(
        "PM403",
        "empty",
        [(CUS, "| Customer impact | |")],
        ["45:20 PM403 error `Customer impact` is empty; write `None` if there was none"],
    ),
    fails(
        "PM403",
        "tbd",
        [(CUS, "| Customer impact | TBD |")],
        ["45:21 PM403 error `Customer impact` is empty (found `TBD`); write `None` if there was none"],
    ),
    fails(
        "PM403",
        "dash",
        [(CUS, "| Customer impact | – |")],
        ["45:21 PM403 error `Customer impact` is empty (found `–`); write `None` if there was none"],
    ),
    fails(
        "PM403",
        "yes-no-row",
        loss(""),
        ["41:14 PM403 error `Data loss` is empty; write `None` if there was none"],
    ),
    fails(
        "PM403",
        "draft",
        [(CUS, "| Customer impact | ? |")],
        ["45:21 PM403 info `Customer impact` is empty (found `?`); write `None` if there was none"],
        base="draft",
    ),
    fails(
        "PM404",
        "some-rows",
        loss("some rows"),
        ["41:15 PM404 error `Data loss` must start with Yes or No, found `some rows`"],
    ),
    fails(
        "PM404",
        "zero",
        loss("0 rows"),
        ["41:15 PM404 error `Data loss` must start with Yes or No, found `0 rows`"],
    ),
    fails(
        "PM404",
        "sla",
        sla("the freshness target was missed"),
        ["44:16 PM404 error `SLA breach` must start with Yes or No, found `the freshness target was missed`"],
    ),
    fails(
        "PM404",
        "draft",
        [(LOSS, "| Data loss | some rows |")],
        ["41:15 PM404 warning `Data loss` must start with Yes or No, found `some rows`"],
        base="draft",
    ),
    fails(
        "PM405",
        "bare-yes",
        loss("Yes"),
        ["41:15 PM405 error `Data loss` says Yes but not how much; add rows, tables or a time range"],
    ),
    fails(
        "PM405",
        "yes-with-words",
        loss("Yes, rows were lost for good"),
        ["41:15 PM405 error `Data loss` says Yes but not how much; add rows, tables or a time range"],
    ),
    fails(
        "PM405",
        "partial",
        loss("Partial, rows were lost for good"),
        ["41:15 PM405 error `Data loss` says Partial but not how much; add rows, tables or a time range"],
    ),
    fails(
        "PM405",
        "draft",
        [(LOSS, "| Data loss | Yes |")],
        ["41:15 PM405 warning `Data loss` says Yes but not how much; add rows, tables or a time range"],
        base="draft",
    ),
]
PASSES = [
    passes(
        "PM401",
        "aliases",
        [
            ("| SLA breach |", "| SLA |"),
            ("| Customer impact |", "| Customers |"),
            ("| Financial impact |", "| **Cost** |"),
        ],
    ),
    passes("PM401", "prose", [(TABLE, "The sales dashboard and two models showed Thursday's figures.\n")]),
    passes("PM401", "extra-row", [(CUS, CUS + "\n| Reputation | None |")]),
    passes("PM401", "other-order", [(CUS + "\n", ""), ("| Data affected |", CUS + "\n| Data affected |")]),
    passes(
        "PM403",
        "answers",
        [(CUS, "| Customer impact | N/A |"), ("About 600 euros of compute", "Unknown")],
        ignore=["PM407"],
    ),
    passes("PM403", "extra-row", [(CUS, CUS + "\n| Reputation | |")]),
    passes("PM404", "no-in-other-words", loss("None")),
    passes("PM404", "nothing", loss("**No.** Nothing was lost")),
    passes("PM404", "emoji", loss("✅ No")),
    passes("PM404", "lower-case", sla("no")),
    passes("PM404", "not-applicable", sla("Not applicable, no SLA covers nights")),
    passes("PM404", "unknown", loss("Unknown until the audit"), ignore=["PM407"]),
    passes("PM404", "partial-sla", sla("Partially, one of two targets")),
    passes("PM404", "no-yes-no-row", [("| Downstream impact | The sales", "| Downstream impact | Sales")]),
    passes("PM405", "number", loss("Yes, 1,200 rows")),
    passes("PM405", "table-in-code", loss("Yes, `mart.orders`")),
    passes("PM405", "number-word", loss("Yes, two batches")),
    passes("PM405", "everything", loss("Yes, everything since the last backup")),
    passes("PM405", "date-range", loss("Yes, from March 3, 2025 on")),
    passes("PM405", "sla-needs-no-number", sla("Yes, freshness of the orders mart")),
    passes(
        "PM403",
        "no-with-a-dash-in-it",
        [("| Customer impact | None |", "| Customer impact | None - nobody looked |")],
    ),
    passes("PM404", "not-breached", sla("Not breached")),
]


test_fails, test_passes = both(FAILS, PASSES)
