"""PM621, PM622: what action items say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mkdocs_postmortem.document.model import ActionItem
from mkdocs_postmortem.rules.actions import name_of, written
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import quote
from mkdocs_postmortem.template import Words, plain

# A word such as `improve` says too little with no more than so many behind it.
_FEW_WORDS = 2
# In a longer list not every two items are compared by their words.
_MANY = 60
# Words up to this length may differ between two items that say the same.
_SHORT = 3


@rule("PM621", "vague-action", "I/I/I", preview=True)
def vague_action(case: Case) -> Iterator[Found]:
    """An action can be verified: it names a change, and not a good intention.

    Reported is an action that begins with one of the template's words for intentions (`be more careful`,
    `remind`, `pay attention`), or that is one of its vague verbs with hardly anything behind it (`improve
    monitoring`). The words are English unless a site's template has others. In preview, as all rules on
    language; switch it on with `preview: true`. `Look into`, `investigate` and `try to` are not among
    them: in 401 public actions all twelve that began so could be done and shown.

    False positives: `Remind` may name what a bot will do.
    """
    pattern = _vague(case.template.words)
    if pattern is None:
        return
    for item in written(case):
        if not item.dropped and pattern.match(plain(item.task.text[:200])):
            yield Found(
                item.task,
                f"{quote(item.task)} can't be verified",
                "name a change, and where it can be seen: a test, an alert, a page of the runbook",
            )


@lru_cache(maxsize=16)
def _vague(words: Words) -> re.Pattern[str] | None:
    long = [re.escape(plain(each)) for each in words.vague]
    bare = [re.escape(plain(each)) for each in words.bare]
    parts = []
    if long:
        parts.append(rf"(?:{'|'.join(long)})\b")
    if bare:
        parts.append(rf"(?:{'|'.join(bare)})(?: \w+){{0,{_FEW_WORDS}}}$")
    return re.compile("|".join(parts)) if parts else None


@rule("PM622", "same-action", "I/W/W")
def same_action(case: Case) -> Iterator[Found]:
    """No two items say the same. Compared are the words: case, marks and small words do not matter."""
    seen: dict[str, ActionItem] = {}
    others: list[tuple[ActionItem, frozenset[str]]] = []
    items = written(case)
    for item in items:
        if item.dropped:
            continue
        text = plain(item.task.text)
        first = seen.setdefault(text, item)
        if first is item and len(items) <= _MANY:
            words = frozenset(text.split())
            first = next((other for other, theirs in others if _are_same(words, theirs)), item)
            others.append((item, words))
        if first is not item:
            one, two = (name_of(case, each).removeprefix("Item ") for each in (first, item))
            yield Found(
                item.task,
                f"Items {one} and {two} say the same",
                "make one item of the two, or say in what they differ",
                (first.task, "says the same"),
            )


def _are_same(words: frozenset[str], others: frozenset[str]) -> bool:
    """Say whether two texts have all words in common but small ones and other forms of a word."""
    if abs(len(words) - len(others)) > _SHORT or len(words) <= _SHORT:
        return False
    mine, theirs = words - others, others - words
    if len(mine) + len(theirs) > _SHORT * 2:
        return False
    mine, theirs = _long(mine), _long(theirs)
    if not mine and not theirs:
        return True
    # `alert on empty batches` and `alerts on empty batches`
    return {word.removesuffix("s") for word in mine} == {word.removesuffix("s") for word in theirs}


def _long(words: frozenset[str]) -> frozenset[str]:
    """Return the words that tell two texts apart: numbers always do."""
    return frozenset(word for word in words if len(word) > _SHORT or any(char.isdigit() for char in word))
