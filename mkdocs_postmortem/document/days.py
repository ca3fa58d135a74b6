"""On which day an incident was: from its field, else from its title, file name and timeline together."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date, timedelta
from typing import NamedTuple

from mkdocs_postmortem.document.durations import Duration
from mkdocs_postmortem.document.filename import read_file_name
from mkdocs_postmortem.document.model import Moment, Timeline
from mkdocs_postmortem.document.source import Source

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


class IncidentDay(NamedTuple):
    """The day of an incident (None where nobody says it) and where that was read."""

    day: date | None
    origin: str | None


class Witnesses(NamedTuple):
    """What title and file name say of the day; `id_year` is the year in the file name's ID."""

    title: date | None
    file_name: date | None
    id_year: int | None

    @property
    def agreed(self) -> date | None:
        """The day that both name, or the one that names any; None where they contradict each other."""
        if self.title is None or self.file_name is None or self.title == self.file_name:
            return self.title or self.file_name
        return None


def witnesses(source: Source, title: date | None) -> Witnesses:
    """Return the days in a document's title, which is given, and in its file's name."""
    name = read_file_name(source.path)
    year = _YEAR.search(name.id) if name.id else None
    return Witnesses(title, name.date, int(year.group()) if year else None)


def incident_day(
    field: date | None, seen: Witnesses, timeline: Timeline, detection: Duration | None
) -> IncidentDay:
    """Return the day of the incident.

    `detection` is the stated time to detect. A title copied from another report is a common
    mistake: where title and file name contradict each other, the timeline's first dated row decides,
    and nothing where it names a third day.
    """
    if field is not None:
        return IncidentDay(field, "field")
    if seen.agreed is not None:
        return IncidentDay(seen.agreed, "title" if seen.title is not None else "file name")
    if seen.title is not None:
        first = next((moment.read.day for moment in timeline.moments if moment.read.day is not None), None)
        if first == seen.title:
            return IncidentDay(first, "title")
        return IncidentDay(first, "file name") if first == seen.file_name else IncidentDay(None, None)
    day = _from_timeline(timeline, seen.id_year, detection)
    return IncidentDay(day, "timeline" if day is not None else None)


def _from_timeline(timeline: Timeline, year: int | None, detection: Duration | None) -> date | None:
    """Return the day of the row at which the impact began, or of the first row.

    Timelines often open with what led to the incident, days before. It began at the first row from
    which the stated time to detect leads to another row; and in the year that its ID names.
    """
    rows = [moment for moment in timeline.moments if moment.day is not None]
    if year is not None:
        rows = [moment for moment in rows if moment.day is not None and moment.day.year == year]
    if detection is not None and detection.minutes is not None:
        began = _leads_to_another(rows, detection.minutes, detection.tolerance)
        if began is not None:
            return began.day
    return rows[0].day if rows else None


def _leads_to_another(rows: list[Moment], minutes: float, tolerance: float) -> Moment | None:
    timed = [moment for moment in rows if moment.at is not None]
    points = sorted(moment.at for moment in timed if moment.at is not None)
    for moment in timed:
        if moment.at is None:
            continue
        after = moment.at + timedelta(minutes=minutes - tolerance)
        at = bisect_left(points, after)
        if at < len(points) and points[at] <= moment.at + timedelta(minutes=minutes + tolerance):
            return moment
    return None
