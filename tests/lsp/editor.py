"""A real client of the language server: it starts `postmortem lsp` and speaks to it over stdio."""

from __future__ import annotations

import asyncio
import os
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

ROOT = Path(__file__).parents[2]
PATIENCE = 60
Talk = Callable[["Editor"], Awaitable[None]]


class Editor:
    """An editor with documents open. Columns are counted in UTF-16 units."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.client = LanguageClient("tests", "1")
        self.versions: dict[str, int] = {}
        self.messages: asyncio.Queue[str] = asyncio.Queue()
        self.log: list[str] = []
        self.shown: list[str] = []
        self.registered: list[types.Registration] = []
        self._published: defaultdict[str, asyncio.Queue[types.PublishDiagnosticsParams]] = defaultdict(
            asyncio.Queue
        )

        for method, hear in (
            (types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, lambda params: self._hear_findings(params)),
            (types.WINDOW_SHOW_MESSAGE, lambda params: self.messages.put_nowait(params.message)),
            (types.WINDOW_LOG_MESSAGE, lambda params: self.log.append(params.message)),
            (types.CLIENT_REGISTER_CAPABILITY, lambda params: self.registered.extend(params.registrations)),
        ):
            self.client.feature(method)(hear)

    def _hear_findings(self, params: types.PublishDiagnosticsParams) -> None:
        self.shown.append(params.uri)
        self._published[params.uri].put_nowait(params)

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str | None = None) -> None:
        """Open a file, with other text than it has on disk if given."""
        if text is None:
            with (self.folder / name).open(encoding="utf-8", newline="") as file:
                text = file.read()
        self.versions[name] = 1
        item = types.TextDocumentItem(self.uri(name), "markdown", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, name: str, text: str) -> None:
        self.versions[name] += 1
        document = types.VersionedTextDocumentIdentifier(self.versions[name], self.uri(name))
        changes = [types.TextDocumentContentChangeWholeDocument(text)]
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, changes))

    def save(self, name: str) -> None:
        document = types.TextDocumentIdentifier(self.uri(name))
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(document))

    def close(self, name: str) -> None:
        document = types.TextDocumentIdentifier(self.uri(name))
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(document))

    async def next(self, name: str) -> list[types.Diagnostic]:
        """Return the findings that the server shows next for a document."""
        params = await asyncio.wait_for(self._published[self.uri(name)].get(), PATIENCE)
        return list(params.diagnostics)

    async def found(self, name: str) -> list[types.Diagnostic]:
        """Return the findings in a document as it is now."""
        while True:
            params = await asyncio.wait_for(self._published[self.uri(name)].get(), PATIENCE)
            if params.version == self.versions[name]:
                return list(params.diagnostics)

    async def hover(self, name: str, line: int, character: int) -> types.Hover | None:
        params = types.HoverParams(
            types.TextDocumentIdentifier(self.uri(name)), types.Position(line, character)
        )
        return await asyncio.wait_for(self.client.text_document_hover_async(params), PATIENCE)

    async def actions(
        self, name: str, place: types.Range, only: list[str] | None = None
    ) -> list[types.CodeAction]:
        """Return what the server offers at a place."""
        context = types.CodeActionContext([], only=only)
        document = types.TextDocumentIdentifier(self.uri(name))
        params = types.CodeActionParams(document, place, context)
        found = await asyncio.wait_for(self.client.text_document_code_action_async(params), PATIENCE)
        return [each for each in found or () if isinstance(each, types.CodeAction)]


@asynccontextmanager
async def editor(folder: Path, encodings: list[Any] | None = None) -> AsyncIterator[Editor]:
    """Start the server in a folder, shake hands, and shut it down in the end; it must exit cleanly."""
    opened = Editor(folder)
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP") if name in os.environ}
    environment = {**kept, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1748822400"}
    await opened.client.start_io(
        sys.executable, "-m", "mkdocs_postmortem", "lsp", cwd=folder, env=environment
    )
    watching = types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
    workspace = types.WorkspaceClientCapabilities(
        workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=encodings is None),
        did_change_watched_files=watching,
    )
    general = types.GeneralClientCapabilities(position_encodings=encodings) if encodings else None
    capabilities = types.ClientCapabilities(workspace=workspace, general=general)
    result = await opened.client.initialize_async(
        types.InitializeParams(capabilities, root_uri=folder.as_uri())
    )
    assert result.capabilities.text_document_sync is not None
    opened.client.initialized(types.InitializedParams())
    server = opened.client._server
    assert server is not None
    try:
        yield opened
        await opened.client.shutdown_async(None)
        opened.client.exit(None)
        assert await asyncio.wait_for(server.wait(), PATIENCE) == 0
    finally:
        if server.returncode is None:
            server.kill()
        await opened.client.stop()  # type: ignore[no-untyped-call]


def applied(text: str, action: types.CodeAction) -> str:
    """Return a text with the edits of an action, as an editor applies them."""
    edit = action.edit
    assert edit is not None
    if edit.document_changes:
        (change,) = edit.document_changes
        assert isinstance(change, types.TextDocumentEdit)
        edits = [each for each in change.edits if isinstance(each, types.TextEdit)]
    else:
        assert edit.changes is not None
        (edits,) = map(list, edit.changes.values())
    lines = text.split("\n")
    places = [
        (_offset(lines, each.range.start), _offset(lines, each.range.end), each.new_text) for each in edits
    ]
    for start, end, new in sorted(places, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _offset(lines: list[str], position: types.Position) -> int:
    before = sum(len(line) + 1 for line in lines[: position.line])
    units = lines[position.line].encode("utf-16-le")[: position.character * 2]
    return before + len(units.decode("utf-16-le"))
