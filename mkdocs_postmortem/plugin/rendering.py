"""Pages rendered ahead: what MkDocs would make of a page's Markdown, made aside before it asks.

Rendering is half of a build. MkDocs does it page by page and in one process; the second one begins with the
last page, and both go on until they meet. MkDocs gets exactly what it would have made itself: where that is
not certain, it makes it itself.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from markdown.util import get_installed_extensions
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from mkdocs_postmortem.aside import Progress

# Extensions that make the same of the same page, whatever they made before, and do nothing else.
_FAMILIES = ("markdown.extensions.", "pymdownx.")
# Whose functions may be among their options.
_MODULES = ("markdown.", "pymdownx.", "material.extensions.emoji")


class Rendered(NamedTuple):
    """A page as rendered: from which Markdown, and what rendering it sets on it, by attribute."""

    markdown: str
    state: dict[str, Any]


def can_render_ahead(config: MkDocsConfig) -> bool:
    """Say whether rendering a page depends on nothing but the page, and does nothing else.

    Extensions that are objects belong to plugins, which collect something by them; those of others may.
    """
    modules = {short.name: short.value for short in get_installed_extensions()}
    names = config.markdown_extensions
    return _is_plain(config.mdx_configs) and all(
        isinstance(name, str) and modules.get(name, name).startswith(_FAMILIES) for name in names
    )


def _is_plain(value: object) -> bool:
    """Say whether an option is made of values, and of functions of the known extensions."""
    if isinstance(value, Mapping):
        return all(map(_is_plain, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    if isinstance(value, partial):
        return _is_plain(value.func) and _is_plain(value.args) and _is_plain(value.keywords)
    if callable(value):
        return str(getattr(value, "__module__", "")).startswith(_MODULES)
    return value is None or isinstance(value, str | int | float)


def rendered_from_behind(
    pages: Sequence[tuple[Page, str]], progress: Progress, config: MkDocsConfig, files: Files
) -> Iterator[tuple[Page, Rendered]]:
    """Yield pages, each given with its Markdown, as rendered: from the last one on, until both meet.

    `progress` tells how many of them MkDocs has come to. Left to it are those that something is to be logged
    or raised about. The pages stay as they are.
    """
    gc.enable()  # Python-Markdown leaves circles behind
    said: list[logging.LogRecord] = []
    listeners = [_Listener(said, logger) for logger in (logging.getLogger(), logging.getLogger("mkdocs"))]
    try:
        for number in reversed(range(len(pages))):
            if number < progress.reached:
                break
            page, markdown = pages[number]
            said.clear()
            made = _rendered(page, markdown, config, files)
            if made is not None and not said:
                yield page, made
    finally:
        for listener in listeners:
            listener.leave()
        gc.disable()


class _Listener(logging.Handler):
    """Notes what is said to a logger. That of MkDocs does not hand on what is said to it."""

    def __init__(self, said: list[logging.LogRecord], logger: logging.Logger) -> None:
        super().__init__()
        self._said = said
        self._logger = logger
        logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(record)

    def leave(self) -> None:
        self._logger.removeHandler(self)


def _rendered(page: Page, markdown: str, config: MkDocsConfig, files: Files) -> Rendered | None:
    before = dict(vars(page))
    try:
        page.markdown = markdown
        page.render(config, files)
        after = vars(page).items()
        return Rendered(markdown, {name: value for name, value in after if before.get(name) is not value})
    except Exception:  # an extension may die of anything: it will do so again, where that can be said
        return None
    finally:
        vars(page).clear()
        vars(page).update(before)


def take(page: Page, made: Rendered) -> None:
    """Let a page take what was made of its Markdown when it is to render itself, if that is still its own."""

    def render(config: MkDocsConfig, files: Files) -> None:
        del vars(page)["render"]
        if page.markdown == made.markdown:
            vars(page).update(made.state)
        else:
            page.render(config, files)

    vars(page)["render"] = render
