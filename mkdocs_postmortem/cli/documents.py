"""The archive's documents, read from disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from mkdocs_postmortem.archive.placing import is_generated
from mkdocs_postmortem.archive.selection import is_incident, shown_path
from mkdocs_postmortem.cli import common
from mkdocs_postmortem.cli.site import Site
from mkdocs_postmortem.document.many import read_many
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.rules import KnownFiles

# MkDocs leaves these out by itself; `exclude_docs` may take them in again.
_ALWAYS_EXCLUDED = ".*\n/templates/\n"


def incident_files(site: Site) -> dict[str, Path]:
    """Return the archive's documents: path relative to the docs folder (with `/`) to file."""
    published = _published(site)
    return {
        uri: path
        for path in walk(site.folder)
        if is_incident(uri := path.relative_to(site.root).as_posix(), site.settings) and published(uri)
    }


def walk(folder: Path) -> Iterator[Path]:
    """Return the files below a folder, links followed, in order; a circle of links is left alone."""
    seen = set()
    for parent, folders, names in os.walk(folder, followlinks=True, onerror=_give_up):
        here = os.path.realpath(parent)
        if here in seen:
            folders.clear()
            continue
        seen.add(here)
        folders.sort()
        for name in sorted(names):
            path = Path(parent) / name
            if os.path.isfile(path):  # neither a dangling link nor a pipe
                yield path


def _give_up(error: OSError) -> None:
    common.fail(f"{shown_path(error.filename, str(error.filename))}: can't be read: {error.strerror}")


def _published(site: Site) -> Callable[[str], bool]:
    """Return what says whether MkDocs would build a file: neither excluded nor a draft."""
    excluded = _matcher(_ALWAYS_EXCLUDED + site.excluded) if site.excluded.strip() else _is_hidden
    if not site.drafts.strip():
        return lambda uri: not excluded(uri)
    drafts = _matcher(site.drafts)
    return lambda uri: not excluded(uri) and not drafts(uri)


def _is_hidden(uri: str) -> bool:
    """Say the same as `_ALWAYS_EXCLUDED`, without a library to load."""
    return uri.startswith((".", "templates/")) or "/." in uri


def _matcher(patterns: str) -> Callable[[str], bool]:
    # MkDocs' own dependency for these patterns; imported only where a site has some.
    from pathspec.gitignore import GitIgnoreSpec

    spec = GitIgnoreSpec.from_lines(patterns.splitlines())
    return lambda uri: bool(spec.match_file(uri))


def known_files(files: Mapping[str, Path], site: Site) -> KnownFiles:
    """Return what says which files there are: beside a document, and in the folder of the configuration."""

    def linked(uri: str, target: str) -> bool:
        path = files[uri].parent / target
        return common.exists(path) or _is_generated(path, site)

    project = site.config.parent if site.config is not None else Path()
    return KnownFiles(linked, lambda path: common.exists(project / path))


def _is_generated(path: Path, site: Site) -> bool:
    """Say whether a file that is not there is a page that the plugin makes while it builds."""
    uri = os.path.relpath(os.path.abspath(path), os.path.abspath(site.root)).replace(os.sep, "/")
    return is_generated(uri, site.settings)


def read_files(files: dict[str, Path], site: Site) -> list[tuple[str, Postmortem]]:
    """Return the documents of files, read; a file that can't be opened ends the command."""
    found: list[tuple[str, bytes]] = []
    problems = []
    for uri, path in files.items():
        # What stands outside the site has no other name than the one it was given.
        shown = shown_path(path, str(path) if uri.startswith("../") else uri)
        try:
            found.append((shown, path.read_bytes()))
        except OSError as error:
            problems.append(f"{shown}: can't be read: {error.strerror}")
    if problems:
        common.fail("\n".join(problems))
    return list(zip(files, read_many(found, site.template, site.dialect), strict=True))
