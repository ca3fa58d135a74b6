from __future__ import annotations

from datetime import date

import pytest

from mkdocs_postmortem.document.labels import labelled
from mkdocs_postmortem.document.model import Field
from tests.document.reading import as_text, place, read_text

HEADER = """\
# Incident Postmortem: Orders mart stale

**Incident ID:** INC-2025-014
**Date:** 2025-03-14
**Severity:** P2 (latent)
**Status:** reviewed
**Author:** Dana Example
**Reviewers:** Robin Example, Kim Example

## Timeline
"""


def only(text: str, key: str) -> Field:
    (field,) = read_text(text).fields[key]
    return field


@pytest.mark.parametrize(
    ("line", "label", "value"),
    [
        ("**Severity:** P2", (3, "Severity"), (15, "P2")),
        ("**Severity**: P2", (3, "Severity"), (15, "P2")),
        ("**Severity** : P2", (3, "Severity"), (16, "P2")),
        ("**Severity :** P2", (3, "Severity"), (16, "P2")),
        ("**Severity** · P2", (3, "Severity"), (16, "P2")),
        ("__Severity:__ P2", (3, "Severity"), (15, "P2")),
        ("**Severity:**P2", (3, "Severity"), (14, "P2")),
        ("**Severity:** P2\\", (3, "Severity"), (15, "P2")),
        ("**Severity:** P2<br>", (3, "Severity"), (15, "P2")),
        ("**Severity:** P2 <br />", (3, "Severity"), (15, "P2")),
        ("**Time to detect (TTD):** 25 minutes", (3, "Time to detect (TTD)"), (27, "25 minutes")),
        ("**Total:** **195** min", (3, "Total"), (12, "**195** min")),
        ("**严重性：** P2", (3, "严重性"), (10, "P2")),
        ("**Severity:**", (3, "Severity"), (14, "")),
    ],
)
def test_bold_labels(line: str, label: tuple[int, str], value: tuple[int, str]) -> None:
    found = labelled(as_text(line), 0)
    assert found is not None
    assert found.bold
    assert [place(found.label)[1:], place(found.value)[1:]] == [label, value]


@pytest.mark.parametrize(
    ("line", "label", "value"),
    [
        ("Severity: P2", "Severity", "P2"),
        ("Severity : P2", "Severity", "P2"),
        ("Severity:", "Severity", ""),
        ("Owner (team): data", "Owner (team)", "data"),
        ("Author's name: x", "Author's name", "x"),
    ],
)
def test_plain_labels_where_they_are_asked_for(line: str, label: str, value: str) -> None:
    found = labelled(as_text(line), 0, plain=True)
    assert found is not None
    assert (found.label.text, found.value.text, found.bold) == (label, value, False)
    assert labelled(as_text(line), 0) is None


@pytest.mark.parametrize(
    "line",
    [
        "**bold** text",
        "**bold**",
        "text **Severity:** P2",
        "**a*b:** c",
        "**:** x",
        "****: x",
        "**x" + " " * 9 + "**" + " " * 9 + ": y",
        "**" + "x" * 90 + ":** y",
        "https://example.org: x",
        "1. x: y",
        "12:30 we met",
        "Severity:P2",
        "*Severity:* P2",
        "",
    ],
)
def test_lines_without_a_label(line: str) -> None:
    assert labelled(as_text(line), 0, plain=True) is None


def test_the_header_of_the_template() -> None:
    document = read_text(HEADER)
    got = {
        key: (field.origin, *place(field.label), *place(field.value), field.whole.text)
        for key, (field,) in document.fields.items()
    }
    assert got == {
        "id": ("body", 3, 3, "Incident ID", 3, 18, "INC-2025-014", "**Incident ID:** INC-2025-014"),
        "date": ("body", 4, 3, "Date", 4, 11, "2025-03-14", "**Date:** 2025-03-14"),
        "severity": ("body", 5, 3, "Severity", 5, 15, "P2 (latent)", "**Severity:** P2 (latent)"),
        "status": ("body", 6, 3, "Status", 6, 13, "reviewed", "**Status:** reviewed"),
        "author": ("body", 7, 3, "Author", 7, 13, "Dana Example", "**Author:** Dana Example"),
        "reviewers": (
            "body", 8, 3, "Reviewers", 8, 16, "Robin Example, Kim Example",
            "**Reviewers:** Robin Example, Kim Example",
        ),
    }  # fmt: skip
    assert [field.key for field in document.metadata] == list(document.fields)
    assert document.unknown_fields == ()
    assert (document.id.text if document.id else None) == "INC-2025-014"
    assert document.date is not None
    assert (document.date.value, document.date.iso) == (date(2025, 3, 14), True)
    assert document.severity is not None
    assert (document.severity.name, document.severity.note) == ("P2", "latent")
    assert place(document.severity.text) == (5, 15, "P2")
    assert document.status == "reviewed"
    assert document.authors == ("Dana Example",)
    assert document.reviewers == ("Robin Example", "Kim Example")


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        ("Dana Example, Robin Example.", ("Dana Example", "Robin Example")),
        ("Dana Example Jr.", ("Dana Example Jr.",)),
        ("Dana Example (data and mart), 2025-03-20. Review: Robin.", ("Dana Example (data and mart)",)),
        ("[Dana Example] and [Robin](https://example.org/r)", ("Dana Example", "Robin")),
        ("Dana Example <dana@example.org>; [Kim][kim]", ("Dana Example", "Kim")),
        ("`dana` & @robin", ("dana", "@robin")),
        ("—", ()),
    ],
)
def test_the_people_of_a_field(value: str, authors: tuple[str, ...]) -> None:
    assert read_text(f"# T\n\n**Author:** {value}\n**Status:** draft\n").authors == authors
    assert read_text(f"# T\n\nCreated by: {value}\n").authors == authors


