from __future__ import annotations

from datetime import date

import pytest

from mkdocs_postmortem.document.dates import (
    NO_HINTS,
    FoundDate,
    Hints,
    calendar_day,
    day_order,
    find_date,
    find_day,
    find_yearless,
    month_number,
    yearless_order,
)

MARCH_14 = date(2025, 3, 14)


@pytest.mark.parametrize(
    ("text", "start", "end", "day", "iso"),
    [
        ("2025-03-14", 0, 10, MARCH_14, True),
        ("on 2025-03-14, late", 3, 13, MARCH_14, True),
        ("2025-03-14T22:05:00Z", 0, 10, MARCH_14, True),
        ("2025-03-13 to 2025-03-15", 0, 10, date(2025, 3, 13), True),
        ("2024-02-29", 0, 10, date(2024, 2, 29), True),
        ("2025-3-14", 0, 9, MARCH_14, False),
        ("2025/03/14", 0, 10, MARCH_14, False),
        ("2025.03.14", 0, 10, MARCH_14, False),
        ("14.03.2025", 0, 10, MARCH_14, False),
        ("14.3.2025", 0, 9, MARCH_14, False),
        ("03/14/2025", 0, 10, MARCH_14, False),
        ("14/03/2025", 0, 10, MARCH_14, False),
        ("03-14-2025", 0, 10, MARCH_14, False),
        ("05/05/2025", 0, 10, date(2025, 5, 5), False),
        ("14 March 2025", 0, 13, MARCH_14, False),
        ("14th of March 2025", 0, 18, MARCH_14, False),
        ("14. March 2025", 0, 14, MARCH_14, False),
        ("14 mar 2025", 0, 11, MARCH_14, False),
        ("14-Mar-2025", 0, 11, MARCH_14, False),
        ("March 14, 2025", 0, 14, MARCH_14, False),
        ("March 14th 2025 at 9", 0, 15, MARCH_14, False),
        ("Mar. 14, 2025", 0, 13, MARCH_14, False),
        ("Sept 3, 2025", 0, 12, date(2025, 9, 3), False),
        ("Friday March 14th, 2025 - Monday", 7, 23, MARCH_14, False),
        ("5 nodes died, then on 14 March 2025", 22, 35, MARCH_14, False),
        ("14/Mar/25 4:05 PM", 0, 9, MARCH_14, False),
        ("until 14/mar/2025", 6, 17, MARCH_14, False),
        ("(14-Mar-25)", 1, 10, MARCH_14, False),
    ],
)
def test_a_date_is_found_where_it_stands(text: str, start: int, end: int, day: date, iso: bool) -> None:
    assert find_date(text) == FoundDate(start, end, day, iso)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no date",
        "14 March",
        "March 2025",
        "3 nodes 2025",
        "22:05",
        "1.2.3",
        "10.0.0.1",
        "24/7",
        "5/10/15",
        "v2025-03",
        "v2025.03.14",
        "0000-01-01",
        "9999-12-31",
        "12025-03-14",
        "2025-03-141",
        "11/03/202",
        "29/Jun/22/1",
        "/2022/29/Jun/22",
        "29/Jux/22",
        "29/Jun-22",
        "129/Jun/22",
        "Marching 14, 2025",
        "2 may 20255",
    ],
)
def test_no_date_is_found_where_there_is_none(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-02-30", True),
        ("2025-13-01", True),
        ("2025-00-10", True),
        ("31.04.2025", False),
        ("31 June 2025", False),
    ],
)
def test_a_day_that_the_calendar_lacks_is_found_without_a_day(text: str, iso: bool) -> None:
    assert find_date(text) == FoundDate(0, len(text), None, iso)


def test_an_impossible_slashed_date_is_neither_a_day_nor_ambiguous() -> None:
    assert find_date("14/14/2025") == FoundDate(0, 10, None, False, ambiguous=False)


@pytest.mark.parametrize("text", ["03/04/2025", "3-4-2025", "12/11/2025"])
def test_a_date_with_two_readings_is_ambiguous(text: str) -> None:
    assert find_date(text) == FoundDate(0, len(text), None, False, ambiguous=True)


