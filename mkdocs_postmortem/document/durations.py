"""Durations as people state them: `95`, `95 min`, `2 h 50 min`, `1 day 3 h`, `PT2H5M`, `N/A`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_UNITS: dict[str, float] = {}
for _names, _minutes in (
    ("s sec secs second seconds", 1 / 60),
    ("m min mins minute minutes", 1.0),
    ("h hr hrs hour hours", 60.0),
    ("d day days", 1440.0),
    ("w wk week weeks", 10080.0),
):
    for _name in _names.split():
        _UNITS[_name] = _minutes
# Parts of a unit, as one character.
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_NUMBER = r"(?:(?:\d+[ ]?)?[½¼¾]|\d+(?:[.,]\d+)?)"
_PART = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>[A-Za-z]+)?\.?")
_ISO = re.compile(r"P(?:(?P<d>\d+)D)?(?:T(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+)S)?)?$", re.IGNORECASE)
_CLOCK = re.compile(r"(?P<h>\d+):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?\s*(?:h|hrs?|hours?)?$", re.IGNORECASE)
_HOURS = re.compile(r"(?P<h>\d+)\s?h\s?(?P<m>[0-5]\d)$", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:~|≈|about|around|approx(?:imately)?\.?|circa|ca\.?|roughly|almost|nearly|over|under|up to"
    r"|at least|at most|(?:less|more) than|<|>|c\.)\s*",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\s*(?:\(|\[|,|;|\s[–—-]\s).*$", re.DOTALL)
_FROM_TO = re.compile(
    r"(?P<h1>[01]?\d|2[0-3]):(?P<m1>[0-5]\d)\s{0,2}(?:[A-Z]{2,4}\s{0,2})?(?:-|–|—|to|until)\s{0,2}"
    r"(?P<h2>[01]?\d|2[0-3]):(?P<m2>[0-5]\d)(?:\s{0,2}[A-Z]{2,4})?\s{0,4}(?:\(.*|$)"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NO_VALUE = frozenset(
    [
        "n/a",
        "na",
        "none",
        "unknown",
        "ongoing",
        "not applicable",
        "not known",
        "not available",
        "-",
        "–",
        "—",
        "?",
        "??",
    ]
)
# A duration stands at the beginning of its line; what is far behind is a note.
_MAX_LENGTH = 120
# No incident is longer: ten years, in minutes. A bigger number is a slip of the pen.
_MAX_MINUTES = 10 * 366 * 1440.0
_RANGE = re.compile(
    rf"^(?P<low>{_NUMBER})\s*(?P<unit1>[A-Za-z]*)\s*(?:-|–|to)\s*(?P<high>{_NUMBER}\s*(?P<unit2>[A-Za-z]*))$"
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A stated duration, in minutes.

    `state` is `stated`; `none` for N/A, unknown, ongoing; or `unreadable`. `unit` is the smallest
    unit written, in minutes; a bare number means minutes and has `bare` set. Of a range `minutes`
    is the lower end and `high` the upper one.
    """

    state: str
    minutes: float | None = None
    high: float | None = None
    unit: float = 1.0
    about: bool = False
    bare: bool = False

    @property
    def tolerance(self) -> float:
        """Minutes by which the truth may differ without a contradiction.

        The larger of one minute and half of the smallest unit written, doubled after `~` or
        `about`, plus 5 % (the rule catalogue's own definition).
        """
        base = self.unit / 2 if self.unit > 2 else 1.0
        return base * (2 if self.about else 1) + 0.05 * (self.minutes or 0)


UNREADABLE = Duration("unreadable")


def read_duration(text: str) -> Duration:
    """Return the duration that a text states; `unreadable` where it states none."""
    return _read_short(text[:_MAX_LENGTH])


def stated_part(text: str) -> tuple[int, int]:
    """Return where the duration itself stands in a text: without marks around it and the note behind it."""
    start = len(text) - len(text.lstrip(" \t*_`"))
    body = text[start:_MAX_LENGTH]
    end = len(body.rstrip(" \t*_`."))
    if read_duration(body[:end]).state == "stated" and (note := _NOTE.search(body[:end])) is not None:
        shorter = body[: note.start()].rstrip(" \t*_`.")
        if read_duration(shorter) == read_duration(body[:end]):
            end = len(shorter)
    return start, start + end


