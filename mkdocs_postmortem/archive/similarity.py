"""Which incidents are alike, and why: what authors missed when they looked for related ones.

Incidents are compared by the cosine of their terms (`terms.py`), a term counting the more the fewer
incidents have it (Salton and Buckley, "Term-weighting approaches in automatic text retrieval", 1988).
Only incidents that share one of an incident's most telling terms are compared with it in full, so the
time grows with the archive and not with its square. Nothing here depends on chance, order or network.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mkdocs_postmortem.archive.model import Archive, Incident
from mkdocs_postmortem.archive.resolver import Resolver
from mkdocs_postmortem.archive.terms import Terms, terms_of, terms_of_text
from mkdocs_postmortem.template import plain

MOST = 5
# The key of front matter that lists incidents which are not alike, whatever their words say.
NOT_SIMILAR = "not_similar"
# Below the first two incidents have little in common, from the second on a great deal.
LEAST, STRONG = 0.06, 0.2
# How much of a text's weight an incident must cover to be like it.
COVERED = 0.5
# What two incidents of one title are at the least.
SAME_TITLE = 0.5
# What the same root cause category, or a service in common, adds to a likeness in words.
SAME_CATEGORY, SAME_SERVICE = 0.12, 0.18
# By how many of its most telling terms an incident looks for others, how common these may be, and how many of
# those found are compared in full. They keep the work for one incident the same however large the archive.
_TELLING, _COMMON, _COMPARED = 24, 40, 20
_SHOWN_TERMS = 3


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

    __slots__ = ("category", "number", "rank", "same_title", "score", "services", "words")

    def __init__(self, number: int, score: float, origin: Incident | None, other: Incident) -> None:
        self.number = number
        self.words = score
        self.same_title = False
        self.category: str | None = None
        self.services: tuple[str, ...] = ()
        if origin is not None:
            self.same_title = plain(origin.title) == plain(other.title)
            self.category = origin.category if origin.category == other.category else None
            self.services = _in_common(origin, other)
            score *= 1 + bool(self.category) * SAME_CATEGORY + bool(self.services) * SAME_SERVICE
            score = min(max(score, SAME_TITLE if self.same_title else 0.0), 1.0)
        self.score = round(score, 4)
        self.rank = (-self.score, other.uri)


class SimilarityIndex:
    """The incidents of an archive, ready to be compared."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.incidents = sorted(archive.incidents, key=lambda each: each.uri)
        self._numbers = {incident.uri: number for number, incident in enumerate(self.incidents)}
        self._apart = kept_apart(archive)
        self._known: dict[tuple[str, int], tuple[Similar, ...]] = {}
        self._likenesses: dict[str, tuple[Likeness, ...]] = {}
        self._terms = [terms_of(incident) for incident in self.incidents]
        places: dict[str, list[int]] = {}
        for number, terms in enumerate(self._terms):
            for term in terms.weights:
                places.setdefault(term, []).append(number)
        total = len(self.incidents) + 1
        # A term of nearly all incidents says nothing, and one of a single incident finds no other.
        self._rarity = {
            term: math.log(total / len(found))
            for term, found in places.items()
            if len(found) <= max(2, total // 2)
        }
        self._places = {term: places[term] for term in self._rarity if 1 < len(places[term]) <= _COMMON}
        self._vectors = [self._vector(terms) for terms in self._terms]
        self._lengths = [_length(vector) for vector in self._vectors]

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
        return self._best(self._vectors[number], likenesses, most)

    def likenesses(self, incident: Incident) -> tuple[Likeness, ...]:
        """Return how much alike others are with an incident of the archive, linked with it or not.

        Left out are those that an author keeps apart, and those that have next to nothing in common.
        """
        known = self._likenesses.get(incident.uri)
        if known is None:
            known = self._likenesses[incident.uri] = tuple(self._compared(incident))
        return known

    def _compared(self, incident: Incident) -> Iterator[Likeness]:
        apart = {incident.uri, *self._apart.get(incident.uri, ())}
        for number, score in self._scored(self._vectors[self._numbers[incident.uri]]):
            other = self.incidents[number]
            if other.uri not in apart:
                likeness = Likeness(number, score, incident, other)
                if likeness.score >= LEAST:
                    yield likeness

    def similar_to_text(self, text: str, most: int = MOST) -> tuple[Similar, ...]:
        """Return the incidents most like a text."""
        vector = self._vector(terms_of_text(text, self.archive.template))
        length = _length(vector)
        # A text is short and an incident long: what counts is how much of the text the incident covers.
        likenesses = []
        for number, other in enumerate(self._vectors):
            covered = math.sqrt(sum(weight * weight for term, weight in vector.items() if term in other))
            if covered >= COVERED * length > 0:
                likenesses.append(Likeness(number, covered / length, None, self.incidents[number]))
        return self._best(vector, likenesses, most)

    def _best(
        self, vector: Mapping[str, float], likenesses: Iterable[Likeness], most: int
    ) -> tuple[Similar, ...]:
        ordered = sorted((each for each in likenesses if each.score >= LEAST), key=lambda each: each.rank)
        found: list[Similar] = []
        for each in ordered:
            if len(found) == most:
                break
            terms = self._shared(vector, each.number)
            similar = Similar(
                self.incidents[each.number], each.score, terms, each.same_title, each.category, each.services
            )
            if _says_why(similar):
                found.append(similar)
        return tuple(found)

    def _vector(self, terms: Terms) -> dict[str, float]:
        rarity = self._rarity
        return {term: weight * rarity[term] for term, weight in terms.weights.items() if term in rarity}

    def _scored(self, vector: Mapping[str, float]) -> Iterator[tuple[int, float]]:
        """Yield the incidents worth comparing, each with the likeness of the words alone."""
        length = _length(vector)
        for number in self._candidates(vector):
            yield number, _cosine(vector, length, self._vectors[number], self._lengths[number])

    def _candidates(self, vector: Mapping[str, float]) -> Sequence[int]:
        """Return the incidents worth comparing: those that share the most of what is most telling."""
        telling = sorted((term for term in vector if term in self._places), key=lambda t: (-vector[t], t))
        shared: dict[int, float] = {}
        for term in telling[:_TELLING]:
            weight = vector[term]
            for number in self._places[term]:
                shared[number] = shared.get(number, 0.0) + weight * self._vectors[number][term]
        return sorted(shared, key=lambda number: (-shared[number], number))[:_COMPARED]

    def _shared(self, vector: Mapping[str, float], number: int) -> tuple[str, ...]:
        """Return the most telling terms of both, as the other one writes them; no word twice."""
        other = self._vectors[number]
        common = sorted((t for t in vector if t in other), key=lambda t: (-vector[t] * other[t], t))
        shown: list[str] = []
        for term in common:
            words = set(term.split())
            if any(words & set(each.split()) for each in shown):
                continue
            shown.append(term)
            if len(shown) == _SHOWN_TERMS:
                break
        written = self._terms[number].written
        return tuple(written[term] for term in shown)


@lru_cache(maxsize=2)
def similarity(archive: Archive) -> SimilarityIndex:
    """Return the index of an archive, made once."""
    return SimilarityIndex(archive)


def _length(vector: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in vector.values()))


def _cosine(one: Mapping[str, float], length: float, two: Mapping[str, float], other_length: float) -> float:
    if len(two) < len(one):
        one, two = two, one
    both = length * other_length
    return sum(weight * two[term] for term, weight in one.items() if term in two) / both if both else 0.0


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


def _says_why(similar: Similar) -> bool:
    """Say whether there is more to two incidents than a single word."""
    words = sum(len(term.split()) for term in similar.terms)
    return similar.same_title or words + bool(similar.category) + len(similar.services) > 1


def _in_common(one: Incident, two: Incident) -> tuple[str, ...]:
    theirs = {plain(name) for name in two.document.services}
    return tuple(name for name in one.document.services if plain(name) in theirs)
