"""The command: `postmortem`."""

from __future__ import annotations

from importlib import import_module

import click

from mkdocs_postmortem import __version__

# Each is a function in the module of its name.
_COMMANDS = ("check", "labels", "lsp", "new", "rule", "schema", "similar")


class _Commands(click.Group):
    """The commands, each imported where it is called: most need what the others have no use for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a name, or None."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="postmortem")
def main() -> None:
    """Check incident postmortems, and write new ones."""
