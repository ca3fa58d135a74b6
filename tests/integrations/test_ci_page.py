"""The page *In hooks and CI*: what can be copied from it works."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml

from mkdocs_postmortem import __version__
from mkdocs_postmortem.cli.check import check as command
from tests.cli.conftest import MakeSite
from tests.cli.running import OWNER, SEVERITY, VALID, bad, run
from tests.integrations.machines import ROOT, environment, execute, write_site

TEXT = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
BLOCKS = [
    (match["language"], dedent(match["code"]))
    for match in re.finditer(
        r"^(?P<indent> *)```(?P<language>\w+)\n(?P<code>.*?)^(?P=indent)```", TEXT, re.DOTALL | re.MULTILINE
    )
]
YAML: list[dict[str, Any]] = [yaml.safe_load(code) for language, code in BLOCKS if language == "yaml"]
JSON: list[dict[str, Any]] = [json.loads(code) for language, code in BLOCKS if language == "json"]
HOOK_CONFIGS = [block for block in YAML if "repos" in block]
WORKFLOWS = [block for block in YAML if "jobs" in block]
GITLAB = next(block["postmortems"] for block in YAML if "postmortems" in block)
GITHUB_MATCHER, VSCODE_TASKS, VSCODE_LINES = JSON
INPUTS = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
HOOKS = {
    hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
}
ACTION = f"OWNER/mkdocs-postmortem@v{__version__}"
# A warning beside the two errors, and, in a draft, what is merely missing as informational.
MISSPELT = ("## Root Cause\n", "## Root Couse\n")
DRAFT = ("**Status:** closed", "**Status:** draft")


def steps() -> Iterator[dict[str, Any]]:
    """Yield the steps of all workflows on the page."""
    for block in YAML:
        yield from block.get("steps", ())
        for job in block.get("jobs", {}).values():
            yield from job["steps"]


def commands() -> Iterator[list[str]]:
    """Yield the arguments of every `postmortem check` on the page."""
    lines = [line for language, code in BLOCKS if language == "sh" for line in code.splitlines()]
    lines += [step["run"] for step in steps() if "run" in step]
    lines += GITLAB["script"]
    for config in HOOK_CONFIGS:
        for repository in config["repos"]:
            for hook in repository["hooks"]:
                entry = hook.get("entry") or HOOKS[hook["id"]]["entry"]
                lines.append(f"{entry} {shlex.join(hook.get('args', []))}")
    lines += [shlex.join([task["command"], *task["args"]]) for task in VSCODE_TASKS["tasks"]]
    for line in lines:
        words = shlex.split(line.partition(" | ")[0])
        if words[:2] == ["postmortem", "check"]:
            yield words[2:]


def test_there_is_something_to_test() -> None:
    assert (len(HOOK_CONFIGS), len(WORKFLOWS), len(JSON)) == (4, 3, 3)
    assert len(list(commands())) >= 9
    assert {language for language, _ in BLOCKS} == {"yaml", "json", "sh"}


@pytest.mark.parametrize("arguments", list(commands()), ids=shlex.join)
def test_every_command_is_one(arguments: list[str]) -> None:
    context = command.make_context("check", list(arguments))
    assert context.params["output_format"]


# -- pre-commit --


@pytest.mark.parametrize("config", HOOK_CONFIGS)
def test_configurations_of_pre_commit_are_valid(config: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(yaml.safe_dump(config), encoding="utf-8")
    arguments = [sys.executable, "-m", "pre_commit", "validate-config", str(path)]
    ran = execute(arguments, tmp_path, environment(tmp_path / "home"))
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    for repository in config["repos"]:
        if repository["repo"] != "local":
            assert repository["rev"] == f"v{__version__}"
            assert {hook["id"] for hook in repository["hooks"]} <= set(HOOKS)


def test_every_hook_is_explained() -> None:
    for name in HOOKS:
        assert f"| `{name}` |" in TEXT


# -- GitHub --


def test_the_action_is_called_as_it_is() -> None:
    calls = [step for step in steps() if "mkdocs-postmortem@" in step.get("uses", "")]
    assert len(calls) == 3
    for step in calls:
        assert step["uses"] == ACTION
        assert set(step.get("with", {})) <= set(INPUTS)


def test_other_actions_have_the_versions_used_here() -> None:
    ours = (ROOT / "action.yml").read_text(encoding="utf-8")
    ours += (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    used = {step["uses"] for step in steps() if step.get("uses", "").startswith("actions/")}
    assert used == {"actions/checkout@v4", "actions/setup-python@v5"}
    assert all(each in ours for each in used)


def test_what_is_uploaded_is_what_was_written() -> None:
    written = next(step["with"]["sarif-file"] for step in steps() if "sarif-file" in step.get("with", {}))
    uploaded = next(step["with"]["sarif_file"] for step in steps() if "sarif_file" in step.get("with", {}))
    assert written == uploaded


# -- GitLab --


def test_the_report_is_kept_also_when_the_job_fails() -> None:
    writing, deciding = [shlex.split(line) for line in GITLAB["script"] if line.startswith("postmortem")]
    assert GITLAB["artifacts"]["reports"]["codequality"] == writing[writing.index("--output-file") + 1]
    assert writing[writing.index("--fail-on") + 1] == "never"
    assert deciding == ["postmortem", "check"]
    assert GITLAB["artifacts"]["when"] == "always"


# -- problem matchers --


def matched(patterns: list[dict[str, Any]], output: str) -> list[dict[str, str]]:
    """Return what a problem matcher makes of an output: its patterns match lines that follow each other."""
    lines = output.splitlines()
    problems = []
    for start in range(len(lines) - len(patterns) + 1):
        found: dict[str, str] = {}
        for pattern, line in zip(patterns, lines[start:], strict=False):
            match = re.search(pattern["regexp"], line)
            if match is None:
                break
            found |= {name: match[group] for name, group in pattern.items() if name != "regexp"}
        else:
            problems.append(found)
    return problems


def expected(*arguments: str) -> list[dict[str, str]]:
    """Return the findings as the command gives them to machines, with the matchers' names."""
    findings = json.loads(run("check", "--output-format", "json", *arguments).out)
    return [
        {
            "severity": each["level"],
            "code": each["code"],
            "message": each["message"],
            "file": each["path"],
            "line": str(each["line"]),
            "column": str(each["column"]),
        }
        for each in findings
    ]


