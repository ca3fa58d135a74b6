"""A large archive is read, judged and drawn by two processes, and nobody can tell from what comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_postmortem.aside import VARIABLE
from tests.plugin.sites import Build, Built, document, related_to

NUMBER = 90
OWN_INDEX = """\
# Our incidents

<!-- postmortem:summary -->

<!-- postmortem:table severity=P1 limit=5 -->
"""


def incident(number: int) -> str:
    """Return a document that has something of everything, and something of its own."""
    before = related_to((f"INC-2025-{number - 1:03d}", "2025-03-14")) if number else "None known."
    text = document(
        f"INC-2025-{number:03d}",
        title=f"Orders mart stale for the {number}th time",
        severity=f"P{number % 4 + 1}",
        related=before,
    )
    lost = f"A column of table_{number % 17} was lost, as in INC-2025-{(number * 7) % NUMBER:03d}."
    return text.replace("a column was renamed upstream", f"a column was renamed upstream. {lost}")


ARCHIVE = {
    f"postmortems/{number % 3}/2025-03-14-{number:03d}.md": incident(number) for number in range(NUMBER)
}


def files_of(built: Built) -> dict[str, bytes]:
    """Return the site, without what is made anew each time."""
    site = built.root / "site"
    return {name: (site / name).read_bytes() for name in built.files() if not name.endswith(".gz")}


@pytest.mark.parametrize("theme", ["mkdocs", "material"])
def test_the_site_is_the_same(build: Build, theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {**ARCHIVE, "postmortems/index.md": OWN_INDEX}
    sites = []
    for processes in ("1", "2"):
        monkeypatch.setenv(VARIABLE, processes)
        built = build(files, config={"theme": {"name": theme}})
        assert built.code == 0, built.log
        sites.append((files_of(built), built.log))
    (alone, log_alone), (in_two, log_in_two) = sites
    assert sorted(alone) == sorted(in_two)
    assert [name for name in alone if alone[name] != in_two[name]] == []
    assert log_alone.split("built in")[0] == log_in_two.split("built in")[0]


def test_a_broken_document_fails_the_build_before_anything_is_written(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "postmortems/0/2025-03-14-030.md"
    files = {**ARCHIVE, name: ARCHIVE[name].replace("**Severity:** P3", "**Severity:** P7")}
    monkeypatch.setenv(VARIABLE, "2")
    built = build(files)
    assert built.code == 1
    assert f"docs/{name}:5:15 PM111 Severity `P7` is not one of P1, P2, P3, P4" in built.log
    assert built.log.count("1 error in the archive") == 1
    assert "Traceback" not in built.log
    assert not (built.root / "site" / "index.html").exists()


CHANGING = """\
def on_env(env, config, files):
    moved = files.get_file_from_path("postmortems/0/2025-03-14-030.md")
    moved.dest_uri, moved.url = "moved/index.html", "moved/"
"""
PARTING = """\
def on_page_markdown(markdown, page, config, files):
    if page.file.src_uri.endswith("040.md"):
        page.previous_page = page.next_page = None
"""


ADDING = """\
from mkdocs.plugins import event_priority

@event_priority(-50)
def on_page_markdown(markdown, page, config, files):
    return markdown + "\\n\\nAdded.\\n" if page.file.src_uri.endswith("085.md") else markdown
"""


@pytest.mark.parametrize("hook", [CHANGING, PARTING, ADDING], ids=["address", "neighbours", "markdown"])
def test_what_other_plugins_change_late_is_what_counts(
    build: Build, tmp_path: Path, hook: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "changing.py").write_text(hook, encoding="utf-8")
    sites = []
    for processes in ("1", "2"):
        monkeypatch.setenv(VARIABLE, processes)
        built = build(ARCHIVE, config={"hooks": ["changing.py"], "plugins": [{"postmortem": {"nav": "all"}}]})
        assert built.code == 0, built.log
        sites.append(files_of(built))
    alone, in_two = sites
    assert [name for name in alone if alone[name] != in_two[name]] == []


def test_what_rendering_says_is_said_once_and_in_order(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    files = dict(ARCHIVE)
    for number, link in ((5, "[a](gone.md)"), (80, "[b](gone.md)"), (88, "[c](#gone)")):
        name = f"postmortems/{number % 3}/2025-03-14-{number:03d}.md"
        files[name] = files[name].replace("the orders mart stayed", f"{link} the orders mart stayed")
    said = []
    for processes in ("1", "2"):
        monkeypatch.setenv(VARIABLE, processes)
        built = build(files, "--strict")
        assert built.code == 1
        said.append([line for line in built.log.splitlines() if "Doc file" in line or "strict" in line])
    assert said[0] == said[1]
    assert [line.split("contains a link ")[-1][:9] for line in said[0]] == [
        "'gone.md'",
        "'gone.md'",
        "'#gone', ",
        "Aborted w",
    ]


ASKING = """\
LAST = "postmortems/2/2025-03-14-089.md"

def on_pre_page(page, config, files):
    if page.file.src_uri.endswith("000.md"):
        made = config.plugins["postmortem"].drawing.aside.get(("rendered", LAST))
        assert made.markdown.startswith("# Incident Postmortem: Orders mart stale for the 89th time")
        assert "<h2 id=\\"what-happened\\">" in made.state["content"], made.state
        print("The last page was rendered ahead.")
"""


def test_the_last_page_is_rendered_ahead(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "asking.py").write_text(ASKING, encoding="utf-8")
    monkeypatch.setenv(VARIABLE, "2")
    built = build(ARCHIVE, config={"hooks": ["asking.py"]})
    assert built.code == 0, built.log
    assert "The last page was rendered ahead." in built.log


CRASHING = """\
from mkdocs.plugins import event_priority

def on_page_content(html, page, config, files):
    if page.file.src_uri.endswith("030.md"):
        raise RuntimeError("this page can't be rendered")
"""


def test_what_is_wrong_is_said_too_where_rendering_dies_of_it(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "postmortems/0/2025-03-14-030.md"
    files = {**ARCHIVE, name: ARCHIVE[name].replace("**Severity:** P3", "**Severity:** P7")}
    (tmp_path / "crashing.py").write_text(CRASHING, encoding="utf-8")
    monkeypatch.setenv(VARIABLE, "2")
    built = build(files, config={"hooks": ["crashing.py"]})
    assert built.code == 1
    assert "this page can't be rendered" in built.log
    assert built.log.count("PM111 Severity `P7` is not one of P1, P2, P3, P4") == 1
