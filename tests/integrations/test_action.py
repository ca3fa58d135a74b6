"""The GitHub Action: its scripts, run by bash with the variables that GitHub would set.

The installation is left out, since it needs a package index; the command is on PATH instead.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_postmortem.cli.check import check as command
from tests.cli.running import OTHER, OWNER, SEVERITY, VALID, Ran, bad
from tests.integrations.machines import ROOT, environment, execute, write, write_site
from tests.rules.support import text_of

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
INPUTS: dict[str, dict[str, str]] = ACTION["inputs"]
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
CHECK = STEPS[-1]
SCRIPTS = [step for step in STEPS if "run" in step]
SEVERITY_FOUND = "PM111 Severity `P7` is not one of P1, P2, P3, P4"
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
OPTIONS = {option for parameter in command.params for option in parameter.opts}
needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")


def run(root: Path, **inputs: str) -> Ran:
    """Run the step that checks, as GitHub runs it; the inputs' names have `_` for `-`."""
    given = {name.replace("_", "-"): value for name, value in inputs.items()}
    assert given.keys() <= INPUTS.keys()
    values = {f"inputs.{name}": given.get(name, each["default"]) for name, each in INPUTS.items()}
    values["steps.install.outputs.bin"] = ""
    variables = {name: _evaluated(text, values) for name, text in CHECK["env"].items()}
    script = root.parent / "script.sh"
    script.write_text(CHECK["run"], encoding="utf-8")
    summary = root.parent / "summary.md"
    summary.touch()
    return execute(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        root,
        {
            **environment(root.parent / "home"),
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(root),
            "GITHUB_STEP_SUMMARY": str(summary),
            **variables,
        },
    )


