"""The profiles that ship with the package, and what every template must bear."""

from __future__ import annotations

from collections import Counter
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_postmortem import settings
from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.pages import archive_parts, footer_html, header_html
from mkdocs_postmortem.rules.examples import example
from mkdocs_postmortem.rules.registry import RULES
from mkdocs_postmortem.template import PROFILES, default_template, site_template
from mkdocs_postmortem.template.content import TEMPLATE
from mkdocs_postmortem.template.shapes import Report
from mkdocs_postmortem.template.skeleton import skeleton
from tests.pages.small_archive import generated
from tests.plugin.sites import document
from tests.template.sites import GERMAN, HERE, TEMPLATES, TODAY, archive_of, judged, rows, template_of

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
MINIMAL = """\
# Orders mart stale

**Date:** 2025-03-14

## Timeline

All times in UTC.

| Time | Event |
|------|-------|
| 22:05 | The mart is older than it may be |
| 2025-03-15 00:55 | Backfilled |

## Action items

- [ ] Pin the loader (Dana)
"""
SRE = """\
# Postmortem: Orders mart stale

**Date:** 2025-03-14
**Authors:** Dana, Robin
**Status:** Complete

## Summary

The mart was three hours behind.

## Impact

Two dashboards showed yesterday's orders.

## Root Causes

Columns were read by position, so that the renamed one was taken for another. Nothing compared
their order with the contract before the load ran.

## Trigger

A column was renamed.

## Resolution

The loader was pinned and the day loaded again.

## Detection

The freshness alert fired.

## Action Items

| Action Item | Type | Owner | Bug |
|-------------|------|-------|-----|
| Read columns by name | prevent | Robin | n/a DATA-2 |
| Pin the loader | mitigate | Dana | DATA-1 **DONE** |

## Lessons Learned

### What went well

- The alert fired within five minutes

### What went wrong

- The loader had no contract with its source

### Where we got lucky

- It was evening

## Timeline

All times in UTC.

| Time | Event |
|------|-------|
| 22:00 | The loader stops |
| 22:05 | **Detected:** alert |
| 2025-03-15 00:55 | Restored: backfill finished |

## Supporting Information

The dashboard *Loader*.
"""


def test_the_option_offers_the_profiles_there_are() -> None:
    assert settings.PROFILES == PROFILES


