"""The people that a cell names: `Dana Example, Robin Example`, `@dana / @robin`, `Dana (backup: Sam)`."""

from __future__ import annotations

import re
from functools import lru_cache

from mkdocs_postmortem.document.source import Text

# What parts names; a slash only where it stands apart: `@org/team` and `CI/CD` are one.
_PART = re.compile(r"[,;]|<br ?/?>|[ \t]+(?:and|&|\+)[ \t]+|(?<!\w)/|/(?=[ \t@])")
# Notes and the targets of links name nobody else.
_ASIDE = re.compile(r"\([^()\n]*\)")
_MARKS = " \t*_`~[]."
# A longer value is not kept in the cache: nobody repeats it.
_MAX_VALUE = 200


def people(text: Text) -> tuple[Text, ...]:
    """Return the names in a value, each without its marks; notes in parentheses belong to no name."""
    return tuple([text.part(start, end) for start, end in _known_places(text.text)])


def names_of(value: str) -> list[str]:
    """Return the same names as strings."""
    return [value[start:end] for start, end in _known_places(value)]


def _known_places(value: str) -> tuple[tuple[int, int], ...]:
    return _cached(value) if len(value) <= _MAX_VALUE else _places(value)


def _places(value: str) -> tuple[tuple[int, int], ...]:
    """Return where each name in a value begins and ends."""
    if "(" in value:
        value = _ASIDE.sub(lambda found: " " * len(found.group()), value)
    found: list[tuple[int, int]] = []
    start = 0
    ends = [(part.start(), part.end()) for part in _PART.finditer(value)]
    for end, following in (*ends, (len(value), len(value))):
        name = value[start:end]
        bare = name.strip(_MARKS)
        if bare:
            begin = start + name.index(bare)
            found.append((begin, begin + len(bare)))
        start = following
    return tuple(found)


# The same few people stand in every document of an archive.
_cached = lru_cache(maxsize=2048)(_places)
