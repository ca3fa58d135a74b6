"""PM322 to PM324: the stated durations, held against the timeline and each other."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.consistency import (
    Mismatch,
    clock,
    contradictions,
    is_disordered,
    may_be_working_hours,
)
from mkdocs_postmortem.rules.counting import fits
from mkdocs_postmortem.rules.fixes import UNSAFE
from mkdocs_postmortem.rules.metric_fixes import exchange, rewrite, written
from mkdocs_postmortem.rules.metric_fixes import stated as without_note
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import minutes, quote

# From here on a sum is said in hours and days.
MANY_MINUTES = 600


@rule("PM322", "metric-mismatch", "W/E/E", fixes=(UNSAFE,))
def metric_mismatch(case: Case) -> Iterator[Found]:
    """A stated duration agrees with the timeline.

    TTM and TTR may count from detection, from the start of impact or from when the incident was
    declared; only a value that fits none, beyond rounding, is reported. Tolerance: half of the
    smallest unit written, at least one minute, doubled after `~`, plus 5 %. Where one row explains
    that several durations are off, they are one finding, and so are two of which each is what the timeline
    gives for the other: they are swapped.

    `33 h (support hours)` is no time of the clock and is not compared. A value that is shorter by the
    nights between the two rows may be meant so; it is only mentioned.
    """
    for found in contradictions(case):
        if found.swapped:
            yield _exchanged(case, *found.mismatches)
            continue
        first, *others = found.mismatches
        start, end = (case.document.timeline.milestone(key) for key in (first.start, first.end))
        rows = f" ({clock(start)} to {clock(end)})" if start is not None and end is not None else ""
        also = ""
        if others:
            shorts = [case.template.metric(each.stated.key).short for each in others]
            also = f"; {' and '.join(shorts)} {'is' if len(others) == 1 else 'are'} off by the same"
        advice = f"write `{written(first.gives)}`"
        if found.row is not None:
            advice += f", or fix the time of the `{case.template.milestone(found.row).label}` row"
        resting = may_be_working_hours(case, found)
        if resting:
            said = f"{_said(first.stated.value)} (working hours)"
            advice = f"write {quote(said)} if only those count, or `{written(first.gives)}`"
        yield Found(
            first.stated.value,
            f"{case.template.metric(first.stated.key).short} says {_said(first.stated.value)}, "
            f"the timeline gives {minutes(first.gives)}{rows}{also}",
            advice,
            _row(case, first.start),
            level="info" if resting else None,
            fix=rewrite((each.stated, each.gives) for each in found.mismatches) if not resting else None,
            label=_off((first.stated.duration.minutes or 0) - first.gives),
            also=_row(case, first.end),
        )


def _exchanged(case: Case, one: Mismatch, two: Mismatch) -> Found:
    """Return the finding for two durations that stand in the place of each other."""
    name, other = (case.template.metric(each.stated.key).short for each in (one, two))
    return Found(
        one.stated.value,
        f"{name} and {other} are swapped: the timeline gives {minutes(one.gives)} for {name} "
        f"and {minutes(two.gives)} for {other}",
        f"write `{without_note(two.stated)}` for {name}, and `{without_note(one.stated)}` for {other}",
        (two.stated.value, f"this is {name}"),
        fix=exchange(one.stated, two.stated, f"swap {name} and {other}"),
        label=f"this is {other}",
    )


def _row(case: Case, key: str) -> tuple[Text, str] | None:
    """Return the time of a milestone's row and what it is, where the timeline has one."""
    row = case.document.timeline.milestone(key)
    return (row.time, case.template.milestone(key).label) if row is not None else None


def _off(off: float) -> str:
    return f"{minutes(abs(off))} {'too long' if off > 0 else 'short'}"


def _said(value: Text) -> str:
    return " ".join(value.text.split())


@rule("PM323", "metric-identity", "W/E/E", fixes=(UNSAFE,))
def metric_identity(case: Case) -> Iterator[Found]:
    """TTD, TTR and total downtime fit together: downtime is TTD + TTR, or TTR where that counts from impact.

    TTM and TTR count from the same moment. A service that was only degraded may state a downtime of
    `0` or `N/A`. Where one of the durations already contradicts the timeline (PM322), that alone is
    reported.
    """
    if contradictions(case):
        return
    if two_bases := _two_bases(case):
        yield two_bases
        return
    metrics = case.document.metrics
    downtime = metrics.get("downtime")
    if downtime is None or not downtime.duration.minutes or _has_outage_windows(case):
        return
    allowed, parts = _downtimes(case)
    if not allowed or any(fits(downtime, value, extra) for value, extra in allowed):
        return
    value = allowed[0][0]
    yield Found(
        downtime.value,
        f"{parts}, but total downtime says {_short(downtime.duration.minutes)}",
        f"write `{written(value)}`, or correct the other durations",
        (metrics["ttr"].value, _short_name(case, "ttr")) if "ttr" in metrics else None,
        fix=rewrite([(downtime, value)]),
        label=_off(downtime.duration.minutes - value),
        also=(metrics["ttd"].value, short) if (short := _short_name(case, "ttd")) in parts.split() else None,
    )


