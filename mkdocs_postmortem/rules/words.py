"""How findings speak: quoting, lists of allowed values, "did you mean"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.template import Vocabulary, plain

MAX_QUOTE = 60
# How many slips of the pen a name of so many letters may have and still be meant.
_SLIPS = ((14, 3), (8, 2), (0, 1))
_NOTE = re.compile(r"[ \t]*\([^()]*\)$")


def quote(value: Text | str) -> str:
    """Return a value in backticks, on one line, cut where it is long."""
    text = " ".join(str(value).split())
    if len(text) > MAX_QUOTE:
        text = text[: MAX_QUOTE - 1].rstrip() + "…"
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def quote_name(value: Text) -> str:
    """Return the name of a row or column in backticks, without the emphasis around it."""
    return quote(value.text.strip("*_ "))


def listing(values: Iterable[str]) -> str:
    """Return names as `a, b, c`."""
    return ", ".join(values)


def near(text: str, names: Iterable[str], cutoff: float = 0.75) -> str | None:
    """Return the one name that a text probably means, or None.

    Compared without case and punctuation; `difflib` offers nothing for `Sev2` among `P1`..`P4`.
    """
    import difflib  # only a document with a mistake needs it

    by_plain = {plain(name): name for name in names}
    found = difflib.get_close_matches(plain(text), list(by_plain), 1, cutoff)
    return by_plain[found[0]] if found else None


def near_term(text: str, vocabulary: Vocabulary) -> str | None:
    """Return the value of a vocabulary that a text probably means, aliases included, or None.

    Another number is another value: `SEV9` is no misspelt `SEV4`.
    """
    digits = _digits(text)
    spellings = {
        spelling: term.name
        for term in vocabulary.terms
        for spelling in (term.name, *term.aliases)
        if not digits or digits == _digits(spelling)
    }
    first = near(text, spellings)
    return spellings[first] if first else None


def without_note(value: Text) -> Text:
    """Return a value without the note in parentheses that follows it: what may be misspelt."""
    note = _NOTE.search(value.text)
    return value.part(0, note.start()) if note is not None and note.start() else value


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def misspelt(text: str, names: Iterable[str], slips: int = 3) -> str | None:
    """Return the name that a text misspells, or None.

    One slip of the pen is allowed (a letter too many, too few, wrong, or swapped with the next), up
    to `slips` in a long name. That is stricter than `near`: `Servers` is not `Services` misspelt.
    """
    written = plain(text).replace(" ", "")
    best: tuple[int, str] | None = None
    for name in names:
        right = plain(name).replace(" ", "")
        limit = min(slips, next(number for length, number in _SLIPS if len(right) >= length))
        if abs(len(written) - len(right)) > limit:
            continue
        distance = _slips(written, right)
        if distance <= limit and (best is None or distance < best[0]):
            best = (distance, name)
    return best[1] if best is not None else None


def _slips(a: str, b: str) -> int:
    """Return how many letters were added, lost, changed or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, char in enumerate(a, 1):
        last, before, row = before, row, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != other))
            if i > 1 and j > 1 and char == b[j - 2] and a[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def did_you_mean(name: object | None) -> str:
    """Return the end of a message that proposes a name, or nothing."""
    return f"; did you mean `{name}`?" if name else ""


def minutes(value: float) -> str:
    """Return minutes as a message says them: `95 min`, `2 h 50 min`, `1 day 3 h`."""
    total = round(value)
    if total < 120:
        return f"{total} min"
    days, rest = divmod(total, 1440)
    hours, mins = divmod(rest, 60)
    parts = [
        f"{days} day{'s' if days > 1 else ''}" if days else "",
        f"{hours} h" if hours else "",
        f"{mins} min" if mins else "",
    ]
    return " ".join(part for part in parts if part)


def count(number: int, noun: str) -> str:
    """Return `1 row`, `2 rows`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@cache  # a set of so many characters takes longer to compile than most modules to import
def _without_blanks() -> re.Pattern[str]:
    """Return what a character is of a script that puts no blanks between words."""
    return re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def word_count(text: str) -> int:
    """Return how many words a text has; in scripts without blanks, two characters are one."""
    apart = text if text.isascii() else _without_blanks().sub(" ", text)
    single = 0 if apart == text else len(_without_blanks().findall(text))
    words = [word for word in apart.split() if word.isalnum() or any(map(str.isalnum, word))]
    return len(words) + (single + 1) // 2
