"""Findings as text: one module per format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mkdocs_postmortem.document.source import Source
from mkdocs_postmortem.report import concise, full, github, json
from mkdocs_postmortem.report.style import one_line
from mkdocs_postmortem.rules import Diagnostic

__all__ = ["FORMATS", "FOR_MACHINES", "Format", "Report", "concise", "full", "github", "json", "one_line"]


@dataclass(frozen=True, slots=True)
class Report:
    """What is reported: the findings to show, how many documents were judged, how many infos are held back.

    `sources` gives the text of each path, for frames; `width` is the terminal's, in columns.
    """

    diagnostics: Sequence[Diagnostic]
    documents: int
    sources: Mapping[str, Source] = field(default_factory=dict)
    held_back: int = 0
    color: bool = False
    width: int = 100


Format = Callable[[Report], Iterator[str]]

FORMATS: Mapping[str, Format] = {
    "full": lambda report: full.lines(
        report.diagnostics, report.sources, report.documents, report.held_back, report.color, report.width
    ),
    "concise": lambda report: concise.lines(
        report.diagnostics, report.documents, report.held_back, report.color
    ),
    "json": lambda report: json.lines(report.diagnostics),
    "github": lambda report: github.lines(report.diagnostics),
}
# Formats for machines get every finding; those for people get infos only when asked for.
FOR_MACHINES = frozenset(("json",))
