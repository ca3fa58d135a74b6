"""PM5xx: what happened, root cause, the five whys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_postmortem.document.blocks import (
    Block,
    Divider,
    Heading,
    Html,
    ListItem,
    Paragraph,
    Reference,
    Table,
)
from mkdocs_postmortem.document.model import Section
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.columns import unread_table
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.structure import glued_table, says_nothing
from mkdocs_postmortem.rules.values import choice_problem
from mkdocs_postmortem.rules.words import listing, near_term, quote
from mkdocs_postmortem.template import plain

# No question of a template is longer.
_MAX_QUESTION = 160
# How many lines below a question may be other questions before their common answer.
LOOK_AHEAD = 50


class _Unit(NamedTuple):
    """A line of a section: `item` of a list, `more` of that item, `text`, or `heading`."""

    kind: str
    text: Text
    depth: int
    question: str | None


@rule("PM502", "question-unanswered", "I/E/E")
def question_unanswered(case: Case) -> Iterator[Found]:
    """The template's questions under What Happened are answered, or deleted in favour of prose.

    An answer stands behind the question or below it. A paragraph below a list of the questions
    answers them all; prose above them is the narrative, and answers none.
    """
    section = case.section("narrative")
    if section is None or _holds_placeholder(case, section):
        return
    questions = {plain(question): question for question in case.template.questions}
    units = list(_units(section.blocks, questions))
    for index, unit in enumerate(units):
        if unit.question is not None and not _is_answered(units, index):
            yield Found(
                unit.text,
                f"{quote(unit.question)} has no answer",
                "answer it, or delete the question and tell the story in prose",
            )


def _units(blocks: tuple[Block, ...], questions: dict[str, str]) -> Iterator[_Unit]:
    depth = 0
    for block in blocks:
        if isinstance(block, Heading):
            yield _unit("heading", block.text, 0, questions)
        elif isinstance(block, ListItem):
            depth = block.depth
            for number, line in enumerate(block.lines):
                yield _unit("more" if number else "item", line, depth, questions)
        elif isinstance(block, Paragraph):
            # A list right below a line of text is text to MkDocs, and a list to its author.
            kind = "more" if block.container == "li" else "text"
            for line in block.lines:
                if line.text.startswith(("- ", "* ", "+ ")):
                    kind = "more"
                    yield _unit("item", line.part(2, len(line.text)), 1, questions)
                else:
                    yield _unit(kind, line, depth, questions)
        elif not isinstance(block, Reference | Divider | Html):
            yield _Unit("more" if block.container == "li" else "text", block.text, depth, None)


def _unit(kind: str, text: Text, depth: int, questions: dict[str, str]) -> _Unit:
    question = questions.get(plain(text.text)) if text.end - text.start <= _MAX_QUESTION else None
    return _Unit(kind, text, depth, question)


def _is_answered(units: list[_Unit], index: int) -> bool:
    unit = units[index]
    alone = True  # nothing but the question itself stands above what follows
    for following in units[index + 1 : index + 1 + LOOK_AHEAD]:
        if following.kind == "heading":
            return False
        if unit.kind != "item" or following.kind == "text":
            return following.question is None
        if following.kind == "more" or following.depth > unit.depth:
            return alone
        if following.question is None:
            return False
        alone = False
    return False


def _holds_placeholder(case: Case, section: Section) -> bool:
    """Say whether a section is still the template's: PM102 says so, and nobody else."""
    if not section.blocks or not case.document.placeholders:
        return False
    start = section.heading.text.end
    end = max((block.text.end for block in section.blocks if not isinstance(block, Reference)), default=start)
    return any(start <= hole.start < end for hole in case.document.placeholders)


@rule("PM504", "category-missing", "I/E/E")
def category_missing(case: Case) -> Iterator[Found]:
    """The root cause category is stated: `**Root cause category:** Capacity`."""
    document = case.document
    if document.category is not None and document.category.text:
        return
    if case.template.category_required == "never":
        return
    label = case.template.category_label.name
    allowed = case.template.vocabularies["category"].labels
    if document.category_label is not None:
        yield Found(document.category_label, f"{label} is empty", f"write one of {listing(allowed)}")
        return
    # Without the section it stands in, that section is what is missing (PM201).
    section = case.section("whys")
    whys = next((each for each in case.template.sections if each.key == "whys"), None)
    if section is None and (whys is None or whys.required == "never"):
        section = case.section("root_cause")
    if section is not None and not says_nothing(section) and not _stands_in_table(case, label):
        yield Found(
            section.heading.text,
            f"{label} is missing",
            f"add `**{label}:** {allowed[0]}` below {quote(f'## {section.heading.text}')}",
        )


def _stands_in_table(case: Case, label: str) -> bool:
    """Say whether a table has a row or column of that name: then it is there, if in another place."""
    return any(
        plain(cell.text) == plain(label)
        for block in case.document.blocks
        if isinstance(block, Table)
        for cell in (*block.header.cells, *(row.cells[0] for row in block.rows if row.cells))
    )


@rule("PM505", "category-unknown", "W/E/E")
def category_unknown(case: Case) -> Iterator[Found]:
    """The root cause category is one of the vocabulary, or an alias. More than one is a warning."""
    choice = case.document.category
    found = choice_problem(choice, case, "category", case.template.category_label.name)
    if found is None or choice is None or _means_another(case):
        return
    if choice.listed > 1:
        yield Found(
            found.at, found.message, "name the one that explains most; put others in tags", None, "warning"
        )
        return
    vocabulary = case.template.vocabularies["category"]
    guess = near_term(choice.text.text, vocabulary)
    hint = f"; did you mean `{guess}`?" if guess else f" of {listing(vocabulary.labels)}"
    yield Found(found.at, f"Category {quote(choice.text)} is not in the list{hint}", found.help)


def _means_another(case: Case) -> bool:
    """Say whether a `Category` may be one of anything, where nobody asks for the root cause's."""
    label, wanted = case.document.category_label, case.template.category_label.name
    return (
        case.template.category_required == "never"
        and label is not None
        and plain(label.text) != plain(wanted)
    )


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
