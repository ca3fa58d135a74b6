"""Timelines that are no tables: lists, sub-headings, paragraphs; and which sections are one."""

from __future__ import annotations

import pytest

from tests.document.reading import place, read_text
from tests.document.timelines import TEMPLATE_LIKE, clocks, timeline_of


def test_a_list_with_bold_times() -> None:
    timeline = timeline_of(
        "## Timeline\n\nA hint.\n\n- **22:05 UTC**: the alert\n"
        "  fired\n- **22:10 UTC:** we looked\n- no time here\n"
    )
    assert [(*place(m.time), m.event.text) for m in timeline.moments] == [
        (9, 5, "22:05 UTC", "the alert\n  fired"),
        (11, 5, "22:10 UTC", "we looked"),
    ]
    assert clocks(timeline)[1] == ("22:10 UTC", "03-14 22:10")


def test_an_ordered_or_nested_list() -> None:
    assert [m.event.text for m in timeline_of("## Timeline\n\n1. 22:05 a\n2. 22:10 - b\n").moments] == [
        "a",
        "b",
    ]
    nested = "## Timeline\n\n- Friday\n    - 22:05 a\n    - 22:10 b\n"
    assert [m.event.text for m in timeline_of(nested).moments] == ["a", "b"]


def test_sub_headings_inherit_the_day_above_them() -> None:
    body = (
        "## Timeline\n\nAll times in PST\n\n### Mar 14 2025 13:40\n\n"
        "Deployed.\n\n- 14:20 a list in the entry\n\n"
        "### 14:55 - Pods are full\n\nText.\n\n### 2X:XX (not sure)\n\nText.\n\n"
        "## Mar 15, 13:00\n\nNext day.\n\n### 15:15\n\nMore.\n\n## Conclusions\n\n### 16:00\n\nnot an entry\n"
    )
    document = read_text(f"# Pods\n\n{body}", "pods.md")
    assert clocks(document.timeline) == [
        ("Mar 14 2025 13:40", "03-14 21:40"),
        ("14:55", "03-14 22:55"),
        ("2X:XX", None),
        ("Mar 15, 13:00", "03-15 21:00"),
        ("15:15", "03-15 23:15"),
    ]
    assert [m.event.text for m in document.timeline.moments] == [
        "Deployed.", "Pods are full", "(not sure)", "Next day.", "More.",
    ]  # fmt: skip
    assert [place(m.time)[:2] for m in document.timeline.moments] == [
        (7, 5),
        (13, 5),
        (17, 5),
        (21, 4),
        (25, 5),
    ]


@pytest.mark.parametrize("remark", [" (Friday)", ", Friday", " - The night", ": the night (Friday)"])
@pytest.mark.parametrize(
    "row", ["- 22:05 - the alert", "22:05 the alert", "| Time | Event |\n|---|---|\n| 22:05 | the alert |"]
)
def test_a_day_heading_may_say_more_than_the_day(remark: str, row: str) -> None:
    body = f"## Timeline\n\n### 2025-03-14{remark}\n\n{row}\n\n### 2025-03-17 (Monday)\n\n{row}\n"
    assert [(m.event.text, str(m.day)) for m in timeline_of(body).moments] == [
        ("the alert", "2025-03-14"),
        ("the alert", "2025-03-17"),
    ]


def test_day_headings_at_the_timeline_s_own_level_belong_to_it() -> None:
    body = (
        "## Timeline\n\n_All times in EEST_\n\n## May 12\n\n"
        "### 20:30\n\nA ticket.\n\n### 20:49\nAttention.\n\n"
        "### 00:40\n\nLate.\n\n## 15 May\n\n### 11:25AM\n\nGrown.\n\n## Action Items\n\n- write\n"
    )
    document = read_text(f"# Incident report May 12 2025 - Slow\n\n{body}", "2025-05-12-slow.md")
    assert [(m.time.text, str(m.day), m.assumed, m.event.text) for m in document.timeline.moments] == [
        ("20:30", "2025-05-12", False, "A ticket."),
        ("20:49", "2025-05-12", False, "Attention."),
        ("00:40", "2025-05-13", True, "Late."),
        ("11:25AM", "2025-05-15", False, "Grown."),
    ]
    assert document.timeline.zone == "EEST"
    assert len(document.actions) == 1


