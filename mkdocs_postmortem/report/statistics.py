"""How often each rule was broken, the most frequent first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from mkdocs_postmortem.report.model import Report
from mkdocs_postmortem.report.style import MARK, as_json, is_fixable, paint, summary
from mkdocs_postmortem.rules import LEVELS, Diagnostic

# The formats that have a form for it: as text, an array, an object per line.
STATISTICS = ("full", "concise", "grouped", "json", "json-lines")


@dataclass(frozen=True, slots=True)
class Tally:
    """One rule's findings: how many, the gravest level among them, how many have a safe fix."""

    code: str
    name: str
    level: str
    count: int
    fixable: int

    @property
    def mark(self) -> str:
        """What `--fix` mends: all of them, some, or none."""
        return MARK if self.fixable == self.count else "[-]" if self.fixable else "[ ]"


def tallies(report: Report) -> list[Tally]:
    """Return the rules that have findings, the most frequent first, then by code."""
    by_code: dict[str, list[Diagnostic]] = {}
    for diagnostic in report.diagnostics:
        by_code.setdefault(diagnostic.code, []).append(diagnostic)
    found = [
        Tally(
            code,
            members[0].name,
            min((each.level for each in members), key=LEVELS.index),
            len(members),
            sum(map(is_fixable, members)),
        )
        for code, members in by_code.items()
    ]
    return sorted(found, key=lambda each: (-each.count, each.code))


def lines(report: Report, output_format: str) -> Iterator[str]:
    """Return the statistics in one of the formats of STATISTICS."""
    found = tallies(report)
    if output_format in ("json", "json-lines"):
        data = [asdict(each) for each in found]
        if output_format == "json":
            yield as_json(data, indent=2)
        else:
            yield from map(as_json, data)
        return
    color = report.color
    count = max((len(str(each.count)) for each in found), default=0)
    level = max((len(each.level) for each in found), default=0)
    for each in found:
        shown = paint(f"{each.level:<{level}}", each.level, color)
        code = paint(each.code, each.level, color)
        mark = paint(each.mark, "help", color) if each.fixable else each.mark
        yield f"{paint(f'{each.count:>{count}}', 'bold', color)}  {shown}  {code}  {mark} {each.name}"
    if found:
        yield ""
    yield from summary(report)
