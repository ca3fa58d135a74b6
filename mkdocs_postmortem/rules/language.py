"""PM810 to PM812: blame. The words are the template's, so that a site can have those of its language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from mkdocs_postmortem.document.inline import prose, running_text
from mkdocs_postmortem.document.model import Section
from mkdocs_postmortem.document.people import names_of
from mkdocs_postmortem.document.sections import end_of
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import quote
from mkdocs_postmortem.template import Template, plain

# The sections that say why it happened: a person is no cause.
_CAUSES = ("root_cause", "whys", "went_wrong")
_HANDLE = re.compile(r"(?<![\w@/.`+-])@(?P<name>[A-Za-z][\w-]{1,38})(?![\w/@]|\.\w)")
_ROOM = frozenset(("here", "channel", "all", "everyone", "team"))
_QUOTED = re.compile(r"[\"“][^\"“”\n]{1,300}[\"”]")
# Nobody has more names.
_MOST_NAMES = 4
# So much before a phrase may take it back.
_BACK = 40


@rule("PM810", "blame-phrase", "I/I/I", preview=True)
def blame_phrase(case: Case) -> Iterator[Found]:
    """Nothing puts the cause in a person: `forgot to`, `by mistake`, `human error`.

    Quotations, negated phrases, headings, code and the root cause category are left alone. The words are
    English unless a site's template has others. In preview, as all rules on language. Switch it on
    with `preview: true`.

    False positives: a program that `forgot to` do something.
    """
    for at in _phrases(case, case.template.words.blame):
        yield Found(
            at,
            f"{quote(at)} puts the cause in a person",
            "say which check, default or information was missing",
        )


@rule("PM812", "hindsight", "-/I/I", preview=True)
def hindsight(case: Case) -> Iterator[Found]:
    """Nothing is judged by what was known only afterwards: `should have`, `could have prevented`.

    Quotations, negated phrases, headings and code are left alone, and Action Items and Lessons Learned,
    which say what shall be. The words are English unless a site's template has others. In preview, as
    all rules on language; switch it on with `preview: true`.

    False positives: `should have`, where it says what a program was meant to do.
    """
    later = [_range(section) for key in ("actions", "lessons") if (section := case.section(key)) is not None]
    for at in _phrases(case, case.template.words.hindsight):
        if not any(low <= at.start < high for low, high in later):
            yield Found(
                at, f"{quote(at)} judges with hindsight", "say what was known then, and what was missing"
            )


def _range(section: Section) -> tuple[int, int]:
    return section.heading.text.start, end_of(section)


def _phrases(case: Case, words: tuple[str, ...]) -> Iterator[Text]:
    """Return where the running text has one of these phrases, and neither quotes it nor takes it back."""
    text = case.once("lower text", lambda: case.document.source.text.lower().replace("\n", " "))
    if not any(word in text for word in words):
        return
    pattern = _pattern(words)
    label = case.document.category_label
    for piece in running_text(block for block in case.document.blocks if block.container != "blockquote"):
        if not pattern.search(piece.text):
            continue
        text = _QUOTED.sub(lambda found: " " * len(found.group()), prose(piece.text))
        for found in pattern.finditer(text):
            at = piece.part(*found.span())
            if label is not None and at.line == label.line:
                continue
            if not _is_negated(
                text[max(0, found.start() - _BACK) : found.start()], case.template.words.negation
            ):
                yield at


@lru_cache(maxsize=32)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    said = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest)
    return re.compile(rf"(?<![\w-])(?:{said})(?![\w-])", re.IGNORECASE)


def _is_negated(before: str, words: tuple[str, ...]) -> bool:
    """Say whether one of the last three words takes back what follows."""
    clause = re.split(r"[.;:!?]\s", before)[-1]
    return any(word.casefold().strip(",.()*_") in words for word in clause.split()[-3:])


# A handle in lower case, as it may stand in a text without its `@`.
_BARE = re.compile(r"[a-z][a-z0-9]{2,}(?:[-_.][a-z0-9]+)*")


@rule("PM811", "person-in-cause", "I/W/W")
def person_in_cause(case: Case) -> Iterator[Found]:
    """Root Cause, 5 Whys and What Went Wrong name no person: what went wrong is a condition of the system.

    Looked for are handles, and the names that the document's own metadata and action items have, so that
    no word is taken for a name. A first name that is also a word of the document does not count, and neither
    does a handle that is an everyday word, a team or a service. In the timeline and elsewhere people may be
    named.
    """
    text = case.document.source.text
    candidates: Iterable[str] | None = None
    for section in filter(None, map(case.section, _CAUSES)):
        own = text[slice(*_range(section))]
        candidates = _candidates(case) if candidates is None else candidates
        names = [
            name
            for name in candidates
            if name in own and (" " in name or name.islower() or f" {name.lower()} " not in text)
        ]
        if not names and "@" not in own:
            continue
        seen = set()
        for at in _people(section, names):
            if at.text not in seen:
                seen.add(at.text)
                yield Found(
                    at,
                    f"{section.heading.text} names {quote(at)}",
                    "describe the condition of the system: what allowed it, and which check was missing",
                )


def _people(section: Section, names: list[str]) -> Iterator[Text]:
    """Return where a section names a person."""
    for piece in running_text(section.own):
        if "@" not in piece.text and not any(name in piece.text for name in names):
            continue
        text = prose(piece.text)
        spans = [found.span() for found in _HANDLE.finditer(text) if found["name"].casefold() not in _ROOM]
        for name in names:
            spans += [found.span() for found in re.finditer(rf"(?<![\w@-]){re.escape(name)}(?![\w-])", text)]
        last = -1
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
            if start >= last:  # the first name in a whole name is that name
                last = end
                yield piece.part(start, end)


def _candidates(case: Case) -> Iterable[str]:
    """Return the names of people: whole ones, and the first names of authors and reviewers."""
    document = case.document
    owners = dict.fromkeys(item.owner.text for item in document.actions if item.owner)
    found = _persons(tuple(owners), (*document.authors, *document.reviewers), case.template)
    things = {plain(each) for each in (*document.services, *document.tags)}
    return [name for name in found if not name.islower() or plain(name) not in things]


# The same few people stand in every document of an archive.
@lru_cache(maxsize=512)
def _persons(owners: tuple[str, ...], people: tuple[str, ...], template: Template) -> Iterable[str]:
    """Return the names of people among owners (as their cells are), authors and reviewers."""
    names = dict.fromkeys((*(name for cell in owners for name in names_of(cell)), *people))
    teams = template.words.teams
    found: dict[str, None] = {}
    for name in names:
        if (handle := _handle(name, name in people, template)) is not None:
            found[handle] = None
            continue
        words = name.split()
        if not 0 < len(words) <= _MOST_NAMES or "{" in name or "@" in name:
            continue
        if not all(word[:1].isupper() and word.casefold() not in teams for word in words):
            continue
        if len(words) > 1:
            found[name] = None
        first = words[0]
        if name in people and len(first) > 2 and first.isalpha() and not first.isupper():
            found[first] = None
    return found


def _handle(name: str, is_person: bool, template: Template) -> str | None:
    """Return the handle that a name is, without its `@`, if it can only be somebody's; else None.

    Without the sign, only that of an author or reviewer counts: an owner may be a team.
    """
    bare = name.removeprefix("@")
    if not _BARE.fullmatch(bare) or not (is_person or name.startswith("@")):
        return None
    words = template.words
    parts = re.split(r"[-_.]", bare)
    known = (words.teams, words.common, words.everyday, words.mailboxes)
    return None if any(part in some for part in parts for some in known) else bare
