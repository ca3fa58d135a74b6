"""What real archives of other people write, in words of our own: nothing false is said of it."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.rules import Diagnostic
from tests.template.sites import judged, rows, template_of

PATH = "2025-03-14-orders.md"
HEAD = "# Orders mart stale\n\n"
LIST = "## Timeline\n\n- 22:05 The mart is old\n- 23:55 The mart is new\n\n"
TABLE = "## Timeline\n\n| Time | Event |\n|------|-------|\n{}\n"
ACTIONS = "## Action items\n\n- [ ] Pin the loader\n"
# Key events and durations as one nested list, without any heading.
KEYS = """\
# Orders mart stale

- **Key events**
    - First detected: {}
    - Incident declared: {}
    - Repaired: {}
    - Resolved: {}

- **Time to repair**: {}

- **Time to resolve**: {}

- **Review actions**:
    - Pin the loader
"""


def found(text: str, path: str = PATH, profile: str = "minimal") -> list[Diagnostic]:
    return judged({path: text.encode()}, template_of(profile), ignore=["PM307"], preview=False)


def table(*lines: str) -> str:
    return HEAD + TABLE.format("".join(f"| {line} |\n" for line in lines)) + ACTIONS


def keys(*values: str) -> str:
    return KEYS.format(*values)


# -- what is missing, and where it belongs --


def test_a_timeline_under_another_name_is_only_mentioned() -> None:
    text = (
        HEAD
        + "## How it came about\n\n"
        + LIST.split("\n\n", 1)[1].replace("- 23", "- 23:10 More\n- 23")
        + ACTIONS
    )
    (finding,) = found(text)
    assert rows([finding]) == ["3:4 PM201 info The timeline stands under `## How it came about`"]
    assert finding.help == "call the section `Timeline`, so that readers find it"


def test_times_in_running_text_are_no_timeline() -> None:
    text = HEAD + "## How it came about\n\nAt 22:05 the mart was old, at 00:55 it was new.\n\n" + ACTIONS
    assert rows(found(text)) == ["1:3 PM201 error Section `## Timeline` is missing"]


def test_what_is_missing_is_asked_for_as_the_document_is_written() -> None:
    day = "2025-03-14 "
    text = keys(*(f"{day}{at}" for at in ("12:00", "12:10", "12:30", "13:00")), "30m", "1h")
    (finding,) = found(text.split("- **Review actions**")[0])
    assert rows([finding]) == ["3:5 PM201 error Section `## Action Items` is missing"]
    assert finding.help == "add `- **Action Items**` behind `**Key events**`"
    findings = found(HEAD + "### Timeline\n" + LIST.split("\n", 1)[1])
    assert [d.help for d in findings if d.code == "PM201"] == ["add `## Action Items` behind `### Timeline`"]


# -- order --


def test_a_minute_is_not_before_its_own_seconds() -> None:
    assert found(table("17:11:49 | One", "17:14:13 | Two", "17:14-17:15 | Three", "17:19:30 | Four")) == []
    assert rows(found(table("17:11:49 | One", "17:14:13 | Two", "17:13 | Three", "17:19:30 | Four"))) == [
        "9:3 PM302 error `17:13` comes after `17:14:13`; sort the rows or write the date"
    ]
    assert rows(found(table("17:11:49 | One", "17:14:13 | Two", "17:14:12 | Three", "17:19:30 | Four"))) == [
        "9:3 PM302 error `17:14:12` comes after `17:14:13`; sort the rows or write the date"
    ]


def test_who_has_written_the_date_is_not_asked_for_it() -> None:
    text = table("2025-03-14   15:50 | One", "2025-03-14   14:30 | Two", "2025-03-14   18:00 | Three")
    (finding,) = found(text)
    assert rows([finding]) == [
        "8:3 PM302 error `2025-03-14 14:30` comes after `2025-03-14 15:50`; sort the rows or correct one"
    ]
    assert finding.help == "move the row, or correct the wrong one of the two times"


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("Next morning", "info"),
        ("+3 min", "info"),
        ("~2 weeks before", "info"),
        ("25:61", "error"),
        ("2025-03-?? HH:mm", "error"),
        ("2205", "error"),
    ],
)
def test_a_time_in_words_is_no_slip_of_the_pen(cell: str, level: str) -> None:
    assert rows(found(table("22:05 | One", "22:10 | Two", f"{cell} | Three"))) == [
        f"9:3 PM304 {level} `{cell}` is not a time of day; use HH:MM, 00:00 to 23:59"
    ]


# -- durations --


def test_a_duration_may_count_from_when_the_incident_was_declared() -> None:
    day = "2025-03-13 "
    times = [day + at for at in ("13:14", "14:05", "14:20", "14:44")]
    assert found(keys(*times, "0h 15m", "1h 30m")) == []
    assert rows(found(keys(*times, "0h 20m", "1h 30m"))) == [
        "9:23 PM322 error TTM says 0h 20m, the timeline gives 66 min (2025-03-13 13:14 to 2025-03-13 14:20)"
    ]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        # Thursday to Friday: a night of 14 hours, whole days, and what no night explains.
        ("10h 30m", "info"),
        ("10h 30m (support hours)", None),
        ("30m", "error"),
        ("12h 10m", "error"),
    ],
)
def test_hours_at_night_may_be_left_out(stated: str, expected: str | None) -> None:
    times = ("2025-03-13 10:00", "2025-03-13 10:10", "2025-03-13 10:40", "2025-03-14 10:30")
    diagnostics = found(keys(*times, "40m", stated))
    assert [d.level for d in diagnostics if d.code == "PM322"] == ([expected] if expected else [])
    if expected == "info":
        assert diagnostics[0].help == "write `10h 30m (working hours)` if only those count, or `1 day 30 min`"


# -- what a template does not ask for --

LOOSE = """\
# Orders mart stale

