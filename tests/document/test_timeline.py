from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mkdocs_postmortem.document.model import Postmortem, Timeline
from tests.document.reading import place, read_text

HEAD = "# Incident Postmortem: Orders mart stale\n\n**Date:** 2025-03-14\n"


def timeline_of(body: str, head: str = HEAD, path: str = "docs/incident.md") -> Timeline:
    return read_text(f"{head}\n{body}", path).timeline


def clocks(timeline: Timeline) -> list[tuple[str, str | None]]:
    """Return each row's time as written, and its point in time."""
    return [
        (moment.time.text, moment.at.strftime("%m-%d %H:%M") if moment.at is not None else None)
        for moment in timeline.moments
    ]


def table(*times: str, head: str = "| Time | Event |\n|------|-------|") -> str:
    rows = "\n".join(f"| {time} | event {number} |" for number, time in enumerate(times))
    return f"## Timeline\n\n{head}\n{rows}\n"


TEMPLATE_LIKE = """\
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
"""


def test_the_template_s_timeline() -> None:
    timeline = timeline_of(TEMPLATE_LIKE)
    assert timeline.zone == "UTC"
    assert [(*place(m.time), *place(m.event)) for m in timeline.moments[:2]] == [
        (11, 3, "22:05", 11, 11, "First symptom detected: freshness alert fired"),
        (12, 3, "22:17", 12, 11, "On-call acknowledged"),
    ]
    assert [moment.at for moment in timeline.moments] == [
        datetime(2025, 3, 14, 22, 5, tzinfo=UTC),
        datetime(2025, 3, 14, 22, 17, tzinfo=UTC),
        datetime(2025, 3, 14, 23, 2, tzinfo=UTC),
        datetime(2025, 3, 14, 23, 40, tzinfo=UTC),
        datetime(2025, 3, 15, 0, 55, tzinfo=UTC),
        datetime(2025, 3, 15, 1, 20, tzinfo=UTC),
    ]
    assert [moment.assumed for moment in timeline.moments] == [False, False, False, False, True, False]
    assert [moment.milestones for moment in timeline.moments] == [
        ("detected",), ("acknowledged",), ("identified",), ("mitigated",), ("restored",), ("verified",),
    ]  # fmt: skip
    assert {moment.part for moment in timeline.moments} == {0}
    assert len(timeline.tables) == 1
    assert timeline.milestone("restored") is timeline.moments[4]
    assert timeline.milestone("began") is None


# -- days --


@pytest.mark.parametrize(
    ("times", "points"),
    [
        (("22:05", "23:00", "00:10"), ("03-14 22:05", "03-14 23:00", "03-15 00:10")),
        (("22:05", "16:05"), ("03-14 22:05", "03-15 16:05")),  # six hours back: the next day
        (("22:05", "16:06"), ("03-14 22:05", "03-14 16:06")),  # less: out of order
        (("22:05", "00:10", "23:00", "01:00"), ("03-14 22:05", "03-15 00:10", "03-15 23:00", "03-16 01:00")),
        (
            ("2025-03-13 22:05", "00:10", "2025-03-20 08:00", "09:00"),
            ("03-13 22:05", "03-14 00:10", "03-20 08:00", "03-20 09:00"),
        ),
        (
            ("2025-03-15 01:00", "2025-03-14 23:00"),
            ("03-15 01:00", "03-14 23:00"),
        ),  # written: nothing is guessed
        (
            ("22:05", "+1d 00:55", "01:10", "+2d 08:00"),
            ("03-14 22:05", "03-15 00:55", "03-15 01:10", "03-16 08:00"),
        ),
        (("22:05", "+1d 23:00"), ("03-14 22:05", "03-15 23:00")),
        (("24:00", "00:10"), ("03-15 00:00", "03-15 00:10")),
        (("22:05", "??", "00:10"), ("03-14 22:05", None, "03-15 00:10")),
        (("22:05", "2025-03-14 --:--", "22:30"), ("03-14 22:05", None, "03-14 22:30")),
        (("22:05", "2025-03-14", "00:10"), ("03-14 22:05", None, "03-14 00:10")),
        (("22:05", "25:10", "22:30"), ("03-14 22:05", None, "03-14 22:30")),
        (
            ("22:05", "2025-02-30 10:00", "10:30", "2025-03-15 08:00"),
            ("03-14 22:05", None, None, "03-15 08:00"),
        ),
        (("Day 0", "Day 1 · 14:20", "15:00", "Day 2 · 09:30"), (None, None, None, None)),
        (("Mar 13 22:05", "14 March 08:00"), ("03-13 22:05", "03-14 08:00")),
        (("03/13/2025 22:05", "03/04/2025 08:00"), ("03-13 22:05", "03-04 08:00")),
        (("22:05:30", "9:15 PM"), ("03-14 22:05", "03-14 21:15")),
    ],
)
def test_the_day_of_a_row(times: tuple[str, ...], points: tuple[str | None, ...]) -> None:
    assert clocks(timeline_of(table(*times))) == list(zip(times, points, strict=True))


