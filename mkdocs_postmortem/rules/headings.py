"""PM202, PM206, PM207: the order and the levels of headings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from mkdocs_postmortem.document.blocks import Heading
from mkdocs_postmortem.document.model import Section
from mkdocs_postmortem.document.reader import LISTS
from mkdocs_postmortem.document.sections import end_of
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.bold import as_written
from mkdocs_postmortem.rules.dialect import is_hash_number
from mkdocs_postmortem.rules.fixes import SAFE, UNSAFE, Edit, Fix
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import quote
from mkdocs_postmortem.template import Template

_NO_TITLE_IN = frozenset(("blockquote", "li", "ul", "ol"))


@rule("PM202", "section-order", "-/I/I", fixes=("unsafe",))
def section_order(case: Case) -> Iterator[Found]:
    """The sections stand in the order of the template.

    Only those are named that must move for all others to be in order. Sections of your own may stand
    anywhere, and so may those that your template knows but does not require.
    """
    order = _order(case.template)
    sections = [
        section
        for section in case.document.by_key.values()
        if section.heading.level == 2 and section.key in order
    ]
    sections.sort(key=lambda section: section.heading.text.start)
    ranks = [order[section.key or ""] for section in sections]
    if ranks == sorted(ranks):
        return
    staying = _longest_rise(ranks)
    kept = [section for number, section in enumerate(sections) if number in staying]
    for number, section in enumerate(sections):
        if number in staying:
            continue
        other, side = _neighbour(section, kept, order)
        now = "before" if side == "behind" else "behind"
        yield Found(
            section.heading.text,
            f"Section {quote(section.heading.text)} stands {now} {quote(other.heading.text)}",
            f"move it {side} {quote(as_written(other.heading))}, as in the template",
            (other.heading.text, f"the template has it {side} this"),
            fix=_moved(section, other, side == "behind"),
        )


@lru_cache(maxsize=16)
def _order(template: Template) -> dict[str, int]:
    """Return the place of each section that the template requires."""
    return {
        section.key: number for number, section in enumerate(template.sections) if section.required != "never"
    }


def _neighbour(section: Section, kept: list[Section], order: dict[str, int]) -> tuple[Section, str]:
    """Return the section in order that another one is on the wrong side of, and the right side."""
    rank = order[section.key or ""]
    before = [other for other in kept if order[other.key or ""] < rank]
    if before and before[-1].heading.text.start > section.heading.text.start:
        return before[-1], "behind"
    return kept[len(before)], "before"


def _longest_rise(ranks: list[int]) -> set[int]:
    """Return the places of a longest sequence of numbers that rise."""
    tails: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for place, rank in enumerate(ranks):
        at = bisect_left(tails, rank)
        tails[at : at + 1] = [rank]
        tops[at : at + 1] = [place]
        before.append(tops[at - 1] if at else -1)
    rising = set()
    place = tops[-1]
    while place >= 0:
        rising.add(place)
        place = before[place]
    return rising


def _moved(section: Section, other: Section, behind: bool) -> Fix | None:
    """Return the fix that moves a section behind (or before) another, with all that stands in it."""
    source = section.heading.text.source
    if section.heading.container != "root" or other.heading.container != "root":
        return None
    start, end = _lines_of(section)
    other_start, other_end = _lines_of(other)
    at = other_end if behind else other_start
    if start <= at < end:
        return None
    body = source.text[start:end].strip("\n")
    before, after = source.text[:at], source.text[at:]
    moved = body + "\n\n" if after.strip("\n") else body + "\n"
    lead = "" if before.endswith("\n\n") else "\n" if before.endswith("\n") else "\n\n"
    edits = (Edit(Text(source, at, at), lead + moved), Edit(Text(source, start, end), ""))
    return Fix("move the section", edits, UNSAFE)


def _lines_of(section: Section) -> tuple[int, int]:
    """Return where a section's first line begins, and where the next section may begin."""
    text = section.heading.text.source.text
    start = text.rfind("\n", 0, section.heading.text.start) + 1
    end = text.find("\n", end_of(section))
    end = len(text) if end < 0 else end + 1
    while end < len(text) and text[end] == "\n":
        end += 1
    return start, end


