"""`postmortem check --diff-base`: only what has changed since a commit counts."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import MakeSite
from tests.cli.running import OTHER, OWNER, SEVERITY, VALID, bad, check, run, spawn
from tests.rules.support import text_of

BAD_OTHER = text_of("earlier").replace("**Severity:** P", "**Severity:** Q")
Git = Callable[..., None]


@pytest.fixture
def git(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Return git, in a repository with one commit: two documents with a finding each."""
    root = site({VALID: bad(SEVERITY), OTHER: BAD_OTHER})
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)

    def _git(*arguments: str) -> None:
        who = {"user.name": "Dana Example", "user.email": "dana@example.org", "commit.gpgsign": "false"}
        options = [part for name, value in who.items() for part in ("-c", f"{name}={value}")]
        subprocess.run(["git", *options, *arguments], cwd=root, check=True, capture_output=True)

    _git("init", "-q", "-b", "main")
    _git("add", ".")
    _git("commit", "-qm", "All")
    return _git


def levels(*arguments: str) -> dict[str, list[str]]:
    """Return code and level of the findings of each document."""
    found: dict[str, list[str]] = {}
    for line in check("--info", "--diff-base", *arguments).out.splitlines():
        if ".md:" in line:
            found.setdefault(line.split(":")[0], []).append(line.split(" ")[1])
    return found


@pytest.mark.usefixtures("git")
def test_nothing_changed() -> None:
    ran = check("--diff-base", "HEAD")
    assert (ran.code, ran.findings) == (0, [])
    assert set(levels("HEAD")) == {VALID, OTHER}
    assert check().code == 1


@pytest.mark.usefixtures("git")
def test_an_edited_document_counts_with_all_its_findings() -> None:
    Path(VALID).write_text(bad(SEVERITY, OWNER), encoding="utf-8")
    ran = check("--diff-base", "HEAD")
    assert ran.code == 1
    assert [line.split(":")[0] for line in ran.findings] == [VALID, VALID]
    assert check("--diff-base", "HEAD", OTHER).code == 0


def test_committed_or_not(git: Git) -> None:
    git("switch", "-qc", "topic")
    Path(VALID).write_text(bad(SEVERITY, OWNER), encoding="utf-8")
    git("commit", "-qam", "Edit")
    assert check("--diff-base", "main").code == 1
    assert check("--diff-base", "HEAD").code == 0


def test_what_others_changed_meanwhile_does_not_count(git: Git) -> None:
    git("switch", "-qc", "topic")
    git("switch", "-q", "main")
    Path(OTHER).write_text(BAD_OTHER + "\nMore.\n", encoding="utf-8")
    git("commit", "-qam", "Elsewhere")
    git("switch", "-q", "topic")
    assert check("--diff-base", "main").code == 0


def test_another_name_counts(git: Git) -> None:
    git("mv", OTHER, "docs/postmortems/renamed.md")
    ran = check("--diff-base", "HEAD")
    assert (ran.code, [line.split(":")[0] for line in ran.findings]) == (1, ["docs/postmortems/renamed.md"])


@pytest.mark.usefixtures("git")
def test_a_file_that_git_does_not_know_yet_counts() -> None:
    new = "docs/postmortems/2025-03-14 neu – größer.md"
    Path(new).write_text(bad(SEVERITY).replace("INC-2025-014", "INC-2025-015"), encoding="utf-8")
    ran = check("--diff-base", "HEAD")
    assert (ran.code, [line.split(":")[0] for line in ran.findings]) == (1, [new])


@pytest.mark.usefixtures("git")
def test_from_a_folder_below(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(VALID).write_text(bad(SEVERITY, OWNER), encoding="utf-8")
    monkeypatch.chdir("docs/postmortems")
    ran = check("--diff-base", "HEAD")
    assert (ran.code, len(ran.findings)) == (1, 2)


def test_only_what_has_changed_is_fixed(git: Git) -> None:
    written = {path: Path(path).read_text(encoding="utf-8") for path in (VALID, OTHER)}
    for path, day, said in ((VALID, "2025-03-14", "14 March 2025"), (OTHER, "2024-11-02", "2 November 2024")):
        assert f"**Date:** {day}" in written[path]
        Path(path).write_text(written[path].replace(f"**Date:** {day}", f"**Date:** {said}"), "utf-8")
    git("commit", "-qam", "Days in words")
    Path(VALID).write_text(Path(VALID).read_text("utf-8") + "\nMore.\n", "utf-8")
    ran = check("--diff-base", "HEAD", "--fix")
    assert "Fixed 1 finding in 1 document." in ran.err
    assert "**Date:** 2025-03-14\n" in Path(VALID).read_text("utf-8")
    assert "**Date:** 2 November 2024\n" in Path(OTHER).read_text("utf-8")
    assert "Fixed 1 finding in 1 document." in check("--fix").err
    assert Path(OTHER).read_text("utf-8") == written[OTHER]


def test_together_with_a_baseline(git: Git) -> None:
    check("--write-baseline")
    git("add", ".")
    git("commit", "-qm", "Baseline")
    Path(VALID).write_text(bad(SEVERITY, OWNER), encoding="utf-8")
    ran = check("--diff-base", "HEAD")
    assert [line.split(" ")[1] for line in ran.findings] == ["PM604"]


@pytest.mark.usefixtures("git")
def test_machines_get_the_level() -> None:
    assert '"level": "info"' in run("check", "--output-format", "json", "--diff-base", "HEAD").out


@pytest.mark.parametrize("ref", ["mian", "--output=x", "HEAD~7", ""])
@pytest.mark.usefixtures("git")
def test_an_unknown_commit(ref: str) -> None:
    ran = check(f"--diff-base={ref}")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"postmortem: --diff-base: git knows no commit `{ref}`; "
        "fetch it first (in CI, check out the whole history)\n"
    )
    assert not Path("x").exists()


def test_no_repository(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    ran = check("--diff-base", "main")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("postmortem: --diff-base: git says: fatal: not a git repository")


def test_no_git(site: MakeSite) -> None:
    root = site()
    ran = spawn(root, "check", "--diff-base", "main", PATH="/nonexistent")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "postmortem: --diff-base: git can't be run: No such file or directory\n"
