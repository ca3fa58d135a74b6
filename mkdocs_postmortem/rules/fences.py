"""PM217: code blocks that are never closed, or far too late."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    with all that stands between them: it is reported where sections of the template are lost in it. Other
    rules say nothing of what stands in it, nor of what the section lacks in which it begins.
    """
    for block, keys in swallowing(case):
        start, end = block.text.line, block.text.span.end_line
        first = block.text.text.split("\n", 1)[0]
        yield Found(
            block.text.part(0, len(first)),
            f"Code block opened on line {start} ends only on line {end}, with whole sections in it",
            f"add a line {quote(_mark(first))} where the code ends",
            (next(iter(keys.values())), "this heading is shown as code"),
        )
    # The first one explains the rest: what should have closed it opens a block of its own.
    for fence in case.document.unclosed_fences[:1]:
        yield Found(
            fence,
            f"Code block opened on line {fence.line} is never closed",
            f"add a line {quote(_mark(fence.text))} where the code ends",
        )


def _mark(fence: str) -> str:
    """Return the backticks or tildes that a fence begins with."""
    return fence[: len(fence) - len(fence.lstrip(fence[0]))]


def swallowing(case: Case) -> list[tuple[CodeBlock, dict[str, Text]]]:
    """Return the code blocks that hold headings of sections which the document lacks, with these by key."""
    return case.once("swallowing", lambda: list(_find_swallowing(case)))


def _find_swallowing(case: Case) -> Iterator[tuple[CodeBlock, dict[str, Text]]]:
    lacking = {section.key for section in case.template.sections} - set(case.document.by_key)
    for block in case.document.blocks if lacking else ():
        if (
            isinstance(block, CodeBlock)
            and block.fenced
            and "\n## " in block.code.text
            and (block.language is None or block.language.text.casefold() not in _MARKDOWN)
        ):
            keys: dict[str, Text] = {}
            for found in _HEADING.finditer(block.code.text):
                key = section_key(found["text"], case.template)
                if key in lacking:
                    keys.setdefault(key, block.code.part(*found.span("text")))
            # A lone comment in a script may be called like a section.
            if len(keys) > 1 or (keys and _opens_another(block)):
                yield block, keys


def _opens_another(block: CodeBlock) -> bool:
    """Say whether a line in a code block opens the next one: `` ```sql `` closes nothing."""
    mark = _mark(block.text.text.lstrip())
    return any(line.startswith(mark) and line.strip() != mark for line in block.code.text.split("\n"))
