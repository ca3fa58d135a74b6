"""The command as a process: what it loads, what it may not read, what it prints into."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_postmortem import __version__
from tests.cli.conftest import MakeSite
from tests.cli.running import SEVERITY, VALID, bad, check, spawn

ROOT = Path(__file__).parents[2]


def test_it_runs(site: MakeSite) -> None:
    ran = spawn(site({VALID: bad(SEVERITY)}), "check", "--output-format", "concise")
    assert (ran.code, ran.err) == (1, "")
    assert ran.findings == [f"{VALID}:12:15 PM111 Severity `P7` is not one of P1, P2, P3, P4"]


def test_version_and_help(tmp_path: Path) -> None:
    assert spawn(tmp_path, "--version").out == f"postmortem, version {__version__}\n"
    for arguments in (["--help"], ["-h"], ["check", "--help"], ["new", "--help"], ["rule", "--help"]):
        ran = spawn(tmp_path, *arguments)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("Usage: postmortem ")


def test_wrong_use_has_no_traceback(tmp_path: Path) -> None:
    for arguments in (["check"], ["check", "gone.md"], ["new", "Title"], ["rule", "PM999"], ["wrong"], []):
        ran = spawn(tmp_path, *arguments)
        assert ran.code == 2
        assert "Traceback" not in ran.err


HEAVY = ("mkdocs", "material", "plotly", "playwright", "jinja2", "markdown", "pathspec", "difflib")
SCRIPT = """
import sys
from mkdocs_postmortem.cli import main
try:
    main(["check"], prog_name="postmortem")
except SystemExit as done:
    code = done.code
print(code, sorted(set(sys.argv[1:]) & set(sys.modules)), file=sys.stderr)
"""


def test_checking_loads_nothing_of_the_site(site: MakeSite) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *HEAVY],
        cwd=site(),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("No findings in 2 documents.\n", "0 []\n")


@pytest.fixture
def unreadable(site: MakeSite) -> Path:
    """Return a site that a user who is not root may enter, whose document nobody may read."""
    root = site()
    document = root / VALID
    document.chmod(0)
    if os.geteuid() == 0:
        for folder in (root, *root.parents):
            folder.chmod(folder.stat().st_mode | stat.S_IROTH | stat.S_IXOTH)
    return root


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such permissions here")
@pytest.mark.parametrize("arguments", [[], [VALID], ["docs"]])
def test_a_document_that_may_not_be_read(unreadable: Path, arguments: list[str]) -> None:
    ran = spawn(unreadable, "check", *arguments, as_nobody=True)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"postmortem: {VALID}: can't be read: Permission denied\n"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such permissions here")
def test_a_folder_that_may_not_be_read(unreadable: Path) -> None:
    folder = unreadable / "docs/postmortems/2025"
    folder.mkdir()
    folder.chmod(0)
    try:
        ran = spawn(unreadable, "check", as_nobody=True)
    finally:
        folder.chmod(0o755)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "postmortem: docs/postmortems/2025: can't be read: Permission denied\n"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such permissions here")
def test_a_configuration_that_may_not_be_read(unreadable: Path) -> None:
    (unreadable / "mkdocs.yml").chmod(0)
    ran = spawn(unreadable, "check", as_nobody=True)
    assert (ran.code, ran.err) == (2, "postmortem: mkdocs.yml: can't be read: Permission denied\n")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such permissions here")
def test_a_folder_that_may_not_be_written_to(unreadable: Path) -> None:
    (unreadable / VALID).chmod(0o644)
    ran = spawn(unreadable, "new", "Orders", "--id", "INC-2025-020", "--date", "2025-04-01", as_nobody=True)
    assert (ran.code, ran.out) == (2, "")
    assert (
        ran.err == "postmortem: docs/postmortems/2025-04-01-orders.md: can't be written: Permission denied\n"
    )


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_encoding_of_the_terminal(site: MakeSite, encoding: str) -> None:
    root = site({VALID: bad(("P2 (raised from P3)", "日本 ü …"))})
    ran = spawn(root, "check", "--output-format", "concise", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (ran.code, ran.err) == (1, "")
    assert ran.findings[0].startswith(f"{VALID}:12:15 PM111 Severity `")


def test_a_reader_that_has_seen_enough(site: MakeSite) -> None:
    root = site({f"docs/postmortems/{number}.md": "# Bad\n" for number in range(300)})
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs_postmortem", "check"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device here")
def test_a_disk_that_is_full(site: MakeSite) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs_postmortem", "check"],
            cwd=site({VALID: bad(SEVERITY)}),
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    said = "postmortem: the output can't be written: No space left on device\n"
    assert (done.returncode, done.stderr) == (2, said)


@pytest.mark.skipif(os.name != "posix", reason="no such shell here")
def test_no_output_at_all(site: MakeSite) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m mkdocs_postmortem check >&-'],
        cwd=site({VALID: bad(SEVERITY)}),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")


def test_a_second_run_in_one_process_is_as_the_first(site: MakeSite) -> None:
    site({VALID: bad(SEVERITY)})
    assert check() == check()
