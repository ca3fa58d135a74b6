"""The charts of the archive, as plotly figures in an attribute, each with the table of its numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType
from typing import Any, NamedTuple

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.labels import Labels
from mkdocs_postmortem.pages.arguments import NONE, Arguments
from mkdocs_postmortem.pages.places import page_url, table_url
from mkdocs_postmortem.pages.rendering import render
from mkdocs_postmortem.pages.severity import severity_style
from mkdocs_postmortem.pages.tallies import (
    Tally,
    affected_services,
    root_causes,
    severity_over_time,
    worst_first,
)
from mkdocs_postmortem.pages.text import UrlFor, listing, quarter_text

# Fewer incidents than this are told in a sentence.
FEWEST = 3
# More bars than these say no more.
MOST_BARS = 10


class Entry(NamedTuple):
    """An entry of a legend: a word, the CSS class of its badge, and the URL of what it stands for."""

    word: str
    style: str
    url: str


class Chart(NamedTuple):
    """A chart: the question it answers, its figure as JSON, its height in pixels, and its numbers.

    `together` is the share of all, in percent, that a label makes up with those above it.
    `given` are the filters that its incidents were chosen by.
    """

    key: str
    question: str
    description: str
    figure: str
    height: int
    tally: Tally
    first_column: str
    remark: str
    legend: tuple[Entry, ...] = ()
    together: tuple[str, ...] = ()
    given: Mapping[str, str] = MappingProxyType({})


def has_chart(html: str) -> bool:
    """Say whether a page holds a chart, so that plotly.js must be part of the site."""
    return "data-pm-chart=" in html


# What is drawn where nothing is asked for.
USUAL = ("severity", "causes")


def charts_html(archive: Archive, url_for: UrlFor, asked: Arguments = NONE, here: str | None = None) -> str:
    """Return the charts of an archive, those `asked` for; a sentence where there are too few incidents.

    Their legends lead to the index, or to the page whose URL is `here`, which has a table of the same.
    """
    if not archive.incidents:
        return ""
    if len(archive.incidents) < FEWEST:
        return render("few.html", archive.labels, sentence=_sentence(archive), fewest=FEWEST)
    given = asked.shared() if here is None else {}
    listed = page_url(archive, url_for, "index") if here is None else here
    makers: dict[str, Callable[[], Chart | None]] = {
        "severity": lambda: _severities(archive, listed, given),
        "causes": lambda: _causes(archive, given),
        "services": lambda: _services(archive, given),
    }
    made = (make() for key, make in makers.items() if key in (asked.only or USUAL))
    charts = [chart for chart in made if chart is not None]
    return render("charts.html", archive.labels, charts=charts) if charts else ""


def _sentence(archive: Archive) -> str:
    by_severity = [f"{number} {name}" for name, number in worst_first(archive.incidents, archive)]
    causes = root_causes(archive).labels
    labels, total = archive.labels, len(archive.incidents)
    parts = [labels.n("{number} incident so far", "{number} incidents so far", total)]
    parts += [listing(by_severity, labels)] if by_severity else []
    text = ": ".join(parts)
    if causes:
        return labels("{incidents}; root cause: {causes}.", incidents=text, causes=listing(causes, labels))
    return labels("{incidents}.", incidents=text)


def _severities(archive: Archive, listed: str, given: Mapping[str, str]) -> Chart | None:
    tally = severity_over_time(archive)
    if not tally.labels:
        return None
    labels = archive.labels
    quarters = [quarter_text(each, labels) for each in tally.labels]
    bars = [
        {
            "type": "bar",
            "name": name,
            "x": list(tally.labels),
            "y": [row[index] for row in tally.numbers],
            "meta": {"severity": name if rank else None, "rank": rank},
            "customdata": quarters,
            "hovertemplate": "%{fullData.name}, %{customdata}: %{y}<extra></extra>",
        }
        for index, (name, rank) in enumerate(tally.columns)
    ]
    highest = max(sum(row) for row in tally.numbers)
    step = -(-highest // 4)
    starts = _year_starts(tally.labels)
    layout = {
        "barmode": "stack",
        "bargap": 0.25,
        "showlegend": False,
        "xaxis": _time_axis(tally.labels, labels),
        # Where bars are too narrow for the names of quarters, the script puts years in their place.
        "meta": {"years": {"tickvals": list(starts), "ticktext": list(starts.values())}},
        "yaxis": {
            "rangemode": "tozero",
            "tickvals": list(range(step, highest + 1, step)),
            "fixedrange": True,
            "zeroline": False,
        },
        "margin": {"l": 24, "r": 8, "t": 8, "b": 40},
    }
    return Chart(
        "severity",
        labels("How often, and how bad?") if len(tally.columns) > 1 else labels("How often?"),
        labels("Incidents by quarter and severity, {first} to {last}", first=quarters[0], last=quarters[-1]),
        figure_json(bars, layout, 230),
        230,
        tally._replace(labels=tuple(quarters)),
        labels("Quarter"),
        _undated(tally.left_out, labels),
        tuple(_entry(name, rank, archive, listed, given) for name, rank in tally.columns)
        if len(tally.columns) > 1
        else (),
        given=given,
    )


def _undated(number: int, labels: Labels) -> str:
    if not number:
        return ""
    return labels.n(
        "{number} incident without a date left out.", "{number} incidents without a date left out.", number
    )


def _entry(name: str, rank: int | None, archive: Archive, listed: str, given: Mapping[str, str]) -> Entry:
    url = table_url(listed, **{**given, "severity": name}) if rank else ""
    return Entry(name, severity_style(name, archive.template), url)


def _time_axis(quarters: tuple[str, ...], labels: Labels) -> dict[str, Any]:
    """Return the axis of quarters: `Q1`, `Q2`, with the year below the first of each year."""
    starts = _year_starts(quarters)
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": list(quarters),
        "tickmode": "array",
        "tickvals": list(quarters),
        "ticktext": [_tick(each, starts.get(each), labels) for each in quarters],
        "tickangle": 0,
        "fixedrange": True,
        "showgrid": False,
    }


def _tick(quarter: str, year: str | None, labels: Labels) -> str:
    name = labels("Q{quarter}", quarter=quarter[-1]).replace("&", "&amp;").replace("<", "&lt;")
    return f"{name}<br>{year}" if year else name


def _year_starts(quarters: tuple[str, ...]) -> dict[str, str]:
    """Return the first quarter of each year, with its year.

    A year that is there with its last quarter alone is left out: its name would touch the next one's.
    """
    years: dict[str, str] = {}
    for each in quarters:
        years.setdefault(each[:4], each)
    starts = {first: year for year, first in years.items()}
    if len(starts) > 1 and quarters[0].endswith("Q4"):
        del starts[quarters[0]]
    return starts


def _causes(archive: Archive, given: Mapping[str, str]) -> Chart | None:
    tally = root_causes(archive)
    if not tally.labels:
        return None
    labels = archive.labels
    height = 30 * len(tally.labels) + 16
    together = _together(tally)
    remark = labels("Percent: together with those above.")
    traces = [_bar(tally, "category", labels), _sum_line(tally, together, labels)]
    return Chart(
        "causes",
        labels("What causes them?"),
        labels("Incidents by root cause category, the most frequent first"),
        figure_json(traces, _bars_layout(tally), height),
        height,
        tally,
        labels("Root cause category"),
        " ".join(filter(None, (remark, _uncategorised(tally.left_out, labels)))),
        together=together,
        given=given,
    )


def _services(archive: Archive, given: Mapping[str, str]) -> Chart | None:
    tally = affected_services(archive)
    if not tally.labels:
        return None
    labels = archive.labels
    rest = len(tally.labels) - MOST_BARS
    tally = tally._replace(labels=tally.labels[:MOST_BARS], numbers=tally.numbers[:MOST_BARS])
    height = 30 * len(tally.labels) + 16
    more = labels.n("{number} more service.", "{number} more services.", rest) if rest > 0 else ""
    return Chart(
        "services",
        labels("What does it hit?"),
        labels("Incidents by service, the most frequent first"),
        figure_json([_bar(tally, "service", labels)], _bars_layout(tally), height),
        height,
        tally,
        labels("Service"),
        more,
        given=given,
    )


def _uncategorised(number: int, labels: Labels) -> str:
    if not number:
        return ""
    return labels.n(
        "{number} incident without a category left out.",
        "{number} incidents without a category left out.",
        number,
    )


def _bar(tally: Tally, filtered: str, labels: Labels) -> dict[str, Any]:
    """Return bars from left to right; a click on one sets the filter called `filtered`."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": labels("Incidents"),
        "x": [row[0] for row in tally.numbers],
        "y": list(tally.labels),
        "meta": {"filter": filtered},
        "hoverinfo": "none",
    }


