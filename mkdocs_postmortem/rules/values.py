"""What is wrong with a single value: a date, a word of a vocabulary, an ID, a metadata field."""

from __future__ import annotations

import re
from functools import lru_cache

from mkdocs_postmortem.archive import normal_id
from mkdocs_postmortem.archive.identity import is_id_label
from mkdocs_postmortem.document.choices import read_choice
from mkdocs_postmortem.document.dates import find_date
from mkdocs_postmortem.document.metadata import names
from mkdocs_postmortem.document.model import Choice, Day, Field
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.document.times import read_time
from mkdocs_postmortem.rules.fixes import UNSAFE, Fix, replace
from mkdocs_postmortem.rules.registry import Case, Found
from mkdocs_postmortem.rules.words import did_you_mean, listing, near_term, quote, without_note
from mkdocs_postmortem.template import Template, plain

# What is longer says something: a template has no word for nothing of that length.
MAX_BLANK = 40
_MARKS = " *_`."


def is_blank(case: Case, text: Text | None) -> bool:
    """Say whether a value says nothing: it is empty, `-`, `?`, `TBD`."""
    if text is None:
        return False
    source, start, end = text
    if end - start > MAX_BLANK:
        return False
    # Most values say something, and most of these by their first letter.
    if start < end and source.text[start].casefold()[:1] not in _openings(case.template):
        return False
    return source.text[start:end].casefold().strip(_MARKS) in case.template.empty


@lru_cache(maxsize=16)
def _openings(template: Template) -> frozenset[str]:
    """Return the characters that words for nothing begin with, and the marks that may stand around them."""
    return frozenset((*_MARKS, *(word[:1] for word in template.empty)))


def unasked(case: Case, key: str) -> str | None:
    """Return the level of what is wrong with a metadata value that the template never asks for."""
    known = case.template.has("field", key) and case.template.field(key).required == "never"
    return "info" if known else None


def date_problem(day: Day | None, case: Case, what: str = "") -> Found | None:
    """Return what is wrong with a date as written, or None. `what` opens the message."""
    if day is None or not day.text or case.document.unfilled(day.text) or (day.value and day.iso):
        return None
    at = day.text
    start = f"{what} {quote(at)}" if what else quote(at)
    not_iso = "is not an ISO date"
    if day.value is not None:
        return Found(at, f"{start} {not_iso}; write `{day.value}`", f"write `{day.value}`")
    if day.iso:
        return Found(at, f"{start} is not a day of the calendar", "correct the day or the month")
    if day.ambiguous:
        return Found(
            at,
            f"{start} {not_iso}, and which number is the month is not certain",
            "write it as YYYY-MM-DD",
        )
    return Found(at, f"{start} {not_iso}", "write it as YYYY-MM-DD, such as `2025-03-14`")


def iso_date(day: Day | None) -> Fix | None:
    """Return the fix that writes a date without doubt as an ISO date; the rest of its value stays."""
    if day is None or day.value is None or day.iso:
        return None
    found = find_date(day.text.text)
    return replace(day.text.part(found.start, found.end), f"{day.value}") if found is not None else None


def choice_problem(choice: Choice | None, case: Case, vocabulary: str, what: str) -> Found | None:
    """Return what is wrong with a value of a vocabulary, or None. `what` opens the message."""
    if choice is None or choice.name is not None or not choice.text or case.document.unfilled(choice.text):
        return None
    words = case.template.vocabularies[vocabulary]
    if is_choice_list(choice, case, vocabulary):
        return None
    allowed = listing(words.labels)
    shown = quote(choice.text)
    if choice.listed > 1:
        return Found(choice.text, f"{what} names {choice.listed} values: {shown}", f"write one of {allowed}")
    value = without_note(choice.text)
    guess = near_term(value.text, words)
    return Found(
        choice.text,
        f"{what} {shown} is not one of {allowed}{did_you_mean(guess)}",
        f"write `{guess}`" if guess else f"write one of {allowed}",
        fix=replace(value, guess, UNSAFE) if guess else None,
    )


def is_choice_list(choice: Choice | None, case: Case, vocabulary: str) -> bool:
    """Say whether a value still lists all terms of its vocabulary, as the template does."""
    labels = case.template.vocabularies[vocabulary].labels
    if choice is None or choice.listed < 2 or len(labels) < 2:
        return False
    text = plain(choice.text.text)
    return all(plain(label) in text for label in labels)


def bad_id(case: Case) -> Text | None:
    """Return the incident ID where it misses the project's pattern."""
    at = case.document.id
    if at is None or not at or case.document.unfilled(at):
        return None
    field = case.document.field("id")
    if case.incident.identity.origin != "field" and not is_id_label(field, case.template):
        return None  # `Incident: Orders mart stale` is a title
    return None if re.fullmatch(case.settings.id_pattern, at.text) else at


def is_wrong(case: Case, key: str, value: Text) -> bool:
    """Say whether a rule about values reports this value of a field."""
    document = case.document
    given: Text | None = None
    if key == "id":
        given = bad_id(case)
    elif key == "date":
        problem = date_problem(document.date, case)
        given = problem.at if problem is not None else None
    else:
        choice = {"severity": document.severity, "status": document.status_choice}.get(key)
        given = choice.text if choice is not None and choice.name is None else None
    return given is not None and given.start == value.start


def contradict(case: Case, key: str, body: Field, front: Field) -> bool:
    """Say whether two values of one field cannot both be true.

    A value in the body that another rule reports contradicts nothing.
    """
    kind = case.template.field(key).type
    if kind in case.template.vocabularies:
        vocabulary = case.template.vocabularies[kind]
        one = read_choice(body.value, vocabulary, body.string).name
        two = read_choice(front.value, vocabulary, front.string).name
        # `status: new` and `category: blog` in front matter are other tools'; no other has a severity.
        says_something = (
            kind == "severity" or two is not None or near_term(front.string, vocabulary) is not None
        )
        return one is not None and says_something and one != two
    if kind in ("date", "time"):
        day = _moment(body.string, kind)
        return day is not None and day != _moment(front.string, kind)
    here, there = names(body), names(front)
    if kind == "people":
        return _other_people(here, there)
    if kind == "list":
        one_list, other_list = {plain(name) for name in here}, {plain(name) for name in there}
        return not (one_list <= other_list or other_list <= one_list)
    return normal_id(body.string) != normal_id(front.string)


def _moment(text: str, kind: str) -> object:
    found = find_date(text)
    read = read_time(text) if kind == "time" else None
    if (found is None or found.day is None) and (read is None or read.minutes is None):
        return None
    return found.day if found else None, read.minutes if read else None


def _other_people(body: tuple[str, ...], front: tuple[str, ...]) -> bool:
    """Say whether two lists of people differ; handles (`dana`, `@dana`) are not compared with full names."""
    here, there = {plain(name) for name in body}, {plain(name) for name in front}
    if any(" " in name for name in here) != any(" " in name for name in there):
        return False
    return here != there


def could_be(case: Case, field: Field, key: str) -> bool:
    """Say whether a value is one that a field of the template takes."""
    kind = case.template.field(key).type
    text = field.string
    if kind in case.template.vocabularies:
        choice = read_choice(field.value, case.template.vocabularies[kind], text)
        return choice.name is not None or choice.listed > 1
    if kind == "date":
        return find_date(text) is not None
    if kind in ("time", "id"):
        return any(char.isdigit() for char in text)
    if kind == "people":
        return not any(char.isdigit() for char in text)
    return True
