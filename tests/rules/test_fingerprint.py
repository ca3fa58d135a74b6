"""What findings are known by: keys that stay when lines move, and change when the mistake does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mkdocs_postmortem.document.source import Span
from mkdocs_postmortem.rules import Diagnostic, judge
from mkdocs_postmortem.rules.fingerprint import Key, keys
from tests.rules.support import EARLIER, TODAY, URI, Edit, archive_of, edited, line_of, text_of

SEVERITY = ("P2 (raised from P3)", "P7")
OWNER = ("registry | Robin Example |", "registry | |")
TOKEN = "ghp_" + "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3f" + "G4"


def keys_of(text: str, uri: str = URI, other: str | None = None) -> list[Key]:
    archive = archive_of({uri: text, EARLIER: other if other is not None else text_of("earlier")})
    return keys(judge(archive, TODAY), archive)


def changed(*edits: Edit) -> str:
    return edited(text_of("valid"), edits)


def test_a_key_says_what_and_where() -> None:
    severity, owner = keys_of(changed(SEVERITY, OWNER))
    assert severity == Key("PM111", "inc-2025-14", "", "P7", 1)
    # An empty cell says nothing, so the row does: without its number, and cut with a mark of the rest.
    assert owner[:3] == ("PM604", "inc-2025-14", "actions")
    assert owner.text.startswith("Prevent: reject incompatible schemas in the registry | | P1 | 2025-04-04 |")
    assert len(owner.text) == 120 + len("… 01234567")


def _above(text: str) -> str:
    return text.replace("## Impact\n", "New lines.\n\n## Impact\n").replace("tags:", "# a comment\ntags:")


def _apart(text: str) -> str:
    return text.replace("registry | |", "registry   |   |").replace("**Severity:** P7", "**Severity:**  P7")


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def _renumbered(text: str) -> str:
    item = line_of("| 1 | Mitigate")
    return text.replace(item, "").replace("| 2 | Prevent", "| 1 | Prevent") + "\n"


@pytest.mark.parametrize("change", [_above, _apart, _crlf, _renumbered])
def test_what_is_only_moved_keeps_its_key(change: Callable[[str], str]) -> None:
    text = changed(SEVERITY, OWNER)
    found = keys_of(change(text))
    assert change(text) != text
    assert set(keys_of(text)) <= set(found)


def test_a_document_with_another_name_keeps_its_keys() -> None:
    text = changed(SEVERITY, OWNER)
    assert keys_of(text) == keys_of(text, "postmortems/2025/orders.md")


@pytest.mark.parametrize(
    ("edits", "others"),
    [
        ((SEVERITY,), (("P2 (raised from P3)", "P8"),)),
        ((OWNER,), (OWNER, ("incompatible schemas", "other schemas"))),
        ((SEVERITY,), (SEVERITY, ("INC-2025-014", "INC-2025-015"))),
        (
            (("## Root Cause\n", "## Root Couse\n"),),
            (("## What Went Wrong\n", "## What Went Wromg\n"),),
        ),
        (((line_of("**Severity"), ""),), ((line_of("**Date"), ""),)),
    ],
    ids=["value", "row", "incident", "heading", "what is missing"],
)
def test_another_mistake_has_another_key(edits: tuple[Edit, ...], others: tuple[Edit, ...]) -> None:
    one, two = keys_of(changed(*edits)), keys_of(changed(*others))
    assert one
    assert two
    assert not {key[1:] for key in one} & {key[1:] for key in two}


def test_alike_in_every_respect_but_the_number() -> None:
    row = line_of("| 2 | Prevent").replace("Robin Example", "")
    found = [key for key in keys_of(changed((line_of("| 2 | Prevent"), row + row))) if key.rule == "PM604"]
    assert [key.number for key in found] == [1, 2]
    assert found[0][:4] == found[1][:4]
    assert found[0].digest != found[1].digest


def test_documents_with_one_id_are_told_apart_by_path() -> None:
    archive = archive_of({URI: changed(SEVERITY), "postmortems/b.md": changed(SEVERITY)})
    found = [key for key in keys(judge(archive, TODAY), archive) if key.rule == "PM111"]
    assert [key.incident for key in found] == [
        "postmortems/2025-03-14-orders-mart-stale.md",
        "postmortems/b.md",
    ]


def test_a_document_without_id_is_known_by_its_path() -> None:
    text = changed((line_of("**Incident ID"), ""), SEVERITY)
    assert {key.incident for key in keys_of(text, "postmortems/orders.md")} == {"postmortems/orders.md"}


def test_no_key_holds_a_secret() -> None:
    text = changed(("P2 (raised from P3)", TOKEN), ("## Root Cause\n", f"## {TOKEN}\n"), OWNER)
    text = text.replace("registry | |", f"registry {TOKEN} | |")
    found = keys_of(text)
    assert {"PM111", "PM801", "PM604"} <= {key.rule for key in found}
    for key in found:
        assert not [start for start in range(len(TOKEN) - 5) if TOKEN[start : start + 6] in "".join(key[:4])]


def test_an_unreadable_document_has_a_key_too() -> None:
    archive = archive_of({URI: b"# Title\n\xff\n", "postmortems/\udcff.md": b"\xff"})
    found = keys(judge(archive, TODAY), archive)
    assert [key.rule for key in found] == ["PM001", "PM001"]
    assert len({key.digest for key in found}) == 2


def test_a_key_is_the_same_in_every_run() -> None:
    assert Key("PM111", "inc-2025-14", "", "P7", 1).digest == "fac86408f81457ebaab97bc77c95c5e3"


def test_the_text_of_a_finding_by_hand() -> None:
    archive = archive_of({URI: "# Title\n\n| a | `b` |\n"})
    span = Span(URI, 3, 7, 3, 10)
    found = Diagnostic("PM111", "bad-severity", "error", "`` x `y` z `` is wrong", "", span, "", URI)
    assert keys([found], archive)[0].text == "`b` (x `y` z)"
