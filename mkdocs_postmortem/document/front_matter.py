"""Front matter: split where MkDocs splits, and kept as YAML nodes so that every value has a place.

MkDocs swallows a broken block, even in strict mode, and prints it as text. Here nothing is
swallowed: what is wrong becomes a `Problem`, and values are read from their raw text, so that no
YAML 1.1 type (`22:05` is the number 1325) changes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml
from frontmatter.default_handlers import YAMLHandler

from mkdocs_postmortem.document import yaml_errors
from mkdocs_postmortem.document.problem import Problem
from mkdocs_postmortem.document.source import Source, Text
from mkdocs_postmortem.document.yaml_nodes import Entry, NodeReader
from mkdocs_postmortem.yaml_loading import compose

__all__ = ["HANDLER", "Entry", "FrontMatter", "MkDocsHandler", "read_front_matter"]

# The expressions of mkdocs/utils/meta.py (1.6.1); MultiMarkdown keys need no fences.
_BLOCK = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
_META = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_META_MORE = re.compile(r"(?:[ ]{4}|\t)\s*(?P<value>.*)")
_OPENING = re.compile(r"\s*^(?P<fence>-{3})[ \t]*$", re.MULTILINE)
# A licence or a linter's comment above the block keeps MkDocs from reading it.
_COMMENTED = re.compile(
    r"(?:\s*<!--(?:(?!-->).){0,4000}-->)+\s*^(?P<fence>-{3})[ \t]*$", re.MULTILINE | re.DOTALL
)
_CLOSING = re.compile(r"^(?:-{3}|\.{3})[ \t]*$", re.MULTILINE)
_KEY_LINE = re.compile(r"[ \t]*[\w-]+[ \t]*:(?:[ \t]|$)")
# How many lines below an opening fence are looked at for a key before it is taken for a rule.
_LOOK_AHEAD = 8


class MkDocsHandler(YAMLHandler):
    """A python-frontmatter handler that agrees with MkDocs on where the block begins and ends."""

    FM_BOUNDARY = _CLOSING

    def detect(self, text: str) -> bool:
        """Say whether MkDocs would read front matter from the text."""
        return _BLOCK.match(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Return the YAML and the rest. Raises ValueError where there is no block."""
        found = _BLOCK.match(text)
        if found is None:
            raise ValueError("no front matter")
        return found.group(1), text[found.end() :]


HANDLER = MkDocsHandler()


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

    def listed(self, key: str) -> tuple[Text, ...]:
        """Return the values of a key that takes a list or a single value; nothing where it is missing."""
        for entry in self.entries:
            if entry.key.text == key:
                return tuple(item.value for item in entry.items) if entry.items else (entry.value,)
        return ()


def read_front_matter(source: Source, dates: frozenset[str] = frozenset()) -> FrontMatter:
    """Return the front matter of a document; problems are reported in it, never raised.

    `dates` are the plain names of keys whose date somebody else judges: for them an impossible day
    is no problem here. For every other key it is one, because MkDocs then drops the whole block.
    """
    text = source.text
    found = _BLOCK.match(text) if text.startswith("---") else None
    if found is None:
        return _without_block(source)
    block, start, body = found[1], found.start(1), found.end()
    whole = source.piece(0, body)
    try:
        node = compose(block)
    except yaml.YAMLError as error:
        if ":" not in block or block.startswith("\n"):
            return FrontMatter()  # text between two horizontal rules: MkDocs shows it as such
        problem = yaml_errors.explain(source, start, block, error)
        return FrontMatter((), (problem,), True, body, whole)
    if not isinstance(node, yaml.MappingNode):
        return FrontMatter((), (_not_mapping(source, start, block, node),), True, body, whole)
    reader = NodeReader(source, start, dates)
    entries = reader.read(node)
    return FrontMatter(entries, tuple(reader.problems), reader.broken, body, whole)


