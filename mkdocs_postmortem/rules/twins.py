"""PM204: sections that stand twice."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.document.blocks import Heading
from mkdocs_postmortem.document.model import Section
from mkdocs_postmortem.document.sections import without_number
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import quote
from mkdocs_postmortem.template import plain

_READ_TOGETHER = frozenset(("timeline", "actions"))


@rule("PM204", "duplicate-section", "W/E/E")
def duplicate_section(case: Case) -> Iterator[Found]:
    """No section of the template stands twice: the second is not read.

    Several timelines are read one after the other, and of several lists of actions the first that
    has any; yet a reader looks for one. Where a section is missing at the place of the second, that is
    probably the one meant, and only told here.
    """
    meant = meant_by_twins(case)
    for first, section in _twins(case):
        heading = section.heading
        ignored = "" if section.key in _READ_TOGETHER else "; the second is ignored"
        key = meant.get(heading.text.start)
        yield Found(
            heading.text,
            f"Section {quote(heading.text)} appears twice "
            f"(lines {first.text.line} and {heading.text.line}){ignored}",
            f"write `## {case.template.section(key).title}` if that is what it is, or merge the two"
            if key is not None
            else "merge the two",
            (first.text, "first one"),
            label="second one",
        )


def _keyed(case: Case) -> list[Section]:
    return [section for section in case.document.sections if section.key and section.heading.level == 2]


def _twins(case: Case) -> list[tuple[Heading, Section]]:
    """Return the sections that another of the same name stands above, each with its heading."""
    own = _keyed(case)
    if len({section.key for section in own}) == len(own):
        return []
    seen: dict[str, Heading] = {}
    pairs = [
        (seen.setdefault(plain(without_number(each.heading.text.text)), each.heading), each) for each in own
    ]
    return [(first, each) for first, each in pairs if first is not each.heading]


def meant_by_twins(case: Case) -> dict[int, str]:
    """Return the missing section that a second one stands in the place of, by the start of its heading."""
    return case.once("meant by twins", lambda: dict(_find_meant(case)))


def _find_meant(case: Case) -> Iterator[tuple[int, str]]:
    twins = {each.heading.text.start for _, each in _twins(case)}
    if not twins:
        return
    order = [section.key for section in case.template.sections]
    required = [each.key for each in case.template.sections if each.required != "never"]
    own = _keyed(case)
    for number, each in enumerate(own):
        if each.heading.text.start not in twins:
            continue
        above, below = own[number - 1].key, own[number + 1].key if number + 1 < len(own) else None
        low = order.index(above) + 1 if above else 0
        between = order[low : order.index(below) if below else None]
        lacking = [key for key in between if key in required and key not in case.document.by_key]
        if len(lacking) == 1:
            yield each.heading.text.start, lacking[0]
