"""PM709, PM711, PM715: what a document points to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mkdocs_postmortem.archive import Incident
from mkdocs_postmortem.document.links import anchors, has_anchor, relative_links, unfinished_links
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.fixes import UNSAFE, replace
from mkdocs_postmortem.rules.names import is_in_archive
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import did_you_mean, near, quote

# What MkDocs or another program makes anchors of itself.
_MADE = ("fn:", "fnref", "__", ":~:")
_PARTS = re.compile(r"[^,]+")
# Where other files' text is taken in, nobody knows which headings it has.
_INCLUDED = ("--8<--", "{%", "{{")


@rule("PM709", "broken-link", "W/E/E")
def broken_link(case: Case) -> Iterator[Found]:
    """A relative link leads to a file that exists; its anchor is a heading there.

    Only `postmortem check` looks: while a site is built MkDocs itself says so, without line and column.
    Anchors are looked for in this document and in other postmortems, and compared without regard to how
    the site makes anchors of headings. Links to addresses without a file's ending (`../runbooks/`) and
    to `.html` are left alone, as are absolute ones.

    False positives: files that only another plugin makes while the site is built.
    """
    linked = case.files.linked
    if linked is None:
        return
    for link in relative_links(case.document):
        if case.document.unfilled(link.target):
            continue
        target: Incident | None = case.incident
        if link.path:
            if not _is_file(link.path) or _is_reported(case, link.target):
                continue
            if not linked(case.incident.uri, link.path):
                yield Found(
                    link.target,
                    f"Link target {quote(link.target)} does not exist",
                    "correct the path, which counts from this document's folder, or remove the link",
                )
                continue
            target = case.resolver.by_target(link.path, case.incident)
        if target is not None and link.anchor and not _is_there(target.document, link.anchor):
            own = target is case.incident
            guess = _guess(target.document, link.anchor)
            where = "This document has no heading for" if own else "There is no heading for"
            yield Found(
                link.target,
                f"{where} {quote(link.target)}{did_you_mean(guess)}",
                f"write `{guess}`"
                if guess
                else "write the heading's words in lower case with `-` between them",
            )


def _is_file(path: str) -> bool:
    """Say whether a path names a file, and not the address of a page."""
    name = path.rsplit("/", 1)[-1]
    return "." in name.strip(".") and not name.endswith((".html", ".htm"))


def _is_reported(case: Case, target: Text) -> bool:
    """Say whether PM701 looks after a link: one to an incident, in a row of Related Incidents."""
    in_row = any(row.target is not None and row.target.start == target.start for row in case.document.related)
    return in_row and is_in_archive(case, target.text)


def _is_there(document: Postmortem, anchor: str) -> bool:
    if anchor.startswith(_MADE) or any(mark in document.source.text for mark in _INCLUDED):
        return True
    return has_anchor(_anchors(document), anchor)


@lru_cache(maxsize=64)
def _anchors(document: Postmortem) -> frozenset[str]:
    return anchors(document)


def _guess(document: Postmortem, anchor: str) -> str | None:
    """Return the anchor that is meant, as Python-Markdown makes it of a heading in plain words."""
    headings = [section.heading.text.text for section in document.sections]
    guess = near(anchor, headings)
    return "#" + "-".join(guess.casefold().split()) if guess and guess.replace(" ", "").isalnum() else None


@rule("PM715", "unfinished-link", "I/W/W", fixes=(UNSAFE,))
def unfinished_link(case: Case) -> Iterator[Found]:
    """A link has its target, right behind the text and in parentheses: `[runbook](pin.md)`.

    Reported are a target that is empty or a word such as `TODO`, a blank between the two, and a parenthesis
    that is never closed: MkDocs prints the latter two as running text.
    """
    for link in unfinished_links(case.document, case.template.empty):
        if link.kind == "empty":
            shown = f" but {quote(link.target)}" if link.target else ""
            yield Found(
                link.whole,
                f"Link {quote(link.whole)} has no target{shown}",
                "write the address or the path it leads to, or remove the link",
            )
        elif link.kind == "parted":
            text, _, target = link.whole.text.partition("] (")
            yield Found(
                link.whole,
                f"A blank stands in {quote(link.whole)}, MkDocs shows no link",
                f"write `{text}]({target}`",
                fix=replace(link.whole, f"{text}]({target}", UNSAFE),
            )
        else:
            yield Found(
                link.whole,
                f"Link {quote(link.whole)} has no closing `)`, MkDocs shows it as text",
                "close the parenthesis behind the address",
            )


@rule("PM711", "evidence-missing", "W/W/W")
def evidence_missing(case: Case) -> Iterator[Found]:
    """What a document names as its guards exists: tests, alerts, rules that keep it from happening again.

    They are the files in the front matter key `guards`, with their paths from the folder of `mkdocs.yml`;
    what follows `::` or `#` names a part of the file and is not looked at. A document without the key
    claims nothing.
    """
    exists = case.files.in_project
    fields = case.document.fields.get("guards", ())
    if exists is None or not fields:
        return
    for name in _guards(case):
        path = name.text.strip("`").split("::", 1)[0].split("#", 1)[0]
        if path and "://" not in path and not exists(path):
            yield Found(
                name,
                f"Guard {quote(name)} does not exist",
                "correct its path from the project's folder, or say what guards against it now",
            )


def _guards(case: Case) -> Iterator[Text]:
    """Return the names in the field, each by itself."""
    for field in case.document.fields.get("guards", ()):
        entries = [e for e in case.document.front_matter.entries if e.value.start == field.value.start]
        if entries and entries[0].items:
            yield from (item.value for item in entries[0].items)
        else:
            value = field.value
            parts = (value.part(*found.span()) for found in _PARTS.finditer(value.text))
            yield from (value.source.piece(part.start, part.end) for part in parts)
