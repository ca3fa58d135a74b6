"""`postmortem rule`: what a rule checks, and why."""

from __future__ import annotations

import click

from mkdocs_postmortem.cli import common
from mkdocs_postmortem.rules import RULES
from mkdocs_postmortem.rules.words import did_you_mean, near


@click.command()
@click.argument("name", required=False)
def rule(name: str | None) -> None:
    """Explain a rule, by code or name; without one, list all."""
    if name is None:
        for known in RULES.values():
            click.echo(f"{known.code}  {known.name:<26} {known.summary}")
        return
    found = RULES.get(name.upper()) or next((known for known in RULES.values() if known.name == name), None)
    if found is None:
        guess = near(name, [*RULES, *(known.name for known in RULES.values())])
        common.fail(f"there is no rule `{name}`{did_you_mean(guess)}")
    draft, reviewed, closed = found.levels
    click.echo(f"{found.code} {found.name}\n\n{found.text}\n")
    click.echo(f"Level: {draft} in a draft, {reviewed} when reviewed, {closed} when closed.\n{found.url}")
