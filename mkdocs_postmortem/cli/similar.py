"""`postmortem similar`: which incidents are like a document, or like a text that is none yet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from mkdocs_postmortem.archive import build_archive
from mkdocs_postmortem.archive.similarity import MOST, Similar, SimilarityIndex
from mkdocs_postmortem.cli import common
from mkdocs_postmortem.cli.documents import incident_files, read_files
from mkdocs_postmortem.report import one_line


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--text", metavar="TEXT", help="Instead of FILE: what is happening, in a sentence or two.")
@click.option("--most", type=click.IntRange(1, 50), default=MOST, show_default=True, help="How many to show.")
@click.option(
    "--output-format",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="text: for people; json: an array with one object per incident.",
)
@common.config_option
def similar(file: Path | None, text: str | None, most: int, output_format: str, config: Path | None) -> None:
    """Find incidents that are like a postmortem or a text.

    Those that FILE names already, or that name it, are left out.
    """
    if (file is None) == (text is None):
        common.fail("name one postmortem, or describe the incident with --text")
    site = common.site_for(config, (file,) if file else ())
    if not site.folder.is_dir():
        common.fail("there is no archive folder; set the option `folder`")
    files = incident_files(site)
    uri = ""
    if file is not None:
        uri = next((known for known, path in files.items() if path.resolve() == file.resolve()), "")
        if not common.exists(file):
            common.fail(f"there is no file {file}")
        if not uri:
            uri = "../" + file.resolve().as_posix().lstrip("/")
            files[uri] = file
    archive = build_archive(read_files(files, site), site.template, site.settings)
    index = SimilarityIndex(archive)
    found = index.similar_to(archive.by_uri[uri], most) if uri else index.similar_to_text(text or "", most)
    if output_format == "json":
        common.say(json.dumps([_as_object(each) for each in found], ensure_ascii=False, indent=2))
        return
    if not found:
        common.say("Nothing in the archive is like it.")
    for each in found:
        for line in _lines(each):
            common.say(line)


def _lines(similar: Similar) -> list[str]:
    incident = similar.incident
    head = " ".join(filter(None, (incident.id, incident.title)))
    said = ", ".join(filter(None, (incident.date.isoformat() if incident.date else "", incident.severity)))
    return [
        f"{similar.score:.2f}  {one_line(head)}{f' ({said})' if said else ''}",
        f"      {one_line(', '.join(_reasons(similar)))}",
        f"      {one_line(incident.document.path)}",
    ]


def _reasons(similar: Similar) -> list[str]:
    reasons = ["same title"] if similar.same_title else []
    reasons += [f"same category ({similar.category})"] if similar.category else []
    reasons += [f"same service ({', '.join(similar.services)})"] if similar.services else []
    return [*reasons, "both mention " + ", ".join(similar.terms)] if similar.terms else reasons


def _as_object(similar: Similar) -> dict[str, Any]:
    incident = similar.incident
    return {
        "score": similar.score,
        "id": incident.id,
        "title": incident.title,
        "date": incident.date.isoformat() if incident.date else None,
        "severity": incident.severity,
        "path": incident.document.path,
        "same_title": similar.same_title,
        "category": similar.category,
        "services": list(similar.services),
        "terms": list(similar.terms),
    }
