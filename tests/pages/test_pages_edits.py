import posixpath
import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortem.archive import Archive, Incident
from mkdocs_postmortem.pages import edit_page, slot
from tests.pages.small_archive import (
    BARE_URI,
    DOCUMENTS,
    EARLIER_URI,
    STALE,
    STALE_URI,
    make_archive,
    make_incident,
    one,
    soup,
    without_marks,
    words,
)

SLOT = slot("header")
BREAK = "  "


def body(text: str) -> str:
    """Return the Markdown behind front matter as MkDocs hands it out."""
    return re.sub(r"\A---\n.*?\n---\n", "", text, count=1, flags=re.DOTALL).lstrip("\n")


def edit(incident: Incident, archive: Archive, text: str) -> str:
    """Return the edited page without the marks of its actions and dates, which have tests of their own."""
    folder = posixpath.dirname(incident.uri)
    return without_marks(edit_page(incident, archive, text, lambda uri: posixpath.relpath(uri, folder)))


def edited(text: str) -> str:
    incident, archive = make_incident(text)
    return edit(incident, archive, body(text))


def rendered(text: str) -> str:
    return markdown.markdown(text, extensions=["tables", "fenced_code", "toc"])


def test_the_whole_edit_of_a_page() -> None:
    archive = make_archive()
    incident = archive.by_uri[STALE_URI]
    result = edit(incident, archive, body(STALE))
    expected = body(STALE)
    start, end = expected.index("**Incident ID"), expected.index("\n## Timeline")
    expected = expected[: start - 1] + f"\n{SLOT}\n\n\n" + expected[end:]
    for line in ("3 minutes", "11 minutes", "170 minutes"):
        expected = expected.replace(f":** {line}\n", f":** {line}  \n")
    expected = expected.replace("| INC-2025-031 |", "| [INC-2025-031](2025/disk%20full%20%281%29.md) |")
    assert result == expected


def test_durations_stand_on_lines_of_their_own() -> None:
    html = rendered(edited(STALE))
    paragraph = next(p for p in soup(html).select("p") if "TTD" in p.get_text())
    assert len(paragraph.select("br")) == 3


def test_unknown_fields_and_marked_up_values_stay_as_lines() -> None:
    text = """# Title

**Date:** 2026-01-02
**Region:** eu-west-1
**Author:** [Dana](mailto:dana@example.org)
**Severity:** P1
**Ticket:** DATA-1

Prose.
"""
    expected = f"""# Title

{SLOT}


**Region:** eu-west-1{BREAK}
**Author:** [Dana](mailto:dana@example.org){BREAK}
**Ticket:** DATA-1

Prose.
"""
    assert edited(text) == expected


def test_prose_glued_to_fields_is_kept_and_parted() -> None:
    text = "# Title\n\nWritten in haste.\n**Severity:** P1\n**Region:** eu\nMore prose\non two lines.\n"
    result = edited(text)
    assert "Written in haste.  \n**Region:** eu  \nMore prose\non two lines.\n" in result
    assert "Severity" not in result


def test_labels_that_begin_sections_are_parted_too() -> None:
    lines = ["**Impact:** None.", "**Root Cause:** A clock", "set back.", "**Lessons**", "Ask two."]
    result = edited("# Title\n\n" + "\n".join(lines) + "\n")
    breaks = (BREAK, "", BREAK, BREAK, "")
    assert result.split("\n")[-6:-1] == [line + end for line, end in zip(lines, breaks, strict=True)]


def test_an_indented_line_does_not_become_code_when_it_comes_first() -> None:
    result = edited("# Title\n\n**Severity:** P1\n      and no more of that.\n")
    assert "<pre>" not in rendered(result)
    assert "\nand no more of that." in result


@pytest.mark.parametrize("rule", ["---", "=====", "- - -"])
@pytest.mark.parametrize("lines", ["**Severity:** P1\n**Region:** eu", "**Region:** eu\n**Severity:** P1"])
def test_a_line_that_stays_does_not_become_a_heading(lines: str, rule: str) -> None:
    html = rendered(edited(f"# Title\n\n{lines}\n{rule}\n\nProse.\n"))
    assert not soup(html).select("h1 ~ h1, h2")
    assert "Region" in html


@pytest.mark.parametrize("end", ["  ", "\\", "<br>", " <br/>"])
def test_hard_breaks_that_are_there_are_left_alone(end: str) -> None:
    text = f"# Title\n\n**Region:** eu{end}\n**Zone:** b\n"
    assert f"**Region:** eu{end}\n**Zone:** b\n" in edited(text)


