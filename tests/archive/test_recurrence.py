"""What keeps coming back: which incidents belong together, and what of their actions was not done in time."""

from __future__ import annotations

from datetime import date

import pytest

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.archive.recurrence import Recurrence, Recurrences, preventive, recurrences
from tests.archive.small import archive_of, incident_of

POOL = "Clients of the pool held transactions open until no connection was left and partners were refused."
OTHERS = {
    "postmortems/certificate.md": (
        "Clients refused",
        "The client certificate expired and nobody had renewed it.",
    ),
    "postmortems/clock.md": (
        "Slots moved",
        "Delivery slots were computed in local time when clocks changed.",
    ),
    "postmortems/registry.md": ("Consumer stopped", "The registry accepted an incompatible field."),
    "postmortems/disk.md": ("Broker stopped", "A broker ran out of disk because retention was raised."),
}


def text(
    title: str = "Pool emptied",
    cause: str = POOL,
    day: str | None = "2025-03-14",
    category: str = "Capacity",
    services: str = "serving",
    front: str = "",
    actions: str = "",
) -> str:
    head = f"---\nservices: [{services}]\n{front}\n---\n\n"
    when = f"**Date:** {day}\n" if day else ""
    said = f"\n**Root cause category:** {category}\n" if category else ""
    table = "| Action | Owner | Due Date | Status |\n|---|---|---|---|\n" + actions
    listed = f"\n## Action Items\n\n{table}\n" if actions else ""
    return f"{head}# {title}\n\n{when}\n## Root Cause\n\n{cause}\n{said}{listed}"


def found(documents: dict[str, str], alike: bool = True) -> Recurrences:
    others = {uri: text(title, cause, category="", services="") for uri, (title, cause) in OTHERS.items()}
    return recurrences(archive_of({**others, **documents}), alike)


def names(recurrence: Recurrence) -> list[str]:
    return [incident.name for incident in recurrence.incidents]


def pair(title: str = "Pool emptied by an export", day: str = "2025-06-22", **changes: str) -> dict[str, str]:
    """Return two documents that read alike, the newer one changed."""
    return {
        "postmortems/first.md": text("Pool emptied by tiles", day="2025-03-14"),
        "postmortems/again.md": text(title, day=day, **changes),
    }


def test_what_is_alike_with_one_category_and_service_belongs_together() -> None:
    (one,) = found(pair()).all
    assert names(one) == ["first", "again"]
    assert (one.stated, one.category, one.services, one.same_title) == (
        False,
        "Capacity",
        ("serving",),
        False,
    )
    assert one.intervals == (100,)


@pytest.mark.parametrize(
    "changes",
    [
        {"category": "Human error"},
        {"category": ""},
        {"services": "warehouse"},
        {"services": ""},
        {"title": "Topic deleted", "cause": "Somebody deleted a topic."},
        {"front": "not_similar: first"},
    ],
    ids=str,
)
def test_words_alone_are_not_enough(changes: dict[str, str]) -> None:
    assert found(pair(**changes)).all == ()


def test_nothing_is_compared_where_that_is_not_wanted() -> None:
    assert found(pair(), alike=False).all == ()


@pytest.mark.parametrize("changes", [{"category": ""}, {"services": ""}, {"category": "", "services": ""}])
def test_one_title_is_enough_where_nothing_speaks_against_it(changes: dict[str, str]) -> None:
    (one,) = found(pair(title="Pool emptied by tiles", **changes)).all
    assert one.same_title
    assert names(one) == ["first", "again"]


@pytest.mark.parametrize("changes", [{"category": "Human error"}, {"services": "warehouse"}])
def test_one_title_of_two_causes_or_services_is_not(changes: dict[str, str]) -> None:
    assert found(pair(title="Pool emptied by tiles", **changes)).all == ()


def test_by_likeness_one_must_be_like_each() -> None:
    # The third has half of its words from each of the others, which have none in common.
    half = "Retention raised on volumes filled brokers until consumers starved and producers waited."
    documents = {
        "postmortems/a.md": text("Pool emptied", POOL, day="2025-01-01"),
        "postmortems/b.md": text("Pool emptied, volumes filled", f"{POOL} {half}", day="2025-02-01"),
        "postmortems/c.md": text("Volumes filled", half, day="2025-03-01"),
    }
    archive = archive_of(documents | {uri: text(*each, category="") for uri, each in OTHERS.items()})
    groups = [names(each) for each in recurrences(archive, True).all]
    assert groups in ([["a", "b"]], [["b", "c"]])
    turned = archive_of(
        dict(reversed(documents.items())) | {u: text(*e, category="") for u, e in OTHERS.items()}
    )
    assert [names(each) for each in recurrences(turned, True).all] == groups


