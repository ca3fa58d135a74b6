"""PM9xx: the archive as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from mkdocs_postmortem.archive import Archive, Incident, normal_id
from mkdocs_postmortem.document.blocks import CodeBlock, Heading, ListItem, Paragraph, Table
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.consistency import is_disordered
from mkdocs_postmortem.rules.counting import fits
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import listing, quote
from mkdocs_postmortem.template import plain


@rule("PM901", "duplicate-id", "E/E/E")
def duplicate_id(case: Case) -> Iterator[Found]:
    """No two documents have the same incident ID. Case, separators and leading zeros do not tell them apart.

    The finding stands on the document whose path comes later; its note shows the other. Where only
    the first was asked for, it stands there.
    """
    incident = case.incident
    if not incident.id:
        return
    same = case.archive.by_id.get(normal_id(incident.id), ())
    if len(same) < 2:
        return
    readable = [each for each in same if not each.document.broken]
    if len(readable) < 2:
        return
    other = readable[0]
    if other is incident:
        others = readable[1:]
        if case.reported is None or any(each.uri in case.reported for each in others):
            return
        other = others[0]
    yield Found(
        _place(incident),
        f"Incident ID {incident.id} is also used in {quote(other.document.path)}",
        "give one of the two another ID",
        (_place(other), "the same ID"),
    )


def _place(incident: Incident) -> Text:
    """Return where an incident has its ID from; of a file name, the document's beginning."""
    document = incident.document
    return incident.identity.at or document.title_text or Text(document.source, 0, 0)


@rule("PM902", "stale-baseline", "W/W/W")
def stale_baseline(case: Case) -> Iterator[Found]:
    """Each entry of the baseline still occurs. One that was mended is taken out, so that it stays mended.

    The finding stands in the baseline file, once for each incident, at the first of its entries that
    occurs no more. An entry whose rule did not run is not reported.
    """
    stale = case.silenced.stale
    if not stale:
        return
    first, code = stale[0]
    more = f" ({len(stale)} entries of this incident)" if len(stale) > 1 else ""
    yield Found(
        first,
        f"{code} in the baseline no longer occurs{more}",
        "run `postmortem check --prune-baseline`, and commit the file",
    )


# What may count from either base.
_BASED = ("ttm", "ttr")
_SAID = {"detection": "detection", "impact": "the start of the impact"}
_NUMBER = re.compile(r"(?P<head>.*?)(?P<number>\d+)$")
# So many missing IDs are named.
_SHOWN = 3


@rule("PM903", "mixed-bases", "I/I/I")
def mixed_bases(case: Case) -> Iterator[Found]:
    """All documents count TTM and TTR from the same moment: detection, or the start of the impact.

    Each document that does as fewer others do is told so, once. Only durations that the timeline
    confirms for one moment and not for the other count. With the option `time_base` the site has
    decided, and PM322 reports the rest.
    """
    if case.settings.time_base != "auto" or is_disordered(case):
        return
    bases = _bases(case.archive)
    mine = bases.get(case.incident.uri)
    if mine is None:
        return
    counts = Counter(base for _, base in bases.values())
    metric, base = mine
    other = "impact" if base == "detection" else "detection"
    # Of two as frequent, detection counts: what began unseen is often not known.
    if (counts[base], base == "detection") > (counts[other], other == "detection"):
        return
    short = case.template.metric(metric).short
    yield Found(
        case.document.metrics[metric].value,
        f"{short} counts from {_SAID[base]}, as in {counts[base]} of {len(bases)} documents; "
        f"the others count from {_SAID[other]}",
        f"count from {_SAID[other]} too, or set the option `time_base`",
    )


@lru_cache(maxsize=2)
def _bases(archive: Archive) -> Mapping[str, tuple[str, str]]:
    """Return, by document, a duration that can count from one base only, and that base."""
    found = {}
    for incident in archive.incidents:
        certain = []
        for metric in _BASED:
            stated = incident.document.metrics.get(metric)
            computed = incident.timing.computed.get(metric, {})
            if stated is None or stated.duration.minutes is None or len(computed) < len(_SAID):
                continue
            fitting = [base for base, value in computed.items() if fits(stated, value)]
            certain += [(metric, base) for base in fitting if len(fitting) == 1]
        # One document with both is PM323's.
        if len({base for _, base in certain}) == 1:
            found[incident.uri] = certain[0]
    return found


