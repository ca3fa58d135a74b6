"""Applying edits to a document: to its text, and to the bytes of its file."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mkdocs_postmortem.document.source import Source
from mkdocs_postmortem.rules.fixes import Edit

_LINE_END = re.compile(r"\r\n|\r|\n")


class UnfitError(Exception):
    """Edits can't be applied; the message says why."""


class Change(NamedTuple):
    """A stretch of a document's text, by offsets, and what is to stand there instead."""

    start: int
    end: int
    text: str

    def meets(self, start: int, end: int) -> bool:
        """Say whether a stretch overlaps this one, or borders on it."""
        return start <= self.end and self.start <= end


def changes_of(edits: Iterable[Edit]) -> list[Change]:
    """Return edits of one document as changes, sorted, each as small as it can be; those of nothing go."""
    found = [_trimmed(edit) for edit in edits]
    return sorted(change for change in found if change.start < change.end or change.text)


def _trimmed(edit: Edit) -> Change:
    """Return a change without what stays the same at its two ends."""
    start, end = edit.at.start, edit.at.end
    old, new = edit.at.source.text[start:end], edit.text
    shorter = min(len(old), len(new))
    head = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    shorter -= head
    tail = next((i for i in range(shorter) if old[-1 - i] != new[-1 - i]), shorter)
    return Change(start + head, end - tail, new[head : len(new) - tail])


def overlap(one: Sequence[Change], other: Sequence[Change]) -> bool:
    """Say whether two lists of changes can't both be applied: they overlap, or insert at one place."""
    return any(_clash(a, b) for a in one for b in other)


def _clash(a: Change, b: Change) -> bool:
    if a.start == b.start:
        return True
    return a.start < b.end and b.start < a.end


def apply(text: str, changes: Sequence[Change]) -> str:
    """Return a text with sorted changes that do not overlap."""
    parts, at = [], 0
    for change in changes:
        parts += [text[at : change.start], change.text]
        at = change.end
    return "".join([*parts, text[at:]])


def apply_to_bytes(data: bytes, changes: Sequence[Change]) -> bytes:
    """Return a file's bytes with sorted changes of its text, as `Source` gives it.

    Everything beside the changes stays byte for byte: byte order mark, line ends of each kind, a
    missing last one. A new line ends as the line does that it is put beside. Raises UnfitError.
    """
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    try:
        raw = data[len(mark) :].decode("utf-8")
    except UnicodeDecodeError:
        raise UnfitError("the file is not valid UTF-8") from None
    expected = apply(Source.from_bytes("", data).text, changes)
    ends = [(found.start(), found.group()) for found in _LINE_END.finditer(raw)]
    try:
        # Where different line ends meet, they could run together into one: then another kind is tried.
        for among in (None, "\n", "\r\n"):
            new = mark + _apply_to_raw(raw, ends, changes, among).encode("utf-8")
            if Source.from_bytes("", new).text == expected:
                return new
    except UnicodeEncodeError:
        raise UnfitError("it would write what is no valid text") from None
    raise UnfitError("line ends of different kinds would run together")


def _apply_to_raw(raw: str, ends: list[tuple[int, str]], changes: Sequence[Change], among: str | None) -> str:
    # Of a pair of line end characters, the text of the source has one.
    pairs = [at - number for number, at in enumerate(at for at, end in ends if end == "\r\n")]

    def place(offset: int) -> int:
        return offset + bisect_left(pairs, offset)

    placed = []
    for change in changes:
        start = place(change.start)
        text = (
            change.text.replace("\n", among or _line_end(ends, start)) if "\n" in change.text else change.text
        )
        placed.append(Change(start, place(change.end), text))
    return apply(raw, placed)


def _line_end(ends: list[tuple[int, str]], at: int) -> str:
    """Return the end of the line that a place is on, or of the one above."""
    if not ends:
        return "\n"
    return ends[min(bisect_left(ends, (at, "")), len(ends) - 1)][1]
