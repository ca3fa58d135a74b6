"""Front matter: split where MkDocs splits, and kept as YAML nodes so that every value has a place.

MkDocs swallows a broken block, even in strict mode, and prints it as text. Here nothing is
swallowed: what is wrong becomes a `Problem`, and values are read from their raw text, so that no
YAML 1.1 type (`22:05` is the number 1325) changes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from mkdocs_postmortem.document import yaml_errors
from mkdocs_postmortem.document.problem import Problem
from mkdocs_postmortem.document.source import Source, Text

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# The expressions of mkdocs/utils/meta.py (1.6.1); MultiMarkdown keys need no fences.
_BLOCK = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
_META = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_META_MORE = re.compile(r"(?:[ ]{4}|\t)\s*(?P<value>.*)")
_OPENING = re.compile(r"\s*^-{3}[ \t]*$", re.MULTILINE)
_KEY_LINE = re.compile(r"[ \t]*[\w-]+[ \t]*:(?:[ \t]|$)")
_YAML = "tag:yaml.org,2002:"
_KINDS = frozenset(
    ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "binary", "set", "omap", "pairs")
)


class MkDocsHandler(YAMLHandler):  # type: ignore[misc]
    """A python-frontmatter handler that agrees with MkDocs on where the block begins and ends.

    `load` composes nodes instead of constructing values, so that they keep their marks.
    """

    FM_BOUNDARY = re.compile(r"^(?:-{3}|\.{3})[ \t]*$", re.MULTILINE)

    def detect(self, text: str) -> bool:
        """Say whether MkDocs would read front matter from the text."""
        return _BLOCK.match(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Return the YAML and the rest. Raises ValueError where there is no block."""
        found = _BLOCK.match(text)
        if found is None:
            raise ValueError("no front matter")
        return found.group(1), text[found.end() :]

    def load(self, fm: str, **_: Any) -> yaml.Node | None:
        """Return the composed node of the YAML. Raises yaml.YAMLError."""
        loader = LOADER(fm)
        try:
            node: yaml.Node | None = loader.get_single_node()
            return node
        finally:
            loader.dispose()


