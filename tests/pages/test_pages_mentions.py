"""The text's mentions as links: the page differs from the unlinked one by links, and by nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import markdown
import pytest
from bs4 import Tag
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortem import pages
from mkdocs_postmortem.archive import Archive, Incident, build_archive
from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.settings import load
from mkdocs_postmortem.template import default_template
from tests.pages.small_archive import make_archive, one, soup, url_for, words

DEMO = Path(__file__).resolve().parents[2] / "docs" / "postmortems"
EXTENSIONS = ["tables", "fenced_code", "attr_list", "admonition", "footnotes", "md_in_html"]
HOME = "postmortems/home.md"
TICKETS = {"DATA": "https://issues.example/{key}"}
OTHER = "# Other\n\n**Incident ID:** INC-2024-031\n**Date:** 2024-11-02\n"
SPACED = "# Spaced\n\n**Incident ID:** INC-2024-032\n**Date:** 2024-11-03\n"


def archive(text: str, **options: Any) -> Archive:
    home = f"# Home\n\n**Date:** 2025-03-14\n\n{text}\n"
    return make_archive(
        {HOME: home, "postmortems/other.md": OTHER, "postmortems/old/a b.md": SPACED}, **options
    )


def edited(found: Archive, incident: Incident, changed: str | None = None) -> str:
    text = (
        incident.document.source.text[incident.document.front_matter.body :] if changed is None else changed
    )
    return pages.edit_page(incident, found, text, lambda uri: uri.removeprefix("postmortems/"), Dialect())


def rendered(text: str) -> str:
    return markdown.markdown(text, extensions=EXTENSIONS)


def without_links(html: str) -> str:
    """Return HTML without the links that lead to documents of the archive, and to tickets."""
    made = r'<a href="(?:[^"]*(?:other|a%20b)\.md|https://issues\.example/DATA-12)">(.*?)</a>'
    return re.sub(made, r"\1", html, flags=re.DOTALL)


def both(text: str) -> tuple[str, str]:
    linked, plain = archive(text, tickets=TICKETS), archive(text, link_mentions=False)
    return (
        rendered(edited(linked, linked.by_uri[HOME])),
        rendered(edited(plain, plain.by_uri[HOME])),
    )


@pytest.mark.parametrize(
    ("text", "href", "shown"),
    [
        ("As in INC-2024-031.", "other.md", "INC-2024-031"),
        ("As in inc 2024-32.", "old/a%20b.md", "inc 2024-32"),
        ("As in [[INC-2024-031]].", "other.md", "INC-2024-031"),
        ("As in [[INC-2024-031|the other one]].", "other.md", "the other one"),
        ("As in other.md.", "other.md", "other.md"),
        ("| a |\n|---|\n| INC-2024-031 |", "other.md", "INC-2024-031"),
        ("As in DATA-12.", "https://issues.example/DATA-12", "DATA-12"),
        ("| a |\n|---|\n| DATA-12 |", "https://issues.example/DATA-12", "DATA-12"),
    ],
)
def test_a_mention_is_a_link(text: str, href: str, shown: str) -> None:
    link = one(soup(both(text)[0]), "a")
    assert (link["href"], words(link)) == (href, shown)


def test_where_another_plugin_changed_the_text_it_is_found_again() -> None:
    found = archive("As in INC-2024-031.")
    changed = "# Home\n\nNew words before it, as in INC-2024-031.\n"
    assert "as in [INC-2024-031](other.md)." in edited(found, found.by_uri[HOME], changed)


def test_it_can_be_switched_off() -> None:
    assert "](other.md)" not in both("As in INC-2024-031.")[1]


PIECES = st.sampled_from(
    [
        *("INC-2024-031", "inc 2024-31", "INC-2024-032", "other.md", "[[INC-2024-031]]", "INC-2024-0311"),
        *("DATA-12", "DATA-12", "[DATA-12](y.md)", "[DATA-12]: y.md", "https://x.example/DATA-12"),
        *("`", "``", "*", "**", "_", "[", "]", "(", ")", "<b>", "</b>", "<!--", "-->", "\\", "|", "~~"),
        *("[x](y.md)", "[INC-2024-031](y.md)", "![INC-2024-031](y.png)", "[INC-2024-031]: y.md", "[^1]"),
        *(
            "word",
            " ",
            " ",
            "\n",
            "\n\n",
            "- ",
            "> ",
            "# ",
            "    ",
            "```\n",
            "| a | b |\n|---|---|\n| ",
            ": ",
        ),
        *(
            "https://x.example/INC-2024-031",
            "<https://x.example/INC-2024-031>",
            "&amp;",
            '<a href="INC-2024-031">',
        ),
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_generated_pages_differ_by_links_only(text: str) -> None:
    linked, plain = both(text)
    if "[[" in text:  # a wiki link is meant to lose its brackets
        linked, plain = (html.replace("[[", "").replace("]]", "") for html in (linked, plain))
    # Runs of blanks look the same in a browser.
    assert without_links(linked).split() == plain.split()


@pytest.mark.parametrize("name", sorted(path.name for path in DEMO.glob("2*.md")))
def test_pages_of_the_demo_differ_by_links_only(name: str) -> None:
    template = default_template()
    documents = [
        (f"postmortems/{path.name}", read_bytes(path.name, path.read_bytes(), template))
        for path in sorted(DEMO.glob("2*.md"))
    ]
    htmls = []
    for options in ({"tickets": TICKETS}, {"link_mentions": False}):
        found = build_archive(documents, template, load(options))
        htmls.append(rendered(edited(found, found.by_uri[f"postmortems/{name}"])))
    strip = re.compile(r'<a href="(?:[^"]*\.md|https://issues\.example/DATA-[0-9]+)">(.*?)</a>', re.DOTALL)
    assert "https://issues.example/DATA-" in htmls[0]
    assert strip.sub(r"\1", htmls[0]) == strip.sub(r"\1", htmls[1])


def said(place: Tag) -> list[str]:
    """Return what stands below the links at the foot of a page."""
    return [str(each.next_sibling).strip() for each in place.select("section li br")]


def test_the_other_side_says_in_which_sentence() -> None:
    found = archive("First this. Then `x` as in **INC-2024-031**, once <b>more</b>. Then that.")
    place = soup(pages.footer_html(found.by_uri["postmortems/other.md"], found, url_for))
    assert said(place) == ["Then x as in INC-2024-031, once <b>more</b>."]


def test_the_authors_own_word_on_the_two_comes_first() -> None:
    table = "## Related Incidents\n\n| Incident | Similarity |\n|---|---|\n| INC-2024-031 | The same loader |"
    found = archive(f"As in INC-2024-031.\n\n{table}")
    place = soup(pages.footer_html(found.by_uri["postmortems/other.md"], found, url_for))
    assert said(place) == ["The same loader"]
