"""PM013, PM211, PM213, PM221: tables that lose rows, lack columns, or look different on GitHub."""

from __future__ import annotations

from tests.rules.support import both, fails, line_of, passes, section

CUT = "A comment between rows ends the table; the rows below it are shown as text"
LAST_WHY = line_of("| 5 |")
HEAD = "| # | Action | Owner | Priority | Due Date | Status | Ticket |"
WORK = {
    "Prevent": "check schemas",
    "Detect": "alert on gaps",
    "Mitigate": "pin it",
    "Process": "name readers",
}
DASHES = "|---|--------|-------|----------|----------|--------|--------|\n"
COSTS = "## Costs\n\n| What | Euros |\n|---|---|\n| Compute | 600 |\n"
NOTED = COSTS.replace("| What", "<!-- open -->\n| What")
LESSONS = "## Lessons Learned\n"
FAILS = [
    fails("PM013", "whys", [(LAST_WHY, f"<!-- open -->\n{LAST_WHY}")], [f"68:1 PM013 error {CUT}"]),
    fails(
        "PM013",
        "own-table",
        [(LESSONS, f"{COSTS}<!-- to be checked\nby Dana -->\n| People | 900 |\n\n{LESSONS}")],
        [f"98:1 PM013 error {CUT}"],
    ),
    fails(
        "PM013",
        "no-rows-is-not-said-too",
        [(DASHES, f"{DASHES}<!-- all done -->\n")],
        [f"88:1 PM013 error {CUT}"],
    ),
    fails(
        "PM211",
        "misspelt",
        [(HEAD, HEAD.replace("Due Date", "Due Dat"))],
        ["86:35 PM211 error Action Items has no `Due Date` column; did you mean it by `Due Dat`?"],
    ),
    fails(
        "PM211",
        "whole-timeline-unread",
        [("| Time | Event |", "| Tme | Event |")],
        ["21:3 PM211 error Timeline has no `Time` column; did you mean it by `Tme`?"],
    ),
    fails(
        "PM211",
        "timeline-read-by-its-times",
        [("| Time | Event |", "| Time | Evnet |")],
        ["21:10 PM211 error Timeline has no `Event` column; did you mean it by `Evnet`?"],
    ),
    fails(
        "PM211",
        "whys-without-answers",
        [("| # | Question | Answer |", "| # | Question | Team |")],
        ["62:1 PM211 error 5 Whys Analysis has no `Answer` column"],
    ),
    fails(
        "PM211",
        "whole-impact-unread",
        [("| Dimension | Detail |", "| Dimenson | Detial |")],
        [
            "38:3 PM211 error Impact has no `Dimension` column; did you mean it by `Dimenson`?",
            "38:14 PM211 error Impact has no `Detail` column; did you mean it by `Detial`?",
        ],
    ),
    fails(
        "PM211",
        "all-whys-unread",
        [("| # | Question | Answer |", "| # | Question | Anwser |")],
        ["62:18 PM211 error 5 Whys Analysis has no `Answer` column; did you mean it by `Anwser`?"],
    ),
    fails(
        "PM211",
        "all-actions-unread",
        [(HEAD, HEAD.replace("Action", "Acton"))],
        ["86:7 PM211 error Action Items has no `Action` column; did you mean it by `Acton`?"],
    ),
    fails(
        "PM211",
        "related",
        [("| Incident | Date | Similarity |", "| Incident | Date | Similarty |")],
        ["99:21 PM211 error Related Incidents has no `Similarity` column; did you mean it by `Similarty`?"],
    ),
    fails(
        "PM211",
        "related-without",
        [(section("Related Incidents"), "## Related Incidents\n\n| Incident |\n|---|\n| INC-2024-031 |\n\n")],
        ["99:1 PM211 warning Related Incidents has no `Similarity` column"],
    ),
    fails(
        "PM211",
        "two-missing",
        [
            (
                section("Action Items"),
                "## Action Items\n\n| # | Action | Owner | Due Date | Status |\n|---|---|---|---|---|\n"
                + "".join(
                    f"| {number} | {name}: {what} | Dana | 2025-03-15 | Done |\n"
                    for number, (name, what) in enumerate(WORK.items(), 1)
                )
                + "\n",
            )
        ],
        ["86:1 PM211 error Action Items has no `Priority`, `Ticket` columns"],
    ),
    fails(
        "PM211",
        "draft",
        [(HEAD, HEAD.replace("Ticket", "Tickt"))],
        ["86:55 PM211 warning Action Items has no `Ticket` column; did you mean it by `Tickt`?"],
        base="draft",
    ),
    fails(
        "PM221",
        "no-dashes",
        [(f"{HEAD}\n{DASHES}", f"{HEAD}\n")],
        ["86:1 PM221 error The line of dashes under the header is missing, MkDocs shows the table as text"],
    ),
    fails(
        "PM221",
        "too-few-dashes",
        [(DASHES, DASHES.replace("|---|", "|", 1))],
        ["87:1 PM221 error The header has 7 cells, the dashes under it 6; MkDocs shows the table as text"],
    ),
    fails(
        "PM221",
        "blank-line-between-rows",
        [(LAST_WHY, f"\n{LAST_WHY}")],
        ["69:1 PM221 error A blank line ends the table; the rows below it are shown as text"],
    ),
    fails(
        "PM213",
        "bare",
        [(LESSONS, f"{COSTS}| `load | sort` | 0 |\n\n{LESSONS}")],
        ["98:3 PM213 warning GitHub cuts the cell at the pipe in `` `load | sort` ``"],
        also_on_github=True,
    ),
    fails(
        "PM213",
        "escaped",
        [(LESSONS, f"{COSTS}| `a<b \\| c` and `d` | 0 |\n\n{LESSONS}")],
        ["98:3 PM213 warning MkDocs shows the backslash in `` `a<b \\| c` ``"],
        also_on_github=True,
    ),
]
PASSES = [
    passes("PM221", "pipes-in-text", [(LESSONS, f"{LESSONS}\n| or |\n| and |\n\n")]),
    passes("PM221", "logical-or", [(LESSONS, f"{LESSONS}\n|a || b|\n|a && b|\n\n")]),
    passes(
        "PM221",
        "another-table",
        [(LESSONS, f"{COSTS}\n| Who | What |\n|---|---|\n| Dana | all |\n\n{LESSONS}")],
    ),
    passes("PM013", "above-the-table", [(LESSONS, f"{NOTED}\n{LESSONS}")]),
    passes("PM013", "below-the-table", [(LESSONS, f"{COSTS}<!-- open -->\n\n{LESSONS}")]),
    passes("PM013", "in-a-cell", [(LESSONS, f"{COSTS}| People | 900 <!-- open --> |\n\n{LESSONS}")]),
    passes("PM013", "text-below", [(LESSONS, f"{COSTS}<!-- open -->\nIn all, 600 euros.\n\n{LESSONS}")]),
    passes("PM211", "aliases", [(HEAD, "| No | Task | Assignee | Prio | Deadline | State | Issue |")]),
    passes(
        "PM211",
        "another-table-in-the-section",
        [(LESSONS, COSTS.split("\n\n")[1] + f"\n{LESSONS}")],
        ignore=["PM617"],
    ),
    passes("PM211", "column-of-ones-own", [(LESSONS, f"{COSTS}\n{LESSONS}")]),
    passes("PM213", "off-by-default", [(LESSONS, f"{COSTS}| `load | sort` | 0 |\n\n{LESSONS}")]),
    passes(
        "PM213",
        "pipe-in-text",
        [(LESSONS, f"{COSTS}| load \\| sort, `a` | 0 |\n\n{LESSONS}")],
        also_on_github=True,
    ),
    passes(
        "PM213", "outside-of-tables", [(LESSONS, f"{LESSONS}\nNever `load | sort`.\n\n")], also_on_github=True
    ),
]


test_fails, test_passes = both(FAILS, PASSES)
