"""PM014: what git leaves in a file when it cannot merge."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortem.document.blocks import CodeBlock
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import quote

_OURS = "<<<<<<< "
# Up to the first line between the two sides: to try each that looks like one would take the square of them.
_CONFLICT = re.compile(
    r"^(?P<ours><{7}) [^\n]*\n(?:(?!<{7} |={7}$)[^\n]*\n)*+={7}\n"
    r"(?:(?!<{7} |>{7} )[^\n]*\n)*+(?P<theirs>>{7}) [^\n]*$",
    re.MULTILINE,
)
# One that was resolved, but for its first line.
_LEFT = re.compile(r"^<{7} \S+$", re.MULTILINE)


@rule("PM014", "merge-conflict", "E/E/E")
def merge_conflict(case: Case) -> Iterator[Found]:
    """No merge conflict is left in the file.

    MkDocs shows both sides, and makes a heading of the line above `=======`. As nobody knows which side
    counts, other rules say nothing of the file until it is resolved. A first line that is left alone,
    `<<<<<<< HEAD`, counts too. Conflicts in code blocks are accepted: they may be what the incident was
    about.
    """
    source = case.document.source
    if _OURS not in source.text:
        return
    blocks = [block.text for block in case.blocks(CodeBlock)]
    whole = False
    for found in _CONFLICT.finditer(source.text):
        at = Text(source, found.start(), found.end("ours"))
        if not any(block.start <= at.start < block.end for block in blocks):
            whole = True
            last = Text(source, found.start("theirs"), found.end("theirs"))
            yield Found(
                at,
                f"Merge conflict in lines {at.line} to {last.line} is not resolved",
                "keep one of the two sides, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`",
                (last, "the conflict ends here"),
            )
    if not whole and (left := _left_line(case, blocks)) is not None:
        yield Found(left, f"{quote(left)} is left over from a merge conflict", "delete the line")


def _left_line(case: Case, blocks: list[Text]) -> Text | None:
    """Return the first line of a conflict whose other marks are gone, or None; in code it may be quoted."""
    source = case.document.source
    for found in _LEFT.finditer(source.text):
        at = Text(source, *found.span())
        if not any(block.start <= at.start < block.end for block in blocks):
            return at
    return None
