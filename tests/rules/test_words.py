"""How findings speak."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.rules.words import (
    count,
    did_you_mean,
    listing,
    minutes,
    misspelt,
    near,
    near_term,
    quote,
)
from mkdocs_postmortem.template import default_template


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P7", "`P7`"),
        ("a  b\n c", "`a b c`"),
        ("`x` and y", "`` `x` and y ``"),
        ("x" * 61, "`" + "x" * 59 + "…`"),
        ("x" * 60, "`" + "x" * 60 + "`"),
        ("x" * 58 + " yz", "`" + "x" * 58 + "…`"),
    ],
)
def test_quote(text: str, expected: str) -> None:
    assert quote(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0 min"),
        (0.6, "1 min"),
        (119.4, "119 min"),
        (120, "2 h"),
        (170, "2 h 50 min"),
        (1440, "1 day"),
        (2 * 1440 + 60 + 5, "2 days 1 h 5 min"),
    ],
)
def test_minutes(value: float, expected: str) -> None:
    assert minutes(value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Severty", "Severity"),
        ("severiyt", "Severity"),
        ("SEVERITY:", "Severity"),
        ("Stauts", "Status"),
        ("Statu", "Status"),
        ("Roots Causes", "Root Cause"),
        ("Root-Cause", "Root Cause"),
        ("Leson Lerned", "Lessons Learned"),
        ("Stage", None),
        ("State", None),
        ("Sev2", None),
        ("Root", None),
        ("Severe", None),
    ],
)
def test_misspelt(text: str, expected: str | None) -> None:
    assert misspelt(text, ["Severity", "Status", "Root Cause", "Lessons Learned"]) == expected


def test_misspelt_takes_the_nearest() -> None:
    assert misspelt("Reviewer", ["Reviewers", "Reviewer of"]) == "Reviewers"
    assert misspelt("Servises", ["Services"], slips=1) == "Services"
    assert misspelt("Servisse", ["Services"], slips=1) is None
    assert misspelt("Servers", ["Services"]) is None


def test_near() -> None:
    assert near("critcal", ["Critical", "High"]) == "Critical"
    assert near("Sev2", ["P1", "P2", "P3", "P4"]) is None
    severity = default_template().vocabularies["severity"]
    assert near_term("critcal", severity) == "P1"
    assert near_term("weather", severity) is None


def test_small_words() -> None:
    assert did_you_mean("P1") == "; did you mean `P1`?"
    assert did_you_mean(None) == ""
    assert listing(["a", "b"]) == "a, b"
    assert (count(1, "row"), count(2, "row")) == ("1 row", "2 rows")
