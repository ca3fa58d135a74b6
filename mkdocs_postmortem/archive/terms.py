"""What an incident is about, in terms: the words by which it can be compared.

Names of people, times, the template's own words and those of everyday language say nothing about that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from mkdocs_postmortem.archive.model import Incident
from mkdocs_postmortem.archive.unspaced import is_unspaced, parted
from mkdocs_postmortem.document.blocks import ListItem, Paragraph, Table
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.template import Template

# The sections that tell what happened and why, whose terms count like those of the title.
TOLD = frozenset({"summary", "narrative", "root_cause"})
# What is read as such elsewhere, names other incidents, or only gives evidence.
_LEFT_OUT = frozenset({"whys", "actions", "related", "appendix"})
# A word is letters, digits and what holds an identifier together: `orders_v2`, `part-0007`.
_WORD = re.compile(r"[^\W\d_]\w*+(?:[-.][^\W_]\w*+)*+")
# None of it may reach over where another begins: a line full of these would be read again from each.
_TARGET = re.compile(r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)|https?://\S+|</?[A-Za-z!][^<>\n]*>")
_SHORTEST, _SHORTEST_UNSPACED = 3, 2
_READ = (Paragraph, ListItem, Table)


class Terms:
    """The terms of one incident, each with how often it has them.

    `told` are those of what tells in short what happened and why, and `rest` those of all else. `written`
    says how a term looks in the document.
    """

    __slots__ = ("rest", "told", "written")

    def __init__(
        self,
        told: Iterable[str],
        rest: Iterable[str],
        template: Template,
        names: frozenset[str] = frozenset(),
    ) -> None:
        self.written: dict[str, str] = {}
        self.rest = self._counted(rest, template, names)
        self.told = self._counted(told, template, names)

    def _counted(self, texts: Iterable[str], template: Template, names: frozenset[str]) -> Counter[str]:
        words = _words(_plain("\n".join(texts)))
        terms = list(map(_lexicon(template).__getitem__, words))
        # From the end on, so that the first one stays; what is told comes after the rest, and before it here.
        self.written.update(zip(reversed(terms), reversed(words), strict=True))
        counted = Counter(terms)
        for name in ("", *names):
            counted.pop(name, None)
        return counted

    def __contains__(self, term: str) -> bool:
        return term in self.told or term in self.rest


def terms_of(incident: Incident) -> Terms:
    """Return the terms of an incident."""
    document = incident.document
    told, rest = _texts(document)
    told = [document.title or "", *document.services, *document.tags, *told]
    told += [why.answer.text for why in document.whys]
    rest += [action.action.text for action in document.actions]
    return Terms(told, rest, incident.template, _names(incident))


def terms_of_text(text: str, template: Template) -> Terms:
    """Return the terms of a text that is no document yet."""
    return Terms([text], [], template)


def _texts(document: Postmortem) -> tuple[list[str], list[str]]:
    """Return the texts of a document that tell in short what happened and why, and all others.

    The first are those of the sections made for it, and what stands above the first other section that the
    template knows: a summary, whatever it is called.
    """
    told: list[str] = []
    rest: list[str] = []
    string = document.source.text
    sections = [(each.heading.text.start, each.heading.level, each.key) for each in document.sections]
    sections.append((len(string) + 1, 0, None))
    fields = [
        field.whole.start for field in document.metadata if field.key and field.origin != "front matter"
    ]
    last_field = max(fields, default=-1)
    above: list[tuple[int, str | None]] = []
    key, known, at = None, False, 0

    def add(start: int, end: int) -> None:
        is_metadata = start <= last_field and any(start <= place < end for place in fields)
        if key not in _LEFT_OUT and not is_metadata:
            (told if key in TOLD or not known else rest).append(string[start:end])

    for block in document.blocks:
        if not isinstance(block, _READ):
            continue
        _, start, end = block.text
        while (place := sections[at][0]) <= end:  # the label of a list item or paragraph heads a section too
            if (line := string.rfind("\n", start, place)) >= 0:
                add(start, line)  # so does that of a line further down
                start = line + 1
            key = _key(above, *sections[at][1:])
            known = known or (key is not None and key not in TOLD)
            at += 1
        add(start, end)
    return told, rest


def _key(above: list[tuple[int, str | None]], level: int, key: str | None) -> str | None:
    """Return the key of a section, else of the one it stands in; `above` are those still open."""
    while above and above[-1][0] >= level:
        above.pop()
    key = key or (above[-1][1] if above else None)
    above.append((level, key))
    return key


def _words(text: str) -> list[str]:
    words = _WORD.findall(text)
    return words if text.isascii() else parted(words)


def _plain(text: str) -> str:
    """Return a text without the targets of its links."""
    return _TARGET.sub(" ", text) if "](" in text or "://" in text or "<" in text else text


class _Lexicon(dict[str, str]):
    """What each word is compared by, as it is written: its stem, or nothing if it says nothing."""

    def __init__(self, template: Template) -> None:
        super().__init__()
        self._stop = _stop_words(template)

    def __missing__(self, word: str) -> str:
        term = stem(word.rstrip("_"))
        # As written, since `queued` is a status, and a queue may be what the incident is about.
        shortest = _SHORTEST_UNSPACED if is_unspaced(term) else _SHORTEST
        self[word] = term = "" if len(term) < shortest or word.casefold() in self._stop else term
        return term


@lru_cache(maxsize=16)
def _lexicon(template: Template) -> _Lexicon:
    return _Lexicon(template)


def stem(word: str) -> str:
    """Return a word without its commonest English endings, so that `launches` and `launching` are `launch`.

    The first steps of Porter's stemmer ("An algorithm for suffix stripping", 1980), as far as they take
    endings off that every verb and noun may have. Identifiers stay as they are.
    """
    lower = word.casefold()
    if not word.isalpha() or not word.isascii():
        return lower
    if lower.endswith("ies") and len(lower) > _SHORTEST + 1:
        return lower[:-3] + "y"
    if lower.endswith("s") and len(lower) > _SHORTEST and not lower.endswith(("ss", "us", "is")):
        lower = lower[:-1]
    for ending in ("ing", "ed"):
        rest = lower.removesuffix(ending)
        if _SHORTEST <= len(rest) < len(lower) and not lower.endswith("eed") and _VOWEL.search(rest):
            return rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
    return lower[:-1] if lower.endswith("e") and len(lower) > _SHORTEST and lower[-2] != "e" else lower


_VOWEL = re.compile("[aeiouy]")


def _stop_words(template: Template) -> frozenset[str]:
    """Return the words that say nothing: of the language, and of the template itself."""
    names = [section.title for section in template.sections]
    names += [name for each in template.milestones for name in (*each.tags, *each.phrases)]
    names += [column.label for table in template.tables.values() for column in table.columns]
    names += [metric.label for metric in template.metrics]
    names += [dimension.label for dimension in template.dimensions]
    names += template.page.title_prefixes
    for key in ("severity", "status", "priority", "action_status", "action_category"):
        vocabulary = template.vocabularies.get(key)
        names += [s for term in vocabulary.terms for s in (term.name, *term.aliases)] if vocabulary else []
    words = template.words
    texts = (*names, *words.common, *words.everyday, *_TIMES)
    return frozenset(word.casefold() for text in texts for word in _words(text))


_TIMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
    *("november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
    *("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    *("today", "yesterday", "morning", "afternoon", "evening", "night", "weekend"),
    *("second", "minute", "hour", "day", "week", "month", "year"),
    *("seconds", "minutes", "hours", "days", "weeks", "months", "years"),
    *("utc", "gmt", "cet", "cest", "bst", "est", "edt", "pst", "pdt", "ist"),
)


def _names(incident: Incident) -> frozenset[str]:
    """Return the words of the people that a document names as such."""
    document = incident.document
    owners = {action.owner.text for action in document.actions if action.owner}
    people = {*document.authors, *document.reviewers, *owners}
    return frozenset().union(*(_of_person(name, incident.template) for name in people))


@lru_cache(maxsize=4096)
def _of_person(name: str, template: Template) -> frozenset[str]:
    """Return the words of a person's name. A team is none: it may be called like the system that it runs."""
    words = _words(name)
    if not _teams(template).isdisjoint(map(str.casefold, words)):
        return frozenset()
    return frozenset(map(_lexicon(template).__getitem__, words)) - {""}


@lru_cache(maxsize=16)
def _teams(template: Template) -> frozenset[str]:
    return frozenset(map(str.casefold, template.words.teams))
