"""Sections that begin with a bold label instead of a heading, as in the example of the SRE book."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.document.blocks import Paragraph
from mkdocs_postmortem.document.model import Postmortem, Section
from mkdocs_postmortem.document.reader import read
from mkdocs_postmortem.document.source import Source, Text
from tests.document.reading import place, texts_in
from tests.rules.support import text_of
from tests.template.sites import GERMAN, template_of

BOOK = text_of("book")
LONG = "The cache was cold for an hour, and every page was slow."
SEVERAL = ["impact", "trigger"]


def read_as(text: str, profile: str = "sre") -> Postmortem:
    return read(Source("docs/incident.md", text), template_of(profile))


def said(section: Section) -> list[str]:
    """Return the text of a section's blocks."""
    return [text.text for block in section.blocks if isinstance(text := getattr(block, "text", None), Text)]


def labels_of(document: Postmortem) -> dict[str, list[str]]:
    """Return what stands in the sections that labels begin, by key."""
    return {
        section.key or section.heading.text.text: said(section)
        for section in document.sections
        if section.heading.container == "bold"
    }


def headed(text: str) -> str:
    """Return the document with headings instead of its labels."""
    for title in (
        *("Summary", "Impact", "Root Causes", "Trigger", "Resolution", "Detection", "Action Items"),
    ):
        text = text.replace(f"**{title}**:", f"## {title}\n\n")
    return text


def test_the_book_s_labels_are_sections() -> None:
    document = read_as(BOOK)
    assert [(section.key, section.heading.container) for section in document.sections] == [
        ("summary", "bold"),
        ("impact", "bold"),
        ("root_cause", "bold"),
        ("trigger", "bold"),
        ("resolution", "bold"),
        ("detection", "bold"),
        ("actions", "bold"),
        ("lessons", "root"),
        ("went_well", "root"),
        ("went_wrong", "root"),
        ("lucky", "root"),
        ("timeline", "root"),
        ("appendix", "root"),
    ]
    assert document.bold_labels == {}
    assert document.unknown_fields == ()
    assert {key: [field.string for field in found] for key, found in document.fields.items()} == {
        "date": ["2025-03-14"],
        "author": ["Dana Example, Robin Example"],
        "status": ["Complete, action items in progress"],
    }
    assert [(item.task.text[:6], item.category, item.open) for item in document.actions] == [
        ("Refuse", "Prevent", True),
        ("Log ea", "Mitigate", False),
        ("Try a ", "Process", True),
    ]
    assert list(document.timeline.first or {}) == ["began", "detected", "mitigated", "restored"]


def test_every_place_is_exact() -> None:
    document = read_as(BOOK)
    cause = document.by_key["root_cause"]
    assert place(cause.heading.text) == (14, 3, "Root Causes")
    first, second = cause.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert place(first.lines[0])[:2] == (14, 18)
    assert first.lines[0].text.startswith("The token service signs")
    assert (first.text.start, first.text.end) == (first.lines[0].start, first.lines[-1].end)
    assert place(second.text)[:2] == (18, 1)
    assert document.by_key["actions"].heading.text.span.line == 27
    for text in texts_in(document):
        assert text.text == document.source.text[text.start : text.end]


def test_labels_say_what_headings_say() -> None:
    bold, real = read_as(BOOK), read_as(headed(BOOK))
    assert [section.heading.container for section in real.sections] == ["root"] * 13
    assert [s.key for s in bold.sections] == [s.key for s in real.sections]
    assert [said(s) for s in bold.sections] == [said(s) for s in real.sections]
    assert [a.task.text for a in bold.actions] == [a.task.text for a in real.actions]
    assert [m.at for m in bold.timeline.moments] == [m.at for m in real.timeline.moments]
    assert bold.authors == real.authors


def test_labels_on_lines_of_one_paragraph() -> None:
    document = read_as(
        "# T\n\n**Date**: 2025-03-14\n**Authors**: dana,\nrobin,\n"
        "**Summary**: Search was down,\nwhich many saw.\n"
        "**Impact**: 1,200 queries lost.\\\n**Severity**: P2\n**Trigger**: A deploy.<br>\n**Duration**: 2h\n"
    )
    assert labels_of(document) == {
        "summary": ["Search was down,\nwhich many saw."],
        "impact": ["1,200 queries lost."],
        "trigger": ["A deploy."],
        "Duration": ["2h"],
    }
    assert document.authors == ("dana", "robin")
    assert document.severity is not None
    assert document.severity.name == "P2"
    assert [field.label.text for field in document.unknown_fields] == ["Duration"]


