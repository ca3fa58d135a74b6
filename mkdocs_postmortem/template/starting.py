"""The document that authors start from, made of a template's data where a site gives none of its own.

What a change leaves alone is taken over from the text of the template that was changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from mkdocs_postmortem.template.model import Template
from mkdocs_postmortem.template.parts import Column, Field, Section

# What is to be filled in where no name says it better.
HOLE = "{…}"
DAY = "{YYYY-MM-DD}"
_HEADING = re.compile(r"^## (?P<title>.+)$", re.MULTILINE)
_TOP = re.compile(r"\A(?:---\n.*?\n---\n+)?(?P<title># [^\n]+)\n", re.DOTALL)
_WHYS = 5
_LISTS = frozenset(("went_well", "went_wrong", "lucky"))


def starting_text(template: Template, before: Template) -> str:
    """Return the text for a template that was made by changing `before`; its own where that still fits."""
    text = _text(template, before)
    return before.text if text == _text(before, before) else text


def _text(template: Template, before: Template) -> str:
    known = _bodies(before)
    parts = [_title(template, before), _metadata(template, before)]
    shown = [section for section in template.sections if _is_shown(section, before, known)]
    keys = {section.key for section in shown}
    for section in shown:
        body = section.text.strip() if section.text else None
        if body is None and _is_same(section, template, before):
            body = known.get(section.key)
        if body is None:
            body = _body(section, template)
            if section.key == "root_cause" and "whys" not in keys:
                body += _category(template)
        parts.append(f"## {section.title}\n\n{body}")
    return "\n\n".join(parts) + "\n"


def _bodies(template: Template) -> dict[str, str]:
    """Return what stands under each heading of a template's text."""
    found = {}
    heads = list(_HEADING.finditer(template.text))
    for number, head in enumerate(heads):
        end = heads[number + 1].start() if number + 1 < len(heads) else len(template.text)
        for section in template.sections:
            if section.title == head["title"]:
                found[section.key] = template.text[head.end() : end].strip()
    return found


def _is_shown(section: Section, before: Template, known: dict[str, str]) -> bool:
    if section.required != "never" or section.text:
        return True
    return section.key in known and before.section(section.key).required == "never"


def _is_same(section: Section, template: Template, before: Template) -> bool:
    """Say whether a section's text is made of the same things in both templates."""
    if not before.has("section", section.key) or before.section(section.key).title != section.title:
        return False
    return _made_of(section.key, template) == _made_of(section.key, before)


def _made_of(key: str, template: Template) -> tuple[object, ...]:
    words = {name: vocabulary.labels for name, vocabulary in template.vocabularies.items()}
    if key == "timeline":
        tags = tuple(milestone.tags[:1] for milestone in template.milestones)
        labels = tuple(metric.label for metric in template.metrics if metric.required != "never")
        return (_columns(template, key), tags, labels)
    if key == "impact":
        return (_columns(template, key), tuple(each.label for each in template.dimensions))
    if key == "whys":
        return (_columns(template, key), _category(template))
    if key == "actions":
        kinds = ("action_category", "priority", "action_status")
        return (_columns(template, key), template.required_categories, *(words[kind] for kind in kinds))
    if key == "related":
        return (_columns(template, key),)
    if key == "narrative":
        return (template.questions,)
    if key == "root_cause":
        whys = [section for section in template.sections if section.key == "whys"]
        return () if whys and whys[0].required != "never" else (_category(template),)
    return ()


def _columns(template: Template, key: str) -> tuple[str, ...]:
    return tuple(column.label for column in template.tables[key].columns)


def _title(template: Template, before: Template) -> str:
    prefixes = template.page.title_prefixes
    top = _TOP.match(before.text)
    if top is not None and prefixes == before.page.title_prefixes:
        return top["title"]
    return f"# {prefixes[0]}: {{INCIDENT_TITLE}}" if prefixes else "# {INCIDENT_TITLE}"


def _metadata(template: Template, before: Template) -> str:
    lines = []
    for field in template.fields:
        # Only a draft may keep what is to be filled in, so that the status is always there.
        if field.required == "never" and field.key != "status":
            continue
        line = None
        if field.type not in template.vocabularies:
            start = re.escape(f"**{field.label}:** ")
            line = re.search(rf"^{start}.+$", before.text, re.MULTILINE)
        lines.append(line.group() if line else f"**{field.label}:** {_hole(field, template)}")
    return "\n".join(lines)


