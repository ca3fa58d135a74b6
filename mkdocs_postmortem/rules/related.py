"""PM701 to PM708: the rows of Related Incidents."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import quote as url_quote

from mkdocs_postmortem.archive import Incident, normal_id
from mkdocs_postmortem.archive.resolver import named_piece
from mkdocs_postmortem.document.dates import find_date
from mkdocs_postmortem.document.model import Related
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.fixes import SAFE, UNSAFE, Fix, remove_lines, replace
from mkdocs_postmortem.rules.names import (
    id_in,
    is_in_archive,
    may_be_unreadable,
    named_in_status,
    near_id,
    near_name,
    near_path,
    stated,
)
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.values import is_blank
from mkdocs_postmortem.rules.words import count, did_you_mean, quote
from mkdocs_postmortem.rules.years import days_of
from mkdocs_postmortem.template import plain


def _rows(case: Case) -> Iterator[Related]:
    for row in case.document.related:
        if not case.document.unfilled(row.incident) and not case.document.unfilled(row.id):
            yield row


def _names_itself(case: Case, row: Related) -> bool:
    """Say whether a row names the incident that it stands in."""
    incident = case.incident
    if case.resolver.resolve(row, incident) is incident:
        return True
    if row.id is None or incident.id is None or normal_id(row.id.text) != normal_id(incident.id):
        return False
    # Where two documents have one ID (PM901), the row may mean the other.
    return len(case.archive.by_id.get(normal_id(incident.id), ())) < 2


@rule("PM701", "related-unknown", "W/E/E", fixes=("unsafe",))
def related_unknown(case: Case) -> Iterator[Found]:
    """An incident named under Related Incidents exists in the archive.

    So does one named in the front matter, behind `related`, `superseded_by` and the other keys for
    relations, and in a status such as `Duplicate of INC-2025-014`. Only what looks like an ID of this
    archive, a link to a document in its folder, or nearly the name of one is looked up; prose and links to
    other sites and pages are not. An incident whose document can't be read counts as there. IDs of other
    archives are those that the option `external_ids` describes.
    """
    for row in _rows(case):
        if case.resolver.resolve(row, case.incident) is not None or _names_itself(case, row):
            continue
        named = _named(case, row)
        if named is not None and not may_be_unreadable(case, named.text):
            yield _unknown(named, _guess(case, row, named), "correct the ID, or remove the row")
    for _, name in stated(case):
        if case.resolver.by_name_or_path(name.text, case.incident) is None:
            yield from _unknown_in_front_matter(case, name)
    other = named_in_status(case)
    if other is not None and case.resolver.by_name_or_path(other.text, case.incident) is None:
        named = id_in(case, other)
        if named is not None and not may_be_unreadable(case, named.text):
            yield _unknown(named, near_id(case, named.text, None), "correct the ID in the status")


def _unknown(named: Text, guess: str | None, advice: str) -> Found:
    return Found(
        named,
        f"Related incident {quote(named)} does not exist{did_you_mean(guess)}",
        f"write `{guess}`" if guess else advice,
        fix=replace(named, guess, UNSAFE) if guess else None,
    )


def _unknown_in_front_matter(case: Case, name: Text) -> Iterator[Found]:
    """Yield the finding for a value that nothing is found for, where it can only mean an incident."""
    guess: str | None
    if name.text.endswith(case.settings.suffixes):
        named = name if is_in_archive(case, name.text) else None
        guess = near_path(case, name.text)
    elif (named := id_in(case, name)) is not None:
        guess = near_id(case, named.text, None)
    else:
        guess = near_name(case, name.text)
        named = name if guess else None
    if named is not None and not may_be_unreadable(case, named.text):
        yield _unknown(named, guess, "correct it, or remove it from the front matter")


def _named(case: Case, row: Related) -> Text | None:
    """Return what a row names that must exist: an ID, or the target of a link into the archive."""
    if row.target is not None:
        return row.target if is_in_archive(case, row.target.text) else None
    return id_in(case, row.id) if row.id is not None else None


def _guess(case: Case, row: Related, named: Text) -> str | None:
    """Return what a row means, where only one incident can be meant."""
    if row.target is not None:
        return near_path(case, named.text)
    day = find_date(row.date.text) if row.date is not None else None
    return near_id(case, named.text, day.day if day is not None else None)


@rule("PM702", "related-date", "W/E/E", fixes=("safe", "unsafe"))
def related_date(case: Case) -> Iterator[Found]:
    """The date in a row is that of the incident which the row names.

    Of an incident that lasted several days each is right. The fix is unsafe where another incident of
    the archive has the date written here: then the ID may be what is wrong. A day that the calendar does
    not have is reported too, whatever incident the row names.
    """
    for row in _rows(case):
        target = case.resolver.resolve(row, case.incident)
        if row.date is None or target is case.incident:
            continue
        written = find_date(row.date.text)
        if written is None or written.ambiguous:
            continue
        if written.day is None:
            yield _no_day(row.date.part(written.start, written.end), target)
            continue
        if target is None:
            continue
        stated = target.document.date
        if stated is None or stated.value is None:
            continue
        first, (earliest, latest) = stated.value, days_of(target.document, stated)
        if earliest <= written.day <= latest:
            continue
        at, off = row.date.part(written.start, written.end), (written.day - first).days
        others = [each for each in case.archive.incidents if each.date == written.day]
        also = f", or name {quote(others[0].label)}, which was then" if others else ""
        yield Found(
            at,
            f"{target.label} is dated {first} there, {written.day} here",
            f"write `{first}`{also}",
            (stated.text, "its date"),
            label=f"{count(abs(off), 'day')} {'later' if off > 0 else 'earlier'}",
            fix=replace(at, first.isoformat(), UNSAFE if others else SAFE),
        )


@rule("PM703", "related-self", "E/E/E", fixes=("safe", "unsafe"))
def related_self(case: Case) -> Iterator[Found]:
    """An incident is not listed as related to itself.

    Neither does its front matter name itself. The fix removes the row. It is unsafe where the row says
    more than the incident and its date: another may have been meant.
    """
    for row in _rows(case):
        if _names_itself(case, row):
            yield Found(
                row.id if row.id else row.incident,
                "An incident can't be related to itself",
                "remove the row, or name the other incident",
                fix=_without(case, row),
            )
    for _, name in stated(case):
        if case.resolver.by_name_or_path(name.text, case.incident) is case.incident:
            yield Found(
                name,
                "An incident can't be related to itself",
                "remove the value, or name the other incident",
            )
    other = named_in_status(case)
    if other is not None and case.resolver.by_name_or_path(other.text, case.incident) is case.incident:
        yield Found(other, "An incident can't be related to itself", "name the other incident in the status")


def _no_day(written: Text, target: Incident | None) -> Found:
    """Return the finding for a date that the calendar lacks; that of the incident is what is meant."""
    meant = target.date if target is not None else None
    return Found(
        written,
        f"{quote(written)} is not a day of the calendar",
        f"write `{meant}`" if meant else "correct the day or the month",
        fix=replace(written, meant.isoformat(), UNSAFE) if meant else None,
    )


def _without(case: Case, row: Related, twin: Related | None = None) -> Fix | None:
    """Return how to take a row out of its table, where another is left there.

    That is safe where nothing is lost: the row says nothing of its own, or what its `twin` says.
    """
    source = row.whole.source
    start = source.text.rfind("\n", 0, row.whole.start) + 1
    in_table = row.similarity is not None or row.date is not None
    if not in_table or source.text[start : row.whole.start].strip() or len(case.document.related) < 2:
        return None
    own, theirs = ("" if each is None else _similarity(case, each) for each in (row, twin))
    return remove_lines(row.whole, "remove the row", SAFE if own in ("", theirs) else UNSAFE)


def _similarity(case: Case, row: Related) -> str:
    """Return what a row says of the incident, as texts are compared."""
    return "" if row.similarity is None or is_blank(case, row.similarity) else plain(row.similarity.text)


@rule("PM704", "related-twice", "W/W/W", fixes=("safe", "unsafe"))
def related_twice(case: Case) -> Iterator[Found]:
    """No incident is listed twice.

    The fix removes the second row. It is unsafe where that says something else than the first.
    """
    seen: dict[str, Related] = {}
    for row in _rows(case):
        target = case.resolver.resolve(row, case.incident)
        name = target.uri if target is not None else normal_id(_key(case, row))
        if not name or target is case.incident:
            continue
        first = seen.setdefault(name, row)
        if first is not row:
            named = row.id if row.id else row.incident
            yield Found(
                named,
                f"{target.label if target is not None else quote(named)} is listed twice",
                "remove one of the two rows",
                (first.id if first.id else first.incident, "listed here"),
                label="listed again",
                fix=_without(case, row, first),
            )


def _key(case: Case, row: Related) -> str:
    """Return the ID that an unknown incident is named by, an empty text where it is named in words."""
    named = _named(case, row) or row.id
    return named.text if named and any(map(str.isdigit, named.text)) and " " not in named.text else ""


@rule("PM705", "not-symmetric", "-/-/-")
def not_symmetric(case: Case) -> Iterator[Found]:
    """An incident that is listed as related lists this one too.

    Off: each page shows who refers to it, so that nobody need edit a closed document. Switch it on with
    `levels: {PM705: info}`.
    """
    for link in case.archive.links.get(case.incident.uri, ()):
        back = case.archive.links.get(link.target.uri, ())
        if link.target.document.broken or any(each.target is case.incident for each in back):
            continue
        yield Found(
            link.related.id if link.related.id else link.related.incident,
            f"{link.target.label} does not list this incident",
            f"add a row to its {case.template.section('related').title}",
        )


@rule("PM706", "related-not-linked", "-/-/-", fixes=("safe",))
def related_not_linked(case: Case) -> Iterator[Found]:
    """An incident that is listed as related is a link to its document.

    Off, because the plugin makes the links while it builds. Switch it on with `levels: {PM706: info}`
    where the documents are read elsewhere too.
    """
    folder = posixpath.dirname(case.incident.uri) or "."
    for row in _rows(case):
        target = case.resolver.resolve(row, case.incident)
        named = named_piece(row, target) if target is not None and row.target is None else None
        if target is None or target is case.incident or named is None:
            continue
        path = url_quote(posixpath.relpath(target.uri, folder))
        text = named.text.strip("[]").rsplit("|", 1)[-1]
        yield Found(
            named,
            f"{quote(named)} is not a link",
            f"write `[{text}]({path})`",
            fix=replace(named, f"[{text}]({path})"),
        )


@rule("PM708", "no-similarity", "I/W/W")
def no_similarity(case: Case) -> Iterator[Found]:
    """Each related incident comes with what the two have in common. A table without such a column may."""
    for row in _rows(case):
        if row.similarity is not None and is_blank(case, row.similarity):
            target = case.resolver.resolve(row, case.incident)
            name = target.label if target is not None else quote(row.id if row.id else row.incident)
            yield Found(
                row.similarity,
                f"Nothing says how {name} is similar",
                "write in a few words what the two have in common",
            )
