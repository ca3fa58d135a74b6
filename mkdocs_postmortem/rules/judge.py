"""Judging an archive: every rule on every document, in one go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive, Incident, Resolver
from mkdocs_postmortem.archive.similarity import similarity
from mkdocs_postmortem.aside import in_two
from mkdocs_postmortem.document.source import Source
from mkdocs_postmortem.option_types import LEVELS, STATUSES
from mkdocs_postmortem.rules.archive import is_unrecognised
from mkdocs_postmortem.rules.baseline import Baseline, Known
from mkdocs_postmortem.rules.cascades import without_cascades
from mkdocs_postmortem.rules.page_shape import BuiltPage
from mkdocs_postmortem.rules.registry import RULES, Case, Diagnostic, Found, KnownFiles, Rule, Silenced
from mkdocs_postmortem.rules.silencing import (
    IN_PLACE,
    LATE,
    STALE,
    UNUSED,
    Glob,
    Silencing,
    at_most,
    limit_of,
    place_of,
    unused_globs,
)
from mkdocs_postmortem.rules.words import did_you_mean, near
from mkdocs_postmortem.settings import Settings, SettingsError

# The only rules that a document which can't be read is asked about. A secret in it is one all the same.
_READING = ("PM0", "PM801")
# The rules that say nothing where the door does not know of files, and what they ask it.
_ASKING = {"PM709": "linked", "PM711": "in_project"}
# The rules that say nothing, or not all, unless incidents are compared.
_COMPARING = frozenset(("PM713", "PM714"))
# Fewer documents are judged before a second process has begun.
_WORTH_IT = 64
# Those that a file is asked about in which nothing is of a postmortem.
_ANY_FILE = ("PM0", "PM21", "PM8", "PM905")


def judge(
    archive: Archive,
    today: date,
    only: Collection[str] | None = None,
    built: Mapping[str, BuiltPage] | None = None,
    files: KnownFiles | None = None,
    *,
    baseline: Baseline | None = None,
    config: Source | None = None,
    similar: bool = False,
) -> list[Diagnostic]:
    """Return all findings in the archive that nothing silences, sorted by place.

    `only` names the documents (by path relative to the docs folder) to report on; they are judged
    against the whole archive all the same. `today` decides what is in the future; nothing that
    depends on it is an error. With `built`, the pages of documents by the same paths, only the rules
    about these are asked. `files` says which files documents may link to and name; without it nothing
    is said of them. Findings in the `baseline` are left out. `config` is the file that the settings come
    from: what is wrong with one of them is shown there. With `similar` incidents are also compared with
    each other, which takes longer than all other rules.
    """
    files = files or KnownFiles()
    resolver = Resolver(archive.incidents)
    settings = archive.settings
    rules = [rule for rule in selected_rules(settings) if rule.built == (built is not None)]
    by_status = {status: _with_level(rules, status, archive) for status in STATUSES}
    wants = similar and built is None and any(rule.code in _COMPARING for rule in rules)
    index = similarity(archive) if wants else None
    known = Known(baseline, archive, only) if baseline is not None and built is None else None

    def judged(incident: Incident) -> _Judged:
        document = incident.document
        case = Case(
            *(document, incident, archive, resolver, archive.template, settings, today),
            reported=only,
            page=built.get(incident.uri) if built is not None else None,
            files=files,
            similar=index,
        )
        return _judge_one(case, by_status[document.status], known)

    asked = [
        incident
        for incident in archive.incidents
        if (only is None or incident.uri in only) and (built is None or incident.uri in built)
    ]
    found: list[Diagnostic] = []
    globs: dict[Glob, bool] = {}
    # What is asked of built pages is soon answered.
    all_judged = _all_judged(asked, judged, archive) if built is None else map(judged, asked)
    for each in all_judged:
        found += each.found
        for glob, is_useless in each.globs:
            globs[glob] = globs.get(glob, True) and is_useless
    if config is not None and only is None and built is None:
        found += _about_globs(by_status["reviewed"], settings, globs, config)
    found.sort(key=_sort_key)
    return found


def _sort_key(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    return diagnostic.sort_key


def selected_rules(settings: Settings) -> list[Rule]:
    """Return the rules that `select`, `ignore` and `preview` leave, by code."""
    return [
        rule
        for _, rule in sorted(RULES.items())
        if (settings.preview or not rule.preview)
        and rule.is_named_by(settings.select)
        and not _is_ignored(rule, settings)
    ]


def _is_ignored(rule: Rule, settings: Settings) -> bool:
    """Say whether `ignore` names a rule; that about secrets only by its own code or name."""
    if rule.code == IN_PLACE:
        return rule.code in settings.ignore or rule.name in settings.ignore
    return rule.is_named_by(settings.ignore)


def level_of(
    rule: Rule, status: str, settings: Settings, mentioned: tuple[str, ...] = ()
) -> tuple[str, bool]:
    """Return a rule's level at a status, and whether it is also the gravest of any finding.

    It is where the site has set it (the longest name counts), and for the rules in `mentioned`, which
    are informational where it has not.
    """
    best = ""
    level = None
    for name, by_status in settings.levels:
        given = dict(by_status).get(status)
        if given is not None and rule.is_named_by((name,)):
            # A rule's own name is as exact as its code.
            rank = name if name.startswith("PM") else rule.code
            if rule.code == IN_PLACE and given == LEVELS[-1] and rank != rule.code:
                continue  # a secret is not left out along with other rules
            if len(rank) >= len(best):
                best, level = rank, given
    if level is not None:
        return level, True
    own = rule.level(status)
    return (at_most(own, "info"), True) if rule.code in mentioned else (own, False)


def _meant(name: str) -> str | None:
    """Return the rule that an unknown name probably means: the same in capitals, or one called nearly so."""
    if any(rule.is_named_by((name.upper(),)) for rule in RULES.values()):
        return name.upper()
    return near(name, [*RULES, *(rule.name for rule in RULES.values())], 0.7)


def check_codes(settings: Settings) -> None:
    """Raise SettingsError where an option names something that means no rule, or one it can't silence."""
    problems = {}
    named = (
        ("select", settings.select),
        ("ignore", settings.ignore),
        ("per_file", tuple(name for _, names in settings.per_file for name in names)),
        ("levels", tuple(name for name, _ in settings.levels)),
    )
    for option, names in named:
        unknown = [name for name in names if not any(rule.is_named_by((name,)) for rule in RULES.values())]
        if unknown:
            said = [f"there is no rule `{name}`{did_you_mean(_meant(name))}" for name in unknown]
            problems[option] = f"option `{option}`: " + "; ".join(said)
    secret = (IN_PLACE, RULES[IN_PLACE].name)
    if any(name in secret for _, names in settings.per_file for name in names):
        problems["per_file"] = (
            f"option `per_file`: {IN_PLACE} is ignored only where the secret stands, by "
            f"`<!-- pm: ignore[{IN_PLACE}] why -->`"
        )
    if problems:
        raise SettingsError(problems)