def test_placeholders_empty_values_and_second_mentions_stay() -> None:
    text = (
        "# T\n\n**Severity:** {P1 / P2 / P3 / P4}\n**Status:**\n**Date:** 2026-01-01\n**Date:** 2026-01-02\n"
    )
    result = edited(text)
    assert "{P1 / P2 / P3 / P4}" in result
    assert "**Status:**" in result
    assert "2026-01-01" not in result
    assert "2026-01-02" in result


def test_names_that_go_on_in_the_next_line_go_together() -> None:
    result = edited("# T\n\n**Reviewers:** Dana Example,\nRobin Example\n**Region:** eu\n")
    assert "Example" not in result
    assert "**Region:** eu" in result


def test_a_list_of_fields_goes_item_by_item() -> None:
    text = "# T\n\n- **Severity:** P1\n- **Region:** eu\n- **Status:** draft\n  more of it\n"
    text += "- **Date:** 2026-01-01\n"
    result = edited(text)
    assert "- **Region:** eu\n- **Status:** draft  \n  more of it\n" in result
    assert "P1" not in result
    assert "2026-01-01" not in result


def test_an_item_with_something_below_it_stays() -> None:
    text = "# T\n\n- **Severity:** P1\n    - because of this\n- **Date:** 2026-01-01\n"
    assert "- **Severity:** P1\n    - because of this\n" in edited(text)


def test_a_table_of_metadata_goes_when_it_is_shown_whole() -> None:
    text = "# T\n\n| Field | Value |\n|---|---|\n| **Date** | 2026-01-01 |\n| Severity | P1 |\n\nProse.\n"
    assert edited(text) == f"# T\n\n{SLOT}\n\n\n\nProse.\n"


def test_rows_that_the_header_does_not_show_stay_in_their_table() -> None:
    text = "# T\n\n| Field | Value |\n|---|---|\n| Date | 2026-01-01 |\n| Region | eu |\n| Severity | P1 |\n"
    assert "| Field | Value |\n|---|---|\n| Region | eu |\n" in edited(text)
    assert "2026" not in edited(text)


def test_a_table_without_a_heading_row_of_its_own_keeps_a_head() -> None:
    text = "# T\n\n| Date | 2026-01-01 |\n|---|---|\n| Region | eu |\n| Severity | P1 |\n| Zone | b |\n"
    result = edited(text)
    assert "| Region | eu |\n|---|---|\n| Zone | b |\n" in result
    assert "<table>" in rendered(result)


def test_the_slot_stands_under_the_title_or_at_the_top() -> None:
    assert edited("# T\nProse.\n") == f"# T\n\n{SLOT}\n\nProse.\n"
    assert edited("T\n=\n\nProse.\n") == f"T\n=\n\n{SLOT}\n\n\nProse.\n"
    assert edited("Prose only.\n") == f"{SLOT}\n\nProse only.\n"
    assert edited("# T") == f"# T\n\n{SLOT}\n"
    assert edited("") == f"{SLOT}\n\n"
    assert edited("> # Quoted\n\nProse.\n").startswith(SLOT)
    assert one(soup(rendered(edited("# T\n**Date:** 2026-01-01\n"))), "h1 + .pm-slot")


def test_a_document_whose_metadata_is_all_front_matter() -> None:
    text = "---\ntitle: A title\nid: INC-2026-001\nseverity: P1\n---\n\n\nProse.\n\n| a |\n|--|\n| 1 |\n"
    assert edited(text) == f"{SLOT}\n\n" + body(text)


def test_broken_front_matter_loses_nothing() -> None:
    text = "---\ntitle: a: b: c\n---\n\n# T\n\nProse.\n"
    incident, archive = make_incident(text)
    result = edit(incident, archive, text)
    assert result.replace(f"\n{SLOT}\n\n", "") == text


def test_windows_line_ends_are_read_as_mkdocs_reads_them() -> None:
    text = STALE.replace("\n", "\r\n")
    incident, archive = make_incident(text)
    assert edit(incident, archive, body(STALE)) == edited(STALE)
    # A plugin before us may hand them out as they are.
    assert "INC-2026-014" not in edit(incident, archive, body(STALE).replace("\n", "\r\n"))


def test_a_page_that_another_plugin_changed_is_read_again() -> None:
    archive = make_archive()
    incident = archive.by_uri[STALE_URI]
    changed = "!!! note\n    Reviewed by the board.\n\n" + body(STALE).replace(
        "renamed a column", "renamed two"
    )
    result = edit(incident, archive, changed)
    assert result.startswith("!!! note\n    Reviewed by the board.\n\n# Incident Postmortem")
    assert "renamed two" in result
    assert "**Severity:**" not in result
    assert "[INC-2025-031](2025/disk%20full%20%281%29.md)" in result
    assert result.count(SLOT) == 1


