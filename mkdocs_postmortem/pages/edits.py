"""Edits in the Markdown of a postmortem's page: what the header shows goes, what would run together is
parted, rows of Related Incidents become links, statuses and late dates are marked, long blocks of the
appendix are folded. Everything else stays as the author wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive, Incident
from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.reader import read
from mkdocs_postmortem.document.sections import title_heading
from mkdocs_postmortem.document.source import Source
from mkdocs_postmortem.pages.changes import Change, apply
from mkdocs_postmortem.pages.folds import fold_changes
from mkdocs_postmortem.pages.line_edits import break_changes, metadata_changes
from mkdocs_postmortem.pages.marks import mark_changes
from mkdocs_postmortem.pages.related_edits import link_changes
from mkdocs_postmortem.pages.slots import slot

_UNDERLINE = re.compile(r"[ ]{0,3}=+[ ]*$")


def edit_page(
    incident: Incident,
    archive: Archive,
    markdown: str,
    relative_to: Callable[[str], str],
    dialect: Dialect | None = None,
    today: date | None = None,
) -> str:
    """Return the Markdown of a postmortem's page with a slot for its header, and edited to go with it.

    `markdown` is the page's text as the engine has it, front matter stripped; `relative_to` gives
    the relative path from this page to another document. Where another plugin has changed the text,
    it is read again (as `dialect`), and edited by the places found then. `today` decides which actions
    are marked as late; without it none is.
    """
    document, base = _read_again_if_changed(incident.document, archive, markdown, dialect)
    removed = metadata_changes(document, incident.document)
    changes = [
        *removed.changes,
        *break_changes(document, removed.lines),
        *link_changes(document, incident, archive, relative_to),
        *mark_changes(document, archive.template, archive.labels, today),
        *fold_changes(document, archive.settings.fold, archive.labels),
        _header(document, base),
    ]
    return apply(document.source.text, base, changes)


class _Read(NamedTuple):
    document: Postmortem
    base: int


def _read_again_if_changed(
    document: Postmortem, archive: Archive, markdown: str, dialect: Dialect | None
) -> _Read:
    """Return the document that `markdown` is, and the offset in its source at which `markdown` begins."""
    text = document.source.text
    base = len(text) - len(markdown)
    # MkDocs drops line ends between front matter and text, and nothing else.
    begin = document.front_matter.body
    if base >= begin and text.endswith(markdown) and not text[begin:base].strip("\n"):
        return _Read(document, base)
    plain = markdown.replace("\r\n", "\n").replace("\r", "\n")
    return _Read(read(Source(document.path, plain), archive.template, dialect), 0)


def _header(document: Postmortem, base: int) -> Change:
    """Return the insertion of the header's slot: under the title, or at the top where there is none."""
    source = document.source
    title = title_heading(document.blocks)
    if title is None or title.container != "root" or title.text.start < base:
        return Change(base, base, slot("header") + "\n\n")
    line = title.text.line
    lines = len(source.line_starts)
    underlined = not source.line_text(line).lstrip(" ").startswith("#")
    if underlined and line < lines and _UNDERLINE.match(source.line_text(line + 1)):
        line += 1
    if line < lines:
        at = source.line_starts[line]
        return Change(at, at, f"\n{slot('header')}\n\n")
    return Change(len(source.text), len(source.text), f"\n\n{slot('header')}\n")
