"""A YAML file as data that knows where everything stands."""

from __future__ import annotations

from typing import Any, NamedTuple

import yaml

from mkdocs_postmortem.template.shapes import At
from mkdocs_postmortem.yaml_loading import compose, construct

# Nothing of a template stands deeper, and no template is longer: beyond, only a hostile file goes.
_MAX_DEPTH = 10
_MAX_VALUES = 50_000


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


def load(text: str) -> Placed:
    """Return a text's data. Raises yaml.YAMLError, and ValueError for a date that does not exist."""
    node = compose(text)
    placed = Placed(None, {}, {}, ())
    if node is None:
        return placed
    twice: list[At] = []
    _walk(node, (), placed, twice)
    return placed._replace(data=construct(node), twice=tuple(twice))


def _walk(node: yaml.Node, at: At, placed: Placed, twice: list[At]) -> None:
    placed.values[at] = _place(node)
    if len(at) >= _MAX_DEPTH or len(placed.values) > _MAX_VALUES:
        return
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                here = (*at, _key(key))
                if here in placed.keys:
                    twice.append(here)
                placed.keys[here] = _place(key)
                _walk(value, here, placed, twice)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            _walk(item, (*at, number), placed, twice)


def _key(node: yaml.ScalarNode) -> Any:
    """Return a key as it will be in the data: YAML 1.1 reads the bare key `yes` as true."""
    return construct(node)


def _place(node: yaml.Node) -> Place:
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)
