"""From templates to HTML: one environment, in which everything is escaped unless it is markup of ours."""

from __future__ import annotations

from functools import cache

import jinja2
from markupsafe import Markup, escape

from mkdocs_postmortem.pages.text import count, duration


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("mkdocs_postmortem.pages", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["duration"] = duration
    environment.filters["count"] = count
    environment.filters["quoted"] = quoted
    return environment


def render(template: str, **values: object) -> str:
    """Return a template of this package, rendered; every value is escaped where it lands."""
    return _template(template).render(**values).strip() + "\n"


@cache
def _template(name: str) -> jinja2.Template:
    return _environment().get_template(name)


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
