"""Bold lines that are meant as headings: a section that looks like one, and is none."""

from __future__ import annotations

from mkdocs_postmortem.document.blocks import Paragraph
from mkdocs_postmortem.document.labels import labelled
from mkdocs_postmortem.document.sections import bold_line, section_key
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.registry import Case
from mkdocs_postmortem.template import plain


def bold_titles(case: Case) -> dict[str, Text]:
    """Return the lines in bold that name a section which the document lacks, by the section's key."""
    return case.once("bold titles", lambda: _find(case))


def bold_labels(case: Case) -> dict[str, Text]:
    """Return the bold labels of paragraphs that name a section which the document lacks, by its key.

    A label is `**Trigger:** `, with its blank and text behind it, and none of a field of the template.
    """
    return case.once("bold labels", lambda: _find_labels(case))


def _find_labels(case: Case) -> dict[str, Text]:
    found: dict[str, Text] = {}
    fields = case.template.field_names
    for block in case.document.blocks:
        if not isinstance(block, Paragraph) or block.container != "root":
            continue
        line = block.lines[0]
        label = labelled(line, 0) if line.text.startswith("**") else None
        if label is None or not label.value or plain(label.label.text) in fields:
            continue
        key = section_key(label.label.text, case.template)
        if key is not None and key not in case.document.by_key:
            found.setdefault(key, line.part(0, label.value.start - line.start))
    return found


def _find(case: Case) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for block in case.document.blocks:
        if isinstance(block, Paragraph) and block.container == "root":
            line = block.lines[0]
            label = bold_line(line.text)
            key = section_key(label, case.template) if label else None
            if key is not None and key not in case.document.by_key:
                found.setdefault(key, line)
    return found
