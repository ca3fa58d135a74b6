"""Reading the items of a list as actions, where no table holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mkdocs_postmortem.document.blocks import Block, Heading, ListItem, Paragraph
from mkdocs_postmortem.document.choices import read_choice
from mkdocs_postmortem.document.details import read_details
from mkdocs_postmortem.document.labels import labelled
from mkdocs_postmortem.document.markers import behind_marker
from mkdocs_postmortem.document.model import Choice, Section
from mkdocs_postmortem.document.sections import LABEL
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.template import Template, plain

_CHECKBOX = re.compile(r"\[(?P<mark>[ xX])\](?:[ \t]+|$)")
_TAG = re.compile(
    r"\[[ \t]{0,2}(?P<name>[A-Za-z][A-Za-z -]{1,20})[:=][ \t]{0,2}(?P<value>[^\[\]\n]{0,60})\][ \t.]{0,3}$"
)
_STATUS = re.compile(r"(?:\((?P<round>[^()\n]{2,60})\)|(?<!\w)_(?P<under>[^_\n]{2,60})_)[ \t.]{0,3}$")
_GROUP_STATUS = re.compile(r"\((?P<word>[^()\n]{2,24}?)(?=\)|[ \t]{1,3}[-–—][ \t])")
_DONE = re.compile(r"(?<!NOT )(?<!\w)DONE(?!\w)")
# `TODO write it`, `In progress: write it`
_SAID = re.compile(
    r"[\s*_(\[`]*(?:(?P<set_off>[^\W\d_]+(?:[ -][^\W\d_]+){0,2})[*_`]*(?:[:)\]]|\s[-–—]\s)"
    r"|(?P<capitals>[A-Z]{2,}(?:[ -][A-Z]{2,})?)(?![\w-]))"
)
_STRUCK = re.compile(r"~~.+?~~\s*", re.DOTALL)
# What stands at the end of an item is looked for there only.
_TAIL = 100
_MAX_TAGS = 8
_LABEL = 40
_IN_LIST = frozenset(("li", "ul", "ol"))
# What an item of its own may say of the one above it: `- Owner: dana`.
_DETAILS = frozenset(("owner", "priority", "due", "status", "ticket", "completed"))


class Item(NamedTuple):
    """An item as written. `text` is what to do; `whole` the item with its mark and its tags.

    `tags` are what `[Owner: dana]` at its end gives, or `— Dana Li, P1, due 2025-03-04`, or `- Owner: dana`
    below it, by column key; `done` says that a mark or word says so; `group` is the text of the heading or
    item that it stands under.
    """

    whole: Text
    text: Text
    tags: dict[str, Text]
    status: Text | None
    done: bool
    group: Text | None


def read_items(section: Section, template: Template) -> Iterator[Item]:
    """Return the items of a section's lists; deeper ones explain the item above them.

    An item that ends in a colon is no action but names those below it; one that gives an owner, a due date
    and so on belongs to the action above, also where it is not indented far enough to be below.
    """
    blocks = section.own
    if section.heading.container == LABEL:
        head, blocks = blocks[0], blocks[1:]
        if not any(isinstance(block, ListItem) or any(_glued(block)) for block in blocks):
            value = _behind_label(head)
            if value:
                yield _item(value, None, template)
            return
    top = min((block.depth for block in blocks if isinstance(block, ListItem)), default=0)
    depth, group, below = top, None, None
    found: list[Item] = []
    above: Item | None = None  # whom a detail belongs to
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) and block.container not in _IN_LIST:
            depth, group, below, above = top, block.text, None, None
        elif isinstance(block, ListItem):
            if block.depth == top:
                depth, below = top, None
            text = item_text(blocks, index)
            if above is not None and _indent(text) > _indent(above.whole):
                detail = _detail(text, template, above.tags)
                if detail is not None:
                    above.tags.setdefault(*detail)
                    continue
            if block.depth != depth or not text:
                continue
            if depth == top and _names_group(text, blocks, index):
                depth, below, above = top + 1, text, None
                continue
            above = _item(text, below or group, template)
            found.append(above)
        elif depth == top:
            found += (_item(text, group, template) for text in _glued(block))
    yield from found


def _indent(text: Text) -> int:
    """Return how far the line is indented on which a text begins."""
    line = text.source.line_text(text.line)
    return len(line) - len(line.lstrip())


def _detail(text: Text, template: Template, told: Mapping[str, Text]) -> tuple[str, Text] | None:
    """Return what an item says of the one above it, by column key: `Owner: dana`. None if it is an action.

    Beside something else that is `told` of that one, a status may be misspelt.
    """
    if ":" not in text.text[:_LABEL]:
        return None
    label = labelled(text.source.piece(text.start, _line_end(text)), 0, plain=True)
    key = template.tables["actions"].names.find(label.label.text) if label is not None else None
    if label is None or key is None or key not in _DETAILS or not label.value:
        return None
    if key == "status" and not told:
        status = read_choice(label.value, template.vocabularies["action_status"])
        return (key, label.value) if status.name is not None else None
    return key, label.value


def item_text(blocks: tuple[Block, ...], index: int) -> Text:
    """Return the text of a list item: its first paragraph.

    `- #2127` is an item without text and a heading to MkDocs, and an issue to its author.
    """
    item = blocks[index]
    assert isinstance(item, ListItem)  # the callers look first
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if not item.text and isinstance(following, Heading) and following.container == "li":
        source = item.text.source
        start = source.text.find("#", item.text.start, following.text.start)
        return source.piece(start, following.text.end) if start >= 0 else following.text
    return item.text


def _glued(block: Block) -> Iterator[Text]:
    """Return the items of a list that is glued to a line of text, each with the lines that go on from it."""
    if not isinstance(block, Paragraph) or block.container in _IN_LIST:
        return
    start = -1
    for line in block.lines:
        item = behind_marker(line)
        if item is not None:
            if start >= 0:
                yield block.text.source.piece(start, line.start)
            start = item.start
    if start >= 0:
        yield block.text.source.piece(start, block.text.end)


def _behind_label(block: Block) -> Text | None:
    """Return what stands behind the label that a block begins with, to the block's end."""
    if not isinstance(block, ListItem | Paragraph) or not block.lines:
        return None
    found = labelled(block.lines[0], 0)
    start = found.value.start if found is not None else block.lines[0].end
    return block.text.source.piece(start, block.text.end)


