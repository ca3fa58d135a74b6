"""Saying in plain words why a block of front matter is not YAML.

libyaml's and PyYAML's own texts differ, and neither speaks to an author. The half dozen mistakes
that people make are recognised from the line itself.
"""

from __future__ import annotations

import re

import yaml

from mkdocs_postmortem.document.problem import Problem
from mkdocs_postmortem.document.source import Source, Text

_KEY_VALUE = re.compile(r"(?P<lead>[ \t]*(?:-[ \t]+)?)(?P<key>[^\s:#][^:\n]*?):[ \t]+(?P<value>\S.*?)[ \t]*$")
_NO_SPACE = re.compile(r"[ \t]*(?P<key>[\w-]+):(?P<value>\S.*)$")
_HELP = "put the value in double quotes; MkDocs would drop the whole block and print it as text"


def explain(source: Source, start: int, block: str, error: yaml.YAMLError) -> Problem:
    """Return the problem that a YAML error in a block at offset `start` is."""
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    lines = block.split("\n")
    first_line = source.position(start)[0]
    numbers = [min(mark.line, len(lines) - 1) for mark in marks if mark is not None]
    # libyaml notices a missing quote or bracket only further down: the guilty line is often before.
    for number in dict.fromkeys([*numbers, *(n - 1 for n in numbers if n > 0), *range(len(lines))]):
        found = _guilty(lines[number])
        if found:
            what, low, high, help_text = found
            offset = source.line_starts[first_line - 1 + number]
            return _problem(Text(source, offset + low, offset + high), what, help_text)
    number = numbers[0] if numbers else 0
    offset = source.line_starts[first_line - 1 + number]
    at = source.piece(offset, offset + len(lines[number]))
    if not at:
        at = Text(source, offset, offset)
    what = getattr(error, "problem", None) or str(error)
    return _problem(at, what, "write `key: value`; MkDocs would drop the whole block and print it as text")


def _problem(at: Text, what: str, help_text: str) -> Problem:
    return Problem("invalid-yaml", at, f"Front matter is not valid YAML: {what}", help_text)


def _guilty(line: str) -> tuple[str, int, int, str] | None:
    """Return what is wrong with a line, from and to which column, and the mend; None if nothing."""
    if line.lstrip(" ").startswith("\t"):
        at = line.index("\t")
        return (
            "a tab at the start of the line",
            at,
            at + 1,
            "indent with spaces; MkDocs would drop the whole block",
        )
    found = _KEY_VALUE.match(line)
    if not found:
        return None
    key, value = found["key"].strip(), found["value"]
    low, high = found.span("value")
    first = value[0]
    if first in "\"'":
        return _quoted(key, value, low, high)
    if first in "@`%":
        return f"the value of `{key}` starts with `{first}` and needs quotes", low, high, _HELP
    if first in "[{":
        closing = "]" if first == "[" else "}"
        if not value.split(" #")[0].rstrip().endswith(closing):
            return (
                f"the `{first}` in the value of `{key}` is never closed",
                low,
                high,
                f"close it with `{closing}`, or put the value in double quotes; MkDocs would drop the whole block",
            )
        if first == "{":
            return f"the value of `{key}` starts with `{{` and needs quotes", low, high, _HELP
        return None
    if first in "*&!|>":
        if first in "|>" and re.fullmatch(r"[|>][+-]?\d?", value):
            return None
        return f"the value of `{key}` starts with `{first}` and needs quotes", low, high, _HELP
    if ": " in value or value.endswith(":"):
        return f"the value of `{key}` contains `: ` and needs quotes", low, high, _HELP
    return None


def _quoted(key: str, value: str, low: int, high: int) -> tuple[str, int, int, str] | None:
    quote = value[0]
    inner = value[1:].replace("\\\\", "").replace('\\"', "") if quote == '"' else value[1:].replace("''", "")
    end = inner.find(quote)
    if end == -1:
        return (
            f"the quote that opens the value of `{key}` is never closed",
            low,
            high,
            f"close it with `{quote}`; MkDocs would drop the whole block",
        )
    rest = inner[end + 1 :].strip()
    if rest and not rest.startswith("#"):
        return (
            f"the value of `{key}` goes on behind its closing quote",
            low,
            high,
            "put the whole value in one pair of quotes; MkDocs would drop the whole block",
        )
    if quote == '"' and (bad := re.search(r"\\[^0abtnvfre \"/\\N_LPxuU]", value)):
        return (
            f"`{bad.group()}` in the value of `{key}` is no escape YAML knows",
            low + bad.start(),
            low + bad.end(),
            "write the backslash twice, or use single quotes; MkDocs would drop the whole block",
        )
    return None
