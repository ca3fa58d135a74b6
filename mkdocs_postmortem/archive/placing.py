"""Where the pages stand that the archive has besides its documents: the registry, and what a site changed."""

from __future__ import annotations

from typing import NamedTuple

from mkdocs_postmortem.settings import Settings
from mkdocs_postmortem.site_pages import SITE_PAGE, SITE_PAGES


class Place(NamedTuple):
    """Where a generated page stands: its path relative to the docs folder, its title, and whether it is made.

    Of a family, `path` is the folder, and `title` may hold `{value}`.
    """

    key: str
    path: str
    title: str
    listed: bool
    family: bool
    made: bool

    def page(self, name: str) -> str:
        """Return the path of a page of a family."""
        return f"{self.path}/{name}.md"

    def titled(self, value: str) -> str:
        """Return the title of a page of a family."""
        return self.title.replace("{value}", value)


def place(settings: Settings, key: str) -> Place:
    """Return the place of a generated page, whether it is made or not."""
    page = SITE_PAGE[key]
    folder = "" if settings.folder in ("", ".") else f"{settings.folder}/"
    title = settings.title if key == "index" else page.title
    for name, choice in settings.pages:
        if name == key:
            path = choice.path or folder + page.path
            return Place(key, path, choice.title or title, page.listed, page.family, choice.made)
    return Place(key, folder + page.path, title, page.listed, page.family, True)


def places(settings: Settings) -> tuple[Place, ...]:
    """Return the places of the pages that are made, in the order of the navigation.

    Those that the option `pages` names come first, in its order.
    """
    named = [key for key, _ in settings.pages]
    rest = [page.key for page in SITE_PAGES if page.key not in named]
    # The index leads, unless it is put elsewhere on purpose.
    if "index" in rest:
        rest.remove("index")
        named.insert(0, "index")
    found = (place(settings, key) for key in (*named, *rest))
    return tuple(each for each in found if each.made)


def is_generated(uri: str, settings: Settings) -> bool:
    """Say whether a path, relative to the docs folder, is one of a page that is made, as far as is known.

    Which pages a family has depends on the documents: all of its folder count.
    """
    return any(
        uri.startswith(f"{each.path}/") and uri.endswith(".md") if each.family else uri == each.path
        for each in places(settings)
    )
