"""The rules: what a postmortem must be, and what to say where it is not."""

from __future__ import annotations

from mkdocs_postmortem.option_types import LEVELS

# Importing a group registers its rules.
from mkdocs_postmortem.rules import (
    action_text,
    actions,
    archive,
    built_page,
    clocks,
    closing,
    columns,
    dialect,
    due_dates,
    file,
    header,
    headings,
    ignoring,
    impact,
    language,
    leftovers,
    links,
    mentions,
    metadata,
    metric_values,
    metrics,
    naming,
    narrative,
    numbering,
    own_fields,
    owners,
    privacy,
    queries,
    related,
    rows,
    security,
    structure,
    tables,
    tickets,
    timeline,
)
from mkdocs_postmortem.rules.judge import check_codes, judge, reaches
from mkdocs_postmortem.rules.page_shape import BuiltPage
from mkdocs_postmortem.rules.registry import RULES, Diagnostic, KnownFiles, Rule
from mkdocs_postmortem.rules.secrets import Mask, find_secrets

# Rules are asked, listed and documented in the order of their codes.
for _code in sorted(RULES):
    RULES[_code] = RULES.pop(_code)

__all__ = [
    "LEVELS",
    "RULES",
    "BuiltPage",
    "Diagnostic",
    "KnownFiles",
    "Mask",
    "Rule",
    "action_text",
    "actions",
    "archive",
    "built_page",
    "check_codes",
    "clocks",
    "closing",
    "columns",
    "dialect",
    "due_dates",
    "file",
    "find_secrets",
    "header",
    "headings",
    "ignoring",
    "impact",
    "judge",
    "language",
    "leftovers",
    "links",
    "mentions",
    "metadata",
    "metric_values",
    "metrics",
    "naming",
    "narrative",
    "numbering",
    "own_fields",
    "owners",
    "privacy",
    "queries",
    "reaches",
    "related",
    "rows",
    "security",
    "structure",
    "tables",
    "tickets",
    "timeline",
]
