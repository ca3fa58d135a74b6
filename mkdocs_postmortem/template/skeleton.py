"""The next document to write: its ID, its file name and its text."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from datetime import date

from mkdocs_postmortem.template.model import Template

_NUMBERED = re.compile(r"(?P<lead>.*?)(?P<year>(?:19|20)\d{2})(?P<mid>[^\d]+)(?P<number>\d+)$")
_PLAIN = re.compile(r"(?P<lead>.*?)(?P<number>\d+)$")
_MAX_SLUG = 60
# Which category each of the template's example actions belongs to, as the prefix that names it.
_ACTION_PREFIXES = (
    ("{Immediate", "Mitigate"),
    ("{Prevention", "Prevent"),
    ("{Detection", "Detect"),
    ("{Process", "Process"),
    ("{Broader", "Prevent"),
)


def next_id(taken: list[str], when: date) -> str:
    """Return the ID that follows those taken (newest first), in their own pattern; `INC-2025-001` for the first."""
    for newest in taken:
        if found := _NUMBERED.match(newest):
            lead, mid = found["lead"], found["mid"]
            same = [
                int(each["number"])
                for one in taken
                if (each := _NUMBERED.match(one)) and each["lead"] == lead and int(each["year"]) == when.year
            ]
            return f"{lead}{when.year}{mid}{max(same, default=0) + 1:0{len(found['number'])}d}"
        if found := _PLAIN.match(newest):
            lead = found["lead"]
            numbers = [
                int(each["number"]) for one in taken if (each := _PLAIN.match(one)) and each["lead"] == lead
            ]
            return f"{lead}{max(numbers) + 1:0{len(found['number'])}d}"
    return f"INC-{when.year}-001"


def slug(title: str) -> str:
    """Return a title as part of a file name: lower case, words joined by `-`, letters of any script."""
    text = re.sub(r"[^\w]+", "-", unicodedata.normalize("NFKC", title).casefold().replace("_", "-")).strip(
        "-"
    )
    if len(text) > _MAX_SLUG:
        text = text[: _MAX_SLUG + 1].rsplit("-", 1)[0][:_MAX_SLUG]
    return text or "incident"


def file_name(existing: list[str], title: str, when: date, identifier: str) -> str:
    """Return the path of a new document within the archive folder, named as most of the others are.

    Known patterns: `YYYY-MM-DD-slug.md` (the default), the ID, ID and slug; each also in a folder
    per year.
    """
    shapes = Counter(_shape(path) for path in existing)
    by_year, kind = shapes.most_common(1)[0][0] if shapes else (False, "date")
    safe = re.sub(r"[^\w.-]+", "-", identifier)
    name = {"date": f"{when.isoformat()}-{slug(title)}", "id": safe, "id-slug": f"{safe}-{slug(title)}"}[kind]
    return f"{when.year}/{name}.md" if by_year else f"{name}.md"


def _shape(path: str) -> tuple[bool, str]:
    folder, _, name = path.rpartition("/")
    stem = name.rsplit(".", 1)[0]
    by_year = bool(re.fullmatch(r"(?:19|20)\d{2}", folder))
    if re.match(r"[A-Za-z]{2,}[-_]?\d{4}-\d+$", stem):
        return by_year, "id"
    if re.match(r"[A-Za-z]{2,}-\d{4}-\d+-\w", stem):
        return by_year, "id-slug"
    return by_year, "date"


def skeleton(template: Template, title: str, when: date, identifier: str, severity: str | None) -> str:
    """Return a draft of the template for an incident: what is known filled in, the rest placeholders."""
    body = re.sub(r"\A---\n.*?\n---\n+", "", template.text, count=1, flags=re.DOTALL)
    body = body.replace("{INCIDENT_TITLE}", title, 1)
    for label, value in (
        ("Incident ID", identifier),
        ("Date", when.isoformat()),
        ("Severity", severity),
        ("Status", "draft"),
    ):
        if value is not None:
            body = re.sub(
                rf"^(\*\*{label}:\*\*) \{{[^}}\n]*\}}$",
                lambda m, v=value: f"{m[1]} {v}",
                body,
                count=1,
                flags=re.M,
            )
    for opening, prefix in _ACTION_PREFIXES:
        body = body.replace(f"| {opening}", f"| {prefix}: {opening}", 1)
    # MkDocs prints a list right below a line of text as text: the template's own trap.
    body = re.sub(r"^(?![-|#*>\s]|\d+\.)(.+)\n(?=- )", r"\1\n\n", body, flags=re.M)
    front = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\ntags: []\nservices: []\n---\n\n"
    return front + body
