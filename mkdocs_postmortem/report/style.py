"""Colours and counts that the text formats share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mkdocs_postmortem.rules import LEVELS, Diagnostic

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;34",
    "bold": "1",
    "dim": "2",
    "frame": "1;34",
    "help": "1;36",
}


def paint(text: str, style: str, color: bool) -> str:
    """Return text in a style, or as it is where there is no colour."""
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if color and text else text


def plural(number: int, noun: str) -> str:
    """Return `1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def summary(diagnostics: Sequence[Diagnostic], documents: int, held_back: int, color: bool) -> str:
    """Return the last line: the counts, and what to run next."""
    counts = Counter(diagnostic.level for diagnostic in diagnostics)
    judged = plural(documents, "document")
    hint = ""
    if held_back:
        noun = "informational finding" if held_back == 1 else "informational findings"
        hint = f" {held_back} {noun} not shown: `postmortem check --info`."
    if not counts:
        return paint(f"No findings in {judged}.", "bold", color) + hint
    parts = [
        paint(plural(counts[level], level if level != "info" else "info"), level, color)
        for level in LEVELS
        if counts[level]
    ]
    files = len({diagnostic.path for diagnostic in diagnostics})
    where = f"in {files} of {judged}" if documents else f"in {plural(files, 'document')}"
    return f"Found {', '.join(parts)} {where}.{hint}"


def one_line(text: str) -> str:
    """Return text safe to print on one line: no control characters, which a document could smuggle in."""
    return "".join(char if char.isprintable() else "�" for char in text)
