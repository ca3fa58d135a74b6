"""PM208: a document in which nothing is told yet."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.document.blocks import (
    Block,
    Divider,
    Heading,
    Html,
    ListItem,
    Paragraph,
    Reference,
    Table,
)
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.registry import Case, Found, rule

CODE = "PM208"
# Blocks that a reader sees nothing of.
_UNSEEN = (Divider, Html, Reference)


@rule(CODE, "empty-document", "I/E/E")
def empty_document(case: Case) -> Iterator[Found]:
    """A document says something: it is not empty, and more than a title, metadata or a comment.

    What such a document lacks, which is all of it, is not told one by one. Raw HTML tells nothing either:
    Markdown does not look into it.
    """
    if not _is_empty(case):
        return
    document = case.document
    html = [block.text for block in document.blocks if isinstance(block, Html)]
    title, entries = document.title_text, document.front_matter.entries
    if document.metadata:
        yield Found(document.metadata[-1].whole, "Nothing stands below the metadata", _ADVICE)
    elif title is not None and title.start >= document.front_matter.body:
        yield Found(title, "Nothing stands below the title", _ADVICE)
    elif html:
        what = "a comment" if all(text.text.startswith("<!--") for text in html) else "raw HTML"
        first = html[0].part(0, len(html[0].text.split("\n", 1)[0]))
        yield Found(first, f"The document holds nothing but {what}", _ADVICE)
    elif entries:
        last = entries[-1]
        at = Text(document.source, last.key.start, max(last.key.end, last.value.end))
        yield Found(at, "Nothing stands below the front matter", _ADVICE)
    else:
        yield Found(Text(document.source, 0, 0), "The document is empty", _ADVICE)


_ADVICE = "fill in a copy of the template, which `postmortem new` makes, or delete the file"


def says_all(case: Case) -> bool:
    """Say whether PM208 tells of a document all that it lacks."""
    return _is_empty(case) and case.runs(CODE)


def _is_empty(case: Case) -> bool:
    return case.once("is empty", lambda: _find_empty(case))


def _find_empty(case: Case) -> bool:
    document = case.document
    if document.by_key or document.bold_labels or document.unclosed_fences:
        return False
    given = [field.whole for field in (*document.metadata, *document.unknown_fields)]
    return all(_tells_nothing(block, document.title_text, given) for block in document.blocks)


def _tells_nothing(block: Block, title: Text | None, given: list[Text]) -> bool:
    """Say whether a block is the title, metadata, or nothing that a reader sees."""
    if isinstance(block, _UNSEEN):
        return True
    if isinstance(block, Heading):
        # MkDocs makes a heading of two lines of dashes.
        says = any(map(str.isalnum, block.text.text))
        return not says or (title is not None and block.text.start == title.start)
    if isinstance(block, Table):
        lines = tuple(row.text for row in block.rows)
    elif isinstance(block, Paragraph | ListItem):
        lines = block.lines
    else:
        return False
    return bool(lines) and all(
        not line or any(each.start <= line.start < each.end for each in given) for line in lines
    )
