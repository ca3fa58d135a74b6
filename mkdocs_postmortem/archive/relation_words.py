"""The words for relations: which of them stand at the beginning of a cell, or before an incident's name.

A sentence is taken at its word only where it speaks of its own incident and of nothing else: nothing stands
before the words of the relation but those of some short lists of the template. So there is none in
*to prevent a recurrence of INC-2024-031*, *not a recurrence of*, *INC-2024-031 was a duplicate of*.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from mkdocs_postmortem.document.words import words_of
from mkdocs_postmortem.template import Template, plain

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MARKS = ' \t\n*_"“‘[('
# Words of a relation and of what may stand before and behind them: nobody writes more.
_MOST_WORDS, _MOST_CHARACTERS = 14, 200
# What may follow the words of a relation in a cell that says no more of it.
_CELL_GOES_ON = re.compile(r"[\s*_\"”’)\]]*(?:$|[:;,(–—·|]|\.(?!\w)|[ \t]-{1,2}[ \t])")
# Behind what a sentence, a line or a cell begins.
_BOUNDARY = re.compile(r"[.!?][*_\"”)]*\s|\n[ \t]*\n|(?: {2}|\\)\n|<br ?/?>|[|·•]")
_BEHIND_NAME = re.compile(r"[*_\"”’)\]]*")
_NOTHING_ELSE = re.compile(r"$|\.(?:\s|$)|[;:(–—|·]|[ \t]-{1,2}[ \t]|(?: {2}|\\)\n|\n\s*(?:\*\*|\n)")
_NEXT_WORD = re.compile(r"\s*(?P<word>[^\W_]+)")
_OWNED = re.compile(r"['’]s\b")


class Phrase(NamedTuple):
    """What some words say: a kind of relation; `turned` that it is the other which is of that kind.

    None for `turned` means that the words leave it open: it is the later of the two.
    """

    kind: str
    turned: bool | None


class RelationWords:
    """The words of one template's relations."""

    def __init__(self, template: Template) -> None:
        self._phrases: dict[tuple[str, ...], Phrase] = {}
        self._nouns: dict[tuple[str, ...], Phrase] = {}
        # The keys of front matter, as they are compared.
        self.keys: dict[str, Phrase] = {}
        for each in template.relations:
            own, other = Phrase(each.key, False), Phrase(each.key, True)
            self._put(self._phrases, (each.label, *each.aliases), own)
            self._put(self._nouns, each.nouns, Phrase(each.key, None))
            self.keys |= {plain(each.key): own, plain(each.label): own}
            if not each.mutual:
                self._put(self._phrases, (each.inverse, *each.inverse_aliases), other)
                self.keys.setdefault(plain(each.inverse), other)
        self._beginnings = frozenset(words[0] for words in (*self._phrases, *self._nouns))
        self._ends = frozenset(words[-1] for words in self._phrases)
        self._longest = max(map(len, (*self._phrases, *self._nouns)), default=0)
        words = template.words
        self._names_for_it = _single(words.incident)
        self._this = self._names_for_it | _single(words.this) | _single(words.being)
        self._articles = _single(words.articles)
        self._anything = frozenset(each.key for each in template.relations if each.anything)
        self._common = _single(words.common)
        self._joining = _single(words.joining)

    @staticmethod
    def _put(known: dict[tuple[str, ...], Phrase], spellings: Iterable[str], phrase: Phrase) -> None:
        for spelling in spellings:
            if words := tuple(words_of(spelling)):
                known.setdefault(words, phrase)

    def opening(self, cell: str, name: str | None = None) -> Phrase | None:
        """Return what a cell that speaks of another incident begins with, where it says just that of it.

        `name` is the other's ID, which may follow.
        """
        text = cell[:_MOST_CHARACTERS]
        start = len(text) - len(text.lstrip(_MARKS))
        first = _WORD.match(text, start)
        if first is None or first.group().casefold() not in self._beginnings:
            return None
        found = [each for _, each in zip(range(self._longest), _WORD.finditer(text, start), strict=False)]
        words = [each.group().casefold() for each in found]
        for count in range(len(words), 0, -1):
            key = tuple(words[:count])
            phrase = self._phrases.get(key) or self._nouns.get(key)
            if phrase is not None:
                return phrase if self._says_no_more(text, found[count - 1].end(), name) else None
        return None

    def _says_no_more(self, text: str, at: int, name: str | None) -> bool:
        """Say whether no word follows but those for the incident itself: `Recurrence of this incident`."""
        while not _CELL_GOES_ON.match(text, at):
            if name and text[at:].lstrip(_MARKS).casefold().startswith(name.casefold()):
                return True
            word = _NEXT_WORD.match(text, at)
            if word is None or word["word"].casefold() not in self._this | self._articles:
                return False
            at = word.end()
        return True

    def before(self, before: str, after: str, stands_alone: bool) -> Phrase | None:
        """Return what a text says of the incident whose name stands between `before` and `after`.

        Words without subject and verb (`Duplicate of INC-2024-031.`) count where they are all there is,
        and only if that `stands_alone`.
        """
        text = before[-_MOST_CHARACTERS:].rstrip(_MARKS)
        if not text:
            return None
        is_label = text[-1] in ":："
        if is_label:
            text = text[:-1].rstrip(_MARKS)
        elif text[-1] == "|":  # the cell beside it
            text = text[:-1].rstrip()
            is_label = True
        if not self._may_end(text):
            return None
        start = 0
        for found in _BOUNDARY.finditer(text):
            start = found.end()
        words = [each.casefold() for each in _WORD.findall(text, start)]
        if len(before) > _MOST_CHARACTERS and len(words) > _MOST_WORDS:
            return None
        return self._judge(words, after, is_label, stands_alone)

    def _may_end(self, text: str) -> bool:
        """Say whether a text may end in the words of a relation, which few do."""
        last = text[text.rfind(" ") + 1 :].rsplit("\n", 1)[-1].strip(string.punctuation).casefold()
        return last in self._ends or last in self._this or last in self._articles

    def _judge(self, words: list[str], after: str, is_label: bool, stands_alone: bool) -> Phrase | None:
        phrase = None
        while words:
            for count in range(min(self._longest, len(words)), 0, -1):
                if phrase := self._phrases.get(tuple(words[-count:])):
                    break
            # `recurrence of the incident INC-2024-031`
            if phrase or words[-1] not in self._this | self._articles:
                break
            words.pop()
        if phrase is None:
            return None
        first = words[:-count]
        if is_label:
            return phrase if not first else None
        rest = after[_BEHIND_NAME.match(after).end() :]  # type: ignore[union-attr]
        if _OWNED.match(after) or _is_asked(rest):
            return None
        subject = self._names_for_it if phrase.kind in self._anything else self._this
        if any(word in subject for word in first):
            known = self._this | self._articles
            return phrase if all(word in known for word in first) and self._goes_on(rest) else None
        alone = stands_alone and all(word in self._articles for word in first)
        return phrase if alone and _NOTHING_ELSE.match(rest) else None

    def _goes_on(self, rest: str) -> bool:
        """Say whether a name is all of what is spoken of, not the first word of it: `INC-2024-031 fix`."""
        word = _NEXT_WORD.match(rest)
        return word is None or word["word"].casefold() in self._common

    def joins(self, between: str) -> bool:
        """Say whether what stands between two names makes them one enumeration."""
        words = words_of(between)
        return not between.strip(" \t\n,;/&+*_[]") or (
            len(words) == 1 and words[0] in self._joining and "." not in between
        )


@lru_cache(maxsize=16)
def relation_words(template: Template) -> RelationWords:
    """Return the words of a template, made once."""
    return RelationWords(template)


def _single(entries: Iterable[str]) -> frozenset[str]:
    return frozenset(word for entry in entries for word in words_of(entry))


def _is_asked(rest: str) -> bool:
    end = re.search(r"[.!?](?=\s|$)|\n\s*\n", rest)
    return end is not None and end.group() == "?"
