"""PM9xx: the archive as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.archive import Incident, normal_id
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import quote


@rule("PM901", "duplicate-id", "E/E/E")
def duplicate_id(case: Case) -> Iterator[Found]:
    """No two documents have the same incident ID. Case, separators and leading zeros do not tell them apart.

    The finding stands on the document whose path comes later; its note shows the other. Where only
    the first was asked for, it stands there.
    """
    incident = case.incident
    if not incident.id:
        return
    same = case.archive.by_id.get(normal_id(incident.id), ())
    if len(same) < 2:
        return
    readable = [each for each in same if not each.document.broken]
    if len(readable) < 2:
        return
    other = readable[0]
    if other is incident:
        others = readable[1:]
        if case.reported is None or any(each.uri in case.reported for each in others):
            return
        other = others[0]
    yield Found(
        _place(incident),
        f"Incident ID {incident.id} is also used in {quote(other.document.path)}",
        "give one of the two another ID",
        (_place(other), "the same ID"),
    )


def _place(incident: Incident) -> Text:
    """Return where an incident has its ID from; of a file name, the document's beginning."""
    document = incident.document
    return incident.identity.at or document.title_text or Text(document.source, 0, 0)


@rule("PM902", "stale-baseline", "W/W/W")
def stale_baseline(case: Case) -> Iterator[Found]:
    """Each entry of the baseline still occurs. One that was mended is taken out, so that it stays mended.

    The finding stands in the baseline file, once for each incident, at the first of its entries that
    occurs no more. An entry whose rule did not run is not reported.
    """
    stale = case.silenced.stale
    if not stale:
        return
    first, code = stale[0]
    more = f" ({len(stale)} entries of this incident)" if len(stale) > 1 else ""
    yield Found(
        first,
        f"{code} in the baseline no longer occurs{more}",
        "run `postmortem check --prune-baseline`, and commit the file",
    )
