"""A site whose archive has nothing in it: new, or looked for in the wrong place. It builds, and says so."""

from __future__ import annotations

import pytest

from tests.plugin.sites import Build, document

SAID = (
    "INFO    -  postmortem: no postmortems in the folder `%s`; begin with `postmortem new`, "
    "or set the option `folder`\n"
)


@pytest.mark.parametrize("files", [{}, {"postmortems/template.md": "# Template\n"}])
def test_nothing_yet(build: Build, files: dict[str, str | bytes]) -> None:
    built = build(files, "--strict")
    assert built.code == 0, built.log
    assert SAID % "postmortems" in built.log


def test_a_folder_that_is_misspelt(build: Build) -> None:
    plugins = ["search", {"postmortem": {"folder": "incident"}}]
    built = build({"incidents/a.md": document()}, "--strict", config={"plugins": plugins})
    assert built.code == 1
    assert SAID.replace("INFO   ", "WARNING") % "incident" in built.log


def test_a_folder_that_names_docs_dir_too(build: Build) -> None:
    plugins = ["search", {"postmortem": {"folder": "docs/incidents"}}]
    built = build({"incidents/a.md": document()}, "--strict", config={"plugins": plugins})
    assert built.code == 1
    said = "no postmortems in the folder `docs/incidents`; the option is inside `docs_dir`: write `incidents`"
    assert f"WARNING -  postmortem: {said}\n" in built.log


def test_a_folder_of_ones_own_that_is_still_empty(build: Build) -> None:
    plugins = ["search", {"postmortem": {"folder": "incidents"}}]
    built = build({"incidents/template.md": "# Template\n"}, "--strict", config={"plugins": plugins})
    assert built.code == 0, built.log
    assert SAID % "incidents" in built.log


def test_something(build: Build) -> None:
    built = build({"postmortems/a.md": document()}, "--strict")
    assert built.code == 0, built.log
    assert "no postmortems" not in built.log
