"""How far the documents are: which are still to be written or to be closed, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mkdocs_postmortem.archive.model import Archive, Incident


@dataclass(frozen=True, slots=True, eq=False)
class Unfinished:
    """The documents with a status that is not the last one.

    `oldest` is the one whose incident is the longest ago, so many `days`; None where no date is known.
    """

    status: str
    number: int
    oldest: Incident | None
    days: int


def unfinished(archive: Archive, today: date) -> tuple[Unfinished, ...]:
    """Return the statuses before closed that documents have, in the order of the template."""
    found = []
    for status in archive.template.vocabularies["status"].labels:
        having = [each for each in archive.incidents if each.status == status]
        if not having or archive.template.stage(status) == "closed":
            continue
        dated = [(each.date, each.uri, each) for each in having if each.date]
        day, _, oldest = min(dated, default=(today, "", None))
        found.append(Unfinished(status, len(having), oldest, max((today - day).days, 0)))
    return tuple(found)
