"""PM1xx: metadata."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator

from mkdocs_postmortem import template as templates
from mkdocs_postmortem.document.model import Field
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.empty import says_all
from mkdocs_postmortem.rules.fixes import UNSAFE, Fix, insert, insert_line, replace, write_yaml
from mkdocs_postmortem.rules.leftovers import not_started
from mkdocs_postmortem.rules.names import named_in_status
from mkdocs_postmortem.rules.near_lines import NearLine, near_line
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.values import (
    bad_id,
    choice_problem,
    contradict,
    could_be,
    date_problem,
    is_blank,
    iso_date,
    unasked,
)
from mkdocs_postmortem.rules.words import misspelt, quote
from mkdocs_postmortem.rules.years import file_name_differs
from mkdocs_postmortem.settings import DEFAULT_ID_PATTERN
from mkdocs_postmortem.template import plain

# A document has a dozen fields of its own, if any; who writes more is not misspelling.
MAX_UNKNOWN = 100


@rule("PM101", "missing-field", "I/E/E", fixes=("unsafe", "display"))
def missing_field(case: Case) -> Iterator[Found]:
    """The metadata has every field that the template requires, in the body or in front matter.

    The finding points at the line below which the field belongs, or at one that is meant as it, such as
    `**Severity** P2`. Of a document without metadata and without text, PM208 says that it is empty.
    """
    document = case.document
    if not_started(case) or (says_all(case) and not _has_any(case)):
        return
    misspelt = {wanted.key for _, wanted in _misspelt(case)}
    for field in case.template.fields:
        if field.required == "never" or field.key in misspelt or _is_hole(case, field):
            continue
        values = document.fields.get(field.key, ())
        if field.anywhere and _is_known(case, field.key):
            continue
        if field.key == "id" and not _names_id(case):
            values = tuple(value for value in values if not value.string.strip())
        elif any(_says_something(case, field, value) for value in values):
            continue
        level = None if case.required(field.required) else "info"
        if values and values[0].string.strip():
            yield Found(
                values[0].value,
                f"Metadata field {quote(values[0].label)} is not filled in: {quote(values[0].value)}",
                f"write a value, such as `{field.example}`",
                level=level,
            )
        elif values:
            yield Found(
                values[0].value if values[0].value else values[0].label,
                f"Metadata field {quote(values[0].label)} is empty",
                f"write a value, such as `{field.example}`",
                level=level,
                fix=case.to_fill(_filled(values[0], case.template.hole(field))),
            )
        elif near := _near_field(case, field):
            right = f"**{field.label}:** {near.value}"
            yield Found(
                near.line,
                f"Metadata field `{field.label}` is missing; {quote(near.line)} is not read as one",
                f"write `{right}`",
                level=level,
                fix=replace(near.line, right, UNSAFE),
            )
        else:
            at, advice, fix = _place_for(case, field)
            message = f"Metadata field `{field.label}` is missing"
            yield Found(at, message, advice, level=level, fix=case.to_fill(fix))


def _has_any(case: Case) -> bool:
    """Say whether a document has a field that the template requires, though perhaps without a value."""
    required = (field.key for field in case.template.fields if field.required != "never")
    return any(key in case.document.fields for key in required)


def _says_something(case: Case, field: templates.Field, value: Field) -> bool:
    """Say whether a field has a value: `TBD` is none where no other rule looks after what stands there."""
    if field.type == "people" and field.key != "reviewers" and not value.items:
        return bool(value.string.strip()) and not is_blank(case, value.value)
    return bool(value.string.strip())


def _is_hole(case: Case, field: templates.Field) -> bool:
    """Say whether front matter has a placeholder for a field: YAML takes `{NAME}` for a mapping."""
    return any(
        entry.kind == "map"
        and case.template.field_names.get(plain(entry.key.text)) == field.key
        and case.document.unfilled(entry.value)
        for entry in case.document.front_matter.entries
    )


def _near_field(case: Case, field: templates.Field) -> NearLine | None:
    """Return the line among the metadata that nearly is a field."""
    end = next((section.heading.text.start for section in case.document.sections), 0)
    return near_line(case, (field.label, *field.aliases), case.document.front_matter.body, end)


def _filled(field: Field, hole: str) -> Fix | None:
    """Return the fix that puts the template's placeholder where a value is missing."""
    if field.origin == "table":
        return insert(field.value, hole, f"write {hole}", UNSAFE)
    if field.origin == "front matter":
        return write_yaml(field.value, hole, UNSAFE) if not field.items else None
    end = Text(field.whole.source, field.whole.end, field.whole.end)
    return insert(end, f" {hole}", f"write {hole}", UNSAFE)