def _not_mapping(source: Source, start: int, block: str, node: yaml.Node | None) -> Problem:
    if node is None:
        found = "nothing but comments" if block.strip() else "nothing"
    elif isinstance(node, yaml.SequenceNode):
        found = "a list"
    else:
        found = "plain text"
    at = source.piece(start, start + len(block)) or source.piece(0, 3)
    return Problem(
        "not-mapping",
        at,
        f"Front matter must be `key: value` lines, found {found}",
        "write one `key: value` per line, or remove the block; MkDocs prints it as text",
    )


def _without_block(source: Source) -> FrontMatter:
    """Return what a document has instead of a block: MultiMarkdown keys, an unclosed block, nothing."""
    text = source.text
    first = text[:1]
    if text.startswith("<!--"):
        opening = _COMMENTED.match(text)
        if opening and _keys_follow(text, opening.end() + 1) and _CLOSING.search(text, opening.end() + 1):
            return FrontMatter((), (_misplaced(source, opening),), True, _misplaced_end(text, opening), None)
    if first not in ("-", " ", "\t", "\n", "\f", "\v", "\r"):
        return _multimarkdown(source)
    opening = _OPENING.match(text) if text.lstrip().startswith("---") else None
    if opening is None:
        return _multimarkdown(source)
    if not _keys_follow(text, opening.end() + 1):
        return FrontMatter()
    return FrontMatter((), (_misplaced(source, opening),), True, _misplaced_end(text, opening), None)


def _keys_follow(text: str, start: int) -> bool:
    """Say whether a `key:` line stands below an opening fence, comments and blank lines apart."""
    for _ in range(_LOOK_AHEAD):
        if start >= len(text):
            return False
        end = text.find("\n", start)
        end = len(text) if end == -1 else end
        line = text[start : min(end, start + 200)]
        if not _is_blank(line):
            return _KEY_LINE.match(line) is not None
        start = end + 1
    return False


def _misplaced(source: Source, opening: re.Match[str]) -> Problem:
    text = source.text
    at = source.piece(opening.start("fence"), opening.end())
    if at.line > 1:
        return Problem(
            "not-closed",
            at,
            f"Front matter starts on line {at.line}; MkDocs only reads it on line 1",
            "remove what stands before it",
        )
    if at.start > 0:
        return Problem(
            "not-closed",
            at,
            "Front matter is indented; MkDocs only reads it at the start of the line",
            "remove the blanks before `---`",
        )
    closing = _CLOSING.search(text, opening.end() + 1)
    if closing is not None and closing.end() == len(text):
        fence = source.piece(closing.start(), closing.end())
        return Problem(
            "not-closed",
            fence,
            f"Front matter is closed on the last line; MkDocs needs a line end behind `{fence}`",
            "end the file with a line break",
        )
    return Problem(
        "not-closed",
        at,
        "Front matter opened on line 1 is never closed",
        "add a line `---` behind the last `key: value` line",
    )


def _misplaced_end(text: str, opening: re.Match[str]) -> int:
    """Return where the body begins behind a misplaced block: it is not to be read as Markdown."""
    closed = _CLOSING.search(text, opening.end() + 1)
    if closed:
        return min(closed.end() + 1, len(text))
    at = opening.end() + 1
    seen_key = False
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end == -1 else end
        line = text[at:end]
        is_key = _KEY_LINE.match(line) is not None
        seen_key = seen_key or is_key
        if not is_key and not line.startswith((" ", "-", "\t")) and (seen_key or not _is_blank(line)):
            break
        at = end + 1
    return min(at, len(text))


def _is_blank(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _multimarkdown(source: Source) -> FrontMatter:
    """Read the `Key: value` lines that MkDocs takes off the top of a document without fences.

    A key that stands twice has both values, as in MkDocs.
    """
    text = source.text
    values: dict[str, tuple[Text, list[Text]]] = {}
    last: list[Text] | None = None
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
            last = values.setdefault(key.text.lower(), (key, []))[1]
            last.append(source.piece(at + found.start("value"), end))
        else:
            more = _META_MORE.match(line)
            if more is None or last is None:
                break
            last.append(source.piece(at + more.start("value"), end))
        at = end + 1
    entries = tuple(
        Entry(key, parts[0], " ".join(part.text for part in parts), "str", True)
        for key, parts in values.values()
    )
    return FrontMatter(entries, (), False, min(at, len(text)), None)