# A rule that applies at a status, its level there, and whether the site has set that.
_Applied = tuple[Rule, str, bool]


class _Rules(NamedTuple):
    """The rules that apply at a status; `late` are those about what the others found, by code."""

    normal: list[_Applied]
    late: dict[str, list[_Applied]]


def _with_level(rules: list[Rule], status: str, archive: Archive) -> _Rules:
    """Return the rules that apply at a status."""
    mentioned = archive.template.mentioned
    applied = [(rule, *level_of(rule, status, archive.settings, mentioned)) for rule in rules]
    applied = [each for each in applied if each[1] != "off"]
    return _Rules(
        [each for each in applied if each[0].code not in LATE],
        {code: [each for each in applied if each[0].code == code] for code in LATE},
    )


class _Judged(NamedTuple):
    """The findings in one document, and whether each of the globs that name it was of no use on it."""

    found: list[Diagnostic]
    globs: tuple[tuple[Glob, bool], ...] = ()


def _all_judged(
    asked: Sequence[Incident], judged: Callable[[Incident], _Judged], archive: Archive
) -> list[_Judged]:
    """Return the judgement on incidents, in their order; by two processes where that is faster."""
    if len(asked) < _WORTH_IT:
        return [judged(incident) for incident in asked]
    # A finding's fix is known by the very text that it changes.
    return in_two(asked, judged, [incident.document.source for incident in archive.incidents])


