"""Many documents read: by two processes, where that is faster."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_postmortem.aside import in_two
from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.template import Template

# With less text (in bytes), a second process takes longer to begin than it saves.
_WORTH_IT = 200_000


def read_many(
    files: Sequence[tuple[str, bytes]], template: Template, dialect: Dialect | None = None
) -> list[Postmortem]:
    """Return the postmortems in files, each given by the path that findings show and its bytes."""

    def read(file: tuple[str, bytes]) -> Postmortem:
        return read_bytes(*file, template, dialect)

    if sum(len(data) for _, data in files) < _WORTH_IT:
        return [read(file) for file in files]
    return in_two(files, read)
