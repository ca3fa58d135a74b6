"""Which site the command works on: the nearest mkdocs.yml and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import MakeSite
from tests.cli.running import OTHER, OWNER, SEVERITY, VALID, bad, check, run
from tests.rules.support import text_of

TWO = "No findings in 2 documents."
LIST = "site_name: Test\nplugins:\n  - search\n  - postmortem:\n      {}\n"


@pytest.mark.parametrize("inside", [".", "docs", "docs/postmortems", "docs/other/deep", "src/deep"])
def test_the_nearest_configuration_is_found(site: MakeSite, inside: str) -> None:
    site(inside=inside)
    assert check().summary == TWO


@pytest.mark.parametrize("name", ["mkdocs.yml", "mkdocs.yaml", "properdocs.yml"])
def test_its_names(site: MakeSite, name: str) -> None:
    site(
        {
            "mkdocs.yml": None,
            name: LIST.format("folder: incidents"),
            "docs/incidents/a.md": text_of("earlier"),
        }
    )
    assert check().summary == "No findings in 1 document."


def test_the_inner_one_counts(site: MakeSite) -> None:
    site({"sub/mkdocs.yml": "site_name: Sub\n", "sub/docs/postmortems/a.md": text_of("earlier")}, "sub/docs")
    assert check().summary == "No findings in 1 document."


@pytest.mark.parametrize(
    "plugins",
    [
        "plugins:\n  - search\n  - postmortem:\n      ignore: [PM111]\n",
        "plugins:\n  search: {}\n  postmortem:\n    ignore: [PM111]\n",
        "plugins:\n  - postmortem:\n      ignore: [bad-severity]\n  - search\n",
    ],
)
def test_options_stand_in_the_plugins_block(site: MakeSite, plugins: str) -> None:
    site({"mkdocs.yml": "site_name: Test\n" + plugins, VALID: bad(SEVERITY)})
    assert check().summary == TWO


@pytest.mark.parametrize(
    "plugins",
    ["", "plugins: []\n", "plugins: [search]\n", "plugins:\n  - postmortem:\n", "plugins:\n  postmortem:\n"],
)
def test_without_options_the_defaults_hold(site: MakeSite, plugins: str) -> None:
    site({"mkdocs.yml": "site_name: Test\n" + plugins})
    assert check().summary == TWO


def test_docs_dir(site: MakeSite) -> None:
    site({"mkdocs.yml": "site_name: Test\ndocs_dir: pages\n", "pages/postmortems/a.md": text_of("earlier")})
    assert check().summary == "No findings in 1 document."


def test_folder(site: MakeSite) -> None:
    site({"mkdocs.yml": LIST.format("folder: ops/incidents"), "docs/ops/incidents/a.md": text_of("earlier")})
    assert check().summary == "No findings in 1 document."


def test_folder_may_be_all_of_docs_dir(site: MakeSite) -> None:
    site({"mkdocs.yml": LIST.format("folder: .")})
    assert check().summary == TWO


def test_inherit(site: MakeSite) -> None:
    base = "docs_dir: pages\nplugins:\n  postmortem:\n    folder: incidents\n    ignore: [PM111]\n"
    site(
        {
            "base.yml": base,
            "mkdocs.yml": "INHERIT: base.yml\nsite_name: Test\n"
            "plugins:\n  postmortem:\n    title: Incidents\n",
            "pages/incidents/a.md": bad(SEVERITY).replace("| INC-2024-031 |", "| None |"),
        }
    )
    assert check().summary == "No findings in 1 document."


def test_inherit_of_another_folder_keeps_paths_relative_to_the_heir(site: MakeSite) -> None:
    site({"conf/base.yml": "docs_dir: docs\n", "mkdocs.yml": "INHERIT: conf/base.yml\nsite_name: Test\n"})
    assert check().summary == TWO


def test_inherit_in_a_circle(site: MakeSite) -> None:
    site({"a.yml": "INHERIT: mkdocs.yml\n", "mkdocs.yml": "INHERIT: a.yml\nsite_name: Test\n"})
    ran = check()
    assert (ran.code, ran.err) == (2, "postmortem: a.yml: `INHERIT` goes in a circle\n")


def test_inherit_of_a_missing_file(site: MakeSite) -> None:
    site({"mkdocs.yml": "INHERIT: gone.yml\nsite_name: Test\n"})
    ran = check()
    assert (ran.code, ran.err) == (2, "postmortem: gone.yml: can't be read: No such file or directory\n")


def test_environment_variables(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCS", "pages")
    site(
        {
            "mkdocs.yml": "site_name: !ENV [NAME, Test]\ndocs_dir: !ENV DOCS\n"
            "plugins:\n  - postmortem:\n      fail_on: !ENV [GATE, OTHER_GATE, never]\n",
            "pages/postmortems/a.md": bad(SEVERITY).replace("| INC-2024-031 |", "| None |"),
        }
    )
    assert (check().code, len(check().findings)) == (0, 1)
    monkeypatch.setenv("OTHER_GATE", "warning")
    assert check().code == 1


def test_tags_that_only_extensions_understand(site: MakeSite) -> None:
    site(
        {
            "mkdocs.yml": "site_name: Test\nmarkdown_extensions:\n"
            "  - pymdownx.superfences:\n      custom_fences:\n"
            "        - name: mermaid\n"
            "          format: !!python/name:pymdownx.superfences.fence_code_format\n"
            "  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
            "  - toc:\n      slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}\n"
            "hooks: !relative hooks\n"
        }
    )
    assert check().summary == TWO


@pytest.mark.parametrize(
    ("extensions", "findings"),
    [("[toc]", 0), ("[admonition]", 1), ("{admonition: {}}", 1), ("[toc: {permalink: true}, admonition]", 1)],
)
def test_the_sites_markdown_extensions_count(site: MakeSite, extensions: str, findings: int) -> None:
    # Only in an admonition is the second one a heading.
    text = bad(("## Lessons Learned", "!!! note\n    ## Impact\n\n    As above.\n\n## Lessons Learned"))
    site({"mkdocs.yml": f"site_name: Test\nmarkdown_extensions: {extensions}\n", VALID: text})
    assert [line.split()[1] for line in check().findings] == ["PM204"] * findings


@pytest.mark.parametrize(
    "excluded",
    [
        "exclude_docs: |\n  bad.md\n",
        "exclude_docs: |\n  /postmortems/bad.md\n",
        "exclude_docs: |\n  *.md\n  !/postmortems/20*.md\n",
        "draft_docs: |\n  bad.md\n",
        "exclude_docs: |\n  nothing\ndraft_docs: |\n  postmortems/b*\n",
    ],
)
def test_what_mkdocs_does_not_build_is_not_checked(site: MakeSite, excluded: str) -> None:
    site({"mkdocs.yml": f"site_name: Test\n{excluded}", "docs/postmortems/bad.md": "# Bad\n"})
    assert check().summary == TWO


def test_hidden_files_and_templates_are_not_checked(site: MakeSite) -> None:
    site({"docs/postmortems/.hidden.md": "# Bad\n", "docs/postmortems/.old/a.md": "# Bad\n"})
    assert check().summary == TWO
    site({"mkdocs.yml": LIST.format("folder: ."), "docs/templates/a.md": "# Bad\n"})
    assert check().summary == TWO
    site({"mkdocs.yml": "site_name: Test\nexclude_docs: |\n  !.old\n"})
    assert "docs/postmortems/.old/a.md" in check().out


def test_the_options_exclude_and_template_files(site: MakeSite) -> None:
    options = "{exclude: [drafts/*], template_files: [blank.md]}"
    site(
        {
            "mkdocs.yml": f"site_name: Test\nplugins: [postmortem: {options}]\n",
            "docs/postmortems/drafts/a.md": "# Bad\n",
            "docs/postmortems/blank.md": "# Bad\n",
        }
    )
    assert check().summary == TWO


def test_a_named_configuration(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site({"other/mkdocs.yml": "site_name: O\n", "other/docs/postmortems/a.md": text_of("earlier")})
    assert check("--config", "other/mkdocs.yml").summary == "No findings in 1 document."
    monkeypatch.chdir(root / "docs")
    assert check("--config", "../other/mkdocs.yml").summary == "No findings in 1 document."
    assert check("--config", root / "other" / "mkdocs.yml").summary == "No findings in 1 document."


def test_a_file_with_just_the_options(site: MakeSite) -> None:
    site({"options.yml": "folder: docs/postmortems\nignore: [PM6]\n", VALID: bad(OWNER, SEVERITY)})
    assert [line.split()[1] for line in check("--config", "options.yml").findings] == ["PM111"]


def test_an_empty_file_of_options(site: MakeSite) -> None:
    site({"conf/options.yml": "# nothing yet\n", "conf/postmortems/a.md": text_of("earlier")})
    assert check("--config", "conf/options.yml").summary == "No findings in 1 document."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("site_name: [\n", "mkdocs.yml:2:1: is not valid YAML: "),
        ("site_name: a: b\n", "mkdocs.yml:1:13: is not valid YAML: mapping values are not allowed"),
        ("- a\n", "mkdocs.yml: expected `key: value` lines, found a list"),
        ("just text\n", "mkdocs.yml: expected `key: value` lines, found `just text`"),
        ("site_name: T\ndate: 2025-02-30\n", "mkdocs.yml: is not valid YAML: day is out of range"),
        ("site_name: T\ndocs_dir: [a]\n", "mkdocs.yml: `docs_dir` must be a folder's name, found a list"),
        (
            "site_name: T\nplugins: [postmortem: {nav: 1}]\n",
            "mkdocs.yml: option `nav`: found `1`, expected one of",
        ),
        (
            "site_name: T\nplugins: [postmortem: [nav]]\n",
            "mkdocs.yml: the options of `postmortem`: found a list",
        ),
        ("site_name: !ENV BROKEN\n", "mkdocs.yml"),
        (b"site_name: \xff\n", "mkdocs.yml: is not valid UTF-8"),
    ],
)
def test_a_broken_configuration(
    site: MakeSite, text: str | bytes, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROKEN", "[")
    site({"mkdocs.yml": text})
    ran = check()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"postmortem: {message}")
    assert "Traceback" not in ran.err


def test_no_configuration_at_all(site: MakeSite) -> None:
    site({"mkdocs.yml": None})
    ran = check()
    assert (ran.code, ran.err) == (
        2,
        "postmortem: no mkdocs.yml here or in a folder above; "
        "use --config FILE, or name the documents to check\n",
    )


def test_without_a_configuration_documents_may_be_named(site: MakeSite) -> None:
    site({"mkdocs.yml": None})
    assert check(VALID, OTHER).summary == TWO
    assert check("docs/postmortems").summary == TWO


def test_a_document_elsewhere_brings_its_configuration(site: MakeSite, tmp_path: Path) -> None:
    options = "plugins: [postmortem: {ignore: [PM111]}]"
    site(
        {
            "mkdocs.yml": None,
            "a/mkdocs.yml": f"site_name: A\n{options}\n",
            "a/docs/postmortems/a.md": bad(SEVERITY).replace("| INC-2024-031 |", "| None |"),
        },
        inside="b",
    )
    assert check("../a/docs/postmortems/a.md").summary == "No findings in 1 document."
    assert check("../a").summary == "No findings in 1 document."
    assert (tmp_path / "b").is_dir()


def test_a_missing_configuration(site: MakeSite) -> None:
    site()
    ran = check("--config", "gone.yml")
    assert (ran.code, ran.err) == (2, "postmortem: there is no file gone.yml\n")


def test_a_folder_that_names_docs_dir_too(site: MakeSite) -> None:
    site({"mkdocs.yml": "site_name: T\nplugins:\n  - postmortem:\n      folder: docs/postmortems\n"})
    for ran in (check(), run("new", "Orders")):
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == (
            "postmortem: there is no folder docs/docs/postmortems; the option `folder` is inside `docs_dir`: "
            "write `postmortems`\n"
        )


def test_a_missing_folder(site: MakeSite) -> None:
    site({VALID: None, OTHER: None})
    ran = check()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "postmortem: there is no folder docs/postmortems; begin it with `postmortem new`, "
        "set the option `folder`, or name the documents to check\n"
    )
