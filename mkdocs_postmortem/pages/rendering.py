"""From templates to HTML: one environment, in which everything is escaped unless it is markup of ours."""

from __future__ import annotations

from functools import cache, partial

import jinja2
from markupsafe import Markup, escape

from mkdocs_postmortem.labels import Labels
from mkdocs_postmortem.pages.text import duration


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
    environment.filters["quoted"] = quoted
    return environment


def render(template: str, labels: Labels, /, **values: object) -> str:
    """Return a template of this package, rendered; every value is escaped where it lands.

    Templates say their texts with `_("All incidents")`, those that depend on a number with
    `_n("{number} incident", "{number} incidents", n)`, and durations with `duration(minutes)`.
    """
    said = {"_": labels, "_n": labels.n, "duration": partial(duration, labels=labels)}
    return _template(template).render(said, **values).strip() + "\n"


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
