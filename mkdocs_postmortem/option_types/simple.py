"""Options that are one value, or a list of such: a number, a text, a path, a pattern."""

from __future__ import annotations

import re
from typing import Any

from mkdocs_postmortem.option_types.saying import Check, described, did_you_mean, one_of, schema_of, wrong


@described({"type": "boolean"})
def boolean(name: str, value: Any) -> bool:
    """Return `true` or `false`. Raises ValueError for anything else, as all of these do."""
    if isinstance(value, bool):
        return value
    raise wrong(name, value, "`true` or `false`")


def choice(*allowed: str) -> Check:
    """Return a check for one of some words."""

    @described({"enum": list(allowed)})
    def check(name: str, value: Any) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        hint = did_you_mean(value, allowed)
        raise wrong(name, value, one_of(allowed) + hint)

    return check


def number(least: int, most: int) -> Check:
    """Return a check for a whole number between two."""

    @described({"type": "integer", "minimum": least, "maximum": most})
    def check(name: str, value: Any) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        raise wrong(name, value, f"a whole number from {least} to {most}")

    return check


@described({"type": "string", "pattern": r"\S"})
def one_text(name: str, value: Any) -> str:
    """Return a text that is not empty."""
    if isinstance(value, str) and value.strip():
        return value
    raise wrong(name, value, "a text that is not empty")


@described({"type": "string", "pattern": r"^(?!/)(?!.*:)(?!(?:.*[/\\])?\.\.(?:[/\\]|$))(?=.*\S).*$"})
def folder(name: str, value: Any) -> str:
    """Return a folder inside the docs folder, with `/`."""
    wanted = "a folder inside `docs_dir`, such as `postmortems`"
    if not isinstance(value, str) or not value.strip():
        raise wrong(name, value, wanted)
    parts = [part for part in value.replace("\\", "/").split("/") if part not in ("", ".")]
    if ".." in parts or value.startswith("/") or ":" in value:
        raise wrong(name, value, wanted)
    return "/".join(parts)


@described({"type": "string", "pattern": r"\S", "not": {"pattern": r"[/\\]$"}})
def file(name: str, value: Any) -> str:
    """Return a file's path, with `/`."""
    path = one_text(name, value).replace("\\", "/")
    if path.endswith("/"):
        raise wrong(name, value, "a file, such as `postmortem-baseline.json`")
    return path


@described({"type": "array", "items": {"type": "string", "minLength": 1}})
def texts(name: str, value: Any) -> tuple[str, ...]:
    """Return a list of texts."""
    if isinstance(value, list | tuple) and all(isinstance(entry, str) and entry for entry in value):
        return tuple(value)
    raise wrong(name, value, "a list of texts, such as `[a, b]`")


@described(
    {
        "type": "array",
        "items": {"type": "string", "pattern": r"^(?:\.[^\s./\\]+)+$"},
        "minItems": 1,
    }
)
def suffixes(name: str, value: Any) -> tuple[str, ...]:
    """Return endings of file names, each beginning with a dot."""
    for suffix in (found := texts(name, value)):
        if not re.fullmatch(r"(?:\.[^\s./\\]+)+", suffix):
            raise wrong(name, suffix, "the ending of a file's name, such as `.md` or `.html.md.erb`")
    if not found:
        raise wrong(name, value, "at least one ending, such as `[.md]`")
    return found


@described({"type": "string", "pattern": r"\S", "format": "regex", "not": {"pattern": r"^\(\?[a-zA-Z]+\)"}})
def pattern(name: str, value: Any) -> str:
    """Return a regular expression, as text."""
    text = one_text(name, value)
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        raise wrong(name, value, f"a regular expression ({error})") from None
    if found := re.match(r"\(\?[a-zA-Z]+\)", text):
        # It is looked for inside titles and file names, where flags can't stand on their own.
        flags, rest = found.group()[2:-1], text[found.end() :]
        raise wrong(name, value, f"flags with what they apply to, such as `(?{flags}:{rest})`")
    return text


@described({"anyOf": [schema_of(pattern), {"type": "array", "items": schema_of(pattern), "minItems": 1}]})
def patterns(name: str, value: Any) -> str:
    """Return a regular expression, or one that means any of several."""
    if not isinstance(value, list | tuple):
        return pattern(name, value)
    if not value:
        raise wrong(name, value, "at least one regular expression")
    together = "|".join(pattern(name, each) for each in value)
    return pattern(name, together)


@described(
    {"type": "string", "pattern": r"^(?!.*\{key\}.*\{key\})[^\s()<>|]*\{key\}[^\s()<>|]*$"},
)
def key_url(name: str, value: Any) -> str:
    """Return an address with `{key}` in it, once, that can stand in a Markdown link."""
    wanted = "an address with `{key}`, such as `https://issues.example/{key}`"
    if not isinstance(value, str) or value.count("{key}") != 1 or re.search(r"[\s()<>|]", value):
        raise wrong(name, value, wanted)
    return value
