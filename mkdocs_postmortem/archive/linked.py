"""Links that authors have written themselves to other incidents of the archive.

Relative ones, those that a definition elsewhere completes (`[the first][1]`), and addresses that end in
the name of an incident's file, as on the site where the documents are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from mkdocs_postmortem.archive.model import Incident
from mkdocs_postmortem.archive.resolver import Resolver
from mkdocs_postmortem.document.inline import without_code
from mkdocs_postmortem.document.links import links_in
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.source import Text

# Where a link begins its target that leads to a file of this site.
RELATIVE = re.compile(r"\]\([ \t]*<?(?![a-z]+:|[#/])", re.IGNORECASE)
# `[text][name]`, `[name][]` and `[name]`.
_REFERENCE = re.compile(r"(?<![!\\\]\[])\[(?P<text>[^\[\]]+)\](?:\[(?P<name>[^\[\]]*)\])?(?![(\[:])")
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]]+/(?P<file>[^\s<>()\[\]/?#]+\.md)(?![\w.])")
# A file whose name says when, or which, is the same one wherever it is: `readme.md` is not.
_TELLING = re.compile(r"\d{3}")


def defined(document: Postmortem, resolver: Resolver, origin: Incident) -> Mapping[str, Incident]:
    """Return the incidents that link definitions of a document lead to, by name in small letters."""
    found = {}
    for reference in document.references:
        target = reference.target.text.strip("<>")
        incident = _by_address(target, resolver) or resolver.by_target(target, origin)
        if incident is not None and incident is not origin:
            found[reference.name.casefold()] = incident
    return found


def linked_in(
    piece: Text, references: Mapping[str, Incident], resolver: Resolver, origin: Incident
) -> Iterator[tuple[Text, Incident]]:
    """Yield the links to other incidents in a piece of running text, each as written."""
    text = piece.text
    if RELATIVE.search(text):
        for at, path in links_in(piece):
            incident = resolver.by_target(path, origin)
            if incident is not None and incident is not origin:
                yield at, incident
    if "://" in text:
        for found in _ADDRESS.finditer(without_code(text)):
            incident = _by_address(found.group(), resolver)
            if incident is not None and incident is not origin:
                yield piece.part(*found.span()), incident
    if references and "[" in text:
        for found in _REFERENCE.finditer(without_code(text)):
            incident = references.get((found["name"] or found["text"]).casefold())
            if incident is not None:
                yield piece.part(*found.span()), incident


def _by_address(text: str, resolver: Resolver) -> Incident | None:
    found = _ADDRESS.match(text)
    if found is None:
        return None
    name = unquote(found["file"]).removesuffix(".md")
    return resolver.by_name.get(name.casefold()) if _TELLING.search(name) else None
