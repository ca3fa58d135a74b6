"""What git knows: which files have changed since a commit."""

from __future__ import annotations

import subprocess
from pathlib import Path


class GitError(Exception):
    """Git can't say what has changed; the message says why."""


def changed_files(folder: Path, ref: str) -> set[Path]:
    """Return the files that have changed since a commit, as whole paths, links resolved.

    Counted is what has changed since the branch left `ref`, committed or not; a file with another name
    is a changed one, and so is one that git does not know yet. Raises GitError.
    """
    top = Path(_git(folder, "rev-parse", "--show-toplevel").rstrip("\n"))
    commit = _commit(folder, ref)
    names = _git(top, "diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", commit, "--")
    names += _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    return {(top / name).resolve() for name in names.split("\0") if name}


def _commit(folder: Path, ref: str) -> str:
    """Return where the branch left a commit; the commit itself where git does not know (a shallow clone)."""
    try:
        commit = _git(
            folder, "rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}"
        ).strip()
    except GitError:
        raise GitError(
            f"git knows no commit `{ref}`; fetch it first (in CI, check out the whole history)"
        ) from None
    try:
        return _git(folder, "merge-base", commit, "HEAD").strip()
    except GitError:
        return commit


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )
    except OSError as error:
        raise GitError(f"git can't be run: {error.strerror}") from None
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        raise GitError(f"git says: {said[0]}" if said else f"git {arguments[0]} failed")
    return done.stdout
