"""The map: everyone is on it, nobody stands on anybody, and every tie is drawn and told."""

from __future__ import annotations

import json
import math
from datetime import date, timedelta
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortem import pages
from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.pages.arguments import parse
from mkdocs_postmortem.pages.map_layout import WIDTH, MapLayout, lay_out
from tests.pages.small_archive import TODAY, make_archive, one, soup, url_for, words

SEVERITIES = ("P1", "P2", "P3", "P4", "")
CATEGORIES = ("Capacity", "Schema change", "")


def incident(number: int, day: str = "", severity: str = "P2", category: str = "", text: str = "") -> str:
    lines = [f"# Number {number}", "", f"**Incident ID:** INC-2025-{number:03d}"]
    lines += [f"**Date:** {day}"] if day else []
    lines += [f"**Severity:** {severity}"] if severity else []
    lines += ["", "## Root Cause", "", f"**Root cause category:** {category}"] if category else []
    return "\n".join([*lines, "", text, ""])


def archive_of(*documents: str, similar: int = 0) -> Archive:
    # No day in the name of a file: an undated incident has none.
    named = {f"postmortems/{number}.md": text for number, text in enumerate(documents, 1)}
    return make_archive(named, similar=similar)


def page(found: Archive) -> BeautifulSoup:
    return soup(pages.archive_parts(found, url_for, TODAY)["map"]())


FIVE = archive_of(
    incident(1, "2025-01-10", "P1", "Capacity"),
    incident(2, "2025-03-10", "P2", "Capacity", "As in INC-2025-001, the pool was empty. And so on."),
    incident(
        3, "2025-05-10", "P4", "Schema change", "**Recurrence of:** INC-2025-002\n\nUnlike INC-2025-001."
    ),
    incident(4, "2025-07-10", "", "Schema change"),
    incident(5, "", "P2", ""),
)


def test_everyone_is_on_it_and_tells_of_itself() -> None:
    html = page(FIVE)
    dots = html.select("a.pm-dot")
    assert sorted(str(dot["href"]) for dot in dots) == [
        f"to/postmortems/{number}.md" for number in range(1, 6)
    ]
    first = one(html, 'a.pm-dot[href="to/postmortems/1.md"]')
    assert first["title"] == "INC-2025-001 · Number 1 · 2025-01-10 · P1"
    assert json.loads(str(first["data-pm-card"]))[:3] == ["INC-2025-001", "Number 1", "P1"]
    assert {str(dot["tabindex"]) for dot in dots} == {"-1"}


def test_lanes_are_named_and_the_commonest_comes_first() -> None:
    html = page(FIVE)
    assert [words(each) for each in html.select(".pm-lane-name")] == [
        "Schema change 2",
        "Capacity 2",
        "No category 1",
    ]
    assert [str(each["aria-label"]) for each in html.select(".pm-lane")] == [
        "Schema change",
        "Capacity",
        "No category",
    ]
    named = one(html, ".pm-lane-1 .pm-lane-name a")
    assert named["href"] == "to/postmortems/index.md?category=Schema+change#pm-incidents"
    assert [dot["href"] for dot in html.select(".pm-lane-none .pm-dot")] == ["to/postmortems/5.md"]


def test_the_key_has_the_severities_that_occur() -> None:
    assert [words(each) for each in page(FIVE).select(".pm-map-key li")] == [
        "P1 1",
        "P2 2",
        "P4 1",
        "No severity 1",
        "Recurrence of 1",
        "Related or mentioned 2",
    ]


def test_every_tie_is_a_curve_between_its_two_dots() -> None:
    html = page(FIVE)
    names = [str(dot["href"])[-4] for dot in html.select("a.pm-dot")]
    ends = [str(path["data-ends"]).split() for path in html.select(".pm-map-ties path")]
    joined = [(names[int(one)], names[int(two)]) for one, two in ends]
    assert joined == [("3", "1"), ("2", "1"), ("3", "2")]
    layout = lay_out(FIVE)
    dots = [dot for lane in layout.lanes for dot in lane.dots]
    for path, (start, end) in list(zip(html.select(".pm-map-ties path"), ends, strict=True))[:2]:
        begin, finish = dots[int(start)], dots[int(end)]
        drawn = str(path["d"])
        assert drawn.startswith(f"M{begin.x:g} {begin.y:g}Q")
        assert drawn.endswith(f" {finish.x:g} {finish.y:g}")


