"""PM222: marks of list items that no blank stands behind."""

from __future__ import annotations

import pytest

from tests.rules.mending import Fixed, check_fix, fixed
from tests.rules.support import Edit, both, edited, fails, judged, passes, rows, section, text_of

WRONG = "- The loader wrote no error for three hours.\n"
LESSON = "1. An empty batch is a finding and not a success.\n"
LESSONS = "## Lessons Learned\n"
NONE_HERE = "is no list item: a blank is missing behind"


def wrong(text: str) -> list[Edit]:
    """Return the edit that lets something else go wrong, from line 78 on."""
    return [(WRONG, text)]


def notes(text: str) -> list[Edit]:
    """Return the edit that puts a text into a section of its own, from line 95 on."""
    return [(LESSONS, f"## Notes\n\n{text}\n{LESSONS}")]


FAILS = [
    fails(
        "PM222",
        "between",
        wrong(f"{WRONG}-Nobody looked.\n- It was late.\n"),
        [f"79:1 PM222 warning `-Nobody looked.` {NONE_HERE} `-`"],
    ),
    fails(
        "PM222",
        "last",
        wrong(f"{WRONG}-`dbt` was not run.\n"),
        [f"79:1 PM222 warning `` -`dbt` was not run. `` {NONE_HERE} `-`"],
    ),
    fails(
        "PM222",
        "several-are-one",
        wrong(f"{WRONG}-Nobody looked.\n-**It** was late.\n"),
        [f"79:1 PM222 warning `-Nobody looked.` {NONE_HERE} `-`"],
    ),
    fails(
        "PM222",
        "first",
        wrong("-Nobody looked.\n- It was late.\n- Nobody was told.\n"),
        [f"78:1 PM222 warning `-Nobody looked.` {NONE_HERE} `-`"],
    ),
    fails(
        "PM222",
        "all",
        notes("-Nobody looked.\n  at the figures\n-It was late.\n"),
        [f"95:1 PM222 warning `-Nobody looked.` {NONE_HERE} `-`"],
    ),
    fails(
        "PM222",
        "the-only-one",
        wrong("+Nobody looked.\n"),
        [f"78:1 PM222 warning `+Nobody looked.` {NONE_HERE} `+`"],
    ),
    fails(
        "PM222",
        "nested",
        notes("- Night:\n\n    - It was late.\n    -Nobody looked.\n"),
        [f"98:5 PM222 warning `-Nobody looked.` {NONE_HERE} `-`"],
    ),
    fails(
        "PM222",
        "numbered",
        [(LESSON, f"{LESSON}2.Look at batches.\n")],
        [f"96:1 PM222 warning `2.Look at batches.` {NONE_HERE} `2.`"],
    ),
    fails(
        "PM222",
        "actions",
        [
            (
                section("Action Items"),
                "## Action Items\n\n-Prevent: a contract for the feed\n-Detect: an alert\n\n",
            )
        ],
        [f"86:1 PM222 warning `-Prevent: a contract for the feed` {NONE_HERE} `-`"],
    ),
    fails(
        "PM222",
        "draft",
        wrong(f"{WRONG}-Nobody looked.\n"),
        [f"79:1 PM222 warning `-Nobody looked.` {NONE_HERE} `-`"],
        base="draft",
    ),
]
PASSES = [
    passes("PM222", "a-number", wrong(f"{WRONG}-5 degrees were measured.\n")),
    passes("PM222", "options", wrong("- It was started with\n--all and with\n-v by hand.\n")),
    passes("PM222", "in-italics", wrong("- It was late,\n*very late* in fact.\n")),
    passes("PM222", "a-line-goes-on-at-the-margin", wrong("- It was\nlate and\n-as it seems- dark.\n")),
    passes("PM222", "another-mark", wrong("- It was late\n+and dark.\n")),
    passes("PM222", "a-decimal", [(LESSON, "1. It took\n2.5 hours.\n")]),
    passes("PM222", "in-code", notes("```text\n-one\n-two\n```\n")),
    passes("PM222", "one-line-of-text", notes("-Nobody looked.\n")),
    passes("PM222", "a-line-among-others", notes("It was late\n-so they say-\nand dark.\n")),
    passes("PM222", "a-signature", notes("It was late.\n-Dana\n")),
]
FIXES = [
    fixed(
        "PM222",
        "all-of-them",
        wrong("-Nobody looked.\n-It was late.\n- Nobody was told.\n"),
        [("-Nobody looked.\n-It was", "- Nobody looked.\n- It was")],
        "unsafe",
    ),
    fixed(
        "PM222",
        "number",
        [(LESSON, f"{LESSON}2.**Look** at batches.\n")],
        [("2.**Look**", "2. **Look**")],
        "unsafe",
    ),
]


test_fails, test_passes = both(FAILS, PASSES)


@pytest.mark.parametrize("case", FIXES, ids=lambda case: case.id)
def test_fixes(case: Fixed) -> None:
    check_fix(case)


def test_a_star_that_ends_nothing_in_italics() -> None:
    found = judged(edited(text_of("valid"), ((WRONG, "* It was late.\n*Nobody looked.\n"),)))
    assert rows(found) == [f"79:1 PM222 warning `*Nobody looked.` {NONE_HERE} `*`"]
