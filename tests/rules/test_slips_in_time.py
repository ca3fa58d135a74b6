"""Slips in timelines that are lists, in days that stand beside a time, and in fields that say nothing."""

from __future__ import annotations

from tests.rules.support import DOCUMENTS, both, fails, judged, line_of, passes, rows, section
from tests.template.sites import judged as of_template
from tests.template.sites import template_of

TABLE = section("Timeline").partition("| Time")[2].partition("\n\n")[0]
ROWS = [line.strip("| ").split(" | ") for line in TABLE.splitlines()[2:]]
AUTHOR = "**Author:** Dana Example"
NOT_A_TIME = "is not a time of day; use HH:MM, 00:00 to 23:59"


def _as_list(**times: str) -> tuple[str, str]:
    """Return the edit that makes the timeline a list, with other times in place of some (`t2217="25:17"`)."""
    lines = [f"- {times.get('t' + time.replace(':', ''), time)} {event}" for time, event in ROWS]
    return f"| Time{TABLE}", "\n".join(lines)


def _dated(**days: str) -> tuple[str, str]:
    """Return the edit that gives the timeline a column with dates, with others in place of some."""
    lines = ["| Date | Time | Event |", "|------|------|-------|"]
    for time, event in ROWS:
        day = "2025-03-15" if time < "12:00" else "2025-03-14"
        lines.append(f"| {days.get('t' + time.replace(':', ''), day)} | {time} | {event} |")
    return f"| Time{TABLE}", "\n".join(lines)


def _by_day(first: str, second: str) -> tuple[str, str]:
    """Return the edit that gives each day of the timeline a heading and a list."""
    lines = [f"### {first}\n"]
    for time, event in ROWS:
        lines += [f"\n### {second}\n"] if time == "00:55" else []
        lines.append(f"- {time} {event}")
    return f"| Time{TABLE}", "\n".join(lines)


