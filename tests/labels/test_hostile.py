"""A text of a site's own is text: whatever stands in it, the HTML around it stays as it was."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.labels import Labels
from mkdocs_postmortem.labels.catalogue import catalogue
from mkdocs_postmortem.pages import FindingView, archive_parts, findings_html, footer_html, header_html
from tests.pages.small_archive import TODAY, make_archive, soup, url_for
from tests.pages.test_pages_overview import MANY

HOSTILE = '<b title="x\'">&amp;'


def hostile(archive: Archive) -> Archive:
    """Return an archive whose texts all hold markup."""
    said = catalogue()
    texts = {key: HOSTILE + key for key, text in said.items() if isinstance(text, str)}
    counted = {key: (HOSTILE + key, HOSTILE + key) for key, text in said.items() if not isinstance(text, str)}
    return dataclasses.replace(archive, labels=Labels(texts, counted))


def drawn(archive: Archive) -> dict[str, str]:
    """Return all that is drawn of an archive."""
    parts: dict[str, Any] = dict(archive_parts(archive, url_for, TODAY))
    found = {name: make() for name, make in parts.items()}
    for incident in archive.incidents:
        found[f"header {incident.uri}"] = header_html(incident, archive, url_for, TODAY)
        found[f"footer {incident.uri}"] = footer_html(incident, archive, url_for)
    view = FindingView("error", "PM111", "a.md", 5, 18, "`P9` is wrong", "write `P1`")
    found["findings"] = findings_html([view], archive.labels)
    return found


def test_markup_in_a_text_is_shown_and_does_nothing() -> None:
    for archive in (make_archive(), make_archive(MANY)):
        plain = drawn(archive)
        for name, html in drawn(hostile(archive)).items():
            place = soup(html)
            assert place.select("b") == [], name
            tags, expected = ([tag.name for tag in soup(each).find_all(True)] for each in (html, plain[name]))
            assert tags == expected, name
            for tag in place.select("[data-pm-texts]"):
                assert all(
                    str(text).startswith(HOSTILE) for text in json.loads(str(tag["data-pm-texts"])).values()
                )
