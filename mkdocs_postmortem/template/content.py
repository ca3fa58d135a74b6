"""What a template file, or the option `template`, may say."""

from __future__ import annotations

import dataclasses

from mkdocs_postmortem.template.model import STATUSES
from mkdocs_postmortem.template.parts import Words
from mkdocs_postmortem.template.records import Keyed, Record
from mkdocs_postmortem.template.shapes import (
    Example,
    Flag,
    Key,
    Keys,
    Markdown,
    OneOf,
    Schema,
    Shape,
    Text,
    WordList,
)

# The types of metadata fields besides the names of vocabularies.
FIELD_TYPES = ("id", "date", "time", "people", "list", "text")
# The parts that the reader looks for; a template may say how they are called, not that there are others.
TABLES = ("timeline", "impact", "whys", "actions", "related")
VOCABULARIES = ("severity", "status", "category", "priority", "action_status", "action_category")

_REQUIRED = OneOf(STATUSES)
_WORDS = WordList()
_LABEL = Text()
_PAIR = Keys("milestones", 2)

FIELDS = Keyed(
    "fields",
    "field",
    {
        "key": Key("field"),
        "label": _LABEL,
        "type": Text(f"one of {', '.join(FIELD_TYPES)}, or a vocabulary"),
        "required": _REQUIRED,
        "example": Example(),
        "anywhere": Flag(),
        "aliases": _WORDS,
        "after": Text("the key of a field"),
    },
    label="label",
    needed=("label",),
)
SECTIONS = Keyed(
    "sections",
    "section",
    {
        "key": Key("section"),
        "title": _LABEL,
        "required": _REQUIRED,
        "aliases": _WORDS,
        "text": Markdown(),
        "prose": Flag(),
        "after": Text("the key of a section"),
    },
    label="title",
    needed=("title",),
)
_COLUMNS = Keyed(
    "columns",
    "column",
    {
        "key": Key("column"),
        "label": _LABEL,
        "optional": Flag(),
        "aliases": _WORDS,
        "after": Text("the key of a column"),
    },
    label="label",
    needed=("label",),
)
_TERM: dict[str, Shape] = {
    "name": _LABEL,
    "rename": _LABEL,
    "aliases": _WORDS,
    "after": Text("a word of the vocabulary"),
}
_TERMS = Keyed("vocabulary", "word", _TERM, key="name")
_MEANING = OneOf(tuple(status for status in STATUSES if status != "never"))
_KINDS_OF_TERMS = {
    "status": Keyed("statuses", "status", {**_TERM, "means": _MEANING}, key="name"),
    "priority": Keyed("priorities", "priority", {**_TERM, "high": Flag()}, key="name"),
    "action_status": Keyed(
        "action_statuses", "status", {**_TERM, "open": Flag(), "dropped": Flag()}, key="name"
    ),
    "action_category": Keyed("action_categories", "category", {**_TERM, "prevents": Flag()}, key="name"),
}
DIMENSIONS = Keyed(
    "dimensions",
    "dimension",
    {
        "key": Key("dimension"),
        "label": _LABEL,
        "required": _REQUIRED,
        "yes_no": Flag(),
        "quantify": Flag(),
        "named": Flag(),
        "aliases": _WORDS,
        "after": Text("the key of a dimension"),
    },
    label="label",
    needed=("label",),
)
MILESTONES = Keyed(
    "milestones",
    "milestone",
    {
        "key": Key("milestone"),
        "label": _LABEL,
        "tags": _WORDS,
        "phrases": _WORDS,
        "hints": _WORDS,
        "after": Text("the key of a milestone"),
    },
    needed=("label", "tags"),
)
METRICS = Keyed(
    "metrics",
    "metric",
    {
        "key": Key("metric"),
        "label": _LABEL,
        "short": _LABEL,
        "required": _REQUIRED,
        "detection": _PAIR,
        "impact": _PAIR,
        "aliases": _WORDS,
        "after": Text("the key of a metric"),
    },
    label="label",
    needed=("label", "detection", "impact"),
)
RELATIONS = Keyed(
    "relations",
    "relation",
    {
        "key": Key("relation"),
        "label": _LABEL,
        "inverse": _LABEL,
        "aliases": _WORDS,
        "inverse_aliases": _WORDS,
        "nouns": _WORDS,
        "instead": Flag(),
        "anything": Flag(),
        "again": Flag(),
        "after": Text("the key of a relation"),
    },
    label="label",
    needed=("label",),
    inverse="inverse",
)

TEMPLATE = Record(
    {
        "name": _LABEL,
        "text": Text("the path of a Markdown file"),
        "fields": FIELDS,
        "sections": SECTIONS,
        "tables": Record({key: Record({"section": Key("section"), "columns": _COLUMNS}) for key in TABLES}),
        "vocabularies": Record({key: _KINDS_OF_TERMS.get(key, _TERMS) for key in VOCABULARIES}, more=_TERMS),
        "impact": DIMENSIONS,
        "answers": Record({"yes": _WORDS, "no": _WORDS, "unknown": _WORDS}),
        "milestones": MILESTONES,
        "required_milestones": Record({"reviewed": Keys("milestones"), "closed": Keys("milestones")}),
        "required_categories": Keys("action categories"),
        "metrics": METRICS,
        "category_label": Record({"label": _LABEL, "required": _REQUIRED, "aliases": _WORDS}, label="label"),
        "questions": _WORDS,
        "relations": RELATIONS,
        "empty": _WORDS,
        "none": _WORDS,
        "mentioned": _WORDS,
        "words": Record({each.name: _WORDS for each in dataclasses.fields(Words)}),
        "page": Record(
            {
                "template_title": _LABEL,
                "template_description": _LABEL,
                "template_tags": _WORDS,
                "title_prefixes": _WORDS,
            }
        ),
    }
)

# All lists of things with keys.
KEYED = (
    FIELDS,
    SECTIONS,
    _COLUMNS,
    DIMENSIONS,
    MILESTONES,
    METRICS,
    RELATIONS,
    _TERMS,
    *_KINDS_OF_TERMS.values(),
)


def definitions() -> dict[str, Schema]:
    """Return the definitions that the JSON Schema of `TEMPLATE` refers to."""
    found = WordList.definitions()
    for keyed in KEYED:
        found.update(keyed.definitions())
    return found
