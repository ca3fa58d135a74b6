"""`postmortem check --show-settings`: what a run would go by, and where each of it comes from."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from typing import Any

import click
import yaml

from mkdocs_postmortem.archive.selection import shown_path
from mkdocs_postmortem.cli import common
from mkdocs_postmortem.cli.documents import incident_files
from mkdocs_postmortem.cli.output import Output
from mkdocs_postmortem.cli.site import Site
from mkdocs_postmortem.option_types import STATUSES, Legacy
from mkdocs_postmortem.report.style import as_json, one_line, paint, plural
from mkdocs_postmortem.rules import RULES, Rule
from mkdocs_postmortem.rules.judge import level_of, selected_rules
from mkdocs_postmortem.settings import OPTIONS, Settings
from mkdocs_postmortem.site_pages import PageChoice

# A longer value stands out of its column.
MAX_WIDTH = 40
DEFAULT, COMMAND_LINE = "default", "command line"

option = click.option("--show-settings", is_flag=True, help="Show what a run would go by, and check nothing.")


def show(site: Site, settings: Settings, output: Output) -> None:
    """Print the options in force, the file they come from, the archive and its rules."""
    if output.output_format in ("json", "json-lines"):
        indent = 2 if output.output_format == "json" else None
        common.say(as_json(_data(site, settings), indent))
        return
    for line in _lines(site, settings, output.color):
        common.say(line)


def _data(site: Site, settings: Settings) -> dict[str, Any]:
    return {
        "config": _config(site),
        "folder": shown_path(site.folder, str(site.folder)),
        "documents": _documents(site, settings),
        "options": {
            name: {"value": _plain(value), "from": origin} for name, value, origin in _options(site, settings)
        },
        "rules": _rules(settings),
    }


def _lines(site: Site, settings: Settings, color: bool) -> Iterator[str]:
    config = _config(site)
    yield f"Configuration  {one_line(config) if config else 'none: these are the defaults'}"
    folder = shown_path(site.folder, str(site.folder))
    yield f"Archive        {one_line(folder)} ({plural(_documents(site, settings), 'document')})"
    rules = _rules(settings)
    counts = ", ".join(f"{len(codes)} {state}" for state, codes in rules.items() if codes)
    yield f"Rules          {counts}"
    yield ""
    options = [(name, _yaml(value), origin) for name, value, origin in _options(site, settings)]
    label = max(len(name) for name, _, _ in options)
    width = min(max(len(value) for _, value, _ in options), MAX_WIDTH)
    for name, value, origin in options:
        text = f"{name:<{label}}  {one_line(value):<{width}}  {one_line(origin)}"
        yield paint(text, "off", color) if origin == DEFAULT else text


def _options(site: Site, settings: Settings) -> Iterator[tuple[str, Any, str]]:
    """Return each option with its value and where that comes from."""
    for each in OPTIONS:
        value = getattr(settings, each.name)
        origin = DEFAULT
        if value != getattr(site.settings, each.name):
            origin = COMMAND_LINE
        elif value != each.default:
            origin = _config(site) or DEFAULT
        yield each.name, {} if each.kind in ("levels", "pages") and not value else value, origin


def _config(site: Site) -> str | None:
    return None if site.config is None else shown_path(site.config, str(site.config))


def _documents(site: Site, settings: Settings) -> int:
    return len(incident_files(common.replaced(site, settings))) if os.path.isdir(site.folder) else 0


def _rules(settings: Settings) -> dict[str, list[str]]:
    """Return the rules by whether they run: `on` at some status, `off`, or only waiting for `preview`."""
    selected = {rule.code for rule in selected_rules(settings)}
    in_preview = {
        rule.code for rule in selected_rules(dataclasses.replace(settings, preview=True))
    } - selected
    on = {rule.code for rule in RULES.values() if rule.code in selected and _runs(rule, settings)}
    return {
        "on": [code for code in RULES if code in on],
        "off": [code for code in RULES if code not in on and code not in in_preview],
        "in preview": [code for code in RULES if code in in_preview],
    }


def _runs(rule: Rule, settings: Settings) -> bool:
    """Say whether a rule applies at some status, and has the option that it goes by."""
    if rule.option is not None and not getattr(settings, rule.option, True):
        return False
    return any(level_of(rule, status, settings)[0] != "off" for status in STATUSES)


def _plain(value: Any) -> Any:
    """Return an option's value as it is written in YAML."""
    if isinstance(value, Legacy):
        return value._asdict()
    if isinstance(value, PageChoice):
        return {k: v for k, v in value._asdict().items() if k != "made" and v} or value.made
    if isinstance(value, tuple):
        if value and all(isinstance(each, tuple) and len(each) == 2 for each in value):
            return {name: _plain(inner) for name, inner in value}
        return [_plain(each) for each in value]
    return value if isinstance(value, str | int | float | list | dict | None) else str(value)


def _yaml(value: Any) -> str:
    text = str(yaml.safe_dump(_plain(value), default_flow_style=True, allow_unicode=True, width=10_000))
    return text.removesuffix("...\n").strip()
