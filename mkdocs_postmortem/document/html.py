"""Finding blocks of raw HTML where Python-Markdown finds them.

Its rules, read in `markdown/htmlparser.py` (3.11): a block-level tag, comment, declaration or
processing instruction that begins within the first three columns of a line opens a raw block; a
tag's block ends where all tags opened in it are closed, or with the document.
"""

from __future__ import annotations

import re

BLOCK_TAGS = frozenset(
    ["address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "main", "menu", "nav", "ol", "p", "pre", "section", "table", "ul", "canvas", "colgroup", "dd", "body", "dt", "group", "html", "iframe", "li", "legend", "math", "map", "noscript", "output", "object", "option", "progress", "script", "style", "summary", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "video", "center"]
)
_MAYBE = re.compile(r"^[ \t]{0,3}<[a-zA-Z!?]", re.MULTILINE)
_START = re.compile(r"[ ]{0,3}<(?:!--|!\[|![a-zA-Z]|\?|(?P<tag>[a-zA-Z][^`\s/>\x00]*))")
_COMMENT_END = re.compile(r"--!?>")
# One token of a raw block. A tag's attributes are bounded so that hostile text stays linear.
_TOKEN = re.compile(r"<!--|<\?|<!\[CDATA\[|<(?P<close>/?)(?P<tag>[a-zA-Z][^`\s/>\x00]*)")
_TAG_REST = re.compile(r"(?:[^\"'>]|\"[^\"]{0,4000}\"|'[^']{0,4000}'){0,2000}>")
_MARKDOWN = re.compile(r"<[a-zA-Z][^>]*\smarkdown(?=[\s=/>])", re.IGNORECASE)


def may_be_present(text: str, start: int) -> bool:
    """Say whether any line might open a raw block: the quick test that most documents end at."""
    return _MAYBE.search(text, start) is not None


def block_start(line: str) -> int:
    """Return where a raw block opens in a line, or -1."""
    if "<" not in line[:4]:
        return -1
    found = _START.match(line)
    if not found or (found["tag"] is not None and found["tag"].lower() not in BLOCK_TAGS):
        return -1
    return line.index("<")


def is_parsed_as_markdown(text: str, start: int) -> bool:
    """Say whether the tag at `start` carries the `markdown` attribute (extension `md_in_html`)."""
    return _MARKDOWN.match(text, start) is not None


def block_end(text: str, start: int) -> int:
    """Return the offset behind the raw block that opens at `start`, or -1 where none does."""
    if text.startswith("<!--", start):
        closing = _COMMENT_END.search(text, start + 4)
        return closing.end() if closing else -1
    if text.startswith(("<?", "<!"), start):
        end = text.find("?>" if text[start + 1] == "?" else ">", start)
        return -1 if end == -1 else end + (2 if text[start + 1] == "?" else 1)
    return _tag_block_end(text, start)


def _tag_block_end(text: str, start: int) -> int:
    stack: list[str] = []
    position = start
    while True:
        token = _TOKEN.search(text, position)
        if token is None:
            return len(text)
        if token["tag"] is None:
            position = _skip(text, token)
            continue
        rest = _TAG_REST.match(text, token.end())
        if rest is None:
            if not stack:
                return -1
            position = token.end()
            continue
        position = rest.end()
        tag = token["tag"].lower()
        if token["close"]:
            if tag in stack:
                while stack.pop() != tag:
                    pass
        elif not rest.group().endswith("/>") and tag != "hr":
            stack.append(tag)
            if tag in ("script", "style"):
                closing = text.lower().find(f"</{tag}", position)
                position = len(text) if closing == -1 else closing
        if not stack:
            return position


def _skip(text: str, token: re.Match[str]) -> int:
    """Return the offset behind a comment, instruction or CDATA section inside a raw block."""
    opening = token.group()
    closing = {"<!--": "-->", "<?": "?>"}.get(opening, "]]>")
    end = text.find(closing, token.end())
    return token.end() if end == -1 else end + len(closing)