def test_a_day_heading_with_text_of_its_own_is_an_entry() -> None:
    timeline = timeline_of(
        "## Timeline\n\n### 2025-03-11\n\nA mail came.\n\n### 2025-03-14 11:00\n\nOut of date.\n"
    )
    assert [(m.time.text, m.read.state, m.event.text) for m in timeline.moments] == [
        ("2025-03-11", "day", "A mail came."),
        ("2025-03-14 11:00", "clock", "Out of date."),
    ]


def test_paragraphs_with_a_time_on_a_line_of_its_own() -> None:
    body = (
        "## Timeline\n\n_All times in EDT_\n\n## July 22\n"
        "1:20\nFirst alert of the night\n\n5:00 AM\nSomebody looks.\n\n"
        "Noted in passing.\n\nJuly 23 4:10 AM\nNothing since 19:00 UTC of the day before\n\n## Action Items\n"
    )
    timeline = timeline_of(body, "# Incident report July 21 2025 - Pods\n", "pods.md")
    assert [(*place(m.time)[:1], m.time.text, m.event.text, str(m.day)) for m in timeline.moments] == [
        (8, "1:20", "First alert of the night", "2025-07-22"),
        (11, "5:00 AM", "Somebody looks.", "2025-07-22"),
        (16, "July 23 4:10 AM", "Nothing since 19:00 UTC of the day before", "2025-07-23"),
    ]
    assert timeline.milestone("detected") is timeline.moments[0]


def test_paragraphs_with_day_lines_between_them() -> None:
    body = (
        "## Timeline (PST) 4/21/25-4/25/25, not exact\n_4/21/25_\n\n11:12 AM: A mail.\n\n"
        "1:31 PM: Questions.\n   More of it.\n1:34 PM: Answers.\n\n-4/25/25_\n\n~9:41 AM: Done.\n"
    )
    timeline = timeline_of(body, "# Account\n", "04-25-account.md")
    assert clocks(timeline) == [
        ("11:12 AM", "04-21 19:12"),
        ("1:31 PM", "04-21 21:31"),
        ("1:34 PM", "04-21 21:34"),
        ("~9:41 AM", "04-25 17:41"),
    ]
    assert timeline.moments[1].event.text == "Questions.\n   More of it."


def test_lines_of_one_paragraph_below_a_line_with_their_day() -> None:
    body = (
        "## Timeline\n\n14 March 2025:   \n22:05 GST: Old.   \n22:10 GST : Dana looks   \nand calls.   \n\n"
        "```\na log\n```\n\n**15th March:**\n00:05 GST: New.\n"
    )
    timeline = timeline_of(body, "# Mart\n", "mart.md")
    assert [(m.time.text, m.event.text, str(m.day), m.assumed) for m in timeline.moments] == [
        ("22:05 GST", "Old.", "2025-03-14", False),
        ("22:10 GST", "Dana looks   \nand calls.", "2025-03-14", False),
        ("00:05 GST", "New.", "2025-03-15", False),
    ]
    # A day with a sentence below it, none of whose lines is an entry, is one itself.
    alone = timeline_of("## Timeline\n\n14 March 2025:\nWe moved.\n\n15 March 2025:\nWe rested.\n")
    assert [(m.time.text, m.event.text) for m in alone.moments] == [
        ("14 March 2025", "We moved."),
        ("15 March 2025", "We rested."),
    ]


