"""Slots: the places in a page that HTML of ours is put into once Markdown is through with it."""

from __future__ import annotations

import html as escaping
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.document.blocks import CodeBlock, Dialect, Html
from mkdocs_postmortem.document.scanner import Scan, scan
from mkdocs_postmortem.document.source import Source
from mkdocs_postmortem.option_types import did_you_mean
from mkdocs_postmortem.pages.arguments import NAMES, listed, parse, written
from mkdocs_postmortem.pages.narrowing import unknown_values

# Parts that a search leaves out: they can wait until it has read the page.
UNSEARCHED = frozenset(("table", "actions", "map", "browse", "facet", "facets"))
SLOT = '<div class="pm-slot" data-postmortem="'
"""What every slot begins with: a page without this text has none."""

_MARKED = re.compile(SLOT + r'(?P<name>[\w-]+)(?P<arguments>[^"]*)"></div>')
_PARAGRAPH_END = re.compile(r"\s*</p>")
_COMMENT = re.compile(r"<!--\s*postmortem:(?P<name>[^\s>]*?)(?P<arguments>\s.*?)?-->", re.DOTALL)
# What names an element in HTML of ours, or points at one of these names.
_ID = re.compile(
    r' (?P<kind>id|for|href|aria-(?:labelledby|describedby|controls))="(?P<mark>#?)(?P<id>pm-[\w-]+)"'
)
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)


class SlotProblem(NamedTuple):
    """A placeholder that cannot be filled; 1-based line and column in the Markdown that was given."""

    line: int
    column: int
    message: str


Part = Callable[..., str]
"""Makes the HTML of a slot; called with the slot's `Arguments` where it has some, else without any."""


def slot(name: str, **arguments: str | int) -> str:
    """Return the HTML that marks a slot, such as `slot("table", severity="P1")`."""
    text = f" {written(**arguments)}" if arguments else ""
    return _marked(name, text)


def _marked(name: str, arguments: str) -> str:
    return f'{SLOT}{name}{escaping.escape(arguments)}"></div>'


def fill(html: str, parts: Mapping[str, Part], made: Mapping[str, str] | None = None) -> str:
    """Return rendered HTML with its slots replaced by the parts of their names.

    A part is only made where there is a slot for it; a slot without a part stays. Where several slots of
    a page are filled alike, the ids in all but the first get a number. `made` holds what was made of
    slots before, see `make_ahead`.
    """
    made = made or {}
    pieces: list[str] = []
    taken: set[str] = set()
    done = 0
    # A page is searched for plain text: an expression that begins with `<` would stop at each of its tags.
    at = html.find(SLOT)
    while at >= 0:
        found = _MARKED.match(html, at)
        make = parts.get(found["name"]) if found is not None else None
        if found is not None and make is not None:
            before, end = html[done:at], found.end()
            # Markdown takes a slot for a paragraph's text.
            closing = _PARAGRAPH_END.match(html, end)
            if closing is not None and (outside := before.rstrip()).endswith("<p>"):
                before, end = outside.removesuffix("<p>"), closing.end()
            part = made.get(found.group())
            pieces += [before, _numbered(_make(found, make) if part is None else part, html, taken)]
            done = end
        at = html.find(SLOT, at + len(SLOT))
    return "".join([*pieces, html[done:]])


def make_ahead(markdown: str, parts: Mapping[str, Part]) -> dict[str, str]:
    """Return what fills the slots of Markdown, by the slot: for `fill`, once the page is rendered."""
    slots = (found for found in _MARKED.finditer(markdown) if found["name"] in parts)
    return {found.group(): _make(found, parts[found["name"]]) for found in slots}


def _make(found: re.Match[str], make: Part) -> str:
    """Return what a part makes of a slot."""
    text = escaping.unescape(found["arguments"])
    return make(parse(found["name"], text)[0]) if text else make()


