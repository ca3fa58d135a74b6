"""The fixes of the rules: each mends its example, and changes nothing else."""

from __future__ import annotations

import codecs
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.fixing import Outcome, Workshop, fix_documents, may_apply
from mkdocs_postmortem.rules import RULES, Diagnostic, judge
from mkdocs_postmortem.rules.examples import OTHER, TODAY, Example, example
from mkdocs_postmortem.rules.fixes import DISPLAY, SAFE, UNSAFE
from mkdocs_postmortem.settings import Settings, load
from mkdocs_postmortem.template import plain
from tests.fixing.bench import build, read
from tests.rules.support import EARLIER, Case, edited, judged, text_of
from tests.rules.test_demo_archive import DEMO
from tests.rules.test_every_rule import _cases as all_cases

FIXING = [code for code, rule in RULES.items() if rule.fixes]


def _site(shown: Example) -> tuple[dict[str, bytes], Settings]:
    settings = load({**shown.options, "folder": ".", "preview": RULES[shown.code].preview})
    return {shown.name: shown.before, OTHER: shown.other}, settings


def _fix(
    files: dict[str, bytes], settings: Settings, only: set[str] | None, unsafe: bool, today: date = TODAY
) -> tuple[dict[str, bytes], Outcome, list[Diagnostic], list[Diagnostic]]:
    """Return files with their fixes, what came of them, and what was found before and is found after."""
    archive = build(files, settings)
    workshop = Workshop(read, lambda now, uris: judge(now, today, uris), settings.fail_on)
    before = judge(archive, today, only)
    outcome = fix_documents(archive, files, before, workshop, unsafe)
    return {**files, **outcome.data}, outcome, before, judge(outcome.archive, today, only)


def meaning(archive: Archive, uri: str) -> dict[str, Any]:
    """Return what a document says, whatever form it is written in."""
    document: Postmortem = archive.by_uri[uri].document
    return {
        "id": document.id and plain(document.id.text),
        "title": document.title and plain(document.title),
        "date": document.date and document.date.value,
        "severity": document.severity and document.severity.name,
        "status": document.status_choice and document.status_choice.name,
        "category": document.category and document.category.name,
        "people": {plain(name) for name in (*document.authors, *document.reviewers)},
        "services": {plain(name) for name in document.services},
        "sections": {section.key for section in document.sections if section.key},
        "timeline": {plain(moment.event.text) for moment in document.timeline.moments},
        "times": {moment.at for moment in document.timeline.moments if moment.at},
        "durations": {(m.key, m.duration.minutes) for m in document.metrics.values() if m.duration.minutes},
        "impact": {(row.key, plain(row.detail.text)) for row in document.impact if row.key},
        "whys": {plain(why.answer.text) for why in document.whys},
        "lists": {plain(text.text) for texts in document.lists.values() for text in texts},
        "lessons": {plain(text.text) for text in document.lessons},
        "actions": {plain(item.action.text) for item in document.actions},
        "owners": {plain(item.owner.text) for item in document.actions if item.owner},
        "due": {item.due.value for item in document.actions if item.due and item.due.value},
        "done": {item.status.name for item in document.actions if item.status and item.status.name},
        "related": {link.target.uri for link in archive.links.get(uri, ())},
        "code": {evidence.code.code.text for evidence in document.appendix},
    }


