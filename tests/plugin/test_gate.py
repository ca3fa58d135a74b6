"""The build fails on an invalid document, once, with every finding at its place."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.archive.placing import is_generated
from mkdocs_postmortem.settings import Settings
from tests.plugin.sites import Build, document, related_to

BAD = document("INC-2025-002", date="2025-04-01").replace("**Severity:** P2", "**Severity:** P7")


def finding_lines(log: str) -> list[str]:
    """Return the log's findings without the level in front."""
    return [line.split("-  ", 1)[1] for line in log.splitlines() if ".md:" in line and "-  " in line]


def test_a_valid_archive_builds_strictly_without_a_word(build: Build) -> None:
    built = build({"postmortems/2025-03-14-a.md": document()}, "--strict")
    assert built.code == 0, built.log
    assert finding_lines(built.log) == []
    assert "WARNING" not in built.log


def test_every_finding_is_logged_and_the_build_ends_once(build: Build) -> None:
    other = document("INC-2025-003", date="2025-05-01").replace("| 22:17 |", "| 25:17 |")
    built = build({"postmortems/2025-04-01-b.md": BAD, "postmortems/2025-05-01-c.md": other})
    assert built.code == 1
    assert finding_lines(built.log) == [
        "docs/postmortems/2025-04-01-b.md:5:15 PM111 Severity `P7` is not one of P1, P2, P3, P4",
        "docs/postmortems/2025-05-01-c.md:18:3 PM304 `25:17` is not a time of day; use HH:MM, 00:00 to 23:59",
    ]
    assert built.log.count("2 errors in the archive") == 1
    assert "Traceback" not in built.log


@pytest.mark.parametrize(
    ("fail_on", "level_error", "level_warning"),
    [("error", 1, 0), ("warning", 1, 1), ("never", 0, 0)],
)
def test_fail_on_decides_the_exit_code(
    build: Build, fail_on: str, level_error: int, level_warning: int
) -> None:
    config: dict[str, object] = {"plugins": ["search", {"postmortem": {"fail_on": fail_on}}]}
    warned = document().replace("## Lessons Learned", "## Lessons Lerned")
    assert build({"postmortems/a.md": BAD}, config=config).code == level_error
    assert build({"postmortems/a.md": warned}, config=config).code == level_warning


def test_quiet_strict_does_not_let_an_error_through(build: Build) -> None:
    assert build({"postmortems/a.md": BAD}, "--quiet", "--strict").code == 1


def test_infos_are_one_line(build: Build) -> None:
    text = document(status="draft").replace(
        "## Lessons Learned\n\n1. A contract is cheaper than a backfill.\n\n", ""
    )
    built = build({"postmortems/a.md": text}, "--strict")
    assert built.code == 0, built.log
    assert "postmortem: 1 informational finding, see `postmortem check --info`" in built.log
    assert finding_lines(built.log) == []


def test_an_unfilled_document_does_not_pass_but_the_template_may_stay(build: Build) -> None:
    from mkdocs_postmortem.template import default_template

    text = default_template().text
    assert build({"postmortems/template.md": text, "postmortems/_next.md": text}, "--strict").code == 0
    built = build({"postmortems/2025-06-01-new.md": text})
    assert built.code == 1
    assert "docs/postmortems/2025-06-01-new.md:7:24 PM102 82 placeholders left (first: line 7)" in built.log


def test_what_mkdocs_excludes_is_neither_judged_nor_listed(build: Build) -> None:
    config: dict[str, object] = {"exclude_docs": "old.md\n", "draft_docs": "wip.md\n"}
    files: dict[str, str | bytes] = {
        "postmortems/a.md": document(),
        "postmortems/old.md": BAD,
        "postmortems/wip.md": BAD,
        "postmortems/templates/x.md": document("INC-2025-009"),
    }
    built = build(files, "--strict", config=config)
    assert built.code == 0, built.log
    links = {a["href"] for a in built.html("postmortems/index.html").select("table a[href]")}
    assert "a/" in links
    assert not any("old" in link or "wip" in link or "templates" in link for link in links)


