"""`postmortem check`: which documents, which findings, which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import MakeSite
from tests.cli.running import OTHER, OWNER, SEVERITY, VALID, bad, check, run
from tests.rules.support import text_of

SEVERITY_FOUND = f"{VALID}:12:15 PM111 Severity `P7` is not one of P1, P2, P3, P4"
OWNER_FOUND = f"{VALID}:89:61 PM604 Item 2 has no owner"
NO_SECTION = ("## Where We Got Lucky", "### By Chance")
MISSPELT = ("## Root Cause\n", "## Root Couse\n")
DRAFT = ("**Status:** closed", "**Status:** draft")


# -- exit codes and levels --


def test_nothing_found(site: MakeSite) -> None:
    site()
    ran = check()
    assert (ran.code, ran.out, ran.err) == (0, "No findings in 2 documents.\n", "")


def test_something_found(site: MakeSite) -> None:
    site({VALID: bad(SEVERITY, OWNER)})
    ran = check()
    assert (ran.code, ran.err) == (1, "")
    assert ran.findings == [SEVERITY_FOUND, OWNER_FOUND]
    assert ran.summary == "Found 2 errors in 1 of 2 documents. `postmortem rule PM111` explains the gravest."


@pytest.mark.parametrize(
    ("fail_on", "edits", "code"),
    [
        ("error", (SEVERITY,), 1),
        ("error", (MISSPELT,), 0),
        ("warning", (MISSPELT,), 1),
        ("warning", (DRAFT, NO_SECTION), 0),
        ("info", (DRAFT, NO_SECTION), 1),
        ("info", (), 0),
        ("never", (SEVERITY,), 0),
    ],
)
def test_fail_on(site: MakeSite, fail_on: str, edits: tuple[tuple[str, str], ...], code: int) -> None:
    site({VALID: bad(*edits)})
    assert check("--fail-on", fail_on).code == code
    options = f"plugins: [postmortem: {{fail_on: {fail_on}}}]"
    site({VALID: bad(*edits), "mkdocs.yml": f"site_name: T\n{options}\n"})
    assert check().code == code


def test_the_command_line_beats_the_configuration(site: MakeSite) -> None:
    options = "{fail_on: never, select: [PM1], ignore: [PM111]}"
    site({"mkdocs.yml": f"site_name: T\nplugins: [postmortem: {options}]\n", VALID: bad(SEVERITY, OWNER)})
    assert check().findings == []
    ran = check("--fail-on", "error", "--select", "PM6", "--ignore", "PM701")
    assert (ran.code, ran.findings) == (1, [OWNER_FOUND])


@pytest.mark.parametrize(
    ("arguments", "findings"),
    [
        (["--select", "PM111"], [SEVERITY_FOUND]),
        (["--select", "PM1, no-owner"], [SEVERITY_FOUND, OWNER_FOUND]),
        (["--select", "PM6", "--ignore", "PM604"], []),
        (["--ignore", "bad-severity"], [OWNER_FOUND]),
        (["--ignore", "PM"], []),
    ],
)
def test_select_and_ignore(site: MakeSite, arguments: list[str], findings: list[str]) -> None:
    site({VALID: bad(SEVERITY, OWNER)})
    assert check(*arguments).findings == findings


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--select", "PM11l"],
            "option `select`: found `PM11l`, expected a rule's code, the start of one, or",
        ),
        (["--ignore", "no-ownr"], "option `ignore`: there is no rule `no-ownr`; did you mean `no-owner`?"),
        (["--select", "PM999"], "option `select`: there is no rule `PM999`"),
        (["mkdocs.yml"], "mkdocs.yml is no Markdown file: its name ends in none of .md, .markdown"),
        (["gone.md"], "there is no file or folder gone.md"),
        (["docs", "gone"], "there is no file or folder gone"),
    ],
)
def test_wrong_use(site: MakeSite, arguments: list[str], message: str) -> None:
    site({VALID: bad(SEVERITY)})
    ran = check(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"postmortem: {message}")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--fail-on", "eror"],
        ["--output-format", "xml"],
        ["--today", "yesterday"],
        ["--today", "2025-02-30"],
        ["--today", "20250314"],
        ["--no-such-option"],
    ],
)
def test_wrong_options(site: MakeSite, arguments: list[str]) -> None:
    site()
    ran = run("check", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Error: " in ran.err
    assert arguments[-1] in ran.err


# -- informational findings --


def test_infos_are_counted_but_not_shown(site: MakeSite) -> None:
    site({VALID: bad(DRAFT, NO_SECTION)})
    assert check().out == (
        "No findings in 2 documents. 1 informational finding not shown: `postmortem check --info`.\n"
    )


def test_infos_are_shown_when_asked_for(site: MakeSite) -> None:
    site({VALID: bad(DRAFT, NO_SECTION)})
    ran = check("--info")
    assert (ran.code, len(ran.findings)) == (0, 1)
    assert ran.summary == "Found 1 info in 1 of 2 documents. `postmortem rule PM201` explains it."


def test_infos_are_shown_where_they_fail_and_to_machines(site: MakeSite) -> None:
    site({VALID: bad(DRAFT, NO_SECTION)})
    assert len(check("--fail-on", "info").findings) == 1
    assert [each["level"] for each in json.loads(run("check", "--output-format", "json").out)] == ["info"]
    assert run("check", "--output-format", "github").out == ""


# -- formats --


def test_the_full_format_is_the_default(site: MakeSite) -> None:
    site({VALID: bad(SEVERITY)})
    assert (
        run("check").out
        == f"""\
