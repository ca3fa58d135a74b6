"""Documents with bold labels instead of headings, as the example of the SRE book: judged like any other."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.rules import Diagnostic
from tests.rules.support import text_of
from tests.template.sites import judged, rows, template_of

BOOK = text_of("book")


def findings(text: str, profile: str = "sre") -> list[Diagnostic]:
    return judged({"2025-03-14-clock-step.md": text.encode()}, template_of(profile))


def found(text: str, profile: str = "sre") -> list[str]:
    return rows(findings(text, profile))


def test_a_document_like_the_book_s_is_valid() -> None:
    assert found(BOOK) == []


def test_so_it_is_with_its_labels_on_adjacent_lines() -> None:
    head, rest = BOOK.split("**Action Items**:")
    head = (
        head.replace("\n\nA second", "\nA second").replace("\n\n**", "\n**").replace("\n**Date", "\n\n**Date")
    )
    assert "\n**Impact**:" in head
    assert found(f"{head}\n**Action Items**:{rest}") == []


def test_another_profile_minds_the_order_at_most() -> None:
    assert found(BOOK, "minimal") == [
        "27:3 PM202 info Section `Action Items` stands before `Timeline`",
    ]


def test_what_the_default_asks_for_beyond_is_missing_and_nothing_else() -> None:
    lines = [line for line in found(BOOK, "default") if " PM201 " in line]
    assert lines == [
        "12:3 PM201 error Section `## What Happened` is missing",
        "14:3 PM201 error Section `## 5 Whys Analysis` is missing",
        "35:4 PM201 error Section `## Related Incidents` is missing",
    ]


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        (
            ("**Trigger**: The nightly", "The nightly"),
            ["14:3 PM201 error Section `## Trigger` is missing"],
        ),
        (
            ("**Trigger**: The nightly reboot of the hosts in the second rack, on which the time server "
             "was not reachable.", "**Trigger**:"),
            ["20:3 PM205 error Section `Trigger` is empty"],
        ),
        (
            ("**Detection**: The alert on refused payments paged the on-call engineer after six minutes.",
             "**Detection**: TBD"),
            ["25:16 PM205 error Section `Detection` says only `TBD`"],
        ),
        (
            ("## Lessons Learned\n", "## Lessons Learned\n\n1. **Trigger**: No reboot is harmless.\n"),
            [],
        ),
        (
            ("| prevent | dana |", "| prevent | |"),
            ["31:79 PM604 error Item 1 has no owner"],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_section_is_said(edits: tuple[str, str], expected: list[str]) -> None:
    assert BOOK.count(edits[0]) == 1
    assert found(BOOK.replace(*edits)) == expected


def test_the_help_speaks_of_labels() -> None:
    text = BOOK.replace("**Trigger**: The nightly", "The nightly")
    (one,) = findings(text)
    assert one.help == "add `**Trigger:**` behind `**Root Causes**`"
    assert one.fix is None


def test_a_label_that_may_mean_another_thing_is_named() -> None:
    text = BOOK.replace("**Trigger**: The nightly", "The nightly").replace(
        "## Timeline\n", "## Timeline\n\n**Trigger:** The nightly reboot.\n"
    )
    assert found(text) == [
        "52:1 PM201 error `**Trigger:**` is a label in a paragraph, so section `## Trigger` is missing"
    ]
