"""PM707: incidents that the text names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mkdocs_postmortem.archive import Archive, Incident, normal_id
from mkdocs_postmortem.document.blocks import Table
from mkdocs_postmortem.document.columns import columns_of
from mkdocs_postmortem.document.inline import prose, running_text
from mkdocs_postmortem.document.model import Section
from mkdocs_postmortem.document.sections import end_of
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.fixes import UNSAFE, Fix, insert_line
from mkdocs_postmortem.rules.registry import Case, Found, rule

_LETTERS = re.compile(r"[A-Za-z]+")
# What joins an ID to something before it: a path, an address, a longer key.
_JOINTS = ("_", "/", ".", "#", "@", "-")


@rule("PM707", "mention-not-listed", "I/I/I", fixes=("unsafe",))
def mention_not_listed(case: Case) -> Iterator[Found]:
    """An incident that the text names by its ID is listed under Related Incidents.

    Only IDs of this archive count, and only in running text and tables: not in code, links and
    headings. Each incident is reported once. The fix adds a row, in which you still have to say how the
    two are similar.
    """
    section = case.section("related")
    pattern = _ids(case.archive)
    if section is None or pattern is None:
        return  # PM201 says that the section is missing
    text = case.document.source.text
    known = {link.target.uri for link in case.archive.links.get(case.incident.uri, ())} | {case.incident.uri}
    wanted = {
        found.group(): incident
        for found in _named(pattern, text)
        if (incident := _incident(case, found.group())) is not None and incident.uri not in known
    }
    if not wanted:
        return
    low, high = section.heading.text.start, end_of(section)
    for piece in running_text(case.document.blocks):
        if low <= piece.start < high or not any(name in piece.text for name in wanted):
            continue
        for found in _named(pattern, prose(piece.text)):
            incident = wanted.get(found.group())
            if incident is None or incident.uri in known:
                continue
            known.add(incident.uri)
            title = case.template.section("related").title
            yield Found(
                piece.part(*found.span()),
                f"{incident.label} is mentioned but not listed under {title}",
                f"add a row for it to {title}",
                fix=_row(section, incident, case),
            )


def _incident(case: Case, name: str) -> Incident | None:
    found = case.archive.by_id.get(normal_id(name), ())
    # Two documents with one ID (PM901): nobody knows which is meant.
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=2)
def _ids(archive: Archive) -> re.Pattern[str] | None:
    """Return what finds words that begin like an ID of the archive and end in a number, or None."""
    heads = {head.group() for each in archive.incidents if each.id and (head := _LETTERS.match(each.id))}
    if not heads:
        return None
    return re.compile(rf"(?:{'|'.join(sorted(heads))})[\w-]*\d(?![\w-]|\.\w)")


def _named(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Return the IDs in a text that are no part of something longer.

    What stands before one is looked at afterwards: a search that begins with plain text is fast.
    """
    for found in pattern.finditer(text):
        before = text[found.start() - 1 : found.start()]
        if not before.isalnum() and before not in _JOINTS:
            yield found


def _row(section: Section, incident: Incident, case: Case) -> Fix | None:
    """Return how to add a row for an incident to the section's table, or None where it has no rows."""
    for block in section.blocks:
        if not isinstance(block, Table) or not block.rows:
            continue
        columns = columns_of(block, case.template.tables["related"])
        last = block.rows[-1].text
        if "incident" not in columns or _indent(last) or case.document.unfilled(last):
            continue
        cells = [""] * len(block.header.cells)
        cells[columns["incident"]] = incident.label
        if "date" in columns and incident.date is not None:
            cells[columns["date"]] = incident.date.isoformat()
        line = "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|"
        return insert_line(last, line, f"add a row for {incident.label}", UNSAFE)
    return None


def _indent(text: Text) -> str:
    """Return what stands before a piece on its line."""
    start = text.source.text.rfind("\n", 0, text.start) + 1
    return text.source.text[start : text.start]