@lru_cache(maxsize=4096)
def _read_short(text: str) -> Duration:
    text = text.replace("`", "").strip().strip("*_").strip()
    about = False
    while found := _ABOUT.match(text):
        about, text = True, text[found.end() :]
    if _is_no_value(text):
        return Duration("none")
    read = _read(text, about)
    if read is None:
        # `170 minutes (22:17 to 00:55)`: what follows is a note, not part of the value.
        shorter = _NOTE.sub("", text)
        read = _read(shorter, about) if shorter != text else None
    if read is None and (span := _FROM_TO.match(text)) is not None:
        read = _between(span)
    if read is None or (read.high or read.minutes or 0) > _MAX_MINUTES:
        return UNREADABLE
    return read


def _between(span: re.Match[str]) -> Duration:
    """Return how long it is from one time of day to another, at most a day: `08:41–09:54 UTC`."""
    start, end = (int(span[f"h{number}"]) * 60 + int(span[f"m{number}"]) for number in (1, 2))
    return Duration("stated", (end - start) % 1440.0)


def _is_no_value(text: str) -> bool:
    bare = text.casefold().rstrip(".")
    if bare in _NO_VALUE:
        return True
    first = re.split(r"\s*[(,;:–—]|\s-\s", bare, maxsplit=1)[0].strip()
    return bool(first) and first in _NO_VALUE


def _read(text: str, about: bool) -> Duration | None:
    text = _THOUSANDS.sub("", text.strip().rstrip("."))
    if not text:
        return None
    if found := _ISO.match(text):
        return _parts(
            [(found[key], unit) for key, unit in zip("dhms", (1440.0, 60.0, 1.0, 1 / 60), strict=True)], about
        )
    if found := _CLOCK.match(text):
        return _parts([(found["h"], 60.0), (found["m"], 1.0), (found["s"], 1 / 60)], about)
    if found := _HOURS.match(text):
        return _parts([(found["h"], 60.0), (found["m"], 1.0)], about)
    if found := _RANGE.match(text):
        return _range(found, about)
    return _sum(text, about)


def _parts(parts: list[tuple[str | None, float]], about: bool) -> Duration | None:
    given = [(float(number), unit) for number, unit in parts if number]
    if not given:
        return None
    return Duration("stated", sum(n * u for n, u in given), None, min(u for _, u in given), about)


def _range(found: re.Match[str], about: bool) -> Duration | None:
    high = _sum(found["high"], about)
    if high is None or high.minutes is None:
        return None
    word = (found["unit1"] or found["unit2"]).casefold()
    unit = _UNITS.get(word, high.unit) if word else 1.0
    low = _number(found["low"])[0] * unit
    return Duration("stated", low, high.minutes, high.unit, about) if low <= high.minutes else None


def _number(text: str) -> tuple[float, float]:
    """Return a number and how exact it is written: `2` to one, `1.5` to a tenth, `1½` to a half."""
    if (part := _FRACTIONS.get(text[-1])) is not None:
        return float(text[:-1] or 0) + part, min(part, 1 - part)
    number = text.replace(",", ".")
    return float(number), 0.1 if "." in number else 1.0


def _sum(text: str, about: bool) -> Duration | None:
    """Add up `2 h 50 min`; anything in the text that is neither number nor unit spoils it."""
    total, smallest, position, bare = 0.0, 0.0, 0, False
    parts = list(_PART.finditer(text))
    for index, part in enumerate(parts):
        between = text[position : part.start()].strip(" ,&+").casefold()
        if between not in ("", "and"):
            return None
        position = part.end()
        word = (part["unit"] or "").casefold()
        unit = _UNITS.get(word)
        if unit is None:
            if word or index or len(parts) > 1 or text[-1] in _FRACTIONS:
                return None
            unit, bare = 1.0, True
        if smallest and unit >= smallest:
            return None
        number, step = _number(part["number"])
        total += number * unit
        smallest = unit * step
    if not parts or text[position:].strip():
        return None
    return Duration("stated", total, None, smallest, about, bare)
