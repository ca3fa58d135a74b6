"""Slips that are one mistake and read as several, and spellings that are none, across all parts."""

from __future__ import annotations

from tests.rules.support import (
    both,
    edited,
    fails,
    judged,
    line_of,
    passes,
    rows,
    section,
    text_of,
)

CUT = "A comment between rows ends the table; the rows below it are shown as text"
SLA = line_of("| SLA breach")
RESTORED = line_of("| 00:55")
DETECT = line_of("| 3 | Detect")
HEAD = "| # | Action | Owner | Priority | Due Date | Status | Ticket |"
WHYS = "| # | Question | Answer |\n|---|----------|--------|\n"
DETECTED = line_of("| 22:05")
NUMBERED = [
    (f"## {title}\n", f"## {number}. {title}\n") for number, title in ((2, "Impact"), (10, "Lessons Learned"))
]
ASKED = (
    "**What actually happened?** The loader dropped every batch.\n\n"
    "**How was the incident detected?**\n\n"
    "**What was the immediate response?** The loader was pinned."
)
STORY = section("What Happened").partition("\n\n")[2].strip()

FAILS = [
    fails(
        "PM005",
        "below-a-key",
        [("services: [warehouse, loader]\n", "search:\n  boost: 1\n  boost: 2\n")],
        ["7:3 PM005 error Key `boost` appears twice (lines 6 and 7); YAML keeps only the last"],
    ),
    # Rows behind a comment are lost: that is said once, and not once for each row.
    fails("PM013", "impact", [(SLA, f"<!-- ask Finance -->\n{SLA}")], [f"44:1 PM013 error {CUT}"]),
    fails("PM013", "timeline", [(RESTORED, f"<!-- exact? -->\n{RESTORED}")], [f"28:1 PM013 error {CUT}"]),
    fails("PM013", "actions", [(DETECT, f"<!-- agreed -->\n{DETECT}")], [f"90:1 PM013 error {CUT}"]),
    fails(
        "PM013",
        "whys-are-not-too-few",
        [(line_of("| 3 | Why"), "<!-- sure? -->\n" + line_of("| 3 | Why"))],
        [f"66:1 PM013 error {CUT}"],
    ),
    fails(
        "PM013",
        "an-ignore",
        [(SLA, "<!-- pm: ignore[PM403] asked Finance -->\n| SLA breach | - |\n")],
        [f"44:1 PM013 error {CUT}"],
    ),
    fails(
        "PM103",
        "letters-swapped-in-a-short-name",
        [("**Date:**", "**Daet:**")],
        ["11:3 PM103 warning Unknown metadata field `Daet`; did you mean `Date`?"],
    ),
    fails(
        "PM103",
        "in-a-table",
        [("| Severity | P2 |", "| Severty | P2 |")],
        ["14:3 PM103 warning Unknown metadata field `Severty`; did you mean `Severity`?"],
        base="table",
    ),
    fails(
        "PM103",
        "in-front-matter",
        [("services:", "severty: P2\nservices:"), ("**Severity:** P2 (raised from P3)\n", "")],
        ["5:1 PM103 warning Unknown metadata field `severty`; did you mean `severity`?"],
    ),
    # The name is what stands on the line, and not the language of the code above it.
    fails(
        "PM802",
        "first-line-of-code",
        [("```sql\n-- Which batches were dropped?\n", "```text\npassword = hX8kq02Zp\n")],
        ["108:12 PM802 warning Value of `password` may be a real one"],
    ),
    # Another number is no slip of the pen.
    fails(
        "PM111",
        "no-such-step",
        [("**Severity:** P2", "**Severity:** SEV9")],
        ["12:15 PM111 error Severity `SEV9 (raised from P3)` is not one of P1, P2, P3, P4"],
    ),
    fails(
        "PM204",
        "numbered",
        [
            ("## Impact\n", "## 2. Impact\n"),
            ("## What Happened\n", "## Impact\n\nNone.\n\n## What Happened\n"),
        ],
        ["48:4 PM204 error Section `Impact` appears twice (lines 36 and 48); the second is ignored"],
    ),
    # The timeline ends where the next section begins: a table far below has no rows of it.
    fails(
        "PM206",
        "timeline-above-all",
        [("## Timeline\n", "# Timeline\n")],
        ["17:3 PM206 warning `# Timeline` should be a level-2 heading"],
    ),
    # What closes the block is the end of the next one: the sections between are not missing.
    fails(
        "PM217",
        "up-to-the-next",
        [("## 5 Whys Analysis\n", "```text\nbatch 8841 dropped\n\n## 5 Whys Analysis\n")],
        ["58:1 PM217 error Code block opened on line 58 ends only on line 113, with whole sections in it"],
    ),
    fails(
        "PM310",
        "detected-durations-may-still-be-right",
        [(DETECTED, "| 22:05 | The graph fell |\n")],
        ["21:1 PM310 error No row is marked as the moment when the incident was detected"],
    ),
    fails(
        "PM313",
        "last-year-is-not-also-out-of-order",
        [("| 22:17 |", "| 2024-03-14 22:17 |")],
        ["25:3 PM313 error Row is dated 2024-03-14, a year before the incident"],
    ),
    fails(
        "PM506",
        "and",
        [("category:** Schema change", "category:** Schema change and Process gap")],
        [
            "70:26 PM506 warning Root cause category names 2 values: `Schema change and Process gap`",
        ],
    ),
    fails(
        "PM502",
        "next-question-is-no-answer",
        [(STORY, ASKED)],
        ["52:1 PM502 error `How was the incident detected?` has no answer"],
    ),
    fails(
        "PM602",
        "column-called-no",
        [(HEAD, HEAD.replace("#", "No")), ("| 4 | Process", "| 5 | Process")],
        ["91:3 PM602 warning Items are numbered 1, 2, 3, 5"],
    ),
    fails(
        "PM603",
        "category-alone",
        [("Detect: alert on batches without rows", "Detect:")],
        ["90:7 PM603 error Item 3 has no action"],
    ),
]

