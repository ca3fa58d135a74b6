"""Marks: what a line begins by its first characters, and so ends a paragraph above it."""

from __future__ import annotations

import re

# The first characters of lines that may bear a mark. Most lines begin with none of them.
BEGINNINGS = frozenset("#!?= >-*_:[")
_MARK = re.compile(
    r"(?P<admonition>!!! ?[\w-])|(?P<details>\?\?\?)|(?P<tab>===[!+]* )|[ ]{0,3}(?:"
    r"(?P<quote>>)|(?P<definition>:[ ]{1,3})|(?P<footnote>\[\^[^\]]*\]:)|(?P<reference>\[[^\[\]]*\]:))"
)
# Whether the line really is what it begins like. The patterns are those of the extensions.
_WHOLE = {
    "admonition": re.compile(r"!!! ?[\w\-]+(?: +[\w\-]+)*(?: +\".*?\")? *$"),
    "details": re.compile(
        r"\?{3}\+? ?(?:(?:[\w\-]+(?: +[\w\-]+)*?)?(?: +\".*?\")|[\w\-]+(?: +[\w\-]+)*?) *$"
    ),
    "tab": re.compile(r"={3}(?:\+|\+!|!\+|!)? +\".*?\" *$"),
}


def mark_of(text: str) -> str | None:
    """Return what a line begins that is not empty, whether the site has the extension for it or not.

    It is one of heading, divider, quote, definition, footnote, reference, admonition, details and
    tab, or None.
    """
    if text[0] == "#":
        return "heading" if "\\" not in text or heading_range(text) else None
    found = _MARK.match(text) if text[0] not in "-*_" else None
    if found is None:
        return "divider" if _is_divider(text) else None
    kind = found.lastgroup or ""
    return kind if kind not in _WHOLE or _WHOLE[kind].match(text) else None


def heading_range(text: str) -> tuple[int, int, int] | None:
    """Return level, start and end of the text of a heading line, one that begins with `#`.

    None where a backslash stands at its end: it cannot escape the line's end, so no heading at all.
    """
    level = len(text) - len(text.lstrip("#"))
    if level > 6:
        level = 6
    if text[-1] not in "#\\":
        return level, level, len(text)  # as nearly all are written
    bare = text.rstrip("#")
    if len(bare) < level:
        return level, level, level
    if bare[-1] == "\\" and (len(bare) - len(bare.rstrip("\\"))) % 2:
        if len(bare) == len(text):
            return None
        return level, level, len(bare) + 1
    return level, level, len(bare)


def _is_divider(text: str) -> bool:
    """Say whether a line is three or more of `-`, `*` or `_`, at most two spaces apart."""
    if text.strip("-*_ "):
        return False
    bare = text.strip(" ")
    signs = bare.replace(" ", "")
    return (
        len(signs) >= 3
        and signs == signs[0] * len(signs)
        and "   " not in bare
        and not text.startswith("    ")
    )
