"""PM5xx: what happened, root cause, the five whys."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.document.blocks import Heading, ListItem, Paragraph, Reference
from mkdocs_postmortem.document.model import Section
from mkdocs_postmortem.document.sections import is_empty
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.metadata import choice_problem
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import listing, quote
from mkdocs_postmortem.template import plain


@rule("PM502", "question-unanswered", "I/E/E")
def question_unanswered(case: Case) -> Iterator[Found]:
    """The template's questions under What Happened are answered, or deleted in favour of prose.

    An answer stands behind the question or below it.
    """
    section = case.section("narrative")
    if section is None or _holds_placeholder(case, section):
        return
    questions = {plain(question): question for question in case.template.questions}
    blocks = section.blocks
    for number, block in enumerate(blocks):
        if not isinstance(block, Paragraph | ListItem | Heading):
            continue
        lines: tuple[Text, ...] = block.lines if not isinstance(block, Heading) else (block.text,)
        for index, line in enumerate(lines):
            if plain(line.text) not in questions:
                continue
            last = index == len(lines) - 1
            answered = (
                not last and plain(lines[index + 1].text) not in questions and not _is_item(lines[index + 1])
            ) or (last and _is_answered_below(blocks, number))
            if not answered:
                yield Found(
                    line,
                    f"{quote(questions[plain(line.text)])} has no answer",
                    "answer it, or delete the question and tell the story in prose",
                )


def _holds_placeholder(case: Case, section: Section) -> bool:
    """Say whether a section is still the template's: PM102 says so, and nobody else."""
    if not section.blocks:
        return False
    start = section.heading.text.end
    end = max((block.text.end for block in section.blocks if not isinstance(block, Reference)), default=start)
    return any(start <= hole.start < end for hole in case.document.placeholders)


def _is_item(line: Text) -> bool:
    return line.text.startswith(("- ", "* ", "+ "))


def _is_answered_below(blocks: tuple[object, ...], number: int) -> bool:
    """Say whether what follows a question answers it: a nested item, or a block that is no list item."""
    if number + 1 >= len(blocks):
        return False
    block, following = blocks[number], blocks[number + 1]
    if isinstance(following, Heading):
        return False
    if isinstance(block, ListItem):
        if isinstance(following, ListItem):
            return following.depth > block.depth
        return getattr(following, "container", "") == "li"
    return True


@rule("PM504", "category-missing", "I/E/E")
def category_missing(case: Case) -> Iterator[Found]:
    """The root cause category is stated: `**Root cause category:** Capacity`."""
    document = case.document
    if document.category is not None and document.category.text:
        return
    label = case.template.category_label.name
    example = case.template.vocabularies["category"].labels[0]
    if document.category_label is not None:
        yield Found(
            document.category_label,
            f"{label} is empty",
            f"write one of {listing(case.template.vocabularies['category'].labels)}",
        )
        return
    section = case.section("whys") or case.section("root_cause")
    if section is not None:
        yield Found(
            section.heading.text,
            f"{label} is missing",
            f"add `**{label}:** {example}` below `## {section.heading.text}`",
        )


@rule("PM505", "category-unknown", "W/E/E")
def category_unknown(case: Case) -> Iterator[Found]:
    """The root cause category is one of the vocabulary, or an alias."""
    choice = case.document.category
    if choice is None:
        return
    found = choice_problem(choice, case, "category", case.template.category_label.name)
    if found is None:
        return
    if choice.listed <= 1:
        words = found.message.split(" is not one of ", 1)
        guess = words[1].split("; did you mean", 1)[1:] if len(words) == 2 else []
        hint = (
            f"; did you mean{guess[0]}"
            if guess
            else f" of {listing(case.template.vocabularies['category'].labels)}"
        )
        found = Found(choice.text, f"Category {quote(choice.text)} is not in the list{hint}", found.help)
    yield found


@rule("PM510", "whys-missing", "I/E/E")
def whys_missing(case: Case) -> Iterator[Found]:
    """The five whys have rows with an answer, in the template's table or a list."""
    section = case.section("whys")
    if section is None or is_empty(section):
        return
    if any(
        why.answer or (why.question is not None and case.document.unfilled(why.question))
        for why in case.document.whys
    ):
        return
    yield Found(
        section.heading.text,
        f"{section.heading.text} has no rows",
        "add a table `| # | Question | Answer |` with one why per row",
    )
