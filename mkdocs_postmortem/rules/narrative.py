"""PM502: the template's questions about what happened."""

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
)
from mkdocs_postmortem.document.model import Section
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import quote
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
    for unit in unanswered(case):
        yield Found(
            unit.text,
            f"{quote(unit.question or '')} has no answer",
            "answer it, or delete the question and tell the story in prose",
        )


def unanswered(case: Case) -> list[_Unit]:
    """Return the template's questions that stand in the narrative without an answer."""
    return case.once("unanswered", lambda: list(_unanswered(case)))


def _unanswered(case: Case) -> Iterator[_Unit]:
    section = case.section("narrative")
    if section is None or holds_placeholder(case, section):
        return
    questions = {plain(question): question for question in case.template.questions}
    units = list(_units(section.blocks, questions))
    for index, unit in enumerate(units):
        if unit.question is not None and not _is_answered(units, index, questions):
            yield unit


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


def _asks(unit: _Unit, questions: dict[str, str]) -> bool:
    """Say whether a line begins with a question, and goes on with its answer."""
    begin = plain(unit.text.text[:_MAX_QUESTION])
    return any(begin.startswith(question) for question in questions)


def _is_answered(units: list[_Unit], index: int, questions: dict[str, str]) -> bool:
    unit = units[index]
    alone = True  # nothing but the question itself stands above what follows
    for following in units[index + 1 : index + 1 + LOOK_AHEAD]:
        if following.kind == "heading":
            return False
        if unit.kind != "item" or following.kind == "text":
            return following.question is None and not _asks(following, questions)
        if following.kind == "more" or following.depth > unit.depth:
            return alone
        if following.question is None:
            return False
        alone = False
    return False


def holds_placeholder(case: Case, section: Section) -> bool:
    """Say whether a section is still the template's: PM102 says so, and nobody else."""
    if not section.blocks or not case.document.placeholders:
        return False
    start = section.heading.text.end
    end = max((block.text.end for block in section.blocks if not isinstance(block, Reference)), default=start)
    return any(start <= hole.start < end for hole in case.document.placeholders)
