"""Cards on links to incidents: the data a link carries, and nothing else changed."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortem.pages import Cards
from tests.pages.small_archive import BARE_URI, EARLIER_URI, STALE_URI, make_archive, one, soup

URLS = {
    STALE_URI: "postmortems/2026-03-14-orders-mart-stale/",
    EARLIER_URI: "postmortems/2025/disk%20full%20%281%29/",
    BARE_URI: "postmortems/2026-08-01-draft/",
}
HOME = URLS[STALE_URI]
FILES = {uri: uri.replace(" ", "%20").removesuffix(".md") + ".html" for uri in URLS}
ADDED = re.compile(r""" title="[^"]*" data-pm-card='[^']*'""")


def add(html: str, page: str = HOME, urls: dict[str, str] = URLS) -> str:
    return Cards(make_archive(), urls).add(html, page)


@pytest.mark.parametrize(
    ("page", "href"),
    [
        (HOME, "../2025/disk%20full%20%281%29/"),
        (HOME, "../2025/disk%20full%20(1)/#timeline"),
        (HOME, "../2025/disk%20full%20(1)/?x=1"),
        ("postmortems/2025/other/", "../disk%20full%20(1)/"),
        ("./", "postmortems/2025/disk%20full%20(1)/"),
    ],
)
def test_a_link_to_an_incident_tells_of_it(page: str, href: str) -> None:
    link = one(soup(add(f'<p><a href="{href}">that one</a></p>', page)), "a")
    assert link["title"] == "INC-2025-031 · Orders lost in a full disk · 2025-11-02 · P1"
    assert json.loads(str(link["data-pm-card"])) == [
        "INC-2025-031",
        "Orders lost in a full disk",
        "P1",
        "pm-sev-1",
        "2025-11-02",
        "Capacity",
        "TTR 2 h 5 min",
    ]


def test_without_directory_urls_too() -> None:
    link = one(soup(add('<a href="2025/disk%20full%20(1).html">x</a>', FILES[STALE_URI], FILES)), "a")
    assert link["title"] == "INC-2025-031 · Orders lost in a full disk · 2025-11-02 · P1"


def test_what_a_document_does_not_say_is_missing() -> None:
    archive = make_archive({"postmortems/a.md": "# Nothing *but* a title\n"})
    html = Cards(archive, {"postmortems/a.md": "postmortems/a/"}).add(
        '<a href="../a/">x</a>', "postmortems/b/"
    )
    link = one(soup(html), "a")
    assert link["title"] == "Nothing but a title"
    assert json.loads(str(link["data-pm-card"])) == [
        "",
        "Nothing but a title",
        "",
        "pm-sev-none",
        "",
        "",
        "",
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="#timeline">x</a>',
        '<a href="./">x</a>',
        '<a href="">x</a>',
        '<a href="../../postmortems/2026-03-14-orders-mart-stale/">its own page</a>',
        '<a href="../2025/">x</a>',
        '<a href="/postmortems/2026-08-01-draft/">who knows where the root is</a>',
        '<a href="https://example.com/postmortems/2026-08-01-draft/">x</a>',
        '<a href="mailto:a@example.com">x</a>',
        '<a href="../2026-08-01-draft/" title="The author\'s own">x</a>',
        '<abbr href="../2026-08-01-draft/">x</abbr>',
        '<a id="x">x</a>',
        '<code>&lt;a href="../2026-08-01-draft/"&gt;</code>',
        '<a href="../2026-08-01-draft/',
    ],
)
def test_every_other_link_stays(html: str) -> None:
    assert add(html) == html


def test_attributes_stay() -> None:
    html = add("<a class='a > b' HREF = '../2026-08-01-draft/' id=\"c\"><b>x</b></a>")
    assert ADDED.sub("", html) == "<a class='a > b' HREF = '../2026-08-01-draft/' id=\"c\"><b>x</b></a>"
    assert one(soup(html), "a")["title"] == "INC-2026-020 · A draft of few words · 2026-08-01 · P2"


PIECES = st.sampled_from(
    [
        *("<a ", "</a>", ">", "<", '"', "'", "=", " ", "\n", "<p>", "</p>", "<!--", "-->", "&amp;", "word"),
        *('href="../2026-08-01-draft/"', "href='../2026-08-01-draft/'", 'title="x"', 'href="#x"', "href=x"),
        *(
            '<a href="../2026-08-01-draft/">',
            '<a href="../2025/disk%20full%20(1)/">',
            "<abbr>",
            "<img alt='>'>",
        ),
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_nothing_but_the_two_attributes_is_added(html: str) -> None:
    assert ADDED.sub("", add(html)) == html


def test_hostile_titles_stay_text() -> None:
    title = "It's <img src=x> \"quoted\" &quot; & more · ' >"
    archive = make_archive({"postmortems/a.md": f"# {title}\n"})
    html = Cards(archive, {"postmortems/a.md": "postmortems/a/"}).add(
        '<a href="../a/">x</a>', "postmortems/b/"
    )
    link = one(soup(html), "a")
    assert link["title"] == title
    assert json.loads(str(link["data-pm-card"]))[1] == title
    assert soup(html).find("img") is None
    assert sorted(link.attrs) == ["data-pm-card", "href", "title"]


def test_an_archive_without_incidents_costs_nothing() -> None:
    html = '<a href="../2026-08-01-draft/">x</a>'
    assert Cards(make_archive({}), {}).add(html, HOME) == html
