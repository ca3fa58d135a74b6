"""How a finding can be mended: edits of the document, and how far they can be trusted.

A rule makes a fix with the functions below; `postmortem check --fix` applies it. A `safe` fix leaves
what the document says as it is, an `unsafe` one may change it and wants to be looked at, and a fix for
`display` only is shown to the author, never applied.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from mkdocs_postmortem.document.source import Text

SAFE, UNSAFE, DISPLAY = SAFETY = ("safe", "unsafe", "display")


class Edit(NamedTuple):
    """A piece of the document, and what is to stand there instead."""

    at: Text
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend one finding: all or none of them. `title` says in the imperative what they do."""

    title: str
    edits: tuple[Edit, ...]
    safety: str = SAFE


def replace(at: Text, text: str, safety: str = SAFE) -> Fix:
    """Return the fix that writes something else in the place of a value."""
    return Fix(f"replace `{at}` by `{text}`", (Edit(at, text),), safety)


def insert(at: Text, text: str, title: str, safety: str = SAFE) -> Fix:
    """Return the fix that puts text before a place."""
    return Fix(title, (Edit(Text(at.source, at.start, at.start), text),), safety)


def insert_line(beside: Text, line: str, title: str, safety: str = SAFE, *, above: bool = False) -> Fix:
    """Return the fix that puts a line below (or above) the line where something ends (or begins)."""
    source = beside.source
    if above:
        start = source.text.rfind("\n", 0, beside.start) + 1
        return Fix(title, (Edit(Text(source, start, start), f"{line}\n"),), safety)
    end = source.text.find("\n", beside.end)
    end = len(source.text) if end == -1 else end
    return Fix(title, (Edit(Text(source, end, end), f"\n{line}"),), safety)


def remove_lines(at: Text, title: str, safety: str = SAFE) -> Fix:
    """Return the fix that takes out every line on which a piece of the document stands."""
    text = at.source.text
    start = text.rfind("\n", 0, at.start) + 1
    end = text.find("\n", at.end)
    end = len(text) if end == -1 else end + 1
    return Fix(title, (Edit(Text(at.source, start, end), ""),), safety)
