"""Where a piece of running text may become a link, so that the page differs by that link and nothing else."""

from __future__ import annotations

import re

from mkdocs_postmortem.document.inline import prose, without_code
from mkdocs_postmortem.document.source import Text

# What makes a name a part of something longer that stands before it.
JOINED = re.compile(r"[\w/.#@!\]\\-]")
# The meaning of an abbreviation, the target of a link.
DEFINITION = re.compile(r"^[ ]*\*?\[[^\[\]]*\]:", re.MULTILINE)
# Where the text of a link ends, and the name of a definition that follows one.
_CLOSED = re.compile(r"\](?:\(|\s?\[)")
_NAME = re.compile(r"\s?\[(?P<name>[^\[\]]*)\]")
_INSIDE_A_WORD = re.compile(r"\w\*+[\w\[]|\]\*+\w|\*{4}")


def is_doubtful(at: Text, piece: Text) -> bool:
    """Say whether something stands between marks that only Python-Markdown can tell the meaning of.

    These are backticks, brackets and angle brackets without a partner, stars inside a word, and four of
    them: there may be code, a link or a tag around it, and a link inside of one would be shown as text.
    """
    text = piece.text
    if not any(sign in text for sign in "`[<*"):
        return False
    start, end = at.start - piece.start, at.end - piece.start
    target = text.rfind("](", 0, start)
    if target >= 0 and text.find(")", target, start) < 0:
        return True
    loose = "`" in text and "`" in without_code(text)
    if loose and text.find("`") < start and text.rfind("`") >= end:
        return True
    if "*" in (text[start - 1 : start], text[end : end + 1]) and (loose or _INSIDE_A_WORD.search(text)):
        return True
    plain = prose(text)
    before, behind = plain[:start], text[end:]
    in_brackets = "[" in before and _CLOSED.search(behind) is not None and _is_open(before)
    return in_brackets or ("<" in before and ">" in behind)


def _is_open(text: str) -> bool:
    """Say whether a bracket in a text is not closed there: that of `- [ ] to do` is."""
    depth = 0
    for char in text:
        depth += (char == "[") - (char == "]" and depth > 0)
    return depth > 0


def is_reference(at: Text, defined: set[str]) -> bool:
    """Say whether a piece is the whole text of a link that is defined elsewhere: `[INC-2024-031]`.

    The name of the definition may stand behind it, also after a blank: `[INC-2024-031] [loader]`.
    """
    text = at.source.text
    bracketed = text[at.start - 1 : at.start] == "[" and text[at.end : at.end + 1] == "]"
    if not defined or not (bracketed or at.text.startswith("[[")):
        return False
    if bracketed and at.text.casefold() in defined:
        return True
    name = _NAME.match(text, at.end + bracketed)
    return name is not None and name["name"].casefold() in defined
