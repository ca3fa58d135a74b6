"""A year that is mistyped, in any date; and a title that contradicts the name of its file (PM121)."""

from __future__ import annotations

import pytest

from tests.rules.support import both, edited, fails, judged, passes, text_of

ID = "**Incident ID:** INC-2025-014"
DATE = "**Date:** 2025-03-14\n"
TITLE = "# Incident Postmortem: Orders"
NO_ROWS = ["PM3"]
FAILS = [
    fails(
        "PM121",
        "year-of-the-date",
        [(DATE, "**Date:** 2024-03-14\n")],
        [
            "11:11 PM121 error File name says `2025-03-14`, the incident date is `2024-03-14`; "
            "did you mean `2025-03-14`?"
        ],
    ),
    fails(
        "PM121",
        "year-of-the-date-in-the-future",
        [(DATE, "**Date:** 2052-03-14\n"), ("| 22:05 |", "| 2025-03-14 22:05 |")],
        [
            "11:11 PM121 error File name says `2025-03-14`, the incident date is `2052-03-14`; "
            "did you mean `2025-03-14`?"
        ],
        ignore=["PM302", "PM6"],
    ),
    fails(
        "PM121",
        "year-of-the-file-name",
        [],
        ["11:11 PM121 error File name says `2024-03-14`, the incident date is `2025-03-14`"],
        uri="postmortems/2024-03-14-orders.md",
    ),
    fails(
        "PM121",
        "title",
        [(DATE, ""), (TITLE, "# Incident Postmortem: 2025-03-15 Orders")],
        ["8:24 PM121 error File name says `2025-03-14`, the title says `2025-03-15`"],
        profile="minimal",
        ignore=NO_ROWS,
    ),
    fails(
        "PM121",
        "title-in-words",
        [(DATE, ""), (TITLE, "# Incident Postmortem - 15 March 2025: Orders")],
        ["8:25 PM121 error File name says `2025-03-14`, the title says `2025-03-15`"],
        profile="minimal",
        ignore=NO_ROWS,
    ),
    fails(
        "PM121",
        "title-that-may-name-another-incident",
        [
            (DATE, ""),
            (TITLE, "# Incident Postmortem: Again what happened on 2025-03-01, Orders"),
            ("| 21:40 |", "| 2025-03-14 21:40 |"),
        ],
        ["8:47 PM121 info File name says `2025-03-14`, the title says `2025-03-01`"],
        profile="minimal",
    ),
    fails(
        "PM121",
        "title-copied-from-another-incident",
        [
            (DATE, ""),
            (TITLE, "# Incident Postmortem: 2025-03-01 Orders"),
            ("| 21:40 |", "| 2025-03-14 21:40 |"),
        ],
        ["8:24 PM121 error File name says `2025-03-14`, the title says `2025-03-01`"],
        profile="minimal",
    ),
    fails(
        "PM121",
        "title-with-a-number-behind",
        [(DATE, ""), (TITLE, "# Incident Postmortem: 2025-03-12 - 20 Orders")],
        ["8:24 PM121 error File name says `2025-03-14`, the title says `2025-03-12`"],
        profile="minimal",
        ignore=NO_ROWS,
    ),
    fails(
        "PM121",
        "title-beside-an-empty-field",
        [(DATE, "**Date:**\n"), (TITLE, "# Incident Postmortem: 2025-03-15 Orders")],
        ["8:24 PM121 error File name says `2025-03-14`, the title says `2025-03-15`"],
        profile="minimal",
        ignore=NO_ROWS,
    ),
    fails(
        "PM108",
        "year-of-the-date",
        [(DATE, "**Date:** 2023-03-14\n"), ("| 21:40 |", "| 2025-03-14 21:40 |")],
        [
            "10:18 PM108 warning Incident ID `INC-2025-014` is from 2025, the date is `2023-03-14`; "
            "did you mean `2025-03-14`?"
        ],
        uri="postmortems/orders.md",
    ),
    fails(
        "PM108",
        "year-of-the-folder-too",
        [(DATE, "**Date:** 2024-03-14\n")],
        [
            "10:18 PM108 warning Incident ID `INC-2025-014` is from 2025, the date is `2024-03-14`; "
            "did you mean `2025-03-14`?"
        ],
        uri="postmortems/2025-03/orders.md",
    ),
    fails(
        "PM108",
        "folder-of-the-date",
        [(DATE, "**Date:** 2024-03-14\n")],
        ["10:18 PM108 warning Incident ID `INC-2025-014` is from 2025, the date is `2024-03-14`"],
        uri="postmortems/2024/orders.md",
    ),
    fails(
        "PM108",
        "folder-of-another-month",
        [(DATE, "**Date:** 2024-03-14\n")],
        ["10:18 PM108 warning Incident ID `INC-2025-014` is from 2025, the date is `2024-03-14`"],
        uri="postmortems/2025-04/orders.md",
    ),
    fails(
        "PM302",
        "year-of-a-row",
        [
            (DATE, ""),
            ("| 21:40 |", "| 2025-03-14 21:40 |"),
            ("| 22:05 |", "| 2015-03-14 22:05 |"),
            ("| 22:17 |", "| 2025-03-14 22:17 |"),
        ],
        [
            "23:3 PM302 error `2015-03-14 22:05` comes after `2025-03-14 21:40`; did you mean `2025-03-14`?",
        ],
        profile="minimal",
        uri="postmortems/orders.md",
    ),
    fails(
        "PM313",
        "not-the-year",
        [("| 22:17 |", "| 2024-08-14 22:17 |"), ("| 23:02 |", "| 2025-03-14 23:02 |")],
        ["25:3 PM313 error Row is dated 2024-08-14, 212 days before the incident"],
    ),
]
PASSES = [
    passes(
        "PM121",
        "title-with-a-range",
        [(DATE, ""), (TITLE, "# Incident Postmortem: 2025-03-13 to 2025-03-15 Orders")],
        profile="minimal",
        ignore=[*NO_ROWS, "PM101"],
    ),
    passes(
        "PM121",
        "title-with-a-range-in-words",
        [(DATE, ""), (TITLE, "# Incident Postmortem: 14-16 March 2025 Orders")],
        profile="minimal",
        ignore=[*NO_ROWS, "PM101"],
    ),
    *(
        passes(
            "PM121",
            name,
            [(DATE, ""), (TITLE, f"# Incident Postmortem: {days} Orders")],
            profile="minimal",
            ignore=[*NO_ROWS, "PM101"],
        )
        for name, days in (
            ("title-with-two-days-in-words", "March 12, 2025 - March 15, 2025"),
            ("title-with-two-days-and-slashes", "3/13/2025 – 3/14/2025"),
            ("title-with-the-last-day-alone", "2025-03-12/15"),
            ("title-with-dots", "2025-03-12..2025-03-15"),
            ("title-with-a-version", "Upgrade to v2024.03.01"),
        )
    ),
    passes("PM121", "title-beside-a-date", [(TITLE, "# Incident Postmortem: 2025-03-15 Orders")]),
]


