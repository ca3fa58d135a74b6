"""Finding credentials, and keeping them out of everything that is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from mkdocs_postmortem.document.source import Source, Text
from mkdocs_postmortem.rules.assignments import find_assignments
from mkdocs_postmortem.rules.numbers import find_numbers
from mkdocs_postmortem.rules.secret import FORMAT, Secret, is_masked

# What remains of a secret where it stood in a message.
MASK = "…"
# A run of this many characters is as much of a secret as may ever be shown by accident.
_WINDOW = 6


class Format(NamedTuple):
    """A secret's known format: how it is called, what must be there at least, the expression.

    Group `secret`, where there is one, is the secret itself. `random` says that the expression alone
    also matches words (`sk-this-is-a-slug`), so that the secret must look like one.
    """

    name: str
    gate: re.Pattern[str]
    expression: str
    random: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled expression, which few documents ever need."""
        return re.compile(self.expression)


def _format(name: str, gate: str, expression: str, random: bool = False) -> Format:
    return Format(name, re.compile(gate), expression, random)


# A gate begins with plain text, which is found many times faster than the expression itself, so that
# a document without any credential costs next to nothing. Sources: the token formats that GitHub,
# GitLab, Slack, Stripe, AWS, Google, npm and PyPI document.
FORMATS = (
    _format(
        "an AWS access key",
        r"A(?:KIA|SIA)[A-Z2-7]{16}",
        r"(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Z0-9])",
    ),
    _format("a GitHub token", r"gh[pousr]_", r"(?<!\w)gh[pousr]_[A-Za-z0-9]{36,255}(?!\w)"),
    _format("a GitHub token", "github_pat_", r"(?<!\w)github_pat_[A-Za-z0-9_]{60,255}(?!\w)"),
    _format("a GitLab token", "glpat-", r"(?<!\w)glpat-[A-Za-z0-9_-]{20,255}", random=True),
    _format(
        "a Slack token",
        r"xox[baprs]-",
        r"(?<!\w)xox[baprs]-(?=(?:[A-Za-z-]{0,9}\d){6})[A-Za-z0-9-]{10,255}",
    ),
    _format(
        "a Slack webhook",
        r"hooks\.slack\.com/services/",
        r"hooks\.slack\.com/services/(?P<secret>T[A-Z0-9]{6,20}/B[A-Z0-9]{6,20}/\w{16,64})",
    ),
    _format(
        "a JSON Web Token",
        r"\.eyJ",
        r"(?<![\w-])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    ),
    _format("a Stripe key", "k_live_", r"(?<!\w)[sr]k_live_[A-Za-z0-9]{16,255}"),
    _format("a Google API key", "AIza", r"(?<![\w-])AIza[A-Za-z0-9_-]{35}(?![\w-])"),
    _format(
        "an API key",
        "sk-",
        r"(?<![\w-])sk-(?:proj-|ant-[a-z0-9]{1,20}-)?[A-Za-z0-9_-]{32,255}(?![\w-])",
        random=True,
    ),
    _format("an npm token", "npm_", r"(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)"),
    _format("a PyPI token", "pypi-AgE", r"(?<!\w)pypi-AgE[A-Za-z0-9_-]{50,1000}"),
    # The header alone is a word about keys; only with its first lines is it one.
    _format(
        "a private key",
        "PRIVATE KEY-----",
        r"-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY-----(?:(?:\\n|[\s>|])+(?:[A-Za-z-]+: [^\n]*\n\s*)*"
        r"(?:[A-Za-z0-9+/]{16,}={0,2}(?:\\n|[\s>|])*)+)",
    ),
    _format(
        "a password in a URL",
        r"://[^\s/:@]{1,64}:[^\s/@]{3,128}@",
        r"(?<=://)[^\s/:@`'\"<>{}$*]{1,64}:(?P<secret>[^\s/@`'\"<>{}$*\[\]]{3,128})@(?!sha\d+:)[\w.-]+",
    ),
    _format(
        "an Authorization header",
        "uthorization",
        r"[Aa]uthorization['\"]?\s*[:=]\s*['\"]?(?:Bearer|Basic|Token|bearer|basic|token)\s+"
        r"(?P<secret>[A-Za-z0-9._~+/-]{16,2000}=*)",
        random=True,
    ),
)
_PARTS = re.compile(r"[A-Za-z0-9]+")
_LOCAL = re.compile(r"@(?:localhost|127\.0\.0\.1|(?:[\w.-]+\.)?example(?:\.[a-z]+)?)(?![\w-])", re.IGNORECASE)


def find_secrets(source: Source) -> list[Secret]:
    """Return what nothing may print of a document, in order, nothing twice.

    These are credentials of known formats, values that are assigned to a password, and numbers of cards
    and accounts.
    """
    text = source.text
    found: list[Secret] = []
    for known in FORMATS:
        if known.gate.search(text):
            found += _matches(source, known)
    found += find_assignments(source)
    found += find_numbers(source)
    if not found:
        return found
    # What has a known format is that, whatever it is assigned to.
    formats = [secret.at for secret in found if secret.kind == FORMAT]
    if formats:
        found = [each for each in found if each.kind == FORMAT or not _overlaps(each.at, formats)]
    found.sort(key=lambda secret: (secret.at.start, -secret.at.end))
    kept: list[Secret] = []
    for secret in found:
        # A token inside an Authorization header is one secret.
        if not kept or secret.at.start >= kept[-1].at.end:
            kept.append(secret)
    return kept


def _overlaps(at: Text, others: Iterable[Text]) -> bool:
    return any(other.start < at.end and at.start < other.end for other in others)


def _matches(source: Source, known: Format) -> Iterable[Secret]:
    pattern = known.pattern
    group = "secret" if "secret" in pattern.groupindex else 0
    text = source.text
    for found in pattern.finditer(text):
        secret = found.group(group).strip()
        if is_masked(secret) or text.startswith(("...", "…"), found.end(group)):
            continue
        if known.random and not _looks_random(secret):
            continue
        if known.name == "a password in a URL" and (
            found.group().startswith(f"{secret}:") or _LOCAL.search(found.group())
        ):
            continue  # `postgres:postgres@`, and what only works on the author's machine
        start, end = found.span(group)
        yield Secret(source.piece(start, end), known.name)


def _looks_random(secret: str) -> bool:
    """Say whether a text has a part no word looks like: long, with digits or capitals all through it."""
    part = max(_PARTS.findall(secret), key=len, default="")
    turns = sum(one.islower() and two.isupper() for one, two in pairwise(part))
    mixed = any(char.isdigit() for char in part) and any(char.isalpha() for char in part)
    return len(part) >= 12 and (mixed or turns * 4 > len(part))


def hint(secret: Secret) -> str:
    """Return as much of a secret as tells which one it is: first and last characters of a long token."""
    text = secret.at.text
    if len(text) < 32 or "\n" in text or secret.name in ("a password in a URL", "an Authorization header"):
        return ""
    return f"{text[:4]}{MASK}{text[-4:]}"


class Mask:
    """Takes the parts of secrets out of texts, also of one that is quoted with its end cut off."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._parts: dict[int, set[str]] = {}
        for secret in secrets:
            text = secret.at.text
            size = min(_WINDOW, len(text))
            parts = self._parts.setdefault(size, set())
            parts.update(text[start : start + size] for start in range(len(text) - size + 1))

    def __call__(self, text: str) -> str:
        """Return a text in which no part of any secret can be read."""
        hidden: set[int] = set()
        for size, parts in self._parts.items():
            for start in range(len(text) - size + 1):
                if text[start : start + size] in parts:
                    hidden.update(range(start, start + size))
        if not hidden:
            return text
        out: list[str] = []
        for index, char in enumerate(text):
            char = MASK if index in hidden else char
            if char != MASK or not out or out[-1] != MASK:
                out.append(char)
        return "".join(out)
