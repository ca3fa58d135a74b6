"""PM702 to PM712: rows of Related Incidents, mentions, links and queries."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.rules import KnownFiles, judge
from tests.rules.mending import Fixed, check_fix, fixed
from tests.rules.support import (
    TODAY,
    URI,
    Edit,
    archive_of,
    both,
    edited,
    fails,
    passes,
    rows,
    text_of,
)

R = "| INC-2024-031 | 2024-11-02 | The same loader, and a column of another type |\n"
OTHER = "| INC-2023-007 | 2023-02-03 | The same cause |\n"
HEAD = "| Incident | Date | Similarity |\n|----------|------|------------|\n"
CAUSE = "The loader matched columns by name"
SQL = "-- Which batches were dropped?\n"


def cause(text: str) -> list[Edit]:
    """Return the edit that puts a sentence into the root cause."""
    return [(CAUSE, f"{text} {CAUSE}")]


FAILS = [
    fails(
        "PM702",
        "another-day",
        [(R, R.replace("2024-11-02", "2024-11-20"))],
        ["101:18 PM702 error INC-2024-031 is dated 2024-11-02 there, 2024-11-20 here"],
    ),
    fails(
        "PM702",
        "in-words",
        [(R, R.replace("2024-11-02", "Nov 12, 2024 (night)"))],
        ["101:18 PM702 error INC-2024-031 is dated 2024-11-02 there, 2024-11-12 here"],
    ),
    fails(
        "PM704",
        "other-spelling",
        [(R, R + R.replace("INC-2024-031", "[The loader](2024-11-02-loader-rejects-type.md)"))],
        ["102:4 PM704 warning INC-2024-031 is listed twice"],
    ),
    fails(
        "PM704",
        "of-another-archive",
        [(R, R + OTHER + OTHER)],
        ["103:3 PM704 warning `INC-2023-007` is listed twice"],
        external_ids=r"INC-2023-\d+",
    ),
    fails(
        "PM705",
        "one-way",
        [],
        ["101:3 PM705 info INC-2024-031 does not list this incident"],
        levels={"PM705": "info"},
    ),
    fails(
        "PM706",
        "plain",
        [],
        ["101:3 PM706 info `INC-2024-031` is not a link"],
        levels={"PM706": "info"},
    ),
    fails(
        "PM707",
        "in-prose",
        [(HEAD + R, "None known.\n"), *cause("As in INC-2024-031, and INC-2024-031 again.")],
        ["56:7 PM707 info INC-2024-031 is mentioned but not listed under Related Incidents"],
    ),
    fails(
        "PM707",
        "in-a-cell",
        [(R, OTHER), ("all batches loaded again |", "all loaded again, as in INC-2024-31 |")],
        ["28:45 PM707 info INC-2024-031 is mentioned but not listed under Related Incidents"],
        external_ids=r"INC-2023-\d+",
    ),
    fails(
        "PM708",
        "empty",
        [(R, "| INC-2024-031 | 2024-11-02 | - |\n")],
        ["101:31 PM708 warning Nothing says how INC-2024-031 is similar"],
    ),
    fails(
        "PM709",
        "no-file",
        cause("See [the runbook](../runbooks/pin.md 'Pin')."),
        ["56:19 PM709 error Link target `../runbooks/pin.md` does not exist"],
    ),
    fails(
        "PM709",
        "image-in-a-cell",
        [("all batches loaded again |", "all batches loaded again ![chart](img/a.png) |")],
        ["28:55 PM709 error Link target `img/a.png` does not exist"],
    ),
    fails(
        "PM709",
        "reference",
        [*cause("See [the runbook][pin]."), ("## 5 Whys", "[pin]: <../runbooks/pin.md>\n\n## 5 Whys")],
        ["58:9 PM709 error Link target `../runbooks/pin.md` does not exist"],
    ),
    fails(
        "PM709",
        "own-anchor",
        cause("See [above](#the-timeline)."),
        ["56:13 PM709 error This document has no heading for `#the-timeline`; did you mean `#timeline`?"],
    ),
    fails(
        "PM709",
        "anchor-of-another",
        cause("See [it](2024-11-02-loader-rejects-type.md#root-couse)."),
        [
            "56:10 PM709 error There is no heading for `2024-11-02-loader-rejects-type.md#root-couse`"
            "; did you mean `#root-cause`?"
        ],
    ),
    fails(
        "PM709",
        "draft",
        cause("See [the runbook](../runbooks/pin.md)."),
        ["56:19 PM709 warning Link target `../runbooks/pin.md` does not exist"],
        base="draft",
    ),
    fails("PM710", "no-comment", [(SQL, "")], ["108:1 PM710 warning Nothing says what this query checks"]),
    fails(
        "PM711",
        "list",
        [("tags: [", "guards: [tests/test_schemas.py, 'tests/test_lag.py::test_lag']\ntags: [")],
        ["4:34 PM711 warning Guard `tests/test_lag.py::test_lag` does not exist"],
    ),
    fails(
        "PM711",
        "line",
        [("tags: [", "guards: alerts/lag.yaml\ntags: [")],
        ["4:9 PM711 warning Guard `alerts/lag.yaml` does not exist"],
    ),
    fails(
        "PM712",
        "delete",
        [("SELECT batch, rows FROM loader.log WHERE rows = 0;", "SELECT 1;\ndelete from loader.log;")],
        ["110:1 PM712 info Query has `delete from` without `WHERE`"],
        preview=True,
    ),
    fails(
        "PM712",
        "truncate",
        [("SELECT batch, rows FROM loader.log WHERE rows = 0;", "TRUNCATE TABLE loader.log")],
        ["109:1 PM712 info Query has `TRUNCATE`"],
        preview=True,
    ),
]

PASSES = [
    passes("PM702", "another-form-of-the-day", [(R, R.replace("2024-11-02", "2 November 2024"))]),
    passes("PM702", "ambiguous", [(R, R.replace("2024-11-02", "05/06/2024"))]),
    passes("PM702", "no-date", [(R, R.replace("2024-11-02", ""))]),
    passes("PM704", "another", [(R, R + OTHER)], ignore=["PM701"]),
    passes("PM704", "words-twice", [(R, R + "| An outage | | Same |\n| An outage | | Same |\n")]),
    passes("PM705", "off", []),
    passes("PM706", "off", []),
    passes(
        "PM706",
        "linked",
        [(R, R.replace("INC-2024-031", "[INC-2024-031](2024-11-02-loader-rejects-type.md)"))],
        levels={"PM706": "info"},
    ),
    passes(
        "PM707",
        "listed-in-front-matter",
        [
            (HEAD + R, "None known.\n"),
            *cause("As in INC-2024-031."),
            ("tags: [", "related: INC-2024-031\ntags: ["),
        ],
    ),
    passes("PM707", "listed", cause("As in INC-2024-031.")),
    passes(
        "PM707",
        "code-link-and-address",
        [
            (HEAD + R, "None known.\n"),
            *cause(
                "`INC-2024-031` and [INC-2024-031](https://x.example/INC-2024-031), https://x.example/INC-2024-031"
            ),
        ],
    ),
    passes("PM707", "itself", cause("INC-2025-014 is this one.")),
    passes("PM707", "of-another-archive", cause("INC-2024-0310 and XINC-2024-031 are not ours.")),
    passes(
        "PM708",
        "no-such-column",
        [(HEAD + R, "| Incident | Date |\n|---|---|\n| INC-2024-031 | 2024-11-02 |\n")],
        ignore=["PM211"],
    ),
    passes("PM708", "list", [(HEAD + R, "- INC-2024-031\n")]),
    passes(
        "PM709",
        "there",
        cause(
            "[A](../runbooks/pin-the-loader.md) [b](2024-11-02-loader-rejects-type.md?x=1#root-cause) "
            "[c](#5-whys-analysis) [d](#timeline_1) [e](../runbooks/a%20(b).md) [f](<../runbooks/a (b).md>)."
        ),
    ),
    passes(
        "PM709",
        "left-alone",
        cause(
            "[A](https://example.org/x.md) [b](/x.md) [c](mailto:a@example.org) [d](../runbooks/) "
            "[e](page.html) [f](../runbooks/pin-the-loader.md#no-such) [g](#fn:1) `[h](h.md)` "
            "[i]({{ x }}.md) <!-- [j](j.md) -->."
        ),
    ),
    passes(
        "PM709",
        "given-anchor",
        [*cause("[A](#my-own)."), ("## Impact\n", '<a id="my-own"></a>\n\n## Impact\n')],
    ),
    passes("PM709", "code-block", [(SQL, SQL + "-- [a](b.md)\n")]),
    passes("PM710", "explained-above", [(f"```sql\n{SQL}", "Which batches were dropped?\n\n```sql\n")]),
    passes("PM710", "no-sql", [(f"```sql\n{SQL}", "```text\n")]),
    passes(
        "PM711",
        "there",
        [("tags: [", "guards: [tests/test_schemas.py::test_names, alerts/lag.yml]\ntags: [")],
    ),
    passes("PM711", "address", [("tags: [", 'guards: "https://alerts.example.org/1"\ntags: [')]),
    passes(
        "PM712",
        "bounded-and-quoted",
        [
            (
                "SELECT batch, rows FROM loader.log WHERE rows = 0;",
                "DELETE FROM loader.log WHERE rows = 0;\n-- DROP TABLE a;\n"
                "SELECT 'x; drop table a', updated_at FROM b;",
            )
        ],
        preview=True,
    ),
    passes(
        "PM712", "off", [("SELECT batch, rows FROM loader.log WHERE rows = 0;", "DROP TABLE loader.log;")]
    ),
]

FIXES = [
    fixed("PM701", "near", [(R, R.replace("031", "013"))], None, "unsafe"),
    fixed("PM701", "far", [(R, OTHER)], [], None),
    fixed("PM702", "day", [(R, R.replace("2024-11-02", "2024-11-20"))], None),
    fixed(
        "PM702",
        "the-id-may-be-wrong",
        [(R, R.replace("2024-11-02", "2025-03-14"))],
        None,
        "unsafe",
    ),
    fixed("PM703", "blank", [(R, R + "| INC-2025-014 | | |\n")], None),
    fixed(
        "PM703",
        "says-something",
        [(R, R + "| INC-2025-014 | 2025-03-14 | This one |\n")],
        None,
        "unsafe",
    ),
    fixed("PM703", "the-only-row", [(R, R.replace("2024-031", "2025-014"))], [], None),
    fixed("PM704", "same-words", [(R, R + R)], None),
    fixed("PM704", "no-words", [(R, R + "| inc 2024/31 | | |\n")], None),
    fixed("PM704", "other-words", [(R, R + R.replace("column", "table"))], None, "unsafe"),
    fixed("PM704", "list", [(HEAD + R, "- INC-2024-031\n- INC-2024-031\n")], [], None),
    fixed(
        "PM706",
        "plain",
        [],
        [("| INC-2024-031 |", "| [INC-2024-031](2024-11-02-loader-rejects-type.md) |")],
        levels={"PM706": "info"},
    ),
    fixed(
        "PM707",
        "row",
        [(R, OTHER), *cause("As in INC-2024-031.")],
        [(OTHER, OTHER + "| INC-2024-031 | 2024-11-02 | |\n")],
        "display",
        external_ids=r"INC-2023-\d+",
        left=("PM708",),
    ),
    fixed("PM707", "no-table", [(HEAD + R, "None known.\n"), *cause("As in INC-2024-031.")], [], None),
]


test_fails, test_passes = both(FAILS, PASSES)


@pytest.mark.parametrize("case", FIXES, ids=lambda case: case.id)
def test_fixes(case: Fixed) -> None:
    check_fix(case)


def test_a_door_that_knows_no_files_says_nothing_of_them() -> None:
    text = edited(
        text_of("valid"), (*cause("See [it](no-such.md)."), ("tags: [", "guards: no-such.py\ntags: ["))
    )
    archive = archive_of({URI: text}, ignore=["PM701"])
    assert rows(judge(archive, TODAY)) == []
    found = judge(archive, TODAY, files=KnownFiles(in_project=lambda _: False))
    assert [each.code for each in found] == ["PM711"]


def test_an_id_of_another_archive_is_not_looked_for() -> None:
    text = edited(text_of("valid"), ((R, OTHER + OTHER.replace("007", "008")),))
    assert [each.code for each in judge(archive_of({URI: text}), TODAY)] == ["PM701", "PM701"]
    assert judge(archive_of({URI: text}, external_ids=r"INC-2023-\d+"), TODAY) == []
