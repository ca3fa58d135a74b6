"""Severities and other words of a vocabulary as badges."""

from __future__ import annotations

from typing import NamedTuple

from mkdocs_postmortem.document.model import Choice, Postmortem
from mkdocs_postmortem.labels import Labels
from mkdocs_postmortem.pages.shown import choice_note
from mkdocs_postmortem.pages.text import bare
from mkdocs_postmortem.template import Template

# The style sheet's ramp has this many steps; a longer vocabulary shares the last.
STEPS = 6


class Badge(NamedTuple):
    """A word in a box: `kind` is what it tells, `style` its CSS class, `note` what stands beside it."""

    kind: str
    word: str
    style: str
    note: str
    known: bool


def severity_style(name: str | None, template: Template) -> str:
    """Return the CSS class of a severity, by its rank in the vocabulary: `pm-sev-1` is the worst."""
    vocabulary = template.vocabularies["severity"]
    if name not in vocabulary.labels:
        return "pm-sev-none"
    return f"pm-sev-{min(vocabulary.rank(name) + 1, STEPS)}"


def badge(kind: str, choice: Choice | None, document: Postmortem, style: str, labels: Labels) -> Badge | None:
    """Return the badge of a choice; as written where it is no word of the vocabulary; None where empty."""
    if choice is None or not choice.text or document.unfilled(choice.text):
        return None
    if choice.name is None:
        written = bare(choice.text.text).strip(" *_`")
        return Badge(kind, written, "pm-sev-none", "", False) if written else None
    return Badge(kind, choice.name, style, bare(choice_note(choice, labels)), True)
