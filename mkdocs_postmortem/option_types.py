"""The types of options: each checks a value and returns it, or says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

MAX_SHOWN = 60
LEVELS = ("error", "warning", "info", "off")
STATUSES = ("draft", "reviewed", "closed")

# Names of rules by glob pattern.
PerFile = tuple[tuple[str, tuple[str, ...]], ...]
# Levels by rule, then by status.
Levels = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
# What a site's template has otherwise: a file's path, or the changes themselves.
Changes = str | Mapping[str, Any] | None
# The texts of a site's pages: a language or a file's path, the texts themselves, or several of these.
Texts = str | Mapping[str, Any] | list[Any] | None
# Addresses of tickets by the prefix of their keys.
KeyUrls = tuple[tuple[str, str], ...]
Check = Callable[[str, Any], Any]
_C = TypeVar("_C", bound=Check)

_CODE = r"PM[0-9]{0,3}|[a-z0-9]+(?:-[a-z0-9]+)*"


def described(schema: Mapping[str, Any]) -> Callable[[_C], _C]:
    """Give a check the JSON Schema of the values that it takes."""

    def give(check: _C) -> _C:
        check.__dict__["schema"] = dict(schema)
        return check

    return give


def schema_of(check: Check) -> dict[str, Any]:
    """Return the JSON Schema of a check. Raises KeyError where it was given none."""
    return dict(check.__dict__["schema"])


class Legacy(NamedTuple):
    """Incidents before a day, of which no finding is graver than a level."""

    before: date
    max_level: str


def wrong(name: str, value: object, wanted: str) -> ValueError:
    """Return the error for a wrong value: which option, what was found, what is expected."""
    return ValueError(f"option `{name}`: found {show(value)}, expected {wanted}")


def show(value: object) -> str:
    """Return a value as a message quotes it, in YAML's spelling."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    text = " ".join(str(value).split())
    return f"`{text}`" if len(text) <= MAX_SHOWN else f"`{text[: MAX_SHOWN - 1]}…`"


def did_you_mean(value: object, names: Iterable[str]) -> str:
    """Return the end of a message that proposes a name, or nothing."""
    import difflib  # only who made a mistake needs it

    by_case = {name.casefold(): name for name in names}
    near = difflib.get_close_matches(str(value).casefold(), list(by_case), 1, 0.6)
    return f"; did you mean `{by_case[near[0]]}`?" if near else ""


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


@described({"type": "array", "items": {"type": "string", "minLength": 1}})
def texts(name: str, value: Any) -> tuple[str, ...]:
    """Return a list of texts."""
    if isinstance(value, list | tuple) and all(isinstance(entry, str) and entry for entry in value):
        return tuple(value)
    raise wrong(name, value, "a list of texts, such as `[a, b]`")


@described({"type": "array", "items": {"type": "string", "pattern": rf"^(?:{_CODE})$", "minLength": 1}})
def codes(name: str, value: Any) -> tuple[str, ...]:
    """Return names of rules: codes, beginnings of codes, or names."""
    codes = texts(name, value)
    for code in codes:
        if not re.fullmatch(r"PM\d{0,3}|[a-z0-9]+(?:-[a-z0-9]+)*", code):
            raise wrong(
                name, code, "a rule's code, the start of one, or its name, such as `PM111`, `PM3`, `bad-date`"
            )
    return codes


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


_PREFIX = r"[A-Z][A-Z0-9_]{0,19}"
_WEB = r"[A-Za-z][A-Za-z0-9+.-]*://"


@described(
    {
        "type": "object",
        "propertyNames": {"pattern": rf"^{_PREFIX}$"},
        "additionalProperties": {
            "type": "string",
            "pattern": rf"^{_WEB}(?!.*\{{key\}}.*\{{key\}})[^\s()<>|]*\{{key\}}[^\s()<>|]*$",
        },
    }
)
def key_urls(name: str, value: Any) -> KeyUrls:
    """Return addresses by the prefix of a ticket's key: `{DATA: "https://issues.example/{key}"}`."""
    if not isinstance(value, Mapping):
        raise wrong(name, value, 'prefixes with addresses, such as `{DATA: "https://issues.example/{key}"}`')
    for prefix, url in value.items():
        if not isinstance(prefix, str) or not re.fullmatch(_PREFIX, prefix):
            raise wrong(name, prefix, "the prefix of a key in capital letters, such as `DATA` in `DATA-102`")
        if not isinstance(url, str) or not re.match(_WEB, url):
            raise wrong(
                f"{name}.{prefix}", url, "an address with `{key}`, such as `https://issues.example/{key}`"
            )
        key_url(f"{name}.{prefix}", url)
    return tuple(value.items())


