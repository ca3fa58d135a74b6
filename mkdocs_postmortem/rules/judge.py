"""Judging an archive: every rule on every document, in one go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from mkdocs_postmortem.archive import Archive, Resolver
from mkdocs_postmortem.option_types import LEVELS, STATUSES
from mkdocs_postmortem.rules.page_shape import BuiltPage
from mkdocs_postmortem.rules.registry import RULES, Case, Diagnostic, Found, KnownFiles, Rule
from mkdocs_postmortem.rules.words import did_you_mean, near
from mkdocs_postmortem.settings import Settings, SettingsError

# The only rules that a document which can't be read is asked about. A secret in it is one all the same.
_READING = ("PM0", "PM801")


def judge(
    archive: Archive,
    today: date,
    only: Collection[str] | None = None,
    built: Mapping[str, BuiltPage] | None = None,
    files: KnownFiles | None = None,
) -> list[Diagnostic]:
    """Return all findings in the archive, sorted by place.

    `only` names the documents (by path relative to the docs folder) to report on; they are judged
    against the whole archive all the same. `today` decides what is in the future; nothing that
    depends on it is an error. With `built`, the pages of documents by the same paths, only the rules
    about these are asked. `files` says which files documents may link to and name; without it nothing
    is said of them.
    """
    files = files or KnownFiles()
    resolver = Resolver(archive.incidents)
    settings = archive.settings
    rules = [rule for rule in selected_rules(settings) if rule.built == (built is not None)]
    by_status = {status: _with_level(rules, status, settings) for status in STATUSES}
    found: list[Diagnostic] = []
    for incident in archive.incidents:
        page = built.get(incident.uri) if built is not None else None
        if (only is None or incident.uri in only) and (built is None or page is not None):
            document = incident.document
            case = Case(
                document, incident, archive, resolver, archive.template, settings, today, only, page, files
            )
            found += _judge_one(case, by_status[document.status])
    found.sort(key=lambda diagnostic: diagnostic.sort_key)
    return found


def selected_rules(settings: Settings) -> list[Rule]:
    """Return the rules that `select`, `ignore` and `preview` leave, by code."""
    return [
        rule
        for _, rule in sorted(RULES.items())
        if (settings.preview or not rule.preview)
        and rule.is_named_by(settings.select)
        and not rule.is_named_by(settings.ignore)
    ]


def level_of(rule: Rule, status: str, settings: Settings) -> tuple[str, bool]:
    """Return a rule's level at a status, and whether the site has set it; the longest name counts."""
    best = ""
    level = None
    for name, by_status in settings.levels:
        given = dict(by_status).get(status)
        if given is not None and rule.is_named_by((name,)):
            # A rule's own name is as exact as its code.
            rank = name if name.startswith("PM") else rule.code
            if len(rank) >= len(best):
                best, level = rank, given
    return (rule.level(status), False) if level is None else (level, True)


def check_codes(settings: Settings) -> None:
    """Raise SettingsError where `select` or `ignore` names something that means no rule."""
    problems = {}
    named = (
        ("select", settings.select),
        ("ignore", settings.ignore),
        ("levels", tuple(name for name, _ in settings.levels)),
    )
    for option, names in named:
        unknown = [name for name in names if not any(rule.is_named_by((name,)) for rule in RULES.values())]
        if unknown:
            candidates = [*RULES, *(rule.name for rule in RULES.values())]
            said = [
                f"there is no rule `{name}`{did_you_mean(near(name, candidates, 0.7))}" for name in unknown
            ]
            problems[option] = f"option `{option}`: " + "; ".join(said)
    if problems:
        raise SettingsError(problems)


# A rule that applies at a status, its level there, and whether the site has set that.
_Applied = tuple[Rule, str, bool]


def _with_level(rules: list[Rule], status: str, settings: Settings) -> list[_Applied]:
    """Return the rules that apply at a status."""
    applied = ((rule, *level_of(rule, status, settings)) for rule in rules)
    return [(rule, level, is_set) for rule, level, is_set in applied if level != "off"]


def _judge_one(case: Case, rules: list[_Applied]) -> Iterable[Diagnostic]:
    if case.document.broken:
        rules = [applied for applied in rules if applied[0].is_named_by(_READING)]
    for rule, level, is_set in rules:
        for found in rule.check(case):
            own = found.level or level
            # What the rule itself finds less grave stays so, but no graver than the site wants it.
            yield _diagnostic(case, rule, found, max(own, level, key=LEVELS.index) if is_set else own)


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
        level,
        message,
        help_text,
        found.at.span,
        rule.url,
        case.incident.uri,
        note,
        found.fix,
    )


def reaches(diagnostics: Iterable[Diagnostic], fail_on: str) -> bool:
    """Say whether any finding is at or above the level that fails a run."""
    if fail_on == "never":
        return False
    limit = LEVELS.index(fail_on)
    return any(LEVELS.index(diagnostic.level) <= limit for diagnostic in diagnostics)
