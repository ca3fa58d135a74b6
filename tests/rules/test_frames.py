"""What a reader sees of a finding in a terminal: its own place, those it contradicts, and by how much."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.document.source import Source
from mkdocs_postmortem.report.full import frame
from tests.rules.support import URI, Edit, edited, judged, line_of, text_of

OPEN = line_of("| 4 | Pro", "reviewed")
CASES: list[tuple[str, list[Edit], str]] = [
    (
        "valid",
        [("downtime:** 195 minutes", "downtime:** 145 minutes")],
        """\
error PM323 TTD 25 + TTR 170 = 195 min, but total downtime says 145 min
  --> postmortems/2025-03-14-orders-mart-stale.md:34:21
   |
31 | **Time to detect (TTD):** 25 minutes
   |                           ---------- TTD
...
33 | **Time to resolve (TTR):** 170 minutes
   |                            ----------- TTR
34 | **Total downtime:** 145 minutes
   |                     ^^^^^^^^^^^ 50 min short
   |
help: write `3 h 15 min`, or correct the other durations""",
    ),
    (
        "valid",
        [("(TTR):** 170", "(TTR):** 195")],
        """\
error PM323 TTR counts from the start of impact, TTM from detection
  --> postmortems/2025-03-14-orders-mart-stale.md:33:28
   |
32 | **Time to mitigate (TTM):** 95 minutes
   |                             ---------- TTM, from detection
33 | **Time to resolve (TTR):** 195 minutes
   |                            ^^^^^^^^^^^ from the start of impact
34 | **Total downtime:** 195 minutes
   |
help: count both from the same moment: write `2 h 50 min` here, or change TTM""",
    ),
    (
        "valid",
        [("| 22:17 |", "| 22:01 |")],
        """\
error PM302 `22:01` comes after `22:05`; sort the rows or write the date
  --> postmortems/2025-03-14-orders-mart-stale.md:25:3
   |
24 | | 22:05 | Detected: the freshness alert fired |
   |   ----- this time is later
25 | | 22:01 | Acknowledged by the data on-call |
   |   ^^^^^ 4 min earlier
26 | | 23:02 | Root cause identified: a column had been renamed |
   |
help: move the row, or write the full date and time in both""",
    ),
    (
        "valid",
        [("Detected: the", "Restored: the"), ("Restored: all", "Detected: all")],
        """\
error PM311 `service restored` (22:05) is before `detected` (00:55)
  --> postmortems/2025-03-14-orders-mart-stale.md:24:11
   |
23 | | 21:40 | Impact began: the loader dropped the first batch |
24 | | 22:05 | Restored: the freshness alert fired |
   |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ service restored, 2 h 50 min earlier
25 | | 22:17 | Acknowledged by the data on-call |
...
28 | | 00:55 | Detected: all batches loaded again |
   |           ---------------------------------- detected
   |
help: correct the times, or exchange `Detected:` and `Restored:`""",
    ),
    (
        "valid",
        [("| 22:17 |", "| 2024-03-14 22:17 |")],
        """\
error PM313 Row is dated 2024-03-14, a year before the incident
  --> postmortems/2025-03-14-orders-mart-stale.md:25:3
   |
11 | **Date:** 2025-03-14
   |           ---------- date of the incident
...
24 | | 22:05 | Detected: the freshness alert fired |
25 | | 2024-03-14 22:17 | Acknowledged by the data on-call |
   |   ^^^^^^^^^^^^^^^^ a year earlier
26 | | 23:02 | Root cause identified: a column had been renamed |
   |
help: write `2025-03-14` if the year is mistyped""",
    ),
    (
        "valid",
        [("| 22:17 |", "| 23:17 CET |")],
        """\
error PM309 Timeline uses both `UTC` and `CET`
  --> postmortems/2025-03-14-orders-mart-stale.md:25:9
   |
19 | All times in UTC.
   |              --- the other zone
...
24 | | 22:05 | Detected: the freshness alert fired |
25 | | 23:17 CET | Acknowledged by the data on-call |
   |         ^^^ this one
26 | | 23:02 | Root cause identified: a column had been renamed |
   |
help: write all times in one zone, best in UTC: here `22:17` UTC""",
    ),
    (
        "valid",
        [("| INC-2024-031 | 2024-11-02", "| INC-2024-031 | 2024-11-20")],
        """\
error PM702 INC-2024-031 is dated 2024-11-02 there, 2024-11-20 here
   --> postmortems/2025-03-14-orders-mart-stale.md:101:18
    |
100 | |----------|------|------------|
101 | | INC-2024-031 | 2024-11-20 | The same loader, and a column of another type |
    |                  ^^^^^^^^^^ 18 days later
    |
    = note: its date: postmortems/2024-11-02-loader-rejects-type.md:11:11
help: write `2024-11-02` [*]""",
    ),
    (
        "reviewed",
        [(OPEN, OPEN.replace("2025-07-02", "2025-02-02"))],
        """\
error PM610 Item 4 is due 2025-02-02, before the incident (2025-03-14)
  --> postmortems/2025-03-14-orders-mart-stale.md:90:76
   |
11 | **Date:** 2025-03-14
   |           ---------- the incident's date
...
89 | | 3 | Detect: alert on batches without rows | Sam Example | P2 | 2025-04-18 | Done | [DATA-103…
90 | | 4 | Process: name consumers in every schema change | Dana Example | P3 | 2025-02-02 | In pro…
   |                                                                            ^^^^^^^^^^ 40 days earlier
   |
help: correct the due date, or the document's date""",
    ),
]


@pytest.mark.parametrize(("base", "edits", "expected"), CASES, ids=[case[2].split()[1] for case in CASES])
def test_a_frame_shows_what_a_finding_contradicts_and_by_how_much(
    base: str, edits: list[Edit], expected: str
) -> None:
    text = edited(text_of(base), tuple(edits))
    (found,) = judged(text)
    assert "\n".join(frame(found, {URI: Source(URI, text)}, 100)) == expected
