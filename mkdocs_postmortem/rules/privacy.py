"""PM805 to PM808: what tells who or where somebody is."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from mkdocs_postmortem.document.blocks import CodeBlock
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.fixes import UNSAFE, Edit, Fix
from mkdocs_postmortem.rules.numbers import CARD
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.secret import NUMBER
from mkdocs_postmortem.rules.words import quote

REDACTED = "REDACTED"
_EMAIL = re.compile(
    r"(?:(?<=mailto:)|(?<![\w.+/:%-]))(?P<local>[A-Za-z0-9][\w.+-]{0,63})@"
    r"(?P<domain>(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24})(?![\w@/:-]|\.\w)"
)
# No mail is delivered there: reserved names, inner names, units of systemd, endings of files.
_NO_DOMAIN = re.compile(
    r"(?:^|\.)example(?:\.\w+)?$|\.(?:test|invalid|local|localhost|localdomain|internal|lan|cluster|svc|service|socket|timer"
    r"|target|mount|slice|md|txt|yml|yaml|json|png|jpg|svg|js|ts|py|sh|sql|log|git)$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_IPV4 = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)")
_IPV6 = re.compile(r"[23][0-9a-fA-F]{3}:(?:[0-9a-fA-F]{0,4}:){1,6}[0-9a-fA-F]{0,4}(?![\w:])")
# What is in each and in no version or time of day, and begins with plain text, which is found many times
# faster.
_GATES = {
    _IPV4: re.compile(r"\.\d{1,3}\.\d{1,3}\.\d"),
    _IPV6: re.compile(r":(?:[0-9a-fA-F]{1,4}:[0-9a-fA-F]{0,4})?:"),
}
# What makes numbers a part of something longer. A search that need not look back is fast.
_JOINTS = ("_", ".", "-", ":")
# What shows that four numbers are an address and no version: what stands before and behind.
_BEFORE = re.compile(
    r"(?:\b(?:ip|ips|ipv4|addr|address|addresses|host|client|remote|peer|src|dst|source|upstream|server|dns|cidr)\b"
    r"[\w-]{0,12}[\"']?[ \t]{0,3}[:=(\[\"'`]{0,3}[ \t]{0,3}[\"'`]?|://|@)$",
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?:\bv|version|release|==|[<>~^]=?|[@:/-])[ \t]{0,2}[\"'`]?$", re.IGNORECASE)
_BEHIND = re.compile(r":\d{2,5}\b|/(?:[89]|[12]\d|3[0-2])\b")
# Resolvers that everybody asks, and the address that everybody makes up.
_PUBLIC = frozenset(
    (
        *("8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "149.112.112.112", "208.67.222.222"),
        *("208.67.220.220", "1.2.3.4"),
    )
)


def _mask(places: Iterable[Text], text: str) -> Fix:
    """Return the fix that writes something else wherever a value stands, which its title does not tell."""
    return Fix(f"write `{text}` instead", tuple(Edit(at, text) for at in places), UNSAFE)


@rule("PM805", "e-mail", "I/W/W", fixes=("unsafe",))
def e_mail(case: Case) -> Iterator[Found]:
    """No e-mail address of a person is in the text or in a log.

    Each is reported once. Left alone are addresses of roles (`support@`, `noreply@`), of reserved domains
    (`example.com`), of the domains in the option `email_domains`, and the document's metadata.
    """
    source = case.document.source
    if "@" not in source.text:
        return
    own = [field.whole for fields in case.document.fields.values() for field in fields]
    found: dict[str, list[Text]] = {}
    for match in _EMAIL.finditer(source.text, case.document.front_matter.body):
        if _is_personal(case, match["local"], match["domain"]) and not any(
            whole.start <= match.start() < whole.end for whole in own
        ):
            found.setdefault(match.group().casefold(), []).append(Text(source, *match.span()))
    for places in found.values():
        at = places[0]
        local, domain = at.text.split("@")
        yield Found(
            at,
            f"E-mail address `{local[0]}…@{domain}` may be a person's",
            "take it out, or write whose role it is; allow a domain with the option `email_domains`",
            fix=_mask(places, f"{REDACTED}@{domain}"),
        )


def _is_personal(case: Case, local: str, domain: str) -> bool:
    """Say whether an address may be a person's."""
    low, name = domain.casefold(), local.casefold()
    if local == REDACTED or _NO_DOMAIN.search(domain):
        return False
    if any(f".{low}".endswith(f".{known.casefold()}") for known in case.settings.email_domains):
        return False
    roles = case.template.words.mailboxes
    # Nobody reads what is sent to `users.noreply.github.com` either.
    words = (name, *_WORD.findall(name.replace("-", " ")), *low.split(".")[:-2])
    return not any(word in roles for word in words)


