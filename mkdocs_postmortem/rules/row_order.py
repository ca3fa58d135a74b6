"""Putting the rows of a timeline in order."""

from __future__ import annotations

from bisect import bisect_right
from datetime import timedelta

from mkdocs_postmortem.document.blocks import Row, Table
from mkdocs_postmortem.document.model import Moment
from mkdocs_postmortem.document.timeline import ROLLOVER_MINUTES
from mkdocs_postmortem.rules.fixes import UNSAFE, Edit, Fix
from mkdocs_postmortem.rules.registry import Case


def table_of(case: Case, moment: Moment) -> Table | None:
    """Return the table that a row of the timeline stands in, or None where it is no table."""
    tables = case.document.timeline.tables
    index = bisect_right(tables, moment.time.start, key=lambda table: table.text.start) - 1
    return tables[index] if index >= 0 and moment.time.end <= tables[index].text.end else None


def row_of(case: Case, moment: Moment) -> Row | None:
    """Return the table row that a moment was read from, or None where it is no table."""
    table = table_of(case, moment)
    if table is None:
        return None
    return table.rows[bisect_right(table.rows, moment.time.start, key=lambda row: row.text.start) - 1]


def sort_rows(case: Case, moment: Moment) -> Fix | None:
    """Return the fix that sorts the rows of the table in which one is out of order.

    None where it cannot be done without guessing: a row has no time, only some rows have a date, or
    the days would be others once the rows are sorted.
    """
    table = table_of(case, moment)
    if table is None:
        return None
    start, end = table.text.start, table.text.end
    moments = [each for each in case.document.timeline.moments if start <= each.time.start < end]
    placed = [(each.at, each) for each in moments if each.at is not None]
    if len(placed) != len(table.rows) or len({each.read.day is None for each in moments}) > 1:
        return None
    ordered = sorted(placed, key=lambda pair: pair[0])
    if moments[0].read.day is None and not _keeps_days([each for _, each in ordered]):
        return None
    edits = tuple(
        Edit(row.text, wanted.text.text)
        for row, (_, each) in zip(table.rows, ordered, strict=True)
        if (wanted := row_of(case, each)) is not None and wanted is not row
    )
    return Fix("sort the rows by time", edits, UNSAFE) if edits else None


def _keeps_days(moments: list[Moment]) -> bool:
    """Say whether rows without dates are read on the same days in this order."""
    day, before = moments[0].day, None
    for moment in moments:
        minutes = moment.read.minutes or 0
        if day is not None and before is not None and before - minutes >= ROLLOVER_MINUTES:
            day += timedelta(days=1)
        if moment.day != day:
            return False
        before = minutes
    return True