def _names_id(case: Case) -> bool:
    """Say whether the metadata name an ID, be it one that another rule finds wrong."""
    document = case.document
    named = case.incident.identity.origin == "field"
    return named or bad_id(case) is not None or document.unfilled(document.id)


def _is_known(case: Case, key: str) -> bool:
    """Say whether a document carries the value of a field anywhere: its title or file name, for instance."""
    document = case.document
    if key == "id":
        return case.incident.id is not None or _names_id(case)
    # Where title and file name contradict each other, that is what PM121 reports.
    return key == "date" and (document.day is not None or file_name_differs(case) is not None)


def _place_for(case: Case, field: templates.Field) -> tuple[Text, str, Fix]:
    """Return what a missing field belongs beside, how to write it there, and the fix that does."""
    order = [each.key for each in case.template.fields]
    place = order.index(field.key)
    document = case.document
    hole = case.template.hole(field)
    placed = [each for each in document.metadata if each.key in order]
    front = [each for values in document.fields.values() for each in values if each.origin == "front matter"]
    if not placed and front:
        front.sort(key=lambda each: each.label.start)
        advice = f"add `{field.key}: {field.example}` to the front matter"
        return front[-1].label, advice, _added(front[-1].whole, f'{field.key}: "{hole}"')
    before = [each for each in placed if order.index(each.key) < place]
    if placed:
        beside, where = (before[-1], "below") if before else (placed[0], "above")
        form = "| {} | {} |" if beside.origin == "table" else "**{}:** {}"
        fix = _added(beside.whole, form.format(field.label, hole), above=not before)
        return (
            beside.label,
            f"add `{form.format(field.label, field.example)}` {where} {quote(beside.label)}",
            fix,
        )
    line = f"add `**{field.label}:** {field.example}`"
    added = f"**{field.label}:** {hole}"
    if document.title_text is not None and document.title_text.start >= document.front_matter.body:
        return document.title_text, f"{line} below the title", _added(document.title_text, f"\n{added}")
    at = first_line(case)
    return at, f"{line} at the top", _added(at, f"{added}\n", above=True)


def _added(beside: Text, line: str, above: bool = False) -> Fix:
    """Return the fix that adds a line beside another, behind the same list or quote marks."""
    text = beside.source.text
    lead = text[text.rfind("\n", 0, beside.start) + 1 : beside.start]
    lead = lead if lead.strip(" >") in ("", "-", "*", "+") else ""
    return insert_line(beside, lead + line, f"add `{line.strip()}`", UNSAFE, above=above)


def first_line(case: Case) -> Text:
    """Return the first line of the body that has text; of an empty document, its beginning."""
    blocks = case.document.blocks
    if blocks:
        text = blocks[0].target if not hasattr(blocks[0], "text") else blocks[0].text
        return text.part(0, len(text.text.split("\n", 1)[0]))
    start = case.document.front_matter.body
    return Text(case.document.source, start, start)


