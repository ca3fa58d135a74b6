"""Where the generated pages and the assets are."""

from __future__ import annotations

from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlencode

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.archive.facets import facets
from mkdocs_postmortem.archive.placing import place
from mkdocs_postmortem.pages.text import UrlFor, slug

CSS = "assets/postmortem/postmortem.css"
JS = "assets/postmortem/postmortem.js"
# Beside the script: it finds the library relative to its own address.
PLOTLY_JS = "assets/postmortem/plotly.min.js"

# By which filter the table of incidents knows a facet's kind, where it is another name.
FILTERS = {"year": "when"}
TABLE_ID = "pm-incidents"
ACTIONS_ID = "pm-actions"


def page_url(archive: Archive, url_for: UrlFor, key: str, name: str = "") -> str:
    """Return the URL of a generated page by its key in `site_pages.py`, or of the page `name` of a family.

    It is empty where there is no such page: then there is nothing to link to.
    """
    at = place(archive.settings, key)
    # A site may have an index of its own, whether it wants ours or not.
    if not at.made and key != "index":
        return ""
    return url_for(at.page(name) if at.family else at.path)


def index_url(archive: Archive, url_for: UrlFor, **filters: str) -> str:
    """Return the URL of the index page, its table filtered by `filters` (see the filter row's names).

    It is empty where there is no index page.
    """
    return table_url(page_url(archive, url_for, "index"), **filters)


def table_url(url: str, **filters: str) -> str:
    """Return the URL of a page with a table of incidents, that table filtered; empty where `url` is."""
    return f"{url}?{urlencode(filters)}#{TABLE_ID}" if url and filters else url


def facet_url(archive: Archive, url_for: UrlFor, kind: str, value: str) -> str:
    """Return the URL of what has a value in common: its page, or else the index, filtered by it.

    It is empty where there is neither.
    """
    facet = facets(archive).find(kind, value)
    url = page_url(archive, url_for, kind, facet.slug) if facet else ""
    return url or index_url(archive, url_for, **{FILTERS.get(kind, kind): value})


def actions_url(archive: Archive, url_for: UrlFor, **filters: str) -> str:
    """Return the URL of the page of action items, its table filtered by `filters`; empty without the page."""
    url = page_url(archive, url_for, "actions")
    return f"{url}?{urlencode(filters)}#{ACTIONS_ID}" if url and filters else url


def definition_url(archive: Archive, url_for: UrlFor, metric: str) -> str:
    """Return the URL of a metric's definition; empty without the page of definitions."""
    url = page_url(archive, url_for, "definitions")
    return f"{url}#{slug(archive.template.metric(metric).label)}" if url else ""


def theme_dir() -> Path:
    """Return the folder to be appended to the theme's: below it lie `CSS` and `JS`, at these paths."""
    return Path(str(resources.files("mkdocs_postmortem.pages"))) / "assets"


def plotly_js_path() -> Path:
    """Return the plotly.js file of the installed plotly package, without importing plotly.

    Raises FileNotFoundError where the package is not installed or does not hold it.
    """
    spec = find_spec("plotly")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "package_data" / "plotly.min.js"
        if path.is_file():
            return path
    raise FileNotFoundError(
        "plotly.min.js: not found in the installed package `plotly`; install plotly 6 or newer"
    )