HANDLER = MkDocsHandler()


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One `key: value`. `value` is the text between the quotes, if any; `string` what it means.

    `kind` is YAML's idea of the value: str, int, float, bool, null, timestamp, map or seq. `items`
    are the scalars of a list; `value` is then the whole list.
    """

    key: Text
    value: Text
    string: str
    kind: str
    quoted: bool
    items: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class FrontMatter:
    """A document's front matter.

    `broken` says that it can't be read, so that nothing may be concluded from what it lacks.
    `body` is the offset behind the block, `text` the block itself (None where there is none).
    """

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    broken: bool = False
    body: int = 0
    text: Text | None = None


def read_front_matter(source: Source) -> FrontMatter:
    """Return the front matter of a document; problems are reported in it, never raised."""
    text = source.text
    if not HANDLER.detect(text):
        return _without_block(source)
    block, rest = HANDLER.split(text)
    start = text.index("\n") + 1
    body = len(text) - len(rest)
    whole = source.piece(0, body)
    try:
        node = HANDLER.load(block)
    except yaml.YAMLError as error:
        problem = yaml_errors.explain(source, start, block, error)
        return FrontMatter((), (problem,), True, body, whole)
    if not isinstance(node, yaml.MappingNode):
        return FrontMatter((), (_not_mapping(source, start, block, node),), True, body, whole)
    reader = _NodeReader(source, start)
    entries = tuple(reader.entries(node))
    return FrontMatter(entries, tuple(reader.problems), reader.broken, body, whole)


def _not_mapping(source: Source, start: int, block: str, node: yaml.Node | None) -> Problem:
    if node is None:
        found, at = "nothing but comments", source.piece(start, start + len(block))
    else:
        kind = "a list" if isinstance(node, yaml.SequenceNode) else "plain text"
        found, at = kind, source.piece(start, start + len(block))
    if not at:
        at = source.piece(0, 3)
    return Problem(
        "not-mapping",
        at,
        f"Front matter must be `key: value` lines, found {found}",
        "write one `key: value` per line, or remove the block; MkDocs prints it as text",
    )


class _NodeReader:
    """Turns the nodes of one block into entries, and names what MkDocs would stumble over."""

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.base = source.position(start)[0]
        self.problems: list[Problem] = []
        self.broken = False

    def offset(self, mark: yaml.Mark) -> int:
        starts = self.source.line_starts
        line = self.base - 1 + mark.line
        return starts[line] + mark.column if line < len(starts) else len(self.source.text)

    def entries(self, node: yaml.MappingNode) -> Iterator[Entry]:
        seen: dict[str, Entry] = {}
        for key_node, value_node in node.value:
            key = self.text(key_node)
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag == _YAML + "merge":
                self.unreadable(key, f"Front matter is not valid YAML: `{_short(key)}` is not a key")
                continue
            entry = self.entry(key, value_node)
            if key_node.value in seen:
                first = seen[key_node.value]
                self.problems.append(
                    Problem(
                        "duplicate-key",
                        key,
                        f"Key `{key_node.value}` appears twice (lines {first.key.line} and {key.line}); "
                        "YAML keeps only the last",
                        "remove one of the two",
                        (first.key, "first given here"),
                    )
                )
            seen[key_node.value] = entry
            yield entry

    def entry(self, key: Text, node: yaml.Node) -> Entry:
        value = self.text(node)
        kind = node.tag.removeprefix(_YAML)
        if kind not in _KINDS:
            self.unreadable(
                value, f"Front matter is not valid YAML: `{_short(value)}` has no meaning to MkDocs"
            )
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(key, node, kind)
        items: tuple[Entry, ...] = ()
        if isinstance(node, yaml.SequenceNode):
            items = tuple(
                self.scalar(self.text(child), child, child.tag.removeprefix(_YAML))
                for child in node.value
                if isinstance(child, yaml.ScalarNode)
            )
        elif any(not isinstance(child, yaml.ScalarNode) for child, _ in node.value):
            self.unreadable(
                value,
                f"Front matter is not valid YAML: the value of `{key}` starts with `{{` and needs quotes",
            )
        return Entry(key, value, value.text, kind, False, items)

    def scalar(self, key: Text, node: yaml.ScalarNode, kind: str) -> Entry:
        value = self.text(node)
        quoted = node.style in ("'", '"')
        if quoted and value.text[1:-1] == node.value:
            value = value.part(1, len(value.text) - 1)
        return Entry(key, value, str(node.value), kind, quoted or node.style in ("|", ">"))

    def text(self, node: yaml.Node) -> Text:
        start, end = self.offset(node.start_mark), self.offset(node.end_mark)
        return self.source.piece(start, end) if end > start else Text(self.source, start, start)

    def unreadable(self, at: Text, what: str) -> None:
        self.broken = True
        self.problems.append(
            Problem(
                "invalid-yaml",
                at,
                what,
                "put the value in double quotes; MkDocs would drop the whole block and print it as text",
            )
        )


def _short(text: Text) -> str:
    first = text.text.split("\n", 1)[0]
    return first if len(first) <= 40 else first[:39] + "…"


def _without_block(source: Source) -> FrontMatter:
    """Return what a document has instead of a block: MultiMarkdown keys, an unclosed block, nothing."""
    text = source.text
    opening = _OPENING.match(text) if text.lstrip().startswith("---") else None
    if opening is not None:
        line_end = text.find("\n", opening.end())
        following = text[line_end + 1 : line_end + 400].split("\n", 1)[0] if line_end != -1 else ""
        if _KEY_LINE.match(following):
            return FrontMatter((), (_misplaced(source, opening),), True, _misplaced_end(text, opening), None)
        return FrontMatter()
    return _multimarkdown(source)


def _misplaced(source: Source, opening: re.Match[str]) -> Problem:
    at = source.piece(opening.start(), opening.end())
    if opening.start() == 0 and not opening.group().startswith(("\n", " ", "\t")):
        return Problem(
            "not-closed",
            at,
            "Front matter opened on line 1 is never closed",
            "add a line `---` behind the last `key: value` line",
        )
    return Problem(
        "not-closed",
        at,
        f"Front matter starts on line {at.line}; MkDocs only reads it on line 1",
        "remove what stands before it",
    )


def _misplaced_end(text: str, opening: re.Match[str]) -> int:
    """Return where the body begins behind a misplaced block: it is not to be read as Markdown."""
    closed = re.compile(r"^(?:-{3}|\.{3})[ \t]*$", re.MULTILINE).search(text, opening.end() + 1)
    if closed:
        return min(closed.end() + 1, len(text))
    at = opening.end() + 1
    while at < len(text):
        end = text.find("\n", at)
        line = text[at:] if end == -1 else text[at:end]
        if not _KEY_LINE.match(line) and not line.startswith((" ", "-", "\t")):
            break
        at = len(text) if end == -1 else end + 1
    return at


def _multimarkdown(source: Source) -> FrontMatter:
    """Read the `Key: value` lines that MkDocs takes off the top of a document without fences."""
    text = source.text
    entries: list[Entry] = []
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end == -1 else end
        line = text[at:end]
        if not line.strip():
            break
        found = _META.match(line)
        if found:
            key = Text(source, at + found.start("key"), at + found.end("key"))
            value = source.piece(at + found.start("value"), end)
            entries.append(Entry(key, value, value.text, "str", True))
        elif not (entries and _META_MORE.match(line)):
            break
        at = end + 1
    return FrontMatter(tuple(entries), (), False, min(at, len(text)), None)