def _together(tally: Tally) -> tuple[str, ...]:
    """Return the share of all that each label makes up with those above it, in percent."""
    sums = accumulate(row[0] for row in tally.numbers)
    return tuple(f"{round(100 * each / tally.total)} %" for each in sums)


def _sum_line(tally: Tally, together: Sequence[str], labels: Labels) -> dict[str, Any]:
    """Return the line of a Pareto chart: it sums up the bars, on their own scale."""
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "name": labels("Together"),
        "x": list(accumulate(row[0] for row in tally.numbers)),
        "y": list(tally.labels),
        "text": list(together),
        "textposition": "middle right",
        "cliponaxis": False,
        "meta": {"filter": "category", "sum": True},
        "hoverinfo": "none",
    }


def _bars_layout(tally: Tally) -> dict[str, Any]:
    # The numbers stand in a column beside the names, where they never meet the line.
    named = [
        f"{label_text(label)}  <b>{row[0]}</b>"
        for label, row in zip(tally.labels, tally.numbers, strict=True)
    ]
    return {
        "bargap": 0.35,
        "showlegend": False,
        "xaxis": {"visible": False, "fixedrange": True, "rangemode": "tozero"},
        "yaxis": {
            "autorange": "reversed",
            "automargin": True,
            "fixedrange": True,
            "tickvals": list(tally.labels),
            "ticktext": named,
            "ticks": "",
            "ticklabelstandoff": 6,
            "showgrid": False,
        },
        "margin": {"l": 8, "r": 44, "t": 4, "b": 4},
    }


def label_text(text: str) -> str:
    """Return text for a label of plotly, which understands some HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def figure_json(traces: list[dict[str, Any]], layout: dict[str, Any], height: int) -> str:
    """Return a figure as JSON, `height` in pixels. Colours and font come from the page, in the browser.

    It is what plotly's own `Figure` writes, which a test holds it to: to import that, and to have it check
    each number, takes longer than all charts of an archive do.
    """
    common = {
        # What plotly calls the template `none`.
        "template": {"data": {"scatter": [{"type": "scatter"}]}},
        "height": height,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        "hovermode": "closest",
    }
    figure = {"data": traces, "layout": {**layout, **common}}
    return json.dumps(figure, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
