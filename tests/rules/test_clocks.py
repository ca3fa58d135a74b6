"""PM303, PM305 to PM309, PM312: clocks, days and zones of the timeline."""

from __future__ import annotations

from tests.rules.mending import mended
from tests.rules.support import Edit, both, fails, judged, passes, text_of

ZONE = "All times in UTC.\n\n"
NO_DURATIONS = [
    ("(TTD):** 25 minutes", "(TTD):** N/A"),
    ("(TTM):** 95 minutes", "(TTM):** N/A"),
    ("(TTR):** 170 minutes", "(TTR):** N/A"),
    ("downtime:** 195 minutes", "downtime:** N/A"),
]
LIST = """- 21:40 Impact began: the loader dropped the first batch
- 22:05 Detected: the freshness alert fired
- 23:40 Mitigated: the loader pinned to the old schema
- 00:55 Restored: all batches loaded again
"""
TABLE = """| Time | Event |
|------|-------|
| 21:40 | Impact began: the loader dropped the first batch |
| 22:05 | Detected: the freshness alert fired |
| 22:17 | Acknowledged by the data on-call |
| 23:02 | Root cause identified: a column had been renamed |
| 23:40 | Mitigated: the loader pinned to the old schema |
| 00:55 | Restored: all batches loaded again |
| 01:20 | Verified: row counts equal to the source |
"""


def at(time: str, written: str) -> Edit:
    """Return the edit that writes the time of a row otherwise."""
    return (f"| {time} |", f"| {written} |")


TWELVE = [
    at("21:40", "9:40 PM"),
    at("22:05", "10:05 p.m."),
    at("22:17", "10:17PM"),
    at("23:02", "11:02 PM UTC"),
    at("23:40", "11:40 PM"),
    at("00:55", "12:55 AM"),
    at("01:20", "1:20 am"),
]
MIDNIGHT = "`00:55` is read as 2025-03-15, 00:55"

