"""The catalogue: every text that there is, and the languages that ship with the package."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from mkdocs_postmortem.yaml_loading import Loader

ONE, OTHER = "one", "other"


@cache
def catalogue() -> dict[str, str | dict[str, str]]:
    """Return every text by itself; one that depends on a number by its plural, as `{one, other}`."""
    return shipped("en")


def shipped(language: str) -> dict[str, Any]:
    """Return the texts of a language that ships with the package."""
    data: dict[str, Any] = yaml.load(shipped_file(language), Loader)
    return data


def shipped_file(language: str) -> str:
    """Return the file of a language that ships with the package."""
    return Path(__file__).with_name(f"{language}.yml").read_text(encoding="utf-8")


def as_yaml(texts: Mapping[str, Any]) -> str:
    """Return texts as the lines of a file, every one in quotes."""
    lines = []
    for key, said in texts.items():
        if isinstance(said, Mapping):
            lines.append(f"{_quoted(key)}:")
            lines += [f"  {form}: {_quoted(text)}" for form, text in said.items()]
        else:
            lines.append(f"{_quoted(key)}: {_quoted(said)}")
    return "".join(f"{line}\n" for line in lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def placeholders(text: str) -> list[str]:
    """Return the names in braces, in their order. Raises ValueError for braces that are no such name."""
    return list(_names(text))


def _names(text: str) -> Iterator[str]:
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        raise ValueError("a single brace is no placeholder") from None
    for _, name, spec, conversion in parts:
        if name is None:
            continue
        if not name.isidentifier() or spec or conversion:
            raise ValueError(f"`{{{name}}}` is no placeholder")
        yield name
