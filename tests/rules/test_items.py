"""PM602 and PM605 to PM622: numbers, owners, dates, tickets and what items say."""

from __future__ import annotations

import pytest

from tests.rules.mending import Fixed, check_fix, fixed
from tests.rules.support import Edit, both, fails, line_of, passes

A1, A2, A3, A4 = (
    line_of(f"| {number} | {word}") for number, word in enumerate(("Mit", "Pre", "Det", "Pro"), 1)
)
OPEN = line_of("| 4 | Pro", "reviewed")
ALL_DONE: list[Edit] = [("P1 | 2025-06-27 | TODO", "P1 | 2025-04-04 | Done"), ("In progress", "Done")]
RESTORED = line_of("| 00:55 |", "reviewed")
URL = "https://issues.example/{key}"


def cell(line: str, was: str, now: str) -> list[Edit]:
    """Return the edit of one cell of a row of the table."""
    assert line.count(f"| {was} |") == 1
    return [(line, line.replace(f"| {was} |", f"| {now} |"))]


def ticket(line: str, number: int, text: str) -> list[Edit]:
    """Return the edit of the ticket of a row."""
    return cell(line, f"[DATA-{number}](https://tickets.example.org/{number})", text)


FAILS = [
    fails("PM602", "repeat", cell(A3, "3", "2"), ["90:3 PM602 warning Items are numbered 1, 2, 2, 4"]),
    fails("PM602", "gap", cell(A4, "4", "5"), ["91:3 PM602 warning Items are numbered 1, 2, 3, 5"]),
    fails("PM602", "from-nought", cell(A1, "1", "0"), ["88:3 PM602 warning Items are numbered 0, 2, 3, 4"]),
    fails("PM602", "marks", cell(A4, "4", "**5.**"), ["91:5 PM602 warning Items are numbered 1, 2, 3, 5"]),
    fails(
        "PM602",
        "unique",
        cell(A3, "3", "2"),
        ["90:3 PM602 warning Items are numbered 1, 2, 2, 4"],
        numbering="unique",
    ),
    fails(
        "PM605",
        "near",
        cell(A3, "Sam Example", "Sam Exmaple"),
        ["90:47 PM605 error Owner `Sam Exmaple` is unknown; did you mean `Sam Example`?"],
        owners=["Dana Example", "Robin Example", "Sam Example"],
    ),
    fails(
        "PM605",
        "one-of-two",
        cell(A3, "Sam Example", "@dana-example, the vendor"),
        [
            "90:47 PM606 info Item 3 has 2 owners; one person should be accountable",
            "90:62 PM605 error Owner `the vendor` is unknown",
        ],
        owners=["Dana Example", "Robin Example", "Sam Example"],
    ),
    fails(
        "PM606",
        "and",
        cell(A3, "Sam Example", "Sam and Robin"),
        ["90:47 PM606 info Item 3 has 2 owners; one person should be accountable"],
    ),
    fails(
        "PM606",
        "three",
        cell(A3, "Sam Example", "@sam / @robin, [Dana](https://example.org/a,b)"),
        ["90:47 PM606 info Item 3 has 3 owners; one person should be accountable"],
    ),
    fails(
        "PM610",
        "year-of-the-last-document",
        cell(OPEN, "2025-07-02", "2024-07-02"),
        ["90:76 PM610 error Item 4 is due 2024-07-02, before the incident (2025-03-14)"],
        base="reviewed",
    ),
    fails(
        "PM610",
        "close-behind-what-is-struck-out",
        [(OPEN, OPEN.replace("2025-07-02", "2024-07-02").replace("| In progress", "| ~~TODO~~In progress"))],
        ["90:76 PM610 error Item 4 is due 2024-07-02, before the incident (2025-03-14)"],
        base="reviewed",
    ),
    fails(
        "PM625",
        "mistyped-year",
        cell(OPEN, "2025-07-02", "2052-07-02"),
        ["90:76 PM625 warning Item 4 is due 2052-07-02, 27 years after the incident"],
        base="reviewed",
    ),
    fails(
        "PM612",
        "empty",
        ticket(OPEN, 104, "-"),
        ["90:103 PM612 warning Item 4 is open and has no ticket"],
        base="reviewed",
    ),
    fails(
        "PM613",
        "key",
        ticket(A3, 103, "DATA-103"),
        ["90:86 PM613 warning `DATA-103` is not a link"],
        ticket_url=URL,
    ),
    fails(
        "PM613",
        "two",
        ticket(A3, 103, "DATA-103, #17"),
        ["90:86 PM613 warning `DATA-103` is not a link", "90:96 PM613 warning `#17` is not a link"],
        ticket_url=URL,
    ),
    fails(
        "PM613",
        "not-linked-by-the-site",
        ticket(A3, 103, "DATA-103, `DATA-9`, OPS-1"),
        ["90:97 PM613 warning `DATA-9` is not a link", "90:106 PM613 warning `OPS-1` is not a link"],
        ticket_url=URL,
        tickets={"DATA": "https://data.example/{key}"},
    ),
    fails(
        "PM614",
        "link",
        ticket(A3, 103, "[data-102](https://tickets.example.org/102)"),
        ["90:97 PM614 warning Items 2 and 3 share ticket `https://tickets.example.org/102`"],
    ),
    fails(
        "PM614",
        "key",
        [*ticket(A1, 101, "DATA-7"), *ticket(A4, 104, "DATA-8, DATA-7")],
        ["91:104 PM614 warning Items 1 and 4 share ticket `DATA-7`"],
    ),
    fails(
        "PM615",
        "yesterday",
        cell(OPEN, "2025-07-02", "2025-06-01"),
        ["90:76 PM615 info Item 4 (P3, Dana Example) was due 2025-06-01, 1 day ago"],
        base="reviewed",
    ),
    fails(
        "PM615",
        "nobody",
        [(OPEN, OPEN.replace("Dana Example | P3 | 2025-07-02", "Ops | | 2025-05-20"))],
        ["90:64 PM615 info Item 4 (Ops) was due 2025-05-20, 13 days ago"],
        base="reviewed",
        ignore=["PM607"],
    ),
    fails(
        "PM617",
        "one-more-item",
        [(A4, A4 + "| 5 | Write it down | Dana Example | P3 | 2025-05-02 | Done | |\n")],
        ["92:7 PM617 warning Item 5 has no category"],
    ),
    fails(
        "PM619",
        "two",
        [
            *cell(A3, "2025-04-18", "2025-07-18"),
            (A4, A4.replace("P3 | 2025-05-02 | Done", "| 2025-07-02 | Blocked")),
        ],
        ["91:86 PM619 warning Document is closed with 1 open item: 4"],
        ignore=["PM607"],
    ),
    fails(
        "PM619",
        "both-low",
        [
            (A3, A3.replace("2025-04-18 | Done", "2025-07-18 | TODO")),
            (A4, A4.replace("2025-05-02 | Done", "2025-07-02 | TODO")),
        ],
        ["90:79 PM619 warning Document is closed with 2 open items: 3 (P2), 4 (P3)"],
    ),
    fails(
        "PM620",
        "all-done",
        [("P1 | 2025-06-27 | TODO", "P1 | 2025-04-04 | Done"), ("In progress", "Done (2025-05-02)")],
        ["13:13 PM620 info All 4 items are done; the status can become `closed`"],
        base="reviewed",
    ),
    fails(
        "PM620",
        "one-dropped",
        [("P1 | 2025-06-27 | TODO", "P1 | 2025-04-04 | Done"), ("In progress", "Won't do")],
        ["13:13 PM620 info All 4 items are done or dropped; the status can become `closed`"],
        base="reviewed",
    ),
    fails(
        "PM621",
        "intention",
        [("Process: name consumers in every schema change", "Process: Be more careful with schemas")],
        ["91:16 PM621 info `Be more careful with schemas` can't be verified"],
        preview=True,
    ),
    fails(
        "PM621",
        "bare-verb",
        [("Detect: alert on batches without rows", "Detect: improve monitoring.")],
        ["90:15 PM621 info `improve monitoring.` can't be verified"],
        preview=True,
    ),
    fails(
        "PM622",
        "same",
        [
            (
                "Process: name consumers in every schema change",
                "Process: Reject *incompatible* schemas in the registry",
            )
        ],
        ["91:16 PM622 warning Items 2 and 4 say the same"],
    ),
    fails(
        "PM622",
        "small-words-and-a-plural",
        [
            (
                "Process: name consumers in every schema change",
                "Process: reject an incompatible schema in a registry",
            )
        ],
        ["91:16 PM622 warning Items 2 and 4 say the same"],
    ),
    fails(
        "PM611",
        "who-has-none-is-not-done",  # PM620 does not speak of closing
        [("P1 | 2025-06-27 | TODO", "P1 | 2025-04-04 | Done"), ("In progress", "")],
        ["90:88 PM611 warning Item 4 has no status"],
        base="reviewed",
    ),
    fails(
        "PM623",
        "mistyped-year",
        cell(A2, "Done (2025-04-02)", "Done (2052-04-02)"),
        ["89:102 PM623 warning Item 2 was done 2052-04-02, which is in the future"],
    ),
    fails(
        "PM623",
        "in-words-behind-a-tick",
        cell(A2, "Done (2025-04-02)", "✅ Done on 4 July 2025"),
        ["89:106 PM623 warning Item 2 was done 2025-07-04, which is in the future"],
    ),
    fails(
        "PM623",
        "draft",
        cell(A2, "Done (2025-04-02)", "Done (2052-04-02)"),
        ["89:102 PM623 info Item 2 was done 2052-04-02, which is in the future"],
        base="draft",
    ),
    fails(
        "PM624",
        "mistyped-year",
        cell(A2, "Done (2025-04-02)", "Done (2024-04-02)"),
        ["89:102 PM624 warning Item 2 was done 2024-04-02, before the incident (2025-03-14)"],
    ),
    fails(
        "PM624",
        "the-day-before",
        cell(A1, "Done", "Merged (#12, 2025-03-13)"),
        ["88:104 PM624 warning Item 1 was done 2025-03-13, before the incident (2025-03-14)"],
    ),
    fails(
        "PM624",
        "draft",
        cell(A2, "Done (2025-04-02)", "Done (2024-04-02)"),
        ["89:102 PM624 warning Item 2 was done 2024-04-02, before the incident (2025-03-14)"],
        base="draft",
    ),
]
PASSES = [
    passes("PM623", "tomorrow", cell(A2, "Done (2025-04-02)", "Done (2025-06-03)")),
    passes("PM623", "a-plan", [*cell(A2, "Done (2025-04-02)", "Done (rolled out until June)")]),
    passes("PM624", "the-same-day", cell(A2, "Done (2025-04-02)", "Done (2025-03-14)")),
    passes("PM624", "dropped", cell(A3, "Done", "Dropped (since 2024-01-01)")),
    passes("PM602", "keys", cell(A4, "4", "A-4")),
    passes("PM602", "gap-where-they-stay-free", cell(A4, "4", "7"), numbering="unique"),
    passes("PM602", "one-without", cell(A4, "4", "")),
    passes("PM605", "not-set", cell(A3, "Sam Example", "Nobody Else")),
    passes(
        "PM605",
        "handle-and-note",
        [*cell(A3, "Sam Example", "@sam-example (until May)"), *cell(A4, "Dana Example", "**dana example**")],
        owners=["Dana Example", "Robin Example", "Sam Example"],
    ),
    passes("PM606", "note", cell(A3, "Sam Example", "Sam (with Robin, and Dana)")),
    passes("PM606", "team-with-a-slash", cell(A3, "Sam Example", "@data/platform")),
    passes("PM606", "research-and-development", cell(A3, "Sam Example", "R&D")),
    passes("PM606", "dropped", [(A3, A3.replace("Sam Example", "Sam, Dana").replace("Done", "Dropped"))]),
    passes("PM610", "done", cell(A3, "2025-04-18", "2024-04-18")),
    passes("PM610", "same-day", cell(OPEN, "2025-07-02", "2025-03-14"), base="reviewed", ignore=["PM615"]),
    passes("PM625", "done", cell(A3, "2025-04-18", "2052-04-18")),
    passes("PM625", "three-years", cell(OPEN, "2025-07-02", "2028-03-13"), base="reviewed"),
    passes("PM611", "tick", cell(A3, "Done", "✅")),
    passes("PM611", "box-and-shortcode", [*cell(A3, "Done", "[x]"), *cell(A4, "Done", ":white_check_mark:")]),
    passes("PM611", "struck", cell(A3, "Done", "~~TODO~~ Done")),
    passes(
        "PM610",
        "struck-out",
        [(OPEN, OPEN.replace("2025-07-02", "2024-07-02").replace("| In progress", "| ~~In progress~~"))],
        base="reviewed",
    ),
    passes("PM612", "done", ticket(A4, 104, "")),
    passes("PM612", "says-none", ticket(OPEN, 104, "N/A"), base="reviewed"),
    passes("PM612", "draft", ticket(line_of("| 4 | Pro", "draft"), 104, ""), base="draft"),
    passes("PM613", "not-set", ticket(A3, 103, "DATA-103")),
    passes("PM613", "links", [], ticket_url=URL),
    passes(
        "PM613",
        "linked-by-the-site",
        ticket(A3, 103, "DATA-103, DATA-9"),
        ticket_url=URL,
        tickets={"DATA": URL},
    ),
    passes("PM613", "no-address-for-all", ticket(A3, 103, "DATA-103, OPS-1"), tickets={"DATA": URL}),
    passes("PM613", "no-key", ticket(A3, 103, "see the board, row UTF-8859x"), ticket_url=URL),
    passes("PM613", "bare-link", ticket(A3, 103, "https://issues.example/DATA-103"), ticket_url=URL),
    passes("PM614", "no-ticket-twice", [*ticket(A3, 103, "N/A"), *ticket(A4, 104, "N/A")]),
    passes("PM614", "longer-number", [*ticket(A3, 103, "DATA-10"), *ticket(A4, 104, "DATA-104")]),
    passes("PM614", "twice-in-one-cell", ticket(A3, 103, "DATA-103 (DATA-103)")),
    passes(
        "PM615",
        "unread-status",
        [(OPEN, OPEN.replace("2025-07-02 | In progress", "2025-05-20 | ✅"))],
        base="reviewed",
        ignore=["PM611"],
    ),
    passes("PM615", "today", cell(OPEN, "2025-07-02", "2025-06-02"), base="reviewed"),
    passes("PM615", "done-late", cell(A4, "Done", "Done (2025-05-30)")),
    passes(
        "PM617", "dropped", [(A4, A4 + "| 5 | Write it | Dana Example | P3 | 2025-05-02 | Dropped | |\n")]
    ),
    passes("PM619", "dropped", cell(A4, "Done", "Won't do")),
    passes("PM620", "closed", []),
    passes("PM620", "one-open", [("P1 | 2025-06-27 | TODO", "P1 | 2025-04-04 | Done")], base="reviewed"),
    passes(
        "PM621",
        "verb-with-an-object",
        [("Detect: alert on batches without rows", "Detect: improve the alert on lag to ten minutes")],
        preview=True,
    ),
    passes(
        "PM621",
        "word-in-a-word",
        [("Detect: alert on batches without rows", "Detect: reminder in the pull request template")],
        preview=True,
    ),
    passes(
        "PM622",
        "one-word-differs",
        [
            (
                "Process: name consumers in every schema change",
                "Process: reject incompatible tables in the registry",
            )
        ],
    ),
    passes(
        "PM622",
        "number-differs",
        [
            ("Detect: alert on batches without rows", "Detect: alert on lag of stage 1"),
            ("Process: name consumers in every schema change", "Process: alert on lag of stage 2"),
        ],
    ),
    passes(
        "PM622",
        "dropped",
        [
            (
                A4,
                A4.replace("name consumers in every schema change", "alert on batches without rows").replace(
                    "Done", "Dropped"
                ),
            )
        ],
    ),
]

