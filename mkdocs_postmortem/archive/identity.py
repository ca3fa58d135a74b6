"""What an incident is called: from its metadata, else its title, else its file name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mkdocs_postmortem.document.filename import bare_name
from mkdocs_postmortem.document.model import Field, Postmortem
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.template import Template, plain

# An ID in a title or file name must look like one even without the site's own pattern.
_GENERAL = r"[A-Z][A-Z0-9]{1,9}[-_ ]?\d{4}[-_]\d{1,5}"
# Labels that can only mean an ID, besides the template's own; behind another (`Incident: Orders mart
# stale`) it needs a digit.
_CERTAIN = frozenset(("incident id", "id"))


class Identity(NamedTuple):
    """An incident's ID as written (None where it has none), its place, and where it was found."""

    id: str | None
    at: Text | None
    origin: str


def identify(document: Postmortem, uri: str, id_pattern: str, template: Template) -> Identity:
    """Return the ID of a document: of its metadata, else its title, else its file name."""
    at = document.id
    if at is not None and is_id(document, template):
        return Identity(at.text, at, "field")
    pattern = _pattern(id_pattern)
    if document.title_text is not None and (found := pattern.match(document.title_text.text)):
        return Identity(found.group(), document.title_text.part(*found.span()), "title")
    if found := pattern.search(bare_name(uri)):
        return Identity(found.group(), None, "file name")
    return Identity(None, None, "none")


def is_id(document: Postmortem, template: Template) -> bool:
    """Say whether the metadata name an ID: no placeholder, no `TBD`, no title behind `Incident:`."""
    at = document.id
    if at is None or not at or document.unfilled(at):
        return False
    text = at.text.casefold().strip(" *_`").rstrip(".")
    if text in template.empty or text in template.none or not normal_id(text):
        return False
    named_so = is_id_label(document.field("id"), template) and " " not in text
    return named_so or any(char.isdigit() for char in text)


def is_id_label(field: Field | None, template: Template) -> bool:
    """Say whether a field's label can only mean an ID."""
    if field is None:
        return False
    label = plain(field.label.text)
    return label in _CERTAIN or label == plain(template.label("id", "ID"))


@lru_cache(maxsize=16)
def _pattern(id_pattern: str) -> re.Pattern[str]:
    # What goes on with another number is a date: `EU-2024-03-14` names a region and a day.
    return re.compile(rf"(?<![A-Za-z0-9])(?:{id_pattern}|{_GENERAL})(?![A-Za-z0-9]|[-_.]\d)")


_PARTS = re.compile(r"[A-Za-z]+|\d+")


@lru_cache(maxsize=16384)
def normal_id(text: str) -> str:
    """Return an ID as it is compared: without case and separators, numbers without leading zeros.

    `INC-2024-031`, `inc 2024/31` and `INC_2024_031` name one incident.
    """
    return "-".join((p.lstrip("0") or "0") if p[0].isdigit() else p.casefold() for p in _PARTS.findall(text))
