"""`postmortem check --fix` and `--diff`: the options, and what they ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import click

from mkdocs_postmortem.cli import common

_Command = TypeVar("_Command", bound=Callable[..., object])


@dataclass(frozen=True)
class Mode:
    """What to do with fixes: write them, or show what would be written; also those that are not safe?"""

    fix: bool
    diff: bool
    unsafe: bool

    @property
    def wanted(self) -> bool:
        """Whether there is anything to do."""
        return self.fix or self.diff


def options(command: _Command) -> _Command:
    """Add the options about fixes to a command, which gets them as `fix`, `unsafe_fixes` and `diff`."""
    for add in (
        click.option(
            "--diff", is_flag=True, help="Show what --fix would change, write nothing; exit with 1 if so."
        ),
        click.option(
            "--unsafe-fixes",
            is_flag=True,
            help="With --fix or --diff: also fixes that may change what a document says.",
        ),
        click.option("--fix", is_flag=True, help="Fix what can be fixed safely; report the rest."),
    ):
        command = add(command)
    return command


def mode(fix: bool, unsafe_fixes: bool, diff: bool) -> Mode:
    """Return what the options ask for, or exit with 2."""
    if fix and diff:
        common.fail("--fix writes and --diff only shows; give one of them")
    if unsafe_fixes and not (fix or diff):
        common.fail("--unsafe-fixes needs --fix or --diff")
    return Mode(fix, diff, unsafe_fixes)