def test_code_and_notes_in_a_list_of_names() -> None:
    document = read_text(
        "# T\n\n**Status:** draft\n"
        "**Services:** `orders` namespace, worker `node-3`, `mart` (load and cache), `a, b`, **web** and db\n"
    )
    assert document.services == (
        "orders namespace", "worker node-3", "mart (load and cache)", "a, b", "web", "db"
    )  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "**Severity:** P2\n**Status:** draft\n",
        "**Severity:** P2  \n**Status:** draft  \n",
        "**Severity:** P2\n\n**Status:** draft\n",
        "- **Severity:** P2\n- **Status:** draft\n",
        "* Severity: P2\n* Status: draft\n",
        "Severity: P2\nStatus: draft\n",
        "> **Severity:** P2\n> **Status:** draft\n",
        "| Field | Value |\n|---|---|\n| Severity | P2 |\n| **Status:** | draft |\n",
        "| Severity | P2 |\n|---|---|\n| Status | draft |\n",
    ],
)
def test_the_forms_that_metadata_stands_in(body: str) -> None:
    document = read_text(f"# Title\n\n{body}\n## Impact\n\n**Status:** closed\n")
    assert document.severity is not None
    assert document.severity.name == "P2"
    assert document.status == "draft"
    assert document.status_choice is not None
    assert len(document.fields["status"]) == 1


def test_metadata_in_front_matter() -> None:
    document = read_text(
        "---\nid: INC-2025-014\nDate: 2025-03-14\nseverity: p2\nstatus: closed\n"
        "authors: [Dana, 'Robin']\nreviewers: Kim and Lee\nservices: {a: b}\ntags:\n---\n# Title\n"
    )
    assert {
        key: [(f.origin, f.string, f.items) for f in fields] for key, fields in document.fields.items()
    } == {
        "id": [("front matter", "INC-2025-014", ())],
        "date": [("front matter", "2025-03-14", ())],
        "severity": [("front matter", "p2", ())],
        "status": [("front matter", "closed", ())],
        "author": [("front matter", "Dana, Robin", ("Dana", "Robin"))],
        "reviewers": [("front matter", "Kim and Lee", ())],
        "tags": [("front matter", "", ())],
    }
    assert place(document.fields["severity"][0].value) == (4, 11, "p2")
    assert place(document.fields["severity"][0].whole) == (4, 1, "severity: p2")
    assert (document.authors, document.reviewers, document.services) == (
        ("Dana", "Robin"),
        ("Kim", "Lee"),
        (),
    )
    assert document.status == "closed"


def test_the_body_comes_before_front_matter_and_both_are_kept() -> None:
    document = read_text("---\nstatus: closed\n---\n# Title\n\n**Status:** draft\n")
    assert [(field.origin, field.string) for field in document.fields["status"]] == [
        ("body", "draft"),
        ("front matter", "closed"),
    ]
    field = document.field("status")
    assert field is not None
    assert field.string == "draft"
    assert document.field("severity") is None


def test_a_label_given_twice_is_kept_twice() -> None:
    document = read_text("# T\n\n**Date:** 2025-03-14\n**Incident date:** 2025-03-15\n")
    assert [place(field.value) for field in document.fields["date"]] == [
        (3, 11, "2025-03-14"),
        (4, 20, "2025-03-15"),
    ]
    assert document.date is not None
    assert document.date.value == date(2025, 3, 14)


def test_unknown_labels_are_kept_apart() -> None:
    document = read_text("# T\n\n**Severty:** P2\n**Status:** draft\nNote: a sentence\n")
    assert [place(field.label) for field in document.unknown_fields] == [(3, 3, "Severty")]
    assert [field.key for field in document.metadata] == ["", "status"]


def test_metadata_ends_at_the_first_heading() -> None:
    document = read_text("# T\n\ntext\n\n### Summary\n\n**Severity:** P1\n")
    assert "severity" not in document.fields


def test_without_a_title_metadata_stands_at_the_top() -> None:
    assert only("**Severity:** P1\n\n## Summary\n", "severity").string == "P1"


