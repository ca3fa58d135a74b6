"""`mkdocs serve` builds anew when the template's file changes, and survives a wrong one."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.plugin.sites import document, environment, write_site

# Nothing takes so long; where a line never comes, the test ends with what was logged.
_PATIENCE = 120


@contextmanager
def serving(root: Path) -> Iterator[tuple[str, Iterator[str]]]:
    """Serve a site; give its address, and the lines of its log as they come."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "mkdocs", "serve", "--dev-addr", address],
        cwd=root,
        env=environment(),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    patience = threading.Timer(_PATIENCE, process.kill)
    patience.start()
    try:
        assert process.stderr is not None
        yield f"http://{address}/", iter(process.stderr)
    finally:
        patience.cancel()
        process.terminate()
        process.communicate()


def until(lines: Iterator[str], pattern: str) -> str:
    """Read on until a line matches; return all that was read."""
    read = []
    for line in lines:
        read.append(line)
        if re.search(pattern, line):
            return "".join(read)
    raise AssertionError(f"{pattern} never came: " + "".join(read))


def fetch(address: str) -> str:
    """Return a page of the served site."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        text: str = answer.read().decode()
    return text


def test_serve_builds_anew_with_each_template(tmp_path: Path) -> None:
    template = tmp_path / "template.yml"
    template.write_text("sections: [{key: lucky, required: never}]\n", encoding="utf-8")
    config: dict[str, object] = {"plugins": [{"postmortem": {"template": "template.yml"}}]}
    write_site(tmp_path, {"postmortems/a.md": document(severity="SEV1")}, config)
    with serving(tmp_path) as (address, lines):
        until(lines, "Serving on")
        assert "pm-sev-1" in fetch(f"{address}postmortems/a/")

        template.write_text("vocabularies: {severity: {replace: [Grave, SEV1]}}\n", encoding="utf-8")
        until(lines, "Reloading")
        page = fetch(f"{address}postmortems/a/")
        assert "pm-sev-2" in page
        assert "pm-sev-1" not in page

        template.write_text("sektions: []\n", encoding="utf-8")
        log = until(lines, "template.yml:1:1")
        assert "`sektions`: there is no such key; did you mean `sections`?" in log

        template.write_text("vocabularies: {severity: {replace: [A, B, SEV1]}}\n", encoding="utf-8")
        until(lines, "Reloading")
        assert "pm-sev-3" in fetch(f"{address}postmortems/a/")
