"""Bold labels that are meant as headings: those that begin a section, and those that may not."""

from __future__ import annotations

from mkdocs_postmortem.document.blocks import Heading
from mkdocs_postmortem.document.labels import Labelled
from mkdocs_postmortem.document.model import Section
from mkdocs_postmortem.document.sections import BOLD, LABEL
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.registry import Case


def bold_title(case: Case, key: str) -> Text | None:
    """Return the line in bold that names a section which the document lacks."""
    label = _label(case, key)
    return label.whole if label is not None and not label.value else None


def bold_label(case: Case, key: str) -> Text | None:
    """Return the bold label of a paragraph that names a section which the document lacks.

    A label is `**Trigger:** `, with its blank and text behind it.
    """
    label = _label(case, key)
    if label is None or not label.value:
        return None
    return Text(label.whole.source, label.whole.start, label.value.start)


def _label(case: Case, key: str) -> Labelled | None:
    return case.document.bold_labels.get(key)


def to_write(title: str, before: Section | None) -> str:
    """Return what begins a section behind another one, as that one begins: a heading, or a bold label."""
    container = before.heading.container if before is not None else ""
    return {LABEL: f"- **{title}**", BOLD: f"**{title}:**"}.get(container, f"## {title}")


def as_written(heading: Heading) -> str:
    """Return a heading with its marks, or the bold label that stands for it."""
    if heading.container in (LABEL, BOLD):
        return f"**{heading.text}**"
    return f"{'#' * heading.level} {heading.text}"
