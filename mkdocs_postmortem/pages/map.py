"""The map of the archive: a dot for each incident, a curve for each two that have to do with each other.

Drawn whole while the site is built, so that it is there without JavaScript; the list below it says the
same in words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from mkdocs_postmortem.archive import Archive, Incident
from mkdocs_postmortem.archive.relations import PLAIN
from mkdocs_postmortem.archive.ties import Tie, families, strangers, ties
from mkdocs_postmortem.pages.cards import card_attributes
from mkdocs_postmortem.pages.map_layout import WIDTH, Dot, Lane, MapLayout, lay_out
from mkdocs_postmortem.pages.named import Named, named
from mkdocs_postmortem.pages.places import index_url
from mkdocs_postmortem.pages.rendering import render
from mkdocs_postmortem.pages.severity import severity_style
from mkdocs_postmortem.pages.text import UrlFor, bare
from mkdocs_postmortem.template import plain

# The style sheet has so many colours for lanes; more lanes share them.
COLOURS = 8
# How far a curve bows, as a share of the way, and at most in pixels.
_BOW, _LARGEST_BOW = 0.18, 60


class LaneView(NamedTuple):
    """A lane as it is drawn.

    Its dots are their address, their place in percent of the width and pixels from the top of the lane, the
    CSS class of their severity, and their cards.
    """

    name: str | None
    url: str
    colour: int
    height: int
    dots: tuple[tuple[str, float, str, str, Markup], ...]


class Curve(NamedTuple):
    """A curve between two dots, which are counted from 0 in the order of the page."""

    ends: str
    path: str


class Strand(NamedTuple):
    """The curves of one kind: what the legend calls it, and whether they lead from the one to the other."""

    key: str
    words: str
    leads: bool
    curves: tuple[Curve, ...]


class Severity(NamedTuple):
    """A severity in the legend: its word, CSS class, number of incidents and diameter in pixels."""

    word: str
    style: str
    number: int
    size: int


class Relative(NamedTuple):
    """What an incident is to an older one of its family, whose incident that is, and what its author says."""

    words: str
    key: str
    other: Named
    said: str


class Member(NamedTuple):
    """An incident of a family, and what it is to older ones."""

    incident: Named
    relatives: tuple[Relative, ...]


class Family(NamedTuple):
    """Incidents that are joined, newest first: how many, from when to when."""

    number: int
    first: str
    last: str
    members: tuple[Member, ...]


def map_html(archive: Archive, url_for: UrlFor, whole: Archive | None = None) -> str:
    """Return the map of an archive, or of a part of the `whole` one, and the list of who has relatives."""
    if not archive.incidents:
        return render("empty.html", archive.labels, folder=archive.settings.folder)
    joined = ties(archive)
    alike = strangers(archive, whole or archive)
    layout = lay_out(archive)
    dots = [dot for lane in layout.lanes for dot in lane.dots]
    places = {dot.incident.uri: (number, dot) for number, dot in enumerate(dots)}
    groups = families(archive, joined)
    strands = tuple(_strands(joined, archive, layout, places))
    return render(
        "map.html",
        archive.labels,
        width=WIDTH,
        layout=layout,
        lanes=tuple(_lanes(layout, archive, url_for)),
        ticks=[(_percent(tick.x), tick.word) for tick in layout.ticks],
        undated=_percent(layout.undated / 2) if layout.undated else 0,
        severities=tuple(_severities(layout, archive)),
        faint=_faintness(len(joined)),
        strands=strands,
        arrow=max(4, min(7, layout.cell // 3)),
        strong=_faintness(sum(len(each.curves) for each in strands if each.leads), 0.8),
        alike=tuple(_curve(newer, older, places) for newer, older in alike),
        families=tuple(_families(groups, joined, archive, url_for)),
        related=sum(map(len, groups)),
        total=len(archive.incidents),
        index=index_url(archive, url_for),
    )


def _faintness(number: int, most: float = 0.5) -> float:
    """Return how opaque curves are: the more there are, the less, so that dots stay what is seen first."""
    return round(max(0.16, min(most, 8 * most / math.sqrt(number or 1))), 2)


def _lanes(layout: MapLayout, archive: Archive, url_for: UrlFor) -> Iterator[LaneView]:
    for number, lane in enumerate(layout.lanes):
        url = index_url(archive, url_for, category=lane.name or "-")
        dots = tuple(_dots(lane, archive, url_for))
        yield LaneView(lane.name, url, number % COLOURS + 1, lane.height, dots)


def _dots(lane: Lane, archive: Archive, url_for: UrlFor) -> Iterator[tuple[str, float, str, str, Markup]]:
    for incident, x, y in lane.dots:
        style = severity_style(incident.severity, archive.template)
        yield (
            url_for(incident.uri),
            _percent(x),
            f"{y - lane.top:g}",
            style,
            card_attributes(incident, archive.labels),
        )


def _percent(x: float) -> float:
    return round(100 * x / WIDTH, 2)


def _severities(layout: MapLayout, archive: Archive) -> Iterator[Severity]:
    """Yield the severities that occur, the worst first, and how many incidents have none."""
    labels = archive.template.vocabularies["severity"].labels
    for name, size in zip((*labels, None), layout.sizes, strict=True):
        number = sum(incident.severity == name for incident in archive.incidents)
        if number:
            yield Severity(name or "", severity_style(name, archive.template), number, size)


Places = Mapping[str, tuple[int, Dot]]


def _strands(joined: Sequence[Tie], archive: Archive, layout: MapLayout, places: Places) -> Iterator[Strand]:
    """Yield the curves by what they say, what says least first: it is drawn below the others."""
    stated = [tie for tie in joined if tie.kind is not None and tie.kind != PLAIN]
    plain_ones = [tie for tie in joined if tie not in stated]
    if plain_ones:
        curves = tuple(_curve(tie.newer, tie.older, places) for tie in plain_ones)
        yield Strand("plain", archive.labels("Related or mentioned"), False, curves)
    kinds = archive.template.relations
    for key, again in (("stated", False), ("again", True)):
        found = {kind.key: kind.label for kind in kinds if kind.again is again}
        chosen = [tie for tie in stated if tie.kind in found]
        if chosen:
            present = {tie.kind for tie in chosen}
            words = ", ".join(label for kind, label in found.items() if kind in present)
            yield Strand(key, words, True, tuple(_leading(tie, archive, layout, places) for tie in chosen))


def _curve(newer: Incident, older: Incident, places: Places) -> Curve:
    (one, start), (two, end) = places[newer.uri], places[older.uri]
    return Curve(f"{one} {two}", _path(start, end))


def _leading(tie: Tie, archive: Archive, layout: MapLayout, places: Places) -> Curve:
    """Return a curve from the one that is something to the one it is that to, up to the edge of its dot."""
    origin, target = (tie.older, tie.newer) if tie.turned else (tie.newer, tie.older)
    (one, start), (two, end) = places[origin.uri], places[target.uri]
    size = layout.sizes[archive.template.vocabularies["severity"].rank(target.severity)]
    return Curve(f"{one} {two}", _path(start, end, size / 2 + 1))


def _path(start: Dot, end: Dot, short: float = 0) -> str:
    """Return a curve that bows upwards from the later to the earlier, so that it misses the dots between.

    It ends `short` of its end, in pixels.
    """
    across, down = end.x - start.x, end.y - start.y
    way = math.hypot(across, down) or 1
    bow = min(_BOW * way, _LARGEST_BOW) / way * (-1 if across > 0 else 1)
    x = (start.x + end.x) / 2 - down * bow
    y = (start.y + end.y) / 2 + across * bow
    if not short:
        return f"M{start.x:g} {start.y:g}Q{x:.0f} {y:.0f} {end.x:g} {end.y:g}"
    left = short / (math.hypot(end.x - x, end.y - y) or 1)
    tip = end.x + (x - end.x) * left, end.y + (y - end.y) * left
    return f"M{start.x:g} {start.y:g}Q{x:.0f} {y:.0f} {tip[0]:.1f} {tip[1]:.1f}"


def _families(
    groups: Sequence[Sequence[Incident]], joined: Sequence[Tie], archive: Archive, url_for: UrlFor
) -> Iterator[Family]:
    below: dict[str, list[Tie]] = {}
    for tie in joined:
        below.setdefault(tie.newer.uri, []).append(tie)
    for group in groups:
        days = sorted(each.date.isoformat() for each in group if each.date)
        members = [
            Member(
                named(incident, "", url_for),
                tuple(_relative(tie, archive, url_for) for tie in below.get(incident.uri, ())),
            )
            for incident in group
        ]
        yield Family(len(group), days[0] if days else "", days[-1] if days else "", tuple(members))


def _relative(tie: Tie, archive: Archive, url_for: UrlFor) -> Relative:
    other = named(tie.older, "", url_for)
    if tie.kind is None:
        key = "listed" if tie.listed else "names" if tie.by is tie.newer else "named"
        return Relative("", key, other, bare(tie.said))
    kind = archive.template.relation(tie.kind)
    label = kind.inverse if tie.turned else kind.label
    return Relative(
        label, "", other, "" if _says_no_more(tie, (kind.label, kind.inverse)) else bare(tie.said)
    )


def _says_no_more(tie: Tie, labels: Iterable[str]) -> bool:
    """Say whether an author's words are but the relation and an ID: `**Recurrence of:** INC-2024-031`."""
    rest = plain(bare(tie.said))
    for name in (*labels, tie.newer.id, tie.older.id):
        rest = rest.replace(plain(name or ""), "")
    return not rest.strip()
