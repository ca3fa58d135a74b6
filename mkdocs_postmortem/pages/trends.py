"""Durations over time as plotly figures: a dot for each incident, and the rolling median and percentile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.archive.metrics import WINDOW, Duration, rolling
from mkdocs_postmortem.labels import Labels
from mkdocs_postmortem.pages.charts import figure_json, label_text
from mkdocs_postmortem.pages.text import UrlFor, bare, duration

HEIGHT = 240
# Minutes at which the axis may have a tick; a scale by factors, because durations differ by factors.
_TICKS = (1, 5, 15, 60, 240, 1440, 10080, 43200)


# Plotly would name months in English; a tick's date is as exact as the ticks lie close together.
_DATES = [
    {"dtickrange": [None, "M1"], "value": "%Y-%m-%d"},
    {"dtickrange": ["M1", "M12"], "value": "%Y-%m"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]


def trend_figure(found: Sequence[Duration], archive: Archive, url_for: UrlFor) -> str:
    """Return the figure of one metric's durations, as JSON. Nothing that took no time can be on it."""
    shown = [each for each in found if each.minutes > 0]
    labels = archive.labels
    severities = archive.template.vocabularies["severity"].labels
    ranks: list[tuple[int | None, str | None]] = [*enumerate(severities, 1), (None, None)]
    traces = []
    for rank, name in ranks:
        of_it = [each for each in shown if each.incident.severity == name]
        if of_it:
            traces.append(_dots(name or labels("unknown"), rank, of_it, url_for, labels))
    points = rolling(shown)
    for name, dash, values in (
        (labels("Median"), "solid", [each.median for _, each in points]),
        (labels("90th percentile"), "dot", [each.p90 for _, each in points]),
    ):
        if points:
            traces.append(_line(name, dash, [day.isoformat() for day, _ in points], values, labels))
    return figure_json(traces, _layout([each.minutes for each in shown], labels), HEIGHT)


def _dots(
    name: str, rank: int | None, found: Sequence[Duration], url_for: UrlFor, labels: Labels
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [each.day.isoformat() for each in found],
        "y": [round(each.minutes, 1) for each in found],
        "meta": {"rank": rank},
        "customdata": [
            [
                label_text(bare(each.incident.label)),
                _said(each, labels),
                url_for(each.incident.uri),
            ]
            for each in found
        ],
        "hovertemplate": "%{customdata[0]}, %{x|%Y-%m-%d}: %{customdata[1]}<extra></extra>",
    }


def _said(each: Duration, labels: Labels) -> str:
    minutes = duration(each.minutes, labels)
    return labels("{duration}, as stated", duration=minutes) if each.stated else minutes


def _line(name: str, dash: str, days: list[str], values: list[float], labels: Labels) -> dict[str, Any]:
    hover = labels(
        "{figure} of the last {number}: {duration}", figure=name, number=WINDOW, duration="%{customdata}"
    )
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": days,
        "y": [round(value, 1) for value in values],
        "line": {"dash": dash, "shape": "hv"},
        "customdata": [duration(value, labels) for value in values],
        "hovertemplate": hover + "<extra></extra>",
    }


def _layout(minutes: Sequence[float], labels: Labels) -> dict[str, Any]:
    least, most = min(minutes), max(minutes)
    ticks = [tick for tick in _TICKS if least / 3 <= tick <= most * 3]
    return {
        "showlegend": False,
        "xaxis": {
            "type": "date",
            "fixedrange": True,
            "showgrid": False,
            "nticks": 6,
            "tickformatstops": _DATES,
        },
        "yaxis": {
            "type": "log",
            "tickvals": ticks,
            "ticktext": [duration(tick, labels) for tick in ticks],
            "fixedrange": True,
            "zeroline": False,
            "automargin": True,
        },
        "margin": {"l": 48, "r": 12, "t": 8, "b": 32},
    }
