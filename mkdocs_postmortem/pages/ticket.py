"""The cell of a ticket, and where its parts lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.archive.tickets import ticket_address, ticket_keys
from mkdocs_postmortem.pages.text import bare

_ADDRESS = re.compile(r"https?://[^\s<>()\[\]|\"]+")


class Part(NamedTuple):
    """A piece of text, and where it leads, if anywhere."""

    text: str
    url: str | None = None


def ticket_parts(written: str, archive: Archive) -> Iterator[Part]:
    """Yield the parts of a ticket's cell: a link leads where it did, and keys where the options say."""
    text = bare(written)
    if not text:
        return
    if address := _ADDRESS.search(written):
        yield Part(text, address[0])
        return
    done = 0
    for start, end in ticket_keys(text, archive):
        if start > done:
            yield Part(text[done:start])
        yield Part(text[start:end], ticket_address(text[start:end], archive.settings))
        done = end
    if done < len(text):
        yield Part(text[done:])
