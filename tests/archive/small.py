"""Making small archives to test on."""

from __future__ import annotations

from mkdocs_postmortem.archive import Archive, Incident, build_archive
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.settings import load
from mkdocs_postmortem.template import default_template


def archive_of(documents: dict[str, str], **options: object) -> Archive:
    """Return the archive of documents, given by path."""
    template = default_template()
    read = [(uri, read_bytes(f"docs/{uri}", text.encode(), template)) for uri, text in documents.items()]
    return build_archive(read, template, load(options))


def incident_of(text: str, uri: str = "postmortems/a.md", **options: object) -> Incident:
    """Return the only incident of an archive."""
    (incident,) = archive_of({uri: text}, **options).incidents
    return incident


def document(identifier: str = "", related: str = "", day: str = "2025-03-14", title: str = "Orders") -> str:
    """Return a document with an ID, a date and rows of Related Incidents."""
    head = f"**Incident ID:** {identifier}\n" if identifier else ""
    table = f"\n## Related Incidents\n\n| Incident |\n|---|\n{related}" if related else ""
    return f"# {title}\n\n{head}**Date:** {day}\n{table}"
