"""PM208 and PM119: a document in which nothing is told yet, and one without a title."""

from __future__ import annotations

import pytest

from tests.rules.support import Edit, both, fails, judged, passes, rows, text_of
from tests.template.sites import judged as judged_as
from tests.template.sites import template_of

VALID = text_of("valid")
FRONT = VALID[: VALID.index("# Incident")]
TITLE = "# Incident Postmortem: Orders mart stale after a schema change\n"
FRONT_TITLE = 'title: "Orders mart stale after a schema change"\n'
HEAD = VALID[: VALID.index("## Timeline")]
NO_FRONT_TITLE = (FRONT_TITLE, "")


def text(new: str, base: str = "valid") -> list[Edit]:
    """Return the edit that makes a document say nothing but a text."""
    return [(text_of(base), new)]


FAILS = [
    fails("PM208", "no-bytes", text(""), ["1:1 PM208 error The document is empty"]),
    fails("PM208", "blank-lines", text("\n \n\t\n"), ["1:1 PM208 error The document is empty"]),
    fails("PM208", "a-rule", text("---\n"), ["1:1 PM208 error The document is empty"]),
    fails(
        "PM208",
        "a-comment",
        text("\n<!-- to be\nwritten -->\n"),
        ["2:1 PM208 error The document holds nothing but a comment"],
    ),
    fails(
        "PM208",
        "raw-html",
        text("<!-- page -->\n\n<div class='post'>Stale</div>\n"),
        ["1:1 PM208 error The document holds nothing but raw HTML"],
    ),
    fails("PM208", "front-matter", text(FRONT), ["5:1 PM208 error Nothing stands below the front matter"]),
    fails(
        "PM208",
        "title",
        text("# Orders mart stale\n\n<!-- to be written -->\n"),
        ["1:3 PM208 error Nothing stands below the title"],
    ),
    fails("PM208", "metadata", text(HEAD), ["15:1 PM208 error Nothing stands below the metadata"]),
    fails(
        "PM208",
        "what-is-missing-among-metadata-is-told",
        text(HEAD.replace("**Severity:** P2 (raised from P3)\n", "")),
        [
            "11:3 PM101 error Metadata field `Severity` is missing",
            "14:1 PM208 error Nothing stands below the metadata",
        ],
    ),
    fails(
        "PM208",
        "draft",
        text(HEAD.replace("closed", "draft")),
        ["15:1 PM208 info Nothing stands below the metadata"],
    ),
    fails(
        "PM201",
        "all-of-them",
        text(HEAD + "The loader stopped, and we started it again.\n"),
        ["8:3 PM201 error The document has none of the template's 12 sections"],
    ),
    fails(
        "PM201",
        "all-of-them-in-a-draft",
        text(HEAD.replace("closed", "draft") + "- The loader stopped.\n"),
        ["8:3 PM201 info The document has none of the template's 12 sections"],
    ),
    fails(
        "PM119",
        "neither",
        [NO_FRONT_TITLE, (TITLE, "")],
        ["8:1 PM119 warning The document has no title"],
    ),
    fails(
        "PM119",
        "a-heading-without-text",
        [NO_FRONT_TITLE, (TITLE, "#\n")],
        ["7:2 PM119 warning The document has no title"],
    ),
    fails(
        "PM119",
        "another-level",
        [NO_FRONT_TITLE, (TITLE, "## Postmortem: Orders mart stale\n")],
        ["7:4 PM119 warning The document has no title; did you mean `# Postmortem: Orders mart stale`?"],
    ),
    fails(
        "PM119",
        "a-section-of-ones-own",
        [NO_FRONT_TITLE, (TITLE, "## Summary\n")],
        ["7:4 PM119 warning The document has no title"],
    ),
    fails(
        "PM119",
        "draft",
        [NO_FRONT_TITLE, (TITLE, "")],
        ["8:1 PM119 info The document has no title"],
        base="draft",
    ),
]
PASSES = [
    passes("PM208", "a-title-of-a-section", []),
    passes("PM119", "in-front-matter", [(TITLE, "")]),
    passes("PM119", "in-the-body", [NO_FRONT_TITLE]),
    passes("PM119", "underlined", [NO_FRONT_TITLE, (TITLE, "Orders mart stale\n=================\n")]),
    passes("PM119", "as-html", [NO_FRONT_TITLE, (TITLE, '<h1 align="center">Orders mart stale</h1>\n')]),
]


test_fails, test_passes = both(FAILS, PASSES)


def test_a_missing_title_is_not_told_of_an_empty_document() -> None:
    assert rows(judged("\n")) == ["1:1 PM208 error The document is empty"]
    # Where that is not asked for, what is missing is told.
    assert len(rows(judged("\n", ignore=["PM208"]))) == 6 + 1 + 1


def test_the_help_names_every_section() -> None:
    (found,) = judged(HEAD + "The loader stopped.\n")
    assert found.help == (
        "add `## Timeline`, `## Impact`, `## What Happened`, `## Root Cause`, `## 5 Whys Analysis`, "
        "`## What Went Well`, `## What Went Wrong`, `## Where We Got Lucky`, `## Action Items`, "
        "`## Lessons Learned`, `## Related Incidents`, `## Appendix` below the title and the metadata; "
        "`postmortem new` makes a copy of the template to fill in"
    )


@pytest.mark.parametrize("profile", ["default", "sre", "minimal"])
def test_an_empty_document_is_one_finding_in_every_profile(profile: str) -> None:
    found = judged_as({"2025-03-14-orders.md": b""}, template_of(profile))
    assert rows(found) == ["1:1 PM208 error The document is empty"]
