"""Numbers, dates and names as pages write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from functools import lru_cache

from markupsafe import Markup

from mkdocs_postmortem.archive.facets import folded
from mkdocs_postmortem.labels import Labels

UrlFor = Callable[[str], str]
"""Maps a path relative to the docs folder to a URL relative to the page being rendered.

The URL is empty where the site has no such page.
"""

_CODE = re.compile(r"(`+)(?P<code>.+?)\1(?!`)")
_LINK = re.compile(r"!?\[(?P<text>[^\[\]]*)\]\([^()\s]*(?:\s\"[^\"]*\")?\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>")
_REFERENCE = re.compile(r"!?\[(?P<text>[^\[\]]+)\] ?\[(?P<name>[^\[\]]*)\]")
# What Python-Markdown takes a backslash from. Meanwhile, none of it is a mark.
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+.!-])")
_HIDDEN, _SHOWN = 0xE000, {0xE000 + ord(mark): mark for mark in "\\`*_{}[]()>#+.!-"}
_STRONG = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])(?P<text>[^*]*[^\s*])\1(?![\w*])")


def whole_day(day: date) -> Markup:
    """Return a day in one piece: browsers break a line behind a hyphen."""
    return Markup('<time class="pm-day">{}</time>').format(day)


def duration(minutes: float, labels: Labels) -> str:
    """Return minutes as a reader says them: `40 s`, `35 min`, `2 h 50 min`, from two days on `2 d 5 h`."""
    if minutes < 0:
        return "−" + duration(-minutes, labels)
    seconds = round(minutes * 60)
    if 0 < seconds < 60:
        return labels.n("{number} s", "{number} s", seconds)
    whole = round(minutes)
    days, rest = divmod(whole, 1440) if whole >= 2880 else (0, whole)
    hours, left = divmod(rest, 60)
    parts = [labels.n("{number} d", "{number} d", days)] if days else []
    parts += [labels.n("{number} h", "{number} h", hours)] if hours else []
    parts += [labels.n("{number} min", "{number} min", left)] if left or not parts else []
    return " ".join(parts)


def quarter_text(quarter: str, labels: Labels) -> str:
    """Return a quarter such as `2025-Q3` as a reader says it."""
    return labels("{year} Q{quarter}", year=quarter[:4], quarter=quarter[-1])


def listing(parts: Sequence[str], labels: Labels) -> str:
    """Return parts as an enumeration: `a`, `a and b`, `a, b and c`; of markup, that is markup."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    comma = Markup(", ") if isinstance(parts[0], Markup) else ", "
    return labels("{others} and {last}", others=comma.join(parts[:-1]), last=parts[-1])


def bare(text: str, names: Collection[str] = ()) -> str:
    """Return a title or value as it reads on the page: without code, link and emphasis marks.

    `[text][name]` is a link only where the document defines it: `names` are those it defines, folded.
    What comes out is still an author's text, to be escaped like any other.
    """
    if not ("[" in text or "`" in text or "<" in text or "*" in text or "\\" in text):
        return text
    escaped = "\\" in text
    if escaped:
        text = "".join(
            each if inside else _ESCAPE.sub(lambda found: chr(_HIDDEN + ord(found[1])), each)
            for inside, each in _pieces(text)
        )
    text = _LINK.sub(lambda found: found["text"], text)
    if names:
        text = _REFERENCE.sub(lambda found: _read(found, names), text)
    text = _CODE.sub(lambda found: found["code"].strip(), text)
    text = _AUTOLINK.sub(lambda found: found[1], text)
    text = _STRONG.sub(lambda found: found["text"], text)
    return text.translate(_SHOWN) if escaped else text


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the pieces of a text, and whether each is code, in which a backslash is one."""
    done = 0
    for found in _CODE.finditer(text):
        yield False, text[done : found.start()]
        yield True, found[0]
        done = found.end()
    yield False, text[done:]


def _read(found: re.Match[str], names: Collection[str]) -> str:
    name = found["name"] or found["text"]
    return found["text"] if folded(name) in names else found[0]


@lru_cache(maxsize=256)
def slug(heading: str) -> str:
    """Return the id that Python-Markdown's `toc` extension gives a heading by default."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode("ascii")
    plain = re.sub(r"[^\w\s-]", "", plain).strip().lower()
    return re.sub(r"[-\s]+", "-", plain)
