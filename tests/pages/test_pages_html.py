from collections import Counter
from html.parser import HTMLParser

from mkdocs_postmortem.labels import ENGLISH
from mkdocs_postmortem.pages import FindingView, archive_parts, findings_html, footer_html, header_html
from tests.pages.small_archive import DOCUMENTS, EARLIER_URI, STALE, TODAY, make_archive, soup, url_for

VOID = {"br", "input", "rect", "path"}
HOSTILE = "</td></table></section>\"'><img src=x onerror=alert(1)> `<b>` **x** [a](javascript:alert(1)) &lt;"


class Nesting(HTMLParser):
    """Says of every tag that it is closed where it should be, and of every attribute that it stands once."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.problems: list[str] = []
        self.ids: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.problems.append(f"attribute twice: {self.get_starttag_text()}")
        self.ids.update(value for name, value in attrs if name == "id" and value)
        if any(name.startswith("on") for name in names):
            self.problems.append(f"handler: {self.get_starttag_text()}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.problems.append(f"<{tag}/> is not closed by its slash")
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> in the wrong place")


def pages_of(documents: dict[str, str]) -> list[str]:
    archive = make_archive(documents)
    parts = archive_parts(archive, url_for, TODAY)
    made = ["".join(parts[name]() for name in ("summary", "charts", "table"))]
    for incident in archive.incidents:
        finding = FindingView("error", "PM101", HOSTILE, 1, 1, HOSTILE, HOSTILE)
        made.append(
            findings_html([finding], ENGLISH)
            + header_html(incident, archive, url_for, TODAY)
            + footer_html(incident, archive, url_for)
        )
    return made


def check(html: str) -> None:
    nesting = Nesting()
    nesting.feed(html)
    nesting.close()
    assert nesting.problems == []
    assert nesting.open == []
    assert [name for name, times in nesting.ids.items() if times > 1] == []
    for anchor in soup(html).select("a"):
        assert str(anchor["href"]).startswith("to/")


def test_html_is_well_formed() -> None:
    for html in pages_of(DOCUMENTS):
        check(html)


def test_html_stays_well_formed_whatever_authors_write() -> None:
    hostile = STALE
    for value in (
        "Orders mart stale",
        "INC-2026-014",
        "(latent)",
        "Dana Example",
        "Schema change",
        "10:12",
        "Kim",
    ):
        hostile = hostile.replace(value, HOSTILE)
    earlier = DOCUMENTS[EARLIER_URI]
    more = (
        f"\n## Related Incidents\n\n| Incident | Date | Similarity |\n|--|--|--|\n| stale | | {HOSTILE} |\n"
    )
    for html in pages_of({**DOCUMENTS, "postmortems/stale.md": hostile, EARLIER_URI: earlier + more}):
        check(html)
        assert not soup(html).select("img, script, b")
