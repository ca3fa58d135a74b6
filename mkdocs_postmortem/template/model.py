"""A template as data: which sections, fields, tables and words a postmortem has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

STATUSES = ("draft", "reviewed", "closed", "never")

_NOT_A_WORD = re.compile(r"[\W_]+")
# `[x]`, and what makes an emoji of a sign: `✔️`.
_BOX = re.compile(r"\[.\]")
_VARIANT = "\ufe0f"
_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return a name as it is compared: lower case, words apart by one blank, nothing else.

    Emoji, Markdown marks and punctuation go, so `**Due-Date**:` and `due date` are the same.
    """
    text = _SHORTCODE.sub(" ", text) if ":" in text else text
    return _NOT_A_WORD.sub(" ", text).strip().casefold()


@dataclass(frozen=True, slots=True)
class Name:
    """A name with the other spellings that count as it."""

    name: str
    aliases: tuple[str, ...] = ()


class Names:
    """A set of names to look things up in, by any spelling."""

    def __init__(self, names: tuple[Name, ...]) -> None:
        self.names = names
        self.by_plain: dict[str, str] = {}
        for entry in names:
            for spelling in (entry.name, *entry.aliases):
                self.by_plain.setdefault(_key(spelling), entry.name)

    def find(self, text: str) -> str | None:
        """Return the name that `text` is a spelling of, or None."""
        return self.by_plain.get(_key(text))

    @property
    def labels(self) -> tuple[str, ...]:
        """The names themselves, in the template's order."""
        return tuple(entry.name for entry in self.names)


def _key(text: str) -> str:
    # "#" is the only column name without a letter.
    return plain(text) or text.strip()


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
class Term:
    """A word of a vocabulary. `open` and `dropped` say what an action status means, `high` a priority.

    `prevents` says of an action's category that the incident is not to happen again. `means` is the status
    (draft, reviewed, closed) that a document's status stands for.
    """

    name: str
    aliases: tuple[str, ...] = ()
    open: bool = False
    dropped: bool = False
    means: str | None = None
    high: bool = False
    prevents: bool = False


class Vocabulary:
    """An ordered list of allowed values, each with aliases.

    An alias without a word (`✅`, `:x:`, `[x]`) is a mark: it counts where no word says otherwise.
    """

    def __init__(self, key: str, terms: tuple[Term, ...]) -> None:
        self.key = key
        self.terms = terms
        self.labels = tuple(term.name for term in terms)
        self._terms = {term.name: term for term in terms}
        self._by_plain: dict[str, Term] = {}
        self._marks: dict[str, Term] = {}
        for term in terms:
            self._by_plain.setdefault(plain(term.name), term)
        for term in terms:
            for alias in term.aliases:
                if is_mark(alias):
                    self._marks.setdefault(alias.casefold().rstrip(_VARIANT), term)
                else:
                    self._by_plain.setdefault(plain(alias), term)
        self._longest = max((len(spelling.split()) for spelling in self._by_plain), default=0)

    def find(self, text: str) -> Term | None:
        """Return the term that `text` is a spelling of, or None."""
        return self._by_plain.get(plain(text))

    def term(self, name: str) -> Term:
        """Return the term of that name. Raises KeyError where there is none."""
        return self._terms[name]

    def rank(self, name: str | None) -> int:
        """Return the place of a value in the order, one behind the last for an unknown one."""
        return self.labels.index(name) if name in self.labels else len(self.labels)

    def leading(self, text: str) -> tuple[Term, int] | None:
        """Return the term that the first words of `text` spell, and how many words, or None."""
        words = plain(text).split()
        for count in range(min(self._longest, len(words)), 0, -1):
            term = self._by_plain.get(" ".join(words[:count]))
            if term is not None:
                return term, count
        return None

    def leading_mark(self, text: str) -> tuple[Term, int, int] | None:
        """Return the term whose mark `text` begins with, and where the mark begins and ends, or None."""
        start = len(text) - len(text.lstrip(" *_`"))
        lower = text.casefold() if self._marks else ""
        for mark, term in self._marks.items():
            if lower.startswith(mark, start):
                end = start + len(mark)
                return term, start, end + text.startswith(_VARIANT, end)
        return None


def is_mark(alias: str) -> bool:
    """Say whether an alias of a vocabulary is a mark rather than a word."""
    return not plain(_BOX.sub(" ", alias))


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
    words: Words = Words()
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
        put(self, "metric_names", _names((m.label, m.aliases, m.key) for m in self.metrics))
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
