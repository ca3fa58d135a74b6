"""PM010 to PM012: what is said to be ignored."""

from __future__ import annotations

from typing import Any

import pytest

from mkdocs_postmortem.rules import judge
from tests.rules.support import (
    EARLIER,
    TODAY,
    URI,
    Case,
    archive_of,
    check,
    edited,
    fails,
    judged,
    passes,
    text_of,
)

TIMELINE = "## Timeline\n"
OWNER = "| Sam Example | P2 |"
NO_OWNER = "| | P2 |"
SEVERITY = "**Severity:** P2 (raised from P3)"
TAGS = "tags: [orders, freshness]\n"
NEEDS_REASONS: dict[str, Any] = {"levels": {"PM012": "warning"}}


def above_timeline(comment: str) -> list[tuple[str, str]]:
    return [(TIMELINE, f"{comment}\n\n{TIMELINE}")]


def in_front_matter(value: str) -> list[tuple[str, str]]:
    return [(TAGS, f"{TAGS}postmortem: {value}\n")]


FAILS = [
    fails(
        "PM010",
        "misspelt-code",
        [(OWNER, "| <!-- pm: ignore[PM6O4] dissolved --> | P2 |")],
        [
            "90:63 PM010 warning Unknown rule `PM6O4`; did you mean `PM604`?",
            "90:83 PM604 error Item 3 has no owner",
        ],
    ),
    fails(
        "PM010",
        "letter-for-a-one",
        above_timeline("<!-- pm: ignore[PM1l1] why -->"),
        ["17:17 PM010 warning Unknown rule `PM1l1`; did you mean `PM111`?"],
        ignore=["PM011"],
    ),
    fails(
        "PM010",
        "misspelt-name",
        [(OWNER, "| <!-- pm: ignore[no-ownr] dissolved --> | P2 |")],
        [
            "90:63 PM010 warning Unknown rule `no-ownr`; did you mean `no-owner`?",
            "90:85 PM604 error Item 3 has no owner",
        ],
    ),
    fails(
        "PM010",
        "another-tool's-code",
        above_timeline("<!-- pm: ignore[MD013] why -->"),
        ["17:17 PM010 warning Unknown rule `MD013`"],
    ),
    fails(
        "PM010",
        "no-rules",
        above_timeline("<!-- pm: ignore -->"),
        ["17:1 PM010 warning `pm: ignore` does not say which rules; nothing is ignored"],
    ),
    fails(
        "PM010",
        "all-rules",
        above_timeline("<!-- pm: ignore[PM] -->"),
        ["17:1 PM010 warning `pm: ignore` does not say which rules; nothing is ignored"],
    ),
    fails(
        "PM010",
        "empty-brackets",
        above_timeline("<!-- pm: ignore[ ] -->"),
        ["17:1 PM010 warning `pm: ignore` does not say which rules; nothing is ignored"],
    ),
    fails(
        "PM010",
        "misspelt-word",
        above_timeline("<!-- pm: ignroe[PM604] -->"),
        [
            "17:10 PM010 warning `pm: ignroe` means nothing; "
            "there are `pm: ignore[…]` and `pm: ignore-file[…]`"
        ],
    ),
    fails(
        "PM010",
        "whole-file-further-down",
        above_timeline("<!-- pm: ignore-file[PM3] -->"),
        ["17:1 PM010 warning `pm: ignore-file` on line 17 ignores nothing; it counts at the top of the file"],
    ),
    fails(
        "PM010",
        "front-matter",
        [*in_front_matter("{ignore: [PM6O4]}"), (OWNER, NO_OWNER)],
        [
            "5:23 PM010 warning Unknown rule `PM6O4`; did you mean `PM604`?",
            "91:46 PM604 error Item 3 has no owner",
        ],
    ),
    fails(
        "PM010",
        "front-matter-key",
        in_front_matter("{ignroe: [PM301]}"),
        ["5:14 PM010 warning Front matter `postmortem: ignroe` means nothing; did you mean `ignore`?"],
    ),
    fails(
        "PM010",
        "front-matter-without-rules",
        in_front_matter("{ignore: []}"),
        ["5:22 PM010 warning Front matter `postmortem: ignore` does not say which rules; nothing is ignored"],
    ),
    fails(
        "PM011",
        "block",
        above_timeline("<!-- pm: ignore[PM604] why -->"),
        ["17:17 PM011 warning `PM604` does not occur here"],
    ),
    fails(
        "PM011",
        "one-of-two",
        [(OWNER, "| <!-- pm: ignore[PM604, PM608] left --> | P2 |")],
        ["90:70 PM011 warning `PM608` does not occur here"],
    ),
    fails(
        "PM011",
        "beginning-of-codes",
        above_timeline("<!-- pm: ignore[PM6] why -->"),
        ["17:17 PM011 warning `PM6` does not occur here"],
    ),
    fails(
        "PM011",
        "whole-file",
        [("# Incident", "<!-- pm: ignore-file[no-owner] why -->\n# Incident")],
        ["8:22 PM011 warning `no-owner` does not occur in this document"],
    ),
    fails(
        "PM011",
        "front-matter",
        in_front_matter("{ignore: {PM405: nobody was affected}}"),
        ["5:23 PM011 warning `PM405` does not occur in this document"],
    ),
    fails(
        "PM011",
        "draft",
        [*above_timeline("<!-- pm: ignore[PM604] -->"), ("**Status:** closed", "**Status:** draft")],
        ["17:17 PM011 info `PM604` does not occur here"],
    ),
    fails(
        "PM011",
        "secret-in-the-whole-file",
        [("# Incident", "<!-- pm: ignore-file[PM801] why -->\n# Incident")],
        ["8:22 PM011 warning `PM801` is not ignored in a whole document: a secret is, where it stands"],
    ),
    fails(
        "PM012",
        "comment",
        [(OWNER, "| <!-- pm: ignore[PM604] --> | P2 |")],
        ["90:63 PM012 warning `PM604` is ignored without a reason"],
        **NEEDS_REASONS,
    ),
    fails(
        "PM012",
        "front-matter",
        [*in_front_matter("{ignore: [PM604]}"), (OWNER, NO_OWNER)],
        ["5:23 PM012 warning `PM604` is ignored without a reason"],
        **NEEDS_REASONS,
    ),
]