@pytest.mark.parametrize(
    ("text", "hints", "day"),
    [
        ("03/04/2025", Hints(near=date(2025, 3, 4)), date(2025, 3, 4)),
        ("03/04/2025", Hints(near=date(2025, 4, 1)), date(2025, 4, 3)),
        ("03/04/2025", Hints(near=date(2025, 4, 25)), date(2025, 4, 3)),
        ("03/04/2025", Hints(day_first=True), date(2025, 4, 3)),
        ("03/04/2025", Hints(day_first=False), date(2025, 3, 4)),
        ("03/04/2025", Hints(near=date(2025, 9, 1), day_first=False), date(2025, 3, 4)),
        ("7/6/23", Hints(near=date(2023, 7, 5)), date(2023, 7, 6)),
        ("4/21/23", Hints(), date(2023, 4, 21)),
        ("4/21/23", Hints(near=date(2023, 4, 25)), date(2023, 4, 21)),
        ("24/07/25", Hints(near=date(2025, 7, 23)), date(2025, 7, 24)),
    ],
)
def test_the_rest_of_the_document_settles_a_date(text: str, hints: Hints, day: date) -> None:
    found = find_date(text, hints)
    assert found is not None
    assert (found.day, found.ambiguous, found.iso) == (day, False, False)


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("03/04/2025", Hints(near=date(2025, 11, 1))),
        ("03/04/2025", Hints(near=date(2025, 3, 19))),  # both readings are within a month
        ("7/6/23", Hints(near=date(2025, 7, 5))),
    ],
)
def test_what_does_not_settle_it_leaves_a_date_ambiguous(text: str, hints: Hints) -> None:
    found = find_date(text, hints)
    assert found is not None
    assert (found.day, found.ambiguous) == (None, True)


def test_a_two_digit_year_far_from_the_incident_is_no_day() -> None:
    found = find_date("4/21/23", Hints(near=date(2025, 4, 21)))
    assert found is not None
    assert (found.day, found.ambiguous) == (None, False)


@pytest.mark.parametrize(
    ("text", "start", "end", "day"),
    [
        ("May 12", 0, 6, date(2025, 5, 12)),
        ("15 May", 0, 6, date(2025, 5, 15)),
        ("Feb 21, 13:00", 0, 6, date(2025, 2, 21)),
        ("19. April, 11:00", 0, 9, date(2025, 4, 19)),
        ("July 23 4:10 AM", 0, 7, date(2025, 7, 23)),
        ("Saturday Oct 30th: wave", 9, 17, date(2025, 10, 30)),
        ("1st of December", 0, 15, date(2025, 12, 1)),
    ],
)
def test_a_date_without_a_year(text: str, start: int, end: int, day: date) -> None:
    assert find_yearless(text, 2025) == FoundDate(start, end, day, False)
    assert find_day(text, Hints(year=2025)) == FoundDate(start, end, day, False)
    assert find_day(text, NO_HINTS) is None


@pytest.mark.parametrize("text", ["2 may be lost", "12 May2", "May 12:30", "Maybe 12", "mar 3", "", "May"])
def test_no_yearless_date_in_other_words(text: str) -> None:
    assert find_yearless(text, 2025) is None


def test_the_29th_of_february_needs_a_leap_year() -> None:
    assert find_yearless("Feb 29", 2024) == FoundDate(0, 6, date(2024, 2, 29), False)
    assert find_yearless("Feb 29", 2025) == FoundDate(0, 6, None, False)


@pytest.mark.parametrize(
    ("texts", "day_first"),
    [
        (["13/04/2025"], True),
        (["04/13/2025", "1/2/2025"], False),
        (["timeline 01/05/2024 - 02/28/2024"], False),
        (["1/2/2025"], None),
        (["13/04/2025", "04/13/2025"], None),
        (["4/21/23"], None),
        ([], None),
    ],
)
def test_the_order_of_a_documents_dates(texts: list[str], day_first: bool | None) -> None:
    assert day_order(texts) is day_first


