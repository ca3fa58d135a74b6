from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from mkdocs_postmortem.document.dates import Hints
from mkdocs_postmortem.document.times import TimeOfDay, find_zone, moment, read_time, time_head, zone_info
from mkdocs_postmortem.document.zones import is_zone

DAY = date(2025, 3, 14)
HINTS = Hints(year=2025, near=DAY)


def said(text: str, hints: Hints = HINTS) -> dict[str, object]:
    """Return what a time cell says, without what it does not say, and without where it ends."""
    read = read_time(text, hints)._asdict()
    read.pop("end")
    return {key: value for key, value in read.items() if value is not None and value is not False}


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("22:05", 1325),
        ("2:05", 125),
        ("02:05", 125),
        ("00:00", 0),
        ("23:59", 1439),
        ("24:00", 1440),
        ("22:05:30", 1325.5),
        ("22:05:30.250", 1325.5),
        ("**22:05**", 1325),
        ("`22:05`", 1325),
        ("(22:05)", 1325),
        ("22:05:", 1325),
        ("22:05-22:10", 1325),
        ("22:05 – 22:10", 1325),
        ("22:05 to 22:10", 1325),
        ("14:20-2:00", 860),
        ("12:48 (5:48 PDT)", 768),
    ],
)
def test_a_clock(text: str, minutes: float) -> None:
    assert said(text) == {"state": "clock", "minutes": minutes}


@pytest.mark.parametrize(
    ("text", "minutes", "zone"),
    [
        ("22:05Z", 1325, "Z"),
        ("22:05 UTC", 1325, "UTC"),
        ("22:05 (UTC)", 1325, "UTC"),
        ("22:05 CET", 1325, "CET"),
        ("22:05 IST", 1325, "IST"),
        ("22:05 UTC+2", 1325, "UTC+2"),
        ("22:05+02:00", 1325, "+02:00"),
        ("22:05 Europe/Berlin", 1325, "Europe/Berlin"),
        ("UTC 22:05", 1325, "UTC"),
        ("22:05-22:10 UTC", 1325, "UTC"),
        ("22:05 local (CET)", 1325, "CET"),
        ("08:05-08:10", 485, None),
        ("22:05 Berlin", 1325, None),
        ("22:05 API/DNS", 1325, None),
        ("22:05 UTCX", 1325, None),
    ],
)
def test_a_clock_with_its_zone(text: str, minutes: float, zone: str | None) -> None:
    expected = {"state": "clock", "minutes": minutes} | ({"zone": zone} if zone else {})
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("9:05 PM", 1265),
        ("9:05pm", 1265),
        ("9:05 p.m.", 1265),
        ("09:05 am", 545),
        ("12:00 AM", 0),
        ("12:30 PM", 750),
        ("5 PM", 1020),
        ("12am", 0),
        ("13:30 PM", 810),
        ("23:00 AM", 1380),
    ],
)
def test_a_twelve_hour_clock(text: str, minutes: float) -> None:
    assert said(text) == {"state": "clock", "minutes": minutes, "twelve_hour": True}


@pytest.mark.parametrize(
    "text", ["~22:05", "≈22:05", "ca. 22:05", "c. 22:05", "about 22:05", "22:05 approx."]
)
def test_an_approximate_clock(text: str) -> None:
    assert said(text) == {"state": "clock", "minutes": 1325, "about": True}


@pytest.mark.parametrize(
    ("text", "day", "minutes"),
    [
        ("2025-03-14 22:05", DAY, 1325),
        ("2025-03-14  22:05", DAY, 1325),
        ("2025-03-14, 22:05", DAY, 1325),
        ("2025-03-14T22:05", DAY, 1325),
        ("22:05 2025-03-14", DAY, 1325),
        ("14.03.2025 22:05", DAY, 1325),
        ("March 14, 2025 22:05", DAY, 1325),
        ("14 March 2025, 22:05", DAY, 1325),
        ("Mar 14 22:05", DAY, 1325),
        ("14 March, 22:05", DAY, 1325),
        ("03/14/2025 22:05", DAY, 1325),
        ("03/14/25 22:05", DAY, 1325),
    ],
)
def test_a_date_with_a_clock(text: str, day: date, minutes: float) -> None:
    assert said(text) == {"state": "clock", "minutes": minutes, "day": day}


