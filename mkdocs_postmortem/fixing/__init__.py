"""Fixing: applying what the rules propose, without changing anything else."""

from __future__ import annotations

from mkdocs_postmortem.fixing.edits import Change, UnfitError, apply, apply_to_bytes, changes_of
from mkdocs_postmortem.fixing.engine import Outcome, Refusal, Workshop, fix_documents, may_apply
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
    "fix_documents",
    "may_apply",
    "write",
]
