"""PM605, PM606: who is to do it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from mkdocs_postmortem.rules.actions import filled, name_of
from mkdocs_postmortem.rules.fixes import UNSAFE, replace
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.values import is_blank
from mkdocs_postmortem.rules.words import did_you_mean, listing, misspelt, quote
from mkdocs_postmortem.template import plain

# So many allowed names are said in full.
_FEW = 10


@rule("PM605", "unknown-owner", "W/E/E", fixes=("unsafe",), option="owners")
def unknown_owner(case: Case) -> Iterator[Found]:
    """An owner is one of the people and teams in the option `owners`.

    Off until the option is set. Case and the `@` of a handle do not matter; a note in parentheses is
    no part of the name.
    """
    known = _known(case.settings.owners)
    if not known:
        return
    for item in filled(case):
        if item.owner is None or is_blank(case, item.owner) or case.document.unfilled(item.owner):
            continue
        for owner in item.owners:
            if plain(owner.text) in known:
                continue
            guess = misspelt(owner.text, case.settings.owners)
            few = len(case.settings.owners) <= _FEW
            allowed = f"one of {listing(case.settings.owners)}" if few else "a name in the option `owners`"
            yield Found(
                owner,
                f"Owner {quote(owner)} is unknown{did_you_mean(guess)}",
                f"write `{guess}`" if guess else f"write {allowed}, or add the name there",
                fix=replace(owner, guess, UNSAFE) if guess else None,
            )


@lru_cache(maxsize=16)
def _known(owners: tuple[str, ...]) -> Mapping[str, str]:
    return {plain(owner): owner for owner in owners}


@rule("PM606", "several-owners", "I/I/I")
def several_owners(case: Case) -> Iterator[Found]:
    """An item has one owner: what belongs to two people is easily left to the other.

    Names are parted by a comma, a semicolon, `and`, `&`, `+`, or a slash between blanks.

    False positives: a team whose name has such a sign in it. Write it without, or ignore the rule.
    """
    for item in filled(case):
        if item.owner is None or case.document.unfilled(item.owner):
            continue
        owners = item.owners
        if len(owners) > 1 and not item.dropped:
            yield Found(
                item.owner,
                f"{name_of(case, item)} has {len(owners)} owners; one person should be accountable",
                "name the one who answers for it first, and the others in parentheses",
            )
