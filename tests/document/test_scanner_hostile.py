"""Hostile documents take time in proportion to their size, and none raises."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from mkdocs_postmortem.document.blocks import Dialect, Heading
from mkdocs_postmortem.document.scanner import scan
from mkdocs_postmortem.document.source import Source
from tests.document.markdown_oracle import MATERIAL

DIALECTS = pytest.mark.parametrize(
    "dialect", [Dialect(), Dialect.from_extensions(MATERIAL)], ids=["default", "material"]
)
# One line of nothing else.
LONG = (
    *[
        "a",
        "|",
        "`",
        "#",
        ">",
        "> ",
        "- ",
        "<",
        "<div ",
        "[",
        "\t",
        " ",
        "*",
        "a|",
        "\\|",
        "`|",
        "``|`",
        "1. ",
    ],
    *[
        "<a<",
        "<div>",
        "<!--",
        "<a b='",
        "<p markdown>",
        "</p>",
        "<script>",
        "{",
        "# {",
        "#\\",
        "-",
        "_ ",
        "~",
    ],
    *["=", "a\t", "![", "[a]:", "[^a]:", ": ", "!!! ", '??? "', "<?", "<!", "</", "\x02", "\u00a0", "]:"],
)
# The same lines over and over.
REPEATED = (
    *["#a", "---", "- a", "> a", "|a|b|", "```a", "<!-- x", "<div>", "!!! note", "    code"],
    *[
        "```",
        "~~~",
        "``` {.py}",
        "1. a",
        "- a\n",
        "- a\n\n    b\n",
        "a",
        "a\n",
        "",
        "> - a",
        "- > a",
        "> ```",
    ],
    *[
        "    ```",
        "    - a",
        "- # a\n    # b",
        "# a\n    x",
        "a | b\n--- | ---",
        "|a|\n|-|",
        "===",
        "a\n===",
        "***",
    ],
    *[
        "[a]: b",
        "[a]: b\nx",
        "[a]:",
        "[a]: b c",
        "[^a]: b",
        "[^a]: b\nx",
        "[^a]: b\n\n    c\n",
        ": a",
        "a\n: b",
    ],
    *["??? note", '=== "a"', "!!! note\n    a\n", "<!-- x -->", "<div></div>", "<div markdown>", "</div>"],
    *["<b><!-- x -->", "<b>\n<!-- x -->\n</b>", "<p>", "<hr>", "<br>", "<a b=", "<?x", "<!x", "<![CDATA["],
    *["<script>", "<i>", "</i>", "# a {#b}", "\ta", "a\tb", '!!! x "', "text `a\n|b|", "-  \n", "    x\n# a"],
    *[
        "<div markdown>\n\n- a\n\n</div>\n",
        "<a<a\n<b",
        "<p markdown>",
        "- a\n\n\n",
        "> a\n\n    b",
        "<div>a</div> b",
    ],
)
WHOLE = {
    "spaces in a heading": "# " + " " * 250_000 + "{x}",
    "braces in a heading": "# " + " {a" * 200_000 + "}",
    "quotes in a link definition": "[a]: b " + '"' * 250_000,
    "spaces in a link definition": "[a]:" + " " * 250_000 + "x y",
    "spaces in a fence": "```" + " " * 250_000 + "!",
    "attributes of a fence": "```{" + 'a="' * 150_000 + "}",
    "options of a fence": "``` " + 'title="a" ' * 40_000,
    "spaces in a tag": "<div" + " " * 250_000 + "\n'>",
    "attributes of a tag": "<div " + "a " * 200_000 + "\n'>",
    "tags that close nothing": "<div>" + "<p><ul>" * 10_000 + "</div></p>" * 10_000,
    "inline tags that never close": "<b>" * 10_000 + "\n<!-- x -->\n" * 10_000,
    "many kinds of inline tags": "".join(f"<b{n}>" for n in range(5_000)) + "\n<!-- x -->\n" * 5_000,
    "headings in a loose item": "- x\n\n- " + "# a\n" * 10_000,
    "indented headings in a loose item": "- x\n\n- " + "# a\n    b\n" * 5_000,
    "a far indented line in a loose item": "- x\n\n- " + "# a\n" * 1_000 + " " * 4_000 + "b",
    "a saw of lists": "".join("    " * (n % 40) + "- a\n" for n in range(4_000)),
}
# Nested deeper than anybody writes, and deeper than Python may call.
DEEP = {
    "lists": "\n".join("    " * n + "- a" for n in range(600)),
    "lists with blank lines": "\n\n".join("    " * n + "- a" for n in range(600)),
    "lists in one line": "- " * 3_000 + "a",
    "ordered lists in one line": "1. " * 3_000 + "a",
    "quotes": "\n".join(">" * n + " a" for n in range(2_000)),
    "quotes in one line": "> " * 3_000 + "a",
    "quotes and lists": "> - " * 1_500 + "a",
    "admonitions": "\n".join("    " * n + "!!! note" for n in range(600)),
    "definitions": "\n\n".join("    " * n + "a\n" + "    " * n + ": b" for n in range(500)),
    "elements": "<div markdown>\n" * 3_000 + "# a\n" + "</div>\n" * 3_000,
    "footnotes": "\n\n".join("    " * n + f"[^{n}]: a" for n in range(500)),
}


def calls(text: str, dialect: Dialect) -> int:
    """Return how many calls a scan takes, into C as well: a count that does not depend on the machine."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:  # noqa: ARG001
        nonlocal count
        count += 1

    source = Source("page.md", text)
    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        scan(source, 0, dialect)
    finally:
        sys.setprofile(before)
    return count


@DIALECTS
@pytest.mark.parametrize("unit", REPEATED, ids=repr)
def test_twice_the_lines_take_twice_the_calls(unit: str, dialect: Dialect) -> None:
    once, twice = (calls(f"{unit}\n" * count, dialect) for count in (150, 300))
    assert twice <= 2.5 * once + 200


@DIALECTS
@pytest.mark.parametrize("unit", LONG, ids=repr)
def test_twice_the_line_takes_twice_the_calls(unit: str, dialect: Dialect) -> None:
    once, twice = (calls(unit * count, dialect) for count in (1_000, 2_000))
    assert twice <= 2.5 * once + 200


# What is quadratic within one call, as slicing or a pattern can be, shows in no count of calls. At
# these sizes it takes minutes.


@DIALECTS
@pytest.mark.parametrize("unit", LONG, ids=repr)
def test_one_long_line(unit: str, dialect: Dialect) -> None:
    scan(Source("page.md", unit * (300_000 // len(unit))), 0, dialect)


@DIALECTS
@pytest.mark.parametrize("unit", REPEATED[:10], ids=repr)
def test_many_lines(unit: str, dialect: Dialect) -> None:
    scan(Source("page.md", f"{unit}\n" * 20_000), 0, dialect)


@DIALECTS
@pytest.mark.parametrize("name", WHOLE)
def test_hostile_documents(name: str, dialect: Dialect) -> None:
    scan(Source("page.md", WHOLE[name]), 0, dialect)


@DIALECTS
@pytest.mark.parametrize("name", DEEP)
def test_deep_nesting(name: str, dialect: Dialect) -> None:
    blocks = scan(Source("page.md", DEEP[name] + "\n\n# After\n"), 0, dialect).blocks
    assert isinstance(blocks[-1], Heading) or dialect.footnotes