FAILS = [
    fails("PM303", "nothing-confirms-it", NO_DURATIONS, [f"28:3 PM303 warning {MIDNIGHT}"]),
    fails("PM303", "draft", NO_DURATIONS, [f"28:3 PM303 info {MIDNIGHT}"], base="draft"),
    fails(
        "PM303",
        "durations-before-midnight-confirm-nothing",
        NO_DURATIONS[2:],
        [f"28:3 PM303 warning {MIDNIGHT}"],
    ),
    fails(
        "PM305",
        "one-row",
        [at("22:17", "10:17 PM")],
        ["25:3 PM305 warning Write `22:17` instead of `10:17 PM`"],
    ),
    fails(
        "PM305",
        "all-rows-are-one-finding",
        TWELVE,
        ["23:3 PM305 warning Write `21:40` instead of `9:40 PM`; 6 other rows are like it"],
    ),
    fails(
        "PM305",
        "half-not-said-twice",
        [at("22:17", "10:17 to 10:19 PM"), at("21:40", "9:40 AM")],
        ["23:3 PM305 warning Write `09:40` instead of `9:40 AM`"],
        ignore=["PM32", "PM302"],
    ),
    fails(
        "PM305",
        "draft",
        [at("22:17", "10:17 PM")],
        ["25:3 PM305 info Write `22:17` instead of `10:17 PM`"],
        base="draft",
    ),
    fails(
        "PM306",
        "about",
        [at("23:40", "~23:40")],
        ["27:3 PM306 info Time of `mitigated` is approximate (`~23:40`), TTM can't be checked"],
    ),
    fails(
        "PM306",
        "unknown",
        [at("00:55", "??"), at("01:20", "2025-03-15 01:20")],
        ["28:3 PM306 info Time of `service restored` is unknown, TTR and Downtime can't be checked"],
    ),
    fails("PM307", "nowhere", [(ZONE, "")], ["17:4 PM307 warning `Timeline` does not name a time zone"]),
    fails(
        "PM307", "draft", [(ZONE, "")], ["17:4 PM307 info `Timeline` does not name a time zone"], base="draft"
    ),
    fails(
        "PM307",
        "a-zone-in-an-event-is-not-of-all-times",
        [(ZONE, ""), ("Acknowledged by the data on-call", "Acknowledged at 00:17 CET by the data on-call")],
        ["17:4 PM307 warning `Timeline` does not name a time zone"],
    ),
    fails(
        "PM308",
        "sentence",
        [("in UTC.", "in IST.")],
        [
            "19:14 PM308 warning `IST` means 3 zones (Asia/Kolkata, Asia/Jerusalem, Europe/Dublin); "
            "use UTC or `Asia/Kolkata`"
        ],
    ),
    fails(
        "PM308",
        "column",
        [(ZONE, ""), ("| Time | Event |", "| Time (CST) | Event |")],
        [
            "19:9 PM308 warning `CST` means 3 zones (America/Chicago, Asia/Shanghai, America/Havana); "
            "use UTC or `America/Chicago`"
        ],
    ),
    fails(
        "PM308",
        "summer-time-left-open",
        [("in UTC.", "in PT.")],
        [
            "19:14 PM308 warning `PT` leaves open whether summer time is in force; "
            "use UTC or `America/Los_Angeles`"
        ],
    ),
    fails(
        "PM308",
        "local-time",
        [("All times in UTC.", "All times are local time.")],
        ["19:15 PM308 warning `local time` does not say which time zone"],
    ),
    fails(
        "PM309",
        "row-against-the-sentence",
        [at("22:17", "23:17 CET")],
        ["25:9 PM309 error Timeline uses both `UTC` and `CET`"],
    ),
    fails(
        "PM309",
        "row-against-row",
        [(ZONE, ""), at("21:40", "21:40 UTC"), at("22:17", "23:17 CET")],
        ["23:9 PM309 error Timeline uses both `UTC` and `CET`"],
    ),
    fails(
        "PM309",
        "winter-and-summer-on-one-day",
        [("in UTC.", "in CET."), at("22:05", "22:05 CET"), at("22:17", "23:17 CEST")],
        ["25:9 PM309 error Timeline uses both `CET` and `CEST`"],
    ),
    fails(
        "PM309",
        "what-the-zone-puts-out-of-order",
        [at("22:17", "22:17 PST")],
        ["25:9 PM309 error Timeline uses both `UTC` and `PST`"],
    ),
    fails(
        "PM309",
        "what-the-zone-makes-the-next-day",
        [at("22:17", "22:17 UTC"), at("23:40", "15:40 PST")],
        ["27:9 PM309 error Timeline uses both `UTC` and `PST`"],
    ),
    fails(
        "PM309",
        "and-a-row-of-the-first-zone-out-of-order",
        [at("22:05", "23:05 CET"), at("23:02", "22:02")],
        [
            "24:9 PM309 error Timeline uses both `UTC` and `CET`",
            "26:3 PM302 error `22:02` comes after `22:17`; sort the rows or write the date",
        ],
    ),
    fails(
        "PM312",
        "two-tags",
        [("Acknowledged by the", "Detected: once more by the")],
        ["25:11 PM312 info Two rows look like `detected`; the first (22:05) counts"],
    ),
    fails(
        "PM312",
        "three-phrases",
        [
            ("Detected: the freshness alert fired", "The freshness alert fired"),
            ("Acknowledged by the data on-call", "Another alert fired"),
            ("Root cause identified: a column", "An alert fired about the age, as a column"),
        ],
        ["25:11 PM312 info 3 rows look like `detected`; the first (22:05) counts"],
    ),
]
PASSES = [
    passes("PM303", "confirmed-by-ttr-alone", [NO_DURATIONS[0], NO_DURATIONS[1], NO_DURATIONS[3]]),
    passes("PM303", "dated", [*NO_DURATIONS, at("00:55", "2025-03-15 00:55")]),
    passes("PM303", "day-column", [*NO_DURATIONS, at("00:55", "+1d 00:55")]),
    passes("PM305", "a-clock-in-the-event", [("by the data on-call", "by the data on-call (10:17 PM here)")]),
    passes("PM306", "no-duration-counts-from-it", [at("22:17", "~22:17"), at("23:02", "??")]),
    passes("PM307", "column", [(ZONE, ""), ("| Time | Event |", "| Time (UTC) | Event |")]),
    passes("PM307", "heading", [(ZONE, ""), ("## Timeline", "## Timeline (UTC)")]),
    passes("PM307", "a-row", [(ZONE, ""), at("21:40", "21:40 UTC")]),
    passes("PM307", "front-matter", [(ZONE, ""), ("services: [", "time_zone: Europe/Berlin\nservices: [")]),
    passes(
        "PM307",
        "sentence-elsewhere",
        [(ZONE, ""), ("## What Happened\n", "## What Happened\n\nTimes are UTC.\n")],
    ),
    passes("PM307", "no-clock", [(ZONE, ""), (TABLE, "It happened at night.\n")], ignore=["PM301"]),
    passes("PM308", "offset-explains-it", [("in UTC.", "in IST (UTC+5:30).")]),
    passes("PM308", "region", [("in UTC.", "in Asia/Kolkata.")]),
    passes("PM308", "one-meaning", [("in UTC.", "in CET.")]),
    passes("PM308", "local-time-named", [("in UTC.", "in local time (Europe/Berlin).")]),
    passes(
        "PM308",
        "local-time-in-an-event",
        [("by the data on-call", "by the data on-call, at night in local time")],
    ),
    passes(
        "PM309",
        "a-log-line-in-an-event",
        [("by the data on-call", "by the data on-call: `23:17:02 CET paged`")],
    ),
    passes("PM309", "three-names-of-one-zone", [at("22:17", "22:17Z"), at("23:02", "23:02 GMT")]),
    passes(
        "PM309", "region-and-its-abbreviation", [("in UTC.", "in Europe/Berlin."), at("22:17", "22:17 CET")]
    ),
    passes("PM312", "tag-beats-words", [("Acknowledged by the data on-call", "Another alert fired")]),
    passes("PM312", "of-no-matter", [("Root cause identified: a", "Acknowledged once more: a")]),
]


