"""Every text of the pages is in the catalogue, nothing else is, and none stands in the code as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_postmortem.labels.catalogue import catalogue, shipped
from tests.labels.extraction import PACKAGE, TEMPLATES, extracted, of_module, of_template
from tests.labels.plain_text import in_module, in_script, in_template

MEND = "run `python -m tests.labels.extraction`"
PAGES = PACKAGE / "pages"
# What they say goes to the log of the build.
FOR_AUTHORS = ("arguments.py", "narrowing.py", "rendering.py", "slots.py")


def test_the_catalogue_holds_all_texts_and_no_others() -> None:
    found = extracted()
    assert sorted(set(found) - set(catalogue())) == [], MEND
    assert sorted(set(catalogue()) - set(found)) == [], MEND
    assert catalogue() == found, MEND


def test_german_has_all_texts_and_no_others() -> None:
    lacking = sorted(set(catalogue()) - set(shipped("de")))
    assert lacking == [], "add them with their German at the end of `labels/de.yml`, and " + MEND
    assert sorted(set(shipped("de")) - set(catalogue())) == [], MEND


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_plain_text(path: Path) -> None:
    assert in_template(path.read_text(encoding="utf-8")) == [], "say it with `_(…)` or `_n(…)`"


@pytest.mark.parametrize("path", sorted(PAGES.rglob("*.py")), ids=lambda path: path.name)
def test_no_module_holds_plain_text(path: Path) -> None:
    if path.name not in FOR_AUTHORS:
        assert in_module(path.read_text(encoding="utf-8")) == [], "say it with `archive.labels(…)`"


@pytest.mark.parametrize("path", sorted(PAGES.rglob("*.js")), ids=lambda path: path.name)
def test_no_script_holds_plain_text(path: Path) -> None:
    assert in_script(path.read_text(encoding="utf-8")) == [], "hand it over from a template"


@pytest.mark.parametrize("path", sorted(PAGES.rglob("*.css")), ids=lambda path: path.name)
def test_no_style_holds_plain_text(path: Path) -> None:
    contents = re.findall(r"content:\s*\"([^\"]*)\"", path.read_text(encoding="utf-8"))
    assert contents
    assert [each for each in contents if re.search(r"[^\W\d_]", re.sub(r"\\[0-9a-fA-F]+", "", each))] == []


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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<p>All incidents</p>", ["All incidents"]),
        ("<p>{{ number }} of {{ all }}</p>", ["0 of 0"]),
        ('<a title="{{ label }}: how it is counted" href="how.html">–</a>', ["0: how it is counted"]),
        ('<div role="img" aria-label="Milestones">&nbsp;+</div>', ["Milestones"]),
        ('{{ "Two words" if x }}', ["Two words"]),
        ('{% with searched = "Title, ID" %}{% include "filters.html" %}{% endwith %}', ["Title, ID"]),
        ('<p class="pm-a{{ " pm-b" if x }}">{{ _("A b") }} · {{ x.name or "–" }}</p>', []),
    ],
)
def test_plain_text_is_found_in_templates(text: str, said: list[str]) -> None:
    assert in_template(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('x = "All incidents"', ["All incidents"]),
        ('x = f"{a} of {b} done"', [" of ", " done"]),
        ('{"name": "Median"}', ["Median"]),
        ('"""A docstring of a module."""\nraise ValueError("what is wrong")', []),
        ('labels("All incidents")', []),
    ],
)
def test_plain_text_is_found_in_modules(text: str, said: list[str]) -> None:
    assert in_module(text) == said


def test_plain_text_is_found_in_scripts() -> None:
    script = 'a.textContent = `Drop ${name} (${count})`; /* Says so */\nb = "All incidents"; // and why\n'
    script += 'document.querySelector(".pm-legend a, .pm-group a");'
    assert in_script(script) == ["Drop ${name} (${count})", "All incidents"]
