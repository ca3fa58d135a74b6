"""JSON Schemas, for editors: of the plugin's options, and of a document's front matter.

Both are made from what checks these things anyway: `settings.py` and the template.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from mkdocs_postmortem.labels.catalogue import ONE, OTHER, catalogue
from mkdocs_postmortem.option_types import schema_of
from mkdocs_postmortem.settings import OPTIONS, Option, Settings
from mkdocs_postmortem.template import Field, Template, Vocabulary, is_mark, plain
from mkdocs_postmortem.template.content import TEMPLATE, definitions

Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
# Where the documentation of the released version publishes them.
ADDRESS = "https://mkdocs-postmortem.readthedocs.io/en/latest/schema/"
NAMES = ("options", "front-matter")
_NOTHING: Schema = {"type": "null"}
_DAY = r"^\s*\d{4}-\d{2}-\d{2}"


def options_schema() -> Schema:
    """Return the schema of the plugin's block in `mkdocs.yml`; an option without a value has its default."""
    return {
        "$schema": _DRAFT,
        "$id": f"{ADDRESS}options.json",
        "title": "Options of mkdocs-postmortem",
        "type": ["object", "null"],
        "properties": {option.name: _option(option) for option in OPTIONS},
        "additionalProperties": False,
        "$defs": {"labels": _labels(), "template": TEMPLATE.schema(), **definitions()},
    }


def _option(option: Option) -> Schema:
    value = schema_of(option.check)
    if option.kind == "labels":
        value = {"anyOf": [_LABELS, {"type": "array", "items": _LABELS, "minItems": 1}]}
    if option.kind == "template":
        value = {"anyOf": [{"type": "string", "pattern": r"\S"}, {"$ref": "#/$defs/template"}]}
    default = list(option.default) if isinstance(option.default, tuple) else option.default
    if option.kind in ("levels", "per_file", "pages", "urls"):
        default = {}
    return {"description": option.doc, "default": default, "anyOf": [value, _NOTHING]}


_LABELS: Schema = {"anyOf": [{"type": "string", "pattern": r"\S"}, {"$ref": "#/$defs/labels"}]}


def _labels() -> Schema:
    """Return the schema of texts by their English; one that depends on a number may have a form for one."""
    text: Schema = {"type": ["string", "number", "boolean"]}
    forms: Schema = {
        "type": "object",
        "properties": dict.fromkeys((ONE, OTHER), text),
        "required": [OTHER],
        "additionalProperties": False,
    }
    properties = {
        key: {"anyOf": [text, _NOTHING] if isinstance(said, str) else [text, forms, _NOTHING]}
        for key, said in catalogue().items()
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def front_matter_schema(template: Template, settings: Settings) -> Schema:
    """Return the schema of front matter: the template's fields by key and by label. Others are welcome."""
    properties: dict[str, Schema] = {
        "title": {"description": "The incident's title.", "type": ["string", "number", "null"]},
        "description": {"description": "What happened, in one sentence.", "type": ["string", "null"]},
    }
    for field in template.fields:
        schema = _field(field, template, settings)
        for name in dict.fromkeys((field.key, key_of(field.label))):
            properties[name] = schema
    for relation in template.relations:
        sides = [(relation.key, relation.label), (key_of(relation.label), relation.label)]
        sides.append((key_of(relation.inverse), relation.inverse))
        for name, said in dict(sides).items():
            properties.setdefault(name, _incidents(said))
    label = template.category_label.name
    category = _choice(template.vocabularies["category"])
    properties[key_of(label)] = {"description": label, "anyOf": [*category, _NOTHING]}
    return {
        "$schema": _DRAFT,
        "$id": f"{ADDRESS}front-matter.json",
        "title": f"Front matter of a postmortem (template `{template.name}`)",
        "type": "object",
        "properties": properties,
    }


def key_of(label: str) -> str:
    """Return a label as a key of front matter: `incident_id`."""
    return plain(label).replace(" ", "_")


def _field(field: Field, template: Template, settings: Settings) -> Schema:
    if field.type in template.vocabularies:
        values = _choice(template.vocabularies[field.type])
    elif field.type in ("people", "list"):
        name = {"type": ["string", "number", "boolean"]}
        values = [{"type": "string"}, {"type": "array", "items": name}]
    elif field.type == "date":
        values = [{"type": "string", "pattern": _DAY}]
    elif field.type == "id":
        # A note may follow in parentheses.
        values = [{"type": "string", "pattern": rf"^(?:{settings.id_pattern})(?: \(.*)?$"}]
    else:
        values = [{"type": ["string", "number", "boolean"]}]
    required = "" if field.required == "never" else f" Required from `{field.required}` on."
    described = f"{field.label}, such as `{field.example}`.{required}"
    return {"description": described, "examples": [field.example], "anyOf": [*values, _NOTHING]}


def _incidents(said: str) -> Schema:
    """Return the schema of a key that names other incidents; `said` is what this one is to them."""
    name = {"type": "string", "pattern": r"\S"}
    return {
        "description": f"{said}: incidents by ID, file name or path from this document.",
        "anyOf": [name, {"type": "array", "items": name}, _NOTHING],
    }


def _choice(vocabulary: Vocabulary) -> list[Schema]:
    """Return the schemas of a word of a vocabulary: its names, to choose from, and all that counts as one."""
    given = [each for term in vocabulary.terms for each in (term.name, *term.aliases)]
    spellings = [each for each in given if not is_mark(each)]
    numbers = [int(each) for each in spellings if each.isascii() and each.isdigit()]
    words: list[Schema] = [{"enum": list(vocabulary.labels)}]
    words.append({"type": "string", "pattern": rf"^[\W_]*(?:{_any_of(spellings)})(?:[\W_].*)?$"})
    if marks := "|".join(re.escape(each) for each in given if is_mark(each)):
        words.append({"type": "string", "pattern": rf"^[\s*_`]*(?:{marks})"})
    return [*words, {"enum": numbers}] if numbers else words


def _any_of(spellings: Iterable[str]) -> str:
    """Return the expression for any of some names, whatever their case and what parts their words.

    JSON Schema has no flag for that.
    """
    parted = (r"[\W_]+".join(map(_word, plain(each).split())) for each in spellings)
    return "|".join(sorted(set(parted), key=lambda part: (-len(part), part)))


def _word(word: str) -> str:
    return "".join(
        f"[{c.upper()}{c}]" if len(c.upper()) == 1 and c != c.upper() else re.escape(c) for c in word
    )
