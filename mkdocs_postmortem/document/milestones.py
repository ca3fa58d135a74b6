"""Recognising an incident's milestones in the rows of a timeline."""

from __future__ import annotations

import re
from functools import lru_cache

from mkdocs_postmortem.document.words import words_of
from mkdocs_postmortem.template import Template, plain

_HEAD = re.compile(
    r"[*_`]{0,3}(?:\[(?P<boxed>[^\]\n]{2,40})\][*_`:]{0,4}"
    r"|(?P<plain>[^:\n|]{2,40}?)[*_`]{0,3}[ \t]{0,2}(?::|[ \t][–—-][ \t]))"
)
_PARTS = re.compile(r"[,/&+]|\band\b")
# Where one of these stands right before a phrase, it did not happen: "no alert fired", "until
# service restored".
_DENIALS = frozenset(("no", "not", "never", "without", "before", "until", "if", "why", "when"))
# Only so much of an event is searched for a phrase; who writes more tells a story.
_SEARCHED = 400


def _may_be_tagged(event: str) -> bool:
    """Say whether something near the beginning of an event sets a tag off from the rest."""
    head = event[:50]
    return (
        ":" in head
        or head.startswith(("[", "*", "_", "`"))
        or " – " in head
        or " — " in head
        or " - " in head
    )


class MilestoneWords:
    """A template's milestone words, ready to be looked for.

    A tag that opens a row (`Detected: …`, `[mitigated] …`) is certain. Phrases are looked for
    anywhere in the event's text, where no row of the timeline carries the tag.
    """

    def __init__(self, template: Template) -> None:
        self._tags = {plain(tag): m.key for m in template.milestones for tag in m.tags}
        # By first word: few events have the first word of any phrase. The longest phrase comes first.
        self._phrases: dict[str, list[tuple[list[str], str]]] = {}
        for milestone in template.milestones:
            for phrase in milestone.phrases:
                if words := words_of(phrase):
                    self._phrases.setdefault(words[0], []).append((words, milestone.key))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda entry: -len(entry[0]))

    def tagged(self, event: str) -> tuple[str, ...]:
        """Return the milestones whose tag opens the event's text."""
        found = _HEAD.match(event) if _may_be_tagged(event) else None
        if found is None:
            key = self._tags.get(plain(event)) if len(event) <= 40 else None
            return (key,) if key else ()
        head = found["boxed"] or found["plain"]
        if key := self._tags.get(plain(head)):
            return (key,)
        keys = [self._tags.get(plain(part)) for part in _PARTS.split(head)]
        return tuple(key for key in keys if key) if all(keys) else ()

    def mentioned(self, event: str) -> list[str]:
        """Return the milestones that the event's text speaks of, in its order."""
        words = words_of(event[:_SEARCHED])
        if self._phrases.keys().isdisjoint(words):
            return []
        keys: list[str] = []
        for at, word in enumerate(words):
            for phrase, key in self._phrases.get(word, ()):
                if words[at : at + len(phrase)] == phrase:
                    if key not in keys and (not at or words[at - 1] not in _DENIALS):
                        keys.append(key)
                    break
        return keys


def find_milestones(events: list[str], template: Template) -> list[tuple[str, ...]]:
    """Return the milestones of each row, given its event's text."""
    words = milestone_words(template)
    tags = [words.tagged(event) for event in events]
    tagged = {key for found in tags for key in found}
    return [
        own + tuple([key for key in words.mentioned(event) if key not in tagged])
        for own, event in zip(tags, events, strict=True)
    ]


@lru_cache(maxsize=16)
def milestone_words(template: Template) -> MilestoneWords:
    """Return the milestone words of a template, compiled once."""
    return MilestoneWords(template)
