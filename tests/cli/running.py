"""Running the command in a site of the test's own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from mkdocs_postmortem.cli import main
from tests.rules.support import EARLIER, URI, edited, text_of

VALID = f"docs/{URI}"
OTHER = f"docs/{EARLIER}"
SEVERITY = ("P2 (raised from P3)", "P7")
OWNER = ("registry | Robin Example |", "registry | |")
SITE: dict[str, str | bytes] = {
    "mkdocs.yml": "site_name: Test\nplugins: [search, postmortem]\n",
    VALID: text_of("valid"),
    OTHER: text_of("earlier"),
}


@dataclass(frozen=True)
class Ran:
    """What came of a run."""

    code: int
    out: str
    err: str

    @property
    def findings(self) -> list[str]:
        """The lines of a concise report without the summary."""
        return self.out.splitlines()[:-1]

    @property
    def summary(self) -> str:
        """The last line."""
        return self.out.splitlines()[-1]


def run(*arguments: str | Path) -> Ran:
    """Run the command in this process, in the working directory."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


def check(*arguments: str | Path) -> Ran:
    """Run `postmortem check` with the one-line format."""
    return run("check", "--output-format", "concise", *arguments)


AS_NOBODY = """
import heapq, os, sys
from mkdocs_postmortem.cli import check, main, new
from mkdocs_postmortem.template import default_template
default_template(), "".encode("utf-8-sig")  # what is loaded on first use, from where nobody may look
if os.geteuid() == 0:  # root may read everything
    os.setgroups([])
    os.setegid(65534)
    os.seteuid(65534)
main(sys.argv[1:], prog_name="postmortem")
"""


def spawn(folder: Path, *arguments: str, as_nobody: bool = False, **environment: str) -> Ran:
    """Run the command as a process of its own, if asked without the rights that root has."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP") if name in os.environ}
    done = subprocess.run(
        [sys.executable, *(("-c", AS_NOBODY) if as_nobody else ("-m", "mkdocs_postmortem")), *arguments],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(Path(__file__).parents[2]), **environment},
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def bad(*edits: tuple[str, str]) -> str:
    """Return the valid document with mistakes."""
    return edited(text_of("valid"), edits)
