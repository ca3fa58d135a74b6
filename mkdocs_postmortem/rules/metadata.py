"""PM1xx: metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortem.document.model import Choice, Field
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import count, did_you_mean, listing, near, near_term, quote
from mkdocs_postmortem.template import plain

# More placeholders than this are one finding: the document has not been started.
MANY_PLACEHOLDERS = 20


@rule("PM101", "missing-field", "I/E/E")
def missing_field(case: Case) -> Iterator[Found]:
    """The metadata has every field that the template requires, in the body or in front matter.

    The finding points at the line below which the field belongs.
    """
    document = case.document
    if _not_started(case):
        return
    for field in case.template.fields:
        if field.required == "never":
            continue
        values = document.fields.get(field.key, ())
        if any(value.string.strip() for value in values):
            continue
        level = None if case.required(field.required) else "info"
        if values:
            at = values[0].value if values[0].value else values[0].label
            yield Found(
                at,
                f"Metadata field `{values[0].label}` is empty",
                f"write a value, such as `{field.example}`",
                level=level,
            )
        elif field.key == "id" and case.incident.id is not None:
            continue  # the title or the file name carries it
        else:
            at = _place_for(case, field.key)
            below = f" below {quote(at)}" if document.metadata else " below the title"
            yield Found(
                at,
                f"Metadata field `{field.label}` is missing",
                f"add `**{field.label}:** {field.example}`{below}",
                level=level,
            )


def _not_started(case: Case) -> bool:
    """Say whether a draft is still the empty template: its placeholders are all there is to say."""
    return case.document.status == "draft" and len(case.document.placeholders) > MANY_PLACEHOLDERS


def _place_for(case: Case, key: str) -> Text:
    """Return what a missing field belongs below: the field before it in the template, else the title."""
    order = [field.key for field in case.template.fields]
    before = set(order[: order.index(key)])
    placed = [field for field in case.document.metadata if field.key in before]
    if placed:
        return placed[-1].label
    if case.document.metadata:
        return case.document.metadata[0].label
    if case.document.title_text is not None:
        return case.document.title_text
    entries = case.document.front_matter.entries
    if entries:
        return entries[-1].key
    return first_line(case)


def first_line(case: Case) -> Text:
    """Return the first line of the body that has text; of an empty document, its beginning."""
    blocks = case.document.blocks
    if blocks:
        text = blocks[0].target if not hasattr(blocks[0], "text") else blocks[0].text
        return text.part(0, len(text.text.split("\n", 1)[0]))
    start = case.document.front_matter.body
    return Text(case.document.source, start, start)


@rule("PM102", "placeholder-left", "I/E/E")
def placeholder_left(case: Case) -> Iterator[Found]:
    """No placeholder of the template is left, such as `{First symptom detected / alert fired}`.

    Only the template's own strings count, and one-word ones (`{date}`) not in code, so braces of
    JSON, Jinja or metric labels are never reported. In a draft, and where very many are left, they
    are one finding.
    """
    holes = case.document.placeholders
    if not holes:
        return
    if case.document.status == "draft" or len(holes) > MANY_PLACEHOLDERS:
        yield Found(
            holes[0],
            f"{count(len(holes), 'placeholder')} left (first: line {holes[0].line})",
            "replace each `{…}` by what happened, or delete its line",
        )
        return
    for hole in holes:
        yield Found(
            hole,
            f"Placeholder {quote(hole)} is not filled in",
            "replace it by what happened, or delete its line",
        )


@rule("PM103", "unknown-field", "W/W/W")
def unknown_field(case: Case) -> Iterator[Found]:
    """A bold label among the metadata is not a misspelt field.

    Fields of your own are welcome; only one that nearly spells a known name is reported.
    """
    labels = [
        name for field in case.template.fields for name in (field.label, *field.aliases) if len(name) > 4
    ]
    by_plain = {
        plain(label): field.label for field in case.template.fields for label in (field.label, *field.aliases)
    }
    for field in case.document.unknown_fields:
        found = near(field.label.text, labels, 0.8)
        # A known field that is there is no candidate: `Author` beside `Authority` is no typo.
        if found and not _is_known_elsewhere(case, found):
            wanted = by_plain[plain(found)]
            yield Found(
                field.label,
                f"Unknown metadata field {quote(field.label)}; did you mean `{wanted}`?",
                f"write `{wanted}`",
            )


def _is_known_elsewhere(case: Case, label: str) -> bool:
    key = case.template.field_names.get(plain(label))
    return key is None or key in case.document.fields


@rule("PM104", "duplicate-field", "E/E/E")
def duplicate_field(case: Case) -> Iterator[Found]:
    """No metadata field stands twice in the body. Front matter may repeat one (see PM106)."""
    for values in case.document.fields.values():
        body = [value for value in values if value.origin != "front matter"]
        for again in body[1:]:
            first = body[0]
            yield Found(
                again.label,
                f"Field {quote(again.label)} is given twice (lines {first.label.line} and {again.label.line})",
                "keep one of the two",
                (first.label, "first given here"),
            )


@rule("PM106", "front-matter-conflict", "E/E/E")
def front_matter_conflict(case: Case) -> Iterator[Found]:
    """What stands in front matter and in the body says the same."""
    for key, values in case.document.fields.items():
        body = next((value for value in values if value.origin != "front matter"), None)
        front = next((value for value in values if value.origin == "front matter"), None)
        if body is None or front is None or not front.string.strip() or not body.string.strip():
            continue
        if case.document.unfilled(body.value) or case.document.unfilled(front.value):
            continue
        if _meaning(case, key, body) != _meaning(case, key, front):
            yield Found(
                body.value,
                f"Front matter says {quote(front.string)}, the body says {quote(body.value)}",
                f"make `{front.label}` and `{body.label}` agree, or drop one",
                (front.value, "front matter"),
            )


def _meaning(case: Case, key: str, field: Field) -> object:
    """Return what a value means, so that `P2 (latent)` and `p2` are the same."""
    from mkdocs_postmortem.document.choices import read_choice
    from mkdocs_postmortem.document.dates import find_date
    from mkdocs_postmortem.document.metadata import names

    kind = case.template.field(key).type
    if kind in case.template.vocabularies:
        choice = read_choice(field.value, case.template.vocabularies[kind], field.string)
        return choice.name or plain(field.string)
    if kind in ("date", "time"):
        found = find_date(field.string)
        return found.day if found and found.day else plain(field.string)
    if kind in ("people", "list"):
        return {plain(name) for name in names(field)}
    return plain(field.string)


@rule("PM107", "bad-incident-id", "W/E/E")
def bad_incident_id(case: Case) -> Iterator[Found]:
    """The incident ID matches the project's pattern (option `id_pattern`), `INC-2025-014` by default."""
    at = case.document.id
    if at is None or not at or case.document.unfilled(at):
        return
    if not re.fullmatch(case.settings.id_pattern, at.text):
        yield Found(
            at,
            f"Incident ID {quote(at)} does not match {_readable(case.settings.id_pattern)}",
            "write it in that form, or set the option `id_pattern` to your own",
        )


