"""Names and the other spellings that count as them: of sections and fields, and the words of vocabularies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_NOT_A_WORD = re.compile(r"[\W_]+")
# `[x]`, and what makes an emoji of a sign: `✔️`.
_BOX = re.compile(r"\[.\]")
_VARIANT = "\ufe0f"
_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return a name as it is compared: lower case, words apart by one blank, nothing else.

    Emoji, Markdown marks and punctuation go, so `**Due-Date**:` and `due date` are the same.
    """
    text = _SHORTCODE.sub(" ", text) if ":" in text else text
    return _NOT_A_WORD.sub(" ", text).strip().casefold()


@dataclass(frozen=True, slots=True)
class Name:
    """A name with the other spellings that count as it."""

    name: str
    aliases: tuple[str, ...] = ()


class Names:
    """A set of names to look things up in, by any spelling."""

    def __init__(self, names: tuple[Name, ...]) -> None:
        self.names = names
        self.by_plain: dict[str, str] = {}
        for entry in names:
            for spelling in (entry.name, *entry.aliases):
                self.by_plain.setdefault(_key(spelling), entry.name)

    def find(self, text: str) -> str | None:
        """Return the name that `text` is a spelling of, or None."""
        return self.by_plain.get(_key(text))

    @property
    def labels(self) -> tuple[str, ...]:
        """The names themselves, in the template's order."""
        return tuple(entry.name for entry in self.names)


def _key(text: str) -> str:
    # "#" is the only column name without a letter.
    return plain(text) or text.strip()


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a vocabulary. `open` and `dropped` say what an action status means, `high` a priority.

    `prevents` says of an action's category that the incident is not to happen again. `means` is the status
    (draft, reviewed, closed) that a document's status stands for.
    """

    name: str
    aliases: tuple[str, ...] = ()
    open: bool = False
    dropped: bool = False
    means: str | None = None
    high: bool = False
    prevents: bool = False


class Vocabulary:
    """An ordered list of allowed values, each with aliases.

    An alias without a word (`✅`, `:x:`, `[x]`) is a mark: it counts where no word says otherwise.
    """

    def __init__(self, key: str, terms: tuple[Term, ...]) -> None:
        self.key = key
        self.terms = terms
        self.labels = tuple(term.name for term in terms)
        self._terms = {term.name: term for term in terms}
        self._by_plain: dict[str, Term] = {}
        self._marks: dict[str, Term] = {}
        for term in terms:
            self._by_plain.setdefault(plain(term.name), term)
        for term in terms:
            for alias in term.aliases:
                if not is_mark(alias):
                    self._by_plain.setdefault(plain(alias), term)
                elif mark := alias.strip().rstrip(_VARIANT).casefold():
                    self._marks.setdefault(mark, term)
        self._longest = max((len(spelling.split()) for spelling in self._by_plain), default=0)

    def find(self, text: str) -> Term | None:
        """Return the term that `text` is a spelling of, or None."""
        return self._by_plain.get(plain(text))

    def term(self, name: str) -> Term:
        """Return the term of that name. Raises KeyError where there is none."""
        return self._terms[name]

    def rank(self, name: str | None) -> int:
        """Return the place of a value in the order, one behind the last for an unknown one."""
        return self.labels.index(name) if name in self.labels else len(self.labels)

    def leading(self, text: str) -> tuple[Term, int] | None:
        """Return the term that the first words of `text` spell, and how many words, or None."""
        words = plain(text).split()
        for count in range(min(self._longest, len(words)), 0, -1):
            term = self._by_plain.get(" ".join(words[:count]))
            if term is not None:
                return term, count
        return None

    def leading_mark(self, text: str) -> tuple[Term, int, int] | None:
        """Return the term whose mark `text` begins with, and where the mark begins and ends, or None."""
        start = len(text) - len(text.lstrip(" *_`"))
        lower = text.casefold() if self._marks else ""
        for mark, term in self._marks.items():
            end = start + len(mark)
            # `[x](page.md)` is a link.
            if lower.startswith(mark, start) and not (mark[-1] == "]" and text.startswith(("(", "["), end)):
                return term, start, end + text.startswith(_VARIANT, end)
        return None


def is_mark(alias: str) -> bool:
    """Say whether an alias of a vocabulary is a mark rather than a word."""
    return not plain(_BOX.sub(" ", alias))
