from __future__ import annotations

import pytest

from mkdocs_postmortem.document.sections import is_empty, section_key
from tests.document.reading import TEMPLATE, place, read_text, section_titles

# -- sections --


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Timeline", "timeline"),
        ("TIMELINE", "timeline"),
        ("Timeline (UTC)", "timeline"),
        ("Timeline (PST throughout) 3/14/25 - 3/16/25, not exact", "timeline"),
        ("Timeline · UTC", "timeline"),
        ("Timeline – all times in CET", "timeline"),
        ("Timeline UTC", "timeline"),
        ("Timeline 2025-03-14", "timeline"),
        ("**Timeline**", "timeline"),
        (":warning: Timeline", "timeline"),
        ("⏱ Timeline", "timeline"),
        ("3. Impact", "impact"),
        ("3) Impact", "impact"),
        ("Impact: customers", "impact"),
        ("5 Whys Analysis", "whys"),
        ("The Five Whys", "whys"),
        (":mag_right: Five Why's", "whys"),
        ("Blameless root cause", "root_cause"),
        ("What didn't go well", "went_wrong"),
        ("Lessons learnt", "lessons"),
        ("Follow-up tasks", "actions"),
        ("Summary", None),
        ("Impactful", None),
        ("The timeline", None),
        ("", None),
        ("Timeline" + " " * 500 + "(UTC)", None),
    ],
)
def test_the_key_of_a_heading(heading: str, key: str | None) -> None:
    assert section_key(heading, TEMPLATE) == key


def test_the_template_s_own_sections_are_all_recognised() -> None:
    text = "# T\n\n" + "\n\n".join(f"## {section.title}\n\ntext" for section in TEMPLATE.sections)
    assert section_titles(read_text(text)) == {section.key: section.title for section in TEMPLATE.sections}


def test_a_section_goes_on_to_the_next_heading_of_its_level() -> None:
    document = read_text("# T\n\n## Impact\n\na\n\n### Deeper\n\nb\n\n## Other\n\nc\n\n# Stats\n\nd\n")
    assert [(s.key, s.heading.text.text, s.heading.level, len(s.blocks)) for s in document.sections] == [
        ("impact", "Impact", 2, 3),
        (None, "Deeper", 3, 1),
        (None, "Other", 2, 1),
        (None, "Stats", 1, 1),
    ]
    assert place(document.sections[1].heading.text) == (7, 5, "Deeper")


def test_a_known_sub_section_is_not_its_parent_s_own() -> None:
    document = read_text(
        "# T\n\n## Lessons Learned\n\n1. a\n\n### What went well\n\n1. b\n\n## Impact\n\nc\n"
    )
    lessons = document.by_key["lessons"]
    assert (len(lessons.blocks), len(lessons.own)) == (3, 1)
    assert [text.text for text in document.lessons] == ["a"]
    assert [text.text for text in document.lists["went_well"]] == ["b"]


def test_of_several_sections_of_one_kind_the_likeliest_is_taken() -> None:
    document = read_text(
        "# T\n\n### Impact\n\na\n\n## User impact\n\nb\n\n## Impact (all)\n\nc\n\n## Impact\n\nd\n"
    )
    assert document.by_key["impact"].heading.text.text == "Impact (all)"
    assert [section.key for section in document.sections] == ["impact"] * 4


@pytest.mark.parametrize("line", ["> ## Impact", "- ## Impact", "- #12"])
def test_headings_in_lists_and_quotes_are_no_sections(line: str) -> None:
    document = read_text(f"# T\n\n## Timeline\n\n{line}\n\ntext\n")
    assert [section.key for section in document.sections] == ["timeline"]
    assert document.title == "T"


def test_labels_are_sections_where_there_are_no_headings() -> None:
    document = read_text(
        "# T\n\n**Status:** draft\n\n- **Key events**\n  - a\n- **Impact**: much\n\n**Resolution**\n\ntext\n"
    )
    assert [(s.key, s.heading.text.text, s.heading.container) for s in document.sections] == [
        ("timeline", "Key events", "label"),
        ("impact", "Impact", "label"),
        (None, "Resolution", "bold"),
    ]
    assert place(document.sections[0].heading.text) == (5, 5, "Key events")


