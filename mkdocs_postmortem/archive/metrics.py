"""Honest numbers about the archive: how long things took, who noticed first, when it happened.

Medians and percentiles stand with the number of incidents behind them. A percentile is interpolated
between the two nearest values (definition 7 of Hyndman and Fan, "Sample quantiles in statistical
packages", The American Statistician 50, 1996; what spreadsheets and NumPy compute).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from mkdocs_postmortem.archive.ledger import build_ledger
from mkdocs_postmortem.archive.model import Archive, Incident
from mkdocs_postmortem.archive.quarters import every_quarter, quarter
from mkdocs_postmortem.document.times import zone_info

# With fewer incidents than this, a median says little: pages say so.
ENOUGH = 5
# A rolling figure is that of so many incidents, up to and including its own.
WINDOW = 10


@dataclass(frozen=True, slots=True, eq=False)
class Duration:
    """How long something took in one incident, in minutes; `stated` where the timeline doesn't say it."""

    incident: Incident
    day: date
    minutes: float
    stated: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """Median and 90th percentile of durations in minutes, with the number of incidents behind them."""

    count: int
    median: float
    p90: float

    @property
    def enough(self) -> bool:
        """Whether there are enough incidents for the figures to mean something."""
        return self.count >= ENOUGH


@dataclass(frozen=True, slots=True)
class Detection:
    """Who noticed first, where the row of the detection says so."""

    alert: int
    person: int
    unsaid: int


def durations(archive: Archive, metric: str) -> tuple[Duration, ...]:
    """Return a metric of all incidents that have a date and say it, oldest first."""
    found = [
        Duration(incident, incident.date, measured.minutes, measured.source == "stated")
        for incident in archive.incidents
        if incident.date is not None and (measured := incident.timing.shown.get(metric)) is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.day, each.incident.uri)))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that a share (0 to 1) of the values does not exceed, interpolated.

    Raises ValueError where there are none.
    """
    if not values:
        raise ValueError("there is no percentile of nothing")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def summary(found: Iterable[Duration]) -> Summary | None:
    """Return median and 90th percentile, or None where there is nothing to sum up."""
    minutes = [each.minutes for each in found]
    if not minutes:
        return None
    return Summary(len(minutes), percentile(minutes, 0.5), percentile(minutes, 0.9))


def rolling(found: Sequence[Duration]) -> tuple[tuple[date, Summary], ...]:
    """Return the summary of the last `WINDOW` incidents at each one, from the first that has enough."""
    points = []
    for end in range(ENOUGH, len(found) + 1):
        window = summary(found[max(0, end - WINDOW) : end])
        if window is not None:
            points.append((found[end - 1].day, window))
    return tuple(points)


def causes_by_severity(archive: Archive) -> Counter[tuple[str, str]]:
    """Return how many incidents have each pair of root cause category and severity."""
    return Counter(
        (incident.category, incident.severity)
        for incident in archive.incidents
        if incident.category is not None and incident.severity is not None
    )


def detection(archive: Archive) -> Detection | None:
    """Return who noticed first; None where the template has no words for it."""
    words = archive.template.words
    if not (words.alerted and words.reported):
        return None
    alert = person = unsaid = 0
    for incident in archive.incidents:
        row = incident.document.timeline.milestone("detected")
        text = row.event.text if row is not None else ""
        if _any_of(words.alerted).search(text):
            alert += 1
        elif _any_of(words.reported).search(text):
            person += 1
        else:
            unsaid += 1
    return Detection(alert, person, unsaid)


@lru_cache(maxsize=32)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def starts(archive: Archive) -> tuple[datetime, ...]:
    """Return when each incident began (else was detected), as its document's own clock says it."""
    found = []
    for incident in archive.incidents:
        points = incident.timing.points
        at = points.get("began") or points.get("detected")
        if at is not None:
            zone = zone_info(incident.document.timeline.zone)
            found.append(at.astimezone(zone) if zone is not None and at.tzinfo is not None else at)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Backlog:
    """The actions of a quarter or year: opened by incidents of it, closed in it, and open at its end."""

    period: str
    opened: int
    closed: int
    left: int


def backlog(archive: Archive, today: date) -> tuple[tuple[Backlog, ...], int]:
    """Return the actions opened and closed by quarter, and how many are left out.

    What is older than the last two years is told by year. An action is opened on the day of its incident.
    One that is done without a known day, or whose incident has no date, is in no quarter.
    """
    opened: Counter[str] = Counter()
    closed: Counter[str] = Counter()
    left_out = 0
    for entry in build_ledger(archive.incidents, today).entries:
        if entry.state == "dropped":
            continue
        begun, done = entry.incident.date, entry.action.completed
        if begun is None or (entry.state == "done" and done is None):
            left_out += 1
            continue
        opened[quarter(begun)] += 1
        if done is not None and entry.state == "done":
            closed[quarter(max(done, begun))] += 1
    quarters = every_quarter(opened.keys() | closed.keys())
    recent = int(quarters[-1][:4]) - 1 if quarters else 0
    left = 0
    rows: dict[str, Backlog] = {}
    for name in quarters:
        left += opened[name] - closed[name]
        period = name if int(name[:4]) >= recent else name[:4]
        before = rows.get(period, Backlog(period, 0, 0, 0))
        rows[period] = Backlog(period, before.opened + opened[name], before.closed + closed[name], left)
    return tuple(rows.values()), left_out
