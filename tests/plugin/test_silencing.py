"""What is silenced for the command is silenced for a build."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.rules import judge
from mkdocs_postmortem.rules.baseline import dump, known_findings
from tests.plugin.sites import Build, document
from tests.plugin.test_gate import BAD, finding_lines
from tests.rules.support import TODAY, archive_of

URI = "postmortems/2025-04-01-b.md"


def options(**values: object) -> dict[str, object]:
    return {"plugins": ["search", {"postmortem": values}]}


def known(text: str) -> str:
    archive = archive_of({URI: text})
    return dump(known_findings(judge(archive, TODAY), archive, "warning"))


def test_a_comment_silences_and_is_not_shown(build: Build) -> None:
    text = BAD.replace("P7", "P7 <!-- pm: ignore[PM111] as it was called then -->")
    built = build({URI: text}, "--strict")
    assert built.code == 0, built.log
    page = built.html("postmortems/2025-04-01-b/index.html")
    assert "as it was called then" not in page.get_text()


@pytest.mark.parametrize(
    "values",
    [
        {"per_file": {"2025-04-*": ["PM1"]}},
        {"legacy": {"before": "2025-05-01"}},
        {"levels": {"PM111": "info"}},
        {"ignore": ["PM111"]},
        {"select": ["PM2"]},
    ],
    ids=["per_file", "legacy", "levels", "ignore", "select"],
)
def test_an_option_silences(build: Build, values: dict[str, object]) -> None:
    built = build({URI: BAD}, "--strict", config=options(**values))
    assert built.code == 0, built.log
    assert finding_lines(built.log) == []


def test_the_baseline_counts_if_it_is_there(build: Build) -> None:
    assert build({URI: BAD}).code == 1
    built = build({URI: BAD, "../postmortem-baseline.json": known(BAD)}, "--strict")
    assert (built.code, finding_lines(built.log)) == (0, [])
    worse = BAD.replace("| 22:17 |", "| 25:17 |")
    built = build({URI: worse})
    assert built.code == 1
    assert [line.split(" ")[1] for line in finding_lines(built.log)] == ["PM304"]


def test_what_is_mended_is_a_warning_at_the_entry(build: Build) -> None:
    mended = document("INC-2025-002", date="2025-04-01")
    built = build({URI: mended, "../postmortem-baseline.json": known(BAD)})
    assert built.code == 0
    assert "WARNING -  postmortem-baseline.json:7:5 PM902 PM111 in the baseline no longer occurs" in built.log


def test_a_broken_baseline_ends_the_build(build: Build) -> None:
    built = build({URI: BAD, "../known.json": "{"}, config=options(baseline="known.json"))
    assert built.code == 1
    assert "postmortem: known.json:1:2: is not valid JSON" in built.log
    assert "Traceback" not in built.log
    built = build({URI: BAD}, config=options(baseline="unknown.json"))
    assert built.code == 1
    assert "postmortem: option `baseline`: there is no file unknown.json" in built.log


def test_a_glob_of_no_use_is_a_warning(build: Build) -> None:
    text = document("INC-2025-002", date="2025-04-01")
    built = build({URI: text}, config=options(per_file={"2019*": ["PM3"]}))
    assert "mkdocs.yml:" in built.log
    assert "PM011 `per_file`: no postmortem is called `2019*`" in built.log
