"""Numbers about the archive: medians with the number behind them, who noticed, when, what is left."""

from __future__ import annotations

from datetime import date

import pytest

from mkdocs_postmortem.archive.metrics import (
    Backlog,
    backlog,
    causes_by_severity,
    detection,
    durations,
    percentile,
    rolling,
    starts,
    summary,
)
from mkdocs_postmortem.archive.quarters import MOST_QUARTERS, every_quarter, quarter
from tests.archive.small import archive_of

TODAY = date(2026, 6, 30)


def text(day: str, ttr: str = "", *, rows: str = "", more: str = "") -> str:
    stated = f"**Time to resolve (TTR):** {ttr}\n" if ttr else ""
    table = f"\n| Time | Event |\n|---|---|\n{rows}\n" if rows else ""
    return (
        f"# Loader stopped\n\n**Date:** {day}\n\n## Timeline\n\nAll times in UTC.\n{table}\n{stated}\n{more}"
    )


def many(*ttrs: int) -> dict[str, str]:
    return {f"postmortems/{n:02}.md": text(f"2025-01-{n:02}", f"{ttr} min") for n, ttr in enumerate(ttrs, 1)}


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([5], 0.5, 5),
        ([5], 0.9, 5),
        ([1, 2], 0.5, 1.5),
        ([3, 1, 2], 0.5, 2),
        ([1, 2, 3, 4], 0.5, 2.5),
        ([0, 10], 0.9, 9),
        ([10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110], 0.9, 100),
    ],
)
def test_percentiles_are_interpolated(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == pytest.approx(expected)


def test_there_is_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="no percentile of nothing"):
        percentile([], 0.5)


def test_durations_are_computed_where_they_can_be_and_stated_otherwise() -> None:
    rows = "| 10:00 | Detected: alert |\n| 11:30 | Restored: all back |"
    found = durations(
        archive_of(
            {
                "postmortems/b.md": text("2025-02-01", "40 min"),
                "postmortems/a.md": text("2025-01-01", rows=rows),
                "postmortems/c.md": text("2025-03-01"),
                "postmortems/d.md": text("some day", "5 min"),
            }
        ),
        "ttr",
    )
    assert [(each.day.isoformat(), each.minutes, each.stated) for each in found] == [
        ("2025-01-01", 90, False),
        ("2025-02-01", 40, True),
    ]


def test_a_month_long_case_moves_the_median_little() -> None:
    found = summary(durations(archive_of(many(60, 70, 80, 90, 40320)), "ttr"))
    assert found is not None
    assert (found.count, found.median, found.enough) == (5, 80, True)
    assert found.p90 == pytest.approx(24228)


def test_few_are_few_and_none_are_none() -> None:
    found = summary(durations(archive_of(many(60, 70, 80, 90)), "ttr"))
    assert found is not None
    assert not found.enough
    assert summary([]) is None


def test_rolling_figures_begin_where_there_are_enough_and_forget_the_oldest() -> None:
    points = rolling(durations(archive_of(many(*range(10, 130, 10))), "ttr"))
    assert [day.day for day, _ in points] == list(range(5, 13))
    assert [each.count for _, each in points] == [5, 6, 7, 8, 9, 10, 10, 10]
    assert points[0][1].median == 30
    assert points[-1][1].median == 75


def test_causes_by_severity() -> None:
    head = "**Severity:** {}\n\n## Root Cause\n\n**Root cause category:** {}\n"
    counts = causes_by_severity(
        archive_of(
            {
                f"postmortems/{n}.md": f"# A\n\n**Date:** 2025-01-01\n{head.format(severity, cause)}"
                for n, (severity, cause) in enumerate(
                    [
                        ("P1", "Capacity"),
                        ("P1", "Capacity"),
                        ("P2", "Code bug"),
                        ("P9", "Capacity"),
                        ("P1", "?"),
                    ]
                )
            }
        )
    )
    assert counts == {("Capacity", "P1"): 2, ("Code bug", "P2"): 1}


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("Detected: freshness alert on the mart", (1, 0, 0)),
        ("Detected: a customer reported empty charts", (0, 1, 0)),
        ("Detected: an analyst noticed old numbers", (0, 1, 0)),
        ("Detected: alert after a user reported it", (1, 0, 0)),
        ("Detected: empty table", (0, 0, 1)),
        ("Detected: checkout is down", (0, 0, 1)),
        ("The loader stopped", (0, 0, 1)),
    ],
)
def test_who_noticed_first(event: str, expected: tuple[int, int, int]) -> None:
    found = detection(archive_of({"postmortems/a.md": text("2025-01-01", rows=f"| 10:00 | {event} |")}))
    assert found is not None
    assert (found.alert, found.person, found.unsaid) == expected