def test_what_stands_above_the_title_is_no_metadata() -> None:
    assert "severity" not in read_text("**Severity:** P1\n\n# T\n\ntext\n").fields


def test_a_list_of_names_goes_on_in_the_next_line() -> None:
    document = read_text("# T\n\n**Reviewers:** Robin,\nKim\n**Author:** Dana\n")
    assert document.reviewers == ("Robin", "Kim")
    assert place(document.fields["reviewers"][0].value) == (3, 16, "Robin,\nKim")
    assert document.authors == ("Dana",)


def test_a_two_column_table_with_one_known_field_is_no_metadata() -> None:
    assert read_text("# T\n\n| Name | Value |\n|---|---|\n| Date | tomorrow |\n").fields == {}
    assert read_text("# T\n\n| Date | Status | X |\n|---|---|---|\n| a | b | c |\n").fields == {}


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Dana", ("Dana",)),
        ("Dana, Robin", ("Dana", "Robin")),
        ("Dana and Robin", ("Dana", "Robin")),
        ("Dana & Robin; Kim", ("Dana", "Robin", "Kim")),
        ("**Dana**, `robin`, @kim", ("Dana", "robin", "@kim")),
        ("Alexander Andersson", ("Alexander Andersson",)),
        ("", ()),
        (", ,", ()),
    ],
)
def test_names(value: str, names: tuple[str, ...]) -> None:
    assert read_text(f"# T\n\n**Author:** {value}\n").authors == names


@pytest.mark.parametrize(
    ("value", "column", "id_"),
    [
        ("INC-2025-014", 9, "INC-2025-014"),
        ("**INC-2025-014**", 11, "INC-2025-014"),
        ("`INC-2025-014`", 10, "INC-2025-014"),
        ("[INC-2025-014](https://example.org/14)", 10, "INC-2025-014"),
        ("[INC-2025-014]", 10, "INC-2025-014"),
        ("INC-2025-014 (internal)", 9, "INC-2025-014"),
        ("2025/14", 9, "2025/14"),
    ],
)
def test_the_id_without_marks_link_and_note(value: str, column: int, id_: str) -> None:
    assert place(read_text(f"# T\n\n**ID:** {value}\n").id) == (3, column, id_)


def test_no_id() -> None:
    assert read_text("# T\n").id is None
    assert read_text("# T\n\n**ID:**\n").id is None


@pytest.mark.parametrize(
    ("value", "day", "iso", "ambiguous", "last"),
    [
        ("2025-03-14", date(2025, 3, 14), True, False, None),
        ("2025-03-14 22:05 UTC", date(2025, 3, 14), True, False, None),
        ("2025-03-13 to 2025-03-15", date(2025, 3, 13), True, False, date(2025, 3, 15)),
        ("2025-03-13 – 2025-03-15", date(2025, 3, 13), True, False, date(2025, 3, 15)),
        ("2025-03-13/2025-03-15", date(2025, 3, 13), True, False, date(2025, 3, 15)),
        ("14 March 2025", date(2025, 3, 14), False, False, None),
        ("14.03.2025", date(2025, 3, 14), False, False, None),
        ("03/04/2025", None, False, True, None),
        ("2025-02-30", None, True, False, None),
        ("yesterday", None, False, False, None),
        ("", None, False, False, None),
    ],
)
def test_the_date_as_written(
    value: str, day: date | None, iso: bool, ambiguous: bool, last: date | None
) -> None:
    read = read_text(f"# T\n\n**Date:** {value}\n").date
    assert read is not None
    assert (read.value, read.iso, read.ambiguous, read.last, read.text.text) == (
        day,
        iso,
        ambiguous,
        last,
        value,
    )


@pytest.mark.parametrize(
    ("value", "status", "name"),
    [
        ("draft", "draft", "draft"),
        ("Closed", "closed", "closed"),
        ("Resolved", "reviewed", "reviewed"),
        ("Complete", "closed", "closed"),
        ("In review", "draft", "draft"),
        ("revewed", "reviewed", None),
        ("draft / reviewed / closed", "reviewed", None),
    ],
)
def test_an_unreadable_status_counts_as_reviewed(value: str, status: str, name: str | None) -> None:
    document = read_text(f"# T\n\n**Status:** {value}\n")
    assert document.status == status
    assert document.status_choice is not None
    assert document.status_choice.name == name


def test_no_status_counts_as_reviewed() -> None:
    assert read_text("# T\n").status == "reviewed"
    assert read_text("# T\n").status_choice is None


def test_a_list_glued_to_the_line_above_it_is_read_all_the_same() -> None:
    document = read_text("# T\n\nFacts:\n- **Severity:** P2\n- Status: draft\n")
    assert {key: place(field.value) for key, (field,) in document.fields.items()} == {
        "severity": (4, 17, "P2"),
        "status": (5, 11, "draft"),
    }
