"""Judging: which rules are asked, in which order, and that one mistake is one finding."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.document.source import Span
from mkdocs_postmortem.rules import RULES, Diagnostic, check_codes, judge, reaches
from mkdocs_postmortem.rules.judge import selected_rules
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.settings import Settings, SettingsError
from mkdocs_postmortem.template import default_template
from mkdocs_postmortem.template.skeleton import skeleton
from tests.rules.support import EARLIER, TODAY, URI, archive_of, edited, judged, rows, text_of

SEVERITY = ("P2 (raised from P3)", "P7")
OWNER = ("schema | Dana Example | P0", "schema | | P0")
LUCK = ("## Where We Got Lucky", "### Where We Got Unlucky")


def _settings(**options: tuple[str, ...]) -> Settings:
    return Settings(**options)  # type: ignore[arg-type]


# -- which rules --


def test_all_rules_run_in_the_order_of_their_codes() -> None:
    assert [rule.code for rule in selected_rules(Settings(preview=True))] == sorted(RULES)


def test_rules_in_preview_run_where_they_are_asked_for() -> None:
    tried_out = {code for code, each in RULES.items() if each.preview}
    assert {rule.code for rule in selected_rules(Settings())} == set(RULES) - tried_out


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({}, "error"),
        ({"PM111": "warning"}, "warning"),
        ({"PM1": "info"}, "info"),
        ({"PM111": "warning", "PM1": "info"}, "warning"),
        ({"bad-severity": "warning", "PM11": "info"}, "warning"),
        ({"PM111": {"closed": "warning"}}, "error"),
        ({"PM111": {"closed": "info", "reviewed": "warning"}}, "warning"),
        ({"PM111": False}, None),
    ],
)
def test_a_site_sets_levels(levels: dict[str, object], expected: str | None) -> None:
    found = judged(edited(text_of("reviewed"), (("**Severity:** P2", "**Severity:** P7"),)), levels=levels)
    assert [each.level for each in found] == ([] if expected is None else [expected])


def test_a_level_of_the_site_raises_nothing_that_the_rule_finds_less_grave() -> None:
    text = edited(text_of("valid"), (("| Customer impact | None |", "| Customer impact |"),))
    assert [(each.code, each.level) for each in judged(text, ignore=["PM403"])] == [("PM212", "warning")]
    levels = {"PM212": "error", "PM403": "off"}
    assert [each.level for each in judged(text, levels=levels)] == ["warning"]
    assert [each.level for each in judged(text, levels={**levels, "PM212": "info"})] == ["info"]


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        (("PM111",), (), ["PM111"]),
        (("PM90",), ("PM903", "PM904", "PM905", "PM907"), ["PM901", "PM902"]),
        (("PM801", "PM901"), (), ["PM801", "PM901"]),
        (("bad-severity",), (), ["PM111"]),
        (("bad-status",), (), ["PM112", "PM611"]),
        (("PM701", "PM703"), ("PM703",), ["PM701"]),
        (("PM703", "PM701"), ("related-unknown",), ["PM703"]),
        (("PM111",), ("PM",), []),
        ((), (), []),
    ],
)
def test_select_and_ignore(select: tuple[str, ...], ignore: tuple[str, ...], expected: list[str]) -> None:
    assert [each.code for each in selected_rules(_settings(select=select, ignore=ignore))] == expected


def test_what_is_ignored_is_not_judged() -> None:
    text = edited(text_of("valid"), (SEVERITY, OWNER))
    assert [each.code for each in judged(text)] == ["PM111", "PM604"]
    assert [each.code for each in judged(text, ignore=["PM6"])] == ["PM111"]
    assert [each.code for each in judged(text, select=["no-owner"])] == ["PM604"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"select": ("PM999",)}, "option `select`: there is no rule `PM999`"),
        (
            {"ignore": ("bad-duedate",)},
            "option `ignore`: there is no rule `bad-duedate`; did you mean `bad-due-date`?",
        ),
        ({"select": ("pm111",)}, "option `select`: there is no rule `pm111`; did you mean `PM111`?"),
        (
            {"ignore": ("no-ownr",)},
            "option `ignore`: there is no rule `no-ownr`; did you mean `no-owner`?",
        ),
        (
            {"ignore": ("PM111", "quux", "zzz")},
            "option `ignore`: there is no rule `quux`; there is no rule `zzz`",
        ),
    ],
)
def test_unknown_codes(options: dict[str, tuple[str, ...]], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        check_codes(_settings(**options))
    assert str(caught.value) == message


def test_a_code_is_taken_once() -> None:
    def again(_case: Case) -> Iterator[Found]:
        yield from ()

    with pytest.raises(ValueError, match="PM111 is taken by bad-severity"):
        rule("PM111", "another-severity", "E/E/E")(again)
    assert RULES["PM111"].name == "bad-severity"


# -- levels --


@pytest.mark.parametrize(
    ("edit", "code", "levels"),
    [
        (("title: ", "title: Orders: "), "PM002", ("error", "error", "error")),
        (("**Date:** 2025-03-14", "**Date:** 14.03.2025"), "PM109", ("warning", "error", "error")),
        (LUCK, "PM201", ("info", "error", "error")),
        (("## Root Cause\n", "## Root Couse\n"), "PM203", ("warning", "warning", "warning")),
        (("Mitigated: the", "The"), "PM310", ("info", "warning", "error")),
        (("(TTM):** 95 minutes", "(TTM):** 45 minutes"), "PM322", ("warning", "error", "error")),
        (("| Customer impact | None |", "| Customer impact | TBD |"), "PM403", ("info", "error", "error")),
        (("registry | Robin Example |", "registry | |"), "PM604", ("info", "error", "error")),
        (("Detect: alert", "Alert"), "PM616", ("info", "warning", "error")),
        (("| INC-2024-031 |", "| INC-2025-014 |"), "PM703", ("error", "error", "error")),
    ],
)
def test_levels_follow_the_status(edit: tuple[str, str], code: str, levels: tuple[str, str, str]) -> None:
    found = [judged(edited(text_of(base), (edit,))) for base in ("draft", "reviewed", "valid")]
    assert [[(each.code, each.level) for each in of_base] for of_base in found] == [
        [(code, level)] for level in levels
    ]


def test_a_closed_document_alone_must_have_finished() -> None:
    edit = ("2025-04-04 | Done (2025-04-02)", "2025-04-04 | TODO")
    assert [each.code for each in judged(edited(text_of("valid"), (edit,)))] == ["PM615", "PM618"]
    assert judged(text_of("reviewed")) == []
    assert judged(text_of("draft")) == []


def test_a_status_that_cannot_be_read_counts_as_reviewed() -> None:
    text = edited(
        text_of("valid"), (("**Status:** closed", "**Status:** clsed"), ("Verified: row", "Row"), OWNER)
    )
    assert [(each.code, each.level) for each in judged(text)] == [("PM112", "error"), ("PM604", "error")]


@pytest.mark.parametrize(
    ("fail_on", "levels", "expected"),
    [
        ("error", ["warning", "info"], False),
        ("error", ["info", "error"], True),
        ("warning", ["info"], False),
        ("warning", ["warning"], True),
        ("info", [], False),
        ("info", ["info"], True),
        ("never", ["error"], False),
    ],
)
def test_fail_on(fail_on: str, levels: list[str], expected: bool) -> None:
    span = Span("a.md", 1, 1, 1, 2)
    found = [Diagnostic("PM111", "bad-severity", level, "m", "h", span, "u", "a.md") for level in levels]
    assert reaches(found, fail_on) is expected


# -- the result --


def test_findings_are_sorted_by_place_and_code() -> None:
    text = edited(text_of("valid"), (OWNER, SEVERITY))
    archive = archive_of(
        {URI: text, EARLIER: text_of("earlier").replace("**Severity:** P2", "**Severity:** P9")}
    )
    found = judge(archive, TODAY)
    assert [(each.path, each.code) for each in found] == [(EARLIER, "PM111"), (URI, "PM111"), (URI, "PM604")]
    assert found == sorted(found, key=lambda each: each.sort_key)


def test_only_some_are_reported_on_but_all_are_known() -> None:
    archive = archive_of({URI: edited(text_of("valid"), (SEVERITY,)), EARLIER: text_of("earlier")})
    assert judge(archive, TODAY, {EARLIER}) == []
    # The related incident is found although nobody asked for it.
    assert [each.code for each in judge(archive, TODAY, {URI})] == ["PM111"]


@pytest.mark.parametrize(("today", "codes"), [(date(1999, 1, 1), ["PM110", "PM110"]), (date(2100, 1, 1), [])])
def test_the_calendar_makes_no_error(today: date, codes: list[str]) -> None:
    archive = archive_of({URI: text_of("valid"), EARLIER: text_of("earlier")})
    found = judge(archive, today)
    assert [each.code for each in found] == codes
    assert not reaches(found, "error")


def test_a_template_of_many_placeholders_is_one_finding_at_any_status() -> None:
    template = default_template()
    draft = skeleton(template, "Orders mart stale", date(2025, 3, 14), "INC-2025-014", None)
    (found,) = judged(draft)
    assert (found.code, found.level, found.message) == (
        "PM102",
        "info",
        "78 placeholders left (first: line 11)",
    )
    (found,) = judged(draft.replace("**Status:** draft", "**Status:** reviewed"))
    assert (found.code, found.level, found.message) == (
        "PM102",
        "error",
        "78 placeholders left (first: line 11)",
    )


def test_the_untouched_template_is_reported_under_any_name() -> None:
    found = judged(default_template().text)
    assert {each.code for each in found} == {"PM102", "PM116"}
    assert {each.level for each in found} == {"error"}


# -- one mistake, one finding --


def _broken(text: str) -> dict[str, str | bytes]:
    return {URI: text_of("valid"), EARLIER: text}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (edited(text_of("earlier"), (("title: ", "title: Orders: "),)), "PM002"),
        (edited(text_of("earlier"), (("---\ntitle:", "\n---\ntitle:"),)), "PM003"),
        ("---\n- a\n- b\n---\n\n" + text_of("earlier").split("---\n", 2)[2], "PM004"),
    ],
)
def test_who_refers_to_a_broken_document_is_not_to_blame(text: str, code: str) -> None:
    found = judge(archive_of(_broken(text)), TODAY)
    assert [(each.path, each.code) for each in found] == [(EARLIER, code)]


def test_who_refers_to_an_unreadable_document_is_not_to_blame() -> None:
    data = text_of("earlier").replace("loader", "l\xf6der").encode("latin-1")
    found = judge(archive_of({URI: text_of("valid"), EARLIER: data}), TODAY)
    line, column = 2, 17
    message = f"File is not valid UTF-8: byte 0xf6 at line {line}, column {column}"
    assert rows(found) == [f"{line}:{column} PM001 error {message}"]


@pytest.mark.parametrize("base", ["valid", "reviewed", "draft"])
@pytest.mark.parametrize("name", ["Timeline", "Impact", "What Happened", "Root Cause", "5 Whys Analysis"])
@pytest.mark.parametrize("kind", ["missing", "empty", "misspelt"])
def test_a_section_is_one_finding(base: str, name: str, kind: str) -> None:
    text = text_of(base)
    start = text.index(f"## {name}\n")
    end = text.index("\n## ", start + 1) + 1
    head, section, tail = text[:start], text[start:end], text[end:]
    changed = {
        "missing": "",
        "empty": f"## {name}\n\n",
        "misspelt": section.replace(f"## {name}", f"## {name[:-1]}"),
    }[kind]
    code = {"missing": "PM201", "empty": "PM205", "misspelt": "PM203"}[kind]
    assert [each.code for each in judged(head + changed + tail)] == [code]


@pytest.mark.parametrize(
    "edits",
    [
        (
            (
                "| 23:40 | Mitigated: the loader pinned to the old schema |",
                "| {HH:MM} | {Mitigation applied} |",
            ),
        ),
        (
            (
                "| Data loss | No, every batch was loaded again |",
                "| Data loss | {Yes/No — if yes, quantify} |",
            ),
        ),
        (("**Total downtime:** 195 minutes", "**Total downtime:** {minutes/hours}"),),
        (("**Severity:** P2 (raised from P3)", "**Severity:** {P1 / P2 / P3 / P4}"),),
        (("**Date:** 2025-03-14", "**Date:** {YYYY-MM-DD}"),),
        (("**Incident ID:** INC-2025-014", "**Incident ID:** {ID}"),),
        (("| P0 | 2025-03-15 |", "| P0 | {date} |"),),
        (("| INC-2024-031 |", "| {ID} |"),),
        (("Because the loader wrote no batch for three hours.", "Because {direct cause}"),),
    ],
)
def test_a_placeholder_switches_off_every_other_rule_on_it(edits: tuple[tuple[str, str], ...]) -> None:
    assert {each.code for each in judged(edited(text_of("valid"), edits))} == {"PM102"}


def test_an_archive_without_documents_has_no_findings() -> None:
    archive: Archive = archive_of({})
    assert judge(archive, TODAY) == []
