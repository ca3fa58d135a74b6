"""Every option of the product, once: type, default, what it does, and the error for a wrong value.

The plugin's configuration class, the command and the documentation are made from this module.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

MAX_SHOWN = 60
FAIL_ON = ("error", "warning", "info", "never")
NAV = ("index", "all")
BASES = ("auto", "detection", "impact")
DOWNTIME_ENDS = ("restored", "mitigated")
DEFAULT_ID_PATTERN = r"[A-Z]+-\d{4}-\d{2,}"


class SettingsError(ValueError):
    """Wrong options. `problems` holds one sentence for each; every one names option, value and mend."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("; ".join(self.problems.values()))


Check = Callable[[str, Any], Any]


def _wrong(name: str, value: object, wanted: str) -> ValueError:
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


def _did_you_mean(value: object, names: Iterable[str]) -> str:
    import difflib  # only who made a mistake needs it

    near = difflib.get_close_matches(str(value), list(names), 1, 0.6)
    return f"; did you mean `{near[0]}`?" if near else ""


def _bool(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise _wrong(name, value, "`true` or `false`")


def _choice(*allowed: str) -> Check:
    def check(name: str, value: Any) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        hint = _did_you_mean(value, allowed)
        raise _wrong(name, value, "one of " + ", ".join(f"`{word}`" for word in allowed) + hint)

    return check


def _text(name: str, value: Any) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise _wrong(name, value, "a text that is not empty")


def _folder(name: str, value: Any) -> str:
    wanted = "a folder inside `docs_dir`, such as `postmortems`"
    if not isinstance(value, str) or not value.strip():
        raise _wrong(name, value, wanted)
    parts = [part for part in value.replace("\\", "/").split("/") if part not in ("", ".")]
    if ".." in parts or value.startswith("/") or ":" in value:
        raise _wrong(name, value, wanted)
    return "/".join(parts)


def _texts(name: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, list | tuple) and all(isinstance(entry, str) and entry for entry in value):
        return tuple(value)
    raise _wrong(name, value, "a list of texts, such as `[a, b]`")


def _codes(name: str, value: Any) -> tuple[str, ...]:
    codes = _texts(name, value)
    for code in codes:
        if not re.fullmatch(r"PM\d{0,3}|[a-z0-9]+(?:-[a-z0-9]+)*", code):
            raise _wrong(
                name, code, "a rule's code, the start of one, or its name, such as `PM111`, `PM3`, `bad-date`"
            )
    return codes


def _pattern(name: str, value: Any) -> str:
    text = _text(name, value)
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        raise _wrong(name, value, f"a regular expression ({error})") from None
    if found := re.match(r"\(\?[a-zA-Z]+\)", text):
        # It is looked for inside titles and file names, where flags can't stand on their own.
        flags, rest = found.group()[2:-1], text[found.end() :]
        raise _wrong(name, value, f"flags with what they apply to, such as `(?{flags}:{rest})`")
    return text


def _option(default: Any, check: Check, doc: str, kind: str) -> Any:
    return field(default=default, metadata={"check": check, "doc": doc, "kind": kind})


@dataclass(frozen=True)
class Settings:
    """The options, checked. Names, defaults and meanings are those of the plugin's block in `mkdocs.yml`."""

    enabled: bool = _option(
        True, _bool, "Switch everything off with `false`; the build is then as without the plugin.", "bool"
    )
    folder: str = _option(
        "postmortems",
        _folder,
        "The folder below `docs_dir` that holds the postmortems. Sub-folders count.",
        "text",
    )
    exclude: tuple[str, ...] = _option(
        (),
        _texts,
        "Files of the folder that are no incidents: glob patterns relative to the folder, "
        "such as `drafts/*`.",
        "list",
    )
    template_files: tuple[str, ...] = _option(
        ("template.md", "_*.md", "templates/*"),
        _texts,
        "Files that are the empty template itself: glob patterns. They are neither checked nor listed.",
        "list",
    )
    fail_on: str = _option(
        "error",
        _choice(*FAIL_ON),
        "The lowest level of a finding that fails the build and the command: "
        "`error`, `warning`, `info` or `never`.",
        "choice",
    )
    select: tuple[str, ...] = _option(
        ("PM",), _codes, "The rules to run: codes, beginnings of codes, or names.", "list"
    )
    ignore: tuple[str, ...] = _option(
        (), _codes, "The rules not to run, in the same forms; beats `select`.", "list"
    )
    id_pattern: str = _option(
        DEFAULT_ID_PATTERN,
        _pattern,
        "What an incident ID looks like, as a regular expression for the whole ID.",
        "pattern",
    )
    time_base: str = _option(
        "auto",
        _choice(*BASES),
        "From when TTM and TTR count: `detection`, `impact` (began), or `auto`: "
        "either, as each document does.",
        "choice",
    )
    downtime_end: str = _option(
        "restored",
        _choice(*DOWNTIME_ENDS),
        "What ends the downtime: service `restored`, or already `mitigated`.",
        "choice",
    )
    title: str = _option("Incidents", _text, "The title of the generated index page.", "text")
    nav: str = _option(
        "index",
        _choice(*NAV),
        "What of the archive stands in the navigation: the `index` alone, or `all` postmortems. "
        "With `all`, every page of the site carries the whole list.",
        "choice",
    )


@dataclass(frozen=True, slots=True)
class Option:
    """One option, for those who document it or make a form of it."""

    name: str
    default: Any
    doc: str
    kind: str
    check: Check


OPTIONS: tuple[Option, ...] = tuple(
    Option(f.name, f.default, f.metadata["doc"], f.metadata["kind"], f.metadata["check"])
    for f in dataclasses.fields(Settings)
)


def unknown_option(name: object) -> str:
    """Return the message for an option that does not exist."""
    names = [option.name for option in OPTIONS]
    hint = _did_you_mean(name, names) or "; there are " + ", ".join(f"`{n}`" for n in names)
    return f"option `{name}`: there is no such option{hint}"


def load(values: Mapping[str, Any] | None) -> Settings:
    """Return the settings for a block of options as YAML gives it; an option that is null keeps its default.

    Raises SettingsError with every wrong option.
    """
    if values is None:
        return Settings()
    if not isinstance(values, Mapping):
        raise SettingsError(
            {"": f"the options of `postmortem`: found {show(values)}, expected `option: value` lines"}
        )
    known = {option.name: option for option in OPTIONS}
    checked: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, value in values.items():
        option = known.get(name)
        if option is None:
            problems[str(name)] = unknown_option(name)
        elif value is not None:
            try:
                checked[name] = option.check(name, value)
            except ValueError as error:
                problems[name] = str(error)
    if problems:
        raise SettingsError(problems)
    return Settings(**checked)
