"""What a file's name says of an incident: `PM2021-005 - Title.md`, `2025-03-14-orders-mart.md`."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from mkdocs_postmortem.document.dates import calendar_day

_ENDINGS = re.compile(
    r"(?:\.(?:md|markdown|mdown|mkdn?|mdx|qmd|rmd|txt|html?|erb|j2|jinja2?|liquid|njk|tmpl))+$", re.IGNORECASE
)
_ID = re.compile(r"(?P<id>[A-Z][A-Z0-9]{1,9}[-_ ]?\d{4}[-_]\d{1,5}|[A-Z]{2,10}-\d{2,6})(?![A-Za-z0-9])")
_DATE = re.compile(r"(?<![0-9])(?P<y>[12]\d{3})(?P<sep>[-_.]?)(?P<m>\d{2})(?P=sep)(?P<d>\d{2})(?![0-9])")
_JOINTS = re.compile(r"[\s_-]+")
_NUMBERS_ONLY = re.compile(r"[\d\s_-]*")


class FileName(NamedTuple):
    """The ID, day and title in a file's name; each None where it has none.

    `title` is readable (`2025-03-14-orders-mart.md` gives `Orders mart`), not necessarily the author's.
    """

    id: str | None
    date: date | None
    title: str | None


def bare_name(path: str) -> str:
    """Return the name of the file at `path` (with `/` or none) without its endings: `.md`, `.html.md.erb`."""
    return _ENDINGS.sub("", path.rsplit("/", 1)[-1].rsplit("\\", 1)[-1])


@lru_cache(maxsize=64)  # several rules ask for a document's, one after the other
def read_file_name(path: str) -> FileName:
    """Return what the name of the file at `path` (with `/` or none) says."""
    name = bare_name(path)
    rest = name
    number = _ID.match(name)
    if number is not None:
        rest = name[number.end() :]
    day = None
    if (found := _DATE.search(rest)) is not None:
        day = calendar_day(int(found["y"]), int(found["m"]), int(found["d"]))
        if day is not None:
            rest = rest[: found.start()] + rest[found.end() :]
    return FileName(number["id"] if number else None, day, _title(rest))


def _title(rest: str) -> str | None:
    """Return the words of a name: a slug's with blanks between, others as they stand."""
    bare = rest.strip(" -_.")
    leading = _NUMBERS_ONLY.match(bare)
    if leading is not None and leading.end() == len(bare):
        return None
    if " " not in bare:
        bare = _JOINTS.sub(" ", bare[leading.end() if leading is not None else 0 :])
    return bare[:1].upper() + bare[1:]
