from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.document.reader import first_paragraph, read, read_bytes, unreadable
from mkdocs_postmortem.document.source import Source
from tests.document.reading import TEMPLATE, place, read_text, section_titles, texts_in

FILLED = """\
---
title: "Orders mart stale after a rename"
description: "Stale for three hours"
tags: [freshness, schema]
---

# Incident Postmortem: Orders mart stale after a rename

**Incident ID:** INC-2025-014
**Date:** 2025-03-14
**Severity:** P2
**Status:** reviewed
**Author:** Dana Example
**Reviewers:** Robin Example, Kim Example

## Timeline

All times in UTC.

| Time | Event |
|------|-------|
| 22:05 | First symptom detected: freshness alert fired |
| 22:17 | On-call acknowledged |
| 23:02 | Root cause identified |
| 23:40 | Mitigation applied |
| 00:55 | Service restored |
| 01:20 | Verification complete |

**Time to detect (TTD):** 25 minutes
**Time to mitigate (TTM):** 95 minutes
**Time to resolve (TTR):** 170 minutes
**Total downtime:** 3 h 15 min

## Impact

| Dimension | Detail |
|-----------|--------|
| Data affected | `orders_mart`, two partitions |
| Data loss | No |
| Data correctness | Yesterday's numbers were shown |
| Downstream impact | Revenue dashboard |
| SLA breach | Yes, freshness (2 h) |
| Customer impact | None |
| Financial impact | Unknown |

## What Happened

The load failed in the evening.

- The on-call engineer looked.

## Root Cause

A column was renamed without notice.

## 5 Whys Analysis

| # | Question | Answer |
|---|----------|--------|
| 1 | Why was the mart stale? | Because the load failed |
| 2 | Why did the load fail? | Because a column was missing |

**Root cause category:** Schema change

## What Went Well

- The alert fired

## What Went Wrong

- The alert was late

## Where We Got Lucky

- It was evening

## Action Items

| # | Action | Owner | Priority | Due Date | Status | Ticket |
|---|--------|-------|----------|----------|--------|--------|
| 1 | Mitigate: pin the loader | dana | P0 | 2025-03-14 | Done 2025-03-14 | D-1 |
| 2 | Prevent: test the contract | robin | P1 | 2025-04-11 | TODO | [D-2](https://example.org/2) |

### Action Item Categories

Ensure at least one action item in each category:

- **Prevent:** Stop this specific failure from recurring
- **Detect:** Catch this failure faster if it happens again
- **Mitigate:** Reduce the blast radius if it happens again
- **Process:** Update runbooks, documentation, or team processes

## Lessons Learned

Test contracts.

1. A contract without a test is a wish

## Related Incidents

| Incident | Date | Similarity |
|----------|------|------------|
| INC-2024-031 | 2024-11-02 | also a rename |

## Appendix

### Relevant Queries Used During Investigation

```sql
select 1
```
"""


def test_a_filled_template_is_read_exactly() -> None:
    document = read_text(FILLED)
    assert (document.problems, document.broken, document.placeholders, document.unclosed_fences) == (
        (),
        False,
        (),
        (),
    )
    assert (document.title, document.path) == ("Orders mart stale after a rename", "docs/incident.md")
    assert place(document.id) == (9, 18, "INC-2025-014")
    assert (document.date.value if document.date else None, document.day, document.day_from) == (
        date(2025, 3, 14), date(2025, 3, 14), "field",
    )  # fmt: skip
    assert (document.severity.name if document.severity else None, document.status) == ("P2", "reviewed")
    assert (document.authors, document.reviewers) == (("Dana Example",), ("Robin Example", "Kim Example"))
    assert (document.tags, document.services) == (("freshness", "schema"), ())
    assert document.unknown_fields == ()
    assert list(document.fields) == ["id", "date", "severity", "status", "author", "reviewers", "tags"]
    assert section_titles(document) == {section.key: section.title for section in TEMPLATE.sections}
    assert document.timeline.zone == "UTC"
    assert {key: moment.at for key, moment in (document.timeline.first or {}).items()} == {
        "detected": datetime(2025, 3, 14, 22, 5, tzinfo=UTC),
        "acknowledged": datetime(2025, 3, 14, 22, 17, tzinfo=UTC),
        "identified": datetime(2025, 3, 14, 23, 2, tzinfo=UTC),
        "mitigated": datetime(2025, 3, 14, 23, 40, tzinfo=UTC),
        "restored": datetime(2025, 3, 15, 0, 55, tzinfo=UTC),
        "verified": datetime(2025, 3, 15, 1, 20, tzinfo=UTC),
    }
    assert {key: metric.duration.minutes for key, metric in document.metrics.items()} == {
        "ttd": 25, "ttm": 95, "ttr": 170, "downtime": 195,
    }  # fmt: skip
    assert [(row.key, row.answer) for row in document.impact] == [
        ("data_affected", None), ("data_loss", "no"), ("data_correctness", None), ("downstream", None),
        ("sla", "yes"), ("customer", "no"), ("financial", "unknown"),
    ]  # fmt: skip
    assert [why.answer.text for why in document.whys] == [
        "Because the load failed",
        "Because a column was missing",
    ]
    assert document.category is not None
    assert (document.category.name, place(document.category.text)) == (
        "Schema change",
        (63, 26, "Schema change"),
    )
    assert {key: [text.text for text in texts] for key, texts in document.lists.items()} == {
        "went_well": ["The alert fired"],
        "went_wrong": ["The alert was late"],
        "lucky": ["It was evening"],
    }
    assert [
        (
            i.number.text if i.number else "",
            i.category,
            i.open,
            i.completed,
            i.priority.name if i.priority else "",
        )
        for i in document.actions
    ] == [("1", "Mitigate", False, date(2025, 3, 14), "P0"), ("2", "Prevent", True, None, "P1")]
    assert document.covered == {}
    assert [text.text for text in document.lessons] == ["A contract without a test is a wish"]
    assert [row.id.text if row.id else None for row in document.related] == ["INC-2024-031"]
    assert [
        (e.heading.text.text if e.heading else None, e.code.code.text.strip()) for e in document.appendix
    ] == [("Relevant Queries Used During Investigation", "select 1")]
    first = first_paragraph(document)
    assert first is not None
    assert first.text == "All times in UTC."