def _evaluated(text: str, values: dict[str, str]) -> str:
    return EXPRESSION.sub(lambda match: values[match[1]], text)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a checked out site with one wrong severity and one action without an owner."""
    root = tmp_path / "checkout"
    write_site(root, {VALID: bad(SEVERITY, OWNER)})
    return root


# -- the file --


def test_every_input_is_explained_and_used() -> None:
    text = yaml.safe_dump(STEPS)
    for name, each in INPUTS.items():
        assert each["description"].endswith("."), name
        assert f"inputs.{name}" in text, name
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(INPUTS)


def test_no_script_has_an_expression_in_it() -> None:
    assert len(SCRIPTS) == 2
    for step in SCRIPTS:
        assert step["shell"] == "bash"
        assert not EXPRESSION.search(step["run"]), step["name"]


@needs_bash
@pytest.mark.parametrize("step", SCRIPTS, ids=lambda step: str(step["name"]))
def test_every_script_is_bash(step: dict[str, Any]) -> None:
    done = subprocess.run(["bash", "-n"], input=step["run"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_option_exists() -> None:
    assert set(re.findall(r"(--[a-z-]+)=", CHECK["run"])) <= OPTIONS


@needs_bash
def test_what_is_installed(tmp_path: Path) -> None:
    """The environment is real; `pip` in it is a module that says what it was asked for."""
    step = next(step for step in STEPS if step.get("id") == "install")
    write(
        tmp_path,
        {
            "fake/pip.py": "import sys\nprint(sys.argv[1:])\n",
            "fake/venv.py": "import os, sys\nos.makedirs(sys.argv[1] + '/bin')\n"
            "os.symlink(sys.executable, sys.argv[1] + '/bin/python')\n",
            "output": "",
        },
    )
    env = {
        **environment(tmp_path / "home"),
        "PYTHONPATH": str(tmp_path / "fake"),
        "RUNNER_TEMP": str(tmp_path / "temp dir"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "ACTION": "/the/action",
    }
    for given, asked in (("", "/the/action"), ("mkdocs-postmortem==0.1.0; $(id)", None)):
        shutil.rmtree(tmp_path / "temp dir", ignore_errors=True)
        ran = execute(["bash", "-eo", "pipefail", "-c", step["run"]], tmp_path, {**env, "INSTALL": given})
        arguments = ["install", "--quiet", "--disable-pip-version-check", "--", asked or given]
        assert (ran.code, ran.out, ran.err) == (0, f"{arguments}\n", "")
    bin_folder = f"{tmp_path}/temp dir/postmortem/bin"
    assert (tmp_path / "output").read_text(encoding="utf-8") == f"bin={bin_folder}\n" * 2


# -- the check --


@needs_bash
def test_findings_become_annotations(root: Path) -> None:
    ran = run(root)
    assert (ran.code, ran.err) == (1, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith(f"::error file={VALID},line=12,endLine=12,col=15,endColumn=17,")
    assert SEVERITY_FOUND in lines[0]
    assert "PM604 Item 2 has no owner" in lines[1]


@needs_bash
def test_a_clean_archive_passes(root: Path) -> None:
    write_site(root)
    ran = run(root)
    assert (ran.code, ran.err) == (0, "")
    assert "::error" not in ran.out


@needs_bash
@pytest.mark.parametrize(
    ("inputs", "code", "found"),
    [
        ({"format": "concise"}, 1, f"{VALID}:12:15 {SEVERITY_FOUND}\n"),
        ({"format": "concise", "fail_on": "never"}, 0, f"{VALID}:12:15 {SEVERITY_FOUND}\n"),
        ({"format": "concise", "paths": OTHER}, 0, "No findings in 1 document.\n"),
        ({"format": "concise", "paths": f"{OTHER}\n{VALID}\n"}, 1, "in 1 of 2 documents."),
        ({"format": "concise", "paths": f"\n{OTHER}\r\n\n"}, 0, "No findings in 1 document.\n"),
        ({"format": "concise", "config": "few rules.yml"}, 1, "Found 1 error in 1 of 2 documents."),
    ],
)
def test_inputs(root: Path, inputs: dict[str, str], code: int, found: str) -> None:
    write(root, {"few rules.yml": "folder: docs/postmortems\nselect: [PM111]\n"})
    ran = run(root, **inputs)
    assert (ran.code, ran.err) == (code, "")
    assert found in ran.out


@needs_bash
def test_a_path_with_spaces(root: Path) -> None:
    write(root, {"docs/postmortems/two words.md": "# Bad\n"})
    ran = run(root, format="concise", paths="docs/postmortems/two words.md", fail_on="never")
    assert (ran.code, ran.err) == (0, "")
    assert ran.findings[0].startswith("docs/postmortems/two words.md:1:3 PM208 ")


NASTY = ["$(touch {})`touch {}`; touch {}", "' || touch {} '\" && touch {} \"", "--help"]


@needs_bash
@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("name", ["paths", "config", "fail_on", "diff_base", "format", "sarif_file"])
def test_no_input_is_run_or_taken_for_an_option(root: Path, name: str, text: str) -> None:
    mark = root.parent / "was-run"
    ran = run(root, **{name: text.replace("{}", str(mark))})
    assert not mark.exists()
    assert "Usage: postmortem check [OPTIONS]" not in ran.out
    assert "Traceback" not in ran.err


@needs_bash
@pytest.mark.parametrize("text", [*NASTY, "*.md", "-h", "~"])
def test_a_path_that_does_not_exist_is_named_as_it_was_given(root: Path, text: str) -> None:
    ran = run(root, paths=text)
    assert (ran.code, ran.out, ran.err) == (2, "", f"postmortem: there is no file or folder {text}\n")


@needs_bash
@pytest.mark.parametrize("inputs", [{"config": "gone.yml"}, {"fail_on": "errors"}, {"paths": "gone.md"}])
def test_wrong_use_fails_the_step(root: Path, inputs: dict[str, str]) -> None:
    ran = run(root, **inputs)
    assert (ran.code, ran.out) == (2, "")
    assert next(iter(inputs.values())) in ran.err


@needs_bash
def test_the_summary_of_the_run_has_everything(root: Path) -> None:
    assert run(root).code == 1
    summary = (root.parent / "summary.md").read_text(encoding="utf-8")
    assert "PM111" in summary
    assert "PM604" in summary


@needs_bash
@pytest.mark.parametrize("code", [0, 1])
def test_sarif_is_written_whether_the_step_fails_or_not(root: Path, code: int) -> None:
    ran = run(root, sarif_file="out put.sarif", fail_on="error" if code else "never")
    assert (ran.code, ran.err) == (code, "")
    assert ran.out.startswith(f"::error file={VALID},line=12,")
    results = json.loads((root / "out put.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [each["ruleId"] for each in results] == ["PM111", "PM604"]


@needs_bash
def test_a_configuration_that_is_broken_is_said_once(root: Path) -> None:
    write(root, {"mkdocs.yml": "site_name: T\nplugins: [postmortem: {fail_on: errors}]\n"})
    ran = run(root, sarif_file="out.sarif")
    assert (ran.code, ran.out, ran.err.count("fail_on")) == (2, "", 1)


@needs_bash
def test_only_changed_documents_fail_a_pull_request(root: Path) -> None:
    env = environment(root.parent / "home")
    for arguments in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "Old"]):
        assert execute(["git", *arguments], root, env).code == 0
    write(root, {OTHER: text_of("earlier") + "\n"})
    ran = run(root, format="concise", diff_base="main")
    assert (ran.code, ran.err) == (0, "")
    write(root, {VALID: bad(SEVERITY, OWNER) + "\n"})
    ran = run(root, format="concise", diff_base="main")
    assert (ran.code, ran.err) == (1, "")
    assert run(root, format="concise", diff_base="gone").code == 2
