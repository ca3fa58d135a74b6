"""A postmortem as typed values, each with its place in the document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mkdocs_postmortem.document.blocks import Block, CodeBlock, Dialect, Heading, Reference, Table
from mkdocs_postmortem.document.durations import Duration
from mkdocs_postmortem.document.front_matter import FrontMatter
from mkdocs_postmortem.document.ignores import Ignore
from mkdocs_postmortem.document.labels import Labelled
from mkdocs_postmortem.document.people import people
from mkdocs_postmortem.document.problem import Problem
from mkdocs_postmortem.document.record import record
from mkdocs_postmortem.document.source import Source, Text
from mkdocs_postmortem.document.times import TimeOfDay

# Inside a class with a field called `date`, the type goes by this name.
CalendarDay = date


@record
class Field:
    """A metadata value where it was given. `origin` is `body`, `table` or `front matter`.

    `whole` is the line or row it stands on, `label` its name as written; `string` is the value
    with YAML escapes resolved, else the text itself.
    """

    key: str
    label: Text
    value: Text
    string: str
    origin: str
    whole: Text
    items: tuple[str, ...] = ()


@record
class Choice:
    """A value of a vocabulary: a token and a note, as in `P2 (latent)`.

    `name` is the vocabulary's own spelling, or None where the token is not in it. `exact` says
    that the token was written in that spelling, not as an alias. `listed` counts how many terms a
    value lists (`P1 / P2 / P3 / P4`); two or more leave `name` None.
    """

    name: str | None
    text: Text
    note: str | None = None
    exact: bool = True
    listed: int = 1


@record
class Day:
    """A date as written. `value` is None where it is none; `iso` says it stands as YYYY-MM-DD."""

    value: date | None
    text: Text
    iso: bool = True
    ambiguous: bool = False
    last: date | None = None


@record
class Section:
    """A section: its heading, its template key (None where unknown), and the blocks below it.

    `own` are the blocks above the first sub-section that has a key of its own: what went well is
    no lesson, though it often stands under `Lessons Learned`.
    """

    key: str | None
    heading: Heading
    blocks: tuple[Block, ...]
    own: tuple[Block, ...] = ()


@record
class Moment:
    """A row of the timeline.

    `at` is in UTC where the zone is known, else without a zone; None where day or time is not.
    `assumed` says that the day was guessed from a clock that went back. `milestones` are keys. `day`
    is the day it stands on, its own or that of a row, heading or field above it, as the clock says
    it. `part` counts the timelines of a document that has several (a summary of key events, then
    the full one): only rows of one part are in order. `dated` is the cell beside the time, or the heading
    above, that gives the row its date; None where the time itself does, or nothing.
    """

    time: Text
    event: Text
    read: TimeOfDay
    at: datetime | None
    assumed: bool = False
    milestones: tuple[str, ...] = ()
    day: date | None = None
    part: int = 0
    dated: Text | None = None


@record
class Timeline:
    """The timeline: its rows in the document's order, and the zone they are written in.

    `zone` is what heading, column or a sentence about all times say, `zone_at` where that stands.
    """

    moments: tuple[Moment, ...] = ()
    zone: str | None = None
    tables: tuple[Table, ...] = ()
    first: Mapping[str, Moment] | None = None
    zone_at: Text | None = None

    def milestone(self, key: str) -> Moment | None:
        """Return the row of a milestone; the first one counts."""
        return (self.first or {}).get(key)


@record
class StatedMetric:
    """One of the durations that a document states."""

    key: str
    label: Text
    value: Text
    duration: Duration


@record
class ImpactRow:
    """A row of the impact table; `key` is the dimension's, None where unknown.

    `answer` is `yes`, `no` or `unknown` where the detail begins with such a word.
    """

    key: str | None
    dimension: Text
    detail: Text
    answer: str | None


@record
class Why:
    """A row of the five whys."""

    number: Text | None
    question: Text | None
    answer: Text


@record
class ActionItem:
    """Something to do so that it does not happen again, or hurts less.

    Absent columns are None; an empty cell is an empty Text. `category_from` says where the
    category was read: column, prefix, suffix, list, heading; `task` is the action without it. Where there is
    none, `prefix` is the word that the action begins with before a colon, `category_cell` what stands in the
    column. `completed` is the day it was done, `completed_at` where that is said. `form` is `table` or
    `list`.
    """

    whole: Text
    action: Text
    task: Text
    number: Text | None = None
    owner: Text | None = None
    priority: Choice | None = None
    due: Day | None = None
    status: Choice | None = None
    ticket: Text | None = None
    category: str | None = None
    category_from: str | None = None
    prefix: Text | None = None
    category_cell: Text | None = None
    completed: date | None = None
    completed_at: Text | None = None
    form: str = "table"
    open: bool = True
    dropped: bool = False

    @property
    def owners(self) -> tuple[Text, ...]:
        """The names in the owner's cell."""
        return people(self.owner) if self.owner else ()


