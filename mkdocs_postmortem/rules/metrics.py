"""PM32x: the stated durations, held against the timeline and each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortem.document.model import Moment, StatedMetric
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.timeline import milestone_order_breaks, time_order_breaks
from mkdocs_postmortem.rules.words import minutes, quote


@rule("PM320", "metric-missing", "I/E/E")
def metric_missing(case: Case) -> Iterator[Found]:
    """TTD, TTM, TTR and total downtime are stated; `N/A`, `unknown` and `ongoing` count.

    Where the timeline has the two moments, the message says the value.
    """
    section = case.section("timeline")
    if section is None:
        return
    document = case.document
    for metric in case.template.metrics:
        stated = document.metrics.get(metric.key)
        if metric.required == "never" or (stated is not None and stated.value):
            continue
        level = None if case.required(metric.required) else "info"
        value = _computed(case, metric.key)
        says = f"; the timeline gives {minutes(value)}" if value is not None else ""
        example = minutes(value) if value is not None else "95 minutes"
        if stated is not None:
            yield Found(
                stated.label, f"{metric.short} is empty{says}", f"write `{example}`, or `N/A`", level=level
            )
            continue
        others = [document.metrics[m.key] for m in case.template.metrics if m.key in document.metrics]
        at = others[-1].label if others else section.heading.text
        yield Found(
            at,
            f"{metric.short} is missing{says}",
            f"add `**{metric.label}:** {example}`"
            + (f" below {quote(at)}" if others else " below the timeline"),
            level=level,
        )


def _computed(case: Case, key: str) -> float | None:
    timing = case.incident.timing
    if timing.began_from == "stated TTD" and key == "ttd":
        return None
    base = case.settings.time_base if case.settings.time_base != "auto" else "detection"
    value = timing.computed.get(key, {}).get(base)
    return value if value is not None and value >= 0 and not _disordered(case) else None


def _disordered(case: Case) -> bool:
    """Say whether the timeline itself is wrong, so that nothing is concluded from it."""
    return bool(time_order_breaks(case)) or bool(milestone_order_breaks(case))


@rule("PM321", "metric-unreadable", "I/W/E")
def metric_unreadable(case: Case) -> Iterator[Found]:
    """A stated duration can be read: `95`, `95 min`, `2 h 50 min`, `1 day 3 h`, `PT2H5M`, `2:50 h`, `N/A`.

    What follows in parentheses is a note.
    """
    for stated in case.document.metrics.values():
        if (
            stated.value
            and stated.duration.state == "unreadable"
            and not case.document.unfilled(stated.value)
        ):
            yield Found(
                stated.value,
                f"{quote(stated.value)} is not a duration; write `90 min`",
                "write minutes, or hours and minutes: `2 h 50 min`; `N/A` if there is none",
            )


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A stated duration that fits no base of the timeline."""

    stated: StatedMetric
    gives: float
    start: Moment | None
    end: Moment | None


def mismatches(case: Case) -> list[Mismatch]:
    """Return the stated durations that the timeline contradicts."""
    return case.once("metric mismatches", lambda: list(_find_mismatches(case)))


def _find_mismatches(case: Case) -> Iterator[Mismatch]:
    if _disordered(case) or any(moment.read.state == "bad" for moment in case.document.timeline.moments):
        return
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
        if not computed or any(_fits(stated, value) for value in computed.values()):
            continue
        if (
            "impact" not in computed
            and pinned == "auto"
            and _may_count_from_impact(case, stated, computed["detection"])
        ):
            continue
        base = "detection" if "detection" in computed else next(iter(computed))
        start, end = metric.bases[base]
        timeline = case.document.timeline
        yield Mismatch(stated, computed[base], timeline.milestone(start), timeline.milestone(end))


def _may_count_from_impact(case: Case, stated: StatedMetric, from_detection: float) -> bool:
    """Say whether a value may count from the start of impact, which the document does not tell."""
    return (stated.duration.minutes or 0) > from_detection and case.document.metrics.get(stated.key) is stated


def _fits(stated: StatedMetric, minutes_: float) -> bool:
    duration = stated.duration
    low = duration.minutes or 0
    high = duration.high if duration.high is not None else low
    return low - duration.tolerance <= minutes_ <= high + duration.tolerance


