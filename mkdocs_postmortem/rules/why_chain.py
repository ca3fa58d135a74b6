"""PM514 to PM516: how the answers of the five whys follow from each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mkdocs_postmortem.document.parts import paragraphs_and_items
from mkdocs_postmortem.document.words import words_of
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.structure import says_nothing
from mkdocs_postmortem.rules.values import is_blank
from mkdocs_postmortem.rules.whys import MIN_WHYS, Answer, answers_of, is_unfinished
from mkdocs_postmortem.rules.words import quote

# Answers this alike are one; shorter ones may be alike by chance.
MIN_RATIO = 0.92
MIN_WORDS = 3
# Two words of one stem begin alike in so many letters.
_STEM = 5


@rule("PM514", "why-repeats", "W/W/W")
def why_repeats(case: Case) -> Iterator[Found]:
    """No answer of the whys repeats an earlier one, word for word or nearly."""
    seen: list[tuple[Answer, list[str], frozenset[str]]] = []
    for answer in answers_of(case):
        words = words_of(answer.why.answer.text)
        if len(words) < MIN_WORDS:
            continue
        distinct = frozenset(words)
        for earlier, its_words, its_distinct in seen:
            in_common = len(distinct & its_distinct)
            alike = in_common >= 0.7 * max(len(distinct), len(its_distinct))
            if alike and _are_alike(words, its_words):
                yield Found(
                    answer.why.answer,
                    f"Answer {answer.number} repeats answer {earlier.number}",
                    "ask one step further, or delete the row",
                    (earlier.why.answer, "the same answer"),
                )
                break
        else:
            seen.append((answer, words, distinct))


def _are_alike(one: list[str], other: list[str]) -> bool:
    if one == other:
        return True
    import difflib  # few answers have so many words in common

    return difflib.SequenceMatcher(None, " ".join(one), " ".join(other)).ratio() >= MIN_RATIO


@rule("PM515", "why-chain", "-/I/I", preview=True)
def why_chain(case: Case) -> Iterator[Found]:
    """Every question of the whys takes up a word of the answer before it.

    Words count by their beginning, and common ones (the template's data lists them) not at all. Only
    the table with questions is looked at.

    False positives: one good chain in three words a question freely ("Why did nobody notice?"); hence
    preview, and never more than information.
    """
    common = frozenset(case.template.words.common)
    if case.document.whys_table is None or not common:
        return
    answers = answers_of(case)
    for before, answer in pairwise(answers):
        question = answer.why.question
        if question is None or is_blank(case, question):
            continue
        asked, said = _stems(question.text, common), _stems(before.why.answer.text, common)
        if asked and said and asked.isdisjoint(said):
            yield Found(
                question,
                f"Question {answer.number} does not take up answer {before.number} "
                f"({quote(before.why.answer)})",
                "ask why that answer was so",
                (before.why.answer, "the answer before it"),
            )


def _stems(text: str, common: frozenset[str]) -> set[str]:
    return {word[:_STEM] for word in words_of(text) if len(word) > 2 and word not in common}


@rule("PM516", "last-why-vs-cause", "-/I/I", preview=True)
def last_why_vs_cause(case: Case) -> Iterator[Found]:
    """The last answer of the whys and the root cause speak of the same thing: they share a word.

    False positives: two tellings of one cause need not share a word; hence preview, and never more
    than information.
    """
    common = frozenset(case.template.words.common)
    cause = case.section("root_cause")
    answers = answers_of(case)
    if cause is None or not common or len(answers) < MIN_WHYS or says_nothing(cause) or is_unfinished(case):
        return
    lines = paragraphs_and_items(cause.blocks)
    told = set().union(*(_stems(line.text, common) for line in lines)) if lines else set()
    last = answers[-1].why.answer
    said = _stems(last.text, common)
    if told and said and told.isdisjoint(said):
        yield Found(
            last,
            f"The last answer and {quote(cause.heading.text)} have no word in common",
            "go on asking until you arrive at the root cause, or mend the root cause",
            (cause.heading.text, "the root cause"),
        )
