"""Where a report of `postmortem check` goes, and in which form."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from mkdocs_postmortem.report import FORMATS
from mkdocs_postmortem.rules import RULES
from mkdocs_postmortem.settings import OPTIONS
from tests.cli.conftest import MakeSite
from tests.cli.running import OWNER, SEVERITY, VALID, bad, check, run

MISSPELT = ("## Root Cause\n", "## Root Couse\n")
DRAFT = ("**Status:** closed", "**Status:** draft")
NO_SECTION = ("## Where We Got Lucky", "### By Chance")


# -- into a file --


@pytest.mark.parametrize("output_format", FORMATS)
def test_a_file_holds_what_the_terminal_would_show(site: MakeSite, output_format: str) -> None:
    folder = site({VALID: bad(SEVERITY, OWNER)})
    shown = run("check", "--output-format", output_format)
    ran = run("check", "--output-format", output_format, "--output-file", "report")
    assert (ran.code, ran.out, ran.err) == (1, "", "")
    assert (folder / "report").read_text(encoding="utf-8") == shown.out
    assert shown.out.endswith("\n")


def test_a_file_is_replaced_and_keeps_its_mode(site: MakeSite) -> None:
    folder = site({"report.txt": "old\n" * 100})
    report = folder / "report.txt"
    report.chmod(0o640)
    inode = report.stat().st_ino
    assert check("--output-file", "report.txt").code == 0
    assert report.read_text() == "No findings in 2 documents.\n"
    assert report.stat().st_mode & 0o777 == 0o640
    assert report.stat().st_ino != inode
    assert sorted(path.name for path in folder.iterdir()) == ["docs", "mkdocs.yml", "report.txt"]


def test_a_link_to_a_file_stays_one(site: MakeSite) -> None:
    folder = site({"real/report.txt": "old"})
    (folder / "link.txt").symlink_to("real/report.txt")
    assert check("--output-file", "link.txt").code == 0
    assert (folder / "link.txt").is_symlink()
    assert (folder / "real" / "report.txt").read_text() == "No findings in 2 documents.\n"


def test_what_is_no_file_is_written_to(site: MakeSite) -> None:
    site()
    assert check("--output-file", os.devnull).code == 0
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("name", "reason"), [("none/report.txt", "No such file or directory"), ("docs", "Is a directory")]
)
def test_a_file_that_can_t_be_written(site: MakeSite, name: str, reason: str) -> None:
    folder = site({VALID: bad(SEVERITY)})
    ran = check("--output-file", name)
    assert (ran.code, ran.out, ran.err) == (2, "", f"postmortem: {name}: can't be written: {reason}\n")
    assert sorted(path.name for path in folder.iterdir()) == ["docs", "mkdocs.yml"]


def test_a_file_has_colours_only_if_asked_for(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = site()
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in check().out
    check("--output-file", "report.txt")
    assert "\x1b" not in (folder / "report.txt").read_text()
    check("--output-file", "report.txt", "--color")
    assert "\x1b" in (folder / "report.txt").read_text()


# -- formats --


@pytest.mark.parametrize("output_format", ["json-lines", "gitlab", "rdjson", "sarif"])
def test_machines_get_informational_findings(site: MakeSite, output_format: str) -> None:
    site({VALID: bad(DRAFT, NO_SECTION)})
    assert "PM201" in run("check", "--output-format", output_format).out
    assert "PM201" not in run("check", "--output-format", "junit").out
    assert "PM201" in run("check", "--output-format", "junit", "--info").out


def test_json_lines(site: MakeSite) -> None:
    site({VALID: bad(SEVERITY, OWNER)})
    lines = run("check", "--output-format", "json-lines").out.splitlines()
    assert [json.loads(line)["code"] for line in lines] == ["PM111", "PM604"]


def test_junit_names_only_the_documents_that_were_judged(site: MakeSite) -> None:
    site()
    out = run("check", "--output-format", "junit", VALID).out
    assert out.count("<testcase") == 1
    assert VALID in out


# -- on GitHub --


def test_the_whole_list_goes_into_the_summary_of_the_run(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = site({VALID: bad(SEVERITY, OWNER), "summary.md": "before\n"})
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "summary.md"))
    ran = run("check", "--output-format", "github")
    assert (ran.code, len(ran.out.splitlines())) == (1, 2)
    lines = (folder / "summary.md").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["before", "## Postmortems"]
    assert [line[:10] for line in lines if line.startswith("| ")][2:] == ["| 12 | err", "| 89 | err"]


def test_other_formats_leave_the_summary_alone(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = site({VALID: bad(SEVERITY)})
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "summary.md"))
    assert check().code == 1
    assert not (folder / "summary.md").exists()


def test_a_summary_that_can_t_be_written(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site()
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "none/summary.md")
    ran = run("check", "--output-format", "github")
    assert ran.code == 2
    assert ran.err == "postmortem: none/summary.md: can't be written: No such file or directory\n"


# -- statistics --


def test_statistics(site: MakeSite) -> None:
    site({VALID: bad(SEVERITY, OWNER, MISSPELT)})
    ran = check("--statistics")
    assert (ran.code, ran.err) == (1, "")
    rows = [line.split() for line in ran.out.splitlines()]
    assert [(row[0], row[2], row[-1]) for row in rows[:3]] == [
        ("1", "PM111", "bad-severity"),
        ("1", "PM203", "misspelt-section"),
        ("1", "PM604", "no-owner"),
    ]
    assert run("check", "--statistics", "--output-format", "full").out == ran.out
    assert run("check", "--statistics", "--output-format", "grouped").out == ran.out


def test_statistics_for_machines(site: MakeSite) -> None:
    site({VALID: bad(SEVERITY)})
    (found,) = json.loads(run("check", "--statistics", "--output-format", "json").out)
    assert (found["code"], found["count"]) == ("PM111", 1)


@pytest.mark.parametrize("output_format", ["github", "gitlab", "sarif", "junit", "rdjson"])
def test_formats_without_statistics(site: MakeSite, output_format: str) -> None:
    site()
    ran = run("check", "--statistics", "--output-format", output_format)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"postmortem: --statistics has no format {output_format}; "
        "there are full, concise, grouped, json, json-lines\n"
    )


# -- settings --

OPTIONS_GIVEN = "{fail_on: warning, ignore: [PM4, no-owner], levels: {PM3: {draft: info}}}"
CONFIG = f"site_name: T\nplugins: [postmortem: {OPTIONS_GIVEN}]\n"


def test_settings_are_shown_with_where_they_come_from(site: MakeSite) -> None:
    site({"mkdocs.yml": CONFIG, VALID: bad(SEVERITY)})
    ran = run("check", "--show-settings", "--select", "PM1,PM6")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[:2] == ["Configuration  mkdocs.yml", "Archive        docs/postmortems (2 documents)"]
    options = {line.split()[0]: " ".join(line.split()[1:]) for line in lines[4:]}
    assert list(options) == [option.name for option in OPTIONS]
    assert options["fail_on"] == "warning mkdocs.yml"
    assert options["select"] == "[PM1, PM6] command line"
    assert options["ignore"] == "[PM4, no-owner] mkdocs.yml"
    assert options["levels"] == "{PM3: {draft: info}} mkdocs.yml"
    assert options["title"] == "Incidents default"


def test_a_long_value_does_not_push_all_others_aside(site: MakeSite) -> None:
    site()
    codes = [f"PM{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 101, 201)]
    lines = run("check", "--show-settings", "--select", ",".join(codes)).out.splitlines()[4:]
    (long,) = (line for line in lines if line.endswith("  command line"))
    assert f"[{', '.join(codes)}]" in long
    assert len({len(line) for line in lines if line is not long}) == 1
    assert max(len(line) for line in lines if line is not long) < len(long)


def test_settings_for_machines(site: MakeSite) -> None:
    site({"mkdocs.yml": CONFIG})
    data = json.loads(run("check", "--show-settings", "--output-format", "json", "--fail-on", "never").out)
    assert (data["config"], data["folder"], data["documents"]) == ("mkdocs.yml", "docs/postmortems", 2)
    assert data["options"]["fail_on"] == {"value": "never", "from": "command line"}
    assert data["options"]["ignore"] == {"value": ["PM4", "no-owner"], "from": "mkdocs.yml"}
    assert data["options"]["levels"]["value"] == {"PM3": {"draft": "info"}}
    assert "PM111" in data["rules"]["on"]
    assert {"PM401", "PM604"} <= set(data["rules"]["off"])


def test_settings_without_a_configuration(site: MakeSite) -> None:
    site({"mkdocs.yml": None})
    lines = run("check", "--show-settings", VALID).out.splitlines()
    assert lines[0] == "Configuration  none: these are the defaults"
    assert {line.split()[-1] for line in lines[4:]} == {"default"}


PREVIEW = next(rule.code for rule in RULES.values() if rule.preview)


@pytest.mark.parametrize(
    ("arguments", "state"),
    [([], "in preview"), (["--select", "PM001"], "off"), (["--ignore", PREVIEW], "off")],
)
def test_a_rule_is_in_preview_where_only_that_keeps_it_off(
    site: MakeSite, arguments: list[str], state: str
) -> None:
    site()
    data = json.loads(run("check", "--show-settings", "--output-format", "json", *arguments).out)
    assert [each for each, codes in data["rules"].items() if PREVIEW in codes] == [state]
