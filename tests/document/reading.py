"""What the tests of the reader share: reading a text, and finding every place in what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from mkdocs_postmortem.document.front_matter import FrontMatter, read_front_matter
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.reader import read
from mkdocs_postmortem.document.source import Source, Text
from mkdocs_postmortem.template import default_template

DATES = frozenset(("date",))
TEMPLATE = default_template()


def read_text(text: str, path: str = "docs/incident.md") -> Postmortem:
    """Return the postmortem in a text."""
    return read(Source(path, text), TEMPLATE)


def as_text(string: str) -> Text:
    """Return a string as a piece of a document that holds nothing else."""
    return Text(Source("docs/incident.md", string), 0, len(string))


def front_of(text: str) -> FrontMatter:
    """Return the front matter of a text, in which `date` is a date."""
    return read_front_matter(Source("docs/incident.md", text), DATES)


def block(yaml: str) -> FrontMatter:
    """Return the front matter that YAML makes above a document."""
    return front_of(f"---\n{yaml}\n---\n# Title\n")


def place(text: Text | None) -> tuple[int, int, str]:
    """Return line, column and characters of a piece of a document, which must agree with each other."""
    assert text is not None
    span = text.span
    assert text.source.line_text(span.line)[span.column - 1 :].startswith(text.text.split("\n")[0])
    return span.line, span.column, text.text


def texts_in(value: object) -> Iterator[Text]:
    """Return every piece of the document that a value of the model holds, however deep."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Source):
        return
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
        for each in value:
            yield from texts_in(each)


def section_titles(document: Postmortem) -> dict[str, str]:
    """Return the heading of each section that was recognised, by key."""
    return {key: section.heading.text.text for key, section in document.by_key.items()}
