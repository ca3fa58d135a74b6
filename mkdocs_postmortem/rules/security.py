"""PM801, PM802: secrets. A value is masked in every message: CI logs are public."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.secret import ASSIGNMENT, FORMAT
from mkdocs_postmortem.rules.secrets import hint
from mkdocs_postmortem.rules.words import quote


@rule("PM801", "secret-known-format", "E/E/E")
def secret_known_format(case: Case) -> Iterator[Found]:
    """No credential of a known format is in the document, its logs and queries included.

    Only formats with a fixed prefix or shape are looked for; nothing is guessed from randomness.
    The message shows the first and last characters of a long token and nothing of a password, and
    no other finding prints either.
    """
    for secret in case.secrets:
        if secret.kind != FORMAT:
            continue
        shown = hint(secret)
        yield Found(
            secret.at,
            f"Looks like {secret.name}" + (f" (`{shown}`)" if shown else ""),
            "revoke it, then purge it from git history; a new commit does not remove it",
        )


@rule("PM802", "secret-assignment", "I/W/W")
def secret_assignment(case: Case) -> Iterator[Found]:
    """No password, key or token stands behind its name, as in `password = …`.

    Reported is a value that is mixed like a password. Variables, calls, paths, names of other values and
    what people write in the place of a secret (`***`, `<token>`, `changeme`) are not. No output shows
    the value.

    False positives: a password of an example. Write `***` instead.
    """
    for secret in case.secrets:
        if secret.kind == ASSIGNMENT:
            yield Found(
                secret.at,
                f"Value of {quote(secret.name)} may be a real one",
                "replace it by `***`; if it is real, change it first, since git keeps it",
            )
