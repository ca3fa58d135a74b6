"""The command: `postmortem`."""

from __future__ import annotations

import click

from mkdocs_postmortem import __version__
from mkdocs_postmortem.cli.check import check
from mkdocs_postmortem.cli.lsp import lsp
from mkdocs_postmortem.cli.new import new
from mkdocs_postmortem.cli.rule import rule
from mkdocs_postmortem.cli.schema import schema
from mkdocs_postmortem.cli.similar import similar


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="postmortem")
def main() -> None:
    """Check incident postmortems, and write new ones."""


main.add_command(check)
main.add_command(lsp)
main.add_command(new)
main.add_command(rule)
main.add_command(schema)
main.add_command(similar)
