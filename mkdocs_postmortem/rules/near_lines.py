"""Lines that are meant as a label and are none: `**Severity** P2`, `**Root cause categry:** Capacity`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from mkdocs_postmortem.document.blocks import Paragraph
from mkdocs_postmortem.document.labels import labelled
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.registry import Case
from mkdocs_postmortem.rules.words import misspelt
from mkdocs_postmortem.template import plain

_MARKED = re.compile(r"[*_]{1,3}(?P<label>[^*_:：\n]{2,80})[*_:： \t]{1,8}(?P<value>[^\n*]{1,80})$")
# A shorter name is nearly every other short word.
_SHORTEST = 8


class NearLine(NamedTuple):
    """A line that nearly is a label with its value."""

    line: Text
    label: Text
    value: str


def near_line(case: Case, names: Iterable[str], low: int, high: int) -> NearLine | None:
    """Return the first line of a paragraph from offset `low` to `high` that is meant as one of the labels.

    It begins with one of the names in marks that make no label, or it is a label that misspells a long one.
    """
    wanted = {plain(name) for name in names}
    others = {*case.template.metric_names, *case.template.field_names} - wanted
    long = [name for name in names if len(name) >= _SHORTEST]
    for block in case.blocks(Paragraph):
        if not low <= block.text.start < high:
            continue
        for line in block.lines:
            found = _MARKED.match(line.text)
            if found is None or (name := plain(found["label"])) in others:
                continue
            # What is read as a label of that name has a value that is not the field's.
            is_label = labelled(line, 0) is not None
            if not is_label if name in wanted else is_label and misspelt(name, long):
                return NearLine(line, line.part(*found.span("label")), found["value"].strip())
    return None
