"""The sides from which readers look at an archive."""

from __future__ import annotations

from mkdocs_postmortem.archive.facets import Facets, facets, folded, values_of
from tests.pages.small_archive import make_archive


def text(
    day: str = "2025-01-01", severity: str = "P2", services: str = "", tags: str = "", cause: str = "Code bug"
) -> str:
    front = f"---\nservices: [{services}]\ntags: [{tags}]\n---\n\n"
    return (
        f"{front}# Title\n\n**Date:** {day}\n**Severity:** {severity}\n**Author:** Kim, Robin, kim\n\n"
        f"## Root Cause\n\n**Root cause category:** {cause}\n"
    )


def found(*documents: str) -> Facets:
    return facets(make_archive({f"postmortems/{n}.md": each for n, each in enumerate(documents)}))


def told(of: Facets, kind: str) -> list[tuple[str, str, int]]:
    return [(each.value, each.slug, len(each.incidents)) for each in of.of(kind)]


def test_severities_come_worst_first_years_newest_first_and_categories_by_number() -> None:
    of = found(
        text("2024-03-01", "P3"),
        text("2025-03-01", "P1", cause="Capacity"),
        text("2026-03-01", "P3", cause="Capacity"),
        text("no date", "awful", cause="bad luck"),
    )
    assert told(of, "severity") == [("P1", "p1", 1), ("P3", "p3", 2)]
    assert told(of, "year") == [("2026", "2026", 1), ("2025", "2025", 1), ("2024", "2024", 1)]
    assert told(of, "category") == [("Capacity", "capacity", 2), ("Code bug", "code-bug", 1)]


def test_a_service_is_one_from_two_incidents_on_and_a_tag_from_three() -> None:
    of = found(
        text(services="kafka, trino", tags="avro"), text(services="kafka", tags="avro"), text(tags="late")
    )
    assert told(of, "service") == [("kafka", "kafka", 2)]
    assert told(of, "tag") == []
    assert (of.too_few("service"), of.too_few("tag"), of.too_few("year")) == (1, 2, 0)
    assert of.find("service", "trino") is None


def test_capitals_and_marks_do_not_make_another_value() -> None:
    of = found(text(services="Kafka"), text(services="kafka"), text(services='KAFKA, "`kafka`"'))
    assert told(of, "service") == [("kafka", "kafka", 3)]
    assert of.find("service", " Kafka ") is of.of("service")[0]


def test_incidents_are_listed_once_and_newest_first() -> None:
    of = found(text("2024-01-01", services="a, A"), text("2025-01-01", services="A"))
    (facet,) = of.of("service")
    assert [str(each.date) for each in facet.incidents] == ["2025-01-01", "2024-01-01"]


def test_in_a_large_archive_a_tag_needs_more() -> None:
    heads = ["tags: [few, many]\n"] * 4 + ["tags: [few]\n"] + [""] * 796
    of = found(*(f"---\n{each}---\n# T\n" for each in heads))
    assert (len(heads), of.least("tag"), of.least("service")) == (801, 5, 2)
    assert told(of, "tag") == [("few", "few", 5)]


def test_addresses_are_readable_and_unique() -> None:
    names = 'C, "C++", "C#", Zürich 2, 決済, "a/b", a-b, index, "!!!", "../../etc", node.js'
    of = found(text(services=names), text(services=names))
    slugs = {each.value: each.slug for each in of.of("service")}
    assert slugs == {
        "C": "c",
        "C++": "c-plus-plus",
        "C#": "c-sharp",
        "Zürich 2": "zürich-2",
        "決済": "決済",
        "a-b": "a-b",
        "a/b": "a-b-6d959c",
        "index": "index-4351a0",
        "!!!": "ed47ef",
        "../../etc": "etc",
        "node.js": "node-js",
    }
    alone = found(text(services='"a/b"'), text(services='"a/b"'))
    assert told(alone, "service") == [("a/b", "a-b", 2)]


def test_long_names_have_short_addresses() -> None:
    long = [f"{'word ' * 40}{n}" for n in range(2)]
    of = found(text(services=", ".join(long)), text(services=", ".join(long)))
    slugs = [each.slug for each in of.of("service")]
    assert len(set(slugs)) == 2
    assert all(len(slug) < 70 for slug in slugs)


def test_placeholders_and_empty_names_are_nothing() -> None:
    archive = make_archive({"postmortems/a.md": text(services='"**", " "', tags="")})
    assert values_of(archive.incidents[0], "service") == ()
    assert values_of(archive.incidents[0], "author") == ("Kim", "Robin")
    assert folded(" *A  b* ") == "a b"
