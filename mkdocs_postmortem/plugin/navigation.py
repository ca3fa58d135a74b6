"""The archive in the site's navigation: its own pages in their order, and the postmortems by year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.archive.placing import place, places
from mkdocs_postmortem.plugin.adding import index_file


def without_unlisted(nav: Any, archive: Archive, files: Files) -> Any:
    """Return a configured navigation without the postmortems and made pages that a pattern brought into it.

    `literate-nav` fills in folders and `*` by itself, as entries without a title, and does not ask which
    pages want to stay out. One that is listed by its name stays.
    """
    unlisted = {
        file.src_uri
        for file in files
        if file.inclusion is InclusionLevel.NOT_IN_NAV
        and (file.generated_by is not None or file.src_uri in archive.by_uri)
    }
    return _without(nav, unlisted) if nav else nav


def _without(nav: Any, unlisted: set[str]) -> Any:
    if isinstance(nav, list):
        kept = [_without(each, unlisted) for each in nav]
        return [each for each in kept if each is not None]
    if not isinstance(nav, dict) or len(nav) != 1:
        return nav
    [(title, entry)] = nav.items()
    if isinstance(entry, list):
        left = _without(entry, unlisted)
        return {title: left} if left or not entry else None
    return None if title is None and entry in unlisted else nav


def put_in_order(nav: Navigation, archive: Archive) -> None:
    """Put the archive's own pages into their order, wherever several stand in one section.

    Those of a family stay as they are among themselves.
    """
    order = {each.path: number for number, each in enumerate(places(archive.settings)) if not each.family}
    _sort(nav.items, order)
    _connect(nav)


def _sort(items: list[StructureItem], order: dict[str, int]) -> None:
    ours = [n for n, each in enumerate(items) if isinstance(each, Page) and each.file.src_uri in order]
    pages = sorted((items[n] for n in ours), key=lambda each: order[_uri(each)])
    for number, page in zip(ours, pages, strict=True):
        items[number] = page
    for each in items:
        if isinstance(each, Section):
            _sort(each.children, order)


def _uri(item: StructureItem) -> str:
    return item.file.src_uri if isinstance(item, Page) else ""


def list_by_year(nav: Navigation, archive: Archive, files: Files) -> None:
    """Add the postmortems to the section of the archive's index, in a section for each year.

    One that the site's own navigation lists is not listed twice.
    """
    years = list(_years(nav, archive, files))
    if not years:
        return
    at = place(archive.settings, "index")
    file = index_file(files, at.path)
    index = file.page if file is not None else None
    if isinstance(index, Section):  # a page and a section at once, as `section-index` makes them
        index.children.extend(years)
    elif index is not None and index.parent is not None:
        index.parent.children.extend(years)
    elif index is not None and index in nav.items and index is not nav.homepage:
        title = str(index.__dict__.get("title") or at.title)
        nav.items[nav.items.index(index)] = Section(title, [index, *years])
    else:
        nav.items.append(Section(at.title, list(years)))
    _connect(nav)


def _years(nav: Navigation, archive: Archive, files: Files) -> Iterator[Section]:
    undated = archive.labels("No date")
    listed = {page.file.src_uri for page in nav.pages}
    found: dict[str, list[StructureItem]] = {}
    for incident in archive.incidents:
        file = files.get_file_from_path(incident.uri)
        if incident.uri not in listed and file is not None and file.page is not None:
            year = f"{incident.date.year:04}" if incident.date else undated
            found.setdefault(year, []).append(file.page)
    for year, pages in found.items():
        yield Section(year, pages)


def _connect(nav: Navigation) -> None:
    """Tell the pages of a navigation which comes before and after, and what they stand in."""
    _adopt(nav.items, None)
    nav.pages = list(_pages(nav.items))
    for before, page, after in zip([None, *nav.pages], nav.pages, [*nav.pages[1:], None], strict=False):
        page.previous_page, page.next_page = before, after


def _adopt(items: Iterable[StructureItem], parent: Section | None) -> None:
    for each in items:
        each.parent = parent
        if isinstance(each, Section):
            _adopt(each.children, each)


def _pages(items: Iterable[StructureItem]) -> Iterator[Page]:
    for each in items:
        if isinstance(each, Page):
            yield each
        if isinstance(each, Section):
            yield from _pages(each.children)
