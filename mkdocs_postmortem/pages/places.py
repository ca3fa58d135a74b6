"""Where the generated pages and the assets are."""

from __future__ import annotations

from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlencode

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.pages.text import UrlFor, slug

INDEX = "index.md"
DEFINITIONS = "definitions.md"
ACTIONS = "actions.md"
INSIGHTS = "insights.md"
# All pages that the archive folder has besides its documents.
PAGES = (INDEX, DEFINITIONS, ACTIONS, INSIGHTS)
CSS = "assets/postmortem/postmortem.css"
JS = "assets/postmortem/postmortem.js"
# Beside the script: it finds the library relative to its own address.
PLOTLY_JS = "assets/postmortem/plotly.min.js"

TABLE_ID = "pm-incidents"
ACTIONS_ID = "pm-actions"


def below(archive: Archive, name: str) -> str:
    """Return the path of a page of the archive folder, relative to the docs folder."""
    folder = archive.settings.folder
    return f"{folder}/{name}" if folder not in ("", ".") else name


def index_url(archive: Archive, url_for: UrlFor, **filters: str) -> str:
    """Return the URL of the index page, its table filtered by `filters` (see the filter row's names)."""
    url = url_for(below(archive, INDEX))
    return f"{url}?{urlencode(filters)}#{TABLE_ID}" if filters else url


def actions_url(archive: Archive, url_for: UrlFor, **filters: str) -> str:
    """Return the URL of the page of action items, its table filtered by `filters`."""
    url = url_for(below(archive, ACTIONS))
    return f"{url}?{urlencode(filters)}#{ACTIONS_ID}" if filters else url


def definition_url(archive: Archive, url_for: UrlFor, metric: str) -> str:
    """Return the URL of a metric's definition."""
    return f"{url_for(below(archive, DEFINITIONS))}#{slug(archive.template.metric(metric).label)}"


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
