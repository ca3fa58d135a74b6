"""What a search reads of a page: its title says which incident it is, and evidence is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from typing import NamedTuple

from mkdocs_postmortem.archive import Incident
from mkdocs_postmortem.pages.folds import APPENDIX
from mkdocs_postmortem.pages.lead import page_title
from mkdocs_postmortem.pages.text import bare

# A table of the appendix with more rows than this is evidence, as code is.
MOST_ROWS = 10
_EXCLUDED = re.compile(r"<(?P<name>[a-z0-9]+)\b[^<>]*\sdata-search-exclude\b[^<>]*>")
_EVIDENCE = re.compile(r"<(?P<name>details)\b[^<>]*\bpm-fold\b[^<>]*>|<(?P<block>pre|table)\b[^<>]*>")
_HEADING = re.compile(r"<h(?P<level>[1-6])\b[^<>]*>(?P<text>.*?)</h(?P=level)>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_TITLE = re.compile(r"(?P<head><h1\b[^<>]*>).*?</h1>", re.DOTALL)


class Searched(NamedTuple):
    """A page as a search should read it, and what has to be put back in which place afterwards."""

    html: str
    kept: tuple[tuple[str, str], ...]

    def restored(self, html: str) -> str:
        """Return a page's HTML with everything back in its place, whatever was changed around it."""
        for mark, original in self.kept:
            html = html.replace(mark, original, 1)
        return html


def searched_page(html: str) -> Searched:
    """Return a page as a search should read it: without what our own HTML keeps from a search.

    Only Material's search knows by itself what `data-search-exclude` means.
    """
    return _without(html, _excluded(html))


def searched_incident(html: str, incident: Incident, appendix: bool = False) -> Searched:
    """Return a postmortem's page as a search should read it: titled by ID, its evidence left out.

    The evidence are code and long tables of the appendix, unless that is wanted as a whole.
    """
    ranges = list(_excluded(html))
    if not appendix:
        ranges += _evidence(html, *_appendix(html, incident))
    searched = _without(html, ranges)
    title = _TITLE.search(searched.html)
    if title is None:
        return searched
    name = escape(page_title(incident, " "), quote=False)
    mark = f"{title['head']}{name}</h1>"
    text = f"{searched.html[: title.start()]}{mark}{searched.html[title.end() :]}"
    return Searched(text, ((mark, title.group()), *searched.kept))


def _appendix(html: str, incident: Incident) -> tuple[int, int]:
    """Return where the appendix of a page begins and ends; nowhere if it cannot be found."""
    section = incident.document.by_key.get(APPENDIX)
    if section is None:
        return 0, 0
    wanted = bare(section.heading.text.text).strip()
    begin: re.Match[str] | None = None
    for found in _HEADING.finditer(html):
        if begin is not None and found["level"] <= begin["level"]:
            return begin.end(), found.start()
        # A theme may put a sign behind a heading that leads to it.
        if begin is None and unescape(_TAG.sub("", found["text"])).strip().startswith(wanted):
            begin = found
    return (begin.end(), len(html)) if begin is not None else (0, 0)


def _evidence(html: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    place = start
    while (found := _EVIDENCE.search(html, place, end)) is not None:
        close = _end(html, found.end(), found["name"] or found["block"])
        place = max(close, found.end())
        if found["block"] != "table" or html.count("<tr", found.start(), close) > MOST_ROWS + 1:
            yield found.start(), place


def _excluded(html: str) -> Iterator[tuple[int, int]]:
    place = 0
    while (
        html.find("data-search-exclude", place) >= 0 and (found := _EXCLUDED.search(html, place)) is not None
    ):
        place = max(_end(html, found.end(), found["name"]), found.end())
        yield found.start(), place


def _end(html: str, inside: int, name: str) -> int:
    """Return where an element ends, from a place inside it; 0 where it does not."""
    depth = 1
    for found in re.finditer(rf"<(/?){name}\b[^<>]*>", html[inside:]):
        depth += -1 if found[1] else 1
        if not depth:
            return inside + found.end()
    return 0


def _without(html: str, ranges: Iterable[tuple[int, int]]) -> Searched:
    pieces: list[str] = []
    kept: list[tuple[str, str]] = []
    done = 0
    for start, end in sorted(ranges):
        if start < done:
            continue
        mark = f'<i data-pm-kept="{len(kept)}"></i>'
        pieces += [html[done:start], mark]
        kept.append((mark, html[start:end]))
        done = end
    return Searched("".join([*pieces, html[done:]]), tuple(kept))
