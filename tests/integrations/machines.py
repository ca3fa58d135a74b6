"""A folder with the site of a test and the `postmortem` command of this checkout on PATH."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

from tests.cli.running import SITE, Ran

ROOT = Path(__file__).resolve().parents[2]
# What of the caller's environment a child may see: git and pre-commit take much from there.
KEPT = ("SYSTEMROOT", "TEMP", "LANG")


def write(root: Path, files: dict[str, str | bytes]) -> None:
    """Write files below a folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def write_site(root: Path, files: dict[str, str | bytes] | None = None) -> None:
    """Write the command tests' site of two valid documents, changed as asked."""
    write(root, {**SITE, **(files or {})})


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which `postmortem` and `git` are found, and nothing of the user's settings."""
    commands = home / "commands"
    if not commands.exists():
        commands.mkdir(parents=True)
        command = commands / "postmortem"
        command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m mkdocs_postmortem "$@"\n')
        command.chmod(0o755)
    return {
        **{name: os.environ[name] for name in KEPT if name in os.environ},
        "PATH": os.pathsep.join([str(commands), str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": str(ROOT),
        "HOME": str(home),
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "Dana Example",
        "GIT_AUTHOR_EMAIL": "dana@example.com",
        "GIT_COMMITTER_NAME": "Dana Example",
        "GIT_COMMITTER_EMAIL": "dana@example.com",
    }


def execute(arguments: list[str], cwd: Path, env: dict[str, str]) -> Ran:
    """Run a program and return what came of it."""
    done = subprocess.run(
        arguments, cwd=cwd, env=env, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    return Ran(done.returncode, done.stdout, done.stderr)
