"""Timelines that are tables: days, columns and zones."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mkdocs_postmortem.document.model import Postmortem
from tests.document.reading import place, read_text
from tests.document.timelines import HEAD, TEMPLATE_LIKE, clocks, table, timeline_of


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


@pytest.mark.parametrize(
    ("times", "points"),
    [
        (("3/14 10:05pm", "3/14 11pm", "3/15 1am"), ("03-14 22:05", "03-14 23:00", "03-15 01:00")),
        (("14/3 22:05", "15/3 01:00"), ("03-14 22:05", "03-15 01:00")),
        (("5/6 22:05", "5/6 23:00", "01:00"), (None, None, None)),
        (("3/14 22:05", "14/3 23:00"), (None, None)),
        (("3/4/2025 22:05", "3/13/2025 23:00", "3/14 01:00"), ("03-04 22:05", "03-13 23:00", "03-14 01:00")),
    ],
)
def test_days_without_a_year_are_read_where_they_are_certain(
    times: tuple[str, ...], points: tuple[str | None, ...]
) -> None:
    assert clocks(timeline_of(table(*times))) == list(zip(times, points, strict=True))
    listed = "## Timeline\n\n" + "\n".join(f"- {time} – it happened" for time in times)
    assert clocks(timeline_of(listed)) == list(zip(times, points, strict=True))


def test_a_column_with_days_without_a_year() -> None:
    head = "| Date | Time | Event |\n|---|---|---|"
    timeline = timeline_of(table("3/14 | 22:05", " | 23:00", "3/15 | 01:00", head=head))
    assert clocks(timeline) == [("22:05", "03-14 22:05"), ("23:00", "03-14 23:00"), ("01:00", "03-15 01:00")]


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


@pytest.mark.parametrize(
    ("line", "hour", "aware"),
    [
        ("GST here is UTC+4, as all times are.", 18, True),
        ("All times in UTC+5.", 22, False),
        ("All times in UTC.", 22, False),
    ],
)
def test_an_offset_settles_what_an_abbreviation_means(line: str, hour: int, aware: bool) -> None:
    timeline = timeline_of(f"## Timeline\n\n{line}\n\n- 22:05 GST: Old.\n")
    at = timeline.moments[0].at
    assert at is not None
    assert (at.hour, at.tzinfo is not None) == (hour, aware)


def test_a_zone_below_the_first_row_must_speak_of_all_times() -> None:
    rows = "| Time | Event |\n|---|---|\n| 22:05 | a |\n\n"
    assert timeline_of(f"## Timeline\n\n{rows}All times in UTC.\n").zone == "UTC"
    assert timeline_of(f"## Timeline\n\n{rows}At that time (UTC) nobody was there.\n").zone is None


def test_rows_may_name_their_own_zone() -> None:
    timeline = timeline_of(table("22:05 UTC", "23:30 CET"))
    assert [moment.read.zone for moment in timeline.moments] == ["UTC", "CET"]
    assert clocks(timeline) == [("22:05 UTC", "03-14 22:05"), ("23:30 CET", "03-14 22:30")]
    assert timeline.zone is None


@pytest.mark.parametrize(
    ("times", "points"),
    [
        (("22:00 UTC", "14:05 UTC-8"), ["03-14 22:00", "03-14 22:05"]),
        (("22:00 UTC", "23:05 UTC-8"), ["03-14 22:00", "03-15 07:05"]),
        (("22:00 UTC", "07:05 UTC+9", "22:10 UTC"), ["03-14 22:00", "03-14 22:05", "03-14 22:10"]),
        (("22:00 UTC", "22:30 CET", "00:30 CET"), ["03-14 22:00", "03-14 21:30", "03-14 23:30"]),
        (("23:50 UTC", "00:10 UTC", "01:15 CET"), ["03-14 23:50", "03-15 00:10", "03-15 00:15"]),
    ],
)
def test_rows_of_several_zones_are_of_one_day_if_they_can_be(
    times: tuple[str, ...], points: list[str]
) -> None:
    assert [point for _, point in clocks(timeline_of(table(*times)))] == points


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
