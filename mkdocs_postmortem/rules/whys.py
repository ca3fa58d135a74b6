"""PM510 to PM513, PM517: the five whys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from mkdocs_postmortem.document.blocks import Block, Heading, Paragraph
from mkdocs_postmortem.document.model import Why
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.document.words import words_of
from mkdocs_postmortem.rules.columns import unread_table
from mkdocs_postmortem.rules.fixes import SAFE, Edit, Fix
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.structure import glued_table, says_nothing
from mkdocs_postmortem.rules.values import is_blank
from mkdocs_postmortem.rules.words import count, listing, quote
from mkdocs_postmortem.template import plain

# A chain of so few answers has hardly left the symptom.
MIN_WHYS = 3
# `Why 3: …` and `And why …` ask why as well.
_OPENING = 3


@rule("PM510", "whys-missing", "I/E/E")
def whys_missing(case: Case) -> Iterator[Found]:
    """The five whys have rows with an answer, in the template's table, a list or paragraphs."""
    section = case.section("whys")
    if section is None or says_nothing(section):
        return
    if any(
        why.answer or (why.question is not None and case.document.unfilled(why.question))
        for why in case.document.whys
    ):
        return
    if (
        glued_table(section)
        or unread_table(case, "whys")
        or sum(_asks_why(block) for block in section.blocks) > 1
    ):
        return
    title = case.template.section("whys").title
    if case.document.whys:
        message, advice = f"{title} has no answers", "answer each question, or delete its row"
    else:
        message = f"{title} has no rows"
        advice = f"add a table `{case.template.header('whys')}` with one why per row"
    yield Found(section.heading.text, message, advice)


def _asks_why(block: Block) -> int:
    """Return how many lines of a block ask why: `Why 2`, `**Why did it fail?**`, `2. Why …`."""
    if not isinstance(block, Paragraph | Heading):
        return 0
    lines = block.lines if isinstance(block, Paragraph) else (block.text,)
    return sum("why" in plain(line.text).split()[:2] for line in lines)


class Answer(NamedTuple):
    """A why that is filled in; `number` is what it is called."""

    number: str
    why: Why


def answers_of(case: Case) -> list[Answer]:
    """Return the whys with an answer, placeholders apart."""
    return case.once("why answers", lambda: list(_find_answers(case)))


def _find_answers(case: Case) -> Iterator[Answer]:
    for index, why in enumerate(case.document.whys, 1):
        if why.answer and not is_blank(case, why.answer) and not case.document.unfilled(why.answer):
            number = why.number.text.strip("*_`#. ") if why.number is not None else ""
            yield Answer(number if number.isdigit() else str(index), why)


def is_unfinished(case: Case) -> bool:
    """Say whether the chain still holds placeholders: PM102 says so, and nobody else."""
    return any(
        case.document.unfilled(why.answer) or case.document.unfilled(why.question)
        for why in case.document.whys
    )


def _is_short(case: Case) -> bool:
    answers = answers_of(case)
    return 0 < len(answers) < MIN_WHYS and not is_unfinished(case)


@rule("PM511", "whys-too-few", "I/W/W")
def whys_too_few(case: Case) -> Iterator[Found]:
    """At least three whys are answered; five is the aim."""
    section = case.section("whys")
    if section is None or not _is_short(case) or glued_table(section):
        return
    answers, rows = answers_of(case), case.document.whys
    if len(rows) > len(answers):
        message = f"Only {len(answers)} of {len(rows)} whys {'is' if len(answers) == 1 else 'are'} answered"
    else:
        message = f"{section.heading.text} has only {count(len(answers), 'answer')}"
    last = answers[-1].why.answer
    gap = next((why.answer for why in rows if is_blank(case, why.answer)), last)
    if gap.start < last.start:
        yield Found(gap, message, "answer it, or delete the row and ask on where the answers end")
        return
    yield Found(last, message, "ask on until the answer is something that can be changed for good")


