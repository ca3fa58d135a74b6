"""PM8xx: secrets and privacy. A value is masked in every message: CI logs are public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.registry import Case, Found, rule


class Format(NamedTuple):
    """A secret's known format: how it is called, a plain text that must be there, the expression.

    Group `secret`, where there is one, is the secret itself.
    """

    name: str
    gate: tuple[str, ...]
    pattern: re.Pattern[str]


def _format(name: str, gate: str, pattern: str) -> Format:
    return Format(name, tuple(gate.split(" ")), re.compile(pattern))


# Gated by a plain substring test, so that a document without any costs next to nothing. Sources:
# the token formats that GitHub, GitLab, Slack, Stripe, AWS, Google, npm and PyPI document.
FORMATS = (
    _format("an AWS access key", "AKIA ASIA", r"(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Z0-9])"),
    _format("a GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", r"(?<!\w)gh[pousr]_[A-Za-z0-9]{36,255}(?!\w)"),
    _format("a GitHub token", "github_pat_", r"(?<!\w)github_pat_[A-Za-z0-9_]{60,255}(?!\w)"),
    _format("a GitLab token", "glpat-", r"(?<!\w)glpat-[A-Za-z0-9_-]{20,}"),
    _format("a Slack token", "xoxb- xoxp- xoxa- xoxr- xoxs-", r"(?<!\w)xox[baprs]-[A-Za-z0-9-]{10,}"),
    _format(
        "a Slack webhook",
        "hooks.slack.com/services/",
        r"hooks\.slack\.com/services/T[A-Z0-9]{6,}/B[A-Z0-9]{6,}/\w{16,}",
    ),
    _format(
        "a JSON Web Token",
        "eyJ",
        r"(?<![\w-])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    ),
    _format("a Stripe key", "sk_live_ rk_live_", r"(?<!\w)[sr]k_live_[A-Za-z0-9]{16,}"),
    _format("a Google API key", "AIza", r"(?<![\w-])AIza[A-Za-z0-9_-]{35}(?![\w-])"),
    _format("an API key", "sk-", r"(?<![\w-])sk-(?:proj-|ant-[a-z0-9]+-)?[A-Za-z0-9_-]{32,}(?![\w-])"),
    _format("an npm token", "npm_", r"(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)"),
    _format("a PyPI token", "pypi-AgE", r"(?<!\w)pypi-AgE[A-Za-z0-9_-]{50,}"),
    _format("a private key", "PRIVATE KEY-----", r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"),
    _format(
        "a password in a URL",
        "://",
        r"(?<=://)[^\s/:@`'\"<>{}$*]{1,64}:(?P<secret>[^\s/@`'\"<>{}$*\[\]]{3,128})@[\w.-]+",
    ),
    _format(
        "an Authorization header",
        "uthorization",
        r"[Aa]uthorization['\"]?\s*[:=]\s*['\"]?(?:Bearer|Basic|Token|bearer|basic|token)\s+(?P<secret>[A-Za-z0-9._~+/-]{16,}=*)",
    ),
)
# What people write where a secret was: these are the mask, not the secret.
_MASK = re.compile(
    r"^(?:x+|\*+|\.+|-+|_+|<.*|\$.*|redacted|masked|removed|hidden|password|passwd|pass|secret|token|example)$",
    re.I,
)


@rule("PM801", "secret-known-format", "E/E/E")
def secret_known_format(case: Case) -> Iterator[Found]:
    """No credential of a known format is in the document, its logs and queries included.

    Only formats with a fixed prefix or shape are looked for; nothing is guessed from randomness.
    The message shows the first and last characters only.
    """
    source = case.document.source
    text = source.text
    for known in FORMATS:
        if not any(gate in text for gate in known.gate):
            continue
        for found in known.pattern.finditer(text):
            group = "secret" if "secret" in known.pattern.groupindex else 0
            secret = found.group(group)
            if _MASK.match(secret) or _is_masked(secret):
                continue
            yield Found(
                Text(source, *found.span(group)),
                f"Looks like {known.name} (`{mask(secret)}`)",
                "revoke it, then purge it from git history; a new commit does not remove it",
            )


def _is_masked(secret: str) -> bool:
    """Say whether most of a text is one repeated character, as in `ghp_xxxxxxxx`."""
    tail = secret[-12:]
    return len(set(tail)) <= 2 or "EXAMPLE" in secret.upper()


def mask(secret: str) -> str:
    """Return a secret as it may be shown: its first and last four characters, or none of a short one."""
    if secret.startswith("-----"):
        return secret
    if len(secret) < 16:
        return "…"
    return f"{secret[:4]}…{secret[-4:]}"
