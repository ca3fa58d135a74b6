"""The pattern of the tests of fixes: a document with a mistake, and what its fix makes of it."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortem.rules import Diagnostic
from tests.rules.support import URI, Edit, edited, judged, rows, text_of


@dataclass(frozen=True)
class Fixed:
    """A document made by `edits`, and the edits of it (`find`, `replace`) that its fixes must come to.

    Without a `result` they must come to the document as it was before. `safety` is that of every fix,
    None where there must be none. `left` are the codes of what is still found afterwards.
    """

    code: str
    name: str
    edits: tuple[Edit, ...]
    result: tuple[Edit, ...] | None
    safety: str | None = "safe"
    base: str = "valid"
    options: tuple[tuple[str, object], ...] = ()
    left: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The name of the case in test reports."""
        return f"{self.code}-{self.name}"


def fixed(
    code: str,
    name: str,
    edits: list[Edit],
    result: list[Edit] | None,
    safety: str | None = "safe",
    base: str = "valid",
    left: tuple[str, ...] = (),
    **options: object,
) -> Fixed:
    """Return a case of a fix."""
    wanted = None if result is None else tuple(result)
    return Fixed(code, name, tuple(edits), wanted, safety, base, tuple(options.items()), left)


def check_fix(case: Fixed) -> None:
    """Apply the fixes of a rule's findings, and hold the result against what the case says."""
    text = edited(text_of(case.base), case.edits)
    options = dict(case.options)
    found = [each for each in judged(text, URI, **options) if each.code == case.code]
    assert found
    assert {each.fix.safety if each.fix else None for each in found} == {case.safety}
    if case.safety is None:
        return
    mended = apply_fixes(text, found)
    assert mended == (text_of(case.base) if case.result is None else edited(text, case.result))
    after = judged(mended, URI, **options)
    assert tuple(each.code for each in after) == case.left, rows(after)


def apply_fixes(text: str, diagnostics: list[Diagnostic], uri: str = URI) -> str:
    """Return a document with the fixes of its findings."""
    edits = {
        (edit.at.start, edit.at.end, edit.text)
        for each in diagnostics
        if each.fix is not None
        for edit in each.fix.edits
        if edit.at.source.path == uri
    }
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def mended(code: str, edits: list[Edit], base: str = "valid", **options: object) -> tuple[str, str]:
    """Return the lines that the fix of a rule's first finding makes, and how far to trust it.

    Asserts that the finding is gone then, and that nothing else is found than before.
    """
    text = edited(text_of(base), tuple(edits))
    before = judged(text, URI, **options)
    found = next(each for each in before if each.code == code)
    after = apply_fixes(text, [found])
    others = [each.code for each in before if each.code != code]
    assert [each.code for each in judged(after, URI, **options)] == others
    assert found.fix is not None
    was = text.split("\n")
    return "\n".join(line for line in after.split("\n") if line not in was), found.fix.safety
