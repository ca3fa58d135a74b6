"""`postmortem rule`: what a rule checks, and why."""

from __future__ import annotations

import click

from mkdocs_postmortem.cli import common
from mkdocs_postmortem.rules import RULES, Rule
from mkdocs_postmortem.rules.words import did_you_mean, near


@click.command()
@click.argument("name", required=False)
def rule(name: str | None) -> None:
    """Explain a rule, by code or name; without one, list all."""
    if name is None:
        width = max(len(known.name) for known in RULES.values())
        for known in RULES.values():
            common.say(f"{known.code}  {known.name:<{width}}  {known.summary}")
        return
    found = [known for known in RULES.values() if name.upper() == known.code or name.lower() == known.name]
    if not found:
        guess = near(name, [*RULES, *(known.name for known in RULES.values())])
        common.fail(f"there is no rule `{name}`{did_you_mean(guess)}")
    for number, known in enumerate(found):
        if number:
            common.say("")
        for line in _page(known).split("\n"):
            common.say(line)


def _page(rule: Rule) -> str:
    """Return a rule's explanation. Two rules may share a name, and then both are meant by it."""
    draft, reviewed, closed = rule.levels
    levels = f"Level: {draft} in a draft, {reviewed} when reviewed, {closed} when closed."
    return f"{rule.code} {rule.name}\n\n{rule.text}\n\n{levels}\n{rule.url}"
