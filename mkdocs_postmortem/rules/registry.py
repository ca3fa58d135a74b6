"""What a rule is, and the list of all of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple, TypeVar

from mkdocs_postmortem.archive import Archive, Incident, Resolver
from mkdocs_postmortem.archive.similarity import SimilarityIndex
from mkdocs_postmortem.document.blocks import Block
from mkdocs_postmortem.document.ignores import Ignore
from mkdocs_postmortem.document.model import Postmortem, Section
from mkdocs_postmortem.document.source import Span, Text
from mkdocs_postmortem.option_types import STATUSES
from mkdocs_postmortem.rules.fixes import DISPLAY, Fix
from mkdocs_postmortem.rules.page_shape import BuiltPage
from mkdocs_postmortem.rules.secret import Secret
from mkdocs_postmortem.rules.secrets import Mask, find_secrets
from mkdocs_postmortem.settings import Settings
from mkdocs_postmortem.template import Template

_T = TypeVar("_T")
_B = TypeVar("_B")

_LETTERS = {"E": "error", "W": "warning", "I": "info", "-": "off"}
# The released documentation, and where its rule pages are.
HOME = "https://mkdocs-postmortem.readthedocs.io/en/latest/"
DOCUMENTATION = f"{HOME}rules/"


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule yields: where, what was found and expected, and how to mend it.

    `label` stands behind the carets, in a few words: what is off by how much. `note` is a second place
    and what it shows, `also` a third. `level` overrules the rule's own, for a requirement
    that the template puts at another status. `fix` is how the document can be mended by itself.
    """

    at: Text
    message: str
    help: str
    note: tuple[Text, str] | None = None
    level: str | None = None
    fix: Fix | None = None
    label: str = ""
    also: tuple[Text, str] | None = None

    @property
    def notes(self) -> tuple[tuple[Text, str], ...]:
        """The other places, each with what it shows."""
        return tuple(note for note in (self.note, self.also) if note is not None)


class Unused(NamedTuple):
    """A name in an ignore that silences nothing: where it stands, and in what."""

    at: Text
    ignore: Ignore


@dataclass(frozen=True, slots=True)
class Silenced:
    """What is wrong with how a document's findings are silenced.

    `stale` are the places of its known findings that no longer occur, `unknown` of those whose rule does
    not exist; both with the rule's code.
    """

    unused: tuple[Unused, ...] = ()
    stale: tuple[tuple[Text, str], ...] = ()
    unknown: tuple[tuple[Text, str], ...] = ()


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """What a door knows of files; None where it does not, and then nothing is said of them.

    `linked` says of a document (by its path relative to the docs folder) and a path relative to that
    document whether there is such a file; `in_project` says it of a path from the project's folder.
    """

    linked: Callable[[str, str], bool] | None = None
    in_project: Callable[[str], bool] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule is asked about: one document, with everything it may be compared to.

    `reported` names the documents (by path relative to the docs folder) that findings are shown for;
    None means all. `page` is what was built of the document; a build knows it once it has rendered it.
    `files` says which files there are. `similar` finds incidents like this one, where that is wanted.
    `silenced` is known once all other rules have been asked.
    """

    document: Postmortem
    incident: Incident
    archive: Archive
    resolver: Resolver
    template: Template
    settings: Settings
    today: date
    reported: Collection[str] | None = None
    page: BuiltPage | None = None
    files: KnownFiles = KnownFiles()
    silenced: Silenced = Silenced()
    similar: SimilarityIndex | None = None
    _memo: dict[str, Any] = field(default_factory=dict)

    def section(self, key: str) -> Section | None:
        """Return a section, or None where it is missing (which PM201 says, and nobody else)."""
        return self.document.by_key.get(key)

    def required(self, status: str) -> bool:
        """Say whether something required from `status` on is required of this document."""
        return self.template.is_required(status, self.document.status)

    def blocks(self, kind: type[_B]) -> list[_B]:
        """Return the document's blocks of one kind, in order, not to be changed by the caller."""
        by_kind: Any = self._memo.get("blocks by kind")
        if by_kind is None:
            by_kind = self._memo["blocks by kind"] = _by_kind(self.document.blocks)
        found: list[_B] = by_kind.get(kind, [])
        return found

    def runs(self, code: str) -> bool:
        """Say whether `select` and `ignore` leave a rule: what it would report, another need not."""
        named = RULES[code].is_named_by
        return named(self.settings.select) and not named(self.settings.ignore)

    def to_fill(self, fix: Fix | None) -> Fix | None:
        """Return a fix that leaves something to be filled in as it may be used: applied in a draft only.

        What is not filled in is an error in any other document, and so the fix is for an author at work.
        """
        return fix if fix is None or self.document.status == STATUSES[0] else replace(fix, safety=DISPLAY)

    @property
    def secrets(self) -> list[Secret]:
        """The credentials in the document, which nothing may print."""
        return self.once("secrets", lambda: find_secrets(self.document.source))

    @property
    def mask(self) -> Mask:
        """What takes the credentials out of a text."""
        return self.once("mask", lambda: Mask(self.secrets))

    def once(self, name: str, make: Callable[[], _T]) -> _T:
        """Return what several rules need to know, worked out the first time it is asked for."""
        memo = self._memo
        if name not in memo:
            memo[name] = make()
        known: _T = memo[name]
        return known