def test_an_archive_of_a_few_moulds_falls_into_small_groups() -> None:
    services = ("orders", "billing", "search", "mail")
    documents = {}
    for number in range(240):
        service = services[number % 4]
        cause = f"The job {service}_load_{number % 30} waited for the table part_{number % 7} and gave up."
        documents[f"postmortems/{number:03}.md"] = text(
            f"Load of {service} late", cause, services=service, day=f"2025-{number % 12 + 1:02}-01"
        )
    sizes = [len(each.incidents) for each in recurrences(archive_of(documents), True).all]
    assert max(sizes, default=0) <= 21


def test_those_without_a_date_come_last_and_count_for_no_interval() -> None:
    documents = {**pair(), "postmortems/third.md": text("Pool emptied once more", day=None)}
    (one,) = found(documents).all
    assert names(one) == ["first", "again", "third"]
    assert one.intervals == (100,)
    assert one.latest.name == "again"
    assert one.before(one.incidents[2]) == ()


ACTIONS = (
    "| Prevent: a pool per client | Dana | 2025-04-30 | {} |\n"
    "| Detect: an alert | Dana | 2025-04-30 | TODO |\n"
)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("TODO", [("open", None)]),
        ("Done (2025-06-23)", [("late", date(2025, 6, 23))]),
        ("Done (2025-06-22)", []),
        ("Done (2025-04-02)", []),
        ("Done", []),
        ("Dropped", [("dropped", None)]),
    ],
)
def test_what_was_not_done_when_it_happened_again(
    status: str, expected: list[tuple[str, date | None]]
) -> None:
    documents = pair() | {
        "postmortems/first.md": text("Pool emptied by tiles", actions=ACTIONS.format(status))
    }
    (one,) = found(documents).all
    first, again = one.incidents
    said = one.unkept(again)
    assert [(each.state, each.completed) for each in said] == expected
    assert all(each.action.task.text.strip() == "a pool per client" for each in said)
    assert all((each.earlier, each.later) == (first, again) for each in said)
    assert one.unkept(first) == ()


def test_of_two_on_one_day_neither_came_before() -> None:
    documents = pair(day="2025-03-14") | {
        "postmortems/first.md": text("Pool emptied by tiles", actions=ACTIONS.format("TODO"))
    }
    (one,) = found(documents).all
    assert [one.unkept(each) for each in one.incidents] == [(), ()]


def test_open_are_those_that_may_happen_again() -> None:
    documents = pair() | {
        "postmortems/first.md": text("Pool emptied by tiles", actions=ACTIONS.format("TODO"))
    }
    kept = found(documents)
    assert kept.open == kept.all != ()
    assert found(pair()).open == ()


def test_which_actions_prevent_is_the_templates_to_say() -> None:
    (action,) = preventive(incident_of(text(actions=ACTIONS.format("TODO"))))
    assert action.category == "Prevent"


def test_what_an_incident_is_one_of() -> None:
    archive: Archive = archive_of(pair() | {u: text(*e, category="") for u, e in OTHERS.items()})
    known = recurrences(archive, True)
    assert known is recurrences(archive, True)
    assert known.of(archive.by_uri["postmortems/first.md"]) is known.all[0]
    assert known.of(archive.by_uri["postmortems/disk.md"]) is None


def test_an_empty_archive() -> None:
    assert recurrences(archive_of({}), True).all == ()


def stated(row: str, front: str = "") -> dict[str, str]:
    """Return two documents that have nothing in common but what the newer one says of the older."""
    related = f"\n## Related Incidents\n\n| Incident | Similarity |\n|---|---|\n| first.md | {row} |\n"
    return {
        "postmortems/first.md": text("Pool emptied by tiles", day="2025-03-14"),
        "postmortems/again.md": text(
            "Topic deleted", "Somebody did.", "2025-06-22", category="Human error", front=front
        )
        + related,
    }


@pytest.mark.parametrize("row", ["Recurrence: another client", "Same class as this", "Recurrence of"])
@pytest.mark.parametrize("alike", [True, False])
def test_what_a_document_says_is_enough(row: str, alike: bool) -> None:
    (one,) = found(stated(row), alike).all
    assert (names(one), one.stated) == (["first", "again"], True)


@pytest.mark.parametrize("row", ["The same pool", "Caused by", "Duplicate of"])
def test_other_relations_do_not_recur(row: str) -> None:
    assert found(stated(row)).all == ()


def test_an_author_keeps_apart_what_another_one_joined() -> None:
    assert found(stated("Recurrence", "not_similar: first")).all == ()


@pytest.mark.parametrize("key", ["duplicate_of", "superseded_by"])
def test_a_document_about_the_same_incident_is_none_that_happened_again(key: str) -> None:
    assert found(pair(front=f"{key}: first")).all == ()


def test_statements_form_chains() -> None:
    third = stated("Recurrence")["postmortems/again.md"].replace("first.md", "again.md")
    documents = {**stated("Recurrence"), "postmortems/third.md": third.replace("2025-06-22", "2025-09-01")}
    (one,) = found(documents).all
    assert names(one) == ["first", "again", "third"]
    assert one.intervals == (100, 71)