@described({"type": ["string", "object"], "pattern": r"\S"})
def changes(name: str, value: Any) -> Changes:
    """Return the changes of a template: a file's path, or a mapping, whose content is checked elsewhere."""
    if isinstance(value, Mapping) or (isinstance(value, str) and value.strip()):
        return value
    raise wrong(name, value, "the path of a YAML file, or a mapping with the changes")


_TEXTS = {"type": ["string", "object"], "pattern": r"\S"}


@described({"anyOf": [_TEXTS, {"type": "array", "items": _TEXTS, "minItems": 1}]})
def labels(name: str, value: Any) -> Texts:
    """Return where labels come from: a text, a mapping or a list of these; what they say is checked later."""
    parts = value if isinstance(value, list) and value else [value]
    for part in parts:
        if not isinstance(part, Mapping) and not (isinstance(part, str) and part.strip()):
            raise wrong(
                name, part, "a language, the path of a YAML file, a mapping with texts, or a list of these"
            )
    given: Texts = value
    return given


_LEVEL = {"enum": [*LEVELS, False]}


@described(
    {
        "type": "object",
        "propertyNames": {"pattern": rf"^(?:{_CODE})$"},
        "additionalProperties": {
            "anyOf": [
                _LEVEL,
                {
                    "type": "object",
                    "properties": dict.fromkeys(STATUSES, _LEVEL),
                    "additionalProperties": False,
                },
            ]
        },
    }
)
def levels(name: str, value: Any) -> Levels:
    """Return levels by rule: `PM105: warning`, or by status, `PM108: {draft: off, closed: error}`."""
    wanted = "rules with levels, such as `PM105: warning` or `PM108: {draft: off, closed: error}`"
    if not isinstance(value, Mapping):
        raise wrong(name, value, wanted)
    found: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    for rule, given in value.items():
        codes(name, [rule])
        by_status = given if isinstance(given, Mapping) else dict.fromkeys(STATUSES, given)
        for status, level in by_status.items():
            if status not in STATUSES:
                raise wrong(f"{name}.{rule}", status, one_of(STATUSES) + did_you_mean(status, STATUSES))
            # YAML 1.1 reads a bare `off` as false.
            if level is not False and level not in LEVELS:
                raise wrong(f"{name}.{rule}", level, one_of(LEVELS) + did_you_mean(level, LEVELS))
        found.append((rule, tuple((key, level or "off") for key, level in by_status.items())))
    return tuple(found)


@described(
    {
        "type": "object",
        "propertyNames": {"minLength": 1},
        "additionalProperties": {
            "anyOf": [
                {"type": "string", "pattern": rf"^(?:{_CODE})$"},
                {"type": "array", "items": {"type": "string", "pattern": rf"^(?:{_CODE})$", "minLength": 1}},
            ]
        },
    }
)
def per_file(name: str, value: Any) -> PerFile:
    """Return names of rules by glob pattern: `{"2019/**": [PM3, PM6]}`."""
    if not isinstance(value, Mapping) or not all(isinstance(key, str) and key for key in value):
        raise wrong(name, value, 'files with rules, such as `"2019/**": [PM3, PM6]`')
    return tuple(
        (pattern, codes(f"{name}.{pattern}", [given] if isinstance(given, str) else given))
        for pattern, given in value.items()
    )


@described(
    {
        "type": "object",
        "properties": {
            "before": {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
            "max_level": {"enum": [*LEVELS[1:], False]},
        },
        "required": ["before"],
        "additionalProperties": False,
    }
)
def legacy(name: str, value: Any) -> Legacy:
    """Return `{before: 2024-01-01, max_level: info}`; the level may be left out."""
    wanted = "`{before: 2024-01-01, max_level: info}`"
    if isinstance(value, Legacy):
        return value
    if not isinstance(value, Mapping) or "before" not in value:
        raise wrong(name, value, wanted)
    for key in value:
        if key not in Legacy._fields:
            hint = did_you_mean(key, Legacy._fields)
            raise wrong(name, key, one_of(Legacy._fields) + hint)
    level = value.get("max_level", "info")
    if level is False:  # YAML 1.1 reads a bare `off` so
        level = "off"
    if level not in LEVELS[1:]:
        raise wrong(f"{name}.max_level", level, one_of(LEVELS[1:]) + did_you_mean(level, LEVELS[1:]))
    return Legacy(_day(f"{name}.before", value["before"]), level)


def _day(name: str, value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise wrong(name, value, "a day, such as `2024-01-01`")


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


@described({"type": "string", "pattern": r"\S", "not": {"pattern": r"[/\\]$"}})
def file(name: str, value: Any) -> str:
    """Return a file's path, with `/`."""
    path = one_text(name, value).replace("\\", "/")
    if path.endswith("/"):
        raise wrong(name, value, "a file, such as `postmortem-baseline.json`")
    return path


def one_of(words: Iterable[str]) -> str:
    """Return what is expected where it is one of some words."""
    return "one of " + ", ".join(f"`{word}`" for word in words)
