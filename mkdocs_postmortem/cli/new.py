"""`postmortem new`: the next document, ready to be filled in."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from mkdocs_postmortem.archive import Archive, build_archive, normal_id
from mkdocs_postmortem.archive.selection import shown_path
from mkdocs_postmortem.cli import common
from mkdocs_postmortem.cli.documents import incident_files, read_files
from mkdocs_postmortem.template import default_template
from mkdocs_postmortem.template.skeleton import file_name, next_id, skeleton


@click.command()
@click.argument("title")
@click.option("--severity", help="P1 to P4, or an alias; left to be filled in otherwise.")
@click.option("--date", "day", metavar="DATE", help="The day it began, as YYYY-MM-DD; today otherwise.")
@click.option("--id", "identifier", help="The incident ID; the archive's next one otherwise.")
@common.config_option
@common.today_option
def new(
    title: str,
    severity: str | None,
    day: str | None,
    identifier: str | None,
    config: Path | None,
    today: date,
) -> None:
    """Write the next postmortem: ID and file name in the archive's own pattern, and the template's sections.

    TITLE is the incident's title. An existing file is never written over.
    """
    title = " ".join(title.split())
    if not title:
        common.fail("the title is empty")
    site = common.site_for(config)
    template = default_template()
    when = _day(day, today)
    level = template.vocabularies["severity"].find(severity) if severity else None
    if severity and level is None:
        allowed = ", ".join(template.vocabularies["severity"].labels)
        common.fail(f"--severity: found `{severity}`, expected one of {allowed}")
    files = incident_files(site) if site.folder.is_dir() else {}
    archive = build_archive(read_files(files, template, site), template, site.settings)
    name = _identifier(identifier, archive, when)
    existing = [uri.removeprefix(site.settings.folder + "/") for uri in files]
    path = site.folder / file_name(existing, title, when, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(skeleton(template, title, when, name, level.name if level else None))
    except FileExistsError:
        common.fail(f"{shown_path(path, str(path))} exists already; choose another title")
    click.echo(f"Wrote {shown_path(path, str(path))} ({name}).")


def _day(text: str | None, today: date) -> date:
    if text is None:
        return today
    try:
        return date.fromisoformat(text)
    except ValueError:
        common.fail(f"--date: found `{text}`, expected a day as YYYY-MM-DD")


def _identifier(given: str | None, archive: Archive, when: date) -> str:
    """Return the document's ID: the one asked for, if it can be used, else the archive's next."""
    taken = [incident.id for incident in archive.incidents if incident.id]
    if given is None:
        return next_id(taken, when)
    if not re.fullmatch(archive.settings.id_pattern, given):
        common.fail(f"--id: found `{given}`, expected an ID that matches `{archive.settings.id_pattern}`")
    if normal_id(given) in archive.by_id:
        holder = archive.by_id[normal_id(given)][0]
        common.fail(f"--id: `{given}` is taken by {holder.document.path}")
    return given
