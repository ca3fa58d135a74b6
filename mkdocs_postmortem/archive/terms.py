"""What an incident is about, in terms: the words and pairs of words by which it can be compared.

Names of people, times, the template's own words and those of everyday language say nothing about that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from mkdocs_postmortem.archive.model import Incident
from mkdocs_postmortem.document.blocks import Block, ListItem, Paragraph, Table
from mkdocs_postmortem.template import Template

# How much a term counts by where it stands.
TITLE, CAUSE, SERVICE, REST = 3.0, 2.0, 2.5, 1.0
# The sections that tell what happened and why. Impact and timeline tell how bad it was, and when.
SECTIONS = (("root_cause", CAUSE), ("narrative", REST), ("summary", REST))
# A word is letters, digits and what holds an identifier together: `orders_v2`, `part-0007`.
_WORD = re.compile(r"[^\W\d_][\w]*(?:[-.][^\W_][\w]*)*")
_TARGET = re.compile(r"\]\([^)]*\)|https?://\S+|<[^>]*>")
_SHORTEST = 3


class Terms:
    """The terms of one incident: single words, and pairs of neighbours in the form `a b`.

    `weights` says how much each counts, `written` how the first one looked in the document.
    """

    def __init__(self, stop: frozenset[str]) -> None:
        self.weights: dict[str, float] = {}
        self.written: dict[str, str] = {}
        self._stop = stop

    def add(self, text: str, weight: float) -> None:
        """Take the terms of a text."""
        weights, stop = self.weights, self._stop
        before = before_written = ""
        for word, written in _words(text):
            if word in stop or len(word) < _SHORTEST:
                before = ""
                continue
            if weights.get(word, 0) < weight:
                weights[word] = weight
                self.written.setdefault(word, written)
            if before and before != word:
                pair = f"{before} {word}"
                if weights.get(pair, 0) < weight:
                    weights[pair] = weight
                    self.written.setdefault(pair, f"{before_written} {written}")
            before, before_written = word, written


def terms_of(incident: Incident) -> Terms:
    """Return the terms of an incident."""
    document = incident.document
    terms = Terms(_stop_words(incident.template) | _names(incident))
    terms.add(document.title or "", TITLE)
    for name in (*document.services, *document.tags):
        terms.add(name, SERVICE)
    for why in document.whys:
        terms.add(why.answer.text, CAUSE)
    told = [(weight, section) for key, weight in SECTIONS if (section := document.by_key.get(key))]
    for weight, section in told:
        for text in _texts(section.own or section.blocks):
            terms.add(text, weight)
    if not told:  # a document of another shape: what it tells may stand anywhere
        for text in _texts(document.blocks):
            terms.add(text, REST)
    for action in document.actions:
        terms.add(action.action.text, REST)
    return terms


def terms_of_text(text: str, template: Template) -> Terms:
    """Return the terms of a text that is no document yet."""
    terms = Terms(_stop_words(template))
    terms.add(text, CAUSE)
    return terms


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a text: what each is compared by, and as it is written.

    An empty one stands where a sentence or a clause ends.
    """
    if "](" in text or "://" in text or "<" in text:
        text = _TARGET.sub(" ", text)
    end = 0
    for found in _WORD.finditer(text):
        between = text[end : found.start()]
        if end and not between.isspace() and any(sign in between for sign in ".;:!?()|"):
            yield "", ""
        end = found.end()
        word = found.group()
        yield stem(word), word


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word without its commonest English endings, so that `disks` is `disk`.

    Far simpler than a real stemmer, and it leaves identifiers alone.
    """
    if not word.isalpha() or not word.isascii():
        return word.casefold()
    word = word.casefold()
    for ending, least, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: len(word) - len(ending)] + instead
    return word


_ENDINGS = (
    ("sses", 2, "ss"),
    ("ies", 3, "y"),
    ("ss", 1, "ss"),
    ("us", 2, "us"),
    ("is", 2, "is"),
    ("ings", 4, ""),
    ("ing", 4, ""),
    ("ed", 4, ""),
    ("s", 3, ""),
)


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph | ListItem):
            yield block.text.text
        elif isinstance(block, Table):
            for row in block.rows:
                yield row.text.text


@lru_cache(maxsize=16)
def _stop_words(template: Template) -> frozenset[str]:
    """Return the words that say nothing: of the language, and of the template itself."""
    names = [section.title for section in template.sections]
    names += [name for each in template.milestones for name in (*each.tags, *each.phrases)]
    names += [column.label for table in template.tables.values() for column in table.columns]
    names += [metric.label for metric in template.metrics]
    names += template.page.title_prefixes
    for key in ("severity", "status", "priority", "action_status", "action_category"):
        vocabulary = template.vocabularies.get(key)
        names += [s for term in vocabulary.terms for s in (term.name, *term.aliases)] if vocabulary else []
    return frozenset(_all_words((*names, *template.words.common, *_TIMES)))


_TIMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
    *("november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("today", "yesterday", "morning", "afternoon", "evening", "night", "weekend"),
    *("second", "minute", "hour", "day", "week", "month", "year", "utc"),
)


def _all_words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for word, _ in _words(text):
            yield word


def _names(incident: Incident) -> frozenset[str]:
    """Return the words of the people that a document names as such."""
    document = incident.document
    people = [*document.authors, *document.reviewers]
    people += [action.owner.text for action in document.actions if action.owner]
    return frozenset(_all_words(people))
