"""Documents to test the scanner with: made of what people write, and of what slips in when they edit it."""

from __future__ import annotations

from hypothesis import strategies as st

INLINE = (
    "text",
    "two words",
    "**bold**",
    "`code`",
    "`a | b`",
    "``a ` b``",
    "[link](https://example.org/a)",
    "#2127",
    "a | b",
    r"a \| b",
    "\\",
    "{HH:MM}",
    "`",
    "12:30 UTC",
    "R&D",
    "<br>",
    "<b>",
    "</b>",
    "<!-- aside -->",
    "1. one",
    "- dash",
    "> more",
    "snake_case_name",
    "tab\tbed",
    "“quoted” – ßé",
)
PREFIXES = (
    "",
    "",
    "",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "12. ",
    "> ",
    ">",
    ">> ",
    "# ",
    "##",
    "### ",
    "-",
    "1.",
    ": ",
    ":   ",
)
INDENTS = ("", "", "", "", " ", "  ", "   ", "    ", "     ", "        ", "\t", " \t", "\t\t", "            ")
SUFFIXES = ("", "", "", "", " ", "   ", " #", " {#id}", " { .cls }", "\\", " \\#", "|")
LINES = (
    *[""] * 8,
    "---",
    "===",
    "***",
    "- - -",
    "* * *  ",
    "_ _ __",
    "-",
    "- ",
    "* \t",
    "#",
    "######## deep",
    "```",
    "```",
    "```py",
    "~~~",
    "````",
    '``` {.py hl_lines="1"}',
    '``` py title="x y" linenums="1"',
    "``` text with words",
    "> ```",
    "    ```",
    "| a | b |",
    "|---|:-:|",
    "--- | ---",
    "| 1 | 2 | 3 |",
    "| 1 |",
    "|",
    "||",
    "| `a|b` | c |",
    "|-|",
    "|-",
    "[name]: https://example.org/x",
    '[name]: <https://example.org/x> "title"',
    "[name]:",
    '   "title"',
    "[^1]: a note",
    "[^2]:",
    "see [^1]",
    "Term",
    ": definition",
    ":   definition",
    "!!! note",
    '!!! warning "A title"',
    "!!! note inline end",
    "??? tip",
    '???+ note "Open"',
    '??? "Only a title"',
    '=== "Tab"',
    '=== "Other tab"',
    '===! "New set"',
    "<div>",
    "</div>",
    '<div class="x">text</div>',
    "<div markdown>",
    '<div markdown="1">',
    "<details markdown>",
    "<details>",
    "<details><summary>More</summary>",
    "</details>",
    "<summary>More</summary>",
    "<p>",
    "</p>",
    "<p>one</p> two",
    "<p markdown>",
    "<br>",
    "<br/>",
    "<hr>",
    "<pre>",
    "</pre>",
    "<table><tr><td>",
    "</td></tr></table>",
    "<!-- one line -->",
    "<!-- opened",
    "closed -->",
    "<span>",
    "</span>",
    "  <div>",
    " <!-- indented -->",
)
FRAGMENTS = (
    "# Title\n\n**ID:** 1\n**Date:** 2\n",
    "Title\n=====",
    "Section\n---\ntext",
    "## Heading\ntext right below",
    "text right above\n## Heading",
    "| Time | Event |\n|------|-------|\n| 10:00 | a |\n| 10:01 | b `x | y` |",
    "| Only |\n|------|\n| a |\n| b |",
    "Time | Event\n--- | ---\n10:00 | a\nglued text",
    "- a\n- b\n- c",
    "1. a\n2. b\n\n3. c",
    "text\n- glued\n- list",
    "- a\n    - b\n        - c\n- d",
    "- a\n  - b\n  - c",
    "- a\n\n    more of a\n\n    - b\n\n        more of b\n\n- c",
    "* a\n\n\n* b\n\n        code in b\n",
    "1. a\n    - b\n    - c\n2. d\n\n    ```py\n    code\n    ```\n",
    "- # Heading\n  text\n\n- ## Other\n    text",
    "- | a | b |\n  |---|---|\n  | 1 | 2 |",
    "- a\n\n    | a | b |\n    |---|---|\n    | 1 | 2 |\n",
    "- - a\n  - b\n- * c",
    "> quote\n> more\n\n> again",
    "> - a\n> - b\n>     - c\n>\n> text",
    "> ## Heading\n> text\nlazy",
    "> > deep\n> shallow",
    "```py\ncode # no heading\n\n- no list\n```",
    "~~~\n| no | table |\n~~~",
    "```\nnever closed\n## H",
    "- a\n\n    ```sh\n    run\n    ```\n\n- b",
    "- a\n```\ncode\n```\n- b",
    "> ```\n> code\n> ```",
    "    indented code\n\n    more code\n",
    "text\n    not code",
    "!!! note\n    text\n\n    - a\n    - b\n\n        more of b\n\nafter",
    '!!! note "Title"\n    ## Heading\n\n    | a | b |\n    |---|---|\n    | 1 | 2 |\n',
    "!!! note\n    !!! tip\n        inner\n\n        - a\n\n    outer",
    '??? question "Why?"\n    Because.\n\n    1. a\n    2. b',
    '=== "A"\n\n    text\n\n    - a\n\n=== "B"\n\n    ```\n    code\n    ```\n',
    "- a\n\n    !!! note\n        text\n\n        - b\n",
    "Term\n:   Definition\n    more\n\n    - a\n    - b\n\nOther\nTerm\n: one\n: two",
    "text[^n]\n\n[^n]: The note\n    goes on\n\n    - a\n    - b\n",
    "[^a]: One\n[^b]: Two\n",
    '[ref]: https://example.org\n[other]:\n    https://example.org "T"\ntext',
    "<div>\n\n## no heading\n\n</div>\n\n## Heading",
    '<div class="grid" markdown>\n\n## Heading\n\n- a\n- b\n\n</div>',
    '<div markdown="1">\ntext\n<div markdown="1">\n- a\n</div>\n</div>\nafter',
    "<details>\n<summary>More</summary>\n\n```\ncode\n```\n\n- no list\n</details>\n- list",
    "<details markdown>\n<summary>More</summary>\n\n- a\n- b\n</details>",
    "<!-- a comment -->\n- a",
    "<!--\n## no heading\n\n- no list\n-->\n## Heading",
    "| a | b |\n|---|---|\n<!-- comment -->\n| 1 | 2 |",
    "- a <!-- x -->\n<!-- y -->\n- b",
    "text <b>bold\n<!-- z --> more</b>",
    "<p>raw</p>\n- list\n\n<p>raw</p>\n\n- list",
)

