"""Rows of Related Incidents that name a known incident become links to its page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import quote

from mkdocs_postmortem.archive import Archive, Incident, Resolver, normal_id
from mkdocs_postmortem.document.model import Postmortem, Related
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.pages.changes import Change

_WIKI = re.compile(r"\[\[[^\[\]\n]*\]\]")
_FIRST_WORD = re.compile(r"[^\s:,;()]+")


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
        named = None if target is None or target is incident else _named(row, target)
        if target is not None and named is not None:
            path = quote(relative_to(target.uri))
            yield Change(named.start, named.end, f"[{_label(named.text)}]({path})")


def _named(row: Related, target: Incident) -> Text | None:
    """Return the piece of a row that names the incident: its ID alone where that stands first."""
    if row.id is None or not row.id:
        return None
    if wiki := _WIKI.search(row.incident.text):
        return row.incident.part(*wiki.span())
    named = row.id
    first = _FIRST_WORD.match(named.text)
    if first and target.id and normal_id(first.group()) == normal_id(target.id):
        named = named.part(0, first.end())
    if any(mark in named.text for mark in "[]<>\\|"):
        return None
    text = named.source.text
    start, end = named.start, named.end
    # A link inside a code span would be shown, not followed: the span goes into the link.
    while text[start - 1 : start] == "`" and text[end : end + 1] == "`":
        start, end = start - 1, end + 1
    if "`" in text[max(start - 1, 0) : end + 1] and text[start] != "`":
        return None
    return Text(named.source, start, end)


def _label(text: str) -> str:
    """Return the text of a link: what was written, a wiki link without its brackets and target."""
    return text[2:-2].rsplit("|", 1)[-1] if text.startswith("[[") else text
