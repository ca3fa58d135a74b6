"""The kinds of values in a template, each of which is read, laid over what was there, and described.

`read` checks a value as YAML gives it, and returns it in one form; `merge` lays a value that has been
read over the one it changes; `schema` is the JSON Schema of what `read` takes. What is wrong is put
into a `Report` with its place, and never raised.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from mkdocs_postmortem.option_types import did_you_mean, show
from mkdocs_postmortem.template.names import plain

# Where a value stands: keys of mappings and numbers of list items, from the top.
At = tuple[str | int, ...]
Schema = dict[str, Any]
# What takes the place of a value that could not be read.
NOTHING: Any = None

KEY = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a value, or (`key`) with the name of the key it stands behind."""

    at: At
    what: str
    key: bool = False


@dataclass
class Report:
    """The problems found so far."""

    problems: list[Problem] = field(default_factory=list)

    def say(self, at: At, what: str, key: bool = False) -> None:
        """Put down a problem."""
        self.problems.append(Problem(at, what, key))

    def wrong(self, at: At, value: object, wanted: str) -> Any:
        """Put down a wrong value; return what stands in its place."""
        self.say(at, f"found {show(value)}, expected {wanted}")
        return NOTHING

    def unknown(self, at: At, what: str, known: Iterable[str], key: bool = False) -> None:
        """Put down a name that is not one of those known."""
        names = list(known)
        hint = did_you_mean(at[-1] if key else what.split("`")[1], names)
        self.say(at, what + (hint or "; there are " + listed(names)), key)


class Shape(Protocol):
    """A kind of value."""

    def read(self, value: Any, at: At, report: Report, /) -> Any:
        """Return a value in its one form, or `NOTHING` where it is wrong."""

    def merge(self, old: Any, new: Any, at: At, report: Report, /) -> Any:
        """Return what becomes of the old value (None where there was none)."""

    def schema(self) -> Schema:
        """Return the JSON Schema."""


def listed(names: Iterable[str]) -> str:
    """Return names as a message lists them."""
    return ", ".join(f"`{name}`" for name in names)


