from datetime import date

import pytest
from markdown.extensions.toc import slugify
from markupsafe import Markup, escape

from mkdocs_postmortem.archive.quarters import quarter
from mkdocs_postmortem.labels import ENGLISH, Labels
from mkdocs_postmortem.pages.text import bare, duration, listing, quarter_text, slug


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 min"),
        (0.5, "30 s"),
        (1, "1 min"),
        (35, "35 min"),
        (59.6, "1 h"),
        (60, "1 h"),
        (170, "2 h 50 min"),
        (1440, "24 h"),
        (2880, "2 d"),
        (3215, "2 d 5 h 35 min"),
        (40320, "28 d"),
        (-5, "−5 min"),
    ],
)
def test_durations_are_written_in_the_largest_units_that_fit(minutes: float, text: str) -> None:
    assert duration(minutes, ENGLISH) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [(date(2025, 1, 1), "2025-Q1"), (date(2025, 3, 31), "2025-Q1"), (date(2025, 12, 31), "2025-Q4")],
)
def test_quarters(day: date, text: str) -> None:
    assert quarter(day) == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("`kafka` certificate **expired**", "kafka certificate expired"),
        ("[INC-1](a.md) again", "INC-1 again"),
        ("snake_case_stays, 2 * 3 * 4 too", "snake_case_stays, 2 * 3 * 4 too"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("`` a ` b ``", "a ` b"),
        (r"SLO\* of 2\*3 **met**, `a\*b` too", "SLO* of 2*3 met, `a\\*b` too".replace("`", "")),
        (r"\*not strong\*, C:\data", r"*not strong*, C:\data"),
        ("[EU][prod] Checkout down", "[EU][prod] Checkout down"),
    ],
)
def test_titles_lose_their_marks_and_nothing_else(written: str, read: str) -> None:
    assert bare(written) == read


def test_a_link_by_name_is_one_where_the_name_is_defined() -> None:
    text = "Fix it ([issue][Fix 7]), see [docs][], [EU][prod]"
    assert bare(text, {"fix 7", "docs"}) == "Fix it (issue), see docs, [EU][prod]"


def test_lists() -> None:
    assert listing(["a"], ENGLISH) == "a"
    assert listing(["a", "b", "c"], ENGLISH) == "a, b and c"
    assert listing([], ENGLISH) == ""


def test_a_list_of_markup_is_markup_whatever_the_label_says() -> None:
    labels = Labels({"{others} and {last}": "{others} & {last}"})
    parts = [Markup("<em>a</em>"), Markup("<em>b</em>"), escape("<c>")]
    said = listing(parts, labels)
    assert isinstance(said, Markup)
    assert said == "<em>a</em>, <em>b</em> &amp; &lt;c&gt;"


def test_durations_and_quarters_in_another_language() -> None:
    labels = Labels(
        {"{year} Q{quarter}": "{quarter}. Quartal {year}"},
        {"{number} d": ("ein Tag", "{number} Tage"), "{number} min": ("{number} Min.", "{number} Min.")},
    )
    assert duration(3215, labels) == "2 Tage 5 h 35 Min."
    assert quarter_text("2025-Q3", labels) == "3. Quartal 2025"


@pytest.mark.parametrize(
    "heading", ["Time to detect (TTD)", "Total downtime", "Délai – naïve  Größe", "a_b -- c"]
)
def test_slugs_are_those_of_python_markdown(heading: str) -> None:
    assert slug(heading) == slugify(heading, "-")