def test_only_a_guessed_day_is_said_to_be_assumed() -> None:
    timeline = timeline_of(table("22:05", "00:10", "00:20", "2025-03-15 23:00", "01:00"))
    assert [moment.assumed for moment in timeline.moments] == [False, True, False, False, True]


def test_the_day_that_a_row_stands_on_is_kept_also_without_a_clock() -> None:
    timeline = timeline_of(table("22:05", "??", "00:10", "2025-03-16"))
    assert [str(moment.day) for moment in timeline.moments] == [
        "2025-03-14", "2025-03-14", "2025-03-15", "2025-03-16",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "path", "point"),
    [
        ("# Stale\n\n**Date:** 2025-03-14\n", "a.md", "03-14 22:05"),
        ("---\ndate: 2025-03-14\n---\n# Stale\n", "a.md", "03-14 22:05"),
        ("# Incident on 2025-03-14 - Stale\n", "a.md", "03-14 22:05"),
        ("# Incident report March 14 2025 - Stale\n", "a.md", "03-14 22:05"),
        ("# Stale\n", "2025-03-14-stale.md", "03-14 22:05"),
        ("# 2025-03-14, Stale\n", "2025-03-14-stale.md", "03-14 22:05"),
        ("# 2025-03-14, Stale\n\n**Date:** 2025-03-12\n", "2025-03-14-stale.md", "03-12 22:05"),
        ("# 2025-03-13, Stale\n", "2025-03-14-stale.md", None),  # they contradict each other
        ("# Stale\n", "stale.md", None),
    ],
)
def test_the_day_of_the_first_row(head: str, path: str, point: str | None) -> None:
    assert clocks(timeline_of(table("22:05"), head, path)) == [("22:05", point)]


@pytest.mark.parametrize(
    ("head", "rows", "path", "day", "origin"),
    [
        (
            "# Stale\n\n**Date:** 2025-03-12\n",
            ("2025-03-14 22:05",),
            "2025-03-13-x.md",
            "2025-03-12",
            "field",
        ),
        ("# 2025-03-13 Stale\n", ("22:05",), "x.md", "2025-03-13", "title"),
        ("# Stale\n", ("22:05",), "2025-03-13-x.md", "2025-03-13", "file name"),
        ("# 2025-03-13 Stale\n", ("2025-03-13 22:05",), "2025-03-14-x.md", "2025-03-13", "title"),
        ("# 2025-03-13 Stale\n", ("2025-03-14 22:05",), "2025-03-14-x.md", "2025-03-14", "file name"),
        ("# 2025-03-13 Stale\n", ("2025-03-15 22:05",), "2025-03-14-x.md", "None", None),
        ("# Stale\n", ("2025-03-14 22:05", "2025-03-15 08:00"), "x.md", "2025-03-14", "timeline"),
        (
            "# Stale\n",
            ("2024-12-31 22:05", "2025-03-14 08:00"),
            "PM2025-007 - Stale.md",
            "2025-03-14",
            "timeline",
        ),
        (
            "# Stale\n\n- Time to detect: 30 minutes\n",
            ("2025-03-10 09:00", "2025-03-14 08:00", "2025-03-14 08:31"),
            "x.md",
            "2025-03-14",
            "timeline",
        ),
        ("# Stale\n", ("22:05",), "x.md", "None", None),
    ],
)
def test_the_day_of_the_incident(
    head: str, rows: tuple[str, ...], path: str, day: str, origin: str | None
) -> None:
    document = read_text(f"{head}\n{table(*rows)}", path)
    assert (str(document.day), document.day_from) == (day, origin)


