"""What a check of an option is, and how it says what is wrong with a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

MAX_SHOWN = 60
Check = Callable[[str, Any], Any]
_C = TypeVar("_C", bound=Check)


def described(schema: Mapping[str, Any]) -> Callable[[_C], _C]:
    """Give a check the JSON Schema of the values that it takes."""

    def give(check: _C) -> _C:
        check.__dict__["schema"] = dict(schema)
        return check

    return give


def schema_of(check: Check) -> dict[str, Any]:
    """Return the JSON Schema of a check. Raises KeyError where it was given none."""
    return dict(check.__dict__["schema"])


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


def one_of(words: Iterable[str]) -> str:
    """Return what is expected where it is one of some words."""
    return "one of " + ", ".join(f"`{word}`" for word in words)
