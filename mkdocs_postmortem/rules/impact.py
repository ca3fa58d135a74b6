"""PM4xx: impact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortem.document.blocks import Table
from mkdocs_postmortem.document.columns import columns_of
from mkdocs_postmortem.document.dates import find_date
from mkdocs_postmortem.document.model import ImpactRow
from mkdocs_postmortem.document.words import words_of
from mkdocs_postmortem.rules.fixes import DISPLAY, UNSAFE, Fix, insert_line, replace
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.structure import glued_table
from mkdocs_postmortem.rules.values import is_blank
from mkdocs_postmortem.rules.words import listing, misspelt, quote, quote_name
from mkdocs_postmortem.template import Dimension, plain

# A shorter alias is no help in guessing what a row means; no name of a row is longer.
MIN_ALIAS, MAX_LABEL = 8, 80
_QUANTITY = re.compile(
    r"\d|`[^`]+`|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen|twenty|"
    r"thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?|billions?|"
    r"half|quarter|third|all|every|everything|entire|whole|single|several|a few)\b",
    re.IGNORECASE,
)


@rule("PM401", "dimension-missing", "I/E/E", fixes=(UNSAFE, DISPLAY))
def dimension_missing(case: Case) -> Iterator[Found]:
    """The impact table has a row for every dimension of the template.

    Where one row of another name stands in the place of a missing one, the finding points at it. Impact told
    in prose, without the table, is not reported here.
    """
    table, section = case.document.impact_table, case.section("impact")
    if table is None or (section is not None and glued_table(section)):
        return
    title = case.template.section("impact").title
    present = {row.key for row in case.document.impact}
    nearly = {label for _, label in misspelt_rows(case)}
    wanted = [dimension for dimension in case.template.dimensions if dimension.required != "never"]
    lacking = [dimension for dimension in wanted if dimension.key not in present]
    if lacking and len(lacking) == len(wanted):
        # A table of another kind: that is one thing to say, and not seven.
        yield Found(
            table.header.text,
            f"{title} has none of the rows {listing(quote(each.label) for each in lacking)}",
            f"add a row for each; `{case.template.say('none')}` is an answer",
        )
        return
    for dimension in lacking:
        if dimension.label in nearly:
            continue
        if (row := _in_its_place(case, dimension)) is not None:
            yield Found(
                row.dimension,
                f"{title} has no row {quote(dimension.label)}; did you mean it by {quote(row.dimension)}?",
                f"write `{dimension.label}`, or add a row for it",
                fix=replace(row.dimension, dimension.label, DISPLAY),
            )
            continue
        example = case.template.say("no" if dimension.yes_no else "none")
        yield Found(
            table.header.text,
            f"{title} has no row {quote(dimension.label)}",
            f"add `| {dimension.label} | {example} |`",
            fix=case.to_fill(_add_row(case, table, dimension)),
        )


def _in_its_place(case: Case, dimension: Dimension) -> ImpactRow | None:
    """Return the row of an unknown name that stands alone between the neighbours of a dimension, or None.

    At the table's end a row of one's own is as likely: there the names have a word in common.
    """
    rows = case.document.impact
    at = {row.key: index for index, row in enumerate(rows) if row.key is not None}
    order = [each.key for each in case.template.dimensions if each.required != "never" or each.key in at]
    place = order.index(dimension.key)
    above, below = order[place - 1] if place else None, order[place + 1] if place + 1 < len(order) else None
    if (above is not None and above not in at) or (below is not None and below not in at):
        return None
    low = at[above] + 1 if above is not None else 0
    between = rows[low : at[below] if below is not None else len(rows)]
    if len(between) != 1 or is_blank(case, between[0].dimension):
        return None
    row = between[0]
    if case.document.unfilled(row.dimension) or any(row is each for each, _ in misspelt_rows(case)):
        return None
    common = set(words_of(row.dimension.text)) & set(words_of(dimension.label))
    return row if below is not None or common else None


def misspelt_rows(case: Case) -> list[tuple[ImpactRow, str]]:
    """Return the rows whose name nearly is a dimension that the table lacks, each with that one's label."""
    return case.once("misspelt dimensions", lambda: list(_misspelt_rows(case)))


