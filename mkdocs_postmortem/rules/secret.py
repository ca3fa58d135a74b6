"""A secret in a document, and what stands where one was."""

from __future__ import annotations

import re
from typing import NamedTuple

from mkdocs_postmortem.document.source import Text

# Why something is taken for a secret: its format, what it is assigned to, its check digits.
FORMAT, ASSIGNMENT, NUMBER = "format", "assignment", "number"
# What people write where a secret was: these are the mask, not the secret.
_PLACEHOLDER = re.compile(
    r"^(?:x+|\*+|\.+|-+|_+|redacted|masked|removed|hidden|password|passwd|pass|pwd|secret|token|example|changeme)$"
    r"|example|redacted|placeholder|dummy|your[-_.]|[-_.]here$|x{6}|\*{4}|(?:\.\.\.|…)$",
    re.IGNORECASE,
)


class Secret(NamedTuple):
    """A secret in a document: where it stands, what it is, why it is taken for one."""

    at: Text
    name: str
    kind: str = FORMAT


def is_masked(secret: str) -> bool:
    """Say whether a text stands where a secret was: a word for it, or one character repeated."""
    return len(set(secret[-12:])) <= 2 or _PLACEHOLDER.search(secret) is not None
