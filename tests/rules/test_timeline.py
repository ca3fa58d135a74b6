"""PM30x: the timeline."""

from __future__ import annotations

from tests.rules.support import both, fails, passes

R = [
    ("21:40", "Impact began: the loader dropped the first batch"),
    ("22:05", "Detected: the freshness alert fired"),
    ("22:17", "Acknowledged by the data on-call"),
    ("23:02", "Root cause identified: a column had been renamed"),
    ("23:40", "Mitigated: the loader pinned to the old schema"),
    ("00:55", "Restored: all batches loaded again"),
    ("01:20", "Verified: row counts equal to the source"),
]
D = [f"2025-03-{14 if time > '12' else 15} {time}" for time, _ in R]
E = [event for _, event in R]
HEAD = "| Time | Event |\n|------|-------|\n"
TAB = HEAD + "".join(f"| {time} | {event} |\n" for time, event in R)
DUR = """**Time to detect (TTD):** 25 minutes
**Time to mitigate (TTM):** 95 minutes
**Time to resolve (TTR):** 170 minutes
**Total downtime:** 195 minutes
"""


def rows(*pairs: tuple[str, str]) -> str:
    """Return a timeline of these rows."""
    return HEAD + "".join(f"| {time} | {event} |\n" for time, event in pairs)


def times(*new: str) -> str:
    """Return the timeline with other times."""
    return rows(*zip(new, E, strict=True))


