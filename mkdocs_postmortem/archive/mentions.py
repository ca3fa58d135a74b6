"""Mentions: where the text of a document names another incident of the archive.

By its ID, also in other case and with other separators, by the name of its file, as `[[ID]]`, or by a link
to it; in running text, lists and tables, and never in code, other links, HTML and headings. A word counts
only if it is exactly the ID of one incident: a ticket's key or a version is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_postmortem.archive.identity import normal_id
from mkdocs_postmortem.archive.linked import RELATIVE, defined, linked_in
from mkdocs_postmortem.archive.model import Incident, Mention, ids_of
from mkdocs_postmortem.archive.resolver import Resolver
from mkdocs_postmortem.document.blocks import Block, ListItem, Paragraph, Table
from mkdocs_postmortem.document.inline import prose, running_text, without_code
from mkdocs_postmortem.document.linkable import DEFINITION, JOINED, is_doubtful, is_reference
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.source import Text

# A sentence longer than this is cut where it is shown.
LONGEST = 240
_HEAD = re.compile(r"[a-z]+")
# What follows the word that most IDs begin with: `INC-2024-031`; what may follow it in others, and IDs of
# numbers alone.
_USUAL = re.compile(r"[-_ ]?\d+(?:[-_/]\d+)*")
_OTHER = re.compile(r"[\w/-]*\d[\w/-]*")
_NUMBERS = re.compile(r"\d{4}[-_/]\d{3,5}")
_FILE = re.compile(r"(?<![\w/.@!\]\\-])[\w()-][\w ()-]*\.md(?!\w)")
_WIKI = re.compile(r"(?<![!\\\]])\[\[(?P<name>[^\[\]|\n]+)(?:\|[^\[\]\n]*)?\]\](?![\[(])")
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n\s*\n")


@dataclass(frozen=True, slots=True, eq=False)
class MentionFinder:
    """Finds what documents name. `_ids` is None in an archive without IDs that look like one."""

    resolver: Resolver
    _ids: re.Pattern[str] | None
    _twice: frozenset[str]

    def find(self, document: Postmortem, origin: Incident) -> Iterator[Mention]:
        """Yield where a document names incidents, in its order, its own incident left out.

        `document` may be another reading of the incident's text.
        """
        references = defined(document, self.resolver, origin) if document.references else {}
        places = sorted(self._places(document.source.text, origin, references))
        if not places:
            return
        names = {reference.name.casefold() for reference in document.references}

        def has_any(text: Text) -> bool:
            first = bisect_left(places, text.start)
            return first < len(places) and places[first] < text.end

        for block in document.blocks:
            if not isinstance(block, Paragraph | ListItem | Table) or not has_any(block.text):
                continue
            for piece in running_text((block,)):
                if not has_any(piece):
                    continue
                for at, target in self._in(piece):
                    if target is origin or is_reference(at, names) or is_doubtful(at, piece):
                        continue
                    yield Mention(origin, target, at, _context(block, piece, at), piece, block)
                for at, target in linked_in(piece, references, self.resolver, origin):
                    yield Mention(origin, target, at, _context(block, piece, at), piece, block, True)

    def _places(self, text: str, origin: Incident, references: Iterable[str]) -> Iterator[int]:
        """Yield where something may name another incident: most documents name none but themselves."""
        for name in references:
            yield from (found.start() for found in re.finditer(re.escape(name), text, re.IGNORECASE))
        for sign in (".md", "[["):
            if sign in text:
                yield from (found.start() for found in re.finditer(re.escape(sign), text))
        if "](" in text:
            yield from (found.start() for found in RELATIVE.finditer(text))
        for start, end in self._found(text):
            if self._by_id(text[start:end]) not in (None, origin):
                yield start

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a text has what may be an ID.

        What stands before is looked at afterwards, and letters are all small ones: a search that begins
        with plain text is fast.
        """
        if self._ids is None:
            return
        low = text.lower()
        if len(low) != len(text):
            low = "".join(each if len(small := each.lower()) > 1 else small for each in text)
        for found in self._ids.finditer(low):
            if not JOINED.search(text, max(found.start() - 1, 0), found.start()):
                yield found.span()

    def _in(self, piece: Text) -> Iterator[tuple[Text, Incident]]:
        text = piece.text
        if DEFINITION.search(text):
            return
        plain = prose(text)
        for start, end in self._found(plain):
            target = self._by_id(plain[start:end])
            if target is not None:
                yield piece.part(start, end), target
        if ".md" in plain:
            for found in _FILE.finditer(plain):
                target, name = self._by_file(found.group())
                if target is not None:
                    yield piece.part(found.end() - len(name), found.end()), target
        if "[[" in text:
            for found in _WIKI.finditer(without_code(text)):
                target = self.resolver.by_text(found["name"])
                if target is not None:
                    yield piece.part(*found.span()), target

    def _by_id(self, name: str) -> Incident | None:
        """Return the one incident of an ID; where two documents have it, nobody knows which is meant."""
        key = normal_id(name)
        return None if key in self._twice else self.resolver.by_id.get(key)

    def _by_file(self, name: str) -> tuple[Incident | None, str]:
        """Return the incident of a file's name; what looks like one may begin with words before it."""
        while True:
            target = self.resolver.by_name.get(name.removesuffix(".md").casefold())
            if target is not None or " " not in name:
                return target, name
            name = name.split(" ", 1)[1]


def mention_finder(incidents: Iterable[Incident]) -> MentionFinder:
    """Return what finds mentions of incidents."""
    incidents = tuple(incidents)
    by_id = ids_of(incidents)
    twice = frozenset(key for key, found in by_id.items() if len(found) > 1)
    return MentionFinder(Resolver(incidents), _expression(each.id for each in incidents if each.id), twice)


def _expression(ids: Iterable[str]) -> re.Pattern[str] | None:
    """Return the expression for all that may be one of some IDs, in small letters; None without any.

    That is one of their words with numbers behind it. IDs of another form, which a site's own
    `id_pattern` may ask for, add what begins or looks like them.
    """
    heads: set[str] = set()
    others: set[str] = set()
    forms = []
    for name in map(str.casefold, ids):
        head = _HEAD.match(name)
        if head is None:
            if _NUMBERS.fullmatch(name) and _NUMBERS.pattern not in forms:
                forms.append(_NUMBERS.pattern)
        elif _USUAL.fullmatch(name, head.end()):
            heads.add(head.group())
        elif _OTHER.fullmatch(name, head.end()):
            others.add(head.group())
    for words, pattern in ((heads, _USUAL), (others, _OTHER)):
        if words:
            names = sorted(words, key=lambda word: (-len(word), word))
            forms.append(f"(?:{'|'.join(names)}){pattern.pattern}")
    return re.compile(rf"(?:{'|'.join(forms)})(?![\w/-]|\.\w)") if forms else None


def _context(block: Block, piece: Text, at: Text) -> str:
    """Return the sentence, or the row of a table, in which something stands; on one line."""
    if isinstance(block, Table):
        row = next((row for row in block.rows if row.text == piece), None)
        cells = [cell.text for cell in row.cells if cell] if row is not None else []
        return " · ".join(cells)[:LONGEST]
    text = piece.text
    low, high = at.start - piece.start, at.end - piece.start
    before = [found.end() for found in _SENTENCE_END.finditer(text, 0, low)]
    after = _SENTENCE_END.search(text, high)
    sentence = " ".join(text[before[-1] if before else 0 : after.end() if after else len(text)].split())
    return sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1].rstrip() + "…"
