"""PM119: what a document is called."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.document.blocks import Heading, Html
from mkdocs_postmortem.document.reader import bare_title
from mkdocs_postmortem.rules.empty import says_all
from mkdocs_postmortem.rules.metadata import first_line
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import quote


@rule("PM119", "missing-title", "I/W/W")
def missing_title(case: Case) -> Iterator[Found]:
    """A document has a title: a level-1 heading, or `title` in front matter.

    Without one, MkDocs makes a title of the file name, and lists of incidents name it so. A level-2 heading
    at the top that begins as titles do, with `Postmortem:`, an ID or a date, is meant as the title.
    """
    document = case.document
    if document.title_text or says_all(case):
        return
    if any(isinstance(block, Html) and "<h1" in block.text.text.casefold() for block in document.blocks):
        return  # Markdown does not look into it, but a reader sees it
    first = document.sections[0] if document.sections else None
    if first is not None and first.key is None and _is_meant(case, first.heading):
        meant = quote(f"# {first.heading.text}")
        yield Found(first.heading.text, f"The document has no title; did you mean {meant}?", f"write {meant}")
        return
    yield Found(
        first_line(case),
        "The document has no title",
        "begin it with a heading such as `# Orders mart stale for three hours`, or write a `title` in front "
        "matter",
    )


def _is_meant(case: Case, heading: Heading) -> bool:
    """Say whether a heading is meant as the title: it begins so, and only comments stand above it."""
    if bare_title(heading.text.text, case.template) == heading.text.text:
        return False
    head = next((block for block in case.document.blocks if not isinstance(block, Html)), None)
    return head is heading and heading.level == 2 and heading.container == "root"
