"""PM504 to PM507: the root cause category."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.document.blocks import Table
from mkdocs_postmortem.document.sections import end_of
from mkdocs_postmortem.rules.bold import as_written
from mkdocs_postmortem.rules.fixes import UNSAFE, replace
from mkdocs_postmortem.rules.near_lines import near_line
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.structure import says_nothing
from mkdocs_postmortem.rules.values import choice_problem
from mkdocs_postmortem.rules.words import listing, near_term, quote, without_note
from mkdocs_postmortem.template import plain


@rule("PM504", "category-missing", "I/E/E", fixes=(UNSAFE,))
def category_missing(case: Case) -> Iterator[Found]:
    """The root cause category is stated: `**Root cause category:** Capacity`."""
    document = case.document
    if document.category is not None and document.category.text:
        return
    if case.template.category_required == "never":
        return
    label = case.template.category_label.name
    allowed = case.template.vocabularies["category"].labels
    if document.category_label is not None:
        yield Found(document.category_label, f"{label} is empty", f"write one of {listing(allowed)}")
        return
    # Without the section it stands in, that section is what is missing (PM201).
    section = case.section("whys")
    whys = next((each for each in case.template.sections if each.key == "whys"), None)
    if section is None and (whys is None or whys.required == "never"):
        section = case.section("root_cause")
    if section is None or says_nothing(section) or _stands_in_table(case, label):
        return
    known = case.template.category_label
    near = near_line(case, (known.name, *known.aliases), section.heading.text.end, end_of(section))
    if near is not None:
        yield Found(
            near.label,
            f"{label} is missing; did you mean it by {quote(near.label)}?",
            f"write `**{label}:** {near.value}`",
            fix=replace(near.line, f"**{label}:** {near.value}", UNSAFE),
        )
    else:
        yield Found(
            section.heading.text,
            f"{label} is missing",
            f"add `**{label}:** {allowed[0]}` below {quote(as_written(section.heading))}",
        )


def _stands_in_table(case: Case, label: str) -> bool:
    """Say whether a table has a row or column of that name: then it is there, if in another place."""
    return any(
        plain(cell.text) == plain(label)
        for table in case.blocks(Table)
        for cell in (*table.header.cells, *(row.cells[0] for row in table.rows if row.cells))
    )


@rule("PM505", "category-unknown", "W/E/E", fixes=(UNSAFE,))
def category_unknown(case: Case) -> Iterator[Found]:
    """The root cause category is one of the vocabulary, or an alias."""
    choice = case.document.category
    found = choice_problem(choice, case, "category", case.template.category_label.name)
    if found is None or choice is None or choice.listed > 1 or _means_another(case):
        return
    vocabulary = case.template.vocabularies["category"]
    value = without_note(choice.text)
    guess = near_term(value.text, vocabulary)
    hint = f"; did you mean `{guess}`?" if guess else f" of {listing(vocabulary.labels)}"
    yield Found(
        found.at,
        f"Category {quote(choice.text)} is not in the list{hint}",
        found.help,
        fix=replace(value, guess, UNSAFE) if guess else None,
    )


@rule("PM506", "several-categories", "W/W/W")
def several_categories(case: Case) -> Iterator[Found]:
    """The root cause category is one, the one that explains most; others go into tags.

    A site whose documents may name several sets `several_categories: true`.
    """
    choice = case.document.category
    if choice is None or choice.listed < 2 or case.settings.several_categories or _means_another(case):
        return
    found = choice_problem(choice, case, "category", case.template.category_label.name)
    if found is not None:
        yield Found(found.at, found.message, "name the one that explains most; put others in tags")


@rule("PM507", "human-error-category", "I/I/I")
def human_error_category(case: Case) -> Iterator[Found]:
    """The root cause category is not where a person erred, but what let the error through.

    Only told, because the template has that category. A note behind it is an answer:
    `Human error (no second pair of eyes on deletions)`.
    """
    choice = case.document.category
    if choice is None or choice.name is None or choice.note:
        return
    if plain(choice.name) in map(plain, case.template.words.person):
        yield Found(
            choice.text,
            f"Category {quote(choice.text)} stops at a person; say which safeguard was missing",
            "name another category, or write the safeguard behind it in parentheses",
        )


def _means_another(case: Case) -> bool:
    """Say whether a `Category` may be one of anything, where nobody asks for the root cause's."""
    label, wanted = case.document.category_label, case.template.category_label.name
    return (
        case.template.category_required == "never"
        and label is not None
        and plain(label.text) != plain(wanted)
    )
