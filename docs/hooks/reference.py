"""The MkDocs hook of this documentation: what the code knows already is not written down twice.

A line `<!-- reference:NAME -->` in a page is replaced by what the hook makes of the code of the same
build. A name that means nothing ends the build. Each rule gets a page, `rules/pm101.md` and so on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from textwrap import indent
from typing import Any

import rule_reference
import template_reference
import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_postmortem import schema, settings
from mkdocs_postmortem.rules.examples import valid_document
from mkdocs_postmortem.site_pages import SITE_PAGES
from mkdocs_postmortem.template import Vocabulary, default_file, default_template, is_mark

_ROOT = Path(__file__).resolve().parents[2]
_MARKER = re.compile(r"^(?P<indent>[ ]*)<!--[ \t]*reference:(?P<name>.*?)[ \t]*-->[ \t]*$", re.MULTILINE)
_KINDS = {
    "bool": "`true` or `false`",
    "text": "text",
    "list": "list of texts",
    "number": "whole number",
    "levels": "a level by rule, or by rule and status",
    "per_file": "rules by glob pattern",
    "legacy": "a day, and a level",
    "pages": "by page, `false`, or a path and a title",
    "choice": "one of these words",
    "pattern": "regular expression",
    "patterns": "regular expression, or a list of them",
    "url": "address with `{key}`",
    "urls": "addresses with `{key}`, by prefix",
    "template": "the path of a YAML file, or a mapping",
    "labels": "a language, the path of a YAML file, or a mapping; or a list of these",
}
# Each is checked by the option itself, so that no example can be wrong.
EXAMPLES: Mapping[str, object] = {
    "enabled": False,
    "folder": "incidents",
    "exclude": ["drafts/*", "2019/**"],
    "template_files": ["blank-postmortem.md"],
    "profile": "minimal",
    "template": "postmortem-template.yml",
    "labels": "de",
    "suffixes": [".md", ".html.md.erb"],
    "fail_on": "warning",
    "select": ["PM0", "PM1", "related-unknown"],
    "ignore": ["PM403", "no-due-date"],
    "levels": {"PM105": "warning", "PM108": {"draft": "off", "closed": "error"}},
    "per_file": {"2019/**": ["PM3", "PM6"], "*-vendor.md": ["no-owner"]},
    "legacy": {"before": "2024-01-01", "max_level": "info"},
    "baseline": "postmortems/known.json",
    "preview": True,
    "several_categories": True,
    "id_pattern": r"PM\d{4}-\d{3}",
    "file_name": r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+",
    "also_on_github": True,
    "time_base": "impact",
    "downtime_end": "mitigated",
    "numbering": "unique",
    "owners": ["Dana Example", "Robin Example", "Data platform"],
    "ticket_url": "https://issues.example/{key}",
    "tickets": {"DATA": "https://issues.example/{key}", "OPS": "https://ops.example/browse/{key}"},
    "external_ids": r"BILLING-\d+",
    "email_domains": ["example.com"],
    "denied_terms": ["Acme", "prod-db1.internal"],
    "link_mentions": False,
    "similar": 3,
    "fold": 40,
    "search_appendix": True,
    "title": "Postmortems",
    "pages": {"actions": {"path": "follow-ups.md", "title": "Follow-ups"}, "insights": False},
    "nav": "all",
}


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add a page for each rule, reached from the rules' index and from the search, and the JSON Schemas."""
    for uri, content in rule_reference.pages():
        files.append(File.generated(config, uri, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
    schemas = (schema.options_schema(), schema.front_matter_schema(default_template(), settings.Settings()))
    for name, made in zip(schema.NAMES, schemas, strict=True):
        content = json.dumps(made, indent=2, ensure_ascii=False)
        files.append(File.generated(config, f"schema/{name}.json", content=content))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Replace the markers of a page."""
    return _MARKER.sub(lambda found: indent(_made(found["name"]), found["indent"]), markdown)


def _made(name: str) -> str:
    make = MARKERS.get(name)
    if make is None:
        known = ", ".join(f"`{each}`" for each in MARKERS)
        raise PluginError(f"docs/hooks: there is no `<!-- reference:{name} -->`; there are {known}")
    return make()


def options() -> str:
    """Return a section for each option."""
    return "\n\n".join(_option(option) for option in settings.OPTIONS)


def _option(option: settings.Option) -> str:
    kind = _KINDS.get(option.kind, option.kind)
    text = f"### `{option.name}` {{ #{option.name} }}\n\n{option.doc}\n\n"
    text += f"Type: {kind}. Default: `{_yaml(option.default)}`."
    if option.name in EXAMPLES:
        value = EXAMPLES[option.name]
        option.check(option.name, value)
        block = f"plugins:\n  - postmortem:\n      {option.name}: {_yaml(value)}"
        text += f"\n\n```yaml\n{block}\n```"
    return text


def _yaml(value: object) -> str:
    """Return a value in YAML, on one line."""
    plain = list(value) if isinstance(value, tuple) else value
    text = yaml.safe_dump(plain, default_flow_style=True, allow_unicode=True, width=1000)
    return text.removesuffix("...\n").strip()


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table; a pipe in a cell is kept one."""
    lines = [list(head)]
    lines.append(["---"] * len(lines[0]))
    lines += [[cell.replace("|", "&#124;") for cell in row] for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _required(status: str) -> str:
    return "optional" if status == "never" else f"from {status} on"


def site_pages() -> str:
    """Return the pages that the plugin makes."""
    rows = (
        (
            f"`{page.key}`",
            f"`{page.path}`" if not page.family else f"`{page.path}/…`",
            page.title.replace("{value}", "…"),
            page.shows[:1].upper() + page.shows[1:],
        )
        for page in SITE_PAGES
    )
    return _table(("Name", "Path in `folder`", "Title", "What it shows"), rows)


def templates() -> str:
    """Return the templates of the pages."""
    return _table(("Template", "What it draws", "Given"), template_reference.rows())


def fields() -> str:
    """Return the metadata fields."""
    rows = (
        (f"**{field.label}**", _required(field.required), ", ".join(field.aliases), f"`{field.example}`")
        for field in default_template().fields
    )
    return _table(("Field", "Required", "Also read", "Example"), rows)


def sections() -> str:
    """Return the sections."""
    rows = (
        (f"`## {section.title}`", _required(section.required), ", ".join(section.aliases))
        for section in default_template().sections
    )
    return _table(("Section", "Required", "Also read"), rows)


def columns() -> str:
    """Return the tables and their columns."""
    template = default_template()
    rows = (
        (
            template.section(table.section).title if first else "",
            f"**{column.label}**" + (" (optional)" if column.optional else ""),
            ", ".join(_alias(alias) for alias in column.aliases),
        )
        for table in template.tables.values()
        for first, column in ((column is table.columns[0], column) for column in table.columns)
    )
    return _table(("Section", "Column", "Also read"), rows)


def _alias(text: str) -> str:
    return f"`{text}`" if is_mark(text) else text


def dimensions() -> str:
    """Return the rows of the impact table."""
    rows = (
        (
            f"**{each.label}**",
            "begins with Yes, No, Unknown or N/A" + ("; a Yes says how much" if each.quantify else "")
            if each.yes_no
            else "free text",
            ", ".join(each.aliases),
        )
        for each in default_template().dimensions
    )
    return _table(("Dimension", "Answer", "Also read"), rows)


def milestones() -> str:
    """Return the milestones with the words that mark a row."""
    rows = (
        (each.label[:1].upper() + each.label[1:], ", ".join(f"`{tag}:`" for tag in each.tags))
        for each in default_template().milestones
    )
    return _table(("Milestone", "Tags"), rows)


def metrics() -> str:
    """Return the stated durations and the labels they are recognised by."""
    rows = ((f"**{each.label}**", ", ".join(each.aliases)) for each in default_template().metrics)
    return _table(("Line", "Also read"), rows)


def example() -> str:
    """Return the example document as a block of code."""
    return f"````markdown\n{valid_document()}````"


def action_inputs() -> str:
    """Return the inputs of the GitHub Action."""
    action = yaml.safe_load((_ROOT / "action.yml").read_text(encoding="utf-8"))
    rows = ((f"`{name}`", each["description"]) for name, each in action["inputs"].items())
    return _table(("Input", "Meaning"), rows)


def _vocabulary(key: str) -> Callable[[], str]:
    def make() -> str:
        vocabulary: Vocabulary = default_template().vocabularies[key]
        rows = ((f"**{term.name}**", ", ".join(map(_alias, term.aliases))) for term in vocabulary.terms)
        return _table(("Value", "Also read"), rows)

    return make


def default_data() -> str:
    """Return the file that the default template is, as a block of code."""
    return f"```yaml\n{default_file()}```"


MARKERS: Mapping[str, Callable[[], str]] = {
    "options": options,
    "site-pages": site_pages,
    "templates": templates,
    "example": example,
    "action-inputs": action_inputs,
    "rule-table": rule_reference.rule_table,
    "fields": fields,
    "sections": sections,
    "columns": columns,
    "dimensions": dimensions,
    "milestones": milestones,
    "metrics": metrics,
    "severity": _vocabulary("severity"),
    "status": _vocabulary("status"),
    "category": _vocabulary("category"),
    "priority": _vocabulary("priority"),
    "action-status": _vocabulary("action_status"),
    "action-category": _vocabulary("action_category"),
    "default-template": default_data,
}
