"""Marks of actions, and folds of the appendix: the page differs by these, and by nothing else."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortem import pages
from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.pages.changes import apply
from mkdocs_postmortem.pages.folds import fold_changes
from mkdocs_postmortem.pages.marks import mark_changes
from tests.pages.small_archive import TODAY, make_incident, one, soup, without_marks, words

DEMO = Path(__file__).resolve().parents[2] / "docs" / "postmortems"
EXTENSIONS = ["tables", "fenced_code", "toc"]  # what the reader takes for granted
HEAD = "| # | Action | Due Date | Status |\n|---|---|---|---|\n"
EARLY, LATE = "2026-11-23", "2026-11-11"


def marked(text: str, today: date | None = TODAY) -> str:
    """Return a text with nothing but its marks."""
    incident, archive = make_incident(text)
    document = incident.document
    return apply(document.source.text, 0, mark_changes(document, archive.template, archive.labels, today))


def row(cells: str, today: date | None = TODAY) -> str:
    """Return how a row of an action table is marked: `due | status`."""
    text = f"# T\n\n## Action Items\n\n{HEAD}| 1 | Do it | {cells} |\n"
    done = marked(text, today)
    assert done.startswith(text[: text.index("| Do it")])
    return done[done.index("| Do it | ") + 10 :].removesuffix(" |\n")


def item(text: str) -> str:
    """Return how an item of an action list is marked."""
    return marked(f"# T\n\n## Action Items\n\n- {text}\n").partition("\n- ")[2].removesuffix("\n")


def state(word: str, kind: str) -> str:
    return f'<span class="pm-state pm-state-{kind}">{word}</span>'


def late_day(text: str, late: str, iso: str = "") -> str:
    remark = f' <small class="pm-late" data-search-exclude>{late} late</small>'
    return f'<time class="pm-day" datetime="{iso or text}">{text}</time>{remark}'


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("Done", state("Done", "done")),
        ("in progress", state("in progress", "open")),
        ("Open", state("Open", "open")),
        ("Blocked by the vendor", f"{state('Blocked', 'open')} by the vendor"),
        ("Won't do", state("Won't do", "dropped")),
        ("**Done**", f"**{state('Done', 'done')}**"),
        ("_Done_ (see #12)", f"_{state('Done', 'done')}_ (see #12)"),
        ("✅ Done", state("✅ Done", "done")),
        ("Done (2025-04-02)", f"{state('Done', 'done')} (2025-04-02)"),
        ("Done in [#12](x.md)", f"{state('Done', 'done')} in [#12](x.md)"),
        ("[Done](x.md)", f"[{state('Done', 'done')}](x.md)"),
        # What is no word of the vocabulary, or more than plain text, stays as it is.
        ("Nearly", "Nearly"),
        ("", ""),
        ("`Done`", "`Done`"),
        ("<b>Done</b>", "<b>Done</b>"),
        ("Done / Open", "Done / Open"),
    ],
)
def test_statuses(status: str, expected: str) -> None:
    assert row(f"| {status}").removeprefix("| ").strip() == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (f"{LATE} | TODO", f"{late_day(LATE, '12 days')} | {state('TODO', 'open')}"),
        ("2026-11-22 | TODO", f"{late_day('2026-11-22', '1 day')} | {state('TODO', 'open')}"),
        (f"{EARLY} | TODO", f"{EARLY} | {state('TODO', 'open')}"),
        (f"{LATE} | Done", f"{LATE} | {state('Done', 'done')}"),
        (f"{LATE} | Dropped", f"{LATE} | {state('Dropped', 'dropped')}"),
        (f"**{LATE}** (moved) | Nearly", f"**{late_day(LATE, '12 days')}** (moved) | Nearly"),
        ("11 Nov 2026 | TODO", f"{late_day('11 Nov 2026', '12 days', LATE)} | {state('TODO', 'open')}"),
        (f"`{LATE}` | TODO", f"`{LATE}` | {state('TODO', 'open')}"),
        ("soon | TODO", f"soon | {state('TODO', 'open')}"),
    ],
)
def test_due_dates(cells: str, expected: str) -> None:
    assert row(cells) == expected


def test_without_a_day_nothing_is_late() -> None:
    assert row(f"{LATE} | Nearly", None) == f"{LATE} | Nearly"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"Do it [Due: {LATE}] [Status: in progress]",
            f"Do it [Due: {late_day(LATE, '12 days')}] [Status: {state('in progress', 'open')}]",
        ),
        ("Do it (done in #12)", f"Do it ({state('done', 'done')} in #12)"),
        ("Do `it` _done_", f"Do `it` _{state('done', 'done')}_"),
        ("[x] Do it", "[x] Do it"),
    ],
)
def test_items_of_a_list(text: str, expected: str) -> None:
    assert item(text) == expected


def test_a_row_of_the_template_is_left_alone() -> None:
    assert row("{DATE} | {STATUS}") == "{DATE} | {STATUS}"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<td>2025-04-02</td>", '<td><time class="pm-day">2025-04-02</time></td>'),
        ('<td style="text-align: right;">2025-04-02</td>', None),
        ("<td>Done (2025-04-02)</td>", '<td>Done (<time class="pm-day">2025-04-02</time>)</td>'),
        # No day, not alone, or in one piece already.
        ("<td>2025-14-02</td>", "<td>2025-14-02</td>"),
        ("<td>until 2025-04-02</td>", "<td>until 2025-04-02</td>"),
        ("<td>2025-04-02 22:05</td>", "<td>2025-04-02 22:05</td>"),
        ("<p>2025-04-02</p>", "<p>2025-04-02</p>"),
        (f"<td>{late_day(LATE, '12 days')}</td>", f"<td>{late_day(LATE, '12 days')}</td>"),
        ("<code>&lt;td&gt;2025-04-02&lt;/td&gt;</code>", "<code>&lt;td&gt;2025-04-02&lt;/td&gt;</code>"),
    ],
)
def test_days_in_tables_stay_in_one_piece(cell: str, expected: str | None) -> None:
    if expected is None:
        expected = cell.replace("2025-04-02", '<time class="pm-day">2025-04-02</time>')
    assert pages.keep_whole(cell) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="a/">INC-2024-038</a>', '<a href="a/"><span class="pm-key">INC-2024-038</span></a>'),
        ("<td>DATA-102</td>", '<td><span class="pm-key">DATA-102</span></td>'),
        (
            '<td style="text-align: left;">INC-2024-038, late</td>',
            '<td style="text-align: left;"><span class="pm-key">INC-2024-038</span>, late</td>',
        ),
        ('<a href="a/">SEV-3: late</a>', '<a href="a/"><span class="pm-key">SEV-3</span>: late</a>'),
        # No ID, or wider than a phone's column.
        ("<td>client-side</td>", "<td>client-side</td>"),
        ("<td>10-15 min</td>", "<td>10-15 min</td>"),
        ("<td>INC-2024-038.md</td>", "<td>INC-2024-038.md</td>"),
        ("<code>INC-2024-038</code>", "<code>INC-2024-038</code>"),
        (f"<td>KAFKA-{'9' * 19}</td>", f"<td>KAFKA-{'9' * 19}</td>"),
        ("<abbr>INC-2024-038</abbr>", "<abbr>INC-2024-038</abbr>"),
    ],
)
def test_ids_stay_in_one_piece(html: str, expected: str) -> None:
    assert pages.keep_whole(html) == expected


def rendered(text: str) -> str:
    return markdown.markdown(text, extensions=EXTENSIONS)


CELLS = st.lists(
    st.sampled_from(
        [
            *("Done", "TODO", "In progress", "Dropped", "2026-11-01", "2025-04-02", "INC-2024-031", "word"),
            *(
                "`",
                "``",
                "*",
                "**",
                "_",
                "[",
                "]",
                "(",
                ")",
                "<b>",
                "</b>",
                "<!--",
                "-->",
                "\\",
                "~~",
                "&amp;",
            ),
            *(
                " ",
                " ",
                " ",
                ":",
                "[Due: ",
                "[Status: ",
                "(done)",
                "<i x='",
                "'>",
                "{: .x}",
                "{",
                "}",
                "^",
                "$",
            ),
        ]
    ),
    max_size=6,
).map("".join)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=2), st.booleans())
def test_generated_actions_differ_by_marks_only(cells: list[tuple[str, str, str]], table: bool) -> None:
    text = "# T\n\n## Action Items\n\n"
    if table:
        text += HEAD + "".join(f"| 1 | {' | '.join(each)} |\n" for each in cells)
    else:
        text += "".join(f"- {' '.join(each)}\n" for each in cells)
    assert without_marks(rendered(marked(text))) == rendered(text)


# -- folds --


def folded(text: str, longest: int = 3) -> str:
    """Return the HTML of a text whose long blocks are folded."""
    incident, archive = make_incident(text)
    document = incident.document
    return pages.fold(
        rendered(apply(document.source.text, 0, fold_changes(document, longest, archive.labels)))
    )


def lines(number: int, text: str = "line") -> str:
    return "".join(f"{text} {each}\n" for each in range(1, number + 1))


APPENDIX = "# T\n\n## Appendix\n\nAbove it:\n\n"
TABLE = "| a | b |\n|---|---|\n"


@pytest.mark.parametrize(
    ("block", "summary"),
    [
        (f"```sql\n{lines(4)}```\n", "4 lines of sql"),
        (f"~~~ text\n{lines(5)}~~~\n", "5 lines"),
        (f"```\n{lines(4)}```", "4 lines"),
        (lines(4, "    indented"), "4 lines"),
        (TABLE + "| 1 | 2 |\n" * 4, "Table of 4 rows"),
    ],
)
def test_what_is_longer_is_folded(block: str, summary: str) -> None:
    text = f"{APPENDIX}{block}\n\nBelow it.\n"
    place = soup(folded(text))
    details = one(place, "details.pm-fold")
    assert not details.has_attr("open")
    assert words(one(details, "summary")) == summary
    assert len(details.select("pre, table")) == 1
    assert [words(each) for each in place.select("p")] == ["Above it:", "Below it."]
    assert "pm-slot" not in str(place)


@pytest.mark.parametrize(
    "text",
    [
        f"{APPENDIX}```sql\n{lines(3)}```\n",
        f"{APPENDIX}{TABLE}" + "| 1 | 2 |\n" * 3,
        f"{APPENDIX}" + lines(9, "text"),
        f"{APPENDIX}- item\n\n" + lines(9, "        deep"),
        f"# T\n\n## What Happened\n\n```sql\n{lines(9)}```\n",
    ],
    ids=["short code", "short table", "text", "in a list", "another section"],
)
def test_what_is_not_stays_open(text: str) -> None:
    assert folded(text) == rendered(text)


def test_zero_folds_nothing() -> None:
    text = f"{APPENDIX}```sql\n{lines(90)}```\n"
    assert folded(text, 0) == rendered(text)


def test_a_language_is_data() -> None:
    html = folded(f"{APPENDIX}```a<b>\n{lines(4)}```\n")
    assert "<b>" not in html


def test_a_mark_that_lost_its_other_side_folds_nothing() -> None:
    begin = '<div class="pm-slot" data-postmortem="fold">4 lines</div>'
    end = pages.slot("fold-end")
    assert pages.fold(f"{begin}\n<p>x</p>") == f"{begin}\n<p>x</p>"
    assert pages.fold(f"{begin}<p>x</p>{begin}<p>y</p>{end}").startswith(f"{begin}<p>x</p><details")


BLOCKS = st.sampled_from(
    [
        *("```sql\na\nb\nc\n```\n", "~~~\na\n\nb\n~~~\n", "```\nopen\n", "    a\n    b\n    c\n", "- item\n"),
        *("text\n", "\n", "\n", "> quote\n", "### Logs\n", "| a |\n|---|\n| 1 |\n| 2 |\n| 3 |\n", "<div>\n"),
        *("</div>\n", "<!-- c -->\n", "1. one\n", "---\n", "    - deep\n", "[x]: y.md\n"),
    ]
)


@given(st.lists(BLOCKS, max_size=8).map("".join))
def test_generated_appendices_differ_by_folds_only(text: str) -> None:
    text = f"# T\n\n## Appendix\n\n{text}"
    assert without_marks(folded(text, 1)).split() == rendered(text).split()


# -- all together --


@pytest.mark.parametrize("name", sorted(path.name for path in DEMO.glob("2*.md")))
def test_pages_of_the_demo_differ_by_marks_only(name: str) -> None:
    text = (DEMO / name).read_text(encoding="utf-8")
    incident, archive = make_incident(text, f"postmortems/{name}")
    body = incident.document.source.text[incident.document.front_matter.body :]

    def page(today: date | None, fold: int) -> str:
        object.__setattr__(archive.settings, "fold", fold)
        edited = pages.edit_page(incident, archive, body, lambda uri: uri, Dialect(), today)
        return pages.fold(rendered(edited))

    everything, plain = page(TODAY, 1), page(None, 0)
    assert without_marks(everything).split() == without_marks(plain).split()
    assert not re.search("pm-(?:state|day|late|fold)", without_marks(everything))
