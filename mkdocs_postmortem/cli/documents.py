"""The archive's documents, read from disk."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs_postmortem.archive.selection import is_incident, shown_path
from mkdocs_postmortem.cli.site import Site
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.template import Template

# MkDocs leaves these out by itself, whatever `exclude_docs` says.
_ALWAYS_EXCLUDED = ".*\n/templates/\n"


def incident_files(site: Site) -> dict[str, Path]:
    """Return the archive's documents: path relative to the docs folder (with `/`) to file."""
    published = _Published(site)
    return {
        uri: path
        for path in _walk(site.folder)
        if is_incident(uri := path.relative_to(site.root).as_posix(), site.settings) and published(uri)
    }


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, followlinks=True):
        folders.sort()
        for name in sorted(names):
            yield Path(parent) / name


class _Published:
    """Says whether MkDocs would build a file: neither excluded nor a draft."""

    def __init__(self, site: Site) -> None:
        patterns = _ALWAYS_EXCLUDED + site.excluded
        self._excluded = _spec(patterns)
        self._drafts = _spec(site.drafts) if site.drafts.strip() else None

    def __call__(self, uri: str) -> bool:
        if self._excluded(uri):
            return False
        return self._drafts is None or not self._drafts(uri)


def _spec(patterns: str):  # type: ignore[no-untyped-def]
    # MkDocs' own dependency for these patterns; imported only when files are looked for.
    import pathspec

    spec = pathspec.gitignore.GitIgnoreSpec.from_lines(patterns.splitlines())
    return spec.match_file


def read_files(files: dict[str, Path], template: Template, site: Site) -> Iterable[tuple[str, Postmortem]]:
    """Return the documents of files, read."""
    for uri, path in files.items():
        yield uri, read_bytes(shown_path(path, uri), path.read_bytes(), template, site.dialect)
