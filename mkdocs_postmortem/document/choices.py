"""Reading a value of a vocabulary: a token and a note, as in `P2 (latent)` or `✅ Done (2025-04-02)`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mkdocs_postmortem.document.model import Choice
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.document.words import words_of
from mkdocs_postmortem.template import Term, Vocabulary

_SEPARATOR = re.compile(r"[/|,;]|\bor\b")
_AND = re.compile(r"\s(?:and|&)\s")
_WORD = re.compile(r"[^\W_]+")
_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")
_STRUCK = re.compile(r"~~[^~\n]+~~")
_MARKS = " \t*_`"
_NOTE_START = " \t\n([,;:·–—.*_`-"
# A note may also go on from the token as a sentence does: `Done in #123`, `Blocked by the vendor`.
_NOTE_WORDS = frozenset(
    (
        "in",
        "by",
        "on",
        "via",
        "since",
        "as",
        "with",
        "at",
        "until",
        "per",
        "for",
        "from",
        "but",
        "and",
        "see",
        "because",
    )
)
# The token stands within so many characters, or there is none.
_HEAD = 200


class _Read(NamedTuple):
    """What a value's text says: its term's name, the note, and where the token stands in it."""

    name: str | None
    note: str | None
    exact: bool
    listed: int
    start: int
    end: int


def read_choice(value: Text, vocabulary: Vocabulary, string: str | None = None) -> Choice:
    """Return the choice that a value makes. `string` is its text where it differs (YAML escapes)."""
    text = value.text if string is None else string
    read = _cached(text, vocabulary) if len(text) <= _HEAD else _read(text, vocabulary)
    if read.note is not None and string is None:
        value = Text(value.source, value.start + read.start, value.start + read.end)
    return Choice(read.name, value, read.note or None, read.exact, read.listed)


def _read(text: str, vocabulary: Vocabulary) -> _Read:
    if "~~" in text:
        kept = _STRUCK.sub(lambda found: " " * len(found.group()), text)
        if kept.strip(_MARKS):
            return _without_struck(kept, vocabulary)
    return _read_kept(text, vocabulary)


def _without_struck(kept: str, vocabulary: Vocabulary) -> _Read:
    """Return what a text says in which blanks stand for what was struck out: `~~TODO~~ Done`."""
    read = _read_kept(kept, vocabulary)
    if read.name is None or read.note is not None:
        return read
    start = len(kept) - len(kept.lstrip(_MARKS))
    return read._replace(note="", start=start, end=len(kept.rstrip(_MARKS)))


def _read_kept(text: str, vocabulary: Vocabulary) -> _Read:
    head = text[:_HEAD]
    if len(head) == len(text) and (whole := vocabulary.find(text)) is not None:
        return _Read(whole.name, None, text.strip(" *_`") == whole.name, 1, 0, len(text))
    listed = _listed(head, vocabulary)
    if listed > 1:
        return _Read(None, None, False, listed, 0, len(text))
    leading = vocabulary.leading(head)
    if leading is not None:
        term, count = leading
        start, end = _token(head, count)
        rest = text[end:]
        # `P2 Medium`: a code is a word of its own, whatever follows.
        is_code = any(map(str.isdigit, text[start:end])) and any(map(str.isalpha, text[start:end]))
        if not rest or is_code or _opens_note(rest, term, vocabulary):
            note = rest.lstrip(_NOTE_START).rstrip(")] ").strip()
            return _Read(term.name, note, text[start:end] == term.name, 1, start, end)
    elif (marked := vocabulary.leading_mark(head)) is not None:
        term, start, end = marked
        if vocabulary.leading(head[end:]) is not None:  # `[x] Done`, whose `x` is no word of its own
            read = _read_kept(text[end:], vocabulary)
            exact = read.exact and read.note is not None  # else the mark belongs to the token
            return read._replace(exact=exact, start=end + read.start, end=end + read.end)
        rest = text[end:].strip(" *_`")
        if not rest or _opens_note(text[end:], term, vocabulary):
            note = rest.lstrip(_NOTE_START).rstrip(")] ").strip() if rest else ""
            return _Read(term.name, note if rest else None, False, 1, start, end)
    return _Read(None, None, False, 0, 0, len(text))


# The same few values stand in every document of an archive.
_cached = lru_cache(maxsize=2048)(_read)


def _listed(text: str, vocabulary: Vocabulary) -> int:
    """Return how many different terms a text lists, parted by slash, bar, comma, `or` or `and`."""
    if _SEPARATOR.search(text) is None:
        both = [vocabulary.find(part) for part in _AND.split(text.strip(" *_`{}"))]
        names = {term.name for term in both if term is not None}
        return len(names) if len(both) > 1 and None not in both else 1
    parts = _SEPARATOR.split(text.strip(" *_`{}"))
    terms = {term.name for part in parts if part and (term := vocabulary.find(part))}
    return len(terms) if len(terms) > 1 else 1


def _token(text: str, count: int) -> tuple[int, int]:
    """Return where the first `count` words of a text begin and end; emoji shortcodes are no words."""
    codes = [found.span() for found in _SHORTCODE.finditer(text)] if ":" in text else []
    start = -1
    end = len(text)
    for found in _WORD.finditer(text):
        if any(low <= found.start() < high for low, high in codes):
            continue
        start = found.start() if start < 0 else start
        count -= 1
        if not count:
            end = found.end()
            break
    return max(start, 0), end


def _opens_note(rest: str, term: Term, vocabulary: Vocabulary) -> bool:
    """Say whether what follows a token is clearly a note: set off by a mark, not just more words.

    `P2 (latent)`, `Done - merged`, `High · potential` and `Done in #12` are; `Done 2025-04-02` is, by
    its digit. `Open heart` is a different word than `Open`, so it is not.
    """
    bare = rest.lstrip(" ")
    if not bare or not bare[0].isalpha():
        return True
    words = words_of(bare[:40])
    # `Done but open` contradicts itself, `Done and merged` does not: a second term is no note.
    others = [vocabulary.find(word) for word in words[1:4]]
    return bool(words) and words[0] in _NOTE_WORDS and all(other in (None, term) for other in others)
