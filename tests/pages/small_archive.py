"""A small archive, read from Markdown by the real reader, for the tests of pages."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

from mkdocs_postmortem.archive import Archive, Incident, build_archive
from mkdocs_postmortem.archive.placing import place
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.pages.generated import MAKERS
from mkdocs_postmortem.settings import load
from mkdocs_postmortem.template import Template, default_template

HERE = Path(__file__).parent
TODAY = date(2026, 11, 23)

STALE = """---
title: "Incident Postmortem"
tags: [schema, freshness]
services: [warehouse, ingestion]
---

# Incident Postmortem: Orders mart stale after schema change

**Incident ID:** INC-2026-014
**Date:** 2026-03-14
**Severity:** P2 (latent)
**Status:** reviewed
**Author:** Dana Example
**Reviewers:** Robin Example, Kim Example

## Timeline

All times in UTC.

| Time | Event |
|------|-------|
| 10:12 | Impact began: first empty batch |
| 10:15 | Detected: freshness alert |
| 10:17 | Acknowledged: Dana Example |
| 10:21 | Root cause identified: renamed column |
| 10:26 | Mitigated: schema pinned |
| 13:05 | Restored: backlog loaded |
| 13:30 | Verified: counts match |

**Time to detect (TTD):** 3 minutes
**Time to mitigate (TTM):** 11 minutes
**Time to resolve (TTR):** 170 minutes
**Total downtime:** 173 minutes

## Root Cause

Somebody renamed a column.

**Root cause category:** Schema change

## Action Items

| # | Action | Owner | Priority | Due Date | Status | Ticket |
|---|--------|-------|----------|----------|--------|--------|
| 1 | Mitigate: pin the schema | Dana | P0 | 2026-03-14 | Done (2026-03-14) | DATA-1 |
| 2 | Prevent: schema registry | Kim | P1 | 2026-04-30 | Done (2026-04-02) | DATA-2 |
| 3 | Detect: row counts | Kim | P1 | 2026-05-15 | Done | DATA-3 |
| 4 | Process: announce changes | Robin | P2 | 2026-11-22 | In progress | DATA-4 |
| 5 | Process: review monthly | Robin | P2 | 2026-11-23 | TODO | DATA-5 |

## Related Incidents

| Incident | Date | Similarity |
|----------|------|------------|
| INC-2025-031 | 2025-11-02 | The same `orders` table, *the same* column |
| INC-1999-001 | 1999-01-01 | Nobody knows this one |
"""

EARLIER = """# INC-2025-031: Orders lost in a full disk

**Date:** 2025-11-02
**Severity:** P1
**Status:** closed
**Author:** Kim Example

**Time to resolve (TTR):** 2 h 5 min
**Total downtime:** N/A (degraded, not down)

**Root cause category:** Capacity
"""

BARE = """# A draft of few words

**Incident ID:** INC-2026-020
**Date:** 2026-08-01
**Severity:** P2
**Status:** draft
"""

DOCUMENTS = {
    "postmortems/2026-03-14-orders-mart-stale.md": STALE,
    "postmortems/2025/disk full (1).md": EARLIER,
    "postmortems/2026-08-01-draft.md": BARE,
}
STALE_URI, EARLIER_URI, BARE_URI = DOCUMENTS


def make_archive(
    documents: dict[str, str] | None = None, template: Template | None = None, **options: Any
) -> Archive:
    """Return the archive of documents given as path and text."""
    template = template or default_template()
    chosen = DOCUMENTS if documents is None else documents
    read = [(uri, read_bytes(uri, text.encode(), template)) for uri, text in chosen.items()]
    return build_archive(read, template, load(options))


def make_incident(text: str, uri: str = "postmortems/a.md") -> tuple[Incident, Archive]:
    """Return the one incident of an archive, and the archive."""
    archive = make_archive({uri: text})
    return archive.incidents[0], archive


def generated(archive: Archive, key: str) -> str:
    """Return the Markdown of a generated page."""
    (made,) = MAKERS[key](archive, place(archive.settings, key))
    return made.markdown


def url_for(uri: str) -> str:
    """Return a URL that shows which path was asked for."""
    return "to/" + uri


def soup(html: str) -> BeautifulSoup:
    """Return parsed HTML."""
    return BeautifulSoup(html, "html.parser")


def one(place: Tag, selector: str) -> Tag:
    """Return the only element of a selector."""
    found = place.select(selector)
    assert len(found) == 1, (selector, len(found))
    return found[0]


def words(tag: Tag) -> str:
    """Return an element's text with single blanks."""
    return " ".join(tag.get_text().split())


def without_marks(text: str) -> str:
    """Return Markdown or HTML without the marks of actions and dates, and without what a fold adds."""
    text = re.sub(r' <small class="pm-late" data-search-exclude>[^<]*</small>', "", text)
    text = re.sub(
        r'<details class="pm-numbers pm-fold"><summary>[^<]*</summary>\n(.*?)\n</details>',
        r"\1",
        text,
        flags=re.S,
    )
    return re.sub(r'<(span|time) class="pm-(?:state|day)[^>]*>(.*?)</\1>', r"\2", text)
