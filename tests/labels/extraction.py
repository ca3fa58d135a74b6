"""All texts of the package: found in its templates and modules, and kept in the catalogue.

`python -m tests.labels.extraction` writes the catalogue, `labels/en.yml`, anew, takes out of `labels/de.yml`
what is no text any more, and prints what German lacks.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes

import mkdocs_postmortem
from mkdocs_postmortem.labels.catalogue import as_yaml, shipped
from mkdocs_postmortem.site_pages import SITE_PAGES

PACKAGE = Path(mkdocs_postmortem.__file__).parent
TEMPLATES = tuple(sorted((PACKAGE / "pages" / "templates").glob("*.html")))
MODULES = tuple(sorted(PACKAGE.rglob("*.py")))
CATALOGUE = PACKAGE / "labels" / "en.yml"
HEAD = """\
# Every text of the pages, in English. Translate what stands behind the colons; leave the names in braces.
# A text with a number has a form for one, and another for all other numbers.
"""

GERMAN_HEAD = "# Die Texte der Seiten auf Deutsch.\n"

# A text as the catalogue has it: itself, or the forms for one and many.
Said = str | tuple[str, str]


class NotLiteralError(Exception):
    """A text that is not written down where it is said can't be extracted."""


@cache
def environment() -> jinja2.Environment:
    """Return an environment that reads templates as that of the pages does."""
    return jinja2.Environment(trim_blocks=True, lstrip_blocks=True)


def of_template(text: str) -> Iterator[Said]:
    """Yield the texts of a template."""
    tree = environment().parse(text)
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "_n"):
            given = [each.value if isinstance(each, nodes.Const) else None for each in call.args]
            yield from _said(call.node.name == "_n", given, call.lineno)


def of_module(text: str) -> Iterator[Said]:
    """Yield the texts of a module: what is said by `labels(…)`, `labels.n(…)` or marked with `N_(…)`."""
    for call in ast.walk(ast.parse(text)):
        if isinstance(call, ast.Call) and (kind := kind_of(call)):
            given = [each.value if isinstance(each, ast.Constant) else None for each in call.args]
            if kind == "labels" and given[:1] == [None]:
                continue  # a text that was marked with `N_` elsewhere
            yield from _said(kind == "n", given, call.lineno)


def kind_of(call: ast.Call) -> str:
    """Return what a call is: `labels`, `n`, `N_`, or nothing of these."""
    name = _name(call.func)
    if isinstance(call.func, ast.Attribute) and name == "n":
        return "n" if _name(call.func.value) == "labels" else ""
    return name if name in ("labels", "N_") else ""


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _said(counted: bool, given: list[Any], line: int) -> Iterator[Said]:
    if counted:
        one, many = given[:2]
        if not isinstance(one, str) or not isinstance(many, str):
            raise NotLiteralError(f"line {line}")
        yield one, many
    elif isinstance(given[0], str):
        yield given[0]


def extracted() -> dict[str, Any]:
    """Return all texts of the package in the catalogue's form, in alphabetical order."""
    found: dict[str, Any] = {page.title: page.title for page in SITE_PAGES}
    for path in (*TEMPLATES, *MODULES):
        extract = of_template if path.suffix == ".html" else of_module
        for said in extract(path.read_text(encoding="utf-8")):
            key = said if isinstance(said, str) else said[1]
            form = said if isinstance(said, str) else {"one": said[0], "other": said[1]}
            assert found.setdefault(key, form) == form, f"{path.name}: `{key}` is said in two ways"
    return {key: found[key] for key in sorted(found, key=order)}


def order(text: str) -> tuple[str, str]:
    """Return what texts are sorted by: their letters alone, first."""
    return "".join(each for each in text.casefold() if each.isalnum() or each == " ").strip(), text


if __name__ == "__main__":
    CATALOGUE.write_text(HEAD + "\n" + as_yaml(extracted()), encoding="utf-8")
    # German has them in the same order; what it lacks is shown, to be added at its end.
    german = shipped("de")
    text = as_yaml({key: german[key] for key in extracted() if key in german})
    CATALOGUE.with_name("de.yml").write_text(GERMAN_HEAD + "\n" + text, encoding="utf-8")
    sys.stdout.write(as_yaml({key: said for key, said in extracted().items() if key not in german}))
