"""How a finding can be mended: edits of the document, and how far they can be trusted.

A rule makes a fix with the functions below; `postmortem check --fix` applies it. A `safe` fix leaves
what the document says as it is, an `unsafe` one may change it and wants to be looked at, and a fix for
`display` only is shown to the author, never applied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.document.yaml_errors import in_quotes

SAFE, UNSAFE, DISPLAY = SAFETY = ("safe", "unsafe", "display")
# What YAML takes for text or a day without quotes: one word that is no number, or an ISO date.
_PLAIN_SCALAR = re.compile(
    r"(?!(?:y|n|yes|no|on|off|true|false|null)$)[A-Za-z][\w-]*|\d{4}-\d{2}-\d{2}", re.I
)


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


def blank_line_above(at: Text, safety: str = SAFE) -> Fix:
    """Return the fix that puts an empty line (in a quote, a quoted one) above that of a piece."""
    text = at.source.text
    start = text.rfind("\n", 0, at.start) + 1
    lead = text[start : at.start]
    empty = lead[: lead.rfind(">") + 1]
    edit = Edit(Text(at.source, start, start), f"{empty}\n")
    return Fix("insert a blank line above it", (edit,), safety)


def write_yaml(value: Text, text: str, safety: str) -> Fix | None:
    """Return the fix that gives a front matter entry another value; None for one of several lines."""
    source = value.source
    start, end = value.start, value.end
    written = source.text[start:end]
    if "\n" in written or written[:1] in ("|", ">", "[", "{"):
        return None
    if start and source.text[start - 1] in "\"'" and source.text[end : end + 1] == source.text[start - 1]:
        start, end = start - 1, end + 1
        written = source.text[start:end]
    plain = written[:1] not in ("'", '"') and _PLAIN_SCALAR.fullmatch(text)
    new = text if plain else in_quotes(text)
    lead = " " if source.text[start - 1 : start] == ":" else ""
    return Fix(f"write {new}", (Edit(Text(source, start, end), lead + new),), safety)
