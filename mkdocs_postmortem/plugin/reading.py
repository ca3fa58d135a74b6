"""The documents of a site, read; while it is served, again only where they have changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from mkdocs_postmortem.archive.selection import shown_path
from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.document.many import read_many
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.template import Template


class _Given(NamedTuple):
    """All that a reading depends on."""

    path: str
    data: bytes
    dialect: Dialect
    template: Template


class Reading:
    """Reads documents; what it has read is kept for as long as all that it depends on is the same."""

    def __init__(self) -> None:
        self._read: dict[_Given, Postmortem] = {}

    def documents(self, files: Sequence[File], dialect: Dialect, template: Template) -> list[Postmortem]:
        """Return the postmortems in files, in their order."""
        given = [
            _Given(shown_path(file.abs_src_path, file.src_uri), file.content_bytes, dialect, template)
            for file in files
        ]
        new = [each for each in given if each not in self._read]
        read = read_many([(each.path, each.data) for each in new], template, dialect)
        self._read = {each: self._read[each] for each in given if each in self._read}
        self._read |= zip(new, read, strict=True)
        return [self._read[each] for each in given]


def dialect_of(config: MkDocsConfig) -> Dialect:
    """Return the dialect that a site's documents are written in.

    Other plugins and hooks add Markdown extensions as objects, which are known by the module they come from.
    """
    extensions: list[object] = [*config.markdown_extensions]
    return Dialect.from_extensions(
        [each if isinstance(each, str) else type(each).__module__ for each in extensions]
    )
