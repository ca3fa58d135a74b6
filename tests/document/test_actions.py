from __future__ import annotations

from datetime import date

import pytest

from mkdocs_postmortem.document.actions import says_none
from mkdocs_postmortem.document.model import ActionItem, Postmortem
from tests.document.reading import TEMPLATE, place, read_text

COLUMNS = "| # | Action | Owner | Priority | Due Date | Status | Ticket |\n|---|---|---|---|---|---|---|"


def read_section(body: str, heading: str = "Action Items") -> Postmortem:
    return read_text(f"# Title\n\n## {heading}\n\n{body}\n")


def items(body: str, heading: str = "Action Items") -> tuple[ActionItem, ...]:
    return read_section(body, heading).actions


def texts(body: str, heading: str = "Action Items") -> list[str]:
    return [item.action.text for item in items(body, heading)]


def test_the_template_s_table() -> None:
    row = (
        "| 1 | Prevent: run contract tests | dana | P1 | 2025-04-11 | "
        "Done (2025-04-02) | [D-1](https://x.org/1) |"
    )
    document = read_section(f"{COLUMNS}\n{row}\n| 2 |")
    first, second = document.actions
    assert [place(text) for text in (first.number, first.action, first.owner, first.ticket)] == [
        (7, 3, "1"),
        (7, 7, "Prevent: run contract tests"),
        (7, 37, "dana"),
        (7, 82, "[D-1](https://x.org/1)"),
    ]
    assert place(first.whole) == (7, 1, row)
    assert first.priority is not None
    assert (first.priority.name, place(first.priority.text)) == ("P1", (7, 44, "P1"))
    assert first.due is not None
    assert (first.due.value, first.due.iso, place(first.due.text)) == (
        date(2025, 4, 11),
        True,
        (7, 49, "2025-04-11"),
    )
    assert first.status is not None
    assert (first.status.name, first.status.note, place(first.status.text)) == (
        "Done", "2025-04-02", (7, 62, "Done"),
    )  # fmt: skip
    assert (first.category, first.category_from, first.form) == ("Prevent", "prefix", "table")
    assert (first.completed, first.open, first.dropped) == (date(2025, 4, 2), False, False)
    assert (second.action.text, second.owner is not None and second.owner.text == "", second.open) == (
        "",
        True,
        True,
    )
    assert len(document.action_tables) == 1


def test_columns_that_are_not_there_are_none() -> None:
    (item,) = items("| What | Who |\n|---|---|\n| run tests | dana |")
    assert (item.action.text, item.owner.text if item.owner else None) == ("run tests", "dana")
    assert (item.number, item.priority, item.due, item.status, item.ticket, item.completed) == (None,) * 6


@pytest.mark.parametrize(
    ("status", "name", "is_open", "dropped"),
    [
        ("TODO", "TODO", True, False),
        ("open", "TODO", True, False),
        ("pending", "TODO", True, False),
        ("not started", "TODO", True, False),
        ("in progress", "In progress", True, False),
        ("🚧 In progress", "In progress", True, False),
        ("Blocked by vendor", "Blocked", True, False),
        ("✅ Done", "Done", False, False),
        ("complete", "Done", False, False),
        ("closed", "Done", False, False),
        ("resolved", "Done", False, False),
        ("merged", "Done", False, False),
        ("Done (merged 2026-04-27)", "Done", False, False),
        ("won't do", "Dropped", False, True),
        ("cancelled", "Dropped", False, True),
        ("✅", "Done", False, False),
        ("[x]", "Done", False, False),
        ("[ ]", "TODO", True, False),
        (":x:", "TODO", True, False),
        ("~~TODO~~ Done", "Done", False, False),
        ("finshed", None, True, False),
        ("", None, True, False),
        ("{TODO / Done}", None, True, False),
    ],
)
def test_what_a_status_means(status: str, name: str | None, is_open: bool, dropped: bool) -> None:
    (item,) = items(f"| Action | Status |\n|---|---|\n| x | {status} |")
    assert item.status is not None
    assert (item.status.name, item.open, item.dropped) == (name, is_open, dropped)