def test_an_iso_date_time_with_an_offset() -> None:
    assert said("2025-03-14T22:05:00+02:00") == {
        "state": "clock", "minutes": 1325, "day": DAY, "zone": "+02:00",
    }  # fmt: skip
    assert said("2025-03-14T22:05:00-0500")["zone"] == "-0500"


def test_a_date_behind_a_twelve_hour_clock_and_a_zone() -> None:
    assert said("10:20 AM PST Friday March 14th") == {
        "state": "clock", "minutes": 620, "day": DAY, "zone": "PST", "twelve_hour": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-03-14", {"state": "day", "day": DAY}),
        ("14 March", {"state": "day", "day": DAY}),
        ("2025-03-14 ??:??", {"state": "unknown", "day": DAY}),
        ("2025-03-14 --:--", {"state": "unknown", "day": DAY}),
        ("2025-03-14 14:??", {"state": "unknown", "day": DAY}),
        ("+1d 00:55", {"state": "clock", "minutes": 55, "plus_days": 1}),
        ("00:55 (+1 day)", {"state": "clock", "minutes": 55, "plus_days": 1}),
        ("+12 days 00:55", {"state": "clock", "minutes": 55, "plus_days": 12}),
        ("Day 1 · 14:20", {"state": "clock", "minutes": 860, "day_number": 1}),
        ("day 2, 09:30", {"state": "clock", "minutes": 570, "day_number": 2}),
        ("Day 0", {"state": "unknown", "day_number": 0}),
        ("2024-02-30 10:00", {"state": "clock", "minutes": 600, "bad_day": True}),
        ("2024-02-30", {"state": "bad", "bad_day": True}),
    ],
)
def test_days_in_a_time_cell(text: str, expected: dict[str, object]) -> None:
    assert said(text) == expected


def test_an_ambiguous_day_needs_hints() -> None:
    assert said("03/04/2025 10:00", Hints()) == {"state": "clock", "minutes": 600, "ambiguous": True}
    assert said("03/04/2025 10:00", Hints(near=date(2025, 4, 2)))["day"] == date(2025, 4, 3)
    assert said("Mar 14 22:05", Hints()) == {"state": "clock", "minutes": 1325}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "?",
        "??",
        "??:??",
        "--:--",
        "14:??",
        "2X:XX",
        "xx:xx",
        "-",
        "—",
        "n/a",
        "unknown",
        "TBD",
        "Time TBC",
        "Jul 2024",
        "**August 2024**",
    ],
)
def test_a_time_said_to_be_unknown(text: str) -> None:
    assert said(text) == {"state": "unknown"}


@pytest.mark.parametrize(
    "text",
    ["25:10", "24:01", "12:60", "9.30", "HH:MM", "{HH:MM}", "noon", "later", "2:1", "1:2:3", "13 PM", "22:5"],
)
def test_what_is_no_time_is_bad(text: str) -> None:
    assert said(text) == {"state": "bad"}


def test_the_twelve_hour_clock_has_no_zero() -> None:
    assert said("0:30 am") == {"state": "bad", "twelve_hour": True}


def test_the_end_of_a_time_is_the_later_of_date_and_clock() -> None:
    assert read_time("22:05").end == 5
    assert read_time("2025-03-14 22:05 foo").end == 16
    assert read_time("22:05 on 2025-03-14").end == 19


@pytest.mark.parametrize("text", ["2025-03-14 9.30", "9.30 2025-03-14", "2025-03-14, 09,30"])
def test_a_clock_with_a_dot_behind_a_date_is_no_time(text: str) -> None:
    assert read_time(text).state == "bad"
    assert read_time(text.replace("9.30", "").replace("09,30", "")).state == "day"
    assert read_time("2025-03-14 (v1.30.2)").state == "day"


def test_only_the_beginning_of_a_long_cell_is_read() -> None:
    assert read_time("x" * 200 + " 22:05") == TimeOfDay("bad")