def test_the_default_says_nothing_that_a_site_could_not_say() -> None:
    text = (resources.files("mkdocs_postmortem.template") / "default.yml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    report = Report()
    made = TEMPLATE.merge({}, TEMPLATE.read(data, (), report), (), report)
    assert report.problems == []
    # PyYAML itself reads less than libyaml does: `[Why?, How?]` for instance.
    assert made["sections"] == data["sections"]
    assert made["vocabularies"] == data["vocabularies"]
    assert made.keys() == data.keys()


def test_minimal_asks_for_a_title_a_date_a_timeline_and_something_to_do() -> None:
    template = template_of("minimal")
    assert [field.key for field in template.fields if field.required != "never"] == ["date"]
    wanted = [section.key for section in template.sections if section.required != "never"]
    assert wanted == ["timeline", "actions"]
    assert judged({"orders.md": MINIMAL.encode()}, template) == []
    assert rows(judged({"orders.md": b"# Orders mart stale\n\n## Impact\n\nNone.\n"}, template)) == [
        "1:3 PM101 error Metadata field `Date` is missing",
        "1:3 PM201 error Section `## Timeline` is missing",
        "3:4 PM201 error Section `## Action Items` is missing",
    ]


def test_minimal_takes_the_date_from_the_file_name_and_actions_from_prose() -> None:
    text = MINIMAL.replace("**Date:** 2025-03-14\n\n", "").replace("- [ ] Pin", "We will pin")
    assert judged({"2025-03-14-orders.md": text.encode()}, template_of("minimal")) == []


def test_minimal_still_reads_all_that_the_default_knows() -> None:
    (incident,) = archive_of({"a.md": document().encode()}, template_of("minimal")).incidents
    assert (incident.severity, incident.status, incident.category) == ("P2", "reviewed", "Schema change")
    assert [item.priority.name for item in incident.document.actions if item.priority] == [
        "P0",
        "P1",
        "P2",
        "P2",
    ]
    assert incident.timing.shown["ttr"].minutes == 170


def test_sre_reads_the_parts_of_the_book_under_their_names() -> None:
    template = template_of("sre")
    assert judged({"orders.md": SRE.encode()}, template) == []
    (incident,) = archive_of({"orders.md": SRE.encode()}, template).incidents
    assert incident.status == "closed"
    assert incident.document.authors == ("Dana", "Robin")
    assert [item.category for item in incident.document.actions] == ["Prevent", "Mitigate"]
    assert [item.owner and item.owner.text for item in incident.document.actions] == ["Robin", "Dana"]
    assert incident.document.lists["went_wrong"][0].text == "The loader had no contract with its source"


def test_sre_says_what_is_missing_by_the_names_of_the_book() -> None:
    text = SRE.replace("## Trigger\n\nA column was renamed.\n\n", "").replace(
        "**Authors:** Dana, Robin\n", ""
    )
    assert rows(judged({"orders.md": text.encode()}, template_of("sre"))) == [
        "4:3 PM101 error Metadata field `Authors` is missing",
        "14:4 PM201 error Section `## Trigger` is missing",
    ]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_new_document_has_one_finding_its_placeholders(name: str) -> None:
    template = template_of(name)
    text = skeleton(template, "Orders mart stale", date(2025, 3, 14), "INC-2025-014", None)
    (found,) = judged({"2025-03-14-orders.md": text.encode()}, template)
    holes = len(read_bytes("a.md", text.encode(), template, Dialect()).placeholders)
    assert (found.code, found.level) == ("PM102", "info")
    assert found.message.startswith(f"{holes} placeholders left (first: line ")


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("code", sorted(RULES))
def test_every_rule_bears_every_template(name: str, code: str) -> None:
    template = template_of(name)
    given = example(code)
    assert given is not None
    documents = {given.name: given.before, "2024-11-02-loader-stopped.md": given.other}
    # Levels switch on what is off by default.
    found = judged(documents, template, **{"levels": {"PM": "warning"}, **given.options})
    assert {each.path for each in found} <= set(documents)


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_page_bears_every_template(name: str) -> None:
    template = template_of(name)
    archive = archive_of(
        {"a.md": document().encode(), "b.md": MINIMAL.encode(), "c.md": SRE.encode()}, template
    )
    assert generated(archive, "definitions").startswith('---\ntitle: "How these times are counted"')
    for incident in archive.incidents:
        assert "pm-header" in header_html(incident, archive, str, TODAY)
        footer_html(incident, archive, str)
    parts = {key: make() for key, make in archive_parts(archive, str, TODAY).items()}
    assert parts["table"].count("<tr") == 4


@pytest.mark.skipif(not CORPORA.is_dir(), reason="real documents are not part of the repository")
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_rule_bears_real_documents_with_every_template(name: str) -> None:
    template = template_of(name)
    paths = [path for path in CORPORA.rglob("*") if path.suffix in (".md", ".erb")]
    documents = {path.relative_to(CORPORA).as_posix(): path.read_bytes() for path in paths}
    found = judged(documents, template, levels={"PM": "warning"})
    assert len(documents) > 100
    assert {each.path for each in found} <= set(documents)


@pytest.mark.skipif(not CORPORA.is_dir(), reason="real documents are not part of the repository")
def test_minimal_asks_real_documents_for_nothing_but_its_parts() -> None:
    template = site_template("minimal", None, HERE)
    asked: Counter[str] = Counter()
    for folder in sorted(path for path in CORPORA.iterdir() if path.is_dir()):
        paths = [path for path in folder.rglob("*") if path.suffix in (".md", ".erb")]
        documents = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        asked.update(
            each.message
            for each in judged(documents, template)
            if each.code in ("PM101", "PM201") and each.level != "info"
        )
    assert set(asked) == {
        "Metadata field `Date` is missing",
        "Section `## Timeline` is missing",
        "Section `## Action Items` is missing",
    }


def test_a_template_is_made_once() -> None:
    assert template_of("sre") is template_of("sre")
    assert template_of(GERMAN) is template_of(GERMAN)
    assert template_of("default") is default_template()
