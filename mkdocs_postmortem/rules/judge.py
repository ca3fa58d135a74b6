"""Judging an archive: every rule on every document, in one go."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from mkdocs_postmortem.archive import Archive, Resolver
from mkdocs_postmortem.rules.registry import LEVELS, RULES, STATUSES, Case, Diagnostic, Found, Rule
from mkdocs_postmortem.rules.words import did_you_mean, near
from mkdocs_postmortem.settings import Settings, SettingsError

# The only rules that a document which can't be read is asked about. A secret in it is one all the same.
_READING = ("PM0", "PM801")


def judge(archive: Archive, today: date, only: Collection[str] | None = None) -> list[Diagnostic]:
    """Return all findings in the archive, sorted by place.

    `only` names the documents (by path relative to the docs folder) to report on; they are judged
    against the whole archive all the same. `today` decides what is in the future; nothing that
    depends on it is an error.
    """
    resolver = Resolver(archive.incidents)
    settings = archive.settings
    rules = selected_rules(settings)
    by_status = {status: _with_level(rules, status) for status in STATUSES}
    found: list[Diagnostic] = []
    for incident in archive.incidents:
        if only is None or incident.uri in only:
            document = incident.document
            case = Case(document, incident, archive, resolver, archive.template, settings, today, only)
            found += _judge_one(case, by_status[document.status])
    found.sort(key=lambda diagnostic: diagnostic.sort_key)
    return found


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
        unknown = [name for name in names if not any(rule.is_named_by((name,)) for rule in RULES.values())]
        if unknown:
            candidates = [*RULES, *(rule.name for rule in RULES.values())]
            said = [
                f"there is no rule `{name}`{did_you_mean(near(name, candidates, 0.7))}" for name in unknown
            ]
            problems[option] = f"option `{option}`: " + "; ".join(said)
    if problems:
        raise SettingsError(problems)


def _with_level(rules: list[Rule], status: str) -> list[tuple[Rule, str]]:
    """Return the rules that apply at a status, each with its level."""
    return [(rule, level) for rule in rules if (level := rule.level(status)) != "off"]


def _judge_one(case: Case, rules: list[tuple[Rule, str]]) -> Iterable[Diagnostic]:
    if case.document.broken:
        rules = [(rule, level) for rule, level in rules if rule.is_named_by(_READING)]
    for rule, level in rules:
        for found in rule.check(case):
            yield _diagnostic(case, rule, found, level)


def _diagnostic(case: Case, rule: Rule, found: Found, level: str) -> Diagnostic:
    message, help_text, note = found.message, found.help, None
    if found.note is not None:
        place, text = found.note
        note = (place.span, case.mask(text))
    if case.secrets:
        message, help_text = case.mask(message), case.mask(help_text)
    return Diagnostic(
        rule.code,
        rule.name,
        found.level or level,
        message,
        help_text,
        found.at.span,
        rule.url,
        case.incident.uri,
        note,
    )


def reaches(diagnostics: Iterable[Diagnostic], fail_on: str) -> bool:
    """Say whether any finding is at or above the level that fails a run."""
    if fail_on == "never":
        return False
    limit = LEVELS.index(fail_on)
    return any(LEVELS.index(diagnostic.level) <= limit for diagnostic in diagnostics)