FAILS = [
    fails(
        "PM302",
        "entry-of-a-list",
        [_as_list(t2302="22:07")],
        ["24:3 PM302 error `22:07` comes after `22:17`; sort the entries or write the date"],
    ),
    fails(
        "PM302",
        "day-of-a-column",
        [_dated(t2340="2025-03-13")],
        [
            "27:16 PM302 error `23:40` on 2025-03-13 comes after `23:02` on 2025-03-14; "
            "sort the rows or correct one"
        ],
    ),
    # All entries below a heading with the wrong day are one slip.
    fails(
        "PM302",
        "day-of-a-heading",
        [_by_day("2025-03-14", "2025-03-13")],
        [
            "31:3 PM302 error `00:55` on 2025-03-13 comes after `23:40` on 2025-03-14; "
            "sort the entries or correct one"
        ],
    ),
    fails(
        "PM304",
        "day-of-a-heading",
        [_by_day("2025-03-14", "2025-03-32")],
        ["29:5 PM304 error `2025-03-32` names a day that the calendar does not have"],
    ),
    fails("PM304", "entry-of-a-list", [_as_list(t2217="25:17")], [f"23:3 PM304 error `25:17` {NOT_A_TIME}"]),
    fails(
        "PM304",
        "entry-with-its-date",
        [_as_list(t2217="2025-03-14 24:17")],
        [f"23:3 PM304 error `2025-03-14 24:17` {NOT_A_TIME}"],
    ),
    fails(
        "PM304",
        "day-of-a-column",
        [_dated(t0055="2025-03-35")],
        ["28:3 PM304 error `2025-03-35` names a day that the calendar does not have"],
    ),
    fails(
        "PM304",
        "month-of-a-column-not-certain",
        [_dated(t0055="3/4/2025")],
        ["28:3 PM304 warning Which number is the month in the date `3/4/2025` is not certain"],
    ),
    fails(
        "PM304",
        "letter-before-the-hour",
        [("| 22:17 |", "| O2:17 |")],
        [f"25:3 PM304 error `O2:17` {NOT_A_TIME}"],
    ),
    fails("PM304", "semicolon", [("| 22:17 |", "| 22;17 |")], [f"25:3 PM304 error `22;17` {NOT_A_TIME}"]),
    fails(
        "PM304",
        "milestone-without-a-time",
        [("| 22:05 |", "| |")],
        ["24:2 PM304 error The row that says when the incident was detected has no time"],
    ),
    fails(
        "PM101",
        "author-to-be-determined",
        [(AUTHOR, "**Author:** TBD")],
        ["14:13 PM101 error Metadata field `Author` is not filled in: `TBD`"],
    ),
    fails(
        "PM102",
        "author-in-front-matter",
        [(f"{AUTHOR}\n", ""), ("services:", "author: {NAME}\nservices:")],
        ["5:9 PM102 error Placeholder `{NAME}` is not filled in"],
    ),
    fails(
        "PM221",
        "no-dashes-above-code",
        [("| Dimension | Detail |\n|-----------|--------|\n", "| Dimension | Detail |\n")],
        ["38:1 PM221 error The line of dashes under the header is missing, MkDocs shows the table as text"],
    ),
    fails(
        "PM110",
        "items-due-before",
        [("**Date:** 2025-03-14", "**Date:** 2055-03-14")],
        [
            "10:18 PM108 warning Incident ID `INC-2025-014` is from 2025, the date is `2055-03-14`",
            "11:11 PM110 warning Incident date `2055-03-14` is in the future",
        ],
        base="reviewed",
        uri="postmortems/orders-mart-stale.md",
    ),
    # Where all items are due before the incident, its own date may be the wrong one.
    fails(
        "PM610",
        "all-items",
        [
            ("| 2025-06-27 |", "| 2025-01-27 |"),
            ("| 2025-07-02 |", "| 2025-02-02 |"),
            ("| 2025-03-15 | Done", "| | Done"),
            ("| 2025-04-18 | Done", "| | Done"),
        ],
        [
            "88:83 PM610 error Item 2 is due 2025-01-27, before the incident (2025-03-14), "
            "and so are all others"
        ],
        base="reviewed",
    ),
    fails(
        "PM702",
        "no-day",
        [("| 2024-11-02 |", "| 2024-11-31 |")],
        ["101:18 PM702 error `2024-11-31` is not a day of the calendar"],
    ),
]
PASSES = [
    # A field that must hold the ID, wherever else it may stand.
    passes("PM101", "id-in-its-field", [], template={"fields": [{"key": "id", "anywhere": False}]}),
    passes("PM302", "list-in-order", [_as_list()]),
    passes("PM302", "days-as-headings", [_by_day("2025-03-14", "2025-03-15")]),
    passes("PM304", "days-in-a-column", [_dated()]),
    passes(
        "PM304",
        "row-without-a-time",
        [(line_of("| 22:17"), "| | The on-call was asleep |\n" + line_of("| 22:17"))],
    ),
]


def test_a_table_glued_to_a_label_in_bold_is_one_finding() -> None:
    book = (DOCUMENTS / "book.md").read_text(encoding="utf-8")
    text = book.replace("**Action Items**:\n\n|", "**Action Items**:\n|")

    found = of_template({"book.md": text.encode()}, template_of("sre"), preview=False)

    assert rows(found) == [
        "28:1 PM210 error Put a blank line before the table, MkDocs shows it as text otherwise"
    ]


def test_the_example_of_the_book_is_not_closed_while_action_items_are_in_progress() -> None:
    book = (DOCUMENTS / "book.md").read_text(encoding="utf-8")
    text = book.replace("(https://bugs.example.org/2101) |", "(https://bugs.example.org/2101) **TODO** |")

    found = of_template({"book.md": text.encode()}, template_of("sre"), preview=False)

    assert rows(found) == []


test_fails, test_passes = both(FAILS, PASSES)


def test_a_thousand_rows_below_a_wrong_day_are_one_finding() -> None:
    def table(day: str, number: int) -> list[str]:
        later = (f"| {10 + step // 300:02}:{step // 5 % 60:02} | Step {step} |" for step in range(1, number))
        return [f"| {day} 10:00 | The day begins |", *later]

    lines = ["# T", "", "**Date:** 2025-03-14", "", "## Timeline", "", "All times in UTC.", ""]
    lines += ["| Time | Event |", "|---|---|", *table("2025-03-20", 1100), *table("2025-03-14", 2200)]
    found = [each for each in judged("\n".join(lines) + "\n") if each.code == "PM302"]
    assert rows(found) == [
        "11:3 PM302 error `2025-03-20 10:00` is later than `2025-03-14 10:00` below it; "
        "sort the rows or correct one"
    ]
