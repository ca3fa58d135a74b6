"""PM5xx: what happened, root cause, the five whys."""

from __future__ import annotations

from tests.rules.support import both, fails, line_of, passes

P2 = (
    "The on-call engineer compared schemas, pinned the loader to the last good version and loaded "
    "the missing batches again from the topic.\n"
)
Q = [
    "What was the expected behavior?",
    "What actually happened?",
    "How was the incident detected?",
    "What was the immediate response?",
]
CAT = "**Root cause category:** Schema change"
WT = (
    line_of("| # | Question")
    + line_of("|---|----------|--------|")
    + "".join(line_of(f"| {number} | Why") for number in range(1, 6))
)


def lst(*items: str) -> str:
    """Return a list."""
    return "".join(f"- {item}\n" for item in items)


FAILS = [
    fails(
        "PM502",
        "one-below-the-story",
        [(P2, P2 + "\n" + lst(Q[2]))],
        ["54:3 PM502 error `How was the incident detected?` has no answer"],
    ),
    fails(
        "PM502",
        "all-four-below-the-story",
        [(P2, P2 + "\n" + lst(*Q))],
        [
            "54:3 PM502 error `What was the expected behavior?` has no answer",
            "55:3 PM502 error `What actually happened?` has no answer",
            "56:3 PM502 error `How was the incident detected?` has no answer",
            "57:3 PM502 error `What was the immediate response?` has no answer",
        ],
    ),
    fails(
        "PM502",
        "glued-to-the-story",
        [(P2, P2 + lst(*Q[:2]))],
        [
            "53:1 PM214 warning List needs a blank line above it, MkDocs prints it as one paragraph",
            "53:3 PM502 error `What was the expected behavior?` has no answer",
            "54:3 PM502 error `What actually happened?` has no answer",
        ],
    ),
    fails(
        "PM502",
        "one-of-two-answered",
        [
            (
                P2,
                P2
                + "\n- "
                + Q[0]
                + "\n    - A mart that is two hours old at most.\n- "
                + Q[1]
                + "\n- Something of our own.\n",
            )
        ],
        ["56:3 PM502 error `What actually happened?` has no answer"],
    ),
    fails(
        "PM502",
        "headings",
        [(P2, P2 + f"\n### {Q[0]}\n\n### {Q[1]}\n\nThe loader dropped batches.\n")],
        ["54:5 PM502 error `What was the expected behavior?` has no answer"],
    ),
    fails(
        "PM502",
        "bold-line",
        [(P2, P2 + f"\n**{Q[3]}**\n")],
        ["54:1 PM502 error `What was the immediate response?` has no answer"],
    ),
    fails(
        "PM502",
        "draft",
        [(P2, P2 + "\n" + lst(Q[2]))],
        ["54:3 PM502 info `How was the incident detected?` has no answer"],
        base="draft",
    ),
    fails("PM504", "missing", [(CAT + "\n\n", "")], ["58:4 PM504 error Root cause category is missing"]),
    fails(
        "PM504",
        "empty",
        [(CAT, "**Root cause category:**")],
        ["70:3 PM504 error Root cause category is empty"],
    ),
    fails(
        "PM504",
        "draft",
        [(CAT + "\n\n", "")],
        ["58:4 PM504 info Root cause category is missing"],
        base="draft",
    ),
    fails(
        "PM505",
        "near-with-a-note",
        [("Schema change\n\n## What", "Shema change (of the shop)\n\n## What")],
        [
            "70:26 PM505 error Category `Shema change (of the shop)` is not in the list; "
            "did you mean `Schema change`?"
        ],
    ),
    fails(
        "PM505",
        "near",
        [("Schema change\n\n## What", "Shema change\n\n## What")],
        ["70:26 PM505 error Category `Shema change` is not in the list; did you mean `Schema change`?"],
    ),
    fails(
        "PM505",
        "foreign",
        [("Schema change\n\n## What", "Weather\n\n## What")],
        [
            "70:26 PM505 error Category `Weather` is not in the list of Code bug, Configuration "
            "error, Infrastructure failure, Schema change, Dependency failure, Capacity, Human "
            "error, Process gap"
        ],
    ),
    fails(
        "PM506",
        "two",
        [("Schema change\n\n## What", "Schema change / Process gap\n\n## What")],
        ["70:26 PM506 warning Root cause category names 2 values: `Schema change / Process gap`"],
    ),
    fails(
        "PM506",
        "three",
        [("Schema change\n\n## What", "Code bug, Capacity, Process gap\n\n## What")],
        ["70:26 PM506 warning Root cause category names 3 values: `Code bug, Capacity, Process gap`"],
    ),
    fails(
        "PM505",
        "front-matter",
        [
            (CAT + "\n\n", ""),
            ("services: [warehouse, loader]", "services: [warehouse, loader]\nroot_cause_category: Weather"),
        ],
        [
            "6:22 PM505 error Category `Weather` is not in the list of Code bug, Configuration "
            "error, Infrastructure failure, Schema change, Dependency failure, Capacity, Human "
            "error, Process gap"
        ],
    ),
    fails(
        "PM505",
        "draft",
        [("Schema change\n\n## What", "Weather\n\n## What")],
        [
            "70:26 PM505 warning Category `Weather` is not in the list of Code bug, Configuration "
            "error, Infrastructure failure, Schema change, Dependency failure, Capacity, Human "
            "error, Process gap"
        ],
        base="draft",
    ),
    fails("PM510", "no-rows", [(WT, "")], ["58:4 PM510 error 5 Whys Analysis has no rows"]),
    fails(
        "PM510",
        "empty-answers",
        [
            (
                WT,
                "| # | Question | Answer |\n|---|---|---|\n| 1 | Why was the mart stale? | |\n"
                "| 2 | Why? | |\n",
            )
        ],
        ["58:4 PM510 error 5 Whys Analysis has no answers"],
    ),
    fails("PM510", "draft", [(WT, "")], ["58:4 PM510 info 5 Whys Analysis has no rows"], base="draft"),
]
PASSES = [
    passes("PM502", "prose-alone", []),
    passes(
        "PM502", "behind-the-question", [(P2, P2 + "\n" + lst(*[q + " As the story above says." for q in Q]))]
    ),
    passes("PM502", "nested-items", [(P2, P2 + "\n" + "".join(f"- {q}\n    - As above.\n" for q in Q))]),
    passes("PM502", "continued-lines", [(P2, P2 + "\n" + "".join(f"- {q}\n  As above.\n" for q in Q))]),
    passes(
        "PM502", "nested-paragraphs", [(P2, P2 + "\n" + "".join(f"- {q}\n\n    As above.\n\n" for q in Q))]
    ),
    passes(
        "PM502",
        "glued-with-answers",
        [(P2, P2 + "".join(f"- {q}\n  As above.\n" for q in Q))],
        ignore=["PM214"],
    ),
    passes("PM502", "bold-with-text", [(P2, P2 + "\n" + "".join(f"**{q}** As above.\n\n" for q in Q))]),
    passes(
        "PM502", "headings-with-text", [(P2, P2 + "\n" + "".join(f"### {q}\n\nAs above.\n\n" for q in Q))]
    ),
    passes("PM502", "bold-line-then-list", [(P2, P2 + f"\n**{Q[3]}**\n\n- Pin the loader\n- Load again\n")]),
    passes(
        "PM502",
        "story-below-the-questions",
        [("The producer renamed a column", lst(*Q) + "\nThe producer renamed a column")],
    ),
    passes("PM502", "own-questions", [(P2, P2 + "\n- Who knew of the change?\n- Why did nobody look?\n")]),
    passes("PM504", "alias", [(CAT, "**Category:** Schema")]),
    passes("PM504", "list-item", [(CAT, "- Root cause category: schema change")]),
    passes(
        "PM504",
        "front-matter",
        [
            (CAT + "\n\n", ""),
            (
                "services: [warehouse, loader]",
                "services: [warehouse, loader]\nroot_cause_category: Schema change",
            ),
        ],
    ),
    passes(
        "PM504",
        "in-a-table",
        [
            (CAT + "\n\n", ""),
            (
                "| Customer impact | None |",
                "| Customer impact | None |\n| Root cause category | Schema change |",
            ),
        ],
    ),
    passes(
        "PM504",
        "under-root-cause",
        [(CAT + "\n\n", ""), ("## 5 Whys Analysis", CAT + "\n\n## 5 Whys Analysis")],
    ),
    passes("PM505", "alias", [("Schema change\n\n## What", "Misconfiguration\n\n## What")]),
    passes(
        "PM505",
        "case-and-note",
        [("Schema change\n\n## What", "schema change (in the orders topic)\n\n## What")],
    ),
    passes(
        "PM510",
        "list",
        [
            (
                WT,
                "1. Why was the mart stale? Because the loader wrote nothing.\n"
                "2. Why? Because a column was gone.\n",
            )
        ],
        ignore=["PM511"],
    ),
    passes(
        "PM510",
        "paragraphs",
        [
            (
                WT,
                "**Why was the mart stale?** The loader wrote nothing.\n\n"
                "**Why did it write nothing?** A column was gone.\n",
            )
        ],
    ),
    passes(
        "PM510",
        "sub-headings",
        [(WT, "### Why 1\n\nThe loader wrote nothing.\n\n### Why 2\n\nA column was gone.\n")],
    ),
    passes(
        "PM510",
        "no-number-column",
        [(WT, "| Why | Because |\n|---|---|\n| Why was the mart stale? | The loader wrote nothing. |\n")],
        ignore=["PM511"],
    ),
    passes("PM505", "in-bold", [("Schema change\n\n## What", "**Schema change**\n\n## What")]),
]


test_fails, test_passes = both(FAILS, PASSES)