def _readable(pattern: str) -> str:
    return "`INC-YYYY-NNN`" if pattern == r"[A-Z]+-\d{4}-\d{2,}" else f"`{pattern}`"


@rule("PM109", "bad-date", "W/E/E")
def bad_date(case: Case) -> Iterator[Found]:
    """The incident's date is an ISO date (`2025-03-14`) and a day of the calendar.

    A range such as `2025-03-13 to 2025-03-15` is accepted, and so is a time behind the date.
    """
    day = case.document.date
    if day is None or not day.text or case.document.unfilled(day.text):
        return
    if found := date_problem(day.text, day.value is not None, day.iso, day.ambiguous, str(day.value)):
        yield found


def date_problem(
    at: Text, known: bool, iso: bool, ambiguous: bool, value: str, what: str = ""
) -> Found | None:
    """Return what is wrong with a date as written, or None. `what` opens the message."""
    start = f"{what} {quote(at)}" if what else quote(at)
    if known and iso:
        return None
    if known:
        return Found(at, f"{start} is not an ISO date; write `{value}`", f"write `{value}`")
    if iso:
        return Found(at, f"{start} is not a day of the calendar", "correct the day or the month")
    if ambiguous:
        return Found(
            at,
            f"{start} is not an ISO date, and which number is the month is not certain",
            "write it as YYYY-MM-DD",
        )
    return Found(at, f"{start} is not an ISO date", "write it as YYYY-MM-DD, such as `2025-03-14`")


