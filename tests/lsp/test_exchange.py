"""The language server, spoken to by a real client over stdio."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lsprotocol import types

from tests.cli.running import OTHER, OWNER, SEVERITY, VALID, bad
from tests.lsp.editor import ROOT, Editor, Talk, applied, editor
from tests.rules.support import text_of

MakeSite = Callable[..., Path]
VALID_TEXT = text_of("valid")
FIRST = types.Range(types.Position(0, 0), types.Position(0, 0))
EVERYWHERE = types.Range(types.Position(0, 0), types.Position(999, 0))


def talk(folder: Path, what: Talk, encodings: list[str] | None = None) -> None:
    """Have a talk with the server about a site."""

    async def _talk() -> None:
        async with editor(folder, encodings) as opened:
            await what(opened)
            assert opened.log == []

    asyncio.run(_talk())


def codes(found: list[types.Diagnostic]) -> list[object]:
    return [each.code for each in found]


def test_a_finding(site: MakeSite) -> None:
    folder = site({VALID: bad(SEVERITY)})

    async def about(editor: Editor) -> None:
        editor.open(VALID)
        (found,) = await editor.found(VALID)
        assert found.code == "PM111"
        assert found.source == "postmortem"
        assert found.severity == types.DiagnosticSeverity.Error
        assert found.message.startswith("Severity `P7` is not one of P1, P2, P3, P4\nhelp: write one of")
        assert found.range == types.Range(types.Position(11, 14), types.Position(11, 16))
        assert found.code_description is not None
        assert found.code_description.href.endswith("/rules/pm111/")

    talk(folder, about)


def test_unsaved_text_wins_over_the_file(site: MakeSite) -> None:
    folder = site({VALID: bad(SEVERITY)})

    async def about(editor: Editor) -> None:
        editor.open(VALID, VALID_TEXT)
        assert await editor.found(VALID) == []
        editor.change(VALID, bad(OWNER))
        assert codes(await editor.found(VALID)) == ["PM604"]
        editor.change(VALID, bad(OWNER, SEVERITY))
        editor.change(VALID, VALID_TEXT)
        assert await editor.found(VALID) == []
        editor.close(VALID)
        assert await editor.next(VALID) == []

    talk(folder, about)


def test_each_document_is_judged_against_all_others(site: MakeSite) -> None:
    folder = site()

    async def about(editor: Editor) -> None:
        editor.open(VALID)
        assert await editor.found(VALID) == []
        # The ID of the other document, as it is on disk.
        editor.change(VALID, VALID_TEXT.replace("** INC-2025-014", "** INC-2024-031"))
        (found,) = await editor.found(VALID)
        assert found.code == "PM901"
        assert found.related_information is not None
        (note,) = found.related_information
        assert note.location.uri == editor.uri(OTHER)
        # As it is written in the editor, the other one has another ID.
        editor.open(OTHER, text_of("earlier").replace("** INC-2024-031", "** INC-2024-033"))
        assert "PM901" not in codes(await editor.found(VALID))
        editor.close(OTHER)
        assert "PM901" in codes(await editor.next(VALID))

    talk(folder, about)


def test_the_other_places_of_a_finding(site: MakeSite) -> None:
    folder = site({VALID: VALID_TEXT.replace("(TTM):** 95 minutes", "(TTM):** 45 minutes")})

    async def about(editor: Editor) -> None:
        editor.open(VALID)
        (found,) = await editor.found(VALID)
        assert found.code == "PM322"
        assert found.related_information is not None
        places = {note.message: note.location for note in found.related_information}
        assert {place.uri for place in places.values()} == {editor.uri(VALID)}
        lines = VALID_TEXT.splitlines()
        shown = {said: lines[place.range.start.line][:17] for said, place in places.items()}
        assert shown == {"detected": "| 22:05 | Detecte", "mitigated": "| 23:40 | Mitigat"}

    talk(folder, about)


@pytest.mark.parametrize(
    ("encodings", "units"), [(None, 2), (["utf-16"], 2), (["utf-8"], 4), (["utf-32"], 1)]
)
def test_columns_are_counted_as_agreed(
    site: MakeSite,
    encodings: list[str] | None,
    units: int,
) -> None:
    folder = site({VALID: bad(OWNER).replace("Prevent: reject", "Prevent: \U0001f525reject")})

    async def about(editor: Editor) -> None:
        editor.open(VALID)
        (found,) = await editor.found(VALID)
        assert found.code == "PM604"
        line = VALID_TEXT.splitlines()[88]
        column = line.index("| Robin Example") + 1 + units
        assert found.range.start == types.Position(88, column)

    talk(folder, about, encodings)


def test_what_is_no_postmortem_is_left_alone(site: MakeSite) -> None:
    folder = site({"docs/index.md": "# Home\n", "README.md": "# T\n", "docs/postmortems/index.md": "# I\n"})

    async def about(editor: Editor) -> None:
        for name in ("docs/index.md", "README.md", "docs/postmortems/index.md"):
            editor.open(name)
            assert await editor.hover(name, 0, 0) is None
            assert await editor.actions(name, FIRST) == []
        document = types.TextDocumentItem("untitled:Untitled-1", "markdown", 1, bad(SEVERITY))
        editor.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        editor.open(VALID)
        assert await editor.found(VALID) == []
        assert set(editor.shown) == {editor.uri(VALID)}

    talk(folder, about)


def test_a_document_that_is_on_no_disk_yet(site: MakeSite) -> None:
    folder = site()
    name = "docs/postmortems/2025-05-05-new.md"

    async def about(editor: Editor) -> None:
        editor.open(name, VALID_TEXT)
        assert "PM901" in codes(await editor.found(name))

    talk(folder, about)


def test_hover_explains_the_rule(site: MakeSite) -> None:
    folder = site({VALID: bad(SEVERITY)})

    async def about(editor: Editor) -> None:
        editor.open(VALID)
        await editor.found(VALID)
        hover = await editor.hover(VALID, 11, 15)
        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        assert hover.contents.kind == types.MarkupKind.Markdown
        assert hover.contents.value.startswith("**PM111 bad-severity** (error)\n\n")
        assert "P1" in hover.contents.value
        assert hover.range == types.Range(types.Position(11, 14), types.Position(11, 16))
        assert await editor.hover(VALID, 0, 0) is None

    talk(folder, about)


DUE = ("| 2025-05-02 |", "| 2 May 2025 |")
STATUS = ("| P3 | 2025-05-02 | Done |", "| P3 | 2025-05-02 | Dnoe |")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_safe_fix(site: MakeSite, end: str) -> None:
    text = bad(DUE).replace("\n", end)
    folder = site({VALID: text})

    async def about(editor: Editor) -> None:
        editor.open(VALID)
        (found,) = await editor.found(VALID)
        assert found.code == "PM609"
        fix, *_ = await editor.actions(VALID, found.range)
        assert fix.kind == types.CodeActionKind.QuickFix
        assert fix.is_preferred
        assert fix.title == "PM609: replace `2 May 2025` by `2025-05-02`"
        assert list(fix.diagnostics or ()) == [found]
        assert applied(text, fix) == VALID_TEXT.replace("\n", end)
        # Where there is no finding, there is nothing to do.
        assert await editor.actions(VALID, FIRST) == []

    talk(folder, about)


def test_an_unsafe_fix_says_so(site: MakeSite) -> None:
    folder = site({VALID: bad(STATUS)})

    async def about(editor: Editor) -> None:
        editor.open(VALID)
        (found,) = await editor.found(VALID)
        fix, *_ = await editor.actions(VALID, found.range)
        assert fix.title.startswith("PM611: ")
        assert fix.title.endswith(" (unsafe: look at it)")
        assert not fix.is_preferred
        assert applied(bad(STATUS), fix) == VALID_TEXT

    talk(folder, about, [types.PositionEncodingKind.Utf16])


def test_fixing_everything_that_is_safe(site: MakeSite) -> None:
    text = bad(DUE, ("| 2025-04-18 |", "| 18 April 2025 |"), OWNER)
    folder = site({VALID: text})

    async def about(editor: Editor) -> None:
        editor.open(VALID)
        await editor.found(VALID)
        for kind in ("source", "source.fixAll", "source.fixAll.postmortem"):
            (fix,) = await editor.actions(VALID, EVERYWHERE, [kind])
            assert fix.kind == "source.fixAll.postmortem"
            assert applied(text, fix) == bad(OWNER)
        assert await editor.actions(VALID, EVERYWHERE, ["refactor", "source.organizeImports"]) == []
        assert all(
            each.kind == types.CodeActionKind.QuickFix for each in await editor.actions(VALID, EVERYWHERE)
        )
        editor.change(VALID, bad(OWNER))
        assert await editor.actions(VALID, EVERYWHERE, ["source.fixAll"]) == []

    talk(folder, about)


def test_a_change_is_judged_before_anything_is_said_about_it(site: MakeSite) -> None:
    folder = site()

    async def about(editor: Editor) -> None:
        editor.open(VALID)
        assert await editor.found(VALID) == []
        editor.change(VALID, bad(DUE))
        fixes = await editor.actions(VALID, EVERYWHERE)
        assert applied(bad(DUE), fixes[0]) == VALID_TEXT

    talk(folder, about)


def test_the_configuration_is_read_again_when_it_is_saved(site: MakeSite) -> None:
    folder = site({VALID: bad(SEVERITY)})
    config = folder / "mkdocs.yml"

    async def about(editor: Editor) -> None:
        editor.open(VALID)
        assert codes(await editor.found(VALID)) == ["PM111"]
        config.write_text("site_name: T\nplugins: [postmortem: {ignore: [PM111]}]\n", encoding="utf-8")
        editor.save(VALID)
        assert await editor.next(VALID) == []
        # A configuration that is being written is no reason to forget the last good one.
        config.write_text("site_name: T\nplugins: [postmortem: {ignore: [PM999]}]\n", encoding="utf-8")
        editor.save(VALID)
        assert await editor.next(VALID) == []
        said = await asyncio.wait_for(editor.messages.get(), 60)
        assert said == "mkdocs.yml: option `ignore`: there is no rule `PM999`"
        config.write_text("site_name: T\nplugins: [postmortem]\n", encoding="utf-8")
        editor.client.workspace_did_change_watched_files(
            types.DidChangeWatchedFilesParams(
                [types.FileEvent(config.as_uri(), types.FileChangeType.Changed)]
            )
        )
        assert codes(await editor.next(VALID)) == ["PM111"]
        assert editor.messages.empty()
        (registration,) = editor.registered
        assert registration.method == "workspace/didChangeWatchedFiles"

    talk(folder, about)


def test_without_a_configuration_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(bad(SEVERITY), encoding="utf-8")

    async def about(editor: Editor) -> None:
        editor.open("a.md")
        assert await editor.hover("a.md", 11, 15) is None
        assert editor.shown == []

    talk(tmp_path, about)


HOSTILE = [
    "",
    "\0",
    "\ufeff---\n",
    "---\n" + "[" * 3000,
    "---\ntitle: a: b\n---\n# x",
    "\r\r\n\n\r",
    "\ud800 \udfff",
    "# \u2028\n|a|\u2028|\n|-|\n" + "|" * 5000,
    "<div>" * 500,
    "> " * 500,
    bad(SEVERITY, OWNER)[:1500],
    bad(SEVERITY).replace("\n", "\r"),
]


def test_nothing_that_is_written_stops_it(site: MakeSite) -> None:
    folder = site()

    async def about(editor: Editor) -> None:
        editor.open(VALID)
        for text in HOSTILE:
            editor.change(VALID, text)
            found = await editor.found(VALID)
            await editor.actions(VALID, EVERYWHERE)
            for each in found:
                await editor.hover(VALID, each.range.start.line, each.range.start.character)
        (folder / OTHER).unlink()
        (folder / "docs/postmortems/bad.md").write_bytes(b"\xff\xfe# x")
        editor.close(OTHER)
        editor.change(VALID, VALID_TEXT)
        assert "PM701" in codes(await editor.found(VALID))
        assert await editor.hover("docs/postmortems/gone.md", 1, 1) is None

    talk(folder, about)


WITHOUT_PYGLS = """
import sys
sys.modules["pygls"] = None
from mkdocs_postmortem.cli import main
main(["lsp"], prog_name="postmortem")
"""


def test_without_pygls_it_says_what_to_install() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PYGLS], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        'postmortem: the language server needs pygls: pip install "mkdocs-postmortem[lsp]"\n'
    )


@pytest.mark.parametrize("module", ["cli", "cli.check", "cli.lsp", "lsp", "lsp.desk", "lsp.remedies"])
def test_only_the_running_server_loads_pygls(module: str) -> None:
    script = f"import sys, mkdocs_postmortem.{module}; print(*{{'pygls', 'lsprotocol'}} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