def test_an_incident_starts_by_its_documents_own_clock() -> None:
    rows = "| 23:10 | Impact began: full disk |\n| 23:40 | Detected: alert |"
    tokyo = text("2025-03-14", rows=rows).replace("All times in UTC.", "All times in Asia/Tokyo.")
    found = starts(
        archive_of(
            {
                "postmortems/a.md": tokyo,
                "postmortems/b.md": text("2025-03-16", rows="| 08:00 | Detected: alert |"),
                "postmortems/c.md": text("2025-03-17"),
            }
        )
    )
    assert sorted((at.weekday(), at.hour) for at in found) == [(4, 23), (6, 8)]


def test_the_backlog_has_no_gaps_and_names_what_it_leaves_out() -> None:
    head = "## Action Items\n\n| # | Action | Owner | Status |\n|---|---|---|---|\n"
    first = head + "| 1 | a | A | Done (2025-02-01) |\n| 2 | b | A | Done |\n| 3 | c | A | TODO |\n"
    first += "| 4 | d | A | Dropped |\n| 5 | e | A | Done (2025-08-01) |\n"
    rows, left_out = backlog(archive_of({"postmortems/a.md": text("2025-01-05", more=first)}), TODAY)
    assert rows == (
        Backlog("2025-Q1", 3, 1, 2),
        Backlog("2025-Q2", 0, 0, 2),
        Backlog("2025-Q3", 0, 1, 1),
    )
    assert left_out == 1


def test_an_action_done_before_its_incident_is_closed_in_the_same_quarter() -> None:
    head = "## Action Items\n\n| # | Action | Owner | Status |\n|---|---|---|---|\n"
    more = head + "| 1 | a | A | Done (2024-12-30) |\n"
    rows, _ = backlog(archive_of({"postmortems/a.md": text("2025-01-05", more=more)}), TODAY)
    assert rows == (Backlog("2025-Q1", 1, 1, 0),)


def test_what_is_older_than_two_years_of_the_backlog_is_told_by_year() -> None:
    more = "## Action Items\n\n| # | Action | Owner | Status |\n|---|---|---|---|\n| 1 | a | A | {} |\n"
    days = ("2022-02-01", "2022-11-01", "2023-02-01", "2024-10-01", "2025-01-05")
    states = ("TODO", "Done (2023-05-01)", "TODO", "TODO", "Done (2025-01-06)")
    documents = {
        f"postmortems/{day}.md": text(day, more=more.format(state))
        for day, state in zip(days, states, strict=True)
    }
    rows, _ = backlog(archive_of(documents), TODAY)
    assert rows == (
        Backlog("2022", 2, 0, 2),
        Backlog("2023", 1, 1, 2),
        Backlog("2024-Q1", 0, 0, 2),
        Backlog("2024-Q2", 0, 0, 2),
        Backlog("2024-Q3", 0, 0, 2),
        Backlog("2024-Q4", 1, 0, 3),
        Backlog("2025-Q1", 1, 1, 3),
    )


def test_quarters() -> None:
    assert [quarter(date(2025, month, 1)) for month in (1, 3, 4, 12)] == [
        *("2025-Q1", "2025-Q1", "2025-Q2", "2025-Q4"),
    ]


def test_quarters_come_without_gaps_unless_a_date_has_a_wrong_century() -> None:
    assert every_quarter(["2025-Q3", "2024-Q4", "2025-Q3"]) == ("2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3")
    assert every_quarter([]) == ()
    assert every_quarter(["1205-Q1", "2025-Q3"]) == ("1205-Q1", "2025-Q3")
    assert len(every_quarter(["1996-Q1", "2025-Q4"])) == MOST_QUARTERS
    assert every_quarter(["1995-Q4", "2025-Q4"]) == ("1995-Q4", "2025-Q4")