def _short_name(case: Case, key: str) -> str:
    return case.template.metric(key).short


def _two_bases(case: Case) -> Found | None:
    """Return the finding for a TTM and a TTR that count from different moments."""
    return case.once("two bases", lambda: _find_two_bases(case))


def _find_two_bases(case: Case) -> Found | None:
    metrics = case.document.metrics
    if "ttm" not in metrics or "ttr" not in metrics or case.settings.time_base != "auto":
        return None
    ttm, ttr = _base(case, "ttm"), _base(case, "ttr")
    if ttm is None or ttr is None or ttm == ttr:
        return None
    words = {"detection": "detection", "impact": "the start of impact"}
    gives = case.incident.timing.computed["ttr"][ttm]
    return Found(
        metrics["ttr"].value,
        f"TTR counts from {words[ttr]}, TTM from {words[ttm]}",
        f"count both from the same moment: write `{written(gives)}` here, or change TTM",
        (metrics["ttm"].value, f"TTM, from {words[ttm]}"),
        fix=rewrite([(metrics["ttr"], gives)]),
        label=f"from {words[ttr]}",
    )


def _downtimes(case: Case) -> tuple[list[tuple[float, float]], str]:
    """Return the downtimes that would fit, each with what rounding allows, and the sum in words."""
    metrics, timing = case.document.metrics, case.incident.timing
    ttd, ttr, ttm = (metrics.get(key) for key in ("ttd", "ttr", "ttm"))
    allowed: list[tuple[float, float]] = []
    words = ""
    if (
        ttd is not None
        and ttr is not None
        and ttd.duration.minutes is not None
        and ttr.duration.minutes is not None
    ):
        a, b = ttd.duration.minutes, ttr.duration.minutes
        slack = ttd.duration.tolerance + ttr.duration.tolerance
        base = _base(case, "ttr")
        if base != "impact":
            allowed.append((a + b, slack))
            words = f"TTD {_bare(a, a + b)} + TTR {_bare(b, a + b)} = {_short(a + b)}"
        if base != "detection":
            allowed.append((b, ttr.duration.tolerance))
            words = words or f"TTR counts from the start of impact and is {_short(b)}"
        if case.settings.downtime_end == "mitigated" and ttm is not None and ttm.duration.minutes is not None:
            c = ttm.duration.minutes
            allowed = [(a + c, slack), (c, slack)]
            words = f"TTD {_bare(a, a + c)} + TTM {_bare(c, a + c)} = {_short(a + c)}"
    elif timing.began_from in ("timeline", "field") and not is_disordered(case):
        computed = timing.computed.get("downtime", {}).get("detection")
        if computed is not None and computed >= 0:
            allowed.append((computed, 0))
            words = f"The timeline gives {_short(computed)} from start of impact to service restored"
    return allowed, words


def _short(value: float) -> str:
    """Return minutes as a sum shows them: in minutes as long as that is easy to read."""
    return f"{round(value, 1):g} min" if value < MANY_MINUTES else minutes(value)


def _bare(value: float, total: float) -> str:
    return f"{round(value, 1):g}" if total < MANY_MINUTES else minutes(value)


def _base(case: Case, key: str) -> str | None:
    """Return the only base that a stated duration fits, or None where both or neither do."""
    return case.once(f"base of {key}", lambda: _find_base(case, key))


def _find_base(case: Case, key: str) -> str | None:
    if case.settings.time_base != "auto":
        return case.settings.time_base
    stated = case.document.metrics[key]
    computed = case.incident.timing.computed.get(key, {})
    if is_disordered(case):
        return None
    fitting = [base for base, value in computed.items() if fits(stated, value)]
    return fitting[0] if len(fitting) == 1 and len(computed) == 2 else None


def _has_outage_windows(case: Case) -> bool:
    """Say whether the timeline tells single outages (`Down:`, `Up:`): then downtime is their sum."""
    return any(
        moment.event.text.casefold().startswith(("down:", "up:")) for moment in case.document.timeline.moments
    )


@rule("PM324", "metric-order", "W/E/E")
def metric_order(case: Case) -> Iterator[Found]:
    """Time to mitigate is not longer than time to resolve."""
    ttm, ttr = case.document.metrics.get("ttm"), case.document.metrics.get("ttr")
    if ttm is None or ttr is None or ttm.duration.minutes is None or ttr.duration.minutes is None:
        return
    # A contradiction with the timeline, or with each other's beginning, is the better explanation.
    if contradictions(case) or _two_bases(case):
        return
    upper = ttr.duration.high if ttr.duration.high is not None else ttr.duration.minutes
    if ttm.duration.minutes > upper + ttr.duration.tolerance + ttm.duration.tolerance:
        yield Found(
            ttm.value,
            f"TTM ({minutes(ttm.duration.minutes)}) is longer than TTR ({minutes(upper)})",
            "correct the one that is wrong, or swap the two: what is resolved has been mitigated",
            (ttr.value, "TTR"),
            label=f"{minutes(ttm.duration.minutes - upper)} longer",
        )
