"""Durations over time as plotly figures: a dot for each incident, and the rolling median and percentile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.archive.metrics import WINDOW, Duration, rolling
from mkdocs_postmortem.pages.charts import figure_json
from mkdocs_postmortem.pages.text import UrlFor, bare, duration

HEIGHT = 240
# Minutes at which the axis may have a tick; a scale by factors, because durations differ by factors.
_TICKS = (1, 5, 15, 60, 240, 1440, 10080, 43200)


def trend_figure(found: Sequence[Duration], archive: Archive, url_for: UrlFor) -> str:
    """Return the figure of one metric's durations, as JSON. Nothing that took no time can be on it."""
    shown = [each for each in found if each.minutes > 0]
    labels = archive.template.vocabularies["severity"].labels
    ranks: list[tuple[int | None, str | None]] = [*enumerate(labels, 1), (None, None)]
    traces = []
    for rank, name in ranks:
        of_it = [each for each in shown if each.incident.severity == name]
        if of_it:
            traces.append(_dots(name, rank, of_it, url_for))
    points = rolling(shown)
    for name, dash, values in (
        ("Median", "solid", [each.median for _, each in points]),
        ("90th percentile", "dot", [each.p90 for _, each in points]),
    ):
        if points:
            traces.append(_line(name, dash, [day.isoformat() for day, _ in points], values))
    return figure_json(traces, _layout([each.minutes for each in shown]), HEIGHT)


def _dots(name: str | None, rank: int | None, found: Sequence[Duration], url_for: UrlFor) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name or "unknown",
        "x": [each.day.isoformat() for each in found],
        "y": [round(each.minutes, 1) for each in found],
        "meta": {"rank": rank},
        "customdata": [
            [
                # The labels of plotly understand some HTML.
                bare(each.incident.label).replace("&", "&amp;").replace("<", "&lt;"),
                duration(each.minutes) + (", as stated" if each.stated else ""),
                url_for(each.incident.uri),
            ]
            for each in found
        ],
        "hovertemplate": "%{customdata[0]}, %{x|%Y-%m-%d}: %{customdata[1]}<extra></extra>",
    }


def _line(name: str, dash: str, days: list[str], values: list[float]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": days,
        "y": [round(value, 1) for value in values],
        "line": {"dash": dash, "shape": "hv"},
        "customdata": [duration(value) for value in values],
        "hovertemplate": f"{name} of the last {WINDOW}: %{{customdata}}<extra></extra>",
    }


def _layout(minutes: Sequence[float]) -> dict[str, Any]:
    least, most = min(minutes), max(minutes)
    ticks = [tick for tick in _TICKS if least / 3 <= tick <= most * 3]
    return {
        "showlegend": False,
        "xaxis": {"type": "date", "fixedrange": True, "showgrid": False, "nticks": 6},
        "yaxis": {
            "type": "log",
            "tickvals": ticks,
            "ticktext": [duration(tick) for tick in ticks],
            "fixedrange": True,
            "zeroline": False,
            "automargin": True,
        },
        "margin": {"l": 48, "r": 12, "t": 8, "b": 32},
    }
