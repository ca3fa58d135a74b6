"""PM501, PM503, PM520 and PM521: sections that say too little."""

from __future__ import annotations

from mkdocs_postmortem.rules.words import word_count
from tests.rules.mending import mended
from tests.rules.support import both, fails, passes, section

STORY = section("What Happened")
CAUSE = section("Root Cause")
LUCK = "- It was Friday night, and nobody read the figures before noon.\n"
LESSON = "1. An empty batch is a finding and not a success.\n"


def story(text: str) -> list[tuple[str, str]]:
    """Return the edit that tells another story."""
    return [(STORY, f"## What Happened\n\n{text}\n\n")]


def cause(text: str) -> list[tuple[str, str]]:
    """Return the edit that names another root cause."""
    return [(CAUSE, f"## Root Cause\n\n{text}\n\n")]


SHORT = "The loader dropped every batch, and nobody was told of it."
FAILS = [
    fails(
        "PM501",
        "a-sentence",
        story(SHORT),
        ["48:4 PM501 warning What Happened has 11 words; tell the story in 2-3 paragraphs"],
    ),
    fails(
        "PM501",
        "marks-are-no-words",
        story(SHORT + " – — & | ** --"),
        ["48:4 PM501 warning What Happened has 11 words; tell the story in 2-3 paragraphs"],
    ),
    fails(
        "PM501",
        "without-blanks",
        story("注文のデータが三時間更新されなかった。"),
        ["48:4 PM501 warning What Happened has 9 words; tell the story in 2-3 paragraphs"],
    ),
    fails(
        "PM501",
        "draft",
        story(SHORT),
        ["48:4 PM501 info What Happened has 11 words; tell the story in 2-3 paragraphs"],
        base="draft",
    ),
    fails(
        "PM503",
        "three-words",
        cause("A renamed column."),
        ["54:4 PM503 warning Root Cause has 3 words; explain the cause in 1-2 paragraphs"],
    ),
    fails(
        "PM520",
        "tbd",
        [(LUCK, "- TBD\n")],
        ["82:3 PM520 warning Where We Got Lucky is empty (found `TBD`); write `- Nothing` if so"],
    ),
    fails(
        "PM520",
        "an-empty-bullet",
        [(LUCK, "-\n")],
        ["82:1 PM520 warning Where We Got Lucky is empty (found `-`); write `- Nothing` if so"],
    ),
    fails("PM520", "prose-is-told", [(LUCK, LUCK[2:])], ["80:4 PM520 info Where We Got Lucky has no list"]),
    fails(
        "PM520",
        "draft",
        [(LUCK, "- ?\n")],
        ["82:3 PM520 info Where We Got Lucky is empty (found `?`); write `- Nothing` if so"],
        base="draft",
    ),
    fails(
        "PM521",
        "bullets",
        [(LESSON, "- " + LESSON[3:])],
        ["93:4 PM521 warning Lessons Learned has no numbered lesson"],
    ),
    fails(
        "PM521",
        "prose-is-told",
        [(LESSON, LESSON[3:])],
        ["93:4 PM521 info Lessons Learned has no numbered lesson"],
    ),
    fails(
        "PM521",
        "draft",
        [(LESSON, "* " + LESSON[3:])],
        ["93:4 PM521 info Lessons Learned has no numbered lesson"],
        base="draft",
    ),
]
PASSES = [
    passes("PM501", "in-a-list", story("".join(f"- {SHORT}\n" for _ in range(4)))),
    passes("PM501", "in-a-table", story("| Who | What |\n|---|---|\n" + f"| Dana | {SHORT} |\n" * 4)),
    passes(
        "PM501", "below-sub-headings", story(f"### Before\n\n{SHORT} {SHORT}\n\n### After\n\n{SHORT} {SHORT}")
    ),
    passes("PM501", "without-blanks", story("注文のデータが三時間更新されなかった。" * 5)),
    passes("PM503", "twenty-words", cause(f"{SHORT} {SHORT}")),
    passes("PM520", "nothing", [(LUCK, "- Nothing\n")]),
    passes("PM520", "none-without-a-bullet", [(LUCK, "None.\n")]),
    passes("PM520", "numbered", [(LUCK, "1. " + LUCK[2:])]),
    passes("PM520", "a-table", [(LUCK, "| What | Why |\n|---|---|\n| Friday | No readers |\n")]),
    passes("PM521", "numbers-and-bullets", [(LESSON, LESSON + "\n- A side remark.\n")]),
    passes("PM521", "none", [(LESSON, "None.\n")]),
]


test_fails, test_passes = both(FAILS, PASSES)


def test_bullets_are_numbered() -> None:
    bullets = (
        "- Look at batches.\n- Ask the producer,\n  before a release.\n    - In a channel.\n\n- Write it.\n"
    )
    assert mended("PM521", [(LESSON, bullets)]) == (
        "1. Look at batches.\n2. Ask the producer,\n3. Write it.",
        "safe",
    )


def test_words_are_counted_in_scripts_with_and_without_blanks() -> None:
    assert word_count("two words") == 2
    assert word_count("— … `x` 3") == 2
    assert word_count("注文が止まった") == 4
    assert word_count("") == 0
