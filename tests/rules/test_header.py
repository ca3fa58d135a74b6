"""PM105, PM114, PM115, PM117: the top of a document."""

from __future__ import annotations

from tests.rules.support import both, fails, passes

DATE, SEVERITY = "**Date:** 2025-03-14\n", "**Severity:** P2 (raised from P3)\n"
REVIEWERS = "**Reviewers:** Robin Example, Sam Example"
TITLE = 'title: "Orders mart stale after a schema change"'
ROW = "| Date | 2025-03-14 |\n"
ON = {"PM105": "warning"}
FAILS = [
    fails(
        "PM105",
        "swapped",
        [(DATE, ""), (SEVERITY, SEVERITY + DATE)],
        ["12:3 PM105 warning Field `Date` comes after `Severity`"],
        levels=ON,
    ),
    fails(
        "PM105",
        "in-a-table",
        [(ROW, ""), ("| Status | closed |", f"{ROW}| Status | closed |")],
        ["14:3 PM105 warning Field `Date` comes after `Severity`"],
        base="table",
        levels=ON,
    ),
    fails(
        "PM105",
        "several",
        [("**Incident ID:** INC-2025-014\n", ""), (REVIEWERS, f"{REVIEWERS}\n**Incident ID:** INC-2025-014")],
        ["15:3 PM105 warning Field `Incident ID` comes after `Reviewers`"],
        levels=ON,
    ),
    fails(
        "PM114",
        "tbd",
        [(REVIEWERS, "**Reviewers:** TBD")],
        ["15:16 PM114 error `TBD` names no reviewer, but the status is `closed`"],
    ),
    fails(
        "PM114",
        "in-front-matter",
        [("reviewers: [Robin Example, Sam Example]", "reviewers: none")],
        ["11:12 PM114 error `none` names no reviewer, but the status is `closed`"],
        base="front_matter",
    ),
    fails(
        "PM114",
        "status-not-readable",
        [(REVIEWERS, "**Reviewers:** -"), ("**Status:** closed", "**Status:** signed")],
        [
            "13:13 PM112 error Status `signed` is not one of draft, reviewed, closed",
            "15:16 PM114 error `-` names no reviewer",
        ],
    ),
    fails(
        "PM115",
        "alone",
        [(REVIEWERS, "**Reviewers:** dana example")],
        ["15:16 PM115 warning The only reviewer, `dana example`, is the author"],
    ),
    fails(
        "PM115",
        "each-other",
        [
            ("**Author:** Dana Example", "**Author:** Dana Example and Robin Example"),
            (REVIEWERS, "**Reviewers:** Robin Example, Dana Example"),
        ],
        ["15:16 PM115 warning All reviewers are authors: `Robin Example, Dana Example`"],
    ),
    fails(
        "PM117",
        "another-title",
        [(TITLE, 'title: "The loader does not know the new column"')],
        [
            "2:9 PM117 info Front matter `title` and the heading differ: "
            "`The loader does not know the new column`"
        ],
    ),
    fails(
        "PM117",
        "without-quotes",
        [(TITLE, "title: Loader stopped")],
        ["2:8 PM117 info Front matter `title` and the heading differ: `Loader stopped`"],
    ),
]
PASSES = [
    passes("PM105", "off-by-default", [(DATE, ""), (SEVERITY, SEVERITY + DATE)]),
    passes("PM105", "own-field-between", [(SEVERITY, "**Team:** Data\n" + SEVERITY)], levels=ON),
    passes("PM105", "one-left-out", [("**Incident ID:** INC-2025-014\n", "")], ignore=["PM101"], levels=ON),
    passes("PM114", "draft", [(REVIEWERS, "**Reviewers:** TBD")], base="draft"),
    passes("PM114", "a-team", [(REVIEWERS, "**Reviewers:** the data guild")]),
    passes("PM114", "one-of-two-to-be-found", [(REVIEWERS, "**Reviewers:** Robin Example, TBD")]),
    passes("PM115", "author-among-others", [(REVIEWERS, "**Reviewers:** Dana Example, Robin Example")]),
    passes("PM115", "namesake", [(REVIEWERS, "**Reviewers:** Dana Example-Jones")]),
    passes("PM115", "switched-off", [(REVIEWERS, "**Reviewers:** Dana Example")], levels={"PM115": "off"}),
    passes("PM115", "draft", [(REVIEWERS, "**Reviewers:** Dana Example")], base="draft"),
    passes("PM117", "shortened", [(TITLE, 'title: "Orders mart stale"')]),
    passes(
        "PM117",
        "prefix-and-comma",
        [(TITLE, "title: 'Postmortem: orders mart stale, after a schema change'")],
    ),
    passes("PM117", "with-the-id", [(TITLE, f'title: "INC-2025-014: {TITLE[8:]}')]),
    passes("PM117", "no-title", [(TITLE + "\n", "")]),
]


test_fails, test_passes = both(FAILS, PASSES)
