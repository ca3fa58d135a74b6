"""Attribute lists, `{ #id .class key=value }`, as the extension `attr_list` reads them."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(r"[^ =}]+=\".*?\"|[^ =}]+='.*?'|[^ =}]+=[^ =}]+|(?P<word>[^ =}]+)| ")
_OPENING = re.compile(r" \{:?[ ]*[^} ]")


class Attributes(NamedTuple):
    """What stands between the braces: the places of its bare words, and whether it is one list.

    It is not where a brace closes before the end, as in `{a} and {b}`.
    """

    words: list[tuple[int, int]]
    whole: bool


def read_attributes(text: str) -> Attributes:
    """Return what an attribute list says, given without its braces."""
    words = []
    end = 0
    while found := _TOKEN.match(text, end):
        end = found.end()
        if found["word"]:
            words.append(found.span())
    return Attributes(words, "}" not in text[end:])


def without_attributes(text: str, start: int, end: int) -> int:
    """Return where a heading's text in `text[start:end]` ends, without an attribute list behind it."""
    bare = text[start:end].strip()
    if not bare.endswith("}"):
        return end
    # A list inside of a code span is none: look behind the last one.
    found = _OPENING.search(bare, bare.rfind("`") + 1, len(bare) - 1)
    if found is None or not read_attributes(bare[found.end() - 1 : -1]).whole:
        return end
    return text.index(bare, start) + len(bare[: found.start()].rstrip().rstrip("#").rstrip())
