"""Fixing: applying what the rules propose, without changing anything else."""

from __future__ import annotations

from mkdocs_postmortem.fixing.bench import Outcome, Refusal, Workshop, may_apply
from mkdocs_postmortem.fixing.edits import Change, UnfitError, apply, apply_to_bytes, changes_of
from mkdocs_postmortem.fixing.engine import findings_with, fix_documents, why_not
from mkdocs_postmortem.fixing.writing import NotWrittenError, write

__all__ = [
    "Change",
    "NotWrittenError",
    "Outcome",
    "Refusal",
    "UnfitError",
    "Workshop",
    "apply",
    "apply_to_bytes",
    "changes_of",
    "findings_with",
    "fix_documents",
    "may_apply",
    "why_not",
    "write",
]
