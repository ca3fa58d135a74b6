"""PM707: incidents that the text names."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.archive import Incident
from mkdocs_postmortem.document.blocks import Table
from mkdocs_postmortem.document.columns import columns_of
from mkdocs_postmortem.document.model import Section
from mkdocs_postmortem.document.sections import end_of
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.fixes import UNSAFE, Fix, insert_line
from mkdocs_postmortem.rules.names import stated
from mkdocs_postmortem.rules.registry import Case, Found, rule


@rule("PM707", "mention-not-listed", "I/I/I", fixes=("unsafe", "display"))
def mention_not_listed(case: Case) -> Iterator[Found]:
    """An incident that the text names by its ID is listed under Related Incidents.

    Only IDs of this archive count, and only in running text and tables: not in code, links and
    headings. One that the front matter names counts as listed. Each incident is reported once. The fix
    adds a row, in which you still have to say how the two are similar.
    """
    section = case.section("related")
    if section is None:
        return  # PM201 says that the section is missing
    known = {link.target.uri for link in case.archive.links.get(case.incident.uri, ())}
    known |= {other.uri for _, name in stated(case) if (other := _named(case, name))}
    low, high = section.heading.text.start, end_of(section)
    for mention in case.archive.mentions.get(case.incident.uri, ()):
        target = mention.target
        if mention.linked or low <= mention.at.start < high or target.uri in known:
            continue
        known.add(target.uri)
        title = case.template.section("related").title
        yield Found(
            mention.at,
            f"{target.label} is mentioned but not listed under {title}",
            f"add a row for it to {title}",
            fix=case.to_fill(_row(section, target, case)),
        )


def _named(case: Case, name: Text) -> Incident | None:
    return case.resolver.by_name_or_path(name.text, case.incident)


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
