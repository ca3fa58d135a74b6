from pathlib import Path

import markdown
import pytest

from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.labels import ENGLISH
from mkdocs_postmortem.pages import (
    CSS,
    JS,
    PLOTLY_JS,
    SLOT,
    FindingView,
    fill,
    findings_html,
    mark_slots,
    plotly_js_path,
    slot,
    theme_dir,
)
from tests.pages.small_archive import one, soup, words


def test_a_placeholder_on_its_own_line_becomes_a_slot() -> None:
    text = "# Title\n\n<!-- postmortem:table -->\n\nProse.\n\n<!--postmortem:charts-->\n"
    marked, problems = mark_slots(text, Dialect())
    assert marked == f"# Title\n\n{slot('table')}\n\nProse.\n\n{slot('charts')}\n"
    assert problems == []
    assert SLOT in marked


@pytest.mark.parametrize(
    "text",
    [
        "```html\n<!-- postmortem:table -->\n```\n",
        "~~~\n\n<!-- postmortem:tabel -->\n\n~~~\n",
        "Write `<!-- postmortem:table -->` on a line of its own.\n",
        "- Write ``<!-- postmortem:nothing -->`` there.\n",
        "Text.\n\n    <!-- postmortem:table -->\n",
        "<!-- a comment about postmortems -->\n",
        "No placeholder at all, only postmortem: words.\n",
    ],
)
def test_examples_in_code_stay_and_are_no_problem(text: str) -> None:
    assert mark_slots(text, Dialect()) == (text, [])


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("<!-- postmortem:tabel -->\n", 1, 1, "did you mean `table`?"),
        ("\n\n<!-- postmortem:nonsense -->\n", 3, 1, "there are `summary`, `charts`, `browse`, `table`"),
        ("Prose <!-- postmortem:table --> prose.\n", 1, 7, "must stand on a line of its own"),
        ("<!-- postmortem:table --> prose.\n", 1, 1, "must stand on a line of its own"),
        ("<div>\n<!-- postmortem:table -->\n</div>\n", 2, 1, "must stand on a line of its own"),
    ],
)
def test_what_cannot_be_filled_is_reported_and_stays(text: str, line: int, column: int, message: str) -> None:
    marked, problems = mark_slots(text, Dialect())
    assert marked == text
    assert [(problem.line, problem.column) for problem in problems] == [(line, column)]
    assert message in problems[0].message


def test_slots_survive_markdown_and_are_filled_once_each() -> None:
    marked, _ = mark_slots("A\n\n<!-- postmortem:table -->\n\nB\n\n<!-- postmortem:table -->\n", Dialect())
    html = markdown.markdown(marked, extensions=["tables", "fenced_code", "toc", "md_in_html"])
    calls = []

    def table() -> str:
        calls.append(1)
        return r"<table>\1 \g<name></table>"

    def charts() -> str:
        raise AssertionError("no slot asks for it")

    filled = fill(html, {"table": table, "charts": charts})
    assert len(calls) == 2
    assert filled.count(r"<table>\1 \g<name></table>") == 2
    assert SLOT not in filled


def test_a_slot_wrapped_in_a_paragraph_takes_the_paragraph_with_it() -> None:
    assert fill(f"<p>{slot('a')}</p>", {"a": lambda: "<table></table>"}) == "<table></table>"
    assert fill(f"<p>x {slot('a')}</p>", {"a": lambda: "y"}) == "<p>x y</p>"


def test_slots_of_others_and_slots_in_code_stay() -> None:
    assert fill(slot("other"), {"a": lambda: "x"}) == slot("other")
    code = markdown.markdown(f"    {slot('a')}\n")
    assert fill(code, {"a": lambda: "x"}) == code


def test_the_assets_are_where_they_are_said_to_be() -> None:
    assert (theme_dir() / CSS).is_file()
    assert (theme_dir() / JS).is_file()
    # The script finds the library beside itself.
    assert Path(PLOTLY_JS).parent == Path(JS).parent
    assert plotly_js_path().stat().st_size > 1_000_000


def test_no_asset_asks_the_network() -> None:
    for name in (CSS, JS):
        text = (theme_dir() / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "@import" not in text
        assert "url(" not in text


def test_findings_are_listed_with_what_to_do() -> None:
    findings = [
        FindingView(
            "error", "PM111", "docs/a.md", 3, 9, "Severity `<b>P9</b>` is unknown", "write one of P1"
        ),
        FindingView("info", "PM900", "docs/a.md", 7, 1, "Long line", ""),
    ]
    html = findings_html(findings, ENGLISH)
    place = one(soup(html), "section")
    assert words(one(place, ".pm-findings-head")) == "1 error, 1 remark in this document"
    assert [words(item) for item in place.select("li")] == [
        "error PM111 Severity <b>P9</b> is unknown help: write one of P1 docs/a.md:3:9",
        "info PM900 Long line docs/a.md:7:1",
    ]
    assert [words(code) for code in place.select("li code")][:2] == ["PM111", "<b>P9</b>"]
    assert not place.select("b")
    assert findings_html([], ENGLISH) == ""
