"""Fixing documents: all at once where nothing stands against it, else one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.fixing.bench import (
    MAX_ROUNDS,
    Bench,
    Outcome,
    Plan,
    Workshop,
    concerned_by,
    is_unsafe,
    may_apply,
    new_findings,
    with_documents,
    without_overlaps,
)
from mkdocs_postmortem.fixing.edits import UnfitError
from mkdocs_postmortem.rules import Diagnostic


def fix_documents(
    archive: Archive,
    files: Mapping[str, bytes],
    diagnostics: Sequence[Diagnostic],
    workshop: Workshop,
    unsafe: bool = False,
) -> Outcome:
    """Return what becomes of an archive by applying the fixes of its findings, as far as they are harmless.

    `files` gives the bytes of the documents that may be changed, by path. Nothing is written.
    """
    outcome = Outcome(archive)
    found: dict[str, list[Diagnostic]] = {}
    for each in diagnostics:
        if each.uri in files and may_apply(each, unsafe):
            found.setdefault(each.uri, []).append(each)
    for uri in _Together(files, found, workshop, unsafe, outcome).work():
        Bench(uri, files[uri], workshop, unsafe, outcome).work(found[uri])
    outcome.fixed.sort(key=lambda each: each.sort_key)
    return outcome


class _Together:
    """Many documents under work at once: an archive is judged once a round, and not once a document.

    What does not go smoothly is put back, to be done on its own.
    """

    def __init__(
        self,
        files: Mapping[str, bytes],
        found: Mapping[str, list[Diagnostic]],
        workshop: Workshop,
        unsafe: bool,
        outcome: Outcome,
    ) -> None:
        self.workshop = workshop
        self.unsafe = unsafe
        self.outcome = outcome
        self.first = outcome.archive
        self.open = dict(found)
        self.data = {uri: files[uri] for uri in found}
        self.fixed: dict[str, list[Diagnostic]] = {uri: [] for uri in found}
        self.odd: list[str] = []

    def work(self) -> list[str]:
        """Fix the documents, put what came of it into the outcome, and return those to be done alone."""
        for _ in range(MAX_ROUNDS):
            if not self.open:
                break
            self._round()
        self._put_back(list(self.open))
        for uri, fixed in self.fixed.items():
            if fixed:
                self.outcome.data[uri] = self.data[uri]
                self.outcome.fixed += fixed
        return sorted(self.odd)

    def _round(self) -> None:
        edited: dict[str, tuple[bytes, Postmortem]] = {}
        chosen: dict[str, list[Plan]] = {}
        odd = []
        for uri, diagnostics in self.open.items():
            bench = Bench(uri, self.data[uri], self.workshop, self.unsafe, self.outcome)
            plans, refused = bench.plans(diagnostics)
            if refused:
                odd.append(uri)
            elif plans:
                chosen[uri] = without_overlaps(plans)
                try:
                    edited[uri] = bench.edited(chosen[uri])
                except UnfitError:
                    odd.append(uri)
        self._put_back(odd)
        unsafe = {uri for uri in edited if is_unsafe(chosen[uri])}
        archive = self._settled(edited, unsafe)
        found = self.workshop.judge(archive, set(edited))
        self.open = {uri: [each for each in found if each.uri == uri] for uri in edited}
        for uri, (data, _) in edited.items():
            self.data[uri] = data
            self.fixed[uri] += [plan.diagnostic for plan in chosen[uri]]
        self.outcome.archive = archive

    def _settled(self, edited: dict[str, tuple[bytes, Postmortem]], unsafe: set[str]) -> Archive:
        """Return the archive with edited documents; takes out of them whichever bring a new finding.

        `unsafe` are those that an unsafe fix has changed.
        """
        while True:
            before = self.outcome.archive
            after = with_documents(before, {uri: document for uri, (_, document) in edited.items()})
            suspects: set[str] = set()
            for each in new_findings(before, after, edited, self.workshop, unsafe):
                own = {each.uri} & set(edited)
                suspects |= own or {uri for uri in edited if each.uri in concerned_by(uri, before, after)}
            if not suspects:
                return after
            for uri in suspects:
                del edited[uri]
            self._put_back(sorted(suspects))

    def _put_back(self, uris: list[str]) -> None:
        """Take documents out, as they were in the beginning."""
        if not uris:
            return
        self.odd += uris
        originals = {uri: self.first.by_uri[uri].document for uri in uris}
        self.outcome.archive = with_documents(self.outcome.archive, originals)
        for uri in uris:
            self.open.pop(uri, None)
            self.fixed.pop(uri, None)


def why_not(
    archive: Archive, uri: str, data: bytes, diagnostic: Diagnostic, workshop: Workshop
) -> str | None:
    """Return why the fix of a finding in a document would be refused, or None; safe or not is not asked."""
    bench = Bench(uri, data, workshop, True, Outcome(archive))
    plans, refused = bench.plans([diagnostic])
    if not plans:
        return refused[0].reason if refused else "there is nothing to apply"
    return bench.apply(plans)


def findings_with(archive: Archive, uri: str, document: Postmortem, workshop: Workshop) -> list[Diagnostic]:
    """Return what would be found in a document of an archive if it were another."""
    return workshop.judge(with_documents(archive, {uri: document}), {uri})
