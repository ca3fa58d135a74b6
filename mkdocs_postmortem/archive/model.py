"""All incidents together: who is who, who links whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from mkdocs_postmortem.archive.identity import Identity, normal_id
from mkdocs_postmortem.archive.timing import Timing, read_timing
from mkdocs_postmortem.document.blocks import Block
from mkdocs_postmortem.document.filename import bare_name
from mkdocs_postmortem.document.model import Postmortem, Related
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.labels import ENGLISH, Labels
from mkdocs_postmortem.settings import Settings
from mkdocs_postmortem.template import Template


@dataclass(frozen=True, eq=False)
class Incident:
    """One incident of the archive: its document, where it stands, what it is called.

    `uri` is its path relative to the docs folder, with `/`; it is what tells incidents apart.
    """

    uri: str
    document: Postmortem
    identity: Identity
    template: Template
    downtime_end: str = "restored"

    @property
    def id(self) -> str | None:
        """The ID as written, or None."""
        return self.identity.id

    @property
    def title(self) -> str:
        """The title, else the file's name: a reader always has something to click on."""
        return self.document.title or self.name

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return bare_name(self.uri)

    @property
    def label(self) -> str:
        """What the incident is called in running text: its ID, else its title."""
        return self.id or self.title

    @property
    def date(self) -> date | None:
        """The day it was, or None where neither field, title, file name nor timeline says it."""
        return self.document.day

    @property
    def severity(self) -> str | None:
        """The severity's name in the template's vocabulary, or None."""
        return self.document.severity.name if self.document.severity else None

    @property
    def status(self) -> str | None:
        """The status as stated, or None where it cannot be read."""
        return self.document.status_choice.name if self.document.status_choice else None

    @property
    def category(self) -> str | None:
        """The root cause category's name in the template's vocabulary, or None."""
        return self.document.category.name if self.document.category else None

    @cached_property
    def timing(self) -> Timing:
        """The incident's milestones and durations."""
        return read_timing(self.document, self.template, self.downtime_end)


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """One incident's row of Related Incidents that names another."""

    origin: Incident
    target: Incident
    related: Related


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """A place in one incident's text that names another, with the sentence in which it does.

    `piece` is the text of the paragraph, list item or table row that it stands in, and `block` that
    block. `linked` says that it is a link already; `at` is then all of the link.
    """

    origin: Incident
    target: Incident
    at: Text
    context: str
    piece: Text
    block: Block
    linked: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """What one incident is to another, as a document says: `origin` is a recurrence of `target`.

    `kind` is the key of one of the template's relations. `by` is whose document says so (either of the
    two) and `at` where; `said` is the row's cell or the sentence, and empty for front matter.
    """

    origin: Incident
    target: Incident
    kind: str
    by: Incident
    at: Text
    said: str

    @property
    def in_front_matter(self) -> bool:
        """Whether it is front matter that says so, which no reader of the page sees."""
        return self.at.start < self.by.document.front_matter.body


@dataclass(frozen=True, eq=False)
class Archive:
    """The incidents, newest first, and how they refer to each other.

    `links` and `backlinks` are the rows of Related Incidents, `mentions` and `mentioned_by` what the
    text says, by the path of the incident that does or of the one that is meant. `relations` and
    `related_by` are what incidents are to others, by the path of the `origin` and of the `target`, each
    once even if both documents say so. `labels` are the texts of its pages.
    """

    incidents: tuple[Incident, ...]
    template: Template
    settings: Settings
    links: Mapping[str, tuple[Link, ...]]
    backlinks: Mapping[str, tuple[Link, ...]]
    mentions: Mapping[str, tuple[Mention, ...]]
    mentioned_by: Mapping[str, tuple[Mention, ...]]
    relations: Mapping[str, tuple[Relation, ...]]
    related_by: Mapping[str, tuple[Relation, ...]]
    labels: Labels = ENGLISH

    @cached_property
    def by_uri(self) -> Mapping[str, Incident]:
        """The incidents by their path."""
        return {incident.uri: incident for incident in self.incidents}

    @cached_property
    def _dated(self) -> tuple[tuple[Incident, ...], Mapping[str, int]]:
        """The incidents that have a date, newest first, and the place of each by its path."""
        dated = tuple(incident for incident in self.incidents if incident.date)
        return dated, {incident.uri: place for place, incident in enumerate(dated)}

    def around(self, incident: Incident) -> tuple[Incident | None, Incident | None]:
        """Return the incidents before and after one, by date; neither where its date is unknown."""
        dated, places = self._dated
        place = places.get(incident.uri)
        if place is None:
            return None, None
        earlier = dated[place + 1] if place + 1 < len(dated) else None
        return earlier, dated[place - 1] if place else None

    def newest_first(self, uris: Iterable[str]) -> list[Incident]:
        """Return the incidents at some paths in the archive's order, without a walk over all of it."""
        return [self.by_uri[uri] for uri in sorted(uris, key=self._places.__getitem__)]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {incident.uri: place for place, incident in enumerate(self.incidents)}

    @cached_property
    def by_id(self) -> Mapping[str, tuple[Incident, ...]]:
        """The incidents by normalised ID, in the order of their paths; more than one is a mistake."""
        return ids_of(self.incidents)

    def only(self, incidents: Iterable[Incident]) -> Archive:
        """Return the archive with some of its incidents alone, in its order; links are those of all."""
        chosen = {incident.uri for incident in incidents}
        return replace(self, incidents=tuple(each for each in self.incidents if each.uri in chosen))


def ids_of(incidents: Iterable[Incident]) -> dict[str, tuple[Incident, ...]]:
    """Return incidents by normalised ID, in the order of their paths."""
    found: dict[str, tuple[Incident, ...]] = {}
    for incident in sorted(incidents, key=lambda each: each.uri):
        if incident.id:
            key = normal_id(incident.id)
            found[key] = (*found.get(key, ()), incident)
    return found