error PM111 Severity `P7` is not one of P1, P2, P3, P4
  --> {VALID}:12:15
   |
11 | **Date:** 2025-03-14
12 | **Severity:** P7
   |               ^^
13 | **Status:** closed
   |
help: write one of P1, P2, P3, P4

Found 1 error in 1 of 2 documents. `postmortem rule PM111` explains it.
"""
    )


def test_json(site: MakeSite) -> None:
    site({VALID: bad(SEVERITY)})
    ran = run("check", "--output-format", "json")
    (found,) = json.loads(ran.out)
    assert (ran.code, found["path"], found["line"], found["code"]) == (1, VALID, 12, "PM111")
    site({VALID: text_of("valid")})
    assert run("check", "--output-format", "json").out == "[]\n"


def test_github(site: MakeSite) -> None:
    site({VALID: bad(SEVERITY)})
    ran = run("check", "--output-format", "github")
    assert ran.out.startswith(
        f"::error file={VALID},line=12,endLine=12,col=15,endColumn=17,title=PM111 bad-severity::"
    )


@pytest.mark.parametrize(
    ("arguments", "environment", "colored"),
    [
        ([], {}, False),
        (["--color"], {}, True),
        (["--color"], {"NO_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--no-color"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(
    site: MakeSite,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    environment: dict[str, str],
    colored: bool,
) -> None:
    site({VALID: bad(SEVERITY)})
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run("check", *arguments).out) is colored


def test_the_width_of_the_terminal(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site({VALID: bad(OWNER)})
    monkeypatch.setenv("COLUMNS", "60")
    frames = [line for line in run("check").out.splitlines() if " | " in line]
    assert frames
    assert max(len(line) for line in frames) <= 60


# -- the calendar --


@pytest.mark.parametrize("arguments", [["--today", "1999-01-01"], ["--today", "2999-12-31"], []])
def test_nothing_depends_on_today(site: MakeSite, arguments: list[str]) -> None:
    site()
    assert check(*arguments).code == 0


@pytest.mark.parametrize(("epoch", "code"), [("1741910400", 0), ("", 0), ("soon", 0), ("9" * 30, 2)])
def test_source_date_epoch(site: MakeSite, monkeypatch: pytest.MonkeyPatch, epoch: str, code: int) -> None:
    site()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    ran = check()
    assert ran.code == code
    if code:
        assert ran.err == f"postmortem: SOURCE_DATE_EPOCH: found `{epoch}`, expected seconds since 1970\n"


# -- documents by path --


@pytest.mark.parametrize(
    ("paths", "documents"),
    [
        ([VALID], 1),
        ([OTHER], 1),
        ([VALID, OTHER], 2),
        ([VALID, VALID, f"./{VALID}"], 1),
        (["docs/postmortems"], 2),
        (["docs"], 2),
        (["."], 2),
        (["docs/postmortems/2025"], 1),
        (["docs/postmortems/2025/c.md", OTHER], 2),
    ],
)
def test_paths(site: MakeSite, paths: list[str], documents: int) -> None:
    files: dict[str, str | bytes | None] = {}
    if "2025" in paths[0]:
        text = text_of("earlier").replace("INC-2024-031", "INC-2024-032")
        files["docs/postmortems/2025/c.md"] = text.replace("Orders loader rejects a new type", "Orders late")
    site(files)
    noun = "document" if documents == 1 else "documents"
    assert check(*paths).out == f"No findings in {documents} {noun}.\n"


def test_only_what_was_asked_for_is_reported(site: MakeSite) -> None:
    site({VALID: bad(SEVERITY)})
    assert (check(OTHER).code, check(OTHER).findings) == (0, [])
    assert (check(VALID).code, check(VALID).findings) == (1, [SEVERITY_FOUND])


@pytest.mark.parametrize("name", ["index.md", "template.md", "_blank.md", "templates/a.md", "picture.png"])
def test_what_is_no_incident_may_be_named(site: MakeSite, name: str) -> None:
    site({f"docs/postmortems/{name}": "# Bad\n"})
    assert check(f"docs/postmortems/{name}").out == "No documents to check.\n"
    assert check(f"docs/postmortems/{name}", VALID).out == "No findings in 1 document.\n"


def test_a_draft_is_checked_when_named(site: MakeSite) -> None:
    site({"mkdocs.yml": "site_name: T\ndraft_docs: bad.md\n", "docs/postmortems/bad.md": bad(SEVERITY)})
    assert check().summary == "No findings in 2 documents."
    assert "docs/postmortems/bad.md:12:15 PM111" in check("docs/postmortems/bad.md").out


def test_a_document_outside_the_archive_is_judged_against_it(site: MakeSite) -> None:
    site({"drafts/a.md": text_of("valid").replace("INC-2025-014", "INC-2025-015")})
    assert check("drafts/a.md").out == "No findings in 1 document.\n"
    site({"drafts/a.md": bad(SEVERITY)})
    assert check("drafts/a.md").findings == [
        f"drafts/a.md:10:18 PM901 Incident ID INC-2025-014 is also used in `{VALID}`",
        "drafts/a.md:12:15 PM111 Severity `P7` is not one of P1, P2, P3, P4",
    ]


def test_a_folder_outside_the_archive_is_an_archive_of_its_own(site: MakeSite) -> None:
    site(
        {
            "inbox/2025/a.md": bad(SEVERITY).replace("014", "015"),
            "inbox/index.md": "# Index\n",
            "inbox/x.txt": "",
        }
    )
    assert check("inbox").out.startswith("inbox/2025/a.md:12:15 PM111 ")
    assert check("inbox").summary.startswith("Found 1 error in 1 of 1 document.")


def test_documents_far_away_are_shown_as_they_were_named(
    site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site({VALID: bad(SEVERITY)}, inside="docs/other")
    assert check(f"../../{VALID}").findings == [SEVERITY_FOUND.replace("docs/", "../", 1)]
    monkeypatch.chdir("/")
    far = tmp_path / VALID
    assert (
        check("--config", tmp_path / "mkdocs.yml", far).findings[0].endswith(SEVERITY_FOUND.split(":", 1)[1])
    )


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        (".", "docs/postmortems/"),
        ("docs", "postmortems/"),
        ("docs/postmortems", ""),
        ("docs/postmortems/2025", "../"),
        ("src", "../docs/postmortems/"),
    ],
)
def test_paths_are_shown_relative_to_the_working_directory(site: MakeSite, inside: str, shown: str) -> None:
    site({VALID: bad(SEVERITY)}, inside)
    assert check().findings == [SEVERITY_FOUND.replace("docs/postmortems/", shown)]


def test_a_duplicate_id_is_told_whichever_document_was_named(site: MakeSite) -> None:
    twin = text_of("valid").replace("**Incident ID:** INC-2025-014", "**Incident ID:** INC-2024-031")
    site({VALID: twin})
    assert check(VALID).findings == [
        f"{VALID}:10:18 PM901 Incident ID INC-2024-031 is also used in `{OTHER}`"
    ]
    assert check(OTHER).findings == [
        f"{OTHER}:10:18 PM901 Incident ID INC-2024-031 is also used in `{VALID}`"
    ]
    assert len(check().findings) == len(check(VALID, OTHER).findings) == 1


def test_an_empty_archive(site: MakeSite) -> None:
    site({VALID: None, OTHER: None, "docs/postmortems/index.md": "# Incidents\n"})
    assert (check().code, check().out) == (0, "No documents to check.\n")
