"""What incidents are to each other: a recurrence, a duplicate, superseded, where their authors say so.

It is read from the rows of Related Incidents, from the words right before a name in the text, and from
front matter. Only what names a known incident is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from mkdocs_postmortem.archive.model import Incident, Link, Mention, Relation
from mkdocs_postmortem.archive.relation_words import Phrase, relation_words
from mkdocs_postmortem.archive.resolver import Resolver, named_piece
from mkdocs_postmortem.document.blocks import ListItem, Table
from mkdocs_postmortem.document.front_matter import FrontMatter
from mkdocs_postmortem.document.model import Related
from mkdocs_postmortem.document.sections import end_of
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.template import Template, plain

# The relation that says no more than that there is one.
PLAIN = "related"
# What actions, timeline and evidence say of other incidents is said of an action, a moment, a query.
_ELSEWHERE = ("actions", "timeline", "appendix")
_NAME = re.compile(r"[^,;]+")
_ASIDE = re.compile(r"[(,;–—]")
# What may stand between an incident in a list and what is said of it: `(2024-11-02): recurrence`.
_BESIDE = re.compile(r"[\s*_\])]*(?:\(?\d{4}-\d{2}-\d{2}\)?)?[\s*_]*[:,–—(·-]*[\s*_]*")


class Stated(NamedTuple):
    """A value of front matter that names another incident, and what it says of the two."""

    phrase: Phrase
    name: Text


def relations_of(
    incidents: Iterable[Incident],
    links: Mapping[str, tuple[Link, ...]],
    mentions: Mapping[str, tuple[Mention, ...]],
    resolver: Resolver,
    template: Template,
) -> tuple[Relation, ...]:
    """Return the relations of an archive, each once, in the order of the incidents that state them.

    Of several statements the one counts that says most: a row, then a sentence, then front matter.
    """
    found: dict[tuple[str, str, str], Relation] = {}
    for incident in incidents:
        for relation in (
            *_of_rows(links.get(incident.uri, ()), template),
            *_of_text(mentions.get(incident.uri, ()), template),
            *_of_front_matter(incident, resolver, template),
        ):
            uris = (relation.origin.uri, relation.target.uri)
            if template.relation(relation.kind).mutual:
                uris = (min(uris), max(uris))
            known = found.setdefault((relation.kind, *uris), relation)
            if not known.said and relation.said:
                found[relation.kind, *uris] = relation
    return tuple(found.values())


def front_matter_relations(front: FrontMatter, template: Template) -> Iterator[Stated]:
    """Yield the values of front matter that name other incidents: those behind `related`, `supersedes` …"""
    keys = relation_words(template).keys
    for entry in front.entries:
        phrase = keys.get(plain(entry.key.text))
        if phrase is None or entry.kind in ("null", "map", "bool"):
            continue
        for value in (item.value for item in entry.items) if entry.items else _parts(entry.value):
            if value:
                yield Stated(phrase, value)


def _parts(value: Text) -> Iterator[Text]:
    for found in _NAME.finditer(value.text):
        yield value.source.piece(value.start + found.start(), value.start + found.end())


def _of_front_matter(incident: Incident, resolver: Resolver, template: Template) -> Iterator[Relation]:
    if not incident.document.front_matter.entries:
        return
    for stated in front_matter_relations(incident.document.front_matter, template):
        other = resolver.by_name_or_path(stated.name.text, incident)
        if other is not None and other is not incident:
            yield _relation(stated.phrase, incident, other, stated.name, "")


def _of_rows(links: Iterable[Link], template: Template) -> Iterator[Relation]:
    words = relation_words(template)
    for link in links:
        row = link.related
        for cell in (row.relation, row.similarity, _beside(row, link.target)):
            phrase = words.opening(cell.text, link.target.id) if cell else None
            if cell and phrase is not None:
                said = row.similarity.text if row.similarity else ""
                yield _relation(phrase, link.origin, link.target, cell, said)
                break


def _beside(row: Related, target: Incident) -> Text | None:
    """Return what stands behind the name of an incident in a list."""
    if row.similarity is not None or row.relation is not None:
        return None
    named = named_piece(row, target)
    if named is None:
        return None
    text = row.incident.text
    at = named.end - row.incident.start
    if row.target is not None and (closed := text.find(")", row.target.end - row.incident.start)) >= 0:
        at = closed + 1
    found = _BESIDE.match(text, at)
    return row.incident.part(found.end(), len(text)) if found is not None and found.end() > at else None


def _of_text(mentions: tuple[Mention, ...], template: Template) -> Iterator[Relation]:
    words = relation_words(template)
    for group in _enumerations(mentions, template):
        first, piece = group[0], group[0].piece
        before = _in_status(first) or piece.text[: first.at.start - piece.start]
        after = piece.text[group[-1].at.end - piece.start :]
        phrase = words.before(before, after, _stands_alone(first))
        if phrase is None or _is_elsewhere(first):
            continue
        for mention in group:
            yield _relation(phrase, mention.origin, mention.target, mention.at, mention.context)


def _enumerations(mentions: tuple[Mention, ...], template: Template) -> Iterator[list[Mention]]:
    """Yield the mentions, together those of which the same is said: `INC-2024-031 and INC-2024-033`."""
    joins = relation_words(template).joins
    group: list[Mention] = []
    for mention in sorted(mentions, key=lambda each: each.at.start):
        text = mention.at.source.text
        if group and (
            mention.piece.start != group[-1].piece.start
            or not joins(text[group[-1].at.end : mention.at.start])
        ):
            yield group
            group = []
        group.append(mention)
    if group:
        yield group


def _in_status(mention: Mention) -> str | None:
    """Return what stands before a mention in the status, as a label: `closed (superseded by …)`."""
    status = mention.origin.document.field("status")
    if status is None or not status.value.start <= mention.at.start < status.value.end:
        return None
    before = mention.at.source.text[status.value.start : mention.at.start]
    return _ASIDE.split(before)[-1].rstrip(" *_[:") + ":"


def _stands_alone(mention: Mention) -> bool:
    """Say whether a few words without a verb may speak of the incident: not in tables or lists of risks."""
    document, block = mention.origin.document, mention.block
    if isinstance(block, Table):
        return False
    if not isinstance(block, ListItem):
        return True
    first = next((section.heading.text.start for section in document.sections), mention.at.end)
    related = document.by_key.get("related")
    return mention.at.start < first or (
        related is not None and related.heading.text.start <= mention.at.start < end_of(related)
    )


def _is_elsewhere(mention: Mention) -> bool:
    sections = mention.origin.document.by_key
    found = (sections[key] for key in _ELSEWHERE if key in sections)
    return any(each.heading.text.start <= mention.at.start < end_of(each) for each in found)


def _relation(phrase: Phrase, by: Incident, other: Incident, at: Text, said: str) -> Relation:
    turned = phrase.turned
    if turned is None:
        turned = by.date is not None and other.date is not None and other.date > by.date
    origin, target = (other, by) if turned else (by, other)
    return Relation(origin, target, phrase.kind, by, at, said)
