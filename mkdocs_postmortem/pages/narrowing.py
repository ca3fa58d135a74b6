"""Some incidents of an archive: those that a placeholder is about, and whether what it names exists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from mkdocs_postmortem.archive import Archive, Incident, Resolver
from mkdocs_postmortem.archive.facets import KINDS, folded, values_of
from mkdocs_postmortem.archive.ledger import actions_of
from mkdocs_postmortem.archive.quarters import quarter
from mkdocs_postmortem.option_types import did_you_mean
from mkdocs_postmortem.pages.arguments import STATES, Arguments, Fault, listed, tokens
from mkdocs_postmortem.pages.filters import NONE
from mkdocs_postmortem.pages.text import bare

# More names than these are not listed in a message.
MOST_LISTED = 10
# The vocabularies of the filters that have one; of actions, `category` is another.
_WORDS = {"severity": "severity", "category": "category", "status": "status", "priority": "priority"}
_OF_ACTIONS = {**_WORDS, "category": "action_category"}
_FORMS = {"year": (r"\d{4}", "a year, such as `2025`"), "when": (r"\d{4}(?:-Q[1-4])?", "`2025` or `2025-Q3`")}


def narrowed(archive: Archive, arguments: Arguments, without: Iterable[str] = ()) -> Archive:
    """Return an archive of the incidents that are asked for.

    Filters that are not about incidents, and those of the names `without`, are not looked at.
    """
    wanted: dict[str, set[str]] = {}
    for name, value in arguments.filters:
        if name not in without and name in (*KINDS, "status", "when", "author"):
            wanted.setdefault(name, set()).add(folded(value))
    if not wanted:
        return archive
    return archive.only(
        incident
        for incident in archive.incidents
        if all(fits(_values(incident, name), values) for name, values in wanted.items())
    )


def fits(own: Iterable[str], wanted: set[str]) -> bool:
    """Say whether any of some values is wanted; `-` is for having none. Those `wanted` are folded."""
    values = {folded(bare(value)) for value in own}
    return bool(values & wanted) if values else NONE in wanted


def _values(incident: Incident, name: str) -> tuple[str, ...]:
    if name == "status":
        return (incident.status,) if incident.status else ()
    if name == "when":
        return (quarter(incident.date), str(incident.date.year)) if incident.date else ()
    return values_of(incident, name)


def called(archive: Archive, name: str) -> Incident | None:
    """Return the incident of a path relative to the docs folder, an ID or the name of a file, or None."""
    return archive.by_uri.get(name) or Resolver(archive.incidents).by_text(name)


def corrected(archive: Archive, part: str, arguments: Arguments) -> Arguments:
    """Return arguments with the words of vocabularies as the archive's template spells them."""
    filters = ((name, _spelt(archive, part, name, value)) for name, value in arguments.filters)
    return arguments._replace(filters=tuple(filters))


def _spelt(archive: Archive, part: str, name: str, value: str) -> str:
    key = _vocabulary(part, name)
    term = archive.template.vocabularies[key].find(value) if key else None
    return term.name if term else value.upper() if name == "when" else value


def _vocabulary(part: str, name: str) -> str | None:
    return (_OF_ACTIONS if part == "actions" else _WORDS).get(name)


def unknown_values(archive: Archive, part: str, text: str) -> Iterator[Fault]:
    """Yield what is wrong with the values of filters: words and names that do not exist in an archive."""
    for token in tokens(text):
        if (
            token.value
            and token.value != NONE
            and (fault := _unknown(archive, part, token.name, token.value))
        ):
            yield Fault(token.offset, fault)


def _unknown(archive: Archive, part: str, name: str, value: str) -> str:
    if name in _FORMS:
        form, wanted = _FORMS[name]
        right = re.fullmatch(form, value, re.IGNORECASE | re.ASCII)
        return "" if right else f"`{name}` is `{value}`, expected {wanted}"
    if name == "incident":
        return "" if called(archive, value) else f"no incident is called `{value}`"
    if name == "state":
        return "" if value in STATES else _no(name, value, STATES)
    if key := _vocabulary(part, name):
        words = archive.template.vocabularies[key]
        return "" if words.find(value) else _no(name, value, words.labels)
    if name in ("service", "tag", "author", "owner") and archive.incidents:
        known = _known(archive, name)
        return "" if folded(value) in known else _no(name, value, tuple(known.values()))
    return ""


def _known(archive: Archive, name: str) -> Mapping[str, str]:
    """Return all names of a kind that the archive has, by what they are compared by."""
    known: dict[str, str] = {}
    for incident in archive.incidents:
        owners = (each.owner.text for each in actions_of(incident) if each.owner)
        for value in owners if name == "owner" else values_of(incident, name):
            known.setdefault(folded(bare(value)), bare(value))
    return known


def _no(name: str, value: str, known: tuple[str, ...]) -> str:
    hint = did_you_mean(value, known)
    if not hint and known:
        more = len(known) - MOST_LISTED
        hint = f"; there are {listed(known[:MOST_LISTED])}" + (f" and {more} more" if more > 0 else "")
    return f"no {name} is called `{value}`{hint}"
