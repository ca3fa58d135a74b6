"""What could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortem.document.source import Text


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Something in a document that could not be read.

    `kind` is a short name that a rule picks it up by; `message` says what was found and expected,
    `help` what to do, `note` points at a second place. `instead` is what could stand at `at`.
    """

    kind: str
    at: Text
    message: str
    help: str
    note: tuple[Text, str] | None = None
    instead: str | None = None
