"""The sides from which readers look at an archive: severity, category, year, service, tag.

A value is one facet however it is spelt in capitals. A service is one from two incidents on, a tag from three
on, or from one incident in two hundred: authors make up tags freely, most occur once or twice, and an archive
of a thousand incidents would get hundreds of pages that say no more than the index does when it is filtered.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mkdocs_postmortem.archive.model import Archive, Incident

KINDS = ("severity", "category", "year", "service", "tag")
# How many incidents a value must have to be a facet, and how large a share of all; other kinds need but one.
LEAST = {"service": (2, 0.0), "tag": (3, 0.005)}
# The metadata fields that hold several names, and how they are called.
NAMED = {"service": "services", "tag": "tags", "author": "author"}

_MOST_SLUG = 60
_GAP = re.compile(r"[\W_]+")
# What the folder of a kind may hold already.
_TAKEN = frozenset(("index", "readme"))


@dataclass(frozen=True, slots=True, eq=False)
class Facet:
    """A value that incidents have in common, with these incidents, newest first.

    `value` is the commonest of its spellings; `slug` names it in addresses, uniquely among its kind.
    """

    kind: str
    value: str
    slug: str
    incidents: tuple[Incident, ...]


class Facets:
    """All facets of an archive, by kind: severities worst first, years newest first, others by frequency."""

    def __init__(self, archive: Archive) -> None:
        self._by_key: dict[tuple[str, str], Facet] = {}
        self._of: dict[str, tuple[Facet, ...]] = {}
        self._once: dict[str, int] = {}
        self._total = len(archive.incidents)
        for kind in KINDS:
            members, least = _members(archive, kind), self.least(kind)
            kept = {key: found for key, found in members.items() if len(found) >= least}
            self._once[kind] = len(members) - len(kept)
            self._of[kind] = _sorted(_facets(kind, kept), archive, kind)
            for facet in self._of[kind]:
                self._by_key[kind, folded(facet.value)] = facet

    def of(self, kind: str) -> tuple[Facet, ...]:
        """Return the facets of a kind."""
        return self._of[kind]

    def least(self, kind: str) -> int:
        """Return how many incidents a value of a kind must have to be a facet."""
        number, share = LEAST.get(kind, (1, 0.0))
        return max(number, math.ceil(share * self._total))

    def too_few(self, kind: str) -> int:
        """Return how many values of a kind too few incidents have for them to be facets."""
        return self._once[kind]

    def find(self, kind: str, value: str) -> Facet | None:
        """Return the facet of a value in any spelling, or None where there is none."""
        return self._by_key.get((kind, folded(value)))


@lru_cache(maxsize=2)
def facets(archive: Archive) -> Facets:
    """Return the facets of an archive, found once."""
    return Facets(archive)


def values_of(incident: Incident, kind: str) -> tuple[str, ...]:
    """Return what an incident has of a kind (of `author` too), each once, as written."""
    if kind == "severity":
        return (incident.severity,) if incident.severity else ()
    if kind == "category":
        return (incident.category,) if incident.category else ()
    if kind == "year":
        return (f"{incident.date.year:04}",) if incident.date else ()
    return _names(incident, kind)


def folded(value: str) -> str:
    """Return a name as it is compared: in small letters, without marks around it, words one blank apart."""
    return " ".join(unicodedata.normalize("NFC", value).strip(" *_`").split()).casefold()


def _names(incident: Incident, kind: str) -> tuple[str, ...]:
    document = incident.document
    names = {"service": document.services, "tag": document.tags, "author": document.authors}[kind]
    field = document.field(NAMED[kind])
    if not names or field is None or document.unfilled(field.value):
        return ()
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(folded(name), name)
    known.pop("", None)
    return tuple(known.values())


def _members(archive: Archive, kind: str) -> dict[str, list[tuple[str, Incident]]]:
    """Return by the folded value who has it, each with their spelling."""
    members: dict[str, list[tuple[str, Incident]]] = {}
    for incident in archive.incidents:
        for value in values_of(incident, kind):
            members.setdefault(folded(value), []).append((value, incident))
    return members


def _facets(kind: str, members: Mapping[str, Sequence[tuple[str, Incident]]]) -> Iterator[Facet]:
    slugs = _slugs(members)
    for key, found in members.items():
        spellings = Counter(value for value, _ in found)
        commonest = max(spellings, key=lambda value: (spellings[value], value))
        yield Facet(kind, commonest, slugs[key], tuple(incident for _, incident in found))


def _sorted(found: Iterable[Facet], archive: Archive, kind: str) -> tuple[Facet, ...]:
    """Return severities worst first, years newest first, and all others by how many incidents have them."""
    if kind == "year":
        return tuple(sorted(found, key=lambda each: each.value, reverse=True))
    if kind == "severity":
        rank = archive.template.vocabularies["severity"].rank
        return tuple(sorted(found, key=lambda each: rank(each.value)))
    return tuple(sorted(found, key=lambda each: (-len(each.incidents), folded(each.value))))


def _slugs(keys: Iterable[str]) -> Mapping[str, str]:
    """Return an address for each name: its own words; where several share it, any inexact one gets a mark.

    The mark is made from the name alone: no address depends on the order or number of the others.
    """
    slugs = {key: _slug(key) for key in keys}
    shared = Counter(slugs.values())

    def final(key: str, slug: str) -> str:
        free = slug and slug not in _TAKEN
        return slug if free and (slug == key or shared[slug] == 1) else _marked(slug, key)

    return {key: final(key, slug) for key, slug in slugs.items()}


def _slug(key: str) -> str:
    """Return a name as part of an address: letters and digits of any script, and hyphens."""
    text = unicodedata.normalize("NFC", key.replace("+", " plus ").replace("#", " sharp "))
    return _GAP.sub("-", text).strip("-")[:_MOST_SLUG].rstrip("-")


def _marked(slug: str, key: str) -> str:
    mark = hashlib.blake2b(key.encode(), digest_size=3).hexdigest()
    return f"{slug}-{mark}" if slug else mark
