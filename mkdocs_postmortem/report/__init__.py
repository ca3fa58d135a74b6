"""Findings as text: one module per format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

from mkdocs_postmortem.report.model import Report
from mkdocs_postmortem.report.style import one_line

__all__ = ["FORMATS", "FOR_MACHINES", "Format", "Report", "one_line"]

Format = Callable[[Report], Iterator[str]]


def _format(module: str, function: str = "lines") -> Format:
    """Return the format of a module, which is imported where a report is wanted in it."""

    def lines(report: Report) -> Iterator[str]:
        made: Iterator[str] = getattr(import_module(f"{__name__}.{module}"), function)(report)
        return made

    return lines


FORMATS: Mapping[str, Format] = {
    "full": _format("full"),
    "concise": _format("concise"),
    "grouped": _format("grouped"),
    "json": _format("json"),
    "json-lines": _format("json", "one_per_line"),
    "github": _format("github"),
    "gitlab": _format("gitlab"),
    "sarif": _format("sarif"),
    "junit": _format("junit"),
    "rdjson": _format("rdjson"),
}
# Formats for machines get every finding; those for people get infos only when asked for. JUnit knows no
# finding that fails nothing.
FOR_MACHINES = frozenset(("json", "json-lines", "gitlab", "sarif", "rdjson"))
