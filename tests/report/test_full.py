"""The full format: what a reader sees, to the character."""

from __future__ import annotations

import unicodedata

import pytest

from mkdocs_postmortem.document.source import Span
from mkdocs_postmortem.report.style import columns, one_line
from tests.report.frames import PATH, finding, frame, shown, span_of

TEXT = """\
# Title

**Date:** 2025-03-14
**Severity:** P7
**Status:** closed

## Impact

None.
"""


def test_a_frame_with_both_neighbours() -> None:
    assert (
        frame(TEXT, finding(span_of(TEXT, "P7")))
        == """\
error PM111 Severity `P7` is not one of P1, P2
 --> docs/postmortems/a.md:4:15
  |
3 | **Date:** 2025-03-14
4 | **Severity:** P7
  |               ^^
5 | **Status:** closed
  |
help: write one of P1, P2"""
    )


def test_code_and_message_are_side_by_side_and_the_place_is_on_the_second_line() -> None:
    first, second, *_ = frame(TEXT, finding(span_of(TEXT, "P7"))).split("\n")
    assert "PM111 Severity `P7` is not one of P1, P2" in first
    assert second.strip() == f"--> {PATH}:4:15"


def test_an_empty_neighbour_is_left_out() -> None:
    assert (
        frame(TEXT, finding(span_of(TEXT, "None.")))
        == """\
error PM111 Severity `P7` is not one of P1, P2
 --> docs/postmortems/a.md:9:1
  |
9 | None.
  | ^^^^^
  |
help: write one of P1, P2"""
    )


def test_a_note_on_the_same_line() -> None:
    found = finding(span_of(TEXT, "P7"), note=(span_of(TEXT, "Severity"), "the label"))
    assert (
        frame(TEXT, found)
        == """\
error PM111 Severity `P7` is not one of P1, P2
 --> docs/postmortems/a.md:4:15
  |
3 | **Date:** 2025-03-14
4 | **Severity:** P7
  |   --------    ^^
  |   the label
5 | **Status:** closed
  |
help: write one of P1, P2"""
    )


def test_a_note_behind_the_finding_on_the_same_line() -> None:
    found = finding(span_of(TEXT, "Severity"), note=(span_of(TEXT, "P7"), "the value"))
    assert "  |   ^^^^^^^^    -- the value\n" in frame(TEXT, found)


def test_a_note_that_overlaps_has_a_row_of_its_own() -> None:
    found = finding(span_of(TEXT, "P7"), note=(span_of(TEXT, "**Severity:** P7"), "all of it"))
    assert "4 | **Severity:** P7\n  | ---------------- all of it\n  |               ^^\n" in frame(
        TEXT, found
    )


def test_a_note_on_another_line() -> None:
    found = finding(span_of(TEXT, "P7"), note=(span_of(TEXT, "None."), "said here"))
    assert (
        frame(TEXT, found)
        == """\
error PM111 Severity `P7` is not one of P1, P2
 --> docs/postmortems/a.md:4:15
  |
3 | **Date:** 2025-03-14
4 | **Severity:** P7
  |               ^^
5 | **Status:** closed
...
9 | None.
  | ----- said here
  |
help: write one of P1, P2"""
    )


def test_a_note_in_another_file() -> None:
    found = finding(span_of(TEXT, "P7"), note=(Span("docs/postmortems/b.md", 3, 5, 3, 9), "the same ID"))
    assert frame(TEXT, found).endswith("""\
5 | **Status:** closed
  |
  = note: the same ID: docs/postmortems/b.md:3:5
help: write one of P1, P2""")


def test_a_span_of_several_lines() -> None:
    found = finding(span_of(TEXT, "2025-03-14\n**Severity:** P7\n**Status"))
    assert (
        frame(TEXT, found)
        == """\
error PM111 Severity `P7` is not one of P1, P2
 --> docs/postmortems/a.md:3:11
  |
3 | **Date:** 2025-03-14
  |           ^^^^^^^^^^ to line 5
4 | **Severity:** P7
  |
help: write one of P1, P2"""
    )


def test_an_empty_span_is_one_caret() -> None:
    assert (
        frame("", finding(Span(PATH, 1, 1, 1, 1)))
        == """\
error PM111 Severity `P7` is not one of P1, P2
 --> docs/postmortems/a.md:1:1
  |
1 |
  | ^
  |
help: write one of P1, P2"""
    )


