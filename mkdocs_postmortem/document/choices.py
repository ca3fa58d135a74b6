"""Reading a value of a vocabulary: a token and a note, as in `P2 (latent)` or `✅ Done (2025-04-02)`."""

from __future__ import annotations

import re

from mkdocs_postmortem.document.model import Choice
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.template import Vocabulary, plain

_SEPARATOR = re.compile(r"\s*(?:/|\||,|;|\bor\b)\s*")
_WORD = re.compile(r"[^\W_]+")
_NOTE_START = re.compile(r"^[\s(\[,;:·–—.*_`-]+")


def read_choice(value: Text, vocabulary: Vocabulary, string: str | None = None) -> Choice:
    """Return the choice that a value makes. `string` is its text where it differs (YAML escapes)."""
    text = value.text if string is None else string
    whole = vocabulary.find(text)
    if whole is not None:
        return Choice(whole.name, value, None, _bare(text) == whole.name)
    listed = _listed(text, vocabulary)
    if listed > 1:
        return Choice(None, value, None, False, listed)
    leading = vocabulary.leading(text)
    if leading is None:
        return Choice(None, value, None, False, 0)
    term, count = leading
    token_end = _end_of_words(text, count)
    rest = text[token_end:]
    if rest and not _opens_note(rest):
        return Choice(None, value, None, False, 0)
    note = _NOTE_START.sub("", rest).rstrip(")] ").strip()
    if string is None:
        value = value.source.piece(value.start + _start_of_words(text), value.start + token_end)
    return Choice(term.name, value, note or None, _bare(value.text) == term.name)


def _bare(text: str) -> str:
    return text.strip(" *_`")


def _listed(text: str, vocabulary: Vocabulary) -> int:
    """Return how many different terms a text lists, parted by slash, bar, comma or `or`."""
    parts = [part for part in _SEPARATOR.split(text.strip(" *_`{}")) if part]
    if len(parts) < 2:
        return len(parts)
    terms = {term.name for part in parts if (term := vocabulary.find(part))}
    return len(terms) if len(terms) > 1 else 1


def _start_of_words(text: str) -> int:
    found = _WORD.search(text)
    return found.start() if found else 0


def _end_of_words(text: str, count: int) -> int:
    """Return where the first `count` words of a text end; emoji shortcodes are no words."""
    seen = 0
    end = len(text)
    for found in _WORD.finditer(text):
        if plain(text[: found.end()]) == "":
            continue
        seen += 1
        end = found.end()
        if seen == count:
            return end
    return end


def _opens_note(rest: str) -> bool:
    """Say whether what follows a token is clearly a note: set off by a mark, not just more words.

    `P2 (latent)`, `Done - merged`, `High · potential` are; `Done 2025-04-02` is, by its digit.
    `Open heart` is a different word than `Open`, so it is not.
    """
    bare = rest.lstrip(" ")
    return not bare or not bare[0].isalpha()
