"""`postmortem rule`: what a rule checks, and why."""

from __future__ import annotations

import json

import click

from mkdocs_postmortem.cli import common
from mkdocs_postmortem.report import explanation
from mkdocs_postmortem.rules import RULES, Rule
from mkdocs_postmortem.rules.words import did_you_mean, near

_LETTERS = {"error": "E", "warning": "W", "info": "I", "off": "-"}


@click.command()
@click.argument("names", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Explain every rule.")
@click.option(
    "--output-format",
    type=click.Choice(("text", "json", "markdown")),
    default="text",
    show_default=True,
    help="text: for a terminal; json: an array with one object per rule; markdown: as in the documentation.",
)
@common.color_option
def rule(names: tuple[str, ...], everything: bool, output_format: str, color: bool | None) -> None:
    """Explain rules, by code or name; without one, list all.

    The beginning of a code lists its group: `PM3` the rules on the timeline.
    A list shows the levels for a draft, a reviewed and a closed document: E(rror), W(arning), I(nfo), or -.
    """
    if everything and names:
        common.fail("give --all or the names of rules, not both")
    if not everything and output_format == "text" and all(map(_is_beginning, names)):
        _list(names)
        return
    found = list({known.code: known for name in names for known in _named(name)}.values())
    found = found or list(RULES.values())
    if output_format == "json":
        common.say(
            json.dumps([explanation.as_object(known) for known in found], indent=2, ensure_ascii=False)
        )
    elif output_format == "markdown":
        common.say("\n\n".join(_markdown(known) for known in found))
    else:
        _explain(found, common.wants_color(color))


def _is_beginning(name: str) -> bool:
    """Say whether a name is the beginning of a code, as in the option `select`: `PM3`."""
    return (
        name.upper().startswith("PM")
        and any(code.startswith(name.upper()) for code in RULES)
        and len(name) < 5
    )


def _list(beginnings: tuple[str, ...]) -> None:
    starts = tuple(name.upper() for name in beginnings) or ("PM",)
    listed = [known for known in RULES.values() if known.code.startswith(starts)]
    width = max(len(known.name) for known in listed)
    for known in listed:
        levels = "/".join(_LETTERS[level] for level in known.levels)
        preview = " (preview)" if known.preview else ""
        common.say(f"{known.code}  {known.name:<{width}}  {levels}  {known.summary}{preview}")


def _named(name: str) -> list[Rule]:
    """Return the rules of a code, a beginning of one or a name (two may share one), or exit with 2."""
    found = [known for known in RULES.values() if name.upper() == known.code or name.lower() == known.name]
    if not found and _is_beginning(name):
        found = [known for known in RULES.values() if known.code.startswith(name.upper())]
    if not found:
        guess = near(name, [*RULES, *(known.name for known in RULES.values())])
        common.fail(f"there is no rule `{name}`{did_you_mean(guess)}")
    return found


def _explain(rules: list[Rule], color: bool) -> None:
    width = common.terminal_width()
    for number, known in enumerate(rules):
        if number:
            common.say(f"\n{'─' * min(width, explanation.TEXT_WIDTH)}\n")
        for line in explanation.text(known, width, color):
            common.say(line)


def _markdown(known: Rule) -> str:
    return f"# {known.code} {known.name}\n\n{explanation.page(known)}"
