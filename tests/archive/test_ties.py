"""Ties: which incidents have to do with each other, what authors say of it, and which families they make."""

from __future__ import annotations

from typing import Any

import pytest

from mkdocs_postmortem.archive.ties import Tie, families, strangers, ties
from tests.archive.small import archive_of


def document(number: int, text: str = "", front: str = "") -> str:
    head = f"**Incident ID:** INC-2025-{number:03d}\n**Date:** 2025-0{number}-01"
    return f"{front}# Incident\n\n{head}\n\n{text}\n"


def related(*rows: str) -> str:
    return "## Related Incidents\n\n| Incident | Similarity |\n|---|---|\n" + "\n".join(rows)


def of(*texts: str, front: str = "", **options: Any) -> Any:
    """Return the archive of INC-2025-001, -002 … with these texts; the first has the front matter."""
    return archive_of(
        {
            f"postmortems/{number}.md": document(number, text, front if number == 1 else "")
            for number, text in enumerate(texts, 1)
        },
        **options,
    )


def said(tie: Tie) -> tuple[str, str, str, str | None, bool, str, bool]:
    names = (str(each.id)[-3:] for each in (tie.newer, tie.older, tie.by))
    return (*names, tie.kind, tie.turned, tie.said, tie.listed)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "",
            "Much as in INC-2025-001 it was slow. And more.",
            ("002", "001", "002", None, False, "Much as in INC-2025-001 it was slow.", False),
        ),
        (
            "Seen again in INC-2025-002.",
            "",
            ("002", "001", "001", None, True, "Seen again in INC-2025-002.", False),
        ),
        (
            "",
            related("| INC-2025-001 | The same pool |"),
            ("002", "001", "002", None, False, "The same pool", True),
        ),
        (
            "",
            related("| INC-2025-001 | Recurrence: the same pool |"),
            ("002", "001", "002", "recurrence_of", False, "Recurrence: the same pool", False),
        ),
        # The row says more than the sentence, a relation more than a row, whoever says it.
        (
            related("| INC-2025-002 | The same pool |"),
            "As in INC-2025-001.",
            ("002", "001", "001", None, True, "The same pool", True),
        ),
        (
            related("| INC-2025-002 | The same pool |"),
            "**Recurrence of:** INC-2025-001",
            ("002", "001", "002", "recurrence_of", False, "**Recurrence of:** INC-2025-001", False),
        ),
    ],
)
def test_of_a_pair_counts_what_says_most(first: str, second: str, expected: tuple[object, ...]) -> None:
    assert [said(tie) for tie in ties(of(first, second))] == [expected]


def test_the_older_one_may_be_it_to_the_newer() -> None:
    found = ties(of("", "As ever.", front="---\nsuperseded_by: INC-2025-002\n---\n"))
    assert [said(tie) for tie in found] == [("002", "001", "001", "superseded_by", True, "", False)]


def test_those_of_others_do_not_count_in_a_part_of_an_archive() -> None:
    whole = of("", "As in INC-2025-001.", "As in INC-2025-001 and INC-2025-002.")
    assert [said(tie)[:2] for tie in ties(whole)] == [("003", "002"), ("003", "001"), ("002", "001")]
    part = whole.only(each for each in whole.incidents if each.id != "INC-2025-001")
    assert [said(tie)[:2] for tie in ties(part)] == [("003", "002")]


def test_families_join_over_others_and_leave_out_who_is_alone() -> None:
    found = of("", "", "As in INC-2025-001.", "", "As in INC-2025-002.", "As in INC-2025-003.")
    groups = families(found, ties(found))
    assert [[str(each.id)[-3:] for each in group] for group in groups] == [
        ["006", "003", "001"],
        ["005", "002"],
    ]


def test_a_long_chain_is_one_family() -> None:
    documents = {
        f"postmortems/{number:04d}.md": (
            f"# Incident\n\n**Incident ID:** INC-2025-{number + 1:04d}\n\nAs in INC-2025-{number:04d}.\n"
        )
        for number in range(1500)
    }
    found = archive_of(documents)
    assert [len(group) for group in families(found, ties(found))] == [1500]


SAME = "## Root Cause\n\nThe certificate of the broker had expired, and its rotation had been switched off.\n"


def test_strangers_read_alike_and_nobody_joined_them() -> None:
    found = of(SAME, SAME, "## Root Cause\n\nA disk was full.\n", "")
    assert [(one.id, two.id) for one, two in strangers(found, found)] == [("INC-2025-002", "INC-2025-001")]
    some = found.only(each for each in found.incidents if each.id != "INC-2025-002")
    assert strangers(some, found) == ()
    linked = of(SAME, f"As in INC-2025-001.\n\n{SAME}", "", "")
    assert strangers(linked, linked) == ()
    unwanted = of(SAME, SAME, "", "", similar=0)
    assert strangers(unwanted, unwanted) == ()