PASSES = [
    passes(
        "PM005",
        "same-key-in-two-mappings",
        [("services: [warehouse, loader]\n", "search:\n  boost: 1\nrobots:\n  boost: 2\n")],
    ),
    passes("PM103", "own-short-field", [("**Date:**", "**Data:** orders\n**Date:**")]),
    passes(
        "PM103", "own-row", [("| Severity | P2 |", "| Severity | P2 |\n| Region | North |")], base="table"
    ),
    passes("PM103", "own-key", [("services:", "dates: [2025-03-14]\nservices:")]),
    passes("PM201", "heading-with-an-id", [("## Impact\n", "## Impact {#impact}\n")]),
    passes("PM204", "numbered-once", NUMBERED),
    passes(
        "PM211",
        "why-asked-with-a-number",
        [
            (WHYS, "| Why? | Because |\n|------|---------|\n"),
            ("| 1 | Why was the orders mart stale?", "| Why was the orders mart 3 hours stale?"),
            *((f"| {number} | Why", "| Why") for number in (2, 3, 4, 5)),
        ],
    ),
    passes(
        "PM217",
        "shell-comment-called-like-a-section",
        [("SELECT batch, rows", "## Impact\nSELECT batch, rows")],
    ),
    passes("PM307", "zone-alone", [("All times in UTC.", "(UTC)")]),
    passes("PM611", "two-words-for-one", [("P3 | 2025-05-02 | Done", "P3 | 2025-05-02 | Done and merged")]),
    passes("PM321", "hours-and-minutes-in-one", [("TTR):** 170 minutes", "TTR):** 2h50")]),
]


def test_the_sections_in_a_code_block_are_not_called_missing() -> None:
    text = edited(text_of("valid"), (("## Root Cause\n", "```markdown\n## Root Cause\n```\n"),))

    found = rows(judged(text))

    assert found == ["48:4 PM201 error Section `## Root Cause` is missing"]


test_fails, test_passes = both(FAILS, PASSES)
