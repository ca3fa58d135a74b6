"""Fixing documents in the tests: with rules of the test's own, or with all there are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial

from mkdocs_postmortem.archive import Archive, build_archive
from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.document.source import Source, Text
from mkdocs_postmortem.fixing import Outcome, Workshop, fix_documents
from mkdocs_postmortem.rules import Diagnostic, judge
from mkdocs_postmortem.rules.fixes import Fix
from mkdocs_postmortem.settings import Settings
from mkdocs_postmortem.template import default_template
from tests.rules.support import EARLIER, TODAY, URI, text_of

Proposal = Callable[[Postmortem], Iterable[Fix]]
JUDGE = partial(judge, today=TODAY)


def read(uri: str, data: bytes) -> Postmortem:
    """Read a document as the command does."""
    return read_bytes(uri, data, default_template(), Dialect())


def build(files: dict[str, bytes], settings: Settings | None = None) -> Archive:
    """Return the archive of files."""
    documents = [(uri, read(uri, data)) for uri, data in files.items()]
    return build_archive(documents, default_template(), settings or Settings())


def at(source: Source, text: str) -> Text:
    """Return the one place of a document with this text."""
    assert source.text.count(text) == 1, text
    start = source.text.index(text)
    return Text(source, start, start + len(text))


def found(document: Postmortem, fix: Fix, uri: str = URI) -> Diagnostic:
    """Return a finding of a rule that is none, with a fix."""
    span = fix.edits[0].at.span if fix.edits else Text(document.source, 0, 0).span
    return Diagnostic("PM000", "test", "info", fix.title, "fix it", span, "", uri, (), fix)


def fixed(
    data: bytes, propose: Proposal, unsafe: bool = False, real: bool = False, fail_on: str = "error"
) -> tuple[bytes, Outcome]:
    """Return a document with the fixes that are proposed for it in each round, and what came of them.

    `real` also asks the real rules, whose new errors refuse a fix.
    """
    files = {URI: data, EARLIER: text_of("earlier").encode()}

    def judge_with_proposals(archive: Archive, uris: Collection[str]) -> list[Diagnostic]:
        diagnostics = [] if not real else [_without_fix(each) for each in judge(archive, TODAY, uris)]
        document = archive.by_uri[URI].document
        return [*diagnostics, *(found(document, fix) for fix in propose(document))]

    archive = build(files)
    workshop = Workshop(read, judge_with_proposals, fail_on)
    outcome = fix_documents(archive, {URI: data}, judge_with_proposals(archive, {URI}), workshop, unsafe)
    return outcome.data.get(URI, data), outcome


def _without_fix(diagnostic: Diagnostic) -> Diagnostic:
    return Diagnostic(
        diagnostic.code,
        diagnostic.name,
        diagnostic.level,
        diagnostic.message,
        diagnostic.help,
        diagnostic.span,
        diagnostic.url,
        diagnostic.uri,
    )


def with_all_rules(
    files: dict[str, bytes], settings: Settings, unsafe: bool = False
) -> tuple[dict[str, bytes], Outcome, list[Diagnostic]]:
    """Return files with the fixes of all rules, what came of them, and what was found before."""
    archive = build(files, settings)
    diagnostics = judge(archive, TODAY)
    workshop = Workshop(read, lambda now, uris: judge(now, TODAY, uris), settings.fail_on)
    outcome = fix_documents(archive, files, diagnostics, workshop, unsafe)
    return {**files, **outcome.data}, outcome, diagnostics
