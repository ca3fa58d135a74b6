"""PM6xx: action items."""

from __future__ import annotations

from tests.rules.support import Edit, both, fails, line_of, passes

A1, A2, A3, A4 = (
    line_of(f"| {number} | {word}") for number, word in enumerate(("Mit", "Pre", "Det", "Pro"), 1)
)
H = line_of("| # | Action") + line_of("|---|--------|-------|---")
T = H + A1 + A2 + A3 + A4
TD = T.replace(A1, line_of("| 1 | Mit", "draft")).replace(A4, line_of("| 4 | Pro", "draft"))


def row(
    action: str = "Process: name consumers in every schema change",
    owner: str = "Dana Example",
    priority: str = "P3",
    due: str = "2025-05-02",
    status: str = "Done",
    base: str = "valid",
) -> list[Edit]:
    """Return the edit that replaces the last row of the table of a document."""
    return [
        (
            line_of("| 4 | Pro", base),
            f"| 4 | {action} | {owner} | {priority} | {due} | {status} | DATA-104 |\n",
        )
    ]


def listed(due: str = "2025-05-02", priority: str = "P3", status: str = "Done") -> list[Edit]:
    """Return the edit that makes a list of the table; the last item's details begin on line 90."""
    items = "- Mitigate: pin the loader\n- Prevent: reject such schemas\n- Detect: alert on silence\n"
    details = f"    - Due: {due}\n    - Priority: {priority}\n    - Status: {status}\n"
    return [(T, f"{items}- [x] Process: name consumers\n{details}")]


