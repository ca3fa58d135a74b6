"""The source against the built page, in real builds: a hook stands for the plugin that changes the text."""

from __future__ import annotations

from tests.plugin.sites import Build, document
from tests.plugin.test_gate import finding_lines

CONFIG: dict[str, object] = {"hooks": ["docs/hook.py"], "exclude_docs": "/hook.py"}
HOOK = """\
def on_page_markdown(markdown, **_):
    markdown = markdown.replace("## Lessons Learned\\n", "Lessons Learned\\n")
    return markdown.replace("| 22:17 | Acknowledged: Dana |\\n", "")
"""
FOUND = [
    "docs/postmortems/a.md:14:1 PM220 This table of 7 rows and 2 columns is not on the built page",
    "docs/postmortems/a.md:83:4 PM220 Heading `Lessons Learned` is not on the built page",
]


def test_a_page_that_lost_something_is_reported(build: Build) -> None:
    built = build({"postmortems/a.md": document(), "hook.py": HOOK}, config=CONFIG)
    assert built.code == 0, built.log
    assert finding_lines(built.log) == FOUND
    assert "postmortems/a/index.html" in built.files()


def test_it_ends_the_build_where_a_warning_does(build: Build) -> None:
    config = {**CONFIG, "plugins": ["search", {"postmortem": {"fail_on": "warning"}}]}
    built = build({"postmortems/a.md": document(), "hook.py": HOOK}, config=config)
    assert built.code == 1
    assert finding_lines(built.log) == FOUND
    assert built.log.count("2 warnings in the archive") == 1
    assert "postmortems/a/index.html" not in built.files()
    assert build({"postmortems/a.md": document(), "hook.py": HOOK}, "--strict", config=CONFIG).code == 1


def test_where_snippets_make_content_it_is_information(build: Build) -> None:
    config = {**CONFIG, "markdown_extensions": ["pymdownx.snippets"]}
    built = build({"postmortems/a.md": document(), "hook.py": HOOK}, "--strict", config=config)
    assert built.code == 0, built.log
    assert finding_lines(built.log) == []
    assert "postmortem: 2 informational findings" in built.log
