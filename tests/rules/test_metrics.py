"""PM320 and PM321: the stated durations."""

from __future__ import annotations

from tests.rules.support import both, fails, passes

TTD = "**Time to detect (TTD):** 25 minutes\n"
TTM = "**Time to mitigate (TTM):** 95 minutes\n"
TTR = "**Time to resolve (TTR):** 170 minutes\n"
DOWN = "**Total downtime:** 195 minutes\n"
BEG = "| 21:40 | Impact began: the loader dropped the first batch |\n"
FAILS = [
    fails("PM320", "ttr", [(TTR, "")], ["33:3 PM320 error TTR is missing; the timeline gives 2 h 50 min"]),
    fails(
        "PM320",
        "ttd-of-the-timeline",
        [(TTD, "")],
        ["33:3 PM320 error TTD is missing; the timeline gives 25 min"],
    ),
    fails("PM320", "ttd-without-a-start", [(TTD, ""), (BEG, "")], ["32:3 PM320 error TTD is missing"]),
    fails(
        "PM320",
        "empty",
        [(TTM, "**Time to mitigate (TTM):**\n")],
        ["32:3 PM320 error TTM is empty; the timeline gives 95 min"],
    ),
    fails(
        "PM320",
        "empty-without-a-computed-value",
        [(DOWN, "**Total downtime:**\n"), (BEG, ""), (TTD, "**Time to detect (TTD):** N/A\n")],
        ["33:3 PM320 error Downtime is empty"],
    ),
    fails(
        "PM320",
        "all",
        [(TTD + TTM + TTR + DOWN, "")],
        [
            "17:4 PM320 error TTD is missing; the timeline gives 25 min",
            "17:4 PM320 error TTM is missing; the timeline gives 95 min",
            "17:4 PM320 error TTR is missing; the timeline gives 2 h 50 min",
            "17:4 PM320 error Downtime is missing; the timeline gives 3 h 15 min",
        ],
        ignore=["PM303"],
    ),
    fails(
        "PM320",
        "draft",
        [(TTR, "")],
        ["33:3 PM320 info TTR is missing; the timeline gives 2 h 50 min"],
        base="draft",
    ),
    fails(
        "PM321",
        "words",
        [(TTM, "**Time to mitigate (TTM):** an hour or two\n")],
        ["32:29 PM321 error `an hour or two` can't be read as a duration"],
    ),
    fails(
        "PM321",
        "tbd",
        [(DOWN, "**Total downtime:** TBD\n")],
        ["34:21 PM321 error `TBD` can't be read as a duration"],
    ),
    fails(
        "PM321",
        "reviewed",
        [("**Time to mitigate (TTM):** 95 minutes", "**Time to mitigate (TTM):** quite long")],
        ["31:29 PM321 warning `quite long` can't be read as a duration"],
        base="reviewed",
    ),
    fails(
        "PM321",
        "draft",
        [(TTM, "**Time to mitigate (TTM):** quite long\n")],
        ["32:29 PM321 info `quite long` can't be read as a duration"],
        base="draft",
    ),
]
ALL = TTD + TTM + TTR + DOWN
PASSES = [
    passes(
        "PM320",
        "not-applicable",
        [(ALL, "**TTD:** unknown\n**TTM:** N/A\n**TTR:** ongoing\n**Total downtime:** N/A\n")],
        ignore=["PM303"],
    ),
    passes(
        "PM320",
        "aliases",
        [
            (
                ALL,
                "**Time to detection:** 25 min\n**Time to mitigation:** 95 min\n"
                "**Time to recovery:** 170 min\n**Outage duration:** 195 min\n",
            )
        ],
    ),
    passes(
        "PM320", "list", [(ALL, "- TTD: 25 min\n- TTM: 95 min\n- TTR: 170 min\n- Total downtime: 195 min\n")]
    ),
    passes(
        "PM320",
        "table",
        [
            (
                ALL,
                "| Metric | Value |\n|---|---|\n| TTD | 25 min |\n| TTM | 95 min |\n"
                "| TTR | 170 min |\n| Total downtime | 195 min |\n",
            )
        ],
        ignore=["PM303"],
    ),
    passes(
        "PM320",
        "in-another-section",
        [(ALL, ""), ("## Lessons Learned", "## Stats\n\n" + ALL + "\n## Lessons Learned")],
    ),
    passes(
        "PM321",
        "forms",
        [
            (
                ALL,
                "**Time to detect (TTD):** 25\n**Time to mitigate (TTM):** PT1H35M\n"
                "**Time to resolve (TTR):** 2:50 h\n**Total downtime:** 3 h 15 min (21:40 to 00:55)\n",
            )
        ],
        ignore=["PM325"],
    ),
    passes(
        "PM321",
        "words-and-signs",
        [
            (
                ALL,
                "**Time to detect (TTD):** ~25 min\n**Time to mitigate (TTM):** about 1.5 hours\n"
                "**Time to resolve (TTR):** 2 hours and 50 minutes\n**Total downtime:** 3-4 hours\n",
            )
        ],
    ),
    passes("PM321", "zero", [(DOWN, "**Total downtime:** 0 minutes, only degraded\n")]),
]


test_fails, test_passes = both(FAILS, PASSES)
