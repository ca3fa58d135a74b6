"""Numbers of payment cards and bank accounts, by their check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortem.document.source import Source
from mkdocs_postmortem.rules.secret import NUMBER, Secret

CARD, IBAN = "card numbers", "IBANs"

# Grouped as cards are printed: a number without groups passes the check by chance one time in ten.
_CARD = re.compile(
    r"(?<![\w.-])(?:[3-6]\d{3}([ -])\d{4}\1\d{4}\1\d{4}|3[47]\d\d([ -])\d{6}\2\d{5})(?![\w-]|\.\d)"
)
_IBAN = re.compile(r"(?<![\w-])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\w-])")
# The shape of a text: a digit is a 0, a capital an A, a dash a blank. Looking for plain bytes in it is
# many times faster than the expressions.
_SHAPE = bytes.maketrans(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-", b"0" * 10 + b"A" * 26 + b" ")
_CARDS = (b"0000 0000 0000 0000", b"0000 000000 00000")
_ACCOUNT = b"AA00"
# How long an IBAN is, by country (SWIFT's register, the larger countries).
_LENGTHS = {
    **{"AT": 20, "BE": 16, "CH": 21, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18, "FR": 27},
    **{"GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IT": 27, "LI": 21, "LT": 20, "LU": 20},
    **{"LV": 21, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "TR": 26},
    **{"AE": 23, "BG": 22, "BR": 29, "CY": 28, "MT": 31, "RS": 22, "SA": 24, "UA": 29},
}
# Numbers that stand in everybody's documentation.
_KNOWN = frozenset(
    (
        *("4111111111111111", "4242424242424242", "5555555555554444", "378282246310005", "4012888888881881"),
        *("5105105105105100", "6011111111111117", "4000056655665556", "2223003122003222", "371449635398431"),
        *("GB82WEST12345698765432", "DE89370400440532013000", "GB29NWBK60161331926819", "NL91ABNA0417164300"),
        *("FR1420041010050500013M02606", "CH9300762011623852957", "AT611904300234573201", "BE68539007547034"),
    )
)


def find_numbers(source: Source) -> Iterator[Secret]:
    """Return the numbers in a document that pass the check of cards or accounts."""
    text = source.text
    shape = text.encode("ascii", "replace").translate(_SHAPE)
    for found in _CARD.finditer(text) if any(card in shape for card in _CARDS) else ():
        digits = re.sub(r"[ -]", "", found.group())
        if digits not in _KNOWN and len(set(digits)) > 3 and _luhn(digits):
            yield Secret(source.piece(*found.span()), CARD, NUMBER)
    for found in _IBAN.finditer(text) if _ACCOUNT in shape else ():
        bare = found.group().replace(" ", "")
        length = _LENGTHS.get(bare[:2], 0)
        if length and len(bare) >= length and bare[:length] not in _KNOWN and _mod97(bare[:length]):
            end = found.start() + _end(found.group(), length)
            yield Secret(source.piece(found.start(), end), IBAN, NUMBER)


def _end(text: str, length: int) -> int:
    """Return where so many characters of a text end, blanks not counted."""
    for index, char in enumerate(text):
        length -= char != " "
        if not length:
            return index + 1
    return len(text)


def _luhn(digits: str) -> bool:
    doubled = (int(char) * (1 + place % 2) for place, char in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _mod97(iban: str) -> bool:
    return int("".join(str(int(char, 36)) for char in iban[4:] + iban[:4])) % 97 == 1
