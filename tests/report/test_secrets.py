"""No format prints a credential: not in the finding about it, not in the frame or message of another."""

from __future__ import annotations

from datetime import date

import pytest

from mkdocs_postmortem.archive import build_archive
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.report import FORMATS, Report, statistics, summary
from mkdocs_postmortem.rules import judge
from mkdocs_postmortem.settings import load
from mkdocs_postmortem.template import default_template

RANDOM = "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5"
TOKEN = "ghp" + "_" + RANDOM
KEY = [RANDOM + RANDOM[:28], "Zz9" + RANDOM + RANDOM[:25]]
PASSWORD = "tr0ub4dor-and-3"
# The secrets stand in lines that other rules report, and beside such lines.
TEXT = "\n".join(
    (
        "# Orders mart stale",
        "",
        f"**Date:** 14.03.2025 {TOKEN}",
        f"**Severity:** {TOKEN}",
        "**Status:** closd",
        "",
        "## Timeline",
        "",
        "| Time | Event |",
        "|---|---|",
        f"| 25:10 | postgres://loader:{PASSWORD}@db.internal/orders |",
        f"| {TOKEN} | Restored |",
        "",
        f"**Time to resolve (TTR):** {TOKEN}",
        "",
        "## Appendix",
        "",
        "```",
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        *KEY,
        "-----END RSA " + "PRIVATE KEY-----",
    )
)
SECRETS = (TOKEN, *KEY, PASSWORD)


def _report(output_format: str, **options: object) -> str:
    return "\n".join(FORMATS[output_format](_made(**options)))


def _made(**options: object) -> Report:
    document = read_bytes("a.md", TEXT.encode(), default_template())
    archive = build_archive([("postmortems/a.md", document)], default_template(), load(options))
    found = judge(archive, date(2025, 6, 2))
    assert found
    return Report(found, archive, width=400)


@pytest.mark.parametrize("options", [{}, {"ignore": ["PM801"]}, {"select": ["PM801"]}], ids=str)
@pytest.mark.parametrize("output_format", FORMATS)
def test_no_format_prints_a_secret(output_format: str, options: dict[str, object]) -> None:
    _assert_masked(_report(output_format, **options))


def test_no_summary_prints_a_secret() -> None:
    _assert_masked("\n".join(summary.lines(_made())))
    _assert_masked("\n".join(statistics.lines(_made(), "full")))


def _assert_masked(text: str) -> None:
    for secret in SECRETS:
        # What a hint shows of a token is its first and last four characters.
        assert not [secret[i : i + 6] for i in range(len(secret) - 5) if secret[i : i + 6] in text]


def test_the_place_of_a_secret_is_shown_all_the_same() -> None:
    text = _report("full", select=["PM801"])
    stars = "*" * len(TOKEN)
    assert f"4 | **Severity:** {stars}\n  |               {'^' * len(TOKEN)}\n" in text
    assert f"11 | | 25:10 | postgres://loader:{'*' * len(PASSWORD)}@db.internal/orders |\n" in text
    head = len("-----BEGIN RSA " + "PRIVATE KEY-----")
    assert f"19 | {'*' * head}\n   | {'^' * head} to line 21\n20 | {'*' * len(KEY[0])}\n" in text


def test_other_findings_on_a_secret_quote_the_mask() -> None:
    lines = _report("concise").split("\n")
    assert "a.md:4:15 PM111 Severity `…` is not one of P1, P2, P3, P4" in lines
    assert "a.md:12:3 PM304 `…` is not a time of day; use HH:MM, 00:00 to 23:59" in lines
    assert "a.md:14:28 PM321 `…` can't be read as a duration" in lines