def test_a_day_behind_the_clock() -> None:
    body = (
        "## Timeline\n\n- **22:30 UTC (Mar 13)** - Old.\n- **00:03 UTC (Mar 14)** - Newer.\n"
        "- **05:39 UTC** - New.\n- **Mar 16-18** - Watched.\n"
    )
    timeline = timeline_of(body)
    assert clocks(timeline) == [
        ("22:30 UTC (Mar 13)", "03-13 22:30"),
        ("00:03 UTC (Mar 14)", "03-14 00:03"),
        ("05:39 UTC", "03-14 05:39"),
        ("Mar 16-18", None),
    ]
    assert [(m.assumed, str(m.day), m.event.text) for m in timeline.moments[2:]] == [
        (False, "2025-03-14", "New."),
        (False, "2025-03-16", "Watched."),
    ]


def test_days_of_two_numbers_with_a_hyphen() -> None:
    body = "## Timeline\n\n- [12-05 16:21] Written.\n- [03-12 09:00] Shipped.\n- [03-14 23:04] Down.\n"
    assert clocks(timeline_of(body)) == [
        ("12-05 16:21", "12-05 16:21"),
        ("03-12 09:00", "03-12 09:00"),
        ("03-14 23:04", "03-14 23:04"),
    ]
    assert [str(m.day) for m in timeline_of(body).moments] == ["2024-12-05", "2025-03-12", "2025-03-14"]


def test_the_order_of_day_and_month_is_taken_from_the_certain_dates() -> None:
    body = (
        "## Timeline 01/05/2025 - 02/28/2025\n\n01-05-2025 - Reported.\n\n"
        "01-20-2025 - Mended.\n\n02-28-2025 - Out.\n"
    )
    assert [str(m.day) for m in timeline_of(body, "# Bug\n", "bug.md").moments] == [
        "2025-01-05", "2025-01-20", "2025-02-28",
    ]  # fmt: skip


def test_dates_in_front_of_paragraphs_with_clock_and_zone() -> None:
    body = (
        "## Timeline (all times approximate)\n\n"
        "3/14/2025 - 11:20 CST - we looked\n3/14/2025 - 16:00 CST - we mended it\n\n"
        "March 16, 2025: 7:56am UTC\nA mail came.\n"
    )
    timeline = timeline_of(body, "# Channel\n", "2025-03-14-channel.md")
    assert [(m.time.text, str(m.day), m.event.text) for m in timeline.moments] == [
        ("3/14/2025 - 11:20 CST", "2025-03-14", "we looked"),
        ("3/14/2025 - 16:00 CST", "2025-03-14", "we mended it"),
        ("March 16, 2025: 7:56am UTC", "2025-03-16", "A mail came."),
    ]


KEY_EVENTS = """\
# Incident on 2025-03-14 - Tokens leaked

- **Key events**
  - First detected 2025-03-14 15:35
  - Incident declared: 2025-03-14 16:48
  - Incident not declared, but later agreed
  - Repaired 2025-03-15 12:34
  - Resolved 2025-03-15 12:40

- **Time to repair**: 21h 0m

- **Impact**: Tokens were visible.

- **Context**:

15:35 – Printed in a log

16:08 - Found

16:48 – More found:

* one
* two

16:59 – Declared

15/03/25

12:34 – Removed

- **Review actions**:
  - Ask the data team
  - N/A
"""


def test_a_nested_list_of_labels_has_key_events_and_a_timeline_that_is_not_called_one() -> None:
    document = read_text(KEY_EVENTS, "2025-03-14-tokens.html.md.erb")
    assert [(m.part, *place(m.time), m.event.text) for m in document.timeline.moments] == [
        (0, 4, 20, "2025-03-14 15:35", "First detected"),
        (0, 5, 24, "2025-03-14 16:48", "Incident declared:"),
        (0, 7, 14, "2025-03-15 12:34", "Repaired"),
        (0, 8, 14, "2025-03-15 12:40", "Resolved"),
        (1, 16, 1, "15:35", "Printed in a log"),
        (1, 18, 1, "16:08", "Found"),
        (1, 20, 1, "16:48", "More found:"),
        (1, 25, 1, "16:59", "Declared"),
        (1, 29, 1, "12:34", "Removed"),
    ]
    assert clocks(document.timeline)[-1] == ("12:34", "03-15 12:34")
    assert {key: m.time.text for key, m in (document.timeline.first or {}).items()} == {
        "detected": "2025-03-14 15:35",
        "mitigated": "2025-03-15 12:34",
        "restored": "2025-03-15 12:40",
    }
    assert document.metrics["ttm"].duration.minutes == 1260
    assert [item.action.text for item in document.actions] == ["Ask the data team"]


