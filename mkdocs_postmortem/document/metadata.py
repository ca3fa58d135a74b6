"""Metadata: bold lines under the title, a two-column table there, and front matter."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from mkdocs_postmortem.document.blocks import Block, Heading, ListItem, Paragraph, Table
from mkdocs_postmortem.document.bold import BoldSections
from mkdocs_postmortem.document.front_matter import FrontMatter
from mkdocs_postmortem.document.labels import Labelled
from mkdocs_postmortem.document.markers import behind_marker
from mkdocs_postmortem.document.model import Field
from mkdocs_postmortem.document.sections import section_key
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.template import Template, plain

# What may stand around a name.
_MARKS = " \t\n*_`"
# What parts names, outside of notes and code.
_BETWEEN_NAMES = re.compile(r"(?P<aside>\([^()\n]*\)|`[^`\n]*`)|[,;]| and | & ")
# `Author: Dana. Review: Robin.`
_NEXT_LABEL = re.compile(r"\.[ \t]+[A-Z][A-Za-z ]{1,30}:")
# `[Dana](https://…)`, `[Dana][1]` and `[Dana]`; `Dana <dana@…>`
_LINK = re.compile(r"\[(?P<name>[^\[\]\n]{1,80})\](?:\([^()\s]{0,300}\)|\[[^\[\]\n]{0,80}\])?")
_MAIL = re.compile(r"[ \t]{0,3}<[^<>\s@]{1,80}@[^<>\s]{1,80}>")
_FULL_STOP = re.compile(r"(?<=\w{3})\.$")
# So many known names make a section or a table one of metadata.
MIN_FIELDS = 2


class Metadata(NamedTuple):
    """All metadata values: by key (body first), those unknown, and the body's in order."""

    fields: dict[str, tuple[Field, ...]]
    unknown: tuple[Field, ...]
    body: tuple[Field, ...]


def read_metadata(
    blocks: tuple[Block, ...],
    title: Heading | None,
    labels: list[Labelled],
    front: FrontMatter,
    template: Template,
    bold: BoldSections,
) -> Metadata:
    """Return the metadata of a document; `labels` are all its labelled lines (see `labelled_lines`).

    `bold` says which of them begin a section, and which blocks stand in one.
    """
    header = _header_range(blocks, title)
    body = _body_fields(blocks, header, labels, template, bold)
    if not any(field.key for field in body):
        body += _in_first_section(blocks, header.stop, labels, template, bold)
    known: dict[str, list[Field]] = {}
    unknown = []
    for field in body:
        if field.key:
            known.setdefault(field.key, []).append(field)
        else:
            unknown.append(field)
    for field in _front_matter_fields(front, template):
        known.setdefault(field.key, []).append(field)
    return Metadata({key: tuple(values) for key, values in known.items()}, tuple(unknown), tuple(body))


def _header_range(blocks: tuple[Block, ...], title: Heading | None) -> range:
    """Return which blocks stand between the title and the next heading (or from the top, without a title)."""
    start = 0 if title is None else blocks.index(title) + 1
    for index in range(start, len(blocks)):
        if isinstance(blocks[index], Heading):
            return range(start, index)
    return range(start, len(blocks))


def _in_first_section(
    blocks: tuple[Block, ...], start: int, labels: list[Labelled], template: Template, bold: BoldSections
) -> list[Field]:
    """Return the known fields under the first heading, as in `## Incident details`: two or more of them."""
    if start >= len(blocks):
        return []
    heading = blocks[start]
    if not isinstance(heading, Heading) or section_key(heading.text.text, template) is not None:
        return []
    fields = _body_fields(blocks, _header_range(blocks, heading), labels, template, bold)
    known = [field for field in fields if field.key]
    return known if len(known) >= MIN_FIELDS else []


