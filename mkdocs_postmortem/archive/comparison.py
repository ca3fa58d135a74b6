"""The last year beside the one before it: more or fewer incidents, sooner or later over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mkdocs_postmortem.archive.metrics import Summary, durations, summary
from mkdocs_postmortem.archive.model import Archive, Incident

# Whole weeks would be a few days less; a year has each season once.
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, eq=False)
class Period:
    """The incidents from one day to another, both included."""

    first: date
    last: date
    incidents: tuple[Incident, ...]

    def of(self, severity: str) -> int:
        """Return how many have a severity."""
        return sum(each.severity == severity for each in self.incidents)


@dataclass(frozen=True, slots=True)
class Compared:
    """A metric in two periods: its figures, and the sum of its minutes; None where no incident says it."""

    metric: str
    now: Summary | None
    before: Summary | None
    total_now: float
    total_before: float

    @property
    def enough(self) -> bool:
        """Whether both periods have enough incidents for their medians to be compared."""
        return all(each is not None and each.enough for each in (self.now, self.before))


def periods(archive: Archive, today: date) -> tuple[Period, Period] | None:
    """Return the year that ends today and the one before it; None where either has no incident."""
    middle = today - YEAR
    now = _period(archive, middle + timedelta(days=1), today)
    before = _period(archive, middle - YEAR + timedelta(days=1), middle)
    return (now, before) if now.incidents and before.incidents else None


def _period(archive: Archive, first: date, last: date) -> Period:
    incidents = (each for each in archive.incidents if each.date and first <= each.date <= last)
    return Period(first, last, tuple(incidents))


def compared(archive: Archive, two: Sequence[Period]) -> tuple[Compared, ...]:
    """Return each metric of the template that an incident of either period says."""
    found = []
    for metric in archive.template.metrics:
        every = durations(archive, metric.key)
        parts = [[each for each in every if period.first <= each.day <= period.last] for period in two]
        if any(parts):
            now, before = map(summary, parts)
            totals = (sum(each.minutes for each in part) for part in parts)
            found.append(Compared(metric.key, now, before, *totals))
    return tuple(found)
