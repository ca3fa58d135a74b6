"""What the charts count: incidents by quarter and severity, by root cause category, and by service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive, Incident
from mkdocs_postmortem.archive.quarters import every_quarter, quarter
from mkdocs_postmortem.labels import Labels
from mkdocs_postmortem.pages.filters import Spelling


class Tally(NamedTuple):
    """Counts of incidents: a row of numbers per label, one number for each of `columns`.

    `columns` holds (name, rank) pairs, the worst first; a rank of None stands for incidents without
    the value. `left_out` counts incidents that have no label.
    """

    labels: tuple[str, ...]
    columns: tuple[tuple[str, int | None], ...]
    numbers: tuple[tuple[int, ...], ...]
    left_out: int

    @property
    def total(self) -> int:
        """How many incidents are counted."""
        return sum(map(sum, self.numbers))


def severity_over_time(archive: Archive) -> Tally:
    """Return incidents by quarter and severity; quarters without incidents are there, with zeros."""
    dated = [(quarter(incident.date), incident.severity) for incident in archive.incidents if incident.date]
    counts = Counter(dated)
    present = {severity for _, severity in dated}
    vocabulary = archive.template.vocabularies["severity"].labels
    columns: list[tuple[str, int | None]] = [(s, r) for r, s in enumerate(vocabulary, 1) if s in present]
    if None in present:
        columns.append((archive.labels("unknown"), None))
    labels = every_quarter(name for name, _ in dated)
    numbers = tuple(
        tuple(counts[label, name if rank else None] for name, rank in columns) for label in labels
    )
    return Tally(labels, tuple(columns), numbers, len(archive.incidents) - len(dated))


def root_causes(archive: Archive) -> Tally:
    """Return incidents by root cause category, the most frequent first; ties in the template's order."""
    named = [incident.category for incident in archive.incidents if incident.category]
    rank = archive.template.vocabularies["category"].rank
    return _commonest(Counter(named), rank, len(archive.incidents) - len(named), archive.labels)


def affected_services(archive: Archive) -> Tally:
    """Return incidents by service, the most frequent first; one with several services counts for each."""
    spelling = Spelling(archive.incidents, "service")
    named = [spelling.names(incident) for incident in archive.incidents]
    counts = Counter(name for names in named for name in names)
    return _commonest(counts, str.casefold, sum(not names for names in named), archive.labels)


def _commonest(
    counts: Counter[str], rank: Callable[[str], int | str], left_out: int, labels: Labels
) -> Tally:
    names = sorted(counts, key=lambda name: (-counts[name], rank(name)))
    numbers = tuple((counts[each],) for each in names)
    return Tally(tuple(names), ((labels("Incidents"), None),), numbers, left_out)


def worst_first(incidents: Sequence[Incident], archive: Archive) -> list[tuple[str, int]]:
    """Return how many incidents have each severity that occurs, the worst first."""
    counts = Counter(incident.severity for incident in incidents)
    labels = archive.template.vocabularies["severity"].labels
    return [(label, counts[label]) for label in labels if counts[label]]
