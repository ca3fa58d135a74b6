"""Timelines for tests, and how they are written down."""

from __future__ import annotations

from mkdocs_postmortem.document.model import Timeline
from tests.document.reading import read_text

HEAD = "# Incident Postmortem: Orders mart stale\n\n**Date:** 2025-03-14\n"


def timeline_of(body: str, head: str = HEAD, path: str = "docs/incident.md") -> Timeline:
    return read_text(f"{head}\n{body}", path).timeline


def clocks(timeline: Timeline) -> list[tuple[str, str | None]]:
    """Return each row's time as written, and its point in time."""
    return [
        (moment.time.text, moment.at.strftime("%m-%d %H:%M") if moment.at is not None else None)
        for moment in timeline.moments
    ]


def table(*times: str, head: str = "| Time | Event |\n|------|-------|") -> str:
    rows = "\n".join(f"| {time} | event {number} |" for number, time in enumerate(times))
    return f"## Timeline\n\n{head}\n{rows}\n"


TEMPLATE_LIKE = """\
## Timeline

All times in UTC.

| Time | Event |
|------|-------|
| 22:05 | First symptom detected: freshness alert fired |
| 22:17 | On-call acknowledged |
| 23:02 | Root cause identified |
| 23:40 | Mitigation applied |
| 00:55 | Service restored |
| 01:20 | Verification complete |
"""
