"""What a finding is known by from one run to the next, so that it can be recognised where it has moved.

Lines and columns say nothing about that: they change with every line above. A finding's key is made of
what stays the same while nobody touches the mistake itself. An edited line is a new finding, a moved one
is not, and neither is one whose document has got another name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive, Incident, normal_id
from mkdocs_postmortem.document.source import Source, Span
from mkdocs_postmortem.rules.registry import Diagnostic
from mkdocs_postmortem.rules.secrets import Mask, find_secrets
from mkdocs_postmortem.template import plain

# As much of a text as is kept word for word; of the rest only whether it is the same.
_MAX_TEXT = 120
# The number of a row or an item, which changes when one is put in above.
_NUMBER = re.compile(r"^\|?\s*#?\d{1,4}\s*[|.)]\s*")
# The rules about what should be in no file at all.
_PRIVATE = "PM8"
_QUOTED = re.compile(r"`` (.+?) ``|`([^`]+)`")


class Key(NamedTuple):
    """What a finding is known by: equal keys, in two runs, mean the same finding.

    `incident` is the ID of the document's incident, where it has one of its own, else its path relative
    to the docs folder. `section` is the key of the template's section or else the heading above the
    finding, `text` the piece of the document it is about, without any secret. `number` counts the
    findings that are otherwise alike, from 1.
    """

    rule: str
    incident: str
    section: str
    text: str
    number: int

    @property
    def digest(self) -> str:
        """The key as 32 hexadecimal digits."""
        return _digest("\0".join(map(str, self)))[:32]


def keys(diagnostics: Iterable[Diagnostic], archive: Archive) -> list[Key]:
    """Return the key of each finding, in their order; no two are equal.

    The findings of a document come in the order of their places, and must be all that there are, or the
    number of those that are alike is not what it is in a full run.
    """
    documents: dict[str, _Document] = {}
    seen: Counter[tuple[str, str, str, str]] = Counter()
    found = []
    for diagnostic in diagnostics:
        incident = archive.by_uri.get(diagnostic.uri)
        if incident is None or incident.document.path != diagnostic.path:
            # In another file, such as the configuration.
            alike = (diagnostic.code, diagnostic.path, "", _short(diagnostic.message))
        else:
            document = documents.get(diagnostic.uri)
            if document is None:
                document = documents[diagnostic.uri] = _Document(incident, archive)
            section, about = document.section(diagnostic.span), document.about(diagnostic)
            alike = (diagnostic.code, document.name, section, about)
        seen[alike] += 1
        found.append(Key(*alike, seen[alike]))
    return found


class _Document:
    """What the keys of one document's findings are made of."""

    def __init__(self, incident: Incident, archive: Archive) -> None:
        self.name = name_of(incident, archive)
        self.source: Source = incident.document.source
        self._sections = incident.document.sections
        self._starts = [section.heading.text.start for section in self._sections]
        self._mask = Mask(find_secrets(self.source))

    def section(self, span: Span) -> str:
        """Return which section a place is in: the nearest heading above it, or none."""
        _, end = self._line(span)
        at = bisect_right(self._starts, end) - 1
        if at < 0:
            return ""
        section = self._sections[at]
        return section.key or plain(self._mask(section.heading.text.text))

    def about(self, diagnostic: Diagnostic) -> str:
        """Return the piece of the document that a finding is about, and what its message quotes.

        A value without a letter or digit (an empty cell, a dash) tells nothing: its line does.
        """
        span = diagnostic.span
        value = self._piece(
            self._offset(span.line, span.column), self._offset(span.end_line, span.end_column)
        )
        if not any(char.isalnum() for char in value):
            value = _NUMBER.sub("", self._piece(*self._line(span)))
        if diagnostic.code.startswith(_PRIVATE):
            # What should not be in a document should not be in a list of findings either.
            return _digest(value)[:16]
        # Of several things that are missing in one place, only the message says which.
        quoted = _QUOTED.search(diagnostic.message)
        said = " ".join((quoted[1] or quoted[2]).split()) if quoted else ""
        return _short(value if not said or said in value else f"{value} ({said})")

    def _piece(self, start: int, end: int) -> str:
        """Return a piece of the document, without its secrets and whatever white space."""
        return " ".join(self._mask(self.source.text[start:end]).split())

    def _offset(self, line: int, column: int) -> int:
        return self.source.line_starts[line - 1] + column - 1

    def _line(self, span: Span) -> tuple[int, int]:
        """Return where the line begins and ends that a place begins on."""
        start = self.source.line_starts[span.line - 1]
        return start, start + len(self.source.line_text(span.line))


def name_of(incident: Incident, archive: Archive) -> str:
    """Return what tells a document from all others: its ID, or its path where others have that ID too."""
    if incident.id is not None:
        name = normal_id(incident.id)
        if len(archive.by_id.get(name, ())) == 1:
            return name
    return incident.uri


def _short(text: str) -> str:
    if len(text) <= _MAX_TEXT:
        return text
    return f"{text[:_MAX_TEXT]}… {_digest(text)[:8]}"


def _digest(text: str) -> str:
    from hashlib import sha256  # a library that most runs have no use for

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