@pytest.mark.parametrize(
    ("name", "number"),
    [("jan", 1), ("January", 1), ("SEPT", 9), ("sep", 9), ("december", 12), ("Janu", None), ("ma", None)],
)
def test_months(name: str, number: int | None) -> None:
    assert month_number(name) == number


def test_calendar_days() -> None:
    assert calendar_day(2024, 2, 29) == date(2024, 2, 29)
    assert calendar_day(2025, 2, 29) is None
    assert calendar_day(0, 1, 1) is None


@pytest.mark.parametrize(
    ("texts", "day_first", "behind"),
    [
        (["5/1 6:10pm", "5/2 1am"], None, False),
        (["1/5 18:10", "2/5 01:00"], None, True),
        (["5/20 18:10"], None, False),  # no other order has such a day
        (["1/5 18:10", "5/1 18:10"], None, None),  # each order has a day that is not near
        (["3/4 18:10"], None, None),
        (["5/5 18:10", "5/5"], None, False),
        (["5/4 18:10", "6/4 01:00"], None, None),
        (["5/4 18:10", "13/13 01:00"], None, False),
        (["5/6 18:10", "6/5 18:10"], None, None),
        (["6/5 18:10 (5/6)", "6/5 18:10"], None, True),
        (["4/20 18:10", "5/6 18:10"], None, False),
        (["4/20 18:10", "5/6 18:10"], True, None),
        (["5/1 of all 18 hosts", "v5/1 18:10", "5/1/2 18:10", "errors in 5/1"], None, None),
        ([], None, None),
    ],
)
def test_the_order_of_days_without_a_year(
    texts: list[str], day_first: bool | None, behind: bool | None
) -> None:
    assert yearless_order(texts, date(2017, 5, 1), day_first) is behind


def test_where_both_orders_are_near_the_dates_with_a_year_settle_it() -> None:
    assert yearless_order(["4/5 18:10"], date(2017, 4, 20), None) is None
    assert yearless_order(["4/5 18:10"], date(2017, 4, 20), True) is True
    assert yearless_order(["4/5 18:10"], date(2017, 4, 20), False) is False


@pytest.mark.parametrize(
    ("text", "hints", "day", "ambiguous"),
    [
        ("5/1 6:10pm", Hints(near=date(2017, 5, 1), month_behind=False), date(2017, 5, 1), False),
        ("5/1, 18:10", Hints(near=date(2017, 1, 5), month_behind=True), date(2017, 1, 5), False),
        ("5/1 at 6 PM", Hints(near=date(2017, 5, 1), month_behind=False), date(2017, 5, 1), False),
        ("18:10 (5/1)", Hints(near=date(2017, 5, 1), month_behind=False), date(2017, 5, 1), False),
        ("1/1 00:10", Hints(near=date(2017, 12, 31), month_behind=False), date(2018, 1, 1), False),
        ("12/31 23:10", Hints(near=date(2018, 1, 1), month_behind=False), date(2017, 12, 31), False),
        ("2/29 10:00", Hints(near=date(2017, 3, 1), month_behind=False), None, True),
        ("7/1 18:10", Hints(near=date(2017, 5, 1), month_behind=False), None, True),
        ("5/1 18:10", Hints(near=date(2017, 5, 1)), None, True),
        ("5/1 18:10", Hints(year=2017, month_behind=False), None, True),
        ("5/1 18:10", NO_HINTS, None, True),
        ("13/14 18:10", Hints(near=date(2017, 5, 1), month_behind=False), None, False),
    ],
)
def test_a_day_without_a_year(text: str, hints: Hints, day: date | None, ambiguous: bool) -> None:
    found = find_day(text, hints)
    assert found is not None
    assert (found.day, found.ambiguous, found.iso) == (day, ambiguous, False)
    assert "/" in text[found.start : found.end]
    assert text[found.start : found.end].replace("/", "").isdigit()
