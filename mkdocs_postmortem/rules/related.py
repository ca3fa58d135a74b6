"""PM7xx: related incidents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortem.archive.identity import normal_id
from mkdocs_postmortem.document.model import Related
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import did_you_mean, near, quote


def _rows(case: Case) -> Iterator[tuple[Related, bool]]:
    """Return the rows of Related Incidents, and whether each names this incident itself."""
    for row in case.document.related:
        if not case.document.unfilled(row.incident) and not case.document.unfilled(row.id):
            yield row, case.resolver.resolve(row, case.incident) is case.incident or _is_own_id(case, row)


def _is_own_id(case: Case, row: Related) -> bool:
    return (
        row.id is not None
        and case.incident.id is not None
        and normal_id(row.id.text) == normal_id(case.incident.id)
    )


@rule("PM701", "related-unknown", "W/E/E")
def related_unknown(case: Case) -> Iterator[Found]:
    """An incident named under Related Incidents exists in the archive.

    Only what looks like an ID of this archive, or a link to a Markdown file, is looked up; prose
    and links to other sites are not. An incident whose document can't be read counts as there.
    """
    for row, own in _rows(case):
        if own or case.resolver.resolve(row, case.incident) is not None:
            continue
        named = _named(case, row)
        if named is None or _in_broken_document(case, named.text):
            continue
        ids = [
            incident.id
            for incident in case.archive.incidents
            if incident.id and incident is not case.incident
        ]
        guess = near(named.text, ids, 0.8)
        yield Found(
            named,
            f"Related incident {quote(named)} does not exist{did_you_mean(guess)}",
            f"write `{guess}`" if guess else "correct the ID, or remove the row",
        )


def _named(case: Case, row: Related):  # type: ignore[no-untyped-def]
    """Return what a row names that must exist: an ID, or the target of a link to a Markdown file."""
    if row.target is not None:
        target = row.target.text.split("#", 1)[0]
        if "://" in target or target.startswith(("/", "mailto:")):
            return None
        return row.target if target.endswith(".md") else None
    if row.id is None or not row.id:
        return None
    text = row.id.text
    found = re.match(
        rf"(?:{case.settings.id_pattern}|[A-Z][A-Z0-9]{{1,9}}[-_ ]?\d{{4}}[-_]\d{{1,5}})(?![\w-])", text
    )
    if found:
        return row.id.part(0, found.end())
    # What has the shape of this archive's IDs although it misses the pattern: `INC-24-031`.
    prefix = case.incident.id.split("-", 1)[0] if case.incident.id else ""
    found = re.match(rf"{re.escape(prefix)}[-_ ]?\d[\w-]*$", text) if prefix else None
    return row.id if found else None


def _in_broken_document(case: Case, named: str) -> bool:
    """Say whether a document that can't be read may be the one: its one finding is enough."""
    name = named.split("#", 1)[0].rsplit("/", 1)[-1].casefold()
    for incident in case.archive.incidents:
        if incident.document.broken and (
            name in incident.uri.casefold() or named.casefold() in incident.document.source.text.casefold()
        ):
            return True
    return False


@rule("PM703", "related-self", "E/E/E")
def related_self(case: Case) -> Iterator[Found]:
    """An incident is not listed as related to itself."""
    for row, own in _rows(case):
        if own:
            yield Found(
                row.id if row.id is not None else row.incident,
                "An incident can't be related to itself",
                "remove the row, or name the other incident",
            )
