"""What the fix of a rule's first finding makes of a document, for tests."""

from __future__ import annotations

from tests.rules.mending import apply_fixes
from tests.rules.support import URI, judged, text_of


def mended(
    code: str, edits: list[tuple[str, str]], base: str = "valid", **options: object
) -> tuple[str, str]:
    """Return the lines that the fix of a rule's first finding makes, and how far to trust it.

    Asserts that the finding is gone then, and that nothing else is found than before.
    """
    text = text_of(base)
    for find, replace in edits:
        assert text.count(find) == 1, find
        text = text.replace(find, replace)
    before = judged(text, URI, **options)
    found = next(each for each in before if each.code == code)
    after = apply_fixes(text, [found])
    others = [each.code for each in before if each.code != code]
    assert [each.code for each in judged(after, URI, **options)] == others
    assert found.fix is not None
    was = text.split("\n")
    return "\n".join(line for line in after.split("\n") if line not in was), found.fix.safety
