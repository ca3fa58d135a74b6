"""PM7xx: related incidents."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from mkdocs_postmortem.archive import normal_id
from mkdocs_postmortem.archive.selection import is_incident
from mkdocs_postmortem.document.dates import find_date
from mkdocs_postmortem.document.model import Related
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import did_you_mean, near, quote

_GENERAL_ID = re.compile(r"[A-Z][A-Z0-9]{1,9}[-_ ]?\d{4}[-_]\d{1,5}(?![\w-])")


def _rows(case: Case) -> Iterator[Related]:
    for row in case.document.related:
        if not case.document.unfilled(row.incident) and not case.document.unfilled(row.id):
            yield row


def _names_itself(case: Case, row: Related) -> bool:
    """Say whether a row names the incident that it stands in."""
    incident = case.incident
    if case.resolver.resolve(row, incident) is incident:
        return True
    if row.id is None or incident.id is None or normal_id(row.id.text) != normal_id(incident.id):
        return False
    # Where two documents have one ID (PM901), the row may mean the other.
    return len(case.archive.by_id.get(normal_id(incident.id), ())) < 2


@rule("PM701", "related-unknown", "W/E/E")
def related_unknown(case: Case) -> Iterator[Found]:
    """An incident named under Related Incidents exists in the archive.

    Only what looks like an ID of this archive, or a link to a document in its folder, is looked up;
    prose and links to other sites and pages are not. An incident whose document can't be read counts
    as there.
    """
    for row in _rows(case):
        if case.resolver.resolve(row, case.incident) is not None or _names_itself(case, row):
            continue
        named = _named(case, row)
        if named is None or _may_be_unreadable(case, named.text):
            continue
        guess = _guess(case, row, named)
        yield Found(
            named,
            f"Related incident {quote(named)} does not exist{did_you_mean(guess)}",
            f"write `{guess}`" if guess else "correct the ID, or remove the row",
        )


def _named(case: Case, row: Related) -> Text | None:
    """Return what a row names that must exist: an ID, or the target of a link into the archive."""
    if row.target is not None:
        return row.target if _is_in_archive(case, row.target.text) else None
    if row.id is None or not row.id:
        return None
    text = row.id.text
    for pattern in (rf"(?:{case.settings.id_pattern})(?![\w-])", _GENERAL_ID):
        if found := re.match(pattern, text):
            return row.id.part(0, found.end()) if found.end() else None
    # What has the shape of this archive's IDs although it misses the pattern: `INC-24-031`.
    prefix = re.match(r"[A-Za-z]+", case.incident.id or "")
    if prefix and re.fullmatch(rf"{prefix.group()}[-_ ]?\d[\w-]*", text):
        return row.id
    return None


def _guess(case: Case, row: Related, named: Text) -> str | None:
    """Return what a row means, where only one incident can be meant.

    IDs are numbered in a row, so that nearly every wrong one is like some other: only one of the
    same digits, or of the date beside it, is proposed.
    """
    others = [each for each in case.archive.incidents if each is not case.incident]
    if row.target is not None:
        folder, _, name = named.text.rpartition("/")
        guess = near(unquote(name), [each.name + ".md" for each in others], 0.8)
        return f"{folder}/{guess}" if guess and folder else guess
    known = [each for each in others if each.id]
    digits = _digits(named.text)
    alike = [each.id for each in known if _digits(each.id or "") == digits]
    if len(alike) != 1 and row.date is not None:
        day = find_date(row.date.text)
        alike = [each.id for each in known if day is not None and day.day == each.date and day.day]
    return alike[0] if len(alike) == 1 else None


def _digits(text: str) -> list[str]:
    return sorted(char for char in text if char.isdigit() and char != "0")


def _is_in_archive(case: Case, target: str) -> bool:
    """Say whether a link's target would be an incident of this archive, if it were there."""
    path = unquote(target.split("#", 1)[0].split("?", 1)[0])
    if "://" in path or path.startswith(("/", "mailto:")) or not path.endswith(".md"):
        return False
    folder = posixpath.dirname(case.incident.uri)
    return is_incident(posixpath.normpath(posixpath.join(folder, path)), case.settings)


def _may_be_unreadable(case: Case, named: str) -> bool:
    """Say whether a document that can't be read may be the one: its one finding is enough."""
    name = unquote(named.split("#", 1)[0]).rsplit("/", 1)[-1].casefold()
    return any(
        name in incident.uri.casefold() or named.casefold() in incident.document.source.text.casefold()
        for incident in case.archive.incidents
        if incident.document.broken
    )


@rule("PM703", "related-self", "E/E/E")
def related_self(case: Case) -> Iterator[Found]:
    """An incident is not listed as related to itself."""
    for row in _rows(case):
        if _names_itself(case, row):
            yield Found(
                row.id if row.id else row.incident,
                "An incident can't be related to itself",
                "remove the row, or name the other incident",
            )
