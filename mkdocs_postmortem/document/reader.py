"""The one reader: from a document's text to a postmortem, whichever door asked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from mkdocs_postmortem.document import actions, metadata, parts
from mkdocs_postmortem.document.blocks import Dialect, Heading, Paragraph, Reference
from mkdocs_postmortem.document.bold import bold_sections
from mkdocs_postmortem.document.choices import read_choice
from mkdocs_postmortem.document.comments import values_only
from mkdocs_postmortem.document.dates import FoundDate, calendar_day, find_date
from mkdocs_postmortem.document.days import incident_day, witnesses
from mkdocs_postmortem.document.front_matter import FrontMatter, read_front_matter
from mkdocs_postmortem.document.ignores import read_ignores
from mkdocs_postmortem.document.labels import known_labels, labelled_lines
from mkdocs_postmortem.document.model import Choice, Day, Field, Postmortem
from mkdocs_postmortem.document.placeholders import find_placeholders
from mkdocs_postmortem.document.problem import Problem
from mkdocs_postmortem.document.scanner import scan
from mkdocs_postmortem.document.sections import by_key, find_sections, named, title_heading
from mkdocs_postmortem.document.source import Source, Text
from mkdocs_postmortem.document.timeline import read_timeline
from mkdocs_postmortem.template import Template, plain

_RANGE = re.compile(r"\s*(?:to|until|through|/|–|—|-)\s*(?=\d{4}-)")
# What a title has between two days, in any form; the second may be a number alone, close behind.
_TO = re.compile(r"\s*(?:to|until|till|through|/|–|—|-|\.{2,3}|→)\s*")
_DAY_ALONE = re.compile(r"(?:/|–|—|-|\.{2,3})(?P<day>\d{1,2})(?![\w:])")
_ID = r"(?:[A-Z][A-Z0-9]{1,9}[- ]?\d{4}[-_]\d{1,5}|[A-Z][A-Z0-9]{1,9}-\d{2,6})(?![\w-])"
# A title's date stands near its beginning.
_MAX_TITLE = 200
LISTS = ("went_well", "went_wrong", "lucky")


def read(source: Source, template: Template, dialect: Dialect | None = None) -> Postmortem:
    """Return the postmortem that a document's text says; never raises for what an author wrote."""
    front = read_front_matter(source, _date_names(template))
    scanned = scan(source, front.body, dialect)
    blocks = values_only(scanned.blocks, source)
    ignores, bad_ignores = read_ignores(source, front, scanned.blocks)
    heading = title_heading(blocks)
    labelled = labelled_lines(blocks, known_labels(template))
    labels = labelled.lines
    bold = bold_sections(blocks, heading, find_sections(blocks, heading, template), labelled, template)
    sections = bold.sections
    meta = metadata.read_metadata(blocks, heading, labels, front, template, bold)
    fields = meta.fields
    day = _day(_first(fields, "date"))
    keyed = by_key(sections, template)
    status = _choice(_first(fields, "status"), "status", template)
    impact, impact_table = parts.read_impact(keyed.get("impact"), template)
    whys, whys_table = parts.read_whys(keyed.get("whys"), template)
    category, category_label = parts.read_category(labels, front, template)
    acts = (
        actions.read_actions(named(sections, "actions", template), labels, template)
        if "actions" in keyed
        else actions.read_loose_tables(blocks, template)
    )
    title, title_text = _title(heading, front, template)
    title_date = _title_date(title_text)
    seen = witnesses(source, title_date.value if title_date is not None else None)
    known_day = day.value if day is not None else None
    timeline = read_timeline(sections, known_day or seen.agreed, template)
    metrics = parts.read_metrics(labels, blocks, template)
    detection = metrics.get("ttd")
    incident = incident_day(known_day, seen, timeline, detection.duration if detection else None)
    if incident.day is not None and known_day is None and seen.agreed is None:
        timeline = read_timeline(sections, incident.day, template)
    return Postmortem(
        source=source,
        front_matter=front,
        blocks=blocks,
        problems=front.problems + bad_ignores,
        broken=front.broken,
        title=title,
        title_text=title_text,
        fields=fields,
        unknown_fields=meta.unknown,
        metadata=meta.body,
        id=_id(_first(fields, "id")),
        date=day,
        title_date=title_date,
        day=incident.day,
        day_from=incident.origin,
        severity=_choice(_first(fields, "severity"), "severity", template),
        status_choice=status,
        status=template.stage(status.name if status is not None else None),
        authors=metadata.people(_first(fields, "author")),
        reviewers=metadata.people(_first(fields, "reviewers")),
        services=metadata.names(_first(fields, "services")),
        tags=metadata.names(_first(fields, "tags")),
        sections=sections,
        by_key=keyed,
        bold_labels=bold.doubtful,
        timeline=timeline,
        metrics=metrics,
        impact=impact,
        impact_table=impact_table,
        whys=whys,
        whys_table=whys_table,
        category=category,
        category_label=category_label,
        lists={key: parts.read_list(keyed.get(key)) for key in LISTS},
        actions=acts.items,
        action_tables=acts.tables,
        covered=acts.covered,
        related=parts.read_related(keyed.get("related"), template),
        lessons=parts.read_lessons(keyed.get("lessons")),
        appendix=parts.read_appendix(keyed.get("appendix")),
        references=tuple([block for block in blocks if isinstance(block, Reference)]),
        placeholders=find_placeholders(source, blocks, template),
        unclosed_fences=scanned.unclosed_fences,
        dialect=dialect or Dialect(),
        ignores=ignores,
    )


