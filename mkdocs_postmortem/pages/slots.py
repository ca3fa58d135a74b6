"""Slots: the places in a page that HTML of ours is put into once Markdown is through with it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from mkdocs_postmortem.document.blocks import CodeBlock, Dialect, Html
from mkdocs_postmortem.document.scanner import Scan, scan
from mkdocs_postmortem.document.source import Source

NAMES = ("summary", "charts", "table", "actions", "insights")
# Parts that a search leaves out: they can wait until it has read the page.
UNSEARCHED = frozenset(("table", "actions"))
SLOT = '<div class="pm-slot" data-postmortem="'
"""What every slot begins with: a page without this text has none."""

_SLOT = re.compile(
    r'<p>\s*<div class="pm-slot" data-postmortem="(?P<wrapped>[\w-]+)"></div>\s*</p>'
    r'|<div class="pm-slot" data-postmortem="(?P<name>[\w-]+)"></div>'
)
_COMMENT = re.compile(r"<!--\s*postmortem:(?P<name>.*?)-->", re.DOTALL)
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)


class SlotProblem(NamedTuple):
    """A placeholder that cannot be filled; 1-based line and column in the Markdown that was given."""

    line: int
    column: int
    message: str


def slot(name: str) -> str:
    """Return the HTML that marks a slot."""
    return f'{SLOT}{name}"></div>'


def fill(html: str, parts: Mapping[str, Callable[[], str]]) -> str:
    """Return rendered HTML with its slots replaced by the parts of their names.

    A part is only made where there is a slot for it; a slot without a part stays.
    """

    def part(found: re.Match[str]) -> str:
        make = parts.get(found["name"] or found["wrapped"])
        return found.group() if make is None else make()

    return _SLOT.sub(part, html) if SLOT in html else html


def mark_slots(markdown: str, dialect: Dialect | None = None) -> tuple[str, list[SlotProblem]]:
    """Return Markdown with its placeholders, such as `<!-- postmortem:table -->`, turned into slots.

    A placeholder counts where it is a block of its own. One in code is an example and stays; one
    with an unknown name, or inside other text or HTML, stays too and is reported.
    """
    if "postmortem:" not in markdown:
        return markdown, []
    source = Source("", markdown)
    scanned = scan(source, 0, dialect)
    own = {block.text.start: block.text.end for block in scanned.blocks if isinstance(block, Html)}
    code = [(block.text.start, block.text.end) for block in scanned.blocks if isinstance(block, CodeBlock)]
    code += _code_spans(scanned)
    problems: list[SlotProblem] = []
    pieces: list[str] = []
    done = 0
    for found in _COMMENT.finditer(markdown):
        if any(start <= found.start() < end for start, end in code):
            continue
        name = found["name"].strip()
        line, column = source.position(found.start())
        if name not in NAMES:
            problems.append(SlotProblem(line, column, _unknown(name)))
        elif own.get(found.start()) != found.end() or not _alone(markdown, found.start(), found.end()):
            message = (
                f"`<!-- postmortem:{name} -->` must stand on a line of its own, outside other text and HTML"
            )
            problems.append(SlotProblem(line, column, message))
        else:
            pieces += [markdown[done : found.start()], slot(name)]
            done = found.end()
    return "".join([*pieces, markdown[done:]]), problems


def _code_spans(scanned: Scan) -> Iterator[tuple[int, int]]:
    """Yield the places of inline code."""
    for block in scanned.blocks:
        if isinstance(block, CodeBlock | Html):
            continue
        text = block.text if hasattr(block, "text") else None
        if text is not None and "`" in text.text:
            for span in _CODE_SPAN.finditer(text.text):
                yield text.start + span.start(), text.start + span.end()


def _alone(markdown: str, start: int, end: int) -> bool:
    """Say whether nothing else stands on the lines of a piece."""
    before = markdown.rfind("\n", 0, start) + 1
    after = markdown.find("\n", end)
    return not markdown[before:start].strip() and not markdown[end : after if after >= 0 else None].strip()


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, NAMES, 1, 0.5)
    known = ", ".join(f"`{each}`" for each in NAMES)
    hint = f"did you mean `{near[0]}`?" if near else f"there are {known}"
    return f"`<!-- postmortem:{name} -->`: nothing is called `{name}`; {hint}"