test_fails, test_passes = both(FAILS, PASSES)


@pytest.mark.parametrize(
    ("date", "uri", "said"),
    [
        ("2024-03-14", "2025-03-14-orders.md", "correct the year of the date"),
        (
            "2025-03-14",
            "2024-03-14-orders.md",
            "one of the two years is mistyped: rename the file, or correct the date",
        ),
        ("2025-03-14", "2024-04-14-orders.md", "rename the file, or correct the date"),
        ("2025-03-14", "2025-04-14-orders.md", "rename the file, or correct the date"),
    ],
)
def test_the_help_says_whose_year_it_is(date: str, uri: str, said: str) -> None:
    text = edited(text_of("valid"), ((DATE, f"**Date:** {date}\n"),))
    (found,) = judged(text, f"postmortems/{uri}")
    assert found.help == said
    # A file that is named right is not to be renamed.
    assert (found.fix is None) == (said == "correct the year of the date")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2015-03-14 22:17", "write `2025-03-14` if the year is mistyped"),
        ("2024-04-10 22:17", "write `2025-04-10` if the year is mistyped"),
        ("2024-08-14 22:17", "correct the date; the incident's is 2025-03-14"),
    ],
)
def test_a_row_that_is_far_in_nothing_but_its_year(row: str, said: str) -> None:
    edits = (("| 22:17 |", f"| {row} |"), ("| 23:02 |", "| 2025-03-14 23:02 |"))
    (found,) = judged(edited(text_of("valid"), edits))
    assert (found.code, found.help) == ("PM313", said)


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2015-04-02", "write `2025-04-02` if the year is mistyped"),
        ("2024-03-14", "write `2025-03-14` if the year is mistyped"),
        ("2025-01-10", "correct the due date, or the document's date"),  # not in 2026, ten months later
        ("2024-12-01", "correct the due date, or the document's date"),
    ],
)
def test_an_item_that_is_due_in_another_year(due: str, said: str) -> None:
    text = text_of("reviewed")
    assert text.count("2025-07-02") == 1
    (found,) = (each for each in judged(text.replace("2025-07-02", due)) if each.code == "PM610")
    assert found.help == said


@pytest.mark.parametrize(
    ("row", "said", "renamed"),
    [
        ("2025-03-14 21:40", "correct the title: its day is not that of the timeline", False),
        ("2025-03-15 21:40", "rename the file: its day is not that of the timeline", True),
        ("21:40", "rename the file, or correct the title", False),
    ],
)
def test_the_timeline_says_whether_title_or_file_name_is_right(row: str, said: str, renamed: bool) -> None:
    edits = ((DATE, ""), (TITLE, "# Incident Postmortem: 2025-03-15 Orders"), ("| 21:40 |", f"| {row} |"))
    (found,) = (each for each in judged(edited(text_of("valid"), edits)) if each.code == "PM121")
    assert found.help == said
    assert (found.fix is not None) is renamed
