"""Options about rules, incidents and tickets, whose values have parts: levels, globs, days, addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from mkdocs_postmortem.option_types.saying import described, did_you_mean, one_of, wrong
from mkdocs_postmortem.option_types.simple import key_url, texts

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
_CODE = r"PM[0-9]{0,3}|[a-z0-9]+(?:-[a-z0-9]+)*"


class Legacy(NamedTuple):
    """Incidents before a day, of which no finding is graver than a level."""

    before: date
    max_level: str


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
