"""PM618 to PM620: the document's status, held against its items."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.document.model import ActionItem
from mkdocs_postmortem.rules.actions import filled, is_open, name_of
from mkdocs_postmortem.rules.fixes import UNSAFE, replace
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.values import is_blank, unasked
from mkdocs_postmortem.rules.words import count, listing, quote


@rule("PM618", "closed-with-open-high", "-/-/E")
def closed_with_open_high(case: Case) -> Iterator[Found]:
    """A closed document has no open item of priority P0 or P1."""
    for item in filled(case):
        if not _is_high(case, item) or not is_open(item):
            continue
        if item.status is None or item.status.name is None or item.priority is None:
            continue  # PM611 says so; whether it is open is not known
        what = f"{name_of(case, item).lower()} ({item.priority.name})"
        yield Found(
            item.status.text,
            f"Document is closed but {what} is {quote(item.status.text)}",
            f"finish the item, or set the document's status back to `{case.template.status('reviewed')}`",
        )


@rule("PM619", "closed-with-open-low", "-/-/W")
def closed_with_open_low(case: Case) -> Iterator[Found]:
    """A closed document has no open item of a lower priority, or of none.

    One finding names them all. An archive that closes documents while small things are left to do
    sets `levels: {PM619: off}`.
    """
    low = [item for item in filled(case) if _is_low(case, item) and is_open(item)]
    statuses = [item.status.text for item in low if item.status is not None]
    if not statuses:
        return
    named = listing(
        name_of(case, item).removeprefix("Item ")
        + (f" ({item.priority.name})" if item.priority is not None and item.priority.name else "")
        for item in low
    )
    yield Found(
        statuses[0],
        f"Document is closed with {count(len(low), 'open item')}: {named}",
        f"finish what is open, or set the document's status back to `{case.template.status('reviewed')}`",
    )


def _is_high(case: Case, item: ActionItem) -> bool:
    name = item.priority.name if item.priority is not None else None
    return name is not None and case.template.vocabularies["priority"].term(name).high


def _is_low(case: Case, item: ActionItem) -> bool:
    """Say whether an item states that it is open (a list states nothing), and is of no high priority."""
    return not _is_high(case, item) and item.status is not None and item.status.name is not None


@rule("PM620", "could-be-closed", "-/I/I", fixes=("unsafe",))
def could_be_closed(case: Case) -> Iterator[Found]:
    """A document whose items are all done is closed. Only one that says it is reviewed is looked at.

    Where the template does not ask for a status, nothing is said.
    """
    document = case.document
    if unasked(case, "status"):
        return
    stated = document.status_choice
    items = document.actions
    if stated is None or stated.name is None or not items or not all(map(_is_done, items)):
        return
    if document.status != "reviewed":
        return
    if any(document.unfilled(item.action) or is_blank(case, item.action) for item in items):
        return
    dropped = sum(item.dropped for item in items)
    if dropped == len(items):
        return
    all_of = f"All {len(items)} items are" if len(items) > 1 else "The only item is"
    said = "done or dropped" if dropped else "done"
    closed = case.template.status("closed")
    yield Found(
        stated.text,
        f"{all_of} {said}; the status can become `{closed}`",
        f"write `{closed}`",
        fix=replace(stated.text, closed, UNSAFE) if _may_be_closed(case) else None,
    )


def _may_be_closed(case: Case) -> bool:
    """Say whether the timeline has every moment that a closed document is asked for (PM310)."""
    wanted = case.template.required_milestones["closed"]
    return all(case.document.timeline.milestone(key) is not None for key in wanted)


def _is_done(item: ActionItem) -> bool:
    """Say whether an item is certainly done or dropped."""
    return not item.open and (item.status is None or item.status.name is not None)
