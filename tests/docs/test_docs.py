"""The product's own documentation: it builds, says everything, and shows what really happens."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from types import ModuleType
from typing import Any

import click
import pytest
from bs4 import BeautifulSoup
from mkdocs.exceptions import PluginError
from mkdocs.utils.yaml import yaml_load

from mkdocs_postmortem import pages, settings
from mkdocs_postmortem.cli import main
from mkdocs_postmortem.report import FORMATS
from mkdocs_postmortem.report.explanation import FRAME_WIDTH
from mkdocs_postmortem.report.full import frame
from mkdocs_postmortem.rules import RULES
from mkdocs_postmortem.rules.examples import example, valid_document
from mkdocs_postmortem.rules.explain import finding
from mkdocs_postmortem.rules.registry import DOCUMENTATION
from mkdocs_postmortem.schema import ADDRESS, NAMES, front_matter_schema, options_schema
from mkdocs_postmortem.template import default_template

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
HOOKS = DOCS / "hooks"
DEMO = DOCS / "postmortems"
OUR_PAGES = sorted(
    path for path in DOCS.rglob("*.md") if DEMO not in path.parents and HOOKS not in path.parents
)
WRITTEN = [*OUR_PAGES, ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name not in ("CI", "FORCE_COLOR")},
    "NO_MKDOCS_2_WARNING": "1",
    "COLUMNS": "110",
}


def run(module: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=cwd,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )


def postmortem(*arguments: str, cwd: Path) -> str:
    return run("mkdocs_postmortem", *arguments, cwd=cwd).stdout


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation, built once; `validation` warns of every bad link and anchor."""
    folder = tmp_path_factory.mktemp("docs") / "site"
    done = run("mkdocs", "build", "--strict", "--site-dir", str(folder), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return folder


def page(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / name / "index.html").read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def reference() -> Iterator[ModuleType]:
    """The hook, loaded as MkDocs does it."""
    sys.path.insert(0, str(HOOKS))
    try:
        spec = importlib.util.spec_from_file_location("reference", HOOKS / "reference.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield module
    finally:
        sys.path.remove(str(HOOKS))


def test_every_option_is_explained(site: Path, reference: ModuleType) -> None:
    soup = page(site, "configuration")
    for option in settings.OPTIONS:
        assert soup.find(id=option.name) is not None, option.name
    assert set(reference.EXAMPLES) == {option.name for option in settings.OPTIONS}


def test_every_rule_is_where_its_findings_point(site: Path) -> None:
    listed = {link.get_text(): str(link["href"]) for link in page(site, "rules").select("td a")}
    for rule in RULES.values():
        name = rule.url.removeprefix(DOCUMENTATION)
        assert name == listed[rule.code] == f"{rule.code.lower()}/"
        heading = page(site, f"rules/{name}").h1
        assert heading is not None
        assert heading.get_text().startswith(f"{rule.code} {rule.name}")


def test_every_rule_shows_its_example_with_the_finding_it_gives(site: Path) -> None:
    for rule in RULES.values():
        shown, found = example(rule.code), finding(rule)
        assert shown is not None
        assert found is not None
        reported = "\n".join(frame(*found, FRAME_WIDTH))
        blocks = [block.get_text() for block in page(site, f"rules/{rule.code.lower()}").select("pre code")]
        assert [block.strip("\n") for block in blocks[-3:]] == [
            shown.snippets[0].strip("\n"),
            reported,
            shown.snippets[1].strip("\n"),
        ]


def test_rule_pages_are_found_by_search_and_do_not_flood_the_navigation(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    found = {entry["location"] for entry in index["docs"]}
    assert {f"rules/{code.lower()}/" for code in RULES} <= found
    links = [str(link["href"]) for link in page(site, "rules").select("nav.md-nav a[href]")]
    assert not [link for link in links if re.search(r"pm\d{3}", link)]


def test_hook_is_no_page(site: Path) -> None:
    assert not (site / "hooks").exists()


def test_no_marker_is_left(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert "<!-- reference:" not in path.read_text(encoding="utf-8"), path


def test_unknown_marker_ends_the_build(reference: ModuleType) -> None:
    with pytest.raises(PluginError, match="there is no `<!-- reference:optoins -->`; there are `options`"):
        reference.on_page_markdown("# Options\n\n<!-- reference:optoins -->\n")


def test_a_template_says_what_it_draws_or_ends_the_build(reference: ModuleType, tmp_path: Path) -> None:
    rows = {name: shows for name, shows, _ in reference.template_reference.rows()}
    assert rows["`table.html`"] == "The table of incidents"
    assert set(rows) == {f"`{path.name}`" for path in Path(pages.__file__).parent.glob("templates/*")}
    (tmp_path / "new.html").write_text("<p>{{ sentence }}</p>\n", encoding="utf-8")
    with pytest.raises(PluginError, match=r"^new\.html: begin it with what it draws, as in `\{# The table"):
        list(reference.template_reference.rows(tmp_path))


def test_marker_in_a_sentence_stays(reference: ModuleType) -> None:
    text = "Write `<!-- reference:nothing -->` on a line of its own."
    assert reference.on_page_markdown(text) == text


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        fetched = [tag.get("src") for tag in soup.find_all(["script", "img", "iframe"])]
        fetched += [
            tag.get("href")
            for tag in soup.find_all("link", rel=["stylesheet", "icon", "preconnect", "preload"])
        ]
        assert not [url for url in fetched if url and "//" in str(url)], path


@pytest.mark.parametrize("name", main.list_commands(click.Context(main)))
def test_every_option_of_the_command_is_explained(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    text = (DOCS / "command.md").read_text(encoding="utf-8")
    section = re.split(r"^## ", text.split(f"## {name} {{", 1)[1], flags=re.MULTILINE)[0]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            for spelling in (*parameter.opts, *parameter.secondary_opts):
                assert f"`{spelling}" in section, f"{name} {spelling}"


def test_every_format_is_shown() -> None:
    text = (DOCS / "command.md").read_text(encoding="utf-8")
    for name in FORMATS:
        assert f"**{name}**" in text


def blocks(path: Path, language: str) -> list[str]:
    """Return the code blocks of a page in one language."""
    found = re.findall(
        rf"^([ ]*)```{language}\n(.*?)^\1```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    return [dedent(code) for _, code in found]


def yaml_blocks() -> list[tuple[str, str]]:
    return [(path.name, code) for path in WRITTEN for code in blocks(path, "yaml")]


def test_there_are_snippets_to_test() -> None:
    assert len(yaml_blocks()) >= 8


@pytest.mark.parametrize(("name", "code"), yaml_blocks())
def test_yaml_snippets_hold(name: str, code: str) -> None:
    data = yaml_load(code)
    assert isinstance(data, dict), name
    for block in plugin_blocks(data.get("plugins")):
        settings.load(block)


def plugin_blocks(plugins: Any) -> list[Any]:
    if isinstance(plugins, dict):
        plugins = [plugins]
    return [each["postmortem"] for each in plugins or () if isinstance(each, dict) and "postmortem" in each]


def test_nothing_tells_of_the_machine_it_was_written_on() -> None:
    for path in WRITTEN:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w.])/(?:tmp|home|root|work|Users)/", text), path


@pytest.fixture(scope="module")
def walk_through(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of Getting started, at the point where its document has one mistake."""
    folder = tmp_path_factory.mktemp("walk")
    code = blocks(DOCS / "getting-started.md", "yaml")[0]
    (folder / "mkdocs.yml").write_text(code, encoding="utf-8")
    assert code in blocks(ROOT / "README.md", "yaml")
    said = postmortem(
        "new", "Orders mart stale for three hours", "--severity", "P2", "--date", "2025-03-14", cwd=folder
    )
    assert_shown(said, "getting-started.md")
    assert_shown(postmortem("check", "--info", cwd=folder), "getting-started.md")
    text = valid_document()
    text = text.replace("INC-2025-014", "INC-2025-001")
    text = re.sub(r"\| Incident \| Date .*?\n\n", "None.\n\n", text, flags=re.DOTALL)
    document = folder / "docs" / "postmortems" / "2025-03-14-orders-mart-stale-for-three-hours.md"
    document.write_text(text, encoding="utf-8")
    assert_shown(postmortem("check", cwd=folder), "getting-started.md")
    document.write_text(text.replace("(TTM):** 95 minutes", "(TTM):** 45 minutes"), encoding="utf-8")
    return folder


def assert_shown(output: str, name: str) -> None:
    text = (ROOT / name if name == "README.md" else DOCS / name).read_text(encoding="utf-8")
    assert output.strip()
    assert output.strip() in text


def test_finding_is_shown_as_it_is_printed(walk_through: Path) -> None:
    found = postmortem("check", cwd=walk_through)
    for name in ("getting-started.md", "command.md", "README.md"):
        assert_shown(found, name)
    for form in ("concise", "grouped", "json", "github", "gitlab", "junit"):
        assert_shown(postmortem("check", "--output-format", form, cwd=walk_through), "command.md")
    assert_shown(postmortem("check", "--statistics", cwd=walk_through), "command.md")
    printed = json.loads(blocks(DOCS / "command.md", "json")[0])
    assert [each["code"] for each in printed] == ["PM322"]


def test_failing_build_is_shown_as_it_is_printed(walk_through: Path) -> None:
    done = run("mkdocs", "build", "--quiet", cwd=walk_through)
    assert done.returncode == 1
    for line in done.stderr.strip().splitlines():
        assert_shown(line or "ERROR", "getting-started.md")


def test_wrong_option_is_shown_as_it_is_printed(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nplugins: [{postmortem: {fail_on: errors}}]\n")
    done = run("mkdocs_postmortem", "check", cwd=tmp_path)
    assert done.returncode == 2
    assert_shown(done.stderr.split("mkdocs.yml: ", 1)[1], "configuration.md")


@pytest.mark.parametrize("arguments", [["--help"], ["rule", "PM604"]])
def test_help_and_rule_are_shown_as_they_are_printed(arguments: list[str], tmp_path: Path) -> None:
    result = subprocess.run(
        [str(Path(sys.executable).parent / "postmortem"), *arguments],
        cwd=tmp_path,
        env={**ENVIRONMENT, "COLUMNS": "80"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert_shown(result.stdout, "command.md")


def test_next_document_is_shown_as_it_is_printed(tmp_path: Path) -> None:
    shutil.copytree(DEMO, tmp_path / "docs" / "postmortems")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nplugins: [postmortem]\n", encoding="utf-8")
    said = postmortem("new", "Kafka disk full", "--severity", "sev1", "--today", "2026-11-23", cwd=tmp_path)
    assert_shown(said, "command.md")


def test_the_schemas_are_published(site: Path) -> None:
    made = (options_schema(), front_matter_schema(default_template(), settings.Settings()))
    for name, schema in zip(NAMES, made, strict=True):
        text = (site / "schema" / f"{name}.json").read_text(encoding="utf-8")
        assert json.loads(text) == schema
        assert schema["$id"] == f"{ADDRESS}{name}.json"
    links = {str(a["href"]) for a in page(site, "your-own-template").select("a[href*='.json']")}
    assert links == {f"../schema/{name}.json" for name in NAMES}
