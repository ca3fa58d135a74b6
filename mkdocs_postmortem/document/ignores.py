"""What an author wants not to be reported: `<!-- pm: ignore[PM604] reason -->`, and front matter.

A comment on a line with something else covers that line, which may be a row of a table; one on lines of
its own covers the block below it, one that says `ignore-file` the whole document. So does front matter:
`postmortem: {ignore: [PM405]}`, or with reasons `postmortem: {ignore: {PM405: nobody was affected}}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortem.document.blocks import Block, Heading, Html, ListItem
from mkdocs_postmortem.document.comments import find_comments
from mkdocs_postmortem.document.front_matter import FrontMatter
from mkdocs_postmortem.document.problem import Problem
from mkdocs_postmortem.document.source import Source, Text
from mkdocs_postmortem.document.yaml_nodes import NESTED, Entry

PROBLEM = "bad-ignore"
_OPENING = re.compile(r"<!--\s*pm:")
_FORM = re.compile(
    r"<!--\s*pm:\s*(?P<verb>[\w-]*)\s*(?:\[(?P<names>[^\]]*)\])?[\s:,;.–—-]*(?P<reason>.*?)\s*-->", re.DOTALL
)
_CODE = re.compile(r"\bPM\d{3}\b", re.IGNORECASE)
_NAME = re.compile(r"[^\s,]+")
_EXAMPLE = "`<!-- pm: ignore[PM604] why -->`"
_ENTRY_HELP = f"write `{NESTED}: {{ignore: [PM405]}}`"
_ALL = "PM"


@dataclass(frozen=True, slots=True, eq=False)
class Ignore:
    """Rules that are not to be reported at a place.

    `names` are codes, beginnings of codes and names of rules as written. `lines` are the first and the
    last line that they are ignored on, None for the whole document; `whole` is the comment or the entry of
    front matter.
    """

    names: tuple[Text, ...]
    reason: Text | None
    whole: Text
    lines: tuple[int, int] | None
    origin: str = "comment"

    def covers(self, first: int, last: int) -> bool:
        """Say whether what stands on these lines is ignored."""
        return self.lines is None or (self.lines[0] <= last and first <= self.lines[1])


Found = tuple[tuple[Ignore, ...], tuple[Problem, ...]]


def read_ignores(source: Source, front: FrontMatter, blocks: tuple[Block, ...]) -> Found:
    """Return what a document wants to be ignored, in order, and what of it can't be understood.

    `blocks` are those that the scanner found, comments included.
    """
    ignores: list[Ignore] = []
    problems: list[Problem] = []
    for entry in front.entries:
        if entry.key.text == NESTED and entry.kind == "map":
            _read_entry(entry, ignores, problems)
    if _OPENING.search(source.text, front.body):
        comments = list(find_comments(source, front.body, blocks))
        places = _Places(source, blocks, comments)
        for comment in comments:
            found = _FORM.fullmatch(source.text, comment.start, comment.end)
            if found is not None:
                _read_comment(comment, found, places, ignores, problems)
    return tuple(ignores), tuple(problems)


def _read_comment(
    comment: Text, found: re.Match[str], places: _Places, ignores: list[Ignore], problems: list[Problem]
) -> None:
    verb = found["verb"]
    if verb not in ("ignore", "ignore-file"):
        if verb.startswith("ignore") or found["names"] is not None:
            at = Text(comment.source, *found.span("verb")) if verb else comment
            message = f"`pm: {verb}` means nothing; there are `pm: ignore[…]` and `pm: ignore-file[…]`"
            problems.append(Problem(PROBLEM, at, message, f"write {_EXAMPLE}"))
        return  # `<!-- pm: ask Kim -->` is somebody's note
    names = _names(Text(comment.source, *found.span("names"))) if found["names"] is not None else ()
    if not names or any(name.text == _ALL for name in names):
        problems.append(
            Problem(
                PROBLEM,
                comment,
                f"`pm: {verb}` does not say which rules; nothing is ignored",
                f"name them, as in {_example(verb, found['reason'])}",
            )
        )
        return
    lines = None
    if verb == "ignore":
        lines = places.covered(comment)
    elif not places.is_at_top(comment):
        problems.append(
            Problem(
                PROBLEM,
                comment,
                f"`pm: ignore-file` on line {comment.line} ignores nothing; it counts at the top of the file",
                "move it above or right below the title, or write `ignore` for the block below it",
            )
        )
        return
    reason = Text(comment.source, *found.span("reason")) if found["reason"] else None
    ignores.append(Ignore(names, reason, comment, lines))


def _example(verb: str, rest: str) -> str:
    """Return how to write a comment; with the code that stands in it, if there is one."""
    code = _CODE.search(rest)
    example = _EXAMPLE.replace("ignore", verb)
    return example.replace("PM604", code[0].upper()) if code else example


def _names(text: Text) -> tuple[Text, ...]:
    return tuple(text.part(*found.span()) for found in _NAME.finditer(text.text))


class _Places:
    """What a comment stands at."""

    def __init__(self, source: Source, blocks: tuple[Block, ...], comments: list[Text]) -> None:
        self._source = source
        self._comments = comments
        self._blocks = [block for block in blocks if _text(block) is not None]

    def is_at_top(self, comment: Text) -> bool:
        """Say whether nothing but comments and the title stands above a comment."""
        titles = 0
        for block in self._blocks:
            at = _text(block)
            assert at is not None
            if at.start >= comment.start:
                return True
            if isinstance(block, Heading):
                titles += 1
                # On the title's own line it is above everything else, too.
            elif not isinstance(block, Html):
                return False
            if titles > 1:
                return False
        return True

    def covered(self, comment: Text) -> tuple[int, int]:
        """Return the lines that a comment covers: its own, or those of the block below it."""
        first, last = comment.line, self._source.position(comment.end)[0]
        if not self._is_alone(comment):
            return first, last
        for number, block in enumerate(self._blocks):
            at = _text(block)
            assert at is not None
            if at.start < comment.start and at.end > comment.end:
                return first, self._last_line(at)  # the rest of what it stands in
            if at.start >= comment.end and not self._is_comment(block):
                return at.line, self._last_line(self._whole(number))
        return first, last

    def _is_alone(self, comment: Text) -> bool:
        """Say whether nothing but comments stands on the lines of a comment."""
        text = self._source.text
        start = text.rfind("\n", 0, comment.start) + 1
        end = text.find("\n", comment.end)
        line = text[start : end if end >= 0 else len(text)]
        for other in self._comments:
            if start <= other.start and other.end <= start + len(line):
                line = line.replace(other.text, " " * len(other.text), 1)
        return not line.strip()

    def _is_comment(self, block: Block) -> bool:
        return isinstance(block, Html) and block.text.text.startswith("<!--")

    def _whole(self, number: int) -> Text:
        """Return the block of a number; of a list's first item, all of the list with what is in it."""
        block = self._blocks[number]
        text = _text(block)
        assert text is not None
        if not isinstance(block, ListItem):
            return text
        end = text.end
        for other in self._blocks[number + 1 :]:
            at = _text(other)
            assert at is not None
            if isinstance(other, ListItem) and other.depth < block.depth:
                break
            if not isinstance(other, ListItem) and other.container != "li":
                break
            end = max(end, at.end)
        return Text(text.source, text.start, end)

    def _last_line(self, text: Text) -> int:
        return self._source.position(text.end)[0]


