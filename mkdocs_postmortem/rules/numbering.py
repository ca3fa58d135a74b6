"""PM602: the numbers of action items."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.fixes import SAFE, UNSAFE, Edit, Fix
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import listing
from mkdocs_postmortem.template import Template, plain

_NUMBER = re.compile(r"\d{1,4}")
# So many numbers are said; the rest is left out.
_SHOWN = 12


@rule("PM602", "numbering", "W/W/W", fixes=("safe", "unsafe"))
def numbering(case: Case) -> Iterator[Found]:
    """Items are numbered 1, 2, 3 …, without gaps and repeats; each table may begin anew.

    With `numbering: unique` only repeats count, for archives in which the number of an item that was
    removed stays free. Items that have keys instead of numbers are left alone. The fix counts again;
    it is unsafe where the document mentions an item by its number.
    """
    tables = list(_tables(case))
    unique = case.settings.numbering == "unique"
    if unique:
        tables = [[at for table in tables for at in table]]
    before = 0
    for numbers in tables:
        values = [int(at.text) for at in numbers]
        wanted = _unique(values) if unique else _counted(values, before)
        before = max(values, default=before)
        if values == wanted:
            continue
        first = next(at for at, value, right in zip(numbers, values, wanted, strict=True) if value != right)
        shown = [str(value) for value in values[:_SHOWN]] + ["…"] * (len(values) > _SHOWN)
        yield Found(
            first,
            f"Items are numbered {listing(shown)}",
            "give each item a number of its own" if unique else f"number them {wanted[0]} to {wanted[-1]}",
            fix=_renumber(case, numbers, wanted),
        )


def _tables(case: Case) -> Iterator[list[Text]]:
    """Return the numbers of each table whose items all have one, without marks."""
    ends = [table.text.end for table in case.document.action_tables]
    by_table: dict[int, list[Text]] = {}
    for item in case.document.actions:
        if item.form == "table" and item.number is not None:
            by_table.setdefault(bisect_left(ends, item.whole.start), []).append(_bare(item.number))
    for numbers in by_table.values():
        if all(_NUMBER.fullmatch(at.text) for at in numbers):
            yield numbers


def _bare(number: Text) -> Text:
    text = number.text
    bare = text.strip("*_`#. ")
    start = text.find(bare)
    return number.part(start, start + len(bare))


def _counted(values: Sequence[int], before: int) -> list[int]:
    """Return what the numbers of a table should be: on from the table above where they do so, else from 1."""
    first = before + 1 if before and values[0] == before + 1 else 1
    return list(range(first, first + len(values)))


def _unique(values: Sequence[int]) -> list[int]:
    """Return the numbers with each repeated one replaced by the next free one."""
    seen: set[int] = set()
    free = max(values, default=0)
    wanted = []
    for value in values:
        if value in seen:
            free += 1
            value = free
        seen.add(value)
        wanted.append(value)
    return wanted


def _renumber(case: Case, numbers: Sequence[Text], wanted: Sequence[int]) -> Fix:
    changed = [(at, right) for at, right in zip(numbers, wanted, strict=True) if int(at.text) != right]
    edits = tuple(Edit(at, str(right)) for at, right in changed)
    repeated = Counter(int(at.text) for at in numbers)
    old = {int(at.text) for at, _ in changed} | {value for value, times in repeated.items() if times > 1}
    return Fix("number the items", edits, UNSAFE if _is_mentioned(case, old) else SAFE)


def _is_mentioned(case: Case, numbers: set[int]) -> bool:
    """Say whether the document names an item by one of these numbers: `item 3`, `#3`, `- **Detect:** 3`."""
    if any(item.category_from == "list" for item in case.document.actions):
        return True
    text = case.document.source.text
    return any(int(found["number"]) in numbers for found in _mention(case.template).finditer(text))


@lru_cache(maxsize=16)
def _mention(template: Template) -> re.Pattern[str]:
    """Return what finds an item's number in running text, behind any word the template has for an item."""
    table = template.tables["actions"]
    names = [template.section(table.section).title]
    names += [
        name
        for column in table.columns
        if column.key in ("number", "action")
        for name in (column.label, *column.aliases)
    ]
    words = {word.removesuffix("s") for name in names for word in plain(name).split()}
    said = "|".join(sorted(map(re.escape, words)))
    return re.compile(rf"(?:\b(?:{said})s?[.:]?[ \t]?#?|(?<![\w&])#)(?P<number>\d{{1,4}})\b", re.IGNORECASE)
