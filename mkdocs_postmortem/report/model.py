"""What is reported."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.document.source import Source
from mkdocs_postmortem.rules import Diagnostic, Mask, find_secrets
from mkdocs_postmortem.rules.fingerprint import keys
from mkdocs_postmortem.rules.fixes import Fix


@dataclass(frozen=True)
class Report:
    """What is reported: the findings to show, and the archive they are from.

    `only` names the documents (by path relative to the docs folder) that were judged; None means all.
    `held_back` counts the informational findings that are not shown, `width` the columns of the terminal.
    `elsewhere` says that whoever runs this shows the whole list in another place too. `others` are texts
    beside the documents that findings may stand in.
    """

    diagnostics: Sequence[Diagnostic]
    archive: Archive
    only: Collection[str] | None = None
    held_back: int = 0
    color: bool = False
    width: int = 100
    elsewhere: bool = False
    others: Sequence[Source] = ()

    @cached_property
    def paths(self) -> list[str]:
        """The paths of the judged documents, as they are shown."""
        return sorted(
            incident.document.path
            for incident in self.archive.incidents
            if self.only is None or incident.uri in self.only
        )

    @property
    def documents(self) -> int:
        """The number of judged documents."""
        return len(self.paths)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The text of each document of the archive, and of the other files, by path."""
        documents = [incident.document.source for incident in self.archive.incidents]
        return {source.path: source for source in (*self.others, *documents)}

    @cached_property
    def fingerprints(self) -> list[str]:
        """What each finding is known by in the next run too, in the order of the findings; all differ."""
        return [key.digest for key in keys(self.diagnostics, self.archive)]

    def fix(self, diagnostic: Diagnostic) -> Fix | None:
        """Return the fix of a finding as it may be printed: one that would print a secret is left out."""
        fix = diagnostic.fix
        if fix is None:
            return None
        printed = (fix.title, *(edit.text for edit in fix.edits))
        mask = self._mask(diagnostic.path)
        return fix if all(mask(text) == text for text in printed) else None

    def _mask(self, path: str) -> Mask:
        if path not in self._masks:
            source = self.sources.get(path)
            self._masks[path] = Mask(find_secrets(source) if source is not None else ())
        return self._masks[path]

    @cached_property
    def _masks(self) -> dict[str, Mask]:
        return {}
