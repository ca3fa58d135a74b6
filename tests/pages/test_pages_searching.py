"""What a search reads of a page."""

from __future__ import annotations

import markdown
import pytest

from mkdocs_postmortem.pages.searching import searched_incident, searched_page
from tests.pages.small_archive import make_incident

ROWS = "".join(f"| {number} | x |\n" for number in range(11))
TEXT = f"""\
# Incident Postmortem: Disk *full* & <b>slow</b>

**Incident ID:** INC-2025-007

## What Happened

    kept here

## Appendix

Prose of the appendix.

### Queries

```sql
SELECT secret_word
```

| Short | Table |
|---|---|
| few_rows | x |

| Long | Table |
|---|---|
{ROWS}
## Related Incidents

```
behind the appendix
```
"""


def page(text: str, extensions: tuple[str, ...] = ("toc", "tables", "fenced_code")) -> str:
    return markdown.markdown(
        text, extensions=list(extensions), extension_configs={"toc": {"permalink": True}}
    )


@pytest.mark.parametrize(
    "extensions",
    [
        ("toc", "tables", "fenced_code"),
        ("toc", "tables", "pymdownx.highlight", "pymdownx.superfences"),
        ("tables", "fenced_code"),
        ("toc", "tables", "fenced_code", "codehilite"),
    ],
)
def test_evidence_is_left_out_and_put_back(extensions: tuple[str, ...]) -> None:
    html = page(TEXT, extensions)
    incident, _ = make_incident(TEXT)
    searched = searched_incident(html, incident)
    for word in ("Prose of the appendix", "Queries", "few_rows", "behind the appendix", "kept here"):
        assert word in searched.html
    for word in ("secret_word", "<th>Long</th>"):
        assert word in html
        assert word not in searched.html
    assert searched.restored(searched.html) == html


def test_all_of_it_where_that_is_wanted() -> None:
    incident, _ = make_incident(TEXT)
    assert "secret_word" in searched_incident(page(TEXT), incident, appendix=True).html


def test_the_title_is_that_of_the_incident() -> None:
    incident, _ = make_incident(TEXT)
    html = page(TEXT)
    searched = searched_incident(html, incident)
    title = "INC-2025-007 Disk full &amp; &lt;b&gt;slow&lt;/b&gt;</h1>"
    assert searched.html.startswith(f'<h1 id="incident-postmortem-disk-full-slow">{title}')
    # What another plugin changes meanwhile is kept.
    changed = searched.html.replace("Prose", "<em>Prose</em>")
    assert searched.restored(changed) == html.replace("Prose", "<em>Prose</em>")


@pytest.mark.parametrize(
    "text", ["# A title alone\n", "No title\n", "# T\n\n## Appendix\n\n```\nunclosed\n", "## Appendix\n"]
)
def test_whatever_a_document_lacks(text: str) -> None:
    incident, _ = make_incident(text)
    html = page(text)
    searched = searched_incident(html, incident)
    assert searched.restored(searched.html) == html


def test_a_page_without_what_our_html_excludes() -> None:
    html = (
        '<h1>All</h1><div class="a" data-search-exclude><div>x</div><div>y</div></div><p>shown</p>'
        '<table data-search-exclude class="b"><tr><td data-search-exclude>z</td></tr></table>'
        "<p>an attribute data-search-exclude in text</p><pre data-search-exclude>never closed"
    )
    searched = searched_page(html)
    assert searched.html == (
        '<h1>All</h1><i data-pm-kept="0"></i><p>shown</p><i data-pm-kept="1"></i>'
        '<p>an attribute data-search-exclude in text</p><i data-pm-kept="2"></i>never closed'
    )
    assert searched.restored(searched.html) == html
