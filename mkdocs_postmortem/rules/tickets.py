"""PM612 to PM614: the tickets of action items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortem.archive.tickets import TICKET_KEY, ticket_address, tickets_in
from mkdocs_postmortem.document.model import ActionItem
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.actions import filled, is_open, name_of
from mkdocs_postmortem.rules.fixes import Edit, Fix
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.values import is_blank
from mkdocs_postmortem.rules.words import quote

_TARGET = re.compile(r"\]\(<?(?P<target>[^()\s<>]+)>?[^()]*\)|(?P<bare>https?://[^\s<>|)\]]+)")
# Where a cell holds a link already, or something in which a link would be shown as text.
_LINKED = ("](", "://", "[[", "<a ")


@rule("PM612", "no-ticket", "-/W/E")
def no_ticket(case: Case) -> Iterator[Found]:
    """An open item has a ticket. `None` and `N/A` say that it needs none.

    A table without a ticket column is left alone.
    """
    column = case.template.column("actions", "ticket")
    for item in filled(case):
        if item.ticket is not None and is_blank(case, item.ticket) and is_open(item):
            yield Found(
                item.ticket,
                f"{name_of(case, item)} is open and has no ticket",
                f"write the ticket's key or link in the `{column}` column, or `N/A`",
            )


@rule("PM613", "ticket-not-link", "I/W/W", fixes=("safe",), option="ticket_url")
def ticket_not_link(case: Case) -> Iterator[Found]:
    """A ticket is a link, where the option `ticket_url` says what the link is.

    Off until the option is set: a plain key is what the template shows. Only keys of the form
    `DATA-102` and `#102` are looked at. Those that become links on the page (option `tickets`) are left
    alone; where the site can't make one, in a code span for instance, the fix uses the same address.
    """
    if not case.settings.ticket_url:
        return
    linked = {each.at.start for each in tickets_in(case.document, case.archive)}
    for item in filled(case):
        if item.ticket is None or case.document.unfilled(item.ticket):
            continue
        text = item.ticket.text
        if any(mark in text for mark in _LINKED):
            continue
        keys = [item.ticket.part(*found.span()) for found in TICKET_KEY.finditer(text)]
        for key in keys:
            url = ticket_address(key.text, case.settings)
            if key.start not in linked and url is not None:
                yield Found(
                    key,
                    f"{quote(key)} is not a link",
                    f"write `[{key}]({url})`",
                    fix=_linked(key, url),
                )


def _linked(key: Text, url: str) -> Fix:
    """Return how to make a link of a key; one in a code span keeps it, inside the link."""
    text = key.source.text
    before, after = text[key.start - 1 : key.start], text[key.end : key.end + 1]
    at = key
    label = key.text
    if before == after == "`":
        at = Text(key.source, key.start - 1, key.end + 1)
        label = f"`{label}`"
    return Fix(f"make `{key}` a link", (Edit(at, f"[{label}]({url})"),))


@rule("PM614", "same-ticket", "I/W/W")
def same_ticket(case: Case) -> Iterator[Found]:
    """No two items have the same ticket: one would be forgotten when it is closed for the other.

    False positives: a ticket that collects several items. Give each its own, or ignore the rule.
    """
    seen: dict[str, tuple[ActionItem, Text]] = {}
    for item in filled(case):
        ticket = item.ticket
        if not ticket or item.dropped or is_blank(case, ticket) or case.document.unfilled(ticket):
            continue
        for named in _tickets(ticket):
            other, at = seen.setdefault(named.text, (item, named))
            if other is not item:
                yield Found(
                    named,
                    f"Items {_number(case, other)} and {_number(case, item)} share ticket {quote(named)}",
                    "give each item a ticket of its own, or make one item of the two",
                    (at, "the same ticket"),
                )
                break


def _number(case: Case, item: ActionItem) -> str:
    return name_of(case, item).removeprefix("Item ")


def ticket_names(ticket: Text) -> list[Text]:
    """Return by what a cell names tickets: its keys, then the targets of its links."""
    text = ticket.text
    keys = [ticket.part(*found.span()) for found in TICKET_KEY.finditer(text)]
    return keys + [each for each in _tickets(ticket) if each.text not in {key.text for key in keys}]


def _tickets(ticket: Text) -> list[Text]:
    """Return what a cell names: the targets of its links, else its keys."""
    text = ticket.text
    links = []
    if any(mark in text for mark in _LINKED):
        links = [
            ticket.part(*found.span("target" if found["target"] else "bare"))
            for found in _TARGET.finditer(text)
        ]
    return links or [ticket.part(*found.span()) for found in TICKET_KEY.finditer(text)]
