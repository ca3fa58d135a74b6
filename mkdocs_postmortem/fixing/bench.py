"""Fixing one document: in rounds, until nothing is left that may be fixed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mkdocs_postmortem.archive import Archive, build_archive, normal_id
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.fixing.compare import changed_value
from mkdocs_postmortem.fixing.edits import Change, UnfitError, apply_to_bytes, changes_of, overlap
from mkdocs_postmortem.option_types import LEVELS
from mkdocs_postmortem.rules import Diagnostic
from mkdocs_postmortem.rules.fixes import DISPLAY, SAFE, SAFETY

# Fixes come to rest after two or three rounds; some that contradict each other never would.
MAX_ROUNDS = 20
_UNSETTLED = "the fixes of this document undo each other"
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Workshop:
    """What fixing needs to know of a site: how a document is read, and how an archive is judged.

    `read` takes a document's path relative to the docs folder and its bytes; `judge` the archive and the
    paths of the documents to report on. A fix that brings a new finding of `fail_on` or graver is refused;
    an unsafe one also if that is a warning. Where `forms` are wanted, one may bring placeholders, and what
    fails no run.
    """

    read: Callable[[str, bytes], Postmortem]
    judge: Callable[[Archive, Collection[str]], list[Diagnostic]]
    fail_on: str = "error"
    forms: bool = False

    @property
    def grave(self) -> int:
        """The rank of the least grave level that a fix must not bring."""
        return LEVELS.index(self.fail_on) if self.fail_on in LEVELS else 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A fix that was not applied, and why."""

    diagnostic: Diagnostic
    reason: str


@dataclass(slots=True)
class Outcome:
    """What came of it: the archive as it is now, the new bytes of each changed document, what was done."""

    archive: Archive
    data: dict[str, bytes] = field(default_factory=dict)
    fixed: list[Diagnostic] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """A fix that may be applied, as changes of the document's text."""

    diagnostic: Diagnostic
    changes: tuple[Change, ...]


def may_apply(diagnostic: Diagnostic, unsafe: bool) -> bool:
    """Say whether a finding has a fix that may be applied: never one for display only."""
    fix = diagnostic.fix
    return fix is not None and fix.safety != DISPLAY and (fix.safety == SAFE or unsafe)


