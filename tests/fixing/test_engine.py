"""Which fixes are applied, and which are refused: with fixes made by hand."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.fixes import DISPLAY, SAFE, UNSAFE, Edit, Fix, insert_line, remove_lines, replace
from tests.fixing.bench import Proposal, at, fixed
from tests.rules.support import edited, text_of

VALID = text_of("valid")
TIMELINE_HEAD = "All times in UTC.\n\n| Time | Event |\n"
LIST = "## What Went Well\n\n- The alert"


def proposes(*edits: tuple[str, str], safety: str = SAFE) -> Proposal:
    """Return what proposes one fix with some edits, as long as there is something to replace."""

    def propose(document: Postmortem) -> Iterable[Fix]:
        source = document.source
        done = any(old in new and old != new and new in source.text for old, new in edits)
        if not done and all(source.text.count(old) == 1 for old, _ in edits):
            yield Fix("mend it", tuple(Edit(at(source, old), new) for old, new in edits), safety)

    return propose


def every(*proposals: Proposal) -> Proposal:
    return lambda document: [fix for propose in proposals for fix in propose(document)]


def apply(
    text: str, propose: Proposal, unsafe: bool = False, real: bool = False, fail_on: str = "error"
) -> tuple[str, int, list[str]]:
    """Return the new text, how many fixes were applied, and why others were refused."""
    data, outcome = fixed(text.encode(), propose, unsafe, real, fail_on)
    return data.decode(), len(outcome.fixed), [refusal.reason for refusal in outcome.refused]


# -- what is applied --


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("P2 (raised from P3)", "P1"),
        ("2025-03-14\n**Sev", "2025-03-15\n**Sev"),
        ("Robin Example, Sam Example", "Robin Example"),
        ("| 22:17 | Acknowledged by the data on-call |", "| 22:20 | Acknowledged by the on-call |"),
        ("25 minutes", "24 min"),
        ("| 2025-05-02 | Done |", "| 2025-05-02 | Doing |"),
        ("Because the loader wrote no batch", "As the loader wrote no batch"),
        ("Schema change\n", "Config error\n"),
        ("tags: [orders, freshness]", 'tags: [orders, "freshness"]'),
        ("- The loader wrote no error", "- It wrote no error"),
        ("| INC-2024-031 |", "| [INC-2024-031](a.md) |"),
        ("1. An empty batch", "1. A batch without rows"),
        ("SELECT batch", "SELECT  batch"),
        ("## What Went Well", "## What went well"),
        ("Friday evening. The loader", "Friday evening; the loader"),
    ],
)
def test_a_fix_may_change_the_value_it_is_made_for(old: str, new: str) -> None:
    assert apply(VALID, proposes((old, new))) == (VALID.replace(old, new), 1, [])


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        # A table or list that was running text is one: its rows appear.
        ("All times in UTC.\n| Time | Event |\n", TIMELINE_HEAD),
        ("## What Went Well\n\nThese did:\n- The alert", "## What Went Well\n\nThese did:\n\n- The alert"),
        ("|---|----------|\n", "|---|----------|--------|\n"),
        ("### Root Cause\n", "## Root Cause\n"),
        ("#### Impact\n", "## Impact\n"),
        ("## Action Itms\n", "## Action Items\n"),
        ("**Status:** closed\n**Status:** closed\n", "**Status:** closed\n"),
        ("\n\n---\ntitle:", "---\ntitle:"),
        ("title: Orders mart: stale\n", 'title: "Orders mart: stale"\n'),
    ],
)
def test_a_fix_may_let_values_appear_where_it_was_made(broken: str, mended: str) -> None:
    first = mended.split("\n")[0]
    was = {"## What Went Well": LIST, "All times in UTC.": TIMELINE_HEAD, "---": "---\ntitle:"}.get(first)
    if first.startswith("title"):
        was = 'title: "Orders mart stale after a schema change"\n'
    before = edited(VALID, (((was or mended), broken),))
    expected = edited(VALID, (((was or mended), mended),))
    assert apply(before, proposes((broken, mended))) == (expected, 1, [])


def test_front_matter_that_is_read_now_may_say_the_day_of_the_timeline() -> None:
    front = text_of("front_matter")
    before = f"\n{front}"
    assert apply(before, proposes(("\n---\ntitle:", "---\ntitle:"))) == (front, 1, [])


def test_a_comment_between_rows_moves_above_the_table() -> None:
    row = "| 22:05 | Detected: the freshness alert fired |\n"
    before = edited(VALID, ((row, f"{row}<!-- who? -->\n"),))
    after = edited(VALID, ((TIMELINE_HEAD, f"All times in UTC.\n\n<!-- who? -->\n\n{TIMELINE_HEAD[19:]}"),))

    def propose(document: Postmortem) -> Iterable[Fix]:
        source = document.source
        if "fired |\n<!-- who? -->\n" in source.text:
            comment, head = at(source, "<!-- who? -->\n"), at(source, "| Time | Event |")
            put_in = Edit(Text(source, head.start, head.start), "<!-- who? -->\n\n")
            yield Fix("move it", (Edit(comment, ""), put_in))

    assert apply(before, propose) == (after, 1, [])


def test_lines_may_be_put_in_and_taken_out() -> None:
    def propose(document: Postmortem) -> Iterable[Fix]:
        source = document.source
        if "**Severity:**" in source.text:
            yield remove_lines(at(source, "**Severity:**"), "remove")
        if "**Team:**" not in source.text:
            yield insert_line(at(source, "**Author:**"), "**Team:** data", "add")

    expected = edited(
        VALID,
        (
            ("**Severity:** P2 (raised from P3)\n", ""),
            ("**Author:** Dana Example\n", "**Author:** Dana Example\n**Team:** data\n"),
        ),
    )
    assert apply(VALID, propose) == (expected, 2, [])


def test_lines_may_change_places() -> None:
    old = "**Date:** 2025-03-14\n**Severity:** P2 (raised from P3)\n"
    new = "**Severity:** P2 (raised from P3)\n**Date:** 2025-03-14\n"
    assert apply(VALID, proposes((old, new))) == (VALID.replace(old, new), 1, [])


def test_a_draft_of_an_unreadable_file_is_left_alone() -> None:
    before = VALID.encode().replace(b"Friday", b"Fr\xefday")
    after, outcome = fixed(before, proposes(("P2 (raised from P3)", "P2")))
    assert after == before
    assert [refusal.reason for refusal in outcome.refused] == ["the file is not valid UTF-8"]


# -- safe, unsafe, display --


@pytest.mark.parametrize(
    ("safety", "unsafe", "applied"),
    [
        (SAFE, False, 1),
        (SAFE, True, 1),
        (UNSAFE, False, 0),
        (UNSAFE, True, 1),
        (DISPLAY, False, 0),
        (DISPLAY, True, 0),
    ],
)
def test_safety(safety: str, unsafe: bool, applied: int) -> None:
    text, number, refused = apply(VALID, proposes(("closed", "Closed"), safety=safety), unsafe)
    assert (number, refused, "**Status:** Closed" in text) == (applied, [], bool(applied))


# -- what is refused --

CATEGORY = "it would change something else, the category on line 70"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('title: "Orders', 'title: ["Orders', "the document could not be read any more"),
        ("---\n\n# Inc", "\n\n# Inc", "the document could not be read any more"),
        # What is open swallows the rest of the document.
        ("All times in UTC.\n", "All times in UTC.\n\n```\n", CATEGORY),
        ("All times in UTC.\n", "<div>\n", CATEGORY),
        ("Detected: the", "Detected: ```\n\n```\n\n the", CATEGORY),
        # A blank line ends the table, and the rows below are running text.
        (
            "| 22:17 | Acknowledged by the data on-call |\n",
            "| 22:17 | Acknowledged by the data on-call |\n\n",
            "it would change something else, the time in the timeline on line 26",
        ),
        # A pipe too many moves the other cells of a row.
        ("| 22:17 |", "| 22:17 | |", "it would change something else, the event in the timeline on line 25"),
        (
            "| 2025-05-02 |",
            "| 2025-05-02 | |",
            "it would change something else, the status of the action item on line 91",
        ),
        (
            "## Timeline\n",
            "## Events of joy\n",
            "it would change something else, the time in the timeline on line 23",
        ),
        ("# Incident Postmortem: O", "O", "it would change something else, the title on line 2"),
        (
            "**Severity:** P2",
            "**Severity:** P2\n\n## Root Cause\n\n",
            "it would change something else, the field `Status` on line 13",
        ),
    ],
)
def test_what_would_change_something_else(old: str, new: str, reason: str) -> None:
    assert apply(VALID, proposes((old, new))) == (VALID, 0, [reason])


def test_the_date_of_another_field() -> None:
    # A field without a colon is none: the note below would become its value.
    text, number, refused = apply(VALID, proposes(("**Date:** 2025-03-14\n", "**Date:** 2025-03-14 ")))
    assert (text, number) == (VALID, 0)
    assert refused == ["it would change something else, the field `Severity` on line 12"]


def test_a_new_error_is_refused() -> None:
    new = "it would bring PM111 on line 12: Severity `P9` is not one of P1, P2, P3, P4"
    propose = proposes(("P2 (raised from P3)", "P9"))
    assert apply(VALID, propose, real=True) == (VALID, 0, [new])
    before = VALID.replace("P2 (raised from P3)", "P8")
    # What was wrong before is no new error.
    assert apply(before, proposes(("P8", "P9")), real=True) == (before.replace("P8", "P9"), 1, [])


def test_an_error_in_another_document_is_refused() -> None:
    text, number, refused = apply(VALID, proposes(("INC-2025-014", "INC-2024-031")), real=True)
    assert (text, number) == (VALID, 0)
    assert refused[0].startswith("it would bring PM901 on line 10: Incident ID INC-2024-031 is also used in")


@pytest.mark.parametrize(("fail_on", "number"), [("error", 1), ("warning", 0), ("info", 0), ("never", 1)])
def test_a_warning_is_refused_only_where_it_fails_the_run(fail_on: str, number: int) -> None:
    propose = proposes(("## Root Cause\n", "## Root Couse\n"))
    before = edited(VALID, (("**Status:** closed", "**Status:** draft"),))
    _, applied, refused = apply(before, propose, real=True, fail_on=fail_on)
    assert (applied, len(refused)) == (number, 1 - number)


@pytest.mark.parametrize("fail_on", ["error", "warning", "never"])
def test_an_unsafe_fix_brings_no_warning_whatever_fails_the_run(fail_on: str) -> None:
    propose = proposes(("## Root Cause\n", "## Root Couse\n"), safety=UNSAFE)
    before = edited(VALID, (("**Status:** closed", "**Status:** draft"),))
    _, applied, refused = apply(before, propose, real=True, fail_on=fail_on, unsafe=True)
    assert applied == 0
    assert [reason.split(":")[0] for reason in refused] == ["it would bring PM203 on line 54"]


@pytest.mark.parametrize(
    ("fixes", "reason"),
    [
        ([("closed", "closed")], "it changes nothing"),
        ([("**Status:** closed", "x"), ("Status:** closed", "y")], "its edits overlap"),
    ],
)
def test_fixes_that_are_none(fixes: list[tuple[str, str]], reason: str) -> None:
    assert apply(VALID, proposes(*fixes)) == (VALID, 0, [reason])


def test_another_document_is_left_alone() -> None:
    def propose(document: Postmortem) -> Iterable[Fix]:
        other = Text(type(document.source)("b.md", "text"), 0, 4)
        yield replace(other, "words")

    assert apply(VALID, propose) == (VALID, 0, ["it changes another document"])


# -- rounds --


def test_of_two_that_overlap_the_first_wins_and_the_other_has_its_turn() -> None:
    one = proposes(("closed", "Closed"))
    other = proposes(("**Status:** closed", "**State:** closed"))
    again = proposes(("**Status:** Closed", "**State:** Closed"))
    expected = VALID.replace("**Status:** closed", "**State:** Closed")
    assert apply(VALID, every(one, other, again)) == (expected, 2, [])


def test_a_safe_one_wins_over_an_unsafe_one_before_it() -> None:
    unsafe = proposes(("closed", "draft"), safety=UNSAFE)
    safe = proposes(("closed", "Closed"))
    assert apply(VALID, every(unsafe, safe), unsafe=True) == (VALID.replace("closed", "Closed"), 1, [])


def test_the_same_fix_twice_is_applied_once() -> None:
    assert apply(VALID, every(*[proposes(("closed", "Closed"))] * 2))[0] == VALID.replace("closed", "Closed")


def test_one_that_is_refused_does_not_hold_up_the_others() -> None:
    good, bad = proposes(("closed", "Closed")), proposes(('title: "Orders', 'title: ["Orders'))
    text, number, refused = apply(VALID, every(bad, good))
    assert (text, number) == (VALID.replace("closed", "Closed"), 1)
    assert refused == ["the document could not be read any more"]


def test_one_that_was_refused_gives_way_to_one_it_overlaps() -> None:
    bad = proposes(('title: "Orders', 'title: ["Orders'))
    good = proposes(('Orders mart stale after a schema change"', 'Orders mart stale"'))
    text, number, refused = apply(VALID, every(bad, good))
    assert (text.splitlines()[1], number) == ('title: "Orders mart stale"', 1)
    assert refused == ["the document could not be read any more"]


def test_one_fix_makes_room_for_the_next() -> None:
    steps = [proposes((f"**Status:** {a}", f"**Status:** {b}")) for a, b in ("ab", "bc", "cd")]
    before = VALID.replace("**Status:** closed", "**Status:** a")
    assert apply(before, every(*steps)) == (before.replace("**Status:** a", "**Status:** d"), 3, [])


def test_fixes_that_undo_each_other_leave_the_document_as_it_is() -> None:
    there, back = proposes(("closed", "Closed")), proposes(("** Closed", "** closed"))
    text, number, refused = apply(VALID, every(there, back))
    assert (text, number) == (VALID, 0)
    assert refused == ["the fixes of this document undo each other"]


def test_one_that_grows_for_ever_leaves_the_document_as_it_is() -> None:
    def propose(document: Postmortem) -> Iterable[Fix]:
        yield insert_line(at(document.source, "# Incident Postmortem"), "", "add", above=True)

    assert apply(VALID, propose)[:2] == (VALID, 0)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n"])
def test_line_ends_and_mark_stay(end: str, mark: str, last: str) -> None:
    before = mark + (VALID.rstrip("\n") + last).replace("\n", end)
    propose = every(
        proposes(("closed", "Closed")), proposes(("Closed\n**Author", "Closed\n**A:** b\n**Author"))
    )
    after = before.replace(f"closed{end}", f"Closed{end}**A:** b{end}")
    assert apply(before, propose) == (after, 2, [])
