"""The templates of the pages as a table: what each draws, and the names that it uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

import jinja2
from jinja2 import meta
from mkdocs.exceptions import PluginError

from mkdocs_postmortem.pages.rendering import quoted

# What every template is given is said once, above the table.
COMMON = frozenset(("_", "_n", "duration"))
# What a template draws is said by the comment that it begins with.
_OPENING = re.compile(r"\{# (?P<shows>[^\n]+)\. -#\}\n")


def rows(folder: Traversable | None = None) -> Iterator[tuple[str, str, str]]:
    """Yield each template: its name, what it draws, and the names in it.

    Raises PluginError for one that does not say what it draws.
    """
    environment = jinja2.Environment()
    environment.filters["quoted"] = quoted
    folder = folder or resources.files("mkdocs_postmortem.pages") / "templates"
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        text = path.read_text(encoding="utf-8")
        opening = _OPENING.match(text)
        if opening is None:
            raise PluginError(
                f"{path.name}: begin it with what it draws, as in `{{# The table of incidents. -#}}`"
            )
        names = meta.find_undeclared_variables(environment.parse(text)) - COMMON
        yield f"`{path.name}`", opening["shows"], ", ".join(f"`{name}`" for name in sorted(names))
