"""Findings, fixes and rules as the protocol's messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from lsprotocol import types

from mkdocs_postmortem.document.source import Source, Span
from mkdocs_postmortem.lsp.desk import Judged
from mkdocs_postmortem.lsp.places import place_of, places_of
from mkdocs_postmortem.lsp.remedies import Remedy
from mkdocs_postmortem.rules import RULES, Diagnostic

SOURCE = "postmortem"
FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.{SOURCE}"
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}


def diagnostic_message(diagnostic: Diagnostic, judged: Judged, encoding: str) -> types.Diagnostic:
    """Return a finding as the protocol has it."""
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(path_uri(path), range_of(_source(judged, span), span, encoding)), text
        )
        for span, text in diagnostic.notes
        if (path := judged.paths.get(span.path)) is not None
    ]
    return types.Diagnostic(
        range=range_of(judged.document.source, diagnostic.span, encoding),
        message=f"{diagnostic.message}\nhelp: {diagnostic.help}",
        severity=_SEVERITIES[diagnostic.level],
        code=diagnostic.code,
        code_description=types.CodeDescription(diagnostic.url),
        source=SOURCE,
        related_information=related or None,
    )


def _source(judged: Judged, span: Span) -> Source:
    return judged.archive.by_uri[span.path].document.source


def path_uri(path: Path) -> str:
    """Return a file's address."""
    return Path(path).absolute().as_uri()


def range_of(source: Source, span: Span, encoding: str) -> types.Range:
    """Return a span as the protocol has it."""
    start, end = places_of(source, span, encoding)
    return types.Range(types.Position(*start), types.Position(*end))


def holds(place: types.Range, position: types.Position) -> bool:
    """Say whether a position is in a range, or at one of its ends."""
    at = (position.line, position.character)
    return (place.start.line, place.start.character) <= at <= (place.end.line, place.end.character)


def meets(one: types.Range, other: types.Range) -> bool:
    """Say whether two ranges share a place."""
    return holds(one, other.start) or holds(other, one.start)


def hover_message(diagnostics: Iterable[Diagnostic], place: types.Range | None) -> types.Hover:
    """Return the texts of the rules that found something."""
    parts = {}
    for each in diagnostics:
        rule = RULES[each.code]
        parts[each.code] = (
            f"**{rule.code} {rule.name}** ({each.level})\n\n{rule.text}\n\n[Documentation]({each.url})"
        )
    value = "\n\n---\n\n".join(parts.values())
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, value), place)


def action_message(
    remedy: Remedy,
    kind: str,
    source: Source,
    address: types.OptionalVersionedTextDocumentIdentifier,
    shown: Mapping[Diagnostic, types.Diagnostic],
    end: str,
    encoding: str,
) -> types.CodeAction:
    """Return what can be done as the protocol has it. New lines end with `end`."""
    edits = [
        types.TextEdit(
            types.Range(
                types.Position(*place_of(source, change.start, encoding)),
                types.Position(*place_of(source, change.end, encoding)),
            ),
            change.text.replace("\n", end),
        )
        for change in remedy.changes
    ]
    if address.version is None:
        edit = types.WorkspaceEdit(changes={address.uri: edits})
    else:
        edit = types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(address, list(edits))])
    return types.CodeAction(
        title=remedy.title,
        kind=kind,
        diagnostics=[shown[remedy.diagnostic]] if remedy.diagnostic is not None else None,
        is_preferred=remedy.preferred or None,
        edit=edit,
    )