def test_metadata_of_a_document_with_headings_is_no_section() -> None:
    document = read_text("# T\n\n- **Impact:** high\n- **Status:** draft\n\n## Timeline\n\ntext\n")
    assert [section.heading.text.text for section in document.sections] == ["Timeline"]


def test_a_heading_comes_before_a_label() -> None:
    document = read_text("# T\n\n- **Timeline**\n  - a\n- **Other**\n  - b\n\n## Timeline\n\ntext\n")
    assert document.by_key["timeline"].heading.container == "root"
    assert len(document.sections) == 3


@pytest.mark.parametrize(
    ("body", "empty"),
    [
        ("", True),
        ("<!-- a comment -->", True),
        ("### Deeper", True),
        ("text", False),
        ("- item", False),
        ("---", False),
        ("```\ncode\n```", False),
        ("### Deeper\n\ntext", False),
        ("<p>html</p>", False),
    ],
)
def test_an_empty_section(body: str, empty: bool) -> None:
    assert is_empty(read_text(f"# T\n\n## Impact\n\n{body}\n").by_key["impact"]) is empty


# -- title --


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Orders mart stale", "Orders mart stale"),
        ("Incident Postmortem: Orders mart stale", "Orders mart stale"),
        ("Postmortem · Orders mart stale", "Orders mart stale"),
        ("Post-Mortem - Orders mart stale", "Orders mart stale"),
        ("INC-2025-014: Orders mart stale", "Orders mart stale"),
        ("Postmortem: INC-2025-014 - Orders mart stale", "Orders mart stale"),
        ("PM2021-005 - Orders mart stale", "Orders mart stale"),
        ("2025-03-14, Orders mart stale", "Orders mart stale"),
        ("2025-03-14 4:23PM PST, Orders mart stale", "Orders mart stale"),
        ("Incident on 2025-03-14 - Orders mart stale", "Orders mart stale"),
        ("Incident report March 14 2025 - Orders mart stale", "Orders mart stale"),
        ("Orders mart stale on 2025-03-14", "Orders mart stale on 2025-03-14"),
        ("Orders INC-2025-014: stale", "Orders INC-2025-014: stale"),
        ("Incident Postmortem:", "Incident Postmortem:"),
        ("INC-2025-014", "INC-2025-014"),
        ("Postmortem of a postmortem", "Postmortem of a postmortem"),
    ],
)
def test_the_title_without_what_stands_before_it(heading: str, title: str) -> None:
    document = read_text(f"# {heading}\n")
    assert document.title == title
    assert place(document.title_text) == (1, 3, heading)


def test_the_title_of_front_matter_counts_where_there_is_no_heading() -> None:
    document = read_text('---\ntitle: "Postmortem: \\u004frders mart"\n---\n\ntext\n')
    assert document.title == "Orders mart"
    assert place(document.title_text) == (2, 8, '"Postmortem: \\u004frders mart"')
    assert read_text("---\ntitle: One\n---\n# Two\n").title == "Two"
    assert read_text("---\ntitle:\n---\n\ntext\n").title is None
    assert read_text("text\n").title is None


# -- metrics and category --


def test_the_stated_durations() -> None:
    document = read_text(
        "# T\n\n## Timeline\n\n**Time to detect (TTD):** 25 minutes\n"
        "**TTM**: ~95 min\n- Time to recovery: N/A\n"
        "**Total downtime:**\n\n**Time to detect (TTD):** 30 minutes\n"
    )
    assert {
        key: (place(m.label), place(m.value), m.duration.state, m.duration.minutes)
        for key, m in document.metrics.items()
    } == {
        "ttd": ((5, 3, "Time to detect (TTD)"), (5, 27, "25 minutes"), "stated", 25.0),
        "ttm": ((6, 3, "TTM"), (6, 10, "~95 min"), "stated", 95.0),
        "ttr": ((7, 3, "Time to recovery"), (7, 21, "N/A"), "none", None),
        "downtime": ((8, 3, "Total downtime"), (8, 20, ""), "unreadable", None),
    }


