"""The pages that the archive has besides its documents, as data: what each is called, and where it stands.

What makes their Markdown is in `pages/generated.py`, what the option `pages` says of them in `settings.py`,
and both together in `archive/placing.py`. A page that is added gets a line here and one in `generated.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from mkdocs_postmortem.option_types import Check, described, did_you_mean, one_of, one_text, wrong


class SitePage(NamedTuple):
    """A page that the plugin makes, or a family of pages, one for each value of something.

    `path` is relative to the archive's folder: that of a Markdown file, or, for a family, of the folder
    that its pages stand in. `title` may have `{value}` in a family. `listed` says whether it stands in the
    navigation that MkDocs makes itself, and `shows` what is on it.
    """

    key: str
    path: str
    title: str
    listed: bool
    shows: str
    family: bool = False


# In the order in which a navigation lists them.
SITE_PAGES: tuple[SitePage, ...] = (
    SitePage("index", "index.md", "Incidents", True, "the overview of the archive"),
    SitePage("actions", "actions.md", "Action items", True, "what was promised, and what of it is done"),
    SitePage(
        "insights",
        "insights.md",
        "Insights",
        True,
        "how long things take, what causes them, and when",
    ),
    SitePage("map", "map.md", "Map", True, "who has to do with whom, and when"),
    SitePage(
        "recurring",
        "recurrence.md",
        "What keeps coming back",
        True,
        "what happened more than once, and what was to prevent it",
    ),
    SitePage(
        "recurrence",
        "recurrence",
        "Recurrence: {value}",
        False,
        "one thing that happened more than once: when, how often, and what was to prevent it",
        family=True,
    ),
    SitePage(
        "definitions", "definitions.md", "How these times are counted", False, "how durations are counted"
    ),
    SitePage("severity", "severity", "{value} incidents", False, "the incidents of each severity", True),
    SitePage("category", "category", "{value} incidents", False, "those of each root cause category", True),
    SitePage("year", "year", "{value} incidents", False, "those of each year", True),
    SitePage(
        "service", "service", "{value} incidents", False, "those of each service that two or more have", True
    ),
    SitePage("tag", "tag", "{value} incidents", False, "those of each tag that several have", True),
)

SITE_PAGE: dict[str, SitePage] = {page.key: page for page in SITE_PAGES}


class PageChoice(NamedTuple):
    """What a site wants of a generated page: whether it is made, its path in `docs_dir`, and its title."""

    made: bool = True
    path: str | None = None
    title: str | None = None


Pages = tuple[tuple[str, PageChoice], ...]
"""What is wanted of generated pages, by their keys, in the order of the option."""

_WANTED = ("path", "title")
_FOLDER = r"^(?!/)(?!.*[:\\])(?!(?:.*/)?\.{1,2}(?:/|$))(?!.*//)(?=.*\S).*[^/]$"
_FILE = _FOLDER.removesuffix("[^/]$") + r"[^/]\.md$"


def page_choices(families: Mapping[str, bool]) -> Check:
    """Return a check for what is wanted of generated pages: `{insights: false, actions: {title: To do}}`.

    `families` names the pages there are, and says which of them are families, whose path is a folder.
    """

    @described(
        {
            "type": "object",
            "properties": {key: _schema(family) for key, family in families.items()},
            "additionalProperties": False,
        }
    )
    def check(name: str, value: Any) -> Pages:
        if not isinstance(value, Mapping):
            raise wrong(name, value, "pages with what is wanted of them, such as `insights: false`")
        found: list[tuple[str, PageChoice]] = []
        for key, given in value.items():
            if key not in families:
                raise wrong(name, key, one_of(families) + did_you_mean(key, families))
            found.append((key, _choice(f"{name}.{key}", given, families[key])))
        return tuple(found)

    return check


def _schema(family: bool) -> dict[str, Any]:
    path = {"type": ["string", "null"], "pattern": _FOLDER if family else _FILE}
    title = {"type": ["string", "null"], "pattern": r"\S"}
    wanted = {
        "type": "object",
        "properties": {"path": path, "title": title},
        "additionalProperties": False,
    }
    return {"anyOf": [{"type": ["boolean", "null"]}, wanted]}


def _choice(name: str, value: Any, family: bool) -> PageChoice:
    if value is None or isinstance(value, bool):
        return PageChoice(value is not False)
    if not isinstance(value, Mapping):
        raise wrong(name, value, "`true`, `false`, or a mapping with `path` and `title`")
    for key in value:
        if key not in _WANTED:
            raise wrong(name, key, one_of(_WANTED) + did_you_mean(key, _WANTED))
    path, title = value.get("path"), value.get("title")
    return PageChoice(
        True,
        None if path is None else _path(f"{name}.path", path, family),
        None if title is None else one_text(f"{name}.title", title),
    )


def _path(name: str, value: Any, family: bool) -> str:
    if isinstance(value, str) and re.fullmatch(_FOLDER if family else _FILE, value):
        return value
    example = "a folder inside `docs_dir`, such as `by-value`"
    raise wrong(name, value, example if family else "a Markdown file inside `docs_dir`, such as `to-do.md`")
