"""Marks in a postmortem's own actions: what is done, what is still open, what is late.

The author's words stay as they are. They are only wrapped, and only where they are plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from mkdocs_postmortem.archive.ledger import overdue_since
from mkdocs_postmortem.document.code import code_spans
from mkdocs_postmortem.document.dates import FoundDate, find_date
from mkdocs_postmortem.document.model import ActionItem, Choice, Postmortem
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.labels import Labels
from mkdocs_postmortem.pages.changes import Change
from mkdocs_postmortem.pages.rendering import render
from mkdocs_postmortem.template import Template

# What is, or may become, more than plain text once Markdown has read it.
_MARKUP = frozenset("`<>[]{}\\&*_~^=$|\n")
_EMPHASIS = " *_~"
# Each begins with what stands in front, which is found faster than what is only looked back at.
_DAY = re.compile(r"([>(])(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?=\)?</td>)")
# An ID, or a ticket's key, at the beginning of a link or a cell: `INC-2024-038`, `DATA-102`.
_KEY = re.compile(r">([A-Za-z][^\W_]*-(?:[^\W_]+-)*\d+)(?=[\s:,;<])")
_HOLDERS = ("<a ", "<td>", "<td ")
# A longer one may be wider than a phone, or than its column.
_LONGEST_KEY = 24


def mark_changes(
    document: Postmortem, template: Template, labels: Labels, today: date | None
) -> Iterator[Change]:
    """Yield how to mark the actions of a document.

    `today` decides what is late; without it nothing is.
    """
    for action in document.actions:
        if document.unfilled(action.action):
            continue
        if action.status is not None:
            yield from _status(action.status, template)
        if action.due is not None and (late := _late(action, today, labels)):
            yield from _late_day(action.due.text, late)


def keep_whole(html: str) -> str:
    """Return the HTML of a page with its IDs, and the days in its tables, kept in one piece.

    Browsers break a line behind a hyphen. This is done once the page is rendered, since Markdown takes long
    over each tag; days are those that end a cell, alone in it or in brackets: `Done (2025-04-02)`, and IDs
    those that begin a link or a cell.
    """
    return _KEY.sub(_whole_key, _DAY.sub(r'\1<time class="pm-day">\2</time>', html))


def _whole_key(found: re.Match[str]) -> str:
    begin = found.string.rfind("<", 0, found.start())
    if len(found[1]) > _LONGEST_KEY or not found.string.startswith(_HOLDERS, begin):
        return found.group()
    return f'><span class="pm-key">{found[1]}</span>'


def _status(status: Choice, template: Template) -> Iterator[Change]:
    """Yield the mark of a status that the vocabulary knows."""
    if status.name is None:
        return
    written = status.text.text
    start = len(written) - len(written.lstrip(_EMPHASIS))
    word = status.text.part(start, max(start, len(written.rstrip(_EMPHASIS))))
    term = template.vocabularies["action_status"].term(status.name)
    state = "dropped" if term.dropped else "open" if term.open else "done"
    if _is_plain(word):
        yield _wrapped(word, f'<span class="pm-state pm-state-{state}">', "</span>")


def _late_day(text: Text, late: str) -> Iterator[Change]:
    """Yield the mark of the date in a text; `late` stands behind it."""
    found: FoundDate | None = find_date(text.text)
    if found is None or found.day is None:
        return
    day = text.part(found.start, found.end)
    if _is_plain(day):
        yield _wrapped(day, f'<time class="pm-day" datetime="{found.day.isoformat()}">', f"</time>{late}")


def _late(action: ActionItem, today: date | None, labels: Labels) -> str:
    """Return what says by how many days an action is overdue, or nothing."""
    since = overdue_since(action, today) if today is not None else None
    if today is None or since is None:
        return ""
    return _late_by((today - since).days, labels)


@lru_cache(maxsize=1024)  # many are late by the same number of days
def _late_by(days: int, labels: Labels) -> str:
    return " " + render("late.html", labels, late=days).strip()


def _wrapped(text: Text, before: str, behind: str) -> Change:
    return Change(text.start, text.end, f"{before}{text.text}{behind}")


def _is_plain(text: Text) -> bool:
    """Say whether a piece is plain text on the page too: HTML around it is HTML, and nothing else."""
    if not text.text or not _MARKUP.isdisjoint(text.text):
        return False
    whole = text.source.text
    line = whole.rfind("\n", 0, text.start) + 1
    before = whole[line : text.start]
    if before.endswith("\\") or before.rfind("<") > before.rfind(">"):
        return False
    if _is_target(before):
        return False
    if "`" not in before:
        return True
    end = whole.find("\n", text.end)
    row = whole[line : len(whole) if end < 0 else end]
    spans = code_spans(row)
    if any(line + low < text.end and text.start < line + high for low, high in spans):
        return False
    # Backticks without a partner on both sides: only Python-Markdown can tell what is code.
    loose = [at for at, char in enumerate(row, line) if char == "`"]
    loose = [at for at in loose if not any(line + low <= at < line + high for low, high in spans)]
    return not loose or not loose[0] < text.start < loose[-1]


def _is_target(before: str) -> bool:
    """Say whether what follows is where a link leads: behind its text, or in a definition."""
    target = before.rfind("](")
    is_open = target >= 0 and before.count("(", target) > before.count(")", target)
    return is_open or before.rstrip().endswith("]:")
