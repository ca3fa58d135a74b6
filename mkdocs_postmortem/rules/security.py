"""PM8xx: secrets and privacy. A value is masked in every message: CI logs are public."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.secrets import hint


@rule("PM801", "secret-known-format", "E/E/E")
def secret_known_format(case: Case) -> Iterator[Found]:
    """No credential of a known format is in the document, its logs and queries included.

    Only formats with a fixed prefix or shape are looked for; nothing is guessed from randomness.
    The message shows the first and last characters of a long token and nothing of a password, and
    no other finding prints either.
    """
    for secret in case.secrets:
        shown = hint(secret)
        yield Found(
            secret.at,
            f"Looks like {secret.name}" + (f" (`{shown}`)" if shown else ""),
            "revoke it, then purge it from git history; a new commit does not remove it",
        )
