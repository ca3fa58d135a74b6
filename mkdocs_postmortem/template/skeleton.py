"""The next document to write: its ID, its file name and its text."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from mkdocs_postmortem.template.model import Template
from mkdocs_postmortem.template.names import plain

_NUMBERED = re.compile(r"(?P<lead>.*?)(?P<year>(?:19|20)\d{2})(?P<mid>[^\d]+)(?P<number>\d{1,9})", re.ASCII)
_PLAIN = re.compile(r"(?P<lead>.*?)(?P<number>\d{1,9})", re.ASCII)
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}(?P<rest>.*)", re.DOTALL)
_FOLDERS = (("%Y", r"(?:19|20)\d{2}"), ("%Y-%m", r"(?:19|20)\d{2}-\d{2}"), ("%Y/%m", r"(?:19|20)\d{2}/\d{2}"))
_MAX_SLUG = 60
# Which category each of the template's example actions belongs to, as the prefix that names it.
_ACTION_PREFIXES = (
    ("{Immediate", "Mitigate"),
    ("{Prevention", "Prevent"),
    ("{Detection", "Detect"),
    ("{Process", "Process"),
    ("{Broader", "Prevent"),
)


# The first heading's placeholder is the title.
_TITLE = re.compile(r"^(# [^{\n]*)\{[^{}\n]+\}", re.MULTILINE)


class _Series(NamedTuple):
    """The pattern of an ID: what stands before its number (the year apart), and the number."""

    lead: str
    mid: str | None
    year: int
    number: int
    width: int


def next_id(taken: Sequence[str], when: date) -> str:
    """Return the ID that follows those taken (newest first), in the pattern that most of them have.

    Numbers begin again each year where the ID names one. `INC-2025-001` is the first of all.
    """
    series = [each for each in map(_series, taken) if each is not None]
    if not series:
        return f"INC-{when.year}-001"
    lead, mid = Counter((each.lead, each.mid) for each in series).most_common(1)[0][0]
    same = [each for each in series if (each.lead, each.mid) == (lead, mid)]
    start = f"{lead}{when.year}{mid}" if mid is not None else lead
    number = max((each.number for each in same if mid is None or each.year == when.year), default=0) + 1
    known = {_compared(one) for one in taken}
    while _compared(f"{start}{number}") in known:
        number += 1
    return f"{start}{number:0{same[0].width}d}"


def _series(identifier: str) -> _Series | None:
    if found := _NUMBERED.fullmatch(identifier):
        number = found["number"]
        return _Series(found["lead"], found["mid"], int(found["year"]), int(number), len(number))
    if found := _PLAIN.fullmatch(identifier):
        return _Series(found["lead"], None, 0, int(found["number"]), len(found["number"]))
    return None


def _compared(identifier: str) -> str:
    """Return an ID without what does not tell two apart: case, separators, leading zeros."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", plain(identifier))


def slug(title: str) -> str:
    """Return a title as part of a file name: lower case, words joined by `-`, letters of any script."""
    text = unicodedata.normalize("NFKC", title).casefold().replace("_", "-")
    text = re.sub(r"[^\w]+", "-", text).strip("-")
    if len(text) > _MAX_SLUG:
        text = text[: _MAX_SLUG + 1].rsplit("-", 1)[0][:_MAX_SLUG]
    return text or "incident"


def file_name(existing: Sequence[tuple[str, str | None]], title: str, when: date, identifier: str) -> str:
    """Return the path of a new document within the archive folder, named as most of the others are.

    `existing` gives the path and the ID of each document, newest first. Known names are
    `YYYY-MM-DD-slug.md` (the default), the ID, ID and slug, ID and title, and the slug alone; each
    also in a folder per year or month.
    """
    shapes = Counter(_shape(path, known) for path, known in existing)
    folder, kind, lower = shapes.most_common(1)[0][0] if shapes else ("", "date", False)
    safe = _safe(identifier.lower() if lower else identifier)
    words = slug(title)
    name = {
        "date": f"{when.isoformat()}-{words}",
        "id": safe,
        "id-slug": f"{safe}-{words}",
        "id - title": f"{safe} - {_readable(title)}",
        "slug": words,
    }[kind]
    return f"{when.strftime(folder)}/{name}.md" if folder else f"{name}.md"


def _shape(path: str, identifier: str | None) -> tuple[str, str, bool]:
    """Return the pattern of a document's folder and name, and whether the ID is in lower case there."""
    parent, _, name = path.rpartition("/")
    stem = name.rsplit(".", 1)[0]
    folder = next((form for form, pattern in _FOLDERS if re.fullmatch(pattern, parent)), "")
    for lower in (False, True) if identifier else ():
        known = _safe((identifier or "").lower() if lower else identifier or "")
        if stem == known:
            return folder, "id", lower
        if stem.startswith(f"{known} - "):
            return folder, "id - title", lower
        if stem.startswith((f"{known}-", f"{known}_")):
            return folder, "id-slug", lower
    return folder, "date" if _DATED.fullmatch(stem) else "slug", False


def _safe(identifier: str) -> str:
    return re.sub(r"[^\w.-]+", "-", identifier).lstrip(".") or "incident"


def _readable(title: str) -> str:
    """Return a title with what no file system takes left out."""
    return " ".join(re.sub(r'[/\\:*?"<>|]+', " ", title).split())[:_MAX_SLUG].rstrip(" .") or "incident"


def skeleton(template: Template, title: str, when: date, identifier: str, severity: str | None) -> str:
    """Return a draft of the template for an incident: what is known filled in, the rest placeholders."""
    body = re.sub(r"\A---\n.*?\n---\n+", "", template.text, count=1, flags=re.DOTALL)
    statuses = template.vocabularies["status"].terms
    draft = next((term.name for term in statuses if template.stage(term.name) == "draft"), None)
    known = {"id": identifier, "date": when.isoformat(), "severity": severity, "status": draft}
    for field in template.fields:
        value = known.get(field.key)
        if value is not None:
            body = _filled(body, field.label, value)
    for opening, prefix in _ACTION_PREFIXES:
        if template.vocabularies["action_category"].find(prefix):
            body = body.replace(f"| {opening}", f"| {prefix}: {opening}", 1)
    # MkDocs prints a list right below a line of text as text: the template's own trap.
    body = re.sub(r"^(?![-|#*>\s]|\d+\.)(.+)\n(?=- )", r"\1\n\n", body, flags=re.M)
    # The title comes last: nothing in it is taken for the template's.
    body = _TITLE.sub(lambda found: f"{found[1]}{_heading(title)}", body, count=1)
    lists = "".join(f"{key}: []\n" for key in ("tags", "services") if template.has("field", key))
    return f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n{lists}---\n\n" + body


def _filled(body: str, label: str, value: str) -> str:
    pattern = re.compile(rf"^(\*\*{re.escape(label)}:\*\*) \{{[^}}\n]*\}}$", re.MULTILINE)
    return pattern.sub(lambda found: f"{found[1]} {value}", body, count=1)


def _heading(title: str) -> str:
    """Return a title as the text of a heading: a tag in it is text, and a `#` at its end stays."""
    text = re.sub(r"<(?=[A-Za-z/!?])", "&lt;", title)
    return re.sub(r"(#+)$", lambda found: found[1].replace("#", "\\#"), text)