test_fails, test_passes = both(FAILS, PASSES)


def test_the_date_is_written_in_front_of_the_time() -> None:
    assert mended("PM303", NO_DURATIONS) == (
        "| 2025-03-15 00:55 | Restored: all batches loaded again |",
        "safe",
    )


def test_the_date_is_written_in_a_list_too() -> None:
    edits = [*NO_DURATIONS, (TABLE, LIST)]
    assert mended("PM303", edits) == (
        "- 2025-03-15 00:55 Restored: all batches loaded again",
        "safe",
    )


def test_clocks_are_written_on_24_hours() -> None:
    lines, safety = mended("PM305", TWELVE)
    clocks = [line.split("|")[1].strip() for line in lines.split("\n")]
    assert clocks == ["21:40", "22:05", "22:17", "23:02 UTC", "23:40", "00:55", "01:20"]
    assert safety == "safe"


def test_a_heading_keeps_its_address() -> None:
    headings = "".join(f"### {line[2:].replace(' ', ' – ', 1)}\n\nDone.\n\n" for line in LIST.splitlines())
    text = text_of("valid").replace(TABLE, headings)
    for find, replace in NO_DURATIONS:
        text = text.replace(find, replace)
    (found,) = (each for each in judged(text) if each.code == "PM303")
    assert found.fix is None


def test_the_line_about_the_zone_is_the_templates_own() -> None:
    assert mended("PM307", [(ZONE, "")]) == ("All times in UTC.", "unsafe")