def _misspelt_rows(case: Case) -> Iterator[tuple[ImpactRow, str]]:
    unknown = [row for row in case.document.impact if row.key is None and row.dimension]
    if not unknown:
        return
    present = {row.key for row in case.document.impact}
    names = {
        name: dimension.label
        for dimension in case.template.dimensions
        if dimension.key not in present
        for name in (dimension.label, *dimension.aliases)
        if name == dimension.label or len(name) >= MIN_ALIAS
    }
    for row in unknown:
        if not case.document.unfilled(row.dimension) and (
            found := misspelt(row.dimension.text[:MAX_LABEL], names)
        ):
            yield row, names[found]


def _add_row(case: Case, table: Table, dimension: Dimension) -> Fix | None:
    """Return the fix that adds a row to be filled in, in the template's order of rows."""
    blank = _placeholder(case, dimension)
    columns = columns_of(table, case.template.tables["impact"])
    source, start = table.header.text.source, table.header.text.start
    line = source.text.rfind("\n", 0, start) + 1
    if blank is None or source.text[line:start].strip(" \t>"):
        return None
    cells = [""] * len(table.header.cells)
    cells[columns["dimension"]], cells[columns["detail"]] = dimension.label, blank
    row = " | ".join(cells)
    if table.header.text.text.startswith("|"):
        row = f"| {row} |"
    keys = [each.key for each in case.template.dimensions]
    above = [
        each
        for each in case.document.impact
        if each.key in keys and keys.index(each.key) < keys.index(dimension.key)
    ]
    title = f"add the row `{row}`"
    if above:
        return insert_line(above[-1].dimension, source.text[line:start] + row, title, UNSAFE)
    if not table.rows:
        return None
    return insert_line(table.rows[0].text, source.text[line:start] + row, title, UNSAFE, above=True)


def _placeholder(case: Case, dimension: Dimension) -> str | None:
    """Return what the template writes where the detail of a row is to be filled in."""
    for line in case.template.text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) > 1 and plain(cells[0]) == plain(dimension.label) and cells[1].startswith("{"):
            return cells[1]
    return None


def rows(case: Case) -> list[tuple[ImpactRow, Dimension]]:
    """Return the rows of known dimensions, placeholders apart."""
    return case.once(
        "impact rows",
        lambda: [
            (row, case.template.dimension(row.key))
            for row in case.document.impact
            if row.key is not None and not case.document.unfilled(row.detail)
        ],
    )


def answer(case: Case, row: ImpactRow) -> str | None:
    """Return the answer that a row begins with, whatever emoji stands before it; `Not breached` is a no."""
    if row.answer is not None:
        return row.answer
    first = plain(row.detail.text).split(" ", 1)[0]
    if first == "not":
        return "no"
    return next((answer for answer, words in case.template.answers.items() if first in words), None)


@rule("PM403", "dimension-empty", "I/E/E")
def dimension_empty(case: Case) -> Iterator[Found]:
    """Every dimension says something: `None`, `N/A` and `Unknown` do, an empty cell or `TBD` does not."""
    none = case.template.say("none")
    for row, _ in rows(case):
        if is_blank(case, row.detail):
            found = f" (found {quote(row.detail)})" if row.detail else ""
            yield Found(
                row.detail,
                f"{quote_name(row.dimension)} is empty{found}; write `{none}` if there was none",
                f"write what was affected, or `{none}`",
            )


@rule("PM404", "yes-no-expected", "W/E/E")
def yes_no_expected(case: Case) -> Iterator[Found]:
    """Data loss and SLA breach begin with Yes, No, Unknown or N/A."""
    yes, no = case.template.say("yes"), case.template.say("no")
    for row, dimension in rows(case):
        if not dimension.yes_no or is_blank(case, row.detail):
            continue
        if answer(case, row) is None:
            yield Found(
                row.detail,
                f"{quote_name(row.dimension)} must start with {yes} or {no}, found {quote(row.detail)}",
                f"begin with `{yes}`, `{no}` or `{case.template.say('unknown')}`, then the detail",
            )


@rule("PM405", "yes-not-quantified", "W/E/E")
def yes_not_quantified(case: Case) -> Iterator[Found]:
    """A "Yes" on data loss says how much: a number, a table name in code, a date range, or "all"."""
    yes = case.template.say("yes")
    for row, dimension in rows(case):
        if not dimension.quantify or answer(case, row) != "yes":
            continue
        text = row.detail.text
        if not _QUANTITY.search(text) and find_date(text) is None:
            first = plain(text).split(" ", 1)[0]
            yield Found(
                row.detail,
                f"{quote_name(row.dimension)} says {first.capitalize()} but not how much; "
                "add rows, tables or a time range",
                f"write for instance `{yes}, 1,200 rows of orders between 22:05 and 23:40`",
            )