def word_of(value: Any) -> str | None:
    """Return the text that a scalar was meant as: YAML reads `Yes` as true and `1` as a number."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float | date):
        return str(value)
    return None


class _Simple:
    def merge(self, _old: Any, new: Any, _at: At, _report: Report, /) -> Any:
        """Replace the old value."""
        return new


@dataclass(frozen=True)
class Text(_Simple):
    """A text with at least one letter, digit or `#`; a number counts."""

    wanted: str = "a text"

    def read(self, value: Any, at: At, report: Report) -> Any:
        """Return the text."""
        text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        if isinstance(text, str) and "\n" not in text and (plain(text) or text.strip() == "#"):
            return text
        return report.wrong(at, value, self.wanted)

    def schema(self) -> Schema:
        """Return the JSON Schema."""
        return {
            "anyOf": [{"type": "string", "pattern": r"^[^\n]*[^\W_][^\n]*$|^\s*#\s*$"}, {"type": "integer"}]
        }


@dataclass(frozen=True)
class Markdown(_Simple):
    """A text of any number of lines."""

    def read(self, value: Any, at: At, report: Report) -> Any:
        """Return the text."""
        return value if isinstance(value, str) else report.wrong(at, value, "Markdown")

    def schema(self) -> Schema:
        """Return the JSON Schema."""
        return {"type": "string"}


@dataclass(frozen=True)
class Example(_Simple):
    """A scalar, as an author would write it."""

    def read(self, value: Any, at: At, report: Report) -> Any:
        """Return it as text."""
        word = word_of(value)
        return report.wrong(at, value, "a text") if word is None or not word.strip() else word

    def schema(self) -> Schema:
        """Return the JSON Schema."""
        return {"type": ["string", "number", "boolean"], "pattern": r"\S"}


@dataclass(frozen=True)
class Key(_Simple):
    """A key: lower case letters, digits and `_`."""

    what: str

    def read(self, value: Any, at: At, report: Report) -> Any:
        """Return the key."""
        if isinstance(value, str) and KEY.fullmatch(value):
            return value
        return report.wrong(at, value, f"the key of a {self.what}: lower case letters, digits and `_`")

    def schema(self) -> Schema:
        """Return the JSON Schema."""
        return {"type": "string", "pattern": f"^{KEY.pattern}$"}


@dataclass(frozen=True)
class Flag(_Simple):
    """`true` or `false`."""

    def read(self, value: Any, at: At, report: Report) -> Any:
        """Return the flag."""
        return value if isinstance(value, bool) else report.wrong(at, value, "`true` or `false`")

    def schema(self) -> Schema:
        """Return the JSON Schema."""
        return {"type": "boolean"}


@dataclass(frozen=True)
class OneOf(_Simple):
    """One of some words."""

    words: tuple[str, ...]

    def read(self, value: Any, at: At, report: Report) -> Any:
        """Return the word."""
        if isinstance(value, str) and value in self.words:
            return value
        hint = did_you_mean(value, self.words) if isinstance(value, str) else ""
        return report.wrong(at, value, f"one of {listed(self.words)}{hint}")

    def schema(self) -> Schema:
        """Return the JSON Schema."""
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Keys(_Simple):
    """A list of keys or names, which takes the place of the old one. `count` is how many there must be."""

    what: str
    count: int | None = None

    def read(self, value: Any, at: At, report: Report) -> Any:
        """Return the list."""
        wanted = f"a list of {self.what}" if self.count is None else f"a list of {self.count} {self.what}"
        if not isinstance(value, list) or self.count not in (None, len(value)):
            return report.wrong(at, value, wanted)
        words = [word_of(each) for each in value]
        for number, word in enumerate(words):
            if word is None or not word.strip():
                return report.wrong((*at, number), value[number], f"one of the {self.what}")
        return words

    def schema(self) -> Schema:
        """Return the JSON Schema."""
        found: Schema = {"type": "array", "items": Example().schema()}
        if self.count is not None:
            found |= {"minItems": self.count, "maxItems": self.count}
        return found


@dataclass(frozen=True)
class WordList:
    """A list of words: added in front of the old ones, or `{add, remove, replace}`.

    Read, it is a mapping of these three.
    """

    def read(self, value: Any, at: At, report: Report) -> Any:
        """Return the parts."""
        if isinstance(value, list):
            return {"add": self._words(value, at, report)}
        if not isinstance(value, Mapping) or not value:
            return report.wrong(at, value, "a list of texts, or one behind `add`, `remove` or `replace`")
        parts = {}
        for name, words in value.items():
            if name not in ("add", "remove", "replace"):
                report.unknown((*at, name), "there is no such key", ("add", "remove", "replace"), True)
            elif not isinstance(words, list):
                report.wrong((*at, name), words, "a list of texts")
            else:
                parts[name] = self._words(words, (*at, name), report)
        return parts

    def _words(self, values: list[Any], at: At, report: Report) -> list[str]:
        words = []
        for number, value in enumerate(values):
            word = word_of(value)
            if word is None:
                report.wrong((*at, number), value, "a text")
            else:
                words.append(word)
        return words

    def merge(self, old: Any, new: Any, at: At, report: Report) -> Any:
        """Return the words: those added come first."""
        words = new["replace"] if "replace" in new else list(old or ())
        for number, word in enumerate(new.get("remove", ())):
            left = [
                each for each in words if plain(each) != plain(word) or (each != word and not plain(word))
            ]
            if len(left) == len(words):
                report.unknown((*at, "remove", number), f"`{word}` is not in the list", words)
            words = left
        return list(dict.fromkeys([*new.get("add", ()), *words]))

    def schema(self) -> Schema:
        """Return the JSON Schema."""
        return {"$ref": "#/$defs/words"}

    @staticmethod
    def definitions() -> dict[str, Schema]:
        """Return what the schema refers to."""
        names = {"$ref": "#/$defs/names"}
        parts = closed(dict.fromkeys(("add", "remove", "replace"), names), minimum=1)
        return {
            "names": {"type": "array", "items": {"type": ["string", "number", "boolean"]}},
            "words": {"anyOf": [names, parts]},
        }


def or_nothing(schema: Schema) -> Schema:
    """Return a schema that a key without a value fits as well."""
    return {"anyOf": [schema, {"type": "null"}]}


def closed(properties: Mapping[str, Schema], required: Iterable[str] = (), minimum: int = 0) -> Schema:
    """Return the schema of a mapping that has these keys and no others; any may be null."""
    found: Schema = {
        "type": "object",
        "properties": {name: or_nothing(schema) for name, schema in properties.items()},
        "additionalProperties": False,
    }
    if needed := list(required):
        found["required"] = needed
    if minimum:
        found["minProperties"] = minimum
    return found