@pytest.mark.parametrize(
    ("head", "row", "completed"),
    [
        ("| Action | Status | Completed |", "| x | Done | 2025-04-02 |", date(2025, 4, 2)),
        ("| Action | Status | Completed |", "| x | Done (2025-03-01) | 2025-04-02 |", date(2025, 4, 2)),
        ("| Action | Status | Closed on |", "| x | Done | |", None),
        ("| Action | Status | X |", "| x | Done 2025-04-02 | |", date(2025, 4, 2)),
        ("| Action | Status | X |", "| x | ✅ Done: April 2, 2025 | |", date(2025, 4, 2)),
        ("| Action | Status | X |", "| x | ✅ 2025-04-02 | |", date(2025, 4, 2)),
        ("| Action | Status | X |", "| x | Done 03/04/2025 | |", None),
        ("| Action | Status | X |", "| x | In progress 2025-04-02 | |", None),
        ("| Action | Status | X |", "| x | Dropped 2025-04-02 | |", None),
        ("| Action | Status | X |", "| x | Done | |", None),
    ],
)
def test_when_an_item_was_completed(head: str, row: str, completed: date | None) -> None:
    (item,) = items(f"{head}\n|---|---|---|\n{row}")
    assert item.completed == completed


@pytest.mark.parametrize(
    ("due", "day", "iso", "ambiguous"),
    [
        ("2025-04-11", date(2025, 4, 11), True, False),
        ("Oct 12, 2025", date(2025, 10, 12), False, False),
        ("04/05/2025", None, False, True),
        ("end of Q2", None, False, False),
        ("2025-02-30", None, True, False),
        ("-", None, False, False),
    ],
)
def test_the_due_date_as_written(due: str, day: date | None, iso: bool, ambiguous: bool) -> None:
    (item,) = items(f"| Action | Due |\n|---|---|\n| x | {due} |")
    assert item.due is not None
    assert (item.due.value, item.due.iso, item.due.ambiguous, item.due.text.text) == (
        day,
        iso,
        ambiguous,
        due,
    )


# -- the category of an item: column, prefix (or suffix), list, heading, nothing --


@pytest.mark.parametrize("column", ["Category", "Type", "Kind", "Category (one)"])
def test_the_category_of_a_column_comes_first(column: str) -> None:
    (item,) = items(f"| Action | {column} |\n|---|---|\n| Prevent: x | detection |")
    assert (item.category, item.category_from) == ("Detect", "column")


@pytest.mark.parametrize(
    ("action", "category", "source"),
    [
        ("Prevent: x", "Prevent", "prefix"),
        ("Prevention: x", "Prevent", "prefix"),
        ("Broader: x", "Prevent", "prefix"),
        ("[detect] x", "Detect", "prefix"),
        ("[Detection]: x", "Detect", "prefix"),
        ("**Mitigate:** x", "Mitigate", "prefix"),
        ("**Mitigation**: x", "Mitigate", "prefix"),
        ("Immediate - x", "Mitigate", "prefix"),
        ("🛡️ Prevent: x", "Prevent", "prefix"),
        (":shield: **Detect:** x", "Detect", "prefix"),
        ("Process - x", "Process", "prefix"),
        ("Process – x", "Process", "prefix"),
        ("x (process)", "Process", "suffix"),
        ("x (detect).", "Detect", "suffix"),
        ("Prevent: x (detect)", "Prevent", "prefix"),
        ("Preventing x: y", None, None),
        ("Processing is slow", None, None),
        ("Add a detection rule", None, None),
        ("x (soon)", None, None),
        ("Detect:x", None, None),
        ("", None, None),
    ],
)
def test_the_category_in_the_action(action: str, category: str | None, source: str | None) -> None:
    (item,) = items(f"| Action | Owner |\n|---|---|\n| {action} | dana |")
    assert (item.category, item.category_from) == (category, source)


