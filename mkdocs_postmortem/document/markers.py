"""List items that MkDocs prints as running text, because they are glued to the line above them."""

from __future__ import annotations

import re

from mkdocs_postmortem.document.source import Text

_MARKER = re.compile(r"(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S)")


def behind_marker(line: Text) -> Text | None:
    """Return what stands behind the list marker of a paragraph's line, or None where it has none.

    One document in five has such a list. A rule tells the author; what it says is read all the same.
    """
    found = _MARKER.match(line.source.text, line.start, line.end)
    return Text(line.source, found.end(), line.end) if found is not None else None
