"""The benchmarks: `make bench`. Prints ratios measured side by side in one run, never a verdict.

Absolute times depend on the machine and its mood; a ratio of two commands run in turn does not.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from mkdocs_postmortem.archive import build_archive
from mkdocs_postmortem.archive.recurrence import recurrences
from mkdocs_postmortem.archive.similarity import similarity
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.settings import Settings
from mkdocs_postmortem.template import default_template
from tests.plugin.sites import document, related_to

BIN = Path(sys.executable).parent
MKDOCS_YML = """\
site_name: Benchmark
theme:
  name: material
  font: false
nav: [index.md, postmortems/index.md]
not_in_nav: /postmortems/
plugins: [search{plugin}]
"""


def documents(folder: Path, number: int) -> int:
    """Write `number` valid documents of the template's size, each related to the last; return their bytes."""
    folder.mkdir(parents=True)
    size = 0
    for index in range(number):
        before = f"INC-2025-{index:04d}"
        text = document(
            f"INC-2025-{index + 1:04d}",
            title=f"Orders mart stale for the {index}th time",
            severity=f"P{index % 4 + 1}",
            related=related_to((before, "2025-03-14")) if index else "None known.",
        )
        # Words of its own, without which no two documents could be told apart, or compared.
        text = text.replace(
            "a column was renamed upstream",
            f"a column of table_{index % 389} was renamed by job_{index % 97}",
        )
        path = folder / f"2025-03-14-incident-{index:05d}.md"
        path.write_text(text, encoding="utf-8", newline="\n")
        size += path.stat().st_size
    return size


def site(root: Path, number: int, plugin: bool) -> Path:
    """Make a Material site with postmortems outside the navigation, which leads to their index.

    Without the plugin that is a page with nothing but a title: who has no plugin writes one by hand.
    """
    documents(root / "docs" / "postmortems", number)
    (root / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    if not plugin:
        (root / "docs" / "postmortems" / "index.md").write_text("# Incidents\n", encoding="utf-8")
    text = MKDOCS_YML.format(plugin=", postmortem" if plugin else "")
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    return root


def timed(command: list[str], folder: Path, fine: tuple[int, ...] = (0,)) -> float:
    """Return the seconds a command takes as a whole process.

    `fine` are the exit codes of a run that did its work. Raises CalledProcessError at any other.
    """
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True)
    taken = time.perf_counter() - begun
    if done.returncode not in fine:
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
    return taken


def others() -> Iterator[tuple[str, list[str]]]:
    """Yield the Markdown linters that are installed here, each with its command without any cache."""
    for name, arguments in (
        ("rumdl", ["check", "--no-cache", "docs/postmortems"]),
        ("markdownlint-cli2", ["docs/postmortems/*.md"]),
    ):
        if found := shutil.which(name, path=os.pathsep.join((str(BIN), os.environ.get("PATH", "")))):
            yield name, [found, *arguments]


def compared(root: Path) -> float:
    """Return the seconds it takes to compare the incidents of a site, and to see which of them recur."""
    template = default_template()
    files = sorted((root / "docs" / "postmortems").glob("*.md"))
    read = [
        (f"postmortems/{file.name}", read_bytes(file.name, file.read_bytes(), template)) for file in files
    ]
    archive = build_archive(read, template, Settings())
    begun = time.perf_counter()
    index = similarity(archive)
    for incident in archive.incidents:
        index.similar_to(incident)
    recurrences(archive, alike=True)
    return time.perf_counter() - begun


def in_turn(runs: int, first: Callable[[], float], second: Callable[[], float]) -> tuple[float, float, float]:
    """Run two things in turn after one warm-up; return their medians and the median of the ratios."""
    first(), second()
    pairs = [(first(), second()) for _ in range(runs)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def main() -> None:
    """Run the benchmarks and print one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--check-only", action="store_true", help="leave out the builds, which take minutes")
    options = parser.parse_args()
    number = options.documents
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        with_plugin = site(root / "with", number, plugin=True)
        without = site(root / "without", number, plugin=False)
        larger = site(root / "larger", 4 * number, plugin=True)
        check = [str(BIN / "postmortem"), "check", "--output-format", "concise"]
        build = [str(BIN / "mkdocs"), "build", "--quiet", "--site-dir", str(root / "out")]
        size = sum(path.stat().st_size for path in (with_plugin / "docs" / "postmortems").iterdir()) / 1e6
        print(
            f"{number} documents of the template's shape, {size:.1f} MB; "
            f"medians of {options.runs} runs in turn"
        )
        big, small, ratio = in_turn(
            options.runs, lambda: timed(check, larger), lambda: timed(check, with_plugin)
        )
        print(f"check {number}: {small:.2f} s   check {4 * number}: {big:.2f} s   growth {ratio:.2f} x")
        big_index, small_index, ratio = in_turn(1, lambda: compared(larger), lambda: compared(with_plugin))
        print(
            f"similarity {number}: {small_index:.2f} s   similarity {4 * number}: {big_index:.2f} s   "
            f"growth {ratio:.2f} x"
        )
        for name, command in others():
            # They find things in these files, and say so with exit code 1.
            ours, theirs, ratio = in_turn(
                options.runs,
                lambda: timed(check, with_plugin),
                partial(timed, command, with_plugin, (0, 1)),
            )
            print(f"check {number}: {ours:.2f} s   {name}: {theirs:.2f} s   ratio {ratio:.2f}")
        if options.check_only:
            return
        ours, plain, ratio = in_turn(
            options.runs, lambda: timed(build, with_plugin), lambda: timed(build, without)
        )
        print(f"mkdocs build with the plugin: {ours:.1f} s   without: {plain:.1f} s   ratio {ratio:.3f}")
        print(f"check against mkdocs build of the same: {small / ours:.3f}")
        large = timed(build, larger)
        print(f"mkdocs build {4 * number}: {large:.1f} s   growth {large / ours:.2f} x")


if __name__ == "__main__":
    main()
