"""Owner, priority and due date at the end of a list item: `Add an alert — Li Wei, P1, due 2025-03-04`.

Read is only what can mean nothing else: a wrong owner is worse than none. So everything behind the action
must be a detail, or nothing is taken for one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from mkdocs_postmortem.document.dates import find_date
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.template import Template, plain

# What stands at the end of an item is looked for there only.
_TAIL = 200
_DASH = re.compile(r"\s+(?:[—–|·]|--?)\s+")
_PARTS = re.compile(r"\s*[,;|·]\s*")
_ROUND = re.compile(r"\s*\((?P<inner>[^()\[\]\n]{2,120})\)[ \t.]{0,3}$")
_NAME_OF_COLUMN = r"[^\W\d_][^\W\d_ ]*(?: [^\W\d_]+){0,2}"
_LABEL = re.compile(rf"(?P<label>{_NAME_OF_COLUMN}):\s{{0,3}}")
# `Add an alert. Owner: Li Wei. Due: 2025-03-04.`, and `Add an alert, due 2025-03-04`.
_STOP = re.compile(rf"[.;,]\s+(?={_NAME_OF_COLUMN}(?::\s|\s\d))")
_HANDLE = re.compile(r"@[A-Za-z][\w-]{1,38}(?:/[\w-]{1,38})?")
_CODE = re.compile(r"[A-Za-z]{1,3}\d")
# First name and family name, perhaps with one between: a single word may be anything.
_WORD = r"[A-Z][^\W\d_]*(?:[’'-][^\W\d_]+)*"
_NAME = re.compile(rf"{_WORD}(?:\s(?:[A-Z]\.|{_WORD})){{1,2}}")
_TICKET = re.compile(r"[A-Z][A-Z0-9]{1,9}-\d{1,6}|#\d{1,6}|\[[^\[\]\n]{1,60}\]\([^()\s]{4,200}\)")
# So many details in a row are those of an item, the first of them its owner.
_ROW = 3
_MARKS = " \t\n*_."


class Details(NamedTuple):
    """What stands behind an action: where the action ends, and the values by column key."""

    end: int
    values: dict[str, Text]


def read_details(text: Text, template: Template) -> Details | None:
    """Return the details at the end of an item's text, or None where it is not certain that there are any."""
    value = text.text
    start = max(0, len(value) - _TAIL)
    found = _ROUND.search(value, start)
    if found is not None and found.start():
        values = _read([found.span("inner")], text, template)
        return Details(found.start(), values) if values is not None else None
    for pattern in (_DASH, _STOP):
        joints = [each.span() for each in pattern.finditer(value, start) if each.start()]
        for number, (end, begin) in enumerate(joints):
            places = [begin, *(place for joint in joints[number + 1 :] for place in joint), len(value)]
            values = _read(list(zip(places[::2], places[1::2], strict=True)), text, template)
            if values is not None:
                return Details(end, values)
    return None


def _read(pieces: list[tuple[int, int]], text: Text, template: Template) -> dict[str, Text] | None:
    """Return the details in some pieces of a text; None unless all of them are."""
    parts = []
    for low, high in pieces:
        start = low
        for joint in _PARTS.finditer(text.text, low, high):
            parts.append(_bare(text.part(start, joint.start())))
            start = joint.end()
        parts.append(_bare(text.part(start, high)))
    values: dict[str, Text] = {}
    sure = 0
    for number, part in enumerate(parts):
        detail = _detail(part, template)
        if detail is None and number == 0 and len(parts) > 1 and _NAME.fullmatch(part.text):
            detail = ("owner", part, False)
        if detail is None or detail[0] in values:
            return None
        values[detail[0]] = detail[1]
        sure += detail[2]
    named = parts[0] if values.get("owner") == parts[0] else None
    if named is not None and len(values) < _ROW and not _HANDLE.fullmatch(named.text):
        return None
    # `(P1)` may be said of an alert; beside other details it is the item's.
    return values if sure or len(values) > 1 else None


def _bare(text: Text) -> Text:
    value = text.text
    start = len(value) - len(value.lstrip(_MARKS))
    return text.part(start, max(start, len(value.rstrip(_MARKS))))


def _detail(part: Text, template: Template) -> tuple[str, Text, bool] | None:
    """Return the column key of a detail, its value, and whether it is certain on its own; else None."""
    value = part.text
    if (label := _LABEL.match(value)) is not None:
        key = template.tables["actions"].names.find(label["label"])
        said = part.part(label.end(), len(value))
        return (key, said, True) if key is not None and _takes(key, said, template) else None
    day = find_date(value)
    if day is not None and template.tables["actions"].names.find(value[: day.start].rstrip()) == "due":
        return ("due", part.part(day.start, day.end), True) if day.day and day.end == len(value) else None
    if _HANDLE.fullmatch(value):
        return "owner", part, True
    if _CODE.fullmatch(value) and template.vocabularies["priority"].find(value) is not None:
        return "priority", part, False
    if _TICKET.fullmatch(value):
        return "ticket", part, False
    status = template.vocabularies["action_status"].find(value)
    return ("status", part, False) if status is not None and plain(value) else None


def _takes(key: str, value: Text, template: Template) -> bool:
    """Say whether a value is one of its column."""
    if key == "due":
        found = find_date(value.text)
        return found is not None and found.day is not None and found.end - found.start == len(value.text)
    if key == "priority":
        return template.vocabularies["priority"].find(value.text) is not None
    if key == "status":
        return template.vocabularies["action_status"].find(value.text) is not None
    return key in ("owner", "ticket") and bool(value)