@rule("PM206", "heading-level", "W/W/W", fixes=("safe",))
def heading_level(case: Case) -> Iterator[Found]:
    """A section of the template is a level-2 heading.

    Accepted are `### What Went Well` and the like below `## Lessons Learned`, and sections that a heading of
    your own groups: many templates have them so. But a section inside another one of the template looks
    like a part of it. One that the template does not require may be just that.
    """
    sections = case.document.sections
    for place, section in enumerate(sections):
        heading = section.heading
        if section.key is None or heading.level == 2 or heading.container != "root":
            continue
        if case.document.by_key[section.key] is not section or _is_grouped(sections, place):
            continue
        if heading.level > 2 and case.template.section(section.key).required == "never":
            continue
        marks = "#" * heading.level
        yield Found(
            heading.text,
            f"{quote(f'{marks} {heading.text}')} should be a level-2 heading",
            f"write `## {heading.text}`",
            fix=_levelled(sections, place),
        )


def _is_grouped(sections: tuple[Section, ...], place: int) -> bool:
    """Say whether a section stands in another one that rightly groups it."""
    section = sections[place]
    for other in reversed(sections[:place]):
        if 1 < other.heading.level < section.heading.level and end_of(other) > section.heading.text.start:
            return other.key is None or (other.key == "lessons" and section.key in LISTS)
    return False


def _levelled(sections: tuple[Section, ...], place: int) -> Fix | None:
    """Return the fix that gives a section and what stands in it other levels; None where others follow."""
    section = sections[place]
    shift = 2 - section.heading.level
    end = end_of(section)
    inside = [section.heading]
    for other in sections[place + 1 :]:
        if other.heading.text.start < end and not (shift > 0 and other.key is not None):
            inside.append(other.heading)
        elif shift < 0 and other.heading.level > 2 and other.key is None:
            return None  # it would become a part of this section
        else:
            break
    edits = []
    for heading in inside:
        edit = _with_level(heading, heading.level + shift)
        if edit is None:
            return None
        edits.append(edit)
    return Fix("make it a level-2 heading", tuple(edits), SAFE)


def _with_level(heading: Heading, level: int) -> Edit | None:
    source = heading.text.source
    start = source.text.rfind("\n", 0, heading.text.start) + 1
    lead = source.text[start : heading.text.start]
    if lead.strip() != "#" * heading.level or not 1 < level < 7:
        return None
    return Edit(Text(source, start, heading.text.start), f"{'#' * level} ")


@rule("PM207", "several-h1", "W/W/W")
def several_h1(case: Case) -> Iterator[Found]:
    """A document has one level-1 heading: its title. The title in front matter does not count.

    MkDocs takes the first for the page's name, and the table of contents begins anew at each. One that
    `#123` makes is PM215's, and one that names a section of the template PM206's.
    """
    if sum(block.level == 1 for block in case.blocks(Heading)) < 2:
        return
    named = {section.heading.text.start for section in case.document.by_key.values()}
    # Behind a code block that is never closed (PM217), a comment in code is a heading.
    ends = min(
        (fence.start for fence in case.document.unclosed_fences), default=len(case.document.source.text)
    )
    heads = [
        block
        for block in case.blocks(Heading)
        if block.level == 1
        and block.text
        and block.container not in _NO_TITLE_IN
        and block.text.start not in named
        and not is_hash_number(block)
        and block.text.start < ends
    ]
    if len(heads) > 1:
        others = "" if len(heads) == 2 else f" (of {len(heads)})"
        yield Found(
            heads[1].text,
            f"Second level-1 heading{others}: {quote(heads[1].text)}",
            "write `##` before all but the title",
            (heads[0].text, "first one"),
        )
