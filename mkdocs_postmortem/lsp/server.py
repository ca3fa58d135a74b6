"""The server: what an editor tells it, and what it answers."""

from __future__ import annotations

import asyncio
import logging
import traceback
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from mkdocs_postmortem import __version__
from mkdocs_postmortem.lsp.desk import Desk, Judged, Ways
from mkdocs_postmortem.lsp.messages import (
    FIX_ALL,
    action_message,
    diagnostic_message,
    holds,
    hover_message,
    meets,
    range_of,
)
from mkdocs_postmortem.lsp.places import UTF_16
from mkdocs_postmortem.lsp.remedies import Remedy, fix_all, remedies

# Seconds after the last key before an unfinished word is judged.
PAUSE = 0.2
_WATCHED = ("**/*.md", "**/{mkdocs,properdocs}.{yml,yaml}")


class PostmortemServer(LanguageServer):
    """A language server for postmortems. One judgement serves all that is asked until the next change."""

    def __init__(self, ways: Ways) -> None:
        # Full texts: with only what changed, lines would be counted as Python does, not as editors do.
        super().__init__(
            "mkdocs-postmortem", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full
        )
        self.desk = Desk(ways)
        self.judged: dict[str, Judged] = {}
        self.said: set[str] = set()
        self._shown: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._is_old = False

    @property
    def encoding(self) -> str:
        """The encoding that columns are counted in, as agreed with the editor."""
        agreed = self.workspace.position_encoding or UTF_16
        return str(getattr(agreed, "value", agreed))

    def later(self) -> None:
        """Judge when nothing has been written for a moment."""
        self._is_old = True
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(PAUSE, self.now)

    def now(self) -> None:
        """Judge all open documents, and show what is found. Never raises."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._is_old = False
        try:
            self._judge()
        except Exception:
            # Whatever a document holds, its author goes on writing; the log is for us.
            self.log(traceback.format_exc())

    def current(self, address: str) -> Judged | None:
        """Return a document as it is now, judged; None where it is no postmortem."""
        if self._is_old:
            self.now()
        return self.judged.get(address)

    def log(self, text: str) -> None:
        """Write to the editor's log."""
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, text))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log what went wrong, and do not bother the author with it."""
        del source
        logging.getLogger(__name__).error("%s", error)

    def _judge(self) -> None:
        documents = {}
        for address, document in self.workspace.text_documents.items():
            if uris.uri_scheme(address) == "file" and (path := uris.to_fs_path(address)):
                documents[Path(path)] = (address, document.source)
        found = self.desk.judge({path: text for path, (_, text) in documents.items()})
        self.judged = {documents[path][0]: judged for path, judged in found.items()}
        for address, judged in self.judged.items():
            messages = [diagnostic_message(each, judged, self.encoding) for each in judged.diagnostics]
            self._publish(address, messages)
        for address in self._shown - set(self.judged):
            self._publish(address, [])
        self._shown = set(self.judged)
        for problem in self.desk.problems.values():
            if problem not in self.said:
                self.window_show_message(types.ShowMessageParams(types.MessageType.Error, problem))
        self.said = set(self.desk.problems.values())

    def _publish(self, address: str, messages: list[types.Diagnostic]) -> None:
        known = self.workspace.text_documents.get(address)
        version = known.version if known is not None else None
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(address, messages, version))


def make_server(ways: Ways) -> PostmortemServer:
    """Return the server, ready to be started."""
    server = PostmortemServer(ways)
    feature = server.feature

    @feature(types.INITIALIZED)
    def initialized(ls: PostmortemServer, _: types.InitializedParams) -> None:
        """Ask to be told of files that change outside of the editor."""
        workspace = ls.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace is not None else None
        if watching is not None and watching.dynamic_registration:
            watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            what = types.Registration("watched", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            ls.client_register_capability(types.RegistrationParams([what]))

    @feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(ls: PostmortemServer, _: types.DidOpenTextDocumentParams) -> None:
        """Judge a document as soon as it is seen."""
        ls.now()

    @feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(ls: PostmortemServer, _: types.DidChangeTextDocumentParams) -> None:
        """Judge a document while it is written."""
        ls.later()

    @feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(ls: PostmortemServer, _: types.DidSaveTextDocumentParams) -> None:
        """Judge again: what was saved may be the configuration."""
        ls.desk.forget()
        ls.now()

    @feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(ls: PostmortemServer, _: types.DidChangeWatchedFilesParams) -> None:
        """Judge again: a branch was changed, or a file by another program."""
        ls.desk.forget()
        ls.later()

    @feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(ls: PostmortemServer, _: types.DidCloseTextDocumentParams) -> None:
        """Take back what was shown; the others are judged against what is on disk now."""
        ls.now()

    @feature(types.TEXT_DOCUMENT_HOVER)
    def hover(ls: PostmortemServer, params: types.HoverParams) -> types.Hover | None:
        """Show the rules that found something at a place."""
        judged = ls.current(params.text_document.uri)
        if judged is None:
            return None
        source = judged.document.source
        here = [
            (each, place)
            for each in judged.diagnostics
            if holds(place := range_of(source, each.span, ls.encoding), params.position)
        ]
        return hover_message([each for each, _ in here], here[0][1]) if here else None

    kinds = [types.CodeActionKind.QuickFix, FIX_ALL]

    @feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(kinds))
    def actions(ls: PostmortemServer, params: types.CodeActionParams) -> list[types.CodeAction]:
        """Offer what can be done about the findings at a place."""
        address = params.text_document.uri
        judged = ls.current(address)
        if judged is None:
            return []
        source = judged.document.source
        shown = {each: diagnostic_message(each, judged, ls.encoding) for each in judged.diagnostics}
        wanted = params.context.only
        offered: list[tuple[Remedy, str]] = []
        if _is_wanted(types.CodeActionKind.QuickFix, wanted):
            for each in judged.diagnostics:
                if meets(shown[each].range, params.range):
                    offered += [(remedy, types.CodeActionKind.QuickFix) for remedy in remedies(judged, each)]
        if wanted and _is_wanted(FIX_ALL, wanted) and (remedy := fix_all(judged)) is not None:
            offered.append((remedy, FIX_ALL))
        named = types.OptionalVersionedTextDocumentIdentifier(address, _version(ls, address))
        end = "\r\n" if b"\r\n" in judged.data else "\n"
        return [
            action_message(remedy, kind, source, named, shown, end, ls.encoding) for remedy, kind in offered
        ]

    return server


def _is_wanted(kind: str, wanted: Any) -> bool:
    """Say whether an editor asked for a kind of actions: for all, that one, or what it is a part of."""
    names = [str(getattr(each, "value", each)) for each in wanted or ()]
    own = str(getattr(kind, "value", kind))
    return not names or any(own == name or own.startswith(f"{name}.") for name in names)


def _version(ls: PostmortemServer, address: str) -> int | None:
    """Return a document's version for editors that want edits to name one, else None."""
    workspace = ls.client_capabilities.workspace
    edits = workspace.workspace_edit if workspace is not None else None
    if edits is None or not edits.document_changes:
        return None
    document = ls.workspace.text_documents.get(address)
    return document.version if document is not None else None
