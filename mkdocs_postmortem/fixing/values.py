"""Everything that is read from a document, laid out flat, so that two readings can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any, NamedTuple

from mkdocs_postmortem.document.blocks import Block, CodeBlock, Heading, ListItem, Table
from mkdocs_postmortem.document.durations import Duration
from mkdocs_postmortem.document.front_matter import Entry
from mkdocs_postmortem.document.model import (
    ActionItem,
    Choice,
    Day,
    Field,
    ImpactRow,
    Postmortem,
    Related,
    Why,
)
from mkdocs_postmortem.document.source import Text

Stretch = tuple[int, int]
# What follows from several values: it stands nowhere itself.
_DERIVED = frozenset(("day", "moment in time", "impact", "why", "action item", "related incident"))


class Value(NamedTuple):
    """One thing that was read. `kind` names it for people, `content` can be compared.

    `places` are the stretches of the document, by offsets, that it was read from, its own first.
    `shape` says that it is a piece of Markdown as such, and none of the model's values.
    """

    kind: str
    content: Any
    places: tuple[Stretch, ...]
    shape: bool = False

    @property
    def derived(self) -> bool:
        """Whether it follows from other values, and stands nowhere itself."""
        return self.kind in _DERIVED

    @property
    def start(self) -> int:
        """Where it stands."""
        return self.places[0][0]


def values_of(document: Postmortem) -> list[Value]:
    """Return all values of a postmortem: metadata, sections with their text, rows, items, and the rest."""
    return [
        *_metadata(document),
        *_narrative(document),
        *_timeline(document),
        *_tables(document),
        *_blocks(document.blocks),
    ]


def _metadata(document: Postmortem) -> Iterator[Value]:
    for entry in document.front_matter.entries:
        yield Value(f"front matter `{entry.key}`", _entry(entry), (_over(entry.key, entry.value),))
    given = [field for found in document.fields.values() for field in found]
    for field in (*given, *document.unknown_fields):
        content = (field.key, field.value.text, field.string, field.items)
        yield Value(f"field `{field.label}`", content, (_over(field.label, field.value),))
    for key, single in (
        ("id", document.id),
        ("date", document.date),
        ("severity", document.severity),
        ("status", document.status_choice),
    ):
        if single is not None:
            yield Value(key, _plain(single), _field_places(document, key))
    if document.category is not None:
        label = document.category_label or document.category.text
        yield Value("category", _plain(document.category), (_over(label, document.category.text),))
    for key, people in (
        ("author", document.authors),
        ("reviewers", document.reviewers),
        ("services", document.services),
        ("tags", document.tags),
    ):
        if people:
            yield Value(key, people, _field_places(document, key))
    if document.title_text is not None:
        start = document.source.text.rfind("\n", 0, document.title_text.start) + 1
        yield Value("title", document.title, ((start, document.title_text.end),))
    yield Value("day", (document.day, document.day_from), _time_places(document))


def _narrative(document: Postmortem) -> Iterator[Value]:
    for section in document.sections:
        heading = section.heading
        yield Value("section", (section.key, heading.text.text, heading.level), (line_of(heading),))
    for key, texts in (*document.lists.items(), ("lessons", document.lessons)):
        for text in texts:
            yield Value(f"item of {key}", (key, text.text), (_stretch(text),))
    for key, text in document.covered.items():
        yield Value("covered category", (key, text.text), (_stretch(text),))
    for text in document.placeholders:
        yield Value("placeholder", text.text, (_stretch(text),))
    for reference in document.references:
        yield Value("link", (reference.name, reference.target.text), (_stretch(reference.target),))
    for evidence in document.appendix:
        under = evidence.heading.text.text if evidence.heading is not None else None
        yield Value("appendix", (under, evidence.code.code.text), (_stretch(evidence.code.text),))


def _timeline(document: Postmortem) -> Iterator[Value]:
    around = _time_places(document)
    for moment in document.timeline.moments:
        place = _over(moment.time, moment.event)
        yield Value("time in the timeline", moment.time.text, (_stretch(moment.time),))
        yield Value("event in the timeline", moment.event.text, (_stretch(moment.event),))
        when = (moment.event.text, moment.at, moment.day, moment.milestones, moment.assumed, moment.part)
        yield Value("moment in time", when, (place, *around))
    for metric in document.metrics.values():
        content = (metric.key, metric.value.text, _plain(metric.duration))
        yield Value("stated duration", content, (_over(metric.label, metric.value),))


def _tables(document: Postmortem) -> Iterator[Value]:
    for row in document.impact:
        yield from _parts("impact", row, _over(row.dimension, row.detail))
    for why in document.whys:
        yield from _parts("why", why, _over(why.question or why.answer, why.answer))
    for item in document.actions:
        yield from _parts("action item", item, _stretch(item.whole))
    for related in document.related:
        yield from _parts("related incident", related, _stretch(related.whole))


def _parts(kind: str, row: ImpactRow | Why | ActionItem | Related, place: Stretch) -> Iterator[Value]:
    """Return each cell of a row on its own, and what the row says as a whole."""
    rest = []
    for name in (field.name for field in fields(row)):
        found = getattr(row, name)
        at = found if isinstance(found, Text) else getattr(found, "text", None)
        if not isinstance(at, Text):
            rest += [(name, _plain(found))] if found is not None else []
        elif name != "whole":
            yield Value(f"{name} of the {kind}", _plain(found), (_stretch(at),))
    yield Value(kind, tuple(rest), (place,))


def _blocks(blocks: tuple[Block, ...]) -> Iterator[Value]:
    """Return what stands on the page, whatever it means."""
    for block in blocks:
        kind = type(block).__name__
        if isinstance(block, Table):
            for row in (block.header, *block.rows):
                cells = (kind, block.container, *(cell.text for cell in row.cells))
                yield Value("table row", cells, (_stretch(row.text),), True)
            continue
        text = stretch_of(block)
        content = (kind, block.container, _details(block), block_text(block).text)
        yield Value("text", content, (text,), True)


def _details(block: Block) -> Any:
    if isinstance(block, Heading):
        return block.level
    if isinstance(block, ListItem):
        return block.ordered, block.depth
    return block.code.text if isinstance(block, CodeBlock) else None


def block_text(block: Block) -> Text:
    """Return the piece of the document that a block is."""
    return block.target if not hasattr(block, "text") else block.text


def stretch_of(block: Block) -> Stretch:
    """Return where a block stands, by offsets."""
    return _stretch(block_text(block))


def line_of(heading: Heading) -> Stretch:
    """Return where a heading stands, with its marks."""
    text = heading.text.source.text
    end = text.find("\n", heading.text.end)
    return text.rfind("\n", 0, heading.text.start) + 1, len(text) if end == -1 else end


def _entry(entry: Entry) -> Any:
    return entry.key.text, entry.string, entry.kind, tuple(_entry(item) for item in entry.items)


def _plain(value: Any) -> Any:
    """Return a value of the model without its places."""
    if isinstance(value, Text):
        return value.text
    if isinstance(value, Choice):
        return value.name, value.text.text, value.note
    if isinstance(value, Day):
        return value.value, value.last, value.text.text
    if isinstance(value, Duration):
        return value.state, value.minutes, value.high
    return value if isinstance(value, str | bool | date | None) else repr(value)


def _field_places(document: Postmortem, key: str) -> tuple[Stretch, ...]:
    found: tuple[Field, ...] = document.fields.get(key, ())
    return tuple(_over(field.label, field.value) for field in found) or ((0, 0),)


def _time_places(document: Postmortem) -> tuple[Stretch, ...]:
    """Return all that can say when things were: the date, the title, the section with the timeline."""
    places = [*_field_places(document, "date")] if "date" in document.fields else []
    if document.title_text is not None:
        places.append(_stretch(document.title_text))
    places += [_over(moment.time, moment.event) for moment in document.timeline.moments]
    places += [stretch_of(table) for table in document.timeline.tables]
    section = document.by_key.get("timeline")
    if section is not None:
        places.append(_stretch(section.heading.text))
        places += [stretch_of(block) for block in section.blocks]
    return tuple(places) or ((0, 0),)


def _stretch(text: Text) -> Stretch:
    return text.start, text.end


def _over(first: Text, last: Text) -> Stretch:
    return min(first.start, last.start), max(first.end, last.end)