def test_numbers_behind_the_categories() -> None:
    document = read_section(
        "| # | Action |\n|---|---|\n| 1 | a |\n| 2 | b |\n| 3 | Process: c |\n| 4 | d |\n\n"
        "### Action Item Categories\n\n"
        "- **Prevent:** 1, #2 and 3\n- **Detect:** none needed\n- **Mitigate:** 4\n"
        "- **Process:** Update runbooks, documentation, or team processes\n"
    )
    assert [(item.category, item.category_from) for item in document.actions] == [
        ("Prevent", "list"),
        ("Prevent", "list"),
        ("Process", "prefix"),
        ("Mitigate", "list"),
    ]
    assert {key: place(text) for key, text in document.covered.items()} == {"Detect": (15, 15, "none needed")}


@pytest.mark.parametrize(
    "text", ["none", "None.", "N/A", "none needed (covered by 2)", "Not needed - covered", "nothing"]
)
def test_a_category_said_to_need_no_item(text: str) -> None:
    document = read_section(f"| # | Action |\n|---|---|\n| 1 | a |\n\n- **Detect:** {text}\n")
    assert list(document.covered) == ["Detect"]


@pytest.mark.parametrize(
    "text", ["none of the alerts fired: mend them", "nothing watches the load", "alert on age", ""]
)
def test_a_category_with_other_words_is_not_covered(text: str) -> None:
    document = read_section(f"| # | Action |\n|---|---|\n| 1 | a |\n\n- **Detect:** {text}\n")
    assert document.covered == {}


def test_one_table_per_heading() -> None:
    body = (
        "### Prevent\n\n| Action |\n|---|\n| a |\n\n### Detection\n\n"
        "| Action |\n|---|\n| b |\n| Process: c |\n\n"
        "### Other\n\n| Action |\n|---|\n| d |\n"
    )
    document = read_section(body)
    assert [(i.action.text, i.category, i.category_from) for i in document.actions] == [
        ("a", "Prevent", "heading"),
        ("b", "Detect", "heading"),
        ("Process: c", "Process", "prefix"),
        ("d", None, None),
    ]
    assert len(document.action_tables) == 3


def test_a_table_without_an_action_column_is_left_to_other_readers() -> None:
    document = read_section("| Name | Phone |\n|---|---|\n| dana | 1 |\n\n- run tests\n")
    assert [(item.action.text, item.form) for item in document.actions] == [("run tests", "list")]
    assert document.action_tables == ()


