"""PM202, PM206, PM207: the order and the levels of headings."""

from __future__ import annotations

from tests.rules.support import apply_fix, both, fails, judged, passes, section, text_of

LUCK, WELL, IMPACT = section("Where We Got Lucky"), section("What Went Well"), section("Impact")
LESSONS = "## Lessons Learned\n"
FAILS = [
    fails(
        "PM202",
        "one-too-early",
        [(LUCK, ""), (WELL, LUCK + WELL)],
        ["72:4 PM202 info Section `Where We Got Lucky` stands before `What Went Wrong`"],
    ),
    fails(
        "PM202",
        "one-too-late",
        [(section("Timeline"), ""), (LUCK, section("Timeline") + LUCK)],
        ["61:4 PM202 info Section `Timeline` stands behind `Impact`"],
    ),
    fails(
        "PM202",
        "last",
        [(IMPACT, ""), ("WHERE rows = 0;\n```\n", f"WHERE rows = 0;\n```\n\n{IMPACT}")],
        ["100:4 PM202 info Section `Impact` stands behind `What Happened`"],
    ),
    fails(
        "PM206",
        "too-deep",
        [("## Root Cause\n", "### Root Cause\n")],
        ["54:5 PM206 warning `### Root Cause` should be a level-2 heading"],
    ),
    fails(
        "PM206",
        "too-high",
        [("## Impact\n", "# Impact\n")],
        ["36:3 PM206 warning `# Impact` should be a level-2 heading"],
    ),
    fails(
        "PM206",
        "with-sub-sections",
        [("## Appendix\n", "### Appendix\n"), ("### Relevant Queries", "#### Relevant Queries")],
        ["103:5 PM206 warning `### Appendix` should be a level-2 heading"],
    ),
    fails(
        "PM207",
        "named-like-a-section-that-stands-elsewhere",
        [(LESSONS, f"# Causes\n\nSome.\n\n{LESSONS}")],
        ["93:3 PM207 warning Second level-1 heading: `Causes`"],
    ),
    fails(
        "PM207",
        "own-section",
        [(LESSONS, f"# Outlook\n\nMore to come.\n\n{LESSONS}")],
        ["93:3 PM207 warning Second level-1 heading: `Outlook`"],
    ),
    fails(
        "PM207",
        "one-finding-for-all",
        [(LESSONS, f"# Outlook\n\nMore to come.\n\n# Thanks\n\nTo all.\n\n{LESSONS}")],
        ["93:3 PM207 warning Second level-1 heading (of 3): `Outlook`"],
    ),
]
PASSES = [
    passes("PM202", "own-section-between", [(LESSONS, f"## Costs\n\nNone.\n\n{LESSONS}")]),
    passes("PM202", "draft", [(LUCK, ""), (WELL, LUCK + WELL)], base="draft"),
    passes(
        "PM206",
        "grouped-in-the-lessons",
        [
            (WELL, ""),
            (LESSONS, LESSONS + "\n### What Went Well\n\n- The alert.\n\n### In short\n"),
        ],
    ),
    passes("PM206", "grouped-by-an-own-heading", [("## Root Cause\n", "## Analysis\n\n### Root Cause\n")]),
    passes("PM206", "underlined", [("## Impact\n", "Impact\n------\n")]),
    passes("PM207", "title-in-front-matter-too", []),
    passes(
        "PM207",
        "in-code-that-is-never-closed",
        [("WHERE rows = 0;\n```\n", "WHERE rows = 0;\n# one batch\n")],
        ignore=["PM217"],
    ),
    passes("PM207", "quoted", [(LESSONS, f"> # Outlook\n\n{LESSONS}")]),
    passes("PM207", "in-code", [("```sql\n", "```sh\n# one batch\n```\n\n```sql\n")]),
]


test_fails, test_passes = both(FAILS, PASSES)


def test_a_section_moves_with_all_that_stands_in_it() -> None:
    text = text_of("valid")
    moved = text.replace(IMPACT, "").replace(LUCK, IMPACT + LUCK)
    (found,) = judged(moved)
    assert found.fix is not None
    assert apply_fix(moved, found.fix) == text


def test_no_level_is_changed_where_another_section_would_be_swallowed() -> None:
    text = text_of("valid").replace("## Root Cause\n", "### Root Cause\n")
    text = text.replace("## 5 Whys", "### Details of ours\n\nNone.\n\n## 5 Whys")
    (found,) = judged(text)
    assert (found.code, found.fix) == ("PM206", None)