def _text(block: Block) -> Text | None:
    return getattr(block, "text", None)


def _read_entry(entry: Entry, ignores: list[Ignore], problems: list[Problem]) -> None:
    """Read front matter's `postmortem: {ignore: …}`; other keys in it are nobody's business here."""
    for each in entry.entries:
        if each.key.text == "ignore":
            found = list(_entry_ignores(each))
            ignores += found
            if not found:
                message = f"Front matter `{NESTED}: ignore` does not say which rules; nothing is ignored"
                problems.append(Problem(PROBLEM, each.value or each.key, message, _ENTRY_HELP))
        elif _means_ignore(each.key.text):
            message = f"Front matter `{NESTED}: {each.key}` means nothing; did you mean `ignore`?"
            problems.append(Problem(PROBLEM, each.key, message, _ENTRY_HELP))


def _means_ignore(key: str) -> bool:
    import difflib  # only who has such a key needs it

    return bool(difflib.get_close_matches(key, ("ignore", "ignores", "ignored"), 1, 0.75))


def _entry_ignores(entry: Entry) -> Iterator[Ignore]:
    for item in entry.items:
        if item.string and item.string != _ALL:
            yield Ignore((item.value,), None, item.value, None, "front matter")
    for pair in entry.entries:
        reason = pair.value if pair.kind != "null" and pair.string.strip() else None
        yield Ignore((pair.key,), reason, pair.key, None, "front matter")
    if entry.kind == "str":
        for name in _names(entry.value):
            if name.text != _ALL:
                yield Ignore((name,), None, name, None, "front matter")