# -- lists --


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("- a\n- b", ["a", "b"]),
        ("1. a\n2. b", ["a", "b"]),
        ("- a\n\n- b", ["a", "b"]),
        ("- a\n    - detail\n- b", ["a", "b"]),
        ("- a\n  goes on\n- b", ["a\n  goes on", "b"]),
        ("Text.\n\n- a", ["a"]),
        ("- **Bold headline**: explanation", ["**Bold headline**: explanation"]),
        ("- **Action Item**: a\n- Action: b", ["a", "b"]),
        ("- [ ] a\n- [x] b", ["a", "b"]),
        ("### Process\n\n1. a\n\n### Documentation\n\n1. b", ["a", "b"]),
        ("- culler:\n    - a\n    - b\n- c", ["a", "b", "c"]),
        ("- #2127\n- #2213 \n", ["#2127", "#2213"]),
        ("- N/A", []),
        ("- None", []),
        ("- None needed: covered elsewhere", []),
        ("-", []),
        ("Only prose.", []),
        ("", []),
    ],
)
def test_the_items_of_lists(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


def test_the_places_of_a_list_item() -> None:
    (item,) = items("- [x] **Action Item**: mend the load [Priority: High]\n")
    assert place(item.whole) == (5, 3, "[x] **Action Item**: mend the load [Priority: High]")
    assert place(item.action) == (5, 24, "mend the load")
    assert item.priority is not None
    assert (item.priority.name, place(item.priority.text)) == ("P1", (5, 49, "High"))
    assert (item.form, item.open, item.status) == ("list", False, None)


def test_tags_at_the_end_of_a_list_item() -> None:
    (item,) = items(
        "- mend the load [Owner: dana] [Due: 2025-04-11] [Status: done 2025-04-02] [Ticket: D-1].\n"
    )
    assert item.action.text == "mend the load"
    assert place(item.owner) == (5, 25, "dana")
    assert place(item.ticket) == (5, 84, "D-1")
    assert item.due is not None
    assert item.due.value == date(2025, 4, 11)
    assert item.status is not None
    assert (item.status.name, item.completed, item.open) == ("Done", date(2025, 4, 2), False)
    assert texts("- mend [Mood: bad]") == ["mend [Mood: bad]"]
    assert texts("- mend [Owner: dana] now") == ["mend [Owner: dana] now"]


@pytest.mark.parametrize(
    ("text", "is_open", "status"),
    [
        ("mend it", True, None),
        ("[ ] mend it", True, None),
        ("[x] mend it", False, None),
        ("[X] mend it", False, None),
        ("mend it (done)", False, "Done"),
        ("mend it (Fixed).", False, "Done"),
        ("mend it (done in #12)", False, "Done"),
        ("mend it _done in grafana_", False, "Done"),
        ("mend it (merged 2025-04-02)", False, "Done"),
        ("mend it (in progress)", True, "In progress"),
        ("mend it (won't do)", False, "Dropped"),
        ("mend it. DONE in #12", False, None),
        ("✅ mend it", False, None),
        ("✅ TODO mend it", True, None),
        ("✅ **TODO:** mend it", True, None),
        ("✅ [TODO] mend it", True, None),
        ("✅ In progress - mend it", True, None),
        ("✅ Done: mend it", False, None),
        ("✅ Open a ticket: mend it", False, None),
        ("✅ New alert", False, None),
        ("✅ NEW alert", False, None),
        ("✅ Todo list written", False, None),
        ("✅ TODOs triaged", False, None),
        ("[x] TODO mend it", False, None),
        ("~~TODO mend it~~", False, None),
        ("[X](https://x.example) is to hear of it", True, None),
        ("~~mend it~~", False, None),
        ("~~mend it~~ (no longer needed)", False, None),
        ("~~mend it~~ Fixed in #12", False, None),
        ("~~mend it~~ make it anew", True, None),
        ("~~mend it~~ TODO: make it anew", True, None),
        ("~~5 minutes were lost", True, None),
        ("make sure backups are done", True, None),
        ("have it done by Friday", True, None),
        ("NOT DONE: mend it", True, None),
        ("mend it (issue created)", True, None),
        ("mend it (open question)", True, None),
        ("mend the ABANDONED queue", True, None),
        ("raise snake_done_case", True, None),
    ],
)
def test_when_a_list_item_is_done(text: str, is_open: bool, status: str | None) -> None:
    (item,) = items(f"- {text}\n")
    assert (item.open, item.status.name if item.status else None) == (is_open, status)


@pytest.mark.parametrize("indent", ["    ", "  "])
def test_items_below_an_action_say_who_and_when(indent: str) -> None:
    details = (
        "Owner: dana",
        "**Due:** 2025-05-02",
        "Status: done (2025-05-01)",
        "[OPS-1](https://x.example)",
    )
    found = items(
        "- a\n" + "".join(f"{indent}- {each}\n" for each in details[:3]) + f"    - {details[3]}\n- b\n"
    )
    assert [i.action.text for i in found] == ["a", "b"]
    a, b = found
    assert (str(a.owner), a.due.value if a.due else None) == ("dana", date(2025, 5, 2))
    assert (a.open, a.completed) == (False, date(2025, 5, 1))
    assert (b.owner, b.due, b.status, b.open) == (None, None, None, True)


def test_what_only_looks_like_a_detail_is_an_action() -> None:
    done = "- Done: rotated the keys\n    - Status: nearly\n"
    found = items(f"- a\n{done}- Team: write it down\n  - Done: rotate them again\n")
    assert [i.action.text for i in found] == [
        "a", "Done: rotated the keys", "Team: write it down", "Done: rotate them again"
    ]  # fmt: skip
    assert [i.status for i in found] == [None] * 4


def test_headings_and_groups_give_list_items_their_category() -> None:
    found = items("### Detection\n\n- a\n- Process: b\n\n### Other\n\n- **Prevent:**\n    - c\n- d\n")
    assert [(i.action.text, i.category, i.category_from) for i in found] == [
        ("a", "Detect", "heading"),
        ("Process: b", "Process", "prefix"),
        ("c", "Prevent", "heading"),
        ("d", None, None),
    ]


def test_headings_and_groups_give_items_their_status() -> None:
    found = items(
        "### Immediate actions (completed)\n\n- a\n- b (in progress)\n\n"
        "### Later (In progress - [#12](https://example.org/12))\n\n- c\n- [x] d\n\n"
        "### Not before summer (next year)\n\n- e\n\n### Done\n\n- f\n"
    )
    assert [(i.action.text, i.status and i.status.name, i.open) for i in found] == [
        ("a", "Done", False),
        ("b (in progress)", "In progress", True),
        ("c", "In progress", True),
        ("d", None, False),
        ("e", None, True),
        ("f", "Done", False),
    ]
    head = "| Action | Owner |\n|---|---|\n"
    table = items(f"### Completed\n\n{head}| a | Dana |\n\n### Planned\n\n{head}| b | Dana |\n")
    assert [(i.action.text, i.open) for i in table] == [("a", False), ("b", True)]


def test_a_table_of_action_items_may_stand_in_no_section() -> None:
    table = (
        "| Action Item | Type | Owner | Bug |\n|---|---|---|---|\n| Pin it | Prevent | Dana | #12 DONE |\n"
    )
    (item,) = read_text(f"# T\n\n**Status**: done.\n\n{table}\n## Timeline\n").actions
    assert (item.action.text, item.owner and item.owner.text, item.category) == ("Pin it", "Dana", "Prevent")
    assert (item.ticket and item.ticket.text, item.open) == ("#12", False)
    # With a section for them, it is that section's; other tables are no action items.
    assert read_text(f"# T\n\n{table}\n## Actions\n\n- [ ] a\n").actions[0].action.text == "a"
    assert read_text(f"# T\n\n{table.replace('Action Item', 'Action')}").actions == ()
    assert read_text(f"# T\n\n{table.replace('Owner', 'Reason')}").actions == ()


@pytest.mark.parametrize(
    "heading",
    [
        "Action Items",
        "Actions",
        "Action items (open)",
        "Follow-up tasks",
        ":ballot_box_with_check: Follow-up tasks",
        "Follow-up improvements",
        "Corrective actions",
        "Corrective and Preventative Measure",
        "Prevention",
        "Next steps",
        "Actions following review",
        "Future Actions",
        "7. Action Items",
    ],
)
def test_the_headings_of_action_items(heading: str) -> None:
    assert texts("- a\n- b", heading) == ["a", "b"]


def test_the_template_s_own_name_comes_before_an_alias() -> None:
    document = read_text("# T\n\n## Remediation\n\n- rolled back\n\n## Action Items\n\n- mend the load\n")
    assert [item.action.text for item in document.actions] == ["mend the load"]


def test_a_section_without_items_leaves_the_word_to_the_next() -> None:
    document = read_text("# T\n\n## Action Items\n\nSee below.\n\n## Next steps\n\n- mend the load\n")
    assert [item.action.text for item in document.actions] == ["mend the load"]


def test_what_belongs_to_a_known_sub_section_is_no_action() -> None:
    body = "- a\n\n### What went wrong\n\n- the alert was late\n"
    assert texts(body) == ["a"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("- **Review actions**:\n  - a\n  - b\n", ["a", "b"]),
        ("- **Review actions**:\n\n1. a\n2. b\n    1. detail\n", ["a", "b"]),
        ("- **Review actions**: we changed the password. (Done)\n", ["we changed the password. (Done)"]),
        ("- **Review actions**:\n  We will ask.\n", ["We will ask."]),
        ("- **Review actions**:\n  - N/A\n", []),
        ("- **Review actions**: none\n", []),
    ],
)
def test_actions_below_a_bold_label(body: str, expected: list[str]) -> None:
    document = read_text(f"# Incident on 2025-03-14\n\n- **Impact**: much\n\n{body}")
    assert [item.action.text for item in document.actions] == expected


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("None", True),
        ("n/a", True),
        ("**None**", True),
        ("None.", True),
        ("none - see above", True),
        ("Nothing to do", True),
        ("No action items", True),
        ("nonessential", False),
        ("None of them", False),
        ("", False),
        ("Mend it", False),
    ],
)
def test_saying_that_there_is_nothing(text: str, none: bool) -> None:
    assert says_none(text, TEMPLATE) is none


