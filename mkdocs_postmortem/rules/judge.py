"""Judging an archive: every rule on every document, in one go."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from mkdocs_postmortem.archive import Archive, Incident, Resolver
from mkdocs_postmortem.document.source import Span, Text
from mkdocs_postmortem.rules.registry import LEVELS, RULES, Case, Diagnostic, Found, Rule
from mkdocs_postmortem.rules.words import did_you_mean, near
from mkdocs_postmortem.settings import Settings, SettingsError

# The only rules that a document which can't be read is asked about.
_READING = ("PM0",)


def judge(archive: Archive, today: date, only: Collection[str] | None = None) -> list[Diagnostic]:
    """Return all findings in the archive, sorted by place.

    `only` names the documents (by path relative to the docs folder) to report on; they are judged
    against the whole archive all the same. `today` decides what is in the future; nothing that
    depends on it is an error.
    """
    resolver = Resolver(archive.incidents)
    rules = selected_rules(archive.settings)
    found: list[Diagnostic] = []
    for incident in archive.incidents:
        if only is None or incident.uri in only:
            case = Case(
                incident.document, incident, archive, resolver, archive.template, archive.settings, today
            )
            found += _judge_one(case, incident, rules)
    return sorted(found, key=lambda diagnostic: diagnostic.sort_key)


def selected_rules(settings: Settings) -> list[Rule]:
    """Return the rules that `select` and `ignore` leave, by code."""
    return [
        RULES[code]
        for code in sorted(RULES)
        if RULES[code].is_named_by(settings.select) and not RULES[code].is_named_by(settings.ignore)
    ]


def check_codes(settings: Settings) -> None:
    """Raise SettingsError where `select` or `ignore` names something that means no rule."""
    problems = {}
    for option, names in (("select", settings.select), ("ignore", settings.ignore)):
        for name in names:
            if not any(rule.is_named_by((name,)) for rule in RULES.values()):
                guess = near(name, [*RULES, *(rule.name for rule in RULES.values())], 0.7)
                problems[option] = f"option `{option}`: there is no rule `{name}`{did_you_mean(guess)}"
    if problems:
        raise SettingsError(problems)


def _judge_one(case: Case, incident: Incident, rules: list[Rule]) -> Iterable[Diagnostic]:
    status = case.document.status
    for rule in rules:
        level = rule.level(status)
        if level == "off" or (case.document.broken and not rule.is_named_by(_READING)):
            continue
        for found in rule.check(case):
            yield _diagnostic(rule, found, found.level or level, incident.uri)


def _diagnostic(rule: Rule, found: Found, level: str, uri: str) -> Diagnostic:
    note = None
    if found.note is not None:
        place, text = found.note
        note = (place.span, text)
    return Diagnostic(
        rule.code, rule.name, level, found.message, found.help, _visible(found.at), rule.url, uri, note
    )


def _visible(text: Text) -> Span:
    """Return the span of a piece; an empty one keeps its place."""
    return text.span


def reaches(diagnostics: Iterable[Diagnostic], fail_on: str) -> bool:
    """Say whether any finding is at or above the level that fails a run."""
    if fail_on == "never":
        return False
    limit = LEVELS.index(fail_on)
    return any(LEVELS.index(diagnostic.level) <= limit for diagnostic in diagnostics)
