"""Making a template of data in the form of `default.yml`."""

from __future__ import annotations

from typing import Any

from mkdocs_postmortem.template.model import Template
from mkdocs_postmortem.template.names import Name, Names, Term, Vocabulary, plain
from mkdocs_postmortem.template.parts import (
    Column,
    Dimension,
    Field,
    Metric,
    Milestone,
    PageWords,
    RelationKind,
    Section,
    Table,
    Words,
)

# What an entry is that does not say from when on it is required.
OPTIONAL = "never"
REQUIRED = "reviewed"


def template_from(data: dict[str, Any], text: str, earlier: tuple[str, ...] = ()) -> Template:
    """Return the template that `data` describes; `text` is the document authors start from.

    `earlier` are the texts of templates before it. Raises KeyError or TypeError where `data` lacks
    what `default.yml` shows.
    """
    return Template(
        name=data["name"],
        fields=tuple(
            Field(
                f["key"],
                f["label"],
                f.get("type", "text"),
                f.get("required", OPTIONAL),
                str(f.get("example", "…")),
                _strings(f.get("aliases")),
                f.get("anywhere", False),
            )
            for f in data["fields"]
        ),
        sections=tuple(
            Section(
                s["key"],
                s["title"],
                s.get("required", OPTIONAL),
                _strings(s.get("aliases")),
                s.get("text"),
                s.get("prose", False),
            )
            for s in data["sections"]
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
                d.get("required", REQUIRED),
            )
            for d in data["impact"]
        ),
        answers={key: frozenset(plain(word) for word in words) for key, words in data["answers"].items()},
        milestones=tuple(
            Milestone(
                m["key"],
                m["label"],
                _strings(m["tags"]),
                _strings(m.get("phrases")),
                _strings(m.get("hints")),
            )
            for m in data["milestones"]
        ),
        required_milestones={key: _strings(value) for key, value in data["required_milestones"].items()},
        required_categories=_strings(data["required_categories"]),
        metrics=tuple(_metric(m) for m in data["metrics"]),
        category_label=Name(data["category_label"]["label"], _strings(data["category_label"]["aliases"])),
        category_required=data["category_label"]["required"],
        questions=_strings(data["questions"]),
        empty=frozenset(_bare(word) for word in data["empty"]),
        none=frozenset(_bare(word) for word in data["none"]),
        page=_page(data["page"]),
        text=text,
        words=Words(**{key: _strings(words) for key, words in data.get("words", {}).items()}),
        mentioned=_strings(data.get("mentioned")),
        earlier=earlier,
        said={
            key: str(words[0]) for key, words in (*data["answers"].items(), ("none", data["none"])) if words
        },
        relations=tuple(
            RelationKind(
                r["key"],
                r["label"],
                r.get("inverse", r["label"]),
                _strings(r.get("aliases")),
                _strings(r.get("inverse_aliases")),
                _strings(r.get("nouns")),
                r.get("instead", False),
                r.get("anything", False),
                r.get("again", False),
            )
            for r in data["relations"]
        ),
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
            Term(
                str(t["name"]),
                _strings(t.get("aliases")),
                t.get("open", False),
                t.get("dropped", False),
                t.get("means"),
                t.get("high", False),
                t.get("prevents", False),
            )
            for t in terms
        ),
    )


def _metric(data: dict[str, Any]) -> Metric:
    bases = {base: (data[base][0], data[base][1]) for base in ("detection", "impact")}
    return Metric(
        data["key"],
        data["label"],
        data.get("short", data["label"]),
        data.get("required", OPTIONAL),
        bases,
        _strings(data.get("aliases")),
    )


def _page(data: dict[str, Any]) -> PageWords:
    return PageWords(
        data["template_title"],
        data["template_description"],
        _strings(data["template_tags"]),
        _strings(data["title_prefixes"]),
    )
