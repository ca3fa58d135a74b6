"""The formats that services take in: SARIF, GitLab, reviewdog, JUnit."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from mkdocs_postmortem import __version__
from mkdocs_postmortem.document.source import Span
from mkdocs_postmortem.report import FORMATS, Report
from mkdocs_postmortem.rules import RULES, Diagnostic, judge
from mkdocs_postmortem.rules.fixes import DISPLAY, Fix, insert, replace
from tests.report.frames import PATH, URL, finding, piece_of, report_of, shown, span_of
from tests.rules.support import EARLIER, TODAY, archive_of, edited, text_of
from tests.rules.support import URI as VALID

TEXT = "**Date:** 2025-03-14\n**Severity:** P7\n**Status:** closed\n"
FOUND = finding(span_of(TEXT, "P7"), fix=replace(piece_of(TEXT, "P7"), "P1"))
NOTED = finding(
    span_of(TEXT, "closed"),
    "Status",
    level="warning",
    advice="say it",
    note=(span_of(TEXT, "P7"), "see here"),
)
EVIL_TEXT = "x\x1b[31m <b>&amp;</b> ]]> \"'\n\u2028\u202e\ufffe\x00 日本 🚀"
EVIL = finding(Span("a \"<&>'\n\x1b%20ü.md", 1, 1, 2, 1), EVIL_TEXT, advice=EVIL_TEXT)
HARMLESS = "x�[31m <b>&amp;</b> ]]> \"'����� 日本 🚀"


def _json(output_format: str, *diagnostics: Any, text: str = TEXT) -> Any:
    return json.loads(shown(text, *diagnostics, output_format=output_format))


def _mistakes(**options: object) -> Report:
    """Return a report on a document with many mistakes, some of them alike, made by the rules themselves."""
    text = edited(
        text_of("valid"),
        (
            ("P2 (raised from P3)", "P7"),
            ("registry | Robin Example |", "registry | |"),
            ("without rows | Sam Example |", "without rows | |"),
            ("## Root Cause\n", "## Root Couse\n"),
            ("| 22:17 | Ack", "| 22:71 | Ack"),
            ("INC-2024-031 | 2024-11-02", "INC-2024-013 | 2024-11-02"),
        ),
    )
    archive = archive_of({VALID: text, EARLIER: text_of("earlier")}, **options)
    return Report(judge(archive, TODAY), archive)


# -- SARIF --


@cache
def _schema() -> Any:
    # As published, from the npm package @microsoft/jest-sarif.
    return json.loads((Path(__file__).parent / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))


def _sarif(*diagnostics: Any, text: str = TEXT) -> Any:
    (run,) = _json("sarif", *diagnostics, text=text)["runs"]
    return run


LOGS = {"none": (), "one": (FOUND,), "two": (FOUND, NOTED), "evil": (EVIL,), "real": None}


@pytest.mark.parametrize("found", LOGS.values(), ids=LOGS)
def test_sarif_is_valid(found: tuple[Diagnostic, ...] | None) -> None:
    if not os.environ.get("CI"):
        pytest.importorskip("jsonschema")
    from jsonschema import Draft4Validator

    report = _mistakes() if found is None else report_of(TEXT, *found)
    log = json.loads("\n".join(FORMATS["sarif"](report)))
    assert [
        f"{error.json_path}: {error.message}" for error in Draft4Validator(_schema()).iter_errors(log)
    ] == []
    assert len(log["runs"][0]["results"]) == len(report.diagnostics)


def test_sarif_result() -> None:
    (result,) = _sarif(FOUND)["results"]
    fingerprint = result.pop("partialFingerprints")["postmortem/v1"]
    assert len(fingerprint) == 32
    region = {"startLine": 2, "startColumn": 15, "endLine": 2, "endColumn": 17}
    artifact = {"uri": PATH, "uriBaseId": "%SRCROOT%"}
    assert result == {
        "ruleId": "PM111",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "Severity `P7` is not one of P1, P2\nhelp: write one of P1, P2"},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "fixes": [
            {
                "description": {"text": "replace `P7` by `P1` (safe)"},
                "artifactChanges": [
                    {
                        "artifactLocation": artifact,
                        "replacements": [{"deletedRegion": region, "insertedContent": {"text": "P1"}}],
                    }
                ],
            }
        ],
    }


def test_sarif_note_is_a_related_place() -> None:
    (result,) = _sarif(NOTED)["results"]
    (related,) = result["relatedLocations"]
    assert result["level"] == "warning"
    assert "fixes" not in result
    assert related["message"] == {"text": "see here"}
    assert related["physicalLocation"]["region"]["startLine"] == 2


@pytest.mark.parametrize(("level", "said"), [("error", "error"), ("warning", "warning"), ("info", "note")])
def test_sarif_level(level: str, said: str) -> None:
    (result,) = _sarif(finding(span_of(TEXT, "P7"), level=level))["results"]
    assert result["level"] == said


def test_sarif_describes_the_rules_that_have_findings() -> None:
    run = _sarif(finding(span_of(TEXT, "P7"), code="PM604"), FOUND, finding(span_of(TEXT, "closed")))
    driver = run["tool"]["driver"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert (driver["name"], driver["semanticVersion"]) == ("postmortem", __version__)
    assert [rule["id"] for rule in driver["rules"]] == ["PM111", "PM604"]
    assert [driver["rules"][result["ruleIndex"]]["id"] for result in run["results"]] == [
        result["ruleId"] for result in run["results"]
    ]
    rule = driver["rules"][1]
    assert rule["name"] == "no-owner"
    assert rule["helpUri"] == RULES["PM604"].url
    assert rule["shortDescription"] == {"text": RULES["PM604"].summary}
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["properties"]["levels"]["draft"] == "info"
    assert "\n\n### Example\n\nThis is reported:\n\n```markdown\n" in rule["help"]["markdown"]


def test_sarif_paths_are_addresses() -> None:
    paths = {
        "docs/a b#?.md": {"uri": "docs/a%20b%23%3F.md", "uriBaseId": "%SRCROOT%"},
        "docs/ü.md": {"uri": "docs/%C3%BC.md", "uriBaseId": "%SRCROOT%"},
        "../a.md": {"uri": "../a.md", "uriBaseId": "%SRCROOT%"},
        "/srv/a b.md": {"uri": "file:///srv/a%20b.md"},
    }
    for path, address in paths.items():
        (result,) = _sarif(finding(Span(path, 1, 1, 1, 2)))["results"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"] == address


# -- fingerprints, in SARIF and GitLab --


@pytest.mark.parametrize("output_format", ["sarif", "gitlab"])
def test_fingerprints_are_unique_and_survive_moved_lines(output_format: str) -> None:
    report = _mistakes()
    before = _fingerprints(report, output_format)
    assert len(report.diagnostics) >= 6
    assert len(set(before)) == len(before)
    text = (
        report.sources[VALID]
        .text.replace("## Impact\n", "New.\n\n## Impact\n")
        .replace("tags:", "# x\ntags:")
    )
    archive = archive_of({VALID: text, EARLIER: text_of("earlier")})
    moved = Report(judge(archive, TODAY), archive)
    assert [each.span.line for each in moved.diagnostics] != [each.span.line for each in report.diagnostics]
    assert _fingerprints(moved, output_format) == before


def _fingerprints(report: Report, output_format: str) -> list[str]:
    data = json.loads("\n".join(FORMATS[output_format](report)))
    if output_format == "gitlab":
        return [issue["fingerprint"] for issue in data]
    return [result["partialFingerprints"]["postmortem/v1"] for result in data["runs"][0]["results"]]


# -- GitLab --


def test_gitlab() -> None:
    (issue,) = _json("gitlab", FOUND)
    assert len(issue.pop("fingerprint")) == 32
    assert issue == {
        "description": "PM111 Severity `P7` is not one of P1, P2 (help: write one of P1, P2)",
        "check_name": "PM111",
        "severity": "major",
        "location": {"path": PATH, "lines": {"begin": 2, "end": 2}},
    }


@pytest.mark.parametrize(
    ("code", "level", "severity"),
    [
        ("PM111", "info", "info"),
        ("PM111", "warning", "minor"),
        ("PM111", "error", "major"),
        ("PM801", "error", "critical"),
        ("PM801", "warning", "minor"),
    ],
)
def test_gitlab_severity(code: str, level: str, severity: str) -> None:
    (issue,) = _json("gitlab", finding(span_of(TEXT, "P7"), code=code, level=level))
    assert issue["severity"] == severity


def test_gitlab_of_nothing_is_an_empty_array() -> None:
    assert shown(TEXT, output_format="gitlab") == "[]"


# -- reviewdog --


def test_rdjson() -> None:
    data = _json("rdjson", FOUND, NOTED)
    assert data["source"]["name"] == "postmortem"
    place = {"start": {"line": 2, "column": 15}, "end": {"line": 2, "column": 17}}
    assert data["diagnostics"] == [
        {
            "message": "Severity `P7` is not one of P1, P2\nhelp: write one of P1, P2",
            "severity": "ERROR",
            "code": {"value": "PM111", "url": URL},
            "location": {"path": PATH, "range": place},
            "suggestions": [{"range": place, "text": "P1"}],
        },
        {
            "message": f"Status\nhelp: say it\nnote: see here: {PATH}:2:15",
            "severity": "WARNING",
            "code": {"value": "PM111", "url": URL},
            "location": {
                "path": PATH,
                "range": {"start": {"line": 3, "column": 13}, "end": {"line": 3, "column": 19}},
            },
        },
    ]


def test_rdjson_counts_columns_in_bytes() -> None:
    text = "Größe 日本 🚀 P7 ü\n"
    found = finding(span_of(text, "P7"), fix=replace(piece_of(text, "P7"), "P1"))
    (diagnostic,) = _json("rdjson", found, text=text)["diagnostics"]
    start = len("Größe 日本 🚀 ".encode()) + 1
    place = {"start": {"line": 1, "column": start}, "end": {"line": 1, "column": start + 2}}
    assert diagnostic["location"]["range"] == place
    assert diagnostic["suggestions"][0]["range"] == place


def test_rdjson_suggests_all_edits_of_a_fix_but_none_that_is_only_shown() -> None:
    at, later = piece_of(TEXT, "P7"), piece_of(TEXT, "closed")
    both = Fix("do it", (*replace(at, "P1").edits, *insert(later, "x", "").edits))
    shown_only = Fix("rename the file", replace(at, "P1").edits, DISPLAY)
    elsewhere = replace(piece_of(TEXT, "P7", "docs/b.md"), "P1")
    found = [finding(at.span, fix=fix) for fix in (both, shown_only, elsewhere)]
    diagnostics = _json("rdjson", *found)["diagnostics"]
    assert [suggestion["text"] for suggestion in diagnostics[0]["suggestions"]] == ["P1", "x"]
    assert (
        diagnostics[0]["suggestions"][1]["range"]["start"] == diagnostics[0]["suggestions"][1]["range"]["end"]
    )
    assert "suggestions" not in diagnostics[1]
    assert "suggestions" not in diagnostics[2]


# -- JUnit --


def _junit(*diagnostics: Any) -> ElementTree.Element:
    return ElementTree.fromstring(shown(TEXT, *diagnostics, output_format="junit").encode())


def test_junit() -> None:
    root = _junit(FOUND, NOTED)
    assert root.attrib == {"name": "postmortem", "tests": "4", "failures": "2", "errors": "0"}
    suites = {suite.attrib["name"]: suite for suite in root}
    assert list(suites) == [PATH, "docs/postmortems/b.md", "docs/postmortems/c.md"]
    assert suites[PATH].attrib["failures"] == "2"
    first = suites[PATH][0]
    assert first.attrib == {"name": "PM111 bad-severity (2:15)", "classname": PATH, "file": PATH, "line": "2"}
    failure = first[0]
    assert failure.attrib == {"type": "error", "message": "Severity `P7` is not one of P1, P2"}
    assert failure.text == (
        f"{PATH}:2:15\nPM111 Severity `P7` is not one of P1, P2\nhelp: write one of P1, P2\n{URL}"
    )


def test_junit_has_a_case_that_passed_for_each_clean_document() -> None:
    root = _junit()
    assert (root.attrib["tests"], root.attrib["failures"]) == ("3", "0")
    cases = [case for suite in root for case in suite]
    assert [case.attrib["file"] for case in cases] == [PATH, "docs/postmortems/b.md", "docs/postmortems/c.md"]
    assert not [child for case in cases for child in case]


# -- hostile text, in all of them --


@pytest.mark.parametrize("output_format", FORMATS)
def test_no_control_character_gets_out(output_format: str) -> None:
    report = shown(TEXT, EVIL, output_format=output_format)
    assert not [char for char in report if not char.isprintable() and char != "\n"]


@pytest.mark.parametrize("path", ["a\udcff.md", "/srv/\udcff.md"])
@pytest.mark.parametrize("output_format", FORMATS)
def test_a_file_name_that_is_no_unicode_can_be_written(output_format: str, path: str) -> None:
    report = shown(TEXT, finding(Span(path, 1, 1, 1, 2)), output_format=output_format)
    assert report.encode("utf-8")


def test_xml_is_well_formed_whatever_a_document_says() -> None:
    (_, failure) = [each for each in _junit(EVIL).iter() if each.tag in ("testcase", "failure")][-2:]
    assert failure.attrib["message"] == HARMLESS
    assert failure.text is not None
    assert f"help: {HARMLESS}\n" in failure.text


@pytest.mark.parametrize("output_format", ["sarif", "gitlab", "rdjson"])
def test_messages_for_services_are_harmless(output_format: str) -> None:
    assert HARMLESS in json.dumps(_json(output_format, EVIL), ensure_ascii=False).replace('\\"', '"')


def test_a_fix_that_would_print_a_secret_is_left_out() -> None:
    token = "ghp" + "_aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5"
    text = f"**Severity:** {token}\n"
    at = piece_of(text, token)
    for fix in (replace(at, "P1"), Fix("quote it", replace(at, f'"{token}"').edits)):
        report = report_of(text, finding(at.span, fix=fix))
        assert report.fix(report.diagnostics[0]) is None
        for output_format in FORMATS:
            assert token not in "\n".join(FORMATS[output_format](report))
