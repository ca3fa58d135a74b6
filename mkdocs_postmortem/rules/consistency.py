"""What several rules conclude from the timeline: rows out of order, and durations it contradicts.

Each mistake has one explanation here, so that it becomes one finding.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations, pairwise

from mkdocs_postmortem.document.model import Moment, StatedMetric
from mkdocs_postmortem.rules.counting import counts_otherwise, counts_working_hours, fits, is_rest, swapped
from mkdocs_postmortem.rules.registry import Case
from mkdocs_postmortem.rules.words import minutes

DAY = 1440
_EPOCH = datetime(1970, 1, 1)
# Rows said to be approximate may overlap their neighbours by this much.
APPROXIMATE = timedelta(minutes=30)
# A timeline runs backwards where this part of its rows does.
NEWEST_FIRST = 0.8
# What must not come before what. The cause is left out on purpose: it is often found after the
# mitigation. Acknowledgement and mitigation are not compared either: a machine may mitigate first.
ORDER = (
    ("began", "detected"),
    ("detected", "acknowledged"),
    ("detected", "mitigated"),
    ("mitigated", "restored"),
    ("restored", "verified"),
)


def clock(moment: Moment) -> str:
    """Return a row's time as written, without marks; blanks that align a table are one."""
    return " ".join(moment.time.text.strip("*_` ").split())


def apart(moment: Moment, other: Moment) -> str:
    """Return by how much a row is earlier or later than another, as a frame says it; "" if not known."""
    if moment.at is None or other.at is None or (moment.at.tzinfo is None) != (other.at.tzinfo is None):
        return ""
    off = (moment.at - other.at).total_seconds() / 60
    return f"{minutes(abs(off))} {'later' if off > 0 else 'earlier'}" if off else ""


@dataclass(frozen=True, slots=True)
class Break:
    """A row that is out of order, and the row that shows it.

    `late` says that the row is the later of the two although it stands above. `all` says that the
    whole timeline runs backwards.
    """

    moment: Moment
    other: Moment
    late: bool = False
    all: bool = False


def order_breaks(case: Case) -> list[Break]:
    """Return the rows that are out of order: as few as explain it."""
    return case.once("order breaks", lambda: list(_breaks(case)) or list(_false_midnights(case)))


def _breaks(case: Case) -> Iterator[Break]:
    for rows in _runs(case):
        if all(one[0] <= two[0] for one, two in pairwise(rows)):
            continue
        exact = [row for row in rows if not row[1].read.about]
        kept = _ascending(exact)
        # Newest first is one mistake.
        if len(exact) > 2 and len(_ascending(exact[::-1])) >= NEWEST_FIRST * len(exact):
            yield Break(exact[1][1], exact[0][1], all=True)
            continue
        yield from _outside(rows, kept)


def _runs(case: Case) -> Iterator[list[tuple[datetime, Moment]]]:
    """Return the rows that belong in one order: those of one table, or of one section without tables."""
    timeline = case.document.timeline
    starts = [table.header.text.start for table in timeline.tables]
    runs: dict[tuple[int, int], list[tuple[datetime, Moment]]] = {}
    for moment in timeline.moments:
        if moment.at is not None and not case.document.unfilled(moment.time):
            key = (moment.part, bisect_right(starts, moment.time.start))
            runs.setdefault(key, []).append((moment.at, moment))
    for rows in runs.values():
        exact = [bool(at.second) for at, _ in rows]
        # Beside `17:14:13`, `17:14` is any moment of that minute.
        mixed = any(exact) and not all(exact)
        yield [(at.replace(second=0, microsecond=0), moment) for at, moment in rows] if mixed else rows


def _ascending(rows: list[tuple[datetime, Moment]]) -> list[tuple[datetime, Moment]]:
    """Return as many rows as are in order; of two that exchanged their places, the upper one."""
    # Patience sorting from the end, so that of equal choices the earlier row stays.
    keys: list[float] = []
    tops: list[int] = []
    below: dict[int, int | None] = {}
    for index in range(len(rows) - 1, -1, -1):
        key = -(rows[index][0].replace(tzinfo=None) - _EPOCH).total_seconds()
        place = bisect_right(keys, key)
        below[index] = tops[place - 1] if place else None
        keys[place : place + 1] = [key]
        tops[place : place + 1] = [index]
    kept = []
    at = tops[-1] if tops else None
    while at is not None:
        kept.append(rows[at])
        at = below[at]
    return kept