def test_the_margin_is_as_wide_as_the_largest_number() -> None:
    text = "\n".join(f"line {number}" for number in range(1, 120))
    found = finding(span_of(text, "line 99\n"[:-1]), note=(span_of(text, "line 107"), "here"))
    assert (
        frame(text, found)
        == """\
error PM111 Severity `P7` is not one of P1, P2
   --> docs/postmortems/a.md:99:1
    |
 98 | line 98
 99 | line 99
    | ^^^^^^^
100 | line 100
...
107 | line 107
    | -------- here
    |
help: write one of P1, P2"""
    )


def test_tabs_are_four_columns_everywhere() -> None:
    text = "a\tb\tP7\tc\n"
    assert "1 | a    b    P7    c\n  |           ^^\n" in frame(text, finding(span_of(text, "P7")))


@pytest.mark.parametrize(
    ("text", "find"),
    [
        ("| 日本語 | P7 |", "P7"),
        ("| 日本語 | P7 |", "日本語"),
        ("| 🚀🚀 | P7 |", "P7"),
        ("| ⚠️ | P7 |", "P7"),
        ("| 👩‍💻 | P7 |", "P7"),
        ("| e\u0301e\u0323\u0302 | P7 |", "P7"),
        ("| ｆｕｌｌ | P7 |", "P7"),
        ("| नमस्ते\u200d | P7 |", "P7"),
        ("| Grüße\u00a0· | P7 |", "P7"),
    ],
)
def test_carets_stand_under_what_they_mean(text: str, find: str) -> None:
    lines = frame(text, finding(span_of(text, find))).split("\n")
    above, carets = lines[3][4:], lines[4][4:]
    assert above == text
    assert carets.index("^") == _width(text[: text.index(find)])
    assert carets.count("^") == _width(find)


def _width(text: str) -> int:
    """Return how wide a terminal draws a text, worked out in another way than the report does."""
    text = text.replace("⚠️", "日").replace("👩‍💻", "日").replace("\u200d", "")
    marks = sum(unicodedata.category(char) in ("Mn", "Me") for char in text)
    wide = sum(unicodedata.east_asian_width(char) in ("W", "F") for char in text)
    return len(text) - marks + wide


@pytest.mark.parametrize(
    ("text", "width"),
    [("abc", 3), ("日本", 4), ("e\u0301", 1), ("⚠️", 2), ("⚠", 1), ("👩‍💻", 2), ("🚀x", 3), ("\ufe0f", 0)],
)
def test_columns(text: str, width: int) -> None:
    assert columns(text) == width


def test_a_long_line_is_cut_around_the_finding() -> None:
    text = "x" * 200 + " P7 " + "y" * 200 + "\nshort\n"
    assert (
        frame(text, finding(span_of(text, "P7")), width=60)
        == """\
error PM111 Severity `P7` is not one of P1, P2
 --> docs/postmortems/a.md:1:202
  |
1 | …xxxxxxxxxxxxxxxxx P7 yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…
  |                    ^^
2 | …
  |
help: write one of P1, P2"""
    )


def test_all_lines_of_a_frame_are_cut_alike() -> None:
    rows = [f"| {'x' * 80} | {word} | {'y' * 80} |" for word in ("one", "P7", "three")]
    text = "\n".join(rows)
    lines = frame(text, finding(span_of(text, "P7")), width=60).split("\n")
    assert lines[3].index("| one") == lines[4].index("| P7") == lines[6].index("| three")


def test_a_line_is_not_cut_at_its_start_where_the_finding_fits() -> None:
    text = "P7 " + "y" * 200
    assert "1 | P7 yyy" in frame(text, finding(span_of(text, "P7")), width=60)


@pytest.mark.parametrize("width", [0, 1, 20, 40, 60, 100])
def test_no_source_line_is_wider_than_the_terminal(width: int) -> None:
    text = "x" * 300 + "P7" + "x" * 300
    lines = frame(text, finding(span_of(text, "P7")), width=width).split("\n")
    assert "^^" in lines[4]
    assert max(len(line) for line in lines[3:5]) <= max(width, 44)


def test_a_finding_wider_than_the_terminal() -> None:
    text = "| " + "x" * 300 + " |"
    lines = frame(text, finding(span_of(text, "x" * 300)), width=60).split("\n")
    assert lines[3:5] == ["1 | | " + "x" * 53 + "…", "  |   " + "^" * 53]


def test_control_characters_of_a_document_reach_no_terminal() -> None:
    text = "P7 \x1b[31mred\x1b[0m \x07\x08 \u202eback\u202c \x9b1m \u2028\n"
    report = shown(
        text,
        finding(
            span_of(text, "red"),
            "\x1b]8;;evil\x07 `x`\nsecond",
            advice="a\rb",
            note=(span_of(text, "P7"), "\x1b[2J"),
        ),
    )
    assert all(char.isprintable() or char == "\n" for char in report)
    assert "1 | P7 �[31mred�[0m �� �back� �1m �\n" in report
    assert report.startswith("error PM111 �]8;;evil� `x`�second\n")
    assert "help: a�b" in report