def test_a_changed_value_stays_because_the_header_does_not_show_it() -> None:
    archive = make_archive()
    changed = body(DOCUMENTS[BARE_URI]).replace("P2", "P1")
    result = edit(archive.by_uri[BARE_URI], archive, changed)
    assert "**Severity:** P1" in result
    assert "**Date:**" not in result


RELATED = """# T

## Related Incidents

| Incident | Date | Similarity |
|---|---|---|
{rows}
"""


@pytest.mark.parametrize(
    ("cell", "result"),
    [
        ("INC-2025-031", "[INC-2025-031](PATH)"),
        ("inc 2025 31", "[inc 2025 31](PATH)"),
        ("**INC-2025-031**", "**[INC-2025-031](PATH)**"),
        ("`INC-2025-031`", "[`INC-2025-031`](PATH)"),
        ("INC-2025-031: Orders lost", "[INC-2025-031](PATH): Orders lost"),
        ("disk full (1).md", "[disk full (1).md](PATH)"),
        ("[[INC-2025-031]]", "[INC-2025-031](PATH)"),
        ("[INC-2025-031](2025/other.md)", "[INC-2025-031](2025/other.md)"),
        ("[INC-2025-031](https://example.org/x)", "[INC-2025-031](https://example.org/x)"),
        ("INC-1999-001", "INC-1999-001"),
        ("None", "None"),
    ],
)
def test_rows_of_related_incidents_become_links(cell: str, result: str) -> None:
    text = RELATED.format(rows=f"| {cell} | 2025-11-02 | why |")
    archive = make_archive({**DOCUMENTS, "postmortems/new.md": text})
    path = "2025/disk%20full%20%281%29.md"
    done = edit(archive.by_uri["postmortems/new.md"], archive, text)
    assert f"| {result.replace('PATH', path)} | 2025-11-02 | why |" in done


def test_every_row_is_linked_and_a_document_does_not_link_itself() -> None:
    rows = "| INC-2025-031 | | one |\n| INC-2025-031 | | two |\n| INC-2026-077 | | itself |"
    text = "**Incident ID:** INC-2026-077\n\n" + RELATED.format(rows=rows)
    archive = make_archive({**DOCUMENTS, "postmortems/new.md": text})
    done = edit(archive.by_uri["postmortems/new.md"], archive, text)
    assert done.count("](2025/") == 2
    assert "[INC-2026-077]" not in done


def test_links_lead_out_of_sub_folders() -> None:
    text = DOCUMENTS[EARLIER_URI] + "\n## Related Incidents\n\n- INC-2026-014: the same table\n"
    archive = make_archive({**DOCUMENTS, EARLIER_URI: text})
    done = edit(archive.by_uri[EARLIER_URI], archive, text)
    assert "- [INC-2026-014](../2026-03-14-orders-mart-stale.md): the same table" in done


def test_nothing_else_changes() -> None:
    """Without slot, breaks and links, what is left is the text without the lines that the header shows."""
    result = edited(STALE).replace(f"{SLOT}", "").replace("  \n", "\n")
    kept = [line for line in body(STALE).split("\n") if line]
    shown = [f"**{name}:**" for name in ("Incident ID", "Date", "Severity", "Status", "Author", "Reviewers")]
    kept = [line for line in kept if not line.startswith(tuple(shown))]
    assert [line for line in result.split("\n") if line] == kept


def test_the_text_of_the_header_slot_is_one_block() -> None:
    html = rendered(edited(STALE))
    assert SLOT in html
    assert words(one(soup(html), "h1 + .pm-slot")) == ""


PIECES = (
    "# Title",
    "Title\n=====",
    "## Timeline",
    "**Severity:** P1",
    "**Date:** 2026-01-02",
    "**Region:** eu",
    "**Reviewers:** Dana",
    "**Status:** `draft`",
    "- **Author:** Dana",
    "- ",
    "- **Tags:** a, b",
    "    - nested",
    "    **Severity:** P2",
    "> **Services:** x",
    "| Date | 2026-01-03 |",
    "|---|---|",
    "| Field | Value |",
    "| Severity | P3 |",
    "| Region | us |",
    "**Time to detect (TTD):** 3 min",
    "**Total downtime:** 4 min",
    "```",
    "<div>",
    "<!-- c -->",
    "---",
    "Prose.",
    "",
    "",
)
KNOWN = re.compile(r"Severity|Date|Reviewers|Author|Tags|Services|Field")


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(lambda lines: "\n".join(["Intro.", "", *lines])))
def test_no_text_is_lost_but_what_the_header_shows(text: str) -> None:
    before = [line.rstrip() for line in text.split("\n") if line.strip()]
    after = [line.strip() for line in edited(text).replace(SLOT, "").split("\n") if line.strip()]
    for line in before:
        if line.strip() in after:
            after.remove(line.strip())
        else:
            assert KNOWN.search(line) or set(line) <= set("|-"), line
    assert after == []
