"""PM506, PM507 and PM511 to PM517: the category, and the five whys."""

from __future__ import annotations

from tests.rules.mending import mended
from tests.rules.support import Edit, both, fails, line_of, passes

CATEGORY = "**Root cause category:** Schema change"
ROWS = [line_of(f"| {number} | Why") for number in range(1, 6)]
TABLE = line_of("| # | Question") + line_of("|---|----------|--------|") + "".join(ROWS)
A2 = "Because each batch lacked a column that the loader asked for."
A3 = "Because the producer had renamed the column in its schema."
A5 = "Because the registry allows every change by default."
Q3 = "Why did the batches lack a column?"


def number(was: int, now: object) -> Edit:
    """Return the edit that numbers a why otherwise."""
    return (f"| {was} | Why", f"| {now} | Why")


LAST = "".join(ROWS[2:])
GAP = [(LAST, LAST.replace("| 5 |", "| 6 |").replace("| 4 |", "| **5** |").replace("| 3 |", "| 4 |"))]

FAILS = [
    fails(
        "PM506",
        "with-an-alias",
        [(CATEGORY, "**Root cause category:** Schema or Process")],
        ["70:26 PM506 warning Root cause category names 2 values: `Schema or Process`"],
    ),
    fails(
        "PM507",
        "human-error",
        [(CATEGORY, "**Root cause category:** Human error")],
        ["70:26 PM507 info Category `Human error` stops at a person; say which safeguard was missing"],
    ),
    fails(
        "PM507",
        "an-alias",
        [(CATEGORY, "**Root cause category:** Operator error")],
        ["70:26 PM507 info Category `Operator error` stops at a person; say which safeguard was missing"],
    ),
    fails(
        "PM511",
        "two-rows",
        [("".join(ROWS[2:]), "")],
        ["65:44 PM511 warning 5 Whys Analysis has only 2 answers"],
    ),
    fails(
        "PM511",
        "rows-left-empty",
        [("".join(ROWS[2:]), "| 3 | | |\n| 4 | | |\n| 5 | | |\n")],
        ["65:44 PM511 warning Only 2 of 5 whys are answered"],
    ),
    fails(
        "PM511",
        "row-between-left-empty",
        [("".join(ROWS[3:]), ""), (A2, "")],
        ["65:43 PM511 warning Only 2 of 3 whys are answered"],
    ),
    fails(
        "PM511",
        "draft",
        [("".join(ROWS[1:]), "")],
        ["64:40 PM511 info 5 Whys Analysis has only 1 answer"],
        base="draft",
    ),
    fails("PM512", "a-gap", GAP, ["66:3 PM512 warning Whys are numbered 1, 2, 4, 5, 6"]),
    fails("PM512", "twice", [number(4, "**3**")], ["67:5 PM512 warning Whys are numbered 1, 2, 3, 3, 5"]),
    fails(
        "PM512",
        "from-zero",
        [number(1, 0), number(2, 1)],
        ["64:3 PM512 warning Whys are numbered 0, 1, 3, 4, 5"],
    ),
    fails(
        "PM513",
        "no-why",
        [(Q3, "Who renamed the column that the batches lack?")],
        ["66:7 PM513 warning Question 3 does not start with `Why`"],
    ),
    fails("PM513", "no-question", [(Q3, "-")], ["66:7 PM513 warning Answer 3 has no question"]),
    fails("PM513", "no-answer", [(A3, "")], ["66:43 PM513 warning Why 3 has no answer"]),
    fails(
        "PM513",
        "an-empty-row",
        [(ROWS[4], "| 5 | | |\n")],
        ["68:8 PM513 warning Why 5 is empty"],
    ),
    fails(
        "PM514",
        "word-for-word",
        [(A3, A2.upper())],
        ["66:44 PM514 warning Answer 3 repeats answer 2"],
    ),
    fails(
        "PM514",
        "nearly",
        [(A5, A3.replace("had renamed", "has renamed"))],
        ["68:43 PM514 warning Answer 5 repeats answer 3"],
    ),
    fails(
        "PM515",
        "another-thing",
        [(A2, "Because of a mistake.")],
        ["66:7 PM515 info Question 3 does not take up answer 2 (`Because of a mistake.`)"],
        preview=True,
    ),
    fails(
        "PM516",
        "another-thing",
        [(A5, "Because releases happen on Friday evenings.")],
        ["68:43 PM516 info The last answer and `Root Cause` have no word in common"],
        preview=True,
    ),
    fails(
        "PM517",
        "probably",
        [(A3, "Because the producer had probably renamed the column in its schema.")],
        [
            "66:69 PM517 warning `probably` in answer 3: the template asks for facts; mark it `(hypothesis)`",
        ],
    ),
    fails(
        "PM517",
        "several-words",
        [(A5, "Because the registry Might have allowed every change.")],
        [
            "68:64 PM517 warning `Might have` in answer 5: the template asks for facts; "
            "mark it `(hypothesis)`",
        ],
    ),
]
PASSES = [
    passes("PM506", "a-slash-in-a-note", [(CATEGORY, CATEGORY + " (with a gap in code / process)")]),
    passes(
        "PM506",
        "where-a-site-allows-it",
        [(CATEGORY, "**Root cause category:** Schema change, Process gap")],
        several_categories=True,
    ),
    passes(
        "PM507",
        "with-the-safeguard",
        [(CATEGORY, "**Root cause category:** Human error (no second pair of eyes)")],
    ),
    passes("PM511", "three", [("".join(ROWS[3:]), "")]),
    passes("PM512", "a-second-chain", [number(4, 1), number(5, 2)]),
    passes("PM512", "names", [number(1, "1a"), number(2, "1b")]),
    passes("PM513", "but-why", [(Q3, "And why did the batches lack a column?")]),
    passes("PM513", "numbered", [(Q3, "Why 3: what did the batches lack?")]),
    passes(
        "PM514", "a-step-further", [(A3, "Because each batch lacked a column that the producer renamed.")]
    ),
    passes("PM514", "short", [(A2, "Because of it."), (A3, "For the column.")]),
    passes("PM515", "as-it-is", [], preview=True),
    passes("PM515", "by-its-stem", [(A2, "Because columns were missing.")], preview=True),
    passes("PM516", "as-it-is", [(A5, "Because nothing compared the schema.")], preview=True),
    passes("PM517", "owned-up-to", [(A3, "Because the producer had probably renamed it (hypothesis).")]),
    passes("PM517", "more-likely", [(A3, "Because the release made a renamed column more likely.")]),
    passes("PM517", "part-of-a-word", [(A3, "Because the improbable happened: an unlikely renamed column.")]),
    passes("PM517", "in-the-question", [(Q3, "Why did the batches probably lack a column?")]),
]


test_fails, test_passes = both(FAILS, PASSES)


def test_whys_are_numbered_anew() -> None:
    lines, safety = mended("PM512", GAP)
    assert [line[:9] for line in lines.split("\n")] == ["| 3 | Why", "| **4** |", "| 5 | Why"]
    assert safety == "safe"


def test_a_misspelt_category_is_replaced() -> None:
    assert mended("PM505", [(CATEGORY, CATEGORY.replace("Schema", "Shema"))]) == (CATEGORY, "unsafe")
