"""`postmortem schema`: JSON Schemas, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mkdocs_postmortem import schema as schemas
from mkdocs_postmortem.cli import common
from mkdocs_postmortem.cli.site import Site, find_config


@click.command(short_help="Print a JSON Schema for editors.")
@click.argument("what", type=click.Choice(schemas.NAMES))
@common.config_option
def schema(what: str, config: Path | None) -> None:
    """Print a JSON Schema, for editors: of the options, or of front matter.

    That of front matter knows the site's own template, if there is a mkdocs.yml here or above.
    """
    if what == "options":
        made = schemas.options_schema()
    else:
        site = _site(config)
        made = schemas.front_matter_schema(site.template, site.settings)
    common.say(json.dumps(made, indent=2, ensure_ascii=False))


def _site(config: Path | None) -> Site:
    """Return the site, or one with the defaults where there is none."""
    here = Path.cwd()
    return common.site_for(config, () if config or find_config(here) else (here,))
