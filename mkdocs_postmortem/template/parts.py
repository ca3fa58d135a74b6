"""What a template consists of: fields, sections, tables, milestones, metrics, relations, lists of words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mkdocs_postmortem.template.names import Names


@dataclass(frozen=True, slots=True)
class Field:
    """A metadata field. `required` is the status from which on it must be there, or `never`.

    `anywhere` says that it need not stand among the metadata: title or file name may carry it.
    """

    key: str
    label: str
    type: str
    required: str
    example: str
    aliases: tuple[str, ...] = ()
    anywhere: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A level-2 section. `text` is what a new document holds under it, if that is given apart.

    `prose` says that text is enough where otherwise a table or a list is asked for.
    """

    key: str
    title: str
    required: str
    aliases: tuple[str, ...] = ()
    text: str | None = None
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a known table."""

    key: str
    label: str
    aliases: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A known table: the section it stands in, and its columns."""

    key: str
    section: str
    columns: tuple[Column, ...]
    names: Names = field(compare=False)


@dataclass(frozen=True, slots=True)
class Dimension:
    """A row of the impact table.

    `yes_no` wants a yes or no first, `quantify` how much behind a yes, `named` which one.
    """

    key: str
    label: str
    aliases: tuple[str, ...] = ()
    yes_no: bool = False
    quantify: bool = False
    named: bool = False
    required: str = "reviewed"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A moment of an incident and the words that mark it in a timeline.

    `hints` are too vague to take a time from, but where a row has one nobody is told that the
    milestone is missing.
    """

    key: str
    label: str
    tags: tuple[str, ...]
    phrases: tuple[str, ...]
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metric:
    """A duration between two milestones, by base (see the concepts page on time)."""

    key: str
    label: str
    short: str
    required: str
    bases: Mapping[str, tuple[str, str]]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationKind:
    """A way in which one incident relates to another.

    `label` says what an incident is to the other, `inverse` what the other is to it; the two are the same
    where it makes no difference who says it. `nouns` name the relation without saying which is which.
    `anything` says that it is said of much else, so that `this` alone is not the incident, `instead` that
    whoever reads of the one is better served by the other, `again` that the two are one thing that
    happened again.
    """

    key: str
    label: str
    inverse: str
    aliases: tuple[str, ...] = ()
    inverse_aliases: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    instead: bool = False
    anything: bool = False
    again: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """All words for it, whichever side they name."""
        return (self.label, self.inverse, *self.aliases, *self.inverse_aliases, *self.nouns)

    @property
    def mutual(self) -> bool:
        """Whether both are the same to each other."""
        return self.inverse == self.label


@dataclass(frozen=True, slots=True)
class PageWords:
    """The template's own front matter, which must not stay, and what stands before a title."""

    template_title: str
    template_description: str
    template_tags: tuple[str, ...]
    title_prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the language that documents are written in, for the rules that look for them.

    Each list may be empty: then there is no such rule. `zone` is the line that names the timeline's
    zone, `local` what people write instead of a zone, `unknown` says that nobody knows, `why` opens a
    question, `person` are root cause categories that end at a person, `speculation` marks a guess and
    `hypothesis` what owns up to one, `sources` say where something is known from, `common` are words
    that two sentences may share by chance, and `everyday` further ones that say nothing of what an incident
    is about. `vague` begin an action that nobody can check, `bare` do so where next to nothing follows.
    `blame` puts a cause in a person, `hindsight` judges by what was known later, `negation` before either
    takes it back. `alerted` and `reported` say that a machine or a person noticed first, `declared` that
    what happened was called an incident. `mailboxes` are addresses of no person, `teams` are words in the
    name of a team, and `logs` in a heading above what a program has written. A sentence says how its own
    incident relates to another where nothing stands before the words of the relation but those of `this`,
    `incident` (what it is called), `being` and `articles`; `joining` stands between several others.
    """

    zone: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    speculation: tuple[str, ...] = ()
    hypothesis: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    everyday: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    blame: tuple[str, ...] = ()
    hindsight: tuple[str, ...] = ()
    negation: tuple[str, ...] = ()
    alerted: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()
    declared: tuple[str, ...] = ()
    mailboxes: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    logs: tuple[str, ...] = ()
    this: tuple[str, ...] = ()
    incident: tuple[str, ...] = ()
    being: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
