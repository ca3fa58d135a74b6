"""PM1xx: metadata: what the fields say."""

from __future__ import annotations

from tests.rules.support import both, fails, passes

ST = "**Status:** closed\n"
RE = "**Reviewers:** Robin Example, Sam Example\n"
DA = "**Date:** 2025-03-14\n"
S = "services: [warehouse, loader]\n"
FAILS = [
    fails(
        "PM106",
        "status",
        [(S, S + "status: reviewed\n")],
        ["14:13 PM106 error Front matter says `reviewed`, the body says `closed`"],
    ),
    fails(
        "PM106",
        "severity-of-no-vocabulary",
        [(S, S + "severity: P5\n")],
        ["13:15 PM106 error Front matter says `P5`, the body says `P2 (raised from P3)`"],
    ),
    fails(
        "PM106",
        "date",
        [(S, S + "date: 2025-03-15\n")],
        ["12:11 PM106 error Front matter says `2025-03-15`, the body says `2025-03-14`"],
    ),
    fails(
        "PM106",
        "author",
        [(S, S + "author: Robin Example\n")],
        ["15:13 PM106 error Front matter says `Robin Example`, the body says `Dana Example`"],
    ),
    fails(
        "PM106",
        "services",
        [(RE, RE + "**Services:** billing\n")],
        ["16:15 PM106 error Front matter says `warehouse, loader`, the body says `billing`"],
    ),
    fails(
        "PM106",
        "impact-start",
        [(RE, RE + "**Impact start:** 2025-03-14 21:40\n"), (S, S + 'impact_start: "2025-03-14 21:45"\n')],
        ["17:19 PM106 error Front matter says `2025-03-14 21:45`, the body says `2025-03-14 21:40`"],
    ),
    fails(
        "PM109",
        "german",
        [(DA, "**Date:** 14.03.2025\n")],
        ["11:11 PM109 error `14.03.2025` is not an ISO date; write `2025-03-14`"],
    ),
    fails(
        "PM109",
        "words",
        [(DA, "**Date:** March 14, 2025\n")],
        ["11:11 PM109 error `March 14, 2025` is not an ISO date; write `2025-03-14`"],
    ),
    fails(
        "PM109",
        "ambiguous",
        [
            (DA, "**Date:** 03/04/2025\n"),
        ],
        ["11:11 PM109 error `03/04/2025` is not an ISO date, and which number is the month is not certain"],
    ),
    fails(
        "PM109",
        "no-such-day",
        [(DA, "**Date:** 2025-02-30\n")],
        ["11:11 PM109 error `2025-02-30` is not a day of the calendar"],
    ),
    fails(
        "PM109",
        "no-such-day-in-front-matter",
        [("date: 2025-03-14", "date: 2025-02-30")],
        ["7:7 PM109 error `2025-02-30` is not a day of the calendar"],
        base="front_matter",
    ),
    fails(
        "PM109",
        "no-date",
        [(DA, "**Date:** last Friday\n")],
        ["11:11 PM109 error `last Friday` is not an ISO date"],
    ),
    fails(
        "PM109",
        "draft",
        [(DA, "**Date:** 14.03.2025\n")],
        ["11:11 PM109 warning `14.03.2025` is not an ISO date; write `2025-03-14`"],
        base="draft",
    ),
    fails(
        "PM111",
        "sev0",
        [("P2 (raised from P3)", "P7")],
        ["12:15 PM111 error Severity `P7` is not one of P1, P2, P3, P4"],
    ),
    fails(
        "PM111",
        "near-alias",
        [("P2 (raised from P3)", "critcal")],
        ["12:15 PM111 error Severity `critcal` is not one of P1, P2, P3, P4; did you mean `P1`?"],
    ),
    fails(
        "PM111",
        "two-of-four",
        [("P2 (raised from P3)", "P2 / P3")],
        ["12:15 PM111 error Severity names 2 values: `P2 / P3`"],
    ),
    fails(
        "PM111",
        "front-matter",
        [("severity: P2", "severity: huge")],
        ["8:11 PM111 error Severity `huge` is not one of P1, P2, P3, P4"],
        base="front_matter",
    ),
    fails(
        "PM111",
        "number-trap-is-one-finding",
        [("severity: P2", "severity: 010")],
        ["8:11 PM111 error Severity `010` is not one of P1, P2, P3, P4"],
        base="front_matter",
    ),
    fails(
        "PM112",
        "revewed",
        [(ST, "**Status:** revewed\n")],
        [
            "13:13 PM112 error Status `revewed` is not one of draft, reviewed, closed; did you mean "
            "`reviewed`?"
        ],
    ),
    fails(
        "PM112",
        "foreign",
        [(ST, "**Status:** escalated\n")],
        ["13:13 PM112 error Status `escalated` is not one of draft, reviewed, closed"],
    ),
    fails(
        "PM112",
        "no-relation",
        [(ST, "**Status:** waiting for INC-2024-031\n")],
        ["13:13 PM112 error Status `waiting for INC-2024-031` is not one of draft, reviewed, closed"],
    ),
    fails(
        "PM112",
        "boolean-trap-is-one-finding",
        [("status: closed", "status: no")],
        ["9:9 PM112 error Status `no` is not one of draft, reviewed, closed"],
        base="front_matter",
    ),
]
PASSES = [
    passes("PM106", "alias-and-note", [(S, S + "severity: sev2\nstatus: Closed (2025-04-02)\n")]),
    passes("PM106", "theme-status", [(S, S + "status: new\n")]),
    passes("PM106", "others-category", [(S, S + "category: blog\n")]),
    passes("PM106", "handles", [(S, S + "authors: [dana]\n")]),
    passes("PM106", "fewer-tags", [(RE, RE + "**Tags:** orders\n")]),
    passes("PM106", "other-order", [(S, S + "reviewers: [Sam Example, Robin Example]\n")]),
    passes("PM106", "date-with-time", [(S, S + "date: 2025-03-14T21:40:00Z\n")]),
    passes("PM106", "other-id-spelling", [(S, S + "id: inc-2025-14\n")]),
    passes("PM109", "range", [(DA, "**Date:** 2025-03-14 to 2025-03-15\n")]),
    passes("PM109", "time-behind", [(DA, "**Date:** 2025-03-14, 21:40 UTC\n")]),
    passes("PM109", "weekday-behind", [(DA, "**Date:** 2025-03-14 (Friday)\n")]),
    passes("PM111", "alias", [("P2 (raised from P3)", "SEV-2")]),
    passes("PM111", "emoji", [("P2 (raised from P3)", "🟠 P2")]),
    passes("PM111", "both-names", [("P2 (raised from P3)", "High / P2")]),
    passes("PM111", "changed-later", [("P2 (raised from P3)", "**P2**, later P3")]),
    passes("PM111", "quoted-number", [("severity: P2", 'severity: "2"')], base="front_matter"),
    passes("PM112", "capital", [(ST, "**Status:** Closed\n")]),
    passes("PM112", "alias-with-date", [(ST, "**Status:** Completed (2025-04-02)\n")]),
    passes("PM112", "superseded", [(ST, "**Status:** Superseded by INC-2024-031\n")]),
    passes(
        "PM112",
        "superseded-by-link",
        [(ST, "**Status:** superseded by [INC-2024-031](2024-11-02-loader-rejects-type.md)\n")],
    ),
    passes("PM112", "duplicate", [(ST, "**Status:** Duplicate of INC-2024-031\n")]),
    passes("PM112", "emoji", [(ST, "**Status:** ✅ closed\n")]),
]


test_fails, test_passes = both(FAILS, PASSES)