def test_fifty_thousand_items_are_read() -> None:
    assert len(items("\n".join(f"- item {number}" for number in range(50_000)))) == 50_000


def test_a_list_glued_to_the_line_above_it_is_read_all_the_same() -> None:
    found = items("We will:\n- [x] mend the load\n  for good\n- Prevent: test it\n\nAnd then rest.\n")
    assert [(place(item.action), item.open, item.category) for item in found] == [
        ((6, 7, "mend the load\n  for good"), False, None),
        ((8, 3, "Prevent: test it"), True, "Prevent"),
    ]
    assert texts("- a\n\n    text in the item\n    - glued detail\n\n- b\n") == ["a", "b"]


@pytest.mark.parametrize(
    ("cell", "ticket", "status", "is_open"),
    [
        ("[#2](https://x.org) **DONE**", "[#2](https://x.org)", "DONE", False),
        ("n/a DONE.", "n/a", "DONE", False),
        ("DATA-102 IN PROGRESS", "DATA-102", "IN PROGRESS", True),
        ("DATA-102 (TODO)", "DATA-102 (TODO)", None, True),
        ("https://x.org/DONE", "https://x.org/DONE", None, True),
        ("DATA-DONE", "DATA-DONE", None, True),
        ("[DONE](x.md)", "[DONE](x.md)", None, True),
        ("#2 done", "#2 done", None, True),
        ("#2 URGENT", "#2 URGENT", None, True),
        ("", "", None, True),
    ],
)
def test_a_status_behind_the_ticket(cell: str, ticket: str, status: str | None, is_open: bool) -> None:
    (item,) = items(f"| Action | Owner | Ticket |\n|---|---|---|\n| a | dana | {cell} |")
    assert item.ticket is not None
    assert item.ticket.text == ticket
    assert (item.status.text.text if item.status else None, item.open) == (status, is_open)


def test_a_status_in_place_of_the_ticket_says_nothing_of_one() -> None:
    (item,) = items("| Action | Owner | Bug |\n|---|---|---|\n| a | dana | TODO |")
    assert (item.ticket, item.status and item.status.name) == (None, "TODO")


def test_a_status_behind_the_ticket_beside_a_column_for_it_is_none() -> None:
    (item,) = items("| Action | Status | Ticket |\n|---|---|---|\n| a | TODO | #2 DONE |")
    assert item.status is not None
    assert (item.status.text.text, item.ticket and item.ticket.text) == ("TODO", "#2 DONE")
