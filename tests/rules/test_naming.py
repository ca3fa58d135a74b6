"""PM108, PM110, PM120, PM121: whether ID, date and the file's name agree."""

from __future__ import annotations

from datetime import date

import pytest

from mkdocs_postmortem.rules import judge
from tests.rules.support import (
    EARLIER,
    URI,
    archive_of,
    both,
    edited,
    fails,
    judged,
    passes,
    text_of,
)

ID = "**Incident ID:** INC-2025-014"
DATE = "**Date:** 2025-03-14"
DATED = r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+"
NEW_YEAR = "postmortems/orders-mart-stale.md"
FAILS = [
    fails(
        "PM108",
        "earlier-year",
        [(ID, "**Incident ID:** INC-2023-014")],
        ["10:18 PM108 warning Incident ID `INC-2023-014` is from 2023, the date is `2025-03-14`"],
    ),
    fails(
        "PM108",
        "next-year-in-march",
        [(ID, "**Incident ID:** INC-2026-002")],
        ["10:18 PM108 warning Incident ID `INC-2026-002` is from 2026, the date is `2025-03-14`"],
    ),
    fails(
        "PM108",
        "in-the-title",
        [(ID + "\n", ""), ("# Incident Postmortem: Orders", "# INC-2023-014: Orders")],
        ["8:3 PM108 warning Incident ID `INC-2023-014` is from 2023, the date is `2025-03-14`"],
    ),
    fails(
        "PM108",
        "in-the-file-name",
        [(ID + "\n", "")],
        ["10:11 PM108 warning Incident ID `INC-2023-014` is from 2023, the date is `2025-03-14`"],
        uri="postmortems/INC-2023-014.md",
    ),
    fails(
        "PM108",
        "draft",
        [(ID, "**Incident ID:** INC-2023-014")],
        ["10:18 PM108 info Incident ID `INC-2023-014` is from 2023, the date is `2025-03-14`"],
        base="draft",
    ),
    fails(
        "PM110",
        "next-year",
        [(DATE, "**Date:** 2026-03-14"), (ID, "**Incident ID:** INC-2026-014")],
        ["11:11 PM110 warning Incident date `2026-03-14` is in the future"],
        uri=NEW_YEAR,
        ignore=["PM3", "PM6", "PM7"],
    ),
    fails(
        "PM120",
        "no-date",
        [],
        [
            "8:3 PM120 warning File name `orders-final2` does not match "
            r"`\d{4}-\d{2}-\d{2}-[a-z0-9-]+`"
        ],
        uri="postmortems/orders-final2.md",
        file_name=DATED,
    ),
    fails(
        "PM121",
        "another-day",
        [],
        ["11:11 PM121 error File name says `2025-03-15`, the incident date is `2025-03-14`"],
        uri="postmortems/2025-03-15-orders-mart-stale.md",
    ),
    fails(
        "PM121",
        "another-id",
        [],
        ["10:18 PM121 error File name says `INC-2025-041`, the incident ID is `INC-2025-014`"],
        uri="postmortems/INC-2025-041-orders.md",
    ),
    fails(
        "PM121",
        "draft",
        [],
        ["11:11 PM121 warning File name says `2025-03-15`, the incident date is `2025-03-14`"],
        base="draft",
        uri="postmortems/20250315.md",
    ),
]
PASSES = [
    passes(
        "PM108",
        "number-like-a-year",
        [(ID, "**Incident ID:** INC-2031")],
        id_pattern=r"INC-[\d-]+",
    ),
    passes(
        "PM108",
        "bad-date",
        [(ID, "**Incident ID:** INC-2023-014"), (DATE, "**Date:** 14.03.2025")],
        ignore=["PM109"],
    ),
    passes("PM110", "far-back", [], base="reviewed"),
    passes("PM120", "matches", [], file_name=DATED),
    passes("PM120", "off-by-default", [], uri="postmortems/final 2.md"),
    passes("PM121", "no-date-in-the-name", [], uri="postmortems/orders.md"),
    passes(
        "PM121",
        "within-the-range",
        [(DATE, "**Date:** 2025-03-14 to 2025-03-16")],
        uri="postmortems/2025-03-15-orders.md",
    ),
    passes("PM121", "id-of-something-else", [], uri="postmortems/KAFKA-12 renamed a column.md"),
    passes("PM121", "id-otherwise-written", [], uri="postmortems/INC2025_14 - Orders.md"),
    passes("PM121", "version-in-the-name", [], uri="postmortems/loader-2.2025.0314-upgrade.md"),
]


test_fails, test_passes = both(FAILS, PASSES)


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2025-11-30", True), ("2025-12-01", False), ("2026-01-02", False), ("2027-01-01", True)],
)
def test_an_id_may_be_given_a_month_into_the_next_year(day: str, expected: bool) -> None:
    text = edited(text_of("valid"), ((DATE, f"**Date:** {day}"), (ID, "**Incident ID:** INC-2026-001")))
    found = judged(text, NEW_YEAR, select=["PM108"])
    assert [each.code for each in found] == ["PM108"] * expected


# One of its items was done in April.
@pytest.mark.parametrize(("today", "expected"), [(13, "PM623"), (12, "PM110")])
def test_one_day_ahead_is_still_today_somewhere(today: int, expected: str) -> None:
    archive = archive_of({URI: text_of("valid"), EARLIER: text_of("earlier")})
    found = judge(archive, date(2025, 3, today), {URI})
    assert [each.code for each in found] == [expected]


def test_the_command_that_renames_is_shown() -> None:
    (found,) = judged(text_of("valid"), "postmortems/2025-03-15-orders.md")
    assert found.fix is not None
    assert (found.fix.safety, found.fix.edits) == ("display", ())
    assert found.fix.title == 'git mv "postmortems/2025-03-15-orders.md" "postmortems/2025-03-14-orders.md"'


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        (DATED, "2025-03-14-orders-mart-stale-after-a-schema-change"),
        (r"INC-\d{4}-\d+", "INC-2025-014"),
        (r"inc-\d{4}-\d+-.+", "inc-2025-014-orders-mart-stale-after-a-schema-change"),
        (r"[a-z-]+", "orders-mart-stale-after-a-schema-change"),
    ],
)
def test_a_name_that_fits_is_proposed(pattern: str, name: str) -> None:
    assert _help("postmortems/No 1.md", pattern) == f"rename the file to `{name}.md`"


def test_where_none_fits_none_is_proposed() -> None:
    assert _help(URI, "pm[0-9]+") == "rename the file"


def _help(uri: str, pattern: str) -> str:
    (found,) = (each for each in judged(text_of("valid"), uri, file_name=pattern) if each.path == uri)
    assert found.code == "PM120"
    return found.help
