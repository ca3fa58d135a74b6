"""PM222: marks of list items that no blank stands behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortem.document.blocks import ListItem, Paragraph
from mkdocs_postmortem.document.markers import behind_marker
from mkdocs_postmortem.document.reader import LISTS
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.fixes import UNSAFE, Edit, Fix
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import count, quote

# A word, or marks around one. `-v` and `--all` are options of a program, `-5` is a number, `*this*` is set
# in italics, and `1.5` is no item either.
_WORD = r"(?=[^\W\d_]{2}|\*\*|[`\[])"
_GLUED = re.compile(rf"(?P<mark>[-+]|\d{{1,2}}\.){_WORD}|(?P<star>\*)(?=[^\W\d_]{{2}}[^*\n]*$)", re.MULTILINE)
# As plain a beginning as can be is found fastest; a document does not begin with an item.
_MAY_HAVE = re.compile(r"\n[ \t>]*(?:[-+]|\d{1,2}\.|\*)(?:[^\W\d_]|\*\*|[`\[])")
_LEAD = re.compile(r"(?P<indent>[ \t>]*)(?P<mark>[-+*]|\d{1,9}\.)[ \t]+$")
# Where a single line stands in one of these, it is meant as an item.
_LISTED = (*LISTS, "lessons", "actions")


@rule("PM222", "mark-without-blank", "W/W/W", fixes=(UNSAFE,))
def mark_without_blank(case: Case) -> Iterator[Found]:
    """The mark of a list item has a blank behind it: `- text`, not `-text`.

    Without it, MkDocs prints the line as part of the item above, or as running text. Reported are lines
    between list items of the same kind, and paragraphs in which every line begins so.
    """
    if not _MAY_HAVE.search(case.document.source.text):
        return
    for item in case.blocks(ListItem):
        if lines := _in_item(item):
            yield _found(lines)
    listed = {
        id(block) for key in _LISTED if (section := case.section(key)) is not None for block in section.own
    }
    for paragraph in case.blocks(Paragraph):
        long = len(paragraph.lines) > 1 or id(paragraph) in listed
        if long and (lines := glued_items(paragraph)):
            yield _found(lines)


def glued_items(paragraph: Paragraph) -> list[Text]:
    """Return the lines of a paragraph that are items without a blank; none unless all of it is a list."""
    if paragraph.container not in ("root", "blockquote") or mark_of(paragraph.lines[0]) is None:
        return []
    first = _indent(paragraph.lines[0])
    glued = []
    for line in paragraph.lines:
        if mark_of(line) is not None:
            glued.append(line)
        elif behind_marker(line) is None and len(_indent(line)) <= len(first):
            return []
    return glued


def _in_item(item: ListItem) -> list[Text]:
    """Return the lines of an item that are items of their own, but for a blank."""
    if len(item.lines) < 2:
        return []
    first = item.lines[0]
    lead = _LEAD.fullmatch(_indent(first))
    if lead is None:
        return []
    glued = []
    for line in item.lines[1:]:
        mark, indent = mark_of(line), _indent(line)
        if mark is not None and indent == lead["indent"] and mark[-1] == lead["mark"][-1]:
            glued.append(line)
        elif len(indent) <= len(lead["indent"]):
            return []  # text that goes on at the margin may begin with anything
    return glued


def mark_of(line: Text) -> str | None:
    """Return the mark that a line begins with, if no blank stands behind it."""
    found = _GLUED.match(line.text)
    return found[0] if found is not None else None


def _indent(line: Text) -> str:
    """Return what stands before a line's text: blanks, and the mark of its item."""
    text = line.source.text
    return text[text.rfind("\n", 0, line.start) + 1 : line.start]


def _found(lines: list[Text]) -> Found:
    first = lines[0]
    mark = mark_of(first) or ""
    right = f"{mark} {first.text[len(mark) :]}"
    ends = [line.start + len(mark_of(line) or "") for line in lines]
    more = f", and a blank in {count(len(lines) - 1, 'more line')}" if len(lines) > 1 else ""
    blanks = tuple(Edit(Text(first.source, end, end), " ") for end in ends)
    return Found(
        first,
        f"{quote(first)} is no list item: a blank is missing behind `{mark}`",
        f"write {quote(right)}{more}",
        fix=Fix(f"put a blank behind `{mark}`", blanks, UNSAFE),
    )
