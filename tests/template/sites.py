"""Templates for the tests: the profiles, and one in German."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from mkdocs_postmortem.archive import Archive, build_archive
from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.rules import Diagnostic, judge
from mkdocs_postmortem.settings import load
from mkdocs_postmortem.template import PROFILES, Template, site_template

HERE = Path(__file__).parent
GERMAN = "deutsch.yml"
TODAY = date(2025, 6, 2)
TEMPLATES = (*PROFILES, GERMAN)


def template_of(name: str) -> Template:
    """Return a template by the name of its profile or file."""
    return site_template(name, None, HERE) if name in PROFILES else site_template("default", name, HERE)


def archive_of(documents: dict[str, bytes], template: Template, /, **options: Any) -> Archive:
    """Return the archive of documents, given by path, read with a template."""
    read = [(uri, read_bytes(uri, text, template, Dialect())) for uri, text in documents.items()]
    return build_archive(read, template, load({"folder": ".", **options}))


def judged(documents: dict[str, bytes], template: Template, /, **options: Any) -> list[Diagnostic]:
    """Return the findings of all rules, those in preview too, but for the sources of each event."""
    return judge(archive_of(documents, template, **{"preview": True, "ignore": ["PM316"], **options}), TODAY)


def rows(diagnostics: list[Diagnostic]) -> list[str]:
    """Return findings as the tests write them down."""
    return [f"{d.span.line}:{d.span.column} {d.code} {d.level} {d.message}" for d in diagnostics]
