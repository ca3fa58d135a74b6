"""Silencing: the place decides, and the same for every door."""

from __future__ import annotations

from typing import Any

import pytest

from mkdocs_postmortem.document.source import Source
from mkdocs_postmortem.rules import check_codes, judge
from mkdocs_postmortem.rules.silencing import only_changed
from mkdocs_postmortem.settings import SettingsError, load
from tests.rules.support import EARLIER, TODAY, URI, archive_of, edited, judged, rows, text_of

Edit = tuple[str, str]
OWNER: Edit = ("| Sam Example | P2 |", "| | P2 |")
DUE: Edit = ("| P2 | 2025-04-18 |", "| P2 | 2025-04-31 |")
SEVERITY: Edit = ("**Severity:** P2 (raised from P3)", "**Severity:** P7")
TOKEN = "ghp_" + "a1B2c3D4e5F6" * 3


def found(*edits: Edit, **options: Any) -> list[str]:
    """Return what is reported of the valid document with edits."""
    return [row.split(" ")[1] for row in rows(judged(edited(text_of("valid"), edits), **options))]


def comment(names: str) -> str:
    return f"<!-- pm: ignore[{names}] why -->"


def test_nothing_silenced() -> None:
    assert found(OWNER) == ["PM604"]
    assert found(OWNER, DUE, SEVERITY) == ["PM111", "PM604", "PM609"]


@pytest.mark.parametrize("names", ["PM604", "no-owner", "PM6", "PM60", "PM609, PM604", "PM604,bad-due-date"])
def test_in_the_empty_cell_itself(names: str) -> None:
    left = [] if names in ("PM6", "PM60") or "," in names else ["PM609"]
    assert found((OWNER[0], f"| {comment(names)} | P2 |"), DUE) == left


def test_a_line_covers_itself_only() -> None:
    other = ("| Robin Example | P1 |", "| | P1 |")
    assert found((OWNER[0], f"| {comment('PM604')} | P2 |"), other) == ["PM604"]
    assert found((SEVERITY[0], f"{SEVERITY[1]} {comment('PM111')}")) == []


@pytest.mark.parametrize(
    ("above", "left"),
    [
        ("| # | Action | Owner |", ["PM111"]),
        ("## Action Items\n", ["PM011", "PM111", "PM604", "PM609"]),
        ("## Timeline\n", ["PM011", "PM111", "PM604", "PM609"]),
    ],
)
def test_above_a_block_it_covers_the_block(above: str, left: list[str]) -> None:
    assert sorted(found((above, f"{comment('PM6')}\n{above}"), OWNER, DUE, SEVERITY)) == left


def test_above_a_heading_it_covers_what_is_reported_there() -> None:
    was = "## Lessons Learned\n\n1. An empty batch is a finding and not a success.\n"
    assert found((was, "## Lessons Learned\n")) == ["PM205"]
    assert found((was, f"{comment('PM205')}\n## Lessons Learned\n")) == []
    assert found((was, f"## Lessons Learned {comment('empty-section')}\n")) == []


def test_the_whole_document() -> None:
    title = "# Incident Postmortem"
    ignored = (title, f"<!-- pm: ignore-file[PM6, bad-severity] old -->\n{title}")
    assert found(ignored, OWNER, DUE, SEVERITY) == []
    tags = "tags: [orders, freshness]\n"
    assert found((tags, f"{tags}postmortem: {{ignore: [PM6]}}\n"), OWNER, DUE, SEVERITY) == ["PM111"]


def test_one_ignore_among_several_that_match_is_enough_and_all_are_of_use() -> None:
    title = "# Incident Postmortem"
    assert (
        found(
            (title, f"<!-- pm: ignore-file[PM604] -->\n{title}"), (OWNER[0], f"| {comment('PM604')} | P2 |")
        )
        == []
    )


@pytest.mark.parametrize(
    ("pattern", "names", "left"),
    [
        ("2025*", ["PM6"], ["PM111"]),
        ("*.md", ["no-owner", "PM609", "PM111"], []),
        ("postmortems/**", "PM6", ["PM111"]),
        ("postmortems/2025-*.md", ["PM604"], ["PM111", "PM609"]),
        ("2024*", ["PM6"], ["PM111", "PM604", "PM609"]),
    ],
)
def test_per_file(pattern: str, names: object, left: list[str]) -> None:
    assert found(OWNER, DUE, SEVERITY, per_file={pattern: names}) == left


CONFIG = Source("mkdocs.yml", "plugins:\n  - postmortem:\n      per_file:\n        '2025*': [PM6, PM1]\n")


def about_globs(per_file: dict[str, list[str]], *edits: Edit, **options: object) -> list[str]:
    documents: dict[str, str | bytes] = {URI: edited(text_of("valid"), edits), EARLIER: text_of("earlier")}
    archive = archive_of(documents, per_file=per_file, **options)
    diagnostics = judge(archive, TODAY, config=CONFIG)
    assert {each.path for each in diagnostics} <= {"mkdocs.yml"}
    return rows(diagnostics)


def test_globs_that_are_of_no_use_are_reported_where_they_stand() -> None:
    assert about_globs({"2025*": ["PM6", "PM1"]}, OWNER) == [
        "4:10 PM011 warning `per_file`: PM1 does not occur in `2025*`"
    ]
    assert about_globs({"2019*": ["PM6"]}) == [
        "1:1 PM011 warning `per_file`: no postmortem is called `2019*`"
    ]
    assert about_globs({"2025*": ["PM6"]}, select=["PM1"]) == []