def _body_fields(
    blocks: tuple[Block, ...],
    header: range,
    labels: list[Labelled],
    template: Template,
    bold: BoldSections,
) -> list[Field]:
    by_start: dict[int, Labelled] = {}
    for label in labels:
        if label.block in header:
            # One that goes on the line of another is found by where that one ends.
            by_start[-label.follows if label.follows else label.whole.start] = label
    fields: list[Field] = []
    for number in header:
        block = blocks[number]
        if number in bold.content:
            continue
        if isinstance(block, Paragraph | ListItem):
            fields += _line_fields(block, by_start, template, bold.starts)
        elif isinstance(block, Table):
            fields += _table_fields(block, template)
    return fields


def _line_fields(
    block: Paragraph | ListItem, labels: dict[int, Labelled], template: Template, sections: frozenset[int]
) -> list[Field]:
    fields: list[Field] = []
    is_field = True
    for line in block.lines:
        found = labels.get(line.start) or labels.get((behind_marker(line) or line).start)
        if found is None:
            # A list of names may go on in the next line.
            if is_field and fields and fields[-1].value.text.endswith(","):
                last = fields.pop()
                value = Text(line.source, last.value.start, line.end)
                whole = Text(line.source, last.whole.start, line.end)
                fields.append(Field(last.key, last.label, value, value.text, last.origin, whole))
            continue
        is_field = found.label.start not in sections
        while is_field and found is not None:
            key = template.field_names.get(found.name)
            if key is not None or found.bold:  # a sentence with a colon is no metadata
                said = found.value.text
                fields.append(Field(key or "", found.label, found.value, said, "body", found.whole))
            found = labels.get(-found.whole.end)
    return fields


def _table_fields(table: Table, template: Template) -> list[Field]:
    if len(table.header.cells) != 2:
        return []
    fields = []
    for row in (table.header, *table.rows):
        if len(row.cells) < 2:
            continue
        label = _unmarked(row.cells[0])
        key = template.field_names.get(plain(label.text))
        if key is not None or label:
            fields.append(Field(key or "", label, row.cells[1], row.cells[1].text, "table", row.text))
    known = sum(bool(field.key) for field in fields)
    return fields if known >= 2 else []


def _unmarked(text: Text) -> Text:
    """Return a cell's text without the marks and the colon around it."""
    value = text.text
    start = len(value) - len(value.lstrip("*_` "))
    end = len(value.rstrip("*_`: "))
    return text.part(start, end) if end > start else text


def _front_matter_fields(front: FrontMatter, template: Template) -> list[Field]:
    fields = []
    for entry in front.entries:
        key = template.field_names.get(plain(entry.key.text))
        if key is None or entry.kind == "map":
            continue
        items = tuple(item.string for item in entry.items) if entry.kind == "seq" else ()
        string = ", ".join(items) if items else ("" if entry.kind in ("null", "seq") else entry.string)
        whole = Text(entry.key.source, entry.key.start, max(entry.value.end, entry.key.end))
        fields.append(Field(key, entry.key, entry.value, string, "front matter", whole, items))
    return fields


def names(field: Field | None) -> tuple[str, ...]:
    """Return the parts of a list value: the items of a YAML list, or what commas part."""
    if field is None:
        return ()
    if field.items:
        return tuple(item.strip() for item in field.items if item.strip())
    text = field.string.replace("[", "").replace("]", "") if field.origin == "front matter" else field.string
    parts = []
    start = 0
    for found in _BETWEEN_NAMES.finditer(text):
        if found["aside"] is None:
            parts.append(text[start : found.start()])
            start = found.end()
    bare = (_bare(part) for part in (*parts, text[start:]))
    return tuple(part for part in bare if part)


def people(field: Field | None) -> tuple[str, ...]:
    """Return the people of a field: no dates, and nothing of what another label on its line says."""
    if field is None or field.items:
        return names(field)
    text = field.string
    if "]" in text or "@" in text:
        text = _MAIL.sub("", _LINK.sub(lambda found: found["name"], text))
    found = _NEXT_LABEL.search(text)
    field = replace(field, string=text if found is None else text[: found.start()])
    return tuple([_FULL_STOP.sub("", name) for name in names(field) if any(map(str.isalpha, name))])


def _bare(part: str) -> str:
    part = part.strip(_MARKS if part.count("`") % 2 == 0 else _MARKS.replace("`", ""))
    return part.replace("`", "") if "`" in part else part