TOLD = archive_of(
    incident(1, "2025-01-10"),
    incident(2, "2025-03-10", text="**Recurrence of:** INC-2025-001"),
    incident(3, "2025-05-10", "P1", text="**Superseded by:** INC-2025-004\n\nSee INC-2025-002."),
    incident(4, "2025-07-10"),
    incident(5, "2025-09-10", text="**Caused by:** INC-2025-004"),
)


def test_what_says_more_is_drawn_above_and_leads_as_the_words_do() -> None:
    html = page(TOLD)
    names = [str(dot["href"])[-4] for dot in html.select("a.pm-dot")]
    drawn = [
        (str(group["class"][-1]), group.get("marker-end"), [(names[int(a)], names[int(b)]) for a, b in ends])
        for group in html.select(".pm-map-ties")
        for ends in [[str(path["data-ends"]).split() for path in group.select("path")]]
    ]
    arrow = "url(#pm-arrow)"
    assert drawn == [
        ("pm-strand-plain", None, [("3", "2")]),
        ("pm-strand-stated", arrow, [("5", "4"), ("3", "4")]),
        ("pm-strand-again", arrow, [("2", "1")]),
    ]
    assert [words(each) for each in html.select(".pm-map-strand")] == [
        "Recurrence of 1",
        "Caused by, Superseded by 2",
        "Related or mentioned 1",
    ]


def test_a_curve_that_leads_ends_at_the_edge_of_a_dot() -> None:
    layout = lay_out(TOLD)
    dots = [dot for lane in layout.lanes for dot in lane.dots]
    (path,) = page(TOLD).select(".pm-map-ties.pm-strand-again path")
    end = dots[int(str(path["data-ends"]).split()[1])]
    x, y = map(float, str(path["d"]).split()[-2:])
    assert math.isclose(math.hypot(end.x - x, end.y - y), layout.sizes[1] / 2 + 1, abs_tol=0.1)


def test_the_list_says_what_the_curves_show() -> None:
    html = page(FIVE)
    assert "3 of 5 incidents are joined." in words(one(html, ".pm-map > p"))
    family = one(html, ".pm-family")
    assert words(one(family, "h3")) == "3 incidents, 2025-01-10 to 2025-05-10"
    assert [words(each) for each in family.select(".pm-family > ul > li")] == [
        "P4 INC-2025-003 Number 3 2025-05-10 "
        "Recurrence of INC-2025-002 Mentions INC-2025-001: Unlike INC-2025-001.",
        "P2 INC-2025-002 Number 2 2025-03-10 Mentions INC-2025-001: As in INC-2025-001, the pool was empty.",
        "P1 INC-2025-001 Number 1 2025-01-10",
    ]
    assert one(html, ".pm-more a")["href"] == "to/postmortems/index.md"


def test_an_archive_without_ties_has_a_map_and_no_list() -> None:
    html = page(archive_of(incident(1), incident(2)))
    assert len(html.select("a.pm-dot")) == 2
    assert html.select(".pm-map-ties path, .pm-families, .pm-map-switch") == []
    assert "0 of 2 incidents are joined." in words(one(html, ".pm-map > p"))


def test_who_reads_alike_waits_for_a_switch() -> None:
    text = "The certificate of the broker had expired, and the rotation job had been switched off."
    alike = [incident(number, category="Capacity", text=text) for number in (1, 2)]
    html = page(archive_of(*alike, incident(3), incident(4), similar=5))
    assert len(html.select(".pm-map-alike path")) == 1
    assert words(one(html, ".pm-map-switch")) == "Nobody has linked these, but they read alike 1"
    assert not one(html, ".pm-map-switch input").has_attr("checked")


def test_a_part_of_it_has_the_ties_between_those_on_it() -> None:
    asked, _ = parse("map", 'category=Capacity category="Schema change" when=2025-Q1 when=2025-Q2')
    html = soup(pages.archive_parts(FIVE, url_for, TODAY)["map"](asked))
    assert sorted(str(dot["href"])[-4:] for dot in html.select("a.pm-dot")) == ["1.md", "2.md", "3.md"]
    assert len(html.select(".pm-map-ties path")) == 3
    asked, _ = parse("map", "severity=P1 severity=P2")
    html = soup(pages.archive_parts(FIVE, url_for, TODAY)["map"](asked))
    assert len(html.select(".pm-map-ties path")) == 1
    assert "2 of 3 incidents are joined." in words(one(html, ".pm-map > p"))


def test_an_empty_archive_says_so() -> None:
    assert "no postmortem yet" in words(page(make_archive({})))