def test_the_untouched_template_holds_nothing_but_placeholders() -> None:
    document = read_text(TEMPLATE.text, "docs/template.md")
    assert document.problems == ()
    assert section_titles(document) == {section.key: section.title for section in TEMPLATE.sections}
    assert (document.day, document.severity.name if document.severity else None, document.status) == (
        None, None, "reviewed",
    )  # fmt: skip
    assert document.severity is not None
    assert document.severity.listed == 4
    assert [moment.at for moment in document.timeline.moments] == [None] * 6
    assert list(document.timeline.first or {}) == [
        "detected", "acknowledged", "identified", "mitigated", "restored", "verified",
    ]  # fmt: skip
    assert all(document.unfilled(item.action) for item in document.actions)
    assert len(document.actions) == 5
    assert document.covered == {}


def test_the_same_document_in_other_bytes_is_read_the_same() -> None:
    plain = read_bytes("docs/incident.md", FILLED.encode(), TEMPLATE)
    for data in (
        b"\xef\xbb\xbf" + FILLED.encode(),
        FILLED.replace("\n", "\r\n").encode(),
        FILLED.replace("\n", "\r").encode(),
    ):
        other = read_bytes("docs/incident.md", data, TEMPLATE)
        assert [place(text) for text in texts_in(other)] == [place(text) for text in texts_in(plain)]
        assert other.problems == ()


@pytest.mark.parametrize(
    ("data", "message", "at"),
    [
        (b"# T\n\ncaf\xe9\n", "File is not valid UTF-8: byte 0xe9 at line 3, column 4", (3, 4)),
        (b"\x96", "File is not valid UTF-8: byte 0x96 at line 1, column 1", (1, 1)),
        (b"# T\r\n\r\nd\xc3\xa9 \xff", "File is not valid UTF-8: byte 0xff at line 3, column 4", (3, 4)),
        (b"a" * 20 + b"\xe2\x82", "File is not valid UTF-8: byte 0xe2 at line 1, column 21", (1, 21)),
    ],
)
def test_bytes_that_are_no_text(data: bytes, message: str, at: tuple[int, int]) -> None:
    document = read_bytes("docs/incident.md", data, TEMPLATE)
    (problem,) = document.problems
    assert (problem.kind, problem.message, problem.help) == (
        "unreadable",
        message,
        "save the document as UTF-8",
    )
    assert (problem.at.span.line, problem.at.span.column) == at
    assert document.broken


def test_the_error_of_the_decoder_can_be_told_by_whoever_met_it() -> None:
    data = b"# Title\n\xff"
    with pytest.raises(UnicodeDecodeError) as caught:
        Source.from_bytes("docs/incident.md", data)
    document = unreadable("docs/incident.md", data, caught.value, TEMPLATE)
    assert document.title == "Title"
    assert [problem.kind for problem in document.problems] == ["unreadable"]


