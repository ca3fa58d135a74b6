"""The links of a document, and the anchors that others can point to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from mkdocs_postmortem.document.blocks import Heading
from mkdocs_postmortem.document.inline import with_headings, without_code
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.source import Text

_LINK = re.compile(
    r"(?<!\\)\]\([ \t]*(?P<target><[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)"
    r"(?:[ \t]+[\"'(][^\n]*?)?[ \t]*\)"
)
# The same with its text, in which brackets may stand once more: `[the one in [brackets]](x.md)`.
_WHOLE_LINK = re.compile(r"(?<![!\\])\[(?:[^\[\]]|\[[^\[\]]*\])*" + _LINK.pattern)
# What may be a link that its author has not finished; most documents have none.
_MAY_BE_UNFINISHED = re.compile(r"\]\([ \t]*[<>]*\)|\]\([^\s()./:#]{1,24}\)|\] \(|\]\((?![^()\n]*\))")
_EMPTY_LINK = re.compile(r"!?\[[^\[\]\n]+\]\([ \t]*(?P<target>[^\s()]{0,24})[ \t]*\)")
# `[1] (https://…)` is a note with its source.
_PARTED_LINK = re.compile(
    r"(?<![\w!\\])\[(?=[^\[\]\n]*[^\W\d_]{2})[^\[\]\n]+\] \((?:https?://|\.{0,2}/|[\w./-]+\.md)[^\s()]*\)"
)
_OPEN_LINK = re.compile(r"!?\[[^\[\]\n]+\]\((?:https?://|\.{0,2}/|[\w./-]+\.md)[^\s()]*(?![^()]*[()])")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# An anchor that an author gives: `{#here}`, `{: #here }`, `<a id="here">`.
_GIVEN = re.compile(r"\{[^{}\n]*?#(?P<braces>[\w:.-]+)|\b(?:id|name)=[\"']?(?P<html>[\w:.-]+)")
_LINK_TEXT = re.compile(r"!?\[(?P<text>[^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_TAG = re.compile(r"<[^<>]*>|:[a-z0-9_+-]+:|&#?\w+;")
_TWICE = re.compile(r"[_-]\d+$")


class Link(NamedTuple):
    """A link: its target as written, the path that it names (empty for the page itself), the anchor."""

    target: Text
    path: str
    anchor: str


class Unfinished(NamedTuple):
    """A link that its author has not finished: `empty`, `parted` (`[text] (…)`) or `open` (no `)`)."""

    kind: str
    whole: Text
    target: Text | None = None


def unfinished_links(document: Postmortem, empty: frozenset[str]) -> Iterator[Unfinished]:
    """Return the links that are none on the page, or lead nowhere; `empty` are words for nothing."""
    if _MAY_BE_UNFINISHED.search(document.source.text) is None:
        return
    for text in with_headings(document.blocks):
        if "](" not in text.text and "] (" not in text.text:
            continue
        value = without_code(text.text)
        for found in _EMPTY_LINK.finditer(value):
            if found["target"].casefold().strip("<>") in empty:
                yield Unfinished("empty", text.part(*found.span()), text.part(*found.span("target")))
        for found in _PARTED_LINK.finditer(value):
            yield Unfinished("parted", text.part(*found.span()))
        for found in _OPEN_LINK.finditer(value):
            yield Unfinished("open", text.part(*found.span()))


def relative_links(document: Postmortem) -> Iterator[Link]:
    """Return the links to other files and to anchors; not those to other sites or to absolute paths."""
    if "](" in document.source.text:
        for text in with_headings(document.blocks):
            value = text.text
            if "](" not in value:
                continue
            value = without_code(value)
            for found in _LINK.finditer(value):
                if "[" in value[: found.start()]:
                    yield from _link(text.part(*found.span("target")))
    for reference in document.references:
        yield from _link(reference.target)


def links_in(piece: Text) -> Iterator[tuple[Text, str]]:
    """Return the links of a piece of running text to other files: each as written, and the path it names."""
    text = without_code(piece.text)
    for found in _WHOLE_LINK.finditer(text):
        for link in _link(piece.part(*found.span("target"))):
            if link.path:
                yield piece.part(*found.span()), link.path


def _link(target: Text) -> Iterator[Link]:
    text = target.text
    if text.startswith("<"):
        target = target.part(1, len(text) - 1)
        text = target.text
    # Braces are left to whoever fills them in.
    if not text or text.startswith(("/", "\\")) or _SCHEME.match(text) or "{" in text:
        return
    path, _, anchor = text.partition("#")
    yield Link(target, unquote(path.split("?", 1)[0]), unquote(anchor))


def anchors(document: Postmortem) -> frozenset[str]:
    """Return the anchors of a document as `bare_anchor` makes them of their text."""
    shown = (_shown(block.text.text) for block in document.blocks if isinstance(block, Heading))
    headings = [unicodedata.normalize("NFKD", heading) for heading in shown]
    found = {bare_anchor(heading) for heading in headings}
    # Python-Markdown's own anchors leave out what is not ASCII; those of other makers keep it.
    found |= {bare_anchor(heading.encode("ascii", "ignore").decode()) for heading in headings}
    found |= {bare_anchor(each["braces"] or each["html"]) for each in _GIVEN.finditer(document.source.text)}
    return frozenset(found)


def has_anchor(known: frozenset[str], anchor: str) -> bool:
    """Say whether an anchor is one of a document's, or that of a heading that stands there again."""
    return bare_anchor(anchor) in known or bare_anchor(_TWICE.sub("", anchor)) in known


def bare_anchor(text: str) -> str:
    """Return a heading or an anchor as they are compared: a site chooses itself how one makes the other."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    return "".join(char for char in text.casefold() if char.isalnum())


def _shown(heading: str) -> str:
    """Return a heading without the targets of its links, tags and emoji."""
    return _TAG.sub("", _LINK_TEXT.sub(lambda found: found["text"], heading))
