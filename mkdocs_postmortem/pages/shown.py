"""What the header shows of the metadata, and so need not stand in the text a second time."""

from __future__ import annotations

import re

from mkdocs_postmortem.document.dates import find_date
from mkdocs_postmortem.document.model import Choice, Day, Field, Postmortem
from mkdocs_postmortem.labels import Labels
from mkdocs_postmortem.template import plain

KEYS = ("id", "date", "severity", "status", "author", "reviewers", "services", "tags", "began")

# What is more than plain text: emphasis, code, links, HTML, entities, escapes, emoji shortcodes.
_MARKUP = re.compile(
    r"[*`\[\]<>\\]|(?<!\w)_|_(?!\w)|&#?\w+;|:[a-z0-9_+-]+:|~~|\^\^|==|\$|https?://|!\w*\(|\{|\}"
)


def fully_shown(field: Field, document: Postmortem, shown: Postmortem) -> bool:
    """Say whether a header made from `shown` tells all that a field in the text of `document` tells.

    It does not where the field is unknown, given twice, empty, still the template's placeholder, or
    holds inline markup: such lines stay where the author wrote them.
    """
    first = shown.field(field.key) if field.key in KEYS else None
    return (
        first is not None
        and first.string == field.string
        and document.fields[field.key][0] is field
        and bool(field.value)
        and not _MARKUP.search(field.value.text)
        and not document.unfilled(field.value)
        and (field.key != "id" or document.id is None or document.id.text == field.value.text)
    )


def day_text(day: Day, labels: Labels) -> str:
    """Return a day as the header shows it: as a date alone where it is no more, else as written."""
    text = " ".join(day.text.text.split())
    if day.value is None or day.ambiguous:
        return text
    found = find_date(text)
    if found is not None and not (text[: found.start] + text[found.end :]).strip(" *_`"):
        return day.value.isoformat()
    if day.last is not None and day.last > day.value and len(re.findall(r"\d+", text)) == 6:
        return labels("{first} to {last}", first=day.value.isoformat(), last=day.last.isoformat())
    return text


def choice_note(choice: Choice, labels: Labels) -> str:
    """Return what stands beside a word of a vocabulary: its note, or its other spelling, or nothing."""
    if choice.name is None:
        return ""
    written = choice.text.text.strip(" *_`")
    same = choice.exact or plain(written) in ("", plain(choice.name))
    spelling = "" if same else labels("written “{word}”", word=written)
    return "; ".join(part for part in (spelling, choice.note or "") if part)