def test_where_the_timeline_decides_it_also_gives_the_other_rows_their_day() -> None:
    body = "## Timeline\n\n- 2025-03-14 22:05: a\n- 22:30: b\n"
    assert clocks(timeline_of(body, "# 2025-03-13 Stale\n", "2025-03-14-x.md")) == [
        ("2025-03-14 22:05", "03-14 22:05"),
        ("22:30", "03-14 22:30"),
    ]


# -- columns --


@pytest.mark.parametrize(
    "head",
    [
        "| Time | Event |\n|---|---|",
        "| When | What |\n|---|---|",
        "| Timestamp | Note |\n|---|---|",
        "| Time (UTC) | Description |\n|---|---|",
        "| Date/Time | Details |\n|---|---|",
        "| Start time | Happened |\n|---|---|",
        "| Date | Event |\n|---|---|",
        "| Date (UTC) | Event |\n|---|---|",
    ],
)
def test_the_columns_of_a_timeline(head: str) -> None:
    timeline = timeline_of(table("2025-03-14 22:05", "2025-03-15 08:00", head=head))
    assert clocks(timeline) == [("2025-03-14 22:05", "03-14 22:05"), ("2025-03-15 08:00", "03-15 08:00")]
    assert [moment.event.text for moment in timeline.moments] == ["event 0", "event 1"]


def test_a_column_with_the_date_that_needs_the_year_of_its_head() -> None:
    body = (
        "## Timeline (all times PST)\n\n"
        "| Day | Date (2025) | Time (PST) | Event |\n|---|---|---|---|\n"
        "| Fri | Mar 14 | 22:05 | a |\n| Sat | Mar 15 | 7:05 | b\n| | | 8:00 | c |\n"
    )
    timeline = timeline_of(body, "# Stale\n", "stale.md")
    assert clocks(timeline) == [("22:05", "03-15 06:05"), ("7:05", "03-15 15:05"), ("8:00", "03-15 16:00")]
    assert [moment.event.text for moment in timeline.moments] == ["a", "b", "c"]


def test_a_table_without_a_time_column_is_no_timeline() -> None:
    timeline = timeline_of("## Timeline\n\n| Service | State |\n|---|---|\n| a | 22:05 |\n")
    assert (timeline.moments, timeline.tables) == ((), ())


def test_empty_rows_are_left_out_and_short_ones_have_an_empty_event() -> None:
    timeline = timeline_of("## Timeline\n\n| Time | Event |\n|---|---|\n| 22:05 |\n|  |  |\n| 22:10 | b |\n")
    assert [(place(m.time), m.event.text) for m in timeline.moments] == [
        ((9, 3, "22:05"), ""),
        ((11, 3, "22:10"), "b"),
    ]


def test_a_heading_above_a_table_gives_its_day() -> None:
    body = (
        "## Timeline\n\n### 2025-03-14\n\n| Time | Event |\n|---|---|\n| 22:05 | a |\n\n"
        "### March 16\n\n| Time | Event |\n|---|---|\n| 08:00 | b |\n| 09:00 | c |\n"
    )
    timeline = timeline_of(body)
    assert clocks(timeline) == [("22:05", "03-14 22:05"), ("08:00", "03-16 08:00"), ("09:00", "03-16 09:00")]
    assert len(timeline.tables) == 2


