"""Similar incidents: who is found, in what they are alike, and what does not count."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.archive.similarity import Similar, SimilarityIndex
from mkdocs_postmortem.archive.terms import stem, terms_of
from tests.archive.small import archive_of, incident_of

KAFKA = "A broker ran out of disk because the retention of a topic was raised without looking at the volume."
CERTIFICATE = "The client certificate expired and nobody had renewed it, so every connection was refused."
CLOCK = "Delivery slots were computed in local time and moved by an hour when the clocks changed."
RETENTION = "Raised retention filled a broker's disk."
REGISTRY = "The schema registry accepted an incompatible field and the consumer could not read it."


def text(
    title: str,
    cause: str,
    *,
    day: str = "2025-03-14",
    front: str = "",
    related: str = "",
    owner: str = "Dana Example",
    category: str = "",
) -> str:
    named = f"\n## Related Incidents\n\n| Incident |\n|---|\n| {related} |\n" if related else ""
    said = f"\n**Root cause category:** {category}\n" if category else ""
    head = f"---\n{front}\n---\n\n" if front else ""
    return (
        f"{head}# {title}\n\n**Date:** {day}\n**Author:** {owner}\n\n## Root Cause\n\n{cause}\n{said}{named}"
    )


BASE = {
    "postmortems/INC-2025-001.md": text("Broker stopped on a full disk", KAFKA),
    "postmortems/INC-2025-002.md": text("Clients refused", CERTIFICATE),
    "postmortems/INC-2025-003.md": text("Slots moved by an hour", CLOCK),
    "postmortems/INC-2025-004.md": text("Consumer stopped at a new field", REGISTRY),
    "postmortems/INC-2025-005.md": text(
        "Retention filled the volume", "Raised retention filled a broker's disk."
    ),
}


def near(archive: Archive, name: str = "INC-2025-001", most: int = 5) -> tuple[Similar, ...]:
    return SimilarityIndex(archive).similar_to(archive.by_uri[f"postmortems/{name}.md"], most)


def names(found: tuple[Similar, ...]) -> list[str]:
    return [each.incident.name for each in found]


def test_the_incident_of_the_same_kind_is_found_and_no_other() -> None:
    (found,) = near(archive_of(BASE))
    assert found.incident.name == "INC-2025-005"
    assert set(found.terms) <= {
        "Retention",
        "volume",
        "Raised",
        "broker",
        "disk",
        "filled",
        "raised retention",
    }
    assert found.terms
    assert not found.same_title


def test_likeness_is_the_same_from_both_sides_and_in_any_order() -> None:
    archive, turned = archive_of(BASE), archive_of(dict(reversed(BASE.items())))
    one, other = near(archive)[0], near(archive, "INC-2025-005")[0]
    assert one.score == other.score
    assert [(each.incident.uri, each.score, each.terms) for each in near(turned)] == [
        (each.incident.uri, each.score, each.terms) for each in near(archive)
    ]


def test_one_title_is_enough_and_strong() -> None:
    again = text("Slots Moved by an Hour.", "Nothing else in common at all.")
    (found,) = near(archive_of({**BASE, "postmortems/INC-2025-009.md": again}), "INC-2025-003")
    assert (found.incident.name, found.same_title, found.strong) == ("INC-2025-009", True, True)


@pytest.mark.parametrize("uri", ["INC-2025-001", "INC-2025-005"])
def test_what_is_linked_is_not_proposed_from_either_side(uri: str) -> None:
    linked = {**BASE, "postmortems/INC-2025-001.md": text("Broker full", KAFKA, related="INC-2025-005")}
    assert names(near(archive_of(BASE), uri)) != []
    assert names(near(archive_of(linked), uri)) == []


@pytest.mark.parametrize("key", ["not_similar: [INC-2025-005]", "not_similar: INC-2025-005"])
@pytest.mark.parametrize("uri", ["INC-2025-001", "INC-2025-005"])
def test_an_author_keeps_two_apart_for_both(uri: str, key: str) -> None:
    apart = {**BASE, "postmortems/INC-2025-001.md": text("Broker full", KAFKA, front=key)}
    assert names(near(archive_of(apart), uri)) == []


def test_a_name_that_is_nobody_keeps_nobody_apart() -> None:
    apart = {**BASE, "postmortems/INC-2025-001.md": text("Broker full", KAFKA, front="not_similar: [INC-1]")}
    assert names(near(archive_of(apart))) == ["INC-2025-005"]


def test_category_and_service_count_and_are_said() -> None:
    front = "services: [ingestion, warehouse]"
    alike = {
        **BASE,
        "postmortems/INC-2025-001.md": text("Broker full", KAFKA, front=front, category="Capacity"),
        "postmortems/INC-2025-005.md": text(
            "Retention filled the volume",
            RETENTION,
            front="services: Warehouse",
            category="Capacity",
        ),
    }
    (found,) = near(archive_of(alike))
    assert (found.category, found.services) == ("Capacity", ("warehouse",))
    assert found.score > near(archive_of(BASE))[0].score


def test_people_times_and_the_templates_own_words_are_no_terms() -> None:
    document = text(
        "Timeline of the root cause",
        "Dana Example deleted indexes at 22:05 on Monday, 14 March 2025, after the first symptom.",
    )
    terms = terms_of(incident_of(document))
    assert (set(terms.told), set(terms.rest)) == ({"delet", "index"}, set())


@pytest.mark.parametrize(("owner", "counts"), [("Kafka Example", False), ("Kafka team", True)])
def test_a_team_is_no_person_and_may_be_called_like_its_system(owner: str, counts: bool) -> None:
    document = text("Kafka down", "Kafka ran out of disk.", owner=owner)
    assert ("kafka" in terms_of(incident_of(document))) is counts


def test_what_tells_in_short_stands_apart_from_the_rest() -> None:
    document = (
        "# Queue grew\n\n**Severity:** P2\n\nWorkers starved.\n\n"
        "## In short\n\nMemory leaked, and memory swapped.\n\n"
        "## Timeline\n\n| Time | Event |\n|---|---|\n| 10:00 UTC | Pager rang |\n\n"
        "### Later\n\nPager rang again.\n\n"
        "## Cause\n\nA leak in the parser.\n\n"
        "## Action Items\n\n| Action | Owner |\n|---|---|\n| Patch parser | Dana |\n\n"
        "## Related\n\n| Incident |\n|---|\n| Certificate expired |\n"
    )
    terms = terms_of(incident_of(document))
    assert terms.told == {
        "queu": 1,
        "grew": 1,
        "worker": 1,
        "starv": 1,
        "memory": 2,
        "leak": 2,
        "swap": 1,
        "parser": 1,
    }
    assert terms.rest == {"pager": 2, "rang": 2, "patch": 1, "parser": 1}


def test_labels_that_begin_sections_part_what_is_told_from_the_rest() -> None:
    document = (
        "# Queue grew\n\n**Severity:** P2\n**Impact:** Workers starved, and starved.\n"
        "**Root Cause:** A leak\nin the parser.\n**Lessons:** Leaks.\n\n**Action Items:**\n\n- Patch it\n"
    )
    terms = terms_of(incident_of(document))
    assert terms.told == {"queu": 1, "grew": 1, "leak": 1, "parser": 1}
    assert terms.rest == {"worker": 1, "starv": 2, "leak": 1, "patch": 1}


def test_a_long_diary_does_not_drown_a_short_summary() -> None:
    def told(summary: str, name: str, rows: int) -> str:
        diary = "".join(f"| 10:00 | {name}{row} {name}{row + 1} |\n" for row in range(rows))
        return f"# {summary}\n\n## Timeline (UTC)\n\n| Time | Event |\n|---|---|\n{diary}"

    def score(rows: int) -> float:
        one, two = told("Hub lost its volume", "a", rows), told("Hub held its volume", "b", rows)
        archive = archive_of({**BASE, "postmortems/one.md": one, "postmortems/two.md": two})
        return near(archive, "one")[0].score

    assert score(500) > score(1) / 2.5


def test_words_of_everyday_language_are_no_terms() -> None:
    document = text(
        "Queue grew", "Approximately everybody noticed that, unfortunately, the queue was growing."
    )
    assert set(terms_of(incident_of(document)).told) == {"queu", "grew", "grow"}


def test_a_status_of_the_template_hides_no_other_form_of_its_word() -> None:
    assert set(terms_of(incident_of(text("Queued", "Closed, then a queue."))).told) == {"queu"}


def test_what_nearly_all_incidents_have_is_no_reason() -> None:
    moulded = {
        f"postmortems/{n:02}.md": text(f"Pipeline x{n} stale", f"The loader of y{n} stopped at z{n // 2}.")
        for n in range(10)
    }
    archive = archive_of(moulded)
    assert names(near(archive, "00")) == []


def test_links_and_addresses_are_no_terms() -> None:
    document = text("A", "Read [the runbook](../runbooks/pin.md) or https://x.example/abc")
    assert set(terms_of(incident_of(document)).told) == {"read", "runbook"}


def test_a_comparison_is_no_markup() -> None:
    document = text("A", "The queue was < limit until orders > stock.<br>Read [it](pin_(old).md).")
    assert set(terms_of(incident_of(document)).told) == {"queu", "limit", "order", "stock", "read"}


# What is quadratic takes minutes.
@pytest.mark.parametrize("unit", ["](", "](a(", "<a ", "http://", "a-", "x."])
def test_a_line_full_of_beginnings(unit: str) -> None:
    assert len(terms_of(incident_of(text("A", unit * (300_000 // len(unit))))).told) <= 2


def test_a_document_of_another_shape_is_compared_by_all_it_tells() -> None:
    other = f"# Broker down\n\n**Date:** 2025-04-01\n\n## What we saw\n\n{KAFKA}\n"
    assert names(near(archive_of({**BASE, "postmortems/x.md": other}), "x"))[0] == "INC-2025-001"


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("disk full on a kafka broker", "INC-2025-001"),
        ("expired certificates", "INC-2025-002"),
        ("incompatible schema registry", "INC-2025-004"),
    ],
)
def test_a_text_finds_what_it_is_about(said: str, first: str) -> None:
    assert names(SimilarityIndex(archive_of(BASE)).similar_to_text(said))[0] == first


def test_a_single_word_finds_those_that_are_most_about_it() -> None:
    rest = "The loader waited for the queue, then the batch, then the mart, and the ledger was late."
    files = {
        **BASE,
        "postmortems/a.md": text("Ledger late", f"{rest} A cassandra node was named too."),
        "postmortems/b.md": text("Cassandra lost", "Cassandra compaction stopped cassandra nodes."),
    }
    found = SimilarityIndex(archive_of(files)).similar_to_text("Cassandra!")
    assert [(each.incident.uri, each.terms) for each in found] == [
        ("postmortems/b.md", ("Cassandra",)),
        ("postmortems/a.md", ("cassandra",)),
    ]
    assert SimilarityIndex(archive_of(files)).similar_to_text("giraffes saw cassandra") == ()


@pytest.mark.parametrize("said", ["", "giraffes", "the and of", "\0"])
def test_a_text_about_nothing_finds_nothing(said: str) -> None:
    assert SimilarityIndex(archive_of(BASE)).similar_to_text(said) == ()


def test_no_more_than_asked_for() -> None:
    many = {f"postmortems/INC-2025-{n:03}.md": text(f"Broker {n}x full", KAFKA) for n in range(10, 17)}
    others = {
        f"postmortems/other-{n}.md": text(f"Other {n}", f"Cause number x{n} of none.") for n in range(9)
    }
    archive = archive_of({**BASE, **many, **others})
    assert len(near(archive)) == 5
    assert len(near(archive, most=2)) == 2


def test_an_archive_of_one_or_none_has_nothing_similar() -> None:
    assert near(archive_of({"postmortems/INC-2025-001.md": BASE["postmortems/INC-2025-001.md"]})) == ()
    assert SimilarityIndex(archive_of({})).similar_to_text("disk") == ()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("disks", "disk"),
        ("retries", "retry"),
        ("class", "class"),
        ("classes", "class"),
        ("status", "status"),
        ("analysis", "analysis"),
        ("missing", "miss"),
        ("string", "string"),
        ("failed", "fail"),
        ("launches", "launch"),
        ("launching", "launch"),
        ("caused", "caus"),
        ("causes", "caus"),
        ("stopped", "stop"),
        ("filled", "fill"),
        ("exceeded", "exceed"),
        ("speed", "speed"),
        ("cache", "cach"),
        ("see", "see"),
        ("orders_v2s", "orders_v2s"),
        ("Straßen", "strassen"),
    ],
)
def test_stems(word: str, expected: str) -> None:
    assert stem(word) == expected
