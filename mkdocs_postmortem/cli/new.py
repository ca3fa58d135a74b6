"""`postmortem new`: the next document, ready to be filled in."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import click

from mkdocs_postmortem.archive import Archive, build_archive, normal_id
from mkdocs_postmortem.archive.selection import shown_path
from mkdocs_postmortem.cli import common
from mkdocs_postmortem.cli.documents import incident_files, read_files
from mkdocs_postmortem.report import one_line
from mkdocs_postmortem.template import Template
from mkdocs_postmortem.template.skeleton import file_name, next_id, skeleton


@click.command(short_help="Write the next postmortem.")
@click.argument("title")
@click.option(
    "--severity", help="One of the template (P1 to P4), or an alias; left to be filled in otherwise."
)
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
    title = " ".join("".join(char if char.isprintable() else " " for char in title).split())
    if not title:
        common.fail("the title is empty")
    site = common.site_for(config)
    common.refuse_doubled(site)
    template = site.template
    when = _day(day, today)
    level = _severity(severity, template)
    files = incident_files(site) if os.path.isdir(site.folder) else {}
    archive = build_archive(read_files(files, site), template, site.settings)
    name = _identifier(identifier, archive, when)
    existing = [
        (files[incident.uri].relative_to(site.folder).as_posix(), incident.id)
        for incident in archive.incidents
    ]
    path = site.folder / file_name(existing, title, when, name)
    shown = shown_path(path, str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(skeleton(template, title, when, name, level))
    except FileExistsError:
        common.fail(f"{shown} exists already; choose another title")
    except OSError as error:
        common.fail(f"{shown}: can't be written: {error.strerror}")
    common.say(f"Wrote {one_line(shown)} ({name}).")


def _day(text: str | None, today: date) -> date:
    if text is None:
        return today
    day = common.read_day(text)
    if day is None:
        common.fail(f"--date: found `{text}`, expected a day as YYYY-MM-DD")
    return day


def _severity(text: str | None, template: Template) -> str | None:
    if text is None:
        return None
    vocabulary = template.vocabularies["severity"]
    term = vocabulary.find(text)
    if term is None:
        common.fail(f"--severity: found `{text}`, expected one of {', '.join(vocabulary.labels)}")
    return term.name


def _identifier(given: str | None, archive: Archive, when: date) -> str:
    """Return the document's ID: the one asked for, if it can be used, else the archive's next."""
    taken = [incident.id for incident in archive.incidents if incident.id]
    pattern = archive.settings.id_pattern
    if given is None:
        name = next_id(taken, when)
        if not taken and not re.fullmatch(pattern, name):
            common.fail(
                f"the first ID of an archive whose IDs match `{pattern}` is yours to choose: use --id"
            )
        return name
    if not re.fullmatch(pattern, given) or not given.isprintable() or given != given.strip():
        common.fail(f"--id: found `{given}`, expected an ID that matches `{pattern}`")
    if holders := archive.by_id.get(normal_id(given)):
        common.fail(f"--id: `{given}` is taken by {holders[0].document.path}")
    return given