# -- zones --


@pytest.mark.parametrize(
    ("before", "heading", "head", "zone"),
    [
        ("All times in UTC.", "Timeline", "| Time | Event |\n|---|---|", "UTC"),
        ("", "Timeline (UTC)", "| Time | Event |\n|---|---|", "UTC"),
        ("", "Timeline · CET", "| Time | Event |\n|---|---|", "CET"),
        ("", "Timeline", "| Time (CET) | Event |\n|---|---|", "CET"),
        ("_All times in Europe/Berlin_", "Timeline", "| Time | Event |\n|---|---|", "Europe/Berlin"),
        ("All times in UTC+1", "Timeline", "| Time | Event |\n|---|---|", "UTC+1"),
        ("All times in IST", "Timeline", "| Time | Event |\n|---|---|", "IST"),
        ("", "Timeline", "| Time | Event |\n|---|---|", None),
        ("We met the CET team.", "Timeline", "| Time | Event |\n|---|---|", None),
    ],
)
def test_where_the_zone_is_said(before: str, heading: str, head: str, zone: str | None) -> None:
    timeline = timeline_of(f"## {heading}\n\n{before}\n\n{head}\n| 22:05 | a |\n")
    assert timeline.zone == zone


@pytest.mark.parametrize(
    ("zone", "hour", "aware"),
    [
        ("UTC", 22, True),
        ("CET", 21, True),
        ("UTC+2", 20, True),
        ("Europe/Berlin", 21, True),
        ("IST", 22, False),
    ],
)
def test_points_in_time_are_in_utc_where_the_zone_is_known(zone: str, hour: int, aware: bool) -> None:
    (moment,) = timeline_of(f"## Timeline ({zone})\n\n| Time | Event |\n|---|---|\n| 22:05 | a |\n").moments
    assert moment.at == datetime(2025, 3, 14, hour, 5, tzinfo=UTC if aware else None)


def test_a_zone_below_the_first_row_must_speak_of_all_times() -> None:
    rows = "| Time | Event |\n|---|---|\n| 22:05 | a |\n\n"
    assert timeline_of(f"## Timeline\n\n{rows}All times in UTC.\n").zone == "UTC"
    assert timeline_of(f"## Timeline\n\n{rows}At that time (UTC) nobody was there.\n").zone is None


def test_rows_may_name_their_own_zone() -> None:
    timeline = timeline_of(table("22:05 UTC", "23:30 CET"))
    assert [moment.read.zone for moment in timeline.moments] == ["UTC", "CET"]
    assert clocks(timeline) == [("22:05 UTC", "03-14 22:05"), ("23:30 CET", "03-14 22:30")]
    assert timeline.zone is None


def test_rows_without_a_zone_have_that_of_the_others_if_those_agree() -> None:
    timeline = timeline_of(table("22:05 CET", "22:30", "23:00 CET"))
    assert clocks(timeline) == [
        ("22:05 CET", "03-14 21:05"),
        ("22:30", "03-14 21:30"),
        ("23:00 CET", "03-14 22:00"),
    ]


def test_the_few_points_that_cannot_be_compared_with_the_others_are_left_out() -> None:
    timeline = timeline_of("## Timeline (CET)\n\n" + table("22:05", "22:30", "23:00 IST").split("\n\n", 1)[1])
    assert clocks(timeline) == [("22:05", "03-14 21:05"), ("22:30", "03-14 21:30"), ("23:00 IST", None)]


# -- other shapes --


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


# -- milestones --


def milestones_of(*events: str) -> list[tuple[str, ...]]:
    rows = "\n".join(f"| 10:{number:02} | {event} |" for number, event in enumerate(events))
    return [
        m.milestones for m in timeline_of(f"## Timeline\n\n| Time | Event |\n|---|---|\n{rows}\n").moments
    ]