def _names_group(text: Text, blocks: tuple[Block, ...], index: int) -> bool:
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    item = blocks[index]
    return (
        isinstance(following, ListItem)
        and isinstance(item, ListItem)
        and following.depth == item.depth + 1
        and text.text.rstrip("*_ ").endswith(":")
    )


def _item(whole: Text, group: Text | None, template: Template) -> Item:
    text = whole
    done = False
    if box := _CHECKBOX.match(text.text):
        done = box["mark"] in "xX"
        text = text.part(box.end(), len(text.text))
    value = text.text
    done = done or _is_struck(value, template) or _is_ticked(value, template)
    done = done or _DONE.search(value) is not None
    tags: dict[str, Text] = {}
    columns = template.tables["actions"].names
    for _ in range(_MAX_TAGS):
        tag = _TAG.search(value, max(0, len(value) - _TAIL)) if value.endswith(("]", "].")) else None
        key = columns.find(tag["name"]) if tag is not None else None
        if tag is None or key is None:
            break
        tags.setdefault(key, text.part(*tag.span("value")))
        end = len(value[: tag.start()].rstrip())
        text = text.part(0, end)
        value = value[:end]
    if not tags and (details := read_details(text, template)) is not None:
        tags = details.values
        text = text.part(0, details.end)
        value = value[: details.end]
    status = None
    if value.endswith((")", "_", ").", "_.")) and (
        found := _STATUS.search(value, max(0, len(value) - _TAIL))
    ):
        status = text.part(*found.span("round" if found["round"] is not None else "under"))
    label = (
        labelled(text.source.piece(text.start, _line_end(text)), 0, plain=True)
        if ":" in value[:_LABEL]
        else None
    )
    if label is not None and columns.find(label.label.text) == "action":
        text = text.source.piece(label.value.start, text.end)
    return Item(whole, text, tags, status, done, group)


def _is_struck(text: str, template: Template) -> bool:
    """Say whether all of a text but a note is struck out: `~~Use cron~~ Use a timer` is still to do."""
    struck = _STRUCK.match(text)
    if struck is None:
        return False
    rest = text[struck.end() :]
    if not rest[:1].isalnum():
        return True
    said = template.vocabularies["action_status"].leading(rest[:_TAIL])
    return said is not None and not said[0].open


def _is_ticked(text: str, template: Template) -> bool:
    """Say whether a text begins with the mark of a status that is done."""
    if text[:1].isalnum():
        return False
    marked = template.vocabularies["action_status"].leading_mark(text)
    if marked is None or marked[0].open or marked[0].dropped:
        return False
    return not _says_open(text[marked[2] :], template)


def _says_open(text: str, template: Template) -> bool:
    """Say whether a text begins with the word for a status that is open, set off or in capitals.

    As in a table, such a word counts more than the mark before it: `✅ TODO write the runbook` is to do.
    `✅ Open a ticket` says what was done.
    """
    said = _SAID.match(text[:_TAIL])
    if said is None:
        return False
    term = template.vocabularies["action_status"].find(said["set_off"] or said["capitals"])
    # `NEW alert` is no status.
    sure = said["set_off"] or (term is not None and plain(term.name) == plain(said["capitals"]))
    return term is not None and term.open and bool(sure)


def _line_end(text: Text) -> int:
    end = text.source.text.find("\n", text.start, text.end)
    return text.end if end == -1 else end


def status_of(item: Item, template: Template) -> Choice | None:
    """Return the status that an item states, or None: `[Status: done]`, or `(done in #12)` at its end."""
    vocabulary = template.vocabularies["action_status"]
    if "status" in item.tags:
        return read_choice(item.tags["status"], vocabulary)
    if item.status is not None and plain(item.status.text):
        choice = read_choice(item.status, vocabulary)
        if choice.name is not None:
            return choice
    return None if item.done else group_status(item.group, template)


def group_status(group: Text | None, template: Template) -> Choice | None:
    """Return the status that a heading gives to all below it, or None: `Immediate actions (completed)`."""
    if group is None:
        return None
    vocabulary = template.vocabularies["action_status"]
    found = _GROUP_STATUS.search(group.text[: _LABEL * 2])
    for span in (found.span("word") if found is not None else None, (0, len(group.text))):
        word = group.part(*span) if span is not None else None
        if word is not None and vocabulary.find(word.text[:_LABEL].strip("*_: ")) is not None:
            return read_choice(word, vocabulary)
    return None
