"""Which rows of a timeline are milestones."""

from __future__ import annotations

import pytest

from tests.document.timelines import timeline_of


def milestones_of(*events: str) -> list[tuple[str, ...]]:
    rows = "\n".join(f"| 10:{number:02} | {event} |" for number, event in enumerate(events))
    return [
        m.milestones for m in timeline_of(f"## Timeline\n\n| Time | Event |\n|---|---|\n{rows}\n").moments
    ]


@pytest.mark.parametrize(
    ("event", "milestones"),
    [
        ("Impact began", ("began",)),
        ("Bad deploy: version 3 went out", ("began",)),
        ("Fault occurs", ("began",)),
        ("First symptom detected / alert fired", ("detected",)),
        ("First symptom detected: freshness alert", ("detected",)),
        ("Detected: freshness alert", ("detected",)),
        ("**Detected:** freshness alert", ("detected",)),
        ("**Discovery:** a colleague asks", ("detected",)),
        ("[detected] freshness alert", ("detected",)),
        ("Detected – freshness alert", ("detected",)),
        ("The freshness alert fired.", ("detected",)),
        ("On-call acknowledged", ("acknowledged",)),
        ("Dana acknowledged the page", ("acknowledged",)),
        ("Root cause identified", ("identified",)),
        ("Identified: a column was renamed", ("identified",)),
        ("Mitigation applied", ("mitigated",)),
        ("Repaired", ("mitigated",)),
        ("[mitigated, restored] rolled back", ("mitigated", "restored")),
        ("Mitigated and restored: rolled back", ("mitigated", "restored")),
        ("Service restored; alert fired twice more", ("restored", "detected")),
        ("Service restored", ("restored",)),
        ("The incident resolved itself", ("restored",)),
        ("Resolved: back to normal", ("restored",)),
        ("Verification complete", ("verified",)),
        ("Fix verified by Kim", ("verified",)),
        ("No alert fired", ()),
        ("Nothing detected", ()),
        ("We wait until service restored", ()),
        ("Identified the upstream as the bottleneck", ()),
        ("Deployed version 3", ()),
        ("Unresolved: still slow", ()),
        ("mitigated-ish", ()),
        ("", ()),
        ("See [the runbook](https://example.org/detected): step 1", ()),
    ],
)
def test_the_words_that_mark_a_milestone(event: str, milestones: tuple[str, ...]) -> None:
    assert milestones_of(event) == [milestones]


def test_a_tag_beats_words_in_other_rows() -> None:
    assert milestones_of("the alert fired", "Detected: Kim saw it", "service restored") == [
        (),
        ("detected",),
        ("restored",),
    ]


def test_the_first_of_two_rows_counts() -> None:
    timeline = timeline_of(
        "## Timeline\n\n| Time | Event |\n|---|---|\n| 10:00 | alert fired |\n| 10:05 | issue detected |\n"
    )
    assert [m.milestones for m in timeline.moments] == [("detected",), ("detected",)]
    assert timeline.milestone("detected") is timeline.moments[0]
