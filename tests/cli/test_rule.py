"""`postmortem rule`: what a rule checks, and why."""

from __future__ import annotations

import json
import re

import pytest

from mkdocs_postmortem.option_types import STATUSES
from mkdocs_postmortem.rules import RULES
from tests.cli.running import run

BAD_STATUS = ["PM112 bad-status", "PM611 bad-status"]


def test_all_rules_are_listed_in_order() -> None:
    ran = run("rule")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert [line.split()[:2] for line in lines] == [[code, RULES[code].name] for code in sorted(RULES)]
    assert len({line.index(RULES[line[:5]].summary) for line in lines}) == 1


@pytest.mark.parametrize("name", ["PM322", "pm322", "metric-mismatch", "Metric-Mismatch"])
def test_a_rule_is_explained(name: str) -> None:
    ran = run("rule", name)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[:3] == ["PM322 metric-mismatch", "", "A stated duration agrees with the timeline."]
    assert "  draft warning, reviewed error, closed error" in lines
    assert lines[-2:] == ["Since version 0.1.0.", RULES["PM322"].url]


def test_a_beginning_of_codes_lists_its_group() -> None:
    listed = [line.split()[0] for line in run("rule", "pm0").out.splitlines()]
    assert listed == sorted(code for code in RULES if code.startswith("PM0"))


def test_a_name_of_two_rules_explains_both() -> None:
    lines = run("rule", "bad-status").out.splitlines()
    assert [line for line in lines if line.endswith(" bad-status")] == BAD_STATUS


def test_several_rules_are_explained_each_once() -> None:
    lines = run("rule", "PM611", "bad-status").out.splitlines()
    assert [line for line in lines if line.endswith(" bad-status")] == BAD_STATUS[::-1]
    assert len([line for line in lines if line == "─" * 96]) == 1


@pytest.mark.parametrize("code", RULES)
def test_every_rule_can_be_explained(code: str) -> None:
    out = run("rule", code).out
    assert " ".join(out.split()).startswith(f"{code} {RULES[code].name} {RULES[code].summary}")
    level = next(line for line in out.splitlines() if line.startswith("  draft "))
    assert level == "  " + ", ".join(f"{each} {RULES[code].level(each)}" for each in STATUSES)


def test_all_rules_are_explained() -> None:
    lines = run("rule", "--all").out.splitlines()
    assert [line for line in lines if re.fullmatch(r"PM\d{3} [a-z0-9-]+", line)] == [
        f"{rule.code} {rule.name}" for rule in RULES.values()
    ]


def test_a_terminal_sees_it_in_colour() -> None:
    lines = run("rule", "PM322", "--color").out.splitlines()
    assert lines[0] == "\x1b[1mPM322\x1b[0m \x1b[1mmetric-mismatch\x1b[0m"
    red, yellow, off = "\x1b[1;31m", "\x1b[1;33m", "\x1b[0m"
    assert f"  draft {yellow}warning{off}, reviewed {red}error{off}, closed {red}error{off}" in lines
    assert "\x1b" not in run("rule", "PM322", "--no-color").out


def test_markdown() -> None:
    out = run("rule", "PM112", "PM611", "--output-format", "markdown").out
    titles = [line for line in out.splitlines() if line.startswith("# ")]
    assert titles == [f"# {title}" for title in BAD_STATUS]
    assert RULES["PM611"].text.split("\n\n", 1)[0] in out


@pytest.mark.parametrize("arguments", [["--all"], [], list(RULES)], ids=["all", "none", "each"])
def test_json_of_all_rules(arguments: list[str]) -> None:
    found = json.loads(run("rule", *arguments, "--output-format", "json").out)
    assert [each["code"] for each in found] == list(RULES)
    for each in found:
        assert each["url"] == RULES[each["code"]].url
        assert each["example"]["message"]


def test_all_and_a_name_contradict_each_other() -> None:
    ran = run("rule", "--all", "PM322")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "postmortem: give --all or the names of rules, not both\n"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("metric-mismtach", "there is no rule `metric-mismtach`; did you mean `metric-mismatch`?"),
        ("PM32Z", "there is no rule `PM32Z`"),
        ("quux", "there is no rule `quux`"),
        ("", "there is no rule ``"),
    ],
)
def test_an_unknown_rule(name: str, message: str) -> None:
    ran = run("rule", name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"postmortem: {message}")
