"""Words of languages that are written without spaces between them, or with endings joined to them.

Chinese, Japanese and Korean are compared by pairs of characters that overlap, as search engines do it where
they have no dictionary (Lucene's CJKAnalyzer). Katakana spells words of their own, mostly names of things;
hiragana holds a sentence together and says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_HAN = "\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HANGUL = "\uac00-\ud7a3"
_HIRAGANA = "\u3041-\u309f"
_KATAKANA = "\u30a0-\u30ff\uff66-\uff9f"
_ALL = f"{_HAN}{_HANGUL}{_HIRAGANA}{_KATAKANA}"
_PAIR = 2


# Python takes longer to compile a set of so many characters than to import most modules.
@cache
def _any() -> re.Pattern[str]:
    return re.compile(f"[{_ALL}]")


@cache
def _run() -> re.Pattern[str]:
    return re.compile(f"(?P<pairs>[{_HAN}]+|[{_HANGUL}]+)|(?P<glue>[{_HIRAGANA}]+)|[{_KATAKANA}]+|[^{_ALL}]+")


def is_unspaced(word: str) -> bool:
    """Say whether a word begins in such a script."""
    return not word.isascii() and _any().match(word) is not None


def parted(words: Iterable[str]) -> list[str]:
    """Return words, those in such a script in pairs of characters, or as far as the script spells a word."""
    return [part for word in words for part in (_parts(word) if _has_any(word) else (word,))]


def _has_any(word: str) -> bool:
    return not word.isascii() and _any().search(word) is not None


def _parts(word: str) -> list[str]:
    parts: list[str] = []
    for run in _run().finditer(word):
        text = run.group()
        if run["pairs"]:
            parts += [text[at : at + _PAIR] for at in range(max(len(text) - 1, 1))]
        elif not run["glue"]:
            parts.append(text)
    return parts


def joined(parts: Iterable[str], text: str) -> list[str]:
    """Return parts in their order, those that overlap in one, as far as it stands in a text."""
    whole = list(parts)
    at = 0
    while at < len(whole):
        for other in range(at + 1, len(whole)):
            if longer := _overlapping(whole[at], whole[other], text):
                whole[at] = longer
                del whole[other]
                break
        else:
            at += 1
    return whole


def _overlapping(one: str, other: str, text: str) -> str:
    """Return two parts in one, if one ends as the other begins and both stand so in a text, else nothing."""
    if not (is_unspaced(one) and is_unspaced(other)):
        return ""
    for first, second in ((one, other), (other, one)):
        if second in first:
            return first
        if first[-1] == second[0] and (longer := first + second[1:]) in text:
            return longer
    return ""
