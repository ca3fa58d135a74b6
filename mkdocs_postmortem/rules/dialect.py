"""PM214-PM216, PM218, PM219: Markdown that MkDocs reads otherwise than the author sees it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mkdocs_postmortem.document.blocks import CodeBlock, Heading, Paragraph
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.fixes import SAFE, Edit, Fix, blank_line_above, insert
from mkdocs_postmortem.rules.lists import List, lists_of, reindented
from mkdocs_postmortem.rules.markers import glued_items
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import quote
from mkdocs_postmortem.template import plain

# What other renderers let begin a list right below a line of text: a number must be 1.
_BEGINS_LIST = re.compile(r"(?:[-*+]|1\.)[ \t]+\S")
_NUMBER_ITEM = re.compile(r"(?:[-*+]|\d+\.)[ \t]+(?P<hash>#\d)")
_HASH_NUMBER = re.compile(r"\d[\w-]*")
# Most documents have neither.
_INDENTED_ITEM = re.compile(r"\n[ ]+(?:[-*+]|\d+\.)[ ]")
_INDENTED_FENCE = re.compile(r"\n[ \t>]+(?:```|~~~)")
_FENCE = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})")


@rule("PM214", "glued-list", "W/W/W", fixes=("safe",))
def glued_list(case: Case) -> Iterator[Found]:
    """A list has a blank line above it.

    Most other renderers begin a list right below a line of text; MkDocs prints it as one paragraph,
    hyphens and all. Off on a site with the extension `mdx_breakless_lists`, which needs no such line.
    """
    if case.document.dialect.glued_lists:
        return
    text = case.document.source.text
    for block in case.blocks(Paragraph):
        if len(block.lines) < 2 or (glued_items(block) and case.runs("PM222")):
            continue
        for above, line in pairwise(block.lines):
            if not _BEGINS_LIST.match(text, line.start, line.end):
                continue
            if not case.document.unfilled(above):
                yield Found(
                    line,
                    "List needs a blank line above it, MkDocs prints it as one paragraph",
                    "insert a blank line above this one",
                    (above, "this line is glued to the list"),
                    fix=_unglued(block, line),
                )
            break


def _unglued(block: Paragraph, line: Text) -> Fix:
    """Return the fix that puts a blank line above a list, and a backslash before `#123` in its items."""
    fix = blank_line_above(line)
    escapes = [
        Edit(item.part(found.start("hash"), found.start("hash")), "\\")
        for item in block.lines
        if item.start >= line.start and (found := _NUMBER_ITEM.match(item.text))
    ]
    return Fix(fix.title, (*fix.edits, *escapes), fix.safety)


@rule("PM215", "hash-number-heading", "E/E/E", fixes=("safe",))
def hash_number_heading(case: Case) -> Iterator[Found]:
    """No line or list item begins with `#` and a number, as in `#2127`.

    GitHub shows a link to an issue; MkDocs makes it a level-1 heading, also in a list.
    """
    for block in case.blocks(Heading):
        if is_hash_number(block):
            mark = Text(block.text.source, block.text.start - 1, block.text.start)
            number = _HASH_NUMBER.match(block.text.text)
            shown = number.group() if number else ""
            yield Found(
                Text(mark.source, mark.start, mark.end + len(shown)),
                f"`#{shown}` becomes a level-1 heading in MkDocs",
                f"write `\\#{shown}`, or a link",
                fix=insert(mark, "\\", "put a backslash before it"),
            )


def is_hash_number(heading: Heading) -> bool:
    """Say whether a heading is one only because a line begins with `#123`."""
    source, start, _ = heading.text
    if heading.level != 1 or not source.text[start : start + 1].isdigit():
        return False
    return source.text[start - 1 : start] == "#"


@rule("PM216", "shallow-nesting", "W/W/W", fixes=("safe",))
def shallow_nesting(case: Case) -> Iterator[Found]:
    """A nested list is indented by four spaces.

    Two or three are enough elsewhere; MkDocs shows such items as part of the outer list. Off on a site
    with the extension `mdx_truly_sane_lists`, which nests by two.
    """
    if case.document.dialect.shallow_lists or not _INDENTED_ITEM.search(case.document.source.text):
        return
    for each in lists_of(case.document.blocks):
        found = _first_shallow(each)
        if found is not None:
            at, indent = found
            yield Found(
                at,
                f"Nested list is indented by {indent}, MkDocs needs 4",
                "indent it by 4 spaces, and what is nested in it by 8",
                fix=reindented(each),
            )


def _first_shallow(each: List) -> tuple[Text, int] | None:
    """Return the first item that other renderers nest in the one above and MkDocs does not."""
    for above, item in pairwise(each.items):
        indent = item.column - above.column
        if above.width <= indent < 4 and item.block.depth == above.block.depth:
            return item.block.text or item.marker, indent
    return None


@rule("PM218", "fence-language", "I/I/I", fixes=("safe",))
def fence_language(case: Case) -> Iterator[Found]:
    """A code block names its language: `sql`, `python`, `text` for logs.

    Nothing breaks without one, and nearly half of all code blocks have none; but then some themes guess,
    and colour a log as if it were a program.
    """
    if case.document.unclosed_fences:
        return  # what ends one fence opens the next
    for block in case.blocks(CodeBlock):
        if not block.fenced or block.language is not None:
            continue
        if not block.code.text.strip() or case.document.unfilled(block.text):
            continue
        first = block.text.text.split("\n", 1)[0].rstrip()
        if first.strip("`~"):
            continue  # attributes or options, perhaps of a custom fence
        end = block.text.start + len(first)
        yield Found(
            block.text.part(0, len(first)),
            "Code block names no language",
            f"write {quote(f'{first}text')} for logs and output, or the language's name",
            fix=_as_text(case, block, end),
        )


def _as_text(case: Case, block: CodeBlock, end: int) -> Fix | None:
    """Return the fix that calls the code under a heading about logs text."""
    heading = next(
        (
            evidence.heading
            for evidence in case.document.appendix
            if evidence.code is block and evidence.heading is not None
        ),
        None,
    )
    words = set(plain(heading.text.text).split()) if heading is not None else set()
    if words.isdisjoint(map(plain, case.template.words.logs)):
        return None
    return Fix("call it `text`", (Edit(Text(block.text.source, end, end), "text"),), SAFE)


@rule("PM219", "heading-in-code", "W/W/W")
def heading_in_code(case: Case) -> Iterator[Found]:
    """No comment in an indented code block becomes a heading.

    Without the extension `pymdownx.superfences` MkDocs knows fences only at the start of a line. In a
    list item or an admonition, a line of code that begins with `#` is then a heading.
    """
    document = case.document
    text = document.source.text
    if document.dialect.nested_fences or not _INDENTED_FENCE.search(text):
        return
    heads = [block for block in case.blocks(Heading) if block.container != "root"]
    if not heads:
        return
    inside = _lines_in_indented_fences(text)
    for heading in heads:
        fence = inside.get(heading.text.line)
        if fence is not None:
            yield Found(
                heading.text,
                f"The line `# {heading.text}` of this code block becomes a heading",
                "switch on the extension `pymdownx.superfences`, or move the code block out of the list",
                (Text(heading.text.source, *fence), "this fence is not at the start of a line"),
            )


def _lines_in_indented_fences(text: str) -> dict[int, tuple[int, int]]:
    """Return the numbers of the lines in indented fences, each with where its fence opens."""
    inside: dict[int, tuple[int, int]] = {}
    opened: tuple[str, tuple[int, int]] | None = None
    waiting: list[int] = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        found = _FENCE.match(line)
        if opened is None:
            if found and line[:1] in (" ", "\t", ">"):
                opened = (found["fence"], (start + found.start("fence"), start + len(line.rstrip())))
                waiting = []
        elif found and found["fence"].startswith(opened[0]) and not line[found.end() :].strip():
            inside.update(dict.fromkeys(waiting, opened[1]))
            opened = None
        else:
            waiting.append(number)
        start += len(line) + 1
    return inside
