"""The summary of a run on GitHub: the whole list, in Markdown that an author cannot break."""

from __future__ import annotations

from mkdocs_postmortem.document.source import Span
from mkdocs_postmortem.report import github, summary
from mkdocs_postmortem.rules import Diagnostic
from tests.report.frames import PATH, URL, finding, report_of, span_of

TEXT = "**Date:** 2025-03-14\n**Severity:** P7\n**Status:** closed\n"
FOUND = finding(span_of(TEXT, "P7"))
COUNTED = "Found 1 error in 1 of 3 documents. `postmortem rule PM111` explains it."


def _lines(*diagnostics: Diagnostic) -> list[str]:
    return list(summary.lines(report_of(TEXT, *diagnostics)))


def test_a_table_per_document() -> None:
    other = finding(Span("docs/postmortems/b.md", 7, 1, 7, 2), level="info")
    assert _lines(FOUND, FOUND, other) == [
        "## Postmortems",
        "",
        "Found 2 errors, 1 info in 2 of 3 documents. `postmortem rule PM111` explains it.",
        "",
        f"### {PATH}",
        "",
        "| Line | Level | Rule | Finding |",
        "| ---: | --- | --- | --- |",
        f"| 2 | error | [PM111]({URL}) | Severity `P7` is not one of P1, P2<br>write one of P1, P2 |",
        f"| 2 | error | [PM111]({URL}) | Severity `P7` is not one of P1, P2<br>write one of P1, P2 |",
        "",
        "### docs/postmortems/b.md",
        "",
        "| Line | Level | Rule | Finding |",
        "| ---: | --- | --- | --- |",
        f"| 7 | info | [PM111]({URL}) | Severity `P7` is not one of P1, P2<br>write one of P1, P2 |",
    ]


def test_nothing_found() -> None:
    assert _lines() == ["## Postmortems", "", "No findings in 3 documents."]


def test_text_of_a_document_stays_text() -> None:
    evil = finding(
        Span("a_b_<i>.md", 1, 1, 1, 2), "<img src=x> *x* [y](z) @dana `a|<b>` | \x1b", advice="x\n| y |"
    )
    lines = _lines(evil)
    assert lines[4] == r"### a\_b\_\<i\>.md"
    assert lines[-1] == (
        f"| 1 | error | [PM111]({URL}) "
        r"| \<img src=x\> \*x\* \[y\](z) \@dana `a\|<b>` \| �<br>x�\| y \| |"
    )


def test_it_ends_before_github_drops_it() -> None:
    long = [finding(Span(PATH, line, 1, line, 2), "x" * 1000) for line in range(1, 1201)]
    lines = _lines(*long)
    shown = [
        line
        for line in lines
        if line.startswith(("| 1", "| 2", "| 3", "| 4", "| 5", "| 6", "| 7", "| 8", "| 9"))
    ]
    assert len("\n".join(lines).encode()) < 1024 * 1024
    assert lines[-1] == f"{1200 - len(shown)} more: `postmortem check --output-format concise`"
    assert 500 < len(shown) < 1200


def test_annotations_say_where_the_rest_is() -> None:
    many = [finding(Span(PATH, line, 1, line, 2)) for line in range(1, 15)]
    here = list(github.lines(report_of(TEXT, *many)))
    elsewhere = list(github.lines(report_of(TEXT, *many, elsewhere=True)))
    assert len(here) == len(elsewhere) == 11
    assert here[-1] == "::notice title=postmortem::4 more, see `postmortem check --output-format concise`"
    assert elsewhere[-1] == "::notice title=postmortem::4 more, see the summary of this run"
