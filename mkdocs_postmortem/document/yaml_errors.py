"""Saying in plain words why a block of front matter is not YAML.

libyaml's and PyYAML's own texts differ, and neither speaks to an author. The mistakes that people
make are recognised from the line itself, and from the lines above it; only what is left is told in
the parser's terms, translated.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from mkdocs_postmortem.document.problem import Problem
from mkdocs_postmortem.document.source import Source, Text
from mkdocs_postmortem.yaml_loading import TooDeepError

_KEY_VALUE = re.compile(
    r"(?P<lead>[ ]*(?:-[ \t]+)?)(?P<key>[^\s:#\"'][^:\n]*?)[ \t]*:(?:[ \t]+(?P<value>\S.*?))?[ \t]*$"
)
_NO_SPACE = re.compile(r"[ ]*(?P<key>[\w-]+):(?P<value>[^\s:/].*)$")
_COMMENT = re.compile(r"[ \t]#.*$")
_BLOCK_SCALAR = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])$")
_BAD_ESCAPE = re.compile(
    r"\\[^0abtnvfre \"/\\N_LPxuU\t]|\\x(?![0-9A-Fa-f]{2})|\\u(?![0-9A-Fa-f]{4})|\\U(?![0-9A-Fa-f]{8})"
)
_NOT_PRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DROPS = "MkDocs would drop the whole block and print it as text"
_QUOTE = f"put the value in double quotes; {_DROPS}"
_ONE_PAIR = f"put the whole value in one pair of quotes; {_DROPS}"
# How far above the place where the parser gave up the mistake is looked for.
_MAX_BACK = 40
# What the two parsers say, and what it means.
_TERMS = (
    ("undefined alias", "`*` names an anchor that is not there"),
    ("tag handle", "`!` opens a tag that nothing defines"),
    ("duplicate anchor", "the same `&` anchor stands twice"),
    ("document", "`---` or `...` in the middle ends the block"),
    ("expected ','", "a list or mapping in brackets is not closed, or a comma is missing"),
    ("node content", "a list or mapping in brackets is not closed, or a comma is missing"),
    ("end of stream", "a quote or bracket is never closed"),
    ("tab", "a tab stands where blanks are expected"),
)


class _Guilt(NamedTuple):
    """What is wrong with a line, between which columns (0-based), and the mend."""

    what: str
    low: int
    high: int
    help: str


def explain(source: Source, start: int, block: str, error: yaml.YAMLError) -> Problem:
    """Return the problem that a YAML error in a block at offset `start` is."""
    if isinstance(error, TooDeepError):
        at = source.piece(start + error.index, _line_end(source, start + error.index))
        return _problem(at, str(error), "write the values in fewer levels")
    if (bad := _NOT_PRINTABLE.search(block)) is not None:
        at = Text(source, start + bad.start(), start + bad.end())
        return _problem(
            at, f"it holds a control character (U+{ord(bad.group()):04X})", f"delete it; {_DROPS}"
        )
    lines = block.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    numbers = [min(block.count("\n", 0, index), len(lines) - 1) for index in _indexes(error)]
    problem_line = numbers[0] if numbers else 0
    context_line = min(numbers[1] if len(numbers) > 1 else problem_line, problem_line)
    for number in _suspects(lines, problem_line, context_line):
        guilt = _guilty(lines, number)
        if guilt is not None:
            offset = start + starts[number]
            at = Text(source, offset + guilt.low, offset + guilt.high)
            return _problem(at, guilt.what, guilt.help, quoted=guilt.help in (_QUOTE, _ONE_PAIR))
    while problem_line > 0 and not lines[problem_line].strip():
        problem_line -= 1
    offset = start + starts[problem_line]
    at = source.piece(offset, offset + len(lines[problem_line])) or Text(source, offset, offset)
    said = str(getattr(error, "problem", None) or error)
    what = next(
        (words for term, words in _TERMS if term in said), "this line does not fit what stands above it"
    )
    return _problem(at, what, f"correct the line, or put its value in double quotes; {_DROPS}")


def _indexes(error: yaml.YAMLError) -> list[int]:
    """Return where the parser gave up, and where what it was reading began, as far as it says."""
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    return [mark.index for mark in marks if mark is not None]


def _suspects(lines: list[str], problem: int, context: int) -> list[int]:
    """Return the numbers of the lines to look at, the likeliest first."""
    above = range(problem - 1, max(context - 2, problem - _MAX_BACK, -1), -1)
    numbers = [problem, *([context] if context != problem else []), *above]
    return [number for number in dict.fromkeys(numbers) if lines[number].strip()]


def _line_end(source: Source, offset: int) -> int:
    end = source.text.find("\n", offset)
    return len(source.text) if end == -1 else end


def _problem(at: Text, what: str, help_text: str, quoted: bool = False) -> Problem:
    message = f"Front matter is not valid YAML: {what}"
    return Problem("invalid-yaml", at, message, help_text, instead=in_quotes(at.text) if quoted else None)


def in_quotes(text: str) -> str:
    """Return a text of one line as YAML in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _guilty(lines: list[str], number: int) -> _Guilt | None:
    line = lines[number]
    if line.lstrip(" ").startswith("\t"):
        at = line.index("\t")
        return _Guilt("a tab at the start of the line", at, at + 1, f"indent with blanks; {_DROPS}")
    bare = _COMMENT.sub("", line) if "#" in line else line
    found = _KEY_VALUE.match(bare)
    if found is None:
        return _no_key(lines, number, bare)
    if found["key"][0] in "@`%":
        low, high = found.span("key")
        named = "a backtick" if found["key"][0] == "`" else f"`{found['key'][0]}`"
        return _Guilt(f"the key starts with {named}", low, high, f"put the key in double quotes; {_DROPS}")
    if found["value"] is not None and (guilt := _value(found, lines, number)) is not None:
        return guilt
    return _misplaced(lines, number, found)


