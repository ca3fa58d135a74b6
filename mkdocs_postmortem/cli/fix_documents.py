"""Applying the fixes of findings for the command: writing them, or showing them as a diff."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs_postmortem.archive import Archive, build_archive
from mkdocs_postmortem.cli import common
from mkdocs_postmortem.cli.fix import Mode
from mkdocs_postmortem.cli.site import Site
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.document.source import Source
from mkdocs_postmortem.fixing import (
    NotWrittenError,
    Outcome,
    Refusal,
    Workshop,
    fix_documents,
    may_apply,
    write,
)
from mkdocs_postmortem.report.style import one_line, paint, plural
from mkdocs_postmortem.rules import Diagnostic, Mask, find_secrets
from mkdocs_postmortem.rules.fixes import UNSAFE

Judged = Callable[[Archive, Collection[str] | None], list[Diagnostic]]
_STYLES = {"-": "error", "+": "added", "@": "frame"}
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True)
class Fixed:
    """What came of it: the archive and the findings that are left, and whether anything changed."""

    archive: Archive
    diagnostics: list[Diagnostic]
    changed: bool


def apply_fixes(
    asked: Mode,
    site: Site,
    files: Mapping[str, Path],
    archive: Archive,
    diagnostics: Sequence[Diagnostic],
    only: Collection[str] | None,
    changed: Collection[str] | None,
    judged: Judged,
    color: bool,
) -> Fixed:
    """Apply the fixes of findings, or print them as a diff; say on standard error what was done.

    `files` gives the file of each document by its path relative to the docs folder; `only` names those
    that are reported on, and no other is changed; nor is one that is not among the `changed` ones, where
    these are given by the paths of findings. `judged` gives the findings in some documents of an
    archive, or in all of them.
    """
    meant = [each for each in diagnostics if changed is None or each.path in changed]
    data = _data(files, archive, {each.uri for each in meant if each.fix is not None})
    workshop = Workshop(
        lambda uri, new: read_bytes(_shown(archive, uri), new, archive.template, site.dialect),
        judged,
        site.settings.fail_on,
    )
    outcome = fix_documents(archive, data, meant, workshop, asked.unsafe)
    outcome.refused += [
        Refusal(each, "the file was changed by somebody else meanwhile")
        for each in meant
        if each.uri not in data and may_apply(each, asked.unsafe)
    ]
    if asked.diff:
        for uri, new in outcome.data.items():
            for line in _diff(_shown(archive, uri), data[uri], new, color):
                common.say(line)
        _tell("would not be fixed", outcome.refused)
        common.note(f"Would fix {_count(outcome.fixed)}.{_more(diagnostics, asked)}")
        return Fixed(archive, list(diagnostics), bool(outcome.data))
    fixed, refused, now = _written(outcome, data, files, archive)
    left = judged(now, only) if fixed else list(diagnostics)
    _tell("not fixed", refused)
    common.note(f"Fixed {_count(fixed)}.{_more(left, asked)}")
    reasons = {_key(refusal.diagnostic) for refusal in refused}
    left = [replace(each, fix=None) if _key(each) in reasons else each for each in left]
    return Fixed(now, left, bool(fixed))


def _shown(archive: Archive, uri: str) -> str:
    return archive.by_uri[uri].document.path


def _key(diagnostic: Diagnostic) -> tuple[str, str, int, str]:
    return diagnostic.uri, diagnostic.code, diagnostic.span.line, diagnostic.message


def _data(files: Mapping[str, Path], archive: Archive, uris: Collection[str]) -> dict[str, bytes]:
    """Return the bytes of files as far as they are still what was read."""
    found = {}
    for uri in sorted(uris):
        try:
            data = files[uri].read_bytes()
        except OSError:
            continue
        document = archive.by_uri[uri].document
        if document.broken or Source.from_bytes("", data).text == document.source.text:
            found[uri] = data
    return found


def _written(
    outcome: Outcome, data: Mapping[str, bytes], files: Mapping[str, Path], archive: Archive
) -> tuple[list[Diagnostic], list[Refusal], Archive]:
    """Write what was fixed; return what could be, what could not, and the archive as it is then."""
    refused = list(outcome.refused)
    unwritten = {}
    for uri, new in outcome.data.items():
        try:
            write(files[uri], data[uri], new)
        except NotWrittenError as error:
            unwritten[uri] = archive.by_uri[uri].document
            refused += [Refusal(each, str(error)) for each in outcome.fixed if each.uri == uri]
    fixed = [each for each in outcome.fixed if each.uri not in unwritten]
    if not unwritten:
        return fixed, refused, outcome.archive
    documents = [(each.uri, unwritten.get(each.uri, each.document)) for each in outcome.archive.incidents]
    return fixed, refused, build_archive(documents, archive.template, archive.settings)


def _tell(what: str, refused: Sequence[Refusal]) -> None:
    for refusal in refused:
        each = refusal.diagnostic
        common.note(f"{each.span}: {each.code} {what}: {refusal.reason}")


def _count(fixed: Sequence[Diagnostic]) -> str:
    """Return `2 findings in 1 document`."""
    if not fixed:
        return "nothing"
    documents = len({each.uri for each in fixed})
    return f"{plural(len(fixed), 'finding')} in {plural(documents, 'document')}"


def _more(left: Sequence[Diagnostic], asked: Mode) -> str:
    """Return what could be fixed besides."""
    number = sum(each.fix is not None and each.fix.safety == UNSAFE for each in left)
    return f" {number} more with --unsafe-fixes." if number and not asked.unsafe else ""


def _diff(path: str, was: bytes, now: bytes, color: bool) -> Iterator[str]:
    """Return a unified diff of a document's text, without its secrets."""
    sources = Source.from_bytes(path, was), Source.from_bytes(path, now)
    mask = Mask([secret for source in sources for secret in find_secrets(source)])
    before, after = (_LINE.findall(source.text) for source in sources)
    for line in difflib.unified_diff(before, after, path, path):
        text = mask(line.removesuffix("\n"))
        # A tab is no danger to a terminal, and the diff is to fit the document.
        shown = "\t".join(one_line(part) for part in text.split("\t"))
        yield paint(shown, _STYLES.get(line[0], ""), color and line[0] in _STYLES)
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"
