"""The layers: who may import whom, and that the core works where there is no MkDocs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CORE = ("archive", "cli", "clock", "document", "fixing", "report", "rules", "schema", "settings", "template")


def _python(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_hold() -> None:
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent)) or shutil.which(
        "lint-imports"
    )
    if command is None:
        pytest.skip("import-linter is not installed")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "Contracts: 5 kept, 0 broken." in done.stdout


BLOCKED = """
import importlib, pkgutil, sys
for name in ("mkdocs", "properdocs", "material", "plotly", "playwright"):
    sys.modules[name] = None  # importing it now raises ImportError
import mkdocs_postmortem
for part in sys.argv[1:]:
    module = importlib.import_module(f"mkdocs_postmortem.{part}")
    for found in pkgutil.walk_packages(getattr(module, "__path__", []), module.__name__ + "."):
        importlib.import_module(found.name)
        print(found.name)
"""


def test_the_core_needs_neither_mkdocs_nor_its_themes() -> None:
    done = _python(BLOCKED, *CORE)
    assert (done.returncode, done.stderr) == (0, "")
    assert "mkdocs_postmortem.rules.judge" in done.stdout


def test_the_pages_need_no_mkdocs_either() -> None:
    done = _python(BLOCKED, "pages")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("part", CORE)
def test_each_part_can_be_imported_first(part: str) -> None:
    done = _python(f"import mkdocs_postmortem.{part}")
    assert (done.returncode, done.stderr) == (0, "")


ALONE = """
import sys
import mkdocs_postmortem.{part}
ours = [name.split(".") for name in sys.modules if name.startswith("mkdocs_postmortem.")]
print(*sorted(parts[1] for parts in ours if len(parts) == 2))
"""


REST = "settings site_pages template yaml_loading"


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("settings", "option_types settings site_pages"),
        ("clock", "clock"),
        ("template", "template yaml_loading"),
        ("schema", "labels option_types schema settings site_pages template yaml_loading"),
        ("document.reader", "document template yaml_loading"),
        ("archive", "archive document labels option_types " + REST),
        ("rules", "archive aside document labels option_types paths rules " + REST),
        (
            "report",
            "archive aside document labels option_types paths report rules " + REST,
        ),
        (
            "fixing",
            "archive aside document fixing labels option_types paths rules " + REST,
        ),
    ],
)
def test_a_layer_loads_only_those_below_it(part: str, expected: str) -> None:
    assert _python(ALONE.format(part=part)).stdout.strip() == expected
