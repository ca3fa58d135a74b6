"""A template as data: which sections, fields, tables and words a postmortem has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from mkdocs_postmortem.template.names import Name, Vocabulary, plain
from mkdocs_postmortem.template.parts import (
    Dimension,
    Field,
    Metric,
    Milestone,
    PageWords,
    RelationKind,
    Section,
    Table,
    Words,
)

STATUSES = ("draft", "reviewed", "closed", "never")


@dataclass(frozen=True, eq=False)
class Template:
    """Everything the reader and the rules know about the shape of a postmortem.

    Whatever a site has taken out is not there: `section` and its like raise KeyError for it, as
    `vocabularies` and `tables` never do for those that `default.yml` has. `text` is the document that
    authors start from, `earlier` those of the templates this one was made from: their placeholders
    count too. `said` holds the words that messages propose for an answer. `mentioned` are codes of rules
    about which this template does not care: what they find is informational.
    """

    name: str
    fields: tuple[Field, ...]
    sections: tuple[Section, ...]
    tables: Mapping[str, Table]
    vocabularies: Mapping[str, Vocabulary]
    dimensions: tuple[Dimension, ...]
    answers: Mapping[str, frozenset[str]]
    milestones: tuple[Milestone, ...]
    required_milestones: Mapping[str, tuple[str, ...]]
    required_categories: tuple[str, ...]
    metrics: tuple[Metric, ...]
    category_label: Name
    category_required: str
    questions: tuple[str, ...]
    empty: frozenset[str]
    none: frozenset[str]
    page: PageWords
    text: str
    words: Words = field(default_factory=Words)
    earlier: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    relations: tuple[RelationKind, ...] = ()

    def __post_init__(self) -> None:
        # Look-ups are built once; a frozen dataclass needs the long way to keep them.
        put = object.__setattr__
        put(self, "field_names", _names((f.label, f.aliases, f.key) for f in self.fields))
        put(self, "section_names", _names((s.title, s.aliases, s.key) for s in self.sections))
        put(self, "dimension_names", _names((d.label, d.aliases, d.key) for d in self.dimensions))
        put(self, "metric_names", _names((m.label, (m.short, *m.aliases), m.key) for m in self.metrics))
        texts = (self.text, *self.earlier)
        put(self, "placeholders", frozenset(hole for text in texts for hole in placeholders(text)))

    field_names: Mapping[str, str] = field(init=False, repr=False)
    section_names: Mapping[str, str] = field(init=False, repr=False)
    dimension_names: Mapping[str, str] = field(init=False, repr=False)
    metric_names: Mapping[str, str] = field(init=False, repr=False)
    placeholders: frozenset[str] = field(init=False, repr=False)

    def has(self, kind: str, key: str) -> bool:
        """Say whether there is a `field`, `section`, `metric`, `milestone`, `dimension` … of that key."""
        return any(entry.key == key for entry in getattr(self, f"{kind}s"))

    def field(self, key: str) -> Field:
        """Return the metadata field with that key. Raises KeyError, as all of these do."""
        return _entry(self.fields, key)

    def hole(self, field: Field) -> str:
        """Return the placeholder that the template's text has for a metadata field."""
        found = re.search(
            rf"^\*\*{re.escape(field.label)}:\*\*\s*(\{{[^{{}}\n]+\}})$", self.text, re.MULTILINE
        )
        return found[1] if found else f"{{{field.label}}}"

    def scaffold(self, key: str) -> str:
        """Return the text of a section in the template, its heading included, without what follows it."""
        title = self.section(key).title
        found = re.search(rf"^## {re.escape(title)}\n(?:(?!## ).*\n?)*", self.text, re.MULTILINE)
        return found.group().rstrip() if found else f"## {title}"

    def section(self, key: str) -> Section:
        """Return the section with that key."""
        return _entry(self.sections, key)

    def metric(self, key: str) -> Metric:
        """Return the metric with that key."""
        return _entry(self.metrics, key)

    def milestone(self, key: str) -> Milestone:
        """Return the milestone with that key."""
        return _entry(self.milestones, key)

    def dimension(self, key: str) -> Dimension:
        """Return the impact dimension with that key."""
        return _entry(self.dimensions, key)

    def relation(self, key: str) -> RelationKind:
        """Return the way of relating with that key."""
        return _entry(self.relations, key)

    def label(self, key: str, otherwise: str) -> str:
        """Return the label of a metadata field; `otherwise` where the template has no such field."""
        return next((field.label for field in self.fields if field.key == key), otherwise)

    def column(self, table: str, key: str) -> str:
        """Return the label of a table's column; the key where it has no such column."""
        return next((column.label for column in self.tables[table].columns if column.key == key), key)

    def header(self, table: str) -> str:
        """Return the header row of a table, as an author would write it."""
        columns = self.tables[table].columns
        shown = [column.label for column in columns if not column.optional or column.key == "number"]
        return f"| {' | '.join(shown)} |"

    def status(self, stage: str) -> str:
        """Return the status that means draft, reviewed or closed; that word itself where none does."""
        names = self.vocabularies["status"].labels
        return next((name for name in names if self.stage(name) == stage), stage)

    def say(self, what: str) -> str:
        """Return the word for an answer that messages propose: `yes`, `no`, `unknown`, or `none`."""
        return self.said.get(what) or what.capitalize()

    def stage(self, status: str | None) -> str:
        """Return what a status of the vocabulary means: draft, reviewed (as for None) or closed."""
        if status is None:
            return "reviewed"
        return self.vocabularies["status"].term(status).means or status

    def is_required(self, required: str, status: str) -> bool:
        """Say whether something that is required from one status on is required at another."""
        return required != "never" and STATUSES.index(status) >= STATUSES.index(required)


_E = TypeVar("_E", Field, Section, Metric, Milestone, Dimension, RelationKind)


def _entry(entries: tuple[_E, ...], key: str) -> _E:
    for entry in entries:
        if entry.key == key:
            return entry
    raise KeyError(key)


def _names(entries: object) -> Mapping[str, str]:
    found: dict[str, str] = {}
    late: list[tuple[str, str]] = []
    for label, aliases, key in entries:  # type: ignore[attr-defined]
        found.setdefault(plain(label), key)
        late += [(plain(alias), key) for alias in aliases]
        late.append((plain(key), key))
    for spelling, key in late:
        found.setdefault(spelling, key)
    return found


_PLACEHOLDER = re.compile(r"\{[^{}\n]+\}")


def placeholders(text: str) -> list[str]:
    """Return a template's placeholders, white space normalised."""
    return [" ".join(found.split()) for found in _PLACEHOLDER.findall(text)]
