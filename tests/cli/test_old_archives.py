"""Switching on for an old archive, as docs/old-archives.md tells it: with real archives where they are."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import MakeSite
from tests.cli.running import OWNER, SEVERITY, VALID, Ran, bad, check, spawn

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "old-archives.md"
CORPORA = ROOT.parent / "shared" / "corpora"
BASELINE = "postmortem-baseline.json"
TODAY = ("--today", "2026-04-01")
needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason="../shared/corpora is not here")


def blocks(language: str) -> list[str]:
    """Return the page's blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_the_page_shows_what_is_printed(site: MakeSite) -> None:
    root = site({VALID: bad(SEVERITY, OWNER)})
    written, pruned = blocks("console")
    shown = ["$ postmortem check --write-baseline", *check("--write-baseline").out.splitlines()]
    shown += ["$ postmortem check", *check().out.splitlines()]
    assert written.splitlines() == shown
    (entry,) = blocks("json")
    assert entry.strip() in [
        line.strip().rstrip(",") for line in (root / BASELINE).read_text(encoding="utf-8").splitlines()
    ]
    (root / VALID).write_text(bad(OWNER), encoding="utf-8")
    assert pruned.splitlines() == [
        "$ postmortem check --prune-baseline",
        *check("--prune-baseline").out.splitlines(),
    ]


def findings(root: Path, *arguments: str) -> tuple[int, list[dict[str, str]]]:
    """Return the exit code of a run, and its errors and warnings."""
    ran = postmortem(root, "--output-format", "json", *arguments)
    assert ran.code in (0, 1), ran.err
    return ran.code, [each for each in json.loads(ran.out) if each["level"] != "info"]


def postmortem(root: Path, *arguments: str) -> Ran:
    config = "mkdocs.yml" if (root / "mkdocs.yml").exists() else "postmortem.yml"
    return spawn(root, "check", "--config", config, *TODAY, *arguments)


def mkdocs(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=root,
        env={
            "PATH": "",
            "PYTHONPATH": str(ROOT),
            "NO_MKDOCS_2_WARNING": "1",
            "SOURCE_DATE_EPOCH": "1775001600",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def plant(document: Path, wrong: str, right: str) -> None:
    """Put one mistake into a document."""
    text = document.read_text(encoding="utf-8")
    assert len(re.findall(right, text)) >= 1
    document.write_text(re.sub(right, wrong, text, count=1), encoding="utf-8")


@pytest.fixture
def dfds(tmp_path: Path) -> Path:
    """An archive in MkDocs, with IDs in the names of its files."""
    shutil.copytree(CORPORA / "dfds+postmortems", tmp_path / "docs" / "postmortems")
    (tmp_path / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Archive\ntheme: mkdocs\nplugins:\n  - postmortem:\n      profile: minimal\n"
        "      fail_on: warning\n      id_pattern: PM\\d{4}-\\d{3}\n",
        encoding="utf-8",
    )
    return tmp_path


@pytest.fixture
def cloud(tmp_path: Path) -> Path:
    """An archive of another generator, with two endings and without sections."""
    shutil.copytree(CORPORA / "ministryofjustice+cloud-platform", tmp_path / "runbooks")
    (tmp_path / "postmortem.yml").write_text(
        "folder: runbooks\nprofile: minimal\nsuffixes: [.html.md.erb]\nfail_on: warning\n"
        "ignore: [PM21]  # how MkDocs shows lists is of no concern here\n",
        encoding="utf-8",
    )
    return tmp_path


@needs_corpora
def test_an_archive_in_mkdocs(dfds: Path) -> None:
    code, before = findings(dfds)
    assert code == 1
    assert 10 <= len(before) <= 60
    assert mkdocs(dfds).returncode == 1

    done = postmortem(dfds, "--write-baseline")
    assert done.out == f"Wrote {BASELINE}: {len(before)} findings in 38 documents.\n"
    assert findings(dfds) == (0, [])
    built = mkdocs(dfds)
    assert built.returncode == 0, built.stderr

    old = next((dfds / "docs" / "postmortems").glob("PM2022-001*"))
    plant(old, r"\g<1>25:61", r"(\d{4}-\d\d-\d\d\s+)\d\d:\d\d")
    code, found = findings(dfds)
    assert (code, [each["code"] for each in found]) == (1, ["PM304"])
    assert Path(found[0]["path"]).name == old.name
    built = mkdocs(dfds)
    assert built.returncode == 1
    assert built.stderr.count(" PM") == 1
    assert "25:61" in built.stderr


@needs_corpora
def test_an_archive_that_is_built_by_something_else(cloud: Path) -> None:
    code, before = findings(cloud)
    assert code == 1
    assert 10 <= len(before) <= 60
    assert {Path(each["path"]).name.split(".", 1)[1] for each in before} == {"html.md.erb"}

    done = postmortem(cloud, "--write-baseline")
    assert done.out == f"Wrote {BASELINE}: {len(before)} findings in 39 documents.\n"
    assert findings(cloud) == (0, [])

    old = next(cloud.rglob("2024-04-15-*.html.md.erb"))
    plant(old, r"\g<1>9", r"(Time to repair\*\*: )")
    code, found = findings(cloud)
    assert (code, [each["code"] for each in found]) == (1, ["PM324"])
    assert found[0]["path"] == old.relative_to(cloud).as_posix()


@needs_corpora
def test_what_is_mended_stays_mended(cloud: Path) -> None:
    postmortem(cloud, "--write-baseline")
    known = len(json.loads((cloud / BASELINE).read_text(encoding="utf-8"))["findings"])
    mended = next(cloud.rglob("2020-02-12.html.md.erb"))
    text = mended.read_text(encoding="utf-8")
    mended.write_text(
        text + "\n- **Review actions**:\n    - Ask before `terraform destroy`\n", encoding="utf-8"
    )
    code, found = findings(cloud)
    assert (code, [(each["code"], each["path"]) for each in found]) == (1, [("PM902", BASELINE)])
    assert postmortem(cloud, "--prune-baseline").out == f"Took 1 of {known} findings out of {BASELINE}.\n"
    assert findings(cloud) == (0, [])
    mended.write_text(text, encoding="utf-8")
    code, found = findings(cloud)
    assert (code, [each["code"] for each in found]) == (1, ["PM201"])


@needs_corpora
def test_a_line_through_time(cloud: Path) -> None:
    _, before = findings(cloud)
    with (cloud / "postmortem.yml").open("a", encoding="utf-8") as file:
        file.write("legacy: {before: 2024-01-01}\n")
    _, after = findings(cloud)
    new = [each for each in before if Path(each["path"]).name >= "2024"]
    assert 0 < len(new) < len(before)
    assert [(each["path"], each["line"], each["code"]) for each in after] == [
        (each["path"], each["line"], each["code"]) for each in new
    ]


@needs_corpora
def test_ids_and_days_come_from_names_with_two_endings(cloud: Path) -> None:
    for number, path in enumerate(sorted(cloud.rglob("*.html.md.erb"))):
        path.rename(path.with_name(f"INC-2020-{number + 1:03} - {path.name}"))
    postmortem(cloud, "--write-baseline")
    entries = json.loads((cloud / BASELINE).read_text(encoding="utf-8"))["findings"]
    assert entries
    assert {each["incident"][:9] for each in entries} == {"inc-2020-"}
