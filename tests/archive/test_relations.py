"""Relations: what authors say that one incident is to another, and what only looks like it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.archive.relation_words import relation_words
from mkdocs_postmortem.document.inline import running_text
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.template import default_template
from tests.archive.small import archive_of, document

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
HOME = "postmortems/home.md"
OLD, OTHER, NEW = "postmortems/2024-11-02-loader.md", "postmortems/sub/tiles.md", "postmortems/new.md"
OTHERS = {
    OLD: document("INC-2024-031", day="2024-11-02"),
    OTHER: document("INC-2024-020", day="2024-06-01"),
    NEW: document("INC-2026-001", day="2026-01-01"),
}
HEAD = "# Home\n\n**Incident ID:** INC-2025-014\n**Date:** 2025-03-14\n"


def archive(text: str, front: str = "") -> Archive:
    front = f"---\n{front}\n---\n" if front else ""
    return archive_of({**OTHERS, HOME: f"{front}{HEAD}{text}\n"})


def relations(text: str, front: str = "") -> list[str]:
    """Return the relations as `origin kind target`, by the names of the files."""
    found = archive(text, front).relations
    return [
        f"{each.origin.name} {each.kind} {each.target.name}" for all_of in found.values() for each in all_of
    ]


def in_text(text: str) -> list[str]:
    return relations(f"\n## What Happened\n\n{text}")


def in_row(similarity: str, name: str = "INC-2024-031") -> list[str]:
    return relations(
        f"\n## Related Incidents\n\n| Incident | Similarity |\n|---|---|\n| {name} | {similarity} |"
    )


RECURRENCE = ["home recurrence_of 2024-11-02-loader"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("This is a recurrence of INC-2024-031.", "recurrence_of"),
        ("This incident is a recurrence of INC-2024-031, with another table.", "recurrence_of"),
        ("This outage, a repeat of INC-2024-031, took longer.", "recurrence_of"),
        ("It took an hour. This was clearly a recurrence of INC-2024-031.", "recurrence_of"),
        ("Recurrence of INC-2024-031.", "recurrence_of"),
        ("A recurrence of inc 2024/31", "recurrence_of"),
        ("**Recurrence of:** INC-2024-031", "recurrence_of"),
        ("**Recurrence of**: INC-2024-031 in another depot, says Dana", "recurrence_of"),
        ("- **Recurrence of:** INC-2024-031", "recurrence_of"),
        ("Recurrence of: [the loader](2024-11-02-loader.md)", "recurrence_of"),
        ("Recurrence of the incident INC-2024-031", "recurrence_of"),
        ("This is the third recurrence of [INC-2024-031](2024-11-02-loader.md).", "recurrence_of"),
        ("This is a **recurrence of INC-2024-031** and took longer.", "recurrence_of"),
        ("This is a recurrence of [[INC-2024-031]].", "recurrence_of"),
        ("Duplicate of INC-2024-031", "duplicate_of"),
        ("> Duplicate of [INC-2024-031](2024-11-02-loader.md).", "duplicate_of"),
        ("**Superseded by:** [INC-2024-031](2024-11-02-loader.md)", "superseded_by"),
        ("Superseded by [INC-2024-031](2024-11-02-loader.md#impact).", "superseded_by"),
        ("The incident was caused by INC-2024-031.", "caused_by"),
        ("This document is a follow-up to INC-2024-031.", "follow_up_to"),
        ("**Follow-up to** · see INC-2024-020", None),
        ("**Same class as:** INC-2024-031", "same_class_as"),
        ("See also INC-2024-031.", "related"),
        ("**Related:** INC-2024-031", "related"),
        ("| Field | Value |\n|---|---|\n| Recurrence of | INC-2024-031 |", "recurrence_of"),
        ("**Severity:** P2 | **Recurrence of:** INC-2024-031", "recurrence_of"),
        ("Severity: P2  \nDuplicate of INC-2024-031  \nmore", "duplicate_of"),
    ],
)
def test_words_before_a_name_are_read(text: str, kind: str | None) -> None:
    assert in_text(text) == ([f"home {kind} 2024-11-02-loader"] if kind else [])


@pytest.mark.parametrize(
    "text",
    [
        "This is not a recurrence of INC-2024-031.",
        "This is no duplicate of INC-2024-031.",
        "This isn't a recurrence of INC-2024-031.",
        "Not a recurrence of INC-2024-031",
        "Is this a recurrence of INC-2024-031?",
        "This may be a recurrence of INC-2024-031.",
        "We first took it for a recurrence of INC-2024-031.",
        "To prevent a recurrence of INC-2024-031, the pool was doubled.",
        "Recurrence of INC-2024-031 must page somebody.",
        "We feared a\nrecurrence of INC-2024-031.",
        "If this is a recurrence of INC-2024-031, page Dana.",
        "INC-2024-020 was a recurrence of INC-2024-031.",
        "[INC-2024-020](sub/tiles.md) was caused by INC-2024-031.",
        "The ticket was a duplicate of INC-2024-031.",
        "The runbook was superseded by INC-2024-031's actions.",
        "A node was deleted. This caused INC-2024-031 again.",
        "Launches failed. This was caused by INC-2024-031.",
        "The incident was caused by the INC-2024-031 cleanup.",
        "The incident was caused by INC-2024-031's fix.",
        "Risk: recurrence of INC-2024-031",
        "- Recurrence of INC-2024-031",
        "| Risk | Chance |\n|---|---|\n| Recurrence of INC-2024-031 | high |",
        "This is a recurrence of the timeouts seen in INC-2024-031.",
        "`This is a recurrence of INC-2024-031.`",
        "This is a recurrence of the outage in May. INC-2024-031 was another.",
        "Caused by what INC-2024-031 left behind.",
        "Unlike a recurrence of INC-2024-031, nothing paged.",
        "This incident caused\n\nINC-2024-031 to be read again.",
        "This is a recurrence of `INC-2024-031`.",
        "This is a recurrence of INC-2025-014.",
        "This is a recurrence of INC-2023-001.",
        "![Recurrence of](x.png) INC-2024-031",
        "The alert is caused by INC-2024-031.",
    ],
)
def test_what_is_no_relation(text: str) -> None:
    assert in_text(text) == []


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Recurrence of", "home recurrence_of 2024-11-02-loader"),
        ("Recurrence of: the same pool", "home recurrence_of 2024-11-02-loader"),
        ("**Recurrence of** (same pool)", "home recurrence_of 2024-11-02-loader"),
        ("Recurrence of INC-2024-031 in another depot", "home recurrence_of 2024-11-02-loader"),
        ("Recurrence of this incident", "home recurrence_of 2024-11-02-loader"),
        ("Recurrence: the same pool, emptied by another client", "home recurrence_of 2024-11-02-loader"),
        ("Recurred as", "2024-11-02-loader recurrence_of home"),
        ("superseded by", "home superseded_by 2024-11-02-loader"),
        ("Supersedes it; more is known now", None),
        ("Supersedes; more is known now", "2024-11-02-loader superseded_by home"),
        ("Same class: a queue without a limit", "home same_class_as 2024-11-02-loader"),
        ("Follow-up to – its second part", "home follow_up_to 2024-11-02-loader"),
        ("Duplicate", "home duplicate_of 2024-11-02-loader"),
        ("Caused by", "home caused_by 2024-11-02-loader"),
        ("Not a recurrence", None),
        ("Possible recurrence", None),
        ("Recurrence?", None),
        ("Recurrence-like", None),
        ("Recurrence of the same timeouts", None),
        ("Caused by the same change", None),
        ("Duplicate alerts, as in this one", None),
        ("Same class of people", None),
        ("Same pool, a recurrence of INC-2024-031", None),
        ("", None),
    ],
)
def test_a_row_says_what_the_two_are(cell: str, found: str | None) -> None:
    assert in_row(cell) == ([found] if found else [])


def test_a_noun_means_the_later_of_the_two() -> None:
    assert in_row("Recurrence", "INC-2026-001") == ["new recurrence_of home"]
    assert in_row("Recurrence of", "INC-2026-001") == ["home recurrence_of new"]


def test_a_second_column_may_say_it() -> None:
    table = "| Incident | Date | Relation | Similarity |\n|---|---|---|---|\n"
    row = "| INC-2024-031 | 2024-11-02 | Superseded by | The same text, longer |"
    text = f"\n## Related Incidents\n\n{table}{row}"
    (found,) = archive(text).relations[HOME]
    assert (found.kind, found.at.text, found.said) == (
        "superseded_by",
        "Superseded by",
        "The same text, longer",
    )


@pytest.mark.parametrize(
    "item",
    [
        "INC-2024-031: recurrence",
        "INC-2024-031 (2024-11-02) – recurrence of",
        "[INC-2024-031](2024-11-02-loader.md) - Recurrence of: same pool",
        "Recurrence of INC-2024-031",
        "**Recurrence of** [the loader](2024-11-02-loader.md): same pool",
    ],
)
def test_an_item_of_a_list_says_it(item: str) -> None:
    assert relations(f"\n## Related Incidents\n\n- {item}\n") == RECURRENCE


def test_the_other_may_be_what_is_said_of() -> None:
    assert in_text("The outage led to INC-2024-031, two days later.") == ["2024-11-02-loader caused_by home"]
    assert in_text("This incident recurred as INC-2024-031.") == ["2024-11-02-loader recurrence_of home"]


def test_several_incidents_of_which_one_is_said() -> None:
    both = [*RECURRENCE, "home recurrence_of tiles"]
    for joined in (", ", " and ", " & "):
        assert in_text(f"This is a recurrence of INC-2024-031{joined}INC-2024-020.") == both
    assert in_text("**Recurrence of:** INC-2024-031, [tiles](sub/tiles.md)") == both
    assert in_text("This is a recurrence of INC-2024-031, but INC-2024-020 was another.") == RECURRENCE


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("related: INC-2024-031", "home related 2024-11-02-loader"),
        ("related: [INC-2024-031]", "home related 2024-11-02-loader"),
        ('related: "[[INC-2024-031]]"', "home related 2024-11-02-loader"),
        ("related:\n  - 2024-11-02-loader.md", "home related 2024-11-02-loader"),
        ("supersedes: inc 2024-31", "2024-11-02-loader superseded_by home"),
        ("superseded_by: ./2024-11-02-loader.md", "home superseded_by 2024-11-02-loader"),
        ("superseded-by: 2024-11-02-loader", "home superseded_by 2024-11-02-loader"),
        ("duplicate_of: INC-2024-031", "home duplicate_of 2024-11-02-loader"),
        ("recurrence_of: INC-2024-031", "home recurrence_of 2024-11-02-loader"),
        ("caused_by: INC-2024-031", "home caused_by 2024-11-02-loader"),
        ("follow_up_to: INC-2024-031", "home follow_up_to 2024-11-02-loader"),
        ("same_class_as: INC-2024-031", "home same_class_as 2024-11-02-loader"),
        ("caused_by: a wrong configuration", None),
        ("related: [kafka, INC-2025-014, 7, true]", None),
        ("related:", None),
        ("related: {a: INC-2024-031}", None),
        ("replaced_by: INC-2024-031", None),
    ],
)
def test_front_matter(line: str, found: str | None) -> None:
    assert relations("", line) == ([found] if found else [])


def test_a_value_may_name_several() -> None:
    both = ["home related 2024-11-02-loader", "home related tiles"]
    assert relations("", "related: INC-2024-031, INC-2024-020") == both
    assert relations("", "related: [INC-2024-031, sub/tiles.md]") == both


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("Superseded by INC-2024-031", True),
        ("closed (superseded by [INC-2024-031](2024-11-02-loader.md))", True),
        ("closed, not superseded by INC-2024-031", False),
    ],
)
def test_the_status_may_say_it(status: str, found: bool) -> None:
    said = relations(f"**Status:** {status}\n**Severity:** P2\n")
    assert said == (["home superseded_by 2024-11-02-loader"] if found else [])


@pytest.mark.parametrize("section", ["Action Items", "Timeline", "Appendix"])
def test_what_is_said_of_something_else(section: str) -> None:
    assert relations(f"\n## {section}\n\nDuplicate of INC-2024-031.\n") == []


def test_what_both_say_counts_once() -> None:
    old = (
        document("INC-2024-031", day="2024-11-02") + "\n## What Happened\n\nThis recurred as INC-2025-014.\n"
    )
    home = f"---\nrecurrence_of: INC-2024-031\nsame_class_as: INC-2024-020\n---\n{HEAD}"
    other = "---\nsame_class_as: [INC-2025-014]\n---\n" + document("INC-2024-020", day="2024-06-01")
    found = archive_of({OLD: old, HOME: home, OTHER: other})
    (again, alike) = found.relations[HOME]
    # The sentence says more than the front matter.
    assert (again.kind, again.by.uri, again.said) == ("recurrence_of", OLD, "This recurred as INC-2025-014.")
    assert (alike.kind, alike.by.uri, alike.said) == ("same_class_as", HOME, "")
    assert found.related_by == {OLD: (again,), OTHER: (alike,)}
    assert (again.at.text, again.at.line) == ("INC-2025-014", 8)


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the public archives are not here")
def test_nothing_that_others_wrote_would_be_read_for_a_relation() -> None:
    """Put an incident's name behind each place at which the words of a relation stand."""
    template = default_template()
    words = relation_words(template)
    spellings = "|".join(re.escape(name) for kind in template.relations for name in kind.spellings)
    known = re.compile(rf"\b(?:{spellings})\b", re.IGNORECASE)
    places = []
    for path in sorted(CORPORA.rglob("*")):
        if path.suffix not in (".md", ".erb") or path.parent == CORPORA:
            continue
        for piece in running_text(read_bytes(path.name, path.read_bytes(), template).blocks):
            text = piece.text
            places += [(f"{text[: each.end()]} ", text[each.end() :]) for each in known.finditer(text)]
    assert len(places) > 100
    assert [place for place in places if words.before(*place, stands_alone=True)] == []
