"""Labels: each text that we put on a page, by its English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)
class Labels:
    """The texts of a language, by the English ones; a text that is not there stays English.

    `texts` are plain ones, `counted` those that depend on a number, by the English plural: the text for
    one, and for any other number. All of them name what is put into them, as `{number}`.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    counted: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def __call__(self, text: str, /, **values: object) -> str:
        """Return a text, given in English, with values put in.

        With a value that is markup of ours, what comes out is markup, and all else in it is escaped.
        """
        found = self.texts.get(text, text)
        return _filled(found, values) if values else found

    def n(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return a text that depends on a number, given in English for one and for many."""
        pair = self.counted.get(many)
        text = (one if number == 1 else many) if pair is None else pair[number != 1]
        return _filled(text, {"number": number, **values})


ENGLISH = Labels()


def N_(text: str) -> str:
    """Mark a text that is said later, for the catalogue; it comes out as it is."""
    return text


def _filled(text: str, values: Mapping[str, object]) -> str:
    for value in values.values():
        if hasattr(value, "__html__"):
            from markupsafe import Markup, escape  # only pages have it

            # As `Markup.format` does it, which also reads what no label has, and takes ten times as long.
            escaped = {name: escape(each) for name, each in values.items()}
            return Markup(str(escape(text)).format(**escaped))
    return text.format(**values)
