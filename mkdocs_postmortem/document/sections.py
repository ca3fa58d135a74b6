"""Parting a document into the template's sections."""

from __future__ import annotations

import re
from functools import lru_cache

from mkdocs_postmortem.document.blocks import Block, Heading, Html, Reference
from mkdocs_postmortem.document.model import Section
from mkdocs_postmortem.document.times import ANY_YEAR, time_head
from mkdocs_postmortem.template import Template, plain

_SHORTENINGS = (
    re.compile(r"\s*[(\[].*$"),
    re.compile(r"\s*\{[:#.].*$"),  # an attribute list, on a site without `attr_list` too
    re.compile(r"\s*(?:[·:|]|\s[–—-]\s).*$"),
    re.compile(r"\s+\d{1,4}[-/.]\d.*$"),
    re.compile(r"\s*(?:\b(?:all )?times? (?:are )?in\b.*|\b(?:UTC|GMT)\b)$", re.IGNORECASE),
)
_NUMBER = re.compile(r"\s{0,4}\d{1,2}[.)]\s{1,4}")
# `3 Impact`; not for ranking, as `5 Whys` is a name.
_BARE_NUMBER = re.compile(r"\s{0,4}\d{1,2}(?:\.\d{1,2}){0,3}\.?\s{1,4}(?=[^\W\d_])")
_AND = re.compile(r"\s{0,4}(?:[&/,]|\band\b)\s{0,4}")
# No name is longer; what is, is not taken apart.
_MAX_HEADING = 160
# The container of a heading that is none: the bold label of a list item, which is the section's first
# block, or of a paragraph, where the section holds what stands behind it.
LABEL, BOLD = "label", "bold"
_NO_SECTION_IN = frozenset(("blockquote", "li", "ul", "ol"))


def section_key(text: str, template: Template) -> str | None:
    """Return the key of the section that a heading names, also as `Timeline (UTC)` or `3. Impact`."""
    return _section_key(text, template) if len(text) <= _MAX_HEADING else None


@lru_cache(maxsize=4096)
def _section_key(text: str, template: Template) -> str | None:
    names = template.section_names
    if found := names.get(plain(text)):
        return found
    text = without_number(text)
    if found := names.get(plain(text)):
        return found
    for shortening in _SHORTENINGS:
        shorter = shortening.sub("", text)
        if shorter != text and (found := names.get(plain(shorter))):
            return found
    if bare := _BARE_NUMBER.match(text):
        return _section_key(text[bare.end() :], template)
    return None


def without_number(text: str) -> str:
    """Return a heading's text without the number in front of it."""
    found = _NUMBER.match(text)
    return text[found.end() :] if found is not None else text


def title_heading(blocks: tuple[Block, ...]) -> Heading | None:
    """Return the first level-1 heading, the document's title."""
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1 and block.container not in _NO_SECTION_IN:
            return block
    return None


def find_sections(
    blocks: tuple[Block, ...], title: Heading | None, template: Template
) -> tuple[Section, ...]:
    """Return the sections under headings, in order (see `bold_sections` for the others).

    A section goes on to the next heading of its level or above. The timeline also keeps headings of
    its own level that are a day or a time, as authors write them below it.
    """
    heads = heads_of(blocks, title)
    keys = [section_key(head.text.text, template) for _, head in heads]
    _name_compounds(keys, [head.text.text for _, head in heads], template)
    sections = []
    for number, end in enumerate(_ends(heads, keys, len(blocks))):
        index, head = heads[number]
        key = keys[number]
        own = end
        if key is not None and number + 1 < len(heads) and heads[number + 1][0] < end:
            for later in range(number + 1, len(heads)):
                if heads[later][0] >= end:
                    break
                if keys[later] is not None and keys[later] != key:
                    own = heads[later][0]
                    break
        inside = blocks[index + 1 : end]
        sections.append(Section(key, head, inside, inside if own == end else blocks[index + 1 : own]))
    return tuple(sections)


def heads_of(blocks: tuple[Block, ...], title: Heading | None) -> list[tuple[int, Heading]]:
    """Return the headings that begin a section, each with its index."""
    heads: list[tuple[int, Heading]] = []
    for index, block in enumerate(blocks):
        if (
            isinstance(block, Heading)
            and block is not title
            and block.text
            and block.container not in _NO_SECTION_IN
        ):
            heads.append((index, block))
    return heads


def _name_compounds(keys: list[str | None], texts: list[str], template: Template) -> None:
    """Give headings that join two names the key of one: `Timeline & Communication`, `Impact / Scope`.

    Only where no other heading names that section.
    """
    for number, text in enumerate(texts):
        if keys[number] is not None or len(text) > _MAX_HEADING or _AND.search(text) is None:
            continue
        for part in _AND.split(text):
            key = section_key(part, template) if part else None
            if key is not None and key not in keys:
                keys[number] = key
                break


def _ends(heads: list[tuple[int, Heading]], keys: list[str | None], last: int) -> list[int]:
    """Return the index of the block behind each section, in time linear in the headings."""
    ends = [last] * len(heads)
    timelines: list[int] = []
    opened: list[int] = []
    for number, (index, head) in enumerate(heads):
        while opened and heads[opened[-1]][1].level >= head.level:
            ends[opened.pop()] = index
        opened.append(number)
        if keys[number] == "timeline":
            timelines.append(number)
    for number in timelines:
        level = heads[number][1].level
        for later in range(number + 1, len(heads)):
            index, other = heads[later]
            if other.level < level or (
                other.level == level and not (keys[later] is None and is_moment(other))
            ):
                ends[number] = index
                break
        else:
            ends[number] = last
    return ends


def is_moment(heading: Heading) -> bool:
    """Say whether a heading is an entry of a timeline: a day, or a time with or without an event."""
    head = time_head(heading.text.text, ANY_YEAR)
    return head is not None and (head.whole or head.read.minutes is not None)


def named(sections: tuple[Section, ...], key: str, template: Template) -> list[Section]:
    """Return the sections of a key, the likeliest first.

    A heading comes before a label, the template's own title before an alias, level 2 before others.
    """
    if not template.has("section", key):
        return []
    title = plain(template.section(key).title)

    def rank(section: Section) -> tuple[bool, bool, bool]:
        head = section.heading
        return (
            head.container in (LABEL, BOLD),
            head.level != 2,
            not plain(without_number(head.text.text)).startswith(title),
        )

    return sorted((section for section in sections if section.key == key), key=rank)


def by_key(sections: tuple[Section, ...], template: Template) -> dict[str, Section]:
    """Return the section of each key; of several the likeliest (see `named`)."""
    chosen: dict[str, Section] = {}
    twice: set[str] = set()
    for section in sections:
        if section.key is not None and chosen.setdefault(section.key, section) is not section:
            twice.add(section.key)
    for key in twice:
        chosen[key] = named(sections, key, template)[0]
    return chosen


def end_of(section: Section) -> int:
    """Return the offset behind a section's last block."""
    if not section.blocks:
        return section.heading.text.end
    last = section.blocks[-1]
    return last.target.end if isinstance(last, Reference) else last.text.end


def is_empty(section: Section) -> bool:
    """Say whether nothing stands under a heading that a reader would see; sub-headings do not count."""
    return not any(
        not isinstance(block, Heading)
        and not (isinstance(block, Html) and block.text.text.startswith("<!--"))
        for block in section.blocks
    )
