"""PM2xx: sections and tables."""

from __future__ import annotations

from tests.rules.support import both, fails, passes, section

LUCK = section("Where We Got Lucky")
FAILS = [
    fails("PM201", "lucky", [(LUCK, "")], ["76:4 PM201 error Section `## Where We Got Lucky` is missing"]),
    fails(
        "PM201",
        "timeline-takes-its-metrics-along",
        [(section("Timeline"), "")],
        ["8:3 PM201 error Section `## Timeline` is missing"],
    ),
    fails(
        "PM201",
        "whys-take-the-category-along",
        [(section("5 Whys Analysis"), "")],
        ["54:4 PM201 error Section `## 5 Whys Analysis` is missing"],
    ),
    fails(
        "PM201",
        "actions",
        [(section("Action Items"), "")],
        ["80:4 PM201 error Section `## Action Items` is missing"],
    ),
    fails(
        "PM201",
        "appendix",
        [(section("Appendix"), "")],
        ["97:4 PM201 error Section `## Appendix` is missing"],
    ),
    fails(
        "PM201",
        "bold-line",
        [("## Where We Got Lucky", "**Where We Got Lucky**")],
        [
            "80:1 PM201 error `**Where We Got Lucky**` is a line in bold, "
            "so section `## Where We Got Lucky` is missing"
        ],
    ),
    fails(
        "PM201",
        "draft",
        [(LUCK, "")],
        ["76:4 PM201 info Section `## Where We Got Lucky` is missing"],
        base="draft",
    ),
    fails(
        "PM203",
        "root-couse",
        [("## Root Cause\n", "## Root Couse\n")],
        ["54:4 PM203 warning Unknown section `## Root Couse`; did you mean `## Root Cause`?"],
    ),
    fails(
        "PM203",
        "timline",
        [("## Timeline\n", "## Timline\n")],
        ["17:4 PM203 warning Unknown section `## Timline`; did you mean `## Timeline`?"],
    ),
    fails(
        "PM203",
        "two-slips",
        [("## Lessons Learned", "## Leson Lerned")],
        ["93:4 PM203 warning Unknown section `## Leson Lerned`; did you mean `## Lessons Learned`?"],
    ),
    fails(
        "PM203",
        "alias",
        [("## Action Items", "## Corective actions")],
        ["84:4 PM203 warning Unknown section `## Corective actions`; did you mean `## Action Items`?"],
    ),
    fails(
        "PM204",
        "impact",
        [("## Lessons Learned\n", "## Impact\n\nSee above.\n\n## Lessons Learned\n")],
        ["93:4 PM204 error Section `Impact` appears twice (lines 36 and 93); the second is ignored"],
    ),
    fails(
        "PM204",
        "timeline",
        [("## Lessons Learned\n", "## Timeline\n\nSee above.\n\n## Lessons Learned\n")],
        ["93:4 PM204 error Section `Timeline` appears twice (lines 17 and 93)"],
    ),
    fails(
        "PM201",
        "label-in-a-paragraph",
        [("## Where We Got Lucky\n\n- It was", "**Where We Got Lucky:** It was")],
        [
            "80:1 PM201 error `**Where We Got Lucky:**` is a label in a paragraph, so section "
            "`## Where We Got Lucky` is missing"
        ],
    ),
    fails(
        "PM205",
        "lucky",
        [("- It was Friday night, and nobody read the figures before noon.\n\n", "")],
        ["80:4 PM205 error Section `Where We Got Lucky` is empty"],
    ),
    fails(
        "PM215",
        "an-empty-section-is-not-said-too",
        [("- It was Friday night,", "#2127 was open, and it was Friday night,")],
        ["82:1 PM215 error `#2127` becomes a level-1 heading in MkDocs"],
    ),
    fails(
        "PM205",
        "comment-only",
        [("- It was Friday night, and nobody read the figures before noon.\n", "<!-- to be written -->\n")],
        ["80:4 PM205 error Section `Where We Got Lucky` is empty"],
    ),
    fails(
        "PM205",
        "sub-heading-only",
        [("- It was Friday night, and nobody read the figures before noon.\n", "### By chance\n")],
        ["80:4 PM205 error Section `Where We Got Lucky` is empty"],
    ),
    fails(
        "PM205",
        "to-do",
        [(section("Impact"), "## Impact\n\nTODO\n\n")],
        ["38:1 PM205 error Section `Impact` says only `TODO`"],
    ),
    fails(
        "PM205",
        "timeline",
        [(section("Timeline"), "## Timeline\n\n")],
        ["17:4 PM205 error Section `Timeline` is empty"],
    ),
    fails(
        "PM205",
        "draft",
        [("1. An empty batch is a finding and not a success.\n\n", "")],
        ["93:4 PM205 info Section `Lessons Learned` is empty"],
        base="draft",
    ),
    fails(
        "PM210",
        "impact",
        [("## Impact\n\n| Dimension", "## Impact\n\nIn short:\n| Dimension")],
        ["39:1 PM210 error Put a blank line before the table, MkDocs shows it as text otherwise"],
    ),
    fails(
        "PM210",
        "timeline",
        [("All times in UTC.\n\n|", "All times in UTC.\n|")],
        ["20:1 PM210 error Put a blank line before the table, MkDocs shows it as text otherwise"],
    ),
    fails(
        "PM210",
        "whys",
        [("not speculation.\n\n| # |", "not speculation.\n| # |")],
        ["61:1 PM210 error Put a blank line before the table, MkDocs shows it as text otherwise"],
    ),
    fails(
        "PM210",
        "actions",
        [("## Action Items\n\n| # |", "## Action Items\n\nAgreed on Monday:\n| # |")],
        ["87:1 PM210 error Put a blank line before the table, MkDocs shows it as text otherwise"],
    ),
    fails(
        "PM210",
        "no-outer-pipes",
        [
            (
                "## Lessons Learned\n",
                "## Costs\n\nIn euros:\nWhat | How much\n--- | ---\nCompute | 600\n\n## Lessons Learned\n",
            )
        ],
        ["96:1 PM210 error Put a blank line before the table, MkDocs shows it as text otherwise"],
    ),
    fails(
        "PM212",
        "pipe-in-text",
        [("| Customer impact | None |", "| Customer impact | None | or few |")],
        ["45:28 PM212 error Row has 3 cells, the header has 2; the last one is lost"],
    ),
    fails(
        "PM212",
        "two-too-many",
        [("| Customer impact | None |", "| Customer impact | None | a | b |")],
        ["45:28 PM212 error Row has 4 cells, the header has 2; the last 2 are lost"],
    ),
    fails(
        "PM212",
        "too-few",
        [
            (
                "| 4 | Why did the renamed column reach production? | Because no check compares "
                "producer and consumer schemas. |",
                "| 4 | Why did the renamed column reach production? Because no check compares "
                "producer and consumer schemas. |",
            )
        ],
        ["67:1 PM212 warning Row has 2 cells, the header has 3"],
    ),
    fails(
        "PM212",
        "text-right-below",
        [
            (
                "| Financial impact | About 600 euros of compute |\n",
                "| Financial impact | About 600 euros of compute |\nFigures by finance.\n",
            )
        ],
        ["47:1 PM212 warning Row has 1 cell, the header has 2"],
    ),
    fails(
        "PM217",
        "never-closed",
        [("WHERE rows = 0;\n```\n", "WHERE rows = 0;\n")],
        ["107:1 PM217 error Code block opened on line 107 is never closed"],
    ),
    fails(
        "PM217",
        "one-finding-for-all-behind",
        [
            ("```sql\n", "~~~sql\nSELECT 1;\n```\n"),
        ],
        ["107:1 PM217 error Code block opened on line 107 is never closed"],
    ),
]
PASSES = [
    passes(
        "PM201",
        "aliases-and-numbers",
        [
            ("## Timeline\n", "## 1. Timeline (UTC)\n"),
            ("## Action Items", "## Follow-up actions"),
            ("## 5 Whys Analysis", "## Five Whys"),
        ],
    ),
    passes(
        "PM201", "emoji", [("## What Went Well", "## ✅ What went well"), ("## Impact", "## :boom: Impact")]
    ),
    passes("PM201", "underlined", [("## Impact\n", "Impact\n------\n")]),
    passes("PM201", "another-level", [("## Root Cause\n", "### Root Cause\n")], ignore=["PM206"]),
    passes(
        "PM203",
        "own-sections",
        [
            (
                "## Lessons Learned\n",
                "## Detection\n\nBy alert.\n\n## Timelines of others\n\nNone.\n\n## Impacted teams\n"
                "\nTwo.\n\n## Event\n\nOne.\n\n## Lessons Learned\n",
            )
        ],
    ),
    passes(
        "PM203",
        "own-section-beside-the-known-one",
        [("## Lessons Learned\n", "## What Happened Next\n\nNothing.\n\n## Lessons Learned\n")],
    ),
    passes(
        "PM204",
        "sub-heading-of-the-same-name",
        [
            (
                "## Lessons Learned\n",
                "## Follow-ups of the team\n\n### Impact\n\nNone.\n\n## Lessons Learned\n",
            )
        ],
    ),
    passes(
        "PM204",
        "two-of-the-authors-own",
        [("## Lessons Learned\n", "## Notes\n\nOne.\n\n## Notes\n\nTwo.\n\n## Lessons Learned\n")],
    ),
    passes("PM205", "no-incident", [(section("Related Incidents"), "## Related Incidents\n\nNone.\n\n")]),
    passes("PM205", "none", [("- It was Friday night, and nobody read the figures before noon.", "None.")]),
    passes(
        "PM205",
        "text-below-a-sub-heading",
        [
            (
                "- It was Friday night, and nobody read the figures before noon.",
                "### By chance\n\nIt was Friday.",
            )
        ],
    ),
    passes(
        "PM205",
        "image",
        [
            (
                "- It was Friday night, and nobody read the figures before noon.",
                "![The empty office](office.png)",
            )
        ],
    ),
    passes(
        "PM205",
        "snippet",
        [("- It was Friday night, and nobody read the figures before noon.", '--8<-- "luck.md"')],
    ),
    passes(
        "PM210",
        "pipe-in-prose",
        [("The producer renamed", "Either a | b\nor c | d was meant.\nThe producer renamed")],
    ),
    passes(
        "PM210",
        "divider-below-text",
        [("The producer renamed", "The shell ran `a | b`:\n\n---\n\nThe producer renamed")],
    ),
    passes(
        "PM210",
        "table-in-code",
        [
            (
                "-- Which batches were dropped?",
                "-- a\n-- | b | c |\n-- |---|---|\n-- Which batches were dropped?",
            )
        ],
    ),
    passes("PM212", "escaped-pipe", [("| Customer impact | None |", "| Customer impact | None \\| few |")]),
    passes(
        "PM212", "pipe-in-code", [("| Customer impact | None |", "| Customer impact | None in `a | b` |")]
    ),
    passes("PM212", "empty-cell-behind", [("| Customer impact | None |", "| Customer impact | None | |")]),
    passes("PM212", "no-end-pipe", [("| Customer impact | None |", "| Customer impact | None")]),
    passes(
        "PM217",
        "longer-fence-with-fence-inside",
        [
            ("```sql\n", "````sql\n-- As in the log:\n```\n"),
            ("WHERE rows = 0;\n```\n", "WHERE rows = 0;\n```\n````\n"),
        ],
    ),
    passes(
        "PM217",
        "code-span-at-the-start",
        [("The loader matched columns", "```batch``` is a word.\n\nThe loader matched columns")],
    ),
    passes(
        "PM217",
        "tildes-in-text",
        [("The loader matched columns", "~~~half~~~ of it.\n\nThe loader matched columns")],
    ),
    passes(
        "PM203",
        "level-three",
        [("## Lessons Learned\n", "## Lessons Learned\n\n### Timeline of the fix\n\nOne day.\n")],
    ),
    passes(
        "PM204",
        "same-words-at-another-level",
        [("## Lessons Learned\n", "## Notes\n\n### Timeline\n\nSee above.\n\n## Lessons Learned\n")],
    ),
]


test_fails, test_passes = both(FAILS, PASSES)