FIXES = [
    fixed("PM602", "repeat", cell(A3, "3", "2"), [("| 2 | Detect", "| 3 | Detect")]),
    fixed("PM602", "gap", cell(A4, "4", "**5**"), [("| **5** |", "| **4** |")]),
    fixed(
        "PM602",
        "mentioned",
        [*cell(A4, "4", "5"), ("- The loader wrote no error", "- Item 5: the loader wrote no error")],
        [("| 5 | Process", "| 4 | Process")],
        "unsafe",
    ),
    fixed("PM602", "unique", cell(A3, "3", "2"), [("| 2 | Detect", "| 5 | Detect")], numbering="unique"),
    fixed(
        "PM605",
        "near",
        cell(A3, "Sam Example", "Sam Exmaple (until May)"),
        [("Sam Exmaple (", "Sam Example (")],
        "unsafe",
        owners=["Dana Example", "Robin Example", "Sam Example"],
    ),
    fixed("PM607", "near", cell(A3, "P2", "hihg"), [("| hihg |", "| P1 |")], "unsafe"),
    fixed("PM607", "far", cell(A3, "P2", "P7"), [], None),
    fixed("PM609", "words", cell(A3, "2025-04-18", "Apr 18, 2025"), [("Apr 18, 2025", "2025-04-18")]),
    fixed(
        "PM609",
        "note-stays",
        cell(A3, "2025-04-18", "18 April 2025 (moved)"),
        [("18 April 2025", "2025-04-18")],
    ),
    fixed("PM609", "ambiguous", cell(A3, "2025-04-18", "04/05/2025"), [], None),
    fixed("PM611", "near", cell(A3, "Done", "finshed"), [("| finshed |", "| Done |")], "unsafe"),
    fixed(
        "PM613",
        "keys",
        ticket(A3, 103, "`DATA-103`, #17 (old)"),
        [
            ("`DATA-103`", "[`DATA-103`](https://issues.example/DATA-103)"),
            ("#17 (old)", "[#17](https://issues.example/17) (old)"),
        ],
        ticket_url=URL,
    ),
    fixed(
        "PM613",
        "prefix",
        ticket(A3, 103, "`DATA-103`, OPS-1"),
        [
            ("`DATA-103`", "[`DATA-103`](https://data.example/DATA-103)"),
            ("OPS-1", "[OPS-1](https://issues.example/OPS-1)"),
        ],
        ticket_url=URL,
        tickets={"DATA": "https://data.example/{key}"},
    ),
    fixed(
        "PM620",
        "status",
        [*ALL_DONE, (RESTORED, f"{RESTORED}| 01:20 | Verified: row counts equal to the source |\n")],
        [("**Status:** reviewed", "**Status:** closed")],
        "unsafe",
        "reviewed",
    ),
    # Once closed, the document would lack the moment when it was verified.
    fixed("PM620", "verification-is-missing", ALL_DONE, None, None, "reviewed"),
]


test_fails, test_passes = both(FAILS, PASSES)


@pytest.mark.parametrize("case", FIXES, ids=lambda case: case.id)
def test_fixes(case: Fixed) -> None:
    check_fix(case)