def test_a_nul_byte() -> None:
    document = read_bytes("docs/incident.md", b"# T\n\nx\0y\n", TEMPLATE)
    (problem,) = document.problems
    assert (problem.kind, place(problem.at), problem.message) == (
        "unreadable", (3, 2, "\0"), "File contains a NUL byte on line 3",
    )  # fmt: skip
    assert document.broken


def test_broken_front_matter_is_told_once_and_the_rest_is_read() -> None:
    document = read_text(FILLED.replace('"Orders mart stale after a rename"', "Orders: stale: again", 1))
    assert [problem.kind for problem in document.problems] == ["invalid-yaml"]
    assert document.broken
    assert document.title == "Orders mart stale after a rename"
    assert len(document.timeline.moments) == 6


def test_the_dialect_of_the_site_reaches_the_scanner() -> None:
    text = '# T\n\n!!! note "x"\n    ## Impact\n\n    text\n'
    assert section_titles(read_text(text)) == {}
    dialect = Dialect.from_extensions(["admonition"])
    assert section_titles(read(Source("docs/incident.md", text), TEMPLATE, dialect)) == {"impact": "Impact"}


@pytest.mark.parametrize(
    "text", ["", "\n", " ", "#", "# ", "---", "```", "|", "| |\n|-|", "- ", "\ufeff", "\\", "{", "[x]: y"]
)
def test_hardly_any_document_at_all(text: str) -> None:
    document = read_text(text)
    assert (document.actions, document.impact, document.timeline.moments) == ((), (), ())


# -- whatever authors write --

PIECES = (
    "# ",
    "## ",
    "### ",
    "- ",
    "  - ",
    "    ",
    "1. ",
    "> ",
    "| ",
    " | ",
    "|---|---|\n",
    "\n",
    "\n\n",
    "---\n",
    "```\n",
    "**",
    ":** ",
    "Timeline",
    "Impact",
    "Action Items",
    "Key events",
    "Lessons Learned",
    "22:05",
    "2025-03-14 ",
    "03/04/25 ",
    "May 12",
    "Day 2 ",
    "+1d ",
    "~",
    "12:30 PM ",
    "UTC",
    "(",
    ")",
    "[",
    "]",
    "[Owner: x]",
    "{HH:MM}",
    "{name}",
    "`",
    "Time",
    "Event",
    "Date",
    "Severity",
    "P1 / P2",
    "Status: done",
    "Detected: ",
    "none",
    "#2127",
    "é日😀",
    "\t",
    "\\",
    "<!-- ",
    " -->",
    "title: a: b\n",
    "tags: [a]\n",
    "x",
    " ",
    ":",
    "?",
    "-",
    "_",
    "*",
    "\u2028",
    "\x0b",
    "\x0c",
    "\x85",
)


def check(text: str, path: str = "docs/2025-03-14-x.md") -> None:
    document = read_text(text, path)
    end = len(text)
    for piece in texts_in(document):
        assert 0 <= piece.start <= piece.end <= end
    assert all(section.heading.text for section in document.sections)
    rows = {row for moment in document.timeline.moments for row in moment.milestones}
    assert rows == set(document.timeline.first or {})
    assert all(moment.day is not None for moment in document.timeline.moments if moment.at is not None)
    awareness = {moment.at.tzinfo is None for moment in document.timeline.moments if moment.at is not None}
    assert len(awareness) <= 1
    starts = [hole.start for hole in document.placeholders]
    assert starts == sorted(starts)
    if not text.startswith("---"):
        assert document.problems == () or document.problems[0].kind == "not-closed"


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_documents_made_of_what_people_write(text: str) -> None:
    check(text)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(text)


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    document = read_bytes("docs/incident.md", data, TEMPLATE)
    assert all(piece.end <= len(document.source.text) for piece in texts_in(document))


@given(st.data())
def test_a_filled_document_after_careless_editing(data: st.DataObject) -> None:
    text = FILLED
    for _ in range(data.draw(st.integers(1, 6))):
        low = data.draw(st.integers(0, len(text)))
        high = min(len(text), low + data.draw(st.integers(0, 200)))
        text = text[:low] + data.draw(st.sampled_from(("", text[low:high] * 2, *PIECES))) + text[high:]
    check(text)


# -- time and size: a quadratic step would not end --


