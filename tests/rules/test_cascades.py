"""One mistake is one finding, whatever else it disturbs."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.rules import judge
from mkdocs_postmortem.rules.conflict import _CONFLICT
from tests.rules.support import (
    EARLIER,
    TODAY,
    URI,
    archive_of,
    both,
    edited,
    fails,
    judged,
    line_of,
    passes,
    rows,
    text_of,
)

DETECT = line_of("| 3 | Detect").rstrip("\n")
MOVED = "postmortems/2025-05-14-orders-mart-stale.md"
DAYS = (
    ("| 21:40 |", "| 2025-03-14 21:40 |"),
    ("| 22:05 |", "| 2025-03-14 22:05 |"),
    ("| 00:55 |", "| 2025-03-15 00:55 |"),
)
DATE = "**Date:** 2025-03-14"
NEXT_DAY = "postmortems/2025-03-15-orders-mart-stale.md"
DAY_BEFORE = "postmortems/2025-03-14-orders-mart-stale.md"
FENCED = "Code block opened on line {} ends only on line {}, with whole sections in it"
OPEN = "Code block opened on line {} is never closed"
UNCLOSED = [("rows = 0;\n```", "rows = 0;")]


def behind_the_fence(text: str) -> list[tuple[str, str]]:
    """Return the edits that leave the last code block open, with a text behind it."""
    return [("rows = 0;\n```", f"rows = 0;\n\n{text}")]


def conflict(ours: str, theirs: str) -> str:
    return f"<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> other\n"


WHY = line_of("| 2 | Why").rstrip("\n")
ACKNOWLEDGED = "| 22:17 | Acknowledged by the data on-call |"
FAILS = [
    fails(
        "PM014",
        "metadata",
        [("**Severity:** P2 (raised from P3)\n", conflict("**Severity:** P2", "**Severity:** P3"))],
        ["12:1 PM014 error Merge conflict in lines 12 to 16 is not resolved"],
    ),
    fails(
        "PM014",
        "timeline-and-items",
        [
            (f"{ACKNOWLEDGED}\n", conflict(ACKNOWLEDGED, ACKNOWLEDGED.replace("17", "18"))),
            (f"{DETECT}\n", conflict(DETECT, DETECT.replace("P2", "P1"))),
        ],
        [
            "25:1 PM014 error Merge conflict in lines 25 to 29 is not resolved",
            "94:1 PM014 error Merge conflict in lines 94 to 98 is not resolved",
        ],
    ),
    fails(
        "PM014",
        "front-matter",
        [("services: [warehouse, loader]\n", conflict("services: [warehouse]", "services: [loader]"))],
        ["5:1 PM014 error Merge conflict in lines 5 to 9 is not resolved"],
    ),
    fails(
        "PM014",
        "with-the-common-ancestor",
        [
            (
                "**Severity:** P2 (raised from P3)\n",
                conflict("**Severity:** P2\n||||||| 1234567\n**Severity:** P4", "**Severity:** P3"),
            )
        ],
        ["12:1 PM014 error Merge conflict in lines 12 to 18 is not resolved"],
    ),
    fails(
        "PM212",
        "a-milestone-in-a-row-without-its-pipe",
        [("| 23:40 | Mitigated", "| 23:40 - Mitigated")],
        ["27:1 PM212 error Row has 1 cell, the header has 2"],
    ),
    fails(
        "PM212",
        "category-below-the-table",
        [("by default. |\n\n**Root", "by default. |\n**Root")],
        ["69:1 PM212 error Row has 1 cell, the header has 3"],
    ),
    fails(
        "PM212",
        "durations-below-the-table",
        [("to the source |\n\n", "to the source |\n")],
        ["30:1 PM212 error Row has 1 cell, the header has 2"],
    ),
    fails(
        "PM514",
        "a-row-twice",
        [(WHY, f"{WHY}\n{WHY}")],
        ["66:44 PM514 warning Answer 2 repeats answer 2"],
    ),
    fails(
        "PM622",
        "a-row-twice",
        [(DETECT, f"{DETECT}\n{DETECT}")],
        ["91:15 PM622 warning Items 3 and 3 say the same"],
    ),
    fails(
        "PM101",
        "bold-that-does-not-end",
        [("**Severity:** P2 (raised from P3)", "**Severity: P2")],
        ["12:1 PM101 error Metadata field `Severity` is missing; `**Severity: P2` is not read as one"],
    ),
    fails(
        "PM101",
        "bold-that-does-not-begin",
        [("**Severity:** P2 (raised from P3)", "*Severity:** P2")],
        ["12:1 PM101 error Metadata field `Severity` is missing; `*Severity:** P2` is not read as one"],
    ),
    fails(
        "PM101",
        "no-colon",
        [("**Severity:** P2 (raised from P3)", "**Severity** P2")],
        ["12:1 PM101 error Metadata field `Severity` is missing; `**Severity** P2` is not read as one"],
    ),
    fails(
        "PM101",
        "a-sentence-below-the-heading-is-none",
        [
            ("**Severity:** P2 (raised from P3)\n", ""),
            ("The producer renamed", "**Severity** matters.\n\nThe producer renamed"),
        ],
        ["11:3 PM101 error Metadata field `Severity` is missing"],
    ),
    fails(
        "PM320",
        "label-misspelt",
        [("**Time to resolve (TTR):**", "**Time to resolv (TTR):**")],
        ["33:3 PM320 error TTR is missing; did you mean it by `Time to resolv (TTR)`?"],
    ),
    fails(
        "PM504",
        "label-misspelt",
        [("**Root cause category:**", "**Root cause categry:**")],
        ["70:3 PM504 error Root cause category is missing; did you mean it by `Root cause categry`?"],
    ),
    fails(
        "PM204",
        "in-the-place-of-a-missing-section",
        [("## Root Cause\n", "## What Happened\n")],
        ["54:4 PM204 error Section `What Happened` appears twice (lines 48 and 54); the second is ignored"],
    ),
    fails(
        "PM204",
        "elsewhere-than-a-missing-section",
        [("## Root Cause\n", "## What Went Well\n")],
        [
            "48:4 PM201 error Section `## Root Cause` is missing",
            "72:4 PM204 error Section `What Went Well` appears twice (lines 54 and 72); "
            "the second is ignored",
        ],
        ignore=["PM202", "PM520"],
    ),
    fails(
        "PM310",
        "row-that-would-confirm-the-day",
        [("| 00:55 | Restored: all batches loaded again |\n", "")],
        ["21:1 PM310 error No row is marked as the moment when service was restored"],
    ),
    fails(
        "PM610",
        "not-where-the-year-of-the-incident-is-wrong",
        [(DATE, "**Date:** 2052-03-14"), (DETECT, DETECT.replace("Done", "TODO"))],
        [
            "11:11 PM121 error File name says `2025-03-14`, the incident date is `2052-03-14`; "
            "did you mean `2025-03-14`?"
        ],
        ignore=["PM615", "PM619"],
    ),
    fails(
        "PM304",
        "a-letter-for-a-digit",
        [("| 23:02 |", "| 23:O2 |")],
        ["26:3 PM304 error `23:O2` is not a time of day; use HH:MM, 00:00 to 23:59"],
    ),
    fails(
        "PM217",
        "the-next-block-begins-in-it",
        [("rows = 0;\n```", "rows = 0;\n\n### Relevant Logs\n\n```text\n22:05 ERROR\n```")],
        [
            "107:1 PM217 error Code block opened on line 107 ends only on line 115, "
            "with the beginning of another in it"
        ],
    ),
    fails(
        "PM217",
        "too-few-marks-close-nothing",
        [("rows = 0;\n```", "rows = 0;\n``\n\n```text\n22:05 ERROR\n```")],
        [
            "107:1 PM217 error Code block opened on line 107 ends only on line 114, "
            "with the beginning of another in it"
        ],
    ),
    fails(
        "PM217",
        "too-many-marks-open-it",
        [("```sql", "````sql"), ("rows = 0;\n```", "rows = 0;\n```\n\n```text\n22:05 ERROR\n```")],
        [f"107:1 PM217 error {OPEN.format(107)}"],
    ),
    fails(
        "PM212",
        "no-detail-of-a-dimension",
        [("| Customer impact | None |", "| Customer impact |")],
        ["45:1 PM212 error Row has 1 cell, the header has 2"],
    ),
    fails(
        "PM212",
        "no-event",
        [("| 22:17 | Acknowledged by the data on-call |", "| 22:17 |")],
        ["25:1 PM212 error Row has 1 cell, the header has 2"],
    ),
    fails(
        "PM212",
        "nothing-behind-the-owner",
        [(DETECT, "| 3 | Detect: alert on batches without rows | Sam Example |")],
        ["90:1 PM212 error Row has 3 cells, the header has 7"],
    ),
    fails(
        "PM212",
        "cells-moved-to-the-left",
        [(DETECT, DETECT.replace(" Sam Example |", ""))],
        ["90:1 PM212 error Row has 6 cells, the header has 7"],
    ),
    fails(
        "PM212",
        "cells-moved-to-the-right",
        [(DETECT, DETECT.replace("batches without", "batches | without"))],
        ["90:88 PM212 error Row has 8 cells, the header has 7; the last one is lost"],
    ),
    fails(
        "PM212",
        "a-table-that-is-not-read",
        [("Nothing compared", "\n\n| a | b |\n|---|---|\n| 1 |\n\nNothing compared")],
        ["60:1 PM212 warning Row has 1 cell, the header has 2"],
    ),
    fails(
        "PM121",
        "date-and-timeline-in-other-months",
        [*DAYS, (DATE, "**Date:** 2025-05-14")],
        ["11:11 PM121 error File name says `2025-03-14`, the incident date is `2025-05-14`"],
    ),
    fails(
        "PM121",
        "file-name-in-another-month",
        [*DAYS],
        ["11:11 PM121 error File name says `2025-05-14`, the incident date is `2025-03-14`"],
        uri=MOVED,
    ),
    fails(
        "PM121",
        "date-in-another-year-and-month",
        [*DAYS, (DATE, "**Date:** 2024-01-14")],
        ["11:11 PM121 error File name says `2025-03-14`, the incident date is `2024-01-14`"],
        ignore=["PM6", "PM7"],
    ),
    fails(
        "PM121",
        "two-mistakes",
        [*DAYS, (DATE, "**Date:** 2025-05-14")],
        [
            "11:11 PM121 error File name says `2025-09-14`, the incident date is `2025-05-14`",
            "24:3 PM313 error Row is dated 2025-03-14, 61 days before the incident, "
            "and no dated row is near it",
        ],
        uri="postmortems/2025-09-14-orders-mart-stale.md",
    ),
    fails(
        "PM121",
        "not-the-day-in-utc",
        [(DATE, "**Date:** 2025-03-14T13:30-05:00")],
        ["11:11 PM121 error File name says `2025-03-15`, the incident date is `2025-03-14`"],
        uri=NEXT_DAY,
    ),
    fails(
        "PM121",
        "utc-itself",
        [(DATE, "**Date:** 2025-03-14T23:30Z")],
        ["11:11 PM121 error File name says `2025-03-15`, the incident date is `2025-03-14`"],
        uri=NEXT_DAY,
    ),
    fails(
        "PM217",
        "whys-in-a-code-block",
        [("## 5 Whys Analysis\n", "## 5 Whys Analysis\n\n```text\nlog\n")],
        [f"60:1 PM217 error {FENCED.format(60, 113)}"],
    ),
    fails(
        "PM217",
        "timeline-in-a-code-block",
        [("All times in UTC.\n", "All times in UTC.\n\n```text\nlog\n")],
        [f"21:1 PM217 error {FENCED.format(21, 113)}"],
    ),
    fails(
        "PM217",
        "metadata-in-a-code-block",
        [("**Incident ID:**", "```text\nlog\n\n**Incident ID:**")],
        [f"10:1 PM217 error {FENCED.format(10, 113)}"],
    ),
    fails(
        "PM217",
        "placeholder-behind-it",
        behind_the_fence("{HH:MM}"),
        [f"107:1 PM217 error {OPEN.format(107)}"],
    ),
    fails(
        "PM217",
        "sections-behind-it",
        behind_the_fence("## Timeline\n\nNone.\n\n## Impact\n"),
        [f"107:1 PM217 error {OPEN.format(107)}"],
    ),
    fails(
        "PM217",
        "table-behind-it",
        behind_the_fence("Rows:\n| a | b |\n|---|---|\n| 1 | 2 |"),
        [f"107:1 PM217 error {OPEN.format(107)}"],
    ),
    fails(
        "PM217",
        "before-it-all-is-told",
        [*UNCLOSED, ("P2 (raised from P3)", "P7")],
        [
            "12:15 PM111 error Severity `P7` is not one of P1, P2, P3, P4",
            f"107:1 PM217 error {OPEN.format(107)}",
        ],
    ),
    fails(
        "PM801",
        "behind-an-open-code-block",
        behind_the_fence("key=" + "AKIA" + "Q3EGTRNB5OFZ7CVK"),
        [
            f"107:1 PM217 error {OPEN.format(107)}",
            "111:5 PM801 error Looks like an AWS access key",
        ],
    ),
]
PASSES = [
    passes(
        "PM014",
        "in-a-code-block",
        [("rows = 0;\n```", f"rows = 0;\n```\n\n```text\n{conflict('a', 'b')}```")],
    ),
    passes("PM014", "only-a-beginning", [("by default. |\n", "by default. |\n\n<<<<<<< HEAD is git's\n")]),
    passes(
        "PM217",
        "a-block-in-a-longer-one",
        [("```sql", "````sql"), ("rows = 0;\n```", "rows = 0;\n```text\n22:05\n```\n````")],
    ),
    passes(
        "PM217",
        "markdown-in-a-block",
        [("```sql", "```markdown"), ("rows = 0;\n```", "rows = 0;\n```text\n22:05\n```")],
    ),
    passes("PM121", "day-in-utc", [(DATE, "**Date:** 2025-03-14T23:30-05:00")], uri=NEXT_DAY),
    passes("PM121", "day-where-it-was", [(DATE, "**Date:** 2025-03-14T23:30-05:00")], uri=DAY_BEFORE),
    passes("PM121", "zone-by-name", [(DATE, "**Date:** 2025-03-14 23:30 EST")], uri=NEXT_DAY),
    passes("PM121", "day-in-utc-before", [(DATE, "**Date:** 2025-03-15T01:30+09:00")], uri=DAY_BEFORE),
    passes(
        "PM121",
        "day-in-the-zone-of-the-timeline",
        [(DATE, "**Date:** 2025-03-15T03:30Z"), ("times in UTC", "times in EST")],
        uri=DAY_BEFORE,
    ),
]

test_fails, test_passes = both(FAILS, PASSES)


@pytest.mark.parametrize(
    ("find", "replace", "uri", "said"),
    [
        (
            "| Customer impact | None |",
            "| Customer impact |",
            URI,
            "add the missing `|` or cell: write what was affected, or `None`",
        ),
        (
            DETECT,
            "| 3 | Detect: alert on batches without rows | Sam Example |",
            URI,
            "add the missing cells; an empty one is `| |`",
        ),
        (DATE, "**Date:** 2025-05-14", URI, "write `2025-03-14`, as in the timeline"),
        (DATE, DATE, MOVED, "rename the file: the timeline has the same date as the metadata"),
    ],
)
def test_the_advice_leads_to_what_mends_it(find: str, replace: str, uri: str, said: str) -> None:
    (found,) = judged(edited(text_of("valid"), (*DAYS, (find, replace))), uri)
    assert found.help == said


def test_without_the_rule_about_the_cause_all_is_told() -> None:
    text = edited(text_of("valid"), (("| Customer impact | None |", "| Customer impact |"),))
    missing = ["45:20 PM403 error `Customer impact` is empty; write `None` if there was none"]
    assert rows(judged(text, ignore=["PM212"])) == missing
    silenced = text.replace("## Impact\n", "## Impact\n\n<!-- pm: ignore[PM212] generated -->\n")
    assert [each.code for each in judged(silenced)] == ["PM403"]
    fenced = edited(text_of("valid"), tuple(behind_the_fence("{HH:MM}")))
    assert [each.code for each in judged(fenced, ignore=["PM217"])] == ["PM102"]


def test_a_row_may_have_the_day_in_utc_of_the_incident_it_names() -> None:
    earlier = edited(text_of("earlier"), (("**Date:** 2024-11-02", "**Date:** 2024-11-01T23:30-05:00"),))
    assert judge(archive_of({URI: text_of("valid"), EARLIER: earlier}), TODAY) == []
    earlier = earlier.replace("T23:30-05:00", "T13:30-05:00")
    found = judge(archive_of({URI: text_of("valid"), EARLIER: earlier}), TODAY)
    assert rows([each for each in found if each.path == URI]) == [
        "101:18 PM702 error INC-2024-031 is dated 2024-11-01 there, 2024-11-02 here"
    ]


# What is quadratic takes minutes.
@pytest.mark.parametrize("unit", ["=======\n", "<<<<<<< a\n", "<<<<<<< a\n=======\n", "text\n"])
def test_a_conflict_without_an_end_is_looked_for_once(unit: str) -> None:
    text = "<<<<<<< a\n" + unit * 60_000
    assert list(_CONFLICT.finditer(text)) == []
    assert len(list(_CONFLICT.finditer(f"{text}<<<<<<< b\nx\n=======\ny\n>>>>>>> c\n"))) == 1