def _no_key(lines: list[str], number: int, bare: str) -> _Guilt | None:
    """Look at a line that is no `key: value`."""
    text = bare.strip()
    low = len(bare) - len(bare.lstrip())
    high = low + len(text)
    if text.startswith("- "):
        return _stray_item(lines, number, low, high)
    if not text or text[0] in "#\"'" or text == "-" or low > 0:
        return None
    if text[0] in "@`%":
        named = "a backtick" if text[0] == "`" else f"`{text[0]}`"
        return _Guilt(f"the line starts with {named}", low, high, f"write `key: value`; {_DROPS}")
    if (close := _NO_SPACE.match(bare)) is not None:
        what = f"`{close['key']}:` needs a blank behind the colon"
        return _Guilt(what, *close.span("key"), f"write `{close['key']}: {close['value'].strip()}`; {_DROPS}")
    if text[0] not in "[]{},|>&*!?":
        what = f"`{text if len(text) <= 40 else text[:39] + '…'}` is not a `key: value` line"
        return _Guilt(what, low, high, f"write `key: value`, or indent it under its key; {_DROPS}")
    return None


def _stray_item(lines: list[str], number: int, low: int, high: int) -> _Guilt | None:
    """Look whether a list item stands to the left of the one above it, but under no key."""
    for line in reversed(lines[max(0, number - _MAX_BACK) : number]):
        if not line.lstrip(" ").startswith("- "):
            return None
        column = len(line) - len(line.lstrip(" "))
        if column > low:
            what = "the list item does not begin in the column of those above it"
            return _Guilt(what, low, high, f"begin all items of a list in the same column; {_DROPS}")
    return None


