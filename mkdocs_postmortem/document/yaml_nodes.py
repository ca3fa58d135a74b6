"""Reading the nodes of a block of YAML: every value with its place, and what MkDocs stumbles over."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

import yaml
from yaml.constructor import SafeConstructor

from mkdocs_postmortem.document.dates import calendar_day
from mkdocs_postmortem.document.problem import Problem
from mkdocs_postmortem.document.source import Source, Text
from mkdocs_postmortem.document.yaml_errors import in_quotes
from mkdocs_postmortem.template import plain
from mkdocs_postmortem.yaml_loading import MAX_DEPTH

_YAML = "tag:yaml.org,2002:"
_MERGE = _YAML + "merge"
# The key that is this product's own, and the one below it that is read further down.
NESTED, INNER = "postmortem", "ignore"
# Scalars that surely construct, so that most blocks need not be tried.
_SAFE = frozenset((_YAML + "str", _YAML + "null"))
_BOOLEANS = frozenset(("yes", "no", "true", "false", "on", "off"))
_PLAIN_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_COMMENT = re.compile(r"[\"']?:?[ \t]+(?P<comment>#[^\n]*)")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_HELP = "put the value in double quotes; MkDocs would drop the whole block and print it as text"
_CORRECT = "correct it, or put it in double quotes; MkDocs would drop the whole block and print it as text"


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One `key: value`. `value` is the text between the quotes, if any; `string` what it means.

    `kind` is YAML's idea of the value: str, int, float, bool, null, timestamp, map or seq. `items`
    are the scalars of a list; `value` is then the whole list. `entries` are what is in a mapping, read
    for the key `postmortem` only.
    """

    key: Text
    value: Text
    string: str
    kind: str
    quoted: bool
    items: tuple[Entry, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def comment(self) -> Text | None:
        """The YAML comment behind a value on its line, or None."""
        source = self.key.source
        behind = self.value.end if self.value else self.key.end
        found = _COMMENT.match(source.text, behind)
        return source.piece(*found.span("comment")) if found else None


class NodeReader:
    """Turns the nodes of one block into entries, and says what would make MkDocs drop the block.

    `start` is the block's offset in the source; `dates` see `read_front_matter`.
    """

    def __init__(self, source: Source, start: int, dates: frozenset[str]) -> None:
        self.source = source
        self.start = start
        self.dates = dates
        self.problems: list[Problem] = []
        self.broken = False
        self.seen: set[int] = set()

    def read(self, node: yaml.MappingNode) -> tuple[Entry, ...]:
        """Return the entries of a block's node; fills `problems` and `broken`."""
        entries = tuple(self._entries(node))
        if not _surely_constructs(node):
            self._try_to_construct(node)
        return entries

    def _entries(self, node: yaml.MappingNode) -> Iterator[Entry]:
        seen: dict[str, Entry] = {}
        merged: list[yaml.MappingNode] = []
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                continue  # a list or mapping as key: constructing it fails, or nobody asks for it
            if key_node.tag == _MERGE:
                merged += _merged(value_node)
                continue
            entry = self._entry(self._text(key_node), value_node)
            if (first := seen.get(key_node.value)) is not None:
                self._report_twice(key_node.value, first.key, entry.key)
            seen[key_node.value] = entry
            yield entry
        for mapping in merged:
            for key_node, value_node in mapping.value:
                if isinstance(key_node, yaml.ScalarNode) and key_node.value not in seen:
                    entry = self._entry(self._text(key_node), value_node)
                    seen[key_node.value] = entry
                    yield entry

    def _entry(self, key: Text, node: yaml.Node, inside: tuple[str, ...] = (NESTED,)) -> Entry:
        """Return an entry; a mapping's own entries only where its key is one of `inside`."""
        kind = node.tag.removeprefix(_YAML)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(key, node, kind)
        value = self._text(node)
        items: tuple[Entry, ...] = ()
        if isinstance(node, yaml.SequenceNode):
            items = tuple(
                [
                    self._scalar(self._text(child), child, child.tag.removeprefix(_YAML))
                    for child in node.value
                    if isinstance(child, yaml.ScalarNode)
                ]
            )
        else:
            self._look_inside(node)
        entries: tuple[Entry, ...] = ()
        if isinstance(node, yaml.MappingNode) and key.text in inside:
            inside = (INNER,) if key.text == NESTED else ()
            entries = tuple(
                [
                    self._entry(self._text(name), child, inside)
                    for name, child in node.value
                    if isinstance(name, yaml.ScalarNode)
                ]
            )
        return Entry(key, value, value.text, kind, False, items, entries)

    def _scalar(self, key: Text, node: yaml.ScalarNode, kind: str) -> Entry:
        value = self._text(node)
        style = node.style
        if style in ("'", '"'):
            text = value.text
            if len(text) == len(node.value) + 2 and text[1:-1] == node.value:
                value = value.part(1, len(text) - 1)
        return Entry(key, value, str(node.value), kind, style in ("'", '"', "|", ">"))

    def _text(self, node: yaml.Node) -> Text:
        """Return the node's text; marks count characters, line ends as one."""
        start, end = self.start + node.start_mark.index, self.start + node.end_mark.index
        if end <= start:
            return Text(self.source, start, start)
        # Only what is written in several lines ends behind its last character.
        return (
            Text(self.source, start, end)
            if not self.source.text[end - 1].isspace()
            else self.source.piece(start, end)
        )

    def _look_inside(self, node: yaml.Node) -> None:
        """Report the keys that stand twice in a mapping below a key of the block."""
        if not isinstance(node, yaml.MappingNode) or id(node) in self.seen:
            return
        self.seen.add(id(node))  # an alias may lead back here
        seen: dict[str, yaml.Node] = {}
        for name, value in node.value:
            if isinstance(name, yaml.ScalarNode):
                first = seen.setdefault(name.value, name)
                if first is not name and name.tag != _MERGE:
                    self._report_twice(name.value, self._text(first), self._text(name))
            self._look_inside(value)

    def _report_twice(self, name: str, first: Text, second: Text) -> None:
        self.problems.append(
            Problem(
                "duplicate-key",
                second,
                f"Key `{name}` appears twice (lines {first.line} and {second.line}); "
                "YAML keeps only the last",
                "remove one of the two",
                (first, "first given here"),
            )
        )

    # -- what composes, but does not construct --

    def _try_to_construct(self, node: yaml.MappingNode) -> None:
        """Report each entry whose value MkDocs cannot build: it then drops the whole block."""
        pairs = list(node.value)  # constructing a mapping with merge keys changes its node
        if _constructs(node):
            return
        judged = False
        for key_node, value_node in pairs:
            if key_node.tag == _MERGE:
                if not _merged(value_node):
                    self._unreadable(
                        self._text(key_node), "`<<` must stand before the alias of a mapping", _HELP
                    )
            elif not _constructs(key_node) or not isinstance(key_node, yaml.ScalarNode):
                self._unreadable(
                    self._text(key_node), f"`{_short(self._text(key_node))}` cannot be a key", _HELP
                )
            elif not _constructs(value_node):
                if self._is_judged_elsewhere(key_node, value_node):
                    judged = True
                else:
                    self._report_value(key_node, value_node)
        if not self.broken and not judged:
            self._unreadable(self._text(node), "MkDocs cannot build its values", _HELP)

    def _is_judged_elsewhere(self, key: yaml.ScalarNode, value: yaml.Node) -> bool:
        """Say whether a value is a date that a rule looks at: it says more than can be said here."""
        return value.tag == _YAML + "timestamp" and plain(str(key.value)) in self.dates

    def _report_value(self, key: yaml.ScalarNode, value: yaml.Node) -> None:
        bad = value
        for _ in range(MAX_DEPTH):  # an alias may make a node its own child
            below = [child for child in _children(bad) if not _constructs(child)]
            if not below:
                break
            bad = below[0]
        at = self._text(bad)
        if bad.tag == _YAML + "timestamp":
            what = "a day of the calendar" if _ISO_DAY.fullmatch(at.text) else "a date and time"
            self._unreadable(at, f"`{_short(at)}`, the value of `{key.value}`, is not {what}", _CORRECT)
        elif at.text.startswith(("!", "{", "[")):
            self._unreadable(
                at,
                f"the value of `{key.value}` starts with `{at.text[0]}` and needs quotes",
                _HELP,
                is_value=True,
            )
        else:
            what = f"`{_short(at)}`, the value of `{key.value}`, has a special meaning and needs quotes"
            self._unreadable(at, what, _HELP, is_value=True)

    def _unreadable(self, at: Text, what: str, help_text: str, is_value: bool = False) -> None:
        self.broken = True
        message = f"Front matter is not valid YAML: {what}"
        quotable = is_value and "\n" not in at.text and '"' not in at.text
        instead = in_quotes(at.text) if quotable else None
        self.problems.append(Problem("invalid-yaml", at, message, help_text, instead=instead))


def _merged(node: yaml.Node) -> list[yaml.MappingNode]:
    """Return the mappings that a merge key takes over; none where its value is something else."""
    if isinstance(node, yaml.MappingNode):
        return [node]
    if isinstance(node, yaml.SequenceNode) and all(isinstance(n, yaml.MappingNode) for n in node.value):
        return list(reversed(node.value))
    return []


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [child for pair in node.value for child in pair]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _surely_constructs(node: yaml.MappingNode) -> bool:
    """Say whether a mapping is so plain that it need not be tried: texts, whole numbers, days, lists."""
    for key, value in node.value:
        if key.tag not in _SAFE or not isinstance(key, yaml.ScalarNode):
            return False
        children = (
            value.value if value.tag == _YAML + "seq" and isinstance(value, yaml.SequenceNode) else (value,)
        )
        for child in children:
            if not isinstance(child, yaml.ScalarNode) or not _is_plain(child):
                return False
    return True


def _is_plain(node: yaml.ScalarNode) -> bool:
    if node.tag in _SAFE:
        return True
    if node.tag == _YAML + "bool":
        return node.value.lower() in _BOOLEANS
    if node.tag == _YAML + "int":
        return _PLAIN_INT.fullmatch(node.value) is not None
    if node.tag == _YAML + "timestamp" and (day := _ISO_DAY.fullmatch(node.value)):
        return calendar_day(int(day[1]), int(day[2]), int(day[3])) is not None
    return False


def _constructs(node: yaml.Node) -> bool:
    """Say whether MkDocs' loader can build the value of a node. Its own answer is any exception."""
    try:
        value = SafeConstructor().construct_document(node)
    except Exception:  # MkDocs drops the block for any: ValueError, KeyError, yaml.YAMLError …
        return False
    return not isinstance(node, yaml.ScalarNode) or isinstance(value, Hashable)


def _short(text: Text) -> str:
    first = text.text.split("\n", 1)[0]
    return first if len(first) <= 40 else first[:39] + "…"
