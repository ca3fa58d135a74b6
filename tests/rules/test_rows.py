"""PM313, PM315, PM316, PM325, PM327 and the order of rows: the timeline row by row."""

from __future__ import annotations

from tests.rules.mending import apply_fixes, mended
from tests.rules.support import both, fails, judged, line_of, passes, text_of

ACK = "| 22:17 | Acknowledged by the data on-call |"
TTM = "**Time to mitigate (TTM):** 95 minutes"
TTR = "**Time to resolve (TTR):** 170 minutes"
TIMES = ("21:40", "22:05", "22:17", "23:02", "23:40", "00:55", "01:20")
ROWS = "".join(line_of(f"| {time} |") for time in TIMES)
LABELS = ("Time to detect", "Time to mitigate", "Time to resolve", "Total")
DURATIONS = [line_of(f"**{label}") for label in LABELS]
SOURCES = [
    ("dropped the first batch", "dropped the first batch (its log)"),
    ("by the data on-call", "by the data on-call in [#data](https://chat.example.org/1)"),
    ("a column had been renamed", "`amount` had been renamed"),
    ("pinned to the old schema", "pinned to the old schema by pull request 7"),
    ("all batches loaded again", "all batches loaded again (dashboard)"),
]
LAST = ("row counts equal to the source", "row counts equal to the source, by query")


def dated(year: int) -> str:
    """Return the rows with a date each, those of the evening in another year."""
    days = [f"{year}-03-14"] * 5 + [f"{year}-03-15"] * 2
    lines = ROWS.splitlines(keepends=True)
    return "".join(line.replace("| ", f"| {day} ", 1) for day, line in zip(days, lines, strict=True))


FAILS = [
    fails(
        "PM313",
        "one-row-a-year-off",
        [("| 22:17 |", "| 2024-03-14 22:17 |"), ("| 23:02 |", "| 2025-03-14 23:02 |")],
        ["25:3 PM313 error Row is dated 2024-03-14, a year before the incident"],
    ),
    fails(
        "PM313",
        "all-rows-are-one-finding",
        [(ROWS, dated(2022))],
        [
            "24:3 PM313 error Row is dated 2022-03-14, 3 years before the incident, "
            "and no dated row is near it",
        ],
    ),
    fails(
        "PM313",
        "two-rows-of-two-days-beside-one-that-is-near",
        [
            ("| 22:17 |", "| 2024-03-14 22:17 |"),
            ("| 23:02 |", "| 2024-03-15 23:02 |"),
            ("| 23:40 |", "| 2025-03-14 23:40 |"),
        ],
        [
            "25:3 PM313 error Row is dated 2024-03-14, a year before the incident",
            "26:3 PM313 error Row is dated 2024-03-15, a year before the incident",
        ],
    ),
    fails(
        "PM313",
        "later",
        [("| 01:20 |", "| 2026-04-15 01:20 |")],
        ["29:3 PM313 error Row is dated 2026-04-15, 397 days after the incident"],
    ),
    fails(
        "PM313",
        "a-milestone-above-the-others",
        [
            ("| 22:05 |", "| 2024-12-14 22:05 |"),
            ("| 22:17 |", "| 2025-03-14 22:17 |"),
            ("| 21:40 | Impact began: the loader dropped the first batch |\n", ""),
        ],
        ["23:3 PM313 error Row is dated 2024-12-14, 90 days before the incident"],
        ignore=["PM32", "PM302"],
    ),
    fails("PM315", "empty", [(ACK, "| 22:17 | |")], ["25:10 PM315 error Row 22:17 has no event"]),
    fails("PM315", "tbd", [(ACK, "| 22:17 | TBD |")], ["25:11 PM315 error Row 22:17 has no event"]),
    fails(
        "PM315", "draft", [(ACK, "| 22:17 | |")], ["25:10 PM315 warning Row 22:17 has no event"], base="draft"
    ),
    fails(
        "PM316",
        "one-row",
        SOURCES,
        ["29:11 PM316 info Row 01:20 names no source"],
        preview=True,
        select=["PM316"],
    ),
    fails(
        "PM316",
        "several",
        SOURCES[:3],
        ["27:11 PM316 info Row 23:40 names no source, and neither do 2 other rows"],
        preview=True,
        select=["PM316"],
    ),
    fails("PM325", "bare", [(TTM, TTM[:-8])], ["32:29 PM325 warning `95` has no unit; read as minutes"]),
    fails(
        "PM325",
        "bare-with-a-note",
        [(TTM, TTM[:-8] + " (22:05 to 23:40)")],
        ["32:29 PM325 warning `95` has no unit; read as minutes"],
    ),
    fails(
        "PM325",
        "draft",
        [(TTM, TTM[:-8])],
        ["32:29 PM325 info `95` has no unit; read as minutes"],
        base="draft",
    ),
    fails(
        "PM327",
        "another-zone",
        [("| 23:40 |", "| 23:40 IST |")],
        [
            "32:29 PM327 info TTM can't be checked: the time of `mitigated` is not in a zone that can be "
            "compared with the other rows'"
        ],
        ignore=["PM308", "PM309"],
    ),
    fails(
        "PM327",
        "a-date-alone",
        [("| 23:40 |", "| 2025-03-14 |"), ("| 00:55 |", "| 2025-03-15 00:55 |")],
        ["32:29 PM327 info TTM can't be checked: the row of `mitigated` has a date but no time"],
    ),
]
PASSES = [
    passes(
        "PM313",
        "what-led-to-it",
        [
            ("| 21:40 |", "| 2023-05-02 10:00 | The loader was written |\n| 2025-03-14 21:40 |"),
        ],
    ),
    passes(
        "PM313",
        "an-old-fault",
        [("| 21:40 |", "| 2023-05-02 21:40 |"), ("| 22:05 |", "| 2025-03-14 22:05 |")],
        ignore=["PM32", "PM302"],
    ),
    passes("PM313", "a-month-later", [("| 01:20 |", "| 2025-04-12 01:20 |")]),
    passes("PM315", "an-empty-row", [(ACK, ACK + "\n| | |")]),
    passes("PM315", "parts-the-days", [("| 00:55 |", "| 2025-03-15 | |\n| 00:55 |")]),
    passes(
        "PM315",
        "said-in-another-column",
        [
            ("| Time | Event |\n|------|-------|", "| Time | Event | Who |\n|------|-------|---|"),
            (ACK, "| 22:17 | | Acknowledged: Dana |"),
        ],
        ignore=["PM212"],
    ),
    passes("PM316", "all-rows", [*SOURCES, LAST], preview=True, select=["PM316"]),
    passes("PM325", "with-a-unit", [(TTM, TTM.replace("95 minutes", "95 min"))]),
    passes("PM325", "not-applicable", [(TTM, TTM.replace("95 minutes", "N/A"))]),
    passes("PM325", "nothing", [("downtime:** 195 minutes", "downtime:** 0")]),
    passes(
        "PM327",
        "not-stated",
        [("| 23:40 |", "| 23:40 IST |"), (TTM, TTM.replace("95 minutes", "N/A"))],
        ignore=["PM308", "PM309"],
    ),
]


