"""Long blocks of the appendix, folded: they are evidence, and most readers go on without them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortem.document.blocks import CodeBlock, Table
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.labels import Labels
from mkdocs_postmortem.pages.changes import Change
from mkdocs_postmortem.pages.rendering import render
from mkdocs_postmortem.pages.slots import SLOT, slot

APPENDIX = "appendix"
# Names of a language that say no more than "lines" does.
_PLAIN = frozenset(("text", "txt", "plain", "plaintext"))
_BEGIN, _END = f'{SLOT}fold">', slot("fold-end")
_FOLDED = re.compile(
    f"{re.escape(_BEGIN)}(?P<summary>[^<]*)</div>(?P<block>(?:(?!{re.escape(_BEGIN)}).)*?){re.escape(_END)}",
    re.DOTALL,
)


def fold_changes(document: Postmortem, longest: int, labels: Labels) -> Iterator[Change]:
    """Yield marks around each code block and table of the appendix that is longer than `longest` lines.

    `fold` makes of them what can be opened, once Markdown is through. 0 folds nothing.
    """
    section = document.by_key.get(APPENDIX)
    if section is None or not longest:
        return
    for block in section.blocks:
        if not isinstance(block, CodeBlock | Table) or not _is_apart(block, document):
            continue
        number = len(block.rows) if isinstance(block, Table) else block.code.text.count("\n") + 1
        if number > longest:
            yield from _around(block.text, _summary(block, number, labels))


def _is_apart(block: CodeBlock | Table, document: Postmortem) -> bool:
    """Say whether marks around a block leave it and its neighbours what they are."""
    if block.container != "root":
        return False
    if isinstance(block, CodeBlock) and block.fenced:
        return True
    source = block.text.source
    after = source.position(block.text.end)[0] + 1
    if after <= len(source.line_starts) and source.line_text(after).strip():
        return False
    # Markdown may make one of indented blocks that only definitions of links part.
    return isinstance(block, Table) or not document.references


def _summary(block: CodeBlock | Table, number: int, labels: Labels) -> str:
    table = isinstance(block, Table)
    language = "" if isinstance(block, Table) or block.language is None else block.language.text
    language = "" if language.casefold() in _PLAIN else language
    return render("fold.html", labels, number=number, table=table, language=language).strip()


def _around(text: Text, summary: str) -> Iterator[Change]:
    """Yield the marks before and behind a block, each a block of its own."""
    source = text.source
    first, last = source.position(text.start)[0], source.position(text.end)[0]
    begin = source.line_starts[first - 1]
    yield Change(begin, begin, f"\n{_BEGIN}{summary}</div>\n\n")
    if last < len(source.line_starts):
        end = source.line_starts[last]
        # Two line ends, one more than before: where blocks touch, one ends before the next begins.
        yield Change(end, end, f"\n\n{_END}\n\n")
    else:
        yield Change(len(source.text), len(source.text), f"\n\n{_END}\n")


def fold(html: str) -> str:
    """Return a page's HTML with the marked blocks folded; what is marked on one side only stays open."""
    if SLOT not in html:
        return html
    return _FOLDED.sub(_details, html)


def _details(found: re.Match[str]) -> str:
    summary = f"<summary>{found['summary']}</summary>"
    return f'<details class="pm-numbers pm-fold">{summary}\n{found["block"].strip()}\n</details>'
