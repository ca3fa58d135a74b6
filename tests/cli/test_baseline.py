"""`postmortem check` with a baseline: written, held against, pruned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import MakeSite
from tests.cli.running import OTHER, OWNER, SEVERITY, SITE, VALID, bad, check, run

FILE = "postmortem-baseline.json"
WHOLE = "is about the whole archive and every rule; leave out"


def written(root: Path, name: str = FILE) -> list[str]:
    """Return the rules in the baseline."""
    data = json.loads((root / name).read_text(encoding="utf-8"))
    assert data["count"] == len(data["findings"])
    return [each["rule"] for each in data["findings"]]


def test_from_red_to_green_and_back(site: MakeSite) -> None:
    root = site({VALID: bad(SEVERITY, OWNER)})
    assert check().code == 1
    done = check("--write-baseline")
    assert (done.code, done.out) == (0, f"Wrote {FILE}: 2 findings in 2 documents.\n")
    assert written(root) == ["PM111", "PM604"]
    assert (check().code, check().findings) == (0, [])
    (root / OTHER).write_text(
        str(SITE[OTHER]).replace("**Severity:** P", "**Severity:** Q"), encoding="utf-8"
    )
    ran = check()
    assert ran.code == 1
    assert [line.split(" ")[1] for line in ran.findings] == ["PM111"]


def test_it_is_found_from_a_folder_below(site: MakeSite) -> None:
    site({VALID: bad(SEVERITY)})
    check("--write-baseline")
    site({VALID: bad(SEVERITY)}, inside="docs/postmortems")
    assert check().code == 0


def test_what_is_mended_is_reported_until_it_is_pruned(site: MakeSite) -> None:
    root = site({VALID: bad(SEVERITY, OWNER)})
    check("--write-baseline")
    (root / VALID).write_text(bad(SEVERITY), encoding="utf-8")
    ran = check()
    assert (ran.code, ran.findings) == (0, [f"{FILE}:8:5 PM902 PM604 in the baseline no longer occurs"])
    assert check("--fail-on", "warning").code == 1
    full = run("check").out
    assert '8 |     {"incident": "inc-2025-14", "rule": "PM604", "section": "actions"' in full
    done = check("--prune-baseline")
    assert (done.code, done.out) == (0, f"Took 1 of 2 findings out of {FILE}.\n")
    assert written(root) == ["PM111"]
    assert check("--fail-on", "warning").findings == []


def test_pruning_takes_nothing_new_in(site: MakeSite) -> None:
    root = site({VALID: bad(SEVERITY)})
    check("--write-baseline")
    (root / VALID).write_text(bad(SEVERITY, OWNER), encoding="utf-8")
    assert check("--prune-baseline").out == f"Took 0 of 1 findings out of {FILE}.\n"
    assert written(root) == ["PM111"]
    assert check().code == 1


def test_writing_again_takes_everything_in(site: MakeSite) -> None:
    root = site({VALID: bad(SEVERITY)})
    check("--write-baseline")
    first = (root / FILE).read_bytes()
    check("--write-baseline")
    assert (root / FILE).read_bytes() == first
    (root / VALID).write_text(bad(SEVERITY, OWNER), encoding="utf-8")
    check("--write-baseline")
    assert written(root) == ["PM111", "PM604"]


def test_one_document_is_held_against_its_part(site: MakeSite) -> None:
    site({VALID: bad(SEVERITY)})
    check("--write-baseline")
    assert check(VALID).findings == []
    assert check(OTHER).findings == []


def test_another_file(site: MakeSite) -> None:
    config = "site_name: Test\nplugins:\n  - postmortem:\n      baseline: checks/known.json\n"
    root = site({"mkdocs.yml": config, VALID: bad(SEVERITY), "checks/readme.txt": ""})
    ran = check()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "postmortem: option `baseline`: there is no file checks/known.json; "
        "`postmortem check --write-baseline` makes it\n"
    )
    assert check("--write-baseline").code == 0
    assert written(root, "checks/known.json") == ["PM111"]
    assert check().code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--write-baseline", VALID], f"--write-baseline {WHOLE} PATHS"),
        (["--write-baseline", "--select", "PM1"], f"--write-baseline {WHOLE} --select"),
        (["--prune-baseline", "--ignore", "PM1"], f"--prune-baseline {WHOLE} --ignore"),
        (["--prune-baseline", "--diff-base", "main"], f"--prune-baseline {WHOLE} --diff-base"),
        (["--write-baseline", "--prune-baseline"], f"--write-baseline {WHOLE} --prune-baseline"),
        (["--prune-baseline"], f"there is no baseline {FILE}; --write-baseline makes it"),
    ],
)
def test_wrong_use(site: MakeSite, arguments: list[str], message: str) -> None:
    root = site({VALID: bad(SEVERITY)})
    ran = check(*arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", f"postmortem: {message}\n")
    assert not (root / FILE).exists()


def test_a_broken_file_ends_the_command(site: MakeSite) -> None:
    site({FILE: "<<<<<<< HEAD\n"})
    ran = check()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"postmortem: {FILE}:1:1: is not valid JSON (Expecting value)")
    assert check("--write-baseline").code == 0
    assert check().code == 0


def test_a_file_that_cannot_be_written(site: MakeSite) -> None:
    config = "site_name: Test\nplugins:\n  - postmortem:\n      baseline: nowhere/known.json\n"
    site({"mkdocs.yml": config})
    ran = check("--write-baseline")
    message = "nowhere/known.json: can't be written: No such file or directory"
    assert (ran.code, ran.err) == (2, f"postmortem: {message}\n")


def test_infos_are_known_where_they_fail_a_run(site: MakeSite) -> None:
    root = site({VALID: bad(OWNER, ("**Status:** closed", "**Status:** draft"))})
    check("--write-baseline")
    assert written(root) == []
    check("--write-baseline", "--fail-on", "info")
    assert "PM604" in written(root)
    assert check("--fail-on", "info").code == 0


def test_a_glob_of_no_use_is_shown_in_the_configuration(site: MakeSite) -> None:
    config = 'site_name: Test\nplugins:\n  - postmortem:\n      per_file:\n        "2019/**": [PM3]\n'
    site({"mkdocs.yml": config})
    assert check().findings == ["mkdocs.yml:5:10 PM011 `per_file`: no postmortem is called `2019/**`"]
    assert '5 |         "2019/**": [PM3]' in run("check").out


def test_what_is_known_is_not_fixed_by_itself(site: MakeSite) -> None:
    misspelt = ("## Lessons Learned", "## Lessons Lerned")
    root = site({VALID: bad(misspelt)})
    check("--write-baseline")
    assert check("--fix", "--unsafe-fixes").code == 0
    assert (root / VALID).read_text(encoding="utf-8") == bad(misspelt)
