"""PM314 and PM410: rows that stand twice, in the timeline and in the impact table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mkdocs_postmortem.document.model import ImpactRow, Moment
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.consistency import clock
from mkdocs_postmortem.rules.fixes import UNSAFE, Fix, remove_lines
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.row_order import row_of
from mkdocs_postmortem.rules.values import is_blank
from mkdocs_postmortem.rules.words import quote_name
from mkdocs_postmortem.template import plain


@rule("PM314", "same-row", "I/W/W", fixes=(UNSAFE,))
def same_row(case: Case) -> Iterator[Found]:
    """No row of the timeline stands twice: at one time, with the same words in every cell."""
    document = case.document
    seen: dict[tuple[datetime, int], list[Moment]] = {}
    for moment in document.timeline.moments:
        if moment.at is None:
            continue
        others = seen.setdefault((moment.at, moment.part), [])
        first = next((each for each in others if _words(case, each) == _words(case, moment)), None)
        if first is None:
            others.append(moment)
        elif not is_blank(case, moment.event) and not document.unfilled(moment.event):
            row = row_of(case, moment)
            yield Found(
                moment.event,
                f"Row {clock(moment)} stands twice (lines {first.time.line} and {moment.time.line})",
                "delete one of the two, or say in what they differ",
                (first.event, "first one"),
                fix=_without(row.text) if row is not None else None,
                label="second one",
            )


def _words(case: Case, moment: Moment) -> list[str]:
    """Return what a row of the timeline says, cell by cell, without marks and case."""
    row = row_of(case, moment)
    cells = row.cells if row is not None else (moment.event,)
    return [plain(cell.text) for cell in cells]


@rule("PM410", "same-dimension", "W/W/W", fixes=(UNSAFE,))
def same_dimension(case: Case) -> Iterator[Found]:
    """The impact table has one row for each dimension.

    Of two a reader does not know which one holds. Rows of your own may have the same name, as long as they
    do not say the same. What is wrong with the second row besides is not told.
    """
    seen: dict[str, list[ImpactRow]] = {}
    for row in case.document.impact:
        others = seen.setdefault(row.key or plain(row.dimension.text), [])
        first = next((each for each in others if _are_twins(each, row)), None)
        if first is None:
            others.append(row)
            continue
        if not row.dimension or case.document.unfilled(row.dimension):
            continue
        same = plain(first.detail.text) == plain(row.detail.text)
        yield Found(
            row.dimension,
            f"{quote_name(row.dimension)} stands twice "
            f"(lines {first.dimension.line} and {row.dimension.line}){'' if same else ', with two answers'}",
            "delete one of the two" if same else "make one row of the two",
            (first.dimension, "first one"),
            fix=_without(row.dimension) if same else None,
            label="second one",
        )


def _are_twins(one: ImpactRow, two: ImpactRow) -> bool:
    """Say whether two rows have one name; rows of one's own must also say the same."""
    if plain(one.dimension.text) != plain(two.dimension.text):
        return False
    return one.key is not None or plain(one.detail.text) == plain(two.detail.text)


def _without(at: Text) -> Fix:
    return remove_lines(at, "delete the second row", UNSAFE)
