"""`postmortem lsp`: the language server, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_postmortem.cli import common
from mkdocs_postmortem.cli.documents import incident_files, known_files
from mkdocs_postmortem.cli.site import ConfigError, Site, find_config, load_site
from mkdocs_postmortem.clock import today
from mkdocs_postmortem.lsp import desk
from mkdocs_postmortem.rules import judge
from mkdocs_postmortem.rules.baseline import BaselineError
from mkdocs_postmortem.rules.baseline_file import read_baseline


@click.command()
def lsp() -> None:
    """Serve findings, fixes and help to an editor.

    The editor starts this itself, and speaks the language server protocol with it over standard input and
    output. Needs the extra: pip install "mkdocs-postmortem[lsp]".
    """
    try:
        from mkdocs_postmortem.lsp.server import make_server
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in ("pygls", "lsprotocol", "cattrs", "attrs"):
            raise
        common.fail('the language server needs pygls: pip install "mkdocs-postmortem[lsp]"')
    make_server(ways()).start_io()


def ways() -> desk.Ways:
    """Return how the server finds and judges sites: as the command does."""
    return desk.Ways(find_config, _load)


def _load(config: Path) -> desk.Site:
    try:
        site = load_site(config)
        baseline = read_baseline(site.settings, config)
    except (ConfigError, BaselineError) as error:
        raise desk.SiteError(str(error)) from None
    return desk.Site(
        site.root,
        site.settings,
        site.dialect,
        site.template,
        lambda: _files(site),
        lambda archive, only, files: judge(
            archive, today(), only, files=known_files(files, site), baseline=baseline
        ),
    )


def _files(site: Site) -> dict[str, Path]:
    try:
        return incident_files(site) if site.folder.is_dir() else {}
    except SystemExit:  # it has said why, on standard error
        raise desk.SiteError(f"the archive in {site.folder} can't be read") from None
