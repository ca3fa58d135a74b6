"""PM6xx: action items."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.document.model import ActionItem, Choice
from mkdocs_postmortem.document.sections import is_empty
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.metadata import date_problem
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import did_you_mean, listing, near_term, quote
from mkdocs_postmortem.template import plain


def name_of(case: Case, item: ActionItem) -> str:
    """Return what an item is called in a message: by its own number, else by its place."""
    if item.number is not None and item.number:
        return f"Item {item.number.text.strip('*_`# ')}"
    return f"Item {case.document.actions.index(item) + 1}"


def _is_blank(case: Case, cell: Text | None) -> bool:
    return cell is not None and cell.text.casefold().strip(" *_`.") in case.template.empty


def _filled(case: Case) -> Iterator[ActionItem]:
    """Return the items of tables that have text; an empty one is PM603's, a placeholder PM102's."""
    for item in case.document.actions:
        if (
            item.form == "table"
            and not _is_blank(case, item.action)
            and not case.document.unfilled(item.action)
        ):
            yield item


@rule("PM601", "no-actions", "I/E/E")
def no_actions(case: Case) -> Iterator[Found]:
    """Action Items has at least one item, or says `None`."""
    section = case.section("actions")
    if section is None or is_empty(section) or case.document.actions:
        return
    for block in section.blocks:
        text = getattr(block, "text", None)
        if isinstance(text, Text) and plain(text.text) in {plain(word) for word in case.template.none}:
            return
    yield Found(
        section.heading.text,
        "Action Items has no rows; write `None` below the heading if none are needed",
        "add a row to the table, or write `None`",
    )


@rule("PM603", "empty-action", "I/E/E")
def empty_action(case: Case) -> Iterator[Found]:
    """Every item says what to do."""
    for item in case.document.actions:
        if item.form == "table" and _is_blank(case, item.action):
            yield Found(
                item.action if item.action else item.whole,
                f"{name_of(case, item)} has no action",
                "write what will be done, or delete the row",
            )


@rule("PM604", "no-owner", "I/E/E")
def no_owner(case: Case) -> Iterator[Found]:
    """Every item has an owner: not empty, `-`, `?` or `TBD`. Dropped items may go without."""
    for item in _filled(case):
        if not item.dropped and _is_blank(case, item.owner) and item.owner is not None:
            yield Found(
                item.owner if item.owner else item.action,
                f"{name_of(case, item)} has no owner",
                "name one person or team in the `Owner` column",
            )


def _vocabulary(case: Case, choice: Choice | None, key: str, message: str) -> Found | None:
    if choice is None or choice.name is not None or case.document.unfilled(choice.text):
        return None
    words = case.template.vocabularies[key]
    text = choice.text.text
    if text.casefold().strip(" *_`.") in case.template.empty:
        return None
    allowed = listing(words.labels)
    guess = near_term(text, words)
    hint = did_you_mean(guess)
    return Found(
        choice.text,
        message.format(value=quote(text), allowed=allowed) + hint,
        f"write `{guess}`" if guess else f"write one of {allowed}",
    )


@rule("PM607", "bad-priority", "W/E/E")
def bad_priority(case: Case) -> Iterator[Found]:
    """A priority is P0 to P3 or an alias (high, medium, low)."""
    for item in _filled(case):
        if found := _vocabulary(case, item.priority, "priority", "Priority {value} is not one of {allowed}"):
            yield found


@rule("PM608", "no-due-date", "I/E/E")
def no_due_date(case: Case) -> Iterator[Found]:
    """An item that is not done has a due date."""
    for item in _filled(case):
        if item.due is None or not item.open or not _is_blank(case, item.due.text):
            continue
        if case.document.unfilled(item.due.text):
            continue
        yield Found(
            item.due.text if item.due.text else item.action,
            f"{name_of(case, item)} is open and has no due date",
            "write a date in the `Due Date` column, as YYYY-MM-DD",
        )


_NO_DATE = frozenset(
    ("n/a", "none", "ongoing", "continuous", "done", "immediate", "asap", "completed", "dropped")
)


@rule("PM609", "bad-due-date", "W/E/E")
def bad_due_date(case: Case) -> Iterator[Found]:
    """A due date is an ISO date and a day of the calendar. `Ongoing` and `N/A` are accepted."""
    for item in _filled(case):
        due = item.due
        if due is None or _is_blank(case, due.text) or case.document.unfilled(due.text):
            continue
        if due.value is None and due.text.text.casefold().strip(" *_`.") in _NO_DATE:
            continue
        found = date_problem(
            due.text, due.value is not None, due.iso, due.ambiguous, str(due.value), "Due date"
        )
        if found is not None:
            yield Found(found.at, found.message.replace("an ISO date; write", "ISO; write"), found.help)


@rule("PM611", "bad-status", "W/E/E")
def bad_action_status(case: Case) -> Iterator[Found]:
    """An item's status is TODO, In progress, Blocked, Done or Dropped, or an alias. A note may follow."""
    for item in _filled(case):
        if found := _vocabulary(case, item.status, "action_status", "Status {value} is not one of {allowed}"):
            message = found.message
            if "did you mean" in message:
                message = (
                    f"Status {quote(found.at)} is unknown; did you mean{message.split('did you mean', 1)[1]}"
                )
            yield Found(found.at, message, found.help)


@rule("PM616", "category-uncovered", "I/W/E")
def category_uncovered(case: Case) -> Iterator[Found]:
    """Each of the four categories (Prevent, Detect, Mitigate, Process) has an item.

    An item's category is read from a column, from a prefix (`Detect: …`), from a closing
    `(process)`, from the bullets under Action Item Categories, or from a heading over its table.
    `- **Detect:** none needed` covers a category. Where no item names any category, the document
    does not use them, and one finding says so.
    """
    document = case.document
    if not document.action_tables:
        return
    items = [item for item in document.actions if not document.unfilled(item.action)]
    if not items or len(items) < len(document.actions):
        return
    have = {item.category for item in items} | set(document.covered)
    lacking = [name for name in case.template.vocabularies["action_category"].labels if name not in have]
    if not lacking:
        return
    header = document.action_tables[0].header.text
    if len(lacking) == len(case.template.vocabularies["action_category"].labels):
        yield Found(
            header,
            f"No action item names its category ({listing(lacking)})",
            f"start each item with its category: `{lacking[0]}: …`",
        )
        return
    for name in lacking:
        yield Found(
            header,
            f"No action item in category {name}",
            f"add one that starts with `{name}:`, or a line `- **{name}:** none needed` below the table",
        )


@rule("PM618", "closed-with-open-high", "-/-/E")
def closed_with_open_high(case: Case) -> Iterator[Found]:
    """A closed document has no open item of priority P0 or P1."""
    for item in _filled(case):
        if not item.open or item.priority is None or item.priority.name not in ("P0", "P1"):
            continue
        if item.status is None or item.status.name is None:
            continue
        yield Found(
            item.status.text,
            f"Document is closed but {name_of(case, item).lower()} ({item.priority.name}) is {quote(item.status.text)}",
            "finish the item, or set the document's status back to `reviewed`",
        )
