"""Rows of Related Incidents that name a known incident become links to its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import quote

from mkdocs_postmortem.archive import Archive, Incident, Resolver
from mkdocs_postmortem.archive.resolver import named_piece
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.pages.changes import Change


@lru_cache(maxsize=2)
def _resolver(archive: Archive) -> Resolver:
    return Resolver(archive.incidents)


def link_changes(
    document: Postmortem, incident: Incident, archive: Archive, relative_to: Callable[[str], str]
) -> Iterator[Change]:
    """Yield how to turn what rows of Related Incidents name into links, where it is not linked already.

    `document` is the text to change; it may be another reading than the incident's own.
    """
    resolver = _resolver(archive)
    for row in document.related:
        target = None if row.target is not None else resolver.resolve(row, incident)
        named = None if target is None or target is incident else named_piece(row, target)
        if target is not None and named is not None:
            path = quote(relative_to(target.uri))
            yield Change(named.start, named.end, f"[{_label(named.text)}]({path})")


def _label(text: str) -> str:
    """Return the text of a link: what was written, a wiki link without its brackets and target."""
    return text[2:-2].rsplit("|", 1)[-1] if text.startswith("[[") else text
