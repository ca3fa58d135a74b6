"""Which incidents are alike, and why: what authors missed when they looked for related ones.

Incidents are compared by the cosine of their terms (`terms.py`). A term counts the more the fewer incidents
have it, and the more often this one has it, though ever less so (Salton and Buckley, "Term-weighting
approaches in automatic text retrieval", 1988). What tells in short what happened and why counts as much as
all the rest, however long that is: each is brought to length 1 before the two are added, so that a long
diary does not drown a short summary.

Only incidents that share one of an incident's most telling terms are compared with it in full, so the
time grows with the archive and not with its square. Nothing here depends on chance, order or network.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from mkdocs_postmortem.archive.model import Archive, Incident
from mkdocs_postmortem.archive.resolver import Resolver
from mkdocs_postmortem.archive.terms import Terms, terms_of, terms_of_text
from mkdocs_postmortem.archive.unspaced import is_unspaced, joined
from mkdocs_postmortem.template import plain

MOST = 5
# The key of front matter that lists incidents which are not alike, whatever their words say.
NOT_SIMILAR = "not_similar"
# Below the first two incidents have little in common, from the second on a great deal.
LEAST, STRONG = 0.17, 0.25
# A term of more than this share of the incidents says nothing.
NEARLY_ALL = 0.8
# How much of a text's weight an incident must cover to be like it.
COVERED = 0.5
# What two incidents of one title are at the least.
SAME_TITLE = 0.5
# What the same root cause category, or a service in common, adds to a likeness in words.
SAME_CATEGORY, SAME_SERVICE = 0.12, 0.18
# By how many of its most telling terms an incident looks for others, how common these may be, and how many of
# those found are compared in full. They keep the work for one incident the same however large the archive.
_TELLING, _COMMON, _COMPARED = 24, 40, 20
_SHOWN_TERMS, _SHOWN_PARTS = 3, 12
# There must be more to two incidents than a single word.
_ENOUGH = 2


@dataclass(frozen=True, slots=True, eq=False)
class Similar:
    """An incident that is like another.

    `score` is between 0 and 1; `terms` are what both are about, the most telling first, as written in
    this one; `same_title`, `category` and `services` are what else they have in common.
    """

    incident: Incident
    score: float
    terms: tuple[str, ...]
    same_title: bool = False
    category: str | None = None
    services: tuple[str, ...] = ()

    @property
    def strong(self) -> bool:
        """Whether the two are so much alike that somebody should have linked them."""
        return self.score >= STRONG


class Likeness:
    """How much alike two incidents are: `words` is the likeness of their words alone.

    `number` is the place of the other one in the index.
    """

    __slots__ = ("category", "number", "same_title", "score", "services", "words")

    def __init__(
        self, number: int, words: float, one: _Facts | None = None, other: _Facts | None = None
    ) -> None:
        self.number = number
        self.words = score = words
        self.same_title = False
        self.category: str | None = None
        self.services: tuple[str, ...] = ()
        if one is not None and other is not None:
            self.same_title = one.title == other.title
            self.category = one.category if one.category == other.category else None
            if not one.services.keys().isdisjoint(other.services):
                self.services = tuple(name for key, name in one.services.items() if key in other.services)
            score *= 1 + bool(self.category) * SAME_CATEGORY + bool(self.services) * SAME_SERVICE
            score = min(max(score, SAME_TITLE if self.same_title else 0.0), 1.0)
        self.score = round(score, 4)

    @property
    def rank(self) -> tuple[float, float, int]:
        """What to sort by: the most like first, of two as much alike that in words, then by place."""
        return (-self.score, -self.words, self.number)


class _Facts(NamedTuple):
    """What two incidents may have in common apart from their terms, ready to be compared."""

    title: str
    category: str | None
    services: Mapping[str, str]


class SimilarityIndex:
    """The incidents of an archive, ready to be compared."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.incidents = sorted(archive.incidents, key=lambda each: each.uri)
        self._numbers = {incident.uri: number for number, incident in enumerate(self.incidents)}
        self._apart = kept_apart(archive)
        self._known: dict[tuple[str, int], tuple[Similar, ...]] = {}
        self._likenesses: dict[str, tuple[Likeness, ...]] = {}
        self._facts = [_facts(incident) for incident in self.incidents]
        self._terms = [terms_of(incident) for incident in self.incidents]
        found: Counter[str] = Counter()
        for terms in self._terms:
            found.update(terms.told.keys() | terms.rest.keys())
        total = len(self.incidents)
        # A term of nearly all incidents says nothing.
        most = max(2, total * NEARLY_ALL)
        self._rarity = {term: math.log1p(total / number) for term, number in found.items() if number <= most}
        # One of a single incident finds no other: it only makes what that one has in common with others less.
        shared = {term for term, number in found.items() if 1 < number <= most}
        self._vectors = [self._vector(terms, shared) for terms in self._terms]
        self._places: dict[str, list[int]] = {}
        for number, vector in enumerate(self._vectors):
            for term in vector:
                if found[term] <= _COMMON:
                    self._places.setdefault(term, []).append(number)

    def similar_to(self, incident: Incident, most: int = MOST) -> tuple[Similar, ...]:
        """Return the incidents most like one of the archive, the most like first.

        Left out are those that it names or that name it, and those that either keeps apart. The checker
        and the incident's page ask the same, so the answer is kept.
        """
        key = (incident.uri, most)
        if key not in self._known:
            self._known[key] = self._similar_to(incident, most)
        return self._known[key]

    def _similar_to(self, incident: Incident, most: int) -> tuple[Similar, ...]:
        number = self._numbers.get(incident.uri)
        if number is None:
            return ()
        linked = {self._numbers[uri] for uri in _linked(incident, self.archive)}
        likenesses = (each for each in self.likenesses(incident) if each.number not in linked)
        return self._best(likenesses, lambda other: _both(self._vectors[number], self._vectors[other]), most)

    def likenesses(self, incident: Incident) -> tuple[Likeness, ...]:
        """Return how much alike others are with an incident of the archive, linked with it or not.

        Left out are those that an author keeps apart, and those that share none of its most telling terms.
        """
        known = self._likenesses.get(incident.uri)
        if known is None:
            known = self._likenesses[incident.uri] = tuple(self._compared(incident))
        return known

    def _compared(self, incident: Incident) -> Iterator[Likeness]:
        own = self._numbers[incident.uri]
        facts = self._facts[own]
        apart = {own, *(self._numbers[uri] for uri in self._apart.get(incident.uri, ()))}
        for number, score in self._scored(self._vectors[own]):
            if number not in apart:
                yield Likeness(number, score, facts, self._facts[number])

    def similar_to_text(self, text: str, most: int = MOST) -> tuple[Similar, ...]:
        """Return the incidents most like a text."""
        own = terms_of_text(text, self.archive.template)
        vector = self._vector(own, self._rarity.keys())
        # A text is short and an incident long: what counts is how much of the text the incident covers, and
        # only where that is the same for several, how much it is about that.
        likenesses = []
        for number, other in enumerate(self._terms):
            covered = _length(_part(vector, other))
            if covered >= COVERED:
                likeness = Likeness(number, _cosine(vector, self._vectors[number]))
                likeness.score = round(covered, 4)
                likenesses.append(likeness)
        enough = min(_ENOUGH, len(own.told))  # who asks for one word means it
        return self._best(likenesses, lambda number: _part(vector, self._terms[number]), most, enough)

    def _best(
        self,
        likenesses: Iterable[Likeness],
        common: Callable[[int], Mapping[str, float]],
        most: int,
        enough: int = _ENOUGH,
    ) -> tuple[Similar, ...]:
        ordered = sorted((each for each in likenesses if each.score >= LEAST), key=lambda each: each.rank)
        found: list[Similar] = []
        for each in ordered:
            if len(found) == most:
                break
            shared = common(each.number)
            if _reasons(each, len(shared)) >= enough:
                terms = self._shown(shared, each.number)
                incident = self.incidents[each.number]
                found.append(
                    Similar(incident, each.score, terms, each.same_title, each.category, each.services)
                )
        return tuple(found)

    def _vector(self, terms: Terms, counted: Set[str]) -> dict[str, float]:
        """Return how much each term counts, of those in `counted`; all of an incident's make length 1."""
        vector = _of_length_1(self._weights(terms.told))
        for term, weight in _of_length_1(self._weights(terms.rest)).items():
            vector[term] = vector.get(term, 0.0) + weight
        length = _length(vector)
        return {term: weight / length for term, weight in vector.items() if term in counted}

    def _weights(self, counts: Mapping[str, int]) -> dict[str, float]:
        rarity, often = self._rarity, math.log1p
        return {term: often(count) * rarity[term] for term, count in counts.items() if term in rarity}

    def _scored(self, vector: Mapping[str, float]) -> Iterator[tuple[int, float]]:
        """Yield the incidents worth comparing, each with the likeness of the words alone."""
        for number in self._candidates(vector):
            yield number, _cosine(vector, self._vectors[number])

    def _candidates(self, vector: Mapping[str, float]) -> Sequence[int]:
        """Return the incidents worth comparing: those that share the most of what is most telling."""
        telling = sorted((term for term in vector if term in self._places), key=lambda t: (-vector[t], t))
        shared: dict[int, float] = {}
        for term in telling[:_TELLING]:
            weight = vector[term]
            for number in self._places[term]:
                shared[number] = shared.get(number, 0.0) + weight * self._vectors[number][term]
        return sorted(shared, key=lambda number: (-shared[number], number))[:_COMPARED]

    def _shown(self, common: Mapping[str, float], number: int) -> tuple[str, ...]:
        """Return the most telling of common terms, as the other one writes them."""
        telling = sorted(common, key=lambda term: (-common[term], term))
        written = self._terms[number].written
        shown = [written[term] for term in telling[:_SHOWN_TERMS]]
        if any(map(is_unspaced, shown)):  # what is compared in parts is shown in one
            parts = [written[term] for term in telling[:_SHOWN_PARTS]]
            shown = joined(parts, self.incidents[number].document.source.text)[:_SHOWN_TERMS]
        return tuple(shown)


