"""What is said where most documents were written to another template."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mkdocs_postmortem.archive import build_archive
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.report.advice import advice
from mkdocs_postmortem.rules import judge
from mkdocs_postmortem.settings import Settings
from mkdocs_postmortem.template import default_template
from tests.rules.support import text_of

VALID = text_of("valid")
TODAY = date(2026, 11, 20)
OTHER = "# Disk full\n\n## Summary\n\nThe disk was full.\n\n## Timeline\n\n- 10:00 noticed\n"
DRAFT = "---\nstatus: draft\n---\n\n" + OTHER


def said(*texts: str, **options: Any) -> str:
    template = default_template()
    documents = [
        (f"postmortems/{number}.md", read_bytes(f"docs/postmortems/{number}.md", text.encode(), template))
        for number, text in enumerate(texts)
    ]
    archive = build_archive(documents, template, Settings(**options))
    return advice(judge(archive, TODAY), archive, len(texts))


def test_most_lack_most() -> None:
    assert said(OTHER, OTHER, VALID) == (
        "Most of these documents lack most sections of the template. If they follow another, try "
        "`profile: minimal` in the options: https://mkdocs-postmortem.readthedocs.io/en/latest/old-archives/"
    )


@pytest.mark.parametrize("texts", [(OTHER, VALID), (DRAFT, DRAFT), ()])
def test_nothing_is_said_otherwise(texts: tuple[str, ...]) -> None:
    assert said(*texts) == ""


def test_whoever_chose_a_template_knows() -> None:
    assert said(OTHER, profile="sre") == ""