def test_globs_are_not_judged_by_a_part_of_the_archive() -> None:
    archive = archive_of({URI: text_of("valid"), EARLIER: text_of("earlier")}, per_file={"2019*": ["PM6"]})
    assert judge(archive, TODAY, {URI}, config=CONFIG) == []


def test_per_file_must_name_rules_that_there_are() -> None:
    with pytest.raises(SettingsError, match="option `per_file`: there is no rule `no-ownr`"):
        check_codes(load({"per_file": {"2019*": ["no-ownr"]}}))
    with pytest.raises(SettingsError, match="option `per_file`: PM801 is ignored only where the secret"):
        check_codes(load({"per_file": {"2019*": ["secret-known-format"]}}))


def test_rules_are_named_in_capitals() -> None:
    with pytest.raises(SettingsError, match="there is no rule `pm1`; did you mean `PM1`"):
        check_codes(load({"select": ["PM4"], "per_file": {"2019*": ["pm1"]}}))


class TestSecrets:
    was = "The freshness alert fired twenty-five minutes later."
    now = f"The token {TOKEN} was printed."

    @pytest.mark.parametrize("names", ["PM801", "secret-known-format"])
    def test_are_silenced_where_they_stand(self, names: str) -> None:
        assert found((self.was, f"{self.now} {comment(names)}")) == []

    @pytest.mark.parametrize("names", ["PM8", "PM80"])
    def test_only_by_their_own_name(self, names: str) -> None:
        left = found((self.was, f"{self.now} {comment(names)}"))
        assert "PM801" in left

    def test_not_for_a_whole_document(self) -> None:
        title = "# Incident Postmortem"
        ignored = (title, f"<!-- pm: ignore-file[PM801] why -->\n{title}")
        assert found(ignored, (self.was, self.now)) == ["PM011", "PM801"]

    def test_not_by_a_glob(self) -> None:
        assert found((self.was, self.now), per_file={"*": ["PM8"]}) == ["PM801"]

    @pytest.mark.parametrize("names", [["PM8"], ["PM80"], ["PM"]])
    def test_not_along_with_other_rules(self, names: list[str]) -> None:
        assert found((self.was, self.now), ignore=names) == ["PM801"]
        assert found((self.was, self.now), levels=dict.fromkeys(names, "off")) == ["PM801"]

    @pytest.mark.parametrize("name", ["PM801", "secret-known-format"])
    def test_everywhere_by_name(self, name: str) -> None:
        assert found((self.was, self.now), ignore=[name]) == []
        assert found((self.was, self.now), levels={name: "off"}) == []

    def test_not_by_age(self) -> None:
        legacy = {"before": "2026-01-01", "max_level": "off"}
        diagnostics = judged(edited(text_of("valid"), ((self.was, self.now), OWNER)), legacy=legacy)
        assert [(each.code, each.level) for each in diagnostics] == [("PM801", "error")]

    def test_stay_hidden_in_other_findings(self) -> None:
        edits = (("**Severity:** P2 (raised from P3)", f"**Severity:** {TOKEN} {comment('PM801')}"),)
        (diagnostic,) = judged(edited(text_of("valid"), edits))
        assert diagnostic.code == "PM111"
        assert TOKEN not in diagnostic.message + diagnostic.help


@pytest.mark.parametrize(
    ("legacy", "level"),
    [
        ({"before": "2025-03-14"}, "error"),
        ({"before": "2025-03-15"}, "info"),
        ({"before": "2026-01-01", "max_level": "warning"}, "warning"),
        ({"before": "2026-01-01", "max_level": "off"}, None),
    ],
)
def test_legacy_goes_by_the_day_of_the_incident(legacy: dict[str, str], level: str | None) -> None:
    diagnostics = judged(edited(text_of("valid"), (OWNER,)), legacy=legacy)
    assert [each.level for each in diagnostics] == ([level] if level else [])


def test_without_a_day_nothing_is_old() -> None:
    text = "# Loader stopped\n\n**Status:** closed\n\n## Timeline\n"
    levels = {each.level for each in judged(text, "postmortems/loader.md", legacy={"before": "2030-01-01"})}
    assert "error" in levels


def test_legacy_raises_nothing() -> None:
    draft = (("**Status:** closed", "**Status:** draft"), OWNER)
    legacy = {"before": "2030-01-01", "max_level": "warning"}
    assert [each.level for each in judged(edited(text_of("valid"), draft), legacy=legacy)] == ["info"]


def test_a_document_that_cannot_be_read_is_not_said_to_ignore_too_much() -> None:
    text = edited(
        text_of("valid"),
        (("title: ", "title: Orders: "), ("## Timeline\n", f"{comment('PM604')}\n## Timeline\n")),
    )
    assert [each.code for each in judged(text)] == ["PM002"]


def test_only_what_changed_counts() -> None:
    earlier = edited(text_of("earlier"), (("**Severity:** ", "**Severity:** P7 "),))
    diagnostics = judge(archive_of({URI: edited(text_of("valid"), (OWNER,)), EARLIER: earlier}), TODAY)
    assert [each.level for each in diagnostics] == ["error", "error"]
    lowered = only_changed(diagnostics, {URI})
    assert [(each.path, each.level) for each in lowered] == [(EARLIER, "info"), (URI, "error")]
