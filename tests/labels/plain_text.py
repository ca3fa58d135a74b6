"""Plain text where a text of the catalogue belongs: in templates, modules and scripts of the pages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import nodes

from tests.labels.extraction import environment, kind_of

_LETTER = re.compile(r"[^\W\d_]")
_SPOKEN_ATTRIBUTES = (
    "alt",
    "aria-label",
    "aria-description",
    "content",
    "data-label",
    "label",
    "placeholder",
    "title",
)
# Words of code, and no text: classes, attributes, addresses, names of files and places.
_CODE = re.compile(
    r"\s*(?:pm-|data-|aria-|class=|id=|https?:|#|\.)|[\w./-]*\.(?:html|js|css|md)$|[a-z][a-z0-9_-]*$"
)
_SAID_IN_PYTHON = re.compile(
    r"[A-Z][a-z]+(?: |$)|[A-Za-z]{2,}[,.:;]? +[a-z]{2,}|\b[a-z]{3,} [{(“]|[})”] [a-z]{2,}\b"
)
# A piece of a formatted string, with a blank between its words and the values.
_PIECE = re.compile(r"(?:^| )[a-z]{2,} |^ [a-z]{2,}$")


def in_template(text: str) -> list[str]:
    """Return what a template says in words that stand in it as they are."""
    return [*_in_markup(text), *_in_expressions(text)]


def _in_markup(text: str) -> Iterator[str]:
    pieces = []
    depth = 0
    for _, kind, token in environment().lex(text):
        if kind.endswith("_begin"):
            depth += 1
        elif kind.endswith("_end"):
            depth -= 1
        elif kind == "data" and not depth:
            pieces.append(token)
            continue
        if kind == "variable_end":
            pieces.append("0")  # something stands here
    reader = _Reader()
    reader.feed("".join(pieces))
    reader.close()
    yield from (said for said in reader.said if _LETTER.search(re.sub(r"&#?\w+;", "", said)))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.said: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for name, value in attrs if name in _SPOKEN_ATTRIBUTES and value]

    def handle_data(self, data: str) -> None:
        self.said.append(data.strip())


def _in_expressions(text: str) -> Iterator[str]:
    """Yield the strings of expressions that are no argument of `_` or `_n`, and look like words."""
    tree = environment().parse(text)
    said = {
        id(argument)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "_n")
        for argument in call.args
    }
    for const in tree.find_all(nodes.Const):
        value = const.value
        if id(const) in said or not isinstance(value, str) or not _LETTER.search(value):
            continue
        if not _CODE.match(value):
            yield value


def in_module(text: str) -> list[str]:
    """Return the strings of a module that look like words for readers, and are no texts of the catalogue.

    Docstrings, messages of errors, and what only compares or looks up are left out.
    """
    tree = ast.parse(text)
    left_out: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (kind_of(node) or _quiet(node)):
            left_out |= {id(inner) for given in node.args for inner in ast.walk(given)}
        elif isinstance(node, ast.Raise | ast.Assert | ast.Compare | ast.Expr | ast.Subscript):
            if not isinstance(node, ast.Expr) or isinstance(node.value, ast.Constant):
                left_out |= {id(inner) for inner in ast.walk(node)}
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            left_out |= {id(inner) for inner in ast.walk(node.value)}
        elif isinstance(node, ast.Dict):
            left_out |= {id(v) for k, v in zip(node.keys, node.values, strict=True) if _names_a_place(k)}
        elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            left_out |= {id(inner) for inner in ast.walk(node.annotation)}
    pieces = {id(each) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for each in node.values}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
            plain = re.sub(r"<[^<>]*>", " ", node.value)
            spoken = _SAID_IN_PYTHON.search(plain) or (id(node) in pieces and _PIECE.search(plain))
            if spoken and not plain.strip().startswith(("<", "pm-")):
                found.append(node.value)
    return found


def _names_a_place(key: ast.expr | None) -> bool:
    """Say whether what stands behind a key of a figure is a place, in words of plotly's own."""
    return isinstance(key, ast.Constant) and key.value == "textposition"


def _quiet(call: ast.Call) -> bool:
    """Say whether a call takes patterns or names rather than text that readers see."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr in (
            "compile",
            "search",
            "match",
            "sub",
            "get",
            "replace",
            "split",
            "warning",
            "fullmatch",
        )
    return isinstance(function, ast.Name) and function.id in ("SlotProblem", "TypeVar", "NamedTuple")


def in_script(text: str) -> list[str]:
    """Return the strings of a script that look like words for readers."""
    code = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", text, flags=re.DOTALL)
    found = re.findall(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`", code)
    strings = [next((part for part in each if part), "") for each in found]
    return [
        each
        for each in strings
        if re.search(r"[A-Z][a-z]+ |[A-Za-z]{2,} [a-z]{2,}|\}[ ][a-z]{2,}", each)
        and not re.search(r"[\[#>]|^use strict$|\.[a-z]+-", each)
    ]
