"""Whether edits changed only what they were meant to.

A value that an edit reaches may change: that is what the edit is for. Where an edit changes the lines
of a document, and not just a few words in one, the pieces of Markdown it reaches may be read anew (the
rows of a table that was running text appear), and so may all below a heading that it changes; but no
value in them may get lost. Everything else must be read as before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Sequence

from mkdocs_postmortem.document.blocks import Block, Heading, ListItem, Table
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.fixing.edits import Change
from mkdocs_postmortem.fixing.values import Stretch, Value, block_text, line_of, stretch_of, values_of

_LISTS = frozenset(("ul", "ol", "li"))
# What may stand before an edit on its line if the edit decides what kind of line it is.
_MARKUP = frozenset(" \t>#*+-.)0123456789")
# The line under the head of a table, which decides how many columns there are.
_DASHES = frozenset(" \t>|:-")


class _Side:
    """A document before or after, and which parts of it the edits reach.

    `touched` are the edits themselves, `rewritten` the blocks whose lines they change, and what stands
    below a heading that they change. `free` is the end of front matter that could not be read at all.
    """

    def __init__(self, document: Postmortem, touched: list[Stretch], lines: list[Stretch], free: int) -> None:
        self.touched = [*touched, (0, free)] if free else touched
        self.rewritten = _blocks_at(document.blocks, lines) + _below_headings(document, touched)

    def may_change(self, value: Value) -> bool:
        """Say whether a value may be another on the other side."""
        if _meets(value.places, self.touched):
            return True
        return (value.shape or value.derived) and _meets(value.places, self.rewritten)

    def may_appear(self, value: Value) -> bool:
        """Say whether a value need not have been there before."""
        return self.may_change(value) or _meets(value.places, self.rewritten)


def changed_value(before: Postmortem, after: Postmortem, changes: Sequence[Change]) -> str | None:
    """Return what changes of a document should not have touched, with its line; None where all is well.

    `changes` are those that made `after` of `before`, sorted.
    """
    moves = _Moves(changes)
    in_lines = [change for change in changes if _changes_lines(before, change)]
    free = max(before.front_matter.body, 1) if before.broken and not after.broken else 0
    old = _Side(before, [(c.start, c.end) for c in changes], [(c.start, c.end) for c in in_lines], free)
    new = _Side(
        after,
        [moves.new(change) for change in changes],
        [moves.new(change) for change in in_lines],
        after.front_matter.body if free else 0,
    )
    # Front matter that could not be read at all may now say the day, from which much else follows.
    opened = free and not before.front_matter.entries and bool(after.front_matter.entries)
    there = [moves.forth(part) for part in old.rewritten]
    old.rewritten += [moves.back(part) for part in new.rewritten]
    new.rewritten += there
    were, are = values_of(before), values_of(after)
    have = Counter(_key(value, value.start) for value in are)
    had = Counter(_key(value, moves.to_new(value.start)) for value in were)
    for value in were:
        key = _key(value, moves.to_new(value.start))
        if had[key] > have[key] and not (old.may_change(value) or (opened and value.derived)):
            return f"{value.kind} on line {before.source.position(value.start)[0]}"
    for value in are:
        key = _key(value, value.start)
        if have[key] > had[key] and not (new.may_appear(value) or (opened and value.derived)):
            return f"{value.kind} on line {after.source.position(value.start)[0]}"
    return None


def _key(value: Value, start: int) -> tuple[Hashable, ...]:
    # A derived value stands nowhere by itself.
    return (value.kind, value.content) if value.derived else (value.kind, value.content, start)


class _Moves:
    """Where each place of a document is before and after changes."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self.changes = changes
        self.ends = [change.end for change in changes]
        self.shifts = [0]
        for change in changes:
            self.shifts.append(self.shifts[-1] + len(change.text) - (change.end - change.start))
        self.new_ends = [end + shift for end, shift in zip(self.ends, self.shifts[1:], strict=True)]

    def new(self, change: Change) -> Stretch:
        """Return where the text of a change stands afterwards."""
        start = change.start + self.shifts[self.changes.index(change)]
        return start, start + len(change.text)

    def to_new(self, offset: int) -> int:
        """Return where a place is afterwards."""
        return offset + self.shifts[bisect_right(self.ends, offset)]

    def to_old(self, offset: int) -> int:
        """Return where a place was before."""
        return offset - self.shifts[bisect_right(self.new_ends, offset)]

    def forth(self, part: Stretch) -> Stretch:
        """Return where a stretch is afterwards; its ends do not stand within a change."""
        return self.to_new(part[0]), self.to_new(part[1])

    def back(self, part: Stretch) -> Stretch:
        """Return where a stretch was before."""
        return self.to_old(part[0]), self.to_old(part[1])


def _changes_lines(document: Postmortem, change: Change) -> bool:
    """Say whether a change makes other lines of a document's lines, or other columns of a table's.

    Otherwise it only makes other words.
    """
    text = document.source.text
    if "\n" in change.text or "\n" in text[change.start : change.end]:
        return True
    line = text.rfind("\n", 0, change.start) + 1
    lead = text[line : change.start]
    if _MARKUP.issuperset(lead) or (_DASHES.issuperset(lead) and "--" in lead):
        return True
    headers = (block.header.text for block in document.blocks if isinstance(block, Table))
    return any(change.meets(header.start, header.end) for header in headers)


def _below_headings(document: Postmortem, touched: list[Stretch]) -> list[Stretch]:
    """Return the parts of a document below the headings that are touched, with these."""
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    found = []
    for number, heading in enumerate(headings):
        if _meets((line_of(heading),), touched):
            # Sections do not belong to the title, or to an accidental `#123`, as sub-sections to a section.
            limit = heading.level if heading.level > 1 else 6
            following = (later for later in headings[number + 1 :] if later.level <= limit)
            end = next((line_of(later)[0] - 1 for later in following), len(document.source.text))
            found.append((heading.text.start, end))
    return found


def _blocks_at(blocks: Sequence[Block], touched: list[Stretch]) -> list[Stretch]:
    """Return the stretches with the blocks that are touched in them, lists as a whole."""
    found = list(touched)
    if not touched:
        return found
    for run in _runs(blocks):
        start = stretch_of(run[0])[0]
        if _in_list(run[0]):
            # The mark of an item stands before its text.
            start = block_text(run[0]).source.text.rfind("\n", 0, start) + 1
        stretch = (start, max(stretch_of(block)[1] for block in run))
        if _meets((stretch,), touched):
            found.append(stretch)
    return found


def _runs(blocks: Sequence[Block]) -> list[list[Block]]:
    """Return blocks one by one, but those of a list together."""
    runs: list[list[Block]] = []
    for block in blocks:
        if runs and _in_list(block) and _in_list(runs[-1][-1]):
            runs[-1].append(block)
        else:
            runs.append([block])
    return runs


def _in_list(block: Block) -> bool:
    return isinstance(block, ListItem) or block.container in _LISTS


def _meets(places: Sequence[Stretch], parts: Sequence[Stretch]) -> bool:
    """Say whether one of some places overlaps one of some parts, or borders on it."""
    return any(start <= high and low <= end for start, end in places for low, high in parts)
