"""Changes of a text, each by its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Change(NamedTuple):
    """Characters of a source, from `start` to `end`, and what comes in their place."""

    start: int
    end: int
    text: str


def apply(text: str, base: int, changes: Iterable[Change]) -> str:
    """Return the text from offset `base` on with all changes made.

    Where two overlap, the later one is left out: nothing is ever removed twice.
    """
    pieces: list[str] = []
    done = base
    for change in sorted(changes):
        if change.start < done:
            continue
        pieces += [text[done : change.start], change.text]
        done = change.end
    return "".join([*pieces, text[done:]])
