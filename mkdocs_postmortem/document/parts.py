"""Reading the remaining sections: impact, whys, lists, related incidents, appendix, category."""

from __future__ import annotations

import re
from functools import lru_cache

from mkdocs_postmortem.document.blocks import Block, CodeBlock, Heading, ListItem, Table
from mkdocs_postmortem.document.choices import read_choice
from mkdocs_postmortem.document.columns import Known, known_tables
from mkdocs_postmortem.document.durations import read_duration
from mkdocs_postmortem.document.front_matter import FrontMatter
from mkdocs_postmortem.document.labels import Labelled
from mkdocs_postmortem.document.model import (
    Choice,
    Evidence,
    ImpactRow,
    Related,
    Section,
    StatedMetric,
    Why,
)
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.template import Template, plain

_LINK = re.compile(r"\[(?P<text>[^\[\]\n]*)\]\((?P<target><[^>\n]*>|[^)\s]*)[^)\n]*\)")
_WIKI = re.compile(r"\[\[(?P<target>[^\[\]\n|]+)(?:\|(?P<text>[^\[\]\n]*))?\]\]")
# The longest name of a dimension or label.
_MAX_LABEL = 80
# A cell that names an incident is not longer; only so much of it is searched for a link.
_MAX_NAME = 400


def read_metrics(
    labels: list[Labelled], blocks: tuple[Block, ...], template: Template
) -> dict[str, StatedMetric]:
    """Return the durations that a document states; the first of each counts.

    Where several parts of one section each state it, as in a report about a series of outages, it is
    theirs and not that of the whole.
    """
    stated: dict[str, list[Labelled]] = {}
    for line in labels:
        key = template.metric_names.get(line.name)
        if key is not None:
            stated.setdefault(key, []).append(line)
    metrics: dict[str, StatedMetric] = {}
    for key, lines in stated.items():
        for line in _of_the_whole(lines, blocks) if len(lines) > 1 else lines:
            value = line.value if line.value else Text(line.value.source, line.whole.end, line.whole.end)
            metrics[key] = StatedMetric(key, line.label, value, read_duration(value.text))
            break
    return metrics


def _of_the_whole(lines: list[Labelled], blocks: tuple[Block, ...]) -> list[Labelled]:
    """Return the lines that do not stand below one of several headings of the same section that have one."""
    places = [_headings_above(line.block, blocks) for line in lines]
    parts: dict[Heading, set[Heading]] = {}
    for place in places:
        if len(place) > 1:
            parts.setdefault(place[1], set()).add(place[0])
    return [
        line for line, place in zip(lines, places, strict=True) if len(place) < 2 or len(parts[place[1]]) == 1
    ]


def _headings_above(index: int, blocks: tuple[Block, ...]) -> tuple[Heading, ...]:
    """Return the sub-heading that a block stands below, of level 3 or lower, and the heading above it."""
    own: Heading | None = None
    for block in reversed(blocks[:index]):
        if not isinstance(block, Heading):
            continue
        if own is None:
            if block.level <= 2:
                return ()
            own = block
        elif block.level < own.level:
            return own, block
    return ()


def read_impact(section: Section | None, template: Template) -> tuple[tuple[ImpactRow, ...], Table | None]:
    """Return the rows of the impact table, and the table."""
    if section is None:
        return (), None
    tables = known_tables(section.blocks, template.tables["impact"], "dimension", "detail")
    if not tables:
        return (), None
    rows = []
    for _, (dimension, detail) in tables[0].rows("dimension", "detail"):
        if dimension is None or detail is None:
            continue
        key = template.dimension_names.get(plain(dimension.text[:_MAX_LABEL]))
        rows.append(ImpactRow(key, dimension, detail, _answer(detail.text, template)))
    return tuple(rows), tables[0].table


def _answer(detail: str, template: Template) -> str | None:
    """Return which answer a detail begins with: `yes`, `no`, `unknown` or none of them."""
    head = detail[:40].lstrip(" *_`\"'([").casefold().replace("/", " ")
    spellings, answers = _answers(template)
    if not head.startswith(spellings):
        return None
    for spelling in spellings:
        if head.startswith(spelling) and not head[len(spelling) : len(spelling) + 1].isalnum():
            return answers[spelling]
    return None


