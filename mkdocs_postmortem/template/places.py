"""A YAML file as data that knows where everything stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import yaml

from mkdocs_postmortem.paths import shown_path
from mkdocs_postmortem.template.shapes import At
from mkdocs_postmortem.yaml_loading import compose, construct

# Nothing of a template stands deeper, and no template is longer: beyond, only a hostile file goes.
_MAX_DEPTH = 10
_MAX_VALUES = 50_000

_MERGE = "tag:yaml.org,2002:merge"


class Place(NamedTuple):
    """A line and a column, both from 1."""

    line: int
    column: int


class Placed(NamedTuple):
    """Data with the places of its values and of the keys they stand behind; `twice` are repeated keys."""

    data: Any
    values: dict[At, Place]
    keys: dict[At, Place]
    twice: tuple[At, ...]

    def place(self, at: At, key: bool = False) -> Place:
        """Return where a value (or its key) stands; of one that is not there, what should hold it."""
        while at:
            found = (self.keys if key else self.values).get(at)
            if found is not None:
                return found
            at, key = at[:-1], False
        return self.values.get((), Place(1, 1))


class NoSuchDayError(ValueError):
    """A date that the calendar does not have, and where it stands."""

    def __init__(self, place: Place, text: str) -> None:
        super().__init__(f"`{text}` is not a day of the calendar; put it in quotes if it is none")
        self.place = place


class FileError(ValueError):
    """A file can't be read; the message says why and where."""


def load_file(path: Path, option: str) -> Placed:
    """Return the data of a file that an option names. Raises FileError."""
    shown = shown_path(path, str(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FileError(f"option `{option}`: {shown} can't be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise FileError(f"{shown}:1:1: is not valid UTF-8") from None
    try:
        return load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reason = getattr(error, "problem", None) or str(error)
        raise FileError(f"{shown}:{line}:{column}: is not valid YAML: {reason}") from None
    except NoSuchDayError as error:
        line, column = error.place
        raise FileError(f"{shown}:{line}:{column}: {error}") from None


def load(text: str) -> Placed:
    """Return a text's data. Raises yaml.YAMLError or NoSuchDayError."""
    node = compose(text)
    placed = Placed(None, {}, {}, ())
    if node is None:
        return placed
    twice: list[At] = []
    _walk(node, (), placed, twice)
    return placed._replace(data=construct(node), twice=tuple(twice))


def _construct(node: yaml.Node) -> Any:
    try:
        return construct(node)
    except ValueError as error:
        raise NoSuchDayError(_place(node), str(getattr(node, "value", ""))) from error


def _walk(node: yaml.Node, at: At, placed: Placed, twice: list[At]) -> None:
    placed.values[at] = _place(node)
    if len(at) >= _MAX_DEPTH or len(placed.values) > _MAX_VALUES:
        return
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != _MERGE:
                here = (*at, _key(key))
                if here in placed.keys:
                    twice.append(here)
                placed.keys[here] = _place(key)
                _walk(value, here, placed, twice)
    elif isinstance(node, yaml.ScalarNode):
        _construct(node)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            _walk(item, (*at, number), placed, twice)


def _key(node: yaml.ScalarNode) -> Any:
    """Return a key as it will be in the data: YAML 1.1 reads the bare key `yes` as true."""
    return _construct(node)


def _place(node: yaml.Node) -> Place:
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)
