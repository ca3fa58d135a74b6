"""Sections that begin with a bold label instead of a heading: `**Impact**: …`, as in the SRE book's example.

A label of a paragraph counts where it is certain to be meant so: above the first heading, or, if several
stand together, below headings of no known name at the head of a document, and the first of a known one.
Further down, in a section of another name, it may as well speak of that section.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from mkdocs_postmortem.document.blocks import Block, Divider, Heading, ListItem, Paragraph
from mkdocs_postmortem.document.labelled_sections import LabelledSections, Mark, ends
from mkdocs_postmortem.document.labels import Labelled, Labels
from mkdocs_postmortem.document.model import Section
from mkdocs_postmortem.document.sections import heads_of, section_key
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.document.times import ANY_YEAR, time_head
from mkdocs_postmortem.template import Template, plain

# So many labels that name sections show that a document uses them as headings, however short their text.
_MIN_LABELS = 3
# Below a heading of another name, two must stand together.
_MIN_BELOW_HEADING = 2
# Where there are fewer, more must stand behind one than a value: `**Impact:** High` is metadata.
_MIN_WORDS, _MIN_CHARACTERS = 4, 24


class BoldSections(NamedTuple):
    """All sections of a document, in order, with those that labels begin.

    `starts` are the offsets of the labels of paragraphs that do, `content` the indices of the blocks
    that stand in these sections and hold no metadata. `doubtful` are the labels, by key, of sections
    that the document lacks, where it is not certain that one begins there.
    """

    sections: tuple[Section, ...]
    starts: frozenset[int] = frozenset()
    content: frozenset[int] = frozenset()
    doubtful: Mapping[str, Labelled] = {}


def bold_sections(
    blocks: tuple[Block, ...],
    title: Heading | None,
    headed: tuple[Section, ...],
    labels: Labels,
    template: Template,
) -> BoldSections:
    """Return the sections of a document: those under headings (`headed`), and those that labels begin."""
    known = {section.key for section in headed}
    if headed and not _may_begin_any(blocks, known, labels, template):
        return BoldSections(headed)
    heads = [index for index, _ in heads_of(blocks, title)]
    first = heads[0] if heads else len(blocks)
    marks = _marks(blocks, known, labels, template)
    above = [mark for mark in marks if mark.label.block < first]
    taken = _certain(above, blocks, template)
    found = LabelledSections(blocks, title, labels, marks, template)
    listed = not headed or _has_label_list(blocks, first, labels, template)
    if taken or listed:
        found.add(range(first), 2, taken, listed)
    parted = list(headed)
    if not any(mark.key for mark in above):
        places = [mark.label.block for mark in marks]
        for number, (start, end) in enumerate(zip(heads, (*heads, len(blocks))[1:], strict=True)):
            section = headed[number]
            least = _least_below(section.key, template)
            inside = marks[bisect_right(places, start) : bisect_right(places, end)]
            taken = _certain(inside, blocks, template, least) if least else frozenset()
            if taken:
                first = min(mark.label.block for mark in inside if mark.start in taken)
                parted[number] = replace(section, own=blocks[start + 1 : first])
                found.add(range(start + 1, end), section.heading.level + 1, taken, False)
            if section.key is not None:
                break
    known |= {section.key for section in found.sections}
    doubtful: dict[str, Labelled] = {}
    for mark in marks:
        if mark.key is not None and mark.key not in known:
            doubtful.setdefault(mark.key, mark.label)
    sections = sorted((*found.sections, *parted), key=lambda section: section.heading.text.start)
    return BoldSections(tuple(sections), frozenset(found.starts), frozenset(found.content), doubtful)


def _least_below(key: str | None, template: Template) -> int:
    """Return how many labels must stand together below a heading to begin sections there; 0 where none do.

    Below one that names a section, as `## Summary` does, it takes more, and none that has a table.
    """
    if key is None:
        return _MIN_BELOW_HEADING
    return 0 if any(table.section == key for table in template.tables.values()) else _MIN_LABELS


def _may_begin_any(
    blocks: tuple[Block, ...], known: set[str | None], labels: Labels, template: Template
) -> bool:
    """Say whether any label names a section that has no heading; in most documents none does."""
    if labels.titles:
        return True
    fields, metrics = template.field_names, template.metric_names
    for label in labels.lines:
        name = label.name
        if name in fields or name in metrics or not label.bold:
            continue
        # A list holds sections only if no text stands behind their labels.
        if isinstance(blocks[label.block], ListItem) and label.value:
            continue
        key = section_key(label.label.text, template)
        if key is not None and key not in known:
            return True
    return False


def _has_label_list(blocks: tuple[Block, ...], end: int, labels: Labels, template: Template) -> bool:
    """Say whether a list above the first heading holds sections: `- **Key events**` with items below."""
    for label in (*labels.lines, *labels.titles):
        if label.value or label.block + 1 >= end or not label.bold:
            continue
        block, following = blocks[label.block : label.block + 2]
        if (
            isinstance(block, ListItem)
            and block.depth == 1
            and block.lines[0].start == label.whole.start
            and isinstance(following, ListItem)
            and section_key(label.label.text, template)
        ):
            return True
    return False


def _marks(
    blocks: tuple[Block, ...], known: set[str | None], labels: Labels, template: Template
) -> list[Mark]:
    """Return the lines of paragraphs that begin with a bold label, in order."""
    every = sorted((*labels.lines, *labels.titles), key=_start)
    starts = {label.whole.start for label in every if label.bold}
    found: list[Mark] = []
    above: set[str] = set()
    at = -1
    numbers: dict[Text, int] = {}
    for label in every:
        block = blocks[label.block]
        if not label.bold or not isinstance(block, Paragraph) or block.container != "root":
            continue
        if at != label.block:
            at, numbers = label.block, {text: number for number, text in enumerate(block.lines)}
        line = numbers.get(label.whole)
        if line is None or block.lines[0].start not in starts:
            continue  # one of several on its line, or in the middle of a text
        key = None if label.name in template.field_names else section_key(label.label.text, template)
        if key is not None and (key in known or _means_another(label, above, template)):
            key = None
        elif key is not None:
            above.add(key)
        found.append(Mark(label, line, key))
    return found


def _start(label: Labelled) -> int:
    return label.whole.start


def _certain(
    marks: list[Mark], blocks: tuple[Block, ...], template: Template, least: int = 1
) -> frozenset[int]:
    """Return the offsets of the labels that begin a section; fewer than `least` do not."""
    by_key: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.key is not None:
            by_key.setdefault(mark.key, []).append(mark)
    chosen = [only for key, several in by_key.items() if (only := _only(several, key, template)) is not None]
    if len(chosen) < _MIN_LABELS:
        chosen = [mark for mark in chosen if _says_something(mark, marks, blocks, template)]
    return frozenset(mark.start for mark in chosen) if len(chosen) >= least else frozenset()


def _only(marks: list[Mark], key: str, template: Template) -> Mark | None:
    """Return the label of a section: the only one, else the only one of the template's own name.

    Where each of several causes or incidents has its own, none is the document's.
    """
    if len(marks) > 1:
        title = plain(template.section(key).title)
        marks = [mark for mark in marks if mark.label.name == title]
    return marks[0] if len(marks) == 1 else None


def _means_another(label: Labelled, above: set[str], template: Template) -> bool:
    """Say whether a label that names a section stands for a moment, or for a category of actions."""
    head = time_head(label.value.text[:_MIN_CHARACTERS], ANY_YEAR) if label.value else None
    if head is not None and (head.whole or "timeline" in above):
        return True
    return "actions" in above and template.vocabularies["action_category"].find(label.name) is not None


def _says_something(mark: Mark, marks: list[Mark], blocks: tuple[Block, ...], template: Template) -> bool:
    """Say whether a text stands behind a label, and no mere value."""
    label = mark.label
    if label.value:
        value = label.value.text
        return len(value) >= _MIN_CHARACTERS or len(value.split()) >= _MIN_WORDS
    block = blocks[label.block]
    if isinstance(block, Paragraph) and mark.line + 1 < len(block.lines):
        below = block.lines[mark.line + 1]
    else:
        following = blocks[label.block + 1] if label.block + 1 < len(blocks) else None
        if not isinstance(following, Paragraph):
            return following is not None and not isinstance(following, Heading | Divider)
        below = following.text
    other = next((other for other in marks if other.label.whole.start == below.start), None)
    return other is None or (other.key is None and not ends(other.label, mark.key, True, template))
