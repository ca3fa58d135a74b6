"""The rules as Markdown: a table of all, and a section for each with a real finding.

The findings are made while the site is built, from the examples of `mkdocs_postmortem.rules.examples`.
An example that its rule no longer reports is left out with a warning, so that `mkdocs serve` goes on and
a strict build fails.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from mkdocs.exceptions import PluginError

from mkdocs_postmortem.report import FORMATS, Report
from mkdocs_postmortem.rules import RULES, Rule
from mkdocs_postmortem.rules.examples import example

log = logging.getLogger("mkdocs.hooks.rule_reference")

WIDTH = 112
GROUPS: Mapping[str, str] = {
    "PM0": "File and front matter",
    "PM1": "Metadata",
    "PM2": "Sections and tables",
    "PM3": "Timeline and durations",
    "PM4": "Impact",
    "PM5": "What happened, and why",
    "PM6": "Action items",
    "PM7": "Related incidents",
    "PM8": "Secrets",
    "PM9": "The archive as a whole",
}


def rule_table() -> str:
    """Return one line for each rule."""
    lines = ["| Code | Name | Draft | Reviewed | Closed |", "| --- | --- | --- | --- | --- |"]
    for rule in _sorted():
        levels = " | ".join(level if level != "off" else "–" for level in rule.levels)
        lines.append(f"| [{rule.code}](#{rule.code.lower()}) | {rule.name} | {levels} |")
    return "\n".join(lines)


def rules() -> str:
    """Return a section for each rule, in groups."""
    unknown = {rule.code[:3] for rule in _sorted()} - set(GROUPS)
    if unknown:
        raise PluginError(f"docs/hooks: no name for the rules {', '.join(sorted(unknown))}; see GROUPS")
    parts = []
    for prefix, title in GROUPS.items():
        members = [rule for rule in _sorted() if rule.code.startswith(prefix)]
        if members:
            parts.append(f"## {title} {{ #{prefix.lower()} }}")
            parts += [_section(rule) for rule in members]
    return "\n\n".join(parts)


def _sorted() -> list[Rule]:
    return [RULES[code] for code in sorted(RULES)]


def _section(rule: Rule) -> str:
    draft, reviewed, closed = rule.levels
    parts = [
        f"### {rule.code} {rule.name} {{ #{rule.code.lower()} }}",
        rule.text,
        f"Draft: {draft} · reviewed: {reviewed} · closed: {closed} · since {rule.since}",
    ]
    shown = finding(rule.code)
    if shown is not None:
        parts.append(f"```text\n{shown}\n```")
    return "\n\n".join(parts)


def finding(code: str) -> str | None:
    """Return what `postmortem check` says of the example of a rule, or None where there is no example."""
    shown = example(code)
    if shown is None:
        return None
    diagnostics, sources = shown.judged()
    own = next((each for each in diagnostics if each.code == code), None)
    if own is None:
        log.warning("docs/hooks: the example of %s is no longer reported", code)
        return None
    lines = FORMATS["full"](Report([own], 1, sources, width=WIDTH))
    return "\n".join(lines).split("\n\n", 1)[0]