PASSES = [
    passes("PM010", "somebody's-note", above_timeline("<!-- pm: ask Sam about the second batch -->")),
    passes("PM010", "in-a-fence", [("dropped?\n", "dropped?\n<!-- pm: ignore -->\n")]),
    passes("PM010", "in-a-code-span", [("wrote no error. The", "wrote `<!-- pm: ignore -->`. The")]),
    passes("PM010", "never-closed", [("DATA-104](https://tickets.example.org/104) |", "<!-- pm: ignore |")]),
    passes("PM010", "another-key-of-front-matter", in_front_matter("{template: short}")),
    passes("PM010", "a-link-in-front-matter", in_front_matter("https://example.org/1")),
    passes("PM011", "in-preview", above_timeline("<!-- pm: ignore[PM012] why -->")),
    passes("PM011", "not-selected", above_timeline("<!-- pm: ignore[PM604] why -->"), select=["PM0", "PM1"]),
    passes("PM011", "switched-off", above_timeline("<!-- pm: ignore[PM604] why -->"), ignore=["PM604"]),
    passes(
        "PM011",
        "level-off",
        above_timeline("<!-- pm: ignore[PM604] why -->"),
        levels={"PM604": {"closed": "off"}},
    ),
    passes(
        "PM012", "reason", [(OWNER, "| <!-- pm: ignore[PM604] team dissolved --> | P2 |")], **NEEDS_REASONS
    ),
    passes("PM012", "off-by-default", [(OWNER, "| <!-- pm: ignore[PM604] --> | P2 |")]),
    passes(
        "PM012",
        "reason-in-front-matter",
        [*in_front_matter("{ignore: {PM604: dissolved}}"), (OWNER, NO_OWNER)],
        **NEEDS_REASONS,
    ),
]


@pytest.mark.parametrize("case", FAILS, ids=lambda case: case.id)
def test_reports_exactly(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", PASSES, ids=lambda case: case.id)
def test_does_not_report(case: Case) -> None:
    check(case)


def test_what_only_the_command_can_tell_is_of_use_in_a_build_too() -> None:
    text = edited(text_of("valid"), ((TIMELINE, f"<!-- pm: ignore[PM709, PM711] why -->\n{TIMELINE}"),))
    assert judge(archive_of({URI: text, EARLIER: text_of("earlier")}), TODAY) == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (TIMELINE, f"<!-- pm: ignore[PM604] why -->\n{TIMELINE}"),
        (SEVERITY, f"{SEVERITY} <!-- pm: ignore[PM604] why -->"),
        ("| P2 | 2025-04-18 |", "| P2 | 2025-04-18 <!-- pm: ignore[PM608] why --> |"),
        ("1. An empty batch", "1. <!-- pm: ignore[PM604] why --> An empty batch"),
    ],
)
def test_taking_out_what_is_unused_leaves_the_document_as_it_was(was: str, now: str) -> None:
    text = edited(text_of("valid"), ((was, now),))
    (found,) = judged(text)
    assert found.fix is not None
    (edit,) = found.fix.edits
    assert text[: edit.at.start] + edit.text + text[edit.at.end :] == text_of("valid")
    assert found.fix.safety == "safe"


@pytest.mark.parametrize(
    ("names", "left"),
    [("PM604, PM608", "PM608"), ("PM608 , PM604", "PM608"), ("PM608,PM604,PM609", "PM608,PM609")],
)
def test_of_several_names_the_unused_one_is_taken_out(names: str, left: str) -> None:
    text = edited(text_of("valid"), ((TIMELINE, f"<!-- pm: ignore[{names}] why -->\n{TIMELINE}"),))
    found = next(each for each in judged(text) if each.message.startswith("`PM604`"))
    assert found.fix is not None
    (edit,) = found.fix.edits
    assert f"ignore[{left}] why" in text[: edit.at.start] + edit.text + text[edit.at.end :]


def test_a_misspelt_rule_is_corrected() -> None:
    (found,) = judged(edited(text_of("valid"), ((TIMELINE, f"<!-- pm: ignore[PM3O1] why -->\n{TIMELINE}"),)))
    assert found.fix is not None
    assert [(str(edit.at), edit.text) for edit in found.fix.edits] == [("PM3O1", "PM301")]
