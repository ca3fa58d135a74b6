"""How stated durations are mended: written anew, added where they are missing, or their label put right."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs_postmortem.document.durations import stated_part
from mkdocs_postmortem.document.model import Section, StatedMetric
from mkdocs_postmortem.document.sections import end_of
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.fixes import UNSAFE, Edit, Fix, insert, insert_line, replace
from mkdocs_postmortem.rules.near_lines import near_line
from mkdocs_postmortem.rules.registry import Case, Found
from mkdocs_postmortem.rules.words import minutes, quote
from mkdocs_postmortem.template import Metric

# A value that takes less than this is written in minutes alone.
_HOURS = 120


def written(value: float) -> str:
    """Return minutes as a document states them: `95 minutes`, `2 h 50 min`."""
    total = round(value)
    if total == 1:
        return "1 minute"
    return f"{total} minutes" if total < _HOURS else minutes(value)


def stated(metric: StatedMetric) -> Text:
    """Return the duration itself, without marks around it and the note behind it."""
    return metric.value.part(*stated_part(metric.value.text))


def rewrite(values: Iterable[tuple[StatedMetric, float]]) -> Fix:
    """Return the fix that states other durations; the notes behind them stay."""
    edits = tuple(Edit(stated(metric), written(value)) for metric, value in values)
    title = " and ".join(f"replace `{edit.at}` by `{edit.text}`" for edit in edits)
    return Fix(title, edits, UNSAFE)


def exchange(one: StatedMetric, two: StatedMetric, title: str) -> Fix:
    """Return the fix that lets two durations stand in the place of each other; the notes stay."""
    first, second = stated(one), stated(two)
    return Fix(title, (Edit(first, second.text), Edit(second, first.text)), UNSAFE)


def fill(metric: StatedMetric, value: float) -> Fix:
    """Return the fix that writes a duration behind its label."""
    text = written(value)
    before = metric.value.source.text[metric.value.start - 1 : metric.value.start]
    blank = "" if before.isspace() else " "
    return insert(metric.value, f"{blank}{text}", f"write `{text}`", UNSAFE)


def add(case: Case, label: str, value: float, above: StatedMetric | None) -> Fix | None:
    """Return the fix that states a missing duration.

    It goes below one that is there, in the same form, or else below the timeline's last table.
    """
    text = written(value)
    title = f"add `**{label}:** {text}`"
    if above is None:
        tables = case.document.timeline.tables
        if not tables or tables[-1].container != "root":
            return None
        return insert_line(tables[-1].text, f"\n**{label}:** {text}", title, UNSAFE)
    if not above.value:
        return None
    source = above.label.source
    start = source.text.rfind("\n", 0, above.label.start) + 1
    end = source.text.find("\n", above.value.end)
    end = len(source.text) if end == -1 else end
    before = source.text[start : above.label.start]
    between = source.text[above.label.end : above.value.start]
    behind = source.text[above.value.end : end]
    return insert_line(above.value, f"{before}{label}{between}{text}{behind}", title, UNSAFE)


def nearly_stated(case: Case, metric: Metric, section: Section) -> Found | None:
    """Return what is wrong where a line below the timeline's heading nearly states a missing duration."""
    near = near_line(case, (metric.label, *metric.aliases), section.heading.text.end, end_of(section))
    if near is None:
        return None
    line = f"**{metric.label}:** {near.value}"
    return Found(
        near.label,
        f"{metric.short} is missing; did you mean it by {quote(near.label)}?",
        f"write `{line}`",
        fix=replace(near.line, line, UNSAFE),
    )