SIGNS = (
    *["\n"] * 12,
    *[
        " ",
        "  ",
        "    ",
        "\t",
        "|",
        "-",
        "#",
        ">",
        "*",
        "_",
        "=",
        "`",
        "~",
        "<",
        "&",
        "&#",
        "[",
        "]",
        "(",
        ")",
        ":",
    ],
    *[
        "{",
        "}",
        '"',
        "'",
        "/",
        "\\",
        "<?",
        "?>",
        "<!",
        "]]>",
        "<![CDATA[",
        "<script>",
        "</script>",
        "<style>",
    ],
    *["\x00", "\x02", "\x03", "\u2028", "\u00a0", "\x0b", "\x0c", "\r", "\x1c", "é", "𝄞", "a"],
)

_short = st.sampled_from(("\n", "\n", "\n\n", "\n\n", "\n\n\n"))


@st.composite
def lines(draw: st.DrawFn) -> str:
    """A line as somebody might write it."""
    if draw(st.integers(0, 2)) == 0:
        return draw(st.sampled_from(INDENTS)) + draw(st.sampled_from(LINES))
    inline = " ".join(draw(st.lists(st.sampled_from(INLINE), min_size=0, max_size=3)))
    return (
        draw(st.sampled_from(INDENTS))
        + draw(st.sampled_from(PREFIXES))
        + inline
        + draw(st.sampled_from(SUFFIXES))
    )


@st.composite
def fragments(draw: st.DrawFn) -> str:
    """Some lines that belong together, perhaps indented, quoted or in a list item."""
    text = draw(st.sampled_from(FRAGMENTS) | st.lists(lines(), min_size=1, max_size=4).map("\n".join))
    shape = draw(st.integers(0, 9))
    if shape == 0:
        text = _indented(text, "> ")
    elif shape == 1:
        text = _indented(text, "    ")
    elif shape == 2:
        text = "- " + _indented(text, "    ").lstrip(" ")
    elif shape == 3:
        text = "1. item\n\n" + _indented(text, "    ")
    elif shape == 4:
        text = _indented(text, "\t")
    return text


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A document of a few fragments, with a few small edits."""
    text = ""
    for part in draw(st.lists(fragments(), min_size=1, max_size=4)):
        text += part + draw(_short)
    for _ in range(draw(st.sampled_from((0, 0, 1, 2, 3)))):
        text = _edited(draw, text)
    return text


def scraps() -> st.SearchStrategy[str]:
    """Text that nobody wrote: signs of Markdown and of HTML in any order, and characters that hide."""
    return st.lists(st.sampled_from((*SIGNS, *LINES, *INLINE)), max_size=50).map("".join)


def _indented(text: str, by: str) -> str:
    return "\n".join(by + line if line else line for line in text.split("\n"))


def _edited(draw: st.DrawFn, text: str) -> str:
    """Return a text with one small edit, of the kind that a slip of the hand makes."""
    rows = text.split("\n")
    index = draw(st.integers(0, len(rows) - 1))
    row = rows[index]
    edit = draw(st.integers(0, 8))
    if edit == 0:
        del rows[index]
    elif edit == 1:
        rows.insert(index, "")
    elif edit == 2:
        rows.insert(index, draw(lines()))
    elif edit == 3:
        rows[index] = draw(st.sampled_from(INDENTS)) + row.lstrip(" \t")
    elif edit == 4:
        rows[index] = draw(st.sampled_from(INDENTS)) + row
    elif edit == 5:
        rows.insert(index, row)
    elif edit == 6 and row:
        at = draw(st.integers(0, len(row) - 1))
        rows[index] = row[:at] + row[at + 1 :]
    elif edit == 7:
        at = draw(st.integers(0, len(row)))
        rows[index] = row[:at] + draw(st.sampled_from('#|`->*\\ <>[]:\t"{}!1.~=_')) + row[at:]
    else:
        rows[index : index + 2] = [" ".join(rows[index : index + 2])]
    return "\n".join(rows)
