"""Labelled lines: `**Severity:** P2`, in the ways people write them."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache
from typing import NamedTuple

from mkdocs_postmortem import template as templates
from mkdocs_postmortem.document.blocks import Block, ListItem, Paragraph
from mkdocs_postmortem.document.comments import without_comments
from mkdocs_postmortem.document.markers import behind_marker
from mkdocs_postmortem.document.source import Text

_PLAIN = re.compile(r"[^\W\d_][\w ()/’'-]{0,60}$")
_TYPICAL = re.compile(r"\*\*([^\s*:：](?:[^*\n:：]{0,78}[^\s*:：])?):\*\*[ \t]*")
# What parts two labels on one line.
_BESIDE = re.compile(r"[ \t]{1,4}[|·•][ \t]{1,4}(?=\*\*[^*\n]{1,60}(?::\*\*|\*\*[ \t]?[:·]))")
_BOLD_LINE = re.compile(r"(\*\*|__)(?P<label>[^*\n]{1,60})\1:?")
_BREAK = re.compile(r"(?:\\|<br\s{0,4}/?>)$")
# What a label in bold begins with.
MARKS = ("**", "__")
# A tuple, because asking for `Paragraph | ListItem` takes three times as long.
_RUNNING_TEXT = (Paragraph, ListItem)
_ITEMS = frozenset(("- ", "* ", "+ "))
_COLONS = frozenset(":：")
# What may stand between a bold label and its value.
_SEPARATORS = frozenset(":：·")
# The longest label; a colon or closing mark further on belongs to a sentence.
_MAX_LABEL = 80


class Labelled(NamedTuple):
    """A label with its value; `whole` is the line. `bold` says that the label is marked as one.

    `block` is the index of the block that the line stands in; `name` the label as it is compared
    (see `template.plain`). `follows` is where the label before it on the same line ends, with its
    value: `**Date:** 2025-03-14 | **Severity:** P2`.
    """

    label: Text
    value: Text
    whole: Text
    bold: bool
    block: int
    name: str
    follows: int = 0


class Labels(NamedTuple):
    """The labelled lines of a document, in order, and those bold as a whole (`titles`, without a value)."""

    lines: list[Labelled]
    titles: list[Labelled]


def labelled(line: Text, block: int, plain: bool = False) -> Labelled | None:
    """Return the label and value of a line, or None. `plain` accepts `Label: value` too."""
    text = line.text
    if text.startswith(MARKS):
        return _bold(line, text, block)
    if plain:
        colon = text.find(":")
        colon = colon if colon >= 0 else text.find("：")
        if 0 < colon <= _MAX_LABEL:
            return _plain(line, text, colon, block)
    return None


def _typical(line: Text, block: int) -> Labelled | None:
    """Read `**Label:** value` as the template has it; None for any other form, which may be right too."""
    source, start, end = line
    whole = source.text
    found = _TYPICAL.match(whole, start, end)
    if found is None or whole[end - 1] in "\\>":
        return None
    label = Text(source, *found.span(1))
    value = Text(source, found.end(), end)
    return Labelled(label, value, line, True, block, templates.plain(found[1]))


def _bold(line: Text, text: str, block: int) -> Labelled | None:
    """Read `**Label:** value`, `**Label**: value` or `**Label** · value`."""
    end = text.find(text[:2], 3, _MAX_LABEL + 10)
    if end < 0:
        return None
    label = text[2:end]
    value = text[end + 2 :].lstrip()
    if label[-1] in _COLONS:
        label = label[:-1]
    elif value[:1] in _SEPARATORS and len(text) - len(value) < end + 7:
        value = value[1:].lstrip()
    elif not label.endswith((": ", "： ")):
        return None
    label = label.strip(" \t:：")
    if not label or len(label) > _MAX_LABEL or "*" in label:
        return None
    start = text.index(label, 2)
    return _labelled(line, text, start, start + len(label), len(text) - len(value), True, block)


def _on_one_line(line: Text, block: int) -> list[Labelled]:
    """Read `**Date:** 2025-03-14 | **Severity:** P2`; nothing where the line is not all of that form."""
    text = line.text
    found: list[Labelled] = []
    start, follows = 0, 0
    for end, following in (*(mark.span() for mark in _BESIDE.finditer(text)), (len(text), 0)):
        part = line.part(start, end)
        label = _typical(part, block) or _bold(part, part.text, block)
        if label is None:
            return []
        found.append(label._replace(follows=follows))
        start, follows = following, label.whole.end
    return found if len(found) > 1 else []


def _plain(line: Text, text: str, colon: int, block: int) -> Labelled | None:
    """Read `Label: value`, where the label is a few words without marks."""
    label = text[:colon].rstrip()
    rest = text[colon + 1 :]
    if (rest and not rest[0].isspace()) or _PLAIN.match(label) is None:
        return None
    return _labelled(line, text, 0, len(label), len(text) - len(rest.lstrip()), False, block)


def _labelled(line: Text, text: str, low: int, high: int, value: int, bold: bool, block: int) -> Labelled:
    source, start, end = line
    if text[-1] in "\\>" and (broken := _BREAK.search(text, value)):
        end = start + value + len(text[value : broken.start()].rstrip())  # a hard line break is no part
    at = Text(source, start + value, end)
    return Labelled(
        Text(source, start + low, start + high),
        without_comments(at) if source.text.endswith("-->", 0, end) else at,
        line,
        bold,
        block,
        templates.plain(text[low:high]),
    )


def labelled_lines(blocks: tuple[Block, ...], known: Container[str]) -> Labels:
    """Return the labelled lines of paragraphs and list items, in order.

    A label without marks counts only where its plain form is in `known`: most lines with a colon
    are sentences.
    """
    found: list[Labelled] = []
    titles: list[Labelled] = []
    for number, block in enumerate(blocks):
        if not isinstance(block, _RUNNING_TEXT):
            continue
        for line in block.lines:
            source, start, end = line
            text = source.text
            if text[start : start + 2] in _ITEMS and (item := behind_marker(line)) is not None:
                line = item
                start = item.start
            if text.startswith(MARKS, start):
                if text.find(" **", start + 2, end) > 0 and (several := _on_one_line(line, number)):
                    found += several
                    continue
                label = _typical(line, number) or _bold(line, text[start:end], number)
                if label is None and (title := _title(line, number)) is not None:
                    titles.append(title)
            else:
                limit = min(end, start + _MAX_LABEL)
                colon = text.find(":", start + 1, limit)
                if colon < 0 and (colon := text.find("：", start + 1, limit)) < 0:
                    continue
                if templates.plain(text[start:colon]) not in known:
                    continue
                label = _plain(line, text[start:end], colon - start, number)
            if label is not None:
                found.append(label)
    return Labels(found, titles)


def _title(line: Text, block: int) -> Labelled | None:
    """Read a line that is bold as a whole, and no label with a colon: `**Impact**`."""
    label = bold_line(line.text)
    if not label:
        return None
    at = line.part(2, 2 + len(label))
    behind = Text(line.source, line.end, line.end)
    return Labelled(at, behind, line, True, block, templates.plain(label))


def bold_line(line: str) -> str:
    """Return what stands in a line that is bold as a whole; nothing of any other line."""
    bold = _BOLD_LINE.fullmatch(line)
    return bold["label"] if bold else ""


@lru_cache(maxsize=16)
def known_labels(template: templates.Template) -> frozenset[str]:
    """Return the plain forms of all labels that mean something without marks: `Severity: P2`."""
    terms = template.vocabularies["action_category"].terms
    category = template.category_label
    return frozenset(
        (
            *template.field_names,
            *template.metric_names,
            *(templates.plain(name) for name in (category.name, *category.aliases)),
            *(templates.plain(name) for term in terms for name in (term.name, *term.aliases)),
        )
    )