def long_documents() -> dict[str, str]:
    table = "## Timeline\n\n| Time | Event |\n|---|---|\n"
    return {
        "one long line": "x" * 5_000_000,
        "one long heading": "# " + "y (" * 1_500_000,
        "spaces in a heading": "# T\n\n## " + " " * 1_000_000 + "x",
        "one long cell": f"# T\n\n{table}| 22:05 | " + "alert fired " * 300_000 + "|\n",
        "a long time cell": f"# T\n\n{table}| " + "12:30 " * 300_000 + "| x |\n",
        "a long label": "# T\n\n**" + "a " * 1_000_000 + ":** b\n",
        "a label with spaces": "# T\n\n**a" + " " * 1_000_000 + ":" + " " * 1_000_000 + "**: b\n",
        "labelled lines": "# T\n\n" + "**Severity:** P1\n" * 50_000,
        "labels of sections": "# T\n\n" + "**Impact:** a\n**Other:** b\n" * 20_000 + "\n## Timeline\n",
        "labels of sections apart": "# T\n\n" + "**Impact**\n\n**Other:** b\n\n" * 20_000,
        "labels below headings": "# T\n\n" + "## Other\n\n**Impact:** a\n\n**Root cause:** b\n\n" * 8_000,
        "a section begun by a label": "# T\n\n**Impact**\n\n" + "**Data loss:** none\n\n- a\n\n" * 10_000,
        "labels that run on": "# T\n\n" + "**Reviewers:** a,\nb,\n" * 20_000,
        "many headings": "".join(f"## Timeline {number}\n\ntext\n\n" for number in range(20_000)),
        "known headings": "## Impact\n\n## Timeline\n\n## Action Items\n\n" * 8_000,
        "nested headings": "# A\n## Timeline\n### 12:30\n" * 10_000,
        "moments": "# T\n\n## Timeline\n\n" + "### 12:30\n\ntext\n\n" * 20_000,
        "list entries": "# T\n\n## Timeline\n\n" + "- 12:30 UTC: text\n" * 50_000,
        "paragraph entries": "# T\n\n## Timeline\n\n" + "12:30: text\n" * 50_000,
        "ambiguous days": "# T\n\n## Timeline\n\n" + "- 03/04/2025 12:30: text\n" * 20_000,
        "sections that might be timelines": "# T\n\n" + "## Other\n\n12:30 a\n\n12:31 b\n\n" * 10_000,
        "placeholders": "# T\n\n" + "**Date:** {YYYY-MM-DD}\n\n" * 20_000,
        "tags": "# T\n\n## Action Items\n\n- x " + "[owner: y]" * 200_000 + "\n",
        "groups": "# T\n\n## Action Items\n\n" + "- Prevent:\n    - x\n" * 20_000,
        "labelled items": "# T\n\n" + "- **Key events**\n  - First detected 2025-03-14 12:30\n" * 20_000,
        "numbers": "# T\n\n## Action Items\n\n- **Prevent:** " + "1, " * 300_000 + "\n",
        "links": "# T\n\n## Related Incidents\n\n- " + "[a](b" * 500_000 + "\n",
        "durations": "# T\n\n**TTD:** " + "1 h " * 500_000 + "\n",
        "choices": "# T\n\n**Severity:** " + "P1 / " * 500_000 + "\n",
        "dates": "# T\n\n**Date:** " + "12 of " * 300_000 + "\n",
        "front matter": "---\n" + "".join(f"key{number}: value\n" for number in range(20_000)) + "---\n",
        "multimarkdown": "Key: value\n" * 50_000,
        "an open block": "---\nkey: value\n" + "# x\n" * 100_000,
        "backticks": "# T\n\n" + "`" * 1_000_000 + "{date}\n",
    }


LONG = long_documents()


@pytest.mark.parametrize("name", LONG)
def test_a_long_document_is_read(name: str) -> None:
    document = read_text(LONG[name])
    assert document.source.text == LONG[name]


# -- real documents, where they are --

CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora"


def corpus() -> list[Path]:
    return sorted(
        path
        for path in CORPORA.rglob("*")
        if path.is_file() and path.name not in ("LICENSE", "README.md", "MANIFEST.tsv")
    )


@pytest.mark.skipif(
    not CORPORA.is_dir(), reason="the corpora of public postmortems are not beside this repository"
)
def test_every_public_postmortem_is_read() -> None:
    paths = corpus()
    assert paths
    dated = with_rows = 0
    for path in paths:
        document = read_bytes(path.name, path.read_bytes(), TEMPLATE)
        assert document.problems == (), path.name
        assert all(piece.end <= len(document.source.text) for piece in texts_in(document)), path.name
        dated += document.day is not None
        with_rows += len(document.timeline.moments) > 1
    assert dated >= 0.95 * len(paths)
    assert with_rows >= 0.9 * len(paths)


def test_the_model_is_frozen() -> None:
    document = read_text(FILLED)
    for field in fields(document):
        with pytest.raises(AttributeError):
            setattr(document, field.name, None)
