"""What the timeline says of TTD, TTM, TTR and downtime."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.archive.timing import Timing
from tests.archive.small import incident_of

BEGAN = "| 21:40 | Impact began: batches dropped |"
DETECTED = "| 22:05 | Detected: alert fired |"
MITIGATED = "| 23:40 | Mitigated: pinned |"
RESTORED = "| 00:55 | Restored: loaded |"
ROWS = (BEGAN, DETECTED, MITIGATED, RESTORED)


def _timing(
    *rows: str, stated: str = "", zone: str = "All times in UTC.", front: str = "", **options: str
) -> Timing:
    head = f"---\n{front}\n---\n\n" if front else ""
    table = "\n".join(("| Time | Event |", "|---|---|", *rows))
    text = f"{head}# Orders\n\n**Date:** 2025-03-14\n\n## Timeline\n\n{zone}\n\n{table}\n\n{stated}\n"
    return incident_of(text, "postmortems/a.md", **options).timing


def _shown(timing: Timing) -> dict[str, tuple[float, str, str]]:
    return {key: (each.minutes, each.source, each.base) for key, each in timing.shown.items()}


def test_all_metrics_on_both_bases() -> None:
    timing = _timing(*ROWS)
    assert timing.computed == {
        "ttd": {"detection": 25, "impact": 25},
        "ttm": {"detection": 95, "impact": 120},
        "ttr": {"detection": 170, "impact": 195},
        "downtime": {"detection": 195, "impact": 195},
    }
    assert timing.began_from == "timeline"
    assert [str(timing.points[key]) for key in ("began", "restored")] == [
        "2025-03-14 21:40:00+00:00",
        "2025-03-15 00:55:00+00:00",
    ]


def test_what_is_shown_counts_from_detection() -> None:
    assert _shown(_timing(*ROWS)) == {
        "ttd": (25, "timeline", "detection"),
        "ttm": (95, "timeline", "detection"),
        "ttr": (170, "timeline", "detection"),
        "downtime": (195, "timeline", "detection"),
    }


def test_what_is_shown_counts_as_the_document_does() -> None:
    timing = _timing(*ROWS, stated="**TTM:** 2 h\n**TTR:** 195 min")
    assert _shown(timing)["ttm"] == (120, "timeline", "impact")
    assert _shown(timing)["ttr"] == (195, "timeline", "impact")


def test_the_timeline_beats_what_is_stated() -> None:
    assert _shown(_timing(*ROWS, stated="**TTM:** 97 min"))["ttm"] == (95, "timeline", "detection")


def test_what_cannot_be_computed_is_shown_as_stated() -> None:
    timing = _timing(
        DETECTED, RESTORED, stated="**TTD:** 25 min\n**TTM:** 95 min\n**Total downtime:** 195 min"
    )
    assert _shown(timing) == {
        "ttd": (25, "stated", "detection"),
        "ttm": (95, "stated", "detection"),
        "ttr": (170, "timeline", "detection"),
        "downtime": (195, "stated", "detection"),
    }


def test_without_a_start_a_stated_ttd_gives_it() -> None:
    timing = _timing(DETECTED, MITIGATED, RESTORED, stated="**TTD:** 25 min")
    assert timing.began_from == "stated TTD"
    assert str(timing.points["began"]) == "2025-03-14 21:40:00+00:00"
    assert timing.computed["ttr"] == {"detection": 170, "impact": 195}
    # A TTD and a downtime that rest on it are no measurement: the one is as stated, the other our sum.
    assert _shown(timing)["ttd"] == (25, "stated", "detection")
    assert _shown(timing)["downtime"] == (195, "timeline", "detection")


def test_a_start_in_front_matter() -> None:
    front = 'impact_start: "2025-03-14 21:40"'
    timing = _timing(DETECTED, MITIGATED, RESTORED, front=front, stated="**TTD:** 40 min")
    assert timing.began_from == "field"
    assert timing.computed["ttd"] == {"detection": 25, "impact": 25}
    assert _shown(timing)["ttd"] == (25, "timeline", "detection")


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ('impact_start: "21:40"', 25),
        ('impact_start: "2025-03-14 22:40 CET"', 25),
        ('impact_start: "2025-03-14T22:40:00+01:00"', 25),
        ('impact_start: "2025-03-13 22:05"', 1440),
    ],
)
def test_forms_of_a_start_in_front_matter(front: str, expected: float) -> None:
    assert _timing(DETECTED, RESTORED, front=front).computed["ttd"]["detection"] == expected


def test_a_start_nobody_can_read_is_none() -> None:
    timing = _timing(DETECTED, RESTORED, front="impact_start: in the evening")
    assert timing.began_from is None
    assert set(timing.computed) == {"ttr"}


@pytest.mark.parametrize(
    ("option", "expected"),
    [("restored", {"detection": 195, "impact": 195}), ("mitigated", {"detection": 120, "impact": 120})],
)
def test_what_ends_the_downtime(option: str, expected: dict[str, float]) -> None:
    assert _timing(*ROWS, downtime_end=option).computed["downtime"] == expected


@pytest.mark.parametrize("state", ["N/A", "unknown", "ongoing"])
def test_what_is_stated_as_none_is_not_shown(state: str) -> None:
    timing = _timing(*ROWS, stated=f"**TTM:** {state}")
    assert "ttm" not in timing.shown
    assert "ttr" in timing.shown


@pytest.mark.parametrize("time", ["~23:40", "ca. 23:40", "??", "23:??", "--:--", "25:10", "2025-03-14", ""])
def test_a_milestone_without_an_exact_time_gives_nothing(time: str) -> None:
    timing = _timing(BEGAN, DETECTED, f"| {time} | Mitigated: pinned |", RESTORED)
    assert "mitigated" not in timing.points
    assert set(timing.computed) == {"ttd", "ttr", "downtime"}


def test_midnight_is_crossed_as_often_as_the_clock_says() -> None:
    rows = (DETECTED, "| 06:00 | The team slept |", "| 23:00 | Nothing happened |", RESTORED)
    assert _timing(*rows).computed["ttr"]["detection"] == 170 + 1440


def test_written_dates_beat_the_clock() -> None:
    rows = ("| 2025-03-14 22:05 | Detected: alert |", "| 2025-03-17 00:55 | Restored: loaded |")
    assert _timing(*rows).computed["ttr"]["detection"] == 170 + 2 * 1440


def test_seconds_count() -> None:
    rows = ("| 22:05:30 | Detected: alert |", "| 22:06:00 | Restored: loaded |")
    assert _timing(*rows).computed["ttr"]["detection"] == 0.5


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        # The clocks go forward at two, so that an hour is lost; in autumn one is gained.
        ("All times in Europe/Berlin.", "2025-03-30", 60),
        ("All times in Europe/Berlin.", "2025-10-26", 180),
        ("All times in America/New_York.", "2025-03-30", 120),
        ("All times in UTC.", "2025-03-30", 120),
        ("All times in CET.", "2025-03-30", 120),
        ("Local time.", "2025-03-30", 120),
    ],
)
def test_the_clocks_change(zone: str, day: str, expected: float) -> None:
    rows = (f"| {day} 01:30 | Detected: alert |", f"| {day} 03:30 | Restored: loaded |")
    assert _timing(*rows, zone=zone).computed["ttr"]["detection"] == expected


def test_zones_may_be_mixed() -> None:
    rows = ("| 2025-03-14 22:05 UTC | Detected: alert |", "| 2025-03-14 23:35 CET | Restored: loaded |")
    assert _timing(*rows).computed["ttr"]["detection"] == 30


def test_a_zone_that_may_be_several_is_not_compared_with_one_that_is_certain() -> None:
    rows = (DETECTED, MITIGATED, "| 2025-03-15 00:55 IST | Restored: loaded |")
    assert set(_timing(*rows).computed) == {"ttm"}


def test_a_negative_duration_is_not_shown() -> None:
    rows = ("| 2025-03-14 22:05 | Restored: loaded |", "| 2025-03-14 22:30 | Detected: alert |")
    timing = _timing(*rows)
    assert timing.computed["ttr"]["detection"] == -25
    assert timing.shown == {}
    assert _shown(_timing(*rows, stated="**TTR:** 25 min"))["ttr"] == (25, "stated", "detection")


def test_no_timeline_no_timing() -> None:
    timing = incident_of("# Orders\n\n**TTR:** 25 min\n").timing
    assert (timing.points, timing.began_from, timing.computed) == ({}, None, {})
    assert _shown(timing) == {"ttr": (25, "stated", "detection")}
