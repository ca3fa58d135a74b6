"""The hooks in `.pre-commit-hooks.yaml`, run by pre-commit itself in a repository of their user.

Only the installation is left out, since it needs a package index: `language` becomes `system`.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.cli.running import OTHER, SEVERITY, VALID, Ran, bad
from tests.integrations.machines import ROOT, environment, execute, write, write_site
from tests.rules.support import text_of

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS = {hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))}
CHANGED, ALL = "postmortem-check", "postmortem-check-all"
SEVERITY_FOUND = "error PM111 Severity `P7` is not one of P1, P2, P3, P4"

Commit = Callable[..., Ran]


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return a repository with the hooks, as pre-commit clones it, and its revision."""
    folder = tmp_path_factory.mktemp("hooks")
    env = environment(folder / "home")
    repository = folder / "repository"
    text = MANIFEST.read_text(encoding="utf-8")
    write(repository, {MANIFEST.name: text.replace("language: python", "language: system")})
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "Hooks"]):
        assert execute(["git", *arguments], repository, env).code == 0
    return repository, execute(["git", "rev-parse", "HEAD"], repository, env).out.strip()


@pytest.fixture
def commit(tmp_path: Path, hooks: tuple[Path, str]) -> Commit:
    """Return a function that changes a clean repository and runs one hook on the staged changes.

    `before` is committed first; a file given as None is deleted; the rest goes into the hook's entry.
    """
    env = environment(tmp_path / "home")
    root = tmp_path / "repository"
    write_site(root)
    repository, revision = hooks

    def git(*arguments: str) -> None:
        ran = execute(["git", *arguments], root, env)
        assert ran.code == 0, ran.err

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "A clean archive")

    def run(
        hook: str,
        files: dict[str, str | bytes | None],
        before: dict[str, str | bytes] | None = None,
        **more: object,
    ) -> Ran:
        if before:
            write(root, before)
            git("commit", "-qam", "What was there before")
        entry = {"repo": str(repository), "rev": revision, "hooks": [{"id": hook, **more}]}
        write(root, {".pre-commit-config.yaml": yaml.safe_dump({"repos": [entry]})})
        write(root, {name: content for name, content in files.items() if content is not None})
        for name, content in files.items():
            if content is None:
                (root / name).unlink()
        git("add", "--all")
        return execute([sys.executable, "-m", "pre_commit", "run", "--color", "never"], root, env)

    return run


def test_the_manifest_is_valid(tmp_path: Path) -> None:
    arguments = [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)]
    ran = execute(arguments, tmp_path, environment(tmp_path / "home"))
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert set(HOOKS) == {CHANGED, ALL}


@pytest.mark.parametrize("hook", [CHANGED, ALL])
def test_what_pre_commit_installs_has_the_command(hook: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert HOOKS[hook]["language"] == "python"
    assert HOOKS[hook]["entry"].split()[0] in project["scripts"]


@pytest.mark.parametrize("hook", [CHANGED, ALL])
def test_a_clean_document_passes(commit: Commit, hook: str) -> None:
    ran = commit(hook, {VALID: text_of("valid") + "\n"})
    assert ran.code == 0
    assert ran.out.rstrip().endswith("Passed")


@pytest.mark.parametrize("hook", [CHANGED, ALL])
def test_a_document_with_an_error_stops_the_commit(commit: Commit, hook: str) -> None:
    ran = commit(hook, {VALID: bad(SEVERITY)})
    assert ran.code == 1
    assert "Failed\n" in ran.out
    assert f"{SEVERITY_FOUND}\n  --> {VALID}:12:15\n" in ran.out
    assert "exit code: 1" in ran.out


def test_only_changed_documents_are_reported_on(commit: Commit) -> None:
    change: dict[str, str | bytes | None] = {OTHER: text_of("earlier") + "\n"}
    assert commit(CHANGED, change, before={VALID: bad(SEVERITY)}).code == 0


@pytest.mark.parametrize(
    "name", ["README.md", "docs/index.md", "docs/postmortems/index.md", "docs/postmortems/template.md"]
)
def test_markdown_that_is_no_postmortem_is_ignored(commit: Commit, name: str) -> None:
    ran = commit(CHANGED, {name: "# Not an incident\n"})
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.rstrip().endswith("Passed")


def test_beside_a_document_it_is_ignored_too(commit: Commit) -> None:
    ran = commit(CHANGED, {"README.md": "# Not an incident\n", VALID: bad(SEVERITY)})
    assert ran.code == 1
    assert SEVERITY_FOUND in ran.out
    assert "README.md" not in ran.out
    assert "in 1 of 1 document." in ran.out


def test_other_files_do_not_start_it(commit: Commit) -> None:
    ran = commit(CHANGED, {"src/main.py": "print()\n"})
    assert ran.code == 0
    assert ran.out.rstrip().endswith("(no files to check)Skipped")


def test_many_files_are_one_run(commit: Commit) -> None:
    names = [f"docs/postmortems/2025/2025-05-{day:02}-x.md" for day in range(1, 29)]
    ran = commit(CHANGED, dict.fromkeys(names, "# Bad\n\n## Impact\n\nNone.\n"))
    assert ran.out.count("explains the gravest") == 1
    assert "in 28 of 28 documents" in ran.out


@pytest.mark.parametrize(("hook", "code"), [(CHANGED, 0), (ALL, 1)])
def test_a_document_that_is_deleted_breaks_another(commit: Commit, hook: str, code: int) -> None:
    ran = commit(hook, {OTHER: None})
    assert ran.code == code
    assert ("PM701 Related incident `INC-2024-031` does not exist" in ran.out) == (code == 1)


@pytest.mark.parametrize("hook", [CHANGED, ALL])
def test_arguments_of_the_user(commit: Commit, hook: str) -> None:
    ran = commit(hook, {VALID: bad(SEVERITY)}, args=["--fail-on", "never"], verbose=True)
    assert ran.code == 0
    assert SEVERITY_FOUND in ran.out


def test_what_can_be_fixed_is_fixed_and_stops_the_commit(commit: Commit, tmp_path: Path) -> None:
    date = ("| 2025-05-02 |", "| 2 May 2025 |")
    ran = commit(CHANGED, {VALID: bad(date), "README.md": "# | 2 May 2025 |\n"}, args=["--fix"])
    assert ran.code == 1
    assert "files were modified by this hook" in ran.out
    assert (tmp_path / "repository" / VALID).read_text(encoding="utf-8") == text_of("valid")
