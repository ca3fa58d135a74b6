"""Owner, priority, due date and so on at the end of a list item, read where that is certain."""

from __future__ import annotations

from datetime import date

import pytest

from mkdocs_postmortem.document.model import ActionItem
from mkdocs_postmortem.document.reader import read_bytes
from tests.document.reading import place, read_text
from tests.template.sites import GERMAN, template_of


def item(text: str) -> ActionItem:
    (found,) = read_text(f"# Title\n\n## Action Items\n\n- {text}\n").actions
    return found


def told(text: str) -> tuple[str, list[str], str | None, date | None, str | None]:
    """Return what an item says: the action, its owners, its priority, its due date, its status."""
    found = item(text)
    return (
        found.action.text,
        [owner.text for owner in found.owners],
        found.priority.name if found.priority is not None else None,
        found.due.value if found.due is not None else None,
        found.status.name if found.status is not None else None,
    )


DAY = date(2025, 3, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[ ] Add alert — Li Wei, P1, due 2025-03-04", ("Add alert", ["Li Wei"], "P1", DAY, None)),
        ("Add alert - Li Wei - P1 - due: 2025-03-04", ("Add alert", ["Li Wei"], "P1", DAY, None)),
        ("Add alert – @li-wei, due 4 March 2025.", ("Add alert", ["@li-wei"], None, DAY, None)),
        ("Add alert (@li-wei)", ("Add alert", ["@li-wei"], None, None, None)),
        ("Add alert (owner: Li, due 04/Mar/25, P2)", ("Add alert", ["Li"], "P2", DAY, None)),
        ("Add alert. Owner: Li. Due: 2025-03-04.", ("Add alert", ["Li"], None, DAY, None)),
        ("Add alert, due 2025-03-04", ("Add alert", [], None, DAY, None)),
        ("Add alert (by 2025-03-04)", ("Add alert", [], None, DAY, None)),
        ("Add alert | Li Wei | P0 | TODO | due 2025-03-04", ("Add alert", ["Li Wei"], "P0", DAY, "TODO")),
        ("Add alert (DATA-12, done)", ("Add alert", [], None, None, "Done")),
        ("Add alert — P1, by 2025-03-04", ("Add alert", [], "P1", DAY, None)),
        ("Add alert — **Li Wei**, P1,\n  *due 2025-03-04*", ("Add alert", ["Li Wei"], "P1", DAY, None)),
        # Who that is, is not certain; the day is.
        ("Use — Debian Bookworm, due 2025-03-04", ("Use — Debian Bookworm", [], None, DAY, None)),
        ("Add alert — soon, due 2025-03-04", ("Add alert — soon", [], None, DAY, None)),
    ],
)
def test_details_are_read(
    text: str, expected: tuple[str, list[str], str | None, date | None, str | None]
) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Page for all alerts (P1)",
        "Page for all alerts — P1",
        "Tell the team — Li Wei",
        "Tell the team — Li Wei, P1",
        "Replace the host — 2025-03-04",
        "Replace the host (since 2025-03-04)",
        "Add alert — Li Wei, P1, as soon as the freeze of 2025-03-04 is over",
        "Add alert — due 2025-02-30",
        "Add alert — due 03/04/2025",
        "Add the label Owner: to every table",
        "Decide by name - by rule",
        "Move on from v1 - by 2025",
        "Thank for the help (thanks @li-wei)",
        "Rotate the keys (P1, P2)",
        "@li-wei",
        "Read DATA-12",
    ],
)
def test_what_is_not_certain_stays_in_the_action(text: str) -> None:
    assert told(text) == (text, [], None, None, None)


def test_each_detail_is_where_it_stands() -> None:
    found = item("[ ] Add alert — Li Wei, P1, due 2025-03-04, DATA-12")
    assert found.owner is not None
    assert found.priority is not None
    assert found.due is not None
    assert found.ticket is not None
    assert [place(text) for text in (found.owner, found.priority.text, found.due.text, found.ticket)] == [
        (5, 19, "Li Wei"),
        (5, 27, "P1"),
        (5, 35, "2025-03-04"),
        (5, 47, "DATA-12"),
    ]


def test_the_words_for_a_column_are_the_templates() -> None:
    text = "# Titel\n\n## Maßnahmen\n\n- Alarm anlegen, Frist 2025-03-04\n- Warnung, Termin 2025-03-04\n"
    first, second = read_bytes("a.md", text.encode(), template_of(GERMAN)).actions
    assert (first.action.text, first.due and first.due.value) == ("Alarm anlegen", DAY)
    assert (second.action.text, second.due) == ("Warnung, Termin 2025-03-04", None)


def test_brackets_count_more() -> None:
    found = item("Add alert — @robin [Owner: dana]")
    assert (found.action.text, [owner.text for owner in found.owners]) == ("Add alert — @robin", ["dana"])


def test_what_is_said_below_is_added() -> None:
    (found,) = read_text(
        "# Title\n\n## Action Items\n\n- Add alert — @robin\n    - Due: 2025-03-04\n    - Owner: dana\n"
    ).actions
    assert [owner.text for owner in found.owners] == ["@robin"]
    assert found.due is not None
    assert found.due.value == DAY
