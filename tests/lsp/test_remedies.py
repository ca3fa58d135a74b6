"""What an editor can offer against a finding, and what it does to the document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_postmortem.cli.lsp import ways
from mkdocs_postmortem.fixing import apply
from mkdocs_postmortem.lsp.desk import Desk, Judged
from mkdocs_postmortem.lsp.remedies import Remedy, remedies
from tests.cli.running import OTHER, OWNER, SEVERITY, VALID, run
from tests.rules.support import Edit, edited, text_of

MakeSite = Callable[..., Path]
VALID_TEXT = text_of("valid")
TOKEN = "ghp_" + "a1B2" * 9


def judged(folder: Path, text: str) -> Judged:
    """Return a document that is open in an editor, judged."""
    return Desk(ways()).judge({folder / VALID: text})[folder / VALID]


def ignoring(found: Judged) -> Remedy:
    """Return what ignores the only finding."""
    (diagnostic,) = found.diagnostics
    *_, remedy = remedies(found, diagnostic)
    assert remedy.title == f"{diagnostic.code}: ignore {diagnostic.name} here"
    assert not remedy.preferred
    return remedy


TICKET = "(https://tickets.example.org/102) "


@pytest.mark.parametrize(
    ("edit", "code", "old", "new"),
    [
        (SEVERITY, "PM111", "P7", "P7 {}"),
        (OWNER, "PM604", f"{TICKET}|", f"{TICKET}{{}} |"),
        (("## Root Cause\n", "## Root Couse\n"), "PM203", "## Root Couse", "## Root Couse {}"),
        (("-- Which batches", f"-- {TOKEN} batches"), "PM801", "```sql", "{}\n\n```sql"),
    ],
)
def test_ignoring_a_finding_where_it_stands(
    site: MakeSite, edit: Edit, code: str, old: str, new: str
) -> None:
    folder = site()
    text = edited(VALID_TEXT, (edit,))
    after = apply(text, ignoring(judged(folder, text)).changes)
    assert after == text.replace(old, new.format(f"<!-- pm: ignore[{code}] say why -->"), 1)
    assert judged(folder, after).diagnostics == ()


def test_ignoring_a_finding_in_front_matter(site: MakeSite) -> None:
    folder = site()
    text = VALID_TEXT.replace("tags:", "date: 14.03.2025\ntags:").replace("**Date:** 2025-03-14\n", "")
    after = apply(text, ignoring(judged(folder, text)).changes)
    assert "services: [warehouse, loader]\npostmortem: {ignore: {PM109: say why}}\n---\n" in after
    assert judged(folder, after).diagnostics == ()


def test_nothing_is_offered_in_a_document_that_cannot_be_read(site: MakeSite) -> None:
    found = judged(site(), VALID_TEXT.replace('title: "Orders', 'title: ["Orders'))
    assert [each.code for each in found.diagnostics] == ["PM002"]
    assert [
        remedy.title for remedy in remedies(found, found.diagnostics[0]) if "ignore" in remedy.title
    ] == []


def test_what_is_in_the_baseline_is_not_shown(site: MakeSite) -> None:
    text = edited(VALID_TEXT, (SEVERITY,))
    folder = site({VALID: text})
    assert [each.code for each in judged(folder, text).diagnostics] == ["PM111"]
    assert run("check", "--write-baseline").code == 0
    assert judged(folder, text).diagnostics == ()
    after = edited(text, (OWNER,))
    assert [each.code for each in judged(folder, after).diagnostics] == ["PM604"]


def test_a_baseline_that_cannot_be_read(site: MakeSite) -> None:
    text = edited(VALID_TEXT, (SEVERITY,))
    folder = site({VALID: text})
    run("check", "--write-baseline")
    (baseline,) = folder.glob("*baseline*")
    baseline.write_text("{", encoding="utf-8")
    desk = Desk(ways())
    assert desk.judge({folder / VALID: text}) == {}
    (problem,) = desk.problems.values()
    assert baseline.name in problem


def test_a_folder_that_is_not_there(site: MakeSite) -> None:
    folder = site({"mkdocs.yml": "site_name: T\nplugins: [postmortem: {folder: gone}]\n"})
    desk = Desk(ways())
    assert desk.judge({folder / VALID: VALID_TEXT}) == {}
    assert desk.problems == {}


def test_documents_of_two_sites(site: MakeSite) -> None:
    other = "other/docs/postmortems/2025-01-01-a.md"
    files = {
        "other/mkdocs.yml": "site_name: O\nplugins: [postmortem: {ignore: [PM604, PM7]}]\n",
        other: VALID_TEXT,
    }
    folder = site(files)
    text = edited(VALID_TEXT, (OWNER,))
    found = Desk(ways()).judge({folder / VALID: text, folder / other: text})
    assert [each.code for each in found[folder / VALID].diagnostics] == ["PM604"]
    assert [each.code for each in found[folder / other].diagnostics if each.code != "PM121"] == []


def test_a_file_is_read_again_when_it_changes(site: MakeSite) -> None:
    folder = site()
    desk = Desk(ways())
    opened = {folder / VALID: VALID_TEXT}
    assert desk.judge(opened)[folder / VALID].diagnostics == ()
    (folder / OTHER).write_text(text_of("earlier").replace("INC-2024-031", "INC-2024-0317"), encoding="utf-8")
    assert "PM701" in [each.code for each in desk.judge(opened)[folder / VALID].diagnostics]
    (folder / OTHER).unlink()
    assert "PM701" in [each.code for each in desk.judge(opened)[folder / VALID].diagnostics]
