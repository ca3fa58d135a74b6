"""`postmortem rule`: what a rule checks, and why."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.rules import RULES
from tests.cli.running import run


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
    assert lines[-2:] == [
        "Level: warning in a draft, error when reviewed, error when closed.",
        RULES["PM322"].url,
    ]


def test_a_name_of_two_rules_explains_both() -> None:
    lines = run("rule", "bad-status").out.splitlines()
    assert [line for line in lines if line.endswith(" bad-status")] == [
        "PM112 bad-status",
        "PM611 bad-status",
    ]


@pytest.mark.parametrize("code", RULES)
def test_every_rule_can_be_explained(code: str) -> None:
    assert run("rule", code).out.startswith(f"{code} {RULES[code].name}\n\n{RULES[code].summary}")


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
