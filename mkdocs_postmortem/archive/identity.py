"""What an incident is called: from its metadata, else its title, else its file name."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import NamedTuple

from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.source import Text

# An ID in a title or file name must look like one even without the site's own pattern.
_GENERAL = r"[A-Z][A-Z0-9]{1,9}[-_ ]?\d{4}[-_]\d{1,5}"


class Identity(NamedTuple):
    """An incident's ID as written (None where it has none), its place, and where it was found."""

    id: str | None
    at: Text | None
    origin: str


def identify(document: Postmortem, uri: str, id_pattern: str) -> Identity:
    """Return the ID of a document."""
    if document.id is not None and document.id and not document.unfilled(document.id):
        return Identity(document.id.text, document.id, "field")
    pattern = _pattern(id_pattern)
    if document.title_text is not None and (found := pattern.match(document.title_text.text)):
        return Identity(found.group(), document.title_text.part(*found.span()), "title")
    name = posixpath.basename(uri).rsplit(".", 1)[0]
    if found := pattern.search(name):
        return Identity(found.group(), None, "file name")
    return Identity(None, None, "none")


@lru_cache(maxsize=16)
def _pattern(id_pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9])(?:{id_pattern}|{_GENERAL})(?![A-Za-z0-9])")


_PARTS = re.compile(r"[A-Za-z]+|\d+")


@lru_cache(maxsize=16384)
def normal_id(text: str) -> str:
    """Return an ID as it is compared: without case and separators, numbers without leading zeros.

    `INC-2024-031`, `inc 2024/31` and `INC_2024_031` name one incident.
    """
    return "-".join(
        str(int(p)) if p.isdecimal() and p.isascii() else p.casefold() for p in _PARTS.findall(text)
    )
