"""What names a known incident becomes a link to its page, in rows of Related Incidents and in the text; and
the keys of tickets, to where they lead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from urllib.parse import quote

from mkdocs_postmortem.archive import Archive, Incident, Mention
from mkdocs_postmortem.archive.mentions import MentionFinder, mention_finder
from mkdocs_postmortem.archive.resolver import named_piece
from mkdocs_postmortem.archive.tickets import tickets_in
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.pages.changes import Change


@lru_cache(maxsize=2)
def _finder(archive: Archive) -> MentionFinder:
    return mention_finder(archive.incidents)


def link_changes(
    document: Postmortem, incident: Incident, archive: Archive, relative_to: Callable[[str], str]
) -> Iterator[Change]:
    """Yield how to turn what names another incident, or a ticket, into a link, where it is not one already.

    `document` is the text to change; it may be another reading than the incident's own.
    """
    resolver = _finder(archive).resolver
    for row in document.related:
        target = None if row.target is not None else resolver.resolve(row, incident)
        named = None if target is None or target is incident else named_piece(row, target)
        if target is not None and named is not None:
            yield _link(named, target, relative_to)
    if archive.settings.link_mentions:
        for mention in _mentions(document, incident, archive):
            if not mention.linked:
                yield _link(mention.at, mention.target, relative_to)
    for ticket in tickets_in(document, archive):
        yield Change(ticket.at.start, ticket.at.end, f"[{ticket.at}]({ticket.url})")


def _mentions(document: Postmortem, incident: Incident, archive: Archive) -> Iterable[Mention]:
    if document is incident.document:
        return archive.mentions.get(incident.uri, ())
    return _finder(archive).find(document, incident)


def _link(named: Text, target: Incident, relative_to: Callable[[str], str]) -> Change:
    path = quote(relative_to(target.uri))
    return Change(named.start, named.end, f"[{_label(named.text)}]({path})")


def _label(text: str) -> str:
    """Return the text of a link: what was written, a wiki link without its brackets and target."""
    return text[2:-2].rsplit("|", 1)[-1] if text.startswith("[[") else text
