"""PM9xx: the archive as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.archive.identity import normal_id
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.registry import Case, Found, rule


@rule("PM901", "duplicate-id", "E/E/E")
def duplicate_id(case: Case) -> Iterator[Found]:
    """No two documents have the same incident ID. Case, separators and leading zeros do not tell them apart.

    The finding stands on the document whose path comes later; its note shows the other.
    """
    incident = case.incident
    if not incident.id:
        return
    same = case.archive.by_id.get(normal_id(incident.id), ())
    readable = [other for other in same if not other.document.broken]
    if len(readable) < 2 or readable[0] is incident:
        return
    first = readable[0]
    at = incident.identity.at or case.document.title_text or Text(case.document.source, 0, 0)
    there = first.identity.at or first.document.title_text or Text(first.document.source, 0, 0)
    yield Found(
        at,
        f"Incident ID {incident.id} is also used in `{first.document.path}`",
        "give one of the two another ID",
        (there, "the same ID"),
    )