def assert_says_the_same(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Assert that nothing that was said is not said any more; what could not be read may be, now."""
    for name, said in before.items():
        if isinstance(said, set):
            assert said <= after[name], name
        elif said is not None:
            assert after[name] == said, name


def _with_fix(code: str, safety: str) -> tuple[Example, Diagnostic] | None:
    shown = example(code)
    assert shown is not None
    for diagnostic in shown.judged()[0]:
        if diagnostic.code == code and diagnostic.fix is not None and diagnostic.fix.safety == safety:
            return shown, diagnostic
    return None


@pytest.mark.parametrize("code", FIXING)
def test_a_safe_fix_mends_its_example_and_says_the_same(code: str) -> None:
    if (found := _with_fix(code, SAFE)) is None:
        return
    shown, _ = found
    files, settings = _site(shown)
    fixed, outcome, _, left = _fix(files, settings, {shown.name}, unsafe=False)
    assert [(each.diagnostic.code, each.reason) for each in outcome.refused] == []
    assert code not in {each.code for each in left}
    assert {each.code for each in left} <= {code}
    assert_says_the_same(
        meaning(build(files, settings), shown.name), meaning(build(fixed, settings), shown.name)
    )
    again, nothing, _, _ = _fix(fixed, settings, {shown.name}, unsafe=False)
    assert (again, nothing.fixed) == (fixed, [])


@pytest.mark.parametrize("code", FIXING)
def test_an_unsafe_fix_mends_its_example(code: str) -> None:
    if (found := _with_fix(code, UNSAFE)) is None:
        return
    shown, _ = found
    files, settings = _site(shown)
    untouched, nothing, _, _ = _fix(files, settings, {shown.name}, unsafe=False)
    if _with_fix(code, SAFE) is None:
        assert (untouched, nothing.fixed) == (files, [])
    fixed, outcome, _, left = _fix(files, settings, {shown.name}, unsafe=True)
    assert [(each.diagnostic.code, each.reason) for each in outcome.refused] == []
    assert code not in {each.code for each in left}
    assert _errors(left) == set()
    again, nothing, _, _ = _fix(fixed, settings, {shown.name}, unsafe=True)
    assert (again, nothing.fixed) == (fixed, [])


@pytest.mark.parametrize("code", FIXING)
@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_a_fix_does_the_same_with_other_line_ends(code: str, end: bytes, mark: bytes) -> None:
    shown = example(code)
    assert shown is not None
    files, settings = _site(shown)
    fixed, one, _, _ = _fix(files, settings, {shown.name}, unsafe=True)
    other = {**files, shown.name: mark + files[shown.name].replace(b"\n", end)}
    also, two, _, _ = _fix(other, settings, {shown.name}, unsafe=True)
    assert also[shown.name] == mark + fixed[shown.name].replace(b"\n", end)
    assert [each.code for each in two.fixed] == [each.code for each in one.fixed]


@pytest.mark.parametrize("code", FIXING)
def test_titles_say_what_to_do(code: str) -> None:
    for safety in (SAFE, UNSAFE, DISPLAY):
        if found := _with_fix(code, safety):
            fix = found[1].fix
            assert fix is not None
            assert fix.title
            assert "\n" not in fix.title
            assert not fix.title.endswith(".")
            assert fix.edits or safety == DISPLAY


def _cases_with_fixes() -> list[Case]:
    """Return the cases of the rules' own tests in which something can be fixed, one of a kind each."""
    found: dict[tuple[str, str, str], Case] = {}
    for case in all_cases("FAILS"):
        data = edited(text_of(case.base), case.edits)
        for each in judged(data, case.uri, **dict(case.options)):
            if each.fix is not None:
                found.setdefault((each.code, each.fix.safety, each.fix.title), case)
    return list({case.id: case for case in found.values()}.values())


@pytest.mark.parametrize("unsafe", [False, True])
def test_the_cases_of_the_rules_are_never_broken(unsafe: bool) -> None:
    cases = _cases_with_fixes()
    assert len(cases) > 5
    for case in cases:
        files = {
            case.uri: edited(text_of(case.base), case.edits).encode(),
            EARLIER: text_of("earlier").encode(),
        }
        assert_never_breaks(files, load(dict(case.options)), unsafe)


@pytest.mark.parametrize("unsafe", [False, True])
def test_the_demo_archive_is_never_broken(unsafe: bool) -> None:
    files = {f"postmortems/{path.name}": path.read_bytes() for path in sorted(DEMO.glob("2*.md"))}
    assert_never_breaks(files, Settings(), unsafe)


def _errors(diagnostics: list[Diagnostic]) -> set[str]:
    return {each.code for each in diagnostics if each.level == "error"}


def assert_never_breaks(files: dict[str, bytes], settings: Settings, unsafe: bool) -> None:
    """Assert that fixing brings no new finding that fails a run, and that a second time nothing is left."""
    fixed, outcome, before, after = _fix(files, settings, None, unsafe)
    assert _errors(after) <= _errors(before)
    errors = [[each for each in found if each.level == "error"] for found in (before, after)]
    assert len(errors[1]) <= len(errors[0])
    again, nothing, _, _ = _fix(fixed, settings, None, unsafe)
    assert [each.code for each in nothing.fixed] == []
    assert again == fixed
    if not unsafe:
        old, new = build(files, settings), build(fixed, settings)
        for uri in outcome.data:
            assert_says_the_same(meaning(old, uri), meaning(new, uri))


CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the public archives are not here")
@pytest.mark.parametrize("unsafe", [False, True])
def test_real_archives_are_never_broken(unsafe: bool) -> None:
    for folder in sorted(path for path in CORPORA.iterdir() if path.is_dir()):
        files = {
            f"postmortems/{path.relative_to(folder).as_posix()}.md": path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name not in ("LICENSE", "NOTICE", "README.md")
        }
        assert_never_breaks(files, Settings(), unsafe)


def test_display_only_is_never_applied() -> None:
    for code in FIXING:
        if found := _with_fix(code, DISPLAY):
            assert not may_apply(found[1], unsafe=True)