FAILS = [
    fails(
        "PM301",
        "prose",
        [(TAB, "The alert fired in the evening and the loader was repaired at night.\n")],
        ["17:4 PM301 error Timeline has no rows with a time"],
    ),
    fails(
        "PM301", "one-row", [(TAB, rows(R[0]))], ["17:4 PM301 error Timeline has only one row with a time"]
    ),
    fails(
        "PM301",
        "empty-cells",
        [(TAB, times("", "", "", "", "", "", ""))],
        ["17:4 PM301 error Timeline has no rows with a time"],
    ),
    fails(
        "PM301",
        "times-of-a-form-that-is-not-read",
        [(TAB, "On Friday 22:05 the alert fired\nOn Saturday 0:55 all was loaded\n")],
        ["17:4 PM301 error The times under `Timeline` can't be read"],
    ),
    fails(
        "PM301",
        "draft",
        [(TAB, "To be told.\n")],
        ["17:4 PM301 info Timeline has no rows with a time"],
        base="draft",
    ),
    fails(
        "PM302",
        "two-rows-exchanged",
        [("| 22:17 | Ack", "| 22:45 | Ack"), ("| 23:02 | Root", "| 22:31 | Root")],
        ["26:3 PM302 error `22:31` comes after `22:45`; sort the rows or write the date"],
    ),
    fails(
        "PM302",
        "one-row-too-late",
        [("| 22:17 | Ack", "| 23:50 | Ack")],
        ["25:3 PM302 error `23:50` is later than `23:02` below it; sort the rows or write the date"],
    ),
    fails(
        "PM302",
        "one-row-too-early",
        [("| 23:02 | Root", "| 21:50 | Root")],
        ["26:3 PM302 error `21:50` comes after `22:17`; sort the rows or write the date"],
    ),
    fails(
        "PM302",
        "newest-first",
        [(TAB, rows(*list(zip(D, E, strict=True))[::-1]))],
        [
            "24:3 PM302 error `2025-03-15 00:55` comes after `2025-03-15 01:20`, and so on: the newest "
            "row is first"
        ],
    ),
    fails(
        "PM302",
        "with-dates",
        [(TAB, times(*D[:3], "2025-03-13 23:02", *D[4:]))],
        ["26:3 PM302 error `2025-03-13 23:02` comes after `2025-03-14 22:17`; sort the rows or correct one"],
    ),
    fails(
        "PM302",
        "slip-read-as-the-next-day",
        [("| 22:17 | Ack", "| 12:17 | Ack")],
        ["25:3 PM302 error `12:17` comes after `22:05`; sort the rows or write the date"],
    ),
    fails(
        "PM302",
        "draft",
        [("| 22:17 | Ack", "| 23:50 | Ack")],
        ["25:3 PM302 warning `23:50` is later than `23:02` below it; sort the rows or write the date"],
        base="draft",
    ),
    fails(
        "PM302",
        "other-zone",
        [
            (
                TAB,
                times(
                    "21:40 UTC",
                    "22:05 UTC",
                    "22:17 UTC",
                    "23:02 CET",
                    "23:40 UTC",
                    "2025-03-15 00:55 UTC",
                    "2025-03-15 01:20 UTC",
                ),
            )
        ],
        ["26:3 PM302 error `23:02 CET` comes after `22:17 UTC`; sort the rows or write the date"],
        ignore=["PM309"],
    ),
    fails(
        "PM304",
        "hour-25",
        [("| 23:02 | Root", "| 25:10 | Root")],
        ["26:3 PM304 error `25:10` is not a time of day; use HH:MM, 00:00 to 23:59"],
    ),
    fails(
        "PM304",
        "minute-60",
        [("| 22:17 | Ack", "| 22:60 | Ack")],
        ["25:3 PM304 error `22:60` is not a time of day; use HH:MM, 00:00 to 23:59"],
    ),
    fails(
        "PM304",
        "dot",
        [("| 22:17 | Ack", "| 22.17 | Ack")],
        ["25:3 PM304 error `22.17` is not a time of day; use HH:MM, 00:00 to 23:59"],
    ),
    fails(
        "PM304",
        "word",
        [("| 22:17 | Ack", "| later | Ack")],
        ["25:3 PM304 info `later` is not a time of day; use HH:MM, 00:00 to 23:59"],
    ),
    fails(
        "PM304",
        "milestone",
        [("| 23:40 | Mit", "| 23h40 | Mit")],
        ["27:3 PM304 error `23h40` is not a time of day; use HH:MM, 00:00 to 23:59"],
    ),
    fails(
        "PM304",
        "no-such-day",
        [("| 22:17 | Ack", "| 2025-02-30 22:17 | Ack")],
        ["25:3 PM304 error `2025-02-30 22:17` names a day that the calendar does not have"],
    ),
    fails(
        "PM304",
        "month-not-certain",
        [("| 22:05 | Det", "| 5/6 22:05 | Det"), ("| 22:17 | Ack", "| 5/6 22:17 | Ack")],
        [
            "24:3 PM304 warning Which number is the month in the date of `5/6 22:05` is not certain; "
            "1 other row likewise"
        ],
    ),
    fails(
        "PM304",
        "month-of-a-date-with-a-year-not-certain",
        [("| 23:40 |", "| 03/04/2025 23:40 |"), ("| 00:55 |", "| 2025-03-15 00:55 |")],
        ["27:3 PM304 warning Which number is the month in the date of `03/04/2025 23:40` is not certain"],
    ),
    fails(
        "PM304",
        "neither-is-the-month",
        [("| 22:17 | Ack", "| 13/14 22:17 | Ack")],
        ["25:3 PM304 error `13/14 22:17` names a day that the calendar does not have"],
    ),
    fails(
        "PM304",
        "draft",
        [("| 22:17 | Ack", "| 22.17 | Ack")],
        ["25:3 PM304 warning `22.17` is not a time of day; use HH:MM, 00:00 to 23:59"],
        base="draft",
    ),
]
PASSES = [
    passes(
        "PM301", "list", [(TAB, "".join(f"- {day} – {event}\n" for day, event in zip(D, E, strict=True)))]
    ),
    passes(
        "PM301",
        "sub-headings",
        [(TAB, "".join(f"### {day} {event}\n\nMore of it.\n\n" for day, event in zip(D, E, strict=True)))],
    ),
    passes(
        "PM301",
        "two-rows",
        [
            (
                TAB,
                rows(
                    (D[0], "Impact began, and detected: the alert fired"),
                    (D[5], "Mitigated, restored, verified: all loaded"),
                ),
            ),
            (DUR, "**TTD:** N/A\n**TTM:** N/A\n**TTR:** N/A\n**Total downtime:** 195 minutes\n"),
        ],
        ignore=["PM310"],
    ),
    passes("PM302", "dates-in-the-rows", [(TAB, times(*D))]),
    passes(
        "PM302",
        "date-column",
        [
            (
                TAB,
                "| Date | Time | Event |\n|---|---|---|\n"
                + "".join(
                    f"| {day[:10]} | {day[11:]} | {event} |\n" for day, event in zip(D, E, strict=True)
                ),
            )
        ],
    ),
    passes(
        "PM302",
        "date-only-in-the-first-row",
        [(TAB, times(D[0], "22:05", "22:17", "23:02", "23:40", D[5], "01:20"))],
    ),
    passes(
        "PM302",
        "ranges-overlap",
        [(TAB, times("21:40-22:30", "22:05-22:40", "22:17", "23:02", "23:40-00:10", "00:55", "01:20"))],
    ),
    passes("PM302", "same-minute", [("| 22:17 | Ack", "| 22:05 | Ack")]),
    passes(
        "PM302", "approximate", [("| 22:17 | Ack", "| 22:17 | Ack"), ("| 23:02 | Root", "| ~22:10 | Root")]
    ),
    passes(
        "PM302",
        "zones",
        [
            (
                TAB,
                times(
                    "21:40 UTC",
                    "22:05 UTC",
                    "22:17 UTC",
                    "2025-03-15 00:02 CET",
                    "2025-03-14 23:40 UTC",
                    "2025-03-15 00:55 UTC",
                    "2025-03-15 01:20 UTC",
                ),
            )
        ],
        ignore=["PM309"],
    ),
    passes(
        "PM302",
        "plus-one-day",
        [(TAB, times("21:40", "22:05", "22:17", "23:02", "23:40", "+1d 00:55", "+1d 01:20"))],
    ),
    passes(
        "PM302",
        "two-tables",
        [
            (
                TAB,
                TAB + "\nWhat the producer did:\n\n| Time | Event |\n|---|---|\n"
                "| 20:10 | The column was renamed |\n| 22:50 | The team was told |\n",
            )
        ],
    ),
    passes(
        "PM302",
        "list-out-of-order",
        [(TAB, TAB + "\n### Notes\n\n- 20:00 the release was cut\n- 19:00 the tests were green\n")],
    ),
    passes(
        "PM302",
        "midnight-twice",
        [
            (
                TAB,
                rows(
                    *R[:5],
                    ("00:55", E[5]),
                    ("06:00", "The team slept"),
                    ("23:00", "Nothing happened"),
                    ("01:20", E[6]),
                ),
            )
        ],
        ignore=["PM303"],
    ),
    passes(
        "PM304", "month-is-certain", [("| 22:05 | Det", "| 3/14 22:05 | Det"), ("| 00:55", "| 3/15 00:55")]
    ),
    passes(
        "PM304",
        "accepted-forms",
        [(TAB, times("21:40:00", "22:05Z", "~22:17", "**23:02**", "23:40 UTC", "00:55", "01:20"))],
    ),
    passes(
        "PM304",
        "twenty-four",
        [
            (TAB, times("21:40", "22:05", "22:17", "23:02", "23:40", "24:00", "01:20")),
            ("170 minutes", "115 minutes"),
            ("195 minutes", "140 minutes"),
        ],
        ignore=["PM303"],
    ),
    passes("PM304", "unknown", [("| 22:17 | Ack", "| ?? | Ack"), ("| 23:02 | Root", "| 23:?? | Root")]),
    passes(
        "PM304",
        "twelve-hours",
        [(TAB, times("9:40 PM", "10:05 PM", "10:17 PM", "11:02 PM", "11:40 PM", "12:55 AM", "1:20 AM"))],
        ignore=["PM305"],
    ),
    passes("PM304", "date-only", [(TAB, rows(("2025-03-13", "The producer announced a release"), *R))]),
    passes("PM304", "empty-cell", [("| 22:17 | Ack", "| | Ack")]),
]


test_fails, test_passes = both(FAILS, PASSES)
