"""Values that are assigned to a password, key or token: `password = "…"`, `api_key: …`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortem.document.source import Source
from mkdocs_postmortem.rules.secret import ASSIGNMENT, Secret, is_masked

# One of these is in a document, or the expression need not be tried.
_GATES = ("passw", "pwd", "secret", "api_key", "apikey", "api-key", "access_key", "accesskey", "token")
# The end of the name first, as plain text: looked for in lower case that is many times faster.
_ASSIGNED = re.compile(
    r"(?:passw(?:or)?d|passphrase|pwd|secret|api[_-]?key|access[_-]?key|token)"
    r"[\"'`]?[ \t]{0,8}(?::=|=>|[:=])[ \t]{0,8}"
    r"(?P<quote>[\"'`]?)(?P<secret>[^\s\"'`,;|<>{}()\[\]]{6,128})(?P=quote)(?![\w({\[])"
)
_NAME = re.compile(r"[\w.-]{0,40}\Z")
_END_OF_NAME = re.compile(r"[\w.-]+")
# What only says where the value is: a variable, a path, a store of secrets, the name of something.
_ELSEWHERE = re.compile(
    r"[$%@&*.~/\\]|(?:env|vault|ssm|arn|secret|file|op|ref|config|data|var|local|self|this|settings|process|os)[.:_/-]"
    r"|.*(?:://|\.\w{2,5}$|/)|\d{4}-\d\d|[\d.]+\w{0,3}$|sha\d+[:-]",
    re.IGNORECASE,
)


def find_assignments(source: Source) -> Iterator[Secret]:
    """Return the values in a document that may be real passwords: long enough, and mixed like one."""
    text = source.text
    low = text.lower()
    if len(low) != len(text) or not any(gate in low for gate in _GATES):
        return
    for found in _ASSIGNED.finditer(low):
        start = found.start("secret")
        value = text[start : found.end("secret")].rstrip(".")
        if is_masked(value) or _ELSEWHERE.match(value) or not _is_mixed(value):
            continue
        before = _NAME.search(text, max(0, found.start() - 40), found.start())
        own = _END_OF_NAME.match(text, found.start())
        name = (before.group() if before else "") + (own.group() if own else "")
        yield Secret(source.piece(start, start + len(value)), name, ASSIGNMENT)


def _is_mixed(value: str) -> bool:
    """Say whether a value has letters and digits, or signs that no word has, as passwords do."""
    letters = any(map(str.isalpha, value))
    digits = sum(map(str.isdigit, value))
    signs = any(char in "!#$%^&*?~+" for char in value)
    return letters and (digits >= 2 or signs or (digits == 1 and not value[:-1].isalpha()))
