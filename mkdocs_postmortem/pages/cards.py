"""Cards: what a link to an incident tells of it before anybody follows it.

Each link carries what its card shows, so a page holds what it links to and no more. Without JavaScript
it is the link's `title`; with it, the script shows a card instead.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote

from markupsafe import Markup, escape

from mkdocs_postmortem.archive import Archive, Incident
from mkdocs_postmortem.labels import Labels
from mkdocs_postmortem.pages.severity import severity_style
from mkdocs_postmortem.pages.text import bare, duration

# Attribute values may hold anything but their own quote.
_LINK = re.compile(r"""<a(?=\s)(?:[^"'<>]|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
_HREF = re.compile(r"""\shref\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""", re.IGNORECASE)
_TITLE = re.compile(r"\stitle\s*=", re.IGNORECASE)
_BEHIND = re.compile("[?#]")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/#?]", re.IGNORECASE)


class Cards:
    """Gives links to incidents their cards; `urls` are the addresses of their pages, by path."""

    def __init__(self, archive: Archive, urls: Mapping[str, str]) -> None:
        self._incidents = {_address(urls[each.uri]): each for each in archive.incidents if each.uri in urls}
        self._names = {*map(posixpath.basename, self._incidents), "", ".", ".."}
        self._labels = archive.labels
        self._attributes: dict[str, Markup] = {}

    def all(self) -> dict[str, Markup]:
        """Return the attributes of links to each incident, by its path."""
        return {each.uri: self._attributes_of(each) for each in self._incidents.values()}

    def take(self, attributes: Mapping[str, Markup]) -> None:
        """Use attributes that were made before, instead of making them again."""
        self._attributes.update(attributes)

    def add(self, html: str, page_url: str) -> str:
        """Return HTML of a page with cards on its links to other incidents; nothing else changes.

        A link with a title of its author's keeps that, and gets none.
        """
        folder = posixpath.dirname(unquote(page_url))
        own = self._incidents.get(_address(page_url))

        def with_card(found: re.Match[str]) -> str:
            tag = found.group()
            if 'href="#' in tag:  # most links of a page are those of its own headings
                return tag
            href = None if _TITLE.search(tag) else _HREF.search(tag)
            if href is None:
                return tag
            incident = self._at(Markup(href["double"] or href["single"] or "").unescape(), folder)
            if incident is None or incident is own:
                return tag
            return f"{tag[:-1]}{self._attributes_of(incident)}>"

        return _LINK.sub(with_card, html) if self._incidents else html

    def _attributes_of(self, incident: Incident) -> Markup:
        if incident.uri not in self._attributes:
            self._attributes[incident.uri] = card_attributes(incident, self._labels)
        return self._attributes[incident.uri]

    def _at(self, href: str, folder: str) -> Incident | None:
        """Return the incident that a link on a page in `folder` leads to, or None."""
        if _ELSEWHERE.match(href):
            return None
        path = unquote(_BEHIND.split(href, maxsplit=1)[0])
        if posixpath.basename(path.rstrip("/")) not in self._names:
            return None  # as most, without finding out where it leads
        return self._incidents.get(posixpath.normpath(posixpath.join(folder, path))) if path else None


def _address(url: str) -> str:
    return posixpath.normpath(unquote(url))


def card_attributes(incident: Incident, labels: Labels) -> Markup:
    """Return the attributes of a link to an incident, with a blank before them: `title` and its card."""
    title = bare(incident.title)
    day = incident.date.isoformat() if incident.date else None
    ttr = incident.timing.shown.get("ttr")
    facts = (
        incident.id,
        title,
        incident.severity,
        severity_style(incident.severity, incident.template),
        day,
        incident.category,
        f"{incident.template.metric('ttr').short} {duration(ttr.minutes, labels)}" if ttr else None,
    )
    # What is missing is left out in the title, and empty in the card.
    told = " · ".join(each for each in (incident.id, title, day, incident.severity) if each)
    card = json.dumps([each or "" for each in facts], ensure_ascii=False, separators=(",", ":"))
    # In single quotes: JSON is full of double ones.
    quoted = str(escape(card)).replace("&#34;", '"')
    return Markup(f" title=\"{escape(told)}\" data-pm-card='{quoted}'")
