"""The rules as Markdown: a table of all, and a section for each with a real finding.

The findings are made while the site is built: `example.md`, a document without any, is changed as
`examples.yml` says for the rule, and judged. An example that its rule no longer reports is left out with
a warning, so that `mkdocs serve` goes on and a strict build fails.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from mkdocs.exceptions import PluginError

from mkdocs_postmortem.archive import build_archive
from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.report import FORMATS, Report
from mkdocs_postmortem.rules import RULES, Rule, judge
from mkdocs_postmortem.settings import Settings
from mkdocs_postmortem.template import default_template

log = logging.getLogger("mkdocs.hooks.rule_reference")

HERE = Path(__file__).parent
FOLDER = "docs/postmortems"
NAME = "2025-03-14-orders-mart-stale.md"
OTHER = "2024-11-02-loader-stopped.md"
TODAY = date(2025, 6, 2)
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
    shown = finding(rule.code) if rule.code in examples() else None
    if shown is not None:
        parts.append(f"```text\n{shown}\n```")
    return "\n\n".join(parts)


@cache
def examples() -> Mapping[str, Mapping[str, Any]]:
    """Return what to change in `example.md` for each rule: a text, and what stands there instead."""
    data = yaml.safe_load((HERE / "examples.yml").read_text(encoding="utf-8"))
    unknown = set(data) - set(RULES)
    if unknown:
        raise PluginError(f"docs/hooks/examples.yml: there is no rule {', '.join(sorted(unknown))}")
    return dict(data)


def example() -> str:
    """Return the document that the examples change."""
    return (HERE / "example.md").read_text(encoding="utf-8")


def finding(code: str) -> str | None:
    """Return what `postmortem check` says of the example of a rule, or None where that is nothing."""
    edit = examples()[code]
    text = example()
    for was, now in edit["edits"].items():
        if text.count(was) != 1:
            log.warning("docs/hooks/examples.yml: %s: `%s` must stand once in example.md", code, was)
            return None
        text = text.replace(was, now)
    return _frame(code, text.encode(edit.get("encoding", "utf-8")))


def findings(data: bytes) -> Iterator[str]:
    """Yield the codes of the findings in a document that stands in the archive of the examples."""
    return (diagnostic.code for diagnostic in _judged(data).diagnostics)


def _frame(code: str, data: bytes) -> str | None:
    report = _judged(data)
    own = next((each for each in report.diagnostics if each.code == code), None)
    if own is None:
        log.warning("docs/hooks/examples.yml: the example of %s is no longer reported", code)
        return None
    lines = FORMATS["full"](Report([own], 1, report.sources, width=WIDTH))
    return "\n".join(lines).split("\n\n", 1)[0]


def _judged(data: bytes) -> Report:
    template = default_template()
    # The other document is the same one with the two IDs swapped: each names the other.
    other = example().replace("INC-2025-014", "\0").replace("INC-2024-031", "INC-2025-014")
    other = other.replace("\0", "INC-2024-031").replace("2025-03-14", "2024-11-02")
    documents = [
        (name, read_bytes(f"{FOLDER}/{name}", text, template, Dialect()))
        for name, text in ((NAME, data), (OTHER, other.encode()))
    ]
    archive = build_archive(documents, template, Settings(folder=""))
    sources = {document.path: document.source for _, document in documents}
    return Report(judge(archive, TODAY, {NAME}), 1, sources)
