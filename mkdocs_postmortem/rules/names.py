"""Names of incidents that nobody has: whether one is meant, and which."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from urllib.parse import unquote

from mkdocs_postmortem.archive import Archive, Incident
from mkdocs_postmortem.archive.relation_words import relation_words
from mkdocs_postmortem.archive.relations import Stated, front_matter_relations
from mkdocs_postmortem.archive.selection import is_incident
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.registry import Case
from mkdocs_postmortem.rules.words import near

_WORD = re.compile(r"(?<![\w-])[^\W_]")
_ASIDE = re.compile(r"[(,;–—]")
_GENERAL_ID = re.compile(r"[A-Z][A-Z0-9]{1,9}[-_ ]?\d{4}[-_]\d{1,5}(?![\w-])")


def stated(case: Case) -> list[Stated]:
    """Return what the front matter says of other incidents, whether they are found or not."""
    front = case.document.front_matter
    if not front.entries:
        return []
    return case.once("stated relations", lambda: list(front_matter_relations(front, case.template)))


def named_in_status(case: Case) -> Text | None:
    """Return the name of the other incident where the status says what became of the document.

    `Duplicate of INC-2025-014` names one, whether it is found or not; so does one of another archive.
    """
    field = case.document.field("status")
    if field is None or not any(map(str.isdigit, field.string)):
        return None
    text = field.value.text
    for start in (found.start() for found in _WORD.finditer(text)):
        name = field.value.part(start, len(text))
        found = id_in(case, name) or _external(case, name)
        if found is not None:
            before = _ASIDE.split(text[:start])[-1].rstrip(" *_[:") + ":"
            words = relation_words(case.template)
            return found if words.before(before, text[found.end - field.value.start :], True) else None
    return None


def _external(case: Case, name: Text) -> Text | None:
    """Return the ID of another archive that a name begins with."""
    pattern = case.settings.external_ids
    found = re.match(rf"(?:{pattern})(?![\w-])", name.text) if pattern else None
    return name.part(0, found.end()) if found is not None and found.end() else None


def id_in(case: Case, name: Text) -> Text | None:
    """Return the ID that a name begins with, where it looks like one of this archive."""
    if not name:
        return None
    text = name.text
    if _external(case, name) is not None:
        return None
    for pattern in (rf"(?:{case.settings.id_pattern})(?![\w-])", _GENERAL_ID):
        if found := re.match(pattern, text):
            return name.part(0, found.end()) if found.end() else None
    # What has the shape of this archive's IDs although it misses the pattern: `INC-24-031`.
    prefix = re.match(r"[A-Za-z]+", case.incident.id or "")
    if prefix and re.fullmatch(rf"{prefix.group()}[-_ ]?\d[\w-]*", text):
        return name
    return None


def near_path(case: Case, path: str) -> str | None:
    """Return the path that one to a document misspells."""
    folder, _, name = path.rpartition("/")
    guess = near(unquote(name), [each.name + ".md" for each in _others(case)], 0.8)
    return f"{folder}/{guess}" if guess and folder else guess


def near_name(case: Case, name: str) -> str | None:
    """Return the name of a document's file, without its ending, that a single word misspells."""
    if " " in name or not name:
        return None
    return near(name, [each.name for each in _others(case)], 0.8)


def near_id(case: Case, name: str, day: date | None) -> str | None:
    """Return the ID that an unknown one means, where only one incident can be meant.

    IDs are numbered in a row, so that nearly every wrong one is like some other: only one of the
    same digits, or of the `day` that stands beside it, is proposed.
    """
    alike = [each for each in _by_digits(case.archive).get(_digits(name), ()) if each is not case.incident]
    if len(alike) != 1 and day is not None:
        alike = [each for each in _others(case) if each.date == day and each.id]
    return alike[0].id if len(alike) == 1 else None


def _others(case: Case) -> list[Incident]:
    return [each for each in case.archive.incidents if each is not case.incident]


@lru_cache(maxsize=2)
def _by_digits(archive: Archive) -> Mapping[str, list[Incident]]:
    found: dict[str, list[Incident]] = {}
    for each in archive.incidents:
        if each.id:
            found.setdefault(_digits(each.id), []).append(each)
    return found


def _digits(text: str) -> str:
    return "".join(sorted(char for char in text if char.isdigit() and char != "0"))


def is_in_archive(case: Case, target: str) -> bool:
    """Say whether a link's target would be an incident of this archive, if it were there."""
    path = unquote(target.split("#", 1)[0].split("?", 1)[0])
    if "://" in path or path.startswith(("/", "mailto:")) or not path.endswith(".md"):
        return False
    folder = posixpath.dirname(case.incident.uri)
    return is_incident(posixpath.normpath(posixpath.join(folder, path)), case.settings)


def may_be_unreadable(case: Case, named: str) -> bool:
    """Say whether a document that can't be read may be the one: its one finding is enough."""
    name = unquote(named.split("#", 1)[0]).rsplit("/", 1)[-1].casefold()
    return any(
        name in incident.uri.casefold() or named.casefold() in incident.document.source.text.casefold()
        for incident in case.archive.incidents
        if incident.document.broken
    )
