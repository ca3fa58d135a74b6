"""Colours, counts and safe text that the formats share."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from mkdocs_postmortem.report.advice import advice
from mkdocs_postmortem.report.model import Report
from mkdocs_postmortem.rules import LEVELS, Diagnostic
from mkdocs_postmortem.rules.fixes import SAFE, UNSAFE

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;34",
    "off": "2",
    "bold": "1",
    "frame": "1;34",
    "help": "1;36",
    "added": "1;32",
}
# Stands behind the help of what `--fix` fixes.
MARK = "[*]"
# Joiners that hold an emoji or a script's letters together; other invisible characters can deceive.
_JOINERS = "\u200c\u200d"


def paint(text: str, style: str, color: bool) -> str:
    """Return text in a style, or as it is where there is no colour."""
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if color and text else text


def plural(number: int, noun: str) -> str:
    """Return `1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def summary(report: Report) -> Iterator[str]:
    """Return the last lines: the counts, and what can be fixed."""
    yield counts(report)
    if hint := fixable(report.diagnostics):
        yield hint
    if said := advice(report.diagnostics, report.archive, report.documents):
        yield said


def counts(report: Report) -> str:
    """Return the counts, and what to run next."""
    diagnostics, documents, color = report.diagnostics, report.documents, report.color
    numbers = Counter(diagnostic.level for diagnostic in diagnostics)
    hint = ""
    if report.held_back:
        hint = f" {plural(report.held_back, 'informational finding')} not shown: `postmortem check --info`."
    if not numbers:
        if not documents:
            return "No documents to check."
        return paint(f"No findings in {plural(documents, 'document')}.", "bold", color) + hint
    parts = [paint(plural(numbers[level], level), level, color) for level in LEVELS if numbers[level]]
    files = len({diagnostic.path for diagnostic in diagnostics})
    gravest = min(diagnostics, key=lambda each: LEVELS.index(each.level))
    which = "it" if len({each.code for each in diagnostics}) == 1 else "the gravest"
    return (
        f"Found {', '.join(parts)} in {files} of {plural(documents, 'document')}. "
        f"`postmortem rule {gravest.code}` explains {which}.{hint}"
    )


def is_fixable(diagnostic: Diagnostic) -> bool:
    """Say whether `--fix` alone mends a finding."""
    return diagnostic.fix is not None and diagnostic.fix.safety == SAFE


def fixable(diagnostics: Sequence[Diagnostic]) -> str:
    """Return the line that says how many findings the command can fix, or nothing."""
    fixes = Counter(each.fix.safety for each in diagnostics if each.fix is not None)
    if fixes[SAFE]:
        more = f" ({fixes[UNSAFE]} more with `--unsafe-fixes`)" if fixes[UNSAFE] else ""
        return f"{MARK} {fixes[SAFE]} fixable: `postmortem check --fix`{more}."
    if fixes[UNSAFE]:
        return f"{fixes[UNSAFE]} fixable with a look at it: `postmortem check --fix --unsafe-fixes`."
    return ""


def one_line(text: str) -> str:
    """Return text safe to print on one line: no control characters, which a document could smuggle in."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in _JOINERS or unicodedata.category(char) == "Zs" else "�"
        for char in text
    )


def as_json(data: Any, indent: int | None = None) -> str:
    """Return data as JSON that is safe to print: what `one_line` replaces is escaped, and nothing lost.

    The name of a file need not be Unicode; JSON must be.
    """
    text = json.dumps(data, ensure_ascii=False, indent=indent).encode("utf-8", "replace").decode("utf-8")
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in _JOINERS or char == "\n" else json.dumps(char)[1:-1]
        for char in text
    )


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    total = before = 0
    joined = False
    for char in text:
        if char == "\ufe0f" and before == 1:  # asks for the emoji form, which is wide
            total += 1
            before = 2
        elif unicodedata.category(char) in ("Mn", "Me", "Cf"):
            joined = char == "\u200d"
        else:
            width = 2 if unicodedata.east_asian_width(char) in "WF" else 1
            if not joined or width == 1:  # what is joined to an emoji is a part of it
                total += width
            before, joined = width, False
    return total