LEVELS = [
    ((SEVERITY, OWNER, MISSPELT), {"error", "warning"}),
    ((SEVERITY, DRAFT, OWNER), {"warning", "info"}),
]


@pytest.mark.parametrize(("edits", "levels"), LEVELS)
def test_the_full_format_is_matched(
    site: MakeSite, edits: tuple[tuple[str, str], ...], levels: set[str]
) -> None:
    site({VALID: bad(*edits)})
    everything = expected()
    assert {each["severity"] for each in everything} == levels
    (task,) = VSCODE_TASKS["tasks"]
    matcher = task["problemMatcher"]
    assert matched(matcher["pattern"], run(*task["args"]).out) == everything
    assert matcher["pattern"] == GITHUB_MATCHER["problemMatcher"][0]["pattern"]


@pytest.mark.parametrize(("edits", "levels"), LEVELS)
def test_the_concise_format_is_matched(
    site: MakeSite, edits: tuple[tuple[str, str], ...], levels: set[str]
) -> None:
    site({VALID: bad(*edits)})
    everything = expected()
    assert {each.pop("severity") for each in everything} == levels
    pattern = VSCODE_LINES["problemMatcher"]["pattern"]
    assert matched([pattern], run("check", "--info", "--output-format", "concise").out) == everything


def test_nothing_else_is_matched(site: MakeSite) -> None:
    site()
    for text in (run("check").out, run("--help").out, run("rule", "PM322").out, TEXT.split("```", 1)[0]):
        assert matched(VSCODE_TASKS["tasks"][0]["problemMatcher"]["pattern"], text) == []
        assert matched([VSCODE_LINES["problemMatcher"]["pattern"]], text) == []


def test_the_log_of_a_build_is_matched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Informational findings are no annotations: GitHub knows no such word."""
    write_site(tmp_path, {VALID: bad(SEVERITY, OWNER, MISSPELT)})
    env = {**environment(tmp_path / "home"), "NO_MKDOCS_2_WARNING": "1"}
    build = execute([sys.executable, "-m", "mkdocs", "build"], tmp_path, env)
    assert build.code == 1
    monkeypatch.chdir(tmp_path)
    everything = [{**each, "severity": each["severity"].upper()} for each in expected()]
    assert {each["severity"] for each in everything} == {"ERROR", "WARNING"}
    assert matched(GITHUB_MATCHER["problemMatcher"][1]["pattern"], build.err) == everything
