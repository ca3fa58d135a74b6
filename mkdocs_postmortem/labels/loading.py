"""Reading the option `labels`, and saying what is wrong with it and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mkdocs_postmortem.labels import LANGUAGES, Choice, LabelsError
from mkdocs_postmortem.labels.catalogue import ONE, OTHER, catalogue, placeholders, shipped
from mkdocs_postmortem.labels.model import Labels
from mkdocs_postmortem.option_types import MAX_SHOWN, did_you_mean
from mkdocs_postmortem.paths import shown_path
from mkdocs_postmortem.template.places import FileError, Placed, load_file
from mkdocs_postmortem.template.shapes import At, Report, listed, word_of

OPTION = "labels"
_FORMS = (ONE, OTHER)


def labels_of(choice: Choice, folder: Path) -> Labels:
    """Return the labels of the option's value. Raises LabelsError."""
    texts: dict[str, str] = {}
    counted: dict[str, tuple[str, str]] = {}
    parts = choice if isinstance(choice, list | tuple) else [choice]
    for number, part in enumerate(parts):
        at: At = (number,) if isinstance(choice, list | tuple) else ()
        for key, said in _part(part, folder, at).items():
            if isinstance(said, tuple):
                counted[key] = said
            else:
                texts[key] = said
    return Labels(texts, counted)


def _part(part: Any, folder: Path, at: At) -> dict[str, str | tuple[str, str]]:
    """Return the texts of a language, a file, or a mapping."""
    report = Report()
    if isinstance(part, Mapping):
        read = _read(part, report, at)
        if report.problems:
            raise LabelsError(
                [f"option `{dotted(each.at)}`: {each.what}" for each in report.problems],
                [(each.at, each.key) for each in report.problems],
            )
        return read
    if part in LANGUAGES:
        return _read(shipped(part), report, ())
    path = folder / part
    placed = _loaded(path, part)
    for twice in placed.twice:
        report.say(twice, "the text stands twice", key=True)
    read = _read({} if placed.data is None else placed.data, report, ())
    if report.problems:
        raise LabelsError(_said(report, placed, shown_path(path, str(path))))
    return read


def _loaded(path: Path, name: str) -> Placed:
    try:
        return load_file(path, OPTION)
    except FileError as error:
        if not path.exists() and not path.suffix:  # a language rather than a path
            known = f"one of {listed(LANGUAGES)}, or the path of a YAML file"
            raise LabelsError([f"option `{OPTION}`: found `{name}`, expected {known}"]) from None
        raise LabelsError([str(error)]) from None


def _said(report: Report, placed: Placed, shown: str) -> list[str]:
    said = []
    for problem in sorted(report.problems, key=lambda each: placed.place(each.at, each.key)):
        line, column = placed.place(problem.at, problem.key)
        name = f"{quoted(problem.at)}: " if problem.at else ""
        said.append(f"{shown}:{line}:{column}: {name}{problem.what}")
    return said


def dotted(at: At) -> str:
    """Return a place in the option as a message names it: `labels.All incidents`."""
    return OPTION + "".join(f"[{step}]" if isinstance(step, int) else f".{_short(step)}" for step in at)


def quoted(at: At) -> str:
    """Return a place in a file as a message names it."""
    return f"`{'.'.join(_short(step) for step in at)}`"


def _short(step: str | int) -> str:
    text = " ".join(str(step).split())
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"


def _read(data: Any, report: Report, at: At) -> dict[str, str | tuple[str, str]]:
    """Return the texts that a mapping gives, by their English; what is wrong goes into the report."""
    if not isinstance(data, Mapping):
        report.wrong(at, data, "a mapping from English texts to those of your language")
        return {}
    known = catalogue()
    found: dict[str, str | tuple[str, str]] = {}
    for given, value in data.items():
        key = word_of(given) if isinstance(given, bool | int | float) else given
        here = (*at, given)
        if key not in known:
            report.say(here, _no_such_text(key, known), key=True)
        elif value is None:
            continue  # not translated yet
        elif isinstance(known[key], str):
            if (text := _text(value, key, (), here, report)) is not None:
                found[key] = text
        elif (forms := _counted(value, key, here, report)) is not None:
            found[key] = forms
    return found


def _no_such_text(key: object, known: Iterable[str]) -> str:
    hint = did_you_mean(key, known) or "; `postmortem labels` lists them"
    return f"there is no such text{hint}"


def _counted(value: Any, key: str, at: At, report: Report) -> tuple[str, str] | None:
    """Return the two forms of a text that depends on a number; one text is both."""
    if not isinstance(value, Mapping):
        text = _text(value, key, (), at, report)
        return None if text is None else (text, text)
    for name in value:
        if name not in _FORMS:
            report.unknown((*at, name), "there is no such key", _FORMS, key=True)
    if OTHER not in value:
        report.say(at, f"a text with a number needs `{OTHER}`, and `{ONE}` where that is another")
        return None
    other = _text(value[OTHER], key, (), (*at, OTHER), report)
    one = _text(value.get(ONE, value[OTHER]), key, ("number",), (*at, ONE), report)
    return None if one is None or other is None else (one, other)


def _text(value: Any, key: str, optional: tuple[str, ...], at: At, report: Report) -> str | None:
    """Return a text that has the placeholders of its English one; `optional` ones may be left out."""
    text = word_of(value)
    if text is None or not text.strip():
        report.wrong(at, value, "a text")
        return None
    wanted = placeholders(key)
    try:
        present = placeholders(text)
    except ValueError as error:
        report.say(at, f"{error}; " + (f"there are {_braced(wanted)}" if wanted else "there are none here"))
        return None
    if lost := [name for name in wanted if name not in present and name not in optional]:
        report.say(at, f"{_braced(lost)} is missing")
    if added := [name for name in present if name not in wanted]:
        there = f"there are {_braced(wanted)}" if wanted else "there are none here"
        report.say(at, f"{_braced(added)} is no placeholder of this text; {there}")
    return text


def _braced(names: list[str]) -> str:
    return listed(f"{{{name}}}" for name in names)
