"""Which findings are left out: by comments and front matter of a document, by globs, by age.

What is silenced is worked out on findings, behind the rules, so that no rule knows of it; and what
silences nothing is found out here too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from mkdocs_postmortem.archive import Incident
from mkdocs_postmortem.archive.selection import is_named
from mkdocs_postmortem.document.ignores import Ignore
from mkdocs_postmortem.document.source import Source, Text
from mkdocs_postmortem.option_types import LEVELS
from mkdocs_postmortem.rules.registry import RULES, Case, Diagnostic, Rule, Unused
from mkdocs_postmortem.settings import Settings

# A secret is silenced only by its own name, where it stands, or in the baseline.
IN_PLACE = "PM801"
# What says that something is silenced wrongly. To silence that is never reported as of no use.
ABOUT_SILENCING = ("PM010", "PM011", "PM012")

# The rules that are asked about what is left of the findings of all others.
UNUSED, STALE = LATE = ("PM011", "PM902")

Glob = tuple[str, str]


@dataclass(slots=True)
class _Mute:
    """One name in an ignore, or behind a glob: what it means, and whether it was of use."""

    name: str
    codes: frozenset[str]
    ignore: Ignore | None = None
    at: Text | None = None
    glob: Glob | None = None
    used: bool = False

    def silences(self, diagnostic: Diagnostic) -> bool:
        """Say whether a finding is silenced by this."""
        if diagnostic.code not in self.codes:
            return False
        if diagnostic.code == IN_PLACE and not (
            self.name in (IN_PLACE, diagnostic.name) and self._is_in_place()
        ):
            return False
        span = diagnostic.span
        return self.ignore is None or self.ignore.covers(span.line, span.end_line)

    def _names_secrets(self) -> bool:
        return self.name in (IN_PLACE, RULES[IN_PLACE].name)

    def _is_in_place(self) -> bool:
        return self.ignore is not None and self.ignore.lines is not None

    def is_wide_of_secrets(self) -> bool:
        """Say whether this names secrets where that is of no effect."""
        return self._names_secrets() and not self._is_in_place()

    def is_useless(self, ran: Collection[str]) -> bool:
        """Say whether this silenced nothing although every rule it means was asked.

        Rules that run nowhere by themselves (in preview, off) do not count where others are meant too.
        """
        if self.used or not self.codes or self.codes <= set(ABOUT_SILENCING):
            return False
        asked = frozenset(code for code in self.codes if _runs_by_itself(RULES[code])) or self.codes
        return all(code in ran for code in asked)


def _runs_by_itself(rule: Rule) -> bool:
    return not (rule.preview or rule.built or rule.option) and set(rule.levels) != {"off"}


class Silencing:
    """What one document's findings are silenced by. `ran` are the codes of the rules it was asked."""

    def __init__(self, case: Case, ran: Collection[str]) -> None:
        self._ran = ran
        self._mutes = [
            _Mute(name.text, _codes(name.text), ignore=ignore, at=name)
            for ignore in case.document.ignores
            for name in ignore.names
        ]
        self._mutes += [
            _Mute(name, _codes(name), glob=(pattern, name))
            for pattern, names in case.settings.per_file
            if is_named(case.incident.uri, pattern, case.settings)
            for name in names
        ]

    def __bool__(self) -> bool:
        return bool(self._mutes)

    def left(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the findings that nothing silences."""
        left = []
        for diagnostic in found:
            silencing = [mute for mute in self._mutes if mute.silences(diagnostic)]
            for mute in silencing:
                mute.used = True
            if not silencing:
                left.append(diagnostic)
        return left

    def unused(self) -> tuple[Unused, ...]:
        """Return the names in comments and front matter that silence nothing, in order."""
        found = []
        for mute in self._mutes:
            if mute.ignore is None or mute.at is None:
                continue
            if mute.is_wide_of_secrets() or mute.is_useless(self._ran):
                found.append(Unused(mute.at, mute.ignore))
        return tuple(found)

    def globs(self) -> Iterator[tuple[Glob, bool]]:
        """Yield the globs that name the document, and whether each was of no use on it."""
        for mute in self._mutes:
            if mute.glob is not None:
                yield mute.glob, mute.is_useless(self._ran)


def _codes(name: str) -> frozenset[str]:
    return frozenset(code for code, rule in RULES.items() if rule.is_named_by((name,)))


def unused_globs(settings: Settings, seen: dict[Glob, bool]) -> list[tuple[str, str]]:
    """Return the globs of `per_file` that silence nothing, each with what to say about it.

    `seen` holds the globs that named a document, and whether each was of no use on all that it named.
    """
    found = []
    for pattern, names in settings.per_file:
        if all((pattern, name) not in seen for name in names):
            found.append((pattern, f"`per_file`: no postmortem is called `{pattern}`"))
            continue
        found += [
            (pattern, f"`per_file`: {name} does not occur in `{pattern}`")
            for name in names
            if seen.get((pattern, name))
        ]
    return found


def place_of(pattern: str, config: Source) -> Text:
    """Return where a glob stands in the text of the configuration, else its beginning."""
    at = config.text.find(pattern)
    return Text(config, at, at + len(pattern)) if at >= 0 else Text(config, 0, 0)


def at_most(level: str, limit: str) -> str:
    """Return a level, or the limit where that is less grave."""
    return max(level, limit, key=LEVELS.index)


def limit_of(incident: Incident, settings: Settings) -> str:
    """Return the gravest level that findings in an incident may have: `legacy` lowers that of old ones."""
    legacy = settings.legacy
    if legacy is None or incident.date is None or incident.date >= legacy.before:
        return LEVELS[0]
    return legacy.max_level


def only_changed(diagnostics: Iterable[Diagnostic], changed: Collection[str]) -> list[Diagnostic]:
    """Return findings, those in files that have not changed lowered to info. `changed` are paths as shown."""
    return [
        each if each.path in changed else replace(each, level=at_most(each.level, "info"))
        for each in diagnostics
    ]
