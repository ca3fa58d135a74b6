"""PM31x: the milestones."""

from __future__ import annotations

from tests.rules.support import both, edited, fails, judged, passes, text_of

R = [
    ("21:40", "Impact began: the loader dropped the first batch"),
    ("22:05", "Detected: the freshness alert fired"),
    ("22:17", "Acknowledged by the data on-call"),
    ("23:02", "Root cause identified: a column had been renamed"),
    ("23:40", "Mitigated: the loader pinned to the old schema"),
    ("00:55", "Restored: all batches loaded again"),
    ("01:20", "Verified: row counts equal to the source"),
]
HEAD = "| Time | Event |\n|------|-------|\n"
TAB = HEAD + "".join(f"| {time} | {event} |\n" for time, event in R)


def rows(*pairs: tuple[str, str]) -> str:
    """Return a timeline of these rows."""
    return HEAD + "".join(f"| {time} | {event} |\n" for time, event in pairs)


FAILS = [
    fails(
        "PM310",
        "list",
        [(TAB, "".join(f"- {time} - {event}\n" for time, event in R).replace("Verified: row", "Row"))],
        ["17:4 PM310 error No entry is marked as the moment when recovery was verified"],
    ),
    fails(
        "PM310",
        "restored",
        [("Restored: all batches loaded again", "All batches loaded again")],
        ["21:1 PM310 error No row is marked as the moment when service was restored"],
    ),
    fails(
        "PM310",
        "verified",
        [("Verified: row counts", "Row counts")],
        ["21:1 PM310 error No row is marked as the moment when recovery was verified"],
    ),
    fails(
        "PM310",
        "none-is-one-finding",
        [(TAB, rows(*[(time, f"Something went on, and {time[3:]} of them") for time, _ in R]))],
        [
            "21:1 PM310 error No row is marked as a milestone (detected, mitigated, service "
            "restored, verified)"
        ],
    ),
    fails(
        "PM310",
        "reviewed",
        [("Mitigated: the loader", "The loader was")],
        ["21:1 PM310 warning No row is marked as the moment when it was mitigated"],
        base="reviewed",
    ),
    fails(
        "PM310",
        "draft",
        [("Mitigated: the loader", "The loader was")],
        ["21:1 PM310 info No row is marked as the moment when it was mitigated"],
        base="draft",
    ),
    fails("PM310", "denied", [("Restored: all batches", "Before service restored, all batches")], []),
    fails(
        "PM311",
        "mitigated-after-restored",
        [
            (
                "| 23:40 | Mitigated: the loader pinned to the old schema |\n"
                "| 00:55 | Restored: all batches loaded again |",
                "| 23:40 | Restored: all batches loaded again |\n"
                "| 00:55 | Mitigated: the loader pinned to the old schema |",
            )
        ],
        ["27:11 PM311 error `service restored` (23:40) is before `mitigated` (00:55)"],
    ),
    fails(
        "PM311",
        "verified-before-restored",
        [
            (
                "| 00:55 | Restored: all batches loaded again |\n"
                "| 01:20 | Verified: row counts equal to the source |",
                "| 00:55 | Verified: row counts equal to the source |\n"
                "| 01:20 | Restored: all batches loaded again |",
            )
        ],
        ["28:11 PM311 error `verified` (00:55) is before `service restored` (01:20)"],
    ),
    fails(
        "PM311",
        "two-that-are-no-neighbours-exchanged",
        [("Detected: the", "Restored: the"), ("Restored: all", "Detected: all")],
        ["24:11 PM311 error `service restored` (22:05) is before `detected` (00:55)"],
    ),
    fails(
        "PM311",
        "began-and-detected-exchanged",
        [("Impact began: the", "Detected: the"), ("22:05 | Detected: the", "22:05 | Impact began: the")],
        ["23:11 PM311 error `detected` (21:40) is before `Impact began` (22:05)"],
    ),
    fails(
        "PM311",
        "one-behind-several",
        [
            ("Detected: the", "The"),
            ("Acknowledged by", "Acknowledged: by"),
            ("| 00:55 |", "| 23:50 | Detected: by a customer |\n| 00:55 |"),
        ],
        ["25:11 PM311 error `acknowledged` (22:17) is before `detected` (23:50)"],
    ),
    fails(
        "PM311",
        "draft",
        [
            (
                "| 00:55 | Restored: all batches loaded again |\n"
                "| 01:20 | Verified: row counts equal to the source |",
                "| 00:55 | Verified: row counts equal to the source |\n"
                "| 01:20 | Restored: all batches loaded again |",
            )
        ],
        ["28:11 PM311 warning `verified` (00:55) is before `service restored` (01:20)"],
        base="draft",
    ),
]
PASSES = [
    passes(
        "PM310",
        "template-words",
        [
            (
                TAB,
                rows(
                    ("21:40", "Impact began"),
                    ("22:05", "First symptom detected, alert fired"),
                    ("22:17", "On-call acknowledged"),
                    ("23:02", "Root cause identified"),
                    ("23:40", "Mitigation applied"),
                    ("00:55", "Service restored"),
                    ("01:20", "Verification complete"),
                ),
            )
        ],
    ),
    passes(
        "PM310",
        "brackets-and-bold",
        [
            ("Detected: the", "[detected] the"),
            ("Mitigated: the", "**Mitigated:** the"),
            ("Restored: all", "Restored – all"),
        ],
    ),
    passes(
        "PM310",
        "two-in-one-row",
        [
            ("| 01:20 | Verified: row counts equal to the source |\n", ""),
            ("Restored: all", "Restored, verified: all"),
        ],
    ),
    passes("PM310", "reviewed-needs-no-verification", [], base="reviewed"),
    passes(
        "PM311",
        "cause-after-mitigation",
        [
            (
                "| 23:02 | Root cause identified: a column had been renamed |\n"
                "| 23:40 | Mitigated: the loader pinned to the old schema |",
                "| 23:40 | Mitigated: the loader pinned to the old schema |\n"
                "| 23:50 | Root cause identified: a column had been renamed |",
            )
        ],
    ),
    passes(
        "PM311",
        "acknowledged-after-mitigation",
        [
            ("| 22:17 | Acknowledged by the data on-call |\n", ""),
            ("| 00:55 | Restored", "| 23:45 | Acknowledged by the data on-call |\n| 00:55 | Restored"),
        ],
    ),
    passes(
        "PM311",
        "all-at-once",
        [("| 23:40 | Mit", "| 00:55 | Mit"), ("(TTM):** 95 minutes", "(TTM):** 170 minutes")],
    ),
    passes("PM311", "approximate-milestone", [("| 01:20 | Ver", "| ~00:50 | Ver")]),
]


test_fails, test_passes = both(FAILS, PASSES)


def test_the_help_says_which_two_to_exchange() -> None:
    edits = (("Detected: the", "Restored: the"), ("Restored: all", "Detected: all"))
    (found,) = judged(edited(text_of("valid"), edits))
    assert found.help == "correct the times, or exchange `Detected:` and `Restored:`"