def _numbered(made: str, html: str, taken: set[str]) -> str:
    """Return a part with ids that are no other's on the page; `taken` holds those of the parts so far."""
    own = [found["id"] for found in _ID.finditer(made) if found["kind"] == "id"]

    def are_free(names: Iterable[str]) -> bool:
        return all(name not in taken and f' id="{name}"' not in html for name in names)

    if are_free(own):
        taken.update(own)
        return made
    number = next(n for n in count(2) if are_free(f"{each}-{n}" for each in own))
    taken.update(f"{each}-{number}" for each in own)

    def renamed(found: re.Match[str]) -> str:
        if found["id"] not in own:
            return found.group()
        return f' {found["kind"]}="{found["mark"]}{found["id"]}-{number}"'

    return _ID.sub(renamed, made)


def mark_slots(
    markdown: str, dialect: Dialect | None = None, archive: Archive | None = None
) -> tuple[str, list[SlotProblem]]:
    """Return Markdown with its placeholders, such as `<!-- postmortem:table -->`, turned into slots.

    A placeholder counts where it is a block of its own. One in code is an example and stays; one
    with an unknown name or argument, or inside other text or HTML, stays too and is reported. A value that
    does not exist in the archive is reported: its slot will say that there is nothing.
    """
    if "postmortem:" not in markdown:
        return markdown, []
    source = Source("", markdown)
    scanned = scan(source, 0, dialect)
    own = {block.text.start: block.text.end for block in scanned.blocks if isinstance(block, Html)}
    code = [(block.text.start, block.text.end) for block in scanned.blocks if isinstance(block, CodeBlock)]
    code += _code_spans(scanned)
    problems: list[SlotProblem] = []
    pieces: list[str] = []
    done = 0
    for found in _COMMENT.finditer(markdown):
        if any(start <= found.start() < end for start, end in code):
            continue
        alone = own.get(found.start()) == found.end() and _alone(markdown, found.start(), found.end())
        faults, fatal = _faults(found, alone, archive)
        problems += [SlotProblem(*source.position(at), message) for at, message in faults]
        if not fatal:
            name, arguments = found["name"], " ".join((found["arguments"] or "").split("\n")).strip()
            pieces += [markdown[done : found.start()], _marked(name, f" {arguments}" if arguments else "")]
            done = found.end()
    return "".join([*pieces, markdown[done:]]), problems


def _faults(found: re.Match[str], alone: bool, archive: Archive | None) -> tuple[list[tuple[int, str]], bool]:
    """Return what is wrong with a placeholder, and where, and whether it can't be filled."""
    name, text = found["name"], found["arguments"] or ""
    if name not in NAMES:
        return [(found.start(), _unknown(name))], True
    if not alone:
        message = f"`<!-- postmortem:{name} -->` must stand on a line of its own, outside other text and HTML"
        return [(found.start(), message)], True
    offset = found.start("arguments")
    faults = parse(name, text)[1]
    if faults:
        return [(offset + fault.offset, fault.message) for fault in faults], True
    wrong = unknown_values(archive, name, text) if archive is not None else ()
    return [(offset + fault.offset, fault.message) for fault in wrong], False


def _code_spans(scanned: Scan) -> Iterator[tuple[int, int]]:
    """Yield the places of inline code."""
    for block in scanned.blocks:
        if isinstance(block, CodeBlock | Html):
            continue
        text = block.text if hasattr(block, "text") else None
        if text is not None and "`" in text.text:
            for span in _CODE_SPAN.finditer(text.text):
                yield text.start + span.start(), text.start + span.end()


def _alone(markdown: str, start: int, end: int) -> bool:
    """Say whether nothing else stands on the lines of a piece."""
    before = markdown.rfind("\n", 0, start) + 1
    after = markdown.find("\n", end)
    return not markdown[before:start].strip() and not markdown[end : after if after >= 0 else None].strip()


def _unknown(name: str) -> str:
    hint = did_you_mean(name, NAMES) or "; there are " + listed(NAMES)
    return f"`<!-- postmortem:{name} -->`: nothing is called `{name}`{hint}"
