"""A whole site in German, built by MkDocs: no English word of ours is left on any page of the archive."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from mkdocs_postmortem.labels import site_labels
from mkdocs_postmortem.labels.catalogue import catalogue, shipped
from tests.plugin.sites import Build, Built
from tests.plugin.test_pages import words
from tests.template.deutsch import TEMPLATE, aehnlich, bericht
from tests.template.sites import HERE

SPOKEN = ("alt", "aria-label", "data-label", "placeholder", "title")
BLOCKS = "p, li, dt, dd, th, td, h1, h2, h3, caption, figcaption, summary, span, button, output, option, a"
GRADES = ("SEV1", "SEV2", "SEV3")
STATES = ("Entwurf", "Geprüft", "Abgeschlossen")
SAID = {4: "Wiederholung, derselbe Abgleich", 6: "Derselbe", 7: "Wiederholung", 8: "Ersetzt durch"}
GLEICH = {
    number: aehnlich(("INC-2025-001", "2025-01-04")).replace("Derselbe Abgleich", said)
    for number, said in SAID.items()
}
DAYS = [(1, 4), (1, 20), (2, 2), (3, 9), (4, 1), (6, 7), (8, 8), (9, 9)]
KINDS = ("Programmfehler", "Fehlbedienung", "Überlast")

ARCHIVE: dict[str, str | bytes] = {
    f"postmortems/2025-{month:02}-{day:02}-v{number}.md": bericht(
        f"INC-2025-{number:03}",
        f"Lagerstand {number} veraltet",
        f"2025-{month:02}-{day:02}",
        GRADES[number % 3] + (" (nur eine Filiale)" if number == 5 else ""),
        STATES[number % 3],
        KINDS[number % 3],
        GLEICH.get(number, "Keine bekannt."),
        frist="2024-02-01" if number % 2 else "2026-06-10",
    ).replace("**Verfasst von:** Dana Beispiel", "**Verfasst von:** Dana Beispiel\n**Dienste:** lager, kasse")
    for number, (month, day) in enumerate(DAYS, 1)
}
ARCHIVE["postmortems/ohne-datum.md"] = (
    bericht("INC-2025-099", "Ohne Datum", art="").replace("**Datum:** 2025-03-14\n", "")
)  # fmt: skip
# The German template keeps the English words that mark a milestone, and the definitions list them all.
VORLAGE = re.sub(r"tags: (\[[^]]*\])", r"tags: {replace: \1}", TEMPLATE)
NEWEST = "postmortems/2025-09-09-v8/index.html"


def main_of(soup: BeautifulSoup) -> Tag:
    """Return what is not the theme's."""
    found = soup.select_one("[role=main]")
    assert found is not None
    return found


def ours(built: Built) -> Iterator[tuple[str, Tag]]:
    """Yield what is ours on the pages of the archive: generated ones as a whole, parts of a document's."""
    for path in sorted(built.files()):
        if path.startswith("postmortems/") and path.endswith(".html"):
            main = main_of(built.html(path))
            is_document = f"{path.removesuffix('/index.html')}.md" in ARCHIVE
            whole = main.find_all(is_ours, recursive=True) if is_document else [main]
            yield from ((path, part) for part in whole)


def is_ours(tag: Tag) -> bool:
    """Say whether an element is made by the plugin, and not in another one that is."""
    classes = [str(name) for name in tag.get_attribute_list("class") if name]
    outer = tag.find_parent(is_ours) if any(name.startswith("pm-") for name in classes) else tag
    return outer is None


def said(place: Tag) -> Iterator[str]:
    """Yield all that readers see, hear, or are shown by the scripts."""
    for node in place.find_all(string=True):
        if node.parent is not None and node.parent.name not in ("script", "style"):
            yield " ".join(node.split())
    for block in place.select(BLOCKS):
        yield words(block)
    yield from _attributes(place)


def _attributes(place: Tag) -> Iterator[str]:
    for tag in (place, *place.find_all(True)):
        yield from (str(tag[name]) for name in SPOKEN if name in tag.attrs)
        if "data-pm-texts" in tag.attrs:
            yield from json.loads(str(tag["data-pm-texts"])).values()
        if "data-pm-chart" in tag.attrs:
            for text in _strings(json.loads(str(tag["data-pm-chart"]))):
                yield re.sub(r"<[^<>]*>|%\{[^{}]*\}", " ", text)


