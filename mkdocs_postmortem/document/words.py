"""A text's words, for looking them up: cheaper than `template.plain`, and not remembered."""

from __future__ import annotations

import string

# What stands between words. Typographic marks count like those of ASCII, which is there in full: a
# character that the table lacks costs `str.translate` an exception.
_MARKS = {code: code for code in range(128)}
_MARKS.update(dict.fromkeys(map(ord, string.punctuation + "–—…·•“”‘’«»„¿¡"), ord(" ")))


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, without punctuation and Markdown's marks."""
    return text.translate(_MARKS).casefold().split()
