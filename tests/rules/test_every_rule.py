"""What holds for all rules: each has cases, a page, levels, and its place in the order."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from mkdocs_postmortem.option_types import STATUSES
from mkdocs_postmortem.rules import LEVELS, RULES, Rule
from mkdocs_postmortem.rules.examples import example
from tests.rules.support import Case, judged, text_of


def _cases(kind: str) -> list[Case]:
    modules = [
        importlib.import_module(f"tests.rules.{path.stem}")
        for path in sorted(Path(__file__).parent.glob("test_*.py"))
        if path.stem != Path(__file__).stem
    ]
    return [case for module in modules for case in getattr(module, kind, [])]


@pytest.mark.parametrize("code", RULES)
def test_has_a_document_that_must_fail(code: str) -> None:
    cases = [case for case in _cases("FAILS") if case.code == code]
    assert any(code in {expected.split()[1] for expected in case.expected} for case in cases)


@pytest.mark.parametrize("code", RULES)
def test_has_a_document_that_must_pass(code: str) -> None:
    assert [case for case in _cases("PASSES") if case.code == code]


def test_cases_belong_to_rules_and_have_names_of_their_own() -> None:
    cases = _cases("FAILS") + _cases("PASSES")
    assert {case.code for case in cases} <= set(RULES)
    for kind in ("FAILS", "PASSES"):
        ids = [case.id for case in _cases(kind)]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_has_a_page(rule: Rule) -> None:
    assert re.fullmatch(r"PM\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", rule.name)
    assert rule.summary.endswith(".")
    assert len(rule.summary) <= 110
    assert rule.url.endswith(f"/rules/{rule.code.lower()}/")
    assert set(rule.levels) <= set(LEVELS)
    assert [rule.level(status) for status in STATUSES] == list(rule.levels)


@pytest.mark.parametrize("code", RULES)
def test_its_example_has_exactly_its_finding_and_none_once_mended(code: str) -> None:
    shown = example(code)
    assert shown is not None
    found, _ = shown.judged()
    assert [each.code for each in found] == [code]
    assert shown.judged(shown.after)[0] == []
    assert "" not in shown.snippets or code in ("PM001", "PM003")


def test_they_are_in_order_of_their_codes() -> None:
    assert list(RULES) == sorted(RULES)


@pytest.mark.parametrize("base", ["valid", "reviewed", "draft", "front_matter", "table"])
def test_the_documents_that_cases_start_from_are_valid(base: str) -> None:
    assert judged(text_of(base)) == []


def test_nothing_of_a_draft_is_an_error_but_what_breaks_the_page() -> None:
    errors = {code for code, rule in RULES.items() if rule.levels[0] == "error"}
    assert errors == {
        *("PM001", "PM002", "PM003", "PM004", "PM005", "PM013", "PM014", "PM104", "PM106"),
        *("PM210", "PM212", "PM215", "PM217", "PM221", "PM703", "PM801", "PM808", "PM901"),
    }


def test_levels_never_fall_as_a_document_matures() -> None:
    for rule in RULES.values():
        ranks = [LEVELS.index(level) for level in rule.levels]
        assert ranks == sorted(ranks, reverse=True), rule.code
