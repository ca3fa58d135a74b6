"""The page *Publishing*: its workflows are valid, and their commands build and publish a real site."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup

from tests.cli.running import SEVERITY, VALID, bad
from tests.integrations.machines import ROOT, environment, execute, write, write_site

TEXT = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
BLOCKS = [
    (match["language"], dedent(match["code"]))
    for match in re.finditer(r"^```(?P<language>\w+)\n(?P<code>.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
]
CONFIG = next(code for _, code in BLOCKS if code.startswith("site_name"))
YAML: list[dict[Any, Any]] = [
    yaml.safe_load(code) for language, code in BLOCKS if language == "yaml" and code != CONFIG
]
PAGES = next(block for block in YAML if "jobs" in block)
GITLAB = next(block["pages"] for block in YAML if "pages" in block)
READ_THE_DOCS = next(block for block in YAML if "mkdocs" in block)
SHELL = [line for language, code in BLOCKS if language == "sh" for line in code.splitlines()]
STEPS: list[dict[str, Any]] = PAGES["jobs"]["build"]["steps"]
ADDRESS = "https://docs.example/archive/"
VERSIONS = {
    "actions/checkout@v4",
    "actions/setup-python@v5",
    "actions/configure-pages@v5",
    "actions/upload-pages-artifact@v3",
    "actions/deploy-pages@v4",
}
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="no git here")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a site of two postmortems with the page's own configuration."""
    root = tmp_path / "checkout"
    write_site(root, {"mkdocs.yml": CONFIG.replace("name: material", "name: material\n  font: false")})
    write(root, {"docs/index.md": "# Home\n"})
    return root


def variables(root: Path, **more: str) -> dict[str, str]:
    """Return an environment in which `mkdocs` is found."""
    env = {**environment(root.parent / "home"), "NO_MKDOCS_2_WARNING": "1", **more}
    command = root.parent / "home" / "commands" / "mkdocs"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m mkdocs "$@"\n')
    command.chmod(0o755)
    return env


def canonical(page: Path) -> str:
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    return " ".join(str(each["href"]) for each in soup.select("link[rel=canonical]"))


def commands(script: list[str]) -> list[str]:
    """Return what a script does besides installing the package."""
    assert script[0] == "pip install mkdocs-postmortem"
    return script[1:]


def test_there_is_something_to_test() -> None:
    assert [language for language, _ in BLOCKS].count("yaml") == 5
    assert len(SHELL) == 4


def test_the_workflow_builds_before_it_deploys_and_may_do_no_more_than_that() -> None:
    assert PAGES[True].keys() == {"push", "schedule", "workflow_dispatch"}  # YAML reads `on` as true
    assert PAGES["permissions"] == {"contents": "read"}
    deploy = PAGES["jobs"]["deploy"]
    assert deploy["needs"] == "build"
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert {
        step["uses"] for job in PAGES["jobs"].values() for step in job["steps"] if "uses" in step
    } == VERSIONS
    names = {step["id"] for job in PAGES["jobs"].values() for step in job["steps"] if "id" in step}
    assert set(re.findall(r"\$\{\{ steps\.(\w+)\.", TEXT)) == names


def test_the_workflow_uploads_what_it_has_built(root: Path) -> None:
    script = [step for step in STEPS if "run" in step]
    (command,) = commands([step["run"] for step in script])
    assert list(script[1]["env"]) == ["SITE_URL"]
    ran = execute(shlex.split(command), root, variables(root, SITE_URL=ADDRESS))
    assert (ran.code, ran.out) == (0, ""), ran.err
    uploaded = root / next(step["with"]["path"] for step in STEPS if "path" in step.get("with", {}))
    page = f"postmortems/{Path(VALID).stem}/"
    assert canonical(uploaded / page / "index.html") == ADDRESS + page
    assert (uploaded / "assets/postmortem/plotly.min.js").is_file()


def test_an_error_in_the_archive_publishes_nothing(root: Path) -> None:
    write(root, {VALID: bad(SEVERITY)})
    ran = execute(["mkdocs", "build", "--strict"], root, variables(root))
    assert ran.code == 1
    assert not list((root / "site").glob("**/*.html"))


def test_gitlab_keeps_what_it_has_built(root: Path) -> None:
    (command,) = commands(GITLAB["script"])
    ran = execute(shlex.split(command), root, variables(root, SITE_URL=ADDRESS))
    assert (ran.code, ran.out) == (0, ""), ran.err
    assert (root / GITLAB["artifacts"]["paths"][0] / "postmortems" / "index.html").is_file()
    assert GITLAB["variables"] == {"SITE_URL": "$CI_PAGES_URL/"}


def test_read_the_docs_says_the_address(root: Path) -> None:
    assert READ_THE_DOCS["version"] == 2
    assert (root / READ_THE_DOCS["mkdocs"]["configuration"]).is_file()
    env = variables(root, READTHEDOCS_CANONICAL_URL=ADDRESS, SITE_URL="https://other.example/")
    assert execute(["mkdocs", "build", "--strict"], root, env).code == 0
    assert canonical(root / "site" / "index.html") == ADDRESS


@needs_git
def test_gh_deploy_pushes_the_site_and_nothing_else(root: Path) -> None:
    env = variables(root)
    remote = root.parent / "remote.git"
    for arguments in (
        ["init", "-q", "--bare", str(remote)],
        ["init", "-q", "-b", "main"],
        ["remote", "add", "origin", str(remote)],
        ["add", "."],
        ["commit", "-qm", "Begin"],
    ):
        assert execute(["git", *arguments], root, env).code == 0
    command = next(line for line in SHELL if "gh-deploy" in line)
    ran = execute(shlex.split(command), root, env)
    assert ran.code == 0, ran.err
    listed = execute(["git", "ls-tree", "-r", "--name-only", "gh-pages"], remote, env).out.splitlines()
    assert {"index.html", "postmortems/index.html", f"postmortems/{Path(VALID).stem}/index.html"} <= set(
        listed
    )
    assert not [name for name in listed if name.endswith(".md")]
    write(root, {VALID: bad(SEVERITY)})
    before = execute(["git", "rev-parse", "gh-pages"], remote, env).out
    assert execute(shlex.split(command), root, env).code == 1
    assert execute(["git", "rev-parse", "gh-pages"], remote, env).out == before


@pytest.mark.parametrize("site_url", ["", ADDRESS])
def test_the_site_works_from_any_folder(root: Path, site_url: str) -> None:
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(next(code for _, code in BLOCKS if code.startswith("use_directory_urls")))
    assert execute(["mkdocs", "build", "--strict"], root, variables(root, SITE_URL=site_url)).code == 0
    pages = list((root / "site" / "postmortems").glob("**/*.html"))
    assert len(pages) > 6
    for page in pages:
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        addresses = [str(each["href"]) for each in soup.select("a[href]")]
        addresses += [str(each["src"]) for each in soup.select("[src]")]
        own = [each for each in addresses if "://" not in each]
        assert own
        assert [each for each in own if each.startswith("/") or each.endswith("/")] == [], page
        assert not any(ADDRESS in each for each in addresses), page


def test_the_same_site_twice(root: Path) -> None:
    assert SHELL[-1].startswith("SOURCE_DATE_EPOCH=$(git log")
    built = []
    for folder in ("one", "two"):
        env = variables(root, SOURCE_DATE_EPOCH="1764547200")
        assert execute(["mkdocs", "build", "--strict", "--site-dir", folder], root, env).code == 0
        files = (root / folder).rglob("*.html")
        built.append({path.relative_to(root / folder): path.read_bytes() for path in files})
    assert built[0] == built[1]
