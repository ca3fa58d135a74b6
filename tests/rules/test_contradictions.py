"""PM322 to PM324: the stated durations, held against the timeline and each other."""

from __future__ import annotations

from tests.rules.support import apply_fix, both, edited, fails, judged, passes, text_of

TTD = "**Time to detect (TTD):** 25 minutes\n"
TTM = "**Time to mitigate (TTM):** 95 minutes\n"
TTR = "**Time to resolve (TTR):** 170 minutes\n"
DOWN = "**Total downtime:** 195 minutes\n"
BEG = "| 21:40 | Impact began: the loader dropped the first batch |\n"


def swapped(ttm: str, ttr: str) -> list[tuple[str, str]]:
    """Return the edit that states another TTM and TTR."""
    return [("(TTM):** 95 minutes", f"(TTM):** {ttm}"), ("(TTR):** 170 minutes", f"(TTR):** {ttr}")]


SWAPPED = "TTM and TTR are swapped: the timeline gives"
FAILS = [
    fails(
        "PM322",
        "swapped",
        swapped("170 minutes", "1 h 35 min"),
        [f"32:29 PM322 error {SWAPPED} 95 min for TTM and 2 h 50 min for TTR"],
    ),
    fails(
        "PM322",
        "swapped-counting-from-impact",
        swapped("195 minutes", "2 h"),
        [f"32:29 PM322 error {SWAPPED} 2 h for TTM and 3 h 15 min for TTR"],
    ),
    fails(
        "PM322",
        "swapped-where-nothing-says-when-impact-began",
        [(BEG, ""), *swapped("170 minutes", "95 minutes")],
        [f"31:29 PM322 error {SWAPPED} 95 min for TTM and 2 h 50 min for TTR"],
    ),
    fails(
        "PM322",
        "swapped-with-ttd",
        [(TTD, TTD.replace("25", "95")), (TTM, TTM.replace("95", "25"))],
        ["31:27 PM322 error TTD and TTM are swapped: the timeline gives 25 min for TTD and 95 min for TTM"],
    ),
    fails(
        "PM322",
        "one-of-two-is-no-swap",
        swapped("170 minutes", "80 minutes"),
        [
            "32:29 PM322 error TTM says 170 minutes, the timeline gives 95 min (22:05 to 23:40)",
            "33:28 PM322 error TTR says 80 minutes, the timeline gives 2 h 50 min (22:05 to 00:55)",
        ],
    ),
    fails(
        "PM322",
        "swapped-in-a-draft",
        swapped("170 minutes", "95 minutes"),
        [f"32:29 PM322 warning {SWAPPED} 95 min for TTM and 2 h 50 min for TTR"],
        base="draft",
    ),
    fails(
        "PM322",
        "ttm",
        [("(TTM):** 95 minutes", "(TTM):** 45 minutes")],
        ["32:29 PM322 error TTM says 45 minutes, the timeline gives 95 min (22:05 to 23:40)"],
    ),
    fails(
        "PM322",
        "ttr-in-hours",
        [("(TTR):** 170 minutes", "(TTR):** 5 h")],
        ["33:28 PM322 error TTR says 5 h, the timeline gives 2 h 50 min (22:05 to 00:55)"],
    ),
    fails(
        "PM322",
        "ttd",
        [("(TTD):** 25 minutes", "(TTD):** 40 minutes")],
        ["31:27 PM322 error TTD says 40 minutes, the timeline gives 25 min (21:40 to 22:05)"],
    ),
    fails(
        "PM322",
        "row-of-restored",
        [("| 00:55 | Rest", "| 01:15 | Rest")],
        ["33:28 PM322 error TTR says 170 minutes, the timeline gives 3 h 10 min (22:05 to 01:15)"],
    ),
    fails(
        "PM322",
        "row-of-mitigated",
        [("| 23:40 | Mit", "| 23:05 | Mit")],
        ["32:29 PM322 error TTM says 95 minutes, the timeline gives 60 min (22:05 to 23:05)"],
    ),
    fails(
        "PM322",
        "row-of-detected-is-one-finding",
        [("| 22:05 | Det", "| 21:50 | Det")],
        [
            "31:27 PM322 error TTD says 25 minutes, the timeline gives 10 min (21:40 to 21:50); TTM "
            "and TTR are off by the same"
        ],
    ),
    fails(
        "PM322",
        "row-of-detected-without-a-start",
        [(BEG, ""), ("| 22:05 | Det", "| 22:16 | Det")],
        [
            "31:29 PM322 error TTM says 95 minutes, the timeline gives 84 min (22:16 to 23:40); TTR "
            "is off by the same"
        ],
    ),
    fails(
        "PM322",
        "row-of-began",
        [("| 21:40 | Imp", "| 21:20 | Imp")],
        ["31:27 PM322 error TTD says 25 minutes, the timeline gives 45 min (21:20 to 22:05)"],
    ),
    fails(
        "PM322",
        "two-mistakes",
        [("(TTM):** 95 minutes", "(TTM):** 45 minutes"), ("(TTR):** 170 minutes", "(TTR):** 300 minutes")],
        [
            "32:29 PM322 error TTM says 45 minutes, the timeline gives 95 min (22:05 to 23:40)",
            "33:28 PM322 error TTR says 300 minutes, the timeline gives 2 h 50 min (22:05 to 00:55)",
        ],
    ),
    fails(
        "PM322",
        "pinned-base",
        [("(TTM):** 95 minutes", "(TTM):** 120 minutes"), ("(TTR):** 170 minutes", "(TTR):** 195 minutes")],
        [
            "32:29 PM322 error TTM says 120 minutes, the timeline gives 95 min (22:05 to 23:40); TTR "
            "is off by the same"
        ],
        time_base="detection",
    ),
    fails(
        "PM322",
        "draft",
        [("(TTM):** 95 minutes", "(TTM):** 45 minutes")],
        ["32:29 PM322 warning TTM says 45 minutes, the timeline gives 95 min (22:05 to 23:40)"],
        base="draft",
    ),
    fails(
        "PM322",
        "two-days",
        [("| 00:55 | Rest", "| 2025-03-17 00:55 | Rest")],
        [
            "33:28 PM322 error TTR says 170 minutes, the timeline gives 2 days 2 h 50 min (22:05 to "
            "2025-03-17 00:55)"
        ],
    ),
    fails(
        "PM322",
        "unknown-detection-time",
        [
            (BEG, ""),
            (TTD, "**Time to detect (TTD):** unknown\n"),
            ("(TTR):** 170 minutes", "(TTR):** 300 minutes"),
            (DOWN, "**Total downtime:** N/A\n"),
        ],
        ["32:28 PM322 error TTR says 300 minutes, the timeline gives 2 h 50 min (22:05 to 00:55)"],
    ),
    fails(
        "PM323",
        "downtime",
        [(DOWN, "**Total downtime:** 170 minutes\n")],
        ["34:21 PM323 error TTD 25 + TTR 170 = 195 min, but total downtime says 170 min"],
    ),
    fails(
        "PM323",
        "downtime-without-a-start",
        [(BEG, ""), (DOWN, "**Total downtime:** 2 h 50 min\n")],
        ["33:21 PM323 error TTD 25 + TTR 170 = 195 min, but total downtime says 170 min"],
    ),
    fails(
        "PM323",
        "ttd-without-a-start",
        [(BEG, ""), ("(TTD):** 25 minutes", "(TTD):** 55 minutes")],
        ["33:21 PM323 error TTD 55 + TTR 170 = 225 min, but total downtime says 195 min"],
    ),
    fails(
        "PM323",
        "two-bases",
        [("(TTR):** 170 minutes", "(TTR):** 195 minutes")],
        ["33:28 PM323 error TTR counts from the start of impact, TTM from detection"],
    ),
    fails(
        "PM323",
        "two-bases-is-one-finding",
        [
            ("(TTM):** 95 minutes", "(TTM):** 120 minutes"),
            ("| 00:55 | Rest", "| 23:50 | Rest"),
            ("(TTR):** 170 minutes", "(TTR):** 105 minutes"),
            (DOWN, "**Total downtime:** 130 minutes\n"),
        ],
        ["33:28 PM323 error TTR counts from detection, TTM from the start of impact"],
        ignore=["PM303"],
    ),
    fails(
        "PM323",
        "of-the-timeline-alone",
        [
            (TTD, "**Time to detect (TTD):** N/A\n"),
            (TTR, "**Time to resolve (TTR):** N/A\n"),
            (DOWN, "**Total downtime:** 6 h\n"),
        ],
        [
            "34:21 PM323 error The timeline gives 195 min from start of impact to service restored, "
            "but total downtime says 360 min"
        ],
        ignore=["PM303"],
    ),
    fails(
        "PM323",
        "over-days",
        [
            ("| 00:55 | Rest", "| 2025-03-16 00:55 | Rest"),
            ("| 01:20 | Ver", "| 2025-03-16 01:20 | Ver"),
            ("(TTR):** 170 minutes", "(TTR):** 1 day 2 h 50 min"),
        ],
        [
            "34:21 PM323 error TTD 25 min + TTR 1 day 2 h 50 min = 1 day 3 h 15 min, but total "
            "downtime says 195 min"
        ],
    ),
    fails(
        "PM323",
        "until-mitigated",
        [],
        ["34:21 PM323 error TTD 25 + TTM 95 = 120 min, but total downtime says 195 min"],
        downtime_end="mitigated",
    ),
    fails(
        "PM323",
        "draft",
        [(DOWN, "**Total downtime:** 170 minutes\n")],
        ["34:21 PM323 warning TTD 25 + TTR 170 = 195 min, but total downtime says 170 min"],
        base="draft",
    ),
    fails(
        "PM324",
        "without-rows",
        [("| 23:40 | Mitigated", "| ?? | Mitigated"), ("(TTM):** 95 minutes", "(TTM):** 200 minutes")],
        ["32:29 PM324 error TTM (3 h 20 min) is longer than TTR (2 h 50 min)"],
        ignore=["PM303", "PM306"],
    ),
    fails(
        "PM324",
        "draft",
        [("| 23:40 | Mitigated", "| ?? | Mitigated"), ("(TTM):** 95 minutes", "(TTM):** 4 h")],
        ["32:29 PM324 warning TTM (4 h) is longer than TTR (2 h 50 min)"],
        base="draft",
        ignore=["PM303", "PM306"],
    ),
]
PASSES = [
    passes(
        "PM322",
        "from-the-start-of-impact",
        [("(TTM):** 95 minutes", "(TTM):** 120 minutes"), ("(TTR):** 170 minutes", "(TTR):** 195 minutes")],
        ignore=["PM903"],
    ),
    passes(
        "PM322",
        "rounded",
        [("(TTM):** 95 minutes", "(TTM):** 1.5 h"), ("(TTR):** 170 minutes", "(TTR):** 3 h")],
    ),
    passes("PM322", "within-five-percent", [("(TTR):** 170 minutes", "(TTR):** 165 minutes")]),
    passes(
        "PM322",
        "maybe-from-an-unknown-start",
        [
            (BEG, ""),
            (TTD, "**Time to detect (TTD):** 40 minutes\n"),
            ("(TTM):** 95 minutes", "(TTM):** 135 minutes"),
            ("(TTR):** 170 minutes", "(TTR):** 210 minutes"),
            (DOWN, "**Total downtime:** 210 minutes\n"),
        ],
        ignore=["PM303", "PM903"],
    ),
    passes(
        "PM322",
        "from-the-first-row",
        [
            ("Impact began: the loader dropped", "The loader dropped"),
            (TTD, "**Time to detect (TTD):** 37 minutes\n"),
            (
                "| 22:05 | Detected: the freshness alert fired",
                "| 22:05 | An alert nobody looked at, and the alert fired",
            ),
            ("| 22:17 | Acknowledged by", "| 22:17 | Noticed by"),
            ("(TTM):** 95 minutes", "(TTM):** 120 minutes"),
            ("(TTR):** 170 minutes", "(TTR):** 195 minutes"),
        ],
    ),
    passes(
        "PM322",
        "working-hours",
        [
            ("(TTR):** 170 minutes", "(TTR):** 30 min (during support hours 10:00-17:00)"),
            (DOWN, "**Total downtime:** N/A\n"),
            ("(TTM):** 95 minutes", "(TTM):** N/A"),
        ],
        ignore=["PM303", "PM306"],
    ),
    passes(
        "PM322",
        "unknown-row",
        [("| 23:40 | Mit", "| ?? | Mit"), ("(TTM):** 95 minutes", "(TTM):** 60 minutes")],
        ignore=["PM303", "PM306"],
    ),
    passes("PM322", "approximate-row", [("| 23:40 | Mit", "| ~23:30 | Mit")], ignore=["PM303", "PM306"]),
    passes("PM322", "range", [("(TTM):** 95 minutes", "(TTM):** 90-100 minutes")]),
    passes(
        "PM322",
        "impact-start-in-front-matter",
        [
            (BEG, ""),
            (
                "services: [warehouse, loader]\n",
                'services: [warehouse, loader]\nimpact_start: "2025-03-14 21:40"\n',
            ),
        ],
    ),
    passes("PM323", "degraded", [(DOWN, "**Total downtime:** 0\n")]),
    passes("PM323", "not-applicable", [(DOWN, "**Total downtime:** N/A (degraded only)\n")]),
    passes(
        "PM323", "until-mitigated", [(DOWN, "**Total downtime:** 120 minutes\n")], downtime_end="mitigated"
    ),
    passes(
        "PM323",
        "outage-windows",
        [
            (DOWN, "**Total downtime:** 30 minutes\n"),
            (
                "| 22:17 | Acknowledged by the data on-call |\n",
                "| 22:17 | Acknowledged by the data on-call |\n| 22:20 | Down: first restart |\n"
                "| 22:35 | Up: restarted |\n",
            ),
        ],
    ),
    passes(
        "PM323",
        "rounded-sum",
        [("(TTR):** 170 minutes", "(TTR):** 3 h"), (DOWN, "**Total downtime:** 3.5 h\n")],
    ),
    passes(
        "PM324",
        "equal",
        [("| 23:40 | Mit", "| 00:55 | Mit"), ("(TTM):** 95 minutes", "(TTM):** 170 minutes")],
    ),
    passes(
        "PM324",
        "rounded",
        [("| 23:40 | Mitigated", "| ?? | Mitigated"), ("(TTM):** 95 minutes", "(TTM):** 3 h")],
        ignore=["PM303", "PM306"],
    ),
    passes("PM324", "not-applicable", [("(TTM):** 95 minutes", "(TTM):** N/A")]),
]


test_fails, test_passes = both(FAILS, PASSES)


def test_the_fix_swaps_what_was_written_and_leaves_the_notes() -> None:
    text = edited(text_of("valid"), tuple(swapped("170 minutes (rolled back)", "1 h 35 min")))
    (found,) = judged(text)
    assert found.help == "write `1 h 35 min` for TTM, and `170 minutes` for TTR"
    assert found.fix is not None
    assert found.fix.safety == "unsafe"
    mended = apply_fix(text, found.fix)
    assert "(TTM):** 1 h 35 min (rolled back)\n" in mended
    assert "(TTR):** 170 minutes\n" in mended
    assert judged(mended) == []
