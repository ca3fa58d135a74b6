"""The rules: what a postmortem must be, and what to say where it is not."""

from __future__ import annotations

# Importing a group registers its rules.
from mkdocs_postmortem.rules import (
    actions,
    archive,
    file,
    impact,
    metadata,
    metrics,
    narrative,
    related,
    security,
    structure,
    timeline,
)
from mkdocs_postmortem.rules.judge import check_codes, judge, reaches
from mkdocs_postmortem.rules.registry import LEVELS, RULES, Diagnostic, Rule

__all__ = [
    "LEVELS",
    "RULES",
    "Diagnostic",
    "Rule",
    "actions",
    "archive",
    "check_codes",
    "file",
    "impact",
    "judge",
    "metadata",
    "metrics",
    "narrative",
    "reaches",
    "related",
    "security",
    "structure",
    "timeline",
]