@rule("PM904", "id-gap", "-/-/-")
def id_gap(case: Case) -> Iterator[Found]:
    """The numbers of incident IDs have no gaps.

    Off, because incidents are often withdrawn. Switch it on with `levels: {PM904: info}`. The finding
    stands on the document behind the gap.
    """
    incident = case.incident
    found = _NUMBER.fullmatch(incident.id or "")
    if found is None:
        return
    head, number = normal_id(found["head"]), int(found["number"])
    before = max((each for each in _series(case.archive).get(head, ()) if each < number), default=None)
    missing = range(before + 1, number) if before is not None else range(0)
    if missing:
        width = len(found["number"])
        names = [f"{found['head']}{each:0{width}}" for each in missing[:_SHOWN]]
        names += ["…"] * (len(missing) > _SHOWN)
        yield Found(
            _place(incident),
            f"{listing(names)} {'is' if len(missing) == 1 else 'are'} missing before {incident.id}",
            "add the document, or give this one the next free number",
        )


@lru_cache(maxsize=2)
def _series(archive: Archive) -> Mapping[str, set[int]]:
    """Return the numbers of IDs that begin alike."""
    found: dict[str, set[int]] = {}
    for each in archive.incidents:
        if each.id and (parts := _NUMBER.fullmatch(each.id)):
            found.setdefault(normal_id(parts["head"]), set()).add(int(parts["number"]))
    return found


@rule("PM905", "unrecognised-file", "I/I/I")
def unrecognised_file(case: Case) -> Iterator[Found]:
    """A file in the archive's folder is a postmortem: it has an ID, metadata, or a section of the template.

    What has none of them is probably a page of another kind, and no other rule speaks of its metadata,
    sections, timeline and so on. One that says it in other words has a title of its own at least: if it
    is a postmortem, write its metadata and headings as the template does.
    """
    if is_unrecognised(case):
        document = case.document
        heading = next((block.text for block in document.blocks if isinstance(block, Heading)), None)
        at = heading or document.title_text or Text(document.source, 0, 0)
        yield Found(
            at,
            "Not recognised as a postmortem: no ID, no metadata, no section of the template",
            "add it to the option `exclude`, or use the template's headings and metadata",
        )


def is_unrecognised(case: Case) -> bool:
    """Say whether a file has text, and nothing in it that a postmortem has; a bare heading is a beginning."""
    document = case.document
    return (
        any(isinstance(block, Paragraph | ListItem | Table | CodeBlock) for block in document.blocks)
        and not document.by_key
        and not document.metadata
        and not document.placeholders
        and case.incident.id is None
        and document.day is None
        and not any(key not in ("tags",) for key in document.fields)
        and not document.timeline.moments
        and not document.metrics
    )


@rule("PM907", "same-title", "I/I/I")
def same_title(case: Case) -> Iterator[Found]:
    """No two documents have the same title: a list of incidents could not tell them apart.

    The finding stands on the document whose path comes later. Two with one ID are PM901's.
    """
    title = case.document.title_text
    if title is None or case.document.unfilled(title) or not case.document.title:
        return
    first = _titles(case.archive).get(plain(case.document.title))
    if first is None or first is case.incident:
        return
    if first.id and case.incident.id and normal_id(first.id) == normal_id(case.incident.id):
        return
    other = first.document.title_text
    yield Found(
        title,
        f"Same title as {quote(first.document.path)}",
        "say in the title what is particular about this incident",
        (other, "the same title") if other is not None else None,
    )


@lru_cache(maxsize=2)
def _titles(archive: Archive) -> Mapping[str, Incident]:
    """Return the first document by path with each title."""
    found: dict[str, Incident] = {}
    for each in sorted(archive.incidents, key=lambda incident: incident.uri):
        if each.document.title and not each.document.broken:
            found.setdefault(plain(each.document.title), each)
    return found