def _judge_one(case: Case, rules: _Rules, known: Known | None) -> _Judged:
    """Return the findings in one document."""
    normal = rules.normal
    if case.document.broken:
        normal = [applied for applied in normal if applied[0].is_named_by(_READING)]
    elif is_unrecognised(case):
        normal = [applied for applied in normal if applied[0].is_named_by(_ANY_FILE)]
    if known is not None:
        case = replace(case, silenced=Silenced(unknown=known.unknown(case.incident)))
    limit = limit_of(case.incident, case.settings)
    globs: tuple[tuple[Glob, bool], ...] = ()
    found = _ask(case, normal, limit)
    if case.document.ignores or case.settings.per_file:
        silencing = Silencing(case, _ran(case, normal))
        found = silencing.left(found)
        case = replace(case, silenced=replace(case.silenced, unused=silencing.unused()))
        found += silencing.left(_ask(case, rules.late[UNUSED], limit))
        globs = tuple(silencing.globs())
    if found:
        found = without_cascades(case, found, frozenset(rule.code for rule, _, is_set in normal if is_set))
    if known is not None:
        found.sort(key=_sort_key)
        found, stale = known.left(case.incident, found, _ran(case, normal))
        found += _ask(replace(case, silenced=Silenced(stale=stale)), rules.late[STALE], limit)
    if limit == "off":
        found = [each for each in found if each.level != "off"]
    return _Judged(found, globs)


def _ran(case: Case, rules: list[_Applied]) -> set[str]:
    """Return the codes of the rules that had something to say, or could have had."""
    able = {rule.code for rule, _, _ in rules if not rule.option or getattr(case.settings, rule.option)}
    able -= {code for code, question in _ASKING.items() if getattr(case.files, question) is None}
    return able if case.similar is not None else able - _COMPARING


def _ask(case: Case, rules: list[_Applied], limit: str) -> list[Diagnostic]:
    """Return what rules find in a document, none of it graver than a limit but for secrets."""
    diagnostics = []
    for rule, level, is_set in rules:
        for found in rule.check(case):
            highest = LEVELS[0] if rule.code == IN_PLACE else limit
            own = found.level or level
            # What the rule itself finds less grave stays so, but no graver than the site wants it.
            own = at_most(own, level) if is_set else own
            diagnostics.append(_diagnostic(case, rule, found, at_most(own, highest)))
    return diagnostics


def _about_globs(
    rules: _Rules, settings: Settings, globs: dict[Glob, bool], config: Source
) -> Iterator[Diagnostic]:
    """Yield a finding for each glob in the configuration that silences nothing."""
    for rule, level, _ in rules.late[UNUSED]:
        for pattern, message in unused_globs(settings, globs):
            span = place_of(pattern, config).span
            help_text = "take it out of the option `per_file`"
            yield Diagnostic(rule.code, rule.name, level, message, help_text, span, rule.url, "")


def _diagnostic(case: Case, rule: Rule, found: Found, level: str) -> Diagnostic:
    message, help_text, label = found.message, found.help, found.label
    if case.secrets:
        message, help_text, label = case.mask(message), case.mask(help_text), case.mask(label)
    return Diagnostic(
        rule.code,
        rule.name,
        level,
        message,
        help_text,
        found.at.span,
        rule.url,
        case.incident.uri,
        tuple((place.span, case.mask(text)) for place, text in found.notes),
        found.fix,
        label,
    )


def reaches(diagnostics: Iterable[Diagnostic], fail_on: str) -> bool:
    """Say whether any finding is at or above the level that fails a run."""
    if fail_on == "never":
        return False
    limit = LEVELS.index(fail_on)
    return any(LEVELS.index(diagnostic.level) <= limit for diagnostic in diagnostics)
