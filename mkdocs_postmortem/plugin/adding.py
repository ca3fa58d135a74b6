"""The files that the plugin adds to a site: the archive's own pages, and the library of its charts."""

from __future__ import annotations

import contextlib
import logging
import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_postmortem import pages
from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.archive.placing import place, places
from mkdocs_postmortem.archive.selection import shown_path

log = logging.getLogger("mkdocs.plugins.postmortem")


def add_pages(archive: Archive, files: Files, config: MkDocsConfig) -> None:
    """Add the archive's own pages. Raises PluginError where a file of the site stands in the place of one."""
    index = place(archive.settings, "index").path
    own_index = index_file(files, index)
    listed = None if config.nav is None else set(_uris(config.nav))
    made: dict[str, pages.GeneratedPage] = {}
    for page in pages.generated_pages(archive):
        if page.path == index and own_index is not None:
            if archive.incidents:
                _say_how_to_list(own_index)
            continue
        _refuse(page, files, made)
        made[page.path] = page
        # A navigation of the site's own lists what it wants; one that MkDocs makes lists the archive's pages.
        shown = page.listed if listed is None else page.path in listed
        inclusion = InclusionLevel.INCLUDED if shown else InclusionLevel.NOT_IN_NAV
        files.append(File.generated(config, page.path, content=page.markdown, inclusion=inclusion))
    if archive.incidents and files.get_file_from_path(pages.PLOTLY_JS) is None:
        files.append(File.generated(config, pages.PLOTLY_JS, abs_src_path=str(pages.plotly_js_path())))


def in_blog(archive: Archive, config: MkDocsConfig) -> bool:
    """Say whether pages of the archive are to stand among the posts of a blog of Material's."""
    folders = []
    for plugin in config.plugins.values():
        settings = getattr(plugin, "config", {})  # a hook has none
        if "post_dir" in settings and "blog_dir" in settings:
            folders.append(posixpath.normpath(settings["post_dir"].format(blog=settings["blog_dir"])))
    return any(each.path.startswith(f"{folder}/") for folder in folders for each in places(archive.settings))


def index_file(files: Files, index: str) -> File | None:
    """Return the file at the path of the index page: the site's own may be a README."""
    file = files.get_file_from_path(index)
    if file is None and posixpath.basename(index) == "index.md":
        file = files.get_file_from_path(posixpath.join(posixpath.dirname(index), "README.md"))
    return file


def _say_how_to_list(own_index: File) -> None:
    """Say how the site's own index can show the incidents, where it shows nothing of the archive."""
    with contextlib.suppress(OSError, UnicodeDecodeError):  # MkDocs stumbles over it later
        if "<!-- postmortem:" not in own_index.content_string:
            log.info(
                "postmortem: %s is the index of the archive and lists no incidents; "
                "a line `<!-- postmortem:table -->` in it does",
                shown_path(own_index.abs_src_path, own_index.src_uri),
            )


def _refuse(page: pages.GeneratedPage, files: Files, made: Mapping[str, pages.GeneratedPage]) -> None:
    """Say what stands where a page is to be made."""
    other = made.get(page.path)
    if other is not None:
        raise PluginError(
            f"postmortem: the pages `{other.key}` and `{page.key}` are both to be made at {page.path}; "
            "give one of them another `path` with the option `pages`"
        )
    taken = files.get_file_from_path(page.path)
    if taken is not None:
        where = shown_path(taken.abs_src_path, page.path)
        raise PluginError(
            f"postmortem: {where} stands where the page `{page.key}` is to be made; rename the file, or give "
            "the page another `path` with the option `pages`"
        )


def _uris(nav: Any) -> Iterator[str]:
    """Yield the paths that a navigation lists."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for entry in nav.values():
            yield from _uris(entry)
    elif isinstance(nav, list):
        for entry in nav:
            yield from _uris(entry)