@lru_cache(maxsize=16)
def _date_names(template: Template) -> frozenset[str]:
    """Return the plain names of the fields that hold a date: their values are judged by a rule."""
    keys = {field.key for field in template.fields if field.type == "date"}
    return frozenset(name for name, key in template.field_names.items() if key in keys)


def read_bytes(path: str, data: bytes, template: Template, dialect: Dialect | None = None) -> Postmortem:
    """Return the postmortem in a file's bytes; where they are no text, one that is `broken`."""
    try:
        source = Source.from_bytes(path, data)
    except UnicodeDecodeError as error:
        return unreadable(path, data, error, template)
    nul = source.text.find("\0")
    if nul >= 0:
        at = Text(source, nul, nul + 1)
        problem = Problem(
            "unreadable", at, f"File contains a NUL byte on line {at.line}", "save the document as UTF-8 text"
        )
        return _with_problem(read(source, template, dialect), problem)
    return read(source, template, dialect)


def unreadable(path: str, data: bytes, error: UnicodeDecodeError, template: Template) -> Postmortem:
    """Return a broken postmortem for bytes that are not UTF-8, read as far as they can be."""
    source = Source(path, data.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n"))
    # Columns count characters: the good part before the bad byte decodes to as many.
    before = data[: error.start].decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    at = Text(source, len(before), min(len(before) + 1, len(source.text)))
    line, column = source.position(len(before))
    problem = Problem(
        "unreadable",
        at,
        f"File is not valid UTF-8: byte 0x{data[error.start]:02x} at line {line}, column {column}",
        "save the document as UTF-8",
    )
    return _with_problem(read(source, template), problem)


def _with_problem(document: Postmortem, problem: Problem) -> Postmortem:
    return replace(document, problems=(problem,), broken=True)


def _first(fields: dict[str, tuple[Field, ...]], key: str) -> Field | None:
    found = fields.get(key)
    return found[0] if found else None


def _choice(field: Field | None, vocabulary: str, template: Template) -> Choice | None:
    if field is None:
        return None
    string = field.string if field.origin == "front matter" else None
    return read_choice(field.value, template.vocabularies[vocabulary], string)


def _id(field: Field | None) -> Text | None:
    """Return the ID itself: the value without marks, link and note."""
    if field is None or not field.value:
        return None
    text = field.value.text
    if found := re.match(r"[*_`]*\[(?P<id>[^\]\n]+)\](?:\([^)\n]*\))?", text):
        return field.value.part(*found.span("id"))
    end = text.find(" (")
    end = len(text) if end < 0 else end
    start = len(text) - len(text.lstrip("*_` "))
    return field.value.part(start, max(start, len(text[:end].rstrip("*_` "))))


def _day(field: Field | None) -> Day | None:
    if field is None:
        return None
    text = field.string if field.origin == "front matter" else field.value.text
    found = find_date(text)
    if found is None:
        return Day(None, field.value, False)
    return Day(found.day, field.value, found.iso, found.ambiguous, _last_day(text, found))


def _last_day(text: str, first: FoundDate) -> date | None:
    """Return the last day of a range whose first is known."""
    rest = text[first.end :]
    if first.iso and (joined := _RANGE.match(rest)) and (end := find_date(rest[joined.end() :])):
        return end.day
    return None


def _title_date(title: Text | None) -> Day | None:
    """Return the date in a title, which stands near its beginning, and where; None where there is none."""
    text = title.text[:_MAX_TITLE] if title is not None else ""
    found = find_date(text)
    if found is None or title is None:
        return None
    at = title.part(found.start, found.end)
    return Day(found.day, at, found.iso, found.ambiguous, _last_in_title(text, found))


def _last_in_title(text: str, first: FoundDate) -> date | None:
    """Return the last day of a range in a title: `12 March 2025 to 15 March 2025`, `2025-03-12/15`."""
    joined = _TO.match(text, first.end)
    end = find_date(text[joined.end() :]) if joined is not None else None
    if end is not None and end.start == 0:
        return end.day
    alone = _DAY_ALONE.match(text, first.end)
    if alone is None or first.day is None:
        return None
    return calendar_day(first.day.year, first.day.month, int(alone["day"]))


def _title(heading: Heading | None, front: FrontMatter, template: Template) -> tuple[str | None, Text | None]:
    """Return the title as a reader would say it (without `Incident Postmortem:` and ID), and where it is."""
    if heading is not None and heading.text:
        text = heading.text.text
        at: Text | None = heading.text
    else:
        entry = next((e for e in front.entries if plain(e.key.text) == "title" and e.kind != "null"), None)
        if entry is None:
            return None, None
        text, at = entry.string, entry.value
    return bare_title(text, template), at


def bare_title(text: str, template: Template) -> str:
    """Return a title without what stands before it in many archives: a kind, an ID, a date."""
    text = text.strip().rstrip("#").strip()
    for _ in range(2):
        for pattern in _title_heads(template):
            found = pattern.match(text)
            if found is not None and found.end() < len(text):
                text = text[found.end() :]
    return text


@lru_cache(maxsize=16)
def _title_heads(template: Template) -> tuple[re.Pattern[str], ...]:
    """Return the expressions for what stands before a title."""
    prefixes = "|".join(re.escape(prefix) for prefix in template.page.title_prefixes)
    date = r"\d{4}-\d{2}-\d{2}(?:[ ,]{0,3}\d{1,2}:\d{2} ?(?:[AP]M)?(?: [A-Z]{3,4})?)?"
    return (
        re.compile(rf"(?:{prefixes})\s{{0,4}}(?:[:·|]|\s[–—-]\s)\s*", re.IGNORECASE),
        re.compile(rf"{_ID}\s{{0,4}}(?:[:·|]|\s?[–—-]\s|\s)\s*"),
        re.compile(rf"(?:incident\s+(?:report|on|date:?)?\s*)?{date}\s{{0,4}}[:·|,–—-]?\s*", re.IGNORECASE),
        re.compile(
            rf"(?:{prefixes})\s{{1,4}}[A-Z][a-z]{{2,8}} \d{{1,2}},? \d{{4}}\s{{0,4}}[:·|–—-]\s*",
            re.IGNORECASE,
        ),
    )


def first_paragraph(document: Postmortem) -> Text | None:
    """Return the first paragraph of running text that is not metadata, or None."""
    lines = {field.whole.start for field in document.metadata}
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.lines[0].start not in lines:
            return block.text
    return None