class Bench:
    """One document under work."""

    def __init__(self, uri: str, data: bytes, workshop: Workshop, unsafe: bool, outcome: Outcome) -> None:
        self.uri = uri
        self.data = data
        self.workshop = workshop
        self.unsafe = unsafe
        self.outcome = outcome
        self.archive = outcome.archive

    @property
    def document(self) -> Postmortem:
        """The document as it is now."""
        return self.archive.by_uri[self.uri].document

    def work(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Fix the document, and put what came of it into the outcome."""
        began, first = self.data, diagnostics
        fixed: list[Diagnostic] = []
        for _ in range(MAX_ROUNDS):
            plans, refused = self.plans(diagnostics)
            done, more = self._round(plans)
            fixed += done
            if not done:
                self.outcome.refused += refused + more
                break
            diagnostics = self.workshop.judge(self.archive, {self.uri})
        else:
            left = [each for each in first if may_apply(each, self.unsafe)]
            self.outcome.refused += [Refusal(each, _UNSETTLED) for each in left]
            return
        if self.data != began:
            self.outcome.data[self.uri] = self.data
            self.outcome.archive = self.archive
            self.outcome.fixed += fixed

    def plans(self, diagnostics: Iterable[Diagnostic]) -> tuple[list[Plan], list[Refusal]]:
        """Return the fixes that may be applied, safe ones first, and those that can't be."""
        plans: list[Plan] = []
        refused: list[Refusal] = []
        seen: set[tuple[Change, ...]] = set()
        for diagnostic in diagnostics:
            fix = diagnostic.fix
            if fix is None or not may_apply(diagnostic, self.unsafe):
                continue
            if any(edit.at.source is not self.document.source for edit in fix.edits):
                refused.append(Refusal(diagnostic, "it changes another document"))
                continue
            changes = tuple(changes_of(fix.edits))
            if not changes:
                refused.append(Refusal(diagnostic, "it changes nothing"))
            elif any(overlap([one], changes[n + 1 :]) for n, one in enumerate(changes)):
                refused.append(Refusal(diagnostic, "its edits overlap"))
            elif changes not in seen:  # two findings may be mended by the same edits
                plans.append(Plan(diagnostic, changes))
            seen.add(changes)
        plans.sort(key=lambda plan: SAFETY.index(plan.diagnostic.fix.safety) if plan.diagnostic.fix else 0)
        return plans, refused

    def _round(self, plans: list[Plan]) -> tuple[list[Diagnostic], list[Refusal]]:
        """Apply all fixes that do not overlap, together or else those that are harmless one by one."""
        chosen = without_overlaps(plans)
        if not chosen:
            return [], []
        if self.apply(chosen) is None:
            return [plan.diagnostic for plan in chosen], []
        accepted: list[Plan] = []
        refused: list[Refusal] = []
        start = (self.data, self.archive)
        for plan in plans:
            if any(overlap(plan.changes, other.changes) for other in accepted):
                continue  # its turn comes in the next round, if there is still need
            self.data, self.archive = start
            reason = self.apply([*accepted, plan])
            if reason is None:
                accepted.append(plan)
            else:
                refused.append(Refusal(plan.diagnostic, reason))
        self.data, self.archive = start
        if accepted and (reason := self.apply(accepted)) is not None:
            return [], [*refused, *(Refusal(plan.diagnostic, reason) for plan in accepted)]
        return [plan.diagnostic for plan in accepted], refused

    def edited(self, plans: Iterable[Plan]) -> tuple[bytes, Postmortem]:
        """Return the document with fixes applied. Raises UnfitError where they change something else."""
        changes = sorted(change for plan in plans for change in plan.changes)
        data = apply_to_bytes(self.data, changes)
        before, after = self.document, self.workshop.read(self.uri, data)
        if after.broken and not before.broken:
            raise UnfitError("the document could not be read any more")
        changed = changed_value(before, after, changes)
        if changed is not None:
            raise UnfitError(f"it would change something else, the {changed}")
        return data, after

    def apply(self, plans: list[Plan]) -> str | None:
        """Apply fixes and return None; or leave everything as it is, and return why."""
        try:
            data, after = self.edited(plans)
        except UnfitError as error:
            return str(error)
        archive = with_documents(self.archive, {self.uri: after})
        unsafe = {self.uri} if is_unsafe(plans) else set()
        new = next(new_findings(self.archive, archive, (self.uri,), self.workshop, unsafe), None)
        if new is not None:
            return f"it would bring {new.code} on line {new.span.line}: {new.message}"
        self.data, self.archive = data, archive
        return None


def is_unsafe(plans: Iterable[Plan]) -> bool:
    """Say whether one of some fixes may change what a document says."""
    return any(plan.diagnostic.fix is not None and plan.diagnostic.fix.safety != SAFE for plan in plans)


def without_overlaps(plans: Iterable[Plan]) -> list[Plan]:
    """Return fixes of which no two overlap: the first wins."""
    chosen: list[Plan] = []
    for plan in plans:
        if not any(overlap(plan.changes, other.changes) for other in chosen):
            chosen.append(plan)
    return chosen


def with_documents(archive: Archive, documents: Mapping[str, Postmortem]) -> Archive:
    """Return an archive with other documents in the place of some."""
    now = (
        (each.uri, documents.get(each.uri, each.document))
        for each in sorted(archive.incidents, key=lambda each: each.uri)
    )
    return build_archive(now, archive.template, archive.settings)


def concerned_by(uri: str, *archives: Archive) -> set[str]:
    """Return the documents whose findings a change of one may change: those it names, and that name it."""
    found = {uri}
    for archive in archives:
        found.update(link.target.uri for link in archive.links.get(uri, ()))
        found.update(link.origin.uri for link in archive.backlinks.get(uri, ()))
        own = archive.by_uri[uri]
        found.update(each.uri for each in archive.by_id.get(normal_id(own.id or ""), ()))
    return found


def new_findings(
    before: Archive, after: Archive, changed: Iterable[str], workshop: Workshop, unsafe: Collection[str]
) -> Iterator[Diagnostic]:
    """Yield what is found in an archive that was not before, and is too grave for a fix to bring.

    `unsafe` are the documents that an unsafe fix has changed.
    """
    concerned = set().union(*(concerned_by(uri, before, after) for uri in changed))
    known = Counter(_key(each) for each in workshop.judge(before, concerned))
    for each in workshop.judge(after, concerned):
        known[_key(each)] -= 1
        limit = workshop.grave
        if each.uri in unsafe and not workshop.forms:
            limit = max(limit, LEVELS.index("warning"))
        is_grave = LEVELS.index(each.level) <= limit
        if known[_key(each)] < 0 and is_grave and not (workshop.forms and _is_placeholder(after, each)):
            yield each


def _is_placeholder(archive: Archive, diagnostic: Diagnostic) -> bool:
    """Say whether a finding is about a placeholder: a missing section is put in with those to be filled."""
    document = archive.by_uri[diagnostic.uri].document
    span, source = diagnostic.span, document.source
    start = source.line_starts[span.line - 1] + span.column - 1
    return document.unfilled(Text(source, start, start + 1))


def _key(diagnostic: Diagnostic) -> tuple[str, str, str]:
    """Return what tells findings apart when the document around them moves."""
    return diagnostic.uri, diagnostic.code, _NUMBER.sub("0", diagnostic.message)