def _outside(rows: list[tuple[datetime, Moment]], kept: list[tuple[datetime, Moment]]) -> Iterator[Break]:
    """Return a break for each row that is not among those in order."""
    good = {id(moment) for _, moment in kept}
    above: tuple[datetime, Moment] | None = None
    for index, (at, moment) in enumerate(rows):
        if id(moment) in good:
            above = (at, moment)
            continue
        slack = APPROXIMATE if moment.read.about else timedelta()
        if above is not None and at < above[0] - slack:
            yield Break(moment, above[1])
            continue
        below = next((row for row in rows[index + 1 :] if id(row[1]) in good), None)
        if below is not None and at > below[0] + slack:
            yield Break(moment, below[1], late=True)


def _false_midnights(case: Case) -> Iterator[Break]:
    """Return the rows that were read as the next day although every stated duration denies it.

    `22:05, 12:17, 23:02` is a slip of the pen where the durations say so, and no day of travel.
    """
    moments = case.document.timeline.moments
    assumed = [index for index, moment in enumerate(moments) if moment.assumed]
    if not assumed:
        return
    found = _mismatches(case)
    if all(_is_days_off(mismatch) for mismatch in found) and any(_is_whole(mismatch) for mismatch in found):
        index = assumed[0]
        before = next((each for each in reversed(moments[:index]) if each.at is not None), None)
        if before is not None:
            yield Break(moments[index], before)


def _is_days_off(mismatch: Mismatch) -> bool:
    """Say whether a duration is too short by a day or more; or half of one, for the mistyped row itself."""
    return -mismatch.shift(mismatch.end) >= DAY / 2


def _is_whole(mismatch: Mismatch) -> bool:
    """Say whether a duration would fit if the timeline were some whole days shorter."""
    off = -mismatch.shift(mismatch.end)
    return abs(off - round(off / DAY) * DAY) <= mismatch.stated.duration.tolerance


def milestone_breaks(case: Case) -> list[tuple[str, str]]:
    """Return pairs of milestones in the wrong order, as few as explain it."""
    return case.once("milestone breaks", lambda: _fewest(_points(case)))


def _points(case: Case) -> dict[str, datetime]:
    """Return the exact times of the milestones that have an order."""
    keys = dict.fromkeys(key for pair in ORDER for key in pair)
    return {key: at for key in keys if (at := _at(case, key)) is not None}


def _milestone_breaks(points: Mapping[str, datetime]) -> list[tuple[str, str]]:
    known = [pair for pair in ORDER if points.keys() >= set(pair)]
    return [(early, late) for early, late in known if points[late] < points[early]]


def _fewest(points: Mapping[str, datetime]) -> list[tuple[str, str]]:
    """Return the breaks; one where two milestones have exchanged their rows, or one is in all of them."""
    found = _milestone_breaks(points)
    if len(found) < 2:
        return found
    wrong = list(dict.fromkeys(key for pair in found for key in pair))
    for early, late in combinations(wrong, 2):
        if not _milestone_breaks({**points, early: points[late], late: points[early]}):
            return [(early, late)]
    return found[:1] if set(found[0]).intersection(*found[1:]) else found


def _at(case: Case, key: str) -> datetime | None:
    moment = case.document.timeline.milestone(key)
    return None if moment is None or moment.read.about else moment.at


