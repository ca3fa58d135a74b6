"""From the name of an incident to the incident: one resolver for rules and pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from urllib.parse import unquote

from mkdocs_postmortem.archive.identity import normal_id
from mkdocs_postmortem.archive.model import Incident, ids_of
from mkdocs_postmortem.document.filename import bare_name
from mkdocs_postmortem.document.model import Related
from mkdocs_postmortem.document.source import Text

_WIKI = re.compile(r"\[\[[^\[\]\n]*\]\]")
_FIRST_WORD = re.compile(r"[^\s:,;()]+")


class Resolver:
    """Finds incidents by ID, by link target, and by file name."""

    def __init__(self, incidents: Iterable[Incident]) -> None:
        incidents = tuple(incidents)
        self.by_uri = {incident.uri: incident for incident in incidents}
        self.by_id = {key: found[0] for key, found in ids_of(incidents).items()}
        # Where the built page is, without `.html`: `2024/loader` for `2024/loader.html.md.erb`.
        self._by_page: dict[str, Incident] = {}
        for incident in incidents:
            page = posixpath.join(posixpath.dirname(incident.uri), incident.name)
            self._by_page.setdefault(page, incident)
        self.by_name: dict[str, Incident] = {}
        twice = set()
        for incident in incidents:
            name = incident.name.casefold()
            if self.by_name.setdefault(name, incident) is not incident:
                twice.add(name)
        # A name of two files in different folders names neither.
        for name in twice:
            del self.by_name[name]

    def by_text(self, text: str) -> Incident | None:
        """Return the incident that a text names by ID or by file name, or None."""
        text = text.strip()
        if found := self.by_id.get(normal_id(text)):
            return found
        name = bare_name(text)
        if " " in text and text.endswith(name):  # without an ending, blanks and slashes make no path
            name = text
        return self.by_name.get(name.casefold())

    def by_target(self, target: str, origin: Incident) -> Incident | None:
        """Return the incident that a relative link from another one points to, or None.

        The link may lead to its document, or to the page that is built of it.
        """
        path = unquote(target.split("#", 1)[0].split("?", 1)[0])
        if not path or "://" in path or path.startswith(("mailto:", "#", "/")):
            return None
        uri = posixpath.normpath(posixpath.join(posixpath.dirname(origin.uri), path))
        return self.by_uri.get(uri) or self._by_page.get(uri.rstrip("/").removesuffix(".html"))

    def by_name_or_path(self, text: str, origin: Incident) -> Incident | None:
        """Return the incident that a value of front matter names: by ID, file name or relative path."""
        text = text.strip().removeprefix("[[").removesuffix("]]").split("|", 1)[0].strip()
        return self.by_id.get(normal_id(text)) or self.by_target(text, origin) or self.by_text(text)

    def resolve(self, related: Related, origin: Incident) -> Incident | None:
        """Return the incident that a row of Related Incidents names, or None."""
        if related.target is not None and (found := self.by_target(related.target.text, origin)):
            return found
        if related.id is None or not related.id:
            return None
        text = related.id.text
        found = self.by_text(text)
        if found is None and " " in text:
            # `INC-2024-031 Orders mart stale`, `INC-2024-031 (2024-11-02)`, `INC-2024-031: title`
            found = self.by_id.get(normal_id(text.split(" ", 1)[0].rstrip(":,;")))
        return found


def named_piece(row: Related, target: Incident) -> Text | None:
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