@record
class Related:
    """A row of Related Incidents. `incident` is the cell; `id` and `target` what it names.

    `relation` is the cell of a second column that says how the two relate, beside `similarity`.
    """

    incident: Text
    id: Text | None
    target: Text | None
    date: Text | None
    similarity: Text | None
    whole: Text
    relation: Text | None = None


@record
class Evidence:
    """A block of the appendix, with the heading it stands under."""

    heading: Heading | None
    code: CodeBlock


def _start(text: Text) -> int:
    return text.start


@dataclass(frozen=True, slots=True, eq=False)
class Postmortem:
    """One document, read.

    `status` is draft, reviewed or closed, and `reviewed` where it cannot be read. `broken` says
    that nothing may be concluded from what the document lacks: only its `problems` count. `date` is
    the field as given, `title_date` that in the title; `day` is when the incident was, also where no
    field says it, and `day_from` where it was read: `field`, `title`, `file name` or `timeline`.
    `bold_labels` name sections that the document lacks, by key, where it is not certain that one begins
    there. `dialect` is the site's Markdown.
    """

    source: Source
    front_matter: FrontMatter
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]
    broken: bool
    title: str | None
    title_text: Text | None
    fields: Mapping[str, tuple[Field, ...]]
    unknown_fields: tuple[Field, ...]
    metadata: tuple[Field, ...]
    id: Text | None
    date: Day | None
    title_date: Day | None
    day: CalendarDay | None
    day_from: str | None
    severity: Choice | None
    status_choice: Choice | None
    status: str
    authors: tuple[str, ...]
    reviewers: tuple[str, ...]
    services: tuple[str, ...]
    tags: tuple[str, ...]
    sections: tuple[Section, ...]
    by_key: Mapping[str, Section]
    bold_labels: Mapping[str, Labelled]
    timeline: Timeline
    metrics: Mapping[str, StatedMetric]
    impact: tuple[ImpactRow, ...]
    impact_table: Table | None
    whys: tuple[Why, ...]
    whys_table: Table | None
    category: Choice | None
    category_label: Text | None
    lists: Mapping[str, tuple[Text, ...]]
    actions: tuple[ActionItem, ...]
    action_tables: tuple[Table, ...]
    covered: Mapping[str, Text]
    related: tuple[Related, ...]
    lessons: tuple[Text, ...]
    appendix: tuple[Evidence, ...]
    references: tuple[Reference, ...]
    placeholders: tuple[Text, ...]
    unclosed_fences: tuple[Text, ...]
    dialect: Dialect
    ignores: tuple[Ignore, ...] = ()

    @property
    def path(self) -> str:
        """The path that findings show."""
        return self.source.path

    def unfilled(self, text: Text | None) -> bool:
        """Say whether a piece of the document still holds one of the template's placeholders."""
        if text is None or not self.placeholders:
            return False
        first = bisect_left(self.placeholders, text.start, key=_start)
        return first < len(self.placeholders) and self.placeholders[first].start < text.end

    def field(self, key: str) -> Field | None:
        """Return a metadata value as first given (body before front matter), or None."""
        found = self.fields.get(key)
        return found[0] if found else None