@lru_cache(maxsize=2)
def similarity(archive: Archive) -> SimilarityIndex:
    """Return the index of an archive, made once."""
    return SimilarityIndex(archive)


def _length(vector: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in vector.values()))


def _of_length_1(vector: dict[str, float]) -> dict[str, float]:
    length = _length(vector)
    return {term: weight / length for term, weight in vector.items()}


def _cosine(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    if len(two) < len(one):
        one, two = two, one
    return sum(weight * two[term] for term, weight in one.items() if term in two)


def _both(one: Mapping[str, float], two: Mapping[str, float]) -> dict[str, float]:
    """Return what each term that both have adds to their cosine."""
    return {term: weight * two[term] for term, weight in one.items() if term in two}


def _part(vector: Mapping[str, float], terms: Terms) -> dict[str, float]:
    """Return what of a text an incident has."""
    return {term: weight for term, weight in vector.items() if term in terms}


def _linked(incident: Incident, archive: Archive) -> Iterable[str]:
    """Return the incidents that one names, and those that name it: readers see them anyway."""
    for link in archive.links.get(incident.uri, ()):
        yield link.target.uri
    for link in archive.backlinks.get(incident.uri, ()):
        yield link.origin.uri
    for relation in archive.relations.get(incident.uri, ()):
        yield relation.target.uri
    for relation in archive.related_by.get(incident.uri, ()):
        yield relation.origin.uri
    for mention in archive.mentions.get(incident.uri, ()):
        yield mention.target.uri
    for mention in archive.mentioned_by.get(incident.uri, ()):
        yield mention.origin.uri


@lru_cache(maxsize=2)
def kept_apart(archive: Archive) -> Mapping[str, set[str]]:
    """Return which incidents an author has said not to be alike (`not_similar`), both ways."""
    apart: dict[str, set[str]] = {}
    resolver = None
    for incident in archive.incidents:
        for name in incident.document.front_matter.listed(NOT_SIMILAR):
            resolver = resolver or Resolver(archive.incidents)
            other = resolver.by_text(name.text)
            if other is not None:
                apart.setdefault(incident.uri, set()).add(other.uri)
                apart.setdefault(other.uri, set()).add(incident.uri)
    return apart


def _reasons(likeness: Likeness, terms: int) -> int:
    """Return how many things two incidents have in common, so many terms among them; one title is enough."""
    found = terms + bool(likeness.category) + len(likeness.services)
    return max(found, likeness.same_title * _ENOUGH)


def _facts(incident: Incident) -> _Facts:
    services = {plain(name): name for name in incident.document.services}
    return _Facts(plain(incident.title), incident.category, services)