def test_a_second_timeline_is_a_part_of_its_own() -> None:
    body = (
        "- **Key events**\n  - First detected 2025-03-14 08:56\n"
        "  - Resolved 2025-03-14 14:39\n\n### Summary\n\nText.\n\n"
        "## **Timeline**\n| Timestamp | Note |\n|---:|:--|\n"
        "| 2025-03-12 14:06 | a |\n| 2025-03-14 07:11| b |\n"
    )
    timeline = read_text(f"# Incident on 2025-03-14 - Rollback\n\n{body}").timeline
    assert [(m.part, m.time.text) for m in timeline.moments] == [
        (0, "2025-03-14 08:56"),
        (0, "2025-03-14 14:39"),
        (1, "2025-03-12 14:06"),
        (1, "2025-03-14 07:11"),
    ]
    assert len(timeline.tables) == 1


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("## Leadup\n\n- **09:00 UTC:** a\n- **09:05 UTC:** b\n- **09:10 UTC:** c\n", 3),
        ("## :warning: Leadup\n\n*Hint*\n\n- 09:00 a\n- 09:05 b\n- 09:10 c\n", 3),
        ("## Follow-up\n\n### 09:00\n\na\n\n### 09:05\n\nb\n\n### 09:10\n\nc\n", 3),
        ("## Leadup\n\n- 09:00 a\n- 09:05 b\n", 0),  # too few
        ("## Leadup\n\n- 09:00 a\n- 09:05 b\n- 09:10 c\n- d\n- e\n- f\n", 0),  # too many others
        ("## Summary\n\nAt 09:00 it failed.\n\nAt 09:05 we saw.\n\nAt 09:10 it was well.\n", 0),
        ("## Appendix\n\n### Relevant Logs\n\n09:00 a\n\n09:05 b\n\n09:10 c\n", 0),  # belongs to the appendix
        ("## Leadup\n\n- 09:00 a\n- 09:05 b\n- 09:10 c\n\n" + TEMPLATE_LIKE, 6),  # there is a table
    ],
)
def test_a_section_without_a_known_name_is_a_timeline_if_most_of_it_begins_with_times(
    body: str, found: int
) -> None:
    assert len(timeline_of(body).moments) == found


def test_a_timeline_inside_another_section_is_read_once() -> None:
    body = "## Issue summary\n\n### Timeline\n\n09:00: a\n\n09:05: b\n\n09:10: c\n\n## Resolution\n"
    assert len(timeline_of(body).moments) == 3


def test_no_timeline() -> None:
    for body in ("", "## Timeline\n", "## Timeline\n\nNothing is known.\n", "## Impact\n\n09:00 a\n"):
        timeline = timeline_of(body)
        assert (timeline.moments, timeline.first, timeline.milestone("detected")) == ((), {}, None)


def test_a_list_glued_to_the_line_above_it_is_read_all_the_same() -> None:
    timeline = timeline_of(
        "## Timeline\n\nAll times in UTC:\n- 22:05: a\n"
        "  goes on\n- no time\n- 22:10 b\n22:20 is not an entry\n"
    )
    assert [(*place(m.time), m.event.text) for m in timeline.moments] == [
        (8, 3, "22:05", "a\n  goes on\n- no time"),
        (11, 3, "22:10", "b\n22:20 is not an entry"),
    ]