@pytest.mark.parametrize(
    ("name", "content", "finding"),
    [
        (
            "latin.md",
            "# Caf\xe9\n".encode("latin-1"),
            "docs/postmortems/latin.md:1:6 PM001 File is not valid UTF-8",
        ),
        (
            "yaml.md",
            "---\ntitle: Bad: yaml\n---\n" + document(),
            "docs/postmortems/yaml.md:2:8 PM002 Front matter is not valid YAML: "
            "the value of `title` contains `: ` and needs quotes",
        ),
        ("empty.md", "", "docs/postmortems/empty.md:1:1 PM208"),
        ("all-missing.md", "# Only a title\n", "docs/postmortems/all-missing.md:1:3 PM208"),
    ],
)
def test_bad_input_is_a_finding_never_a_traceback(
    build: Build, name: str, content: str | bytes, finding: str
) -> None:
    built = build({f"postmortems/{name}": content})
    assert built.code == 1
    assert finding in built.log
    assert "Traceback" not in built.log


def test_unreadable_front_matter_says_nothing_of_others(build: Build) -> None:
    broken = "---\ntitle: Bad: yaml\n---\n" + document("INC-2025-004", date="2025-06-01")
    files: dict[str, str | bytes] = {
        "postmortems/broken.md": broken,
        "postmortems/a.md": document(related=related_to(("INC-2025-004", "2025-06-01"))),
    }
    built = build(files)
    assert len(finding_lines(built.log)) == 1, built.log


def test_two_documents_with_one_id(build: Build) -> None:
    files: dict[str, str | bytes] = {"postmortems/a.md": document(), "postmortems/b.md": document()}
    built = build(files)
    assert finding_lines(built.log) == [
        "docs/postmortems/b.md:3:18 PM901 Incident ID INC-2025-001 is also used in `docs/postmortems/a.md`"
    ]


def test_an_id_cannot_leave_the_site(build: Build) -> None:
    config: dict[str, object] = {"plugins": ["search", {"postmortem": {"fail_on": "never"}}]}
    files: dict[str, str | bytes] = {
        "postmortems/a.md": document("../../outside"),
        "postmortems/b.md": document("a/b c"),
    }
    built = build(files, config=config)
    assert built.code == 0
    assert {path.name for path in built.root.iterdir()} == {"docs", "mkdocs.yml", "site"}
    assert not any("outside" in name for name in built.files())


def test_a_wrong_option_is_a_configuration_error_in_the_same_words_as_the_command_has(build: Build) -> None:
    import subprocess
    import sys

    config: dict[str, object] = {"plugins": [{"postmortem": {"fail_on": "maybe", "foldr": "x"}}]}
    built = build({}, config=config)
    assert built.code == 1
    command = subprocess.run(
        [sys.executable, "-m", "mkdocs_postmortem", "check"],
        cwd=built.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert command.returncode == 2
    for message in (
        "option `fail_on`: found `maybe`, expected one of `error`, `warning`, `info`, `never`",
        "option `foldr`: there is no such option; did you mean `folder`?",
    ):
        assert message in built.log
        assert message in command.stderr
    assert "Traceback" not in built.log + command.stderr


def test_a_file_where_a_page_is_generated_is_an_error(build: Build) -> None:
    built = build({"postmortems/a.md": document(), "postmortems/definitions.md": document("INC-2025-005")})
    assert built.code == 1
    assert (
        "docs/postmortems/definitions.md stands where the page `definitions` is to be made; rename the file, "
        "or give the page another `path` with the option `pages`" in built.log
    )


def test_mkdocs_itself_speaks_of_links_and_the_gate_of_guards(build: Build) -> None:
    text = document().replace("The loader stopped when", "[It](no-such.md) stopped when")
    text = f"---\nguards: [mkdocs.yml, tests/test_orders.py]\n---\n\n{text}"
    built = build({"postmortems/2025-03-14-a.md": text})
    assert "PM709" not in built.log
    assert finding_lines(built.log) == [
        "docs/postmortems/2025-03-14-a.md:2:22 PM711 Guard `tests/test_orders.py` does not exist"
    ]


def test_the_command_knows_every_page_that_the_plugin_adds(build: Build) -> None:
    built = build({"postmortems/2025-03-14-a.md": document()}, config={"use_directory_urls": False})
    made = {
        path.replace(".html", ".md")
        for path in built.files()
        if path.startswith("postmortems/") and path != "postmortems/2025-03-14-a.html"
    }
    assert {"postmortems/index.md", "postmortems/actions.md"} < made
    assert [path for path in made if not is_generated(path, Settings())] == []
    assert not is_generated("postmortems/2025-03-14-a.md", Settings())