@rule("PM806", "public-ip", "I/W/W", fixes=("unsafe",))
def public_ip(case: Case) -> Iterator[Found]:
    """No public IP address is in the text or in a log.

    Private, local and documentation addresses and the large public resolvers are left alone, and outside
    of code what nothing shows to be an address: `1.2.3.4` may be a version. Each is reported once.
    """
    source = case.document.source
    text = source.text
    for pattern, gate in _GATES.items():
        if not gate.search(text):
            continue
        found: dict[str, list[Text]] = {}
        for match in pattern.finditer(text):
            name, before = match.group(), text[match.start() - 1 : match.start()]
            if before.isalnum() or before in _JOINTS or name in _PUBLIC or not _is_global(name):
                continue
            if pattern is _IPV6 or _is_address(text, match.start(), match.end(), case.blocks(CodeBlock)):
                found.setdefault(name, []).append(Text(source, *match.span()))
        for name, places in found.items():
            parts = name.split("." if pattern is _IPV4 else ":")
            masked = f"{parts[0]}.{parts[1]}.x.x" if pattern is _IPV4 else f"{parts[0]}:{parts[1]}:x"
            yield Found(
                places[0],
                f"{quote(name)} is a public IP address: it may lead to a person or a host",
                f"write `{masked}`, or an address for documentation such as `192.0.2.1`",
                fix=_mask(places, masked),
            )


def _is_global(name: str) -> bool:
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_global and not address.is_multicast


def _is_address(text: str, start: int, end: int, code: list[CodeBlock]) -> bool:
    """Say whether four numbers are an address: by what stands around them, or because they are in code."""
    before = text[max(0, start - 40) : start].rsplit("\n", 1)[-1]
    if _BEFORE.search(before) or _BEHIND.match(text, end):
        return True
    return not _VERSION.search(before) and any(block.text.start <= start < block.text.end for block in code)


@rule("PM807", "card-or-iban", "W/E/E", fixes=("unsafe",))
def card_or_iban(case: Case) -> Iterator[Found]:
    """No number of a payment card or bank account is in the document.

    Cards are looked for in groups, as they are printed, and must pass the Luhn check; account numbers
    must have their country's length and pass the IBAN check. Numbers that stand in everybody's
    documentation are left alone. No output shows the number.
    """
    for secret in case.secrets:
        if secret.kind != NUMBER:
            continue
        text = secret.at.text
        keep = 0 if secret.name == CARD else 2
        hidden = re.sub(r"\w", "x", text[keep:-4])
        kind = f"{sum(map(str.isdigit, text))}-digit number" if secret.name == CARD else "Number"
        yield Found(
            secret.at,
            f"{kind} passes the check of {secret.name}",
            "replace it, except for its last four characters; if it is real, tell who handles personal data",
            fix=Fix("mask all but its end", (Edit(secret.at, text[:keep] + hidden + text[-4:]),), UNSAFE),
        )


@rule("PM808", "denied-term", "E/E/E", fixes=("unsafe",), option="denied_terms")
def denied_term(case: Case) -> Iterator[Found]:
    """None of the option `denied_terms` is in the document: names of customers, internal hosts.

    Off until the option is set. Whole words count, in text, code and front matter; case does not matter.
    """
    if not case.settings.denied_terms:
        return
    source = case.document.source
    for found in _terms(case.settings.denied_terms).finditer(source.text):
        at = Text(source, *found.span())
        yield Found(
            at,
            f"{quote(at)} is on the list of denied terms",
            "write what it stands for, such as `a customer`",
            fix=_mask((at,), REDACTED),
        )


@lru_cache(maxsize=8)
def _terms(terms: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(terms, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
