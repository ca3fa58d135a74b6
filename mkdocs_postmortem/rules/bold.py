"""Bold lines that are meant as headings: a section that looks like one, and is none."""

from __future__ import annotations

from mkdocs_postmortem.document.blocks import Paragraph
from mkdocs_postmortem.document.sections import bold_line, section_key
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.registry import Case


def bold_titles(case: Case) -> dict[str, Text]:
    """Return the lines in bold that name a section which the document lacks, by the section's key."""
    return case.once("bold titles", lambda: _find(case))


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