test_fails, test_passes = both(FAILS, PASSES)


def test_a_bare_number_gets_its_unit_and_keeps_its_note() -> None:
    note = " (22:05 to 23:40)"
    assert mended("PM325", [(TTM, TTM[:-8] + note)]) == (TTM + note, "safe")


def test_one_minute_is_one_minute() -> None:
    edits = [("(TTD):** 25 minutes", "(TTD):** 1")]
    assert mended("PM325", edits, select=["PM325"])[0] == "**Time to detect (TTD):** 1 minute"


def test_rows_are_sorted() -> None:
    lines, safety = mended(
        "PM302", [("| 22:17 | Ack", "| 22:45 | Ack"), ("| 23:02 | Root", "| 22:31 | Root")]
    )
    assert (lines, safety) == ("", "unsafe")  # only their order is another


def test_rows_are_not_sorted_where_only_some_have_a_date() -> None:
    text = text_of("valid").replace("| 21:40 |", "| 2025-03-14 21:40 |").replace("| 23:02 |", "| 22:02 |")
    (found,) = (each for each in judged(text) if each.code == "PM302")
    assert found.fix is None


def test_a_wrong_duration_is_replaced_and_its_note_stays() -> None:
    edits = [(TTM, "**Time to mitigate (TTM):** ~45 min (to the pin)")]
    assert mended("PM322", edits) == ("**Time to mitigate (TTM):** 95 minutes (to the pin)", "unsafe")


def test_a_wrong_sum_is_replaced() -> None:
    edits = [
        ("Impact began: the loader", "The loader"),
        ("downtime:** 195 minutes", "downtime:** 170 minutes"),
    ]
    assert mended("PM323", edits) == ("**Total downtime:** 3 h 15 min", "unsafe")


def test_a_missing_duration_is_added_as_the_others_stand() -> None:
    as_list = "".join(f"- {line}" for line in (*DURATIONS[:2], DURATIONS[3]))
    assert mended("PM320", [("".join(DURATIONS), as_list)]) == (
        "- **Time to resolve (TTR):** 2 h 50 min",
        "unsafe",
    )


def test_missing_durations_are_added_below_the_table() -> None:
    text = text_of("valid").replace("".join(DURATIONS), "")
    found = next(each for each in judged(text) if each.code == "PM320")
    assert "source |\n\n**Time to detect (TTD):** 25 minutes\n" in apply_fixes(text, [found])


def test_an_empty_duration_is_filled_in() -> None:
    assert mended("PM320", [(TTR, "**Time to resolve (TTR):**")]) == (
        TTR.replace("170 minutes", "2 h 50 min"),
        "unsafe",
    )
