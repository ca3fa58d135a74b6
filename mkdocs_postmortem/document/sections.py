"""Parting a document into the template's sections."""

from __future__ import annotations

import re

from mkdocs_postmortem.document.blocks import Block, Heading, Html, ListItem, Paragraph
from mkdocs_postmortem.document.labels import labelled
from mkdocs_postmortem.document.model import Section
from mkdocs_postmortem.template import Template, plain

_SHORTENINGS = (
    re.compile(r"\s*[(\[].*$"),
    re.compile(r"\s*(?:[·:|]|\s[–—-]\s).*$"),
    re.compile(r"\s*(?:\b(?:all )?times? (?:are )?in\b.*|\b(?:UTC|GMT)\b)$", re.IGNORECASE),
)
_NUMBER = re.compile(r"^\s*\d{1,2}[.)]\s+")


def section_key(text: str, template: Template) -> str | None:
    """Return the key of the section that a heading names, also as `Timeline (UTC)` or `3. Impact`."""
    names = template.section_names
    if found := names.get(plain(text)):
        return found
    text = _NUMBER.sub("", text)
    if found := names.get(plain(text)):
        return found
    for shortening in _SHORTENINGS:
        shorter = shortening.sub("", text)
        if shorter != text and (found := names.get(plain(shorter))):
            return found
    return None


def title_heading(blocks: tuple[Block, ...]) -> Heading | None:
    """Return the first level-1 heading, the document's title."""
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            return block
    return None


def find_sections(
    blocks: tuple[Block, ...], title: Heading | None, template: Template
) -> tuple[Section, ...]:
    """Return all sections in order.

    A section goes on to the next heading of its level or above; one with a known name ends also at
    the next known name of any level, so that `### Impact` under `## Summary` is found.
    """
    heads = [
        (index, block)
        for index, block in enumerate(blocks)
        if isinstance(block, Heading)
        and block is not title
        and block.text
        and block.container != "blockquote"
    ]
    keys = [section_key(head.text.text, template) for _, head in heads]
    sections = []
    for number, (index, head) in enumerate(heads):
        end = len(blocks)
        for following in range(number + 1, len(heads)):
            position, other = heads[following]
            if other.level <= head.level:
                end = position
                break
        sections.append(Section(keys[number], head, blocks[index + 1 : end]))
    return tuple(sections) or _from_labels(blocks, template)


def _from_labels(blocks: tuple[Block, ...], template: Template) -> tuple[Section, ...]:
    """Read the top items of one nested list as sections: `- **Key events**`, in documents without headings."""
    found: list[tuple[int, int, str | None, Heading]] = []
    for index, block in enumerate(blocks):
        if isinstance(block, ListItem) and block.depth > 1:
            continue
        if isinstance(block, ListItem | Paragraph) and block.lines:
            first = block.lines[0]
            label = labelled(first, index)
            text = label.label if label else None
            if text is None and (bold := re.fullmatch(r"(\*\*|__)([^*\n]{1,60})\1:?", first.text)):
                text = first.part(bold.start(2), bold.end(2))
            if text is not None:
                key = section_key(text.text, template)
                found.append(
                    (index, block.depth if isinstance(block, ListItem) else 0, key, Heading(text, 2, "label"))
                )
    sections = []
    for number, (index, _, key, heading) in enumerate(found):
        end = found[number + 1][0] if number + 1 < len(found) else len(blocks)
        sections.append(Section(key, heading, blocks[index:end]))
    return tuple(sections)


def by_key(sections: tuple[Section, ...]) -> dict[str, Section]:
    """Return the section of each key: the first at level 2, else the first."""
    chosen: dict[str, Section] = {}
    for section in sections:
        if section.key is not None:
            held = chosen.get(section.key)
            if held is None or (held.heading.level != 2 and section.heading.level == 2):
                chosen[section.key] = section
    return chosen


def is_empty(section: Section) -> bool:
    """Say whether nothing stands under a heading that a reader would see; sub-headings do not count."""
    return not any(
        not isinstance(block, Heading)
        and not (isinstance(block, Html) and block.text.text.startswith("<!--"))
        for block in section.blocks
    )