def _strings(value: Any) -> Iterator[str]:
    """Yield the strings of a figure that readers see: names, labels, texts on hover."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("name", "text", "ticktext", "title", "customdata", "hovertemplate"):
                yield from _flat(inner)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _flat(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from _flat(inner)


@cache
def english() -> list[tuple[str, re.Pattern[str]]]:
    """Return the English texts that are others in German, each as a pattern for what a page makes of it."""
    german = shipped("de")
    found = []
    for key, text in catalogue().items():
        forms = [text] if isinstance(text, str) else list(text.values())
        other = german[key] if isinstance(german[key], str) else german[key]["other"]
        for form in forms:
            if other != key and form not in (other, key if other == key else None):
                plain = re.sub(r"[*`]", "", form)
                pattern = re.sub(r"\\\{\w+\\\}", ".+?", re.escape(plain))
                found.append((form, re.compile(pattern)))
    return found


CONFIG: dict[str, object] = {
    "plugins": ["search", {"postmortem": {"template": "vorlage.yml", "labels": "de", "fail_on": "never"}}],
}


@pytest.fixture
def german(build: Build, tmp_path: Any) -> Built:
    (tmp_path / "vorlage.yml").write_text(VORLAGE, encoding="utf-8")
    built = build(ARCHIVE, config=CONFIG)
    assert built.code == 0, built.log
    return built


def test_no_english_text_of_ours_is_left(german: Built) -> None:
    left = {
        f"{path}: {text}"
        for path, place in ours(german)
        for text in said(place)
        for _, pattern in english()
        if pattern.fullmatch(text)
    }
    assert "\n".join(sorted(left)) == ""


def test_pages_are_in_german(german: Built) -> None:
    index = german.html("postmortems/index.html")
    title = index.title
    assert title is not None
    assert title.text.strip() == "Vorfälle - Test"
    assert words(main_of(index).select("h1")[0]) == "Vorfälle"
    heads = [words(each) for each in index.select(".pm-listing thead th")]
    assert heads == ["Schweregrad", "Vorfall", "Datum", "Kategorie", "Status", "ZBB", "Maßnahmen"]
    assert words(index.select("[data-pm-count]")[0]) == "9 von 9"
    questions = [words(each) for each in index.select(".pm-chart h2")]
    assert questions == ["Wie oft und wie schlimm?", "Woran liegt es?"]
    first = main_of(german.html(NEWEST)).select(".pm-figure")[0]
    assert words(first).startswith("ZBM 5 Min.")
    actions = german.html("postmortems/actions/index.html")
    assert words(main_of(actions).select("h1")[0]) == "Maßnahmen"


def test_a_title_of_the_sites_own_stays(build: Build, tmp_path: Any) -> None:
    (tmp_path / "vorlage.yml").write_text(VORLAGE, encoding="utf-8")
    options = {"template": "vorlage.yml", "labels": "de", "title": "Status"}
    options["pages"] = {"insights": {"title": "Left"}}  # type: ignore[assignment]
    built = build(ARCHIVE, config={"plugins": [{"postmortem": {**options, "fail_on": "never"}}]})
    assert built.code == 0, built.log
    assert words(main_of(built.html("postmortems/index.html")).select("h1")[0]) == "Status"
    assert words(main_of(built.html("postmortems/insights/index.html")).select("h1")[0]) == "Left"


def test_each_text_stands_for_itself(build: Build, tmp_path: Any) -> None:
    """With every text marked, no English word stands outside the marks: none slipped past the catalogue."""
    marked: dict[str, Any] = {}
    for key, text in catalogue().items():
        one = text if isinstance(text, str) else {form: f"⟦{each}⟧" for form, each in text.items()}
        marked[key] = f"⟦{one}⟧" if isinstance(one, str) else one
    (tmp_path / "vorlage.yml").write_text(VORLAGE, encoding="utf-8")
    built = build(
        ARCHIVE,
        config={
            "plugins": [{"postmortem": {"template": "vorlage.yml", "labels": marked, "fail_on": "never"}}]
        },
    )
    assert built.code == 0, built.log
    known = {word for text in catalogue() for word in _words(re.sub(r"\{\w+\}", " ", text))}
    texts = (*_written(yaml.safe_load(VORLAGE)), *map(str, ARCHIVE.values()))
    known -= {word for text in texts for word in _words(text)}
    assert {"incident", "overdue", "open", "similar"} - known == set()
    left = {
        f"{path}: {text}"
        for path, place in ours(built)
        for text in (words(place), *_attributes(place))
        for text in known & _words(_outside(text))
    }
    assert "\n".join(sorted(left)) == ""


def _written(value: Any) -> Iterator[str]:
    """Yield what a template says to readers: not its keys."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("key", "type", "required", "section"):
                yield from _written(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _written(inner)
    elif isinstance(value, str):
        yield value


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", text.casefold()))


def _outside(text: str) -> str:
    """Return what of a text stands outside the marks."""
    before = None
    while before != text:
        before, text = text, re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
    return text


def test_the_banner_of_findings_speaks_german_too() -> None:
    from mkdocs_postmortem.pages import FindingView, findings_html

    view = FindingView("error", "PM111", "a.md", 5, 18, "Schweregrad `P2`", "eine Stufe")
    html = findings_html([view, view._replace(level="info")], site_labels("de", HERE))
    soup = BeautifulSoup(html, "html.parser")
    assert words(soup.select(".pm-findings-head")[0]) == "1 Fehler, 1 Hinweis in diesem Dokument"
    assert [words(each) for each in soup.select(".pm-level")] == ["Fehler", "Hinweis"]
    assert words(soup.select(".pm-help")[0]) == "Hilfe: eine Stufe"
