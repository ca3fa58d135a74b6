"""Many documents are read and judged by two processes, and the report is the same as by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import MakeSite
from tests.cli.running import OWNER, SEVERITY, VALID, Ran, bad, spawn
from tests.plugin.sites import document

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
CONFIG = """\
site_name: Test
plugins:
  - postmortem: {per_file: {"*-007.md": [PM604], "nowhere-*.md": [PM604]}}
"""
BASELINED = CONFIG.replace("{per_file", "{baseline: known.json, per_file")


def outputs(root: Path, *arguments: str) -> list[Ran]:
    """Return what comes of a command by one process, and by two."""
    return [spawn(root, *arguments, POSTMORTEM_PROCESSES=processes) for processes in ("1", "2")]


@pytest.fixture
def many(site: MakeSite) -> Path:
    """Return a site of 120 documents, most of them wrong in one way or two."""
    files: dict[str, str] = {"mkdocs.yml": CONFIG}
    for number in range(120):
        text = document(f"INC-2025-{number:03d}", severity=f"P{number % 6}")
        text = text.replace("Dana Example", "") if number % 3 == 0 else text
        text = text.replace("| 4 | Process", "| 5 | Process") if number % 3 == 1 else text
        files[f"docs/postmortems/2025-03-14-{number:03d}.md"] = text
    return site({**files, VALID: bad(SEVERITY, OWNER)})


@pytest.mark.parametrize("form", ["json", "full", "sarif", "grouped"])
def test_the_report_is_the_same(many: Path, form: str) -> None:
    alone, in_two = outputs(many, "check", "--output-format", form)
    assert alone == in_two
    assert (alone.code, alone.err) == (1, "")
    assert "`P5` is not one of P1, P2, P3, P4" in alone.out


def test_what_would_be_fixed_is_the_same(many: Path) -> None:
    alone, in_two = outputs(many, "check", "--diff", "--unsafe-fixes")
    assert alone == in_two
    assert "\n+" in alone.out


def test_a_baseline_is_the_same(many: Path) -> None:
    (many / "mkdocs.yml").write_text(BASELINED, encoding="utf-8")
    written = []
    for processes in ("1", "2"):
        assert spawn(many, "check", "--write-baseline", POSTMORTEM_PROCESSES=processes).code == 0
        written.append((many / "known.json").read_bytes())
    assert written[0] == written[1]
    alone, in_two = outputs(many, "check", "--output-format", "concise")
    assert alone == in_two
    assert alone.code == 0


@pytest.mark.skipif(not CORPORA.is_dir(), reason="../shared/corpora is not here")
@pytest.mark.parametrize("profile", ["default", "minimal", "sre"])
def test_public_postmortems_are_read_the_same(profile: str, tmp_path: Path) -> None:
    files = sorted(path for path in CORPORA.rglob("*.md") if path.is_file())
    assert len(files) > 100
    for number, path in enumerate(files):
        copy = tmp_path / "docs" / "postmortems" / f"{number % 7}" / f"{number:03d}-{path.name}"
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    config = f"site_name: Test\nplugins:\n  - postmortem: {{profile: {profile}}}\n"
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    alone, in_two = outputs(tmp_path, "check", "--output-format", "json", "--similar")
    assert alone == in_two
    assert alone.out.count('"code"') > 100
