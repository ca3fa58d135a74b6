"""`postmortem labels`: the texts of the pages, to be translated."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mkdocs_postmortem.cli import common
from mkdocs_postmortem.labels import LANGUAGES, LabelsError, site_labels
from mkdocs_postmortem.labels.catalogue import as_yaml, catalogue, shipped_file


@click.command(short_help="Print the texts of the pages, to be translated.")
@click.argument("language", type=click.Choice(LANGUAGES), default="en")
@click.option(
    "--missing",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Print only what this translation lacks.",
)
def labels(language: str, missing: Path | None) -> None:
    """Print the texts of the pages, English or of a language that is ready, as the option `labels` has them.

    With --missing the exit code is 1 where a translation lacks something, and 2 where it is wrong.
    """
    if missing is None:
        common.say(shipped_file(language).rstrip("\n"))
        return
    try:
        found = site_labels(str(missing), Path())
    except LabelsError as error:
        common.fail("\n".join(error.problems))
    lacking = {
        key: said for key, said in catalogue().items() if key not in found.texts and key not in found.counted
    }
    if lacking:
        common.say(as_yaml(lacking).rstrip("\n"))
        sys.exit(1)