**Date:** September 2025
**Severity:** fatal
**Status:** escalated
**Duration:** most of the night

## Timeline

- 22:05 The mart is old
- 23:55 The mart is new

## Action items

| Action | Owner | Due | Status |
|--------|-------|-----|--------|
| Pin the loader | Dana | Q1 2026 | This document |
"""


def test_minimal_only_mentions_words_of_others() -> None:
    diagnostics = found(LOOSE)
    assert {d.level for d in diagnostics} == {"info"}
    assert sorted(d.code for d in diagnostics) == ["PM109", "PM111", "PM112", "PM321", "PM609", "PM611"]


def test_an_id_that_nobody_asks_for_may_have_any_form() -> None:
    text = LOOSE.replace("**Date", "**Incident ID:** INC-7\n**Date", 1)
    (finding,) = [d for d in found(text) if d.code == "PM107"]
    assert rows([finding])[0].endswith("PM107 info Incident ID `INC-7` does not match `INC-YYYY-NNN`")
    assert [d.level for d in found(text, profile="default") if d.code == "PM107"] == ["error"]
    (asked,) = [
        d
        for d in judged({PATH: text.encode()}, template_of("minimal"), id_pattern=r"OPS-\d+")
        if d.code == "PM107"
    ]
    assert asked.level == "error"


def test_action_items_outside_of_a_section_are_only_mentioned() -> None:
    head = "| Action item | Owner |\n|---|---|\n| Pin the loader | Dana |\n\n"
    (finding,) = found(HEAD + head + LIST)
    assert rows([finding]) == ["3:1 PM201 info The action items stand in no section of their own"]
    assert finding.help == "put `## Action Items` above the table, so that readers find it"


def test_a_category_of_their_own_is_named() -> None:
    head = "## Action items\n\n| Action item | Type | Owner |\n|---|---|---|\n"
    (finding,) = found(HEAD + LIST + head + "| Pin it | Prevent | Dana |\n| Undo it | Recovery | Dana |\n")
    assert rows([finding]) == [
        "13:13 PM617 info Category `Recovery` is not one of Prevent, Detect, Mitigate, Process"
    ]


def test_months_are_no_mistaken_times() -> None:
    text = table("Jul 2024 | Written", "Aug 2024 | Shipped")
    assert "PM304" not in [d.code for d in found(text)]


def test_an_abbreviation_that_is_explained_is_one_zone() -> None:
    text = HEAD + LIST.replace("- 22:05", "GST is UTC+4, as are all times.\n\n- 22:05 GST:").replace(
        "- 23:55", "- 23:55 GST:"
    )
    assert found(text + ACTIONS) == []
    codes = [d.code for d in found((text + ACTIONS).replace("UTC+4", "ours"))]
    assert codes == ["PM308"]


def test_the_default_profile_insists() -> None:
    levels = {d.code: d.level for d in found(LOOSE, profile="default")}
    assert {levels[code] for code in ("PM109", "PM111", "PM112", "PM609", "PM611")} == {"error"}
    assert levels["PM321"] == "warning"


@pytest.mark.parametrize(
    "status",
    [
        "Resolved",
        "Resolved — known limitation",
        "Mitigated",
        "Monitoring",
        "Complete - action items in progress.",
    ],
)
def test_the_state_of_the_incident_does_not_close_the_document(status: str) -> None:
    text = LOOSE.replace("escalated", status).replace("This document", "Open")
    assert not {"PM112", "PM618", "PM619", "PM620"} & {d.code for d in found(text)}


def test_a_section_that_is_not_asked_for_may_be_a_part_of_another() -> None:
    text = (
        HEAD
        + LIST
        + "## Root cause\n\nA rename.\n\n### Appendix: how names work\n\nThey change.\n\n"
        + ACTIONS
    )
    assert found(text) == []
    assert "`### Appendix: how names work` should be a level-2 heading" in [
        d.message for d in found(text, profile="default")
    ]


def test_what_a_profile_does_not_care_about_is_only_mentioned() -> None:
    text = (HEAD + LIST + ACTIONS).replace("22:05", "10:05 PM").replace("23:55", "11:55 PM").encode()
    template = template_of("minimal")
    levels = {d.code: d.level for d in judged({PATH: text}, template)}
    assert (levels["PM305"], levels["PM307"]) == ("info", "info")
    # The site has the last word.
    levels = {d.code: d.level for d in judged({PATH: text}, template, levels={"PM305": "error"})}
    assert (levels["PM305"], levels["PM307"]) == ("error", "info")
    levels = {d.code: d.level for d in judged({PATH: text}, template_of("default"))}
    assert (levels["PM305"], levels["PM307"]) == ("warning", "warning")


def test_a_level_one_section_is_no_title() -> None:
    text = "---\ntitle: Orders mart stale\n---\n\n# Date\n\n2025-03-14\n\n" + LIST + ACTIONS
    assert "PM117" not in [d.code for d in found(text)]
