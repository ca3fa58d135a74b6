"""PM217: code blocks that are never closed, or far too late."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_postmortem.document.blocks import CodeBlock
from mkdocs_postmortem.document.sections import section_key
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import quote

_HEADING = re.compile(r"^## +(?P<text>[^\n]*\S)", re.MULTILINE)
# Code that may well have the headings of a postmortem.
_MARKDOWN = ("markdown", "md")


@rule("PM217", "unclosed-fence", "E/E/E")
def unclosed_fence(case: Case) -> Iterator[Found]:
    """Every code fence is closed.

    GitHub shows the rest of the file as code; MkDocs shows no code at all, and takes lines in it
    that start with `#` for headings. A block that was meant to end goes on to the end of the next one,
    with all that stands between them: it is reported where sections of the template are lost in it, or
    where another block begins in it, as in `` ```text ``. Other rules say nothing of what stands in it, nor
    of what the section lacks in which it begins.
    """
    unclosed = case.document.unclosed_fences[:1]
    for block, keys, opener in swallowing(case):
        if unclosed and unclosed[0].start < block.text.start:
            break
        start, end = block.text.line, block.text.span.end_line
        first = block.text.text.split("\n", 1)[0]
        lost = "whole sections" if keys else "the beginning of another"
        note = (opener, "this should open a block of its own") if opener else None
        yield Found(
            block.text.part(0, len(first)),
            f"Code block opened on line {start} ends only on line {end}, with {lost} in it",
            f"add a line {quote(_mark(first))} where the code ends",
            (next(iter(keys.values())), "this heading is shown as code") if keys else note,
        )
    # The first one explains the rest: what should have closed it opens a block of its own.
    for fence in unclosed:
        yield Found(
            fence,
            f"Code block opened on line {fence.line} is never closed",
            f"add a line {quote(_mark(fence.text))} where the code ends",
        )


def _mark(fence: str) -> str:
    """Return the backticks or tildes that a fence begins with."""
    return fence[: len(fence) - len(fence.lstrip(fence[0]))]


class Swallowing(NamedTuple):
    """A code block that ends too late, with the headings in it of sections that the document lacks, by key.

    `opener` is a line in it that opens another block, or None.
    """

    block: CodeBlock
    keys: dict[str, Text]
    opener: Text | None


def swallowing(case: Case) -> list[Swallowing]:
    """Return the code blocks that were meant to end before they do."""
    return case.once("swallowing", lambda: list(_find_swallowing(case)))


def _find_swallowing(case: Case) -> Iterator[Swallowing]:
    lacking = {section.key for section in case.template.sections} - set(case.document.by_key)
    for block in case.blocks(CodeBlock):
        if not block.fenced or (block.language and block.language.text.casefold() in _MARKDOWN):
            continue
        opener = _opener(block)
        keys: dict[str, Text] = {}
        for found in _HEADING.finditer(block.code.text) if lacking and "\n## " in block.code.text else ():
            key = section_key(found["text"], case.template)
            if key in lacking:
                keys.setdefault(key, block.code.part(*found.span("text")))
        # A lone comment in a script may be called like a section.
        if opener is not None or len(keys) > 1:
            yield Swallowing(block, keys, opener)


def _opener(block: CodeBlock) -> Text | None:
    """Return the line in a code block that opens the next one: `` ```sql `` closes nothing."""
    mark = _mark(block.text.text.lstrip())
    if f"\n{mark}" not in block.code.text:
        return None
    found = re.search(rf"^{re.escape(mark)}[A-Za-z][\w+#-]*[ \t]*$", block.code.text, re.MULTILINE)
    return block.code.part(*found.span()) if found is not None else None
