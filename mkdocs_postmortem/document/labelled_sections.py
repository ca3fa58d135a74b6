"""Parting the blocks of a document at the bold labels that begin its sections."""

from __future__ import annotations

from typing import NamedTuple

from mkdocs_postmortem.document.blocks import Block, Divider, Heading, ListItem, Paragraph, Table
from mkdocs_postmortem.document.labels import Labelled, Labels
from mkdocs_postmortem.document.model import Section
from mkdocs_postmortem.document.sections import BOLD, LABEL, section_key
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.document.times import ANY_YEAR, time_head
from mkdocs_postmortem.template import Template, plain


class Mark(NamedTuple):
    """A line of a paragraph that begins with a bold label; `line` is its index there.

    `key` is that of the section it names, None where it names none that has no heading.
    """

    label: Labelled
    line: int
    key: str | None

    @property
    def start(self) -> int:
        """Where the label stands, which tells it from all others."""
        return self.label.label.start


class _Open:
    """A section that goes on: `alone` says that its label stood alone on its line."""

    def __init__(self, key: str | None, heading: Heading, alone: bool) -> None:
        self.key = key
        self.heading = heading
        self.alone = alone
        self.blocks: list[Block] = []

    @property
    def listed(self) -> bool:
        """Whether the label of a list item began it."""
        return self.heading.container == LABEL


class LabelledSections:
    """The sections that labels begin, found range by range.

    `starts` are the offsets of the labels of paragraphs taken, `content` the indices of the blocks that stand
    in a section begun by one, and are no metadata.
    """

    def __init__(
        self,
        blocks: tuple[Block, ...],
        title: Heading | None,
        labels: Labels,
        marks: list[Mark],
        template: Template,
    ) -> None:
        self.sections: list[Section] = []
        self.starts: set[int] = set()
        self.content: set[int] = set()
        self._blocks = blocks
        self._title = title
        self._template = template
        self._marks: dict[int, list[Mark]] = {}
        for mark in marks:
            self._marks.setdefault(mark.label.block, []).append(mark)
        self._items = {
            label.block: label
            for label in (*labels.lines, *labels.titles)
            if label.bold and isinstance(item := blocks[label.block], ListItem) and _opens(label, item)
        }
        self._open: _Open | None = None

    def add(self, where: range, level: int, taken: frozenset[int], listed: bool) -> None:
        """Add the sections in a range of blocks, headings in lists and quotes apart without any heading.

        `taken` are the labels of paragraphs that begin one. `listed` says that those of list items do too,
        and labels of no known name: a document without headings has nothing else.
        """
        for index in where:
            block = self._blocks[index]
            if isinstance(block, Paragraph) and index in self._marks:
                self._part(block, self._marks[index], level, taken, listed)
            elif block is self._title or self._ends_at(index):
                self._close()
            elif listed and index in self._items:
                self._begin_item(block, self._items[index], level)
            elif self._open is not None:
                self._open.blocks.append(block)
            if self._holds(block):
                self.content.add(index)
        self._close()

    def _holds(self, block: Block) -> bool:
        """Say whether a block stands in a section whose label is taken, and so is no metadata."""
        current = self._open
        if current is None or current.listed or current.key is None:
            return False
        return isinstance(block, ListItem) or (isinstance(block, Table) and current.alone)

    def _part(
        self, block: Paragraph, marks: list[Mark], level: int, taken: frozenset[int], listed: bool
    ) -> None:
        """Part a paragraph at those of its labels that begin or end a section."""
        line, first = 0, block.lines[0]
        for mark in marks:
            label = mark.label
            begins = mark.start in taken
            if not begins and not self._ends(label):
                continue
            self._add_lines(block, first, line, mark.line)
            self._close()
            if begins or (listed and label.name not in self._template.field_names):
                heading = Heading(label.label, level, BOLD)
                self._open = _Open(mark.key if begins else None, heading, not label.value)
            if begins:
                self.starts.add(mark.start)
            line, first = mark.line, label.value
        self._add_lines(block, first, line, len(block.lines))

    def _add_lines(self, block: Paragraph, first: Text, line: int, end: int) -> None:
        """Add lines of a paragraph to the section that goes on; of the first of them, only `first`."""
        if self._open is None or line >= end:
            return
        lines = (*((first,) if first else ()), *block.lines[line + 1 : end])
        if lines == block.lines:
            self._open.blocks.append(block)
        elif lines:
            text = Text(lines[0].source, lines[0].start, lines[-1].end)
            self._open.blocks.append(Paragraph(text, lines, block.container))

    def _ends(self, label: Labelled) -> bool:
        """Say whether a label that begins no section of the template ends the one above it, if any."""
        current = self._open
        if current is None or current.listed:
            return True
        return ends(label, current.key, current.alone, self._template)

    def _ends_at(self, index: int) -> bool:
        """Say whether a block without labels ends a section: a rule, or metadata in a list."""
        current = self._open
        if current is None or current.listed:
            return False
        if isinstance(self._blocks[index], Divider):
            return bool(current.blocks)
        item = self._items.get(index)
        return item is not None and not current.alone and item.name in self._template.field_names

    def _begin_item(self, block: Block, label: Labelled, level: int) -> None:
        """Begin a section with the label of a list item, `- **Key events**`, if none goes on."""
        current = self._open
        begins = current is None or current.listed or current.key is None
        if begins and label.name not in self._template.field_names:
            self._close()
            heading = Heading(label.label, level, LABEL)
            self._open = _Open(section_key(label.label.text, self._template), heading, True)
        if self._open is not None:
            self._open.blocks.append(block)

    def _close(self) -> None:
        if (current := self._open) is not None:
            inside = tuple(current.blocks)
            self.sections.append(Section(current.key, current.heading, inside, inside))
        self._open = None


def _opens(label: Labelled, item: ListItem) -> bool:
    return item.depth == 1 and item.lines[0].start == label.whole.start


def ends(label: Labelled, key: str | None, alone: bool, template: Template) -> bool:
    """Say whether a label that begins no section of the template ends a section.

    That of a field does. A section whose own label stands `alone` on its line goes on to the next that does.
    """
    if label.name in template.field_names:
        return True
    return not (alone and label.value) and not _belongs(label, key, template)


def _belongs(label: Labelled, key: str | None, template: Template) -> bool:
    """Say whether a label of no section's name is one that a section has by itself.

    A moment or duration of the timeline, a dimension of the impact, a category of the actions, a why, a
    question of the template.
    """
    name = label.name
    if key == "timeline":
        times = (label.label.text, label.value.text)
        return name in template.metric_names or any(time_head(text, ANY_YEAR) is not None for text in times)
    if key == "impact":
        return name in template.dimension_names
    if key == "actions":
        return template.vocabularies["action_category"].find(name) is not None
    if key == "whys":
        return "why" in name.split()[:2]
    return key == "narrative" and name in {plain(question) for question in template.questions}
