"""The whole list as Markdown, for the summary of a run on GitHub, where annotations are ten of each kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from mkdocs_postmortem.report.model import Report
from mkdocs_postmortem.report.style import counts, one_line

# GitHub takes a mebibyte per step, and drops all of what is longer.
MAX_BYTES = 900_000
_HEAD = ("| Line | Level | Rule | Finding |", "| ---: | --- | --- | --- |")
_CODE = re.compile(r"(`+[^`]+`+)")
_SPECIAL = re.compile(r"([\\*_\[\]<>&~#!@])")


def lines(report: Report) -> Iterator[str]:
    """Return the list, a table per document, as far as it fits."""
    yield "## Postmortems"
    yield ""
    yield counts(report)
    room = MAX_BYTES
    left = len(report.diagnostics)
    for path, group in groupby(report.diagnostics, key=lambda each: each.path):
        head = ["", f"### {_text(path)}", "", *_HEAD]
        for number, each in enumerate(group):
            row = (
                f"| {each.span.line} | {each.level} | [{each.code}]({each.url}) "
                f"| {_text(each.message)}<br>{_text(each.help)} |"
            )
            new = [row] if number else [*head, row]
            room -= sum(len(line.encode("utf-8", "replace")) + 1 for line in new)
            if room < 0:
                yield ""
                yield f"{left} more: `postmortem check --output-format concise`"
                return
            yield from new
            left -= 1


def _text(text: str) -> str:
    """Return an author's text so that a cell shows it and nothing of it becomes markup."""
    parts = _CODE.split(one_line(text))
    shown = "".join(part if number % 2 else _SPECIAL.sub(r"\\\1", part) for number, part in enumerate(parts))
    return shown.replace("|", "\\|")
