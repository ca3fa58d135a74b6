"""From templates to HTML: everything is escaped unless it is markup of ours. A site may bring its own."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from pathlib import Path

import jinja2
from jinja2 import meta
from markupsafe import Markup, escape

from mkdocs_postmortem.labels import Labels
from mkdocs_postmortem.option_types import did_you_mean
from mkdocs_postmortem.pages.text import duration
from mkdocs_postmortem.paths import shown_path

# By this folder a site's own templates name ours: `{% include "default/header.html" %}`.
DEFAULT = "default"
_UNDEFINED = re.compile(r"'(?P<name>\w+)' is undefined")


class TemplateFault(ValueError):
    """What is wrong with a template of a site's own; the message begins with its path and line."""


class Templates:
    """The templates of a site: those in a folder of its own, and this package's for all others."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        ours = jinja2.PackageLoader("mkdocs_postmortem.pages", "templates")
        self._names = frozenset(ours.list_templates())
        loaders: list[jinja2.BaseLoader] = [ours, jinja2.PrefixLoader({DEFAULT: ours})]
        if folder is not None:
            loaders.insert(0, jinja2.FileSystemLoader(folder))
        self._environment = jinja2.Environment(
            loader=jinja2.ChoiceLoader(loaders),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["quoted"] = quoted
        self._loaded: dict[str, jinja2.Template] = {}

    def render(self, name: str, values: dict[str, object]) -> str:
        """Return a template, rendered. Raises TemplateFault where the site's own one is wrong."""
        try:
            template = self._loaded.get(name)
            if template is None:
                template = self._loaded[name] = self._environment.get_template(name)
            return template.render(values)
        except Exception as error:
            place = self._place(error)
            if place is None:
                raise
            raise TemplateFault(f"{place}: {_said(error, values)}") from error

    def check(self) -> list[str]:
        """Return what is odd about the site's own templates: a name that replaces none, and is not used.

        Raises TemplateFault for one that is no template.
        """
        if self.folder is None:
            return []
        used: set[str] = set()
        own = sorted(self.folder.rglob("*.html"))
        for path in own:
            used.update(self._references(path))
        odd = []
        for path in own:
            name = path.relative_to(self.folder).as_posix()
            if name not in self._names | used:
                hint = did_you_mean(name, self._names)
                odd.append(f"{_shown(path)}: there is no template of this name, and none includes it{hint}")
        return odd

    def _references(self, path: Path) -> Iterable[str]:
        try:
            tree = self._environment.parse(path.read_text(encoding="utf-8"), filename=str(path))
        except UnicodeDecodeError:
            raise TemplateFault(f"{_shown(path)}: is not valid UTF-8") from None
        except jinja2.TemplateSyntaxError as error:
            raise TemplateFault(f"{_shown(path)}:{error.lineno}: {error.message}") from None
        return filter(None, meta.find_referenced_templates(tree))

    def _place(self, error: Exception) -> str | None:
        """Return the path and line of the site's own template where an error is, or None."""
        if self.folder is None:
            return None
        frames = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
        inside = [each for each in frames if Path(each[0]).is_relative_to(self.folder)]
        return f"{_shown(Path(inside[-1][0]))}:{inside[-1][1]}" if inside else None


def _shown(path: Path) -> str:
    return shown_path(path, str(path))


def _said(error: Exception, values: dict[str, object]) -> str:
    """Return an error in a sentence."""
    if isinstance(error, jinja2.TemplateNotFound):
        return f"there is no template `{error.name}`"
    message = str(error) or type(error).__name__
    found = _UNDEFINED.search(message)
    if found is None:
        return message
    names = sorted(name for name in values if name.isidentifier() and not name.startswith("_"))
    known = ", ".join(f"`{name}`" for name in names)
    return f"`{found['name']}` is not defined" + (
        did_you_mean(found["name"], names) or f"; there are {known}"
    )


_ours = cache(Templates)
_chosen: ContextVar[Templates | None] = ContextVar("templates", default=None)


@contextmanager
def rendered_with(templates: Templates) -> Iterator[None]:
    """Have everything rendered with the templates of a site for a while."""
    token = _chosen.set(templates)
    try:
        yield
    finally:
        _chosen.reset(token)


def render(template: str, labels: Labels, /, **values: object) -> str:
    """Return a template, rendered; every value is escaped where it lands.

    Templates say their texts with `_("All incidents")`, those that depend on a number with
    `_n("{number} incident", "{number} incidents", n)`, and durations with `duration(minutes)`.
    """
    said = {"_": labels, "_n": labels.n, "duration": partial(duration, labels=labels)}
    return (_chosen.get() or _ours()).render(template, {**said, **values}).strip() + "\n"


def quoted(message: str) -> Markup:
    """Return a message as HTML, escaped, with what it quotes in backticks as code."""
    parts = message.split("`")
    if len(parts) % 2 == 0:
        return escape(message)
    pieces = [
        Markup("<code>{}</code>").format(part) if index % 2 else escape(part)
        for index, part in enumerate(parts)
    ]
    return Markup("").join(pieces)