def test_what_each_part_of_a_section_states_is_not_of_the_whole() -> None:
    parts = (
        "# T\n\n## Timeline\n\n### First outage\n\n**Duration:** 100 minutes\n\n"
        "### Second outage\n\n**Duration:** 70 minutes\n\n## Impact\n\n"
    )
    assert read_text(parts).metrics == {}
    whole = read_text(parts + "- **Total downtime:** 170 minutes\n").metrics["downtime"]
    assert (whole.label.text, whole.value.text) == ("Total downtime", "170 minutes")
    # What only one part states may well be the whole's.
    one = read_text("# T\n\n## Impact\n\n### Numbers\n\n**Duration:** 70 min\n**Duration:** 71 min\n")
    assert one.metrics["downtime"].value.text == "70 min"


@pytest.mark.parametrize(
    ("text", "name", "at", "label"),
    [
        (
            "**Root cause category:** Schema change",
            "Schema change",
            (5, 26, "Schema change"),
            (5, 3, "Root cause category"),
        ),
        (
            "**Category**: Config error (flag)",
            "Configuration error",
            (5, 15, "Config error"),
            (5, 3, "Category"),
        ),
        ("- Category: Kubernetes", None, (5, 13, "Kubernetes"), (5, 3, "Category")),
        (
            "**Category:** Code bug\n**Root cause category:** Capacity",
            "Capacity",
            (6, 26, "Capacity"),
            (6, 3, "Root cause category"),
        ),
    ],
)
def test_the_category(
    text: str, name: str | None, at: tuple[int, int, str], label: tuple[int, int, str]
) -> None:
    document = read_text(f"# T\n\n## Root Cause\n\n{text}\n")
    assert document.category is not None
    assert (document.category.name, place(document.category.text), place(document.category_label)) == (
        name,
        at,
        label,
    )


def test_the_category_in_front_matter_and_none() -> None:
    document = read_text("---\ncategory: schema change\n---\n# T\n")
    assert document.category is not None
    assert (document.category.name, document.category.exact) == ("Schema change", False)
    assert place(document.category_label) == (2, 1, "category")
    empty = read_text("# T\n\n**Root cause category:**\n")
    assert (empty.category, place(empty.category_label)) == (None, (3, 3, "Root cause category"))
    assert (read_text("# T\n").category, read_text("# T\n").category_label) == (None, None)


# -- impact and whys --


@pytest.mark.parametrize(
    ("detail", "answer"),
    [
        ("No", "no"),
        ("**No**", "no"),
        ("none", "no"),
        ("Nothing was lost", "no"),
        ("Yes", "yes"),
        ("Yes — 12 rows", "yes"),
        ("yes, partly", "yes"),
        ("Partial: two tables", "yes"),
        ("Partially", "yes"),
        ("Unknown", "unknown"),
        ("N/A", "unknown"),
        ("Not applicable", "unknown"),
        ("TBD", "unknown"),
        ("Notable", None),
        ("Yesterday's partition", None),
        ("3 tables", None),
        ("{Yes/No — if yes, quantify}", None),
        ("", None),
    ],
)
def test_the_answer_that_a_detail_begins_with(detail: str, answer: str | None) -> None:
    document = read_text(f"# T\n\n## Impact\n\n| Dimension | Detail |\n|---|---|\n| Data loss | {detail} |\n")
    assert [(row.key, row.answer) for row in document.impact] == [("data_loss", answer)]


def test_the_rows_of_the_impact_table() -> None:
    document = read_text(
        "# T\n\n## Impact\n\ntext\n\n| Area | Description |\n|---|---|\n| **SLA breach** | Yes, freshness |\n"
        "| Reputation | none |\n| Cost |\n|  |  |\n"
    )
    assert [(row.key, place(row.dimension), place(row.detail), row.answer) for row in document.impact] == [
        ("sla", (9, 3, "**SLA breach**"), (9, 20, "Yes, freshness"), "yes"),
        (None, (10, 3, "Reputation"), (10, 16, "none"), "no"),
        ("financial", (11, 3, "Cost"), (11, 9, ""), None),
    ]
    assert document.impact_table is not None
    assert read_text("# T\n\n## Impact\n\ntext\n").impact_table is None