@rule("PM322", "metric-mismatch", "W/E/E")
def metric_mismatch(case: Case) -> Iterator[Found]:
    """A stated duration agrees with the timeline.

    TTM and TTR may count from detection or from the start of impact; only a value that fits
    neither, beyond rounding, is reported. Tolerance: half of the smallest unit written, at least
    one minute, doubled after `~`, plus 5 %. Where several durations are off by the same amount,
    they are one finding: a row's time is wrong, or all of them.
    """
    found = mismatches(case)
    if not found:
        return
    first = found[0]
    same = [m for m in found[1:] if _difference(m) == _difference(first)]
    reported = [first] + [m for m in found[1:] if m not in same]
    for mismatch in reported:
        stated = mismatch.stated
        metric = case.template.metric(stated.key)
        also = ""
        if mismatch is first and same:
            names = " and ".join(case.template.metric(m.stated.key).short for m in same)
            also = f"; {names} {'is' if len(same) == 1 else 'are'} off by the same"
        start, end = mismatch.start, mismatch.end
        rows = f" ({_clock(start)} to {_clock(end)})" if start is not None and end is not None else ""
        yield Found(
            stated.value,
            f"{metric.short} says {_said(stated.value)}, the timeline gives {minutes(mismatch.gives)}{rows}{also}",
            f"write `{_written(mismatch.gives)}`, or fix the time of the {_row_name(case, metric.bases['detection'][1])} row",
            (end.time, case.template.milestone(metric.bases["detection"][1]).label)
            if end is not None
            else None,
        )


def _difference(mismatch: Mismatch) -> int:
    return round((mismatch.stated.duration.minutes or 0) - mismatch.gives)


def _row_name(case: Case, key: str) -> str:
    return f"`{case.template.milestone(key).label}`"


def _clock(moment: Moment) -> str:
    return moment.time.text.strip("*_` ")


def _said(value: Text) -> str:
    return " ".join(value.text.split())


def _written(value: float) -> str:
    total = round(value)
    return f"{total} minutes" if total < 120 else minutes(value)


@rule("PM323", "metric-identity", "W/E/E")
def metric_identity(case: Case) -> Iterator[Found]:
    """TTD, TTR and total downtime fit together: downtime is TTD + TTR, or TTR where that counts from impact.

    A service that was only degraded may state `0` or `N/A`. Where one of the durations already
    contradicts the timeline (PM322), that alone is reported.
    """
    metrics = case.document.metrics
    downtime = metrics.get("downtime")
    if downtime is None or not downtime.duration.minutes or mismatches(case) or _has_outage_windows(case):
        return
    allowed, parts = _downtimes(case)
    if not allowed or any(_within(downtime, value, extra) for value, extra in allowed):
        return
    value = allowed[0][0]
    yield Found(
        downtime.value,
        f"{parts}, but total downtime says {minutes(downtime.duration.minutes)}",
        f"write `{_written(value)}`, or correct the other durations",
        (metrics["ttr"].value, "TTR") if "ttr" in metrics else None,
    )


def _downtimes(case: Case) -> tuple[list[tuple[float, float]], str]:
    """Return the downtimes that would fit, each with what rounding of its parts allows, and the sum in words."""
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
            words = f"TTD {a:g} + TTR {b:g} = {minutes(a + b)}"
        if base != "detection":
            allowed.append((b, ttr.duration.tolerance))
            words = words or f"TTR counts from the start of impact and is {minutes(b)}"
        if case.settings.downtime_end == "mitigated" and ttm is not None and ttm.duration.minutes is not None:
            c = ttm.duration.minutes
            allowed = [(a + c, slack), (c, slack)]
            words = f"TTD {a:g} + TTM {c:g} = {minutes(a + c)}"
    elif timing.began_from in ("timeline", "field") and not _disordered(case):
        computed = timing.computed.get("downtime", {}).get("detection")
        if computed is not None and computed >= 0:
            allowed.append((computed, 0))
            words = f"The timeline gives {minutes(computed)} from start of impact to service restored"
    return allowed, words


def _base(case: Case, key: str) -> str | None:
    """Return the base that a stated duration fits and the other does not, or None where both or neither do."""
    if case.settings.time_base != "auto":
        return case.settings.time_base
    stated = case.document.metrics[key]
    computed = case.incident.timing.computed.get(key, {})
    fitting = [base for base, value in computed.items() if _fits(stated, value)]
    if len(fitting) == 1 and len(computed) == 2:
        return fitting[0]
    return None


def _within(stated: StatedMetric, value: float, extra: float) -> bool:
    duration = stated.duration
    low = duration.minutes or 0
    high = duration.high if duration.high is not None else low
    return low - duration.tolerance - extra <= value <= high + duration.tolerance + extra


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
    # A contradiction with the timeline is the better explanation.
    if any(mismatch.stated in (ttm, ttr) for mismatch in mismatches(case)):
        return
    upper = ttr.duration.high if ttr.duration.high is not None else ttr.duration.minutes
    if ttm.duration.minutes > upper + ttr.duration.tolerance + ttm.duration.tolerance:
        yield Found(
            ttm.value,
            f"TTM ({minutes(ttm.duration.minutes)}) is longer than TTR ({minutes(upper)})",
            "correct the one that is wrong: what is resolved has been mitigated",
            (ttr.value, "TTR"),
        )