@rule("PM512", "whys-numbering", "I/W/W", fixes=(SAFE,))
def whys_numbering(case: Case) -> Iterator[Found]:
    """The whys are numbered 1, 2, 3 …; a second chain in the table may begin at 1 again."""
    cells = [why.number for why in case.document.whys]
    numbers = [_digits(cell) for cell in cells if cell is not None]
    if len(numbers) != len(cells) or not numbers:
        return
    found = [at for at in numbers if at is not None]
    if len(found) != len(numbers):
        return
    values = [int(at.text) for at in found]
    wanted = _counted(values)
    if values == wanted:
        return
    wrong = [pair for pair in zip(found, wanted, strict=True) if pair[0].text != str(pair[1])]
    yield Found(
        wrong[0][0],
        f"Whys are numbered {listing(map(str, values))}",
        f"number them {listing(map(str, wanted))}",
        fix=Fix("number the whys anew", tuple(Edit(at, str(number)) for at, number in wrong)),
    )


def _digits(cell: Text) -> Text | None:
    """Return the number in a cell that holds nothing else."""
    bare = cell.text.strip("*_`#. ")
    start = cell.text.find(bare)
    return cell.part(start, start + len(bare)) if bare.isdecimal() and len(bare) < 4 else None


def _counted(values: list[int]) -> list[int]:
    """Return what the numbers should be: counted on, and from 1 where a chain begins anew."""
    wanted: list[int] = []
    for value in values:
        begins = bool(wanted) and value == 1 and wanted[-1] > 1
        wanted.append(1 if begins or not wanted else wanted[-1] + 1)
    return wanted


@rule("PM513", "why-form", "I/W/W")
def why_form(case: Case) -> Iterator[Found]:
    """Every question of the whys begins with Why, and every one has an answer.

    The words are the template's; a template that names none leaves the questions alone.
    """
    opening = _opening(case.template.words.why)
    if case.document.whys_table is None or not answers_of(case) or is_unfinished(case):
        return
    for index, why in enumerate(case.document.whys, 1):
        asks = why.question is not None and not is_blank(case, why.question)
        if is_blank(case, why.answer):
            if not _is_short(case) and not _ends_row(why.answer):
                said = "has no answer" if asks else "is empty"
                yield Found(why.answer, f"Why {index} {said}", "answer it, or delete the row")
        elif why.question is None:
            continue
        elif not asks:
            yield Found(why.question, f"Answer {index} has no question", "write the question that it answers")
        elif opening and not _opens(why.question.text, opening):
            yield Found(
                why.question,
                f"Question {index} does not start with `{case.template.words.why[0]}`",
                "ask why the answer before it was so",
            )


def _ends_row(answer: Text) -> bool:
    """Say whether an answer is empty because its row is too short for one: PM212 says so."""
    return answer.source.text[answer.end : answer.end + 1] in ("", "\n")


@lru_cache(maxsize=16)
def _opening(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(plain, words))


def _opens(question: str, opening: frozenset[str]) -> bool:
    words = words_of(question)[: _OPENING + 1]
    if words and words[0] in opening:
        return True
    text = f" {' '.join(words)} "
    return any(f" {phrase} " in text for phrase in opening)


@rule("PM517", "speculation", "I/W/W")
def speculation(case: Case) -> Iterator[Found]:
    """The answers of the whys are facts; a guess says that it is one: `(hypothesis)`.

    The words that mark a guess (`probably`, `might have`) are the template's.
    """
    words = case.template.words
    if not words.speculation:
        return
    for answer in answers_of(case):
        text = answer.why.answer.text
        low = text.lower()
        if not any(phrase in low for phrase in words.speculation):
            continue
        found = _finder(words.speculation).search(text)
        if found is None or (words.hypothesis and _finder(words.hypothesis).search(text)):
            continue
        at = answer.why.answer.part(*found.span())
        mark = f"; mark it `({words.hypothesis[0]})`" if words.hypothesis else ""
        yield Found(
            at,
            f"{quote(at)} in answer {answer.number}: the template asks for facts{mark}",
            "write what is known, and what shows it",
        )


@lru_cache(maxsize=16)
def _finder(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return the expression that finds any of some phrases as whole words."""
    either = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
