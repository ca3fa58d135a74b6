"""Which files are incidents, and how their paths are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_postmortem.archive.selection import (
    inside,
    is_incident,
    is_index,
    is_named,
    is_template,
    shown_path,
)
from mkdocs_postmortem.settings import load


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("postmortems/2025-03-14-orders.md", True),
        ("postmortems/2025/03/orders.markdown", True),
        ("postmortems/index.md", False),
        ("postmortems/2025/README.md", False),
        ("postmortems/template.md", False),
        ("postmortems/2025/template.md", False),
        ("postmortems/_draft.md", False),
        ("postmortems/templates/blank.md", False),
        ("postmortems/2025/templates/blank.md", True),
        ("postmortems/orders.png", False),
        ("postmortems/orders.md.erb", False),
        ("postmortems.md", False),
        ("postmortems2/orders.md", False),
        ("blog/orders.md", False),
    ],
)
def test_by_default(uri: str, expected: bool) -> None:
    assert is_incident(uri, load({})) is expected


@pytest.mark.parametrize(
    ("pattern", "excluded", "kept"),
    [
        ("drafts/*", ["drafts/a.md", "drafts/deep/a.md"], ["a.md", "old/drafts/a.md", "drafts.md"]),
        ("drafts/", ["drafts/a.md", "drafts/deep/a.md"], ["a.md"]),
        ("/drafts/a.md", ["drafts/a.md"], ["old/drafts/a.md", "drafts/aa.md"]),
        ("2019/**", ["2019/a.md", "2019/01/a.md"], ["a.md", "2020/2019.md"]),
        ("**/old.md", ["old.md", "2019/old.md", "a/b/old.md"], ["very-old.md", "2019/very-old.md"]),
        ("a/**/b.md", ["a/b.md", "a/c/b.md", "a/c/d/b.md"], ["a/xb.md", "ab.md"]),
        ("old-*.md", ["old-a.md", "2019/old-b.md"], ["a-old-b.md"]),
        ("20?9/a.md", ["2019/a.md", "2029/a.md"], ["20199/a.md"]),
        ("a.b/c.md", ["a.b/c.md"], ["axb/c.md"]),
        ("[ab]*.md", ["alpha.md", "x/beta.md"], ["gamma.md"]),
    ],
)
def test_exclude(pattern: str, excluded: list[str], kept: list[str]) -> None:
    settings = load({"exclude": [pattern]})
    assert [name for name in excluded + kept if is_incident(f"postmortems/{name}", settings)] == kept


def test_template_files() -> None:
    settings = load({"template_files": ["blank/*.md"]})
    assert is_template("postmortems/blank/a.md", settings)
    assert not is_template("postmortems/template.md", settings)
    assert not is_template("blank/a.md", settings)
    assert is_incident("postmortems/template.md", settings)


def test_a_folder_of_several_parts_and_none() -> None:
    deep = load({"folder": "ops/incidents"})
    assert is_incident("ops/incidents/a.md", deep)
    assert not is_incident("incidents/a.md", deep)
    assert is_index("ops/incidents/2025/index.md", deep)
    assert inside("ops/incidents/2025/a.md", deep) == "2025/a.md"
    everything = load({"folder": "."})
    assert is_incident("a.md", everything)
    assert is_incident("x/a.md", everything)
    assert not is_incident("index.md", everything)


def test_paths_are_shown_relative_to_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    assert shown_path(tmp_path / "docs" / "a.md", "a.md") == "docs/a.md"
    assert shown_path("docs/a.md", "a.md") == "docs/a.md"
    assert shown_path(None, "a.md") == "a.md"
    assert shown_path("/nowhere-near/a.md", "a.md") == "a.md"
    monkeypatch.chdir(tmp_path / "docs")
    assert shown_path(tmp_path / "docs" / "a.md", "a.md") == "a.md"
    assert shown_path(tmp_path / "other" / "a.md", "a.md") == "../other/a.md"


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("postmortems/2021-03-14-orders.html.md.erb", True),
        ("postmortems/2021-03-14-orders.md", True),
        ("postmortems/2021-03-14-orders.markdown", False),
        ("postmortems/orders.erb", False),
        ("postmortems/index.html.md.erb", False),
        ("postmortems/README.html.md.erb", False),
        ("postmortems/index.md", False),
    ],
)
def test_other_endings(uri: str, expected: bool) -> None:
    assert is_incident(uri, load({"suffixes": [".md", ".html.md.erb"]})) is expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("2019/**", True),
        ("incidents/2019/**", True),
        ("incidents/**", True),
        ("*.md", True),
        ("2019", False),
        ("2018/**", False),
        ("other/2019/**", False),
    ],
)
def test_globs_are_relative_to_either_folder(pattern: str, expected: bool) -> None:
    assert is_named("incidents/2019/a.md", pattern, load({"folder": "incidents"})) is expected