@rule("PM103", "unknown-field", "W/W/W", fixes=("unsafe",))
def unknown_field(case: Case) -> Iterator[Found]:
    """A label among the metadata is not a misspelt field.

    Fields of your own are welcome; only one that nearly spells a known name is reported. In front
    matter, where other tools have theirs, it must be the name of a required field that is missing.
    """
    for field, wanted in _misspelt(case):
        name = wanted.key if field.origin == "front matter" else wanted.label
        yield Found(
            field.label,
            f"Unknown metadata field {quote(field.label)}; did you mean `{name}`?",
            f"write `{name}`",
            # Beside the right one it would stand twice.
            fix=replace(field.label, name, UNSAFE) if wanted.key not in case.document.fields else None,
        )


def _misspelt(case: Case) -> list[tuple[Field, templates.Field]]:
    """Return the unknown fields that nearly spell a known one, with that one."""
    return case.once("misspelt fields", lambda: list(_find_misspelt(case)))


def _find_misspelt(case: Case) -> Iterator[tuple[Field, templates.Field]]:
    document = case.document
    lacking = [field for field in case.template.fields if field.key not in document.fields]
    required = _spellings((field for field in lacking if field.required != "never"), 4)
    unknown_fields = document.unknown_fields[:MAX_UNKNOWN]
    if required:
        unknown_fields += tuple(_front_matter_fields(case))
    if not unknown_fields:
        return
    optional = _spellings(field for field in lacking if field.required == "never")
    # Beside the right field only one slip counts: `Severty` below `Severity` is no field of anybody's.
    present = _spellings(field for field in case.template.fields if field.key in document.fields)
    for unknown in unknown_fields:
        label = unknown.label.text
        wanted = required.get(misspelt(label, required) or "")
        if wanted is None and unknown.origin != "front matter":
            wanted = optional.get(misspelt(label, optional, 1) or "") or present.get(
                misspelt(label, present, 1) or ""
            )
        if wanted is not None and could_be(case, unknown, wanted.key):
            yield unknown, wanted


def _front_matter_fields(case: Case) -> Iterator[Field]:
    """Return the values in front matter that are no metadata, as fields."""
    for entry in case.document.front_matter.entries[:MAX_UNKNOWN]:
        name = plain(entry.key.text)
        if entry.kind != "map" and name not in case.template.field_names:
            items = tuple(item.string for item in entry.items) if entry.kind == "seq" else ()
            string = ", ".join(items) if items else entry.string
            yield Field("", entry.key, entry.value, string, "front matter", entry.key, items)


def _spellings(fields: Iterable[templates.Field], shortest: int = 5) -> dict[str, templates.Field]:
    """Return the labels of fields, and their aliases that are too long to be taken for another word."""
    return {
        name: field
        for field in fields
        for name in (field.label, *field.aliases)
        if len(name) >= (shortest if name == field.label else 9)
    }


@rule("PM104", "duplicate-field", "E/E/E")
def duplicate_field(case: Case) -> Iterator[Found]:
    """No metadata field stands twice in the body. Front matter may repeat one (see PM106).

    Fields with different labels are different fields: `Author` and `Owner` may both be there.
    """
    for values in case.document.fields.values():
        if len(values) < 2:
            continue
        first: dict[str, Field] = {}
        for value in values:
            if value.origin == "front matter":
                continue
            before = first.setdefault(plain(value.label.text), value)
            if before is not value:
                lines = f"lines {before.label.line} and {value.label.line}"
                yield Found(
                    value.label,
                    f"Field {quote(value.label)} is given twice ({lines})",
                    "keep one of the two",
                    (before.label, "first given here"),
                    label="given again",
                )


