"""PM501, PM503, PM520 and PM521: sections that say too little."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortem.document.blocks import Block, Heading, ListItem, Paragraph, Table
from mkdocs_postmortem.document.markers import behind_marker
from mkdocs_postmortem.document.model import Section
from mkdocs_postmortem.document.reader import LISTS
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.fixes import SAFE, Edit, Fix
from mkdocs_postmortem.rules.markers import mark_of
from mkdocs_postmortem.rules.narrative import holds_placeholder, unanswered
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.structure import glued_table, says_nothing
from mkdocs_postmortem.rules.values import is_blank
from mkdocs_postmortem.rules.words import count, quote, word_count

# What happened cannot be told, and a root cause not be explained, in fewer words.
MIN_STORY = 40
MIN_CAUSE = 20
_ONE_POINT = "write one point per line, each behind `- `"
_BULLET = re.compile(r"(?P<indent>[ \t>]*)(?P<mark>[-*+])[ \t]+$")


def is_asked(case: Case, key: str) -> bool:
    """Say whether the template asks for a section at all; of others it takes what it gets."""
    return case.template.section(key).required != "never"


@rule("PM501", "short-narrative", "I/W/W")
def short_narrative(case: Case) -> Iterator[Found]:
    """What Happened tells the story, in 40 words at least.

    Words in lists and tables count; in scripts without spaces, two characters are a word.
    """
    section = case.section("narrative")
    if section is not None and is_asked(case, "narrative") and not unanswered(case):
        yield from _too_short(case, section, MIN_STORY, "tell the story in 2-3 paragraphs")


@rule("PM503", "short-root-cause", "I/W/W")
def short_root_cause(case: Case) -> Iterator[Found]:
    """Root Cause explains the cause, in 20 words at least. They are counted as in PM501."""
    section = case.section("root_cause")
    if section is not None and is_asked(case, "root_cause"):
        yield from _too_short(case, section, MIN_CAUSE, "explain the cause in 1-2 paragraphs")


def _too_short(case: Case, section: Section, minimum: int, advice: str) -> Iterator[Found]:
    if says_nothing(section) or glued_table(section) or holds_placeholder(case, section):
        return
    words = 0
    for text in _texts(section.blocks):
        words += word_count(text.text)
        if words >= minimum:
            return
    yield Found(
        section.heading.text,
        f"{section.heading.text} has {count(words, 'word')}; {advice}",
        "say what a reader needs who was not there",
    )


def _texts(blocks: tuple[Block, ...]) -> Iterator[Text]:
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from row.cells
        elif isinstance(block, Paragraph | ListItem):
            yield block.text


@rule("PM520", "empty-list", "I/W/W")
def empty_list(case: Case) -> Iterator[Found]:
    """What went well, what went wrong and where luck helped have at least one point.

    `- Nothing` is one, `TBD` is none. What is told in a paragraph instead of a list is information.
    """
    for key in LISTS:
        section = case.section(key)
        if section is None or not is_asked(case, key):
            continue
        if says_nothing(section) or holds_placeholder(case, section):
            continue
        lines = [line for block in section.own for line in getattr(block, "lines", ())]
        if len(section.own) > len([block for block in section.own if hasattr(block, "lines")]):
            continue  # a table, a picture: something is told
        title = section.heading.text
        said = [line for line in lines if line and not is_blank(case, line)]
        if not said:
            at = next((line for line in lines if line), None)
            shown = f" (found {quote(at)})" if at is not None else ""
            yield Found(at or title, f"{title} is empty{shown}; write `- Nothing` if so", _ONE_POINT)
        elif not any(isinstance(block, ListItem) for block in section.own) and _is_prose(case, said):
            yield Found(title, f"{title} has no list", _ONE_POINT, level="info")


def _is_prose(case: Case, lines: list[Text]) -> bool:
    """Say whether lines tell something in sentences.

    They do not where they are a list for their author (PM214 and PM222 say so), a picture or a snippet, or
    say that there is nothing.
    """
    if not lines or any(behind_marker(line) is not None or mark_of(line) is not None for line in lines):
        return False
    first = lines[0].text
    if len(lines) == 1 and first.casefold().strip(" *_`.") in case.template.none:
        return False
    return first[0].isalnum() or first[0] in "*_`\"'(["


@rule("PM521", "lessons-missing", "I/W/W", fixes=(SAFE,))
def lessons_missing(case: Case) -> Iterator[Found]:
    """Lessons Learned has at least one numbered lesson, so that others can name it.

    Bullets can be numbered by the fix. Lessons told in paragraphs or below headings of their own are
    information.
    """
    section = case.section("lessons")
    if section is None or not is_asked(case, "lessons"):
        return
    if says_nothing(section) or holds_placeholder(case, section):
        return
    items = [block for block in section.own if isinstance(block, ListItem)]
    if any(item.ordered and item.text for item in items):
        return
    lines = [line for block in section.own for line in getattr(block, "lines", ()) if line]
    if not items and not _is_prose(case, lines):
        return
    told = any(not is_blank(case, line) for line in lines)
    level = "info" if told and (not items or _has_headings(section)) else None
    title = section.heading.text
    yield Found(
        title,
        f"{title} has no numbered lesson",
        "write each as a point: `1. `, `2. ` …",
        level=level,
        fix=_numbered(items) if level is None and told else None,
    )


def _has_headings(section: Section) -> bool:
    return any(isinstance(block, Heading) for block in section.own)


def _numbered(items: list[ListItem]) -> Fix | None:
    """Return the fix that numbers the bullets of a list; None where it is not certain which belong to it."""
    top = [item for item in items if item.depth == 1]
    edits: list[Edit] = []
    indents = set()
    for number, item in enumerate(top, 1):
        source = item.text.source
        start = source.text.rfind("\n", 0, item.text.start) + 1
        found = _BULLET.fullmatch(source.text[start : item.text.start])
        if found is None or not item.text:
            return None
        indents.add(found["indent"])
        mark = Text(source, start + found.start("mark"), item.text.start)
        edits.append(Edit(mark, f"{number}.{mark.text[1:]}"))
    if not edits or len(indents) != 1:
        return None
    return Fix("number the lessons", tuple(edits))
