"""The entries of a timeline that is a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortem.document.blocks import Block, Heading, Row, Table
from mkdocs_postmortem.document.columns import Known, columns_of
from mkdocs_postmortem.document.day_reader import DayReader, Entry
from mkdocs_postmortem.document.times import TimeOfDay
from mkdocs_postmortem.template import Template, plain

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
# No column has a longer name.
_MAX_NAME = 80


def entries_of_tables(
    blocks: tuple[Block, ...], reader: DayReader, template: Template, tables: list[Table]
) -> Iterator[Entry]:
    """Return the rows of all tables with a time; `tables` receives these tables.

    A heading above a table gives its day to the rows below.
    """
    known = template.tables["timeline"]
    day: Entry | None = None
    for block in blocks:
        if isinstance(block, Heading):
            day = reader.day_of(block.text) or day
        if not isinstance(block, Table):
            continue
        columns = dict(columns_of(block, known))
        _complete(columns, block)
        if "time" not in columns:
            continue
        tables.append(block)
        if "date" in columns and reader.hints.year is None:
            _learn_year(block, columns["date"], reader)
        for _, (cell, event, date) in Known(block, columns).rows("time", "event", "date"):
            if cell is None or event is None:
                continue
            read = reader.time(cell.text)
            if date is not None:
                read = _with_day(read, date.text, reader)
            dated = date if date is not None and date else None
            if day is not None:
                if read.day is None:
                    read, dated = read._replace(day=day.read.day, bad_day=day.read.bad_day), day.time
                day = None
            yield Entry(cell, event, read, dated)


def _complete(columns: dict[str, int], table: Table) -> None:
    """Find the columns of the time and of the event where their names are not known."""
    if "time" not in columns:
        time = _time_column(table.header)
        if time is None:
            time = columns.pop("date", None)
        if time is None:
            return
        columns["time"] = time
        if columns.get("date") == time:
            del columns["date"]
    if columns.get("event", columns["time"]) == columns["time"]:
        columns["event"] = len(table.header.cells) - 1


def _learn_year(table: Table, date: int, reader: DayReader) -> None:
    """Take the year of `May 12` from the column's head: `Date (2022)`."""
    if found := _YEAR.search(table.header.cells[date].text):
        reader.hints = reader.hints._replace(year=int(found.group()))


def _time_column(header: Row) -> int | None:
    for index, cell in enumerate(header.cells):
        words = plain(cell.text[:_MAX_NAME]).split()
        if "time" in words or "timestamp" in words or words == ["date"]:
            return index
    return None


def _with_day(read: TimeOfDay, text: str, reader: DayReader) -> TimeOfDay:
    """Return a time with the day that another cell of its row gives."""
    if read.day is not None or not text:
        return read
    found = reader.day(text)
    if found is None:
        return read
    if found.day is None:
        return read._replace(bad_day=not found.ambiguous, ambiguous=found.ambiguous)
    state = "day" if read.state == "unknown" else read.state
    return read._replace(day=found.day, state=state)
