"""The template: what a postmortem consists of, kept as data."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml

from mkdocs_postmortem.template.model import (
    Column,
    Dimension,
    Field,
    Metric,
    Milestone,
    Name,
    Names,
    PageWords,
    Section,
    Table,
    Template,
    Term,
    Vocabulary,
    Words,
    plain,
)

__all__ = [
    "Column",
    "Dimension",
    "Field",
    "Metric",
    "Milestone",
    "Name",
    "Names",
    "PageWords",
    "Section",
    "Table",
    "Template",
    "Term",
    "Vocabulary",
    "Words",
    "default_template",
    "plain",
    "template_from",
]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def default_template() -> Template:
    """Return the template that ships with the package."""
    folder = resources.files(__package__)
    data = yaml.load((folder / "default.yml").read_text(encoding="utf-8"), _LOADER)
    return template_from(data, (folder / "default.md").read_text(encoding="utf-8"))


def template_from(data: dict[str, Any], text: str) -> Template:
    """Return the template that `data` describes; `text` is the document authors start from.

    Raises KeyError or TypeError where `data` lacks what `default.yml` shows.
    """
    return Template(
        name=data["name"],
        fields=tuple(
            Field(
                f["key"], f["label"], f["type"], f["required"], str(f["example"]), _strings(f.get("aliases"))
            )
            for f in data["fields"]
        ),
        sections=tuple(
            Section(s["key"], s["title"], s["required"], _strings(s.get("aliases"))) for s in data["sections"]
        ),
        tables={key: _table(key, table) for key, table in data["tables"].items()},
        vocabularies={key: _vocabulary(key, terms) for key, terms in data["vocabularies"].items()},
        dimensions=tuple(
            Dimension(
                d["key"],
                d["label"],
                _strings(d.get("aliases")),
                d.get("yes_no", False),
                d.get("quantify", False),
                d.get("named", False),
            )
            for d in data["impact"]
        ),
        answers={key: frozenset(plain(word) for word in words) for key, words in data["answers"].items()},
        milestones=tuple(
            Milestone(
                m["key"],
                m["label"],
                _strings(m["tags"]),
                _strings(m["phrases"]),
                _strings(m.get("hints")),
            )
            for m in data["milestones"]
        ),
        required_milestones={key: _strings(value) for key, value in data["required_milestones"].items()},
        metrics=tuple(_metric(m) for m in data["metrics"]),
        category_label=Name(data["category_label"]["label"], _strings(data["category_label"]["aliases"])),
        questions=_strings(data["questions"]),
        empty=frozenset(_bare(word) for word in data["empty"]),
        none=frozenset(_bare(word) for word in data["none"]),
        page=_page(data["page"]),
        text=text,
        words=Words(**{key: _strings(words) for key, words in data.get("words", {}).items()}),
    )


def _strings(values: list[Any] | None) -> tuple[str, ...]:
    return tuple(str(value) for value in values or ())


def _bare(word: str) -> str:
    return word.casefold().strip().rstrip(".")


def _table(key: str, data: dict[str, Any]) -> Table:
    columns = tuple(
        Column(c["key"], c["label"], _strings(c.get("aliases")), c.get("optional", False))
        for c in data["columns"]
    )
    # Labels of all columns come before anybody's aliases: `Category` is never an alias of another.
    names = Names(
        tuple(Name(c.key, (c.label,)) for c in columns) + tuple(Name(c.key, c.aliases) for c in columns)
    )
    return Table(key, data["section"], columns, names)


def _vocabulary(key: str, terms: list[dict[str, Any]]) -> Vocabulary:
    return Vocabulary(
        key,
        tuple(
            Term(str(t["name"]), _strings(t.get("aliases")), t.get("open", False), t.get("dropped", False))
            for t in terms
        ),
    )


def _metric(data: dict[str, Any]) -> Metric:
    bases = {base: (data[base][0], data[base][1]) for base in ("detection", "impact")}
    return Metric(
        data["key"], data["label"], data["short"], data["required"], bases, _strings(data.get("aliases"))
    )


def _page(data: dict[str, Any]) -> PageWords:
    return PageWords(
        data["template_title"],
        data["template_description"],
        _strings(data["template_tags"]),
        _strings(data["title_prefixes"]),
    )