def test_the_whys_of_a_table_and_of_a_list() -> None:
    document = read_text(
        "# T\n\n## 5 Whys Analysis\n\n| # | Question | Answer |\n"
        "|---|---|---|\n| 1 | Why late? | Because it failed |\n"
    )
    (why,) = document.whys
    assert [place(text) for text in (why.number, why.question, why.answer)] == [
        (7, 3, "1"),
        (7, 7, "Why late?"),
        (7, 19, "Because it failed"),
    ]
    assert document.whys_table is not None
    listed = read_text("# T\n\n## Five Whys\n\n1. it failed\n2. it was renamed\n    - aside\n")
    assert [(w.number, w.question, w.answer.text) for w in listed.whys] == [
        (None, None, "it failed"),
        (None, None, "it was renamed"),
    ]
    assert listed.whys_table is None


# -- lists, lessons, related, appendix --


def test_the_items_of_the_three_lists() -> None:
    document = read_text("# T\n\n## What Went Well\n\n- a\n- b\n    - c\n\n## What went badly\n\ntext\n")
    assert {key: [text.text for text in texts] for key, texts in document.lists.items()} == {
        "went_well": ["a", "b", "c"],
        "went_wrong": [],
        "lucky": [],
    }


def test_ordered_lessons_come_before_other_items() -> None:
    assert [t.text for t in read_text("# T\n\n## Lessons\n\n- a\n\ntext\n\n1. b\n2. c\n").lessons] == [
        "b",
        "c",
    ]
    assert [t.text for t in read_text("# T\n\n## Lessons\n\n- a\n- b\n").lessons] == ["a", "b"]


@pytest.mark.parametrize(
    ("cell", "id_", "target"),
    [
        ("INC-2024-031", (7, 3, "INC-2024-031"), None),
        ("**INC-2024-031**", (7, 5, "INC-2024-031"), None),
        ("[INC-2024-031](2024.md)", (7, 4, "INC-2024-031"), (7, 18, "2024.md")),
        ('[Stale mart](<a b.md> "title")', (7, 4, "Stale mart"), (7, 17, "a b.md")),
        ("see [x](../y.md#z) too", (7, 8, "x"), (7, 11, "../y.md#z")),
        ("[[INC-2024-031]]", (7, 5, "INC-2024-031"), None),
        ("[[INC-2024-031\\|mart]]", (7, 5, "INC-2024-031\\"), None),
    ],
)
def test_what_a_related_incident_names(
    cell: str, id_: tuple[int, int, str], target: tuple[int, int, str] | None
) -> None:
    document = read_text(
        f"# T\n\n## Related Incidents\n\n| Incident | Date | Similarity |\n"
        f"|---|---|---|\n| {cell} | 2024-11-02 | same |\n"
    )
    (row,) = document.related
    assert place(row.id) == id_
    assert (place(row.target) if row.target else None) == target
    assert (row.date.text if row.date else None, row.similarity.text if row.similarity else None) == (
        "2024-11-02",
        "same",
    )
    assert row.incident.text == cell


def test_related_incidents_in_a_list_or_said_to_be_none() -> None:
    listed = read_text("# T\n\n## Related Incidents\n\n- [A](a.md)\n- INC-2\n- None known\n- -\n").related
    assert [(row.id.text if row.id else None, row.date, row.similarity) for row in listed] == [
        ("A", None, None),
        ("INC-2", None, None),
    ]
    table = (
        "# T\n\n## Related Incidents\n\n| Incident | Date |\n"
        "|---|---|\n| None | |\n| N/A | |\n| - | |\n|  | x |\n"
    )
    assert read_text(table).related == ()


def test_the_code_of_the_appendix_with_its_headings() -> None:
    document = read_text(
        "# T\n\n## Appendix\n\n```\na\n```\n\n### Queries\n\n"
        "```sql\nselect 1\n```\n\n### Logs\n\n    indented\n"
    )
    assert [
        (
            e.heading.text.text if e.heading else None,
            e.code.code.text.strip(),
            e.code.language.text if e.code.language else None,
        )
        for e in document.appendix
    ] == [(None, "a", None), ("Queries", "select 1", "sql"), ("Logs", "indented", None)]


def test_link_definitions() -> None:
    (reference,) = read_text("# T\n\ntext\n\n[Name]: https://example.org/a%20b\n").references
    assert (reference.name, place(reference.target)) == ("name", (5, 9, "https://example.org/a%20b"))
