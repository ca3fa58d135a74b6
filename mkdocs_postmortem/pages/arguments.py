"""What a placeholder asks for besides a part's name: `<!-- postmortem:table severity=P1 limit=10 -->`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mkdocs_postmortem.option_types import did_you_mean

# What every part that shows incidents can be narrowed by. The names are those of the filters in addresses.
INCIDENTS = ("severity", "category", "status", "year", "when", "service", "tag", "author")
# Of the table of actions, `category` is that of the action.
ACTIONS = (*INCIDENTS, "state", "owner", "priority")
ROWS = ("limit", "filters")
ACCEPTED: Mapping[str, tuple[str, ...]] = {
    "summary": INCIDENTS,
    "charts": (*INCIDENTS, "only"),
    "browse": (),
    "table": (*INCIDENTS, *ROWS),
    "actions": (*ACTIONS, *ROWS),
    "insights": INCIDENTS,
    "again": INCIDENTS,
    "recurring": INCIDENTS,
    "recurrence": ("incident",),
    "map": INCIDENTS,
}
"""The parts that a page can hold, each with the names of the arguments it takes."""

NAMES = tuple(ACCEPTED)
STATES = ("open", "open-overdue", "done", "dropped")
CHARTS = ("severity", "causes", "services")

_TOKEN = re.compile(
    r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s"'])+(?:["'].*)?|["'].*""",
    re.DOTALL,
)
_QUOTED = re.compile(r"""(["'])(?P<text>(?:(?!\1)[^\\]|\\.)*)\1""", re.DOTALL)
_PLAIN = re.compile(r"[^\s\"'=\\]+")


class Arguments(NamedTuple):
    """What is asked for.

    `filters` are names with values, a name more than once where any of several values will do. `limit` is
    how many rows a table has at most, `filter_row` whether one can choose, `only` which charts.
    """

    filters: tuple[tuple[str, str], ...] = ()
    limit: int | None = None
    filter_row: bool = True
    only: tuple[str, ...] = ()

    def named(self, name: str) -> tuple[str, ...]:
        """Return the values of a filter."""
        return tuple(value for key, value in self.filters if key == name)

    def shared(self) -> dict[str, str]:
        """Return the filters as an address has them, those alone that have one value."""
        return {
            "when" if name == "year" else name: value
            for name, value in self.filters
            if len(self.named(name)) == 1
        }


NONE = Arguments()


class Fault(NamedTuple):
    """What is wrong with an argument, and how far into the text of the arguments it stands."""

    offset: int
    message: str


class Token(NamedTuple):
    """One argument as written: where it begins in the text, its name and its value, if it has both.

    `open` says that a quote in it is not closed.
    """

    offset: int
    text: str
    name: str
    value: str | None
    open: bool


def tokens(text: str) -> Iterator[Token]:
    """Yield the arguments of a placeholder as they are written."""
    for found in _TOKEN.finditer(text):
        name, sign, value = found.group().partition("=")
        whole = _unquoted(value) if sign and name else None
        unclosed = any(quote in _QUOTED.sub("", value) for quote in "\"'")
        yield Token(found.start(), found.group(), name, whole, unclosed)


def written(**values: str | int) -> str:
    """Return arguments as a placeholder has them, quoted where that is needed."""
    parts = (f"{name}={_quoted(str(value))}" for name, value in values.items())
    return " ".join(parts)


def parse(part: str, text: str) -> tuple[Arguments, list[Fault]]:
    """Return what a placeholder asks for, and what is wrong with how it does.

    What is wrong is left out. Whether a filter's value exists is not looked at.
    """
    filters: list[tuple[str, str]] = []
    faults: list[Fault] = []
    limit, filter_row, only = None, True, list[str]()
    for token in tokens(text):
        fault = _fault(part, token)
        if fault or token.value is None:
            faults.append(Fault(token.offset, fault))
        elif token.name == "limit":
            limit = int(token.value)
        elif token.name == "filters":
            filter_row = token.value == "on"
        elif token.name == "only":
            only += token.value.split(",")
        else:
            filters.append((token.name, token.value))
    return Arguments(tuple(filters), limit, filter_row, tuple(only)), faults


def _fault(part: str, token: Token) -> str:
    """Return what is wrong with an argument, or nothing."""
    if token.value is None:
        return f'`{token.text}` is no `name=value`; write a value of several words in quotes: `tag="a b"`'
    if token.open:
        return f"`{token.text.strip()}` has a quote that is not closed"
    accepted = ACCEPTED[part]
    if token.name not in accepted:
        hint = did_you_mean(token.name, accepted) or "; there are " + listed(accepted)
        return f"`{part}` has no `{token.name}`{hint if accepted else ', and takes no arguments'}"
    if not token.value:
        return f"`{token.name}` has no value"
    if token.name == "limit" and not (token.value.isascii() and token.value.isdigit() and int(token.value)):
        return f"`limit` is `{token.value}`, expected a number of rows from 1 on"
    if token.name == "filters" and token.value not in ("on", "off"):
        return f"`filters` is `{token.value}`, expected `on` or `off`"
    if token.name == "only":
        unknown = [each for each in token.value.split(",") if each not in CHARTS]
        if unknown:
            hint = did_you_mean(unknown[0], CHARTS) or "; there are " + listed(CHARTS)
            return f"no chart is called `{unknown[0]}`{hint}"
    return ""


def listed(names: tuple[str, ...]) -> str:
    """Return names as a message lists them."""
    return ", ".join(f"`{name}`" for name in names)


def _unquoted(value: str) -> str:
    return _QUOTED.sub(lambda found: re.sub(r"\\(.)", r"\1", found["text"], flags=re.DOTALL), value)


def _quoted(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
