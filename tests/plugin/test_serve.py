"""`mkdocs serve` never dies of a document, and shows the finding on its page."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.plugin.sites import document, environment, write_site


@contextmanager
def served(root: Path, *arguments: str) -> Iterator[tuple[str, list[str]]]:
    """Serve a site and give its address and the log so far, once the first build is done."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}", *arguments],
        cwd=root,
        env=environment(),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    log: list[str] = []
    try:
        assert process.stderr is not None
        for line in process.stderr:
            log.append(line)
            if found := re.search(r"Serving on (http://\S+)", line):
                yield found.group(1), log
                break
        else:
            raise AssertionError("serve ended: " + "".join(log))
    finally:
        process.terminate()
        process.communicate()


def fetch(address: str) -> str:
    """Return a page of the served site."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        text: str = answer.read().decode()
    return text


@pytest.mark.parametrize("strict", [[], ["--strict"]])
def test_serve_survives_bad_documents_and_shows_why(tmp_path: Path, strict: list[str]) -> None:
    files: dict[str, str | bytes] = {
        "postmortems/bad.md": document().replace("**Severity:** P2", "**Severity:** P7"),
        "postmortems/latin.md": "# Caf\xe9\n".encode("latin-1"),
        "postmortems/yaml.md": "---\ntitle: Bad: yaml\n---\n# X\n",
        "postmortems/fine.md": document("INC-2025-002", "Loader late"),
    }
    # The two that are like each other are so for the test's sake only.
    write_site(tmp_path, files, {"plugins": ["search", {"postmortem": {"similar": 0}}]})
    with served(tmp_path, *strict) as (address, log):
        bad = fetch(f"{address}postmortems/bad/")
        assert "PM111" in bad
        assert "docs/postmortems/bad.md:5:15" in bad
        assert "PM001" in fetch(f"{address}postmortems/latin/")
        assert "PM002" in fetch(f"{address}postmortems/yaml/")
        assert "pm-findings" not in fetch(f"{address}postmortems/fine/")
    assert "docs/postmortems/bad.md:5:15 PM111 Severity `P7` is not one of P1, P2, P3, P4" in "".join(log)
    assert "Traceback" not in "".join(log)
