"""What an editor can offer against a finding: its fix, and an ignore comment where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mkdocs_postmortem.document.blocks import CodeBlock
from mkdocs_postmortem.document.source import Source, Text
from mkdocs_postmortem.fixing import (
    Change,
    UnfitError,
    apply_to_bytes,
    changes_of,
    findings_with,
    fix_documents,
    why_not,
)
from mkdocs_postmortem.lsp.desk import Judged
from mkdocs_postmortem.rules import Diagnostic
from mkdocs_postmortem.rules.fixes import DISPLAY, SAFE, UNSAFE, Edit, Fix, insert, insert_line

_REASON = "say why"
# What is said of a fix, by how far it can be trusted.
_MARKS = {SAFE: "", UNSAFE: " (unsafe: look at it)", DISPLAY: " (to be filled in)"}


@dataclass(frozen=True, slots=True)
class Remedy:
    """Changes of a document's text, and what they are called. A `preferred` one is surely meant."""

    title: str
    changes: tuple[Change, ...]
    diagnostic: Diagnostic | None = None
    preferred: bool = False


def remedies(judged: Judged, diagnostic: Diagnostic) -> Iterator[Remedy]:
    """Yield what can be done about a finding, as far as it changes nothing else."""
    fix = diagnostic.fix
    if fix is not None and fix.edits:
        # Whoever asks for a form is going to fill it in.
        tried = replace(diagnostic, fix=replace(fix, safety=UNSAFE))
        reason = why_not(judged.archive, judged.uri, judged.data, tried, judged.workshop)
        if reason is None:
            mark = _MARKS[fix.safety]
            title = f"{diagnostic.code}: {fix.title}{mark}"
            yield Remedy(title, tuple(changes_of(fix.edits)), diagnostic, fix.safety == SAFE)
    comment = _ignore(judged, diagnostic)
    if comment is not None:
        title = f"{diagnostic.code}: ignore {diagnostic.name} here"
        yield Remedy(title, tuple(changes_of(comment.edits)), diagnostic)


def fix_all(judged: Judged) -> Remedy | None:
    """Return all safe fixes of a document as one change, or None where there are none."""
    outcome = fix_documents(
        judged.archive, {judged.uri: judged.data}, judged.diagnostics, judged.workshop, unsafe=False
    )
    data = outcome.data.get(judged.uri)
    if data is None:
        return None
    source = judged.document.source
    new = Source.from_bytes(source.path, data).text
    whole = Text(source, 0, len(source.text))
    return Remedy("Fix everything that is safe to fix", tuple(changes_of([Edit(whole, new)])))


def _ignore(judged: Judged, diagnostic: Diagnostic) -> Fix | None:
    """Return what puts an ignore where a finding stands, tried out: it must silence it and harm nothing."""
    if judged.document.broken:
        return None
    for fix in _ignores(judged, diagnostic):
        tried = replace(diagnostic, fix=fix)
        reason = why_not(judged.archive, judged.uri, judged.data, tried, judged.workshop)
        if reason is None and _silences(judged, diagnostic, fix):
            return fix
    return None


def _silences(judged: Judged, diagnostic: Diagnostic, fix: Fix) -> bool:
    try:
        data = apply_to_bytes(judged.data, changes_of(fix.edits))
    except UnfitError:
        return False
    document = judged.workshop.read(judged.uri, data)
    left = findings_with(judged.archive, judged.uri, document, judged.workshop)
    return _count(left, diagnostic) < _count(judged.diagnostics, diagnostic)


def _count(diagnostics: Sequence[Diagnostic], like: Diagnostic) -> int:
    return sum(each.code == like.code and each.message == like.message for each in diagnostics)


def _ignores(judged: Judged, diagnostic: Diagnostic) -> Iterator[Fix]:
    """Yield the ways to ignore a rule at a place: on its line, above its block, or in front matter."""
    source = judged.document.source
    comment = f"<!-- pm: ignore[{diagnostic.code}] {_REASON} -->"
    number = diagnostic.span.line
    start = source.line_starts[number - 1]
    line = source.line_text(number)
    whole = Text(source, start, start + len(line))
    code = next(
        (b for b in judged.document.blocks if isinstance(b, CodeBlock) and _holds(b.text, start)), None
    )
    if code is not None:
        yield insert_line(code.text, f"{comment}\n", "ignore it", above=True)
        return
    if start < judged.document.front_matter.body:
        yield from _in_front_matter(judged, diagnostic)
        return
    stripped = line.rstrip()
    if stripped.endswith("|") and stripped.count("|") > 1:
        yield insert(whole.part(len(stripped) - 1, len(stripped)), f"{comment} ", "ignore it")
    elif stripped:
        end = whole.part(len(stripped), len(stripped))
        yield insert(end, f" {comment}", "ignore it")
    yield insert_line(whole, f"{comment}\n", "ignore it", above=True)


def _holds(block: Text, offset: int) -> bool:
    return block.source.text.rfind("\n", 0, block.start) + 1 <= offset <= block.end


def _in_front_matter(judged: Judged, diagnostic: Diagnostic) -> Iterator[Fix]:
    front = judged.document.front_matter
    if front.entries and not any(entry.key.text == "postmortem" for entry in front.entries):
        line = f"postmortem: {{ignore: {{{diagnostic.code}: {_REASON}}}}}"
        yield insert_line(front.entries[-1].value, line, "ignore it")
