"""Findings as text: one module per format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mkdocs_postmortem.report import concise, full, github, gitlab, grouped, json, junit, rdjson, sarif
from mkdocs_postmortem.report.model import Report
from mkdocs_postmortem.report.style import one_line

__all__ = [
    "FORMATS",
    "FOR_MACHINES",
    "Format",
    "Report",
    "concise",
    "full",
    "github",
    "gitlab",
    "grouped",
    "json",
    "junit",
    "one_line",
    "rdjson",
    "sarif",
]

Format = Callable[[Report], Iterator[str]]

FORMATS: Mapping[str, Format] = {
    "full": full.lines,
    "concise": concise.lines,
    "grouped": grouped.lines,
    "json": json.lines,
    "json-lines": json.one_per_line,
    "github": github.lines,
    "gitlab": gitlab.lines,
    "sarif": sarif.lines,
    "junit": junit.lines,
    "rdjson": rdjson.lines,
}
# Formats for machines get every finding; those for people get infos only when asked for. JUnit knows no
# finding that fails nothing.
FOR_MACHINES = frozenset(("json", "json-lines", "gitlab", "sarif", "rdjson"))