def _by_kind(blocks: Iterable[Block]) -> dict[type, list[Block]]:
    found: dict[type, list[Block]] = {}
    for block in blocks:
        found.setdefault(type(block), []).append(block)
    return found


Check = Callable[[Case], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, its name, its levels for draft, reviewed and closed documents, its check.

    The check's docstring is the rule's page: the first line says what it checks. `fixes` names the
    kinds of fixes it offers. A rule in `preview` runs only where that is asked for; one whose levels
    are all `off` only with a level of the site's own; one with an `option` says nothing without that.
    One that is about the `built` page runs once there is one.
    """

    code: str
    name: str
    levels: tuple[str, str, str]
    check: Check
    since: str
    fixes: tuple[str, ...] = ()
    preview: bool = False
    option: str | None = None
    built: bool = False

    @property
    def summary(self) -> str:
        """What the rule checks, in one line."""
        return self.text.split("\n", 1)[0]

    @property
    def text(self) -> str:
        """The rule's whole explanation, as Markdown."""
        return inspect.cleandoc(self.check.__doc__ or "")

    @property
    def url(self) -> str:
        """The address of the rule's documentation."""
        return f"{DOCUMENTATION}{self.code.lower()}/"

    def level(self, status: str) -> str:
        """Return the rule's level for a document of that status."""
        return self.levels[STATUSES.index(status)]

    def is_named_by(self, names: tuple[str, ...]) -> bool:
        """Say whether one of these codes, beginnings of codes or names means this rule."""
        return any(
            self.name == name or (name.startswith("PM") and self.code.startswith(name)) for name in names
        )


RULES: dict[str, Rule] = {}


def rule(
    code: str,
    name: str,
    levels: str,
    *,
    fixes: tuple[str, ...] = (),
    preview: bool = False,
    option: str | None = None,
    built: bool = False,
    since: str = "0.1.0",
) -> Callable[[Check], Check]:
    """Register a check as a rule. `levels` is `D/R/C`, each of E, W, I or -; see `Rule` for the rest."""

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"{code} is taken by {RULES[code].name}")
        draft, reviewed, closed = (_LETTERS[letter] for letter in levels.split("/"))
        RULES[code] = Rule(code, name, (draft, reviewed, closed), check, since, fixes, preview, option, built)
        return check

    return register


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding: what a rule found in a document, with its level there."""

    code: str
    name: str
    level: str
    message: str
    help: str
    span: Span
    url: str
    uri: str
    notes: tuple[tuple[Span, str], ...] = ()
    fix: Fix | None = None
    label: str = ""

    @property
    def path(self) -> str:
        """The path of the document, as it is shown."""
        return self.span.path

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Findings are shown by path, line, column and code."""
        return (self.span.path, self.span.line, self.span.column, self.code)
