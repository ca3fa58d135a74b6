"""`mkdocs serve` never dies of a document, shows why on its page, and sees a change of any file it reads."""

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
from mkdocs.livereload import LiveReloadServer

from mkdocs_postmortem.plugin.watching import watch_file
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


def next_build(address: str, page: str) -> str:
    """Return a page as it is once the site is built again, which its own script asks for in the same way."""
    found = re.search(r"livereload\((\d+), (\d+)\);", page)
    assert found is not None
    built = fetch(f"{address}livereload/{found[1]}/{found[2]}")
    assert int(built) > int(found[1]), "the site was not built again"
    return fetch(f"{address}postmortems/bad/")


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


def test_a_change_of_any_file_that_the_options_name_builds_the_site_again(tmp_path: Path) -> None:
    options = {"template": "own/template.yml", "labels": ["own/labels.yml"], "similar": 0}
    write_site(
        tmp_path,
        {"postmortems/bad.md": document().replace("**Severity:** P2", "**Severity:** P7")},
        {"plugins": [{"postmortem": options}]},
    )
    own = tmp_path / "own"
    own.mkdir()
    text, template, labels = own / "text.md", own / "template.yml", own / "labels.yml"
    text.write_text("# Incident: {TITLE}\n", encoding="utf-8")
    template.write_text("text: text.md\n", encoding="utf-8")
    labels.write_text("Severity: Weight\n", encoding="utf-8")
    baseline = tmp_path / "postmortem-baseline.json"
    with served(tmp_path) as (address, _):
        page = fetch(f"{address}postmortems/bad/")
        assert "PM111" in page
        check = [sys.executable, "-m", "mkdocs_postmortem", "check", "--write-baseline"]
        subprocess.run(check, cwd=tmp_path, env=environment(), check=True, capture_output=True)
        page = next_build(address, page)
        assert "PM111" not in page
        baseline.unlink()
        page = next_build(address, page)
        assert "PM111" in page
        assert "Weight" in page
        labels.write_text("Severity: Gravity\n", encoding="utf-8")
        page = next_build(address, page)
        assert "Gravity" in page
        text.write_text("# Postmortem: {TITLE}\n", encoding="utf-8")
        page = next_build(address, page)
        assert "PM111" in page
        severity = "vocabularies: {severity: [{name: P7}]}\n"
        template.write_text(f"text: text.md\n{severity}", encoding="utf-8")
        assert "PM111" not in next_build(address, page)


def test_a_change_beside_the_baseline_builds_nothing(tmp_path: Path) -> None:
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path), polling_interval=0.01)
    watch_file(server, tmp_path / "sub" / "none.json")  # a folder that is not there
    watch_file(server, tmp_path / "baseline.json")
    [emitter] = server.observer.emitters
    emitter.on_thread_start()
    (tmp_path / "serve.log").write_text("Building documentation...")
    emitter.queue_events(0.0)
    (tmp_path / "baseline.json").write_text("{}")
    emitter.queue_events(0.0)
    asked = []
    while not server.observer.event_queue.empty():
        server.observer.dispatch_events(server.observer.event_queue)
        asked.append(server._want_rebuild)
    server.server_close()
    assert asked == [False, False, True, True]