@lru_cache(maxsize=16)
def _answers(template: Template) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the spellings of the answers, the longest first, and the answer of each."""
    answers = {spelling: answer for answer, words in template.answers.items() for spelling in words}
    return tuple(sorted(answers, key=lambda spelling: -len(spelling))), answers


def read_whys(section: Section | None, template: Template) -> tuple[tuple[Why, ...], Table | None]:
    """Return the whys of a section, from its table or its list, and the table."""
    if section is None:
        return (), None
    tables = known_tables(section.blocks, template.tables["whys"], "answer")
    if tables:
        rows = []
        for _, (number, question, answer) in tables[0].rows("number", "question", "answer"):
            if answer is not None:
                rows.append(Why(number, question, answer))
        return tuple(rows), tables[0].table
    items = [block for block in section.blocks if isinstance(block, ListItem) and block.text]
    top = min((item.depth for item in items), default=1)
    return tuple(Why(None, None, item.text) for item in items if item.depth == top), None


def read_list(section: Section | None) -> tuple[Text, ...]:
    """Return the list items of a section."""
    if section is None:
        return ()
    return tuple(block.text for block in section.own if isinstance(block, ListItem) and block.text)


def read_related(section: Section | None, template: Template) -> tuple[Related, ...]:
    """Return the rows of Related Incidents, from its table or its list."""
    if section is None:
        return ()
    tables = known_tables(section.blocks, template.tables["related"], "incident")
    rows: list[Related] = []
    for table in tables:
        second = _second(table, "similarity", template)
        for row, (incident, date, similarity) in table.rows("incident", "date", "similarity"):
            if incident:
                relation = row.cells[second] if 0 < second < len(row.cells) else None
                rows.append(_related(incident, date, similarity, row.text, relation))
    if not tables:
        rows = [
            _related(block.text, None, None, block.text)
            for block in section.blocks
            if isinstance(block, ListItem) and block.text
        ]
    return tuple([row for row in rows if not _says_nothing(_bare(row.incident.text), template)])


def _says_nothing(text: str, template: Template) -> bool:
    return text in template.none or text in template.empty


def _second(table: Known, key: str, template: Template) -> int:
    """Return the index of another column that goes by the name of a known one, or -1."""
    names = template.tables["related"].names
    for index, cell in enumerate(table.table.header.cells):
        if index not in table.columns.values() and names.find(cell.text[:_MAX_LABEL]) == key:
            return index
    return -1


def _bare(text: str) -> str:
    return text.casefold().strip(" *_`").rstrip(".")


def _related(
    incident: Text, date: Text | None, similarity: Text | None, whole: Text, relation: Text | None = None
) -> Related:
    """Read what a cell names: a link's target and text, a wiki link, or the first word."""
    text = incident.text
    head = text[:_MAX_NAME]
    if found := _LINK.search(head):
        target = incident.part(*found.span("target"))
        if target.text.startswith("<"):
            target = target.part(1, len(target.text) - 1)
        return Related(
            incident, incident.part(*found.span("text")), target, date, similarity, whole, relation
        )
    if found := _WIKI.search(head):
        return Related(
            incident, incident.part(*found.span("target")), None, date, similarity, whole, relation
        )
    start = len(text) - len(text.lstrip(" *_`"))
    end = len(text.rstrip(" *_`"))
    return Related(incident, incident.part(start, max(start, end)), None, date, similarity, whole, relation)


def read_category(
    labels: list[Labelled], front: FrontMatter, template: Template
) -> tuple[Choice | None, Text | None]:
    """Return the root cause category and the label it stands behind (or its front matter key)."""
    vocabulary = template.vocabularies["category"]
    names = _category_names(template)
    lines = [line for line in labels if line.name in names]
    lines.sort(key=lambda line: names[line.name])
    if lines:
        value = lines[0].value
        return (read_choice(value, vocabulary), lines[0].label) if value else (None, lines[0].label)
    for entry in front.entries:
        if plain(entry.key.text) in names and entry.kind == "str":
            return read_choice(entry.value, vocabulary, entry.string), entry.key
    return None, None


@lru_cache(maxsize=16)
def _category_names(template: Template) -> dict[str, int]:
    """Return the labels of the category; the template's own before its aliases."""
    names = {plain(template.category_label.name): 0}
    for alias in template.category_label.aliases:
        names.setdefault(plain(alias), 1)
    return names


def read_appendix(section: Section | None) -> tuple[Evidence, ...]:
    """Return the code blocks of the appendix, each with the heading above it."""
    if section is None:
        return ()
    found = []
    heading: Heading | None = None
    for block in section.blocks:
        if isinstance(block, Heading):
            heading = block
        elif isinstance(block, CodeBlock):
            found.append(Evidence(heading, block))
    return tuple(found)


def read_lessons(section: Section | None) -> tuple[Text, ...]:
    """Return the lessons: the ordered list of the section, else any list."""
    if section is None:
        return ()
    items = [block for block in section.own if isinstance(block, ListItem) and block.text]
    ordered = [item for item in items if item.ordered]
    return tuple(item.text for item in ordered or items)


def paragraphs_and_items(blocks: tuple[Block, ...]) -> list[Text]:
    """Return the running text of blocks: every line of paragraphs and list items."""
    return [line for block in blocks if hasattr(block, "lines") for line in block.lines]
