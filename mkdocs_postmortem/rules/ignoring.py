"""PM010 to PM012: what is said to be ignored. The silencing itself is in `silencing`."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.document.ignores import PROBLEM, Ignore
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.fixes import SAFE, UNSAFE, Edit, Fix, remove_lines, replace
from mkdocs_postmortem.rules.registry import RULES, Case, Found, Unused, rule
from mkdocs_postmortem.rules.tables import cut_tables
from mkdocs_postmortem.rules.words import did_you_mean, near, quote


@rule("PM010", "unknown-rule-in-ignore", "W/W/W", fixes=("safe", "unsafe"))
def unknown_rule_in_ignore(case: Case) -> Iterator[Found]:
    """What is to be ignored is a rule: its code, the beginning of one, or its name.

    `<!-- pm: ignore -->` without rules ignores nothing: it would also hide what nobody has seen yet. The
    same goes for front matter (`postmortem: {ignore: [PM405]}`) and the entries of a baseline. In the
    options of the site an unknown rule is an error that ends the run.
    """
    for problem in case.document.problems:
        if problem.kind == PROBLEM:
            yield Found(problem.at, problem.message, problem.help)
    for ignore in case.document.ignores:
        for name in ignore.names:
            if not _is_known(name.text):
                yield _unknown(name, name.text)
    for place, code in case.silenced.unknown:
        help_text = "run `postmortem check --prune-baseline`, and commit the file"
        yield Found(place, f"Unknown rule {quote(code)} in the baseline", help_text)


def _is_known(name: str) -> bool:
    return any(rule.is_named_by((name,)) for rule in RULES.values())


# Letters that are typed, or read, for the digits of a code.
_LOOK_ALIKES = str.maketrans("OIL", "011")


def _unknown(at: Text, name: str) -> Found:
    meant = name.upper().translate(_LOOK_ALIKES)
    certain = meant in RULES
    if not certain:
        names = list(RULES) if name[:2].upper() == "PM" else [rule.name for rule in RULES.values()]
        meant = near(name, names, 0.7) or ""
    return Found(
        at,
        f"Unknown rule {quote(name)}{did_you_mean(meant or None)}",
        f"write `{meant}`" if meant else "name one that `postmortem rule` lists, or remove it",
        fix=replace(at, meant, SAFE if certain else UNSAFE) if meant else None,
    )


@rule("PM011", "unused-ignore", "I/W/W", fixes=("safe",))
def unused_ignore(case: Case) -> Iterator[Found]:
    """What is ignored occurs: a comment or entry that silences nothing is taken out.

    Left in place, it would silence the next mistake of its kind. A rule that did not run (another status,
    `select`, `preview`, off) is not held against the comment. Globs of the option `per_file` are looked
    at in a run over the whole archive, and shown where they stand in the configuration; for the baseline
    there is PM902.
    """
    if not case.silenced.unused:
        return
    between = {comment.start for _, comment, _ in cut_tables(case.document.blocks)}
    for unused in case.silenced.unused:
        name = unused.at.text
        if unused.ignore.whole.start in between:
            continue  # what stands between rows has no row to belong to: PM013
        if name in ("PM801", RULES["PM801"].name):
            yield Found(
                unused.at,
                f"{quote(name)} is not ignored in a whole document: a secret is, where it stands",
                "write `<!-- pm: ignore[PM801] why -->` on its line",
            )
        elif unused.ignore.origin == "comment":
            where = "here" if unused.ignore.lines else "in this document"
            what = "the comment" if len(unused.ignore.names) == 1 else f"`{name}` from the comment"
            yield Found(
                unused.at, f"{quote(name)} does not occur {where}", f"remove {what}", fix=_without(unused)
            )
        else:
            yield Found(
                unused.at,
                f"{quote(name)} does not occur in this document",
                f"take `{name}` out of front matter",
            )


def _without(unused: Unused) -> Fix:
    """Return the fix that takes a name out of a comment, or the comment out of the document."""
    at, ignore = unused
    source, text = at.source, at.source.text
    if len(ignore.names) > 1:
        start, end = at.start, at.end
        number = [name.start for name in ignore.names].index(start)
        if number + 1 < len(ignore.names):
            end = ignore.names[number + 1].start
        else:
            start = ignore.names[number - 1].end
        return Fix(f"remove `{at}` from the comment", (Edit(Text(source, start, end), ""),))
    whole = ignore.whole
    start = text.rfind("\n", 0, whole.start) + 1
    end = text.find("\n", whole.end)
    end = len(text) if end == -1 else end
    if not text[start : whole.start].strip() and not text[whole.end : end].strip():
        return remove_lines(whole, "remove the comment")
    start, end = whole.start, whole.end
    if text[:start].rstrip(" \t").endswith("\n") or start == 0:
        end += len(text[end:]) - len(text[end:].lstrip(" \t"))  # what follows begins the line
    else:
        start = len(text[:start].rstrip(" \t"))
    return Fix("remove the comment", (Edit(Text(source, start, end), ""),))


@rule("PM012", "ignore-without-reason", "-/-/-")
def ignore_without_reason(case: Case) -> Iterator[Found]:
    """Whoever ignores a rule says why: `<!-- pm: ignore[PM604] the team was dissolved -->`.

    In front matter the reason stands behind the rule: `postmortem: {ignore: {PM405: nobody was affected}}`.
    Off by default; switch it on with `levels: {PM012: warning}`.
    """
    for ignore in case.document.ignores:
        if ignore.reason is None:
            named = ", ".join(name.text for name in ignore.names)
            yield Found(
                ignore.names[0], f"{quote(ignore.names[0])} is ignored without a reason", _why(ignore, named)
            )


def _why(ignore: Ignore, named: str) -> str:
    if ignore.origin == "comment":
        return f"say why behind the brackets: `[{named}] reason`"
    return f"say why: `postmortem: {{ignore: {{{named}: reason}}}}`"