@pytest.mark.parametrize(
    ("line", "time", "event"),
    [
        ("22:05 we deployed", "22:05", "we deployed"),
        ("22:05: we deployed", "22:05", "we deployed"),
        ("22:05 - we deployed", "22:05", "we deployed"),
        ("22:05 – we deployed", "22:05", "we deployed"),
        ("22:05 | we deployed", "22:05", "we deployed"),
        ("22:05 → we deployed", "22:05", "we deployed"),
        ("22:05, we deployed", "22:05", "we deployed"),
        ("**22:05** we deployed", "22:05", "we deployed"),
        ("**22:05 UTC**: we deployed", "22:05 UTC", "we deployed"),
        ("**22:05 UTC:** we deployed", "22:05 UTC", "we deployed"),
        ("`22:05` we deployed", "22:05", "we deployed"),
        ("[22:05] we deployed", "22:05", "we deployed"),
        ("(22:05) we deployed", "22:05", "we deployed"),
        ("~9:00 AM: we deployed", "~9:00 AM", "we deployed"),
        ("ca. 22:05 we deployed", "ca. 22:05", "we deployed"),
        ("07:30am - first report", "07:30am", "first report"),
        ("5 PM: we deployed", "5 PM", "we deployed"),
        ("22:05-22:10: we waited", "22:05-22:10", "we waited"),
        ("8:20 - 8:24", "8:20 - 8:24", ""),
        ("12:48 (5:48 PDT): the last load", "12:48", "the last load"),
        ("2025-03-14 22:05 we deployed", "2025-03-14 22:05", "we deployed"),
        ("2025-03-14T22:05:00Z we deployed", "2025-03-14T22:05:00Z", "we deployed"),
        ("03/14/2025 - 11:20 CST - we looked", "03/14/2025 - 11:20 CST", "we looked"),
        ("03-14-2025 2:14 pm - a user", "03-14-2025 2:14 pm", "a user"),
        ("March 14, 2025: 7:56am UTC", "March 14, 2025: 7:56am UTC", ""),
        ("**March 14th, 2025, 10:00 AM:** an audit", "March 14th, 2025, 10:00 AM", "an audit"),
        ("10:20 AM PST Friday March 14th: we looked", "10:20 AM PST Friday March 14th", "we looked"),
        ("2025-03-14 - a summary", "2025-03-14", "a summary"),
        ("Mar 14: a summary", "Mar 14", "a summary"),
        ("_3/14/25_", "3/14/25", ""),
        ("-3/14/25_", "3/14/25", ""),
        ("Day 1 · 14:20", "Day 1 · 14:20", ""),
        ("2X:XX (not sure)", "2X:XX", "(not sure)"),
        ("12:30: 14:00 was planned", "12:30", "14:00 was planned"),
        ("15 May", "15 May", ""),
        ("22:05", "22:05", ""),
        ("2025-03-14 (Friday)", "2025-03-14", ""),
        ("14 March 2025, Friday", "14 March 2025", ""),
        ("**2025-03-14** (day 2):", "2025-03-14", ""),
        ("**22:05 UTC (Mar 15)** - we deployed", "22:05 UTC (Mar 15)", "we deployed"),
        ("00:05 (on 15 March): we deployed", "00:05 (on 15 March)", "we deployed"),
        ("00:05 (2025-03-15) we deployed", "00:05 (2025-03-15)", "we deployed"),
        ("22:05 (Mar 15 nodes) we deployed", "22:05", "(Mar 15 nodes) we deployed"),
        ("**Mar 2-5** - pods die", "Mar 2-5", "pods die"),
        ("March 2–5th, 2025: pods die", "March 2–5th, 2025", "pods die"),
        ("[03-14 22:05] we deployed", "03-14 22:05", "we deployed"),
        ("22:05 GST: we deployed", "22:05 GST", "we deployed"),
    ],
)
def test_the_time_that_a_line_begins_with(line: str, time: str, event: str) -> None:
    head = time_head(line, HINTS)
    assert head is not None
    assert (line[head.start : head.end], line[head.event :], head.whole) == (time, event, not event)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "we deployed at 22:05",
        "2:1 majority",
        "5 nodes died",
        "5 PM we met",
        "5 PM, we met",
        "May 12 was a Monday",
        "May 12, we met",
        "2025-03-14 was a Friday",
        "2025-03-14, foo",
        "11/03/202 - a typo",
        "10.5.3.2 is down",
        "3. third",
        "25:10 is no time",
        "Monday: we met",
        "about 5 nodes",
        "12:30pmish",
        "Day one",
        "3-14 22:05 is no day",
        "***",
    ],
)
def test_a_line_that_does_not_begin_with_a_time(line: str) -> None:
    assert time_head(line, HINTS) is None


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("All times in UTC.", "UTC"),
        ("Time (UTC)", "UTC"),
        ("Timeline · UTC", "UTC"),
        ("_All times in EEST_", "EEST"),
        ("All times in UTC+1", "UTC+1"),
        ("All times in UTC+05:30.", "UTC+05:30"),
        ("All times in PST (UTC-7)", "UTC-7"),
        ("All times in Central European Time (CET)", "CET"),
        ("All times in Central European Summer Time", "CEST"),
        ("Alle Zeiten in MEZ.", "MEZ"),
        ("Coordinated Universal Time", "UTC"),
        ("times are Europe/Berlin", "Europe/Berlin"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("all times PST ) Saturday", "PST"),
        ("All times approximate", None),
        ("Event/Action", None),
        ("America/Argentina", None),
        ("Z", None),
        ("NUTC", None),
        ("", None),
    ],
)
def test_the_zone_that_a_sentence_names(text: str, zone: str | None) -> None:
    assert find_zone(text) == zone


