"""The template and the profiles that ship with the package."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mkdocs_postmortem.template.building import template_from
from mkdocs_postmortem.template.model import Template
from mkdocs_postmortem.yaml_loading import DataError, Loader

PROFILES = ("default", "minimal", "sre")


class TemplateError(DataError):
    """A site's template can't be used."""


@cache
def default_template() -> Template:
    """Return the template that ships with the package."""
    return template_from(default_data(), packaged("default.md"))


def default_file() -> str:
    """Return the text of the file that holds the default template."""
    return packaged("default.yml")


@cache
def default_data() -> dict[str, Any]:
    """Return the default template's data, not to be changed."""
    data: dict[str, Any] = yaml.load(default_file(), Loader)
    return data


def packaged(name: str) -> str:
    """Return the text of a file that ships beside this one."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
