"""Tickets: keys such as `DATA-102` in the text, and where they lead.

The option `tickets` has the address for each prefix. A key is looked for where mentions of incidents are,
with the same care; one that is the ID of an incident is no ticket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from mkdocs_postmortem.archive.identity import normal_id
from mkdocs_postmortem.archive.model import Archive
from mkdocs_postmortem.document.inline import prose, running_text
from mkdocs_postmortem.document.linkable import DEFINITION, JOINED, is_doubtful, is_reference
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.settings import Settings

# What is a key in a place that is meant for one.
TICKET_KEY = re.compile(r"(?<![\w/#.-])(?:[A-Z][A-Z0-9_]{1,19}-\d{1,9}|#\d{1,9})(?![\w/-])")


class Ticket(NamedTuple):
    """A ticket's key where it stands in a document, and its address."""

    at: Text
    url: str


def ticket_address(key: str, settings: Settings) -> str | None:
    """Return the address of a ticket: by its prefix (`tickets`), else the one for all (`ticket_url`)."""
    pattern = dict(settings.tickets).get(key.rsplit("-", 1)[0]) or settings.ticket_url
    return pattern.replace("{key}", quote(key.removeprefix("#"), safe="-_")) if pattern else None


def tickets_in(document: Postmortem, archive: Archive) -> Iterator[Ticket]:
    """Yield the tickets of a document that become links, in the order of its blocks.

    `document` may be another reading of an incident's text.
    """
    keys = _keys(tuple(prefix for prefix, _ in archive.settings.tickets))
    if keys is None or not keys.search(document.source.text):
        return
    defined = {reference.name.casefold() for reference in document.references}
    for piece in running_text(document.blocks):
        text = piece.text
        if not keys.search(text) or DEFINITION.search(text):
            continue
        for start, end in keys_in(prose(text), archive):
            at = piece.part(start, end)
            if not is_reference(at, defined) and not is_doubtful(at, piece):
                yield Ticket(at, ticket_address(at.text, archive.settings) or "")


def keys_in(text: str, archive: Archive) -> Iterator[tuple[int, int]]:
    """Yield where a text has the key of a ticket whose prefix is one of the option `tickets`."""
    keys = _keys(tuple(prefix for prefix, _ in archive.settings.tickets))
    for found in keys.finditer(text) if keys is not None else ():
        joined = JOINED.search(text, max(found.start() - 1, 0), found.start())
        if not joined and normal_id(found.group()) not in archive.by_id:
            yield found.span()


def ticket_keys(text: str, archive: Archive) -> Iterator[tuple[int, int]]:
    """Yield where the cell of a ticket has a key that there is an address for, by whatever option."""
    if not archive.settings.ticket_url:
        yield from keys_in(text, archive)
        return
    for found in TICKET_KEY.finditer(text):
        if normal_id(found.group()) not in archive.by_id:
            yield found.span()


@lru_cache(maxsize=16)
def _keys(prefixes: tuple[str, ...]) -> re.Pattern[str] | None:
    if not prefixes:
        return None
    names = "|".join(re.escape(prefix) for prefix in prefixes)
    return re.compile(rf"(?:{names})-[0-9]{{1,9}}(?![\w/-]|\.\w)")
