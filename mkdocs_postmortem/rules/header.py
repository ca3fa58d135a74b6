"""PM105, PM114, PM115, PM117: what stands at the top of a document, and whether it agrees."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mkdocs_postmortem.document.metadata import names
from mkdocs_postmortem.document.model import Field
from mkdocs_postmortem.document.reader import bare_title
from mkdocs_postmortem.rules.fixes import SAFE, UNSAFE, Edit, Fix, write_yaml
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import quote
from mkdocs_postmortem.template import plain


@rule("PM105", "field-order", "-/-/-", fixes=("safe",))
def field_order(case: Case) -> Iterator[Found]:
    """The metadata stands in the order of the template.

    Off by default, because it is a matter of style: a reader finds a field in any order. Switch it on
    with `levels: {PM105: warning}`. Fields of your own may stand anywhere.
    """
    order = {field.key: number for number, field in enumerate(case.template.fields)}
    fields = [field for field in case.document.metadata if field.key]
    for before, field in pairwise(fields):
        if order[field.key] < order[before.key]:
            yield Found(
                field.label,
                f"Field {quote(field.label)} comes after {quote(before.label)}",
                f"put it before {quote(before.label)}, as in the template",
                (before.label, "comes later in the template"),
                fix=_in_order(fields, order),
            )
            return


def _in_order(fields: list[Field], order: dict[str, int]) -> Fix | None:
    """Return the fix that puts the lines of fields in order, each in the place of one that is there."""
    lines = [field.whole for field in fields]
    # A break at the end of every line but the last would move with them.
    if any(line.text.endswith(("\\", ">")) or "\n" in line.text for line in lines):
        return None
    if len({field.origin for field in fields}) > 1:
        return None
    right = sorted(fields, key=lambda field: order[field.key])
    edits = tuple(
        Edit(line, field.whole.text) for line, field in zip(lines, right, strict=True) if line != field.whole
    )
    return Fix("put the fields in the order of the template", edits, SAFE)


@rule("PM114", "no-reviewer", "-/E/E")
def no_reviewer(case: Case) -> Iterator[Found]:
    """A reviewed document names who reviewed it: `TBD`, `None` or `-` is nobody.

    A field that is missing or empty is PM101's.
    """
    field = case.document.field("reviewers")
    if field is None or not field.string.strip() or case.document.unfilled(field.value):
        return
    if _people(case, field):
        return
    stated = case.document.status_choice
    status = stated if stated is not None and stated.name is not None else None
    yield Found(
        field.value,
        f"{quote(field.value)} names no reviewer"
        + (f", but the status is `{status.name}`" if status else ""),
        f"name who reviewed it, or write `{case.template.status('draft')}` as the status until somebody has",
        (status.text, "status") if status is not None else None,
    )


@rule("PM115", "reviewer-is-author", "-/W/W")
def reviewer_is_author(case: Case) -> Iterator[Found]:
    """Somebody else than the author has reviewed the document.

    A team of one can switch this off with `levels: {PM115: off}`. Handles are not compared with names.
    """
    author, field = case.document.field("author"), case.document.field("reviewers")
    if author is None or field is None or case.document.unfilled(field.value):
        return
    authors = {plain(name) for name in _people(case, author)}
    reviewers = _people(case, field)
    if not reviewers or not {plain(name) for name in reviewers} <= authors:
        return
    what = (
        f"The only reviewer, {quote(reviewers[0])}, is the author"
        if len(reviewers) == 1
        else f"All reviewers are authors: {quote(field.value)}"
    )
    yield Found(field.value, what, "have somebody else read it, and name them", (author.value, "author"))


def _people(case: Case, field: Field) -> list[str]:
    """Return the names in a field, without words that name nobody."""
    empty, none = case.template.empty, case.template.none
    found = []
    for name in names(field):
        bare = name.casefold().rstrip(".")
        if bare not in empty and bare not in none and plain(name):
            found.append(name)
    return found


@rule("PM117", "title-mismatch", "-/I/I", fixes=("unsafe",))
def title_mismatch(case: Case) -> Iterator[Found]:
    """The title in front matter is the heading's, or a part of it.

    MkDocs takes the page's name in the navigation from front matter. Many sites shorten it there on
    purpose, so one that stands in the other is accepted, and so are `Incident Postmortem:`, an ID or a
    date before either.
    """
    document = case.document
    at, heading = document.title_text, document.title
    if at is None or heading is None or at.start < document.front_matter.body or document.unfilled(at):
        return
    if plain(heading) in case.template.field_names or plain(heading) in case.template.section_names:
        return  # all sections are level-1 headings, which PM206 and PM207 are about
    for entry in document.front_matter.entries:
        if plain(entry.key.text) != "title" or entry.kind in ("null", "map", "seq"):
            continue
        front = plain(bare_title(entry.string, case.template))
        wanted = plain(heading)
        generic = plain(entry.string) == plain(case.template.page.template_title)
        if not front or front in wanted or wanted in front or generic or document.unfilled(entry.value):
            continue
        fenced = document.front_matter.text is not None
        yield Found(
            entry.value,
            f"Front matter `title` and the heading differ: {quote(entry.string)}",
            f"write `title: {heading}`, or change the heading",
            (at, "heading"),
            fix=write_yaml(entry.value, heading, UNSAFE) if fenced else None,
        )
