"""What grows with the archive and what does not: the weight of a page, and the work of a rebuild."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.bench import documents
from tests.plugin.sites import document, environment, write_site

PAGE = "postmortems/2025-03-14-incident-00004/index.html"


def weights(root: Path, number: int) -> dict[str, int]:
    """Return the size in bytes of each page of an archive of so many documents."""
    documents(root / "docs" / "postmortems", number)
    # How many similar incidents a page proposes is an option, and has an end; a small archive has fewer.
    write_site(root, {}, {"plugins": ["search", {"postmortem": {"similar": 0}}]})
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    site = root / "site"
    return {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*.html")}


def test_a_postmortems_page_weighs_the_same_in_an_archive_of_any_size(tmp_path: Path) -> None:
    small, large = weights(tmp_path / "small", 10), weights(tmp_path / "large", 200)
    assert abs(large[PAGE] / small[PAGE] - 1) < 0.01
    # So does every other page of the site, but for those that list the archive.
    assert large["index.html"] == small["index.html"]
    assert large["postmortems/index.html"] > 5 * small["postmortems/index.html"]


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
