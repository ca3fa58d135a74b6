from __future__ import annotations

import pytest

from mkdocs_postmortem.document.durations import Duration, read_duration

SECOND = 1 / 60


@pytest.mark.parametrize(
    ("text", "minutes", "unit"),
    [
        ("95 min", 95, 1),
        ("95 minutes", 95, 1),
        ("95 mins.", 95, 1),
        ("95m", 95, 1),
        ("**95 minutes**", 95, 1),
        ("  95 minutes  ", 95, 1),
        ("1 minute", 1, 1),
        ("0 minutes", 0, 1),
        ("2 h 50 min", 170, 1),
        ("2h50m", 170, 1),
        ("2 hours, 50 minutes", 170, 1),
        ("2 hours and 50 minutes", 170, 1),
        ("2:50 h", 170, 1),
        ("2:50", 170, 1),
        ("0:07:30", 7.5, SECOND),
        ("3 hours", 180, 60),
        ("3 hrs", 180, 60),
        ("1 day 3 h", 1620, 60),
        ("11 Days", 15840, 1440),
        ("2 weeks", 20160, 10080),
        ("90 s", 1.5, SECOND),
        ("12 min 30 sec", 12.5, SECOND),
        ("PT2H5M", 125, 1),
        ("pt45m", 45, 1),
        ("P1DT2H", 1560, 60),
        ("P2D", 2880, 1440),
        ("PT90S", 1.5, SECOND),
        ("1.5 hours", 90, 6),
        ("1,5 h", 90, 6),
        ("1,440 minutes", 1440, 1),
        ("1h35", 95, 1),
        ("1 h 35", 95, 1),
        ("1h35 (from detection)", 95, 1),
        ("1½ h", 90, 30),
        ("1 ½ hours", 90, 30),
        ("½ hour", 30, 30),
        ("2¼ h", 135, 15),
        ("1¾ h", 105, 15),
        ("1 day ½ h", 1470, 30),
        ("19 hours 43 minutes.", 1183, 1),
        ("170 minutes (22:17 to 00:55)", 170, 1),
        ("170 minutes [^3]", 170, 1),
        ("95 minutes, from detection", 95, 1),
        ("95 minutes; see below", 95, 1),
        ("95 min – see below", 95, 1),
        ("7h (during support hours 10:00-17:00)", 420, 60),
    ],
)
def test_a_duration_in_minutes_with_its_smallest_unit(text: str, minutes: float, unit: float) -> None:
    read = read_duration(text)
    assert (read.state, read.high, read.about, read.bare) == ("stated", None, False, False)
    assert read.minutes == pytest.approx(minutes)
    assert read.unit == pytest.approx(unit)


def test_a_bare_number_means_minutes() -> None:
    assert read_duration("95") == Duration("stated", 95.0, None, 1.0, bare=True)
    assert read_duration("0") == Duration("stated", 0.0, None, 1.0, bare=True)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("~90 min", 90),
        ("≈ 90 min", 90),
        ("about 90 minutes", 90),
        ("Around 90 minutes", 90),
        ("approx. 2 hrs", 120),
        ("approximately 2 hrs", 120),
        ("ca. 2 h", 120),
        ("roughly 3 hours", 180),
        ("over 9 hours", 540),
        ("less than 5 minutes", 5),
        ("up to 5 minutes", 5),
        ("< 5 min", 5),
        ("about ~5 min", 5),
    ],
)
def test_an_approximate_duration(text: str, minutes: float) -> None:
    read = read_duration(text)
    assert (read.state, read.minutes, read.about) == ("stated", minutes, True)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("1-2 hours", 60, 120, 60),
        ("1–1½ h", 60, 90, 30),
        ("1-1.5 hours", 60, 90, 6),
        ("½ to 1 h", 30, 60, 60),
        ("30–45 minutes", 30, 45, 1),
        ("30 to 45 min", 30, 45, 1),
        ("30 min to 2 h", 30, 120, 60),
        ("~30-45 min", 30, 45, 1),
    ],
)
def test_a_range(text: str, low: float, high: float, unit: float) -> None:
    read = read_duration(text)
    assert (read.state, read.minutes, read.high, read.unit) == ("stated", low, high, unit)


@pytest.mark.parametrize(
    "text",
    ["N/A", "n/a", "na", "None", "unknown", "Unknown.", "ongoing", "-", "–", "?", "??", "not applicable",
     "N/A (no outage)", "none - degraded only", "unknown: nobody looked", "*N/A*"],
)  # fmt: skip
def test_an_explicit_non_value(text: str) -> None:
    assert read_duration(text) == Duration("none")


@pytest.mark.parametrize(
    "text",
    ["", "   ", "an hour or two", "soon", "TBD", "{minutes}", "PT", "P", "5 min 3 h", "2 h 2 h", "3 hours 15",
     "95 apples", "min", "2-1 hours", "9" * 400, "999999999 days", "1 2 3", "five minutes",
     "½ of it", "1½½ h", "½", "1h75", "1⁄2 h"],
)  # fmt: skip
def test_what_is_no_duration_is_unreadable(text: str) -> None:
    assert read_duration(text) == Duration("unreadable")


@pytest.mark.parametrize(
    ("text", "tolerance"),
    [
        ("95 minutes", 1 + 4.75),
        ("30 s", 1 + 0.025),
        ("3 hours", 30 + 9),
        ("~3 hours", 60 + 9),
        ("about 20 min", 2 + 1),
        ("1.5 hours", 3 + 4.5),
        ("N/A", 1),
    ],
)
def test_the_tolerance_follows_the_unit_written(text: str, tolerance: float) -> None:
    assert read_duration(text).tolerance == pytest.approx(tolerance)


def test_a_long_note_behind_a_duration_costs_nothing_and_changes_nothing() -> None:
    assert read_duration("95 minutes (" + "so " * 100_000 + ")").minutes == 95
    assert read_duration("~" * 1_000_000).state == "unreadable"
