"""The text of one document, and pieces of it that know where they stand."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import add
from typing import NamedTuple

from mkdocs_postmortem.document.record import quickly_pickled


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file: 1-based lines and columns, columns in characters, the end exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        """Return `path:line:column`, the form that editors and terminals make clickable."""
        return f"{self.path}:{self.line}:{self.column}"


class Source:
    """A document's text with its path.

    `text` has `\\n` line ends and no byte order mark, as MkDocs hands it out; neither changes a
    line or column. `path` is what findings show. One coordinate system serves everything: offsets
    into `text`, from the first character of the file, front matter included.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    def __reduce__(self) -> tuple[type[Source], tuple[str, str]]:
        return Source, (self.path, self.text)  # what is worked out from them need not be handed over

    @classmethod
    def from_bytes(cls, path: str, data: bytes) -> Source:
        """Return the source of a file's bytes.

        Raises UnicodeDecodeError where they are not UTF-8.
        """
        text = data.decode("utf-8-sig")
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return cls(path, text)

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset of each line's first character."""
        lengths = list(map(len, self.text.split("\n")))
        # Each line starts behind all those before it and their line ends.
        return list(map(add, accumulate(lengths[:-1], initial=0), range(len(lengths))))

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of an offset."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        """Return the text of a 1-based line, without its line end."""
        start = self.line_starts[line - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end == -1 else self.text[start:end]

    def piece(self, start: int, end: int) -> Text:
        """Return the piece between two offsets, without surrounding white space."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Text(self, start, end)


@quickly_pickled
class Text(NamedTuple):
    """A piece of a document: the characters from `start` to `end` of its source.

    The text under the span *is* the value, so a caret can never point beside it. (A named tuple
    where the rest of the model is dataclasses: there are hundreds in a document, and it is made
    three times as fast.)
    """

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters as written."""
        source, start, end = self
        return source.text[start:end]

    @property
    def span(self) -> Span:
        """Where the piece stands."""
        line, column = self.source.position(self.start)
        end_line, end_column = self.source.position(self.end)
        return Span(self.source.path, line, column, end_line, end_column)

    @property
    def line(self) -> int:
        """The 1-based line it starts on."""
        return self.source.position(self.start)[0]

    def part(self, start: int, end: int) -> Text:
        """Return a piece of this piece, by offsets into its own text."""
        return Text(self.source, self.start + start, self.start + end)

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return self.end > self.start

    def __repr__(self) -> str:
        return f"Text({self.span}: {self.text!r})"