def _hole(field: Field, template: Template) -> str:
    if field.type in template.vocabularies:
        return choices(template.vocabularies[field.type].labels)
    return {"date": DAY, "id": "{ID}", "time": "{YYYY-MM-DD HH:MM}"}.get(field.type, f"{{{field.label}}}")


def choices(words: Iterable[str]) -> str:
    """Return the placeholder for one of some words."""
    return "{" + " / ".join(words) + "}"


def _body(section: Section, template: Template) -> str:
    made = _BODIES.get(section.key)
    if made is not None:
        return made(template, section)
    return f"{'- ' if section.key in _LISTS else ''}{{{section.title}}}"


def _table(columns: Iterable[Column], rows: list[list[str]]) -> str:
    labels = [column.label for column in columns]
    lines = [labels, ["---"] * len(labels), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _shown_columns(template: Template, key: str) -> list[Column]:
    return [column for column in template.tables[key].columns if not column.optional]


def _rows(template: Template, key: str, cells: list[dict[str, str]]) -> str:
    """Return a table of rows, each given by the keys of its columns; other columns are to be filled in."""
    columns = _shown_columns(template, key)
    return _table(columns, [[row.get(c.key, f"{{{c.label}}}") for c in columns] for row in cells])


def _timeline(template: Template, _section: Section) -> str:
    wanted = {key for keys in template.required_milestones.values() for key in keys}
    tags = [each.tags[0] for each in template.milestones if each.key in wanted and each.tags]
    rows = [{"time": "{HH:MM}", "event": f"{tag}: {HOLE}"} for tag in tags]
    text = _rows(template, "timeline", rows or [{"time": "{HH:MM}", "event": HOLE}] * 2)
    stated = [metric.label for metric in template.metrics if metric.required != "never"]
    durations = "\n".join(f"**{label}:** {{minutes}}" for label in stated)
    return "\n\n".join([*template.words.zone[:1], text, durations]).rstrip()


def _impact(template: Template, section: Section) -> str:
    wanted = [each for each in template.dimensions if each.required != "never"]
    if not wanted:
        return f"{{{section.title}}}"
    rows = [{"dimension": each.label, "detail": f"{{{each.label}}}"} for each in wanted]
    return _rows(template, "impact", rows)


def _whys(template: Template, _section: Section) -> str:
    columns = template.tables["whys"].columns
    cells = {"question": HOLE, "answer": HOLE}
    rows = [[{"number": str(number + 1), **cells}.get(c.key, "") for c in columns] for number in range(_WHYS)]
    return _table(columns, rows) + _category(template)


def _category(template: Template) -> str:
    if template.category_required == "never":
        return ""
    words = choices(template.vocabularies["category"].labels)
    return f"\n\n**{template.category_label.name}:** {words}"


def _actions(template: Template, _section: Section) -> str:
    statuses = template.vocabularies["action_status"].terms
    row = {
        "due": DAY,
        "priority": choices(template.vocabularies["priority"].labels),
        "status": next((term.name for term in statuses if term.open), HOLE),
    }
    columns = {column.key for column in _shown_columns(template, "actions")}
    rows = []
    for number, category in enumerate(template.required_categories or (None,), 1):
        prefix = f"{category}: " if category and "category" not in columns else ""
        named = {"category": category} if category else {}
        rows.append({**row, "number": str(number), "action": prefix + HOLE, **named})
    return _rows(template, "actions", rows)


def _related(template: Template, _section: Section) -> str:
    return _rows(template, "related", [{"incident": "{ID}", "similarity": HOLE}])


def _narrative(template: Template, section: Section) -> str:
    questions = [f"- {question}" for question in template.questions]
    return "\n".join([f"{{{section.title}}}", *(["", *questions] if questions else [])])


def _lessons(_template: Template, section: Section) -> str:
    return f"1. {{{section.title}}}"


_BODIES: dict[str, Callable[[Template, Section], str]] = {
    "timeline": _timeline,
    "impact": _impact,
    "whys": _whys,
    "actions": _actions,
    "related": _related,
    "narrative": _narrative,
    "lessons": _lessons,
}