@pytest.mark.parametrize(
    ("name", "hours"),
    [("UTC", 0), ("GMT", 0), ("Z", 0), ("CET", 1), ("CEST", 2), ("PST", -8), ("UTC+1", 1), ("UTC-7", -7),
     ("+02:00", 2), ("-0500", -5), ("UTC+5:30", 5.5), ("UTC−3", -3), ("MEZ", 1), ("MESZ", 2)],
)  # fmt: skip
def test_zones_with_one_offset(name: str, hours: float) -> None:
    assert zone_info(name) == timezone(timedelta(hours=hours))


def test_zones_of_the_database() -> None:
    assert zone_info("Europe/Berlin") == ZoneInfo("Europe/Berlin")
    assert is_zone("Europe/Berlin")
    assert not is_zone("Europe/Atlantis")


@pytest.mark.parametrize(
    "name", [None, "IST", "CST", "BST", "Europe/Atlantis", "+99:00", "UTC+27", "nonsense"]
)
def test_an_uncertain_zone_is_none(name: str | None) -> None:
    assert zone_info(name) is None


@pytest.mark.parametrize(
    ("minutes", "zone", "point"),
    [
        (1325.0, None, datetime(2025, 3, 14, 22, 5)),
        (1325.0, "UTC", datetime(2025, 3, 14, 22, 5, tzinfo=UTC)),
        (1325.0, "CET", datetime(2025, 3, 14, 21, 5, tzinfo=UTC)),
        (30.0, "CET", datetime(2025, 3, 13, 23, 30, tzinfo=UTC)),
        (1440.0, "UTC", datetime(2025, 3, 15, tzinfo=UTC)),
        (0.5, None, datetime(2025, 3, 14, 0, 0, 30)),
        (720.0, "America/New_York", datetime(2025, 3, 14, 16, 0, tzinfo=UTC)),
    ],
)
def test_a_point_in_time(minutes: float, zone: str | None, point: datetime) -> None:
    at = moment(DAY, minutes, zone_info(zone))
    assert at == point
    assert at.tzinfo is point.tzinfo


def test_daylight_saving_is_right_on_both_sides_of_the_jump() -> None:
    berlin = zone_info("Europe/Berlin")
    day = date(2025, 3, 30)
    before, after = moment(day, 90.0, berlin), moment(day, 190.0, berlin)
    assert (after - before) == timedelta(minutes=40)
