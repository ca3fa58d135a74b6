"""From templates to HTML: one environment, in which everything is escaped unless it is markup of ours."""

from __future__ import annotations

from functools import cache

import jinja2

from mkdocs_postmortem.pages.text import count, duration


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("mkdocs_postmortem.pages", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["duration"] = duration
    environment.filters["count"] = count
    return environment


def render(template: str, **values: object) -> str:
    """Return a template of this package, rendered; every value is escaped where it lands."""
    return _environment().get_template(template).render(**values).strip() + "\n"