def _value(found: re.Match[str], lines: list[str], number: int) -> _Guilt | None:
    """Look at the value of a `key: value` line."""
    key, value = found["key"].strip(), found["value"]
    low, high = found.span("value")
    first = value[0]
    if first in "\"'":
        return _quoted(key, value, low, high, lines, number)
    if first in "@`%":
        named = "a backtick" if first == "`" else f"`{first}`"
        return _Guilt(f"the value of `{key}` starts with {named} and needs quotes", low, high, _QUOTE)
    if first in "[{":
        return _bracketed(key, value, low, high, lines, number)
    if first in "]},":
        return _Guilt(f"the value of `{key}` starts with `{first}` and needs quotes", low, high, _QUOTE)
    if first in "|>":
        if _BLOCK_SCALAR.match(value):
            return None
        return _Guilt(f"the value of `{key}` starts with `{first}` and needs quotes", low, high, _QUOTE)
    if value.startswith(("- ", "? ")) or value in ("-", "?"):
        help_text = f"begin the list on the next line, or put the value in double quotes; {_DROPS}"
        return _Guilt(f"the value of `{key}` starts with `{first} `", low, high, help_text)
    if ": " in value or ":\t" in value or value.endswith(":"):
        return _Guilt(f"the value of `{key}` contains `: ` and needs quotes", low, high, _QUOTE)
    if first in "*&!":
        return _Guilt(f"the value of `{key}` starts with `{first}` and needs quotes", low, high, _QUOTE)
    return None


def _bracketed(key: str, value: str, low: int, high: int, lines: list[str], number: int) -> _Guilt | None:
    opening = value[0]
    closing = "]" if opening == "[" else "}"
    if value.endswith(closing):
        if opening == "{" or value.count(opening) != value.count(closing):
            return _Guilt(f"the value of `{key}` starts with `{opening}` and needs quotes", low, high, _QUOTE)
        return None
    if closing in value:
        what = f"the value of `{key}` goes on behind its closing `{closing}`"
        return _Guilt(what, low, high, _QUOTE)
    if _closes_below(lines, number, closing):
        return None
    help_text = f"close it with `{closing}`, or put the value in double quotes; {_DROPS}"
    return _Guilt(f"the `{opening}` in the value of `{key}` is never closed", low, high, help_text)


def _closes_below(lines: list[str], number: int, closing: str) -> bool:
    """Say whether a bracket or quote is closed in the indented lines below."""
    for line in lines[number + 1 :]:
        if line.strip() and not line.startswith((" ", "\t", closing)):
            return False
        if closing in line:
            return True
    return False


def _quoted(key: str, value: str, low: int, high: int, lines: list[str], number: int) -> _Guilt | None:
    quote = value[0]
    if quote == '"' and (bad := _BAD_ESCAPE.search(value)):
        return _Guilt(
            f"`{bad.group()}` in the value of `{key}` is no escape YAML knows",
            low + bad.start(),
            low + bad.end(),
            f"write the backslash twice, or use single quotes; {_DROPS}",
        )
    inner = (
        value[1:].replace("\\\\", "  ").replace('\\"', "  ")
        if quote == '"'
        else value[1:].replace("''", "  ")
    )
    end = inner.find(quote)
    if end == -1:
        if _closes_below(lines, number, quote):
            return None
        what = f"the quote that opens the value of `{key}` is never closed"
        return _Guilt(what, low, high, f"close it with `{quote}`; {_DROPS}")
    if inner[end + 1 :].strip():
        what = f"the value of `{key}` goes on behind its closing quote"
        return _Guilt(what, low, high, _ONE_PAIR)
    return None


def _misplaced(lines: list[str], number: int, found: re.Match[str]) -> _Guilt | None:
    """Look whether a sound line stands in the wrong column."""
    indent = len(found["lead"]) - len(found["lead"].lstrip(" "))
    if found["lead"].strip():
        return None
    above = number - 1
    while above >= 0 and (not lines[above].strip() or lines[above].lstrip().startswith("#")):
        above -= 1
    if above < 0:
        return None
    before = _KEY_VALUE.match(_COMMENT.sub("", lines[above]))
    column = len(lines[above]) - len(lines[above].lstrip(" "))
    low, high = found.span("key")
    key = found["key"].strip()
    if before is not None and before["value"] is not None and not before["lead"].strip() and indent > column:
        what = f"`{key}` is indented, but `{before['key'].strip()}` above it has a value already"
        return _Guilt(what, low, high, f"begin both in the same column; {_DROPS}")
    if indent < column and not any(
        line.strip() and len(line) - len(line.lstrip(" ")) == indent for line in lines[:number]
    ):
        what = f"`{key}` does not begin in the column of the keys above it"
        return _Guilt(what, low, high, f"begin all keys in the same column; {_DROPS}")
    return None