def is_disordered(case: Case) -> bool:
    """Say whether the timeline itself is wrong, so that nothing is concluded from it."""
    return bool(order_breaks(case)) or bool(milestone_breaks(case))


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A stated duration that fits no base of the timeline; `start` and `end` are milestones' keys."""

    stated: StatedMetric
    gives: float
    start: str
    end: str

    def shift(self, key: str) -> float:
        """Return by how many minutes a milestone's row would have to be later to make it fit."""
        off = (self.stated.duration.minutes or 0) - self.gives
        return off if key == self.end else -off


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Stated durations that the timeline contradicts for one reason.

    `row` is the milestone whose time may be the mistake; None where others confirm it. `swapped` says of two
    that each is what the timeline gives for the other.
    """

    mismatches: tuple[Mismatch, ...]
    row: str | None
    swapped: bool = False


def contradictions(case: Case) -> list[Contradiction]:
    """Return the contradictions between the stated durations and the timeline, each with its reason."""
    return case.once("contradictions", lambda: list(_contradictions(case)))


def _contradictions(case: Case) -> Iterator[Contradiction]:
    if is_disordered(case) or any(moment.read.state == "bad" for moment in case.document.timeline.moments):
        return
    exchanged = _swapped(case)
    if exchanged is not None:
        yield Contradiction(exchanged, None, swapped=True)
    gone = {each.stated.key for each in exchanged or ()}
    found = [each for each in _mismatches(case) if each.stated.key not in gone]
    if not found:
        return
    fine = _confirmed(case, {mismatch.stated.key for mismatch in found})
    if row := _common_row(found, fine):
        yield Contradiction(tuple(found), row)
        return
    while found:
        first = found[0]
        same = [each for each in found if abs(each.shift(each.end) - first.shift(first.end)) < 1]
        alone = len(same) == 1 and first.end not in fine
        yield Contradiction(tuple(same), first.end if alone else None)
        found = [each for each in found if each not in same]


def _swapped(case: Case) -> tuple[Mismatch, Mismatch] | None:
    """Return two durations that stand in the place of each other, or None."""
    found = swapped(case)
    if found is None:
        return None
    one, two, base = found
    this, that = (
        Mismatch(
            case.document.metrics[metric.key],
            case.incident.timing.computed[metric.key][base],
            *metric.bases[base],
        )
        for metric in (one, two)
    )
    return this, that


def _common_row(found: list[Mismatch], fine: set[str]) -> str | None:
    """Return the milestone whose time, if wrong, explains all mismatches, or None."""
    for key in (found[0].end, found[0].start):
        if key in fine or not all(key in (each.start, each.end) for each in found):
            continue
        shifts = [each.shift(key) for each in found]
        slack = max(each.stated.duration.tolerance for each in found)
        if max(shifts) - min(shifts) <= slack and (
            len(found) > 1 or key == found[0].end or found[0].end in fine
        ):
            return key
    return None


def _confirmed(case: Case, wrong: set[str]) -> set[str]:
    """Return the milestones whose time a fitting duration confirms."""
    timing = case.incident.timing
    fine: set[str] = set()
    for metric in case.template.metrics:
        stated = case.document.metrics.get(metric.key)
        if stated is None or metric.key in wrong or stated.duration.minutes is None:
            continue
        for base, value in timing.computed.get(metric.key, {}).items():
            measured = timing.began_from != "stated TTD" or "began" not in metric.bases[base]
            if measured and fits(stated, value):
                fine |= set(metric.bases[base])
    return fine


def _mismatches(case: Case) -> list[Mismatch]:
    return case.once("mismatches", lambda: list(_find_mismatches(case)))


def _find_mismatches(case: Case) -> Iterator[Mismatch]:
    timing = case.incident.timing
    pinned = case.settings.time_base
    for metric in case.template.metrics:
        stated = case.document.metrics.get(metric.key)
        if metric.key == "downtime" or stated is None or stated.duration.minutes is None:
            continue
        if metric.key == "ttd" and timing.began_from == "stated TTD":
            continue
        computed = timing.computed.get(metric.key, {})
        if pinned != "auto":
            computed = {base: value for base, value in computed.items() if base == pinned}
        if not computed or any(fits(stated, value) for value in computed.values()):
            continue
        if counts_working_hours(stated) or (pinned == "auto" and counts_otherwise(case, stated, computed)):
            continue
        base = "detection" if "detection" in computed else next(iter(computed))
        start, end = metric.bases[base]
        yield Mismatch(stated, computed[base], start, end)


def may_be_working_hours(case: Case, found: Contradiction) -> bool:
    """Say whether durations may leave out the hours in which nobody works, without saying so.

    They are shorter than the clock by what people rest between the two rows (see `is_rest`).
    """
    return all(_may_rest(case, mismatch) for mismatch in found.mismatches)


def _may_rest(case: Case, mismatch: Mismatch) -> bool:
    points = case.incident.timing.points
    start, end = points.get(mismatch.start), points.get(mismatch.end)
    if start is None or end is None:
        return False
    return is_rest(start.date(), end.date(), mismatch.gives - (mismatch.stated.duration.minutes or 0))
