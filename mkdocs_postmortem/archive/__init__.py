"""The archive: all postmortems together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mkdocs_postmortem.archive.identity import Identity, identify, normal_id
from mkdocs_postmortem.archive.mentions import mention_finder
from mkdocs_postmortem.archive.model import Archive, Incident, Link, Mention, Relation
from mkdocs_postmortem.archive.relations import relations_of
from mkdocs_postmortem.archive.resolver import Resolver
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.labels import ENGLISH, Labels
from mkdocs_postmortem.settings import Settings
from mkdocs_postmortem.template import Template

__all__ = [
    "Archive",
    "Identity",
    "Incident",
    "Link",
    "Mention",
    "Relation",
    "Resolver",
    "build_archive",
    "normal_id",
]


def build_archive(
    documents: Iterable[tuple[str, Postmortem]],
    template: Template,
    settings: Settings,
    labels: Labels = ENGLISH,
) -> Archive:
    """Return the archive of documents, given with their paths relative to the docs folder.

    `labels` are what its pages are worded in.
    """
    incidents = [
        Incident(
            uri,
            document,
            identify(document, uri, settings.id_pattern, template),
            template,
            settings.downtime_end,
        )
        for uri, document in documents
    ]
    incidents.sort(key=lambda each: each.uri)
    incidents.sort(key=_newest, reverse=True)
    resolver = Resolver(incidents)
    links, backlinks = _links(incidents, resolver)
    mentions, mentioned_by = _mentions(incidents)
    relations: dict[str, tuple[Relation, ...]] = {}
    related_by: dict[str, tuple[Relation, ...]] = {}
    for relation in relations_of(incidents, links, mentions, resolver, template):
        uri = relation.origin.uri
        relations[uri] = (*relations.get(uri, ()), relation)
        uri = relation.target.uri
        related_by[uri] = (*related_by.get(uri, ()), relation)
    return Archive(
        tuple(incidents),
        template,
        settings,
        links,
        backlinks,
        mentions,
        mentioned_by,
        relations,
        related_by,
        labels,
    )


def _newest(incident: Incident) -> tuple[str, str]:
    return (incident.date.isoformat() if incident.date else "", normal_id(incident.id or ""))


def _links(
    incidents: list[Incident], resolver: Resolver
) -> tuple[Mapping[str, tuple[Link, ...]], Mapping[str, tuple[Link, ...]]]:
    """Return each incident's links, and the links to it, by path; one link per pair."""
    links: dict[str, tuple[Link, ...]] = {}
    backlinks: dict[str, tuple[Link, ...]] = {}
    for incident in incidents:
        seen = set()
        for row in incident.document.related:
            target = resolver.resolve(row, incident)
            if target is None or target is incident or target.uri in seen:
                continue
            seen.add(target.uri)
            link = Link(incident, target, row)
            links[incident.uri] = (*links.get(incident.uri, ()), link)
            backlinks[target.uri] = (*backlinks.get(target.uri, ()), link)
    return links, backlinks


def _mentions(
    incidents: list[Incident],
) -> tuple[Mapping[str, tuple[Mention, ...]], Mapping[str, tuple[Mention, ...]]]:
    """Return what the text of each incident names, and where each is named, by path."""
    finder = mention_finder(incidents)
    mentions: dict[str, tuple[Mention, ...]] = {}
    mentioned_by: dict[str, tuple[Mention, ...]] = {}
    for incident in incidents:
        found = tuple(finder.find(incident.document, incident))
        if found:
            mentions[incident.uri] = found
        for mention in found:
            uri = mention.target.uri
            mentioned_by[uri] = (*mentioned_by.get(uri, ()), mention)
    return mentions, mentioned_by
