"""Numbers, dates and names as pages write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

UrlFor = Callable[[str], str]
"""Maps a path relative to the docs folder to a URL relative to the page being rendered.

The URL is empty where the site has no such page.
"""

_CODE = re.compile(r"(`+)(?P<code>.+?)\1(?!`)")
_LINK = re.compile(r"!?\[(?P<text>[^\[\]]*)\]\([^()\s]*(?:\s\"[^\"]*\")?\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>")
_STRONG = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])(?P<text>[^*]*[^\s*])\1(?![\w*])")


def duration(minutes: float) -> str:
    """Return minutes as a reader says them: `40 s`, `35 min`, `2 h 50 min`, from two days on `2 d 5 h`."""
    if minutes < 0:
        return "−" + duration(-minutes)
    seconds = round(minutes * 60)
    if seconds < 60:
        return f"{seconds} s" if seconds else "0 min"
    whole = round(minutes)
    days, rest = divmod(whole, 1440) if whole >= 2880 else (0, whole)
    hours, left = divmod(rest, 60)
    parts = [(days, "d"), (hours, "h"), (left, "min")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: `1 incident`, `5 incidents`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listing(parts: Iterable[str]) -> str:
    """Return parts as an enumeration: `a`, `a and b`, `a, b and c`."""
    parts = list(parts)
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else ""


def bare(text: str) -> str:
    """Return a title or value as it reads on the page: without code, link and emphasis marks.

    What comes out is still an author's text, to be escaped like any other.
    """
    if not any(mark in text for mark in "[`<*"):
        return text
    text = _LINK.sub(lambda found: found["text"], text)
    text = _CODE.sub(lambda found: found["code"].strip(), text)
    text = _AUTOLINK.sub(lambda found: found[1], text)
    return _STRONG.sub(lambda found: found["text"], text)


@lru_cache(maxsize=256)
def slug(heading: str) -> str:
    """Return the id that Python-Markdown's `toc` extension gives a heading by default."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode("ascii")
    plain = re.sub(r"[^\w\s-]", "", plain).strip().lower()
    return re.sub(r"[-\s]+", "-", plain)
