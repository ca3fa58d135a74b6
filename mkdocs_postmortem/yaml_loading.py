"""Composing YAML with the loader that MkDocs uses, without falling over hostile blocks."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import yaml

_BASE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Nobody nests front matter so deep; libyaml gives up with a crash, PyYAML with a RecursionError.
MAX_DEPTH = 50
_YAML = "tag:yaml.org,2002:"


class Loader(_BASE):  # type: ignore[misc, valid-type]
    """The loader that MkDocs takes, only that it remembers the types of plain scalars.

    The same few keys and values stand in every document of an archive, and PyYAML holds each
    against its expressions for numbers, dates and the rest.
    """

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: tuple[bool, bool]) -> str:
        """Return the tag of a node that has none written."""
        if kind is yaml.ScalarNode:
            return _plain_tag(value or "") if implicit[0] else _YAML + "str"
        return _YAML + ("seq" if kind is yaml.SequenceNode else "map")


@lru_cache(maxsize=2048)
def _plain_tag(value: str) -> str:
    resolvers = Loader.yaml_implicit_resolvers
    for tag, pattern in (*resolvers.get(value[:1], ()), *resolvers.get(None, ())):
        if pattern.match(value):
            return str(tag)
    return _YAML + "str"


class DataError(ValueError):
    """Data of a site can't be used. `problems` says why, each with its place.

    `at` are the places of the problems in the option's own value, where that holds the data: keys and
    numbers of list items from the top, and whether the key itself is meant.
    """

    def __init__(
        self, problems: list[str], at: list[tuple[tuple[str | int, ...], bool]] | None = None
    ) -> None:
        self.problems = problems
        self.at = at
        super().__init__("\n".join(problems))


class TooDeepError(yaml.YAMLError):
    """A block is nested too deep to be read; `index` is where."""

    def __init__(self, index: int) -> None:
        super().__init__(f"nested more than {MAX_DEPTH} levels deep")
        self.index = index


def compose(block: str) -> yaml.Node | None:
    """Return the node of a block, None where it holds nothing. Raises yaml.YAMLError."""
    # Every level of nesting costs one of these, or a column of indentation.
    openers = block.count("[") + block.count("{") + block.count("- ") + block.count("? ")
    if openers > MAX_DEPTH or " " * MAX_DEPTH in block:
        _check_depth(block)
    loader = Loader(block)
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


def _check_depth(block: str) -> None:
    depth = 0
    for event in yaml.parse(block, Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise TooDeepError(event.start_mark.index if event.start_mark is not None else 0)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def construct(node: yaml.Node) -> Any:
    """Return the data of a composed node. Raises yaml.YAMLError, or ValueError for an impossible date."""
    loader = Loader("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()
