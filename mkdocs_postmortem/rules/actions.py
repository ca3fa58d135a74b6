"""PM60x, PM61x: action items, their owners, priorities, states and categories."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category

from mkdocs_postmortem.document.actions import says_none
from mkdocs_postmortem.document.blocks import ListItem, Paragraph, Table
from mkdocs_postmortem.document.model import ActionItem, Choice
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.columns import unread_table
from mkdocs_postmortem.rules.fixes import UNSAFE, replace
from mkdocs_postmortem.rules.markers import glued_items
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.structure import glued_table, says_nothing
from mkdocs_postmortem.rules.values import is_blank
from mkdocs_postmortem.rules.words import did_you_mean, listing, misspelt, near_term, quote, without_note
from mkdocs_postmortem.template import plain

# A shorter name is nearly every other word.
_SHORTEST = 6


def name_of(case: Case, item: ActionItem) -> str:
    """Return what an item is called in a message: by its own number, else by its place."""
    if item.number is not None and item.number:
        return f"Item {item.number.text.strip('*_`# ')}"
    return f"Item {case.document.actions.index(item) + 1}"


def written(case: Case) -> list[ActionItem]:
    """Return the items that say something; an empty one is PM603's, a placeholder PM102's."""
    return case.once(
        "written items",
        lambda: [
            item
            for item in case.document.actions
            if not _is_empty(case, item.action) and not case.document.unfilled(item.action)
        ],
    )


def _is_empty(case: Case, action: Text) -> bool:
    """Say whether an action says nothing, or nothing but its category: `Prevent:`."""
    if is_blank(case, action):
        return True
    name = action.text.rstrip("*_ ")
    return name.endswith((":", "]")) and case.template.vocabularies["action_category"].find(name) is not None


def filled(case: Case) -> list[ActionItem]:
    """Return the items of tables that say something."""
    return case.once("filled items", lambda: [item for item in written(case) if item.form == "table"])


@rule("PM601", "no-actions", "I/E/E")
def no_actions(case: Case) -> Iterator[Found]:
    """Action Items has at least one item, or says `None`."""
    section = case.section("actions")
    if section is None or case.document.actions or says_nothing(section):
        return
    if glued_table(section) or unread_table(case, "actions"):
        return
    text = False
    for block in section.blocks:
        if isinstance(block, Table) and block.rows:
            yield Found(
                block.header.text,
                f"No column of the table is called `{case.template.column('actions', 'action')}`",
                f"name the column with what is to be done `{case.template.column('actions', 'action')}`",
            )
            return
        if says_none(_text_of(block), case.template) or _is_own_item(case, block):
            return
        if isinstance(block, Paragraph) and glued_items(block) and case.runs("PM222"):
            return
        text = text or (isinstance(block, Paragraph) and block.text.text not in case.template.text)
    if text and case.template.section("actions").prose:
        return
    nothing = case.template.say("none")
    none = "only text" if text else f"write `{nothing}` below the heading if none are needed"
    yield Found(
        section.heading.text,
        f"{case.template.section('actions').title} has no rows{',' if text else ';'} {none}",
        "put each into a row of the table, or into an item of a list"
        if text
        else f"add a row to the table, or write `{nothing}`",
    )


def _is_own_item(case: Case, block: object) -> bool:
    """Say whether a block is a list item of the author's, and no bullet of the template's categories."""
    if not isinstance(block, ListItem) or not block.text:
        return False
    first = plain(block.text.text).split(" ", 1)[0]
    return case.template.vocabularies["action_category"].find(first) is None


def _text_of(block: object) -> str:
    """Return the text of a block, an empty one where it has none."""
    text = getattr(block, "text", None)
    return text.text if isinstance(text, Text) else ""


@rule("PM603", "empty-action", "I/E/E")
def empty_action(case: Case) -> Iterator[Found]:
    """Every item says what to do."""
    for item in case.document.actions:
        if _is_empty(case, item.action):
            yield Found(
                item.action,
                f"{name_of(case, item)} has no action",
                "write what will be done, or delete the row",
            )


@rule("PM604", "no-owner", "I/E/E")
def no_owner(case: Case) -> Iterator[Found]:
    """Every item has an owner: not empty, `-`, `?` or `TBD`. Dropped items may go without."""
    for item in filled(case):
        if not item.dropped and is_blank(case, item.owner) and item.owner is not None:
            yield Found(
                item.owner,
                f"{name_of(case, item)} has no owner",
                f"name one person or team in the `{case.template.column('actions', 'owner')}` column",
            )


def optional(case: Case, column: str) -> str | None:
    """Return the level of what is wrong in a column of the items that the template does not ask for."""
    known = case.template.tables.get("actions")
    light = known is not None and any(each.key == column and each.optional for each in known.columns)
    return "info" if light else None


def _unknown(case: Case, choice: Choice | None, key: str, column: str) -> Found | None:
    """Return the finding for a cell that holds no value of a vocabulary, or None."""
    if choice is None or choice.name is not None or case.document.unfilled(choice.text):
        return None
    if is_blank(case, choice.text):
        return None
    words = case.template.vocabularies[key]
    allowed = listing(words.labels)
    value = without_note(choice.text)
    guess = near_term(value.text, words)
    # A long list of words is only said where none of them is nearly right.
    said = "is unknown" if guess and len(words.labels) > 4 else f"is not one of {allowed}"
    help_text = f"write `{guess}`" if guess else f"write one of {allowed}"
    fix = replace(value, guess, UNSAFE) if guess else None
    message = f"{case.template.column('actions', column)} {quote(choice.text)} {said}{did_you_mean(guess)}"
    return Found(choice.text, message, help_text, level=optional(case, column), fix=fix)


def is_open(item: ActionItem) -> bool:
    """Say whether an item is certainly open.

    A status that cannot be read says nothing, be it a word or `✅`, and neither does one of which all is
    struck out: `~~TODO~~`.
    """
    if item.status is not None:
        text = item.status.text
        if item.status.name is None and any(char.isalnum() or category(char) == "So" for char in text.text):
            return False
        if text.text.startswith("~~"):
            return False
    return item.open


@rule("PM607", "bad-priority", "W/E/E", fixes=("unsafe",))
def bad_priority(case: Case) -> Iterator[Found]:
    """A priority is P0 to P3 or an alias (high, medium, low). An open item has one."""
    for item in written(case):
        if found := _unknown(case, item.priority, "priority", "priority"):
            yield found
        elif item.priority is not None and is_open(item) and _is_empty_choice(case, item.priority):
            words = case.template.vocabularies["priority"]
            draft = case.document.status == "draft"
            yield Found(
                item.priority.text,
                f"{name_of(case, item)} is open and has no priority",
                f"write one of {listing(words.labels)}",
                level=optional(case, "priority") or ("info" if draft else "warning"),
            )


@rule("PM611", "bad-status", "W/E/E", fixes=("unsafe",))
def bad_action_status(case: Case) -> Iterator[Found]:
    """An item's status is TODO, In progress, Blocked, Done or Dropped, or an alias. A note may follow.

    An empty cell counts as TODO; that is a warning, or an error in a closed document, which says what became
    of each item.
    """
    for item in written(case):
        if found := _unknown(case, item.status, "action_status", "status"):
            yield found
        elif (at := _blank_status(case, item)) is not None:
            words = case.template.vocabularies["action_status"]
            status = case.document.status
            closed = ", and the document is closed" if status == "closed" else ""
            yield Found(
                at,
                f"{name_of(case, item)} has no status{closed}",
                f"write one of {listing(words.labels)}",
                level=optional(case, "status") or _OF_BLANK.get(status),
            )


# How grave it is that a cell for a status is empty, where that is less than for a wrong one.
_OF_BLANK = {"draft": "info", "reviewed": "warning"}


def _blank_status(case: Case, item: ActionItem) -> Text | None:
    """Return the cell for the status of an item where nothing stands in it."""
    status = item.status
    return status.text if status is not None and _is_empty_choice(case, status) else None


def _is_empty_choice(case: Case, choice: Choice) -> bool:
    """Say whether nothing stands where a value of a vocabulary could, not even a placeholder."""
    return choice.name is None and not case.document.unfilled(choice.text) and is_blank(case, choice.text)


@rule("PM616", "category-uncovered", "I/W/E", fixes=("unsafe",))
def category_uncovered(case: Case) -> Iterator[Found]:
    """Each of the four categories (Prevent, Detect, Mitigate, Process) has an item.

    An item's category is read from a column, from a prefix (`Detect: …`), from a closing
    `(process)`, from the bullets under Action Item Categories, or from a heading over its table.
    `- **Detect:** none needed` covers a category. Where no item names any category, the document
    does not use them, and one finding says so. One that is misspelt is shown where it stands.
    """
    lacking = _lacking(case)
    if not lacking:
        return
    header = case.document.action_tables[0].header.text
    near = {name: at for at, name in _near_categories(case)}
    if len(lacking) == len(case.template.required_categories) and near.keys().isdisjoint(lacking):
        yield Found(
            header,
            f"No action item names its category ({listing(lacking)})",
            f"start each item with its category: `{lacking[0]}: …`",
        )
        return
    for name in lacking:
        if (at := near.get(name)) is not None:
            yield Found(
                at,
                f"No action item names the category {name}; did you mean it by {quote(at)}?",
                f"write `{name}`",
                fix=replace(at, name, UNSAFE),
            )
            continue
        yield Found(
            header,
            f"No action item names the category {name}",
            f"add one that starts with `{name}:`, or a line `- **{name}:** none needed` below the table",
        )


def _near_categories(case: Case) -> Iterator[tuple[Text, str]]:
    """Return the misspelt categories of items, each with the one that is meant."""
    vocabulary = case.template.vocabularies["action_category"]
    spellings = {
        spelling: term.name
        for term in vocabulary.terms
        for spelling in (term.name, *term.aliases)
        if len(spelling) >= _SHORTEST
    }
    for item in written(case):
        if item.category is not None:
            continue
        for name in (item.prefix, item.category_cell):
            if name is not None and (found := misspelt(name.text, spellings)):
                yield name, spellings[found]


def _lacking(case: Case) -> list[str]:
    """Return the categories that no item has; none where an item without text may become one of any."""
    return case.once("lacking categories", lambda: _find_lacking(case))


def _find_lacking(case: Case) -> list[str]:
    document = case.document
    items = document.actions
    if not document.action_tables or not items or len(written(case)) < len(items):
        return []
    section = case.section("actions")
    if section is not None and glued_table(section):
        return []  # rows are lost, with their categories
    have = {item.category for item in items} | set(document.covered)
    return [name for name in case.template.required_categories if name not in have]


@rule("PM617", "item-uncategorised", "I/I/W", fixes=("unsafe",))
def item_uncategorised(case: Case) -> Iterator[Found]:
    """Where items name their category, every item does; see PM616 for how.

    While a category is not covered at all, PM616 says that, and this rule nothing: the item without
    one may be what is missing.
    """
    if _lacking(case) or all(item.category is None for item in case.document.actions):
        return
    labels = case.template.vocabularies["action_category"].labels
    near = dict(_near_categories(case))
    for item in filled(case):
        if item.category is None and not item.dropped:
            at = next((at for at in (item.prefix, item.category_cell) if at in near), None)
            if at is not None:
                message = f"{name_of(case, item)} has no category; did you mean `{near[at]}` by {quote(at)}?"
                yield Found(at, message, f"write `{near[at]}`", fix=replace(at, near[at], UNSAFE))
                continue
            if item.category_cell and not is_blank(case, item.category_cell):
                yield Found(
                    item.category_cell,
                    f"Category {quote(item.category_cell)} is not one of {listing(labels)}",
                    "write one of them",
                )
                continue
            yield Found(
                item.action,
                f"{name_of(case, item)} has no category",
                f"start it with `{labels[0]}:` (or {listing(f'`{label}:`' for label in labels[1:])})",
            )
