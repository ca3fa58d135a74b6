"""The rules as Markdown: a table of all, and a page for each with a real finding.

What a page says comes from `mkdocs_postmortem.report.explanation`, as does `postmortem rule`. Its finding
is made while the site is built. An example that its rule no longer reports gives a warning, so that
`mkdocs serve` goes on and a strict build fails.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping

from mkdocs.exceptions import PluginError

from mkdocs_postmortem.option_types import STATUSES
from mkdocs_postmortem.report import explanation
from mkdocs_postmortem.rules import RULES, Rule

log = logging.getLogger("mkdocs.hooks.rule_reference")

GROUPS: Mapping[str, str] = {
    "PM0": "File and front matter",
    "PM1": "Metadata",
    "PM2": "Sections and tables",
    "PM3": "Timeline and durations",
    "PM4": "Impact",
    "PM5": "What happened, and why",
    "PM6": "Action items",
    "PM7": "Related incidents",
    "PM8": "Secrets, personal data, language",
    "PM9": "The archive as a whole",
}


def rule_table() -> str:
    """Return a table for each group of rules, each with links to the rules' pages."""
    unknown = {rule.code[:3] for rule in RULES.values()} - set(GROUPS)
    if unknown:
        raise PluginError(f"docs/hooks: no name for the rules {', '.join(sorted(unknown))}; see GROUPS")
    parts = []
    for prefix, title in GROUPS.items():
        members = [rule for rule in RULES.values() if rule.code.startswith(prefix)]
        if members:
            lines = ["| Code | Name, and what is right | Level | Fix |", "| --- " * 4 + "|"]
            lines += [_row(rule) for rule in members]
            parts.append(f"### {title} {{ #{prefix.lower()} }}\n\n" + "\n".join(lines))
    return "\n\n".join(parts)


def _row(rule: Rule) -> str:
    # The anchor is the address that rules had while all stood on this page.
    link = f"[{rule.code}]({rule.code.lower()}.md){{ #{rule.code.lower()} }}"
    levels = [level if level != "off" else "–" for level in rule.levels]
    name = rule.name + (" (preview)" if rule.preview else "")
    name += f" (option [`{rule.option}`](../configuration.md#{rule.option}))" if rule.option else ""
    name = f"**{name}**<br>{rule.summary}"
    return "| " + " | ".join((link, name, _level(levels), ", ".join(rule.fixes) or "–")) + " |"


def _level(levels: list[str]) -> str:
    """Return the level of a rule; where it depends on the document's status, one line for each."""
    if len(set(levels)) == 1:
        return levels[0]
    return "<br>".join(f"{status}:&nbsp;{level}" for status, level in zip(STATUSES, levels, strict=True))


def pages() -> Iterator[tuple[str, str]]:
    """Return the path and the Markdown of each rule's page."""
    for rule in RULES.values():
        if not explanation.frame(rule):
            log.warning("docs/hooks: the example of %s is no longer reported", rule.code)
        yield (
            f"rules/{rule.code.lower()}.md",
            # Search engines and the site's own search show the description.
            f"---\ndescription: {_quoted(rule.summary)}\n---\n\n# {rule.code} {rule.name}\n\n"
            f"{explanation.page(rule)}\n\n{_option(rule)}"
            f"[All rules](index.md#{rule.code[:3].lower()}) · "
            "[How findings are silenced](index.md#silencing)\n",
        )


def _option(rule: Rule) -> str:
    return f"[The option `{rule.option}`](../configuration.md#{rule.option}) · " if rule.option else ""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
