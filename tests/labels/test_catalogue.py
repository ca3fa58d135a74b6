"""The catalogue holds every text of the package, and nothing else; no text is forgotten on the way to it."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.labels.catalogue import catalogue
from tests.labels.extraction import extracted, of_module, of_template

MEND = "run `python -m tests.labels.extraction`"


def test_the_catalogue_holds_all_texts_and_no_others() -> None:
    found = extracted()
    assert sorted(set(found) - set(catalogue())) == [], MEND
    assert sorted(set(catalogue()) - set(found)) == [], MEND
    assert catalogue() == found, MEND


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{{ _("All incidents") }}', ["All incidents"]),
        ('<a title="{{ _("{metric} a", metric=x) }}">', ["{metric} a"]),
        (
            '{% with a = _("A") %}{{ _n("{number} b", "{number} bs", n) }}{% endwith %}',
            ["A", ("{number} b", "{number} bs")],
        ),
        ("{{ _(day) }}", []),
    ],
)
def test_texts_are_found_in_templates(text: str, said: list[object]) -> None:
    assert list(of_template(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('labels("A")', ["A"]),
        ('archive.labels("A {b}", b=1)', ["A {b}"]),
        ('archive.labels.n("a", "as", 2)', [("a", "as")]),
        ('X = {"k": N_("A")}\nlabels(X["k"])', ["A"]),
        ('labels("A " "b")', ["A b"]),
        ('other("A")\nparts.n("a", "b", 1)\nlist("A")', []),
    ],
)
def test_texts_are_found_in_modules(text: str, said: list[object]) -> None:
    assert list(of_module(text)) == said
