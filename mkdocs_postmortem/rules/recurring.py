"""PM714: what happened again while the action that was to prevent it is still open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortem.archive import Incident
from mkdocs_postmortem.archive.recurrence import Unkept, recurrences
from mkdocs_postmortem.document.model import ActionItem
from mkdocs_postmortem.document.sections import end_of
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.metadata import first_line
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.tickets import ticket_names
from mkdocs_postmortem.rules.words import quote

# Where a document says what an earlier incident means for this one.
_POSITIONS = ("root_cause", "whys", "went_wrong", "actions", "lessons")


@rule("PM714", "recurrence-unanswered", "I/W/W")
def recurrence_unanswered(case: Case) -> Iterator[Found]:
    """What happened again says what becomes of the action that was to prevent it, if that is still open.

    It has happened before, somebody promised something, and that is not done: whoever reads the newer
    document wants to know whether it still will be. The document says so where it names the earlier
    incident under root cause, whys, what went wrong, action items or lessons, or that action's ticket
    anywhere. Only preventive actions count, and the newer incident alone is told, so that a new document
    changes nothing for an old one.

    It is a warning only where the document itself calls the incident a recurrence of, or the same class
    as, the earlier one. Of incidents that belong together because another document says so, or because
    they are much alike (looked for in a build, and in the command with `--similar`), it is information.
    """
    recurrence = recurrences(case.archive, case.similar is not None).of(case.incident)
    if recurrence is None:
        return
    still = [each for each in recurrence.unkept(case.incident) if each.state == "open"]
    for earlier in recurrence.before(case.incident):
        actions = [each for each in still if each.earlier is earlier]
        if actions and not _is_answered(case, earlier, actions):
            yield _found(case, earlier, actions)


def _found(case: Case, earlier: Incident, actions: list[Unkept]) -> Found:
    action = actions[0].action
    at = _stated(case, earlier)
    more = f", and {len(actions) - 1} more," if len(actions) > 1 else ""
    name = quote(earlier.label)
    be = "are" if more else "is"
    tickets = ticket_names(action.ticket) if action.ticket else []
    return Found(
        at or case.document.title_text or first_line(case),
        f"{name} happened before, and its action {quote(action.task.text.strip())}{more} {be} still open",
        f"say under {_where(case)} what becomes of {quote(tickets[0]) if tickets else 'it'}, and name {name}",
        (action.action, "still open"),
        level=None if at else "info",
    )


def _stated(case: Case, earlier: Incident) -> Text | None:
    """Return where this document says that it is the earlier incident happening again."""
    relations = (
        *case.archive.relations.get(case.incident.uri, ()),
        *case.archive.related_by.get(case.incident.uri, ()),
    )
    for each in relations:
        if (
            each.by is case.incident
            and earlier in (each.origin, each.target)
            and case.template.relation(each.kind).again
        ):
            return each.at
    return None


def _is_answered(case: Case, earlier: Incident, actions: list[Unkept]) -> bool:
    """Say whether the document names the incident where it draws conclusions, or one of the tickets."""
    sections = [section for key in _POSITIONS if (section := case.section(key)) is not None]
    places = [(section.heading.text.start, end_of(section)) for section in sections]
    for mention in case.archive.mentions.get(case.incident.uri, ()):
        if mention.target is earlier and any(low <= mention.at.start < high for low, high in places):
            return True
    return any(_names(case.document.source.text, each.action) for each in actions)


def _names(text: str, action: ActionItem) -> bool:
    named = ticket_names(action.ticket) if action.ticket else []
    return any(re.search(rf"(?<![\w-]){re.escape(each.text)}(?![\w-])", text) for each in named)


def _where(case: Case) -> str:
    known = [each.title for each in case.template.sections if each.key in ("actions", "lessons")]
    return " or ".join(known) or "the conclusions"
