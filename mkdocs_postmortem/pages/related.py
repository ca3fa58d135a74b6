"""Which incidents have to do with one, and what they are to each other, as its page says it."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.archive import Archive, Incident, Relation
from mkdocs_postmortem.archive.relations import PLAIN
from mkdocs_postmortem.document.model import Related
from mkdocs_postmortem.pages.named import Named, named
from mkdocs_postmortem.pages.text import UrlFor, bare
from mkdocs_postmortem.template import plain


def referrers(incident: Incident, archive: Archive, url_for: UrlFor) -> list[Named]:
    """Return the incidents whose documents name one, newest first, each with what it says of the two."""
    said: dict[str, str] = {}
    for link in archive.backlinks.get(incident.uri, ()):
        said[link.origin.uri] = _similarity(link.related, link.origin)
    for relation in _relations(incident, archive):
        # A sentence that says what the two are to each other counts more than another.
        if relation.by is not incident and not said.get(relation.by.uri):
            said[relation.by.uri] = bare(relation.said)
    for mention in archive.mentioned_by.get(incident.uri, ()):
        # The author's own word on the two counts more than a sentence that happens to name one.
        if not said.get(mention.origin.uri):
            said[mention.origin.uri] = bare(mention.context)
    found = []
    for origin in archive.newest_first(said):
        if _names(origin, incident, archive):
            words = _words(incident, origin, archive)
            found.append(named(origin, _beyond(said[origin.uri], words, archive), url_for, words))
    return found


def related(incident: Incident, archive: Archive, url_for: UrlFor) -> list[Named]:
    """Return the incidents that front matter puts beside one and its page does not name, newest first.

    Named there already are those that its own text is about, and those that refer to it.
    """
    found = set()
    for relation in _relations(incident, archive):
        other = _other(relation, incident)
        if not relation.in_front_matter or _names(other, incident, archive):
            continue
        if relation.kind != PLAIN or not _names(incident, other, archive):
            found.add(other.uri)
    return [named(each, "", url_for, _words(incident, each, archive)) for each in archive.newest_first(found)]


def instead(incident: Incident, archive: Archive, url_for: UrlFor) -> list[Named]:
    """Return the incidents whose documents are to be read in place of this one's, with the reason."""
    found = []
    for relation in archive.relations.get(incident.uri, ()):
        kind = archive.template.relation(relation.kind)
        if kind.instead:
            found.append(named(relation.target, "", url_for, (kind.label,)))
    return found


def _relations(incident: Incident, archive: Archive) -> Iterator[Relation]:
    yield from archive.relations.get(incident.uri, ())
    yield from archive.related_by.get(incident.uri, ())


def _other(relation: Relation, incident: Incident) -> Incident:
    return relation.target if relation.origin is incident else relation.origin


def _names(origin: Incident, target: Incident, archive: Archive) -> bool:
    """Say whether the rows or the text of one incident name another."""
    links, mentions = archive.links.get(origin.uri, ()), archive.mentions.get(origin.uri, ())
    return any(each.target is target for each in links) or any(each.target is target for each in mentions)


def _words(incident: Incident, other: Incident, archive: Archive) -> tuple[str, ...]:
    """Return what one incident is to another, in the words of the template; that they are related is said."""
    words = []
    for relation in _relations(incident, archive):
        if relation.kind != PLAIN and _other(relation, incident) is other:
            kind = archive.template.relation(relation.kind)
            words.append(kind.label if relation.origin is incident else kind.inverse)
    return tuple(dict.fromkeys(words))


def _beyond(said: str, words: tuple[str, ...], archive: Archive) -> str:
    """Return what an author says of two incidents, where it is more than what they are to each other."""
    kinds = [each for each in archive.template.relations if each.label in words or each.inverse in words]
    return "" if any(plain(said) in map(plain, each.spellings) for each in kinds) else said


def _similarity(row: Related, origin: Incident) -> str:
    text = row.similarity
    return bare(text.text) if text and not origin.document.unfilled(text) else ""