def test_lines_in_bold_are_sections() -> None:
    document = read_as(
        "# T\n\n**Status:** closed\n\n**Impact**\n\nNobody could pay.\n\n**Timeline (UTC)**\n\n"
        "- 2025-03-14 12:00 Outage began\n- 12:30 mended\n\n"
        "**Lessons Learned:**\n\n1. **Clocks lie**: ask two.\n\n"
        "**Next steps**:\n- [ ] one\n- [x] two\n\n---\n\nText of no section.\n\n## References\n\n- x\n",
        "default",
    )
    assert labels_of(document) == {
        "impact": ["Nobody could pay."],
        "timeline": ["2025-03-14 12:00 Outage began", "12:30 mended"],
        "lessons": ["**Clocks lie**: ask two."],
        "actions": ["- [ ] one\n- [x] two"],
    }
    assert [(item.task.text, item.open) for item in document.actions] == [("one", True), ("two", False)]
    assert document.timeline.zone == "UTC"
    assert [str(moment.at) for moment in document.timeline.moments] == [
        "2025-03-14 12:00:00+00:00",
        "2025-03-14 12:30:00+00:00",
    ]
    assert [lesson.text for lesson in document.lessons] == ["**Clocks lie**: ask two."]


def test_the_tables_of_the_template_below_labels() -> None:
    document = read_as(
        "# T\n\n**Date:** 2025-03-14\n\n"
        "**Timeline**\n\n| Time | Event |\n|---|---|\n| 12:00 UTC | Detected: paged |\n\n"
        "**TTD:** 5 minutes\n\n"
        "**Impact**\n\n| Dimension | Detail |\n|---|---|\n| Data loss | No |\n| Severity | P1 |\n"
        "| Status | bad |\n\n"
        "**5 Whys**\n\n| # | Question | Answer |\n|---|---|---|\n| 1 | Why? | Clock |\n\n"
        "**Related incidents**\n\n| Incident | Date |\n|---|---|\n| INC-2025-001 | 2025-01-01 |\n\n"
        "**Appendix**\n\n    select 1\n",
        "default",
    )
    assert [row.key for row in document.impact] == ["data_loss", None, None]
    assert [why.answer.text for why in document.whys] == ["Clock"]
    assert [row.incident.text for row in document.related] == ["INC-2025-001"]
    assert len(document.appendix) == 1
    assert (document.severity, document.status_choice) == (None, None)
    assert document.metrics["ttd"].duration.minutes == 5
    assert len(document.by_key["timeline"].blocks) == 2
    assert document.timeline.milestone("detected") is not None


def test_the_template_s_aliases_name_sections_in_its_language() -> None:
    document = read_as(f"# T\n\n**Auswirkungen**: {LONG}\n\n**Impact:** {LONG}\n\n## Ablauf\n\nx\n", GERMAN)
    assert labels_of(document) == {"impact": [LONG]}


@pytest.mark.parametrize(
    "text",
    [
        f"> **Impact:** {LONG}\n",
        f"- **Impact:** {LONG}\n",
        f"1. x\n\n    **Impact:** {LONG}\n",
        f"```\n**Impact:** {LONG}\n```\n",
        f"    **Impact:** {LONG}\n",
        f"A text with a\n**Impact:** {LONG}\n",
        f"Impact: {LONG}\n",
        f"**Impact** {LONG}\n",
        f"**Impact of it:** {LONG}\n",
        f"**Severity:** P2 | **Impact:** {LONG}\n",
        f"!!! note\n    **Impact:** {LONG}\n",
        f"**Status:** {LONG}\n",
    ],
)
def test_what_is_no_label_of_a_section(text: str) -> None:
    document = read_as(f"# T\n\n{text}\n## Timeline\n\nx\n")
    assert "impact" not in document.by_key
    assert labels_of(document) == {}
    assert document.bold_labels == {}


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        # Metadata: a value, and no text.
        ("**Impact:** High\n\n## Timeline\n\nx\n", ["impact"]),
        ("**Date:** 2025-03-14\n**Impact:** 3 customers\n**Trigger:** Deploy\n", SEVERAL),
        ("**Impact**:\n**Date:** 2025-03-14\n\n## Timeline\n\nx\n", ["impact"]),
        ("**Impact**\n\n## Timeline\n\nx\n", ["impact"]),
        # A part of another section.
        (f"## Root Cause\n\n**Impact:** {LONG}\n\n**Trigger:** {LONG}\n", SEVERAL),
        (f"## Lessons Learned\n\n### At last\n\n**Trigger:** {LONG}\n\n**Impact**\n\n{LONG}\n", SEVERAL),
        # Below a heading of another name one says too little; behind sections of the template, several do.
        (f"## Background\n\n**Impact:** {LONG}\n", ["impact"]),
        (f"## Timeline\n\nx\n\n## Notes\n\n**Trigger:** {LONG}\n\n**Impact:** {LONG}\n", SEVERAL),
        # One for each of several causes.
        (f"**One**\n\n**Root cause:** {LONG}\n\n**Two**\n\n**Root cause:** {LONG}\n", ["root_cause"]),
        (f"## One\n\n**Impact:** {LONG}\n\n**Trigger:** {LONG}\n\n**Impact:** {LONG}\n", SEVERAL),
    ],
)  # fmt: skip
def test_where_it_is_not_certain_nothing_begins(text: str, doubtful: list[str]) -> None:
    document = read_as(f"# T\n\n{text}")
    assert labels_of(document).keys() & document.by_key.keys() == set()
    assert sorted(document.bold_labels) == doubtful


