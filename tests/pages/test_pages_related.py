"""Relations on pages: what two incidents are to each other, on both sides, and once."""

from __future__ import annotations

import pytest
from bs4 import Tag

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.pages import footer_html, header_html
from mkdocs_postmortem.template import site_template
from tests.pages.small_archive import HERE, TODAY, make_archive, one, soup, url_for, words

OLD, NEW = "postmortems/old.md", "postmortems/new.md"


def document(identifier: str, day: str, front: str = "", text: str = "") -> str:
    block = f"---\n{front}\n---\n\n" if front else ""
    return f"{block}# Title of {identifier}\n\n**Incident ID:** {identifier}\n**Date:** {day}\n\n{text}\n"


def archive(front: str = "", text: str = "", old: str = "", old_text: str = "") -> Archive:
    """Return two incidents: `front` and `text` are what the newer one says."""
    return make_archive(
        {
            OLD: document("INC-2024-031", "2024-11-02", old, old_text),
            NEW: document("INC-2025-014", "2025-03-14", front, text),
        },
        similar=0,
    )


def foot(found: Archive, uri: str) -> dict[str, list[str]]:
    """Return the lists at the foot of a page, by their headings."""
    sections = soup(footer_html(found.by_uri[uri], found, url_for)).select("section")
    return {words(one(each, "h2")): [words(li) for li in each.select("li")] for each in sections}


def row(cell: str) -> str:
    return f"## Related Incidents\n\n| Incident | Similarity |\n|---|---|\n| INC-2024-031 | {cell} |"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            row("Recurrence: the same `pool`"),
            "Recurred as INC-2025-014 Title of INC-2025-014 2025-03-14 Recurrence: the same pool",
        ),
        (row("Recurrence of"), "Recurred as INC-2025-014 Title of INC-2025-014 2025-03-14"),
        (row("The same pool"), "INC-2025-014 Title of INC-2025-014 2025-03-14 The same pool"),
        (
            "INC-2024-031 comes first. This is a recurrence of **INC-2024-031**, and <b>worse</b>.",
            "Recurred as INC-2025-014 Title of INC-2025-014 2025-03-14 "
            "This is a recurrence of INC-2024-031, and <b>worse</b>.",
        ),
        (
            "This supersedes [the old one](old.md).",
            "Superseded by INC-2025-014 Title of INC-2025-014 2025-03-14 This supersedes the old one.",
        ),
        (
            "See [the old one](old.md).",
            "INC-2025-014 Title of INC-2025-014 2025-03-14 See the old one.",
        ),
    ],
)
def test_the_other_page_says_what_the_two_are(text: str, shown: str) -> None:
    found = archive(text=text)
    assert foot(found, OLD) == {"Referred to by": [shown]}
    assert foot(found, NEW) == {}


def test_front_matter_is_shown_on_both_pages() -> None:
    found = archive("follow_up_to: INC-2024-031")
    assert foot(found, OLD) == {"Related": ["Followed up by INC-2025-014 Title of INC-2025-014 2025-03-14"]}
    assert foot(found, NEW) == {"Related": ["Follow-up to INC-2024-031 Title of INC-2024-031 2024-11-02"]}


def test_what_is_only_related_has_no_word() -> None:
    found = archive("related: [INC-2024-031]", old="related: INC-2025-014")
    assert foot(found, OLD) == {"Related": ["INC-2025-014 Title of INC-2025-014 2025-03-14"]}
    assert foot(found, NEW) == {"Related": ["INC-2024-031 Title of INC-2024-031 2024-11-02"]}


def test_what_the_text_names_is_not_listed_again() -> None:
    found = archive("related: [INC-2024-031]", row("The same pool"))
    assert foot(found, NEW) == {}
    assert foot(found, OLD) == {
        "Referred to by": ["INC-2025-014 Title of INC-2025-014 2025-03-14 The same pool"]
    }


def test_what_the_text_does_not_say_of_them_is_said_once() -> None:
    found = archive("recurrence_of: INC-2024-031", row("The same pool"))
    assert foot(found, NEW) == {"Related": ["Recurrence of INC-2024-031 Title of INC-2024-031 2024-11-02"]}
    assert foot(found, OLD) == {
        "Referred to by": ["Recurred as INC-2025-014 Title of INC-2025-014 2025-03-14 The same pool"]
    }


def test_both_may_say_several_things() -> None:
    found = archive("same_class_as: INC-2024-031", "This is a recurrence of INC-2024-031.", old="related: x")
    assert foot(found, OLD)["Referred to by"] == [
        "Recurred as · Same class as INC-2025-014 Title of INC-2025-014 2025-03-14 "
        "This is a recurrence of INC-2024-031."
    ]


def banner(found: Archive, uri: str) -> list[Tag]:
    return soup(header_html(found.by_uri[uri], found, url_for, TODAY)).select(".pm-instead")


@pytest.mark.parametrize(
    "found",
    [
        archive("supersedes: INC-2024-031"),
        archive(text="This document supersedes INC-2024-031."),
        archive(old="superseded_by: new.md"),
        archive(old_text="**Superseded by:** [the new one](new.md)"),
        archive(old="superseded_by: new.md", text="This supersedes INC-2024-031."),
    ],
)
def test_a_superseded_document_says_so_at_the_top(found: Archive) -> None:
    (said,) = banner(found, OLD)
    assert words(said) == "Superseded by INC-2025-014: Title of INC-2025-014"
    assert one(said, "a")["href"] == "to/" + NEW
    assert banner(found, NEW) == []


def test_a_duplicate_does_too_and_other_relations_do_not() -> None:
    (said,) = banner(archive("duplicate_of: INC-2024-031"), NEW)
    assert words(said) == "Duplicate of INC-2024-031: Title of INC-2024-031"
    assert banner(archive("recurrence_of: INC-2024-031"), NEW) == []


def test_authors_text_is_escaped_there() -> None:
    documents = {
        OLD: "# <b>Old</b> & `x`\n\n**Date:** 2024-11-02\n",
        NEW: "---\nsuperseded_by: old.md\n---\n# New\n\n**Date:** 2025-03-14\n",
    }
    found = make_archive(documents, similar=0)
    (said,) = banner(found, NEW)
    assert (words(said), said.find("b")) == ("Superseded by <b>Old</b> & x", None)


def test_the_words_are_those_of_the_template() -> None:
    changes = {"relations": [{"key": "superseded_by", "label": "Out of date since", "inverse": "Replaces"}]}
    template = site_template("default", changes, HERE)
    documents = {OLD: document("INC-2024-031", "2024-11-02", "superseded_by: new.md"), NEW: "# New\n"}
    found = make_archive(documents, template, similar=0)
    assert words(banner(found, OLD)[0]) == "Out of date since New"
    # The words that they take the place of are read as before.
    before = {OLD: document("INC-2024-031", "2024-11-02"), NEW: "# New\n\nThis supersedes INC-2024-031.\n"}
    assert words(banner(make_archive(before, template), OLD)[0]) == "Out of date since New"
    assert foot(found, NEW) == {"Related": ["Replaces INC-2024-031 Title of INC-2024-031 2024-11-02"]}