def test_hostile_text_stays_text() -> None:
    evil = "<img src=x onerror=alert(1)>"
    second = incident(2, text=f"As in INC-2025-001 {evil}").replace("Number", evil)
    html = page(archive_of(incident(1), second))
    assert html.find("img") is None
    assert evil in words(one(html, ".pm-families"))


def places(layout: MapLayout) -> list[tuple[float, float, float]]:
    """Return where each dot is, and how large at most."""
    return [(dot.x, dot.y, max(layout.sizes)) for lane in layout.lanes for dot in lane.dots]


DAYS = st.one_of(st.none(), st.integers(0, 40), st.sampled_from([0, 20, 4000]))
CROWD = st.lists(
    st.tuples(DAYS, st.sampled_from(SEVERITIES), st.sampled_from(CATEGORIES)), min_size=1, max_size=120
)


@given(CROWD)
def test_nobody_stands_on_anybody_or_outside(crowd: list[tuple[int | None, str, str]]) -> None:
    first = date(2020, 1, 1)
    dates = ["" if days is None else (first + timedelta(days)).isoformat() for days, _, _ in crowd]
    texts = [
        incident(number, day, severity, category)
        for number, (day, (_, severity, category)) in enumerate(zip(dates, crowd, strict=True), 1)
    ]
    found = archive_of(*texts)
    layout = lay_out(found)
    standing = places(layout)
    assert len(standing) == len(crowd)
    cells = {(round(x / layout.cell - 0.5), y) for x, y, _ in standing}
    assert len(cells) == len(crowd)
    assert max(layout.sizes) <= layout.cell
    for lane, following in pairwise(layout.lanes):
        assert lane.top + lane.height == following.top
    for lane in layout.lanes:
        rows = sorted({dot.y for dot in lane.dots})
        assert all(low + layout.cell <= high for low, high in pairwise(rows))
        assert lane.top < rows[0] - layout.cell / 2
        assert rows[-1] + layout.cell / 2 < lane.top + lane.height
    assert all(layout.cell / 2 <= x <= WIDTH - layout.cell / 2 for x, _, _ in standing)
    assert lay_out(archive_of(*texts)).ticks == layout.ticks
    assert places(lay_out(archive_of(*texts))) == standing


def test_later_is_further_right_and_worse_is_larger() -> None:
    layout = lay_out(FIVE)
    across = {dot.incident.id: dot.x for lane in layout.lanes for dot in lane.dots}
    known = [across[f"INC-2025-00{number}"] for number in (1, 2, 3, 4)]
    assert known == sorted(known)
    assert across["INC-2025-005"] < layout.undated < known[0]
    assert list(layout.sizes[:4]) == sorted(layout.sizes[:4], reverse=True)


def test_a_thousand_of_one_day_stay_together_and_in_sight() -> None:
    layout = lay_out(archive_of(*(incident(number, "2025-03-14") for number in range(1000))))
    across = [x for x, _, _ in places(layout)]
    assert max(across) - min(across) < WIDTH / 2
    assert layout.height < WIDTH


@pytest.mark.parametrize(
    ("days", "ticks"),
    [
        (("2025-03-14",), ["2025-03-14"]),
        (("2025-03-14", "2025-03-20"), ["2025-03-14", "2025-03-20"]),
        (("2025-03-14", "2025-06-20"), ["2025-04", "2025-05", "2025-06"]),
        (("2024-03-14", "2025-06-20"), ["2024-04", "2024-07", "2024-10", "2025-01", "2025-04"]),
        (("2022-01-01", "2025-06-20"), ["2022", "2023", "2024", "2025"]),
        (
            ("2009-05-01", "2026-06-20"),
            ["2010", "2012", "2014", "2016", "2018", "2020", "2022", "2024", "2026"],
        ),
    ],
)
def test_the_axis_names_years_or_what_fits(days: tuple[str, ...], ticks: list[str]) -> None:
    layout = lay_out(archive_of(*(incident(number, day) for number, day in enumerate(days, 1))))
    assert [tick.word for tick in layout.ticks] == ticks
    assert all(0 <= tick.x <= WIDTH for tick in layout.ticks)


def test_curves_pale_with_their_number() -> None:
    chain = [incident(1), *(incident(n, text=f"As in INC-2025-{n - 1:03d}.") for n in range(2, 402))]
    few, many = (str(one(page(each), ".pm-map")["style"]) for each in (FIVE, archive_of(*chain)))
    assert "--pm-faint: 0.5;" in few
    assert "--pm-faint: 0.2;" in many
    assert math.isclose(0.2, 4 / math.sqrt(400))