def test_control_characters_of_a_file_name_reach_no_terminal() -> None:
    found = finding(Span("a\nb\x1b[31m.md", 1, 1, 1, 2))
    assert " --> a�b�[31m.md:1:1\n" in shown("x", found)


@pytest.mark.parametrize(
    ("text", "expected"), [("Grüße\u00a0日本 👩‍💻", True), ("a\u3000b", True), ("a\tb", False)]
)
def test_what_is_harmless_stays(text: str, expected: bool) -> None:
    assert (one_line(text) == text) is expected


def test_colours() -> None:
    blue, red, bold, cyan, off = "\x1b[1;34m", "\x1b[1;31m", "\x1b[1m", "\x1b[1;36m", "\x1b[0m"
    found = finding(span_of(TEXT, "P7"), note=(span_of(TEXT, "Severity"), "the label"))
    assert shown(TEXT, found, color=True).split("\n") == [
        f"{red}error{off} {red}PM111{off} {bold}Severity `P7` is not one of P1, P2{off}",
        f" {blue}-->{off} docs/postmortems/a.md:4:15",
        f"  {blue}|{off}",
        f"{blue}3{off} {blue}|{off} **Date:** 2025-03-14",
        f"{blue}4{off} {blue}|{off} **Severity:** P7",
        f"  {blue}|{off}   {blue}--------{off}    {red}^^{off}",
        f"  {blue}|{off}   {blue}the label{off}",
        f"{blue}5{off} {blue}|{off} **Status:** closed",
        f"  {blue}|{off}",
        f"{cyan}help:{off} write one of P1, P2",
        "",
        f"Found {red}1 error{off} in 1 of 3 documents. `postmortem rule PM111` explains it.",
    ]


@pytest.mark.parametrize(("level", "color"), [("error", "1;31"), ("warning", "1;33"), ("info", "1;34")])
def test_each_level_has_its_colour(level: str, color: str) -> None:
    first = shown(TEXT, finding(span_of(TEXT, "P7"), level=level), color=True).split("\n")[0]
    assert first.startswith(f"\x1b[{color}m{level}\x1b[0m \x1b[{color}mPM111\x1b[0m ")


def test_a_document_whose_text_is_not_known_has_no_lines() -> None:
    found = finding(Span("elsewhere.md", 4, 15, 4, 17))
    assert (
        frame(TEXT, found)
        == """\
error PM111 Severity `P7` is not one of P1, P2
 --> elsewhere.md:4:15
help: write one of P1, P2"""
    )


# -- the last line --


def test_no_findings() -> None:
    assert shown(TEXT) == "No findings in 3 documents."


def test_no_findings_but_infos() -> None:
    assert shown(TEXT, held_back=1) == (
        "No findings in 3 documents. 1 informational finding not shown: `postmortem check --info`."
    )


def test_counts_and_what_to_run_next() -> None:
    found = [
        finding(span_of(TEXT, "closed"), code="PM112", level="warning"),
        finding(span_of(TEXT, "P7"), code="PM111"),
        finding(span_of(TEXT, "P7"), code="PM111"),
        finding(span_of(TEXT, "None."), code="PM403", level="info"),
    ]
    assert shown(TEXT, *found, held_back=2).split("\n")[-1] == (
        "Found 2 errors, 1 warning, 1 info in 1 of 3 documents. "
        "`postmortem rule PM111` explains the gravest. "
        "2 informational findings not shown: `postmortem check --info`."
    )


def test_a_label_stands_behind_the_carets_and_two_places_are_shown() -> None:
    text = "| 22:05 | Detected |\n| 23:40 | Mitigated |\n\n**TTM:** 45 minutes\n"
    found = finding(
        span_of(text, "45 minutes"),
        "TTM says 45 minutes, the timeline gives 95 min",
        note=(span_of(text, "22:05"), "detected"),
        also=(span_of(text, "23:40"), "mitigated"),
        label="50 min short",
        advice="write `95 minutes`",
    )
    assert shown(text, found).split("\n\n")[0].splitlines() == [
        "error PM111 TTM says 45 minutes, the timeline gives 95 min",
        f" --> {PATH}:4:10",
        "  |",
        "1 | | 22:05 | Detected |",
        "  |   ----- detected",
        "2 | | 23:40 | Mitigated |",
        "  |   ----- mitigated",
        "...",
        "4 | **TTM:** 45 minutes",
        "  |          ^^^^^^^^^^ 50 min short",
        "  |",
        "help: write `95 minutes`",
    ]
