"""The ledger of actions: what is open, how late, what was done in time, by whom."""

from __future__ import annotations

from datetime import date

import pytest

from mkdocs_postmortem.archive.ledger import Ledger, ages, build_ledger
from tests.archive.small import archive_of

TODAY = date(2026, 6, 30)
HEAD = "| # | Action | Owner | Priority | Due Date | Status | Completed |\n|---|---|---|---|---|---|---|\n"


def ledger(*rows: str, today: date = TODAY) -> Ledger:
    text = "# Loader stopped\n\n**Date:** 2026-01-05\n\n## Action Items\n\n" + HEAD + "\n".join(rows) + "\n"
    return build_ledger(archive_of({"postmortems/a.md": text}).incidents, today)


def test_open_ones_come_first_by_due_date_then_done_then_dropped() -> None:
    found = ledger(
        "| 1 | done early | A | P1 | 2026-02-01 | Done (2026-01-20) | |",
        "| 2 | dropped | A | P1 | 2026-02-01 | Won't do | |",
        "| 3 | no date | A | P1 | | TODO | |",
        "| 4 | later | A | P1 | 2026-08-01 | TODO | |",
        "| 5 | late | A | P1 | 2026-05-01 | In progress | |",
        "| 6 | done last | A | P1 | 2026-02-01 | Done (2026-03-20) | |",
    )
    assert [entry.action.action.text for entry in found.entries] == [
        *("late", "later", "no date"),
        *("done last", "done early", "dropped"),
    ]
    assert [entry.state for entry in found.entries] == ["open", "open", "open", "done", "done", "dropped"]
    assert [found.count(state) for state in ("open", "done", "dropped")] == [3, 2, 1]


@pytest.mark.parametrize(
    ("due", "late"), [("2026-06-29", 1), ("2026-06-30", 0), ("2026-07-01", 0), ("", 0), ("soon", 0)]
)
def test_an_action_is_late_from_the_day_after_it_was_due(due: str, late: int) -> None:
    found = ledger(f"| 1 | x | A | P1 | {due} | TODO | |")
    assert [entry.late for entry in found.entries] == [late]
    assert len(found.overdue) == (late > 0)


def test_what_is_done_or_dropped_is_not_late() -> None:
    found = ledger("| 1 | x | A | P1 | 2026-01-06 | Done | |", "| 2 | y | A | P1 | 2026-01-06 | Dropped | |")
    assert found.overdue == ()


@pytest.mark.parametrize(
    ("row", "on_time"),
    [
        ("| 2026-02-01 | Done | 2026-02-01 |", True),
        ("| 2026-02-01 | Done (2026-02-02) | |", False),
        ("| 2026-02-01 | Done | |", None),
        ("| | Done | 2026-02-01 |", None),
        ("| 2026-02-01 | TODO | |", None),
    ],
)
def test_done_in_time_only_where_both_dates_are_known(row: str, on_time: bool | None) -> None:
    found = ledger(f"| 1 | x | A | P1 {row}")
    assert [entry.on_time for entry in found.entries] == [on_time]
    assert len(found.judged) == (on_time is not None)


def test_groups_leave_dropped_ones_out_and_name_what_has_no_name() -> None:
    found = ledger(
        "| 1 | x | Dana | P1 | 2026-01-06 | TODO | |",
        "| 2 | y | Dana | P1 | | TODO | |",
        "| 3 | z | Dana | P1 | | Done | |",
        "| 4 | z | Dana | P1 | | Dropped | |",
        "| 5 | z | | P1 | | TODO | |",
    )
    groups = found.groups(lambda entry: entry.action.owner.text if entry.action.owner else None)
    counts = {group.name: (group.open, group.overdue, group.done, group.total) for group in groups}
    assert counts == {"Dana": (2, 1, 1, 3), None: (1, 0, 0, 1)}


def test_ages_end_where_the_next_begins() -> None:
    rows = [
        f"| {number} | x | A | P1 | {due} | TODO | |"
        for number, due in enumerate(
            ("2026-06-29", "2026-05-31", "2026-05-30", "2026-04-01", "2026-03-31", "2025-06-30", "2025-06-29")
        )
    ]
    assert list(ages(ledger(*rows))) == [(30, 2), (90, 2), (365, 2), (None, 1)]


def test_a_row_that_is_still_the_template_is_no_action() -> None:
    assert (
        ledger("| 1 | {Immediate fix applied during incident} | {name} | P0 | {date} | TODO | |").entries
        == ()
    )
