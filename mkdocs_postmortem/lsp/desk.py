"""The archives that an editor has documents of: files from disk, and what is being written in their place."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_postmortem.archive import Archive, build_archive
from mkdocs_postmortem.archive.selection import is_incident
from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.fixing import Workshop
from mkdocs_postmortem.rules import Diagnostic
from mkdocs_postmortem.settings import Settings
from mkdocs_postmortem.template import Template


@dataclass(frozen=True, slots=True)
class Site:
    """What is needed of a site.

    `root` is the folder that paths are relative to. `files` returns the documents of the archive by these
    paths, as they are now, or raises SiteError; `judge` the findings in some documents of an archive made
    of such files.
    """

    root: Path
    settings: Settings
    dialect: Dialect
    template: Template
    files: Callable[[], Mapping[str, Path]]
    judge: Callable[[Archive, Collection[str], Mapping[str, Path]], list[Diagnostic]]


class SiteError(Exception):
    """A site's configuration can't be used; the message says what is wrong and where."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How sites are found, as the command does it.

    `find` returns the configuration that is nearest to a folder, or None; `load` the site that it
    describes, or raises SiteError.
    """

    find: Callable[[Path], Path | None]
    load: Callable[[Path], Site]


@dataclass(frozen=True, slots=True)
class Judged:
    """A document as it is open in an editor, and what is found in it.

    `paths` gives the file of each document of the archive by the path that findings show.
    """

    uri: str
    data: bytes
    archive: Archive
    workshop: Workshop
    diagnostics: tuple[Diagnostic, ...]
    paths: Mapping[str, Path]

    @property
    def document(self) -> Postmortem:
        """The document, read."""
        return self.archive.by_uri[self.uri].document


@dataclass(slots=True)
class _Shelf:
    """A site with its documents as last read; each with what it was read from."""

    site: Site
    stamp: object
    read: dict[str, tuple[object, Postmortem]] = field(default_factory=dict)


class Desk:
    """The sites that open documents belong to. What was read is kept until a file changes."""

    def __init__(self, ways: Ways) -> None:
        self.ways = ways
        self._shelves: dict[Path, _Shelf] = {}
        self.problems: dict[Path, str] = {}

    def forget(self) -> None:
        """Read every configuration again before the next judgement: one was saved."""
        for shelf in self._shelves.values():
            shelf.stamp = None

    def judge(self, texts: Mapping[Path, str]) -> dict[Path, Judged]:
        """Return what is found in open documents, by their files, given with their unsaved texts.

        What is no document of an archive is left out. Problems with a configuration are in `problems`
        afterwards; the document is then judged as before, or not at all.
        """
        by_config: dict[Path, dict[Path, str]] = {}
        for path, text in texts.items():
            config = self.ways.find(path.parent)
            if config is not None:
                by_config.setdefault(config, {})[path] = text
        found: dict[Path, Judged] = {}
        for config, its_texts in by_config.items():
            shelf = self._shelf(config)
            try:
                found.update(self._judge(shelf, its_texts) if shelf is not None else {})
            except SiteError as error:
                self.problems[config] = str(error)
        return found

    def _shelf(self, config: Path) -> _Shelf | None:
        """Return a site's shelf, with its configuration read again where it has changed."""
        stamp = _stamp(config)
        shelf = self._shelves.get(config)
        if shelf is None or stamp is None or shelf.stamp != stamp:
            try:
                site = self.ways.load(config)
            except SiteError as error:
                self.problems[config] = str(error)
            else:
                self.problems.pop(config, None)
                shelf = self._shelves[config] = _Shelf(site, stamp)
        return shelf

    def _judge(self, shelf: _Shelf, texts: Mapping[Path, str]) -> dict[Path, Judged]:
        site = shelf.site
        files = dict(site.files())
        by_file = {os.path.realpath(path): uri for uri, path in files.items()}
        opened: dict[str, tuple[Path, bytes]] = {}
        for path, text in texts.items():
            uri = by_file.get(os.path.realpath(path)) or _new_document(path, site)
            if uri is not None:
                files[uri] = path
                # A lone half of a character is no text; the question mark is as long.
                opened[uri] = (path, text.encode("utf-8", "replace"))
        if not opened:
            return {}
        documents = [
            (uri, document)
            for uri, path in files.items()
            if (document := _read(shelf, uri, path, opened.get(uri, (path, None))[1])) is not None
        ]
        shelf.read = {uri: kept for uri, kept in shelf.read.items() if uri in files}
        archive = build_archive(documents, site.template, site.settings)
        diagnostics = site.judge(archive, set(opened), files)
        workshop = Workshop(
            lambda uri, data: read_bytes(uri, data, site.template, site.dialect),
            lambda now, uris: site.judge(now, uris, files),
            site.settings.fail_on,
            forms=True,
        )
        return {
            path: Judged(
                uri,
                data,
                archive,
                workshop,
                tuple(each for each in diagnostics if each.path == uri),
                files,
            )
            for uri, (path, data) in opened.items()
        }


def _new_document(path: Path, site: Site) -> str | None:
    """Return the path of a document that is on no disk yet, or None where it is none of the archive."""
    try:
        uri = Path(os.path.realpath(path)).relative_to(os.path.realpath(site.root)).as_posix()
    except ValueError:
        return None
    return uri if not path.exists() and is_incident(uri, site.settings) else None


def _read(shelf: _Shelf, uri: str, path: Path, opened: bytes | None) -> Postmortem | None:
    """Return a document, read again only where it has changed; None where it is gone."""
    stamp = _stamp(path) if opened is None else opened
    known = shelf.read.get(uri)
    if known is not None and known[0] == stamp:
        return known[1]
    try:
        data = path.read_bytes() if opened is None else opened
    except OSError:
        return None
    document = read_bytes(uri, data, shelf.site.template, shelf.site.dialect)
    shelf.read[uri] = (stamp, document)
    return document


def _stamp(path: Path) -> object:
    """Return what changes when a file does; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
