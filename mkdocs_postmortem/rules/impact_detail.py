"""PM402 and PM406 to PM409: what the rows of the impact table say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mkdocs_postmortem.document.dates import find_ranges
from mkdocs_postmortem.document.model import ImpactRow
from mkdocs_postmortem.document.words import words_of
from mkdocs_postmortem.rules.fixes import UNSAFE, replace
from mkdocs_postmortem.rules.impact import answer, misspelt_rows, rows
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.values import is_blank
from mkdocs_postmortem.rules.words import quote, quote_name
from mkdocs_postmortem.template import Template

# A "Yes" on an SLA says which one in at least so many words.
MIN_NAME = 2
# Who writes this many words behind `Unknown` says why it is.
MIN_REASON = 4
# With fewer answers nothing is concluded from all of them being no.
MIN_ANSWERS = 3
_NAMES = re.compile(r"\d|`[^`]+`|\]\(|://")


@rule("PM402", "dimension-unknown", "W/W/W", fixes=(UNSAFE,))
def dimension_unknown(case: Case) -> Iterator[Found]:
    """The rows of the impact table are not misspelt dimensions of the template. Other rows are welcome."""
    for row, label in misspelt_rows(case):
        text = row.dimension.text
        bare = text.strip("*_` ")
        start = text.find(bare)
        name = row.dimension.part(start, start + len(bare))
        yield Found(
            name,
            f"Unknown dimension {quote(name)}; did you mean `{label}`?",
            f"write `{label}`",
            fix=replace(name, label, UNSAFE),
        )


@rule("PM406", "sla-not-named", "W/E/E")
def sla_not_named(case: Case) -> Iterator[Found]:
    """A "Yes" on the SLA says which one: in two more words, or with a number, a link or a name in code."""
    for row, dimension in rows(case):
        if not dimension.named or answer(case, row) != "yes":
            continue
        words = words_of(row.detail.text)
        if len(words) <= MIN_NAME and not _NAMES.search(row.detail.text):
            yield Found(
                row.detail,
                f"{quote_name(row.dimension)} says {words[0].capitalize()} but not which SLA",
                "write for instance `Yes, freshness of the orders mart (2 h)`",
            )


@rule("PM407", "unknown-in-closed", "-/W/E")
def unknown_in_closed(case: Case) -> Iterator[Found]:
    """What was unknown while the incident ran is known by the time its document is closed.

    `Unknown` with a reason (`Unknown, the logs were deleted after a week`) is an answer; `TBD` and
    `to be confirmed` are none, whatever follows.
    """
    empty, unknown, opening = _unanswered(case.template)
    for row, _ in rows(case):
        words = words_of(row.detail.text[:200])
        if not words or words[0] not in opening or is_blank(case, row.detail):
            continue  # PM403 says what is blank
        pending, open_ended = _length(words, empty), _length(words, unknown)
        if not pending and (not open_ended or len(words) - open_ended >= MIN_REASON):
            continue
        said = row.detail.text.strip("*_` ").split(maxsplit=pending or open_ended)
        said_text = " ".join(said[: pending or open_ended]).rstrip(".,;:")
        yield Found(
            row.detail,
            f"{quote_name(row.dimension)} is still {quote(said_text)} in a {case.document.status} document",
            "write what is known now, or why nobody can know it",
        )


@lru_cache(maxsize=16)
def _unanswered(template: Template) -> tuple[set[str], set[str], set[str]]:
    """Return the template's phrases for no answer and for an unknown one, and the first word of each."""
    empty = {" ".join(words_of(word)) for word in template.empty} - {""}
    unknown = {" ".join(words_of(word)) for word in template.words.unknown} - {""}
    return empty, unknown, {phrase.split()[0] for phrase in empty | unknown}


def _length(words: list[str], phrases: set[str]) -> int:
    """Return how many of the first words are one of the phrases; 0 for none."""
    return next((size for size in (4, 3, 2, 1) if " ".join(words[:size]) in phrases), 0)


@rule("PM408", "bad-range", "W/E/E")
def bad_range(case: Case) -> Iterator[Found]:
    """A range of dates ends after it starts: in the impact table, and in the date of the incident."""
    places = [row.detail for row in case.document.impact]
    if case.document.date is not None and case.document.date.last is not None:
        places.insert(0, case.document.date.text)
    for place in places:
        for found in find_ranges(place.text):
            if found.last < found.first:
                at = place.part(found.start, found.end)
                yield Found(
                    at,
                    f"Range {quote(at)} ends before it starts",
                    "swap the two, or correct the one that is wrong",
                )


@rule("PM409", "severity-vs-impact", "-/I/I", preview=True)
def severity_vs_impact(case: Case) -> Iterator[Found]:
    """The severity fits the impact: a grave incident harmed something, and the mildest lost no data.

    Reported are the two gravest severities where every row of the impact table says no or none, and
    the mildest where data was lost. Preview, because the severity is a judgement: some teams go by
    what might have happened.
    """
    severity = case.document.severity
    if severity is None or severity.name is None:
        return
    labels = case.template.vocabularies["severity"].labels
    rank = labels.index(severity.name)
    given = [(row, dimension) for row, dimension in rows(case) if not is_blank(case, row.detail)]
    if rank < 2 and len(given) >= MIN_ANSWERS and all(_is_no(case, row) for row, _ in given):
        yield Found(
            severity.text,
            f"Severity is {severity.name} but no dimension shows impact",
            "write what was harmed, or lower the severity",
            (given[0][0].detail, "nothing here, nor in the rows below"),
        )
    elif rank == len(labels) - 1:
        for row, dimension in given:
            if dimension.quantify and answer(case, row) == "yes":
                yield Found(
                    severity.text,
                    f"Severity is {severity.name} although {quote_name(row.dimension)} says Yes",
                    "raise the severity, or say what of it could be restored",
                    (row.detail, "what was lost"),
                )


def _is_no(case: Case, row: ImpactRow) -> bool:
    return answer(case, row) == "no" or row.detail.text.casefold().strip(" *_`.") in case.template.none
