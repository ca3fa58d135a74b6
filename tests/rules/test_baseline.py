"""The baseline: known by content, not by line; entries only disappear."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mkdocs_postmortem.rules import Diagnostic, judge
from mkdocs_postmortem.rules.baseline import Baseline, BaselineError, dump, known_findings, parse, pruned
from tests.rules.support import EARLIER, TODAY, URI, archive_of, edited, fails, passes, rows, text_of

PATH = "postmortem-baseline.json"
Edit = tuple[str, str]
OWNER: Edit = ("| Sam Example | P2 |", "| | P2 |")
OTHER_OWNER: Edit = ("| Robin Example | P1 |", "| | P1 |")
DUE: Edit = ("| P2 | 2025-04-18 |", "| P2 | 2025-04-31 |")
SEVERITY: Edit = ("**Severity:** P2 (raised from P3)", "**Severity:** P7")
TOKEN = "ghp_" + "a1B2c3D4e5F6" * 3

# Tested below, where there is a baseline.
FAILS = [fails("PM902", "mended", [], ["7:5 PM902 warning PM604 in the baseline no longer occurs"])]
PASSES = [passes("PM902", "still-there", [OWNER])]


def documents(*edits: Edit) -> dict[str, str | bytes]:
    return {URI: edited(text_of("valid"), edits), EARLIER: text_of("earlier")}


def baseline_of(*edits: Edit, **options: object) -> Baseline:
    """Return the baseline of the valid document with edits, written and read again."""
    archive = archive_of(documents(*edits), **options)
    return parse(dump(known_findings(judge(archive, TODAY), archive, "warning")), PATH)


def left(baseline: Baseline, texts: dict[str, str | bytes], **options: object) -> list[Diagnostic]:
    """Return what is left of the findings of a few rules, those for which there are edits here."""
    few = ["PM0", "PM111", "PM604", "PM609", "PM801", "PM9"]
    return judge(archive_of(texts, **{"select": few, **options}), TODAY, baseline=baseline)


def test_what_is_known_is_left_out() -> None:
    edits = (OWNER, DUE, SEVERITY)
    assert left(baseline_of(*edits), documents(*edits)) == []


def test_a_new_mistake_is_the_only_finding() -> None:
    found = left(baseline_of(OWNER, SEVERITY), documents(OWNER, SEVERITY, OTHER_OWNER))
    assert rows(found) == ["89:61 PM604 error Item 2 has no owner"]


@pytest.mark.parametrize(
    "move",
    [
        ("## Timeline\n", "A new paragraph.\n\nAnother.\n\n## Timeline\n"),
        ("| 3 | Detect:", "| 5 | Detect:"),
        ("**Author:** Dana Example", "**Author:**   Dana Example"),
        (
            "| 3 | Detect: alert on batches without rows |",
            "|   3 |  Detect:  alert on batches without rows  |",
        ),
    ],
    ids=["lines-above", "another-number", "elsewhere", "white-space"],
)
def test_moved_is_not_new(move: Edit) -> None:
    assert left(baseline_of(OWNER, SEVERITY), documents(OWNER, SEVERITY, move)) == []


def test_another_name_of_the_file_is_not_new() -> None:
    known = baseline_of(OWNER)
    texts = {"postmortems/archive/renamed.md": documents(OWNER)[URI], EARLIER: text_of("earlier")}
    assert left(known, texts) == []


def test_edited_is_new_and_the_old_entry_is_stale() -> None:
    found = left(baseline_of(SEVERITY), documents((SEVERITY[0], "**Severity:** P8")))
    assert [(each.path, each.code) for each in found] == [(PATH, "PM902"), (URI, "PM111")]


def test_mended_is_stale() -> None:
    found = left(baseline_of(OWNER), documents())
    assert rows(found) == list(FAILS[0].expected)
    assert found[0].path == PATH
    assert found[0].help == "run `postmortem check --prune-baseline`, and commit the file"
    assert found[0].uri == URI


def test_several_of_an_incident_are_one_finding() -> None:
    found = left(baseline_of(OWNER, DUE, SEVERITY), documents(DUE))
    assert rows(found) == [
        "7:5 PM902 warning PM111 in the baseline no longer occurs (2 entries of this incident)"
    ]


def test_a_copy_of_a_known_mistake_is_new() -> None:
    twice = edited(text_of("valid"), (OWNER,))
    row = next(line for line in twice.splitlines(keepends=True) if line.startswith("| 3 | Detect"))
    found = left(baseline_of(OWNER), {URI: twice.replace(row, row + row), EARLIER: text_of("earlier")})
    assert [each.code for each in found] == ["PM604"]


def test_a_document_that_is_gone_is_stale() -> None:
    found = left(baseline_of(OWNER), {EARLIER: text_of("earlier")})
    assert [(each.path, each.code) for each in found] == [(PATH, "PM902")]


def test_only_what_was_asked_for_is_stale() -> None:
    known = baseline_of(OWNER)
    archive = archive_of(documents())
    assert judge(archive, TODAY, {EARLIER}, baseline=known) == []
    assert len(judge(archive, TODAY, {URI}, baseline=known)) == 1
    gone = archive_of({EARLIER: text_of("earlier")})
    assert judge(gone, TODAY, {EARLIER}, baseline=known) == []


@pytest.mark.parametrize(
    "options",
    [{"select": ["PM1", "PM9"]}, {"ignore": ["PM604"]}, {"levels": {"PM604": "off"}}],
    ids=["select", "ignore", "off"],
)
def test_a_rule_that_did_not_run_makes_nothing_stale(options: dict[str, object]) -> None:
    assert left(baseline_of(OWNER), documents(), **options) == []


def test_a_document_that_cannot_be_read_makes_nothing_stale() -> None:
    found = left(baseline_of(OWNER), documents(OWNER, ("title: ", "title: Orders: ")))
    assert [each.code for each in found] == ["PM002"]


def test_an_unknown_rule_is_named() -> None:
    archive = archive_of(documents(OWNER))
    text = dump(known_findings(judge(archive, TODAY), archive, "warning")).replace("PM604", "PM699")
    found = left(parse(text, PATH), documents())
    assert rows(found) == ["7:42 PM010 warning Unknown rule `PM699` in the baseline"]


def test_what_is_ignored_is_not_recorded() -> None:
    ignored = (OWNER[0], "| <!-- pm: ignore[PM604] why --> | P2 |")
    assert baseline_of(ignored, SEVERITY).entries.keys() == baseline_of(SEVERITY).entries.keys()


def test_what_is_less_grave_is_not_recorded() -> None:
    draft = ("**Status:** closed", "**Status:** draft")
    assert baseline_of(OWNER, draft).entries == {}
    archive = archive_of(documents(OWNER, draft))
    assert len(known_findings(judge(archive, TODAY), archive, "info")) == 1


def test_a_level_that_rises_stays_known() -> None:
    known = baseline_of(SEVERITY, ("**Status:** closed", "**Status:** draft"))
    assert left(known, documents(SEVERITY)) == []


def test_no_secret_is_written() -> None:
    token = ("The freshness alert fired twenty-five minutes later.", f"The token {TOKEN} was printed.")
    archive = archive_of(documents(token))
    text = dump(known_findings(judge(archive, TODAY), archive, "warning"))
    assert '"PM801"' in text
    assert TOKEN[:12] not in text
    assert left(parse(text, PATH), documents(token)) == []


def test_no_address_and_no_denied_term_is_written() -> None:
    was = "The freshness alert fired twenty-five minutes later."
    named = (was, "It was dana.example@acme-corp.io of Zanzibar Ltd who fired the alert.")
    texts = documents(named)
    archive = archive_of(texts, denied_terms=["Zanzibar Ltd"])
    text = dump(known_findings(judge(archive, TODAY), archive, "warning"))
    assert text.count('"PM80') == 2
    assert "dana.example" not in text
    assert "Zanzibar" not in text
    assert judge(archive, TODAY, baseline=parse(text, PATH)) == []


def test_pruning_only_takes_out() -> None:
    known = baseline_of(OWNER, SEVERITY)
    archive = archive_of(documents(SEVERITY, DUE))
    kept = pruned(known, judge(archive, TODAY), archive)
    assert [key.rule for key in kept] == ["PM111"]
    assert [each.code for each in left(parse(dump(kept), PATH), documents(SEVERITY, DUE))] == ["PM609"]


def test_the_file_is_stable_sorted_and_for_reading() -> None:
    archive = archive_of(documents(OWNER, OTHER_OWNER, SEVERITY))
    keys = known_findings(judge(archive, TODAY), archive, "warning")
    text = dump(keys)
    assert text == dump(reversed(keys))
    data = json.loads(text)
    assert (data["format"], data["count"], len(data["findings"])) == (1, 3, 3)
    assert data["version"]
    lines = text.splitlines()
    assert lines[6] == ('    {"incident": "inc-2025-14", "rule": "PM111", "section": "", "text": "P7"},')
    assert [json.loads(line.strip().rstrip(",")) for line in lines[6:9]] == data["findings"]
    assert "line" not in {name for each in data["findings"] for name in each}


def test_nothing_known_is_a_file_too() -> None:
    assert parse(dump([]), PATH).entries == {}


def test_another_layout_is_read_all_the_same() -> None:
    archive = archive_of(documents(OWNER, SEVERITY))
    text = dump(known_findings(judge(archive, TODAY), archive, "warning"))
    known = parse(json.dumps(json.loads(text), indent=4), PATH)
    assert left(known, documents(OWNER, SEVERITY)) == []
    assert [place.line for place in known.entries.values()] == [7, 13]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", ":1:2: is not valid JSON (Expecting property name enclosed in double quotes); mend it"),
        ("<<<<<<< HEAD\n{}", ":1:1: is not valid JSON (Expecting value); mend it"),
        ("[" * 100_000, ": is not valid JSON (too deep)"),
        ("[]", ": is no baseline; name another file in the option `baseline`"),
        ('{"findings": {}}', ": is no baseline"),
        ('{"format": 2, "findings": []}', ": has the format `2`, this version reads 1; write it anew"),
        ('{"format": 1, "findings": [1]}', ": finding 1 must have `incident`, `rule`"),
        (
            '{"format": 1, "findings": [{"incident": "a", "rule": "PM111", "section": "", "text": 1}]}',
            ": finding 1 must have `incident`",
        ),
    ],
)
def test_a_file_that_is_no_baseline(text: str, message: str) -> None:
    with pytest.raises(BaselineError) as caught:
        parse(text, PATH)
    assert str(caught.value).startswith(PATH + message)


def test_documents_without_an_id_are_known_by_their_path() -> None:
    texts: dict[str, Any] = {"postmortems/loader.md": "# Loader stopped\n\n**Status:** closed\n"}
    archive = archive_of(texts)
    known = parse(dump(known_findings(judge(archive, TODAY), archive, "warning")), PATH)
    assert set(known.by_incident) == {"postmortems/loader.md"}
    assert left(known, texts) == []
