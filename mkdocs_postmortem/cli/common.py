"""What the commands share: finding the site, options, the date of today, giving up."""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import os
import re
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
from mkdocs_postmortem.paths import meant_folder, shown_path
from mkdocs_postmortem.report import one_line
from mkdocs_postmortem.rules import check_codes
from mkdocs_postmortem.settings import Settings
from mkdocs_postmortem.template import default_template


def fail(message: str) -> NoReturn:
    """Say what is wrong with the call or the configuration, and exit with 2."""
    for line in message.splitlines():
        click.echo(f"postmortem: {one_line(line)}", err=True)
    sys.exit(2)


def say(line: str) -> None:
    """Print a line, whatever the terminal's encoding makes of it, or exit with 2 where that fails."""
    try:
        try:
            click.echo(line, color=True)
        except UnicodeEncodeError:
            encoding = sys.stdout.encoding or "ascii"
            click.echo(line.encode(encoding, "replace").decode(encoding), color=True)
    except OSError as error:
        if error.errno == errno.EPIPE:  # whoever reads has enough: click ends quietly
            raise
        with contextlib.suppress(OSError):
            os.dup2(
                os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
            )  # or Python tries once more at its end
        fail(f"the output can't be written: {error.strerror}")


def note(line: str) -> None:
    """Print a line beside the report, on standard error."""
    click.echo(one_line(line), err=True)


def exists(path: Path) -> bool:
    """Say whether there is a file or folder; one that may not be seen is there."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return not path.is_symlink() or os.path.exists(path)  # a dangling link leads nowhere


def read_day(text: str) -> date | None:
    """Return the day that YYYY-MM-DD names, or None."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def parse_day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date:
    """Return the day that counts as today: the option, SOURCE_DATE_EPOCH, or the clock (UTC)."""
    if value is None:
        try:
            return today()
        except (ValueError, OverflowError, OSError):
            epoch = os.environ.get("SOURCE_DATE_EPOCH")
            fail(f"SOURCE_DATE_EPOCH: found `{epoch}`, expected seconds since 1970")
    day = read_day(value)
    if day is None:
        raise click.BadParameter(f"found `{value}`, expected a day as YYYY-MM-DD")
    return day


config_option = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The mkdocs.yml (or a file with just the options) to use, instead of the nearest one.",
)
today_option = click.option(
    "--today", metavar="DATE", callback=parse_day, help="The day that counts as today."
)
color_option = click.option("--color/--no-color", default=None, help="Colour, instead of only on a terminal.")


def site_for(config: Path | None, paths: tuple[Path, ...] = (), instead: str = "") -> Site:
    """Return the site to work on, or exit with 2. `instead` is what else the message proposes."""
    if config is not None and not os.path.isfile(config):
        fail(f"there is no file {config}")
    found = config or find_config(Path.cwd())
    for path in paths:
        if found is None:
            whole = path.resolve()
            found = find_config(whole if os.path.isdir(whole) else whole.parent)
    if found is None:
        if not paths:
            fail("no mkdocs.yml here or in a folder above; use --config FILE" + instead)
        return Site(None, Path.cwd(), Settings(), Dialect(), default_template())
    try:
        return load_site(found)
    except ConfigError as error:
        fail(str(error))


def refuse_doubled(site: Site) -> None:
    """Exit with 2 where the archive's folder is not there because `folder` begins with `docs_dir`'s name."""
    if meant := meant_folder(site.root, site.settings.folder):
        folder = shown_path(site.folder, str(site.folder))
        fail(f"there is no folder {folder}; the option `folder` is inside `docs_dir`: write `{meant}`")


def with_overrides(settings: Settings, **values: Any) -> Settings:
    """Return settings with the options given on the command line, or exit with 2."""
    given = {name: value for name, value in values.items() if value is not None}
    try:
        checked = dataclasses.replace(
            settings, **{o.name: o.check(o.name, given[o.name]) for o in options.OPTIONS if o.name in given}
        )
        check_codes(checked)
    except ValueError as error:  # SettingsError is one
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
    # Where it is closed, there is none.
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout is not None and sys.stdout.isatty())


def terminal_width() -> int:
    """Return the terminal's width, or a generous one where there is none."""
    return shutil.get_terminal_size((160, 24)).columns
