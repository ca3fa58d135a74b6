"""What grows with the archive and what does not: the weight of a page, and the work of a rebuild."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path

from bs4 import BeautifulSoup

from tests.bench import documents
from tests.plugin.sites import document, environment, write_site

PAGE = "postmortems/2025-03-14-incident-00004/index.html"


MATERIAL = {"name": "material", "font": False}


def pages(root: Path, number: int, theme: object = "mkdocs", **options: object) -> dict[str, bytes]:
    """Return each page of an archive of so many documents, or of those that are there already."""
    if number:
        documents(root / "docs" / "postmortems", number)
    write_site(root, {}, {"theme": theme, "plugins": ["search", {"postmortem": options}]})
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *(["--strict"] if number else [])],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    site = root / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.html")}


def test_a_postmortems_page_weighs_the_same_in_an_archive_of_any_size(tmp_path: Path) -> None:
    # How many similar incidents a page proposes is an option, and has an end; a small archive has fewer.
    small, large = pages(tmp_path / "small", 10, similar=0), pages(tmp_path / "large", 200, similar=0)
    assert abs(len(large[PAGE]) / len(small[PAGE]) - 1) < 0.01
    # So does every other page of the site, but for those that list the archive.
    assert len(large["index.html"]) == len(small["index.html"])
    assert len(large["postmortems/index.html"]) > 5 * len(small["postmortems/index.html"])


def test_neither_does_a_page_with_similar_incidents_gain_weight_with_the_archive(tmp_path: Path) -> None:
    large = pages(tmp_path / "large", 500, MATERIAL)[PAGE]
    alike = {
        str(link["href"]).strip("./")
        for link in BeautifulSoup(large, "html.parser").select(".pm-footer section > p + ul a[href]")
    }
    assert len(alike) == 5
    # An archive of ten with the same relatives, the document that it names and the one that names it.
    folder = tmp_path / "small" / "docs" / "postmortems"
    folder.mkdir(parents=True)
    beside = {f"2025-03-14-incident-{number:05d}" for number in (3, 4, 5, 6, 7)}
    for name in alike | beside:
        shutil.copy(tmp_path / "large" / "docs" / "postmortems" / f"{name}.md", folder)
    small = pages(tmp_path / "small", 0, MATERIAL, fail_on="never")[PAGE]
    assert small.count(b"both mention") == large.count(b"both mention") == 5
    assert abs(len(large) / len(small) - 1) < 0.01


def test_similar_incidents_weigh_little(tmp_path: Path) -> None:
    small, large = (
        pages(tmp_path / "small", 10, MATERIAL)[PAGE],
        pages(tmp_path / "large", 500, MATERIAL)[PAGE],
    )
    assert b"Similar incidents" not in small
    assert large.count(b"both mention") == 5
    assert len(large) / len(small) < 1.05
    # As servers send them.
    assert len(gzip.compress(large)) / len(gzip.compress(small)) < 1.05


# As `mkdocs serve` does it: the configuration is loaded for each build, the plugin stays.
REBUILD = """
import json, sys
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config

changed, text = sys.argv[1:]
archives = []
for number in range(3):
    config = load_config("mkdocs.yml")
    if not number:
        config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    archives.append(config.plugins["postmortem"].archive)
    if number == 1:
        Path(changed).write_text(text, encoding="utf-8")
first, second, third = (archive.by_uri for archive in archives)
print(json.dumps([
    sorted(uri for uri in after if after[uri].document is not before[uri].document)
    for before, after in ((first, second), (second, third))
]))
"""


def test_a_rebuild_of_serve_reads_again_only_what_changed(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"postmortems/{number}.md": document(f"INC-2025-00{number}", f"Title {number}") for number in range(5)
    }
    write_site(tmp_path, files)
    changed = document("INC-2025-003", "Another title")
    done = subprocess.run(
        [sys.executable, "-c", REBUILD, "docs/postmortems/3.md", changed],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [[], ["postmortems/3.md"]]
    page = (tmp_path / "site" / "postmortems" / "3" / "index.html").read_text(encoding="utf-8")
    assert "<title>INC-2025-003: Another title - Test</title>" in page