@pytest.mark.parametrize(
    ("event", "milestones"),
    [
        ("Impact began", ("began",)),
        ("Bad deploy: version 3 went out", ("began",)),
        ("Fault occurs", ("began",)),
        ("First symptom detected / alert fired", ("detected",)),
        ("First symptom detected: freshness alert", ("detected",)),
        ("Detected: freshness alert", ("detected",)),
        ("**Detected:** freshness alert", ("detected",)),
        ("**Discovery:** a colleague asks", ("detected",)),
        ("[detected] freshness alert", ("detected",)),
        ("Detected – freshness alert", ("detected",)),
        ("The freshness alert fired.", ("detected",)),
        ("On-call acknowledged", ("acknowledged",)),
        ("Dana acknowledged the page", ("acknowledged",)),
        ("Root cause identified", ("identified",)),
        ("Identified: a column was renamed", ("identified",)),
        ("Mitigation applied", ("mitigated",)),
        ("Repaired", ("mitigated",)),
        ("[mitigated, restored] rolled back", ("mitigated", "restored")),
        ("Mitigated and restored: rolled back", ("mitigated", "restored")),
        ("Service restored; alert fired twice more", ("restored", "detected")),
        ("Service restored", ("restored",)),
        ("The incident resolved itself", ("restored",)),
        ("Resolved: back to normal", ("restored",)),
        ("Verification complete", ("verified",)),
        ("Fix verified by Kim", ("verified",)),
        ("No alert fired", ()),
        ("Nothing detected", ()),
        ("We wait until service restored", ()),
        ("Identified the upstream as the bottleneck", ()),
        ("Deployed version 3", ()),
        ("Unresolved: still slow", ()),
        ("mitigated-ish", ()),
        ("", ()),
        ("See [the runbook](https://example.org/detected): step 1", ()),
    ],
)
def test_the_words_that_mark_a_milestone(event: str, milestones: tuple[str, ...]) -> None:
    assert milestones_of(event) == [milestones]


def test_a_tag_beats_words_in_other_rows() -> None:
    assert milestones_of("the alert fired", "Detected: Kim saw it", "service restored") == [
        (),
        ("detected",),
        ("restored",),
    ]


def test_the_first_of_two_rows_counts() -> None:
    timeline = timeline_of(
        "## Timeline\n\n| Time | Event |\n|---|---|\n| 10:00 | alert fired |\n| 10:05 | issue detected |\n"
    )
    assert [m.milestones for m in timeline.moments] == [("detected",), ("detected",)]
    assert timeline.milestone("detected") is timeline.moments[0]


def test_a_placeholder_row_is_read_but_has_no_time() -> None:
    timeline = timeline_of(
        "## Timeline\n\n| Time | Event |\n|---|---|\n| {HH:MM} | {On-call acknowledged} |\n"
    )
    (moment,) = timeline.moments
    assert (moment.read.state, moment.at, moment.time.text) == ("bad", None, "{HH:MM}")


def test_fifty_thousand_rows_are_read() -> None:
    rows = "\n".join(f"| {number // 60 % 24:02}:{number % 60:02} | e |" for number in range(50_000))
    document: Postmortem = read_text(f"{HEAD}\n## Timeline\n\n| Time | Event |\n|---|---|\n{rows}\n")
    assert len(document.timeline.moments) == 50_000
    assert document.timeline.moments[-1].at == datetime(2025, 4, 17, 17, 19)


def test_a_list_glued_to_the_line_above_it_is_read_all_the_same() -> None:
    timeline = timeline_of(
        "## Timeline\n\nAll times in UTC:\n- 22:05: a\n"
        "  goes on\n- no time\n- 22:10 b\n22:20 is not an entry\n"
    )
    assert [(*place(m.time), m.event.text) for m in timeline.moments] == [
        (8, 3, "22:05", "a\n  goes on\n- no time"),
        (11, 3, "22:10", "b\n22:20 is not an entry"),
    ]
