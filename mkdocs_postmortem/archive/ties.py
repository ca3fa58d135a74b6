"""Who has to do with whom, in all: the pairs that authors joined, and the families that these make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_postmortem.archive.model import Archive, Incident
from mkdocs_postmortem.archive.relations import PLAIN
from mkdocs_postmortem.archive.similarity import similarity
from mkdocs_postmortem.document.source import Text


@dataclass(frozen=True, slots=True, eq=False)
class Tie:
    """Two incidents of which a document names the other; `newer` stands first in the archive.

    `by` is whose document does, either of the two. `kind` is the key of the template's relation that it
    states, else None, and `turned` says that `older` is it to `newer`: its recurrence, its duplicate. `said`
    is the author's sentence or cell, and empty where there is none; `listed` says that it stands in
    Related Incidents.
    """

    newer: Incident
    older: Incident
    by: Incident
    kind: str | None
    turned: bool
    said: str
    listed: bool


def ties(archive: Archive) -> tuple[Tie, ...]:
    """Return the ties between incidents of an archive, one for each pair, the newest first.

    Of all that authors say of a pair, that counts which says most: a relation, a row, a sentence.
    """
    places = {incident.uri: place for place, incident in enumerate(archive.incidents)}
    found: dict[tuple[int, int], Tie] = {}
    for origin, target, by, kind, said, listed in sorted(_statements(archive), key=_weight):
        if origin.uri not in places or target.uri not in places or origin is target:
            continue
        one, two = places[origin.uri], places[target.uri]
        pair = (min(one, two), max(one, two))
        newer, older = archive.incidents[pair[0]], archive.incidents[pair[1]]
        found.setdefault(pair, Tie(newer, older, by, kind, one > two, said, listed))
    return tuple(found[pair] for pair in sorted(found))


_Statement = tuple[Incident, Incident, Incident, str | None, str, bool]


def _statements(archive: Archive) -> Iterator[_Statement]:
    """Yield what documents say: of whom, to whom, whose document, the relation, the words, in the table."""
    for relations in archive.relations.values():
        for each in relations:
            yield each.origin, each.target, each.by, each.kind, each.said, False
    for links in archive.links.values():
        for link in links:
            said = link.related.similarity
            yield link.origin, link.target, link.origin, None, _filled(said, link.origin), True
    for mentions in archive.mentions.values():
        for mention in mentions:
            yield mention.origin, mention.target, mention.origin, None, mention.context, False


def _weight(statement: _Statement) -> tuple[bool, bool, bool]:
    *_, kind, said, listed = statement
    return kind in (None, PLAIN), not said, not listed


def _filled(text: Text | None, origin: Incident) -> str:
    return text.text if text and not origin.document.unfilled(text) else ""


def families(archive: Archive, found: Iterable[Tie]) -> tuple[tuple[Incident, ...], ...]:
    """Return the incidents that ties join, directly or through others: each family newest first.

    The family of the newest incident comes first.
    """
    parents: dict[str, str] = {}

    def root(uri: str) -> str:
        while (parent := parents.setdefault(uri, uri)) != uri:
            parents[uri] = parents[parent]
            uri = parent
        return uri

    for tie in found:
        parents[root(tie.newer.uri)] = root(tie.older.uri)
    grouped: dict[str, list[Incident]] = {}
    for incident in archive.incidents:
        if incident.uri in parents:
            grouped.setdefault(root(incident.uri), []).append(incident)
    return tuple(tuple(each) for each in grouped.values())


def strangers(archive: Archive, whole: Archive) -> tuple[tuple[Incident, Incident], ...]:
    """Return the pairs that read much alike and that nobody has joined: with each incident its best one.

    `archive` may be a part of the `whole` one, in which they are compared. Nothing where the options ask
    for no similar incidents.
    """
    most = archive.settings.similar
    if not most:
        return ()
    places = {incident.uri: place for place, incident in enumerate(archive.incidents)}
    pairs: set[tuple[int, int]] = set()
    for place, incident in enumerate(archive.incidents):
        best = next(iter(similarity(whole).similar_to(incident, most)), None)
        if best is not None and best.strong and (other := places.get(best.incident.uri)) is not None:
            pairs.add((min(place, other), max(place, other)))
    return tuple((archive.incidents[one], archive.incidents[two]) for one, two in sorted(pairs))