@pytest.mark.parametrize("value", ["14:05", "2025-03-14 14:05 UTC", "2025-03-14"])
def test_a_label_of_a_moment_is_no_section(value: str) -> None:
    document = read_as(
        f"# T\n\n**Summary:** {LONG}\n\n**Detection:** {value}\n\n**Trigger:** x\n\n**Impact:** y\n"
    )
    assert "detection" not in document.by_key
    assert document.bold_labels == {}
    assert labels_of(document)["summary"] == [LONG]


def test_labels_of_a_timeline_s_moments_and_of_categories_stay_where_they_are() -> None:
    document = read_as(
        "# T\n\n**Date:** 2025-03-14\n\n**Timeline**\n\n**12:00 UTC:** It broke.\n\n"
        "**Detection:** 12:05 UTC\n\n"
        "**Resolution:** 12:40 UTC\n\n**Action Items**\n\n**Detection**\n\n- Add an alert\n\n"
        "**Prevent:**\n\n- Add a check\n"
    )
    assert labels_of(document) == {
        "timeline": ["**12:00 UTC:** It broke.", "**Detection:** 12:05 UTC", "**Resolution:** 12:40 UTC"],
        "actions": ["**Detection**", "Add an alert", "**Prevent:**", "Add a check"],
    }
    assert [item.task.text for item in document.actions] == ["Add an alert", "Add a check"]


def test_a_real_heading_comes_first() -> None:
    document = read_as(f"# T\n\n**Impact:** {LONG}\n\n### Impact\n\nthree\n")
    assert labels_of(document) == {}
    assert document.by_key["impact"].heading.container == "root"
    assert document.bold_labels == {}


def test_the_template_s_own_name_comes_before_an_alias() -> None:
    document = read_as(f"# T\n\n**Impact**\n\n{LONG}\n\n**User impact:** 300 users\n\n## Timeline\n\nx\n")
    assert labels_of(document) == {"impact": [LONG, "**User impact:** 300 users"]}


def test_labels_below_one_heading_of_another_name() -> None:
    document = read_as(
        f"# T\n\n## Report\n\n**Impact:** {LONG}\n\n**Trigger:** {LONG}\n\n**Cost:** 3\n\n## Timeline\n\nx\n"
    )
    assert [(s.key, s.heading.level, s.heading.container, len(s.blocks)) for s in document.sections] == [
        (None, 2, "root", 3),
        ("impact", 3, "bold", 1),
        ("trigger", 3, "bold", 1),
        ("timeline", 2, "root", 1),
    ]


def test_labels_below_the_first_heading_of_the_template() -> None:
    labels = f"**Impact:** {LONG}\n\n**Trigger:** {LONG}\n\n**Detection:** {LONG}\n\n"
    document = read_as(f"# T\n\n## Prologue\n\nx\n\n## Overview\n\n{LONG}\n\n{labels}## Timeline\n\nx\n")
    assert labels_of(document) == {"impact": [LONG], "trigger": [LONG], "detection": [LONG]}
    summary = document.by_key["summary"]
    assert summary.heading.text.text == "Overview"
    assert (len(summary.blocks), len(summary.own)) == (4, 1)
    # Not in a section that has a table, and not further down.
    assert labels_of(read_as(f"# T\n\n## Timeline\n\n{labels}")) == {}
    assert labels_of(read_as(f"# T\n\n## Summary\n\nx\n\n## Root Causes\n\n{labels}")) == {}


def test_a_field_ends_a_section() -> None:
    document = read_as(
        f"# T\n\n**Summary:** {LONG}\n\n- **Severity:** P2\n- **Status:** draft\n\nText\n\n## Timeline\n\nx\n"
    )
    assert labels_of(document) == {"summary": [LONG]}
    assert document.severity is not None
    assert document.severity.name == "P2"
    assert document.status == "draft"


def test_a_list_of_actions_is_no_metadata() -> None:
    document = read_as("# T\n\n**Action Items**\n\n- Add a check\n    - **Owner:** dana\n- **Status:** open")
    assert (document.fields, document.unknown_fields) == ({}, ())
    assert [item.task.text for item in document.actions] == ["Add a check", "**Status:** open"]


def test_an_empty_label_is_an_empty_section() -> None:
    document = read_as(
        "# T\n\n**Summary:** a\n\n**Impact:**\n\n**Trigger:** b\n\n**Detection:** c\n\n## Timeline\n\nx\n"
    )
    assert labels_of(document) == {"summary": ["a"], "impact": [], "trigger": ["b"], "detection": ["c"]}
