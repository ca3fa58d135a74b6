"""What the commands share: finding the site, options, the date of today, giving up."""

from __future__ import annotations

import dataclasses
import os
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from mkdocs_postmortem import settings as options
from mkdocs_postmortem.cli.site import ConfigError, Site, find_config, load_site
from mkdocs_postmortem.clock import today
from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.rules import check_codes
from mkdocs_postmortem.settings import Settings


def fail(message: str) -> NoReturn:
    """Say what is wrong with the call or the configuration, and exit with 2."""
    for line in message.splitlines():
        click.echo(f"postmortem: {line}", err=True)
    sys.exit(2)


def parse_day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date:
    """Return the day that counts as today: the option, SOURCE_DATE_EPOCH, or the clock (UTC)."""
    if value is not None:
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise click.BadParameter(f"found `{value}`, expected a day as YYYY-MM-DD") from None
    return today()


config_option = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The mkdocs.yml (or a file with just the options) to use, instead of the nearest one.",
)
today_option = click.option(
    "--today", metavar="DATE", callback=parse_day, help="The day that counts as today."
)
color_option = click.option("--color/--no-color", default=None, help="Colour, instead of only on a terminal.")


def site_for(config: Path | None, paths: tuple[Path, ...] = ()) -> Site:
    """Return the site to work on, or exit with 2."""
    if config is not None and not config.is_file():
        fail(f"there is no file {config}")
    found = config or find_config(Path.cwd()) or (find_config(paths[0].resolve().parent) if paths else None)
    if found is None:
        if not paths:
            fail("no mkdocs.yml here or in a folder above; name the documents to check, or use --config FILE")
        return Site(None, Path.cwd(), Settings(), Dialect())
    try:
        return load_site(found)
    except ConfigError as error:
        fail(str(error))


def with_overrides(settings: Settings, **values: Any) -> Settings:
    """Return settings with the options given on the command line, or exit with 2."""
    given = {name: value for name, value in values.items() if value is not None}
    try:
        checked = dataclasses.replace(
            settings, **{o.name: o.check(o.name, given[o.name]) for o in options.OPTIONS if o.name in given}
        )
        check_codes(checked)
    except options.SettingsError as error:
        fail(str(error))
    except ValueError as error:
        fail(str(error))
    return checked


def replaced(site: Site, settings: Settings) -> Site:
    """Return a site with other settings."""
    return dataclasses.replace(site, settings=settings)


def wants_color(flag: bool | None) -> bool:
    """Say whether to colour: as asked, else on a terminal unless NO_COLOR is set."""
    if flag is not None:
        return flag
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def terminal_width() -> int:
    """Return the terminal's width, or a generous one where there is none."""
    return shutil.get_terminal_size((160, 24)).columns
