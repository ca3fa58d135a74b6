"""Fixes that put in something to be filled in: in a draft alone, and in an editor."""

from __future__ import annotations

import pytest

from tests.rules.support import Edit, apply_fix, edited, judged, line_of, rows, section, text_of

SEVERITY = ("**Severity:** P2 (raised from P3)\n", "")
LOSS = (line_of("| Data loss |"), "")
FORMS: list[tuple[str, Edit]] = [
    ("PM101", SEVERITY),
    ("PM201", (section("Where We Got Lucky"), "")),
    ("PM401", LOSS),
]


@pytest.mark.parametrize(("code", "edit"), FORMS)
@pytest.mark.parametrize(
    ("base", "safety"), [("draft", "unsafe"), ("reviewed", "display"), ("valid", "display")]
)
def test_a_form_is_put_into_a_draft_alone(code: str, edit: Edit, base: str, safety: str) -> None:
    if edit[0] not in text_of(base):
        pytest.skip("the document has it in other words")
    text = edited(text_of(base), (edit,))
    (found,) = (each for each in judged(text) if each.code == code)
    assert found.fix is not None
    assert found.fix.safety == safety
    after = judged(apply_fix(text, found.fix))
    assert not [each for each in after if each.code == code]
    left = [each for each in after if each.level != "info"]
    assert bool(left) == (safety == "display"), rows(left)


def test_a_name_beside_the_right_one_is_not_written_twice() -> None:
    text = edited(text_of("valid"), ((SEVERITY[0], SEVERITY[0] + "**Severty:** P3\n"),))
    (found,) = judged(text)
    assert found.code == "PM103"
    assert found.fix is None
