"""Shapes that other people's archives have, in words of our own."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.document.durations import read_duration
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.template import default_template

FIELDS = "**Incident ID**: INC-2025-014\n**Severity**: SEV2 (Major)\n**Date**: March 14, 2025\n"


def read(text: str) -> Postmortem:
    return read_bytes("orders.md", text.encode(), default_template())


# -- metadata --


@pytest.mark.parametrize(
    "fields",
    [FIELDS, "| Attribute | Value |\n|---|---|\n| **Incident ID** | `INC-2025-014` |\n| Severity | SEV2 |\n"
     "| Incident date | `2025-03-14` |\n"],
)  # fmt: skip
def test_metadata_may_stand_in_the_first_section(fields: str) -> None:
    document = read(
        f"# Orders mart stale\n\nThe mart was old.\n\n## Incident details\n\n{fields}\n## Timeline\n"
    )
    assert document.id is not None
    assert document.id.text == "INC-2025-014"
    assert document.severity is not None
    assert document.severity.name == "P2"
    assert f"{document.day}" == "2025-03-14"
    assert document.day_from == "field"


@pytest.mark.parametrize(
    "text",
    [
        # Metadata below the title is all there is; one name makes no metadata; a known section is none.
        f"# T\n\n**Author:** Dana\n\n## Details of it\n\n{FIELDS}",
        "# T\n\n## Background\n\n**Date**: 2025-03-14\n\nText.\n",
        f"# T\n\n## Impact\n\n{FIELDS}",
        f"# T\n\n## Background\n\nText.\n\n## More\n\n{FIELDS}",
    ],
)
def test_other_sections_hold_no_metadata(text: str) -> None:
    assert read(text).date is None


def test_several_labels_on_one_line() -> None:
    document = read(
        "# T\n\n**Date:** 2025-03-14 | **Severity:** SEV-3 | **Duration:** 2 h\n"
        "**Author:** Dana | **Status:** Closed\n"
    )
    assert [(field.key, field.value.text) for field in document.metadata] == [
        ("date", "2025-03-14"),
        ("severity", "SEV-3"),
        ("", "2 h"),
        ("author", "Dana"),
        ("status", "Closed"),
    ]
    assert document.authors == ("Dana",)
    assert document.metrics["downtime"].duration.minutes == 120


def test_a_bar_in_a_value_parts_nothing() -> None:
    document = read("# T\n\n**Author:** Dana | Robin\n**Severity:** P2 · **latent**\n")
    assert [field.value.text for field in document.metadata] == ["Dana | Robin", "P2 · **latent**"]


@pytest.mark.parametrize(
    ("value", "name"),
    [("P2 Medium", "P2"), ("SEV2 partial outage", "P2"), ("1 hour", None), ("Highly visible", None)],
)
def test_a_code_is_a_word_of_its_own(value: str, name: str | None) -> None:
    severity = read(f"# T\n\n**Severity:** {value}\n").severity
    assert severity is not None
    assert severity.name == name


# -- front matter --


def test_a_rule_above_the_title_opens_no_front_matter() -> None:
    text = "---\n\n# Orders mart stale\n\nDate: 2025-03-14\n**Severity:** P2\n\n## Timeline\n\n---\n"
    document = read(text)
    assert document.problems == ()
    assert document.title == "Orders mart stale"
    assert f"{document.day}" == "2025-03-14"


def test_broken_front_matter_still_is_a_problem() -> None:
    assert [problem.kind for problem in read("---\ntitle: a: b\n---\n\n# T\n").problems] == ["invalid-yaml"]


# -- sections --


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("2  Timeline (UTC)", "timeline"),
        ("4.1 Root cause", "root_cause"),
        ("5 Whys", "whys"),
        ("4. Incident Timeline & Sequence of events", "timeline"),
        ("Root cause and resolution", "root_cause"),
        ("8. Preventative & Corrective Action Items", "actions"),
        ("Lessons learned / Retrospective", "lessons"),
        ("Bread and butter", None),
        ("3 replicas", None),
    ],
)
def test_headings_with_numbers_and_of_two_names(heading: str, key: str | None) -> None:
    assert list(read(f"# T\n\n## {heading}\n\nText.\n").by_key) == ([key] if key else [])


def test_a_heading_of_two_names_takes_none_from_another() -> None:
    document = read("# T\n\n## Impact and timeline\n\nText.\n\n## Impact\n\nMore.\n")
    assert [section.key for section in document.sections] == ["timeline", "impact"]


# -- durations --


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("`4 minutes` (from the fault to the alert)", 4),
        ("08:41–09:54 UTC (1 h 13 m)", 73),
        ("22:05 UTC - 00:55 UTC", 170),
        ("08:41 to 09:54", 73),
        ("from 08:41 on", None),
        ("08:41–09:54 in the morning", None),
    ],
)
def test_durations(text: str, minutes: float | None) -> None:
    assert read_duration(text).minutes == minutes