@rule("PM106", "front-matter-conflict", "E/E/E", fixes=("unsafe",))
def front_matter_conflict(case: Case) -> Iterator[Found]:
    """What stands in front matter and in the body says the same."""
    for key, values in case.document.fields.items():
        body = next((value for value in values if value.origin != "front matter"), None)
        front = next((value for value in values if value.origin == "front matter"), None)
        if body is None or front is None or not front.string.strip() or not body.string.strip():
            continue
        if case.document.unfilled(body.value) or case.document.unfilled(front.value):
            continue
        if contradict(case, key, body, front):
            yield Found(
                body.value,
                f"Front matter says {quote(front.string)}, the body says {quote(body.value)}",
                f"make `{front.label}` and `{body.label}` agree, or drop one",
                (front.value, "front matter"),
                label="body",
                fix=_copied(case, body, front),
            )


def _copied(case: Case, body: Field, front: Field) -> Fix | None:
    """Return the fix that writes the body's value, which readers see, into front matter."""
    if front.items or case.document.front_matter.text is None:
        return None
    return write_yaml(front.value, body.string, UNSAFE)


@rule("PM107", "bad-incident-id", "W/E/E")
def bad_incident_id(case: Case) -> Iterator[Found]:
    """The incident ID matches the project's pattern (option `id_pattern`), `INC-2025-014` by default.

    Informational where the template does not ask for an ID and nobody has set a pattern.
    """
    at = bad_id(case)
    if at is not None:
        pattern = case.settings.id_pattern
        shown = "INC-YYYY-NNN" if pattern == DEFAULT_ID_PATTERN else pattern
        yield Found(
            at,
            f"Incident ID {quote(at)} does not match {quote(shown)}",
            f"write `{upper}`"
            if re.fullmatch(pattern, upper := at.text.upper())
            else "write it in that form, or set the option `id_pattern` to your own",
            level=unasked(case, "id") if pattern == DEFAULT_ID_PATTERN else None,
        )


@rule("PM109", "bad-date", "W/E/E", fixes=("safe",))
def bad_date(case: Case) -> Iterator[Found]:
    """The incident's date is an ISO date (`2025-03-14`) and a day of the calendar.

    A range such as `2025-03-13 to 2025-03-15` is accepted, and so is a time behind the date. Where the
    template lets the date stand anywhere and the day is known, another form is only mentioned.
    """
    day = case.document.date
    if found := date_problem(day, case):
        anywhere = case.template.has("field", "date") and case.template.field("date").anywhere
        known = anywhere and case.document.day is not None
        yield dataclasses.replace(found, fix=iso_date(day), level="info" if known else None)


@rule("PM111", "bad-severity", "W/E/E", fixes=("unsafe",))
def bad_severity(case: Case) -> Iterator[Found]:
    """The severity is a value of the vocabulary (`P1` to `P4`) or an alias of one, such as `SEV2`.

    A note may follow: `P2 (latent)`. Informational where the template does not ask for a severity.
    """
    label = case.template.label("severity", "Severity")
    if found := choice_problem(case.document.severity, case, "severity", label):
        yield dataclasses.replace(found, level=unasked(case, "severity"))


@rule("PM112", "bad-status", "W/E/E", fixes=("unsafe",))
def bad_status(case: Case) -> Iterator[Found]:
    """The status is draft, reviewed or closed, or an alias.

    The status decides how strict the other rules are. Where it can't be read, the document counts
    as reviewed. Informational where the template does not ask for a status.

    A status may instead say what became of the document: `Superseded by INC-2025-014`, or another
    relation to an incident of the archive. One that does not exist is PM701's.
    """
    choice = case.document.status_choice
    label = case.template.label("status", "Status")
    found = choice_problem(choice, case, "status", label)
    if (
        choice is not None
        and found
        and named_in_status(case) is None
        and not _says_relation(case, choice.text)
    ):
        yield dataclasses.replace(found, level=unasked(case, "status"))


def _says_relation(case: Case, value: Text) -> bool:
    """Say whether the document states a relation to another incident in a value."""
    uri = case.incident.uri
    relations = (*case.archive.relations.get(uri, ()), *case.archive.related_by.get(uri, ()))
    return any(each.by is case.incident and value.start <= each.at.start < value.end for each in relations)