PROCESS = [("## Lessons Learned\n", "- **Process:** none needed\n\n## Lessons Learned\n")]
FAILS = [
    fails(
        "PM611",
        "below",
        listed(status="Dnoe"),
        ["92:15 PM611 error Status `Dnoe` is unknown; did you mean `Done`?"],
    ),
    fails(
        "PM607",
        "below",
        listed(priority="P7"),
        ["91:17 PM607 error Priority `P7` is not one of P0, P1, P2, P3"],
    ),
    fails(
        "PM609",
        "below",
        listed(due="2025-09-31"),
        ["90:12 PM609 error Due date `2025-09-31` is not a day of the calendar"],
    ),
    fails(
        "PM611",
        "empty-and-closed",
        row(status="", due="2025-07-02"),
        ["91:88 PM611 error Item 4 has no status, and the document is closed"],
    ),
    fails(
        "PM616",
        "misspelt",
        [("Detect: alert", "Detct: alert")],
        ["90:7 PM616 error No action item names the category Detect; did you mean it by `Detct`?"],
    ),
    fails(
        "PM616",
        "misspelt-alias-in-brackets",
        [("Detect: alert", "[Detecton] alert")],
        ["90:8 PM616 error No action item names the category Detect; did you mean it by `Detecton`?"],
    ),
    fails(
        "PM616",
        "another-word",
        [("Detect: alert", "Respond: alert")],
        ["86:1 PM616 error No action item names the category Detect"],
    ),
    fails(
        "PM617",
        "misspelt",
        [("Detect: alert", "Prevnt: alert"), ("Process: name", "Detect: name"), *PROCESS],
        ["90:7 PM617 warning Item 3 has no category; did you mean `Prevent` by `Prevnt`?"],
    ),
    fails(
        "PM611",
        "empty-and-reviewed",
        [("| In progress |", "| |")],
        ["90:88 PM611 warning Item 4 has no status"],
        base="reviewed",
    ),
    fails(
        "PM611",
        "empty-in-a-draft",
        row(status="TBD", due="2025-07-02", base="draft"),
        ["91:89 PM611 info Item 4 has no status"],
        base="draft",
    ),
    fails(
        "PM611",
        "dash-and-closed",
        row(status="-", due="2025-07-02"),
        ["91:89 PM611 error Item 4 has no status, and the document is closed"],
    ),
    fails(
        "PM601",
        "nothing-but-the-categories",
        [
            (
                T,
                "### Action Item Categories\n\nEnsure at least one action item in each category:\n\n"
                "- **Prevent:** Stop this specific failure from recurring\n",
            )
        ],
        ["84:4 PM601 error Action Items has no rows; write `None` below the heading if none are needed"],
    ),
    fails(
        "PM601",
        "header-only",
        [(A1 + A2 + A3 + A4, "")],
        ["84:4 PM601 error Action Items has no rows; write `None` below the heading if none are needed"],
    ),
    fails(
        "PM601",
        "only-text",
        [(T, "The loader will be pinned and the registry will reject such changes.\n")],
        ["84:4 PM601 error Action Items has no rows, only text"],
    ),
    fails(
        "PM601",
        "unknown-column",
        [(T, "| Work | Owner |\n|---|---|\n| Pin the loader | Dana |\n")],
        ["86:1 PM601 error No column of the table is called `Action`"],
    ),
    fails(
        "PM601",
        "draft",
        [(TD, "To be agreed.\n")],
        ["84:4 PM601 info Action Items has no rows, only text"],
        base="draft",
    ),
    fails("PM603", "empty", row(action=""), ["91:6 PM603 error Item 4 has no action"]),
    fails("PM603", "tbd", row(action="TBD"), ["91:7 PM603 error Item 4 has no action"]),
    fails(
        "PM603",
        "draft",
        row(action="TBD", base="draft"),
        ["91:7 PM603 info Item 4 has no action"],
        base="draft",
    ),
    fails("PM604", "empty", row(owner=""), ["91:55 PM604 error Item 4 has no owner"]),
    fails("PM604", "question-mark", row(owner="?"), ["91:56 PM604 error Item 4 has no owner"]),
    fails("PM604", "question-marks", row(owner="???"), ["91:56 PM604 error Item 4 has no owner"]),
    fails(
        "PM604",
        "by-its-place",
        [(A4, "| | Process: name consumers | - | P3 | 2025-05-02 | Done | DATA-1 |\n")],
        ["91:31 PM604 error Item 4 has no owner"],
    ),
    fails(
        "PM604",
        "draft",
        row(owner="TBD", base="draft"),
        ["91:56 PM604 info Item 4 has no owner"],
        base="draft",
    ),
    fails(
        "PM607",
        "urgent",
        row(priority="urgent"),
        ["91:71 PM607 error Priority `urgent` is not one of P0, P1, P2, P3; did you mean `P0`?"],
    ),
    fails(
        "PM607",
        "near",
        row(priority="hihg"),
        ["91:71 PM607 error Priority `hihg` is not one of P0, P1, P2, P3; did you mean `P1`?"],
    ),
    fails(
        "PM607", "p4", row(priority="P4"), ["91:71 PM607 error Priority `P4` is not one of P0, P1, P2, P3"]
    ),
    fails(
        "PM607",
        "draft",
        row(priority="urgent", base="draft"),
        ["91:71 PM607 warning Priority `urgent` is not one of P0, P1, P2, P3; did you mean `P0`?"],
        base="draft",
    ),
    fails(
        "PM607",
        "empty",
        row(priority="-", status="TODO", due="2025-07-02", base="reviewed"),
        ["90:71 PM607 warning Item 4 is open and has no priority"],
        base="reviewed",
    ),
    fails(
        "PM608",
        "todo",
        row(due="", status="TODO"),
        [
            "91:75 PM608 error Item 4 is open and has no due date",
            "91:79 PM619 warning Document is closed with 1 open item: 4 (P3)",
        ],
    ),
    fails(
        "PM608",
        "in-progress",
        row(due="TBD", status="In progress"),
        [
            "91:76 PM608 error Item 4 is open and has no due date",
            "91:82 PM619 warning Document is closed with 1 open item: 4 (P3)",
        ],
    ),
    fails(
        "PM608",
        "no-status",
        row(due="-", status=""),
        [
            "91:76 PM608 error Item 4 is open and has no due date",
            "91:79 PM611 error Item 4 has no status, and the document is closed",
        ],
    ),
    fails(
        "PM608",
        "draft",
        row(due="-", status="TODO", base="draft"),
        ["91:76 PM608 info Item 4 is open and has no due date"],
        base="draft",
    ),
    fails(
        "PM609",
        "words",
        row(due="Oct 12, 2025"),
        ["91:76 PM609 error Due date `Oct 12, 2025` is not an ISO date; write `2025-10-12`"],
    ),
    fails(
        "PM609", "quarter", row(due="Q2 2025"), ["91:76 PM609 error Due date `Q2 2025` is not an ISO date"]
    ),
    fails(
        "PM609",
        "no-such-day",
        row(due="2025-06-31"),
        ["91:76 PM609 error Due date `2025-06-31` is not a day of the calendar"],
    ),
    fails(
        "PM609",
        "ambiguous",
        row(due="05/04/2025"),
        [
            "91:76 PM609 error Due date `05/04/2025` is not an ISO date, "
            "and which number is the month is not certain"
        ],
    ),
    fails(
        "PM609",
        "draft",
        row(due="Oct 12, 2025", base="draft"),
        ["91:76 PM609 warning Due date `Oct 12, 2025` is not an ISO date; write `2025-10-12`"],
        base="draft",
    ),
    fails(
        "PM611",
        "misspelt-with-a-note",
        row(status="Finshed (2025-05-01)"),
        ["91:89 PM611 error Status `Finshed (2025-05-01)` is unknown; did you mean `Done`?"],
    ),
    fails(
        "PM611",
        "near",
        row(status="finshed"),
        ["91:89 PM611 error Status `finshed` is unknown; did you mean `Done`?"],
    ),
    fails(
        "PM611",
        "foreign",
        row(status="Parked"),
        ["91:89 PM611 error Status `Parked` is not one of TODO, In progress, Blocked, Done, Dropped"],
    ),
    fails(
        "PM611",
        "draft",
        row(status="Parked", base="draft"),
        ["91:89 PM611 warning Status `Parked` is not one of TODO, In progress, Blocked, Done, Dropped"],
        base="draft",
    ),
    fails(
        "PM616",
        "detect",
        [("Detect: alert", "Alert")],
        ["86:1 PM616 error No action item names the category Detect"],
    ),
    fails(
        "PM616",
        "two",
        [("Detect: alert", "Alert"), ("Process: name", "Name")],
        [
            "86:1 PM616 error No action item names the category Detect",
            "86:1 PM616 error No action item names the category Process",
        ],
    ),
    fails(
        "PM616",
        "none-is-one-finding",
        [
            ("Mitigate: pin", "Pin"),
            ("Prevent: reject", "Reject"),
            ("Detect: alert", "Alert"),
            ("Process: name", "Name"),
        ],
        ["86:1 PM616 error No action item names its category (Prevent, Detect, Mitigate, Process)"],
    ),
    fails(
        "PM616",
        "reviewed",
        [("Detect: alert", "Alert")],
        ["85:1 PM616 warning No action item names the category Detect"],
        base="reviewed",
    ),
    fails(
        "PM616",
        "draft",
        [("Detect: alert", "Alert")],
        ["86:1 PM616 info No action item names the category Detect"],
        base="draft",
    ),
    fails(
        "PM618",
        "p1",
        [("2025-04-04 | Done (2025-04-02)", "2025-04-04 | TODO")],
        [
            "89:83 PM615 info Item 2 (P1, Robin Example) was due 2025-04-04, 59 days ago",
            "89:96 PM618 error Document is closed but item 2 (P1) is `TODO`",
        ],
    ),
    fails(
        "PM618",
        "alias-and-note",
        [("| P0 | 2025-03-15 | Done |", "| High | 2025-03-15 | Blocked (vendor) |")],
        [
            "88:80 PM615 info Item 1 (P1, Dana Example) was due 2025-03-15, 79 days ago",
            "88:93 PM618 error Document is closed but item 1 (P1) is `Blocked`",
        ],
    ),
]
PASSES = [
    passes("PM611", "below", listed()),
    passes("PM611", "only-a-status-below", [(T, "- Process: name consumers\n    - Status: see the plan\n")]),
    passes("PM601", "none", [(T, "None.\n")]),
    passes("PM601", "none-with-a-reason", [(T, "None needed (the loader is switched off next week).\n")]),
    passes("PM601", "list", [(T, "- Pin the loader\n- Reject such schemas\n")]),
    passes("PM601", "list-below-a-sub-heading", [(T, "### This week\n\n1. Pin the loader\n")]),
    passes("PM603", "empty-row", [(A4, A4 + "| | | | | | | |\n")]),
    passes("PM604", "dropped", row(owner="", status="Dropped")),
    passes("PM604", "team-and-handle", [("schema | Dana Example | P0", "schema | data team (@dana) | P0")]),
    passes(
        "PM604",
        "no-such-column",
        [
            (
                T,
                "| # | Action | Priority | Due Date | Status |\n|---|---|---|---|---|\n"
                "| 1 | Mitigate: pin | P0 | 2025-03-15 | Done |\n"
                "| 2 | Prevent: reject | P1 | 2025-03-15 | Done |\n"
                "| 3 | Detect: alert | P2 | 2025-03-15 | Done |\n"
                "| 4 | Process: name | P2 | 2025-03-15 | Done |\n",
            )
        ],
        ignore=["PM211"],
    ),
    passes(
        "PM607",
        "aliases",
        [
            ("| P0 | 2025-03-15", "| Highest | 2025-03-15"),
            ("| P2 | 2025-04-18", "| 🟡 Medium | 2025-04-18"),
            ("| P3 | 2025-05-02", "| p3 (low) | 2025-05-02"),
        ],
    ),
    passes("PM607", "empty-and-done", row(priority="")),
    passes("PM607", "empty-and-dropped", row(priority="-", status="Won't do")),
    passes("PM608", "done", row(due="", status="Done")),
    passes("PM608", "dropped", row(due="-", status="Won't do")),
    passes("PM608", "done-by-somebody", row(due="", status="Done by the vendor")),
    passes("PM609", "note", row(due="2025-05-02 (was 2025-04-18)")),
    passes("PM609", "ongoing", row(due="Ongoing")),
    passes("PM609", "not-applicable", row(due="N/A")),
    passes(
        "PM611",
        "emoji-and-note",
        [
            ("2025-03-15 | Done |", "2025-03-15 | ✅ Done (2025-03-15) |"),
            ("2025-04-04 | Done (2025-04-02)", "2025-04-04 | Merged in #123"),
            ("2025-04-18 | Done |", "2025-04-18 | closed, 2025-04-17 |"),
        ],
    ),
    passes("PM611", "words-of-others", [("In progress", "Not started")], base="reviewed"),
    passes("PM611", "strong", [("In progress", "**TODO**")], base="reviewed"),
    passes(
        "PM616",
        "column",
        [
            (
                T,
                "| # | Action | Owner | Priority | Due Date | Status | Ticket | Category |\n"
                "|---|---|---|---|---|---|---|---|\n| 1 | Pin | Dana | P0 | 2025-03-15 | Done | D-1 "
                "| Mitigation |\n| 2 | Reject | Dana | P0 | 2025-03-15 | Done | D-1 | Prevention |\n"
                "| 3 | Alert | Dana | P0 | 2025-03-15 | Done | D-1 | Detection |\n"
                "| 4 | Name | Dana | P0 | 2025-03-15 | Done | D-1 | Process |\n",
            )
        ],
    ),
    passes(
        "PM616",
        "suffix-and-brackets",
        [
            ("Mitigate: pin the loader to the last good schema", "Pin the loader (mitigate)"),
            ("Prevent: reject", "[prevent] reject"),
            ("Detect: alert", "**Detect:** alert"),
            ("Process: name", "Process - name"),
        ],
    ),
    passes(
        "PM616",
        "bullets-with-numbers",
        [("Detect: alert", "Alert"), (A4, A4 + "\n### Action Item Categories\n\n- **Detect:** 3\n")],
    ),
    passes(
        "PM616",
        "none-needed",
        [
            ("Detect: alert", "Prevent: alert"),
            (A4, A4 + "\n### Action Item Categories\n\n- **Detect:** none needed\n"),
        ],
    ),
    passes(
        "PM616",
        "tables-below-headings",
        [
            (
                T,
                "".join(
                    f"### {c}\n\n{H}| {i} | Do {c} | Dana | P2 | 2025-03-15 | Done | |\n\n"
                    for i, c in enumerate(("Prevent", "Detect", "Mitigate", "Process"), 1)
                ),
            )
        ],
    ),
    passes("PM616", "list-form", [(T, "- Pin the loader\n- Reject such schemas\n")]),
    passes(
        "PM618",
        "low-priority-may-stay-open",
        row(priority="P2", status="TODO", due="2025-07-02"),
        levels={"PM619": "off"},
    ),
    passes("PM618", "reviewed", [], base="reviewed"),
    passes(
        "PM618",
        "no-priority",
        row(priority="", status="TODO", due="2025-07-02"),
        levels={"PM619": "off", "PM607": "off"},
    ),
    passes(
        "PM603", "code-and-links", row(action="Process: see [the plan](https://example.org) and `make fix`")
    ),
    passes("PM603", "one-word", row(action="Process: **retire**")),
    passes(
        "PM607",
        "no-such-column",
        [
            (
                T,
                "| # | Action | Owner | Due Date | Status |\n|---|---|---|---|---|\n"
                + "".join(
                    f"| {number} | {name}: number {number} | Dana | 2025-03-15 | Done |\n"
                    for number, name in enumerate(("Prevent", "Detect", "Mitigate", "Process"), 1)
                ),
            )
        ],
        ignore=["PM211"],
    ),
    passes("PM618", "struck-out", [("2025-04-04 | Done (2025-04-02)", "2025-04-04 | ~~TODO~~ Done")]),
]


test_fails, test_passes = both(FAILS, PASSES)