def choice_problem(choice: Choice | None, case: Case, vocabulary: str, what: str) -> Found | None:
    """Return what is wrong with a value of a vocabulary, or None."""
    if choice is None or choice.name is not None or not choice.text or case.document.unfilled(choice.text):
        return None
    words = case.template.vocabularies[vocabulary]
    if _is_choice_list(choice, len(words.labels)):
        return None
    text = choice.text.text
    allowed = listing(words.labels)
    if choice.listed > 1:
        return Found(
            choice.text, f"{what} names {choice.listed} values: {quote(text)}", f"write one of {allowed}"
        )
    guess = near_term(text, words)
    help_text = f"write `{guess}`" if guess else f"write one of {allowed}"
    return Found(choice.text, f"{what} {quote(text)} is not one of {allowed}{did_you_mean(guess)}", help_text)


def _is_choice_list(choice: Choice, terms: int) -> bool:
    return choice.listed > 2 or (choice.listed == terms and terms > 1)


@rule("PM111", "bad-severity", "W/E/E")
def bad_severity(case: Case) -> Iterator[Found]:
    """The severity is a value of the vocabulary (`P1` to `P4`) or an alias of one, such as `SEV2`.

    A note may follow: `P2 (latent)`.
    """
    if found := choice_problem(case.document.severity, case, "severity", "Severity"):
        yield found


@rule("PM112", "bad-status", "W/E/E")
def bad_status(case: Case) -> Iterator[Found]:
    """The status is draft, reviewed or closed, or an alias.

    The status decides how strict the other rules are. Where it can't be read, the document counts
    as reviewed.
    """
    if found := choice_problem(case.document.status_choice, case, "status", "Status"):
        yield found


@rule("PM113", "choice-list-left", "I/E/E")
def choice_list_left(case: Case) -> Iterator[Found]:
    """A value has been chosen: the line no longer lists all options (`P1 / P2 / P3 / P4`)."""
    document = case.document
    places = (
        (document.severity, "severity", "Severity"),
        (document.status_choice, "status", "Status"),
        (document.category, "category", "Root cause category"),
    )
    for choice, vocabulary, what in places:
        if choice is None or document.unfilled(choice.text):
            continue
        if _is_choice_list(choice, len(case.template.vocabularies[vocabulary].labels)):
            yield Found(
                choice.text,
                f"{what} still lists all options: {quote(choice.text)}",
                "keep the one that applies",
            )


@rule("PM116", "template-front-matter", "I/E/E")
def template_front_matter(case: Case) -> Iterator[Found]:
    """Front matter describes this incident: title, description and tags are not the template's."""
    words = case.template.page
    if _not_started(case):
        return
    for entry in case.document.front_matter.entries:
        key = plain(entry.key.text)
        if key == "title" and plain(entry.string) == plain(words.template_title):
            title = case.document.title
            help_text = (
                f"write `title: {title}`"
                if title and not case.document.unfilled(case.document.title_text)
                else "write the incident's title"
            )
            yield Found(entry.value, "Front matter `title` is still the template's", help_text)
        elif key == "description" and plain(entry.string).startswith(plain(words.template_description) + " "):
            if "postmortem" in plain(entry.string):
                yield Found(
                    entry.value,
                    "Front matter `description` still describes the template",
                    "say what happened in one sentence",
                )
        elif key == "tags":
            for item in entry.items:
                if plain(item.string) in {plain(tag) for tag in words.template_tags}:
                    yield Found(
                        item.value, f"Front matter tag `{item.string}` is the template's", "remove the tag"
                    )
